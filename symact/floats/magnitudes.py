"""How small is a term on an interval, where balls lose sight of it?

A ball around exp(-u) for large u is [0 +- e]: its square root, and its logarithm, have no value any more. Here sizes are bounded as
powers of two, by the term's own structure: |exp(u)| = 2^(u/log 2), |log1p(v)| <= 2 |v| and |expm1(v)| <= 2 |v| for |v| <= 1/2,
|tanh v|, |atan v|, |sin v| <= |v|, |erf v| <= 2 |v|/sqrt(pi), and what products, sums and powers make of that.
"""

from __future__ import annotations

from math import inf, log2
from typing import Any

from flint import arb, ctx

from symact.check.enclose import Program
from symact.check.term import Term
from symact.floats.evaluate import PointBalls

BITS = 96
ROOM = 2.0**-20  # for the roundings of sizes, which are floats
SMALL_AS_ARGUMENT = {"log1p": 1.0, "expm1": 1.0, "tanh": 0.0, "atan": 0.0, "sin": 0.0, "erf": 0.2}  # log2 of the factor
BOUNDED = {"tanh": 0.0, "erf": 0.0, "sin": 0.0, "cos": 0.0, "atan": 1.0, "erfc": 1.0}


def size(term: Term, variable: str, low: float, high: float) -> float:
    """log2 of an upper bound of |term| on [low, high]; infinity if none is found."""
    before = ctx.prec
    ctx.prec = BITS
    try:
        return _Sizes(variable, arb(low).union(arb(high)))(term)
    finally:
        ctx.prec = before


class _Sizes:
    def __init__(self, variable: str, x: Any) -> None:
        self.variable, self.x = variable, x

    def __call__(self, term: Term) -> float:
        return min(self._by_structure(term), self._by_ball(term)) + ROOM

    def _by_ball(self, term: Term) -> float:
        found = self._ball(term)
        return _log2(found.abs_upper()) if found.is_finite() else inf

    def _ball(self, term: Term) -> Any:
        return Program([term], self.variable, PointBalls())(self.x)[0]

    def _by_structure(self, term: Term) -> float:
        if term.head == "exp":
            inside = self._ball(term.args[0])
            return float((inside / arb(2).log()).upper()) if inside.is_finite() else inf
        if term.head == "*":
            return sum(map(self, term.args))
        if term.head == "+":
            return max(map(self, term.args)) + log2(len(term.args))
        if term.head == "^" and term.args[1].head == "num":
            p = float(term.args[1].args[0])
            if p > 0:
                return p * self(term.args[0])
            base = self._ball(term.args[0])
            return p * -_log2(1 / base.abs_lower()) if base.is_finite() and base.abs_lower() > 0 else inf
        if term.head in SMALL_AS_ARGUMENT:
            inside_size = self(term.args[0])
            if inside_size <= -1:
                return inside_size + SMALL_AS_ARGUMENT[term.head]
        return BOUNDED.get(term.head, inf)


def _log2(positive: Any) -> float:
    """Rounded up; -infinity of 0."""
    return float((positive.log() / arb(2).log()).upper()) if positive > 0 else -inf
