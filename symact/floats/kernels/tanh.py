"""tanh: m/(m + 2) with m = exp(2|x|) - 1; the derivative is 4 e/(1 + e)^2 with e = exp(-2|x|)."""

import numpy as np

from symact.floats.kernels.elementwise import elementwise
from symact.floats.kernels.exponential import exp_minus_1, exponential
from symact.floats.kernels.pairs import ONE, TWO, Array, divide, exactly, multiply, plus, rounded, shift


@elementwise
def value(x: Array) -> Array:
    m = exp_minus_1(exactly(2.0 * np.minimum(np.abs(x), 25.0)))
    size = rounded(divide(m, plus(m, TWO)))
    return np.where(np.abs(x) < 1e-9, x, np.copysign(size, x))  # tanh x = x (1 - x^2/3 + …)


@elementwise
def derivative(x: Array) -> Array:
    power, k = exponential(exactly(-2.0 * np.minimum(np.abs(x), 400.0)))
    below = plus(shift(power, k), ONE)
    return rounded(divide(power, multiply(below, below)), k + 2)
