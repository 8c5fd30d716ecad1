"""gelu: x Phi(x), with Phi(-t) = phi(t) M(t) and Phi(t) = 1 - phi(t) M(t) for t >= 0.

phi is the normal density and M the Mills ratio. The derivative Phi(x) + x phi(x) is phi(t) (M(t) - t) at x = -t and
1 + phi(t) (t - M(t)) at x = t. M(t) - t has its only zero near 0.7518 and is computed there from its Taylor series.
"""

from fractions import Fraction

import numpy as np

from symact.floats.kernels.elementwise import elementwise
from symact.floats.kernels.normal import END, density, mills, mills_taylor
from symact.floats.kernels.pairs import ONE, Array, choose, multiply, negative, plus, rounded, shift, times_rounded
from symact.floats.kernels.zeros import TERMS, simple_zero


def _taylor(t: Fraction) -> list[Fraction]:
    """M(t) - t at t."""
    m = mills_taylor(t, TERMS)
    return [m[0] - t, m[1] - 1, *m[2:]]


_ZERO = simple_zero(_taylor, Fraction(752, 1000), radius=1 / 4)


@elementwise
def value(x: Array) -> Array:
    t = np.minimum(np.abs(x), END)
    phi, k = density(t)
    tail = multiply(phi, mills(t))
    factor = choose(x < 0, negative(tail), plus(negative(shift(tail, k)), ONE))
    return np.where(x > END, x, times_rounded(factor, t, np.where(x < 0, k, 0)))


@elementwise
def derivative(x: Array) -> Array:
    t = np.minimum(np.abs(x), END)
    phi, k = density(t)
    difference = choose(_ZERO.near(t), _ZERO.value(t), plus(mills(t), -t))
    product = multiply(phi, difference)
    right = plus(negative(shift(product, k)), ONE)
    return rounded(choose(x < 0, product, right), np.where(x < 0, k, 0))
