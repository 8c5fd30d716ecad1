"""Forgeries of the rules for Gaussian expectations in closed form: symmetry, linearity, waves, error functions."""

from __future__ import annotations

from typing import Any

from .base import Attempt, Proof, condition
from .forms import ALGEBRA, ROWS, forall, node, put

SIGN = "should be .*, but the algebra of signs shows only"
UNBOUND = "is not bound where the certificate uses it"
GROWTH = node("growth", breakpoints=[], beyond=1)
DENSITY = "exp(-z^2/2)/sqrt(2*pi)"


def stated(k: object, f: str, found: str, rule: Proof) -> Attempt:
    return put(k, f"E[{f}] = {found}"), True, node("values", values=[rule], proof=ALGEBRA)


def constant(k: object, c: str, found: str = "") -> Proof:
    """The expectation of a constant, by its antiderivative."""
    return node("expectation", breakpoints=[], value=put(k, found or c), primitives=[put(k, f"({c})*erf(z/sqrt(2))/2")],
                signs=[node("growth", beyond=1)])


# --------------------------------------------------------------------------------------------------------- symmetry
RULE = "value: reflection"


def even(k: object, f: str, of: str, found: str, value: Proof | None = None, growth: Proof = GROWTH) -> Attempt:
    return stated(k, f, found, node("reflection", of=put(k, of), integrable=growth, proof=forall(ALGEBRA), value=value or constant(k, of)))


condition(RULE, "the even parts agree", SIGN, even, [(k, "k + tanh(Z)", "k", "k") for k in ROWS],
          [(k, f, of, of) for k in ROWS for f, of in (("k + tanh(Z)", "k + 1/10^9"), ("k + tanh(Z)^2", "k"), ("tanh(Z)", "k"))])
condition(RULE, "the function is integrable", "an exponential grows faster", even, [(k, "k*Z^3", "0", "0") for k in ROWS],
          [(k, f, "0", "0") for k in ROWS for f in ("k*Z*exp(Z^2)", "Z^3*exp(Z^2)/k", "Z*exp(k*Z^2/2)")])
condition(RULE, "the other function has the expectation", "the sum of the limits of the primitives is not the value given", lambda k, v: even(
    k, "k + tanh(Z)", "k", v, constant(k, "k", v)), [(k, "k") for k in ROWS], [(k, v) for k in ROWS for v in ("0", "k + 1", "-k")])
condition(RULE, "the value claimed is the one found", SIGN, lambda k, v: even(k, "k + tanh(Z)", "k", v), [(k, "k") for k in ROWS],
          [(k, v) for k in ROWS for v in ("0", "k + 1", "k - 1/10^9")])
condition(RULE, "the other function is one of the same variable", UNBOUND, lambda k, of: even(k, "k + tanh(Z)", of, "k"),
          [(k, "k") for k in ROWS], [(k, of) for k in ROWS for of in ("k + y", "k*w")])
condition(RULE, "the proof speaks of that function", "the derivative of the primitive on piece 0 is not f times", lambda k, c: even(
    k, "k + tanh(Z)", "k", c, constant(k, c)), [(k, "k") for k in ROWS], [(k, c) for k in ROWS for c in ("0", "k + 1")])

# -------------------------------------------------------------------------------------------------------- linearity
RULE = "value: linearity"
COSINE: Proof = node("moments", value="exp(-1/2)", terms=[node("moment", factor="1", power=0, rate="0", frequency="1", cos=1, sin=0)])


def part(k: object, factor: str, of: str, value: Proof) -> Proof:
    return node("part", factor=put(k, factor), of=put(k, of), value=value)


def summed(k: object, f: str, found: str, parts: list[Proof], claimed: str = "") -> Attempt:
    return stated(k, f, claimed or found, node("linearity", value=put(k, found), parts=parts, proof=forall(ALGEBRA)))


def waves(k: int, factor: str = "k", found: str = "k*exp(-1/2) + 1", f: str = "k*cos(Z) + 1", claimed: str = "", c: str = "1") -> Attempt:
    return summed(k, f, found, [part(k, factor, "cos(z)", COSINE), part(k, "1", c, constant(k, c))], claimed)


condition(RULE, "the parts add up to the function", SIGN, lambda k, f: waves(k, f=f), [(k, "k*cos(Z) + 1") for k in ROWS],
          [(k, f) for k in ROWS for f in ("k*cos(Z)", "k*cos(Z) + 1 + 1/10^9", "k*cos(2*Z) + 1")])
condition(RULE, "the expectations add up", "the expectations of the parts do not add up", lambda k, v: waves(k, found=v),
          [(k, "k*exp(-1/2) + 1") for k in ROWS], [(k, v) for k in ROWS for v in ("k*exp(-1/2)", "k + 1", "k*exp(-1/2) + 1 + 1/10^9")])
condition(RULE, "the value claimed is the one given", SIGN, lambda k, v: waves(k, claimed=v), [(k, "k*exp(-1/2) + 1") for k in ROWS],
          [(k, v) for k in ROWS for v in ("k*exp(-1/2)", "k + 1")])
condition(RULE, "there is a part", "linearity needs a part", lambda k, n: summed(k, "k", "k", [part(k, "1", "k", constant(k, "k"))][:n]),
          [(k, 1) for k in ROWS], [(k, 0) for k in ROWS])
condition(RULE, "a factor is a number", "is 0 here|" + UNBOUND, lambda k, c: waves(k, c), [(k, "k") for k in ROWS],
          [(k, c) for k in ROWS for c in ("k/(1 - 1)", "z", "k*y")])


def between(k: int, exact: bool) -> Attempt:
    cells = node("expectation between", half_order=3, cuts=[f"{c}/2" for c in range(-16, 17)], breakpoints=[], lower="0", upper="2")
    return summed(k, "k", "k", [part(k, "k", "1", constant(k, "1") if exact else cells)])


condition(RULE, "the parts have exact expectations", "linearity needs the exact expectation of each part", between,
          [(k, True) for k in ROWS], [(k, False) for k in ROWS])

# ------------------------------------------------------------------------------------------------------------ waves
RULE = "value: moments"


def wave(k: object, f: str = "k*Z*sin(Z)", found: str = "k*exp(-1/2)", claimed: str = "", **changed: Any) -> Attempt:
    row = node("moment", **{"factor": put(k, "k"), "power": 1, "rate": "0", "frequency": "1", "cos": 0, "sin": 1, **changed})
    return stated(k, f, claimed or found, node("moments", value=put(k, found), terms=[row]))


condition(RULE, "the function is the sum of the rows", "the function is not shown to be the one", lambda k, f: wave(k, f),
          [(k, "k*Z*sin(Z)") for k in ROWS], [(k, f) for k in ROWS for f in ("k*sin(Z)", "k*Z*cos(Z)", "k*Z*sin(2*Z)", "2*k*Z*sin(Z)")])
condition(RULE, "the value is the sum of the moments", "the moments do not add up", lambda k, v: wave(k, found=v),
          [(k, "k*exp(-1/2)") for k in ROWS], [(k, v) for k in ROWS for v in ("0", "k", "-k*exp(-1/2)", "k*exp(1/2)")])
condition(RULE, "powers count", "the moments do not add up", lambda k, n: wave(k, f"k*Z^{n}*sin(Z)", power=n), [(k, 1) for k in ROWS],
          [(k, n) for k in ROWS for n in (2, 3, 5)])
condition(RULE, "rates and frequencies count", "the moments do not add up", lambda k, b, a: wave(
    k, f"k*Z*exp({b}*Z)*sin({a}*Z)", rate=b, frequency=a), [(k, "0", "1") for k in ROWS],
    [(k, *row) for k in ROWS for row in (("1", "1"), ("0", "2"), ("-1", "1/2"))])
condition(RULE, "the value claimed is the one given", SIGN, lambda k, v: wave(k, claimed=v), [(k, "k*exp(-1/2)") for k in ROWS],
          [(k, v) for k in ROWS for v in ("0", "k")])
condition(RULE, "the numbers of a row are defined", "is 0 here", lambda k, field: wave(
    k, **({field: "1/(1 - 1)"} if field else {})), [(k, "") for k in ROWS],
    [(k, field) for k in (1, 2, 3, 4) for field in ("factor", "rate", "frequency")])
condition(RULE, "the numbers of a row do not depend on x", UNBOUND, lambda k, field: wave(k, **({field: "z"} if field else {})),
          [(k, "") for k in ROWS], [(k, field) for k in (1, 2, 3, 4) for field in ("factor", "rate", "frequency")])
condition(RULE, "powers are small integers", "must be an integer from 0", lambda field, n: wave(1, **{field: n}), [("power", 1), ("sin", 1)],
          [(field, n) for field in ("power", "cos", "sin") for n in (-1, "1", None, 10**6, True)])
condition(RULE, "one branch rules on R", "is not decided here", lambda k, f: wave(k, f), [(k, "k*Z*sin(Z)") for k in ROWS],
          [(k, f"k*{f}*sin(Z)") for k in ROWS for f in ("abs(Z)", "max(Z, 0)", "min(Z, 100)")])

# -------------------------------------------------------------------------------------------------- error functions
RULE = "value: smoothing"


def smooth(k: object, f: str = "erf(Z/k + 1)", found: str = "erf(1/sqrt(1 + 2/k^2))", slope: str = "1/k", shift: str = "1") -> Attempt:
    return stated(k, f, found, node("smoothing", slope=put(k, slope), shift=put(k, shift)))


condition(RULE, "the function is erf(a Z + b)", "the function is not shown to be the one", lambda k, f: smooth(k, f), [(k, "erf(Z/k + 1)") for k in ROWS],
          [(k, f) for k in ROWS for f in ("erf(Z/k)", "2*erf(Z/k + 1)", "erf(Z^2/k + 1)", "tanh(Z/k + 1)")])
condition(RULE, "the value claimed is the one found", SIGN, lambda k, v: smooth(k, found=v), [(k, "erf(1/sqrt(1 + 2/k^2))") for k in ROWS],
          [(k, v) for k in ROWS for v in ("erf(1)", "erf(1/sqrt(1 + 1/k^2))", "-erf(1/sqrt(1 + 2/k^2))")])
condition(RULE, "slope and shift do not depend on x", UNBOUND, lambda k, a, b: smooth(k, slope=a, shift=b), [(k, "1/k", "1") for k in ROWS],
          [(k, *row) for k in ROWS for row in (("z", "1"), ("1/k", "z"))])
condition(RULE, "slope and shift are defined", "is 0 here", lambda k, a, b: smooth(k, slope=a, shift=b), [(k, "1/k", "1") for k in ROWS],
          [(k, *row) for k in ROWS for row in (("1/(k - k)", "1"), ("1/k", "1/(k - k)"))])
condition(RULE, "one branch rules on R", "is not decided here", lambda k, f: smooth(k, f), [(k, "erf(Z/k + 1)") for k in ROWS],
          [(k, f) for k in ROWS for f in ("erf(abs(Z)/k + 1)", "erf(max(Z, 0)/k + 1)")])

RULE = "value: quadrant"


def both(k: object, f: str = "erf(Z)*erf(Z/k)", found: str = "2/pi*asin(2/k/sqrt(3*(1 + 2/k^2)))", slopes: Any = ("1", "1/k")) -> Attempt:
    return stated(k, f, found, node("quadrant", slopes=[put(k, s) for s in slopes]))


condition(RULE, "the function is erf(a Z) erf(b Z)", "the function is not shown to be the one", lambda k, f: both(k, f),
          [(k, "erf(Z)*erf(Z/k)") for k in ROWS], [(k, f) for k in ROWS for f in ("erf(Z)*tanh(Z/k)", "erf(Z + 1)*erf(Z/k)", "k*erf(Z)", "2*erf(Z)*erf(Z/k)")])
condition(RULE, "the value claimed is the one found", SIGN, lambda k, v: both(k, found=v),
          [(k, "2/pi*asin(2/k/sqrt(3*(1 + 2/k^2)))") for k in ROWS],
          [(k, v) for k in ROWS for v in ("0", "1", "1/pi*asin(2/k/sqrt(3*(1 + 2/k^2)))", "-2/pi*asin(2/k/sqrt(3*(1 + 2/k^2)))")])
condition(RULE, "there are two slopes", "must be a list of 2 terms", lambda k, s: both(k, slopes=s), [(k, ("1", "1/k")) for k in ROWS],
          [(k, s) for k in ROWS for s in ((), ("1",), ("1", "1/k", "1"))])
condition(RULE, "the slopes do not depend on x", UNBOUND, lambda k, s: both(k, slopes=s), [(k, ("1", "1/k")) for k in ROWS],
          [(k, s) for k in ROWS for s in (("z", "1"), ("1", "z/k"))])
condition(RULE, "the slopes are defined", "is 0 here", lambda k, s: both(k, slopes=s), [(k, ("1", "1/k")) for k in ROWS],
          [(k, s) for k in ROWS for s in (("1/(k - k)", "1"), ("1", "1/(k - k)"))])
condition(RULE, "one branch rules on R", "is not decided here", lambda k, f: both(k, f), [(k, "erf(Z)*erf(Z/k)") for k in ROWS],
          [(k, f) for k in ROWS for f in ("erf(abs(Z))*erf(Z/k)", "erf(Z)*erf(max(Z, 0)/k)")])
