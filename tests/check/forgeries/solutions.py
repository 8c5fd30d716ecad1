"""Forgeries of the rules for ranges, zeros, and the points at which a function is extreme."""

from __future__ import annotations

from typing import Any

from .base import Attempt, Proof, condition
from .forms import ALGEBRA, ROWS, forall, node, put, split

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


def pieced(k: int, f: str, claim: str, cuts: list[str], parts: list[Proof], domain: str = "") -> Attempt:
    rule = node("range", cuts=cuts, proofs=parts)
    return put(k, f"let f(x) = {f}; range(f{domain}) = {claim}"), True, node("values", values=[rule], proof=ALGEBRA)


def flat(c: str, at: str) -> Proof:
    """A piece on which the function has one value."""
    return node("range", breakpoints=[], inf=end(c, "", False, at), sup=end(c, "", False, at))


def over(near: list[str], low: tuple[str, str], high: tuple[str, str]) -> Proof:
    """A piece between two limits that are not attained."""
    ends = {name: end(v, side) | {"near": near} for name, (v, side) in (("inf", low), ("sup", high))}
    return node("range", breakpoints=[], **ends)


STAIRS = "Piecewise((-k, x < 0), (k, x > 0), (0, True))"


def stairs(k: int, claim: str = "{-k, 0, k}", cuts: tuple[str, ...] = ("0",), parts: int = 2, domain: str = "") -> Attempt:
    proofs = [flat(f"{-k}", "-1"), flat(f"{k}", "1"), *[flat(f"{k}", str(k + 5))] * (k + 1)][:parts]
    return pieced(k, STAIRS, claim, list(cuts), proofs, domain)


condition(RULE, "the range is the union of those of the pieces and points", "the two sets are not shown to be equal", stairs,
          [(k, c) for k in ROWS for c in ("{-k, 0, k}", "{0} union {k, -k}", "[-k, -k] union {0} union [k, k]")],
          [(k, c) for k in ROWS for c in ("{-k, k}", "[-k, k]", "{0, k}", "{-k, 0, k, 100}", "{-k} union [0, k]", "{}", "R")])
condition(RULE, "every interval between the cuts has a proof", r"needs \d proofs under 'proofs', found",
          lambda k, n: stairs(k, parts=n), [(k, 2) for k in ROWS], [(k, n) for k in ROWS for n in (0, 1, 3)])
condition(RULE, "the cuts lie in the set", "is not shown to lie in", lambda k, cut: pieced(k, "k", f"{{{k}}}", [cut], [
    flat(str(k), "1/2"), flat(str(k), "2")], " on (0, oo)"), [(k, "1") for k in ROWS], [(k, cut) for k in ROWS for cut in ("0", "-1")])
condition(RULE, "between the cuts the function is continuous", "at 1 the function jumps",
          lambda k, c: pieced(k, f"Piecewise((-k, x < 0), (k, x < 1), ({c}, True))", "{-k, k}", ["0"], [
              flat(str(-k), "-1"), node("range", breakpoints=["1"], **dict.fromkeys(("inf", "sup"), end(
                  str(k), "", False, "1/2", split(["1"], *[ALGEBRA] * 3))))]),
          [(k, "k") for k in ROWS], [(k, "-k") for k in ROWS] + [(k, f"k + 10^-{k}") for k in ROWS])
condition(RULE, "an end that is not attained does not belong to the range", "the two sets are not shown to be equal",
          lambda k, claim: pieced(k, "Piecewise((k*x, x < -k), (0, x <= k), (k*x, True))", claim, [f"-{k}", str(k)], [
              over(["-oo", f"-{k}"], ("-oo", "left"), (f"-{k * k}", "right")), flat("0", "0"),
              over([str(k), "oo"], (str(k * k), "left"), ("oo", "right"))]),
          [(k, f"(-oo, -{k * k}) union {{0}} union ({k * k}, oo)") for k in ROWS],
          [(k, c) for k in ROWS for c in (f"(-oo, -{k * k}] union {{0}} union ({k * k}, oo)", "R \\ {0}", "R",
                                          f"(-oo, -{k * k}) union {{0}} union [{k * k}, oo)", f"(-oo, -{k * k}) union ({k * k}, oo)")])
condition(RULE, "at a cut without a value the function takes none", "the two sets are not shown to be equal",
          lambda k, claim: pieced(k, "k/x", claim, ["0"], [
              over(["-oo", "0"], ("-oo", "right"), ("0", "left")), over(["0", "oo"], ("0", "right"), ("oo", "left"))]),
          [(k, "R \\ {0}") for k in ROWS], [(k, claim) for k in ROWS for claim in ("R", f"R \\ {{{k}}}")])
condition(RULE, "the ends of every piece are exact", "the ends of a range are exact, and shown to be attained or not",
          lambda k, high: pieced(k, "Piecewise((-k, x < 0), (tanh(k*x), True))", f"{{{-k}}} union [0, 1)", ["0"], [
              flat(str(-k), "-1"), node("range", breakpoints=[], inf=end("0", "left") | {"near": ["0", "oo"]}, sup=high)]),
          [(k, end("1", "right") | {"near": ["0", "oo"]}) for k in ROWS],
          [(k, end("1", "right", False) | {"near": ["0", "oo"]}) for k in ROWS])

# ------------------------------------------------------------------------------------------------------------ solutions
RULE = "value: solutions"


def solutions(k: int, claim: str, points: list[str], parts: int, **data: Any) -> Attempt:
    """All of the points, and none of the parts between them."""
    standard = {"holds": [False] * parts + [True] * len(points), "proof": forall(*[ALGEBRA] * parts)}
    rule = node("solutions", cuts=points, equal=forall(*[ALGEBRA] * len(points)), **standard | data)
    return put(k, claim), True, node("values", values=[rule], proof=ALGEBRA)


SHOWN = SIGN + "|shows only"
condition(RULE, "every point is a solution", SIGN,
          lambda k, at: solutions(k, f"zeros((x - k)*exp(x)) = {{{at}}}", [at], 2), [(k, str(k)) for k in ROWS],
          [(k, f"{k} + 1") for k in ROWS])
condition(RULE, "there is no other solution", SHOWN, lambda k, points, n: solutions(k,
          f"zeros((x - k)*(x + k)) = {{{', '.join(points)}}}", points, n),
          [(k, [f"-{k}", str(k)], 3) for k in ROWS], [(k, [s], 2) for k in ROWS for s in (f"-{k}", str(k))])
condition(RULE, "the points are those claimed", "the two sets are not shown to be equal", lambda k, claim: solutions(k,
          f"zeros((x - k)*exp(x)) = {claim}", [str(k)], 2),
          [(k, f"{{{k}}}") for k in ROWS], [(k, c) for k in ROWS for c in ("{}", f"{{0, {k}}}", f"{{{k + 1}}}", f"({k}, oo)")])
condition(RULE, "the points lie in the set", "is not shown to lie in", lambda k, d: solutions(k,
          f"zeros((x - k)*exp(x), {d}) = {{k}}", [str(k)], 2 if d == "R" else 1),
          [(k, "R") for k in ROWS], [(k, f"({k}, oo)") for k in ROWS])
condition(RULE, "each part between the points has a proof", r"needs \d+ proofs under 'proofs', found",
          lambda k, n: solutions(k, "zeros((x - k)*exp(x)) = {k}", [str(k)], 2, proof=forall(*[ALGEBRA] * n)), [(k, 2) for k in ROWS],
          [(k, n) for k in ROWS for n in (0, 1, 3)])
condition(RULE, "each part says whether it belongs to the solutions", "each of the intervals and points says whether it belongs",
          lambda k, holds: solutions(k, "zeros((x - k)*exp(x)) = {k}", [str(k)], 2, holds=holds), [(k, [False, False, True]) for k in ROWS],
          [(k, h) for k in (1, 2) for h in ([False, False], [False, False, True, True], [], None, [0, 0, 1], "001", {"a": True})])
condition(RULE, "an extremum is on the right side of the other values", SIGN, lambda k, which: solutions(k,
          f"{which}((x - k)^2) = {{k}}", [str(k)], 2, value="0"),
          [(k, "argmin") for k in ROWS], [(k, "argmax") for k in ROWS])
condition(RULE, "all points of an argmin have one value", SIGN,
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
condition(RULE, "nor does an interval without points", "that a minimum or maximum is nowhere attained is shown by its value",
          lambda k, d: (f"argmin(x -> {k}, {d}) = {{}}" if d[1:2] == d[4:5] else f"argmin(x -> {k}, {d}) = {d}", True, node(
              "values", values=[node("solutions", cuts=[], holds=[True], value=str(k), equal=forall(ALGEBRA))], proof=ALGEBRA)),
          [(k, "(0, 1)") for k in ROWS], [(k, f"({k % 10}, {k % 10})") for k in ROWS])


def ramp(k: int, claim: str, holds: list[bool], which: str = "zeros", equal: int = 2, rest: int = 1) -> Attempt:
    """max(x - k, 0), cut at k: the intervals left and right of k, and k."""
    rule = node("solutions", cuts=[str(k)], holds=holds, value="0", equal=forall(*[ALGEBRA] * equal), proof=forall(*[ALGEBRA] * rest))
    return put(k, f"{which}(max(x - k, 0)) = {claim}"), True, node("values", values=[rule], proof=ALGEBRA)


LEFT = [True, False, True]
condition(RULE, "the set is the union of the parts that hold", "the two sets are not shown to be equal", ramp,
          [(k, c, LEFT, w) for k in ROWS for c in ("(-oo, k]", "(-oo, k) union {k}") for w in ("zeros", "argmin")],
          [(k, c, LEFT, w) for k in ROWS for c in ("(-oo, k)", "{k}", "R", f"(-oo, {k + 1}]", "(-oo, k) union (k, oo)", "{}")
           for w in ("zeros", "argmin")])
condition(RULE, "on an interval of solutions the function has the value everywhere", SHOWN, ramp,
          [(k, "(-oo, k]", LEFT, w) for k in ROWS for w in ("zeros", "argmin")],
          [(k, "R", [True, True, True], w, 3, 0) for k in ROWS for w in ("zeros", "argmin")] + [
              (k, "[k, oo)", [False, True, True], "zeros") for k in ROWS])
condition(RULE, "an interval of solutions cannot be left out", SHOWN, ramp,
          [(k, "(-oo, k]", LEFT, w) for k in ROWS for w in ("zeros", "argmin")],
          [(k, "{k}", [False, False, True], w, 1, 2) for k in ROWS for w in ("zeros", "argmin")] + [
              (k, "(-oo, k)", [True, False, False], w, 1, 2) for k in ROWS for w in ("zeros", "argmin")])
condition(RULE, "where the function has no value it has not that value", "outside its domain|is not shown",
          lambda k, holds, claim: (f"let f(x) = Piecewise((log(x) - log(x), x < {k}), (x, True)); zeros(f) = {claim}", True, node(
              "values", values=[node("solutions", cuts=["0", str(k)], holds=holds, equal=forall(*[ALGEBRA] * sum(holds)), proof=forall(*(
                  [] if holds[0] else [node("skip")]), ALGEBRA, node("skip"), ALGEBRA))], proof=ALGEBRA)),
          [(k, [False, True, False, False, False], f"(0, {k})") for k in ROWS],
          [(k, [True, True, False, False, False], f"(-oo, 0) union (0, {k})") for k in ROWS])

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


def located(k: int, here: str) -> Attempt:
    """The least value of f is at 0, unless a jump there leaves it without one."""
    rule = node("solutions between", lower="-1", at="-1/2", upper="1", breakpoints=["0"], proofs=[forall(ALGEBRA), forall(ALGEBRA)])
    f = f"Piecewise((k*x^2, x < 0), ({here}, True))"
    return put(k, f"let f(x) = {f}; argmin(f) in [-1, 1]"), True, node("values", values=[rule], proof=node("membership", proof=node(
        "connect", proofs=[ALGEBRA, ALGEBRA])))


condition(RULE, "the function is continuous", "at 0 the function jumps", located, [(k, "k*x") for k in ROWS], [(k, "k*x + k") for k in ROWS])
