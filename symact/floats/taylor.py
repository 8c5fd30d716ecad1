"""Which polynomial is a function on a block, and within which bound?

The coefficients are Taylor's, by Arb's power series at the center c; the remainder is Lagrange's, the next coefficient over the ball
of all x of the block. The bound is that remainder, the radii of the coefficients, their rounding to float64, and the rounding of
the sum: (2n + 6) 2^-53 (|C_0| + ... + |C_n|) + (n + 1) 2^-1074.
"""

from __future__ import annotations

from math import frexp, inf, isfinite, ldexp
from typing import Any

import numpy as np
from flint import arb, arb_series, ctx

from symact.check.enclose import Program
from symact.floats.blocks import HUGE, SPARE, TINY
from symact.floats.formats import FLOAT32

BITS = (96, 192, 384)  # working precisions that are tried
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
