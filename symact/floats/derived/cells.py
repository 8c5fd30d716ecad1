"""How are the float64 numbers cut into cells, and these gathered into units for which one way is chosen?

A cell is the set of numbers with the same sign, exponent and four leading fraction bits: the same upper 16 bits. A unit is
one cell where functions bend, between 2^-12 and 2^12, and a whole binade elsewhere. Units cover the range of float32;
numbers beyond it, which only float64 has, are treated like the unit next to them.
"""

from __future__ import annotations

import math
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from symact.floats.kernels.pairs import Array

SHIFT = 48  # bits below the index of a cell
CELLS = 1 << 16
NEGATIVE = CELLS // 2
PER_BINADE = 16
BIAS, LOWEST, HIGHEST, FINE = 1023, -149, 128, 12
INFINITE = 0x7FF0  # the cell that infinity and the first NaN lie in


class Units(NamedTuple):
    """From the smallest numbers to the largest; lo and hi are the ends, by size, of `number` cells from `first` on."""

    lo: Array
    hi: Array
    first: NDArray[np.int64]
    number: NDArray[np.int64]


@cache
def units() -> Units:
    """The units of the positive numbers."""
    first, count = [], []
    for exponent in range(LOWEST, HIGHEST):
        start = (exponent + BIAS) * PER_BINADE
        steps = PER_BINADE if -FINE <= exponent < FINE else 1
        for k in range(steps):
            first.append(start + k * (PER_BINADE // steps))
            count.append(PER_BINADE // steps)
    starts, counts = np.array(first, dtype=np.int64), np.array(count, dtype=np.int64)
    lo = (starts << SHIFT).view(np.float64)
    hi = ((starts + counts << SHIFT) - 1).view(np.float64)
    return Units(lo, hi, starts, counts)


def cell_of(x: float) -> int:
    """The index of the cell that a number lies in."""
    return int(np.array(x, dtype=np.float64).view(np.uint64)) >> SHIFT


def after(x: float) -> float:
    return math.nextafter(x, math.inf)


def before(x: float) -> float:
    return math.nextafter(x, -math.inf)
