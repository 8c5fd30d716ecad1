"""The value at a single float in the integer arithmetic of `symact.check`: slow, and right."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from math import inf, nan

from symact.check.arithmetic import Integers
from symact.check.enclose import Program
from symact.check.series import Interval
from symact.check.term import Rejected, Term

PRECISIONS = (192, 384, 768, 1536)
ENOUGH = 60  # bits of the result
BEYOND = 2**1024 - 2**970  # rounded to infinity
LARGEST = 4096  # exponents of exp that are still worked out


class Bounded(Integers):
    """Integers that refuse numbers with millions of digits."""

    def exp(self, v: Interval) -> Interval:
        self._demand(v)
        return super().exp(v)

    def expm1(self, v: Interval) -> Interval:
        self._demand(v)
        return super().expm1(v)

    def _demand(self, v: Interval) -> None:
        if self.bounds(v)[1] > LARGEST:
            raise Rejected("exp of a large number")


@lru_cache(maxsize=256)
def _program(term: Term, variable: str, bits: int) -> Program:
    return Program([term], variable, Bounded(bits))


def exact(term: Term, variable: str, x: float) -> float:
    """The float64 nearest to the value, or next to that; NaN where it is not found."""
    q = Fraction(x)
    for bits in PRECISIONS:
        try:
            run = _program(term, variable, bits)
            low, high = run.numbers.bounds(run(run.numbers.hull(q, q))[0])
        except (Rejected, ZeroDivisionError):
            continue
        if high - low <= min(abs(low), abs(high)) / 2**ENOUGH:
            middle = (low + high) / 2
            return float(middle) if abs(middle) < BEYOND else inf if middle > 0 else -inf
    return nan
