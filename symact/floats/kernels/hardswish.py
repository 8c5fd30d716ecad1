"""hardswish: x (x + 3)/6 between -3 and 3, with the exact sum and product as pairs; the derivative is (2x + 3)/6 there.

At the kinks the derivative is 0 (at -3) and 1 (at 3).
"""

import numpy as np

from symact.floats.kernels.elementwise import elementwise
from symact.floats.kernels.pairs import Array, divide, exactly, number, rounded, times_rounded, two_sum

THREE, SIX = number(3.0), exactly(number(6.0))


@elementwise
def value(x: Array) -> Array:
    t = np.clip(x, -3.0, 3.0)
    return np.where(x < 3, times_rounded(divide(two_sum(t, THREE), SIX), t), x)


@elementwise
def derivative(x: Array) -> Array:
    inner = rounded(divide(two_sum(2.0 * np.clip(x, -3.0, 3.0), THREE), SIX))
    return np.where(x <= -3, 0.0, np.where(x >= 3, 1.0, inner))
