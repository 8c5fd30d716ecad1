"""What is an answer, before it is proved? A statement that may be true, and what it says in a form for programs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from symact.analysis.numbers import decimals, mp
from symact.analysis.profile import Number, Point

Interval = dict[str, Any]


@dataclass(frozen=True)
class Answer:
    """A statement, and its content: a value (true, a number as exact text, an interval, a list, ...), the exact text where
    there is one, and the enclosure of a number by two decimals."""

    statement: str
    value: Any = None
    exact: str | None = None
    enclosure: tuple[str, str] | None = None


def both(statements: Iterable[str]) -> str:
    """All of them in one statement."""
    rows = list(dict.fromkeys(statements))
    if len(rows) == 1:
        return rows[0]
    return " and ".join(f"({row})" if row.startswith(("forall", "exists")) else row for row in rows)


def interval(lower: str, upper: str, closed: str = "") -> Interval:
    """An interval for programs; `closed` names the sides that belong to it."""
    return {"lower": lower, "upper": upper, "lower_open": "lower" not in closed, "upper_open": "upper" not in closed}


def text(i: Interval) -> str:
    """The interval as a statement has it."""
    return f"{'(' if i['lower_open'] else '['}{i['lower']}, {i['upper']}{')' if i['upper_open'] else ']'}"


def number(name: str, v: Point, digits: Sequence[int] = (8, 5)) -> list[Answer]:
    """Candidates for `name = v`: the exact term, where one was recognised, then enclosures."""
    found = []
    if v.text is not None:
        found.append(Answer(f"{name} = {v.text}", v.text, v.text, None if mp.isinf(v.number) else decimals(v.number)))
    if not mp.isinf(v.number):
        for d in digits:
            low, high = decimals(v.number, d)
            if low == high:  # an exact decimal that may be out of reach: a unit of the last place on both sides
                unit = mp.mpf(10) ** -d
                low, high = decimals(v.number - unit, d)[0], decimals(v.number + unit, d)[0]
            if low != high:
                found.append(Answer(f"{name} in [{low}, {high}]", None, None, (low, high)))
    return found


def finite(points: Sequence[Point]) -> str:
    """A set of exact points."""
    return "{" + ", ".join(str(p.text) for p in points) + "}"


def below(p: Number | Point, digits: int = 6) -> str:
    """The point, or a decimal just below it."""
    return _end(p, 0, digits)


def above(p: Number | Point, digits: int = 6) -> str:
    return _end(p, 1, digits)


def _end(p: Point, side: int, digits: int) -> str:
    return p.text if p.text is not None else decimals(p.number, digits)[side]
