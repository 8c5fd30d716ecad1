"""erf, erfc, W and roots in float64, which NumPy lacks, and how far its functions and these may be off.

erfc(t) = exp(-t^2) E(s)/(t + 3) for t >= 0, where E is a polynomial of degree 18 in s = (t - 3)/(t + 3), which maps [0, oo] to
[-1, 1]: (t + 3) exp(t^2) erfc(t) is tame there (Schonfelder 1978), and the polynomial through its values at Chebyshev's points
is within 2^-43. The rounded square t^2 adds an error that grows like t^2, up to 2^-43 where erfc leaves float64. erf(t) =
t Q(t^2) for |t| < 1, with Taylor coefficients, of which the first one left out is below 2^-44; beyond it is 1 - erfc(t).
"""

from __future__ import annotations

from functools import cache

import numpy as np

from symact.floats.kernels.pairs import Array

ULPS = 8.0  # NumPy's functions are taken to be within 8 ulp; measured on this project's machines they are within 4
OWN_ULPS = 64.0  # W and roots; the tests hold them to 16
ERF_ULPS = 2048.0  # erf, and erfc but for the square; the tests hold them to 1024
DEGREE, SHIFT = 18, 3.0
TERMS = 15
STEPS = 4  # of Halley's method for W


@cache
def _scaled() -> tuple[float, ...]:
    """Coefficients, of the highest power first, of (t + SHIFT) exp(t^2) erfc(t) in s, from its values at Chebyshev's points."""
    from flint import arb

    from symact.proof.arb import working

    with working(256):
        n = DEGREE + 1
        angles = [arb.pi() * (2 * j + 1) / (2 * n) for j in range(n)]
        values = []
        for angle in angles:
            s = angle.cos()
            t = SHIFT * (1 + s) / (1 - s)
            values.append((t + SHIFT) * (t * t).exp() * t.erfc())
        chebyshev = [sum((v * (k * a).cos() for v, a in zip(values, angles, strict=True)), arb(0)) * (2 if k else 1) / n
                     for k in range(n)]
        powers = [arb(0)] * n
        before, now = [arb(1)], [arb(0), arb(1)]
        for k, c in enumerate(chebyshev):
            polynomial = before if k == 0 else now
            for i, a in enumerate(polynomial):
                powers[i] += c * a
            if k:
                longer = [arb(0), *(2 * a for a in now)]
                before, now = now, [a - b for a, b in zip(longer, [*before, *[arb(0)] * 2], strict=True)]
        return tuple(float(p.mid()) for p in reversed(powers))


@cache
def _series() -> tuple[float, ...]:
    """2/sqrt(pi) (-1)^k/(k! (2k + 1)), of the highest power first."""
    from fractions import Fraction
    from math import factorial

    from flint import arb

    from symact.proof.arb import working

    with working(128):
        scale = 2 / arb.pi().sqrt()
        exact = (Fraction((-1) ** k, factorial(k) * (2 * k + 1)) for k in reversed(range(TERMS)))
        return tuple(float((scale * arb(q.numerator) / q.denominator).mid()) for q in exact)


def horner(coefficients: tuple[float, ...], x: Array) -> Array:
    """A polynomial of degree 1 or more, the highest coefficient first."""
    total = x * coefficients[0]
    for c in coefficients[1:-1]:
        total += c
        total *= x
    total += coefficients[-1]
    return total


def _tail(t: Array) -> Array:
    """erfc(t) for t >= 0."""
    below = t + SHIFT
    s = (t - SHIFT) / below
    s[np.isnan(s)] = 1.0
    return np.exp(-(t * t)) * horner(_scaled(), s) / below


def erfc(t: Array) -> Array:
    size = np.abs(t)
    near = _tail(size)
    left = t < 0
    return np.where(left, 2.0 - near, near) if left.any() else near


def erf(t: Array) -> Array:
    small = np.abs(t) < 1
    if small.all():
        return t * horner(_series(), t * t)
    far = np.copysign(1.0 - _tail(np.abs(t)), t)
    if not small.any():
        return far
    inside = np.where(small, t, 0.0)
    return np.where(small, inside * horner(_series(), inside * inside), far)


def cbrt(t: Array) -> Array:
    return np.cbrt(t)


def root(t: Array, q: int) -> Array:
    """t^(1/q) for t >= 0: one step of Newton's method makes up for the rounding of 1/q."""
    guess = np.power(t, 1.0 / q)
    with np.errstate(all="ignore"):
        better = guess - (guess - t / guess ** (q - 1)) / q
    return np.where(np.isfinite(better), better, guess)


def lambert_w(t: Array) -> Array:
    """The branch W >= -1, for t >= -1/e, by Halley's method for w = t exp(-w), in the form that does not overflow."""
    with np.errstate(all="ignore"):
        at = np.sqrt(np.maximum(2.0 * (1.0 + np.e * t), 0.0))
        large = np.log1p(np.maximum(t, 0.0))
        w = np.where(t < -0.25, -1.0 + at - at * at / 3.0, np.where(t < 1.0, t / (1.0 + t), large - np.log1p(large) * 0.9))
        for _ in range(STEPS):
            off = w - t * np.exp(-w)
            slope = 1.0 + w
            w = w - off / (slope - off * (w + 2.0) / (2.0 * slope))
        w = np.where(t == np.inf, t, w)
        return np.where(np.abs(t) < 1e-300, t, w)
