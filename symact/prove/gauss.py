"""Primitives of polynomials times exponentials times the normal density, and growth bounds for integrability. Untrusted."""

from __future__ import annotations

import math
from fractions import Fraction

from symact.check.extent import Context
from symact.check.identity import generator, normal, to_term
from symact.check.printer import show
from symact.check.term import REALS, Rejected, Term, add, apply, free, mul, num, power, sym

from . import numeric
from .signs import Proof

ROOT_TWO = power(num(2), num(Fraction(1, 2)))
DENSITY_SCALE = power(mul(num(2), Term("pi")), num(Fraction(-1, 2)))


def cumulative(y: Term) -> Term:
    """P(Z < y), written with erfc so that its limit at -oo is 0."""
    return mul(num(Fraction(1, 2)), apply("erfc", mul(num(-1), y, power(ROOT_TWO, num(-1)))))


def density(y: Term) -> Term:
    return mul(DENSITY_SCALE, apply("exp", mul(num(Fraction(-1, 2)), power(y, num(2)))))


def primitive(t: Term, x: str, ctx: Context) -> Term | None:
    """A primitive of t times the normal density, for t a sum of c x^n exp(k x), n >= 0.

    exp(k x) density(x) = exp(k^2/2) density(x - k), and I_n = int x^n density(x - k) satisfies
    I_n = -x^(n-1) density(x - k) + k I_(n-1) + (n - 1) I_(n-2).
    """
    try:
        n = normal(t, ctx)
    except Rejected:
        return None
    if n.den:
        return None
    parts = []
    for m, c in n.num.items():
        degree, rate, factor = 0, Fraction(0), [num(c)]
        for g, e in m:
            head = generator(g)
            if head == sym(x) and isinstance(e, int) and e > 0:
                degree = e
            elif head == Term("exp", (sym(x),)):
                rate = Fraction(e)
            elif x not in free(head):
                factor.append(to_term({((g, e),): Fraction(1)}))
            else:
                return None
        shift = [apply("exp", num(rate * rate / 2))] if rate else []
        parts.append(mul(*factor, *shift, _moment(degree, rate, x)))
    return add(*parts) if parts else num(0)


def _moment(n: int, k: Fraction, x: str) -> Term:
    y = add(sym(x), num(-k))
    before, here = num(0), cumulative(y)
    for i in range(1, n + 1):
        rest = [mul(num(-1), power(sym(x), num(i - 1)), density(y)) if i > 1 else mul(num(-1), density(y))]
        rest += [mul(num(k), here)] if k else []
        rest += [mul(num(i - 1), before)] if i > 1 else []
        before, here = here, add(*rest)
    return here


def growth(function: Term, ctx: Context) -> Proof:
    """A proof that f(Z) is integrable: the breakpoints, and where the growth is looked at."""
    from .predicates import breakpoints

    points = breakpoints(function, REALS, ctx)
    return {"rule": "growth", "breakpoints": [show(p) for p in points], "beyond": outside(points)}


def outside(points: list[Term]) -> int:
    """A small integer beyond all breakpoints on both sides."""
    return max([1, *(math.floor(abs(numeric.closed(p))) + 1 for p in points)])
