"""Where does the exact function rise and where does it fall, and where do floats go the other way?

A correctly rounded function is monotone where the exact one is, so two neighbouring inputs whose results are in the wrong strict
order are a finding, though no class error. `directions` proves where a function is monotone: the sign of the next derivative is
that of Arb's ball over a cell, and at a breakpoint both one-sided limits and the value are compared. Cells whose sign stays open
are passed over. Nothing is guessed, so that a finding is none of the method's.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache
from itertools import pairwise
from math import frexp, inf, ldexp, nextafter

import numpy as np
from flint import arb, arb_series, ctx
from numpy.typing import NDArray

from symact.check.enclose import Program
from symact.check.term import Rejected, Term
from symact.floats.arrays import Patterns, numbers
from symact.floats.evaluate import Unresolved
from symact.floats.formats import FLOAT32, Format
from symact.floats.oracle import Oracle, is_rational
from symact.floats.powerseries import PowerSeries
from symact.floats.settled import quotient, settled

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


@dataclass(frozen=True)
class Drops:
    """Neighbouring inputs with results in the wrong order: how many of how many, the first and the last, and the largest step.

    Patterns: `inputs` are the two of the largest step, `outputs` their results; `size` is it in ulps of the larger result.
    """

    count: int = 0
    judged: int = 0
    first: int = 0
    last: int = 0
    inputs: tuple[int, int] = (0, 0)
    outputs: tuple[int, int] = (0, 0)
    size: float = 0.0


def drops(target: Format, patterns: Patterns, got: Patterns, ways: Signs) -> Drops:
    """Inputs in increasing order, their outputs, and for each pair of neighbours what the exact function does there."""
    sizes = (got & (target.sign_bit - 1)).astype(np.int64)
    places = np.where(got >= target.sign_bit, -sizes, sizes)
    known = sizes <= target.infinity
    judged = (ways != 0) & known[1:] & known[:-1]
    against = np.flatnonzero(judged & ((places[1:] - places[:-1]) * ways < 0))
    if not against.size:
        return Drops(0, int(np.count_nonzero(judged)))
    y = np.clip(numbers(target, got), -float(target.overflow), float(target.overflow))
    one, other = y[against], y[against + 1]
    _, exponents = np.frexp(np.maximum(np.abs(one), np.abs(other)))
    steps = np.abs(one - other) / np.ldexp(1.0, np.maximum(exponents - 1, target.emin) - target.p + 1)
    k = int(np.argmax(steps))
    at = int(against[k])
    return Drops(len(against), int(np.count_nonzero(judged)), int(patterns[against[0]]), int(patterns[against[-1]]),
                 (int(patterns[at]), int(patterns[at + 1])), (int(got[at]), int(got[at + 1])), float(steps[k]))


def joined(one: Drops, other: Drops, target: Format) -> Drops:
    """Both together."""
    if not one.count or not other.count:
        more, less = (one, other) if one.count else (other, one)
        return Drops(more.count, more.judged + less.judged, more.first, more.last, more.inputs, more.outputs, more.size)
    worst = max(one, other, key=lambda d: (d.size, -target.place(d.inputs[0])))
    return Drops(one.count + other.count, one.judged + other.judged, min(one.first, other.first, key=target.place),
                 max(one.last, other.last, key=target.place), worst.inputs, worst.outputs, worst.size)


def neighbours(target: Format, directions: Directions, patterns: Patterns, got: Patterns) -> Drops:
    """The drops among finite inputs, given in any order; each is compared with the next larger one of them."""
    sizes = (patterns & (target.sign_bit - 1)).astype(np.int64)
    order = np.argsort(np.where(patterns >= target.sign_bit, -1 - sizes, sizes), kind="stable")
    patterns, got = patterns[order], got[order]
    x = numbers(target, patterns)
    return drops(target, patterns, got, directions.over(x[:-1], x[1:]))


def in_run(target: Format, directions: Directions, patterns: Patterns, got: Patterns) -> Drops:
    """The drops among consecutive inputs of one sign, stretch by stretch between the edges, with few operations for each input."""
    if patterns[0] >= target.sign_bit:
        patterns, got = patterns[::-1], got[::-1]
    ends = numbers(target, np.ascontiguousarray(patterns[[0, -1]]))
    inside = directions.edges[(directions.edges > ends[0]) & (directions.edges < ends[1])]
    at = np.searchsorted(numbers(target, np.ascontiguousarray(patterns)), inside) if inside.size else []
    found, last = Drops(), len(patterns) - 1
    borders = sorted({0, last, *(int(i) for i in at), *(int(i) - 1 for i in at)})
    for first, final in pairwise(borders):
        x = numbers(target, np.ascontiguousarray(patterns[[first, final]]))
        way = int(directions.over(x[:1], x[1:])[0])
        if way:
            stretch = slice(first, final + 1)
            found = joined(found, _stretch(target, patterns[stretch], got[stretch], way), target)
    return found


def _stretch(target: Format, patterns: Patterns, got: Patterns, way: int) -> Drops:
    """The drops where the exact function goes one way."""
    negative = bool(got[0] >= target.sign_bit)
    if negative == bool(got[-1] >= target.sign_bit):
        larger, smaller = (got[1:], got[:-1]) if (way > 0) != negative else (got[:-1], got[1:])
        least, most = (target.sign_bit, target.sign_bit | target.infinity) if negative else (0, target.infinity)
        if (larger >= smaller).all() and least <= min(got[0], got[-1]) and max(got[0], got[-1]) <= most:
            return Drops(0, len(got) - 1)
    return drops(target, patterns, got, np.full(len(got) - 1, way, np.int8))


# ------------------------------------------------------------------ proofs of signs

def directions(oracle: Oracle) -> Directions:
    """Where the function of this oracle rises and falls, for the inputs of formats up to float32."""
    if oracle.cuts is None:
        raise Unresolved("The breakpoints of the function are not known.")
    if oracle.target.width > FLOAT32.width:
        raise Unresolved(f"{oracle.target.name} has too many floats.")
    return _directions(oracle.term, oracle.variable, oracle.order)


@lru_cache(maxsize=64)
def _directions(term: Term, variable: str, order: int) -> Directions:
    return _Search(Oracle(term, variable, order, FLOAT32)).found()


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
        """From the float below a breakpoint to the float above it."""
        beyond = min(other for other in (*self.cuts, self.target.largest) if other > cut)
        following = self.oracle.piece((cut + beyond) / 2)
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


def down(q: Fraction) -> float:
    """The largest float64 that is not above q."""
    near = float(q)
    return near if Fraction(near) <= q else nextafter(near, -inf)


def up(q: Fraction) -> float:
    return -down(-q)
