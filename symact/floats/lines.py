"""Which errors are exactly 1/2 ulp, or 1 ulp, and which are that and a little more or less?

Where f(x) = (p x + q)/d + r with small integers p, q, d, an error may be so near to a threshold that no bound of a polynomial
tells on which side of it: f(x) is half way between two floats when r = 0, and if not, the sign of r decides. For an output g,
d (g - f(x)) = (d g - q - p x) - d r, and float64 computes what is in parentheses without an error, as a sum of two numbers (Knuth's
two-sum); it is compared with d ulp/2 and d ulp, and where they are the same, the sign of r is asked.

f is such a line where it is affine in x with rational coefficients, and next to 0 if f(0) and f'(0) are rational: there
r(x) = f''(z) x^2/2 for a z between 0 and x (Taylor, Lagrange), or f'''(z) x^3/6 if f''(0) = 0.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from math import inf, lcm
from typing import Any

import numpy as np
from flint import arb, ctx
from numpy.typing import NDArray

from symact.check.calculus import derivative
from symact.check.enclose import Program
from symact.check.term import ZERO, Rejected, Term
from symact.floats.arrays import Numbers, Patterns, numbers
from symact.floats.blocks import NO_LINE, BesideLine
from symact.floats.evaluate import PointBalls, Unresolved, ball, rational
from symact.floats.formats import Format, up
from symact.floats.verdicts import ROUNDING, Verdicts

NEAR = 2.0**-16  # |x| up to which a function is compared with its tangent at 0
SHORT = 1 << 16  # integers are smaller, so that their products with floats of 24 bits are exact
BITS, LONGEST = 1200, 1000  # precision of f(0) and f'(0), and denominators that are tried for them
LEAST_BEND = 2.0**-60


@dataclass(frozen=True)
class Line:
    """(p x + q)/d + r; |r| <= bend |x|^order for |x| <= reach, and tilt is the sign of r right of 0: 0 for r = 0."""

    p: int
    q: int
    d: int
    tilt: int
    bend: float
    reach: float
    order: int = 2

    def until(self, far: float) -> BesideLine:
        """(p, q, d, sign of r, bound of |r|) from 0 to `far`."""
        if abs(far) > self.reach:
            return NO_LINE
        tilt = -self.tilt if far < 0 and self.order % 2 else self.tilt
        bound = max(self.bend * abs(far)**self.order * (1 + ROUNDING), 2.0**-1074) if self.tilt else 0.0
        return float(self.p), float(self.q), float(self.d), float(tilt), bound


def line(term: Term, variable: str) -> Line | None:
    """The line that a smooth term is, or that it touches at 0.

    f(0), f'(0) and f''(0) need not be known to be rational: within 2^-1000 of short rational numbers they are as good as these, since
    |r(x)| is far above 2^-1000 (1 + |x|) for every float x other than 0.
    """
    try:
        first, second, third = (derivative(term, variable, order) for order in (1, 2, 3))
        if second == ZERO:
            exact = [rational(part, variable, Fraction(0)) for part in (first, term)]
            return _line([q for q in exact if q is not None], 0, 0.0, inf, 2)
        for order, part in ((2, second), (3, third)):
            if order == 3 and short(ball(second, variable, Fraction(0), BITS)) != 0:
                return None
            bend = Program([part], variable, PointBalls())(arb(0, NEAR))[0]
            if bend.is_finite() and abs(bend) > LEAST_BEND:
                near = [short(ball(each, variable, Fraction(0), BITS)) for each in (first, term)]
                most = up(Fraction(float(abs(bend).upper())))
                return _line([q for q in near if q is not None], 1 if bend > 0 else -1, most, NEAR, order)
    except (Rejected, Unresolved, ZeroDivisionError):
        pass
    return None


def _line(values: list[Fraction], tilt: int, bend: float, reach: float, order: int) -> Line | None:
    """The line with this slope and this value at 0, if both are known and short."""
    d = lcm(*(value.denominator for value in values))
    p_q = [int(value * d) for value in values]
    return Line(p_q[0], p_q[1], d, tilt, bend, reach, order) if len(p_q) == 2 and max(map(abs, (*p_q, d))) < SHORT else None


def short(found: Any) -> Fraction | None:
    """The short rational number within 2^-1000 of a ball, if there is one."""
    if not found.is_finite():
        return None
    guess = Fraction(float(found.mid())).limit_denominator(LONGEST)
    before = ctx.prec
    ctx.prec = BITS
    try:
        return guess if abs(found - arb(guess.numerator) / guess.denominator) < arb((1, -1000)) else None
    finally:
        ctx.prec = before


def compared_with_lines(found: Verdicts, target: Format, got: Patterns, x: Numbers, lines: Numbers) -> Verdicts:
    """The verdicts, with those that are open and belong to a line decided."""
    asked = np.flatnonzero(found.open & (found.kind < 0) & (lines[:, 2] > 0) & np.isfinite(found.ulp))
    if not asked.size or target.p > 24:
        return found
    p, q, d, tilt, room = lines[asked].T
    g, ulp = numbers(target, got[asked]), found.ulp[asked]
    total, lost = two_sum(d * g, -q)
    total, rest = two_sum(total, -(p * x[asked]))
    distance = np.abs(total)
    away = np.where(total < 0, -rest, rest)  # |total + rest| = distance + away
    finite = np.abs(g) < float(target.largest) * (1 - 2.0 ** (3 - target.p))  # and so is what is an ulp from it
    ordinary = finite & ((g != 0) | found.subnormal[asked])  # no class error in question
    beyond, sure = [], ordinary & (lost == 0)
    for threshold in (d * ulp / 2, d * ulp):
        side, known = _side(distance - threshold, away, np.where(total < 0, tilt, -tilt), d * room)
        beyond.append(side)
        sure &= known
    half, one = beyond
    odd = (got[asked] & 1).astype(bool)
    at, values = asked[sure], {
        "above_half": half > 0, "above_one": one > 0, "misrounded": (half > 0) | ((half == 0) & odd), "open": np.zeros(len(asked), bool),
        "unfaithful": (one >= 0) | (found.unfaithful[asked] & (one < 0) & ~found.above_one[asked])}
    changed = {}
    for name, value in values.items():
        mask = getattr(found, name).copy()
        mask[at] = value[sure]
        changed[name] = mask
    return replace(found, **changed)


def _side(difference: Numbers, away: Numbers, tilt: Numbers, room: Numbers) -> tuple[NDArray[np.int8], NDArray[np.bool_]]:
    """The sign of difference + away + r for an r with the sign `tilt` and |r| <= room, and whether it is known.

    The difference of two floats is exact where it is 0 or small, and has the right sign elsewhere; |away| is below half its last place.
    """
    sign = np.where(difference != 0, np.sign(difference), np.sign(away))
    size = np.where(difference != 0, np.maximum(np.abs(difference) * (1 - ROUNDING) - np.abs(away), 0), np.abs(away))
    level = (difference == 0) & (away == 0)
    return np.where(level, tilt, sign).astype(np.int8), level | (size > room)


def two_sum(a: Numbers, b: Numbers) -> tuple[Numbers, Numbers]:
    """a + b as a rounded sum and what rounding lost, exactly (Knuth)."""
    total = a + b
    shadow = total - a
    return total, (a - (total - shadow)) + (b - shadow)
