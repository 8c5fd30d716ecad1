"""What is an exact function on rows of consecutive float32 inputs, so that one product of matrices has its values?

A *row* is WIDTH consecutive floats inside one block of the model. On it x = c + h (t + u/R), where t is the row's centre, R
the number of rows of the block and u = (2 i + 1)/WIDTH - 1 for its i-th float, so that the block's polynomial shifted to the
row is a polynomial in u, and the references for all rows are one product of matrices: coefficients times powers of u.

Where the exact value keeps its sign and its binade on a row, an ulp is one number there, and the row is FAST. Where every
output has to be the same float (0 far below all floats, infinity beyond them) it is CONSTANT.

Shifting costs rounding errors besides those that the block's bound allows for. With n = DEGREE, a shifted coefficient of
order i is off by at most (2 n + 6) 2^-53 R^-i sum_j binom(j, i) |C_j| |t|^(j - i); summed over i that is (2 n + 6) 2^-53
sum_j |C_j| (|t| + 1/R)^j, and |t| + 1/R <= 1. The product costs no more than that again, and n + 4 roundings of the head.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import lru_cache
from math import comb

import numpy as np
from numpy.typing import NDArray

from symact.floats.arrays import Numbers
from symact.floats.blocks import BLOCK, DEGREE, NOWHERE, POINTS, Blocks
from symact.floats.formats import FLOAT32
from symact.floats.verdicts import ROUNDING, binades

WIDTH = 2048
SLOW, FAST, CONSTANT, SKIPPED, LEFT, DONE = range(6)
NO_SHIFT = -1
SHIFTED = (4 * DEGREE + 16) * 2.0**-53  # what shifting costs, relative to the sum of all |C_i|
HEADED = (DEGREE + 4) * 2.0**-53  # what summing costs, relative to the head
NEGLIGIBLE = 2.0**-26  # ulps: coefficients that contribute no more are left out, and the bound grows by them
WIDTHS = (3, 4, 6, 9, DEGREE + 1)  # numbers of coefficients that are worth a product of their own
BELOW_HALF = 2.0**-10  # ulps: rows of values that are smaller have to be 0
NEARLY_NORMAL, LARGEST, OVERFLOW = (float(v) for v in (FLOAT32.nearly_normal, FLOAT32.largest, FLOAT32.overflow))


@dataclass(frozen=True)
class Rows:
    """Consecutive rows of a model.

    kind          SLOW, FAST, CONSTANT (every output has to be `expected`), SKIPPED (the function has no value), LEFT (there
                  is no polynomial) or DONE (the row is settled)
    coefficients  scale y = sum of coefficients[:, i] u^i within `bound`, with no more of them than WIDTHS[enough]
    low, high     |y| lies between them
    ulp, floor    the ulp of y, and the power of two below |y|, on a FAST row
    room          results that are off by less have the sign of y and are not below `floor`
    beside_power  |y| is so near to `floor` that it may be below, where `ulp` counts: errors up to 1/2 ulp are settled there
    negative      the sign of y
    scale         1, or d where y = (p x + r)/d is next to a line through 0 (see `symact.floats.lines`): there the polynomial is
                  p x moved to the side of r by less than any step of d g - p x, computed without an error
    expected      the pattern of the output on a CONSTANT row; `either` is set where the sign of a zero does not matter
    shift         what the patterns of +-2^k x are above those of x, modulo 2^32, if y is within 2^-20 ulp of that; else NO_SHIFT
    """

    kind: NDArray[np.int8]
    coefficients: Numbers
    enough: NDArray[np.int64]
    bound: Numbers
    low: Numbers
    high: Numbers
    ulp: Numbers
    floor: Numbers
    room: Numbers
    beside_power: NDArray[np.bool_]
    negative: NDArray[np.bool_]
    scale: Numbers
    expected: NDArray[np.uint32]
    either: NDArray[np.bool_]
    shift: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.kind)

    def part(self, run: slice) -> Rows:
        """Some of the rows; kinds can be changed without changing those here."""
        own = {field.name: getattr(self, field.name)[run] for field in fields(self)}
        return Rows(**{**own, "kind": own["kind"].copy()})


@lru_cache(maxsize=1)
def powers() -> Numbers:
    """u^i for each order and each place of a row."""
    u = (2.0 * np.arange(WIDTH) - (WIDTH - 1)) / WIDTH
    return np.vander(u, DEGREE + 1, increasing=True).T.copy()


@lru_cache(maxsize=1)
def binomials() -> Numbers:
    """binom(j, i) in row j and column i."""
    return np.array([[comb(j, i) for i in range(DEGREE + 1)] for j in range(DEGREE + 1)], dtype=np.float64)


@lru_cache(maxsize=1)
def pascal() -> tuple[NDArray[np.int64], Numbers]:
    """i + k and binom(i + k, i) in row k and column i, 0 where i + k is beyond DEGREE."""
    orders = np.arange(DEGREE + 1)
    places = np.add.outer(orders, orders)
    return places, np.pad(binomials(), ((0, DEGREE), (0, 0)))[places, orders]


def shifted(coefficients: Numbers, t: Numbers, scale: Numbers) -> Numbers:
    """The coefficients of p(t + scale u) in u, for one polynomial, centre and scale in each row."""
    table, found = binomials(), np.zeros_like(coefficients)
    if (coefficients == coefficients[0]).all() and (scale == scale[0]).all():  # one block: a product of matrices
        places, numbers = pascal()
        padded = np.concatenate([coefficients[0], np.zeros(DEGREE)])
        matrix: Numbers = padded[places] * numbers * scale[0]**np.arange(DEGREE + 1)
        moved: Numbers = np.vander(t, DEGREE + 1, increasing=True) @ matrix
        return moved
    for i in reversed(range(DEGREE + 1)):  # Horner in t for the i-th coefficient
        total = np.zeros(len(t))
        for j in reversed(range(i, DEGREE + 1)):
            total *= t
            total += table[j, i] * coefficients[:, j]
        found[:, i] = total * scale**i
    return found


def rows(blocks: Blocks, start: int, count: int) -> Rows:
    """`count` rows from a pattern on, which is a multiple of the width."""
    first = start + WIDTH * np.arange(count)
    index = np.searchsorted(blocks.start, first, side="right") - 1
    size, origin = blocks.size[index], blocks.start[index]
    whole = (size >= WIDTH) & (first >= origin) & (first + WIDTH <= origin + size)
    number = np.where(whole, size // WIDTH, 1)
    t = np.where(whole, (2.0 * ((first - origin) // WIDTH) + 1 - number) / number, 0.0)
    original = blocks.coefficients[index]
    total, head = np.abs(original).sum(axis=1), blocks.head[index]
    small = shifted(original, t, 1.0 / number)
    shifting = SHIFTED * total + 2.0**-1060 * (total > 0)
    beside = np.where(blocks.nudged[index], 0.0, blocks.bound[index] + shifting)  # a nudged polynomial is short: no rounding
    bound = beside + HEADED * np.abs(head)
    spread = np.abs(small[:, 1:]).sum(axis=1)
    middle = np.abs(head + small[:, 0])
    low = np.maximum((middle - spread) * (1 - ROUNDING) - bound, blocks.least[index])
    high = np.minimum((middle + spread) * (1 + ROUNDING) + bound, blocks.most[index])
    sign = blocks.sign[index]
    around = spread * (1 + ROUNDING) + beside
    reach = np.abs(small[:, 0]) + around
    least, most = binades(head, small[:, 0] - around, small[:, 0] + around, low, high, FLOAT32.emin)
    ulp = np.ldexp(1.0, least - FLOAT32.p + 1)

    block = whole & (blocks.kind[index] == BLOCK)
    beside_power = (most == least + 1) & (spread < ulp / 4) & (np.abs(head) == np.ldexp(1.0, most))
    steady = block & (sign != 0) & (low > 0) & ((least == most) | beside_power) & (high < LARGEST)
    steady &= ((high < NEARLY_NORMAL) | (low >= NEARLY_NORMAL)) & (bound < ulp / 8)
    tiny, huge = block & (high < BELOW_HALF * float(FLOAT32.smallest)), block & (low >= OVERFLOW)
    given = blocks.kind[index]
    kind = np.full(count, SLOW, dtype=np.int8)
    for those, what in ((whole & (given == POINTS), LEFT), (whole & (given == NOWHERE), SKIPPED), (steady, FAST), (tiny | huge, CONSTANT)):
        kind[those] = what
    expected = np.where(huge, np.uint32(FLOAT32.infinity), np.uint32(0)) | np.where(sign < 0, np.uint32(FLOAT32.sign_bit), np.uint32(0))
    small[:, 0] += head
    floor = np.where(most > FLOAT32.emin, np.ldexp(1.0, most), 0.0)
    scale = np.ones(count)
    shift = np.full(count, NO_SHIFT)
    moved = beside_lines(blocks.line[index], first, ulp, steady & ~beside_power & ~blocks.nudged[index])
    if moved is not None:
        beside_line, p, nudge, d = moved
        shift[beside_line] = shifts(p / d, low[beside_line], first[beside_line])
        here = index[beside_line]
        small[beside_line] = 0.0
        small[beside_line, 0] = p * (blocks.center[here] + blocks.half[here] * t[beside_line]) + nudge
        small[beside_line, 1] = p * blocks.half[here] / number[beside_line]
        bound[beside_line], scale[beside_line] = 0.0, d
    room = np.where(beside_power, (ulp / 2 - reach) * (1 - ROUNDING), low - floor)  # less than ulp/2 from a power of two is only itself
    enough, rest = shortened(np.abs(small), ulp * scale)
    return Rows(kind, small, enough, bound + rest, low, high, ulp, floor, room, beside_power, sign < 0, scale,
                expected.astype(np.uint32), tiny & (sign == 0), shift)


def shifts(factor: Numbers, low: Numbers, first: NDArray[np.int64]) -> NDArray[np.int64]:
    """What multiplication with a factor does to the patterns of normal numbers with normal products; NO_SHIFT if it is no power of two."""
    mantissa, exponent = np.frexp(np.abs(factor))
    normal = (low >= NEARLY_NORMAL) & ((first & (FLOAT32.sign_bit - 1)) >> FLOAT32.p - 1 > 0)
    found = (exponent.astype(np.int64) - 1 << FLOAT32.p - 1) + np.where(factor < 0, FLOAT32.sign_bit, 0)
    return np.where((mantissa == 0.5) & normal, found % (1 << FLOAT32.width), NO_SHIFT)


def shortened(sizes: Numbers, ulp: Numbers) -> tuple[NDArray[np.int64], Numbers]:
    """For each row the first of WIDTHS beyond which coefficients add up to next to nothing, and to how much."""
    beyond = np.zeros((len(ulp), DEGREE + 2))
    np.cumsum(sizes[:, ::-1], axis=1, out=beyond[:, 1:])
    beyond = beyond[:, [DEGREE + 1 - w for w in WIDTHS]]
    enough = (beyond <= NEGLIGIBLE * ulp[:, None]).argmax(axis=1)
    return enough, beyond[np.arange(len(ulp)), enough]


def beside_lines(
    lines: Numbers, first: NDArray[np.int64], ulp: Numbers, allowed: NDArray[np.bool_],
) -> tuple[NDArray[np.int64], Numbers, Numbers, Numbers] | None:
    """The rows that are a line p x/d or next to one, and for each p, how far p x is moved, and d; None if there is no such row.

    For an output g next to y, d g - p x and the thresholds d ulp/2 and d ulp are multiples of G = min(ulp(x), ulp/2); |d r| < 2^-20 G,
    and a step of 2^-18 G to the side of r puts p x on the right side of all of them. With |p| <= 16 that is a number of 53 bits.
    """
    which = np.flatnonzero(allowed & (lines[:, 2] > 0))
    p, q, d, tilt, room = lines[which].T
    field = np.maximum((first[which] & (FLOAT32.sign_bit - 1)) >> FLOAT32.p - 1, 1)
    grain = np.minimum(np.ldexp(1.0, field + FLOAT32.emin - FLOAT32.p), ulp[which] / 2)
    good = (q == 0) & (np.maximum(np.abs(p), d) <= 16) & (4 * np.abs(p) >= d) & (d * room < grain * 2.0**-20)
    if not good.any():
        return None
    return which[good], p[good], (tilt * grain * 2.0**-18)[good], d[good]
