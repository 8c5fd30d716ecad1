"""At which floats, or between which neighbouring ones, may a smooth function change its sign?

Zeros without a closed form, such as that of gelu(x) - 10, are not needed exactly: floats cannot tell two numbers between the
same neighbours apart. Balls show the sign on all of a cell or leave it open; open cells are halved until no float64 is inside
any more, and every format's floats are among those of float64. So every zero at a float, and every gap between two floats of
different signs, is found, or the search is given up: nothing is missed.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from math import inf, nextafter, sqrt

from flint import arb, ctx

from symact.check.enclose import Program
from symact.check.extent import extent
from symact.check.term import Rejected, Term, free
from symact.floats.evaluate import PointBalls, between, rational, sign_at
from symact.floats.formats import FLOAT64, down, up

MOST, FOUND = 20000, 64  # cells, zeros: with more of either the search is given up
BITS = 128
SHARPER = 256  # halvings of a gap between neighbouring floats
BORDERS = (-float(FLOAT64.largest), -1.0, 0.0, 1.0, float(FLOAT64.largest))


def crossings(term: Term, variable: str, low: Fraction | None, high: Fraction | None) -> tuple[Fraction, ...] | None:
    """The zeros at floats, and a number (not a float) in each gap where the sign changes, between low and high; None if given up."""
    lowest = max(BORDERS[0], -inf if low is None else down(low))
    highest = min(BORDERS[-1], inf if high is None else up(high))
    ends = [lowest, *(border for border in BORDERS if lowest < border < highest), highest]
    waiting, spent = list(pairwise(ends)), 0
    cells = [_Cell(part, variable) for part in _factors(term) if variable in free(part)]
    found: set[Fraction] = set()
    while waiting:
        left, right = waiting.pop()
        spent += 1
        if spent > MOST or len(found) > FOUND:
            return None
        if all(cell.has_one_sign(left, right) for cell in cells):
            continue
        middle = _middle(left, right)
        if left < middle < right:
            waiting += [(left, middle), (middle, right)]
            continue
        signs = [_sign(term, variable, Fraction(end)) for end in (left, right)]
        found.update(Fraction(end) for end, sign in zip((left, right), signs, strict=True) if sign == 0)
        if signs[0] * signs[1] < 0:
            found.add(_between(term, variable, Fraction(left), Fraction(right), signs[0]))
    return tuple(sorted(q for q in found if (low is None or q > low) and (high is None or q < high)))


def _factors(term: Term) -> list[Term]:
    """Terms whose signs determine that of the product; balls of factors are better than those of products."""
    if term.head == "*":
        return [factor for part in term.args for factor in _factors(part)]
    if term.head == "^" and term.args[1].head == "num":
        return _factors(term.args[0])
    return [term]


class _Cell:
    """Balls for a term; where they are not finite, since exp(x) is beyond all that they know, the kernel's intervals."""

    def __init__(self, term: Term, variable: str) -> None:
        self.term, self.variable = term, variable
        self.program = Program([term], variable, PointBalls())

    def has_one_sign(self, left: float, right: float) -> bool:
        """Whether the sign is shown to be the same, and not 0, from left to right."""
        before = ctx.prec
        ctx.prec = BITS
        try:
            ball = self.program(arb(left).union(arb(right)))[0]
        finally:
            ctx.prec = before
        if ball.is_finite():
            return bool(ball > 0 or ball < 0)
        try:
            found = extent(self.term, between(self.variable, left, right))
        except Rejected:
            return False
        return bool((found.lo is not None and found.lo > 0) or (found.hi is not None and found.hi < 0))


def _sign(term: Term, variable: str, q: Fraction) -> int:
    exact = rational(term, variable, q)
    return sign_at(term, variable, q) if exact is None else (exact > 0) - (exact < 0)


def _middle(left: float, right: float) -> float:
    """In the middle of the exponents where they are far apart."""
    near, far = sorted((abs(left), abs(right)))
    sign = -1.0 if left < 0 else 1.0
    if far > 4 * near:
        return sign * max(sqrt(near) * sqrt(far), far * 2.0**-64 if near == 0 else 0.0, nextafter(near, inf))
    return left + (right - left) / 2


def _between(term: Term, variable: str, left: Fraction, right: Fraction, sign: int) -> Fraction:
    """A number strictly between two neighbouring floats, near to where the sign changes."""
    for _ in range(SHARPER):
        middle = (left + right) / 2
        here = _sign(term, variable, middle)
        if here == 0:
            return middle
        left, right = (middle, right) if here == sign else (left, middle)
    return (left + right) / 2

