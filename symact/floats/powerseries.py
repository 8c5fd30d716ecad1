"""What are the Taylor coefficients of a branch-free term, at a point or at every point of an interval? Power series of balls.

`PowerSeries` is a number system for `symact.check.enclose.Program`: a number is an `arb_series` of python-flint, cut off at
`ctx.cap` coefficients. A series whose first coefficient is a ball around an interval bounds the coefficients at each point
of it. Where a function is not analytic at the first coefficient, coefficients are not finite.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from symact.floats.evaluate import PointBalls, Ring

ALL = 1 << 20  # a constant has all its coefficients: its precision must not cut off a series that it is multiplied with


class PowerSeries(Ring):
    """Arb's power series; functions that it lacks, or that lose digits, from their derivatives."""

    def __init__(self) -> None:
        from flint import arb, arb_series

        self.series, self.arb, self.points = arb_series, arb, PointBalls()

    def number(self, q: Fraction) -> Any:
        return self.series([self.points.number(q)], ALL)

    def hull(self, lo: Fraction, hi: Fraction) -> Any:
        return self.series([self.points.hull(lo, hi)], ALL)

    def pi(self) -> Any:
        return self.series([self.arb.pi()], ALL)

    def power(self, v: Any, n: int) -> Any:
        """By products, which have no trouble with a first coefficient 0."""
        if n < 0:
            return 1 / self.power(v, -n)
        found, square = self.series([1], ALL), v
        while n:
            if n & 1:
                found = found * square
            n >>= 1
            if n:
                square = square * square
        return found

    def root(self, v: Any, q: int) -> Any:
        return v.sqrt() if q == 2 else (v.log() / q).exp()

    def cbrt(self, v: Any) -> Any:
        return -self.root(-v, 3) if v[0] < 0 else self.root(v, 3)

    def expm1(self, v: Any) -> Any:
        return self._with_first(v.exp(), v[0].expm1())

    def log1p(self, v: Any) -> Any:
        return self._with_first((1 + v).log(), v[0].log1p())

    def tanh(self, v: Any) -> Any:
        """tanh(u)' = u' (2 exp(-|u|)/(1 + exp(-2 |u|)))^2, which has no cancellation and no large numbers."""
        small = (-v if v[0].mid() > 0 else v).exp()
        slope = 2 * small / (1 + small * small)
        return self._with_first((v.derivative() * slope * slope).integral(), v[0].tanh())

    def LambertW(self, v: Any) -> Any:  # noqa: N802
        return v.lambertw()

    def _with_first(self, v: Any, first: Any) -> Any:
        """The series with another first coefficient."""
        coefficients = v.coeffs()
        return self.series([first, *coefficients[1:]], v.prec)

    def __getattr__(self, head: str) -> Any:
        method = getattr(self.series, head, None)
        if method is None or head.startswith("_"):
            raise AttributeError(head)
        return lambda v: method(v)
