"""How are outputs for billions of float32 inputs judged, at several hundred million a second?

A *row* is 1024 consecutive floats inside one block of the model. On it x = c + h (t + u/R), where t is the row's centre, R
the number of rows of the block and u = (2 i - 1023)/1024 for its i-th float, so that the block's polynomial shifted to the
row is a polynomial in u, and the references for all rows are one product of matrices: coefficients times powers of u.

Where the exact value keeps its sign and its binade on a row, an ulp is one number there, and a row is settled by three
questions: how large is the largest |g - y|, how many are above 1/2 ulp, how many above 1 ulp. Where every output has to be
the same float (0 far below all floats, infinity beyond them) patterns are compared. All that does not fit, and every row
with a class error or with an error that the bound cannot tell from a threshold, goes to `symact.floats.sweep`.

Shifting costs rounding errors besides those that the block's bound allows for. With n = DEGREE, a shifted coefficient of
order i is off by at most (2 n + 6) 2^-53 R^-i sum_j binom(j, i) |C_j| |t|^(j - i); summed over i that is (2 n + 6) 2^-53
sum_j |C_j| (|t| + 1/R)^j, and |t| + 1/R <= 1. The product costs no more than that again, and n + 4 roundings of the head.

Where no polynomial is known for most of a binade, one input in 8192 is judged exactly and the others are counted as left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import comb

import numpy as np
from numpy.typing import NDArray

from symact.floats.arrays import Numbers, Patterns
from symact.floats.blocks import BLOCK, DEGREE, NOWHERE, POINTS, Blocks
from symact.floats.formats import FLOAT32
from symact.floats.judge import Judge
from symact.floats.sweep import look, sweep
from symact.floats.verdicts import ROUNDING, Reference, binades

WIDTH = 1024
TILE = 64  # rows that are looked at together: half a megabyte of float64, which stays in the cache
SLOW, FAST, CONSTANT, SKIPPED, LEFT = range(5)
SHIFTED = (4 * DEGREE + 16) * 2.0**-53  # what shifting costs, relative to the sum of all |C_i|
HEADED = (DEGREE + 4) * 2.0**-53  # what summing costs, relative to the head
NEGLIGIBLE = 2.0**-26  # ulps: coefficients that contribute no more are left out, and the bound grows by them
WIDTHS = (3, 4, 6, 9, DEGREE + 1)  # numbers of coefficients that are worth a product of their own
RARE = 8  # rows without a polynomial, of which one has its first input looked at
PATIENCE = 1024  # inputs of a tile that may go to exact arithmetic
BELOW_HALF = 2.0**-10  # ulps: rows of values that are smaller have to be 0
NEARLY_NORMAL, LARGEST, OVERFLOW = (float(v) for v in (FLOAT32.nearly_normal, FLOAT32.largest, FLOAT32.overflow))


@dataclass(frozen=True)
class Rows:
    """Consecutive rows of a model.

    kind          SLOW, FAST, CONSTANT (every output has to be `expected`), SKIPPED (the function has no value) or LEFT (there
                  is no polynomial)
    coefficients  scale y = sum of coefficients[:, i] u^i within `bound`
    low, high     |y| lies between them
    ulp, floor    the ulp of y, and the power of two below |y|, on a FAST row
    beside_power  |y| is so near to `floor` that it may be below, where `ulp` counts: errors up to 1/2 ulp are settled there
    negative      the sign of y
    scale         1, or d where y = (p x + r)/d is next to a line through 0 (see `symact.floats.lines`): there the polynomial is
                  p x moved to the side of r by less than any step of d g - p x, computed without an error
    expected      the pattern of the output on a CONSTANT row; `either` is set where the sign of a zero does not matter
    """

    kind: NDArray[np.int8]
    coefficients: Numbers
    bound: Numbers
    low: Numbers
    high: Numbers
    ulp: Numbers
    floor: Numbers
    beside_power: NDArray[np.bool_]
    negative: NDArray[np.bool_]
    scale: Numbers
    expected: NDArray[np.uint32]
    either: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.kind)


@lru_cache(maxsize=1)
def powers() -> Numbers:
    """u^i for each order and each place of a row."""
    u = (2.0 * np.arange(WIDTH) - (WIDTH - 1)) / WIDTH
    return np.vander(u, DEGREE + 1, increasing=True).T.copy()


@lru_cache(maxsize=1)
def binomials() -> Numbers:
    """binom(j, i) in row j and column i."""
    return np.array([[comb(j, i) for i in range(DEGREE + 1)] for j in range(DEGREE + 1)], dtype=np.float64)


def shifted(coefficients: Numbers, t: Numbers, scale: Numbers) -> Numbers:
    """The coefficients of p(t + scale u) in u, for one polynomial, centre and scale in each row."""
    table, found = binomials(), np.zeros_like(coefficients)
    if (coefficients == coefficients[0]).all() and (scale == scale[0]).all():  # one block: a product of matrices
        matrix = np.zeros_like(table)
        for i in range(DEGREE + 1):
            matrix[:DEGREE + 1 - i, i] = table[i:, i] * coefficients[0, i:] * scale[0]**i
        return np.vander(t, DEGREE + 1, increasing=True) @ matrix
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
    ends = [binades(Reference(head, small[:, 0] + side * spread, beside, sign), low, high, FLOAT32.emin) for side in (-1, 1)]
    least, most = np.minimum(ends[0][0], ends[1][0]), np.maximum(ends[0][1], ends[1][1])
    ulp = np.ldexp(1.0, least - FLOAT32.p + 1)

    block = whole & (blocks.kind[index] == BLOCK)
    beside_power = (most == least + 1) & (spread < ulp / 4) & (np.abs(head) == np.ldexp(1.0, most))
    steady = block & (sign != 0) & (low > 0) & ((least == most) | beside_power) & (high < LARGEST)
    steady &= (high < NEARLY_NORMAL) | (low >= NEARLY_NORMAL)
    tiny, huge = block & (high < BELOW_HALF * float(FLOAT32.smallest)), block & (low >= OVERFLOW)
    given = blocks.kind[index]
    choices = [tiny | huge, steady, whole & (given == NOWHERE), whole & (given == POINTS)]
    kind = np.select(choices, [CONSTANT, FAST, SKIPPED, LEFT], SLOW).astype(np.int8)
    expected = np.where(huge, np.uint32(FLOAT32.infinity), np.uint32(0)) | np.where(sign < 0, np.uint32(FLOAT32.sign_bit), np.uint32(0))
    small[:, 0] += head
    floor = np.where(most > FLOAT32.emin, np.ldexp(1.0, most), 0.0)
    p, nudge, scale = beside_lines(blocks.line[index], first, ulp, steady & ~beside_power & ~blocks.nudged[index])
    beside_line = nudge != 0
    small[beside_line] = 0.0
    small[beside_line, 0] = (p * (blocks.center[index] + blocks.half[index] * t) + nudge)[beside_line]
    small[beside_line, 1] = (p * blocks.half[index] / number)[beside_line]
    bound = np.where(beside_line, 0.0, bound)
    return Rows(kind, small, bound, low, high, ulp, floor, beside_power, sign < 0, scale, expected.astype(np.uint32), tiny & (sign == 0))


def beside_lines(
    lines: Numbers, first: NDArray[np.int64], ulp: Numbers, allowed: NDArray[np.bool_],
) -> tuple[Numbers, Numbers, Numbers]:
    """p, how far p x is moved, and d, for rows that are next to a line p x/d; 0, 0 and 1 for others.

    For an output g next to y, d g - p x and the thresholds d ulp/2 and d ulp are multiples of G = min(ulp(x), ulp/2); |d r| < 2^-20 G,
    and a step of 2^-18 G to the side of r puts p x on the right side of all of them. With |p| <= 16 that is a number of 53 bits.
    """
    p, q, d, tilt, room = lines.T
    field = np.maximum((first & (FLOAT32.sign_bit - 1)) >> FLOAT32.p - 1, 1)
    grain = np.minimum(np.ldexp(1.0, field + FLOAT32.emin - FLOAT32.p), ulp / 2)
    short = (d > 0) & (q == 0) & (np.maximum(np.abs(p), d) <= 16) & (4 * np.abs(p) >= d)
    good = allowed & short & (tilt != 0) & (d * room < grain * 2.0**-20)
    return np.where(good, p, 0.0), np.where(good, tilt * grain * 2.0**-18, 0.0), np.where(good, d, 1.0)


class Looker:
    """Judges rows, and keeps the outputs that may have the largest errors for exact arithmetic."""

    def __init__(self, judge: Judge, blocks: Blocks) -> None:
        self.judge, self.blocks = judge, blocks
        self._best: dict[bool, tuple[float, int, int]] = {}
        self._product = np.empty((TILE, WIDTH))

    def look(self, start: int, got: Patterns) -> None:
        """The outputs for consecutive patterns of one binade from `start` on; it and their number are multiples of the width."""
        table = rows(self.blocks, start, len(got) // WIDTH)
        outputs = got.reshape(-1, WIDTH)
        slow = table.kind == SLOW
        self.judge.tally.passed_over += WIDTH * int(np.count_nonzero(table.kind == SKIPPED))
        slow |= self._constant(table, start, outputs)
        fast, scaled = table.kind == FAST, table.scale != 1
        counts, largest = np.zeros(3, dtype=np.int64), 0.0  # results, above 1/2 and 1 ulp
        for chosen in (*_tiles(fast & ~scaled), *_tiles(fast & scaled)):
            settled, tile_counts, tile_largest = self._tile(table, chosen, start, outputs)
            slow[chosen] = ~settled
            counts += tile_counts
            largest = max(largest, tile_largest)
        points, half, one = counts.tolist()
        if points:
            self.judge.tally.enter(points, half, one, half, one)
            self.judge.tally.profile.note_many(np.array([start >> FLOAT32.p - 1]), np.array([largest]), points, half, one)
        for part in _tiles(slow):
            patterns = (start + WIDTH * part[:, None] + np.arange(WIDTH)).reshape(-1).astype(np.uint32)
            sweep(self.judge, self.blocks, patterns, outputs[part].reshape(-1), PATIENCE)
        left = np.flatnonzero(table.kind == LEFT)
        if len(left):
            some = left[::RARE]
            look(self.judge, (start + WIDTH * some).astype(np.uint32), outputs[some, 0])
            self.judge.tally.left_out += WIDTH * len(left) - len(some)

    def finish(self) -> None:
        """Have the largest errors weighed exactly."""
        for _, bits, got in self._best.values():
            self.judge.weigh(bits, got)

    def _constant(self, table: Rows, start: int, outputs: Patterns) -> NDArray[np.bool_]:
        """Which rows should have one and the same output, and have not."""
        other = np.zeros(len(table), dtype=bool)
        which = np.flatnonzero(table.kind == CONSTANT)
        if not len(which):
            return other
        here = outputs if len(which) == len(table) else outputs[which]
        signless = np.where(table.either[which], np.uint32(FLOAT32.sign_bit - 1), np.uint32(2**32 - 1))
        if table.either[which].any():
            here = here & signless[:, None]
        right = (here == (table.expected[which] & signless)[:, None]).all(axis=1)
        other[which[~right]] = True
        which, key = which[right], start >> FLOAT32.p - 1
        self.judge.tally.enter(WIDTH * len(which), 0, 0, 0, 0)
        self.judge.tally.profile.note_many(np.array([key]), np.zeros(1), WIDTH * len(which), 0, 0)
        zeros = which[table.low[which] < NEARLY_NORMAL]
        if len(zeros):
            row = int(zeros[np.argmax(table.high[zeros])])
            size = float(table.high[row]) / float(FLOAT32.smallest)
            self.judge.tally.profile.note_many(np.array([key]), np.array([size]), 0, 0, 0)
            for column in (0, WIDTH - 1):
                self._record(True, size, start + WIDTH * row + column, int(outputs[row, column]))
        return other

    def _tile(
        self, table: Rows, chosen: NDArray[np.int64], start: int, outputs: Patterns,
    ) -> tuple[NDArray[np.bool_], tuple[int, int, int], float]:
        """Which of these rows are settled; how many results they have, above 1/2 ulp and above 1 ulp, and the largest error."""
        first, last = int(chosen[0]), int(chosen[-1]) + 1
        run = slice(first, last) if last - first == len(chosen) else chosen
        got, coefficients, scale = outputs[run].view(np.float32), table.coefficients[run], table.scale[run]
        ulp, low, floor = table.ulp[run] * scale, table.low[run] * scale, table.floor[run] * scale
        terms = np.abs(coefficients) / ulp[:, None]
        rest = np.cumsum(terms[:, ::-1], axis=1)[:, ::-1]  # sums from each order on
        needed = next(w for w in WIDTHS if w > DEGREE or (rest[:, w] <= NEGLIGIBLE).all())
        bound = table.bound[run] + (0.0 if needed > DEGREE else rest[:, needed] * ulp)
        error = np.matmul(coefficients[:, :needed], powers()[:needed], out=self._product[:len(chosen)])
        if scale[0] == 1:  # then all are: see `look`
            np.subtract(got, error, out=error)
        else:
            np.subtract(np.multiply(got, scale[:, None], dtype=np.float64), error, out=error)
        np.abs(error, out=error)
        largest = error.max(axis=1)
        most = (largest + bound) * (1 + ROUNDING)
        settled = most < low
        settled &= most <= low - floor
        doubtful = np.flatnonzero(~settled & np.isfinite(largest))
        if len(doubtful):
            settled[doubtful] = self._same_side(table, chosen[doubtful], outputs)
        settled &= ~table.beside_power[run] | (most < ulp / 2)
        thresholds = [(ulp * threshold + bound) * (1 + ROUNDING) for threshold in (0.5, 1.0)]
        lower = [(ulp * threshold - bound) * (1 - ROUNDING) for threshold in (0.5, 1.0)]
        half, one = (above(error, settled, largest, *sides) for sides in zip(lower, thresholds, strict=True))
        if half is None or one is None:
            for sides in zip(lower, thresholds, strict=True):
                settled &= np.count_nonzero((error > sides[0][:, None]) & (error <= sides[1][:, None]), axis=1) == 0
            half, one = (above(error, settled, largest, *sides) for sides in zip(lower, thresholds, strict=True))
        if half is None or one is None:
            raise AssertionError("Rows without an error near a threshold have one.")
        count, sizes = WIDTH * int(np.count_nonzero(settled)), most / ulp
        for subnormal in (False, True):
            which = np.flatnonzero(settled & ((table.high[run] < NEARLY_NORMAL) == subnormal))
            if len(which):
                row = int(which[np.argmax(sizes[which])])
                worst = float(sizes[row])
                if worst > self._best.get(subnormal, (-1.0,))[0]:
                    column = int(np.argmax(error[row]))
                    place = int(chosen[row])
                    self._record(subnormal, worst, start + WIDTH * place + column, int(outputs[place, column]))
        return settled, (count, half, one), float(sizes[settled].max(initial=0.0))

    def _same_side(self, table: Rows, which: NDArray[np.int64], outputs: Patterns) -> NDArray[np.bool_]:
        """Whether all outputs have the sign of the exact value, and lie above the power of two below it, or are 0 for good reason."""
        bits = outputs[which]
        sign: NDArray[np.bool_] = ((bits >= FLOAT32.sign_bit) == table.negative[which, None]).all(axis=1)
        smallest: NDArray[np.float32] = (bits & np.uint32(FLOAT32.sign_bit - 1)).min(axis=1).view(np.float32)
        return sign & (smallest >= table.floor[which]) & ((smallest > 0) | (table.high[which] < NEARLY_NORMAL))

    def _record(self, subnormal: bool, size: float, bits: int, got: int) -> None:
        if size > self._best.get(subnormal, (-1.0,))[0]:
            self._best[subnormal] = size, bits, got


def _tiles(which: NDArray[np.bool_]) -> list[NDArray[np.int64]]:
    """The rows of a mask, a tile's worth at a time."""
    rows_of = np.flatnonzero(which)
    return [rows_of[begin:begin + TILE] for begin in range(0, len(rows_of), TILE)]


def above(error: Numbers, settled: NDArray[np.bool_], largest: Numbers, low: Numbers, high: Numbers) -> int | None:
    """How many errors in the settled rows are above a threshold that lies between low and high; None if that is not clear."""
    asked = np.flatnonzero(settled & (largest > low))
    if not len(asked):
        return 0
    here = error if len(asked) == len(error) else error[asked]
    surely = int(np.count_nonzero(here > high[asked, None]))
    return surely if surely == int(np.count_nonzero(here > low[asked, None])) else None
