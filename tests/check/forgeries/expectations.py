"""Forgeries of the rules for Gaussian expectations, their comparison, and uniform convergence."""

from __future__ import annotations

from typing import Any

from .base import Attempt, Proof, condition
from .forms import ALGEBRA, ROWS, forall, node, put

SIGN = "should be .*, but the algebra of signs shows only"
DENSITY = "exp(-z^2/2)/sqrt(2*pi)"
RULE = "value: expectation"


def signed(sign: str) -> Proof:
    return {**ALGEBRA, "sign": sign}


def mean(k: int, f: str, found: str, breakpoints: list[str], primitives: Any, signs: list[Proof], given: str = "",
    variable: str = "Z") -> Attempt:
    rule = node("expectation", value=put(k, given or found), breakpoints=breakpoints, signs=signs,
                primitives=[put(k, p) for p in primitives] if isinstance(primitives, list) else primitives)
    return put(k, f"E[{f}] = {found}"), True, node("values", values=[rule], proof=ALGEBRA)


HALF = [f"-k*{DENSITY}"] * 2
SIDES = [signed("<="), signed(">=")]
condition(RULE, "the derivative of the primitive is f times the density",
          "the derivative of the primitive on piece . is not f times the normal density",
          lambda k, p: mean(k, "k*max(Z, 0)", "k/sqrt(2*pi)", ["0"], ["0", p], [signed("="), signed(">=")]),
          [(k, HALF[0]) for k in ROWS],
          [(k, p) for k in ROWS for p in (f"k*{DENSITY}", f"-k*{DENSITY} + z/10^30", "-k*exp(-z^2/2)")])
condition(RULE, "the sum of the limits is the value", "the sum of the limits of the primitives is not the value given",
          lambda k, c: mean(k, "k*max(Z, 0)", c, ["0"], ["0", HALF[0]], [signed("="), signed(">=")]), [(k, "k/sqrt(2*pi)")
          for k in ROWS],
          [(k, c) for k in ROWS for c in ("0", "k", "k/sqrt(pi)", "-k/sqrt(2*pi)")])
condition(RULE, "the value claimed is the one given", SIGN, lambda k, c: mean(k, "k*max(Z, 0)", c, ["0"], ["0", HALF[0]],
          [signed("="), signed(">=")], "k/sqrt(2*pi)"),
          [(k, "k/sqrt(2*pi)") for k in ROWS], [(k, c) for k in ROWS for c in ("0", "k/2")])
condition(RULE, "the function has one sign on every piece", SIGN, lambda k, breakpoints: mean(k, "k*Z", "0", breakpoints,
          HALF[:len(breakpoints) + 1], SIDES[-len(breakpoints) - 1:]),
          [(k, ["0"]) for k in ROWS], [(k, []) for k in ROWS])
condition(RULE, "the sign is the one named", SIGN, lambda k, signs: mean(k, "k*Z", "0", ["0"], HALF,
          [signed(s) for s in signs]), [(k, ("<=", ">=")) for k in ROWS],
          [(k, s) for k in ROWS for s in ((">=", "<="), ("<=", "="), ("=", ">="))])
condition(RULE, "a sign is named", "the field 'sign' must be one of", lambda sign: mean(1, "Z", "0", ["0"], HALF,
          [signed("<="), signed(sign)]), [">=", ">"],
          ["!=", "", "both", None, 1, "=>", "any", "positive", [">="], True])
condition(RULE, "every piece has a primitive", "an expectation needs one primitive for each piece", lambda k,
          p: mean(k, "k*Z", "0", ["0"], p, SIDES), [(k, HALF) for k in ROWS],
          [(k, p) for k in (1, 2) for p in ([], HALF[:1], [*HALF, "0"], None, 1, "0", {}, True)])
condition(RULE, "every piece has a sign", "needs 2 proofs under 'signs', found", lambda k, n: mean(k, "k*Z", "0", ["0"],
          HALF, [*SIDES, ALGEBRA][:n]), [(k, 2) for k in ROWS],
          [(k, n) for k in ROWS for n in (0, 1, 3)])
condition(RULE, "the integral converges",
          "a primitive has an infinite limit|the derivative of the primitive|has no limit|growth|indeterminate",
          lambda k, f, p, signs, b: mean(k, f, "0", b, p, signs), [(k, "k*Z", HALF, SIDES, ["0"]) for k in ROWS],
          [(k, "exp(Z^2/2)*sqrt(2*pi)*k", ["k*z", "k*z"], [signed(">"), signed(">")], ["0"]) for k in ROWS])
condition(RULE, "a primitive is defined on its piece", "is not shown to|is 0 here", lambda k, p: mean(k, "k*Z", "0", ["0"],
          [HALF[0], p], SIDES), [(k, HALF[1]) for k in ROWS],
          [(k, f"-k*{DENSITY}*(z - 1)/(z - 1)") for k in ROWS])
condition(RULE, "branches rule on whole pieces", "is not decided", lambda k, b: mean(k, "k*abs(Z)", "k*sqrt(2/pi)", b,
          [f"k*{DENSITY}", f"-k*{DENSITY}"], [signed(">="), signed(">=")]),
          [(k, ["0"]) for k in ROWS], [(k, ["1"]) for k in ROWS])



def grown(beyond: object) -> Proof:
    return node("growth", beyond=beyond)


condition(RULE, "the growth is looked at beyond all breakpoints", "the growth is looked at beyond all breakpoints", lambda k, b, far: mean(
    k, "k*Z", "0", [b], HALF, [grown(far), grown(far)]), [(k, "0", 1) for k in ROWS],
    [(k, b, far) for k in (1, 2, 3) for b, far in (("1", 1), ("-1", 1), ("3", 2), ("-sqrt(5)", 2))])
ROOTS = ("k*(Z^(5/2) - 3/2*Z^(1/2))", "k*((-Z)^(5/2) - 3/2*(-Z)^(1/2))")  # -z^(3/2) phi(z) and its mirror image are primitives
condition(RULE, "a branch is looked at on its side of a breakpoint alone", "the sum of the limits of the primitives is not the value given",
          lambda k, right, v: mean(k, f"Piecewise(({'0' if right else ROOTS[1]}, Z < 0), ({ROOTS[0] if right else '0'}, True))", v, ["0"],
                                   ["0", f"-k*z^(3/2)*{DENSITY}"] if right else [f"k*(-z)^(3/2)*{DENSITY}", "0"], [grown(1), grown(1)]),
          [(k, right, "0") for k in ROWS for right in (True, False)], [(k, right, v) for k in ROWS for right, v in ((True, "k"), (False, "-1"))])
condition(RULE, "where the growth is looked at is an integer", "the field 'beyond' must be an integer from 1", lambda far: mean(
    1, "Z", "0", [], HALF[:1], [grown(far)]), [1, 5], [0, -1, "1", None, True, [1], 10**7, "", {}, "1/2"])
condition(RULE, "the branch is bounded near a breakpoint", "is not shown to be|is 0 here|to be different from 0", lambda k, f: mean(
    k, f, "0", ["0"], HALF, [grown(1), grown(1)]), [(k, "k*Z") for k in ROWS],
    [(k, "k*Z*Z/Z") for k in ROWS])
condition(RULE, "the growth is bounded", "an exponential grows faster", lambda k, f: mean(
    k, f, "0", [], [f"k*z*{DENSITY.replace('exp', 'exp')}" if f == "k*(1 - Z^2)" else "k*erf(z/2)/sqrt(2)"], [grown(1)]),
    [(k, "k*(1 - Z^2)") for k in ROWS], [(k, "k*exp(Z^2/4)/sqrt(1)") for k in ROWS])

# ---------------------------------------------------------------------------------------------- by cells, with a tail
RULE = "value: expectation between"
CUTS = [f"{c}/2" for c in range(-16, 17)]


def bounded_by(a: str, b: str, *proofs: Proof) -> Proof:
    return node("introduce", constant=a, rate=b, proofs=list(proofs) or [ALGEBRA])


def near(k: int, lower: str, upper: str, cuts: Any = None, f: str = "k*exp(-Z^2)", breakpoints: list[str] | None = None,
         claim: str = "", half_order: object = 3, bits: object = 96) -> Attempt:
    rule = node("expectation between", half_order=half_order, bits=bits, cuts=CUTS if cuts is None else cuts,
                breakpoints=breakpoints or [], lower=put(k, lower), upper=put(k, upper))
    return put(k, f"E[{f}] in {claim or f'[{lower}, {upper}]'}"), True, node("values", values=[rule], proof=node(
        "membership", proof=node("connect", proofs=[ALGEBRA, ALGEBRA])))


ENDS = ("57*k/100", "58*k/100")  # 1/sqrt(3) = 0.577...
condition(RULE, "the enclosure is as wide as shown", "the enclosure of the expectation is wider than the one given", near,
          [(k, *ENDS) for k in ROWS],
          [(k, *e) for k in (1, 2, 3, 4, 5) for e in (("58*k/100", "59*k/100"), ("56*k/100", "57*k/100"))])
COARSE = [str(c) for c in range(-8, 9)]  # E |Z|^(1/3) = 2^(1/6) Gamma(2/3)/sqrt(pi) = 0.857..., and its cells at 0 say [0, 0.4]
condition(RULE, "where it is not analytic the integral lies between the bounds of the values", "the enclosure of the expectation is wider",
          lambda k, lower, upper: near(k, lower, upper, COARSE, "k*cbrt(abs(Z))", ["0"]), [(k, "0", "2*k") for k in (1, 2, 3)],
          [(k, *ends) for k in (1, 2, 3, 4, 5) for ends in (("0", "84*k/100"), ("87*k/100", "2*k"))])
condition(RULE, "around an irrational breakpoint the integral is as small as the width", "the enclosure of the expectation is wider",
          lambda k, b, lower, upper: near(k, lower, upper, breakpoints=[b]), [(k, b, *ENDS) for k in (1, 2) for b in ("sqrt(2)", "-sqrt(2)")],
          [(k, b, *ends) for k in range(1, 6) for b in ("sqrt(2)", "-sqrt(2)") for ends in (("58*k/100", "2*k"), ("0", "57*k/100"))])
BENDS = {  # radicand n -> 10^15 sqrt(n) rounded down, and P(Z > 10^15 sqrt(n) - that): with 64 bits the place is known to 5/10^5
    2: (1414213562373095, "0.480538668"), 3: (1732050807568877, "0.384559511"), 5: (2236067977499789, "0.243086310"), 6: (2449489742783178, "0.460887820"),
    7: (2645751311064590, "0.277427201"), 11: (3316624790355399, "0.197908671"), 13: (3605551275463989, "0.384715513"),
    15: (3872983346207416, "0.188029977"), 17: (4123105625617660, "0.291220936")}


def bent(n: int, low: int, high: int, left: int = 0) -> Attempt:
    """E of 0 below and 1 above an irrational point (left = 1: the other way round), from low/10^6 below to high/10^6 above its value."""
    whole, mean = BENDS[n]
    c, v = f"10^15*sqrt({n}) - {whole}", f"1 - {mean}" if left else mean
    return near(1, f"{v} - {low}/10^6", f"{v} + {high}/10^6", [f"{c}/4" for c in range(-32, 33)],
                f"Piecewise(({left}, Z < {c}), ({1 - left}, True))", [c], half_order=4, bits=64)


condition(RULE, "where it bends at an irrational point the integral lies between the bounds of both branches", "the enclosure of the expectation is wider",
          bent, [(n, 100, 100, left) for n, left in ((2, 0), (3, 1))],
          [(n, *ends) for n in (3, 6, 15, 17) for ends in ((100, -5), (-5, 100, 1))] + [(n, *ends) for n in (2, 5, 7, 11, 13) for ends in ((100, -5, 1), (-5, 100))])
condition(RULE, "no cell is dropped", "the enclosure of the expectation is wider than the one given", lambda k,
          cuts: near(k, *ENDS, cuts), [(k, CUTS) for k in ROWS],
          [(k, cuts) for k in range(1, 6) for cuts in (["-8", "8"], CUTS[:10] + CUTS[22:])])
condition(RULE, "the cells increase, from -T to T", "the cells must increase, and cover an interval", lambda k,
          cuts: near(k, *ENDS, cuts), [(1, CUTS)],
          [(k, cuts) for k in (1, 2) for cuts in (CUTS[1:], CUTS[:-1], CUTS[::-1], [], ["0"], ["-8", "0", "0", "8"],
          ["8", "-8"])])
condition(RULE, "the tail counts", "the enclosure of the expectation is wider than the one given", lambda k,
          t: near(k, "k - k/1000", "k + k/1000", CUTS[t:33 - t], f="k*Z^2"),
          [(k, 0) for k in range(1, 6)], [(k, t) for k in range(1, 6) for t in (9, 10, 11)])
condition(RULE, "breakpoints lie between -T and T", "every breakpoint must lie between -T and T", lambda k,
          b: near(k, *ENDS, breakpoints=b), [(1, ["0"]), (1, ["-1/2", "7"]), (1, ["1/3", "sqrt(2)"])],
          [(k, [b]) for k in (1, 2) for b in ("8", "9", "-9", "-8", "3*pi")])
condition(RULE, "breakpoints keep a distance", "two breakpoints are too near to each other", lambda k, d: near(
    k, *ENDS, breakpoints=["sqrt(2)", f"sqrt(2) + 1/10^{d}"]), [(k, 5) for k in ROWS], [(k, 29) for k in ROWS])
condition(RULE, "the function is bounded where it is not analytic", "not shown to be bounded on a cell", lambda k,
          f: near(k, "-100*k", "100*k", f=f, breakpoints=["0"]), [(k, "k*cbrt(abs(Z))") for k in ROWS],
          [(k, f) for k in (1, 2, 3, 4, 5) for f in ("k*log(abs(Z))", "k/sqrt(abs(Z))")])
condition(RULE, "branches rule on whole pieces", "is not decided", lambda k, b: near(
    k, "-k", "k", f="k*tanh(abs(Z))", breakpoints=b), [(1, ["0"])], [(k, b) for k in ROWS for b in ([], ["1"])])
condition(RULE, "the order is bounded", "the field 'half_order' must be an integer from 1 to 20", lambda h: near(1, *ENDS,
          half_order=h), [3, 5, 12], [0, 21, -1, True, False, None, "3", [3], 10**20, 100])
condition(RULE, "the precision is bounded", "the field 'bits' must be an integer from 64 to 512", lambda b: near(1, *ENDS,
          bits=b), [64, 96, 512], [0, 63, 513, -1, True, False, None, "96", [96], 10**20])
condition(RULE, "the enclosure lies in the interval claimed", SIGN, lambda k, claim: near(k, *ENDS, claim=claim),
          [(1, "[0, k]"), (2, "[0, k]")],
          [(k, c) for k in range(1, 6) for c in ("[0, 57*k/100]", "[58*k/100, k]")])


def with_parameter(k: int, name: str) -> Attempt:
    text, truth, proof = near(k, "0", "4*k", f=f"k*{name}*exp(-Z^2)")
    return f"forall a in (1, 2): {text}", truth, forall(proof)


condition(RULE, "there are no parameters", "an expectation with parameters has no enclosure by cells", with_parameter,
          [(1, "2"), (2, "1")], [(k, "a") for k in ROWS])

# -------------------------------------------------------------------------------------------------------- the growth
GROWING = {  # functions whose expectation is infinite or does not exist, and what the rules say of each
    "an exponential grows faster": ("exp(Z^2)", "Z*exp(Z^2/2)", "exp(Z*abs(Z))", "exp(abs(Z)^3)", "exp(exp(Z))", "exp(Z^2)*exp(-Z)",
                                    "expm1(Z^2/2)", "exp(2*Z^2)", "cosh(Z^2)", "exp(Z^4)", "exp(exp(-Z))"),
    "a quotient is not shown to be bounded": ("1/(1 - tanh(Z)^2)^k", "1/erfc(Z)^k", "1/erfc(-Z)^k", "k/erfc(abs(Z))",
                                              "Z/(1 - erf(Z))", "1/(1 + erf(Z))", "1/(1 - tanh(abs(Z)))", "k/(1 + tanh(Z))",
                                              "1/(1 - tanh(Z))^2", "1/(2 - erfc(Z))"),
}
for _sentence, _functions in GROWING.items():
    condition(RULE, f"the function is integrable: {_sentence}", _sentence + "|is not shown to be different from 0", lambda f: near(
        1, "-100", "100", f=f, breakpoints=["0"] if "abs" in f else []), ["Z^4", "Z*exp(Z)"], _functions)
condition(RULE, "a logarithm stays away from its pole", "the argument of a logarithm is not shown to stay away from 0", lambda f: near(
    1, "-100", "100", f=f), ["log(1 + exp(Z))", "log(1 + Z^2)"],
    [f"{k}*log({f})" for k in (1, 2) for f in ("erfc(Z)", "erfc(-Z)", "1 - erf(Z)", "1 + erf(Z)", "2 - erfc(Z)")])
condition(RULE, "a logarithm of a quotient is one of its parts, and each stays away from its pole",
          "is not shown to stay away from 0|a quotient is not shown to be bounded", lambda k, f: near(k, "-100", "100", f=f),
          [(k, f) for k in (1, 2) for f in ("log((1 + exp(k*Z))/(1 + exp(Z)))", "log(exp(k*Z))", "log((1 + tanh(Z))/k)")],
          [(k, f"log({f})") for k in (1, 2) for f in ("(1 + exp(k*Z))/erfc(Z)", "erfc(-Z)/(1 + exp(k*Z))", "exp(k*Z)*erfc(Z)",
                                                      "exp(Z)/(1 + erf(k*Z))", "exp(Z)*(1 - erf(k*Z))")])
condition(RULE, "one part of a denominator outweighs the others from the beginning of the tail", "a quotient is not shown to be bounded",
          lambda c: near(1, "-100", "100", f=f"1/(Z^2 - {c}*Z + {c * c})"), [1, 2, 3, 4], [5 + k for k in range(10)])
condition(RULE, "what outweighs the others is a divisor", "an exponential grows faster", lambda k, f: near(k, "-100", "100", f=f),
          [(k, "1/(Z^2*exp(-Z) - Z*exp(-Z)/2 + k*exp(-Z))") for k in (1, 2)],
          [(k, f"1/({f})") for k in (1, 2) for f in ("exp(-Z^2) + k*exp(-2*Z^2)", "k*exp(-3*Z^2) + exp(-2*Z^2)", "Z^2*exp(-Z^2) + exp(-k*Z^2)",
                                                     "exp(-Z^4) + k*exp(-Z^4 - Z^2)", "exp(-2*Z^2)*k + exp(-4*Z^2)")])
condition(RULE, "the factors of a denominator are bounded one by one", "a quotient is not shown to be bounded",
          lambda k, f: near(k, "-10^9", "10^9", f=f), [(k, "1/(exp(-k*Z)*(Z^2 - Z + 1))") for k in (1, 2)],
          [(k, f"1/(exp(-Z)*({f}))") for k in (1, 2) for f in ("erfc(k*Z)", "1 + erf(k*Z)", "1 - tanh(k*Z)", "Z^2 - 9*Z + 81*k", "1 - erf(k*Z)")])
condition(RULE, "only whole powers of a denominator are bounded so", "a quotient is not shown to be bounded",
          lambda k, n: near(k, "-100", "100", f=f"(Z^2 - Z + k)^(-{n})"), [(k, n) for k in (1, 2) for n in (1, 2)],
          [(k, n) for k in (1, 2) for n in ("(1/2)", "(3/2)", "(1/3)", "(5/2)", "(2/3)")])
condition(RULE, "the bound of the growth is not too long", "the bound of the growth has too many terms", lambda n: near(
    1, "0", "10^200", f=f"abs(Z)^{n}", breakpoints=["0"]), [4, 8], [65 + k for k in ROWS])
condition(RULE, "the tail begins beyond the rate of growth", "has to begin beyond the rate", lambda k, a: near(
    k, "0", "10^100", f=f"k*exp({a}*Z)"), [(1, 1), (2, 2)], [(k, a) for k in (1, 2) for a in (8, 9, 10, 11, 12)])


# ------------------------------------------------------------------------------------------------------- comparison
RULE = "statement: comparison"


def compared(k: int, f: str, relation: str, g: str, where: tuple[str, str] = ("0", "1"), bounds: tuple[str,
    str] = ("2*k + 2", "2*k + 2"), proof: Proof | None = None) -> Attempt:
    rule = node("comparison", integrable=[bounded_by(put(k, b), "0") for b in bounds], proof=forall(proof or ALGEBRA),
        strict_on=list(where), strict=forall(ALGEBRA))
    return put(k, f"E[{f}] {relation} E[{g}]"), True, rule


BELOW = ("k*exp(-Z^2)", "<", "k*exp(-Z^2) + erfc(Z)")
condition(RULE, "f <= g everywhere", SIGN, compared, [(k, *BELOW) for k in ROWS], [(k, "k*exp(-Z^2) + erfc(Z)", r,
          "k*exp(-Z^2)") for k in ROWS for r in ("<", "<=")])
condition(RULE, "f < g on an interval", SIGN, compared, [(k, *BELOW) for k in ROWS], [(k, "k*exp(-Z^2)", "<", "k*exp(-Z^2)")
          for k in ROWS])
condition(RULE, "that interval has positive length", "the interval on which f < g must have positive length", compared,
          [(k, *BELOW, ("0", "1")) for k in ROWS],
          [(k, *BELOW, w) for k in ROWS for w in (("0", "0"), ("1", "0"))])
condition(RULE, "both are bounded by A + B |x|", SIGN, compared, [(k, *BELOW) for k in ROWS], [(k, *BELOW, ("0", "1"), b)
          for k in ROWS for b in (("k - 1/2", "2*k + 2"), ("2*k + 2", "k"))])
condition(RULE, "both have a proof of that", "needs 2 proofs under 'integrable', found", lambda k,
          n: (put(k, "E[k*exp(-Z^2)] <= E[k]"), True, node(
    "comparison", integrable=[bounded_by(f"{k + 2}", "0")] * n, proof=forall(ALGEBRA))), [(k, 2) for k in ROWS],
    [(k, n) for k in ROWS for n in (0, 1, 3)])
condition(RULE, "the order is turned with the relation", SIGN, compared, [(k, "k*exp(-Z^2) + erfc(Z)", ">", "k*exp(-Z^2)")
          for k in ROWS], [(k, "k*exp(-Z^2)", ">", "k*exp(-Z^2) + erfc(Z)") for k in ROWS])

# ---------------------------------------------------------------------------------------------------------- uniform
RULE = "statement: uniform"


def uniformly(k: int, body: str, bound: str, start: str = "1", proof: Proof = ALGEBRA, limit: str = "0") -> Attempt:
    return put(k, f"{body} -> {limit} uniformly in x as b -> oo"), True, node("uniform", bound=put(k, bound),
        proof=forall(proof), **{"from": start})


FADES = "k*exp(-x^2)/b"
condition(RULE, "the bound bounds the difference", SIGN, uniformly, [(k, FADES, "k/b") for k in ROWS], [(k, FADES, "k/(2*b)")
          for k in ROWS])
condition(RULE, "the bound tends to 0", "the bound is not shown to tend to 0", uniformly, [(k, FADES, "k/b") for k in ROWS],
          [(k, FADES, b) for k in ROWS for b in ("k", "2*k", "k*b")])
condition(RULE, "the bound does not depend on x", "the variable x is not bound where the certificate uses it", uniformly,
          [(k, FADES, "k/b") for k in ROWS], [(k, FADES, f"k/b + x^{k}") for k in ROWS])
condition(RULE, "the bound holds from the beginning on", SIGN, uniformly, [(k, "k*exp(-x^2)/b", "k/b", "1") for k in ROWS],
          [(k, "k*exp(-x^2)/b^2", "k/b", "1/2") for k in ROWS])
condition(RULE, "the limit is the one claimed", SIGN + "|is not decided here", lambda k, c: uniformly(k, FADES, "k/b",
          limit=c), [(k, "0") for k in ROWS], [(k, c) for k in ROWS for c in ("1/100", "exp(-x^2)")])


def apart(k: int, body: str, where: str, target: str = "0") -> Attempt:
    return put(k, f"{body} -> {target} uniformly in x as b -> oo"), False, node("uniform", along=put(k, where), **{"from": "1"})


condition(RULE, "the difference stays away from 0 along the points", "is not shown to stay away from 0", apart,
          [(k, f, p) for k in ROWS for f, p in (("k*x/b", "b"), ("x/b", "k*b^2"), ("k*exp(-(x - b)^2)", "b"), ("-k*x/b", "b"))],
          [(k, f, p) for k in ROWS for f, p in (("k*x/b", "k"), ("x/b", "0"), ("k*exp(-(x - b)^2)", "b + b"), ("k*exp(-x^2)/b", "1/b"))])
condition(RULE, "the limit is the one claimed, along the points too", "is not shown to stay away from 0", apart,
          [(k, "k + x/b", "b", "k") for k in ROWS], [(k, "k + x/b", "b", "k + 1") for k in ROWS])
condition(RULE, "the points are given by the parameter alone", "the variable x is not bound where the certificate uses it", apart,
          [(k, "k*x/b", "b") for k in ROWS], [(k, "k*x/b", p) for k in ROWS for p in ("x", "b + x")])

# -------------------------------------------------------------------------------------------------------- linearity
RULE = "statement: linear relation"
STEIN = "E[k*Z*tanh(Z)] = k - E[k*tanh(Z)^2]"


def together(k: int, text: str = STEIN, primitive: str = "-k*tanh(x)*exp(-x^2/2)/sqrt(2*pi)", count: int = 2, truth: bool = True,
             value_: str = "0", rule: str = "growth") -> Attempt:
    grows = node(rule, breakpoints=[], beyond=1)
    mean = node("expectation", breakpoints=[], primitives=[put(k, primitive)], signs=[grows], value=put(k, value_))
    return put(k, text), truth, node("linear relation", integrable=[grows] * count, value=mean, proof=ALGEBRA)


condition(RULE, "the sum has the sign", SIGN, together, [(k,) for k in ROWS],
          [(k, t) for k in ROWS for t in ("E[k*Z*tanh(Z)] < k - E[k*tanh(Z)^2]", "E[k*Z*tanh(Z)] != k - E[k*tanh(Z)^2]")])
condition(RULE, "the expectation is that of the sum", "is not f times the normal density", together, [(k,) for k in ROWS],
          [(k, t) for k in ROWS for t in ("E[k*Z*tanh(Z)] = k + E[k*tanh(Z)^2]", "E[k*Z*tanh(Z)] = k - 2*E[k*tanh(Z)^2]",
                                         "E[k*Z*tanh(Z)] = k + 1/10^9 - E[k*tanh(Z)^2]")])
condition(RULE, "the difference is linear in the expectations", "is not shown to be linear in the expectations", together,
          [(k,) for k in ROWS], [(k, t) for k in ROWS for t in ("E[k*Z*tanh(Z)] = k - E[k*tanh(Z)^2]^2", "E[k*Z*tanh(Z)]*E[k*tanh(Z)^2] = k",
                                                               "exp(E[k*Z*tanh(Z)]) = k - E[k*tanh(Z)^2]")])
condition(RULE, "it is a relation between expectations", "is for relations between sums of expectations", together, [(k,) for k in ROWS],
          [(k, t) for k in ROWS for t in ("k = k", "E[k*Z*tanh(Z)] = k - sup(tanh)", "E[k*tanh(Z)^2] exists")])
condition(RULE, "every function has a proof that it is integrable", "needs . proofs under 'integrable', found", together,
          [(k,) for k in ROWS], [(k, STEIN, "-k*tanh(x)*exp(-x^2/2)/sqrt(2*pi)", n) for k in ROWS for n in (0, 1, 3)])


def by_cells(k: int, relation: str, lower: str = "-k/10", upper: str = "-k/100") -> Attempt:
    """E[k exp(-Z^2)] = k/sqrt(3), by cells for the sum."""
    grows = node("growth", breakpoints=[], beyond=1)
    mean = node("expectation between", half_order=3, cuts=CUTS, breakpoints=[], lower=put(k, lower), upper=put(k, upper))
    return put(k, f"E[k*exp(-Z^2)] + E[k*exp(-Z^2)/2] {relation} 9*k/10"), True, node(
        "linear relation", integrable=[grows] * 2, value=mean, proof=ALGEBRA)


condition(RULE, "an enclosure of the sum has the sign", SIGN, by_cells, [(k, r) for k in (1, 2) for r in ("<", "<=", "!=")],
          [(k, r, *ends) for k in (1, 2) for r, *ends in ((">",), (">=",), ("=",), ("<", "-k/10", "k/100"), ("!=", "-k", "k"))])
