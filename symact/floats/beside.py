"""Which blocks are next to a line, where no bound tells on which side of it the function is?

Next to 0, f(x) = c x + r(x) with a dyadic c may lie so near to a midpoint of two subnormal floats that only the sign of r tells
which of them is nearer, at half of all inputs. There r keeps one sign and is far below NUDGE, and the block is *nudged*: its
polynomial is c x +- NUDGE, which float64 evaluates exactly. c x and the midpoints are multiples of 2 NUDGE, so that f and the
polynomial lie on the same side of every one of them. Elsewhere the line, the sign of what is beside it and a bound of that are
kept with the block (see `symact.floats.lines` and `asymptotes`).
"""

from __future__ import annotations

from fractions import Fraction
from math import ceil, inf, ldexp, log2

from flint import arb

from symact.check.calculus import derivative
from symact.check.enclose import Program
from symact.check.extent import extent
from symact.check.term import ZERO, NoValue, Rejected, Term
from symact.floats.asymptotes import Asymptote, asymptote
from symact.floats.blocks import BLOCK, HUGE, NO_LINE, SPARE, TINY, BesideLine, Segment
from symact.floats.evaluate import PointBalls, Unresolved, between, rational
from symact.floats.formats import FLOAT32, down, up
from symact.floats.lines import SHORT, Line, line
from symact.floats.magnitudes import sign_on, size
from symact.floats.oracle import Oracle
from symact.floats.verdicts import ROUNDING

NEXT_TO_ZERO = 2.0**-110  # |x| up to which a function is compared with its tangent at 0
NUDGE = 2.0**-175  # 2^-26 ulp of a subnormal number
FAR = 4.0  # |x| from which on a line beside it is looked for


class Beside:
    """The lines that an oracle's function is next to."""

    def __init__(self, oracle: Oracle) -> None:
        self.oracle = oracle
        self._slopes: dict[Term, tuple[float, int] | None] = {}
        self._lines: dict[Term, Line | None] = {}

    def nudged(self, first: int, length: int, center: float, half: float, far: float) -> Segment | None:
        """The nudged block, where all results are subnormal and near to midpoints."""
        if far > NEXT_TO_ZERO:
            return None
        smooth = self.oracle.smooth(Fraction(center))
        if smooth not in self._slopes:
            self._slopes[smooth] = slope(smooth, self.oracle.variable)
        slope_tilt = self._slopes[smooth]
        if slope_tilt is None or abs(slope_tilt[0]) * far >= 2.0**FLOAT32.emin:
            return None
        c, tilt = slope_tilt
        ends = sorted((abs(c) * (abs(center) - half), abs(c) * (abs(center) + half)))
        return Segment(first, length, BLOCK, center, half, 0.0, (c * center + tilt * NUDGE, c * half), 2 * NUDGE,
                       max(ends[0] - 2 * NUDGE, 0.0), ends[1] + 2 * NUDGE, 1 if c * center > 0 else -1, True)

    def line(self, center: float, ends: list[float], least: float) -> BesideLine:
        """The line that the function is, or is next to, between the ends around the center."""
        smooth = self.oracle.smooth(Fraction(center))
        if smooth not in self._lines:
            self._lines[smooth] = line(smooth, self.oracle.variable)
        found, far = self._lines[smooth], max(map(abs, ends))
        if found is not None and far <= found.reach:
            return found.until(far if center > 0 else -far)
        return self._sided(*self._asymptote(smooth, center, ends, least), ends) if far > FAR else NO_LINE

    def block(self, first: int, length: int, center: float, half: float, ends: list[float]) -> Segment | None:
        """A block of what runs beside a line, where balls are too wide to show it: x tanh(exp(x)) is x and no more for x > 8."""
        smooth, variable, asked = self.oracle.smooth(Fraction(center)), self.oracle.variable, self.oracle.domain(Fraction(center))
        line = asymptote(smooth, variable, center)
        values = [line.at(Fraction(x)) for x in (*ends, center)] if line is not None else []
        if line is None or not (all(v > 0 for v in values) or all(v < 0 for v in values)):
            return None
        least, most = down(min(map(abs, values))) * (1 - ROUNDING), up(max(map(abs, values))) * (1 + ROUNDING)
        known, room = self._asymptote(smooth, center, ends, least) if least > TINY and most < HUGE else (None, inf)
        if known is None or (asked is not None and not has_value(asked, variable, ends)):
            return None
        coefficients = float(values[-1]), float(line.slope * Fraction(half))
        bound, sign = room + ROUNDING * sum(map(abs, coefficients)), 1 if coefficients[0] > 0 else -1
        return Segment(first, length, BLOCK, center, half, 0.0, coefficients, bound, least, most, sign, line=self._sided(known, room, ends))

    def _sided(self, found: Asymptote | None, room: float, ends: list[float]) -> BesideLine:
        """A line whose rest is no more than `room`, if it is seen on which side of it the function is."""
        tilt = sign_on(found.rest, self.oracle.variable, *ends) if found is not None else 0
        if found is None or (found.rest != ZERO and not tilt):
            return NO_LINE
        p, q, d = map(float, found.integers)
        return p, q, d, float(tilt), room

    def _asymptote(self, smooth: Term, center: float, ends: list[float], least: float) -> tuple[Asymptote | None, float]:
        """The line that the function runs beside far out, and a bound of the rest, if that is small next to the ulps of values >= least."""
        found = asymptote(smooth, self.oracle.variable, center)
        if found is None or not found.short:
            return None, inf
        if found.rest == ZERO:
            return found, 0.0
        room = size(found.rest, self.oracle.variable, *ends)
        if not room < log2(least) - SPARE - FLOAT32.p:
            return None, inf
        return found, ldexp(1.0, ceil(max(room, -1074.0)))


def has_value(term: Term, variable: str, ends: list[float]) -> bool:
    """Whether the kernel's intervals show that the term has a value between the ends."""
    try:
        extent(term, between(variable, *ends))
    except (NoValue, Rejected):
        return False
    return True


def slope(term: Term, variable: str) -> tuple[float, int] | None:
    """(c, s) where the term is c x + r(x) for 0 < |x| <= NEXT_TO_ZERO: c is a short dyadic number, r has the sign s, |r| < NUDGE.

    r(x) = f''(z) x^2/2 for some z between 0 and x (Taylor, Lagrange).
    """
    try:
        first, second = (derivative(term, variable, order) for order in (1, 2))
        at_zero, c = rational(term, variable, Fraction(0)), rational(first, variable, Fraction(0))
        if at_zero != 0 or not c or c.denominator & (c.denominator - 1) or max(abs(c.numerator), c.denominator) > SHORT:
            return None
        bend = Program([second], variable, PointBalls())(arb(0, NEXT_TO_ZERO))[0]
    except (Rejected, Unresolved, ZeroDivisionError):
        return None
    if not (bend > 0 or bend < 0) or not abs(bend) * NEXT_TO_ZERO**2 < NUDGE:
        return None
    return float(c), 1 if bend > 0 else -1
