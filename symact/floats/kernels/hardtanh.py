"""hardtanh: exact, up to the rounding of the bounds. At the kinks the derivative is 0."""

from fractions import Fraction

import numpy as np

from symact.floats.kernels.elementwise import elementwise
from symact.floats.kernels.pairs import Array


@elementwise
def value(x: Array, min_val: Fraction | float, max_val: Fraction | float) -> Array:
    return np.minimum(np.maximum(x, float(min_val)), float(max_val))


@elementwise
def derivative(x: Array, min_val: Fraction | float, max_val: Fraction | float) -> Array:
    return np.where((x > float(min_val)) & (x < float(max_val)), 1.0, 0.0)
