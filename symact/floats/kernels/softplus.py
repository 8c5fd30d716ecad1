"""softplus: log(1 + exp(beta x))/beta, with the exact product beta x as a pair; the derivative is the sigmoid of beta x."""

from fractions import Fraction

import numpy as np

from symact.floats.kernels.elementwise import elementwise
from symact.floats.kernels.exponential import logistic, softplus
from symact.floats.kernels.pairs import Array, Pair, constant, divide, rounded, times


def _scaled(x: Array, beta: Fraction | float) -> Pair:
    """beta x; beyond |beta x| = 800 any number there will do."""
    reach = 800.0 / float(beta)
    return times(constant(beta), np.clip(x, -reach, reach))


@elementwise
def value(x: Array, beta: Fraction | float) -> Array:
    curve, k = softplus(_scaled(x, beta))
    return np.where(x > 60.0 / float(beta), x, rounded(divide(curve, constant(beta)), k))


@elementwise
def derivative(x: Array, beta: Fraction | float) -> Array:
    return rounded(*logistic(_scaled(x, beta)))
