"""Binary float formats: what is an ulp, which float is nearest, and how far is a float from an exact real?

A float is its bit pattern, a nonnegative integer; an exact real is a `Fraction`. Nothing here rounds except where the
name says so, so no format needs hardware, NumPy or a library that knows it.

For the exact y, ulp(y) = 2^(max(floor(log2 |y|), emin) - p + 1) and ulp(0) = 2^(emin - p + 1). The ULP error of a
computed g is |g - y| / ulp(y), a rational number: measured in units of the *exact* value, and halves are kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache
from math import inf, nextafter
from typing import NamedTuple


class Around(NamedTuple):
    """The floats that a real number may be rounded to: all one where it is a float."""

    below: int
    nearest: int
    above: int


@dataclass(frozen=True)
class Format:
    """A binary interchange format: precision p (hidden bit included) and the exponents of its normal numbers."""

    name: str
    p: int
    emin: int
    emax: int

    @cached_property
    def width(self) -> int:
        """Bits of a pattern: sign, biased exponent, fraction."""
        return 1 + (self.emax + 1).bit_length() + self.p - 1

    @cached_property
    def infinity(self) -> int:
        """The pattern of +infinity; the patterns 0 .. infinity are the nonnegative floats in increasing order."""
        return ((1 << (self.width - self.p)) - 1) << (self.p - 1)

    @cached_property
    def sign_bit(self) -> int:
        return 1 << (self.width - 1)

    @cached_property
    def nan(self) -> int:
        """A quiet NaN."""
        return self.infinity | 1 << (self.p - 2)

    @cached_property
    def smallest(self) -> Fraction:
        """The smallest positive subnormal number."""
        return two(self.emin - self.p + 1)

    @cached_property
    def smallest_normal(self) -> Fraction:
        return two(self.emin)

    @cached_property
    def nearly_normal(self) -> Fraction:
        """The least real that is rounded to a normal number: halfway from the largest subnormal, and a tie goes to the even one."""
        return self.smallest_normal - self.smallest / 2

    @cached_property
    def largest(self) -> Fraction:
        """The largest finite number."""
        return two(self.emax + 1) - two(self.emax + 1 - self.p)

    @cached_property
    def overflow(self) -> Fraction:
        """2^(emax + 1): the value that an infinity stands for when it is compared with a smaller exact value."""
        return two(self.emax + 1)

    def is_nan(self, bits: int) -> bool:
        return bits & (self.sign_bit - 1) > self.infinity

    def is_infinite(self, bits: int) -> bool:
        return bits & (self.sign_bit - 1) == self.infinity

    def is_finite(self, bits: int) -> bool:
        return bits & (self.sign_bit - 1) < self.infinity

    def is_zero(self, bits: int) -> bool:
        return bits & (self.sign_bit - 1) == 0

    def is_negative(self, bits: int) -> bool:
        """The sign bit, which zeros and infinities have too."""
        return bits >= self.sign_bit

    def value(self, bits: int) -> Fraction:
        """The exact value of a finite float."""
        m, k = self.scaled(bits)
        return Fraction(m << k) if k >= 0 else Fraction(m, 1 << -k)

    def scaled(self, bits: int) -> tuple[int, int]:
        """The value of a float that is no NaN as m * 2^k; an infinity counts as 2^(emax + 1)."""
        magnitude = bits & (self.sign_bit - 1)
        exponent, fraction = magnitude >> (self.p - 1), magnitude & ((1 << (self.p - 1)) - 1)
        if exponent:
            fraction |= 1 << (self.p - 1)
        return -fraction if bits >= self.sign_bit else fraction, max(exponent, 1) + self.emin - self.p

    def ulp(self, y: Fraction) -> Fraction:
        """The unit in the last place of an exact real."""
        return two(self.ulp_exponent(y.numerator, y.denominator))

    def ulp_exponent(self, n: int, d: int = 1, shift: int = 0) -> int:
        """log2 of ulp(n/d * 2^shift), for d > 0."""
        return (max(floor_log2(n, d) + shift, self.emin) if n else self.emin) - self.p + 1

    def around(self, y: Fraction) -> Around:
        """RD(y), RN(y) and RU(y)."""
        return self.around_ratio(y.numerator, y.denominator)

    def around_ratio(self, n: int, d: int = 1, shift: int = 0) -> Around:
        """RD, RN and RU of n/d * 2^shift, for d > 0."""
        low, half, exact = self._magnitude(abs(n), d, shift)
        high = low if exact else low + 1
        near = high if half > 0 or (half == 0 and low & 1) else low
        if n < 0:
            low, near, high = high | self.sign_bit, near | self.sign_bit, low | self.sign_bit
        return Around(low, near, high)

    def below(self, y: Fraction) -> int:
        """RD(y): the largest float <= y; -0 and -infinity are such floats for negative y."""
        return self.around(y).below

    def nearest(self, y: Fraction) -> int:
        """RN(y): the nearest float, ties to even; infinite from 2^emax (2 - 2^-p) on."""
        return self.around(y).nearest

    def above(self, y: Fraction) -> int:
        """RU(y): the smallest float >= y."""
        return self.around(y).above

    def _magnitude(self, n: int, d: int, shift: int) -> tuple[int, int, bool]:
        """For y >= 0: the pattern of RD(y), how the rest compares with half a step up (-1, 0, 1), and whether it is 0.

        Patterns are consecutive, so a step carries into the next binade, and from the largest float to infinity.
        """
        unit = self.ulp_exponent(n, d, shift)
        if unit > self.emax - self.p + 1:
            return self.infinity - 1, 1, False
        up = shift - unit
        step = d << max(-up, 0)
        whole, rest = divmod(n << max(up, 0), step)
        rest *= 2
        return ((unit - self.emin + self.p - 1) << (self.p - 1)) + whole, (rest > step) - (rest < step), rest == 0

    def error(self, bits: int, y: Fraction) -> Fraction:
        """The ULP error of a float that is no NaN against the exact y; an infinity counts as 2^(emax + 1)."""
        least, _, unit = self.errors(bits, y.numerator, y.numerator, 0, y.denominator)
        return Fraction(least, unit)

    def errors(self, bits: int, low: int, high: int, shift: int, d: int = 1) -> tuple[int, int, int]:
        """Bounds of the ULP error against a y in [low, high] * 2^shift / d, as integers over a third one.

        Both ends of the interval have their own ulp where a power of two lies between them: the bounds hold for either.
        """
        m, k = self.scaled(bits)
        units = [self.ulp_exponent(end, d, shift) for end in (low, high)]
        ground = min(k, shift, *units)
        g, (a, b) = m * d << (k - ground), (end << (shift - ground) for end in (low, high))
        nearest = max(a - g, g - b, 0)
        return nearest << (min(units) - ground), max(b - g, g - a) << (max(units) - ground), d << (sum(units) - 2 * ground)

    def place(self, bits: int) -> int:
        """The number of floats between 0 and this one, with a sign: -0 is -1 and +0 is 0."""
        return self.sign_bit - 1 - bits if self.is_negative(bits) else bits

    def neighbours(self, bits: int, reach: int) -> list[int]:
        """The floats at most `reach` steps away from a finite float, infinities left out, in increasing order."""
        place = -(bits - self.sign_bit) if self.is_negative(bits) else bits
        places = range(max(place - reach, 1 - self.infinity), min(place + reach, self.infinity - 1) + 1)
        return [self.sign_bit - k if k < 0 else k for k in places]

    def hexadecimal(self, bits: int) -> str:
        """The float as C prints it: `-0x1.8p+3`, `0x0.0008p-1022`, `inf`, `nan`."""
        if self.is_nan(bits):
            return "nan"
        sign = "-" if self.is_negative(bits) else ""
        magnitude = bits & (self.sign_bit - 1)
        if magnitude in (0, self.infinity):
            return sign + ("inf" if magnitude else "0x0.0p+0")
        exponent, fraction = magnitude >> (self.p - 1), magnitude & ((1 << (self.p - 1)) - 1)
        digits = -(-(self.p - 1) // 4)
        shown = f"{fraction << (4 * digits - self.p + 1):0{digits}x}".rstrip("0") or "0"
        return f"{sign}0x{int(exponent > 0)}.{shown}p{max(exponent, 1) + self.emin - 1:+d}"


FLOAT16 = Format("float16", 11, -14, 15)
BFLOAT16 = Format("bfloat16", 8, -126, 127)
FLOAT32 = Format("float32", 24, -126, 127)
FLOAT64 = Format("float64", 53, -1022, 1023)
FORMATS = (FLOAT16, BFLOAT16, FLOAT32, FLOAT64)


def format_named(name: str) -> Format:
    for candidate in FORMATS:
        if candidate.name == name:
            return candidate
    raise ValueError(f"There is no float format {name!r}: choose one of {', '.join(f.name for f in FORMATS)}.")


@lru_cache(maxsize=8192)
def two(exponent: int) -> Fraction:
    """2^exponent."""
    return Fraction(1 << exponent) if exponent >= 0 else Fraction(1, 1 << -exponent)


def floor_log2(n: int, d: int = 1) -> int:
    """floor(log2 |n/d|) of a quotient that is not 0, for d > 0."""
    guess = n.bit_length() - d.bit_length()
    return guess if d == 1 else guess - (abs(n) << max(-guess, 0) < d << max(guess, 0))


def down(q: Fraction) -> float:
    """The largest float64, or infinity, that is not above q."""
    try:
        near = float(q)
    except OverflowError:
        return float(FLOAT64.largest) if q > 0 else -inf
    return near if Fraction(near) <= q else nextafter(near, -inf)


def up(q: Fraction) -> float:
    """The smallest float64, or infinity, that is not below q."""
    return -down(-q)
