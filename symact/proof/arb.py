"""Which values does a function take on an interval? The kernel's interval arithmetic once more, on Arb.

A second opinion for proofs and a fast first one for the search; the kernel does not depend on it. The value (lo, hi) of
`Balls(p)` is the set [lo, hi], its ends exact points of at most p bits. Arb computes a ball around the image of each end;
the ends of a result are the outer ends of these balls. (One ball per interval would not do: its radius has 30 bits, so that
it is wider than the interval and leaves the domain of root or asin, and the product of two wide balls is not the product of
the sets.)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from fractions import Fraction
from functools import wraps
from typing import Any, TypeVar, cast

from flint import arb, ctx, fmpq

from symact.check.extent import WORK_BITS
from symact.check.term import Rejected, Undefined

Interval = tuple[arb, arb]
Operation = TypeVar("Operation", bound=Callable[..., Any])

ZERO, ONE = arb(0), arb(1)
LARGEST_BITS = 2**17  # bounds above 2^(2^17) are refused, those below 2^-(2^17) are rounded to 0 or that number


def _point(q: Fraction) -> arb:
    return arb(fmpq(q.numerator, q.denominator))


def _fraction(end: arb, upward: bool) -> Fraction:
    """An exact end as a fraction; outward where its exponent is so small that the fraction would be gigantic."""
    mantissa, exponent = (int(k) for k in end.man_exp())
    size = mantissa.bit_length() + exponent
    if mantissa and size > LARGEST_BITS:
        raise Rejected("a bound is too large to be computed with")
    if mantissa and exponent < -LARGEST_BITS:
        unit = Fraction(1, 1 << LARGEST_BITS)
        if size <= -LARGEST_BITS:
            return unit * ((mantissa > 0) if upward else -(mantissa < 0))
        shifted = -(-mantissa >> -LARGEST_BITS - exponent) if upward else mantissa >> -LARGEST_BITS - exponent
        return unit * shifted
    return Fraction(mantissa << exponent) if exponent >= 0 else Fraction(mantissa, 1 << -exponent)


def _ends(v: Interval, w: Interval) -> Interval:
    """The least and the greatest product of a number of v and one of w, up to rounding."""
    (a, b), (c, d) = v, w
    if a >= 0:
        return (a if c >= 0 else b) * c, (b if d >= 0 else a) * d
    if b <= 0:
        return (a if d >= 0 else b) * d, (b if c >= 0 else a) * c
    if c >= 0:
        return a * d, b * d
    if d <= 0:
        return b * c, a * c
    return (a * d).min(b * c), (a * c).max(b * d)


@contextmanager
def working(bits: int = WORK_BITS) -> Iterator[None]:
    """Arb's precision for a piece of work; that of contexts, where nothing is said, so that few of its steps have to change it."""
    saved, ctx.prec = ctx.prec, bits
    try:
        yield
    finally:
        ctx.prec = saved


def _outer(low: arb, high: arb, problem: str) -> Interval:
    """The outer ends of two balls, in which the ends of the set lie."""
    if low.is_finite() and high.is_finite():
        return low.lower(), high.upper()
    raise Undefined(problem)


def _precise(operation: Operation) -> Operation:
    """The operation at the precision of its arithmetic; that of everybody else is restored. To set it costs more than a product."""
    @wraps(operation)
    def precisely(self: Balls, *arguments: Any) -> Any:
        saved = ctx.prec
        if saved == self.precision:
            return operation(self, *arguments)
        ctx.prec = self.precision
        try:
            return operation(self, *arguments)
        finally:
            ctx.prec = saved

    return cast("Operation", precisely)


class Balls:
    """Interval arithmetic on Arb with `precision` significant bits; the interface of `symact.check.arithmetic.Integers`."""

    __slots__ = ("precision",)

    def __init__(self, precision: int) -> None:
        self.precision = precision

    @_precise
    def _increasing(self, head: Callable[[arb], arb], v: Interval, problem: str = "the values are too large") -> Interval:
        return _outer(head(v[0]), head(v[1]), problem)

    def number(self, q: Fraction) -> Interval:
        return self.hull(q, q)

    @_precise
    def hull(self, lo: Fraction, hi: Fraction) -> Interval:
        low = _point(lo)
        if lo == hi:
            return _outer(low, low, "the ends are too large for Arb")
        if lo > hi:
            raise Rejected("the lower end of an interval is greater than its upper end")
        return _outer(low, _point(hi), "the ends are too large for Arb")

    def bounds(self, v: Interval) -> tuple[Fraction, Fraction]:
        return _fraction(v[0], False), _fraction(v[1], True)

    def sign(self, v: Interval) -> int:
        """+1 or -1 where all numbers of v have that sign, else 0: nothing is shown."""
        return 1 if v[0] > 0 else -1 if v[1] < 0 else 0

    @_precise
    def add(self, v: Interval, w: Interval) -> Interval:
        return _outer(v[0] + w[0], v[1] + w[1], "the sum is too large for Arb")

    def neg(self, v: Interval) -> Interval:
        return v[1].neg(exact=True), v[0].neg(exact=True)

    @_precise
    def mul(self, v: Interval, w: Interval) -> Interval:
        return _outer(*_ends(v, w), "a product is too large for Arb")

    @_precise
    def dot(self, pairs: Iterable[tuple[Interval, Interval]]) -> Interval:
        """The sum of the products."""
        low = high = ZERO
        for v, w in pairs:
            a, b = _ends(v, w)
            low += a
            high += b
        return _outer(low, high, "a product is too large for Arb")

    @_precise
    def div(self, v: Interval, w: Interval) -> Interval:
        """The signs of the ends of v choose the end of w."""
        (a, b), (c, d) = v, w
        if c <= 0 <= d:
            raise Undefined("division by an interval that is not shown to exclude 0")
        if d < 0:
            a, b, c, d = b.neg(exact=True), a.neg(exact=True), d.neg(exact=True), c.neg(exact=True)
        return _outer(a / (d if a >= 0 else c), b / (c if b >= 0 else d), "the quotient is too large for Arb")

    def power(self, v: Interval, n: int) -> Interval:
        """v^n; v^0 is 1, and v^-n is (1/v)^n."""
        if n <= 0:
            return self.power(self.div((ONE, ONE), v), -n) if n else (ONE, ONE)
        a, b = v
        if n % 2 == 0 and a < 0:
            magnitude = max(a.neg(exact=True), b)
            a, b = (arb(0), magnitude) if b > 0 else (b.neg(exact=True), a.neg(exact=True))
        return self._increasing(lambda x: x**n, (a, b), "the power is too large for Arb")

    def root(self, v: Interval, q: int) -> Interval:
        if v[0] < 0:
            raise Undefined("root of an interval that is not shown to be at least 0")
        return self._increasing(lambda x: x.root(q) if x > 0 else x, v)

    def cbrt(self, v: Interval) -> Interval:
        return self._increasing(lambda x: x.root(3) if x > 0 else -x.neg(exact=True).root(3) if x < 0 else x, v)

    @_precise
    def pi(self) -> Interval:
        return _outer(arb.pi(), arb.pi(), "")

    def exp(self, v: Interval) -> Interval:
        return self._increasing(arb.exp, v)

    def expm1(self, v: Interval) -> Interval:
        return self._increasing(arb.expm1, v)

    def log(self, v: Interval) -> Interval:
        return self._increasing(arb.log, v, "log of an interval that is not shown to be positive")

    def log1p(self, v: Interval) -> Interval:
        return self._increasing(arb.log1p, v, "log1p of an interval that is not shown to be greater than -1")

    def sin(self, v: Interval) -> Interval:
        return self._wave(arb.sin, v)

    def cos(self, v: Interval) -> Interval:
        return self._wave(arb.cos, v)

    def _wave(self, head: Callable[[arb], arb], v: Interval) -> Interval:
        """The image of the ball around the interval, within [-1, 1]: sin and cos do not rise or fall throughout."""
        low, high = self._on_ball(head, v, "the argument is too large for Arb")
        return max(low, arb(-1)), min(high, arb(1))

    @_precise
    def _on_ball(self, head: Callable[[arb], arb], v: Interval, problem: str) -> Interval:
        ball = head(v[0] if v[0] == v[1] else v[0].union(v[1]))
        return _outer(ball, ball, problem)

    def tan(self, v: Interval) -> Interval:
        self._on_ball(arb.tan, v, "tan of an interval that is not shown to be free of poles")
        return self._increasing(arb.tan, v)

    def atan(self, v: Interval) -> Interval:
        return self._increasing(arb.atan, v)

    def asin(self, v: Interval) -> Interval:
        return self._increasing(arb.asin, v, "asin of an interval that is not shown to lie in [-1, 1]")

    def tanh(self, v: Interval) -> Interval:
        return self._increasing(arb.tanh, v)

    def erf(self, v: Interval) -> Interval:
        return self._increasing(arb.erf, v)

    def erfc(self, v: Interval) -> Interval:
        return self._increasing(arb.erfc, (v[1], v[0]))

    def LambertW(self, v: Interval) -> Interval:  # noqa: N802
        return self._increasing(arb.lambertw, v, "LambertW of an interval that is not shown to be at least -1/e")
