"""leaky_relu: negative_slope*x left of 0 and x right of it. At the kink 0 the derivative is the left one, negative_slope."""

from fractions import Fraction

from symact.floats.kernels.elementwise import elementwise
from symact.floats.kernels.pairs import Array
from symact.floats.kernels.sloped import sloped, slopes


@elementwise
def value(x: Array, negative_slope: Fraction | float) -> Array:
    return sloped(x, negative_slope)


@elementwise
def derivative(x: Array, negative_slope: Fraction | float) -> Array:
    return slopes(x, negative_slope)
