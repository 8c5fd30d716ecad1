"""Which polynomials are a function, on blocks of consecutive floats, to within a proved fraction of an ulp?

The patterns of float32 (float16 and bfloat16 are among its values) are cut into segments. On a block of 2^k consecutive
floats inside one binade, x = c + h t with |t| <= 1, both exact, and

    |f(x) - head - (C_0 + C_1 t + ... + C_n t^n)| <= bound    in every order of float64 summation.

The bound is below 2^-SPARE ulp of the smallest |f| on the block. Where f comes to rest at a float, that float is the `head`, and
the rest keeps its relative accuracy. `symact.floats.builder` finds them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import inf, ldexp
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from symact.floats.arrays import Numbers
from symact.floats.formats import FLOAT32

BLOCK, POINTS, NOWHERE = range(3)  # kinds of segments: a polynomial; inputs to be asked for one by one; f has no value
SPARE = 22  # the bound is 2^-22 ulp
DEGREE = 14  # of all polynomials: with 6, gelu has three times as many blocks, and squareplus six times
HUGE, TINY = 2.0**200, 2.0**-200  # stand for every value beyond all floats, and next to 0
FRACTION = FLOAT32.p - 1
BesideLine = tuple[float, float, float, float, float]  # (p, q, d, s, e) of `Blocks.line`
NO_LINE: BesideLine = (0.0, 0.0, 0.0, 0.0, 0.0)


class Segment(NamedTuple):
    """Patterns start .. start + size - 1, all of one sign and binade; the polynomial of a block."""

    start: int
    size: int
    kind: int
    center: float = 0.0
    half: float = 1.0
    head: float = 0.0
    coefficients: tuple[float, ...] = ()
    bound: float = 0.0
    least: float = 0.0
    most: float = 0.0
    sign: int = 0
    nudged: bool = False
    line: BesideLine = NO_LINE


@dataclass(frozen=True)
class Blocks:
    """The segments in the order of their patterns, without a gap from +0 to the largest float, and from -0 on.

    start, size          patterns of float32
    kind                 BLOCK, POINTS or NOWHERE
    center, half         x = center + half t; negative for negative x
    head, coefficients   f(x) = head + sum of coefficients[:, i] t^i, within `bound`
    least, most          |f| lies between them on a block
    sign                 of f on a block, or at its center where |f| < 2^-200: 0 where f is identically 0, or it is not known
    nudged               whether f and the polynomial lie on the same side of all multiples of 2^-174
    line                 (p, q, d, s, e): f(x) = (p x + q)/d + r with integers p, q, d > 0, |r| <= e, and s is the sign of r,
                         or 0 for r = 0 (see `symact.floats.lines`); d = 0 where there is no such line
    """

    start: NDArray[np.int64]
    size: NDArray[np.int64]
    kind: NDArray[np.int8]
    center: NDArray[np.float64]
    half: NDArray[np.float64]
    head: NDArray[np.float64]
    coefficients: NDArray[np.float64]
    bound: NDArray[np.float64]
    least: NDArray[np.float64]
    most: NDArray[np.float64]
    sign: NDArray[np.int8]
    nudged: NDArray[np.bool_]
    line: NDArray[np.float64]

    @classmethod
    def of(cls, segments: Iterable[Segment]) -> Blocks:
        filled = (s._replace(coefficients=s.coefficients + (0.0,) * (DEGREE + 1 - len(s.coefficients))) for s in segments)
        columns = zip(*filled, strict=True)
        types = (np.int64, np.int64, np.int8, *[np.float64] * 7, np.int8, np.bool_, np.float64)
        found = cls(*(np.array(column, dtype=t) for column, t in zip(columns, types, strict=True)))
        if not found.covered():
            raise AssertionError("The blocks leave a gap.")
        return found

    @property
    def margin(self) -> Numbers:
        """What a comparison of the polynomial with a threshold must allow for."""
        return np.where(self.nudged, 0.0, self.bound)

    def covered(self) -> bool:
        """Whether each segment begins where the one before it ends, over all finite patterns."""
        ends = self.start + self.size
        half = FLOAT32.sign_bit
        negative = int(np.searchsorted(self.start, half))
        whole = self.start[0] == 0 and ends[negative - 1] == FLOAT32.infinity and self.start[negative] == half
        whole = whole and ends[-1] == half + FLOAT32.infinity
        return bool(whole and (self.start[1:negative] == ends[:negative - 1]).all()
                    and (self.start[negative + 1:] == ends[negative:-1]).all())


def far_off(pattern: int, sign: int, huge: bool) -> Segment:
    """The block of one input, whose value is beyond all floats or next to 0."""
    if huge:
        return Segment(pattern, 1, BLOCK, edge(pattern), 1.0, 0.0, (sign * HUGE,), 0.0, HUGE, inf, sign)
    return Segment(pattern, 1, BLOCK, edge(pattern), 1.0, 0.0, (0.0,), TINY, 0.0, TINY, sign)


def edge(pattern: int) -> float:
    """The value of a finite float32."""
    m, k = FLOAT32.scaled(pattern)
    return ldexp(m, k)


def edge_step(pattern: int) -> float:
    """The step from this float32 to the pattern after it, away from 0."""
    k = FLOAT32.scaled(pattern)[1]
    return ldexp(-1.0 if pattern >= FLOAT32.sign_bit else 1.0, k)
