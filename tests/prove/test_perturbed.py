"""True statements and their false twins, 0.1 to 10^-12 away: none of the false ones is proved, nearly all are refuted.

A family is a true statement with a constant in it, and its false twins are the same statement with the constant moved: by
10^-k to the wrong side, or rounded inward to k decimals, or, for an enclosure, on to the neighbouring interval. That they
are false is shown by mpmath with 50 digits: by a number which the statement contradicts, such as the value of the function
at a point, a limit found far out, an integral. symact has no part in that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache

import mpmath
import pytest
from mpmath import mpf

from symact.catalogue import definitions
from symact.check.reader import read
from symact.prove import Budget, Found, search

STEPS = (1, 2, 3, 6, 9, 12)
DIGITS = 50
CERTAINTY = mpf(10) ** -30  # more than the error of any number below

Function = Callable[[mpf], mpf]
Number = Callable[[int], mpf]  # for each k a number near the constant, on whose wrong side the constant of the false twin is


@dataclass(frozen=True)
class Twin:
    """A false statement with the number that shows it, the constant that stands in it, and its wrong direction."""

    text: str
    reached: mpf
    constant: mpf
    wrong: int

    @property
    def is_false(self) -> bool:
        return (self.constant - self.reached) * self.wrong > CERTAINTY


@dataclass(frozen=True)
class Shifted:
    """True with the constant in the place of {c}, false when it moves by 10^-k in the direction `wrong`."""

    text: str
    constant: str
    wrong: int
    reached: Number
    slack: bool = False  # a bound: still true when the constant moves the other way

    def truths(self) -> Iterator[str]:
        yield self.text.replace("{c}", self.constant)
        for k in (2, 9) if self.slack else ():
            yield self.text.replace("{c}", moved(self.constant, -self.wrong, k))

    def twins(self) -> Iterator[Twin]:
        for k in STEPS:
            constant = level(self.constant) + self.wrong * mpf(10) ** -k
            yield Twin(self.text.replace("{c}", moved(self.constant, self.wrong, k)), self.reached(k), constant, self.wrong)


@dataclass(frozen=True)
class Rounded:
    """True with the number `reached` rounded to k decimals in one direction (-1: down) for {c}, false with the other."""

    text: str
    outward: int
    reached: Callable[[], mpf]
    steps: tuple[int, ...] = (1, 6, 12)

    def truths(self) -> Iterator[str]:
        for k in self.steps:
            yield self.text.replace("{c}", rounded(self.reached(), k, self.outward)[0])

    def twins(self) -> Iterator[Twin]:
        for k in STEPS:
            text, constant = rounded(self.reached(), k, -self.outward)
            yield Twin(self.text.replace("{c}", text), self.reached(), constant, -self.outward)


@dataclass(frozen=True)
class Enclosed:
    """True with decimals around the number `reached` for {a} and {b}, false with the next interval of that width."""

    text: str
    reached: Callable[[], mpf]
    steps: tuple[int, ...] = (1, 4, 8, 11)

    def truths(self) -> Iterator[str]:
        for k in self.steps:
            ends = [rounded(self.reached(), k, direction)[0] for direction in (-1, 1)]
            yield self.text.replace("{a}", ends[0]).replace("{b}", ends[1])

    def twins(self) -> Iterator[Twin]:
        for k in self.steps:
            (a, constant), (b, _) = rounded(self.reached(), k, 1), rounded(self.reached() + mpf(10) ** -k, k, 1)
            yield Twin(self.text.replace("{a}", a).replace("{b}", b), self.reached(), constant, 1)


def moved(constant: str, direction: int, k: int) -> str:
    """The constant plus or minus 10^-k, exactly, as a statement may contain it."""
    try:
        q = Fraction(constant) + direction * Fraction(1, 10**k)
    except ValueError:
        return f"({constant} {'+' if direction > 0 else '-'} {Decimal(1).scaleb(-k):f})"
    decimal = Decimal(q.numerator) / Decimal(q.denominator)
    return f"{decimal:f}" if Fraction(decimal) == q else f"({q})"


def rounded(number: mpf, k: int, direction: int) -> tuple[str, mpf]:
    """A number rounded up or down to k decimals, as text and as a number."""
    n = int((mpmath.ceil if direction > 0 else mpmath.floor)(number * mpf(10) ** k))
    return f"{Decimal(n).scaleb(-k):f}", mpf(n) / mpf(10) ** k


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


# ------------------------------------------------------------------ the functions once more, for mpmath

def sigmoid(x: mpf) -> mpf:
    return 1 / (1 + mpmath.exp(-x))


def softplus(x: mpf) -> mpf:
    return mpmath.log1p(mpmath.exp(-abs(x))) + max(x, mpf(0))


def silu(x: mpf) -> mpf:
    return x * sigmoid(x)


def gelu(x: mpf) -> mpf:
    return x * mpmath.erfc(-x / mpmath.sqrt(2)) / 2


def gelu_tanh(x: mpf) -> mpf:
    return x * (1 + mpmath.tanh(mpmath.sqrt(2 / mpmath.pi) * (x + mpf("0.044715") * x**3))) / 2


def mish(x: mpf) -> mpf:
    return x * mpmath.tanh(softplus(x))


def elu(x: mpf) -> mpf:
    return x if x > 0 else mpmath.expm1(x)


def hardswish(x: mpf) -> mpf:
    return x * min(max(x + 3, mpf(0)), mpf(6)) / 6


def relu(x: mpf) -> mpf:
    return max(x, mpf(0))


def tiny(k: int) -> mpf:
    """A point near 0 at which corrections of second order are below 10^-k."""
    return mpf(10) ** -((k + 1) // 2 + 1)


def far(k: int) -> mpf:
    """A point at which exp(-x) is below 10^-k."""
    return mpf(3 * k + 3)


def always(value: Callable[[], mpf]) -> Number:
    return lambda k: value()


def slope(f: Function, where: str, order: int = 1) -> Number:
    """The derivative at a point, by mpmath's differences."""
    return lambda k: mpmath.diff(f, mpf(where), order)


@cache
def _mean(f: Function) -> mpf:
    return mpmath.quad(lambda z: f(z) * mpmath.npdf(z), [-mpmath.inf, -8, -3, 0, 3, 8, mpmath.inf])


def mean(f: Function) -> Number:
    """E f(Z) by quadrature."""
    return lambda k: _mean(f)


@cache
def critical(f: Function, near: float, order: int = 1) -> mpf:
    """The zero of a derivative near a point."""
    return mpmath.findroot(lambda x: mpmath.diff(f, x, order), mpf(near))


def extreme(f: Function, near: float) -> Callable[[], mpf]:
    return lambda: f(critical(f, near))


def steepest(f: Function, near: float) -> Callable[[], mpf]:
    return lambda: mpmath.diff(f, critical(f, near, 2))


half, lowest_hardswish = mpf(1) / 2, always(lambda: hardswish(mpf("-1.5")))
Z_MEAN_ELU = "1/sqrt(2*pi) + exp(1/2)*erfc(1/sqrt(2))/2 - 1/2"

FAMILIES: dict[str, Shifted | Rounded | Enclosed] = {
    # bounds that are attained
    "sigmoid' <= 1/4": Shifted("sigmoid'(x) <= {c}", "1/4", -1, slope(sigmoid, "0"), True),
    "tanh' <= 1": Shifted("tanh'(x) <= {c}", "1", -1, slope(mpmath.tanh, "0"), True),
    "softplus - relu <= log 2": Shifted("softplus(x) - relu(x) <= {c}", "log(2)", -1, always(lambda: softplus(mpf(0))), True),
    "exp(x) - x >= 1": Shifted("exp(x) - x >= {c}", "1", 1, always(lambda: mpmath.exp(0)), True),
    "log(1 + x) <= x": Shifted("forall x > -1: log(1 + x) - x <= {c}", "0", -1, always(lambda: mpmath.log1p(0)), True),
    "log(x) <= x - 1": Shifted("log(x) <= x - {c}", "1", 1, always(lambda: 1 - mpmath.log(1)), True),
    "tanh(x) <= x": Shifted("forall x >= 0: tanh(x) <= {c}*x", "1", -1, lambda k: mpmath.tanh(tiny(k)) / tiny(k), True),
    "sin(x) <= x": Shifted("forall x >= 0: sin(x) <= {c}*x", "1", -1, lambda k: mpmath.sin(tiny(k)) / tiny(k), True),
    "erf(x) <= 2x/sqrt(pi)": Shifted("forall x >= 0: erf(x) <= {c}*x", "2/sqrt(pi)", -1, lambda k: mpmath.erf(tiny(k)) / tiny(k), True),
    "atan(x) <= x": Shifted("forall x >= 0: atan(x) <= {c}*x", "1", -1, lambda k: mpmath.atan(tiny(k)) / tiny(k), True),
    "sin(x) >= 2x/pi": Shifted("forall x in [0, pi/2]: sin(x) >= {c}*x", "2/pi", 1, always(lambda: mpmath.sin(mpmath.pi / 2) / (mpmath.pi / 2)),
                               True),
    "sin(x) >= x - x^3/6": Shifted("forall x >= 0: sin(x) >= {c}*x - x^3/6", "1", 1,
                                   lambda k: mpmath.sin(tiny(k)) / tiny(k) + tiny(k)**2 / 6, True),
    "log(1 + x) >= x - x^2/2": Shifted("forall x >= 0: log(1 + x) >= {c}*x - x^2/2", "1", 1,
                                       lambda k: mpmath.log1p(tiny(2 * k)) / tiny(2 * k) + tiny(2 * k) / 2, True),
    "sin <= 1": Shifted("sin(x) <= {c}", "1", -1, always(lambda: mpmath.sin(mpmath.pi / 2)), True),
    "cos >= -1": Shifted("cos(x) >= {c}", "-1", 1, always(lambda: mpmath.cos(mpmath.pi)), True),
    "cosh(x) >= 1 + x^2/2": Shifted("cosh(x) >= {c} + x^2/2", "1", 1, always(lambda: mpmath.cosh(0)), True),
    "exp(-x^2) <= 1": Shifted("exp(-x^2) <= {c}", "1", -1, always(lambda: mpmath.exp(0)), True),
    "x exp(-x) <= 1/e": Shifted("x*exp(-x) <= {c}", "exp(-1)", -1, always(lambda: mpmath.exp(-1)), True),
    "x/(1 + x^2) <= 1/2": Shifted("x/(1 + x^2) <= {c}", "1/2", -1, always(lambda: half), True),
    "hardswish >= -3/8": Shifted("hardswish(x) >= {c}", "-3/8", 1, lowest_hardswish, True),
    "|sigmoid''| <= 1/(6 sqrt 3)": Shifted("abs(sigmoid''(x)) <= {c}", "1/(6*sqrt(3))", -1,
                                           always(lambda: -mpmath.diff(sigmoid, mpmath.log(2 + mpmath.sqrt(3)), 2)), True),
    "|tanh''| <= 4/(3 sqrt 3)": Shifted("abs(tanh''(x)) <= {c}", "4/(3*sqrt(3))", -1,
                                        always(lambda: -mpmath.diff(mpmath.tanh, mpmath.atanh(1 / mpmath.sqrt(3)), 2)), True),
    "a quartic": Shifted("x^4 - 2*x^2 >= {c}", "-1", 1, always(lambda: mpf(1) - 2), True),
    "a cubic on an interval": Shifted("forall x in [-2, 2]: x^3 - 3*x <= {c}", "2", -1, always(lambda: mpf(2)**3 - 6), True),
    "a parabola on [0, 1]": Shifted("forall x in [0, 1]: x*(1 - x) <= {c}", "1/4", -1, always(lambda: half * half), True),
    "leaky_relu >= x/100": Shifted("leaky_relu(x) >= {c}*x", "1/100", -1, always(lambda: mpf(1) / 100)),
    "product and squares": Shifted("forall x, y: x*y <= {c}*(x^2 + y^2)", "1/2", -1, always(lambda: half), True),
    "square of a sum": Shifted("forall x, y: (x + y)^2 <= {c}*(x^2 + y^2)", "2", -1, always(lambda: mpf(4) / 2), True),
    "softplus with a parameter": Shifted("forall x in R, b > 0: softplus(x, beta=b) - relu(x) <= {c}/b", "log(2)", -1,
                                         always(lambda: softplus(mpf(0))), True),
    "elu with a parameter": Shifted("forall x in R, a > 0: elu(x, alpha=a) >= {c}*a", "-1", 1, lambda k: elu(-far(k)), True),
    # bounds that are approached
    "softplus > x": Shifted("softplus(x) - x > {c}", "0", 1, lambda k: softplus(-far(k)), True),
    "sigmoid < 1": Shifted("sigmoid(x) < {c}", "1", -1, lambda k: sigmoid(far(k)), True),
    "tanh < 1": Shifted("tanh(x) < {c}", "1", -1, lambda k: mpmath.tanh(far(k)), True),
    "elu > -1": Shifted("elu(x) > {c}", "-1", 1, lambda k: elu(-far(k)), True),
    "erfc < 2": Shifted("erfc(x) < {c}", "2", -1, lambda k: mpmath.erfc(-far(k)), True),
    "atan < pi/2": Shifted("atan(x) < {c}", "pi/2", -1, lambda k: mpmath.atan(mpf(10) ** (k + 1)), True),
    "softsign < 1": Shifted("let f(x) = x/(1 + abs(x)); f(x) < {c}", "1", -1, lambda k: 1 - 1 / (1 + mpf(10) ** (k + 1)), True),
    "relu < softplus": Shifted("relu(x) - softplus(x) < {c}", "0", -1, lambda k: -softplus(-far(k)), True),
    # limits
    "lim softplus - x": Shifted("lim(softplus(x) - x, x -> oo) = {c}", "0", 1, always(lambda: softplus(mpf(-200)))),
    "lim sigmoid": Shifted("lim(sigmoid(x), x -> oo) = {c}", "1", -1, always(lambda: sigmoid(mpf(200)))),
    "lim atan": Shifted("lim(atan(x), x -> oo) = {c}", "pi/2", 1, always(lambda: mpmath.atan(mpf(10)**40))),
    "lim elu": Shifted("lim(elu(x), x -> -oo) = {c}", "-1", 1, always(lambda: elu(mpf(-200)))),
    "lim silu": Shifted("lim(silu(x), x -> -oo) = {c}", "0", -1, always(lambda: silu(mpf(-200)))),
    "lim relu' at 0+": Shifted("lim(relu'(x), x -> 0+) = {c}", "1", 1, lambda k: mpmath.diff(relu, tiny(k), h=mpf(10)**-20)),
    "lim of a quotient": Shifted("lim((2*x^2 + x)/(x^2 + 1), x -> oo) = {c}", "2", -1, always(lambda: 2 + mpf(10)**-25)),
    # values at a point, identities
    "sigmoid'(0)": Shifted("sigmoid'(0) = {c}", "1/4", 1, slope(sigmoid, "0")),
    "gelu'(0)": Shifted("gelu'(0) = {c}", "1/2", -1, slope(gelu, "0")),
    "silu''(0)": Shifted("silu''(0) = {c}", "1/2", 1, slope(silu, "0", 2)),
    "erf'(0)": Shifted("erf'(0) = {c}", "2/sqrt(pi)", -1, slope(mpmath.erf, "0")),
    "softplus reflected": Shifted("softplus(x) - softplus(-x) = {c}*x", "1", 1, always(lambda: softplus(mpf(1)) - softplus(mpf(-1)))),
    "sigmoid reflected": Shifted("sigmoid(x) + sigmoid(-x) = {c}", "1", -1, always(lambda: sigmoid(mpf(2)) + sigmoid(mpf(-2)))),
    "sin^2 + cos^2": Shifted("sin(x)^2 + cos(x)^2 = {c}", "1", 1, always(lambda: mpmath.sin(1)**2 + mpmath.cos(1)**2)),
    "relu both ways": Shifted("relu(x) + relu(-x) = {c}*abs(x)", "1", -1, always(lambda: relu(mpf(1)) + relu(mpf(-1)))),
    "tanh from sigmoid": Shifted("tanh(x) = 2*sigmoid({c}*x) - 1", "2", 1, always(lambda: -mpmath.log(2 / (1 + mpmath.tanh(1)) - 1))),
    # values of functions on sets
    "range of tanh": Shifted("range(tanh) = (-1, {c})", "1", 1, always(lambda: mpmath.tanh(200))),
    "range of hardswish": Shifted("range(hardswish) = [{c}, oo)", "-3/8", 1, lowest_hardswish),
    "range of relu6": Shifted("range(relu6) = [0, {c}]", "6", -1, always(lambda: min(max(mpf(9), mpf(0)), mpf(6)))),
    "lipschitz(sigmoid)": Shifted("lipschitz(sigmoid) = {c}", "1/4", -1, slope(sigmoid, "0")),
    "lipschitz(tanh)": Shifted("lipschitz(tanh) = {c}", "1", -1, slope(mpmath.tanh, "0")),
    "hardswish is 3/2-Lipschitz": Shifted("hardswish is {c}-Lipschitz", "3/2", -1,
                                          lambda k: mpmath.diff(hardswish, 3 - mpf(10)**-(k + 2), h=mpf(10)**-30), True),
    "min of hardswish": Shifted("min(hardswish) = {c}", "-3/8", -1, lowest_hardswish),
    "max of x exp(-x)": Shifted("max(x*exp(-x)) = {c}", "exp(-1)", 1, always(lambda: mpmath.exp(-1))),
    "sup of sigmoid'": Shifted("sup(sigmoid'(x)) = {c}", "1/4", 1, slope(sigmoid, "0")),
    "inf of sigmoid": Shifted("inf(sigmoid) = {c}", "0", 1, always(lambda: sigmoid(mpf(-200)))),
    "argmin of hardswish": Shifted("argmin(hardswish) = {{c}}", "-3/2", 1, always(lambda: critical(lambda x: x * (x + 3), -1))),
    "zeros of log": Shifted("zeros(x -> log(x)) = {{c}}", "1", -1, always(lambda: mpmath.findroot(mpmath.log, mpf("0.9")))),
    "clarke of leaky_relu": Shifted("clarke(leaky_relu, 0) = [{c}, 1]", "1/100", 1, always(lambda: mpf(1) / 100)),
    "clarke of relu": Shifted("clarke(relu, 0) = [0, {c}]", "1", -1, lambda k: mpmath.diff(relu, tiny(k), h=mpf(10)**-20)),
    "measure": Shifted("measure({x : hardtanh'(x) = 1}) = {c}", "2", 1, always(lambda: mpf(1) - mpf(-1))),
    # kinks, monotonicity, convexity
    "kinks of relu6": Shifted("relu6 is differentiable except at {0, {c}}", "6", 1, always(lambda: mpf(6))),
    "kink of relu": Shifted("relu is differentiable except at {{c}}", "0", -1, always(lambda: mpf(0))),
    "elu is C^1 for alpha = 1": Shifted("elu(alpha={c}) is C^1", "1", 1, always(lambda: 1 / mpmath.diff(elu, mpf(-1)) / mpmath.e)),
    "hardswish rises": Shifted("hardswish is increasing on [{c}, oo)", "-3/2", -1, lambda k: mpf("-1.5") - mpf(10)**-(k + 1), True),
    "x^3 is convex": Shifted("let f(x) = x^3; f is convex on [{c}, oo)", "0", -1, lambda k: -mpf(10)**-(k + 1), True),
    "tanh is concave": Shifted("tanh is concave on [{c}, oo)", "0", -1, lambda k: -mpf(10)**-(k + 1), True),
    # expectations and probabilities
    "E relu": Shifted("E[relu(Z)] = {c}", "1/sqrt(2*pi)", 1, mean(relu)),
    "E relu^2": Shifted("E[relu(Z)^2] = {c}", "1/2", -1, mean(lambda z: relu(z)**2)),
    "E |Z|": Shifted("E[abs(Z)] = {c}", "sqrt(2/pi)", -1, mean(abs)),
    "E exp": Shifted("E[exp(Z)] = {c}", "exp(1/2)", 1, mean(mpmath.exp)),
    "E elu": Shifted("E[elu(Z)] = {c}", Z_MEAN_ELU, 1, mean(elu)),
    "E leaky_relu is at most": Shifted("E[leaky_relu(Z)] <= {c}", "99/100/sqrt(2*pi)", -1, mean(lambda z: z if z > 0 else z / 100), True),
    "P(relu = 0)": Shifted("P(relu(Z) = 0) = {c}", "1/2", 1, always(lambda: mpmath.ncdf(0))),
    "P(Z > 1)": Shifted("P(Z > 1) = {c}", "erfc(1/sqrt(2))/2", -1, always(lambda: 1 - mpmath.ncdf(1))),
    # existence
    "a double root": Shifted("exists x in R: x^2 + {c} = 0", "0", 1, always(lambda: mpf(0))),
    "a value reached": Shifted("exists x in R: hardswish(x) <= {c}", "-3/8", -1, lowest_hardswish, True),
    "a point of contact": Shifted("exists x in R: exp(x) <= x + {c}", "1", -1, always(lambda: mpmath.exp(0)), True),
    # constants without closed form, to k decimals
    "silu, lowest": Rounded("silu(x) >= {c}", -1, extreme(silu, -1.28)),
    "gelu, lowest": Rounded("gelu(x) >= {c}", -1, extreme(gelu, -0.75)),
    "mish, lowest": Rounded("mish(x) >= {c}", -1, extreme(mish, -1.19)),
    "gelu_tanh, lowest": Rounded("gelu_tanh(x) >= {c}", -1, extreme(gelu_tanh, -0.75), (1, 6)),
    "silu, steepest": Rounded("silu'(x) <= {c}", 1, steepest(silu, 2.4)),
    "gelu, steepest": Rounded("gelu'(x) <= {c}", 1, steepest(gelu, 1.4)),
    "mish, steepest": Rounded("mish'(x) <= {c}", 1, steepest(mish, 1.5), (1, 6, 12)),
    "sin(x)/x, lowest": Rounded("forall x > 0: sin(x)/x >= {c}", -1, extreme(lambda x: mpmath.sin(x) / x, 4.5), (1, 6, 12)),
    "silu falls": Rounded("silu is decreasing on (-oo, {c}]", -1, lambda: critical(silu, -1.28)),
    "mish rises": Rounded("mish is increasing on [{c}, oo)", 1, lambda: critical(mish, -1.19)),
    "mish is convex": Rounded("mish is convex on [-2, {c}]", -1, lambda: critical(mish, 1.5, 2)),
    "min(silu)": Enclosed("min(silu) in [{a}, {b}]", extreme(silu, -1.28)),
    "min(gelu)": Enclosed("min(gelu) in [{a}, {b}]", extreme(gelu, -0.75), (1, 8)),
    "argmin(silu)": Enclosed("argmin(silu) in [{a}, {b}]", lambda: critical(silu, -1.28)),
    "argmin(mish)": Enclosed("argmin(mish) in [{a}, {b}]", lambda: critical(mish, -1.19), (2, 8)),
    "inf(gelu')": Enclosed("inf(gelu'(x)) in [{a}, {b}]", steepest(gelu, -1.4)),
    "lipschitz(silu)": Enclosed("lipschitz(silu) in [{a}, {b}]", steepest(silu, 2.4)),
    "lipschitz(mish)": Enclosed("lipschitz(mish) in [{a}, {b}]", steepest(mish, 1.5), (2, 8)),
    "cos(x) = x": Enclosed("exists x in [{a}, {b}]: cos(x) = x", lambda: mpmath.findroot(lambda x: mpmath.cos(x) - x, 0.7), STEPS),
    "x exp(x) = 1": Enclosed("exists x in [{a}, {b}]: x*exp(x) = 1", lambda: mpmath.lambertw(1).real, STEPS),
    "E gelu": Enclosed("E[gelu(Z)] in [{a}, {b}]", lambda: mean(gelu)(0), (2, 6)),
    "E tanh^2": Enclosed("E[tanh(Z)^2] in [{a}, {b}]", lambda: mean(lambda z: mpmath.tanh(z)**2)(0), (3, 6)),
    "E softplus": Enclosed("E[softplus(Z)] in [{a}, {b}]", lambda: mean(softplus)(0), (1, 5)),
}

MISSED: dict[str, int] = {}  # false twins that are neither proved nor refuted, by family

STUBBORN = {  # true, and not decided yet: what is missing
    "forall x in R: tanh(x)^2 <= 1 - exp(-x^2)": "a zero of order 2 with a remainder of order 4 on both sides, in two exponentials",
    "forall x in R: erf(x)^2 <= 1 - exp(-4*x^2/pi)": "two functions that agree to third order at 0 and tend to each other at infinity",
    "forall x > 0: gelu(x) >= silu(x)": "at infinity the difference of two terms that both tend to 0 (a bound of erfc by its leading term)",
}


def verdict(text: str, budget: Budget | None = None) -> str:
    found = search(read(text, definitions()), budget or Budget(seconds=60))
    return ("proved" if found.truth else "refuted") if isinstance(found, Found) else "undecided"


@pytest.fixture(autouse=True)
def fifty_digits() -> Iterator[None]:
    with mpmath.workdps(DIGITS):
        yield


@pytest.mark.parametrize("name", FAMILIES)
def test_false_twins(name: str) -> None:
    twins = list(FAMILIES[name].twins())
    assert [t.text for t in twins if not t.is_false] == [], "mpmath does not see that these are false"
    verdicts = {t.text: verdict(t.text) for t in twins}
    assert [text for text, v in verdicts.items() if v == "proved"] == []
    missed = [text for text, v in verdicts.items() if v == "undecided"]
    assert len(missed) == MISSED.get(name, 0), missed


@pytest.mark.parametrize("name", FAMILIES)
def test_true_statements(name: str) -> None:
    verdicts = {text: verdict(text) for text in FAMILIES[name].truths()}
    assert {text: v for text, v in verdicts.items() if v != "proved"} == {}


def test_there_are_many_and_few_are_missed() -> None:
    count = sum(len(FAMILIES[name].steps) if isinstance(FAMILIES[name], Enclosed) else len(STEPS) for name in FAMILIES)
    assert count >= 500
    assert sum(MISSED.values()) <= count // 10


@pytest.mark.parametrize("text", STUBBORN)
def test_stubborn_statements_stay_undecided(text: str) -> None:
    """When one of these gets proved, it belongs into a family above; refuted it must never be."""
    assert verdict(text, Budget(units=3000)) == "undecided"
