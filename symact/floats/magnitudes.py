"""How small is a term on an interval, where balls lose sight of it?

A ball around exp(-u) for large u is [0 +- e]: its square root, and its logarithm, have no value any more. Here sizes are bounded as
powers of two, by the term's own structure: |exp(u)| = 2^(u/log 2), |log1p(v)| <= 2 |v| and |expm1(v)| <= 2 |v| for |v| <= 1/2,
v/2 <= log1p(v) for 0 <= v <= 1, |tanh v|, |atan v|, |sin v| <= |v|, |erf v| <= 2 |v|/sqrt(pi), and what products, sums and powers
make of that.
"""

from __future__ import annotations

from functools import lru_cache
from math import inf, isinf, log2
from typing import Any, TypeAlias

from flint import arb, ctx

from symact.check.enclose import Program
from symact.check.term import Term, free
from symact.floats.evaluate import PointBalls
from symact.floats.settled import positive

BITS = 96
ROOM = 2.0**-20  # for the roundings of sizes, which are floats, besides 2^-48 of them
SMALL_AS_ARGUMENT = {"log1p": 1.0, "expm1": 1.0, "tanh": 0.0, "atan": 0.0, "sin": 0.0, "erf": 0.2}  # log2 of the factor
BOUNDED = {"tanh": 0.0, "erf": 0.0, "sin": 0.0, "cos": 0.0, "atan": 1.0, "erfc": 1.0}


Bounds: TypeAlias = tuple[float, float]


def size(term: Term, variable: str, low: float, high: float) -> float:
    """log2 of an upper bound of |term| on [low, high]; infinity if none is found."""
    before = ctx.prec
    ctx.prec = BITS
    try:
        return _Sizes(variable, low, high)(term)[1]
    finally:
        ctx.prec = before


def sign_on(term: Term, variable: str, low: float, high: float) -> int:
    """That of the term on [low, high], where the way it is written shows it; else 0."""
    before = ctx.prec
    ctx.prec = BITS
    try:
        return _Sizes(variable, low, high).sign(term)
    finally:
        ctx.prec = before


class _Sizes:
    """log2 of a lower and an upper bound of |term|."""

    def __init__(self, variable: str, low: float, high: float) -> None:
        self.variable, self.low, self.high = variable, arb(low), arb(high)
        self.x = self.low.union(self.high)

    def __call__(self, term: Term) -> Bounds:
        (low, high), (least, most) = self._by_structure(term), self._by_ball(term)
        low, high = max(low, least), min(high, most)
        return (-inf if low == -inf else low - ROOM - abs(low) * 2.0**-48), (high if isinf(high) else high + ROOM + abs(high) * 2.0**-48)

    def _by_ball(self, term: Term) -> Bounds:
        found = self._ball(term)
        if not found.is_finite():
            return -inf, inf
        least = found.abs_lower()
        return -_log2(1 / least) if least > 0 else -inf, _log2(found.abs_upper())

    def _ball(self, term: Term) -> Any:
        return _program(term, self.variable)(self.x)[0]

    def sign(self, term: Term) -> int:
        """That of the term on the whole interval; 0 where it is not seen."""
        if term.head == "num":
            return int(term.args[0] > 0) - int(term.args[0] < 0)
        if term.head in ("exp", "erfc"):
            return 1
        if term.head in ("tanh", "atan", "erf", "expm1", "log1p", "cbrt"):
            return self.sign(term.args[0])
        signs = [self.sign(part) for part in term.args] if term.head in ("+", "*") else []
        if term.head == "*" and all(signs):
            return -1 if signs.count(-1) % 2 else 1
        if term.head == "+" and abs(sum(signs)) == len(signs):
            return signs[0]
        if term.head == "^" and term.args[1].head == "num" and (sign := self.sign(term.args[0])):
            return sign if term.args[1].args[0].numerator % 2 else 1
        low, high = self._ends(term)
        return 1 if low > 0 else -1 if high < 0 else 0

    def _ends(self, term: Term) -> tuple[Any, Any]:
        """Numbers that the term lies between; balls of wide intervals would reach to the other side of 0."""
        if term.head in ("+", "*") and self.variable in free(term):
            low, high = self._ends(term.args[0])
            for part in term.args[1:]:
                other = self._ends(part)
                if term.head == "+":
                    low, high = low + other[0], high + other[1]
                else:
                    products = [one * two for one in (low, high) for two in other]
                    low, high = _least(products), -_least([-product for product in products])
            return low, high
        if term.head == "exp":
            low, high = self._ends(term.args[0])
            return low.exp(), high.exp()
        if term.head == "sym":
            return self.low, self.high
        found = self._ball(term)
        return found.lower(), found.upper()

    def _by_structure(self, term: Term) -> Bounds:
        if term.head == "exp":
            ends = [end / arb(2).log() for end in self._ends(term.args[0])]
            low, high = -float((-ends[0]).upper()), float(ends[1].upper())
            return (-inf if low != low else low), (inf if high != high else high)
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


def _least(numbers: list[Any]) -> Any:
    """The smallest of some balls, which may be NaN."""
    found = numbers[0]
    for number in numbers[1:]:
        found = found.min(number)
    return found


def _log2(number: Any) -> float:
    """Rounded up; -infinity of 0."""
    return float((number.log() / arb(2).log()).upper()) if number > 0 else -inf
