"""How small is a term on an interval, where balls lose sight of it?

A ball around exp(-u) for large u is [0 +- e]: its square root, and its logarithm, have no value any more. Here sizes are bounded as
powers of two, by the term's own structure: |exp(u)| = 2^(u/log 2), |log1p(v)| <= 2 |v| and |expm1(v)| <= 2 |v| for |v| <= 1/2,
v/2 <= log1p(v) for 0 <= v <= 1, |tanh v|, |atan v|, |sin v| <= |v|, |erf v| <= 2 |v|/sqrt(pi), and what products, sums and powers
make of that.
"""

from __future__ import annotations

from functools import lru_cache
from math import inf, log2
from typing import Any, TypeAlias

from flint import arb, ctx

from symact.check.enclose import Program
from symact.check.term import Term
from symact.floats.evaluate import PointBalls
from symact.floats.settled import positive

BITS = 96
ROOM = 2.0**-20  # for the roundings of sizes, which are floats
SMALL_AS_ARGUMENT = {"log1p": 1.0, "expm1": 1.0, "tanh": 0.0, "atan": 0.0, "sin": 0.0, "erf": 0.2}  # log2 of the factor
BOUNDED = {"tanh": 0.0, "erf": 0.0, "sin": 0.0, "cos": 0.0, "atan": 1.0, "erfc": 1.0}


Bounds: TypeAlias = tuple[float, float]


def size(term: Term, variable: str, low: float, high: float) -> float:
    """log2 of an upper bound of |term| on [low, high]; infinity if none is found."""
    before = ctx.prec
    ctx.prec = BITS
    try:
        return _Sizes(variable, arb(low).union(arb(high)))(term)[1]
    finally:
        ctx.prec = before


class _Sizes:
    """log2 of a lower and an upper bound of |term|."""

    def __init__(self, variable: str, x: Any) -> None:
        self.variable, self.x = variable, x

    def __call__(self, term: Term) -> Bounds:
        (low, high), (least, most) = self._by_structure(term), self._by_ball(term)
        return max(low, least) - ROOM, min(high, most) + ROOM

    def _by_ball(self, term: Term) -> Bounds:
        found = self._ball(term)
        if not found.is_finite():
            return -inf, inf
        least = found.abs_lower()
        return -_log2(1 / least) if least > 0 else -inf, _log2(found.abs_upper())

    def _ball(self, term: Term) -> Any:
        return _program(term, self.variable)(self.x)[0]

    def _by_structure(self, term: Term) -> Bounds:
        if term.head == "exp":
            inside = self._ball(term.args[0]) / arb(2).log()
            return (-float((-inside).upper()), float(inside.upper())) if inside.is_finite() else (-inf, inf)
        if term.head == "*":
            bounds = [self(part) for part in term.args]
            return sum(low for low, _ in bounds), sum(high for _, high in bounds)
        if term.head == "+":
            bounds = [self(part) for part in term.args]
            least = max(low for low, _ in bounds) if all(map(positive, term.args)) else -inf
            return least, max(high for _, high in bounds) + log2(len(bounds))
        if term.head == "^" and term.args[1].head == "num":
            p = float(term.args[1].args[0])
            low, high = sorted(p * end for end in self(term.args[0]))
            return (-inf if low != low else low), (inf if high != high else high)
        if term.head in SMALL_AS_ARGUMENT:
            low, high = self(term.args[0])
            if high <= -1:
                return low - 1 if term.head == "log1p" and positive(term.args[0]) else -inf, high + SMALL_AS_ARGUMENT[term.head]
        return -inf, BOUNDED.get(term.head, inf)


@lru_cache(maxsize=4096)
def _program(term: Term, variable: str) -> Program:
    return Program([term], variable, PointBalls())


def _log2(number: Any) -> float:
    """Rounded up; -infinity of 0."""
    return float((number.log() / arb(2).log()).upper()) if number > 0 else -inf
