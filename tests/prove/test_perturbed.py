"""True statements and their false twins, 0.1 to 10^-12 away: none of the false ones is proved, nearly all are refuted.

Each family is a true statement with one constant in it. Its false twins have that constant moved by 10^-k on the wrong
side, for k = 1 to 12. That they are false is shown by mpmath with 50 digits, by a number that the constant would have to
reach: the value of a function at a point, a limit, an integral. symact has no part in that.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import mpmath
import pytest
from mpmath import mpf

from symact.catalogue import definitions
from symact.check.reader import read
from symact.prove import Budget, Found, search

STEPS = range(1, 13)
DIGITS = 50

Number = Callable[[int], mpf]


@dataclass(frozen=True)
class Family:
    """A statement with a constant {c}; true for the exact constant, false as soon as it moves in the direction `wrong`.

    `reached` is, for each k, a number that contradicts the constant moved by 10^-k: it lies on the other side of it.
    """

    name: str
    text: str
    constant: str
    wrong: int
    reached: Number

    def false_twin(self, k: int) -> str:
        return self.text.replace("{c}", moved(self.constant, self.wrong, k))

    @property
    def truth(self) -> str:
        return self.text.replace("{c}", self.constant)


def moved(constant: str, direction: int, k: int) -> str:
    """The constant plus or minus 10^-k, exactly, as a statement may contain it."""
    try:
        q = Fraction(constant) + direction * Fraction(1, 10**k)
    except ValueError:
        return f"({constant} {'+' if direction > 0 else '-'} {Decimal(1).scaleb(-k):f})"
    decimal = Decimal(q.numerator) / Decimal(q.denominator)
    return f"{decimal:f}" if Fraction(decimal) == q else f"({q})"


IRRATIONAL: dict[str, Callable[[], mpf]] = {
    "log(2)": lambda: mpmath.log(2),
    "pi/2": lambda: mpmath.pi / 2,
    "2/pi": lambda: 2 / mpmath.pi,
    "exp(-1)": lambda: mpmath.exp(-1),
    "exp(1/2)": lambda: mpmath.exp(mpf(1) / 2),
    "2/sqrt(pi)": lambda: 2 / mpmath.sqrt(mpmath.pi),
    "1/sqrt(2*pi)": lambda: 1 / mpmath.sqrt(2 * mpmath.pi),
    "sqrt(2/pi)": lambda: mpmath.sqrt(2 / mpmath.pi),
    "1/(6*sqrt(3))": lambda: 1 / (6 * mpmath.sqrt(3)),
    "4/(3*sqrt(3))": lambda: 4 / (3 * mpmath.sqrt(3)),
    "sqrt(2)": lambda: mpmath.sqrt(2),
    "99/100/sqrt(2*pi)": lambda: mpf(99) / 100 / mpmath.sqrt(2 * mpmath.pi),
    "erfc(1/sqrt(2))/2": lambda: mpmath.erfc(1 / mpmath.sqrt(2)) / 2,
    "1/sqrt(2*pi) + exp(1/2)*erfc(1/sqrt(2))/2 - 1/2": lambda: (
        1 / mpmath.sqrt(2 * mpmath.pi) + mpmath.exp(mpf(1) / 2) * mpmath.erfc(1 / mpmath.sqrt(2)) / 2 - mpf(1) / 2),
}


def level(constant: str) -> mpf:
    if constant in IRRATIONAL:
        return IRRATIONAL[constant]()
    q = Fraction(constant)
    return mpf(q.numerator) / q.denominator


# ------------------------------------------------------------------ the functions again, for mpmath

def sigmoid(x: mpf) -> mpf:
    return 1 / (1 + mpmath.exp(-x))


def softplus(x: mpf) -> mpf:
    return mpmath.log1p(mpmath.exp(-abs(x))) + max(x, mpf(0))


def silu(x: mpf) -> mpf:
    return x * sigmoid(x)


def gelu(x: mpf) -> mpf:
    return x * mpmath.erfc(-x / mpmath.sqrt(2)) / 2


def mish(x: mpf) -> mpf:
    return x * mpmath.tanh(softplus(x))


def elu(x: mpf) -> mpf:
    return x if x > 0 else mpmath.expm1(x)


def hardswish(x: mpf) -> mpf:
    return x * min(max(x + 3, mpf(0)), mpf(6)) / 6


def slope(f: Callable[[mpf], mpf], where: str, order: int = 1) -> Number:
    """The derivative at a point, by mpmath's differences."""
    return lambda k: mpmath.diff(f, mpf(where), order)


def mean(f: Callable[[mpf], mpf]) -> Number:
    """E f(Z) by quadrature, cut where the functions of this file have their kinks."""
    return lambda k: mpmath.quad(lambda z: f(z) * mpmath.npdf(z), [-mpmath.inf, -8, -3, 0, 3, 8, mpmath.inf])


def constant(value: Callable[[], mpf]) -> Number:
    return lambda k: value()


def tiny(k: int) -> mpf:
    """A point near 0 at which relative corrections of second order are below 10^-k."""
    return mpf(10) ** -((k + 1) // 2 + 1)


def far(k: int) -> mpf:
    """A point at which exp(-x) is below 10^-k."""
    return mpf(3 * k + 3)


half = Fraction(1, 2)
FAMILIES = (
    # bounds that are attained
    Family("sigmoid' <= 1/4", "sigmoid'(x) <= {c}", "1/4", -1, slope(sigmoid, "0")),
    Family("tanh' <= 1", "tanh'(x) <= {c}", "1", -1, slope(mpmath.tanh, "0")),
    Family("softplus - relu <= log 2", "softplus(x) - relu(x) <= {c}", "log(2)", -1, lambda k: softplus(mpf(0))),
    Family("exp(x) - x >= 1", "exp(x) - x >= {c}", "1", 1, lambda k: mpmath.exp(mpf(0))),
    Family("log(1 + x) <= x", "forall x > -1: log(1 + x) - x <= {c}", "0", -1, lambda k: mpmath.log1p(mpf(0))),
    Family("log(x) <= x - 1", "forall x > 0: log(x) <= x - {c}", "1", 1, lambda k: 1 - mpmath.log(mpf(1))),
    Family("tanh(x) <= x", "forall x >= 0: tanh(x) <= {c}*x", "1", -1, lambda k: mpmath.tanh(tiny(k)) / tiny(k)),
    Family("sin(x) <= x", "forall x >= 0: sin(x) <= {c}*x", "1", -1, lambda k: mpmath.sin(tiny(k)) / tiny(k)),
    Family("erf(x) <= 2x/sqrt(pi)", "forall x >= 0: erf(x) <= {c}*x", "2/sqrt(pi)", -1, lambda k: mpmath.erf(tiny(k)) / tiny(k)),
    Family("atan(x) <= x", "forall x >= 0: atan(x) <= {c}*x", "1", -1, lambda k: mpmath.atan(tiny(k)) / tiny(k)),
    Family("Jordan", "forall x in [0, pi/2]: sin(x) >= {c}*x", "2/pi", 1, lambda k: mpmath.sin(mpmath.pi / 2) / (mpmath.pi / 2)),
    Family("sin >= x - x^3/6", "forall x >= 0: sin(x) >= {c}*x - x^3/6", "1", 1, lambda k: mpmath.sin(tiny(k)) / tiny(k) + tiny(k)**2 / 6),
    Family("sin <= 1", "sin(x) <= {c}", "1", -1, lambda k: mpmath.sin(mpmath.pi / 2)),
    Family("cos >= -1", "cos(x) >= {c}", "-1", 1, lambda k: mpmath.cos(mpmath.pi)),
    Family("cosh >= 1 + x^2/2", "cosh(x) >= {c} + x^2/2", "1", 1, lambda k: mpmath.cosh(mpf(0))),
    Family("exp(-x^2) <= 1", "exp(-x^2) <= {c}", "1", -1, lambda k: mpmath.exp(mpf(0))),
    Family("x exp(-x) <= 1/e", "x*exp(-x) <= {c}", "exp(-1)", -1, lambda k: mpmath.exp(mpf(-1))),
    Family("x/(1 + x^2) <= 1/2", "x/(1 + x^2) <= {c}", "1/2", -1, lambda k: mpf(1) / 2),
    Family("hardswish >= -3/8", "hardswish(x) >= {c}", "-3/8", 1, lambda k: hardswish(mpf("-1.5"))),
    Family("|sigmoid''| <= 1/(6 sqrt 3)", "abs(sigmoid''(x)) <= {c}", "1/(6*sqrt(3))", -1,
           lambda k: -mpmath.diff(sigmoid, mpmath.log(2 + mpmath.sqrt(3)), 2)),
    Family("|tanh''| <= 4/(3 sqrt 3)", "abs(tanh''(x)) <= {c}", "4/(3*sqrt(3))", -1,
           lambda k: -mpmath.diff(mpmath.tanh, mpmath.atanh(1 / mpmath.sqrt(3)), 2)),
    Family("a quartic", "x^4 - 2*x^2 >= {c}", "-1", 1, lambda k: mpf(1) - 2),
    Family("a cubic on an interval", "forall x in [-2, 2]: x^3 - 3*x <= {c}", "2", -1, lambda k: mpf(2)**3 - 6),
    Family("a parabola on [0, 1]", "forall x in [0, 1]: x*(1 - x) <= {c}", "1/4", -1, lambda k: mpf(1) / 4),
    Family("leaky_relu >= x/100", "leaky_relu(x) >= {c}*x", "1/100", -1, lambda k: mpf(1) / 100),
    Family("two variables", "forall x, y: x*y <= {c}*(x^2 + y^2)", "1/2", -1, lambda k: mpf(1) / 2),
    Family("square of a sum", "forall x, y: (x + y)^2 <= {c}*(x^2 + y^2)", "2", -1, lambda k: mpf(4) / 2),
    Family("softplus with a parameter", "forall x in R, b > 0: softplus(x, beta=b) - relu(x) <= {c}/b", "log(2)", -1,
           lambda k: softplus(mpf(0))),
    # bounds that are approached
    Family("softplus > x", "softplus(x) - x > {c}", "0", 1, lambda k: softplus(-far(k))),
    Family("sigmoid < 1", "sigmoid(x) < {c}", "1", -1, lambda k: sigmoid(far(k))),
    Family("tanh < 1", "tanh(x) < {c}", "1", -1, lambda k: mpmath.tanh(far(k))),
    Family("elu > -1", "elu(x) > {c}", "-1", 1, lambda k: elu(-far(k))),
    Family("erfc < 2", "erfc(x) < {c}", "2", -1, lambda k: mpmath.erfc(-far(k))),
    Family("atan < pi/2", "atan(x) < {c}", "pi/2", -1, lambda k: mpmath.atan(mpf(10) ** (k + 1))),
    Family("softsign < 1", "let f(x) = x/(1 + abs(x)); f(x) < {c}", "1", -1, lambda k: 1 - 1 / (1 + mpf(10) ** (k + 1))),
    Family("relu - softplus < 0", "relu(x) - softplus(x) < {c}", "0", -1, lambda k: -softplus(-far(k))),
    # limits
    Family("lim softplus - x", "lim(softplus(x) - x, x -> oo) = {c}", "0", 1, constant(lambda: softplus(mpf(-200)))),
    Family("lim sigmoid", "lim(sigmoid(x), x -> oo) = {c}", "1", -1, constant(lambda: sigmoid(mpf(200)))),
    Family("lim atan", "lim(atan(x), x -> oo) = {c}", "pi/2", 1, constant(lambda: mpmath.atan(mpf(10)**40))),
    Family("lim elu", "lim(elu(x), x -> -oo) = {c}", "-1", 1, constant(lambda: elu(mpf(-200)))),
    Family("lim silu", "lim(silu(x), x -> -oo) = {c}", "0", -1, constant(lambda: silu(mpf(-200)))),
    Family("lim relu' at 0+", "lim(relu'(x), x -> 0+) = {c}", "1", 1, constant(lambda: mpf(1))),
    Family("lim of a quotient", "lim((2*x^2 + x)/(x^2 + 1), x -> oo) = {c}", "2", 1, constant(lambda: 2 + mpf(10)**-30)),
    # values at a point, identities
    Family("sigmoid'(0)", "sigmoid'(0) = {c}", "1/4", 1, slope(sigmoid, "0")),
    Family("gelu'(0)", "gelu'(0) = {c}", "1/2", -1, slope(gelu, "0")),
    Family("silu''(0)", "silu''(0) = {c}", "1/2", 1, slope(silu, "0", 2)),
    Family("erf'(0)", "erf'(0) = {c}", "2/sqrt(pi)", -1, slope(mpmath.erf, "0")),
    Family("softplus(x) - softplus(-x) = x", "softplus(x) - softplus(-x) = {c}*x", "1", 1, lambda k: softplus(mpf(1)) - softplus(mpf(-1))),
    Family("sigmoid reflected", "sigmoid(x) + sigmoid(-x) = {c}", "1", -1, lambda k: sigmoid(mpf(2)) + sigmoid(mpf(-2))),
    Family("Pythagoras", "sin(x)^2 + cos(x)^2 = {c}", "1", 1, lambda k: mpmath.sin(mpf(1))**2 + mpmath.cos(mpf(1))**2),
    Family("relu both ways", "relu(x) + relu(-x) = {c}*abs(x)", "1", -1, lambda k: mpf(1)),
    Family("tanh and sigmoid", "tanh(x) = 2*sigmoid({c}*x) - 1", "2", 1, lambda k: mpmath.log(1 / (2 / (1 + mpmath.tanh(1)) - 1))),
    # values of functions on sets
    Family("range of tanh", "range(tanh) = (-1, {c})", "1", 1, constant(lambda: mpmath.tanh(mpf(200)))),
    Family("range of hardswish", "range(hardswish) = [{c}, oo)", "-3/8", 1, constant(lambda: hardswish(mpf("-1.5")))),
    Family("range of relu6", "range(relu6) = [0, {c}]", "6", -1, constant(lambda: mpf(6))),
    Family("lipschitz(sigmoid)", "lipschitz(sigmoid) = {c}", "1/4", -1, slope(sigmoid, "0")),
    Family("lipschitz(tanh)", "lipschitz(tanh) = {c}", "1", -1, slope(mpmath.tanh, "0")),
    Family("hardswish is 3/2-Lipschitz", "hardswish is {c}-Lipschitz", "3/2", -1, lambda k: mpmath.diff(hardswish, 3 - mpf(10)**-(k + 2), h=mpf(10)**-30)),
    Family("min of hardswish", "min(hardswish) = {c}", "-3/8", -1, constant(lambda: hardswish(mpf("-1.5")))),
    Family("max of x exp(-x)", "max(x*exp(-x)) = {c}", "exp(-1)", 1, constant(lambda: mpmath.exp(-1))),
    Family("sup of sigmoid'", "sup(sigmoid'(x)) = {c}", "1/4", 1, slope(sigmoid, "0")),
    Family("inf of sigmoid", "inf(sigmoid) = {c}", "0", 1, constant(lambda: sigmoid(mpf(-200)))),
    Family("argmin of hardswish", "argmin(hardswish) = {{c}}", "-3/2", 1, constant(lambda: mpmath.findroot(lambda x: 2 * x + 3, -1))),
    Family("zeros of log", "zeros(x -> log(x)) = {{c}}", "1", -1, constant(lambda: mpmath.findroot(mpmath.log, mpf("0.9")))),
    Family("clarke of leaky_relu", "clarke(leaky_relu, 0) = [{c}, 1]", "1/100", 1, constant(lambda: mpf(1) / 100)),
    Family("clarke of relu", "clarke(relu, 0) = [0, {c}]", "1", -1, constant(lambda: mpf(1))),
    Family("measure", "measure({x : hardtanh'(x) = 1}) = {c}", "2", 1, constant(lambda: mpf(2))),
    # kinks, monotonicity, convexity
    Family("kinks of relu6", "relu6 is differentiable except at {0, {c}}", "6", 1, constant(lambda: mpf(6))),
    Family("kink of relu", "relu is differentiable except at {{c}}", "0", -1, constant(lambda: mpf(0))),
    Family("elu is C^1 for alpha = 1 only", "elu(alpha={c}) is C^1", "1", 1, constant(lambda: mpmath.diff(elu, mpf(-1)) * mpmath.e)),
    Family("hardswish rises", "hardswish is increasing on [{c}, oo)", "-3/2", -1, lambda k: mpf("-1.5") - mpf(10)**-(k + 1)),
    Family("x^3 is convex", "let f(x) = x^3; f is convex on [{c}, oo)", "0", -1, lambda k: -mpf(10)**-(k + 1)),
    Family("tanh is concave", "tanh is concave on [{c}, oo)", "0", -1, lambda k: -mpf(10)**-(k + 1)),
    Family("silu falls", "silu is decreasing on (-oo, -1.3 + {c}]", "0", 1, lambda k: mpf(0)),
    # expectations
    Family("E relu", "E[relu(Z)] = {c}", "1/sqrt(2*pi)", 1, mean(lambda z: max(z, mpf(0)))),
    Family("E relu^2", "E[relu(Z)^2] = {c}", "1/2", -1, mean(lambda z: max(z, mpf(0))**2)),
    Family("E |Z|", "E[abs(Z)] = {c}", "sqrt(2/pi)", -1, mean(abs)),
    Family("E exp", "E[exp(Z)] = {c}", "exp(1/2)", 1, mean(mpmath.exp)),
    Family("E elu", "E[elu(Z)] = {c}", "1/sqrt(2*pi) + exp(1/2)*erfc(1/sqrt(2))/2 - 1/2", 1, mean(elu)),
    Family("E leaky_relu <= ", "E[leaky_relu(Z)] <= {c}", "99/100/sqrt(2*pi)", -1, mean(lambda z: z if z > 0 else z / 100)),
    Family("P relu = 0", "P(relu(Z) = 0) = {c}", "1/2", 1, constant(lambda: mpmath.ncdf(mpf(0)))),
    Family("P Z > 1", "P(Z > 1) = {c}", "erfc(1/sqrt(2))/2", -1, constant(lambda: 1 - mpmath.ncdf(mpf(1)))),
    # existence
    Family("a root", "exists x in R: x^2 + {c} = 0", "0", 1, constant(lambda: mpf(0))),
    Family("a value reached", "exists x in R: hardswish(x) <= {c}", "-3/8", -1, constant(lambda: hardswish(mpf("-1.5")))),
    Family("a point of contact", "exists x in R: exp(x) <= x + {c}", "1", -1, constant(lambda: mpf(1))),
)
