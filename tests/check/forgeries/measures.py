"""Forgeries of the rules ae, measure and probability."""

from __future__ import annotations

from .base import Attempt, Proof, condition
from .forms import ALGEBRA, ROWS, forall, node

SIGN = "should be .*, but the algebra of signs shows only"
COUNT = r"needs \d+ proofs under 'proofs', found"
RULE = "statement: ae"


def mostly(body: str, holes: list[str], *proofs: Proof, domain: str = "") -> Attempt:
    return f"{body} almost everywhere in x" + (f" for x in {domain}" if domain else ""), True, node("ae",
        **{"except": holes}, proofs=list(proofs))


condition(RULE, "the statement holds on every part", SIGN,
          lambda k, c: mostly(f"(x - {k})^2*(x - {c}) != 0", [str(k)], ALGEBRA, ALGEBRA), [(k, k) for k in ROWS],
          [(k, k + 1) for k in ROWS])
condition(RULE, "every part has a proof", COUNT,
          lambda k, n: mostly(f"(x - {k})^2 > 0", [str(k)], *[ALGEBRA] * n), [(k, 2) for k in ROWS], [(k, n) for k in ROWS
          for n in (0, 1, 3)])
condition(RULE, "the exceptional points increase inside the set", "the points of a split must increase inside the interval",
          lambda k, holes: mostly("x^2 + 1 > 0", holes, *[ALGEBRA] * (len(holes) + 1), domain=f"(0, {k})"), [(k, [f"{k}/2"])
          for k in ROWS],
          [(k, holes) for k in ROWS for holes in (["0"], [str(k)], [f"{k}/2", f"{k}/3"], [f"{k}/2", f"{k}/2"])])
condition(RULE, "what is undefined on an interval does not hold there", "under a root is negative",
          lambda k, f: mostly(f"{f} < x^2 + 10", ["0"], ALGEBRA, ALGEBRA), [(k, f"-{k}*abs(x)") for k in ROWS],
          [(k, f"-sqrt({k}*x)") for k in ROWS])


def not_mostly(body: str, a: str, b: str, domain: str = "", proof: Proof = ALGEBRA) -> Attempt:
    return f"{body} almost everywhere in x" + (f" for x in {domain}" if domain else ""), False, node("ae", on=[a, b],
        proof=proof)


condition(RULE, "the statement fails on the whole interval", SIGN, lambda k, a, b: not_mostly(f"x > {k}", a, b),
          [(k, "0", str(k)) for k in ROWS], [(k, "0", f"{k} + 1/100") for k in ROWS])
condition(RULE, "the interval on which it fails has positive length", "must have positive length|is not shown to be",
          lambda k, a, b: not_mostly(f"(x - {k})^2 > 0", a, b) if b == a else not_mostly(f"x > {k}", a, b),
          [(k, str(k - 1), str(k)) for k in ROWS], [(k, str(k), str(k)) for k in ROWS] + [(k, str(k), str(k - 1))
          for k in ROWS])
condition(RULE, "the interval lies in the set", "must lie in the set", lambda k, a, b: not_mostly(f"x > {k}", a, b,
          domain=f"({k - 1}, oo)"),
          [(k, str(k - 1), str(k)) for k in ROWS], [(k, a, str(k)) for k in ROWS for a in (f"{k} - 1.01", "-oo")])
condition(RULE, "the set is an interval", "almost everywhere speaks of an interval",
          lambda k, d: mostly("x^2 > -1", [], ALGEBRA, domain=d), [(k, f"(0, {k})") for k in ROWS],
          [(k, d) for k in ROWS for d in (f"{{0, {k}}}", f"(0, 1) union (2, {k + 2})", f"R \\ {{{k}}}")])

# ------------------------------------------------------------------------------------------- measure and probability
RULE = "value: measure"


def measured(body: str, found: str, breakpoints: list[str], proofs: list[Proof]) -> Attempt:
    rule = node("measure", breakpoints=breakpoints, proofs=proofs)
    return f"measure({{x : {body}}}) = {found}", True, node("values", values=[rule], proof=ALGEBRA)


def holds(truth: object, proof: Proof = ALGEBRA) -> Proof:
    return {**proof, "holds": truth}


BAND, INSIDE = node("connect", proofs=[ALGEBRA, ALGEBRA]), [node("choose", index=0, proof=ALGEBRA), node("choose", index=1,
    proof=ALGEBRA)]
PARTS = [holds(False, INSIDE[0]), holds(True, BAND), holds(False, INSIDE[1])]
condition(RULE, "the measure is the length", SIGN, lambda k, c: measured(f"0 < x and x < {k}", str(c), ["0", str(k)], PARTS),
          [(k, k) for k in ROWS], [(k, k + 1) for k in ROWS])
condition(RULE, "the relation holds on the intervals that count", SIGN,
          lambda k, low: measured(f"0 < x and x < {k}", f"{k} - ({low})", [low, str(k)], PARTS), [(k, "0") for k in ROWS],
          [(k, "-1") for k in ROWS])
condition(RULE, "the relation fails on the intervals that do not count", SIGN,
          lambda k, low: measured(f"0 < x and x < {k}", f"{k} - ({low})", [low, str(k)], PARTS), [(k, "0") for k in ROWS],
          [(k, "1/2") for k in ROWS])
condition(RULE, "every interval has a proof", COUNT, lambda k, n: measured(f"0 < x and x < {k}", str(k), ["0", str(k)],
          PARTS[:n] if n < 4 else [*PARTS, PARTS[0]]),
          [(k, 3) for k in ROWS], [(k, n) for k in ROWS for n in (0, 1, 2, 4)])
condition(RULE, "every proof says whether the relation holds",
          "each interval of a measure says whether the relation holds there",
          lambda truth: measured("x^2 >= 0", "oo", [], [holds(truth)]), [True], [None, 1, 0, "true", "yes", [], {}, [True],
          "", 2, -1])
condition(RULE, "the breakpoints increase", "the points of a split must increase inside the interval",
          lambda k, b: measured(f"0 < x and x < {k}", str(k), b, PARTS), [(k, ["0", str(k)]) for k in ROWS],
          [(k, [str(k), "0"]) for k in ROWS])
condition(RULE, "the set is {x : relation}", "a measure is taken of a set",
          lambda k, s: (f"measure({s}) = {k}", True, node("values", values=[node("measure", breakpoints=["0", str(k)],
          proofs=PARTS)], proof=ALGEBRA)),
          [(k, f"{{x : 0 < x and x < {k}}}") for k in ROWS], [(k, s) for k in ROWS for s in (f"(0, {k})", f"{{0, {k}}}",
          f"(0, {k}) \\ {{1/2}}")])


def null(k: int, left: str, relation: str, right: str, where: str, found: str = "0") -> Attempt:
    return measured(f"{left} {relation} {right}", found, [], [node("null", nonzero_at=where)])


condition(RULE, "the difference is not 0 at the witness",
          "the difference is not shown to be different from 0 at the witness", null,
          [(k, f"sin({k}*x)", "=", "0", "1") for k in ROWS], [(k, f"sin({k}*x)", "=", "0", "0") for k in ROWS])
condition(RULE, "the difference is not identically 0", "the difference is not shown to be different from 0 at the witness",
          null,
          [(k, f"sin({k}*x)", "=", "0", "1") for k in ROWS],
          [(k, f"(sin(x)^2 + cos(x)^2)*{k}", "=", str(k), "1") for k in ROWS])
condition(RULE, "only an equation is rarely true", "only an equation has a null set of solutions", null,
          [(k, f"x^{k}", "=", "0", "1") for k in ROWS],
          [(k, f"x^{k}", r, "0", "1") for k in ROWS for r in ("<", ">", "!=", "<=", ">=")])
condition(RULE, "the difference is analytic",
          "which argument of max rules is not decided|the sign of the argument of abs is not decided", null,
          [(k, f"exp(x)*{k}", "=", "0", "-1") for k in ROWS], [(k, f, "=", "0", "1") for k in ROWS
          for f in (f"max(x - {k}, 0)", f"abs(x) + {k}*x")])

RULE = "value: probability"


def probable(body: str, found: str, breakpoints: list[str], proofs: list[Proof], given: str = "") -> Attempt:
    rule = node("probability", breakpoints=breakpoints, proofs=proofs, value=given or found)
    return f"P({body}) = {found}", True, node("values", values=[rule], proof=ALGEBRA)


ABOVE = [holds(False), holds(True)]
condition(RULE, "the value is the normal measure", "the probability is not the one given",
          lambda k, c: probable(f"Z > {k}", f"(1 - erf({c}/sqrt(2)))/2", [str(k)], ABOVE), [(k, k) for k in ROWS],
          [(k, c) for k in ROWS for c in (k + 1, -k)])
condition(RULE, "the value of the statement is the one given", SIGN,
          lambda k, c: probable(f"Z > {k}", f"(1 - erf({c}/sqrt(2)))/2", [str(k)], ABOVE, f"(1 - erf({k}/sqrt(2)))/2"),
          [(k, k) for k in ROWS], [(k, k + 1) for k in ROWS])
condition(RULE, "the relation holds where it counts", SIGN,
          lambda k, at: probable(f"Z > {k}", f"(1 - erf({at}/sqrt(2)))/2", [str(at)], ABOVE), [(k, k) for k in ROWS],
          [(k, k - 1) for k in ROWS])
condition(RULE, "it fails where it does not count", SIGN,
          lambda k, at: probable(f"Z > {k}", f"(1 - erf({at}/sqrt(2)))/2", [str(at)], ABOVE), [(k, k) for k in ROWS],
          [(k, k + 1) for k in ROWS])


def outer(k: int, low: str) -> Attempt:
    rule = node("measure", breakpoints=["0"], proofs=[holds(False, node("choose", index=0, proof=ALGEBRA)),
        holds(True, BAND)])
    text = f"forall x in (-{k}, oo): forall y in ({low}, oo): measure({{x : x > 0 and y > 0}}) = oo"
    return text, True, forall(forall(node("values", values=[rule], proof=ALGEBRA)))


RULE = "value: measure"
condition(RULE, "a variable that is bound again is a new one", "y should be positive, but the algebra of signs shows only",
          outer, [(k, "0") for k in ROWS], [(k, "x") for k in ROWS])
condition(RULE, "a proof is one of `forall` only if the statement is", "says nothing about|does not show", lambda k,
          p: measured(f"x^2 > -{k}", "oo", [], [holds(True, p)]),
          [(k, ALGEBRA) for k in ROWS], [(k, forall(ALGEBRA)) for k in ROWS])
