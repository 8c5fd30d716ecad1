"""gelu_tanh: x (1 + tanh(u))/2 = x sigmoid(v), v = 2 u = 2 sqrt(2/pi) (x + a x^3), a = 0.044715, with v as a pair.

With e = exp(-|v|) the derivative sigmoid(v) (1 + x v' sigmoid(-v)) is e (1 + e + x v')/(1 + e)^2 left of 0 and
(1 + e + x v' e)/(1 + e)^2 right of it. n(x) = 1 + exp(v) + x v' has its only zero near -0.7525 and is computed there
from its Taylor series.
"""

from fractions import Fraction

import numpy as np

from symact.check.arithmetic import Integers
from symact.floats.kernels.elementwise import elementwise
from symact.floats.kernels.exponential import exponential, logistic, midpoint
from symact.floats.kernels.pairs import (
    ONE,
    Array,
    Pair,
    add,
    choose,
    constant,
    divide,
    multiply,
    plus,
    rounded,
    shift,
    times,
    times_rounded,
    two_product,
)
from symact.floats.kernels.zeros import TERMS, simple_zero

_NUMBERS = Integers(320)
_SCALE = midpoint(_NUMBERS, _NUMBERS.root(_NUMBERS.div(_NUMBERS.number(Fraction(8)), _NUMBERS.pi()), 2))
_CUBE = Fraction("0.044715")
END = 25.0  # exp(v) underflows left of -22


def _taylor(x: Fraction) -> list[Fraction]:
    """n at x: v is a cubic in the distance, and the coefficients of E = exp(v) follow from E' = v' E."""
    v = [_SCALE * c for c in (x + _CUBE * x**3, 1 + 3 * _CUBE * x**2, 3 * _CUBE * x, _CUBE)]
    e = [midpoint(_NUMBERS, _NUMBERS.exp(_NUMBERS.number(v[0])))]
    for k in range(1, TERMS):
        e.append(sum((j * v[j] * e[k - j] for j in range(1, min(k, 3) + 1)), Fraction(0)) / k)
    slope = [_SCALE * c for c in (x + 3 * _CUBE * x**3, 1 + 9 * _CUBE * x**2, 9 * _CUBE * x, 3 * _CUBE)]  # x v'
    return [1 + e[0] + slope[0], *(a + b for a, b in zip(e[1:4], slope[1:], strict=True)), *e[4:]]


_ZERO = simple_zero(_taylor, Fraction(-7525, 10000))


def _cubic(x: Array, factor: int) -> Pair:
    """2 sqrt(2/pi) (x + factor a x^3)."""
    cube = multiply(two_product(x, x), constant(factor * _CUBE))
    return multiply(times(plus(cube, ONE), x), constant(_SCALE))


@elementwise
def value(x: Array) -> Array:
    t = np.clip(x, -END, END)
    factor, k = logistic(_cubic(t, 1))
    return np.where(x > END, x, times_rounded(factor, t, k))


@elementwise
def derivative(x: Array) -> Array:
    t = np.clip(x, -END, END)
    power, k = exponential(_cubic(-np.abs(t), 1))
    e = shift(power, k)
    below = plus(e, ONE)
    slope = _cubic(t, 3)
    n = choose(_ZERO.near(t), _ZERO.value(t), add(below, slope))
    above = choose(t < 0, multiply(power, n), add(below, multiply(slope, e)))
    return rounded(divide(above, multiply(below, below)), np.where(t < 0, k, 0))
