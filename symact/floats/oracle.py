"""What is the exact value of an activation, or of a derivative, at a rational point?

An `Oracle` answers from the definition's own tree: it cuts the line at the exact breakpoints, differentiates the smooth
piece that rules, and encloses it in Arb balls until they are narrow enough for an ulp. At a breakpoint it compares the
pieces on both sides: either they agree, or the answer is a `Kink` with its Clarke interval, or there is nothing to judge.

`witness` computes the same value without any of that machinery: mpmath evaluates the undifferentiated piece, and a
central difference with a tiny step stands for the derivative. Where the two disagree, `Disagreement` is raised.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache, lru_cache
from math import comb
from typing import Any, NamedTuple

from symact.check.calculus import derivative
from symact.check.enclose import Program
from symact.check.term import ONE, Rejected, Term, add, apply, free, mul, num, power, rebuild
from symact.floats.evaluate import PRECISIONS, Decimals, Unresolved, ball, rational, sign_at
from symact.floats.formats import Format, floor_log2, two
from symact.floats.germs import breakpoints, germ

ENOUGH = 30  # an enclosure is narrower than 2^-30 ulp
SIGN_BITS = 1536  # precision up to which the sign of a value far below all floats is looked for
LOWEST = -(1 << 20)
FAR = ((1200, 2400), (14, 15))  # exponents of two where limits at infinity are read off; the second try is for exp(x)/exp(x)


class Disagreement(Exception):
    """Arb and mpmath give different values: one of them, or symact, is wrong."""


class Value(NamedTuple):
    """The exact value lies in [low, high] * 2^shift / divisor; `sign` is its sign, 0 if it is 0 or the sign is not known."""

    low: int
    high: int
    shift: int
    sign: int
    divisor: int = 1

    @property
    def exact(self) -> bool:
        return self.low == self.high

    @property
    def binade(self) -> int:
        """floor(log2 |y|) of the middle; for 0 a number below that of every float."""
        total = self.low + self.high
        return floor_log2(total, self.divisor) + self.shift - 1 if total else LOWEST

    @property
    def lower(self) -> Fraction:
        return Fraction(self.low, self.divisor) * two(self.shift)

    @property
    def upper(self) -> Fraction:
        return Fraction(self.high, self.divisor) * two(self.shift)

    @property
    def middle(self) -> Fraction:
        return Fraction(self.low + self.high, self.divisor) * two(self.shift - 1)


@dataclass(frozen=True, slots=True)
class Kink:
    """There is no derivative; [lower, upper] is the Clarke interval of the function that would be differentiated.

    Its ends are the one-sided derivatives; `falling`: that on the left is the larger one.
    """

    lower: Fraction
    upper: Fraction
    falling: bool = field(default=False, compare=False)

    @property
    def left(self) -> Fraction:
        return self.upper if self.falling else self.lower

    @property
    def right(self) -> Fraction:
        return self.lower if self.falling else self.upper


@dataclass(frozen=True, slots=True)
class Unjudged:
    """There is nothing to compare with: the reason says why."""

    reason: str


Answer = Value | Kink | Unjudged


class Oracle:
    """The order-th derivative of variable -> term (the function itself for order 0), for the ulps of one format."""

    def __init__(self, term: Term, variable: str, order: int, target: Format) -> None:
        if free(term) - {variable}:
            raise ValueError(f"The parameters {', '.join(sorted(free(term) - {variable}))} have no value.")
        self.term, self.variable, self.order, self.target = term, variable, order, target
        self.cuts = breakpoints(term, variable)
        self._pieces: dict[int | None, tuple[Term, Term, Term | None]] = {}

    def at(self, q: Fraction, sharper: int = 0) -> Answer:
        """The answer at q; a value is enclosed within 2^-(30 + sharper) ulp or, near 0, of the smallest float."""
        try:
            if self.cuts is not None and q not in self.cuts:
                asked = self.domain(q)
                if asked is not None and not self._has_value(asked, q):
                    return Unjudged(f"The function has no value at {q}.")
                return self.enclose(self.smooth(q), q, sharper)
            here = self._smooth(germ(self.term, self.variable, q, 0), 0)
            if self.order == 0:
                return self.enclose(here, q, sharper)
            return self._joint(here, q, sharper)
        except (Unresolved, Rejected, ZeroDivisionError) as problem:
            return Unjudged(str(problem))

    def _piece(self, q: Fraction) -> tuple[Term, Term, Term | None]:
        """The term that rules around q, between two cuts: as written, its derivative as it is evaluated, and what must have a value too."""
        index = None if self.cuts is None else bisect_left(self.cuts, q)
        if self.cuts and self.cuts[index:][:1] == (q,):
            raise Unresolved(f"There is a breakpoint at {q}, and no piece around it.")
        if index in self._pieces:
            return self._pieces[index]
        piece = germ(self.term, self.variable, q, 0)
        found = piece, self._smooth(piece, self.order), self._smooth(piece, 0) if self.order and has_logarithm(piece) else None
        if index is not None:
            self._pieces[index] = found
        return found

    def piece(self, q: Fraction) -> Term:
        """The smooth term that rules around q, which is no breakpoint."""
        return self._piece(q)[0]

    def smooth(self, q: Fraction) -> Term:
        """The derivative of that term."""
        return self._piece(q)[1]

    def domain(self, q: Fraction) -> Term | None:
        """The function itself, if its derivative may have values where it has none, as that of log(x) for x < 0."""
        return self._piece(q)[2]

    def _has_value(self, term: Term, q: Fraction) -> bool:
        return any(ball(term, self.variable, q, bits).is_finite() for bits in PRECISIONS)

    def _smooth(self, piece: Term, order: int) -> Term:
        return tail_stable(derivative(piece, self.variable, order))

    def _joint(self, here: Term, q: Fraction, sharper: int) -> Answer:
        """The derivative where two pieces may meet: they agree to the order below, or there is no Clarke interval."""
        left, right = (germ(self.term, self.variable, q, side) for side in (-1, 1))
        if left == right == germ(self.term, self.variable, q, 0):
            return self.enclose(self._smooth(left, self.order), q, sharper)
        for order in range(self.order):
            sides = [self._smooth(left, order), self._smooth(right, order), *([here] if order == 0 else [])]
            if any(not self._agree(sides[0], other, q) for other in sides[1:]):
                return Unjudged("The function jumps." if order == 0 else f"The derivative of order {order} jumps.")
        ends = [self.enclose(self._smooth(side, self.order), q, sharper) for side in (left, right)]
        if self._agree(self._smooth(left, self.order), self._smooth(right, self.order), q):
            return ends[0]
        return Kink(min(end.lower for end in ends), max(end.upper for end in ends), ends[0].lower > ends[1].upper)

    def steps(self, q: Fraction) -> tuple[int, int]:
        """The signs of value - limit on the left, and of limit on the right - value, at a breakpoint.

        At a kink the value may be anything between the limits, and the signs are those of all such values.
        """
        left, right = (self._smooth(germ(self.term, self.variable, q, side), self.order) for side in (-1, 1))
        if self.order == 0:
            here = self._smooth(germ(self.term, self.variable, q, 0), 0)
            return self._step(left, here, q), self._step(here, right, q)
        found = self.at(q)
        if isinstance(found, Unjudged):
            raise Unresolved(found.reason)
        step = self._step(left, right, q) if isinstance(found, Kink) else 0
        return step, step

    def _step(self, one: Term, other: Term, q: Fraction) -> int:
        """The sign of other - one at q."""
        return 0 if self._agree(one, other, q) else sign_at(add(other, mul(num(-1), one)), self.variable, q)

    def _agree(self, one: Term, other: Term, q: Fraction) -> bool:
        if one == other:
            return True
        exact = rational(one, self.variable, q), rational(other, self.variable, q)
        if None not in exact:
            return exact[0] == exact[1]
        difference = ball(add(one, mul(num(-1), other)), self.variable, q, PRECISIONS[3])
        if difference != 0:
            return False
        raise Unresolved(f"It is not decided whether two pieces meet at {q}.")

    def enclose(self, term: Term, q: Fraction, sharper: int = 0) -> Value:
        """The value of a smooth term at q."""
        if q == 0 or is_rational(term):
            exact = rational(term, self.variable, q)
            if exact is not None and ball(term, self.variable, q, PRECISIONS[0]).is_finite():
                n = exact.numerator
                return Value(n, n, 0, (n > 0) - (n < 0), exact.denominator)
        narrow = None
        for bits in PRECISIONS:
            found = ball(term, self.variable, q, bits)
            if not found.is_finite():
                continue
            sign = 1 if found > 0 else -1 if found < 0 else 0
            narrow = self._narrow(found, sign, sharper)
            if narrow is not None and (sign or bits >= SIGN_BITS):
                return narrow
        if narrow is None:
            raise Unresolved(f"The value at {q} is not enclosed with {PRECISIONS[-1]} bits.")
        return narrow

    def _narrow(self, found: Any, sign: int, sharper: int) -> Value | None:
        """The ball as an interval of rationals, if it is narrow enough; far below and beyond all floats it is cut short."""
        tiny, huge = self.target.emin - self.target.p - ENOUGH - 1 - sharper, 2 * self.target.emax
        if found.abs_upper() < arb_power(tiny):
            return Value(-1 if sign <= 0 else 0, 1 if sign >= 0 else 0, tiny, sign)
        if found.abs_lower() > arb_power(huge):
            return Value(sign, sign, huge, sign)
        if found.rad() > arb_power(huge):
            return None
        (middle, k), (radius, r) = dyadic(found.mid(), tiny), dyadic(found.rad(), tiny)
        shift = min(k, r)
        cut = 0 if middle and radius else 1 << (tiny - shift)  # what `dyadic` may have left out
        middle, radius = middle << (k - shift), (radius << (r - shift)) + cut
        room = self.target.ulp_exponent(max(abs(middle) - radius, 0), 1, shift) - shift - ENOUGH - sharper
        if radius > (1 << room if room >= 0 else 0):
            return None
        return Value(middle - radius, middle + radius, shift, sign)

    def limit(self, side: int) -> Value | None:
        """The limit at +oo (side 1) or -oo (side -1), read off at two far points: None where they show none.

        This is an observation and no proof: values that come to rest within 2^-1100 are taken to stay there, at 0 where they
        are below 2^-1100 themselves, and values beyond all floats with the same sign are taken to go to infinity.
        """
        for exponents in FAR:
            try:
                asked = self.domain(side * two(exponents[0]))
                if asked is not None and not self._has_value(asked, side * two(exponents[0])):
                    return None
                near, far = (self.enclose(self._piece(side * two(k))[1], side * two(k), 1150) for k in exponents)
            except (Unresolved, Rejected):
                continue
            if near.sign == far.sign and min(abs(near.middle), abs(far.middle)) > self.target.overflow:
                return far
            if abs(far.middle - near.middle) > two(-1100):
                return None
            return far if abs(far.middle) > two(-1100) else Value(0, 0, 0, 0)
        return None

    def witness(self, q: Fraction) -> Fraction:
        """The value at q by mpmath, where q is no breakpoint: good to some 100 digits, without a bound."""
        piece = self._piece(q)[0]
        size = abs(floor_log2(q.numerator, q.denominator)) if q else 0
        step = two(-120) * min(abs(q), Fraction(1)) if q else two(-120)
        bits = -(-(1400 + 2 * size + self.order * (200 + size)) // 256) * 256
        run = Program([piece], self.variable, Decimals(bits))
        numbers = run.numbers
        total = numbers.number(Fraction(0))
        for k in range(self.order + 1):
            place = q + (Fraction(self.order, 2) - k) * step
            total += (-1) ** k * comb(self.order, k) * run(numbers.number(place))[0]
        total = total / numbers.number(step) ** self.order
        if abs(total) < numbers.number(two(4 * self.target.emin)):
            return Fraction(0)
        sign, mantissa, exponent, _ = total._mpf_
        return Fraction(-int(mantissa) if sign else int(mantissa)) * two(exponent)

    def confirm(self, q: Fraction) -> None:
        """Compare Arb with mpmath at q; breakpoints and what is not judged are passed over."""
        if self.cuts is None or q in self.cuts:
            return
        known = self.at(q)
        if isinstance(known, Value) and max(abs(known.lower), abs(known.upper)) < self.target.overflow:
            other, room = self.witness(q), self.target.ulp(known.middle) * two(-20)
            if not known.lower - room <= other <= known.upper + room:
                found = f"[{float(known.lower)!r}, {float(known.upper)!r}]"
                raise Disagreement(f"At {float(q)!r} Arb encloses the value in {found}, mpmath says {float(other)!r}.")


def dyadic(point: Any, tiny: int) -> tuple[int, int]:
    """An Arb midpoint or radius as m * 2^k; (0, tiny) where it is below 2^tiny, whose exact value may fill the memory."""
    if abs(point) < arb_power(tiny):
        return 0, tiny
    mantissa, exponent = point.man_exp()
    return int(mantissa), int(exponent)


@cache
def arb_power(exponent: int) -> Any:
    """2^exponent as an exact ball."""
    from flint import arb

    return arb((1, exponent))


@lru_cache(maxsize=4096)
def is_rational(term: Term) -> bool:
    """Whether the term is a rational function with rational coefficients, by the look of it."""
    if term.head == "^":
        exponent = term.args[1]
        return exponent.head == "num" and exponent.args[0].denominator == 1 and is_rational(term.args[0])
    return term.head in ("num", "sym") or (term.head in ("+", "*") and all(map(is_rational, term.args)))


@lru_cache(maxsize=4096)
def has_logarithm(term: Term) -> bool:
    """Whether a derivative may have a value where the term has none: that of log(u) has one for u < 0."""
    return term.head in ("log", "log1p") or any(map(has_logarithm, term.terms))


def tail_stable(term: Term) -> Term:
    """The same function without the cancellation of 1 + erf(u) and 1 + tanh(u) for u near -oo, and of log(1 + exp(u))."""
    term = rebuild(term, tail_stable)
    if term.head == "log" and term.args[0].head == "+" and len(term.args[0].args) == 2 and ONE in term.args[0].args:
        for part in term.args[0].args:
            if part.head == "exp":
                return apply("log1p", part)
    if term.head != "+" or len(term.args) != 2:
        return term
    for one, other in (term.args, term.args[::-1]):
        sign, inner = (-1, other.args[1]) if other.head == "*" and other.args[:-1] == (num(-1),) else (1, other)
        if one == ONE and inner.head == "erf":
            return apply("erfc", mul(num(-sign), inner.args[0]))
        if one == ONE and inner.head == "tanh":
            return mul(num(2), power(add(ONE, apply("exp", mul(num(-2 * sign), inner.args[0]))), num(-1)))
    return term
