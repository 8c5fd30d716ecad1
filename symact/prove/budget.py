"""The search budget: work units that mean the same on every machine, and a deadline in seconds as a backstop."""

from __future__ import annotations

import time
from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from symact.check.extent import Context
from symact.proof.guard import SECONDS, UNITS

Samples = list[tuple[dict[str, Fraction], float]]  # points of a context, and the values of a term there


class OutOfBudget(Exception):
    """The work units are spent: the statement stays undecided."""


class OutOfTime(Exception):
    """The backstop in seconds was reached before the work units were spent."""


class Stuck(Exception):
    """A strategy does not apply or does not succeed; the sentence, or a function that makes it, says why."""

    def __str__(self) -> str:
        return "".join(part() if callable(part) else str(part) for part in self.args)


@dataclass
class Budget:
    """Work units left (one unit: about one normal form, or ten evaluations of a term), and the backstop."""

    units: int = UNITS
    seconds: float = SECONDS
    tried: list[str] = field(default_factory=list)
    failed: set[Hashable] = field(default_factory=set)
    found: dict[Hashable, dict[str, Any]] = field(default_factory=dict)  # goal -> proof of its sign
    samples: dict[Hashable, Samples] = field(default_factory=dict)
    values: dict[Hashable, Any] = field(default_factory=dict)
    start: Context = field(default_factory=Context)  # without variables; what is worked out on those derived from it is kept
    in_bounds: bool = False  # whether it is inside the bounds for exponentials
    in_parts: bool = False  # whether the search is inside the bounds for the parts of a sum
    started: float = field(default_factory=time.monotonic)

    def anew(self, units: int, seconds: float) -> Budget:
        """A budget for another statement about the same functions: what was found out stays known."""
        return Budget(units, seconds, [], self.failed, self.found, self.samples, self.values, self.start)

    def spend(self, units: int = 1) -> None:
        self.units -= units
        if self.units < 0:
            raise OutOfBudget("the work units of the search are spent")
        if time.monotonic() - self.started > self.seconds:
            raise OutOfTime(f"the search took more than {self.seconds:g} seconds")

    @contextmanager
    def portion(self, units: int) -> Iterator[None]:
        """Let a part of the search spend at most so many units; it is `Stuck` when they are spent and others are left."""
        outer = self.units
        self.units = min(units, outer)
        given = self.units
        try:
            yield
        except OutOfBudget as reason:
            if given == outer:
                raise
            raise Stuck(str(reason)) from None
        finally:
            self.units = outer - (given - max(self.units, 0))

    def note(self, what: str) -> None:
        """Remember a strategy that was tried, for the reason of an undecided verdict."""
        if what not in self.tried:
            self.tried.append(what)
