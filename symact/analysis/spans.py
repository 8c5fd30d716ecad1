"""Finite unions of intervals and points, as the questionnaire proposes them: ranges, zeros, points of extrema."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from symact.analysis.answer import Interval, interval, text
from symact.analysis.profile import Point


@dataclass(frozen=True)
class Span:
    """An interval between two numbers with the ends that belong to it; a point is [c, c]."""

    low: Point
    high: Point
    lower: bool
    upper: bool

    @property
    def exact(self) -> bool:
        return self.low.text is not None and self.high.text is not None

    @property
    def point(self) -> bool:
        return bool(self.low.number == self.high.number)

    @property
    def interval(self) -> Interval:
        closed = " ".join(name for name, has in (("lower", self.lower), ("upper", self.upper)) if has)
        return interval(str(self.low.text), str(self.high.text), closed)


def merged(spans: Iterable[Span]) -> list[Span]:
    """Increasing; what overlaps, or meets in an end that belongs to one of them, is put together."""
    found: list[Span] = []
    for s in sorted(spans, key=lambda s: (s.low.number, not s.lower)):
        last = found[-1] if found else None
        if last is None or s.low.number > last.high.number or (s.low.number == last.high.number and not (last.upper or s.lower)):
            found.append(s)
        elif s.high.number > last.high.number:
            found[-1] = replace(last, high=s.high, upper=s.upper)
        elif s.high.number == last.high.number:
            found[-1] = replace(last, upper=last.upper or s.upper)
    return found


def union(spans: Iterable[Span]) -> str:
    """The set as a statement has it."""
    parts: list[str] = []
    points: list[str] = []
    for s in (*spans, None):
        if s is not None and s.point:
            points.append(str(s.low.text))
            continue
        if points:
            parts.append("{" + ", ".join(points) + "}")
            points = []
        if s is not None:
            parts.append(text(s.interval))
    return " union ".join(parts) or "{}"


def listed(spans: Iterable[Span]) -> list[Any]:
    """The set for programs: texts of points, and intervals."""
    return [str(s.low.text) if s.point else s.interval for s in spans]
