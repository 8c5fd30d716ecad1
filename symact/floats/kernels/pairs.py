"""How is a sum or product of floats computed without losing what rounding drops?

Error-free transformations and arithmetic on pairs (hi, lo); Dekker 1971, Joldes, Muller and Popescu 2017. Relative errors
are below 2^-100 unless stated, as long as nothing overflows (|factors| < 2^900) or underflows.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[np.float64]
Pair: TypeAlias = tuple[Array, Array]

SPLITTER = 134217729.0  # 2^27 + 1


def number(exact: float) -> Array:
    """A float as an operand: an array without dimensions."""
    return np.array(exact, dtype=np.float64)


def constant(exact: Fraction | float) -> Pair:
    """The pair nearest to a number."""
    exact = Fraction(exact)
    high = float(exact)
    return number(high), number(float(exact - Fraction(high)))


ONE, TWO = number(1.0), number(2.0)


def two_sum(a: Array, b: Array) -> Pair:
    """a + b exactly."""
    total = a + b
    shadow = total - a
    return total, (a - (total - shadow)) + (b - shadow)


def fast_two_sum(a: Array, b: Array) -> Pair:
    """a + b exactly, where |a| >= |b| or a = 0."""
    total = a + b
    return total, b - (total - a)


def split(a: Array) -> Pair:
    """a as a sum of two numbers of at most 26 bits."""
    stretched = a * SPLITTER
    high = stretched - (stretched - a)
    return high, a - high


def two_product(a: Array, b: Array) -> Pair:
    """a * b exactly."""
    product = a * b
    (a_high, a_low), (b_high, b_low) = split(a), split(b)
    return product, ((a_high * b_high - product) + a_high * b_low + a_low * b_high) + a_low * b_low


def add(v: Pair, w: Pair) -> Pair:
    """v + w; where it cancels, the relative error grows to 2^-104 |v|/|v + w|."""
    total, rest = two_sum(v[0], w[0])
    low, lowest = two_sum(v[1], w[1])
    total, rest = fast_two_sum(total, rest + low)
    return fast_two_sum(total, rest + lowest)


def plus(v: Pair, a: Array) -> Pair:
    """v + a for a float a."""
    total, rest = two_sum(v[0], a)
    return fast_two_sum(total, rest + v[1])


def times(v: Pair, a: Array) -> Pair:
    """v * a for a float a."""
    product, rest = two_product(v[0], a)
    return fast_two_sum(product, rest + v[1] * a)


def multiply(v: Pair, w: Pair) -> Pair:
    product, rest = two_product(v[0], w[0])
    return fast_two_sum(product, rest + (v[0] * w[1] + v[1] * w[0]))


def divide(v: Pair, w: Pair) -> Pair:
    quotient = v[0] / w[0]
    product, rest = two_product(quotient, w[0])
    remainder = ((v[0] - product) - rest) + v[1] - quotient * w[1]
    return fast_two_sum(quotient, remainder / w[0])


def exactly(a: Array) -> Pair:
    """A float as a pair."""
    return a, np.zeros_like(a)


def negative(v: Pair) -> Pair:
    return -v[0], -v[1]


def doubled(v: Pair) -> Pair:
    return 2.0 * v[0], 2.0 * v[1]


def choose(condition: NDArray[np.bool_], v: Pair, w: Pair) -> Pair:
    """v where the condition holds, w elsewhere."""
    return np.where(condition, v[0], w[0]), np.where(condition, v[1], w[1])


def shift(v: Pair, k: NDArray[np.int64]) -> Pair:
    """v 2^k; what underflows is lost."""
    return np.ldexp(v[0], k), np.ldexp(v[1], k)


def times_rounded(v: Pair, a: Array, k: NDArray[np.int64] | int = 0) -> Array:
    """The float of v a 2^k for any finite a, with the sign of v a; nothing is lost before the last rounding."""
    mantissa, exponent = np.frexp(a)
    product = times(v, mantissa)
    return np.copysign(np.ldexp(product[0] + product[1], exponent + k), v[0] * mantissa)


def multiply_rounded(v: Pair, w: Pair) -> Array:
    """The float of v w, likewise."""
    mantissa, exponent = np.frexp(w[0])
    product = multiply(v, (mantissa, np.ldexp(w[1], -exponent)))
    return np.copysign(np.ldexp(product[0] + product[1], exponent), v[0] * mantissa)


def rounded(v: Pair, k: NDArray[np.int64] | int = 0) -> Array:
    """The float of v 2^k: off by 1/2 ulp, and by at most 1 ulp where it is subnormal (rounded twice)."""
    return np.ldexp(v[0] + v[1], k)
