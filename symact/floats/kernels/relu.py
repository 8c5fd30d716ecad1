"""relu: exact. At the kink 0 the derivative is 0, the left one."""

import numpy as np

from symact.floats.kernels.elementwise import elementwise
from symact.floats.kernels.pairs import Array


@elementwise
def value(x: Array) -> Array:
    return np.maximum(x, 0.0)


@elementwise
def derivative(x: Array) -> Array:
    return np.where(x > 0, 1.0, 0.0)
