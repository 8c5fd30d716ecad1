"""In which binades of the input is an implementation how wrong?

A class of inputs is a sign with an exponent field: the zeros and subnormal numbers of one sign, one binade each of normal
numbers, an infinity. `Profile` counts while outputs are judged; the frozen `Binade` is what is reported.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from symact.floats.formats import Format

TABLES = ("points", "above_half", "above_one", "errors")  # the counts of a profile


@dataclass(frozen=True)
class Binade:
    """What came out for the inputs of one sign in [2^exponent, 2^(exponent + 1)).

    exponent   one below that of the smallest normal number for zeros and subnormal inputs, emax + 1 for an infinity
    points     results with an ULP error; above_half and above_one are how many errors exceed 1/2 and 1 ulp
    largest    the largest ULP error or a little more, 0 if there is none; class errors are not in it
    errors     class errors
    """

    negative: bool
    exponent: int
    points: int
    above_half: int
    above_one: int
    largest: float
    errors: int


class Profile:
    """Counts and largest errors for each class of inputs, whose key is the pattern without its fraction."""

    def __init__(self, target: Format) -> None:
        self.target = target
        size = 1 << (target.width - target.p + 1)
        self.points, self.above_half, self.above_one, self.errors = (np.zeros(size, np.int64) for _ in range(4))
        self.largest = np.zeros(size)

    def keys(self, patterns: NDArray[Any]) -> NDArray[np.int64]:
        """The class of each input."""
        return (patterns >> (self.target.p - 1)).astype(np.int64)

    def note(self, key: int, over: int, ulp: int) -> None:
        """One result, with the ULP error over/ulp."""
        self.points[key] += 1
        self.above_half[key] += 2 * over > ulp
        self.above_one[key] += over > ulp
        self.largest[key] = max(self.largest[key], upward(over, ulp))

    def note_run(self, key: int, points: int, above_half: int, above_one: int, largest: float) -> None:
        """Results of one class."""
        self.points[key] += points
        self.above_half[key] += above_half
        self.above_one[key] += above_one
        self.largest[key] = max(self.largest[key], largest)

    def note_many(self, keys: NDArray[np.int64], largest: NDArray[np.float64], points: ArrayLike, above_half: ArrayLike,
                  above_one: ArrayLike) -> None:
        """Results by their class, or rows of results of one class: for each row the largest ULP error and the counts."""
        if not len(keys):
            return
        starts = np.concatenate([[0], np.flatnonzero(keys[1:] != keys[:-1]) + 1])  # inputs in order have few runs of one class
        for mine, counts in ((self.points, points), (self.above_half, above_half), (self.above_one, above_one)):
            each = np.broadcast_to(np.asarray(counts, np.int64), keys.shape)
            np.add.at(mine, keys[starts], np.add.reduceat(each, starts))
        np.maximum.at(self.largest, keys[starts], np.maximum.reduceat(largest, starts))

    def note_errors(self, keys: NDArray[np.int64], counts: ArrayLike = 1) -> None:
        """Class errors."""
        weights = np.broadcast_to(np.asarray(counts, np.float64), keys.shape)
        self.errors += np.bincount(keys, weights, len(self.errors)).astype(np.int64)

    def add(self, other: Profile) -> None:
        """What another profile counted."""
        for name in TABLES:
            getattr(self, name)[:] += getattr(other, name)
        np.maximum(self.largest, other.largest, out=self.largest)

    def to_json(self) -> list[list[Any]]:
        """The rows that are not empty: key, counts, largest."""
        tables = [getattr(self, name) for name in TABLES]
        used = np.flatnonzero(np.any(tables, axis=0) | (self.largest > 0))
        return [[int(key), *(int(table[key]) for table in tables), float(self.largest[key]).hex()] for key in used]

    @classmethod
    def from_json(cls, target: Format, rows: list[list[Any]]) -> Profile:
        found = cls(target)
        for key, *counts, largest in rows:
            for name, count in zip(TABLES, counts, strict=True):
                getattr(found, name)[key] = count
            found.largest[key] = float.fromhex(largest)
        return found

    def finished(self) -> tuple[Binade, ...]:
        """The classes with results, from negative inputs to positive ones."""
        half, below = len(self.points) // 2, self.target.emin - 1
        used = np.flatnonzero((self.points > 0) | (self.errors > 0))
        order = np.concatenate([used[used >= half][::-1], used[used < half]])
        columns = (table[order].tolist() for table in (self.points, self.above_half, self.above_one, self.largest, self.errors))
        return tuple(Binade(key >= half, key % half + below, *row) for key, *row in zip(order.tolist(), *columns, strict=True))


def upward(over: int, ulp: int) -> float:
    """The quotient as a float that is not below it."""
    try:
        return over / ulp * (1 + 2.0**-52)
    except OverflowError:
        return float("inf")
