"""mish: x tanh(log(1 + exp x)) = x n/(n + 2) with n = w (w + 2), w = exp x; right of 0 both are divided by w^2.

The derivative is w p/(n + 2)^2 with p = w^3 + 4 w^2 + 6 w + 4 + 4 x (w + 1), right of 0 divided by w^4. p has its only zero
near -1.1925 and is computed there from its Taylor series.
"""

from fractions import Fraction
from math import factorial

import numpy as np

from symact.check.arithmetic import Integers
from symact.floats.kernels.elementwise import elementwise
from symact.floats.kernels.exponential import exponential, midpoint
from symact.floats.kernels.pairs import (
    ONE,
    TWO,
    Array,
    add,
    choose,
    divide,
    doubled,
    exactly,
    multiply,
    number,
    plus,
    rounded,
    shift,
    times,
    times_rounded,
)
from symact.floats.kernels.zeros import TERMS, simple_zero

_NUMBERS = Integers(320)
FOUR, SIX = number(4.0), number(6.0)


def _taylor(x: Fraction) -> list[Fraction]:
    """p at x; exp(j x) contributes exp(j x) j^k/k! to the coefficient of order k."""
    w = midpoint(_NUMBERS, _NUMBERS.exp(_NUMBERS.number(x)))
    p = [(3**k * w**3 + 4 * 2**k * w**2 + (6 + 4 * x + 4 * k) * w) / factorial(k) for k in range(TERMS)]
    return [p[0] + 4 + 4 * x, p[1] + 4, *p[2:]]


_ZERO = simple_zero(_taylor, Fraction(-1192, 1000))


@elementwise
def value(x: Array) -> Array:
    t = np.clip(x, -800.0, 800.0)
    power, k = exponential(exactly(-np.abs(t)))
    e = shift(power, k)
    n = multiply(e, plus(e, TWO))
    left = divide(multiply(power, plus(e, TWO)), plus(n, TWO))
    right_n = plus(doubled(e), ONE)
    right = divide(right_n, add(right_n, doubled(multiply(e, e))))
    factor = choose(t < 0, left, right)
    return np.where(x > 60, x, times_rounded(factor, t, np.where(t < 0, k, 0)))


@elementwise
def derivative(x: Array) -> Array:
    t = np.clip(x, -800.0, 800.0)
    power, k = exponential(exactly(-np.abs(t)))
    e = shift(power, k)
    square = multiply(e, e)
    # left of 0, where e = w
    cubic = add(multiply(square, plus(e, FOUR)), plus(times(e, SIX), FOUR))
    p = add(cubic, times(plus(e, ONE), 4.0 * t))
    p = choose(_ZERO.near(t), _ZERO.value(t), p)
    below = plus(multiply(e, plus(e, TWO)), TWO)
    # right of 0, where e = 1/w
    right_n = plus(doubled(e), ONE)
    right_below = add(right_n, doubled(square))
    right = add(multiply(right_n, right_below), times(multiply(square, plus(e, ONE)), 4.0 * t))
    left_side = t < 0
    above = choose(left_side, multiply(power, p), right)
    below = choose(left_side, below, right_below)
    return rounded(divide(above, multiply(below, below)), np.where(left_side, k, 0))
