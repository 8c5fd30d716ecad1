"""Which rows are looked at together, and how many of their errors are above a threshold?"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from symact.floats.arrays import Numbers
from symact.floats.rows import FAST, NEARLY_NORMAL, WIDTHS, Rows
from symact.floats.verdicts import ROUNDING

TILE = 32  # rows that are looked at together: half a megabyte of float64, which stays in the cache
NONE = np.zeros(0, dtype=np.int64)


class Tile(NamedTuple):
    """TILE or fewer consecutive FAST rows of one scale and one ulp, so that thresholds are numbers.

    ulp, bound, room   as for rows, times the scale: the one ulp, the largest bound and the least room of theirs
    terms              how many coefficients are needed
    subnormal          whether the exact values are
    """

    run: slice
    scale: float
    ulp: float
    bound: float
    room: float
    terms: int
    subnormal: bool


def tiles(table: Rows) -> Iterator[Tile]:
    """The FAST rows."""
    fast, subnormal = table.kind == FAST, table.high < NEARLY_NORMAL
    other = np.zeros(len(table), dtype=bool)
    for each in (fast, subnormal, table.ulp, table.scale, table.bound == 0):
        other[1:] |= each[1:] != each[:-1]
    runs = pairwise([0, *np.flatnonzero(other).tolist(), len(table)])
    starts = np.array([begin for first, last in runs for begin in range(first, last, TILE)])
    bound, room = np.maximum.reduceat(table.bound, starts), np.minimum.reduceat(table.room, starts)
    enough, scale = np.maximum.reduceat(table.enough, starts), table.scale[starts]
    columns = (scale, table.ulp[starts] * scale, bound, room * scale, np.array(WIDTHS)[enough], subnormal[starts])
    for first, last, chosen, *values in zip(starts.tolist(), [*starts[1:].tolist(), len(table)], fast[starts].tolist(),
                                            *(column.tolist() for column in columns), strict=True):
        if chosen:
            yield Tile(slice(first, last), *values)


def above(error: Numbers, threshold: float, bound: float, top: float) -> tuple[int, NDArray[np.int64]]:
    """How many errors are above a threshold whatever the bound may hide, and the places of those that may be; none is above `top`."""
    low, high = (threshold - bound) * (1 - ROUNDING), (threshold + bound) * (1 + ROUNDING)
    if top <= low:
        return 0, NONE
    surely = int(np.count_nonzero(error > high))
    if surely == np.count_nonzero(error > low):
        return surely, NONE
    return surely, np.flatnonzero((error > low) & (error <= high))
