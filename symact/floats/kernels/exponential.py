"""How are exp and its relatives computed on pairs?

exp x: x = n log(2)/32 + r with |r| <= log(2)/64, so exp x = 2^(n div 32) T[n mod 32] (1 + expm1 r), T[j] = 2^(j/32). The
product n log 2/32 is exact in its first two parts, r is a pair, and expm1 r = r + r^2 (1/2 + r/6 + … + r^5/5040) errs by
less than 2^-66: the terms after r are below 2^-13 and the first one left out below 2^-67. T is kept with a leading part of
26 bits, so that its product with a split factor is exact.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from symact.check.arithmetic import Integers
from symact.floats.kernels.pairs import (
    ONE,
    Pair,
    add,
    choose,
    divide,
    exactly,
    fast_two_sum,
    negative,
    number,
    plus,
    shift,
    split,
    two_sum,
)

STEPS = 32  # table entries for one doubling
SMALL = 0.0108  # below log(2)/64: here exp needs no table
Scaled = tuple[Pair, NDArray[np.int64]]


def midpoint(numbers: Integers, v: tuple[int, int]) -> Fraction:
    """A rational inside an enclosure that is much narrower than a pair's last bit."""
    low, high = numbers.bounds(v)
    return (low + high) / 2


def _leading(exact: Fraction, bits: int) -> float:
    """The number cut to its leading bits."""
    unit = Fraction(2) ** (exact.numerator.bit_length() - exact.denominator.bit_length() - bits)
    return float(exact // unit * unit)


_NUMBERS = Integers(256)
LOG_2 = midpoint(_NUMBERS, _NUMBERS.log(_NUMBERS.number(Fraction(2))))
_STEP = LOG_2 / STEPS
_STEP_1 = _leading(_STEP, 34)  # 34 bits each, so that products with |n| < 2^18 are exact
_STEP_2 = _leading(_STEP - Fraction(_STEP_1), 34)
_STEP_3 = float(_STEP - Fraction(_STEP_1) - Fraction(_STEP_2))
_PER_STEP = float(1 / _STEP)
_POWERS = [midpoint(_NUMBERS, _NUMBERS.exp(_NUMBERS.number(j * _STEP))) for j in range(STEPS)]
_POWER_1 = np.array([_leading(power, 25) for power in _POWERS])
_POWER_2 = np.array([float(power - Fraction(high)) for power, high in zip(_POWERS, _POWER_1.tolist(), strict=True)])
_SERIES = [float(Fraction(1, f)) for f in (5040, 720, 120, 24, 6, 2)]


def _reduced(x: Pair) -> tuple[Pair, NDArray[np.int64]]:
    """expm1 of the remainder r, and n."""
    steps = np.rint(x[0] * _PER_STEP)
    rest, low = two_sum(x[0] - steps * _STEP_1, -steps * _STEP_2)
    low = low + (x[1] - steps * _STEP_3)
    r = rest + low
    low = low - (r - rest)
    series = np.full_like(r, _SERIES[0])
    for coefficient in _SERIES[1:]:
        series = series * r + coefficient
    return fast_two_sum(r, low + r * r * series), steps.astype(np.int64)


def exponential(x: Pair) -> Scaled:
    """exp(x) for |x| < 5000, with a relative error below 2^-65; the leading factor lies between 0.98 and 2.02."""
    small, n = _reduced(x)
    j, k = n & (STEPS - 1), n >> 5
    table, rest = _POWER_1[j], _POWER_2[j]
    a, b = split(small[0])
    high, low = fast_two_sum(table, table * a)
    low = low + (table * b + (rest + (rest * small[0] + table * small[1])))
    return fast_two_sum(high, low), k


def exp_minus_1(x: Pair) -> Pair:
    """exp(x) - 1 for -5000 < x < 700, with a relative error below 2^-58."""
    tiny = np.abs(x[0]) < SMALL
    power = shift(*exponential(x))
    near, _ = _reduced((np.where(tiny, x[0], 0.0), np.where(tiny, x[1], 0.0)))
    return choose(tiny, near, plus(power, number(-1.0)))


def log_1_plus(u: Pair) -> Pair:
    """log(1 + u) for 0 <= u <= 1, with a relative error below 2^-57.

    One step of Newton's method for exp(y) = 1 + u from a first guess that is good to 2^-40 at least.
    """
    guess = np.log1p(u[0])
    residual = add(u, negative(exp_minus_1(exactly(guess))))
    return fast_two_sum(guess, (residual[0] + residual[1]) / (1.0 + u[0]))


def logistic(z: Pair) -> Scaled:
    """1/(1 + exp(-z)) for |z| < 5000."""
    right = z[0] > 0
    power, k = exponential(choose(right, negative(z), z))
    quotient = divide(choose(right, exactly(ONE), power), plus(shift(power, k), ONE))
    return quotient, np.where(right, 0, k)


def softplus(z: Pair) -> Scaled:
    """log(1 + exp(z)) for |z| < 5000. Left of -45 it is exp(z), to 2^-65."""
    left = z[0] < 0
    power, k = exponential(choose(left, z, negative(z)))
    value = log_1_plus(shift(power, k))
    value = choose(left, value, add(value, z))
    tail = z[0] < -45
    return choose(tail, power, value), np.where(tail, k, 0)
