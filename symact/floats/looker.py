"""How are outputs for billions of float32 inputs judged, at several hundred million a second?

FAST rows (see `symact.floats.rows`) are settled by three questions: how large is the largest |g - y|, how many are above
1/2 ulp, how many above 1 ulp. On CONSTANT rows, and first of all on rows of x times a power of two, patterns are compared. All
that does not fit, every row with a class error, and every error that the bound cannot tell from a threshold, goes to
`symact.floats.sweep`.

Where no polynomial is known for most of a binade, and it is none of `symact.floats.waves`, one input in SPREAD is judged exactly
and the others are counted as left out.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from symact.floats.arrays import Numbers, Patterns
from symact.floats.blocks import Blocks
from symact.floats.formats import FLOAT32
from symact.floats.judge import BY_GAP, Judge
from symact.floats.rows import CONSTANT, DONE, FAST, LARGEST, LEFT, NEARLY_NORMAL, NO_SHIFT, SKIPPED, SLOW, WIDTH, Rows, powers, rows
from symact.floats.sweep import count, look, sweep
from symact.floats.tiles import NONE, TILE, Tile, above, tiles
from symact.floats.verdicts import ROUNDING, Reference, verdicts
from symact.floats.waves import Waves, settled, waves

MANY = 32  # rows that are swept together
SPREAD = 8192  # a multiple of the width
AHEAD = 1 << 11  # rows whose polynomials are shifted together
PATIENCE, MORE = WIDTH, 1 << 14  # inputs that may go to exact arithmetic: of each sweep, and of all of them besides
SMALLEST, SIGNLESS = float(FLOAT32.smallest), FLOAT32.sign_bit - 1
NEXT_TO_NOTHING = 2.0**-20  # ulps


class Looker:
    """Judges rows, and keeps the outputs that may have the largest errors for exact arithmetic."""

    def __init__(self, judge: Judge, blocks: Blocks) -> None:
        self.judge, self.blocks = judge, blocks
        self._best: dict[tuple[bool, bool], tuple[float, int, int]] = {}
        self._known: tuple[int, Rows] | None = None
        self._more = MORE
        self._product, self._scaled = np.empty((TILE, WIDTH)), np.empty((TILE, WIDTH))

    def look(self, start: int, got: Patterns) -> None:
        """The outputs for consecutive patterns of one binade from `start` on; it and their number are multiples of the width."""
        table = self._rows(start, len(got) // WIDTH)
        outputs = got.reshape(-1, WIDTH)
        self.judge.tally.passed_over += WIDTH * int(np.count_nonzero(table.kind == SKIPPED))
        self._constant(table, start, outputs)
        self._multiples(table, start, outputs)
        self._lost(table, start, outputs)
        single = np.concatenate([NONE, *(self._tile(table, tile, start, outputs) for tile in tiles(table))])
        unsettled = np.flatnonzero(table.kind == SLOW)
        for begin in range(0, len(single), MANY * WIDTH):
            places = np.sort(single[begin:begin + MANY * WIDTH])
            self._sweep(start + places, got[places])
        for begin in range(0, len(unsettled), MANY):
            part = unsettled[begin:begin + MANY]
            self._sweep((start + WIDTH * part[:, None] + np.arange(WIDTH)).reshape(-1), outputs[part].reshape(-1))
        left = np.flatnonzero(table.kind == LEFT)
        if len(left):
            self._left(left, start, outputs)

    def _left(self, left: NDArray[np.int64], start: int, outputs: Patterns) -> None:
        """Rows for which there is no polynomial: waves, or a few single inputs."""
        found = waves(self.judge.oracle, start)
        if found is None:
            some = left[::SPREAD // WIDTH]
            look(self.judge, (start + WIDTH * some).astype(np.uint32), outputs[some, 0])
            self.judge.tally.left_out += WIDTH * len(left) - len(some)
            return
        for part in np.split(left, np.flatnonzero(np.diff(left) != 1) + 1):
            for begin in range(0, len(part), TILE):
                self._wave(found, start + WIDTH * int(part[begin]), outputs[part[begin:begin + TILE]])

    def _wave(self, found: Waves, first: int, outputs: Patterns) -> None:
        """Consecutive rows of such a function: what is right beyond doubt is entered, and the rest judged one by one."""
        y, got = found.values(first, len(outputs), WIDTH), outputs.reshape(-1)
        good, errors = settled(y, got)
        largest = float(errors[good].max(initial=0.0))
        self._enter(first, int(np.count_nonzero(good)), 0, 0, largest)
        if largest > self._largest((False, False)):
            place = int(np.argmax(np.where(good, errors, -1.0)))
            self._record((False, False), largest, first + place, int(got[place]))
        rest = np.flatnonzero(~good)
        here = Reference(y.head[rest], y.small[rest], y.bound[rest], y.sign[rest])
        count(self.judge, (first + rest).astype(np.uint32), got[rest], verdicts(FLOAT32, got[rest], here), PATIENCE)

    def _rows(self, start: int, count: int) -> Rows:
        """The rows from a pattern on, made AHEAD at a time where they are asked for in their order."""
        if AHEAD % count or start % (WIDTH * count):
            return rows(self.blocks, start, count)
        begin = start // (WIDTH * AHEAD) * WIDTH * AHEAD
        if self._known is None or self._known[0] != begin:
            self._known = begin, rows(self.blocks, begin, AHEAD)
        first = (start - begin) // WIDTH
        return self._known[1].part(slice(first, first + count))

    def finish(self) -> None:
        """Have the largest errors weighed exactly."""
        for _, bits, got in self._best.values():
            self.judge.weigh(bits, got)

    def _sweep(self, places: NDArray[np.int64], got: Patterns) -> None:
        """Exact arithmetic takes some of every sweep, and where there are many ties, more of a few."""
        asked = sweep(self.judge, self.blocks, places.astype(np.uint32), got, PATIENCE + self._more)
        self._more -= max(asked - PATIENCE, 0)

    def _constant(self, table: Rows, start: int, outputs: Patterns) -> None:
        """Settle the rows that should have one and the same output, and mark those that have not as SLOW."""
        which = np.flatnonzero(table.kind == CONSTANT)
        if not len(which):
            return
        here = outputs if len(which) == len(table) else outputs[which]
        signless = np.where(table.either[which], np.uint32(SIGNLESS), np.uint32(2**32 - 1))
        if table.either[which].any():
            here = here & signless[:, None]
        right = (here == (table.expected[which] & signless)[:, None]).all(axis=1)
        table.kind[self._alike(table, start, outputs, which[~right])] = SLOW
        which = which[right]
        self._enter(start, WIDTH * len(which), 0, 0, 0.0)
        zeros = which[table.low[which] < NEARLY_NORMAL]
        if len(zeros):
            row = int(zeros[np.argmax(table.high[zeros])])
            size = float(table.high[row]) / SMALLEST
            self._enter(start, 0, 0, 0, size)
            for column in (0, WIDTH - 1):
                self._record((True, False), size, start + WIDTH * row + column, int(outputs[row, column]))

    def _alike(self, table: Rows, start: int, outputs: Patterns, which: NDArray[np.int64]) -> NDArray[np.int64]:
        """Settle rows all of whose results have one and the same class error, NaN, infinity or 0, but for the worst; return the others."""
        got = outputs[which]
        sizes, negative = got & np.uint32(SIGNLESS), got >= FLOAT32.sign_bit
        least, most = sizes.min(axis=1), sizes.max(axis=1)
        low, high, expected = table.low[which], table.high[which], table.negative[which]
        opposite = np.where(expected, ~negative.any(axis=1), negative.all(axis=1)) & ~table.either[which]
        same = np.where(expected, negative.all(axis=1), ~negative.any(axis=1))
        infinite, zero = ((least == size) & (most == size) & (high < LARGEST) for size in (FLOAT32.infinity, 0))
        masks = least > FLOAT32.infinity, infinite, zero & opposite, zero & same & (low >= NEARLY_NORMAL)
        done = np.zeros(len(which), dtype=bool)
        for kind, mask in zip(("nan", "infinite", "sign", "flushed"), masks, strict=True):
            bulk = np.flatnonzero(mask)
            known = low[bulk].max(initial=0.0) if kind in BY_GAP else 0.0
            bulk = bulk[high[bulk] < known] if known else bulk[1:]
            if len(bulk):
                ends = [start + WIDTH * int(which[bulk[0]]), start + WIDTH * (int(which[bulk[-1]]) + 1) - 1]
                example = ends[0], int(got[bulk[0], 0]), ""  # the worst, which is judged by itself, takes its place
                self.judge.tally.note_range(kind, WIDTH * len(bulk), example, min(ends, key=FLOAT32.place), max(ends, key=FLOAT32.place))
                self.judge.tally.profile.note_errors(np.array([start >> FLOAT32.p - 1]), WIDTH * len(bulk))
                table.kind[which[bulk]] = DONE
                done[bulk] = True
        return which[~done]

    def _lost(self, table: Rows, start: int, outputs: Patterns) -> None:
        """Settle FAST rows of NaN, infinities or zeros."""
        ends = outputs[:, [0, -1]] & np.uint32(SIGNLESS)
        special = ((ends == 0) | (ends >= FLOAT32.infinity)).all(axis=1)
        which = np.flatnonzero(special & (table.kind == FAST))
        if len(which) > 1:
            self._alike(table, start, outputs, which)

    def _multiples(self, table: Rows, start: int, outputs: Patterns) -> None:
        """Settle rows next to +-2^k x, if all outputs are just that: nearly all inputs of many functions are among them."""
        for first, last in pairwise([0, *(np.flatnonzero(np.diff(table.shift)) + 1).tolist(), len(table)]):
            if table.shift[first] == NO_SHIFT:
                continue
            begin = (start + WIDTH * first + int(table.shift[first])) % (1 << FLOAT32.width)
            if np.array_equal(outputs[first:last].ravel(), np.arange(begin, begin + WIDTH * (last - first), dtype=np.uint32)):
                table.kind[first:last] = DONE
                self._enter(start, WIDTH * (last - first), 0, 0, NEXT_TO_NOTHING)
                self._record((False, True), NEXT_TO_NOTHING, start + WIDTH * first, int(outputs[first, 0]))

    def _tile(self, table: Rows, tile: Tile, start: int, outputs: Patterns) -> NDArray[np.int64]:
        """Settle a tile: mark rows that are not as SLOW, and return the places of inputs that are not."""
        error = self._errors(table, tile, outputs[tile.run].view(np.float32))
        top, points = (float(error.max()) + tile.bound) * (1 + ROUNDING), error.size
        if not top < tile.room:  # NaN is not
            settled = self._settled(table, tile, error.max(axis=1), outputs)
            table.kind[tile.run][~settled] = SLOW
            error[~settled] = 0.0
            top, points = (float(error.max()) + tile.bound) * (1 + ROUNDING), WIDTH * int(np.count_nonzero(settled))
            if not points:
                return NONE
        half, near_half = above(error, tile.ulp / 2, tile.bound, top)
        one, near_one = above(error, tile.ulp, tile.bound, top)
        near: NDArray[np.int64] = np.concatenate([near_half, near_one])
        self._enter(start, points - len(near), half - len(near_one), one, top / tile.ulp)
        kind = tile.subnormal, tile.bound == 0
        if top / tile.ulp > self._largest(kind):
            place = tile.run.start * WIDTH + int(np.argmax(error))
            self._record(kind, top / tile.ulp, start + place, int(outputs.flat[place]))
        near += tile.run.start * WIDTH
        return near

    def _errors(self, table: Rows, tile: Tile, got: NDArray[np.float32]) -> Numbers:
        """scale |g - y|."""
        error = np.matmul(table.coefficients[tile.run, :tile.terms], powers()[:tile.terms], out=self._product[:len(got)])
        if tile.scale == 1:
            np.subtract(got, error, out=error)
        else:
            np.subtract(np.multiply(got, tile.scale, out=self._scaled[:len(got)], dtype=np.float64), error, out=error)
        return np.abs(error, out=error)

    def _settled(self, table: Rows, tile: Tile, largest: Numbers, outputs: Patterns) -> NDArray[np.bool_]:
        """Which rows have no class error, and no result below the power of two that the exact value has reached."""
        most = (largest + tile.bound) * (1 + ROUNDING)
        settled: NDArray[np.bool_] = most < table.room[tile.run] * tile.scale
        settled |= np.isfinite(largest) & self._same_side(table, tile.run, outputs)
        settled &= ~table.beside_power[tile.run] | (most < tile.ulp / 2)
        return settled

    def _same_side(self, table: Rows, run: slice, outputs: Patterns) -> NDArray[np.bool_]:
        """Whether all outputs have the sign of the exact value, and lie above the power of two below it, or are 0 for good reason."""
        bits = outputs[run]
        sign: NDArray[np.bool_] = ((bits >= FLOAT32.sign_bit) == table.negative[run, None]).all(axis=1)
        smallest: NDArray[np.float32] = (bits & np.uint32(SIGNLESS)).min(axis=1).view(np.float32)
        return sign & (smallest >= table.floor[run]) & ((smallest > 0) | (table.high[run] < NEARLY_NORMAL))

    def _enter(self, start: int, points: int, half: int, one: int, largest: float) -> None:
        """Counts for inputs of the binade of `start`, none of which has the largest error."""
        self.judge.tally.enter(points, half, one, half, one)
        self.judge.tally.profile.note_run(start >> FLOAT32.p - 1, points, half, one, largest)

    def _largest(self, kind: tuple[bool, bool]) -> float:
        """The largest error of this kind so far: among subnormal results or others, next to lines or elsewhere.

        Next to a line, where a polynomial is moved, errors of one kind are told apart to 2^-20 ulp, elsewhere by their bounds.
        """
        return self._best.get(kind, (-1.0,))[0]

    def _record(self, kind: tuple[bool, bool], size: float, bits: int, got: int) -> None:
        if size > self._largest(kind):
            self._best[kind] = size, bits, got
