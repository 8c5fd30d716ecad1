"""On which intervals does a function rise or fall, bend up or down, or keep one sign? Found by comparing samples."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from symact.analysis.answer import Interval, above, below, interval
from symact.analysis.numbers import Undefined, mp, near, number
from symact.analysis.profile import Number, Point, Profile, sample


@dataclass(frozen=True)
class Segment:
    """An open interval on which the samples have one direction: 1, -1, or 0 for none; strictly, if no part is without."""

    low: Point
    high: Point
    direction: int
    strict: bool

    @property
    def interval(self) -> Interval:
        """The interval; where an end is not known exactly, a decimal inside."""
        return interval(above(self.low), below(self.high))


def segments(profile: Profile, order: int) -> list[Segment]:
    """Maximal intervals of one sign of f (order 0), one direction (order 1), or one curvature (order 2)."""
    if ("segments", order) in profile.memo:
        return list(profile.memo["segments", order])
    low, high, _ = profile.place
    cuts = [low, *profile.distinct([*profile.breakpoints, *profile.zeros(order)]), high]
    found: list[Segment] = []
    for low, high in pairwise(cuts):
        flat = any(profile.constant(i, order) for i, (a, b) in enumerate(profile.intervals)
                   if a <= low.number and high.number <= b)
        here = Segment(low, high, _direction(profile, low.number, high.number, order) or 0, not flat)
        if found and order:
            joined = _direction(profile, found[-1].low.number, high.number, order)
            if joined is not None and joined in (found[-1].direction or joined, here.direction or joined):
                here = Segment(found[-1].low, high, joined, found[-1].strict and here.strict)
                found.pop()
        found.append(here)
    profile.memo["segments", order] = tuple(found)
    return found


def _direction(profile: Profile, low: Number, high: Number, order: int) -> int | None:
    """The sign that all samples (differences, second differences) have; None where both occur."""
    rows = []
    for x in sample(low, high):
        try:
            rows.append((x, profile.value(x)))
        except (Undefined, OverflowError):
            continue
    values = [v for _, v in rows]
    if order:
        values = [(v - u) / (b - a) for (a, u), (b, v) in pairwise(rows)]
    if order == 2:
        values = [t - s for s, t in pairwise(values)]
    tiny = mp.mpf(10) ** -100
    signs = {1 if v > 0 else -1 for v in values if abs(v) > tiny} | (_steps(profile, low, high) if order else set())
    return None if len(signs) == 2 else signs.pop() if signs else 0


def _steps(profile: Profile, low: Number, high: Number) -> set[int]:
    """The directions of the jumps at the breakpoints inside an interval, from the left limit to the value and on to the right limit."""
    found = set()
    for j, c in enumerate(profile.breakpoints):
        ends = [profile.limit(j, 0, "right"), profile.limit(j + 1, 0, "left")]
        if low < c.number < high and None not in ends:
            left, right = (profile.evaluated(e) for e in ends if e is not None)
            here = number(profile.body, {"x": c.number})
            found |= {1 if b > a else -1 for a, b in ((left, here), (here, right)) if not near(a, b)}
    return found
