"""How is a function computed near a simple zero, where a relative error needs the zero itself to 160 bits?

f(r + d) = d (c_1 + c_2 d + … + c_n d^(n-1)) with f(r) = 0. r is kept in three floats, so d = x - r has some 50 correct bits
at the float next to r, where it is smaller than an ulp of r; c_1 is a pair, and |d| <= 1/32 makes the rounding of the rest
small. Zero and coefficients come from the Taylor series of f, by Newton's method in rationals.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from symact.floats.kernels.pairs import Array, Pair, constant, fast_two_sum, multiply, number, two_sum

TERMS = 16
NEWTON_STEPS = 6  # from 10 correct bits to more than 256
Taylor = Callable[[Fraction], list[Fraction]]  # coefficients c_0, c_1, … of f at a point, good to 200 bits or more


@dataclass(frozen=True)
class SimpleZero:
    at: tuple[float, float, float]
    slope: Pair
    rest: tuple[float, ...]  # c_n, …, c_2
    radius: float

    def near(self, x: Array) -> NDArray[np.bool_]:
        return np.abs(x - self.at[0]) < self.radius

    def value(self, x: Array) -> Pair:
        """f(x), where x is near."""
        high, low = two_sum(x - self.at[0], number(-self.at[1]))
        distance = fast_two_sum(high, low - self.at[2])
        bend = np.full_like(x, self.rest[0])
        for coefficient in self.rest[1:]:
            bend = bend * high + coefficient
        return multiply(distance, fast_two_sum(self.slope[0], bend * high + self.slope[1]))


def simple_zero(taylor: Taylor, start: Fraction, radius: float = 1 / 32) -> SimpleZero:
    """The zero of f near `start`, which is good to three digits."""
    zero = start
    for _ in range(NEWTON_STEPS):
        value, slope = taylor(zero)[:2]
        zero = round_to(zero - value / slope, 256)
    first = float(zero)
    second = float(zero - Fraction(first))
    third = float(zero - Fraction(first) - Fraction(second))
    coefficients = taylor(zero)[1:TERMS]
    bend = tuple(map(float, reversed(coefficients[1:])))
    return SimpleZero((first, second, third), constant(coefficients[0]), bend, radius)


def round_to(q: Fraction, bits: int) -> Fraction:
    """The nearest multiple of 2^-bits."""
    return Fraction(round(q * (1 << bits)), 1 << bits)
