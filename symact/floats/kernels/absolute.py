"""abs: exact. At the kink 0 the derivative is 0, inside the Clarke interval [-1, 1]."""

import numpy as np

from symact.floats.kernels.elementwise import elementwise
from symact.floats.kernels.pairs import Array


@elementwise
def value(x: Array) -> Array:
    return np.abs(x)


@elementwise
def derivative(x: Array) -> Array:
    return np.sign(x)
