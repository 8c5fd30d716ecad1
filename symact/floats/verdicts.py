"""Which outputs are right, and how wrong are the others? The rules of `symact.floats.judge`, for arrays.

For y = head + small, known within `bound`, and an output g, every decision is made with the uncertainty of y and the
rounding of these float64 operations on the safe side. What they do not decide is `open`, and is left to exact arithmetic.

An output other than RN(y) is off by more than 1/2 ulp, and the other way round, except at exactly 1/2. One that is neither RD(y)
nor RU(y) is off by more than 1 ulp, or lies below the power of two that y has reached.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from symact.floats.arrays import Numbers, Patterns, numbers
from symact.floats.formats import Format

Mask = NDArray[np.bool_]
KINDS = ("nan", "infinite", "finite", "sign", "flushed")  # in the order in which they are asked for
ROUNDING = 2.0**-50  # relative error of a few float64 operations, with room


@dataclass(frozen=True)
class Reference:
    """y = head + small within bound; `sign` is that of y, 0 where y is 0 or its sign is not known."""

    head: Numbers
    small: Numbers
    bound: Numbers
    sign: NDArray[np.int8]


@dataclass(frozen=True)
class Verdicts:
    """For each output: the class error as an index in KINDS, or -1; whether it is above 1/2 and 1 ulp and unfaithful; open.

    Where `open` holds, the others mean nothing. The ULP error lies between `least` and `most`; `subnormal` results apart.
    `misrounded` results are other than RN(y). `distance` is |g - y|, within the bound of y, and `ulp` that of y, NaN if not known.
    """

    kind: NDArray[np.int8]
    above_half: Mask
    above_one: Mask
    misrounded: Mask
    unfaithful: Mask
    least: Numbers
    most: Numbers
    subnormal: Mask
    open: Mask
    distance: Numbers
    ulp: Numbers


def verdicts(target: Format, got: Patterns, y: Reference) -> Verdicts:
    """Judge outputs for finite inputs at which the exact function has a value."""
    largest, overflow = float(target.largest), float(target.overflow)
    nearly_normal = float(target.nearly_normal)
    g = numbers(target, got)
    nan, infinite = np.isnan(g), np.isinf(g)
    g = np.where(infinite, np.copysign(overflow, g), g)
    middle = np.abs(y.head + y.small)
    low, high = middle * (1 - ROUNDING) - y.bound, middle * (1 + ROUNDING) + y.bound

    wrong_sign = (y.sign != 0) & (np.signbit(g) != (y.sign < 0))
    masks = (nan, infinite & (high < largest), ~infinite & (low >= overflow), wrong_sign, (g == 0) & (low >= nearly_normal))
    kind = np.select(masks, [np.int8(i) for i in range(len(KINDS))], np.int8(-1))
    unsure = infinite & (low < largest) & (high >= largest)
    unsure |= ~infinite & (low < overflow) & (high >= overflow)
    unsure |= (g == 0) & (low < nearly_normal) & (high >= nearly_normal)

    distance = (g - y.head) - y.small
    room = y.bound + np.abs(distance) * ROUNDING
    at_least, at_most = binades(y.head, y.small - y.bound, y.small + y.bound, low, high, target.emin)
    beyond = infinite & (low >= overflow)
    least = np.where(beyond, 0.0, np.maximum(np.abs(distance) - room, 0) / np.ldexp(1.0, at_most - target.p + 1))
    most = np.where(beyond, 0.0, (np.abs(distance) + room) / np.ldexp(1.0, at_least - target.p + 1))
    above_half, above_one = least > 0.5, least > 1
    unsure |= (~above_half & (most >= 0.5)) | (~above_one & (most >= 1))
    normal = at_least > target.emin
    below_low, below_high = (np.abs(g) < np.ldexp(1.0, at_least)) & normal, (np.abs(g) < np.ldexp(1.0, at_most)) & (at_most > target.emin)
    unfaithful = above_one | (~beyond & below_low)
    unsure |= ~above_one & ~beyond & (below_low != below_high)
    ulp = np.where(at_least == at_most, np.ldexp(1.0, at_least - target.p + 1), np.nan)
    return Verdicts(kind, above_half, above_one, above_half, unfaithful, least, most, middle < nearly_normal, unsure & (kind < 0),
                    np.abs(distance), ulp)


def binades(
    head: Numbers, least: Numbers, most: Numbers, low: Numbers, high: Numbers, emin: int,
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Bounds for max(floor(log2 |y|), emin), where y - head lies between least and most, and |y| between low and high.

    Next to a power of two as the head, the sign of what is small decides.
    """
    lowest, highest = (np.where(v > 0, np.frexp(v)[1] - 1, emin) for v in (low, high))
    mantissa, exponent = np.frexp(np.abs(head))
    power = mantissa == 0.5
    if power.any():
        negative = head < 0
        below, beyond = power & np.where(negative, least > 0, most < 0), power & np.where(negative, most <= 0, least >= 0)
        highest = np.where(below, np.minimum(highest, exponent - 2), highest)
        lowest = np.where(beyond, np.maximum(lowest, exponent - 1), lowest)
    return np.maximum(lowest, emin), np.maximum(highest, emin)
