"""prelu: weight*x left of 0 and x right of it. At the kink 0 the derivative is the left one, weight."""

from fractions import Fraction

from symact.floats.kernels.elementwise import elementwise
from symact.floats.kernels.pairs import Array
from symact.floats.kernels.sloped import sloped, slopes


@elementwise
def value(x: Array, weight: Fraction | float) -> Array:
    return sloped(x, weight)


@elementwise
def derivative(x: Array, weight: Fraction | float) -> Array:
    return slopes(x, weight)
