"""Which polynomials are a function, on blocks of consecutive floats, to within a proved fraction of an ulp?

The patterns of float32 (float16 and bfloat16 are among its values) are cut into segments. On a block of 2^k consecutive
floats inside one binade, x = c + h t with |t| <= 1, both exact, and

    |f(x) - head - (C_0 + C_1 t + ... + C_n t^n)| <= bound    in every order of float64 summation.

The coefficients are Taylor's, by Arb's power series at c; the remainder is Lagrange's, the next coefficient over the ball of
all x of the block. The bound is that remainder, the radii of the coefficients, their rounding to float64, and the rounding of
the sum: (2n + 6) 2^-53 (|C_0| + ... + |C_n|) + (n + 1) 2^-1074. It is below 2^-22 ulp of the smallest |f| on the block, or the
block is halved. Where that would be done too often, the inputs of the 16-bit formats have a block each, for their ulps, and other
inputs are left to single points. Where f comes to rest at a float, that float is the `head`, and the rest keeps its relative accuracy.

Next to 0, f(x) = c x + r(x) with a dyadic c may lie so near to a midpoint of two subnormal floats that only the sign of r tells
which of them is nearer, at half of all inputs. There r keeps one sign and is far below NUDGE, and the block is *nudged*: its
polynomial is c x +- NUDGE, which float64 evaluates exactly. c x and the midpoints are multiples of 2 NUDGE, so that f and the
polynomial lie on the same side of every one of them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from fractions import Fraction
from math import frexp, inf, isfinite, ldexp, log2
from typing import Any, NamedTuple

import numpy as np
from flint import arb, arb_series, ctx
from numpy.typing import NDArray

from symact.check.calculus import derivative
from symact.check.enclose import Program
from symact.check.extent import Context, extent, interval
from symact.check.term import NoValue, Rejected, Term, num
from symact.floats.arrays import Numbers
from symact.floats.evaluate import PointBalls, Unresolved, ball, rational
from symact.floats.formats import BFLOAT16, FLOAT16, FLOAT32, down, up
from symact.floats.lines import Line, line
from symact.floats.magnitudes import size
from symact.floats.oracle import Kink, Oracle, Value, is_rational
from symact.floats.powerseries import PowerSeries
from symact.floats.settled import quotient, settled_around
from symact.proof.arb import working

BLOCK, POINTS, NOWHERE = range(3)  # kinds of segments: a polynomial; inputs to be asked for one by one; f has no value
SPARE = 22  # the bound is 2^-22 ulp
DEGREE = 14  # of all polynomials: with 6, gelu has three times as many blocks, and squareplus six times
WIDE = 1 << FLOAT32.p - 3  # blocks of at least so many floats are given to the kernel's interval arithmetic as well
BITS = (96, 192, 384)  # working precisions that are tried
MOST, FEWEST = 1500, 40  # blocks of one binade; beyond, the whole binade is left to single points, and the next may have fewer
NEXT_TO_ZERO = 2.0**-110  # |x| up to which a function is compared with its tangent at 0
SHORT = 16  # bits of numerator and denominator of its slope
NUDGE = 2.0**-175  # 2^-26 ulp of a subnormal number
PROBED = 2  # bits: two places of a binade
CHEAPER = 4  # a block costs as much as so many single points
HUGE, TINY = 2.0**200, 2.0**-200  # stand for every value beyond all floats, and next to 0
FRACTION = FLOAT32.p - 1


NO_LINE = (0.0, 0.0, 0.0, 0.0, 0.0)


class Segment(NamedTuple):
    """Patterns start .. start + size - 1, all of one sign and binade; the polynomial of a block."""

    start: int
    size: int
    kind: int
    center: float = 0.0
    half: float = 1.0
    head: float = 0.0
    coefficients: tuple[float, ...] = ()
    bound: float = 0.0
    least: float = 0.0
    most: float = 0.0
    sign: int = 0
    nudged: bool = False
    line: tuple[float, float, float, float, float] = NO_LINE


@dataclass(frozen=True)
class Blocks:
    """The segments in the order of their patterns, without a gap from +0 to the largest float, and from -0 on.

    start, size          patterns of float32
    kind                 BLOCK, POINTS or NOWHERE
    center, half         x = center + half t; negative for negative x
    head, coefficients   f(x) = head + sum of coefficients[:, i] t^i, within `bound`
    least, most          |f| lies between them on a block
    sign                 of f on a block, or at its center where |f| < 2^-200: 0 where f is identically 0, or it is not known
    nudged               whether f and the polynomial lie on the same side of all multiples of 2^-174
    line                 (p, q, d, s, e): f(x) = (p x + q)/d + r with integers p, q, d > 0, |r| <= e, and s is the sign of r,
                         or 0 for r = 0 (see `symact.floats.lines`); d = 0 where there is no such line
    """

    start: NDArray[np.int64]
    size: NDArray[np.int64]
    kind: NDArray[np.int8]
    center: NDArray[np.float64]
    half: NDArray[np.float64]
    head: NDArray[np.float64]
    coefficients: NDArray[np.float64]
    bound: NDArray[np.float64]
    least: NDArray[np.float64]
    most: NDArray[np.float64]
    sign: NDArray[np.int8]
    nudged: NDArray[np.bool_]
    line: NDArray[np.float64]

    @property
    def margin(self) -> Numbers:
        """What a comparison of the polynomial with a threshold must allow for."""
        return np.where(self.nudged, 0.0, self.bound)

    def covered(self) -> bool:
        """Whether each segment begins where the one before it ends, over all finite patterns."""
        ends = self.start + self.size
        half = FLOAT32.sign_bit
        negative = int(np.searchsorted(self.start, half))
        whole = self.start[0] == 0 and ends[negative - 1] == FLOAT32.infinity and self.start[negative] == half
        whole = whole and ends[-1] == half + FLOAT32.infinity
        return bool(whole and (self.start[1:negative] == ends[:negative - 1]).all()
                    and (self.start[negative + 1:] == ends[negative:-1]).all())


class Builder:
    """Halves segments until the polynomials are good enough for the ulps of a format of `precision` bits."""

    def __init__(self, oracle: Oracle, precision: int) -> None:
        if oracle.cuts is None:
            raise Unresolved("The breakpoints of the function are not known.")
        self.oracle, self.precision, self.cuts = oracle, precision, oracle.cuts
        self._programs: dict[Term, Program] = {}
        self._slopes: dict[Term, tuple[float, int] | None] = {}
        self._points: dict[Term, Program] = {}
        self._lines: dict[Term, Line | None] = {}

    def build(self) -> Blocks:
        segments: list[Segment] = []
        for sign in (0, FLOAT32.sign_bit):
            self._most = MOST
            for field in range(FLOAT32.infinity >> FRACTION):
                segments += self._binade(sign | field << FRACTION)
        filled = (s._replace(coefficients=s.coefficients + (0.0,) * (DEGREE + 1 - len(s.coefficients))) for s in segments)
        rows = list(zip(*filled, strict=True))
        types = (np.int64, np.int64, np.int8, *[np.float64] * 7, np.int8, np.bool_, np.float64)
        found = Blocks(*(np.array(row, dtype=t) for row, t in zip(rows, types, strict=True)))
        if not found.covered():
            raise AssertionError("The blocks leave a gap.")
        return found

    def _binade(self, start: int) -> list[Segment]:
        """The segments of one sign and exponent."""
        size, narrow = 1 << FRACTION, self.precision <= FLOAT16.p
        limit = min(self._most, max(size // self._step(start) // CHEAPER, FEWEST)) if narrow else self._most
        found = self._halved(start, size, limit)
        if found is None:
            self._most = max(self._most // 2, FEWEST)
            return self._one_by_one(start, size) if narrow else [Segment(start, size, POINTS)]
        return found

    def _halved(self, start: int, size: int, limit: int) -> list[Segment] | None:
        """Segments as long as can be; None if there are more than so many."""
        found: list[Segment] = []
        waiting, probed = [(start, size)], False
        while waiting:
            if len(found) + len(waiting) > limit:
                return None
            first, length = waiting.pop()
            made = self._segment(first, length)
            if made is not None:
                found.append(made)
                continue
            if length == WIDE and not probed:
                probed = True
                if self._hopeless(start, size, limit):
                    return None
            waiting += [(first + length // 2, length // 2), (first, length // 2)]
        return found

    def _hopeless(self, start: int, size: int, limit: int) -> bool:
        """Whether no block is found at some places, were they as long as they have to be for so few blocks."""
        length = size >> limit.bit_length() - 1
        return all(self._segment(start + place * (size >> PROBED), length) is None for place in range(1, 1 << PROBED, 2))

    def _sign(self, term: Term, center: float) -> int:
        """Of a term at a point; 0 where balls do not tell it from 0."""
        found = ball(term, self.oracle.variable, Fraction(center), BITS[-1])
        return 1 if found > 0 else -1 if found < 0 else 0

    def _step(self, start: int) -> int:
        """From one input of the 16-bit formats to the next, in a binade."""
        exponent = ((start & (FLOAT32.sign_bit - 1)) >> FRACTION) + FLOAT32.emin - 1
        return 1 << FLOAT32.p - (FLOAT16.p if FLOAT16.emin - FLOAT16.p < exponent <= FLOAT16.emax else BFLOAT16.p)

    def _one_by_one(self, start: int, size: int) -> list[Segment]:
        """A constant for each input of the 16-bit formats in a binade; what lies between them is left to single points."""
        step, found = self._step(start), []
        for first in range(start, start + size, step):
            found.append(self._constant(first) if first % FLOAT32.sign_bit else Segment(first, 1, POINTS))
            found.append(Segment(first + 1, step - 1, POINTS))
        return found

    def _constant(self, pattern: int) -> Segment:
        """The block of one input, whose value is an Arb ball, or else what the oracle says of it."""
        exact = Fraction(edge(pattern))
        found = self._by_ball(pattern, exact) if exact not in self.cuts else None
        if found is not None:
            return found
        answer = self.oracle.at(exact)
        if isinstance(answer, Value):
            return constant(pattern, answer)
        return Segment(pattern, 1, POINTS if isinstance(answer, Kink) else NOWHERE)

    def _by_ball(self, pattern: int, exact: Fraction) -> Segment | None:
        """The block of one input, if one ball is narrow enough for it."""
        x, before = edge(pattern), ctx.prec
        ctx.prec = BITS[0] + 2 * max(frexp(x)[1], 0)
        try:
            asked = self.oracle.domain(exact)
            if asked is not None and not self._balls(asked)(arb(x))[0].is_finite():
                return None
            value = self._balls(self.oracle.smooth(exact))(arb(x))[0]
            sign = 1 if value > 0 else -1 if value < 0 else 0
            if not value.is_finite() or not sign:
                return None
            least, most = below(abs(value)), above(abs(value))
            if least > HUGE or most < TINY:
                return far_off(pattern, sign, least > HUGE)
            if not 1e-30 < least <= most < 1e30:
                return None
            head = float(np.float32(float(value.mid())))
            rest = float((value - head).mid())
            bound = above(abs(value - head - rest))
            narrow = bound < ldexp(least, -self.precision - SPARE)
            return Segment(pattern, 1, BLOCK, x, 1.0, head, (rest,), bound, least, most, sign) if narrow else None
        except (Rejected, Unresolved, ZeroDivisionError):
            return None
        finally:
            ctx.prec = before

    def _balls(self, term: Term) -> Program:
        """The term over balls around points."""
        if term not in self._points:
            self._points[term] = Program([term], self.oracle.variable, PointBalls())
        return self._points[term]

    def _segment(self, first: int, length: int) -> Segment | None:
        """One segment for these patterns, or None if they have to be halved."""
        low, step = edge(first), edge_step(first)
        high = low + (length - 1) * step
        at = sorted((low, high))
        piece = bisect_left(self.cuts, at[0])
        if piece != bisect_right(self.cuts, at[1]) or length == 1 or low == 0:
            return Segment(first, 1, POINTS) if length == 1 else None
        center, half = low + (length - 1) / 2 * step, length / 2 * step
        nudged = self._nudged(first, length, center, half, abs(high))
        if nudged is not None:
            return nudged
        program, order = self._program(center)
        found = taylor(program, center, half, abs(high - low) / 2, DEGREE, order, self.precision)
        if found is not None:
            return Segment(first, length, BLOCK, center, half, *found, line=self._line(center, abs(high)))
        return self._coarse(first, length, center, half, at) if length >= WIDE else None

    def _line(self, center: float, far: float) -> tuple[float, float, float, float, float]:
        """The line that the function is, or is next to, for |x| <= far around the center."""
        smooth = self.oracle.smooth(Fraction(center))
        if smooth not in self._lines:
            self._lines[smooth] = line(smooth, self.oracle.variable)
        found = self._lines[smooth]
        return NO_LINE if found is None else found.until(far)

    def _program(self, center: float) -> tuple[Program, int]:
        """A program whose derivative of an order is the function."""
        piece, variable, order = self.oracle.piece(Fraction(center)), self.oracle.variable, self.oracle.order
        if is_rational(piece):
            term, order = quotient(piece, variable, order), 0
        else:
            term = settled_around(piece, variable, center)
        if term not in self._programs:
            with working(BITS[-1]):  # the constants are made here
                self._programs[term] = Program([term], variable, PowerSeries())
        return self._programs[term], order

    def _nudged(self, first: int, length: int, center: float, half: float, far: float) -> Segment | None:
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

    def _ordinary(self, center: float) -> bool:
        """Whether balls show that the value there is neither next to 0 nor beyond all floats."""
        exact, before = Fraction(center), ctx.prec
        ctx.prec = BITS[0] + 2 * max(frexp(center)[1], 0)  # enough for x + sqrt(x^2 + 1) on the left
        try:
            terms = [self.oracle.smooth(exact), *filter(None, [self.oracle.domain(exact)])]
            found, *others = (self._balls(term)(arb(center))[0] for term in terms)
            return bool(abs(found) > TINY and abs(found) < HUGE and all(other.is_finite() for other in others))
        finally:
            ctx.prec = before

    def _coarse(self, first: int, length: int, center: float, half: float, ends: list[float]) -> Segment | None:
        """What sizes and the kernel's intervals find: values next to 0, values beyond all floats, no value at all."""
        variable = self.oracle.variable
        if self._ordinary(center):
            return None
        if not is_rational(self.oracle.piece(Fraction(center))):
            smooth = settled_around(self.oracle.smooth(Fraction(center)), variable, center)
            if size(smooth, variable, *ends) < log2(TINY):
                return Segment(first, length, BLOCK, center, half, 0.0, (0.0,), TINY, 0.0, TINY, self._sign(smooth, center))
        low, high = (num(Fraction(end)) for end in ends)
        where = Context().bind(variable, interval(low, high, "[", "]"))
        try:
            extent(self.oracle.piece(Fraction(center)), where)
            found = extent(self.oracle.smooth(Fraction(center)), where)
        except NoValue:
            return Segment(first, length, NOWHERE)
        except Rejected:
            return None
        for sign, least, most in ((1, found.lo, found.hi), (-1, negated(found.hi), negated(found.lo))):
            if least is not None and least > HUGE:
                return Segment(first, length, BLOCK, center, half, 0.0, (sign * HUGE,), 0.0, HUGE, inf, sign)
            if least is not None and most is not None and least >= 0 and most < TINY:
                known = sign if least > 0 or (found.lo_open if sign > 0 else found.hi_open) else 0
                return Segment(first, length, BLOCK, center, half, 0.0, (0.0,), TINY, 0.0, TINY, known)
        return None


def far_off(pattern: int, sign: int, huge: bool) -> Segment:
    """The block of one input, whose value is beyond all floats or next to 0."""
    if huge:
        return Segment(pattern, 1, BLOCK, edge(pattern), 1.0, 0.0, (sign * HUGE,), 0.0, HUGE, inf, sign)
    return Segment(pattern, 1, BLOCK, edge(pattern), 1.0, 0.0, (0.0,), TINY, 0.0, TINY, sign)


def constant(pattern: int, value: Value) -> Segment:
    """The block of one input, whose value is known."""
    low, high, middle = value.lower, value.upper, value.middle
    least = 0 if low <= 0 <= high else min(abs(low), abs(high))
    most, center = max(abs(low), abs(high)), edge(pattern)
    if least > HUGE or most < TINY:
        return far_off(pattern, value.sign, least > HUGE)
    head = float(np.float32(float(middle))) if 1e-30 < most < 1e30 else 0.0
    rest = float(middle - Fraction(head))
    bound = up((high - low) / 2 + abs(middle - Fraction(head) - Fraction(rest)))
    return Segment(pattern, 1, BLOCK, center, 1.0, head, (rest,), bound, down(Fraction(least)), up(most), value.sign)


def slope(term: Term, variable: str) -> tuple[float, int] | None:
    """(c, s) where the term is c x + r(x) for 0 < |x| <= NEXT_TO_ZERO: c is a short dyadic number, r has the sign s, |r| < NUDGE.

    r(x) = f''(z) x^2/2 for some z between 0 and x (Taylor, Lagrange).
    """
    try:
        first, second = (derivative(term, variable, order) for order in (1, 2))
        at_zero, c = rational(term, variable, Fraction(0)), rational(first, variable, Fraction(0))
        if at_zero != 0 or not c or c.denominator & (c.denominator - 1) or max(abs(c.numerator), c.denominator) > 1 << SHORT:
            return None
        bend = Program([second], variable, PointBalls())(arb(0, NEXT_TO_ZERO))[0]
    except (Rejected, Unresolved, ZeroDivisionError):
        return None
    if not (bend > 0 or bend < 0) or not abs(bend) * NEXT_TO_ZERO**2 < NUDGE:
        return None
    return float(c), 1 if bend > 0 else -1


def negated(q: Fraction | None) -> Fraction | None:
    return None if q is None else -q


def edge(pattern: int) -> float:
    """The value of a finite float32."""
    m, k = FLOAT32.scaled(pattern)
    return ldexp(m, k)


def edge_step(pattern: int) -> float:
    """The step from this float32 to the pattern after it, away from 0."""
    k = FLOAT32.scaled(pattern)[1]
    return ldexp(-1.0 if pattern >= FLOAT32.sign_bit else 1.0, k)


Found = tuple[float, tuple[float, ...], float, float, float, int]


def taylor(program: Program, center: float, half: float, radius: float, degree: int, order: int, precision: int) -> Found | None:
    """head, coefficients, bound, least, most and sign of the order-th derivative, or None if the bound is too large."""
    before = ctx.prec, ctx.cap
    ctx.cap = degree + 2 + order
    try:
        for bits in BITS:
            ctx.prec = bits
            beyond = _derived(program(arb_series([arb(center, radius), half]))[0], order, half, degree + 2)[-1]
            if not beyond.is_finite():
                return None
            balls = _derived(program(arb_series([arb(center), half]))[0], order, half, degree + 1)
            if not all(ball.is_finite() for ball in balls):
                return None
            found, again = _rounded(balls, beyond, precision)
            if found is not None or not again:
                return found
        return None
    except ValueError:  # python-flint: a denominator may be 0
        return None
    finally:
        ctx.prec, ctx.cap = before


def _derived(series: Any, order: int, half: float, length: int) -> list[Any]:
    """The first coefficients of the order-th derivative. What was cut off earlier would be read as 0, without a warning."""
    for _ in range(order):
        series = series.derivative() / half
    if series.prec < length:
        raise AssertionError(f"A power series has {series.prec} coefficients, and {length} are needed.")
    return [series[i] for i in range(length)]


def _rounded(balls: list[Any], beyond: Any, precision: int) -> tuple[Found | None, bool]:
    """The block with these coefficients; or whether a higher working precision may help."""
    rest = sum((abs(ball) for ball in balls[1:]), arb(0)) + abs(beyond)
    spread = rest.abs_upper()
    least, most = (balls[0].abs_lower() - spread), balls[0].abs_upper() + spread
    sign = 0
    if least > 0:
        sign = 1 if balls[0] > 0 else -1
    low, high = max(below(least), 0.0), above(most)
    if not sign and 0 < high < TINY:
        return (0.0, (0.0,), TINY, 0.0, TINY, 1 if balls[0] > 0 else -1 if balls[0] < 0 else 0), False
    radii = sum(above(ball.rad()) for ball in balls)
    if not sign and high:
        return None, radii > above(spread) / 4
    if sign and low > HUGE:
        return (0.0, (sign * HUGE,), 0.0, HUGE, inf, sign), False
    if sign and high < TINY:
        return (0.0, (0.0,), TINY, 0.0, TINY, sign), False
    head = 0.0
    if sign and low > 1e-30 and high < 1e30 and above(spread) < low * 2.0**-20:
        head = float(np.float32(float(balls[0].mid())))
        balls = [balls[0] - head, *balls[1:]]
    coefficients = tuple(float(ball.mid()) for ball in balls)
    total, n = sum(map(abs, coefficients)), len(balls) - 1
    bound = above(abs(beyond).abs_upper()) + radii + (2 * n + 10) * 2.0**-53 * total + (n + 3) * 2.0**-1074
    bound *= 1 + 2.0**-40
    allowed = ldexp(1.0, max(frexp(low)[1] - 1 if low else -2000, FLOAT32.emin) - precision + 1 - SPARE)
    if bound <= allowed and isfinite(bound):
        return (head, coefficients, bound, low, high, sign), False
    return None, radii > allowed / 4 and above(abs(beyond).abs_upper()) < allowed


def above(ball: Any) -> float:
    """A float at least as large as a nonnegative ball."""
    most = ball.abs_upper()  # exact: a ball that only contains 0 is not "!= 0"
    return float(most) * (1 + 2.0**-50) + 2.0**-1074 if most != 0 else 0.0


def below(ball: Any) -> float:
    """A float at most as large as a positive ball; negative if it is not positive."""
    return float(ball.abs_lower()) * (1 - 2.0**-50) if ball > 0 else -1.0
