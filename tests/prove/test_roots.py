"""Square roots and the tails of the normal law: inequalities from the literature, their constants moved a little, limits and identities.

Each inequality L < R is looked at with mpmath on samples first: a true one holds there, a false one fails at a sample.
"""

from __future__ import annotations

from collections.abc import Callable

import mpmath
import pytest

from symact.catalogue import definitions
from symact.check.reader import read
from symact.prove import Budget, Found, search

MP = mpmath.mp.clone()
MP.dps = 50
Function = Callable[[object], object]


def decided(text: str) -> bool | None:
    found = search(read(text, definitions()), Budget(seconds=60))
    return found.truth if isinstance(found, Found) else None


def r(x: object) -> object:
    return MP.sqrt(1 + x * x)


def tail(x: object) -> object:
    return MP.erfc(x)


def density(x: object) -> object:
    return MP.exp(-x * x)


def softplus(x: object) -> object:
    return MP.log(1 + MP.exp(x))


HALF_LINE = [MP.mpf(k) / 7 for k in range(1, 60)] + [MP.mpf(10) ** k for k in (-4, -3, -2, 2, 3, 4)]
# (statement, place, left, right): left < right there, or not
INEQUALITIES: list[tuple[str, str, Function, Function]] = [
    # L. Zhu, On Shafer-Fink inequalities, Math. Inequal. Appl. 2005
    ("3*x/(2 + sqrt(1 + x^2)) < asinh(x)", "x > 0", lambda x: 3 * x / (2 + r(x)), MP.asinh),
    ("3.001*x/(2 + sqrt(1 + x^2)) < asinh(x)", "x > 0", lambda x: MP.mpf("3.001") * x / (2 + r(x)), MP.asinh),
    ("x - x^3/6 < asinh(x)", "x > 0", lambda x: x - x**3 / 6, MP.asinh),
    ("x - 0.16*x^3 < asinh(x)", "x > 0", lambda x: x - MP.mpf("0.16") * x**3, MP.asinh),
    # R. E. Shafer, Amer. Math. Monthly 73 (1966)
    ("3*x/(1 + 2*sqrt(1 + x^2)) < atan(x)", "x > 0", lambda x: 3 * x / (1 + 2 * r(x)), MP.atan),
    ("atan(x) < pi*x/(1 + 2*sqrt(1 + x^2))", "x > 0", MP.atan, lambda x: MP.pi * x / (1 + 2 * r(x))),
    ("atan(x) < 3.1*x/(1 + 2*sqrt(1 + x^2))", "x > 0", MP.atan, lambda x: MP.mpf("3.1") * x / (1 + 2 * r(x))),
    # Abramowitz and Stegun 7.1.13
    ("erfc(x) < 2*exp(-x^2)/(sqrt(pi)*(x + sqrt(x^2 + 4/pi)))", "x > 0", tail,
     lambda x: 2 * density(x) / (MP.sqrt(MP.pi) * (x + MP.sqrt(x * x + 4 / MP.pi)))),
    ("erfc(x) < 2*exp(-x^2)/(sqrt(pi)*(x + sqrt(x^2 + 1.3)))", "x > 0", tail,
     lambda x: 2 * density(x) / (MP.sqrt(MP.pi) * (x + MP.sqrt(x * x + MP.mpf("1.3"))))),
    ("2*exp(-x^2)/(sqrt(pi)*(x + sqrt(x^2 + 2))) < erfc(x)", "x > 0",
     lambda x: 2 * density(x) / (MP.sqrt(MP.pi) * (x + MP.sqrt(x * x + 2))), tail),
    # the leading term of the asymptotic series, and a little less: false from x = 23 on only
    ("erfc(x) < exp(-x^2)/(sqrt(pi)*x)", "x > 0", tail, lambda x: density(x) / (MP.sqrt(MP.pi) * x)),
    ("erfc(x) < 0.999*exp(-x^2)/(sqrt(pi)*x)", "x > 0", tail, lambda x: MP.mpf("0.999") * density(x) / (MP.sqrt(MP.pi) * x)),
    # J. T. Chu 1955: erf(x)^2 >= 1 - exp(-x^2)
    ("sqrt(1 - exp(-x^2)) < erf(x)", "x > 0", lambda x: MP.sqrt(1 - density(x)), MP.erf),
    ("sqrt(1 - exp(-1.1*x^2)) < erf(x)", "x > 0", lambda x: MP.sqrt(1 - MP.exp(-MP.mpf("1.1") * x * x)), MP.erf),
    # J. T. Barron, Squareplus, 2021: b = 4 log(2)^2 is the least with squareplus above softplus
    ("softplus(x) < (x + sqrt(x^2 + 4*log(2)^2))/2", "x > 0", softplus, lambda x: (x + MP.sqrt(x * x + 4 * MP.log(2) ** 2)) / 2),
    # polynomials with other coefficients than rationals
    ("pi*x - x^2 < exp(1)", "x > 0", lambda x: MP.pi * x - x * x, lambda x: MP.e),
    ("pi*x - x^2 < 2.4", "x > 0", lambda x: MP.pi * x - x * x, lambda x: MP.mpf("2.4")),
]


@pytest.mark.parametrize(("claim", "place", "left", "right"), INEQUALITIES, ids=[row[0] for row in INEQUALITIES])
def test_inequalities(claim: str, place: str, left: Function, right: Function) -> None:
    true = all(left(x) < right(x) for x in HALF_LINE if left(x) != right(x))  # type: ignore[operator] # equal: 50 digits do not tell
    assert decided(f"forall {place}: {claim}") is true


EXACT = [  # statement, its truth by hand
    ("asinh(sinh(x)) = x", True), ("asinh(sinh(x)) = x + 1/1000", False), ("acosh(cosh(x)) = abs(x)", True), ("acosh(cosh(x)) = x", False),
    ("forall x in R: 2*atan(tanh(x/2)) = atan(sinh(x))", True), ("let f(x) = log(x + sqrt(x^2 + 1)); f is odd", True),
    ("let f(x) = log(x + sqrt(x^2 + 2)); f is odd", False), ("forall x > 0: ((x - 2/x) + sqrt((x - 2/x)^2 + 8))/2 = x", True),
    ("forall x < 0: ((x - 1/x) + sqrt((x - 1/x)^2 + 4))/2 = x", False), ("range(asinh) = R", True),
    ("range(x -> x/sqrt(1 + x^2)) = (-1, 1)", True), ("range(x -> x/sqrt(1 + x^2)) = [-1, 1]", False), ("lipschitz(asinh) = 1", True),
    ("lipschitz(asinh') = 2/(3*sqrt(3))", True), ("lim(x/sqrt(1 + x^2), x -> -oo) = -1", True), ("lim(asinh(x)/log(x), x -> oo) = 1", True),
    ("lim(log(1 + exp(2*x))^2/x^2, x -> oo) = 4", True), ("lim(x^2*log((x^2 + 3)/(x^2 + 1)), x -> -oo) = 1", False),
    ("E[asinh(Z)] = 0", True), ("E[log(Z + sqrt(Z^2 + 3))] = log(3)/2", True), ("let f(x) = log(erfc(x)); f is strictly concave", True),
]


@pytest.mark.parametrize(("claim", "truth"), EXACT)
def test_exact_statements(claim: str, truth: bool) -> None:
    assert decided(claim) is truth
