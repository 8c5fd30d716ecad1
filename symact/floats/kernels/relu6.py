"""relu6: exact. At the kinks 0 and 6 the derivative is 0."""

import numpy as np

from symact.floats.kernels.elementwise import elementwise
from symact.floats.kernels.pairs import Array


@elementwise
def value(x: Array) -> Array:
    return np.minimum(np.maximum(x, 0.0), 6.0)


@elementwise
def derivative(x: Array) -> Array:
    return np.where((x > 0) & (x < 6), 1.0, 0.0)
