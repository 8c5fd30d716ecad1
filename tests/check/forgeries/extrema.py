"""Forgeries of the rules for suprema, infima, minima, maxima, ranges and the solutions of f = v."""

from __future__ import annotations

from typing import Any

from .base import Attempt, Proof, condition
from .forms import ALGEBRA, ROWS, denied, forall, node, put, split, value

SIGN = "should be .*, but the algebra of signs shows only"
RULE = "value: extremum"


def attains(k: int, claim: str, at: str, found: str, **data: Any) -> Attempt:
    """sup of 2 - (x - k)^2, or what else the claim says."""
    rule = node("extremum", value=found, at=at, bound=forall(ALGEBRA)) | data
    return put(k, claim), True, node("values", values=[rule], proof=ALGEBRA)


def approached(k: int, claim: str, found: str, near: list[str], side: str, proof: Proof = ALGEBRA, **data: Any) -> Attempt:
    rule = node("extremum", value=found, near=near, side=side, bound=forall(ALGEBRA), **data)
    return put(k, claim), True, node("values", values=[rule], proof=proof)


TOP, UP = "sup(2 - (x - k)^2) = 2", ["0", "oo"]
condition(RULE, "the function takes the value at the point", "the value at the point is not the extremum",
          lambda k, at: attains(k, TOP, at, "2"), [(k, str(k)) for k in ROWS], [(k, f"{k} + 10^-30") for k in ROWS])
condition(RULE, "the value is the one claimed", SIGN, lambda k, c: attains(k, f"sup(2 - (x - k)^2) = {c}", str(k), "2"),
          [(k, "2") for k in ROWS], [(k, "2 + 10^-30") for k in ROWS])
condition(RULE, "the value bounds the function", SIGN, lambda k, low: attains(k, f"sup((x - k)^2, [{low}, k + 2]) = 4",
          f"{k} + 2", "4"),
          [(k, k - 2) for k in ROWS], [(k, k - 3) for k in ROWS])
condition(RULE, "the point lies in the set", "is not shown to lie in", lambda k, domain: attains(k,
          f"sup(2 - (x - k)^2, {domain}) = 2", str(k), "2"),
          [(k, f"[{k}, oo)") for k in ROWS], [(k, f"({k}, oo)") for k in ROWS])
condition(RULE, "the function is defined at the point", "is 0 here", lambda k, c: attains(k, f"sup(k - (x - {c})^2*x/x) = k",
          str(c), str(k), bound=forall(
    split(["0"], ALGEBRA, node("skip"), ALGEBRA))), [(k, k) for k in ROWS], [(k, 0) for k in ROWS])
condition(RULE, "the limit is the extremum", "the limit is not the extremum", lambda k, c: approached(k,
          f"sup(tanh(k*x)) = {c}", c, UP, "right"),
          [(k, "1") for k in ROWS], [(k, "2") for k in ROWS])
condition(RULE, "the limit is taken at the end named", "the limit is not the extremum", lambda k, side: approached(k,
          "sup(tanh(k*x)) = 1", "1", UP, side),
          [(k, "right") for k in ROWS], [(k, "left") for k in ROWS])
condition(RULE, "a supremum is an upper bound, an infimum a lower one", SIGN + "|shows only",
          lambda k, which: approached(k, f"{which}(tanh(k*x)) = 1", "1", UP, "right"), [(k, "sup") for k in ROWS],
          [(k, "inf") for k in ROWS])
condition(RULE, "the limit is taken inside the set", "the interval of a limit must lie in the set",
          lambda k, near: approached(k, "sup(2*x, (0, k)) = 2*k", f"2*{k}", [put(k, n) for n in near], "right"),
          [(k, ["0", "k"]) for k in ROWS], [(k, near) for k in ROWS for near in (["-1", "k"], ["0", "k + 1"], ["-oo", "k"],
          ["0", "oo"])])
condition(RULE, "the interval of the limit is not empty", "the interval of a limit must not be empty",
          lambda k, near: approached(k, "sup(2*x, (0, k)) = 2*k", f"2*{k}", [put(k, n) for n in near], "right"),
          [(k, ["0", "k"]) for k in ROWS], [(k, near) for k in ROWS for near in (["k", "k"], ["k", "k - 1/2"])])
condition(RULE, "the limit is taken on an interval", "a limit is taken inside an interval",
          lambda k, domain: approached(k, f"sup(tanh(k*x), {domain}) = 1", "1", UP, "right"), [(k, "(-oo, oo)")
          for k in ROWS],
          [(k, d) for k in ROWS for d in (f"R \\ {{{k}}}", f"(-oo, 0) union (0, {k})")])
condition(RULE, "an infinite supremum is oo", "an infinite supremum is oo, an infinite infimum is -oo",
          lambda k, which, found, side: approached(k, f"{which}(k*x) = {found}", found, ["-oo", "oo"], side),
          [(k, *row) for k in ROWS for row in (("sup", "oo", "right"), ("inf", "-oo", "left"))],
          [(k, *row) for k in ROWS for row in (("sup", "-oo", "left"), ("inf", "oo", "right"))])
condition(RULE, "a term in place of the branch is identical to it", "the term under the limit is not shown to be identical",
          lambda k, to: approached(k, "sup(1 - k*exp(-x)) = 1", "1", ["0", "oo"], "right", to=to, strict=True),
          [(k, f"1 - {k}/exp(x)") for k in ROWS], [(k, f"1 - {k + 1}/exp(x)") for k in ROWS])
condition(RULE, "the bound is strict if it is called so", SIGN, lambda k, strict: attains(k, "sup(2 - (x - k)^2) = 2",
          str(k), "2", strict=strict),
          [(k, False) for k in ROWS], [(k, True) for k in ROWS])
condition(RULE, "a maximum is attained", "whether the extremum is attained is not shown",
          lambda k, which: approached(k, f"{which}(tanh(k*x)) = 1", "1", UP, "right"), [(k, "sup") for k in ROWS],
          [(k, "max") for k in ROWS])
condition(RULE, "a value that is not attained is no maximum", "a value of the statement does not exist",
          lambda k, which: approached(k, f"{which}(tanh(k*x)) = 1", "1", UP, "right", strict=True),
          [(k, "sup") for k in ROWS], [(k, "max") for k in ROWS])

RULE = "statement: values"


def exists(k: int, which: str, truth: bool, **data: Any) -> Attempt:
    rule = node("extremum", value="1", near=UP, side="right", bound=forall(ALGEBRA), **data)
    return f"{which}(tanh({k}*x)) exists", truth, node("values", values=[rule])


condition(RULE, "what exists is not refuted", "the value exists", exists, [(k, "sup", True) for k in ROWS],
          [(k, "sup", False) for k in ROWS])
condition(RULE, "every value has a proof", r"needs \d+ proofs under 'values', found",
          lambda k, n: (f"sup(tanh({k}*x)) = 1", True, node("values", proof=ALGEBRA, values=[
              node("extremum", value="1", near=UP, side="right", bound=forall(ALGEBRA))] * n)), [(k, 1) for k in ROWS],
              [(k, n) for k in ROWS for n in (0, 2)])
condition(RULE, "a value is proved by a rule for its kind", "gives no value of",
          lambda term, rule: (f"{term} = 1", True, value(rule)) if rule != "extremum" else attains(1, f"{term} = 1", "0",
          "1"), [("sup(1 - x^2)", "extremum")],
          [(term, rule) for term in ("sup(x)", "lim(x, x -> 1)", "E[Z]") for rule in ("range", "solutions", "lipschitz",
          "clarke", "measure", "")])
condition(RULE, "that a number exists is shown for the number itself", "outside its domain|under a root is negative",
          lambda k, f: (f"{f}({k}) exists", True, node("values", values=[])),
          [(k, "sqrt") for k in ROWS], [(-k, f) for k in ROWS for f in ("log", "sqrt")])
condition(RULE, "a quotient of values exists where the denominator is not 0", "the denominator 0 is 0 here",
          lambda k, c: (f"{k}/sup({c} - x^2) exists", True, value("extremum", value=str(c), at="0", bound=forall(ALGEBRA))),
          [(k, k) for k in ROWS], [(k, 0) for k in ROWS])



def without_minimum(text: str) -> Attempt:
    return text, False, value("extremum", value="0", near=["-oo", "oo"], side="left", strict=True, bound=forall(ALGEBRA))


condition(RULE, "a value that does not exist makes a statement false only where it is reached", "", without_minimum,
          [f"{k}*min(softplus) {r} {k}" for k in ROWS for r in ("=", "<")] + [f"max(min(softplus), {k}) exists"
          for k in ROWS],
          [put(k, text) for k in ROWS for text in ("Piecewise((k, k > 0), (min(softplus), True)) = k",
          "Piecewise((k, k > 0), (min(softplus), True)) exists",
                                                   "k in {t : t > 0 or t = min(softplus)}")])

RULE = "statement: attained"


def is_attained(k: int, truth: bool, strict: bool) -> Attempt:
    rule = node("extremum", value="1", near=UP, side="right", bound=forall(ALGEBRA), strict=strict)
    text = f"sup(tanh({k}*x)) is {'not ' if not truth else ''}attained"
    proof = node("attained", value=rule)
    return text, True, proof if truth else denied(proof)


condition(RULE, "what is approached only is not attained", "does not show that it is attained", is_attained,
          [(k, False, True) for k in ROWS],
          [(k, True, strict) for k in ROWS for strict in (True, False)])
condition(RULE, "without a strict bound nothing is known", "does not show that it is not attained", is_attained,
          [(k, False, True) for k in ROWS],
          [(k, False, False) for k in ROWS])

# ------------------------------------------------------------------------------------------------ between two rationals
RULE = "value: extremum between"


def narrow(k: int, claim: str, lower: str, upper: str, at: str, bound: Proof = ALGEBRA, **data: Any) -> Attempt:
    rule = node("extremum between", lower=lower, upper=upper, at=at, bound=forall(bound), **data)
    proof = node("membership", proof=node("connect", proofs=[ALGEBRA, ALGEBRA]))
    return put(k, claim), True, node("values", values=[rule], proof=proof)


condition(RULE, "the value at the point is in the enclosure",
          "the value at the point is not on the right side of the enclosure",
          lambda k, at: narrow(k, "sup(2 - (x - k)^2) in [1, 3]", "1", "3", at), [(k, f"{k} + 1/2") for k in ROWS],
          [(k, f"{k} + 2") for k in ROWS])
condition(RULE, "the upper end bounds the function", SIGN, lambda k, upper: narrow(k, f"sup(2 - (x - k)^2) in [1, {upper}]",
          "1", upper, f"{k} + 1/2"),
          [(k, "2") for k in ROWS], [(k, "1.99") for k in ROWS])
condition(RULE, "the enclosure lies in the interval claimed", SIGN, lambda k, upper: narrow(k,
          f"sup(2 - (x - k)^2) in [1, {upper}]", "1", "3", str(k)),
          [(k, "3") for k in ROWS], [(k, "2.99") for k in ROWS])
condition(RULE, "the point lies in the set", "is not shown to lie in", lambda k,
          d: narrow(k, f"sup(2 - (x - k)^2, {d}) in [1, 3]", "1", "3", str(k)),
          [(k, f"[{k}, oo)") for k in ROWS], [(k, f"({k}, oo)") for k in ROWS])


def bottom(k: int, f: str, domain: str, bound: Proof, **data: Any) -> Attempt:
    rule = node("extremum between", lower="-10^6", upper="0", at="0", bound=forall(bound), breakpoints=[], **data)
    where = f", {domain}" if domain else ""
    return put(k, f"min({f}{where}) in [-10^6, 0]"), True, node("values", values=[rule], proof=node(
        "membership", proof=node("connect", proofs=[ALGEBRA, ALGEBRA])))


condition(RULE, "that there is an extremum is shown on R only", "the existence of an extremum is shown on R only",
          lambda k, d: bottom(k, "k*x^2", d, ALGEBRA), [(k, "") for k in ROWS], [(k, d) for k in ROWS for d in (f"(-1, {k})",
          f"[0, {k})")])
condition(RULE, "at infinity the function is above its value at the point",
          "the limits at infinity do not leave the extremum inside",
          lambda k, f: bottom(k, f, "", ALGEBRA), [(k, "k*x^2") for k in ROWS], [(k, f) for k in ROWS
          for f in ("k*erfc(x) - k", "k*tanh(x)", "-k*tanh(x)")])
condition(RULE, "the function is continuous", "the function jumps|is not decided here",
          lambda k, f, at: (f"let f(x) = {f}; min(f) in [-10^6, 0]", True, node("values", values=[node(
              "extremum between", lower="-10^6", upper="0", at=at, bound=forall(split(["1"], ALGEBRA, ALGEBRA, ALGEBRA)),
              breakpoints=["1"])], proof=node(
                  "membership", proof=node("connect", proofs=[ALGEBRA, ALGEBRA])))),
          [(k, f"Piecewise(({k}*x^2, x < 1), ({k}*x^2, True))", "0") for k in ROWS],
          [(k, f"Piecewise(({k}*x^2, x < 1), ({k}*x^2 + 1, True))", "0") for k in ROWS])
condition(RULE, "a limit at infinity has a proof for that branch", "is not shown to be identical|is not shown to be the composition",
          lambda k, side, proof: bottom(k, "k*x^2", "", ALGEBRA, **{side: {"rule": "limit", **proof}}),
          [(k, side, proof) for k in (1, 2) for side in ("left", "right") for proof in (
              {"to": f"{k}*x*x"}, {"by": "composition", "inner": "x^2", "outer": f"{k}*y", "limit": {"rule": "limit"}})],
          [(k, side, proof) for k in (1, 2, 3) for side in ("left", "right") for proof in (
              {"to": f"{k}*x^2 + 1"}, {"by": "composition", "inner": "x^2", "outer": f"{k + 1}*y", "limit": {"rule": "limit"}})])
condition(RULE, "a limit with a proof is above the value at the point, too", "the limits at infinity do not leave the extremum inside",
          lambda k, f, side: bottom(k, f, "", ALGEBRA, **{side: {"rule": "limit"}}), [(k, "k*x^2", side) for k in (1, 2) for side in ("left", "right")],
          [(k, f, side) for k in (1, 2) for f, side in (("k*erfc(x) - k", "right"), ("k*tanh(x)", "left"), ("-k*tanh(x)", "right"),
                                                        ("k*erf(x)", "left"), ("-k*erf(x)", "right"))])
condition(RULE, "the form of a branch at infinity is identical to it", "the form of a branch at infinity is not identical",
          lambda k, form: bottom(k, "k*x^2", "", ALGEBRA, left_form=form), [(k, f"{k}*x*x") for k in ROWS],
          [(k, f"{k}*x^2 + 1") for k in ROWS])
