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
from symact.check.term import Term
from symact.floats.evaluate import PointBalls, rational, sign_at
from symact.floats.formats import FLOAT64, down, up

MOST = 16000  # cells
BITS = 128
SHARPER = 256  # halvings of a gap between neighbouring floats
BORDERS = (-float(FLOAT64.largest), -1.0, 0.0, 1.0, float(FLOAT64.largest))


def crossings(term: Term, variable: str, low: Fraction | None, high: Fraction | None) -> tuple[Fraction, ...] | None:
    """The zeros at floats, and a number (not a float) in each gap where the sign changes, between low and high; None if given up."""
    lowest = max(BORDERS[0], -inf if low is None else down(low))
    highest = min(BORDERS[-1], inf if high is None else up(high))
    ends = [lowest, *(border for border in BORDERS if lowest < border < highest), highest]
    waiting, spent = list(pairwise(ends)), 0
    program = Program([term], variable, PointBalls())
    found: set[Fraction] = set()
    while waiting:
        left, right = waiting.pop()
        spent += 1
        if spent > MOST:
            return None
        if _same_sign(program, left, right):
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


def _same_sign(program: Program, left: float, right: float) -> bool:
    before = ctx.prec
    ctx.prec = BITS
    try:
        ball = program(arb(left).union(arb(right)))[0]
    finally:
        ctx.prec = before
    return bool(ball > 0 or ball < 0)


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

