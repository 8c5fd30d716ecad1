"""Where does the exact function rise and where does it fall? That is proved, or left open.

The line is cut at the breakpoints, and then into cells. The sign of the next derivative on a cell is that of Arb's ball over it;
at a breakpoint the limits on both sides and the value are compared. Cells whose sign stays open are passed over.
"""

from __future__ import annotations

import json
import random
from collections import deque
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache
from itertools import pairwise
from math import frexp, ldexp

import numpy as np
from flint import arb, arb_series, ctx
from numpy.typing import NDArray

from symact.check.enclose import Program
from symact.check.printer import show
from symact.check.term import Rejected, Term
from symact.floats.evaluate import Unresolved
from symact.floats.formats import FLOAT32, down, up
from symact.floats.germs import germ
from symact.floats.oracle import Disagreement, Oracle, Value, is_rational
from symact.floats.powerseries import PowerSeries
from symact.floats.settled import quotient, settled
from symact.floats.store import key, remembered

RISES, FALLS, STAYS, OPEN = 1, -1, 2, 0
CELLS, FEWER = 64, 4  # balls for one binade, before the rest of it is left open; a quarter for the next one if none has a sign
MOST = 400  # balls for one piece
TINY, NARROW = 2.0**FLOAT32.emin, 2.0**-FLOAT32.p
OUTWARD = [ldexp(1.0, k) for k in (*range(9), *range(16, 128, 8))] + [float(FLOAT32.largest)]
INWARD = [ldexp(1.0, -k) for k in range(9)] + [0.0]
CHAINS = [  # where cells begin
    [(low, high) for high, low in pairwise(INWARD)], [(-high, -low) for high, low in pairwise(INWARD)],
    list(pairwise(OUTWARD)), [(-high, -low) for low, high in pairwise(OUTWARD)]]
PRECISION = 96
PAIRS = 8  # of points at which stored directions are looked at again

Signs = NDArray[np.int8]
Cell = tuple[float, float, int]  # from a float to a float, and the sign between them


@dataclass(frozen=True)
class Directions:
    """What the function does on cells between edges, and at each edge.

    edges    floats in increasing order, the first and the last beyond all finite inputs
    cells    RISES, FALLS, STAYS or OPEN, between an edge and the next
    before   the step from the limit on the left to the value, at each edge; after: from there to the limit on the right
    """

    edges: NDArray[np.float64]
    cells: Signs
    before: Signs
    after: Signs

    @cached_property
    def _bars(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """For rising and for falling: how many of before[0], after[0], cells[0], before[1], … up to each are against it."""
        items = np.stack([self.before, self.after, np.append(self.cells, OPEN)], axis=1).ravel()
        rising, falling = (np.concatenate([[0], np.cumsum((items != way) & (items != STAYS))]) for way in (RISES, FALLS))
        return rising, falling

    def over(self, low: NDArray[np.float64], high: NDArray[np.float64]) -> Signs:
        """1 where the function is proved to rise (weakly) on [low, high], -1 where it falls, 0 where neither is known."""
        i = np.searchsorted(self.edges, low, side="right") - 1
        j = np.searchsorted(self.edges, high, side="right") - 1
        first = 3 * i + np.where(self.edges[i] == low, 1, 2)
        last = 3 * j + np.where(self.edges[j] == high, 0, 2)
        rising, falling = (bars[last + 1] == bars[first] for bars in self._bars)
        return np.where(low >= high, 0, np.where(rising, 1, np.where(falling, -1, 0))).astype(np.int8)


def directions(oracle: Oracle) -> Directions:
    """Where the function of this oracle rises and falls, for the inputs of formats up to float32."""
    if oracle.cuts is None:
        raise Unresolved("The breakpoints of the function are not known.")
    if oracle.target.width > FLOAT32.width:
        raise Unresolved(f"{oracle.target.name} has too many floats.")
    return _directions(oracle.term, oracle.variable, oracle.order)


@lru_cache(maxsize=64)
def _directions(term: Term, variable: str, order: int) -> Directions:
    oracle = Oracle(term, variable, order, FLOAT32)

    def written(found: Directions) -> bytes:
        rows = [edge.hex() for edge in found.edges.tolist()], *(signs.tolist() for signs in (found.cells, found.before, found.after))
        return json.dumps(rows).encode()

    def rechecked(content: bytes) -> Directions:
        edges, *signs = json.loads(content)
        stored = Directions(np.array([float.fromhex(edge) for edge in edges]), *(np.array(s, np.int8) for s in signs))
        recheck(stored, oracle)
        return stored

    return remembered("directions", key("directions", show(term), variable, order), lambda: _Search(oracle).found(), written, rechecked)


def recheck(known: Directions, oracle: Oracle, pairs: int = PAIRS, seed: int | None = None) -> None:
    """`Disagreement` if two random points of a cell are in another order than stored directions say: they are not taken on trust."""
    source = random.Random(seed)
    cells = np.flatnonzero(known.cells != OPEN).tolist()
    for i in source.choices(cells, k=pairs) if cells else ():
        low, high = (Fraction(known.edges[k]) for k in (i, i + 1))
        points = sorted(low + (high - low) * Fraction(source.randrange(1, 2**20), 2**20) for _ in range(2))
        one, other = (oracle.at(point) for point in points)
        if not isinstance(one, Value) or not isinstance(other, Value):
            continue
        rises, falls = one.lower <= other.upper, one.upper >= other.lower
        if not {RISES: rises, FALLS: falls, STAYS: rises and falls}[int(known.cells[i])]:
            raise Disagreement(f"Between {float(points[0])!r} and {float(points[1])!r} the function does not go where it should.")


class _Search:
    def __init__(self, oracle: Oracle) -> None:
        self.oracle, self.target = oracle, oracle.target
        self.cuts = [cut for cut in oracle.cuts or () if abs(cut) < oracle.target.largest]
        self._programs: dict[Term, Program] = {}

    def found(self) -> Directions:
        end = float(self.target.largest)
        limits = [-self.target.largest, *self.cuts, self.target.largest]
        cells: list[Cell] = []
        steps: dict[float, tuple[int, int]] = {}
        for left, right in pairwise(limits):
            piece = self.oracle.piece((left + right) / 2)
            cells += self._cells(piece, up(left), down(right))
            if right in self.cuts:
                below, above = down(right), up(right)
                if below == above:
                    steps[below] = self._steps(right)
                else:  # between two floats: what happens there is one cell
                    cells.append((below, above, self._around(right, piece, below, above)))
        if any(one[1] != other[0] for one, other in pairwise(cells)) or (cells[0][0], cells[-1][1]) != (-end, end):
            raise AssertionError("The cells leave a gap.")
        merged = _merged(cells, steps)
        edges = [*(low for low, _, _ in merged), end]
        at = [steps.get(edge, (STAYS, STAYS)) for edge in edges]
        return Directions(np.array(edges), *(np.array(signs, np.int8) for signs in (
            [sign for _, _, sign in merged], [before for before, _ in at], [after for _, after in at])))

    def _cells(self, piece: Term, start: float, stop: float) -> list[Cell]:
        """The cells between two breakpoints, from 1 and -1 on inward and outward: far out the signs get lost."""
        found: list[Cell] = []
        left = MOST
        for chain in CHAINS:
            allowed = CELLS
            for low, high in chain:
                low, high = max(low, start), min(high, stop)
                if low < high:
                    cells, spent = self._halved(piece, low, high, min(allowed, left))
                    found += cells
                    left -= spent
                    allowed = CELLS if any(sign != OPEN for _, _, sign in cells) else max(allowed // FEWER, 1)
        return sorted(found)

    def _halved(self, piece: Term, low: float, high: float, most: int) -> tuple[list[Cell], int]:
        """Cells, halved while their sign is open, the largest first; and how many balls that took."""
        waiting, found, spent = deque([(low, high)]), [], 0
        while waiting and spent < most:
            left, right = waiting.popleft()
            sign, spent = self._sign(piece, left, right), spent + 1
            middle = _middle(left, right)
            if sign != OPEN or not left < middle < right:
                found.append((left, right, sign))
            else:
                waiting += [(left, middle), (middle, right)]
        return [*found, *((left, right, OPEN) for left, right in waiting)], spent

    def _sign(self, piece: Term, low: float, high: float) -> int:
        """The sign over [low, high] of the derivative that tells where the function rises."""
        variable, order = self.oracle.variable, self.oracle.order + 1
        try:
            if is_rational(piece):
                return self._over(quotient(piece, variable, order), low, high, 0)
            return self._over(settled(piece, variable, low + (high - low) / 2), low, high, order)
        except (Unresolved, Rejected, ValueError, ZeroDivisionError, OverflowError):  # ValueError: python-flint divides by 0
            return OPEN

    def _over(self, term: Term, low: float, high: float, order: int) -> int:
        """The sign of a coefficient of the power series over a ball."""
        before = ctx.prec, ctx.cap
        ctx.prec, ctx.cap = PRECISION, order + 1
        try:
            if term not in self._programs:
                self._programs[term] = Program([term], self.oracle.variable, PowerSeries())
            series = self._programs[term](arb_series([arb(low).union(arb(high)), 1]))[0]
            balls = [series[i] for i in range(order + 1)]
        finally:
            ctx.prec, ctx.cap = before
        if series.prec <= order or not all(b.is_finite() for b in balls):
            return OPEN
        slope = balls[-1]
        return STAYS if slope == 0 else RISES if slope >= 0 else FALLS if slope <= 0 else OPEN

    def _steps(self, cut: Fraction) -> tuple[int, int]:
        """At a breakpoint: from the limit on the left to the value, and on to the limit on the right."""
        try:
            before, after = self.oracle.steps(cut)
        except (Unresolved, Rejected, ZeroDivisionError):
            return OPEN, OPEN
        return before or STAYS, after or STAYS

    def _around(self, cut: Fraction, piece: Term, below: float, above: float) -> int:
        """From the float below a breakpoint to the float above it. The breakpoint may be known to lie between these only."""
        beyond = min(other for other in (*self.cuts, self.target.largest) if other > cut)
        following = self.oracle.piece((cut + beyond) / 2)
        sides = tuple(germ(self.oracle.term, self.oracle.variable, cut, side) for side in (-1, 1))
        if sides != (piece, following):
            return OPEN
        signs = {self._sign(piece, below, above), *self._steps(cut), self._sign(following, below, above)}
        if beyond < Fraction(above) or OPEN in signs or {RISES, FALLS} <= signs:
            return OPEN
        return next((way for way in (RISES, FALLS) if way in signs), STAYS)


def _middle(low: float, high: float) -> float:
    """Between binades a power of two; inside one the middle, unless there are only a few floats left; nothing among subnormals."""
    near, far = sorted((abs(low), abs(high)))
    sign = -1.0 if low < 0 else 1.0
    if near < TINY:
        return sign * far * 2.0**-16 if far > TINY else high
    if far > 2 * near:
        first, last = frexp(near)[1], frexp(far)[1]
        return sign * ldexp(1.0, max((first + last) // 2 - 1, first))
    return (low + high) / 2 if far - near > far * NARROW else high


def _merged(cells: list[Cell], steps: dict[float, tuple[int, int]]) -> list[Cell]:
    """Neighbouring cells of one sign as one, where there is no breakpoint between them."""
    found: list[Cell] = []
    for low, high, sign in cells:
        if found and found[-1][2] == sign and low not in steps:
            low = found.pop()[0]
        found.append((low, high, sign))
    return found
