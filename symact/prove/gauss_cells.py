"""Enclosures of E f(Z): cells that are just fine enough, for an enclosure that tells the numbers of the statement apart."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from symact.check.extent import Context, extent, interval, numbers
from symact.check.gaussian import analytic_on, cell_integral, cells_integral, density, image, joint_between
from symact.check.growth import Majorant, beyond, majorant
from symact.check.jets import Jets
from symact.check.predicates import Pieces
from symact.check.printer import show
from symact.check.term import MINUS_OO, OO, Rejected, Term, free, mul, num, sym, value

from . import numeric
from .budget import Budget, Stuck
from .nodes import Proof

LEVELS = ((9, 5, 96), (18, 8, 112), (33, 12, 160))  # decimal digits of the enclosure, half the order, bits
FARTHEST = (6, 8, 9, 10, 11, 12, 13, 14, 16, 18, 20, 24, 30, 40, 60, 100)
WIDEST, LEAST = Fraction(1), Fraction(1, 2**70)


def quadrature(pieces: Pieces, hints: list[Term], ctx: Context, budget: Budget) -> Iterator[Proof]:
    """Enclosures by cells, finer where the numbers of the statement are not told apart from the value."""
    if any(free(b) - {pieces.x} for b in pieces.branches):
        raise Stuck("an expectation with parameters has no enclosure by cells, and no closed form was found")
    rationals = sorted({q for h in hints if (q := value(h)) is not None})
    for digits, half, bits in LEVELS:
        near = replace(ctx, bits=bits)
        cuts = partition(pieces, digits, half, near, budget)
        budget.spend(20 * len(cuts))
        spans = [joint_between(extent(c, near), cuts[-1]) for c in pieces.breakpoints]
        low, high = cells_integral(pieces, spans, 2 * half, cuts, near)
        rest = sum((beyond(m, cuts[-1], near) for m in _tails(pieces, cuts[-1], near)), Fraction(0))
        low, high = low - rest, high + rest
        between = [q for q in rationals if low <= q <= high]
        under, over = [q for q in rationals if q < low], [q for q in rationals if q > high]
        ends = [(under[-1], over[0])] if under and over else []
        unit = Fraction(10) ** math.floor(math.log10(high - low) + 1) if high > low else Fraction(1, 10**digits)
        unit = max(unit, Fraction(1, 10 ** (digits - 2)))
        ends.append((math.floor(low / unit) * unit, math.ceil(high / unit) * unit))
        gaps = [abs(numeric.closed(h) - float(low)) for h in hints if value(h) is None]
        if between or any(g < 1e-9 for g in gaps):
            if digits < LEVELS[-1][0] and between:
                continue
            ends = ends[-1:]
        for lower, upper in ends:
            yield {"rule": "expectation between", "breakpoints": [show(p) for p in pieces.breakpoints], "half_order": half, "bits": bits,
                   "cuts": [str(q) for q in cuts], "lower": str(lower), "upper": str(upper)}


def _tails(pieces: Pieces, far: Fraction, ctx: Context) -> list[Majorant]:
    sides = ((interval(MINUS_OO, num(-far)), pieces.branches[0]), (interval(num(far), OO), pieces.branches[-1]))
    return [majorant(branch, pieces.x, ctx.bind(pieces.x, outer)) for outer, branch in sides]


def partition(pieces: Pieces, digits: int, half: int, ctx: Context, budget: Budget) -> list[Fraction]:
    """Ends of cells for an enclosure of so many digits."""
    tolerance = Fraction(1, 10**digits)
    joints = [extent(c, ctx) for c in pieces.breakpoints]
    far = _far(pieces, tolerance / 4, ctx)
    arithmetic, x = numbers(ctx.arithmetic, ctx.bits), pieces.x
    cuts: set[Fraction] = {-far, far}
    spans = [joint_between(e, far) for e in joints]
    for i, branch in enumerate(pieces.branches):
        start, stop = spans[i - 1][1] if i else -far, spans[i][0] if i < len(spans) else far
        g = mul(branch, density(sym(x)))
        jets = Jets(g, x, 2 * half, arithmetic)
        everywhere = analytic_on(g, x, start, stop, ctx)
        if not everywhere:  # a function that is unbounded at an end of its piece is so on every cell there
            for a, b in ((start, start + LEAST), (stop - LEAST, stop)):
                image(g, x, interval(num(a), num(b)), ctx)
        grid = [start, *(q for k in range(math.floor(start / WIDEST), math.ceil(stop / WIDEST) + 1)
                         if start < (q := k * WIDEST) < stop), stop]
        waiting = list(zip(grid, grid[1:], strict=False))[::-1]
        while waiting:
            p, q = waiting.pop()
            budget.spend(half)
            share = (q - p) / (8 * far) if everywhere else Fraction(1, 128)
            if q - p > LEAST and _error(jets, p, q, everywhere, ctx) > tolerance * share:
                m = (p + q) / 2
                m = Fraction(round(m * 2**80), 2**80)
                waiting += [(m, q), (p, m)]
            else:
                cuts |= {p, q}
    return sorted(cuts)


def _far(pieces: Pieces, tolerance: Fraction, ctx: Context) -> Fraction:
    """T such that what lies beyond [-T, T] is small."""
    reason: Rejected | None = None
    most = max([0.0, *(abs(numeric.about(c, ctx)) for c in pieces.breakpoints)])
    for k in FARTHEST:
        far = Fraction(k)
        if k <= most:
            continue
        try:
            if sum((beyond(m, far, ctx) for m in _tails(pieces, far, ctx)), Fraction(0)) <= tolerance:
                return far
        except Rejected as problem:
            reason = problem
    raise reason or Stuck("the tail of the expectation is not small anywhere")


def _error(jets: Jets, p: Fraction, q: Fraction, everywhere: bool, ctx: Context) -> Fraction:
    """The width of what a cell contributes to the enclosure."""
    try:
        if everywhere:
            n, h = jets.order, (q - p) / 2
            low, high = jets.numbers.bounds(jets(jets.numbers.hull(p, q), h)[n])
            return 2 * h / (n + 1) * (high - low)
        low, high = cell_integral(jets, p, q, False, ctx)
        return high - low
    except Rejected:
        return Fraction(10**9)
