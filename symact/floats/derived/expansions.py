"""A Taylor polynomial in the distance from a zero of the function, or from any point, where forms cancel.

f(c + d) = d^m (q_0 + q_1 d + … + q_n d^n) + rest, with c kept in two floats so that the distance of a float from c has a
relative error of a few 2^-53 even next to c. The q_k come from Arb's power series at c. The rest is Lagrange's: the next
coefficient over the ball of all x that the polynomial is for. With |d| <= D the relative error is at most

    (sum of the radii + |q_(n+1)| D^(n+1) + (3n + 3m + 12) 2^-53 sum |q_k| D^k) / (|q_0| - sum over k >= 1 of |q_k| D^k).

That a coefficient before q_0 is 0 is known because c is a rational zero at which exact arithmetic follows the derivatives,
or, for the first one, because the sign changes there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import isfinite
from typing import Any

import numpy as np
from flint import arb, arb_series, ctx

from symact.check.calculus import derivative
from symact.check.enclose import Program
from symact.check.term import Rejected, Term, add, mul, num, power, sym
from symact.floats.derived.bounds import ABSOLUTE, BEYOND, TOLERANCE
from symact.floats.derived.forms import gathered
from symact.floats.derived.functions import horner
from symact.floats.evaluate import Unresolved, ball, rational
from symact.floats.kernels.pairs import Array
from symact.floats.powerseries import PowerSeries
from symact.proof.arb import Balls

DEGREE = 18
BITS = 384
NEWTON, BISECTIONS = 9, 8
NEAR = 2.0**-150  # a zero is known to this relative width
PARTS = 4
BELOW = Fraction(ABSOLUTE) / 32
DROPPED = 2.0**-38  # relative size of terms that are left away
FARTHEST = 2**40
MULTIPLE = 6  # zeros up to this order are looked for at rational points


@dataclass(frozen=True)
class Expansion:
    center: tuple[float, float]
    zeros: int
    coefficients: tuple[float, ...]  # the highest first

    def __call__(self, x: Array) -> Array:
        distance = x - self.center[0] if self.center[0] else x
        if self.center[1]:
            distance = distance - self.center[1]
        total = horner(self.coefficients[:-1], distance) if len(self.coefficients) > 2 else np.full_like(x, self.coefficients[0])
        total *= distance
        if self.zeros and not self.center[0] and self.coefficients[-2]:
            total = _beside(self.coefficients[-1], total)
        else:
            total += self.coefficients[-1]
        for _ in range(self.zeros):
            total = total * distance
        return total


def _beside(first: float, rest: Array) -> Array:
    """first + rest, but never first: what is rounded once more must not be taken for a tie when it is beside one."""
    total = first + rest
    lost = total == first
    if lost.any():
        total = np.where(lost & (rest != 0), first + np.copysign(np.spacing(abs(first)), rest), total)
    return total


class Expander:
    """Expansions of the order-th derivative of one smooth piece, which the forms are ways to write."""

    def __init__(self, piece: Term, variable: str, order: int, forms: Sequence[Term] = ()) -> None:
        self.piece, self.variable, self.order, self.forms = piece, variable, order, forms
        self._slopes: dict[int, Term] = {}
        before = ctx.prec
        ctx.prec = BITS
        try:
            self._program = Program([piece], variable, PowerSeries())
        finally:
            ctx.prec = before

    def slope(self, k: int) -> Term:
        """The k-th derivative of the function that is expanded."""
        if k not in self._slopes:
            before, order = (self.slope(k - 1), 1) if k else (self.piece, self.order)
            self._slopes[k] = derivative(before, self.variable, order)
        return self._slopes[k]

    def sign(self, x: Fraction) -> int:
        """The sign; 0 where it is 0 or not known."""
        for bits in (BITS, 8 * BITS):
            for term in (self.slope(0), *self.forms):
                found = ball(term, self.variable, x, bits)
                if found > 0 or found < 0:
                    return 1 if found > 0 else -1
        return 0

    def beyond(self, low: float, high: float, least: Fraction = BELOW) -> int | None:
        """The sign where a form shows that |f| < least between two floats; twice it where it is above all floats."""
        places = [Fraction(low) + (Fraction(high) - Fraction(low)) * k / PARTS for k in range(PARTS + 1)]
        for term in self.forms:
            run = _intervals(term, self.variable)
            known = {self._beyond(run, *ends, least) for ends in zip(places, places[1:], strict=False)}
            if known == {0}:  # parts of both signs, all of them small: the sign at the near end is taken to stay
                return self.sign(min(places, key=abs)) or None
            if len(known) == 1 and known != {None}:
                return known.pop()
        return None

    def _beyond(self, run: Program, low: Fraction, high: Fraction, least: Fraction) -> int | None:
        try:
            bottom, top = run(run.numbers.hull(low, high))[0]
        except (Rejected, ZeroDivisionError):
            return None
        sign = 1 if bottom > 0 else -1 if top < 0 else 0
        if not sign:
            return None if max(-bottom, top) >= arb_ratio(least) else 0
        near, far = (bottom, top) if sign > 0 else (-top, -bottom)
        return sign if far < arb_ratio(least) else 2 * sign if near > BEYOND else None

    def line(self, low: float, high: float, power_of_x: int) -> float | None:
        """c where a form shows that f(x)/x^k is c between two floats, nearly."""
        x = sym(self.variable)
        for term in self.forms:
            if not power_of_x:
                quotient = term
            else:
                parts = term.args if term.head == "+" else (term,)
                quotient = add(*(gathered(mul(power(x, num(-1)), part), self.variable, low / 2 + high / 2) for part in parts))
            try:
                run = _intervals(quotient, self.variable)
                bottom, top = run(run.numbers.hull(Fraction(low), Fraction(high)))[0]
            except (Rejected, ZeroDivisionError):
                continue
            middle = float(bottom + top) / 2
            if middle and isfinite(middle) and float(top - bottom) <= DROPPED * abs(middle):
                return middle
        return None

    def series(self, first: Any, length: int) -> list[Any] | None:
        """Taylor coefficients of the derivative, around a ball."""
        before = ctx.prec, ctx.cap
        ctx.prec, ctx.cap = BITS, length + self.order + 1
        try:
            found = self._program(arb_series([first, 1]))[0]
            for _ in range(self.order):
                found = found.derivative()
            if found.prec < length:
                raise AssertionError(f"A power series has {found.prec} coefficients, and {length} are needed.")
            coefficients = [found[i] for i in range(length)]
            return coefficients if all(c.is_finite() for c in coefficients) else None
        except ValueError:
            return None
        finally:
            ctx.prec, ctx.cap = before

    def multiplicity(self, q: Fraction) -> int:
        """How many derivatives, from the 0-th on, are exactly 0 at a rational point."""
        for k in range(MULTIPLE):
            try:
                if rational(self.slope(k), self.variable, q) != 0:
                    return k
            except (Unresolved, ZeroDivisionError):
                return 0
        return 0

    def zero(self, low: float, high: float) -> Fraction | None:
        """The zero between two floats with different signs, to some 150 bits."""
        ends = [Fraction(low), Fraction(high)]
        sign = self.sign(ends[0])
        if not sign or sign * self.sign(ends[1]) >= 0:
            return None
        for _ in range(BISECTIONS):
            middle = (ends[0] + ends[1]) / 2
            found = self.sign(middle)
            if not found:
                return middle if self.multiplicity(middle) else None
            ends[0 if found == sign else 1] = middle
        at = (ends[0] + ends[1]) / 2
        for _ in range(NEWTON):
            tangent = self.series(arb_ratio(at), 2)
            if tangent is None or tangent[1] == 0:
                return None
            at = rounded(at - fraction(tangent[0]) / fraction(tangent[1]))
            if not ends[0] < at < ends[1]:
                return None
        if self.multiplicity(rounded(at, 40)):
            return rounded(at, 40)
        width = abs(at) * Fraction(NEAR)
        return at if self.sign(at - width) * self.sign(at + width) < 0 else None

    def around(self, center: Fraction, zeros: int, low: float, high: float) -> Expansion | None:
        """An expansion that is good enough for all floats from low to high."""
        first = float(center)
        second = float(center - Fraction(first))
        if zeros and Fraction(first) + Fraction(second) != center and abs(second) < 1e-280:
            return None
        found = self.series(arb_ratio(center), DEGREE + 1 + zeros)
        reach = max(abs(Fraction(low) - center), abs(Fraction(high) - center))
        if reach > FARTHEST:
            return None
        ends = sorted((Fraction(low), Fraction(high), center))
        beyond = self.series(ball_between(ends[0], ends[2]), DEGREE + 2 + zeros)
        if found is None or beyond is None:
            return None
        quotient, size = found[zeros:], float(reach)
        exact = [float(q.mid()) for q in quotient]
        weights = [size**k for k in range(len(quotient))]
        rest = upper(beyond[-1]) * size ** (DEGREE + 1)
        radii = sum((upper(q - e) * w for q, e, w in zip(quotient[1:], exact[1:], weights[1:], strict=True)), 0.0)
        total = sum(abs(e) * w for e, w in zip(exact, weights, strict=True))
        least = abs(exact[0]) * (1 - 2.0**-40) - (total - abs(exact[0])) * (1 + 2.0**-40) - rest
        rounding = (3 * DEGREE + 3 * zeros + 12) * 2.0**-53 * total
        if not least > 0 or not (rest + radii + rounding) / least <= TOLERANCE - DROPPED:
            return None
        dropped, last = 0.0, len(exact) - 1
        while last > 1 and dropped + abs(exact[last]) * weights[last] <= DROPPED * least:
            dropped, last = dropped + abs(exact[last]) * weights[last], last - 1
        return Expansion((first, second), zeros, tuple(reversed(exact[:last + 1])))


@lru_cache(maxsize=256)
def _intervals(term: Term, variable: str) -> Program:
    return Program([term], variable, Balls(BITS))


def arb_ratio(q: Fraction) -> Any:
    before = ctx.prec
    ctx.prec = BITS
    try:
        return arb(q.numerator) / q.denominator
    finally:
        ctx.prec = before


def ball_between(low: Fraction, high: Fraction) -> Any:
    """A ball around all numbers between two."""
    return arb_ratio((low + high) / 2) + arb(0, 1) * arb_ratio((high - low) / 2)


def fraction(point: Any) -> Fraction:
    mantissa, exponent = point.mid().man_exp()
    return Fraction(int(mantissa)) * Fraction(2) ** int(exponent)


def rounded(q: Fraction, bits: int = 320) -> Fraction:
    """The nearest multiple of 2^-bits, or to so many bits if it is small."""
    unit = Fraction(2) ** (max(-bits, q.numerator.bit_length() - q.denominator.bit_length() - bits) if q else -bits)
    return Fraction(round(q / unit)) * unit


def upper(value: Any) -> float:
    found = float(abs(value).upper())
    return found * (1 + 2.0**-50) if np.isfinite(found) else np.inf
