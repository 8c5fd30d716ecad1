"""elu: alpha (exp(x) - 1) left of 0, with alpha and exp as pairs. The derivative at 0 is alpha, the left one."""

from fractions import Fraction

import numpy as np

from symact.floats.kernels.elementwise import elementwise
from symact.floats.kernels.exponential import exp_minus_1, exponential
from symact.floats.kernels.pairs import Array, constant, exactly, multiply, multiply_rounded, rounded


@elementwise
def value(x: Array, alpha: Fraction | float) -> Array:
    left = np.clip(x, -800.0, 0.0)
    return np.where(x < 0, multiply_rounded(constant(alpha), exp_minus_1(exactly(left))), x)


@elementwise
def derivative(x: Array, alpha: Fraction | float) -> Array:
    power, k = exponential(exactly(np.clip(x, -800.0, 0.0)))
    return np.where(x > 0, 1.0, rounded(multiply(power, constant(alpha)), k))
