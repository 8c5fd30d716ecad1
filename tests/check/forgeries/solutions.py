"""Forgeries of the rules for ranges, zeros, and the points at which a function is extreme."""

from __future__ import annotations

from typing import Any

from .base import Attempt, Proof, condition
from .forms import ALGEBRA, ROWS, forall, node, put

SIGN = "should be .*, but the algebra of signs shows only"
# -------------------------------------------------------------------------------------------------------------- ranges
RULE = "value: range"


def ranged(k: int, f: str, claim: str, low: Proof, high: Proof, breakpoints: list[str] | None = None,
    domain: str = "") -> Attempt:
    rule = node("range", inf=low, sup=high, breakpoints=breakpoints or [])
    return put(k, f"let f(x) = {f}; range(f{domain}) = {claim}"), True, node("values", values=[rule], proof=ALGEBRA)


def end(found: str, side: str, strict: bool = True, at: str = "", bound: Proof = ALGEBRA) -> Proof:
    place = {"at": at} if at else {"near": ["-oo", "oo"], "side": side}
    return node("extremum", value=found, strict=strict, bound=forall(bound), **place)


LOW, HIGH = end("-1", "left"), end("1", "right")
condition(RULE, "the ends are those of the range", "the two sets are not shown to be equal", lambda k, claim: ranged(k,
          "tanh(k*x)", claim, LOW, HIGH),
          [(k, "(-1, 1)") for k in ROWS], [(k, c) for k in ROWS for c in ("(-1, 2)", "(0, 1)", "[-1, 1]", "(-1, 1]", "R")])
condition(RULE, "the ends are shown to be attained or not", "the ends of a range are exact, and shown to be attained or not",
          lambda k, strict: ranged(k, "tanh(k*x)", "(-1, 1)", LOW, end("1", "right", strict)), [(k, True) for k in ROWS],
          [(k, False) for k in ROWS])
condition(RULE, "the ends are exact", "the ends of a range are exact, and shown to be attained or not",
          lambda k, high: ranged(k, "tanh(k*x)", "(-1, 1)", LOW, high), [(k, HIGH) for k in ROWS],
          [(k, node("extremum between", lower="0", upper="1", at="1", bound=forall(ALGEBRA))) for k in ROWS])
condition(RULE, "the function is continuous", "at 0 the function jumps",
          lambda k, left: ranged(k, f"Piecewise(({left}, x < 0), (k*x + tanh(x), True))", "(-oo, oo)",
          end("-oo", "left") | {"near": ["-oo", "0"]},
                                 end("oo", "right") | {"near": ["0", "oo"]}, ["0"]), [(k, f"{k}*x") for k in ROWS],
                                 [(k, f"{k}*x - 1") for k in ROWS])
condition(RULE, "the set is an interval", "write 'on",
          lambda k, d: ranged(k, "k", f"[{k}, {k}]", end(str(k), "", False, "1"), end(str(k), "", False, "1"), [], d),
          [(k, ", (0, 2)") for k in ROWS],
          [(k, ", (0, 2) \\ {1/2}") for k in ROWS])

# ------------------------------------------------------------------------------------------------------------ solutions
RULE = "value: solutions"


def solutions(k: int, claim: str, points: list[str], parts: int, **data: Any) -> Attempt:
    rule = node("solutions", points=points, proof=forall(*[ALGEBRA] * parts), **data)
    return put(k, claim), True, node("values", values=[rule], proof=ALGEBRA)


condition(RULE, "every point is a solution", "a point of the set is not shown to be a solution",
          lambda k, at: solutions(k, f"zeros((x - k)*exp(x)) = {{{at}}}", [at], 2), [(k, str(k)) for k in ROWS],
          [(k, f"{k} + 1") for k in ROWS])
condition(RULE, "there is no other solution", SIGN + "|shows only", lambda k, points, n: solutions(k,
          f"zeros((x - k)*(x + k)) = {{{', '.join(points)}}}", points, n),
          [(k, [f"-{k}", str(k)], 3) for k in ROWS], [(k, [s], 2) for k in ROWS for s in (f"-{k}", str(k))])
condition(RULE, "the points are those claimed", "the two sets are not shown to be equal", lambda k, claim: solutions(k,
          f"zeros((x - k)*exp(x)) = {claim}", [str(k)], 2),
          [(k, f"{{{k}}}") for k in ROWS], [(k, c) for k in ROWS for c in ("{}", f"{{0, {k}}}", f"{{{k + 1}}}")])
condition(RULE, "the points lie in the set", "is not shown to lie in", lambda k, d: solutions(k,
          f"zeros((x - k)*exp(x), {d}) = {{k}}", [str(k)], 2 if d == "R" else 1),
          [(k, "R") for k in ROWS], [(k, f"({k}, oo)") for k in ROWS])
condition(RULE, "each part between the points has a proof", r"needs \d+ proofs under 'proofs', found",
          lambda k, n: solutions(k, "zeros((x - k)*exp(x)) = {k}", [str(k)], n), [(k, 2) for k in ROWS],
          [(k, n) for k in ROWS for n in (0, 1, 3)])
condition(RULE, "an extremum is on the right side of the other values", SIGN, lambda k, which: solutions(k,
          f"{which}((x - k)^2) = {{k}}", [str(k)], 2, value="0"),
          [(k, "argmin") for k in ROWS], [(k, "argmax") for k in ROWS])
condition(RULE, "all points of an argmin have one value", "a point of the set is not shown to be a solution",
          lambda k, points: solutions(k, f"argmin((x - k)^2) = {{{', '.join(points)}}}", points, len(points) + 1, value="0"),
          [(k, [str(k)]) for k in ROWS], [(k, [str(k), f"{k + 1}"]) for k in ROWS])
condition(RULE, "without a point a bound shows nothing of argmin",
          "that a minimum or maximum is nowhere attained is shown by its value", lambda k, which, f: solutions(k,
          f"{which}({f}) = {{}}", [], 1, value=str(-k)),
          [(k, "zeros", "exp(k*x)") for k in ROWS], [(k, "argmin", "x^2") for k in ROWS])
condition(RULE, "nor does it show that argmin differs from a set",
          "that a minimum or maximum is nowhere attained is shown by its value",
          lambda k, points: solutions(k, "argmin(k*x^2) != {1}", points, 2 if points else 1, value="0" if points else "-1"),
          [(k, ["0"]) for k in ROWS], [(k, []) for k in ROWS])

RULE = "value: solutions between"


def near(k: int, lower: str, at: str, upper: str, claim: str = "", f: str = "(x - k)^2",
    proofs: list[Proof] | None = None) -> Attempt:
    beside = [forall(node("sturm"))] * 2 if proofs is None else proofs
    rule = node("solutions between", lower=lower, at=at, upper=upper, breakpoints=[], proofs=beside)
    claim = claim or f"[{lower}, {upper}]"
    return put(k, f"argmin({f}) in {claim}"), True, node("values", values=[rule], proof=node(
        "membership", proof=node("connect", proofs=[ALGEBRA, ALGEBRA])))


condition(RULE, "outside the function is above its value at the point", "but counting roots shows only",
          lambda k, shift: near(k, f"{k} - 1 + {shift}", str(k + shift), f"{k} + 1 + {shift}"), [(k, 0) for k in ROWS],
          [(k, 3) for k in ROWS])
condition(RULE, "the point lies between the ends", "the point must lie between the ends", lambda k, at: near(k, f"{k} - 1",
          at, f"{k} + 1"),
          [(k, str(k)) for k in ROWS], [(k, at) for k in ROWS for at in (f"{k} + 2", f"{k} - 2")])
condition(RULE, "the ends are those claimed", SIGN, lambda k, claim: near(k, f"{k} - 1", str(k), f"{k} + 1", claim),
          [(k, f"[{k} - 1, {k} + 1]") for k in ROWS], [(k, f"[{k} - 1, {k}]") for k in ROWS])
condition(RULE, "both sides have a proof", "needs 2 proofs under 'proofs', found", lambda k, n: near(k, f"{k} - 1", str(k),
          f"{k} + 1", proofs=[forall(node("sturm"))] * n),
          [(k, 2) for k in ROWS], [(k, n) for k in ROWS for n in (0, 1, 3)])
