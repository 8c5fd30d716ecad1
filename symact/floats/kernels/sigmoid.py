"""sigmoid: 1/(1 + exp(-x)) right of 0 and exp(x)/(1 + exp(x)) left of it; the derivative is exp(-|x|)/(1 + exp(-|x|))^2."""

import numpy as np

from symact.floats.kernels.elementwise import elementwise
from symact.floats.kernels.exponential import exponential, logistic
from symact.floats.kernels.pairs import ONE, Array, divide, exactly, multiply, plus, rounded, shift


@elementwise
def value(x: Array) -> Array:
    return rounded(*logistic(exactly(np.clip(x, -800.0, 800.0))))


@elementwise
def derivative(x: Array) -> Array:
    power, k = exponential(exactly(np.maximum(-np.abs(x), -800.0)))
    below = plus(shift(power, k), ONE)
    return rounded(divide(power, multiply(below, below)), k)
