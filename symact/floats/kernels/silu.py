"""silu: x/(1 + e) right of 0 and x e/(1 + e) left of it, e = exp(-|x|).

The derivative is (1 + e + x e)/(1 + e)^2 right of 0 and e n(x)/(1 + e)^2 left of it, n(x) = 1 + x + exp(x). n has its only
zero near -1.2785 and is computed there from its Taylor series.
"""

from fractions import Fraction
from math import factorial

import numpy as np

from symact.check.arithmetic import Integers
from symact.floats.kernels.elementwise import elementwise
from symact.floats.kernels.exponential import exponential, logistic, midpoint
from symact.floats.kernels.pairs import (
    ONE,
    Array,
    add,
    choose,
    divide,
    exactly,
    multiply,
    plus,
    rounded,
    shift,
    times,
    times_rounded,
)
from symact.floats.kernels.zeros import TERMS, simple_zero

_NUMBERS = Integers(320)


def _taylor(x: Fraction) -> list[Fraction]:
    """n at x."""
    power = midpoint(_NUMBERS, _NUMBERS.exp(_NUMBERS.number(x)))
    return [1 + x + power, 1 + power, *(power / factorial(k) for k in range(2, TERMS))]


_ZERO = simple_zero(_taylor, Fraction(-1278, 1000))


@elementwise
def value(x: Array) -> Array:
    t = np.clip(x, -800.0, 800.0)
    factor, k = logistic(exactly(t))
    return np.where(x > 60, x, times_rounded(factor, t, k))


@elementwise
def derivative(x: Array) -> Array:
    t = np.clip(x, -800.0, 800.0)
    power, k = exponential(exactly(-np.abs(t)))
    e = shift(power, k)
    below = plus(e, ONE)
    n = choose(_ZERO.near(t), _ZERO.value(t), plus(below, t))
    above = choose(t < 0, multiply(power, n), add(below, times(e, t)))
    return rounded(divide(above, multiply(below, below)), np.where(t < 0, k, 0))
