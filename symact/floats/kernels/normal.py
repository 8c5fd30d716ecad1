"""How are the normal density and the Mills ratio computed, far into the tail?

M(t) = (1 - Phi(t))/phi(t) for t >= 0, so that Phi(-t) = phi(t) M(t) with two factors that lose nothing: phi(t) by an exact
square, and M, which is tame (M(0) = sqrt(pi/2), M(t) ~ 1/t), by Taylor polynomials. The line is cut so that t + 2 has 16
cells in each binade; in a cell with the centre c, M(c + d) = m_0 + m_1 d + …, where M' = t M - 1 gives
(k + 1) m_(k+1) = c m_k + m_(k-1), m_1 = c m_0 - 1. M(c + d) is the integral of exp(-c u - u^2/2) exp(-d u) over u > 0, so
the m_k fall at least like c^-k and like 1/sqrt(k!), while |d| <= (c + 2)/32: 14 coefficients leave less than 2^-62. m_0 is a
pair, and rounding the rest costs less than 2^-56.

The m_0 come from integers of 1000 bits: at the last centre by the asymptotic series (its terms fall to e^-840), and from
there centre by centre to the left by the same Taylor series, a direction in which errors of m_0 shrink.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from symact.check.arithmetic import Integers
from symact.floats.kernels.exponential import Scaled, exponential, midpoint
from symact.floats.kernels.pairs import Array, Pair, constant, fast_two_sum, multiply, two_product

CELLS = 70  # t + 2 < 43.75
END = 40.0  # exp(-END^2/2) is far below the smallest float
TERMS = 14
_BITS, _LONG = 1000, 260  # of the generating integers; Taylor coefficients that lead from centre to centre (e c d < 260)


def _centre(cell: int) -> Fraction:
    binade, step = divmod(cell, 16)
    return Fraction((2 * (step + 16) + 1) << binade, 16) - 2


def _taylor(first: int, c: Fraction, terms: int) -> list[int]:
    """Coefficients of M at c from M(c), in units of 2^-1000."""
    m = [first, int(c * first) - (1 << _BITS)]
    for k in range(1, terms - 1):
        m.append((c.numerator * m[k] // c.denominator + m[k - 1]) // (k + 1))
    return m


def _at(m: list[int], d: Fraction) -> int:
    """The value of a Taylor polynomial at the distance d."""
    total = 0
    for coefficient in reversed(m):
        total = coefficient + d.numerator * total // d.denominator
    return total


def _centres() -> list[int]:
    """M at the centres of the cells."""
    c = _centre(CELLS - 1)
    term = total = int((1 << _BITS) / c)
    k = 1
    while term:
        term = int(-term * (2 * k - 1) / c**2)
        total, k = total + term, k + 1
    found = [total]
    for cell in reversed(range(1, CELLS)):
        step = _taylor(found[-1], _centre(cell), _LONG)
        found.append(_at(step, _centre(cell - 1) - _centre(cell)))
    return found[::-1]


_M = _centres()


def mills_taylor(t: Fraction, terms: int) -> list[Fraction]:
    """Taylor coefficients of M at 0 <= t <= 40, good to some 250 bits."""
    cell = min(range(CELLS), key=lambda j: abs(_centre(j) - t))
    value = _at(_taylor(_M[cell], _centre(cell), _LONG), t - _centre(cell))
    return [Fraction(m, 1 << _BITS) for m in _taylor(value, t, terms)]


_NUMBERS = Integers(256)
ROOT_HALF_INVERSE_PI = constant(midpoint(_NUMBERS, _NUMBERS.root(
    _NUMBERS.div(_NUMBERS.number(Fraction(1, 2)), _NUMBERS.pi()), 2)))  # 1/sqrt(2 pi)
_CENTRES = np.array([float(_centre(j)) for j in range(CELLS)])
_TABLE = [[Fraction(m, 1 << _BITS) for m in _taylor(first, _centre(j), TERMS)] for j, first in enumerate(_M)]
_FIRST = [np.array(part) for part in zip(*(constant(row[0]) for row in _TABLE), strict=True)]
_REST = [np.array([float(row[k]) for row in _TABLE]) for k in reversed(range(1, TERMS))]


def density(t: Array) -> Scaled:
    """phi(t) = exp(-t^2/2)/sqrt(2 pi) for |t| <= 40, with a relative error below 2^-64."""
    square = two_product(t, t)
    power, k = exponential((square[0] * -0.5, square[1] * -0.5))
    return multiply(power, ROOT_HALF_INVERSE_PI), k


def mills(t: Array) -> Pair:
    """M(t) for 0 <= t <= 40, with a relative error below 2^-56."""
    mantissa, exponent = np.frexp(t + 2.0)
    cell = (exponent - 2) * 16 + (mantissa * 32.0).astype(np.int64) - 16
    d = t - _CENTRES[cell]
    series = _REST[0][cell]
    for row in _REST[1:]:
        series = series * d + row[cell]
    return fast_two_sum(_FIRST[0][cell], series * d + _FIRST[1][cell])
