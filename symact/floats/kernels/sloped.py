"""What leaky_relu and prelu share: x right of 0 and slope*x left of it, with the slope as a pair."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from symact.floats.kernels.pairs import Array, constant


def sloped(x: Array, slope: Fraction | float) -> Array:
    """slope*x for x < 0 within 1 ulp: the second product adds what the float of the slope lacks."""
    high, low = constant(slope)
    product = x * high if slope else np.zeros_like(x)
    if low:
        product = np.where((product == 0) | np.isinf(product), product, product + x * low)
    return np.where(x < 0, product, x)


def slopes(x: Array, slope: Fraction | float) -> Array:
    """The derivative; at the kink 0 the left one."""
    return np.where(x > 0, 1.0, float(slope))
