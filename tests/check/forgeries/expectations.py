"""Forgeries of the rules for Gaussian expectations, their comparison, and uniform convergence."""

from __future__ import annotations

from typing import Any

from .base import Attempt, Proof, condition
from .forms import ALGEBRA, ROWS, forall, node, put, split

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

# ---------------------------------------------------------------------------------------------- by cells, with a tail
RULE = "value: expectation between"
CUTS = [f"{c}/2" for c in range(-16, 17)]


def bounded_by(a: str, b: str, *proofs: Proof) -> Proof:
    return node("introduce", constant=a, rate=b, proofs=list(proofs) or [ALGEBRA])


def near(k: int, lower: str, upper: str, cuts: list[str] | None = None, f: str = "k*exp(-Z^2)", growth: Proof | None = None,
    breakpoints: list[str] | None = None,
         claim: str = "", half_order: object = 3) -> Attempt:
    rule = node("expectation between", integrable=growth or bounded_by(str(k), "0"), half_order=half_order,
        cuts=CUTS if cuts is None else cuts, breakpoints=breakpoints or [],
                lower=put(k, lower), upper=put(k, upper))
    return put(k, f"E[{f}] in {claim or f'[{lower}, {upper}]'}"), True, node("values", values=[rule], proof=node(
        "membership", proof=node("connect", proofs=[ALGEBRA, ALGEBRA])))


ENDS = ("57*k/100", "58*k/100")  # 1/sqrt(3) = 0.577...
condition(RULE, "the enclosure is as wide as shown", "the enclosure of the expectation is wider than the one given", near,
          [(k, *ENDS) for k in ROWS],
          [(k, *e) for k in (1, 2, 3, 4, 5) for e in (("58*k/100", "59*k/100"), ("56*k/100", "57*k/100"))])
condition(RULE, "no cell is dropped", "the enclosure of the expectation is wider than the one given", lambda k,
          cuts: near(k, *ENDS, cuts), [(k, CUTS) for k in ROWS],
          [(k, cuts) for k in range(1, 6) for cuts in (["-8", "8"], CUTS[:10] + CUTS[22:])])
condition(RULE, "the cells increase, from -T to T", "the cells must increase, and cover an interval", lambda k,
          cuts: near(k, *ENDS, cuts), [(1, CUTS)],
          [(k, cuts) for k in (1, 2) for cuts in (CUTS[1:], CUTS[:-1], CUTS[::-1], [], ["0"], ["-8", "0", "0", "8"],
          ["8", "-8"])])
condition(RULE, "the tail counts", "the enclosure of the expectation is wider than the one given", lambda k,
          t: near(k, *ENDS, CUTS[t:33 - t], growth=bounded_by(str(k), "0")),
          [(k, 0) for k in range(1, 6)], [(k, t) for k in range(1, 6) for t in (12, 13)])
condition(RULE, "the function is bounded by A + B |x|", SIGN, lambda k, a: near(k, *ENDS, growth=bounded_by(a, "0")),
          [(k, str(k)) for k in range(1, 4)],
          [(k, f"{k} - 1/100") for k in ROWS])
condition(RULE, "breakpoints are ends of cells", "every breakpoint must be a rational end of a cell", lambda k,
          b: near(k, *ENDS, breakpoints=b), [(1, ["0"]), (1, ["-1/2", "7"])],
          [(k, [b]) for k in (1, 2) for b in ("1/3", "9", "-9", "0.1", "sqrt(2)", "pi")])
condition(RULE, "the branch is analytic on its cells", "cbrt is not differentiable at 0", lambda k, f: near(
    k, "-k", "k", f=f, breakpoints=["0"], growth=bounded_by(str(k), "0", split(["0"], *[ALGEBRA] * 3, var="z"))),
    [(1, "k*tanh(Z)"), (2, "k*tanh(Z)")], [(k, "k*tanh(cbrt(Z))") for k in ROWS])
condition(RULE, "branches rule on whole pieces", "is not decided", lambda k, b: near(
    k, "-k", "k", f="k*tanh(abs(Z))", breakpoints=b, growth=bounded_by(str(k), "0", split(["0"], *[ALGEBRA] * 3, var="z"))),
    [(1, ["0"])], [(k, b) for k in ROWS for b in ([], ["1"])])
condition(RULE, "the order is bounded", "the field 'half_order' must be an integer from 1 to 5", lambda h: near(1, *ENDS,
          half_order=h), [3, 5], [0, 6, -1, True, False, None, "3", [3], 10**20, 100])
condition(RULE, "the enclosure lies in the interval claimed", SIGN, lambda k, claim: near(k, *ENDS, claim=claim),
          [(1, "[0, k]"), (2, "[0, k]")],
          [(k, c) for k in range(1, 6) for c in ("[0, 57*k/100]", "[58*k/100, k]")])


def with_parameter(k: int, name: str) -> Attempt:
    text, truth, proof = near(k, "0", "4*k", f=f"k*{name}*exp(-Z^2)", growth=bounded_by(f"3*{k}", "0"))
    return f"forall a in (1, 2): {text}", truth, forall(proof)


condition(RULE, "there are no parameters", "an expectation with parameters has no enclosure by cells", with_parameter,
          [(1, "2"), (2, "1")], [(k, "a") for k in ROWS])


def loosely(k: int, constant: str) -> Attempt:
    text, truth, proof = near(k, *ENDS, growth=bounded_by(f"{k} + {constant}", "0"))
    return f"forall c in (0, oo): {text}", truth, forall(proof)


condition(RULE, "the tail is bounded", "the tail of an expectation is not bounded", loosely, [(1, "1"), (2, "1")],
          [(k, "c") for k in ROWS])

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
