"""Beside which line does a function run far out, and on which side of it?

On one side of 0, f(x) = p x + q + r(x) with rational p and q, where r is made of what decays there: exp(u), erfc(v), and what
products, sums and powers make of these. It is the same function, written in another way:

    tanh(u) = 1 - 2 exp(-2u)/(1 + exp(-2u))    erf(u) = 1 - erfc(u)    1/(b + s) = 1/b - s/(b (b + s))    expm1(u) = -1 + exp(u)

x - tanh(x) is x - 1 + r(x) for x > 0, with r(x) > 0 below 2^-11000 for x = 4097. Half of all floats there are ties of x - 1: no
precision shows on which side f is, but the sign of r does.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import lcm, ldexp

from flint import arb

from symact.check.term import ONE, ZERO, Term, add, apply, free, mul, num, power
from symact.floats.evaluate import Unresolved, ball, rational
from symact.floats.germs import affine
from symact.floats.lines import SHORT
from symact.floats.oracle import Value, is_rational
from symact.floats.settled import around, at_power, quotient

BITS = 96
VERY_FAR = Fraction(2) ** 400
DECAYED, ERFC_DECAYED = 16, 4  # exp(-16) and erfc(4): from there on they count as small
ZERO_AT_ZERO = ("tanh", "erf", "expm1", "log1p", "atan", "sin", "asin")  # h(s) is small for a small s
FINER = -1200  # log2 of what is small next to every difference of two numbers that are compared


@dataclass(frozen=True)
class Asymptote:
    """The term is slope x + value + rest."""

    slope: Fraction
    value: Fraction
    rest: Term

    @property
    def integers(self) -> tuple[int, int, int]:
        """(p, q, d) with slope p/d and value q/d."""
        d = lcm(self.slope.denominator, self.value.denominator)
        return int(self.slope * d), int(self.value * d), d

    @property
    def short(self) -> bool:
        return max(map(abs, self.integers)) < SHORT

    def at(self, q: Fraction) -> Fraction:
        """The line at a point."""
        return self.slope * q + self.value


def beside(term: Term, variable: str, q: Fraction) -> Value | None:
    """An interval on the same side as the value of every number that a result is compared with, however near to these it is.

    Such numbers are the line at q and floats, their midpoints, and what is a few ulps from them: multiples of 2^-1100/d. A rest
    below 2^-1200/d says on which side of the line the value is, and so does its sign.
    """
    found = asymptote(term, variable, float(q))
    if found is None or found.rest == ZERO:
        return None
    *_, d = found.integers
    rest, line = ball(found.rest, variable, q, BITS), found.at(q)
    side = 1 if rest > 0 else -1 if rest < 0 else 0
    if not side or not abs(rest) < arb((1, FINER)) / d:
        return None
    whole = line * d * 2**-FINER
    if whole.denominator != 1:
        return None
    middle = 4 * int(whole)
    low, high = sorted((middle + side, middle + 2 * side))
    return Value(low, high, FINER - 2, (line > 0) - (line < 0) or side, d)


def asymptote(term: Term, variable: str, point: float) -> Asymptote | None:
    """The line for numbers of about the size of the point, on its side of 0; None if none is seen."""
    return around(lambda exponent: _asymptote(term, variable, exponent, point < 0), point)


@lru_cache(maxsize=1024)
def _asymptote(term: Term, variable: str, exponent: int, negative: bool) -> Asymptote | None:
    point = Fraction(ldexp(-0.75 if negative else 0.75, exponent))
    try:
        if is_rational(term):
            return _of_rational(term, variable)
        found = _Splitter(variable, point).split(at_power(term, variable, exponent, negative))
    except (Unresolved, ZeroDivisionError):
        return None
    return None if found is None else Asymptote(*found)


@lru_cache(maxsize=64)
def _of_rational(term: Term, variable: str) -> Asymptote | None:
    """The line that is seen very far out, and all that is beside it as one quotient.

    (x/2 + x^2 + x^3/2)/(1 + x^2) is x/2 + 1 - 1/(1 + x^2).
    """
    value = rational(term, variable, VERY_FAR)
    if value is None:
        return None
    slope = (value / VERY_FAR).limit_denominator(SHORT)
    q = (value - slope * VERY_FAR).limit_denominator(SHORT)
    if max(abs(slope), abs(q)) > SHORT:
        return None
    rest = quotient(add(term, mul(num(-slope), Term("sym", (variable,))), num(-q)), variable, 0)
    line = affine(rest, variable)
    return Asymptote(slope, q, ZERO if line is not None and not any(line) else rest)


Parts = tuple[Fraction, Fraction, Term]  # slope, value and rest


class _Splitter:
    """What the parts of a term are at a point."""

    def __init__(self, variable: str, point: Fraction) -> None:
        self.variable, self.point = variable, point

    def split(self, term: Term) -> Parts | None:
        if self.variable not in free(term):
            q = rational(term, self.variable, Fraction(0))
            return None if q is None else (Fraction(0), q, ZERO)
        if term.head == "sym":
            return Fraction(1), Fraction(0), ZERO
        if term.head == "+":
            parts = [self.split(part) for part in term.args]
            known = [part for part in parts if part is not None]
            if len(known) < len(parts):
                return None
            return sum((p for p, _, _ in known), Fraction(0)), sum((q for _, q, _ in known), Fraction(0)), summed([r for _, _, r in known])
        if term.head == "*":
            return self._product(term)
        if term.head == "^" and term.args[1].head == "num":
            return self._power(term, term.args[0], term.args[1].args[0])
        return self._function(term)

    def _product(self, term: Term) -> Parts | None:
        """(p x + q + r)(b + s) = b (p x + q) + b r + s (p x + q + r); exponentials are gathered first."""
        factors = list(flattened(term))
        exponents = [factor.args[0] for factor in factors if factor.head == "exp"]
        if len(exponents) > 1:
            factors = [factor for factor in factors if factor.head != "exp"]
            line = affine(add(*exponents), self.variable)
            if line is None or any(line):
                factors.append(apply("exp", add(*exponents)))
        parts = [self.split(factor) for factor in factors]
        small = [part is not None and not part[0] and not part[1] for part in parts]
        if any(small):
            rests = (part[2] if part is not None and decays else factor for factor, part, decays in zip(factors, parts, small, strict=True))
            return Fraction(0), Fraction(0), mul(*rests)
        total: Parts = Fraction(0), Fraction(1), ZERO
        so_far: list[Term] = []
        for factor, part in zip(factors, parts, strict=True):
            if part is None or (part[0] and total[0]):
                return None
            (p, q, r), (_, b, s) = (total, part) if not part[0] else (part, total)
            others = mul(*so_far) if not part[0] else factor
            total = b * p, b * q, summed([scaled(b, r), mul(s, others) if s != ZERO else ZERO])
            so_far.append(factor)
        return total

    def _power(self, term: Term, base: Term, n: Fraction) -> Parts | None:
        parts = self.split(base)
        if parts is None or parts[0]:
            return None
        _, b, r = parts
        if not b:
            return (Fraction(0), Fraction(0), term) if n > 0 else None
        if n.denominator != 1:
            return None
        if n < 0:  # 1/t = 1/b - r/(b t)
            inverse = power(base, num(-1))
            first: Parts = Fraction(0), 1 / b, mul(num(-1 / b), r, inverse) if r != ZERO else ZERO
            return self._repeated(first, inverse, -int(n))
        return self._repeated(parts, base, int(n))

    def _repeated(self, parts: Parts, base: Term, n: int) -> Parts:
        """(b + r)^n = b^n + r (b^(n-1) + b^(n-2) t + ... + t^(n-1)) with t = b + r."""
        _, b, r = parts
        if r == ZERO:
            return Fraction(0), b**n, ZERO
        return Fraction(0), b**n, mul(r, add(*(mul(num(b ** (n - 1 - i)), *([power(base, num(i))] if i else [])) for i in range(n))))

    def _function(self, term: Term) -> Parts | None:
        (u,) = term.args
        found = ball(u, self.variable, self.point, BITS)
        side = 1 if found > DECAYED else -1 if found < -DECAYED else 0
        zero, one = Fraction(0), Fraction(1)
        if term.head == "exp" and side < 0:
            return zero, zero, term
        if term.head == "expm1" and side < 0:
            return zero, -one, apply("exp", u)
        if term.head == "tanh" and side:
            decays = apply("exp", mul(num(-2 * side), u))
            return zero, side * one, mul(num(-2 * side), decays, power(add(ONE, decays), num(-1)))
        if term.head == "erf" and abs(found) > ERFC_DECAYED:
            sign = 1 if found > 0 else -1
            return zero, sign * one, mul(num(-sign), apply("erfc", mul(num(sign), u)))
        if term.head == "erfc" and abs(found) > ERFC_DECAYED:
            return (zero, zero, term) if found > 0 else (zero, 2 * one, mul(num(-1), apply("erfc", mul(num(-1), u))))
        parts = self.split(u) if term.head in ZERO_AT_ZERO or term.head == "log" else None
        if parts is None or parts[0]:
            return None
        if term.head in ZERO_AT_ZERO and parts[1] == 0:
            return zero, zero, term
        if term.head == "log" and parts[1] == 1:
            return zero, zero, apply("log1p", parts[2])
        return None


def flattened(term: Term) -> Iterator[Term]:
    """The factors of a product of products; exp(u)^n is exp(n u)."""
    if term.head == "*":
        for part in term.args:
            yield from flattened(part)
    elif term.head == "^" and term.args[0].head == "exp" and term.args[1].head == "num":
        yield apply("exp", mul(term.args[1], term.args[0].args[0]))
    else:
        yield term


def scaled(c: Fraction, term: Term) -> Term:
    return ZERO if not c or term == ZERO else term if c == 1 else mul(num(c), term)


def summed(terms: list[Term]) -> Term:
    """Their sum, without zeros."""
    left = [term for term in terms if term != ZERO]
    return add(*left) if len(left) > 1 else left[0] if left else ZERO
