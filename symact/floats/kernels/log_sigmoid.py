"""log_sigmoid: -softplus(-x), x itself where exp(x) no longer counts; the derivative is the sigmoid of -x."""

import numpy as np

from symact.floats.kernels.elementwise import elementwise
from symact.floats.kernels.exponential import logistic, softplus
from symact.floats.kernels.pairs import Array, exactly, rounded


@elementwise
def value(x: Array) -> Array:
    return np.where(x < -60, x, -rounded(*softplus(exactly(np.clip(-x, -800.0, 800.0)))))


@elementwise
def derivative(x: Array) -> Array:
    return rounded(*logistic(exactly(np.clip(-x, -800.0, 800.0))))
