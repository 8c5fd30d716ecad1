"""Limits and joints of every order: what is proved agrees with mpmath at sixty digits, and its neighbours are refuted."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest
from mpmath import mp, mpf
from verdicts import decided

LIMITS: dict[str, tuple[str, Callable[[mpf], mpf]]] = {  # term and point -> the limit, and the term for mpmath
    "(sin(x) - x)/x^3, x -> 0": ("-1/6", lambda x: (mp.sin(x) - x) / x**3),
    "(tan(x) - x)/x^3, x -> 0": ("1/3", lambda x: (mp.tan(x) - x) / x**3),
    "(exp(x) - 1 - x)/x^2, x -> 0": ("1/2", lambda x: (mp.exp(x) - 1 - x) / x**2),
    "log(1 + x)/x, x -> 0": ("1", lambda x: mp.log(1 + x) / x),
    "(sqrt(1 + x) - sqrt(1 - x))/x, x -> 0": ("1", lambda x: (mp.sqrt(1 + x) - mp.sqrt(1 - x)) / x),
    "1/sin(x)^2 - 1/x^2, x -> 0": ("1/3", lambda x: 1 / mp.sin(x) ** 2 - 1 / x**2),
    "1/tanh(x) - 1/x, x -> 0": ("0", lambda x: 1 / mp.tanh(x) - 1 / x),
    "x*log(x), x -> 0+": ("0", lambda x: x * mp.log(x)),
    "x^x, x -> 0+": ("1", lambda x: x**x),
    "(1 + x)^(1/x), x -> 0+": ("e", lambda x: (1 + x) ** (1 / x)),
    "sqrt(x)*log(x)^2, x -> 0+": ("0", lambda x: mp.sqrt(x) * mp.log(x) ** 2),
    "x*sin(1/x), x -> 0": ("0", lambda x: x * mp.sin(1 / x)),
    "exp(-1/x)/x^5, x -> 0+": ("0", lambda x: mp.exp(-1 / x) / x**5),
    "x*(1 - tanh(x)), x -> oo": ("0", lambda x: x * (1 - mp.tanh(x))),
    "x*erfc(x), x -> oo": ("0", lambda x: x * mp.erfc(x)),
    "(1 + 1/x)^x, x -> oo": ("e", lambda x: (1 + 1 / x) ** x),
    "x^(1/x), x -> oo": ("1", lambda x: x ** (1 / x)),
    "log(x)^3/sqrt(x), x -> oo": ("0", lambda x: mp.log(x) ** 3 / mp.sqrt(x)),
    "x*(pi/2 - atan(x)), x -> oo": ("1", lambda x: x * (mp.pi / 2 - mp.atan(x))),
    "sqrt(x^2 + x) - x, x -> oo": ("1/2", lambda x: mp.sqrt(x**2 + x) - x),
    "sqrt(x^2 + 1)/x, x -> -oo": ("-1", lambda x: mp.sqrt(x**2 + 1) / x),
    "x*log((x + 1)/x), x -> oo": ("1", lambda x: x * mp.log1p(1 / x)),
    "log(1 + exp(x))*exp(-x), x -> -oo": ("1", lambda x: mp.log1p(mp.exp(x)) * mp.exp(-x)),
    "LambertW(x)/x, x -> 0": ("1", lambda x: mp.lambertw(x).real / x),
    "(1 + sin(x))^(1/x), x -> 0+": ("e", lambda x: (1 + mp.sin(x)) ** (1 / x)),
    "tanh(exp(x)), x -> -oo": ("0", lambda x: mp.tanh(mp.exp(x))),
    "exp(-exp(x)), x -> -oo": ("1", lambda x: mp.exp(-mp.exp(x))),
    "x*log(1 + exp(x))/(x + 2*exp(-x)) - x, x -> oo": ("0", lambda x: x * (mp.log1p(mp.exp(-x)) - 2 * mp.exp(-x)) / (x + 2 * mp.exp(-x))),
    "(x*log(1 + exp(x))/(x + 2*exp(-x)) - x)*exp(x), x -> oo": (
        "-1", lambda x: mp.exp(x) * x * (mp.log1p(mp.exp(-x)) - 2 * mp.exp(-x)) / (x + 2 * mp.exp(-x))),
    "x*log(1 + 3/x), x -> -oo": ("3", lambda x: x * mp.log(1 + 3 / x)),
}
PROVED = """
lim(sin(1/x), x -> 0+) does not exist
lim(sin(1/x), x -> 0) does not exist
lim(x*sin(x), x -> oo) does not exist
lim(cos(x), x -> -oo) does not exist
lim(cos(log(x)), x -> oo) does not exist
lim(sign(x), x -> 0) does not exist
lim(1/x, x -> 0) does not exist
lim(x + sin(x), x -> oo) = oo
lim(sin(x)/x^2, x -> 0-) = -oo
lim(exp(x)/x^9, x -> oo) = oo
lim(exp(x^2)*x*erfc(x), x -> oo) = 1/sqrt(pi)
lim(exp(2*x)*(log(1 + exp(x)) - x - exp(-x)), x -> oo) = -1/2
lim(LambertW(x)/log(x), x -> oo) = 1
lim(log(log(x))/log(x), x -> oo) = 0
lim(log(cosh(x)) - abs(x), x -> oo) = -log(2)
lim(asinh(x) - log(x), x -> oo) = log(2)
lim(gelu(x)*exp(x^2/2), x -> -oo) = -1/sqrt(2*pi)
lim(mish(x)/x, x -> oo) = 1
lim((sin(x)/x)^(1/x^2), x -> 0) = exp(-1/6)
lim(exp(x)/x^x, x -> oo) = 0
let f(x) = Piecewise((1, x = 0), ((exp(x) - 1)/x, True)); f is analytic
let f(x) = Piecewise((1, x = 0), (x/(exp(x) - 1), True)); f is smooth
let f(x) = Piecewise((1/2, x = 0), ((1 - cos(x))/x^2, True)); f is smooth
let f(x) = Piecewise((1, x = 0), (log(1 + x)/x, True)); f is smooth on (-1, oo)
let f(x) = Piecewise((1, x = 0), (tanh(x)/x, True)); f is smooth
let f(x) = Piecewise((1, x = 0), (x/tan(x), True)); f is smooth on (-1, 1)
let f(x) = Piecewise((1, x = 0), (sinh(x)/x, True)); f is smooth
let f(x) = Piecewise((1, x = 0), (sin(x)/x, True)); f is C^6
let f(x) = Piecewise((1, x = 0), (sin(x)/x, True)); f'(0) = 0 and f''(0) = -1/3
let f(x) = Piecewise((1, x = 0), (sin(x)/x, True)); max(f) = 1
let f(x) = Piecewise((exp(-1/x), x > 0), (0, True)); f is C^3
let f(x) = Piecewise((exp(-1/x), x > 0), (0, True)); f is smooth
let f(x) = Piecewise((exp(-1/x^2), x != 0), (0, True)); f is smooth
let f(x) = Piecewise((0, x = 0), (x^2*sin(1/x), True)); f is differentiable
let f(x) = Piecewise((0, x = 0), (x^2*sin(1/x), True)); f'(0) = 0
let f(x) = Piecewise((0, x = 0), (x*sin(1/x), True)); f is continuous
let f(x) = x*abs(x); f is C^1
let f(x) = cbrt(x)^4; f is C^1
let f(x) = x*sqrt(abs(x)); f is C^1
cbrt is continuous
cbrt is not C^1
range(cbrt) = (-oo, oo)
"""
REFUTED = """
lim(exp(2*x)*(log(1 + exp(x)) - x - exp(-x)), x -> oo) = 1/2
lim(x*log(1 + exp(x))/(x + 2*exp(-x)) - x, x -> oo) = -1
lim(sin(x)/x, x -> 0) = 2
lim(sin(1/x), x -> 0) = 0
lim(x*sin(1/x), x -> 0) does not exist
lim(sin(x)^2 + cos(x)^2, x -> oo) does not exist
lim(x + sin(x), x -> oo) does not exist
let f(x) = Piecewise((0, x = 0), (sin(x)/x, True)); f is continuous
let f(x) = Piecewise((0.999999, x = 0), (sin(x)/x, True)); f is smooth
let f(x) = Piecewise((exp(-1/x), x > 0), (1, True)); f is smooth
let f(x) = Piecewise((0, x = 0), (x^2*sin(1/x), True)); f is C^1
let f(x) = Piecewise((0, x = 0), (x^2*sin(1/x), True)); f'(0) = 1
let f(x) = Piecewise((0, x = 0), (x*sin(1/x), True)); f is differentiable at 0
let f(x) = Piecewise((0, x = 0), (sin(1/x), True)); f is continuous
let f(x) = Piecewise((0, x = 0), (x^4*sin(1/x), True)); f is C^2
let f(x) = x*abs(x); f is C^2
"""
OPEN = """
let f(x) = Piecewise((exp(-1/x), x > 0), (0, True)); f is not smooth
let f(x) = Piecewise((1, x = 0), (sin(x)/x, True)); f is not analytic
"""


def along(point: str) -> list[mpf]:
    """Points on the way to the one named, on each side of it that counts."""
    if "oo" in point:
        return [(-1 if "-oo" in point else 1) * mpf(10) ** (2 * k) for k in range(1, 9)]
    return [s * mpf(10) ** (-2 * k) for s in ((1,) if point.endswith("+") else (-1, 1)) for k in range(1, 9)]


@pytest.mark.parametrize("text", LIMITS)
def test_a_limit_is_where_the_values_go(text: str) -> None:
    found, f = LIMITS[text]
    with mp.workdps(60):
        value = mp.e if found == "e" else mpf(Fraction(found).numerator) / Fraction(found).denominator
        assert abs(f(along(text)[-1]) - value) < mpf(1) / 1000
        assert abs(f(along(text)[7]) - value) < mpf(1) / 1000
    assert decided(f"lim({text}) = {found}") is True
    assert decided(f"lim({text}) = {found} + 10^-9") is False


@pytest.mark.parametrize("text", PROVED.strip().splitlines())
def test_proved(text: str) -> None:
    assert decided(text) is True


@pytest.mark.parametrize("text", REFUTED.strip().splitlines())
def test_refuted(text: str) -> None:
    assert decided(text) is False


@pytest.mark.parametrize("text", OPEN.strip().splitlines())
def test_what_is_true_is_not_refuted(text: str) -> None:
    assert decided(text) is not True
