"""Forgeries of the rules connect, choose, assume, lemma, split and membership."""

from __future__ import annotations

from .base import Attempt, Proof, condition
from .forms import ALGEBRA, ROWS, denied, forall, node, put, split

SIGN = "should be .*, but the algebra of signs shows only"
COUNT = r"needs \d+ proofs under 'proofs', found"


def between(k: int, low: object, high: object, proofs: list[Proof], truth: bool = True) -> Attempt:
    return f"{low} < {k} and {k} < {high}", truth, node("connect", proofs=proofs)


RULE = "statement: connect"
condition(RULE, "all parts of `and` hold", SIGN, lambda k, low, high: between(k, low, high, [ALGEBRA] * 2),
          [(k, 0, k + 1) for k in ROWS], [(k, *ends) for k in ROWS for ends in ((0, k), (k, k + 1), (k + 1, k + 2))])
condition(RULE, "each part of `and` has a proof", COUNT, lambda k, n: between(k, 0, k + 1, [ALGEBRA] * n),
          [(k, 2) for k in ROWS], [(k, n) for k in ROWS for n in (0, 1, 3)])
condition(RULE, "all parts of `or` fail", SIGN,
          lambda k, low: (f"{k} < {low} or {k} = {low}", False, node("connect", proofs=[ALGEBRA] * 2)),
          [(k, k - 1) for k in ROWS], [(k, low) for k in ROWS for low in (k, k + 1)])
condition(RULE, "the two sides of `iff` agree", SIGN,
          lambda k, c, side: (f"{k} > 0 iff {k} < {c}", True, node("connect", side=side, proofs=[ALGEBRA] * 2)),
          [(k, k + 1, True) for k in ROWS], [(k, k - 1, side) for k in ROWS for side in (True, False)])
condition(RULE, "the two sides of `iff` differ", SIGN,
          lambda k, c, side: (f"{k} > 0 iff {k} < {c}", False, node("connect", side=side, proofs=[ALGEBRA] * 2)),
          [(k, k - 1, True) for k in ROWS], [(k, k + 1, side) for k in ROWS for side in (True, False)])
condition(RULE, "`not` turns the statement round", SIGN, lambda k, c: (f"not {k} < {c}", True, denied(ALGEBRA)),
          [(k, k) for k in ROWS], [(k, k + 1) for k in ROWS])
condition(RULE, "an implication fails where the left side holds and the right side fails", SIGN,
          lambda k, a, b: (f"{k} > {a} implies {k} > {b}", False, node("connect", proofs=[ALGEBRA] * 2)),
          [(k, k - 1, k) for k in ROWS], [(k, *ends) for k in ROWS for ends in ((k, k), (k - 1, k - 2))])
condition(RULE, "`not` takes a proof", "the field 'proof' must be a proof|a proof node must be an object with a rule",
          lambda data: ("not 2 < 1", True, node("connect", **data)), [{"proof": ALGEBRA}],
          [{}, {"proofs": [ALGEBRA]}] + [{"proof": p} for p in (None, 1, "algebra", [], {}, {"rule": 1}, {"rule": None},
          [ALGEBRA], True)])

RULE = "statement: choose"


def chosen(k: int, index: object, truth: bool, relations: str, connective: str) -> Attempt:
    parts = [f"{k} {r}" for r in relations.split(";")]
    return f" {connective} ".join(parts), truth, node("choose", index=index, proof=ALGEBRA)


condition(RULE, "the part of `or` that is chosen holds", SIGN, lambda k, i: chosen(k, i, True, "< 0;> 0;= 0", "or"),
          [(k, 1) for k in ROWS], [(k, i) for k in ROWS for i in (0, 2)])
condition(RULE, "the part of `and` that is chosen fails", SIGN, lambda k, i: chosen(k, i, False, "> 0;< 0;!= 0", "and"),
          [(k, 1) for k in ROWS], [(k, i) for k in ROWS for i in (0, 2)])
condition(RULE, "left of an implication: it fails", SIGN, lambda k, left: chosen(k, 0, True, f"{left} 0;= -1", "implies"),
          [(k, "<") for k in ROWS], [(k, ">") for k in ROWS])
condition(RULE, "right of an implication: it holds", SIGN, lambda k, right: chosen(k, 1, True, f"> 0;{right} 0", "implies"),
          [(k, ">=") for k in ROWS], [(k, "<") for k in ROWS])
condition(RULE, "the index names a part", "the field 'index' must be an integer from 0 to 1", lambda i: chosen(1, i, True,
          "> 0;> 0", "or"), [0, 1],
          [2, -1, 3, True, False, "0", None, [0], 10**20, -10**20, {}])

RULE = "statement: assume"


def assumed(k: int, hypothesis: str, conclusion: str) -> Attempt:
    return put(k, f"forall x in R: {hypothesis} implies {conclusion}"), True, forall(node("assume", proof=ALGEBRA))


condition(RULE, "the hypothesis is enough", SIGN, assumed, [(k, "x - k > 0", "x - k >= 0") for k in ROWS],
          [(k, "x - k >= 0", "x - k > 0") for k in ROWS] + [(k, "x + k > 0", "x - k > 0") for k in ROWS])
condition(RULE, "the hypothesis is turned the right way", SIGN, assumed, [(k, "k < x", "x - k > 0") for k in ROWS],
          [(k, "x < k", "x - k > 0") for k in ROWS])
condition(RULE, "only the parts of `and` are hypotheses", "a hypothesis must be a relation, found", assumed,
          [(k, "x > 0 and x > k", "x > 0") for k in ROWS],
          [(k, "(x > 0 or x < -k)", "x > 0") for k in range(1, 6)] + [(k, "not x < -k", "x > 0") for k in range(1, 6)])
condition(RULE, "a hypothesis is a relation", "a hypothesis must be a relation, found", assumed, [(1, "x > 0", "x > 0")],
          [(k, h, "x > 0") for k in (1, 2) for h in ("x in (0, k)", "relu is continuous", "sup(tanh) exists",
          "(forall y: x > y)", "(x > 0 iff x > 1)", "relu is convex", "relu is smooth", "tanh is odd",
                                                     "sup(tanh) is attained")])
condition(RULE, "`differs` is no order", SIGN, assumed, [(k, "x != k", "x - k != 0") for k in ROWS],
          [(k, "x != k", "x - k > 0") for k in ROWS])
condition(RULE, "what is assumed right of a quantifier is not known left of it", SIGN,
          lambda k, conclusion: (f"forall x in R: (x > {k} implies x > 0) and {conclusion}", True,
          forall(node("connect", proofs=[
              node("assume", proof=node("lemma", about=f"x - {k}", sign=">", lemma=ALGEBRA, proof=node(
                  "rewrite", to=f"(x - {k}) + {k}", proof=ALGEBRA))), ALGEBRA]))),
          [(k, "x^2 >= 0") for k in ROWS], [(k, "x > 0") for k in ROWS])

RULE = "statement: lemma"


def with_lemma(k: int, about: str, sign: str, low: int, proof: Proof = ALGEBRA) -> Attempt:
    inner = node("lemma", about=put(k, about), sign=sign, lemma=proof, proof=ALGEBRA)
    return f"forall x in ({low}, oo): exp(x) - x - 1 > 0", True, forall(inner)


VANISHES = node("zero", var="x", at="0", order=2, sign=">", proof=ALGEBRA)
condition(RULE, "the lemma is proved", "shows only that it is", with_lemma, [(k, "exp(x) - x - 1", ">", 0, VANISHES)
          for k in ROWS],
          [(k, "exp(x) - x - 1", ">", -k, VANISHES) for k in ROWS])
condition(RULE, "the lemma is what is used", SIGN, with_lemma, [(k, "k*(exp(x) - x - 1)", ">", 0, VANISHES) for k in ROWS],
          [(k, "exp(x) + k*x", ">", 0, ALGEBRA) for k in ROWS])
condition(RULE, "the lemma is strict if its use is", SIGN, with_lemma, [(k, "k*(exp(x) - x - 1)", ">", 0, VANISHES)
          for k in ROWS],
          [(k, "k*(exp(x) - x - 1)", ">=", 0, VANISHES) for k in ROWS])
condition(RULE, "the lemma has a proof of its own", "the field 'lemma' must be a proof|a proof node must be an object",
          lambda data: ("1 < 2", True, node("lemma", about="1", sign=">", proof=ALGEBRA, **data)), [{"lemma": ALGEBRA}],
          [{}] + [{"lemma": p} for p in (None, 1, "algebra", [], {}, {"rule": 1}, {"rule": []}, [ALGEBRA], False,
          {"name": "algebra"})])

RULE = "statement: split"
condition(RULE, "each part of the interval", SIGN,
          lambda k, low: (f"forall x in ({low}, oo): x > 0 and x - {k} < 1 or x > {k}", True, forall(split([str(k)], *[
              node("choose", index=0, proof=node("connect", proofs=[ALGEBRA, ALGEBRA]))] * 2, node("choose", index=1,
              proof=ALGEBRA)))),
          [(k, 0) for k in ROWS], [(k, -1) for k in ROWS])
condition(RULE, "the points increase inside the interval", "the points of a split must increase inside the interval",
          lambda k, at: (f"forall x in (0, 20): x > -{k}", True, forall(split(at, *[ALGEBRA] * (2 * len(at) + 1)))),
          [(k, ["1", "2"]) for k in ROWS], [(k, at) for k in ROWS for at in (["2", "1"], ["0"], ["20"], ["1", "1"],
          ["-1", "1"])])
condition(RULE, "each part and each point has a proof", COUNT,
          lambda k, n: (f"forall x in R: x^2 + {k} > 0", True, forall(split(["0", "1"], *[ALGEBRA] * n))),
          [(k, 5) for k in ROWS],
          [(k, n) for k in ROWS for n in (0, 1, 2, 3, 4, 6)])
condition(RULE, "at the point the statement holds too", "on a point: .* should be",
          lambda k, relation: (f"forall x in R: (x - {k})^2 {relation} 0", True, forall(split([str(k)], *[ALGEBRA] * 3))),
          [(k, ">=") for k in ROWS], [(k, ">") for k in ROWS])

RULE = "statement: membership"


def member(t: str, domain: str, proof: Proof, truth: bool = True) -> Attempt:
    return f"{t} in {domain}", truth, node("membership", proof=proof)


BOTH, FIRST, SECOND = node("connect", proofs=[ALGEBRA] * 2), node("choose", index=0, proof=ALGEBRA), node("choose", index=1,
    proof=ALGEBRA)
condition(RULE, "the ends belong to closed intervals only", SIGN, lambda k, domain: member(str(k), put(k, domain), BOTH),
          [(k, "[k, 20)") for k in ROWS] + [(k, "(0, k]") for k in ROWS], [(k, "(k, 20)") for k in ROWS] + [(k, "(0, k)")
          for k in ROWS])
condition(RULE, "the number lies between the ends", SIGN, lambda k, b: member(f"exp({k})", f"(0, {b})", BOTH),
          [(k, 3 ** k) for k in ROWS], [(k, 2 ** k) for k in ROWS])
condition(RULE, "the number is a point of the finite set", SIGN, lambda k, i: member(str(k), f"{{{k}, {k + 1}, 0}}",
          node("choose", index=i, proof=ALGEBRA)),
          [(k, 0) for k in ROWS], [(k, i) for k in ROWS for i in (1, 2)])
condition(RULE, "it lies outside if one relation fails", SIGN, lambda k, i: member(str(k), f"({k}, {k + 1})",
          (FIRST, SECOND)[i], False),
          [(k, 0) for k in ROWS], [(k, 1) for k in ROWS])
condition(RULE, "the relation of {x : relation} holds", SIGN, lambda k, relation: member(str(k), f"{{t : t {relation} {k}}}",
          ALGEBRA),
          [(k, ">=") for k in ROWS], [(k, r) for k in ROWS for r in (">", "<", "!=")])
condition(RULE, "the set is an interval, finite, or described by a relation",
          "membership in a set of the form '(progression|minus)'",
          lambda k, domain: member(str(k), domain, ALGEBRA), [(2, "{2}"), (3, "{t : t > 0}")],
          [(k, d) for k in range(1, 6) for d in ("{2*n : n integer}", "R \\ {0}")])
condition(RULE, "in a union: in a part", SIGN, lambda k, low: member(str(k), f"(-1, 0) union ({low}, {k + 3})", node(
    "choose", index=1, proof=node("membership", proof=node("connect", proofs=[ALGEBRA, ALGEBRA])))),
          [(k, k - 1) for k in ROWS], [(k, low) for k in ROWS for low in (k, k + 1)])
