"""Which values does a function take on an interval? Intervals of plain integers, rounded outward.

The value (lo, hi) of `Integers(p)` is the set [lo, hi] * 2^-p. What is known at a point stands in `series`; here are the
arithmetic operations, and how the image of an interval follows: by monotonicity, or from the extrema and poles inside.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from math import isqrt

from symact.check import series
from symact.check.series import Interval
from symact.check.term import Rejected, Undefined

Head = Callable[[int, int], Interval]

LARGEST_POWER_BITS = 2**17  # powers with more bits are refused


def _increasing(head: Head, v: Interval, p: int) -> Interval:
    """The image under an increasing function: its lower bound at the lower end, its upper bound at the upper end."""
    a, b = v
    return head(a, p) if a == b else (head(a, p)[0], head(b, p)[1])


def _increasing_odd(head: Head, v: Interval, p: int) -> Interval:
    """The image under an increasing odd function that `head` bounds on [0, oo)."""
    a, b = v
    return head(a, p)[0] if a >= 0 else -head(-a, p)[1], head(b, p)[1] if b >= 0 else -head(-b, p)[0]


def _tan(x: int, p: int) -> Interval:
    """sin t/cos t with all guard bits."""
    if x == 0:
        return 0, 0
    guard = series.GUARD
    x, w = x << guard, p + guard
    low, high = _divide(series.sine(x, w, 0), series.sine(x, w, 1), w)
    return low >> guard, series.up(high, guard)


def _lambert(x: int, p: int) -> Interval:
    """W(t), t >= -1/e: y e^y increases on [-1, oo), so that y e^y <= t, or y = -1, shows y <= W(t), and y e^y >= t W(t) <=
    y.

    Newton's method finds y, from above: log(1 + t), or -1 + sqrt(2 (1 + e t)) for t < 0. The two bounds are then shown, by
    the enclosure of exp, for points ever further from y. W(t) = t e^-W(t) has the sign of t and is at most t.
    """
    if x == 0:
        return 0, 0
    w = p + p // 2 + series.GUARD  # near -1/e half of the bits of t are lost
    one, t = 1 << w, x << w - p
    if x > 0:
        y = series.log(one + t, w)[0]
    else:
        y = isqrt(2 * max(one + (t * series.exp(one, w)[0] >> w), 0) << w) - one
    for _ in range(64):
        step = (y - (t << w) // max(series.exp(y, w)[0], 1) << w) // max(one + y, 1)
        y = max(y - step, -one)
        if abs(step) >> p // 2 == 0:
            break
    distance = 1 << p // 2
    low, high = y - distance, y + distance
    while low > -one and low * series.exp(low, w)[low >= 0] > t << w:
        distance *= 2
        low = y - distance
    distance = 1 << p // 2
    while high * series.exp(high, w)[high < 0] < t << w:
        distance *= 2
        high = y + distance
    return max(low, -one if x < 0 else 0) >> w - p, min(series.up(high, w - p), x)


def _integer_root(n: int, q: int) -> int:
    """floor(n^(1/q)): from a start above the root Newton's iterates fall until they reach it, and never below it."""
    if q == 2 or n == 0:
        return isqrt(n)
    r = 1 << -(-n.bit_length() // q)
    while True:
        s = ((q - 1) * r + n // r ** (q - 1)) // q
        if s >= r:
            return r
        r = s


def _root(x: int, p: int, q: int) -> Interval:
    """The q-th root of t >= 0: an integer root, and one more unless it is exact; exp(log(t)/q) for large q."""
    if q <= 16 or x == 0:
        n = x << (q - 1) * p if x else 0
        r = _integer_root(n, q)
        return r, r + (r**q != n)
    guard = series.GUARD
    w = p + guard
    low, high = series.log(x << guard, w)
    return series.exp(low // q, w)[0] >> guard, series.up(series.exp(-(-high // q), w)[1], guard)


def _power(x: int, p: int, n: int, upward: bool) -> int:
    """A bound of t^n, x >= 0, n >= 1, from above or below: every product is rounded that way, and t -> t^n increases."""
    bias = (1 << p) - 1 if upward else 0
    result = 1 << p
    while True:
        if n & 1:
            result = result * x + bias >> p
        n >>= 1
        if n == 0:
            return result
        x = x * x + bias >> p
        if x.bit_length() > LARGEST_POWER_BITS or result.bit_length() > LARGEST_POWER_BITS:
            raise Rejected(f"a power has more than {LARGEST_POWER_BITS} bits, which is too large to be computed with")


def _divide(v: Interval, w: Interval, p: int) -> Interval:
    """v/w; the signs of the ends of v choose the end of w."""
    (a, b), (c, d) = v, w
    if c <= 0 <= d:
        raise Undefined(f"division by {_show(w, p)}, which is not shown to exclude 0")
    if d < 0:
        a, b, c, d = -b, -a, -d, -c
    return (a << p) // (d if a >= 0 else c), -((-b << p) // (c if b >= 0 else d))


def _decimal(x: int, p: int, upward: bool = False) -> str:
    """t for a sentence, rounded outward to six decimals; the order of magnitude where it is very large."""
    if x.bit_length() - p > 64:
        return f"{'-' if x < 0 else ''}2^{x.bit_length() - p - 1}.."
    n = -(-x * 10**6 >> p) if upward else x * 10**6 >> p
    whole, decimals = divmod(abs(n), 10**6)
    return f"{'-' if n < 0 else ''}{whole}" + (f".{decimals:06}".rstrip("0") if decimals else "")


def _show(v: Interval, p: int) -> str:
    return f"[{_decimal(v[0], p)}, {_decimal(v[1], p, upward=True)}]"


def _ends(v: Interval, w: Interval) -> Interval:
    """The least and the greatest product of a number of v and one of w, at twice the precision."""
    (a, b), (c, d) = v, w
    if a >= 0:
        return a * c if c >= 0 else b * c, b * d if d >= 0 else a * d
    if b <= 0:
        return a * d if d >= 0 else b * d, a * c if c <= 0 else b * c
    if c >= 0:
        return a * d, b * d
    if d <= 0:
        return b * c, a * c
    return min(a * d, b * c), max(a * c, b * d)


class Integers:
    """Interval arithmetic on integers, `precision` bits after the binary point.

    Every operation returns an interval that contains the values of the function at all points of its arguments. Where the
    function is not shown to be defined on all of them it raises `Undefined`, where its values are too large `Rejected`.
    """

    __slots__ = ("one", "precision")

    def __init__(self, precision: int) -> None:
        if not 8 <= precision <= 2048:
            raise Rejected(f"the precision must lie between 8 and 2048 bits, not {precision}")
        self.precision = precision
        self.one = 1 << precision

    def number(self, q: Fraction) -> Interval:
        n = q.numerator << self.precision
        return n // q.denominator, -(-n // q.denominator)

    def hull(self, lo: Fraction, hi: Fraction) -> Interval:
        if lo > hi:
            raise Rejected("the lower end of an interval is greater than its upper end")
        return self.number(lo)[0], self.number(hi)[1]

    def bounds(self, v: Interval) -> tuple[Fraction, Fraction]:
        return Fraction(v[0], self.one), Fraction(v[1], self.one)

    def sign(self, v: Interval) -> int:
        """+1 or -1 where all numbers of v have that sign, else 0: nothing is shown."""
        return 1 if v[0] > 0 else -1 if v[1] < 0 else 0

    def add(self, v: Interval, w: Interval) -> Interval:
        return v[0] + w[0], v[1] + w[1]

    def neg(self, v: Interval) -> Interval:
        return -v[1], -v[0]

    def mul(self, v: Interval, w: Interval) -> Interval:
        low, high = _ends(v, w)
        return low >> self.precision, -(-high >> self.precision)

    def dot(self, pairs: Iterable[tuple[Interval, Interval]]) -> Interval:
        """The sum of the products, rounded once."""
        low = high = 0
        for v, w in pairs:
            a, b = _ends(v, w)
            low += a
            high += b
        return low >> self.precision, -(-high >> self.precision)

    def div(self, v: Interval, w: Interval) -> Interval:
        return _divide(v, w, self.precision)

    def power(self, v: Interval, n: int) -> Interval:
        """v^n; v^0 is 1, and v^-n is (1/v)^n."""
        if n <= 0:
            return self.power(self.div((self.one, self.one), v), -n) if n else (self.one, self.one)
        (a, b), p = v, self.precision
        if n % 2 == 0:
            a, b = (a, b) if a >= 0 else (max(-b, 0), max(-a, b))
        low = _power(a, p, n, False) if a >= 0 else -_power(-a, p, n, True)
        return low, _power(b, p, n, True) if b >= 0 else -_power(-b, p, n, False)

    def root(self, v: Interval, q: int) -> Interval:
        if v[0] < 0:
            raise Undefined(f"root of {_show(v, self.precision)}, which is not shown to be at least 0")
        return _increasing(lambda x, p: _root(x, p, q), v, self.precision)

    def cbrt(self, v: Interval) -> Interval:
        return _increasing_odd(lambda x, p: _root(x, p, 3), v, self.precision)

    def pi(self) -> Interval:
        low = series.pi(self.precision + 32)
        return low >> 32, series.up(low + 2, 32)

    def exp(self, v: Interval) -> Interval:
        return _increasing(series.exp, v, self.precision)

    def expm1(self, v: Interval) -> Interval:
        """e^t - 1, which is at least t."""
        low, high = _increasing(series.exp, v, self.precision)
        return max(low - self.one, v[0]), high - self.one

    def log(self, v: Interval) -> Interval:
        if v[0] <= 0:
            raise Undefined(f"log of {_show(v, self.precision)}, which is not shown to be positive")
        return _increasing(series.log, v, self.precision)

    def log1p(self, v: Interval) -> Interval:
        """log(1 + t), which is at most t."""
        if v[0] <= -self.one:
            raise Undefined(f"log1p of {_show(v, self.precision)}, which is not shown to be greater than -1")
        low, high = _increasing(series.log, (v[0] + self.one, v[1] + self.one), self.precision)
        return low, min(high, v[1])

    def sin(self, v: Interval) -> Interval:
        return self._wave(v, 0)

    def cos(self, v: Interval) -> Interval:
        return self._wave(v, 1)

    def _wave(self, v: Interval, turn: int) -> Interval:
        """sin(t + turn pi/2). Its extrema are the q pi/2 with q + turn odd, the value is 1 for q + turn = 1 modulo 4.

        Without an extremum inside it is monotone on v; with two neighbouring ones it takes all values.
        """
        (a, b), p, one = v, self.precision, self.one
        low, high = series.sine(a, p, turn)
        if a == b:
            return low, high
        if max(a.bit_length(), b.bit_length()) - p > series.LARGEST_ANGLE_BITS:
            return -one, one
        below, last = series.quarters(a, b, p)
        first = below + 1 + (below + turn) % 2
        if first + 2 <= last:
            return -one, one
        other = series.sine(b, p, turn)
        low, high = min(low, other[0]), max(high, other[1])
        if first <= last:
            return (low, one) if (first + turn) % 4 == 1 else (-one, high)
        return low, high

    def tan(self, v: Interval) -> Interval:
        """Between two poles tan increases."""
        p = self.precision
        if max(v[0].bit_length(), v[1].bit_length()) - p <= series.LARGEST_ANGLE_BITS:
            below, last = series.quarters(v[0], v[1], p)
            if below + 1 + below % 2 > last:
                return _increasing(_tan, v, p)
        raise Undefined(f"tan of {_show(v, p)}, which is not shown to be free of poles")

    def atan(self, v: Interval) -> Interval:
        return _increasing_odd(series.atan, v, self.precision)

    def asin(self, v: Interval) -> Interval:
        if v[0] < -self.one or v[1] > self.one:
            raise Undefined(f"asin of {_show(v, self.precision)}, which is not shown to lie in [-1, 1]")
        return _increasing_odd(series.asin, v, self.precision)

    def tanh(self, v: Interval) -> Interval:
        return _increasing_odd(series.tanh, v, self.precision)

    def erf(self, v: Interval) -> Interval:
        return _increasing_odd(series.erf, v, self.precision)

    def erfc(self, v: Interval) -> Interval:
        low, high = _increasing_odd(series.erf, v, self.precision)
        return self.one - high, self.one - low

    def LambertW(self, v: Interval) -> Interval:  # noqa: N802
        if -v[0] > series.exp(-self.one, self.precision)[0]:
            raise Undefined(f"LambertW of {_show(v, self.precision)}, which is not shown to be at least -1/e")
        return _increasing(_lambert, v, self.precision)
