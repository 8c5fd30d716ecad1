"""Where do terms in sin, cos and tan repeat, vanish and peak? Periods, multiples of pi, amplitudes. Untrusted."""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import suppress
from fractions import Fraction

from symact.check.calculus import differentiate
from symact.check.extent import Context
from symact.check.identity import generator, normal, to_term
from symact.check.signs import of_waves, repeats
from symact.check.term import (
    PI,
    POINTWISE,
    REALS,
    Rejected,
    Term,
    add,
    free,
    mul,
    neg,
    num,
    power,
    rebuild,
    substitute,
    subterms,
    sym,
    value,
)
from symact.proof.rewriting import common

from . import numeric

WAVES = ("sin", "cos", "tan")


def periods(t: Term, x: str, ctx: Context, factor: int = 1) -> Iterator[Term]:
    """Periods of t in x that the kernel accepts, smallest first."""
    for p in _candidates(t, x, ctx):
        with suppress(Rejected):
            repeats(t, x, p, factor, ctx)
            yield p


def recurrences(t: Term, x: str, ctx: Context) -> Iterator[Term]:
    """Periods of all that x occurs in inside of a statement, smallest first."""
    return (p for p in _candidates(t, x, ctx) if of_waves(t, x, p, ctx.bind(x, REALS)))


def _candidates(t: Term, x: str, ctx: Context) -> Iterator[Term]:
    """From the frequencies inside of sines, cosines and tangents."""
    rates: list[Term] = []
    for s in subterms(t):
        if s.head in WAVES and x in free(s):
            rate = differentiate(s.args[0], x) if not any(u.head in POINTWISE for u in subterms(s)) else sym(x)
            if x not in free(rate):
                rates.append(rate)
            elif not any(u.head in WAVES for u in subterms(s.args[0])):
                return
    if not rates:
        return
    try:
        ratios = [_rational(mul(r, power(rates[0], num(-1))), ctx) for r in rates]
        if None in ratios:
            return
        step = common(r for r in ratios if r is not None)
        base = tidy_pi(mul(PI, power(mul(num(step), rates[0]), num(-1))), ctx)
    except (Rejected, ZeroDivisionError):
        return
    signed = neg(base) if not free(base) and numeric.closed(base) < 0 else base
    for k in (1, 2):
        yield tidy_pi(mul(num(k), signed), ctx)


def _rational(t: Term, ctx: Context) -> Fraction | None:
    n = normal(t, ctx)
    return None if n.den or n.num.keys() - {()} else Fraction(n.num.get((), 0))


def tidy_pi(t: Term, ctx: Context) -> Term:
    """Through the normal form, where that is a polynomial."""
    n = normal(t, ctx)
    return t if n.den else to_term(n.num)


def near_pi(q: Fraction | float) -> Term | None:
    """The multiple k pi/n with n <= 24 next to a number, if there is one very close."""
    r = numeric.simplest(Fraction(float(q) / math.pi) - Fraction(1, 10**7), Fraction(float(q) / math.pi) + Fraction(1, 10**7))
    return mul(num(r), PI) if r.denominator <= 24 and r else None


def amplitude(t: Term, ctx: Context) -> Iterator[Term]:
    """c + A sin u + B cos u with R^2 = A^2 + B^2 as (c -+ R) +- ((R sin u +- A)^2 + (R cos u +- B)^2)/(2R)."""
    try:
        n = normal(t, ctx)
    except Rejected:
        return
    waves = {g for m in n.num for g, _ in m if generator(g).head in WAVES and free(generator(g))}
    if n.den or not waves or len({generator(g).args for g in waves}) != 1:
        return
    u = generator(next(iter(waves))).args[0]
    parts: dict[str, list[Term]] = {"sin": [], "cos": [], "": []}
    for m, c in n.num.items():
        here = [(g, e) for g, e in m if g in waves]
        if len(here) > 1 or any(e != 1 for _, e in here) or free(to_term({tuple(ge for ge in m if ge not in here): c})):
            return
        parts[generator(here[0][0]).head if here else ""].append(to_term({tuple(ge for ge in m if ge not in here): c}))
    a, b, c0 = (add(*parts[k]) for k in ("sin", "cos", ""))
    r = power(tidy_pi(add(power(a, num(2)), power(b, num(2))), ctx), num(Fraction(1, 2)))
    if (q := value(r.args[0])) is not None and (root := Fraction(math.isqrt(q.numerator), math.isqrt(q.denominator))) ** 2 == q:
        r = num(root)
    for s in (1, -1):
        squares = add(*(power(add(mul(r, Term(h, (u,))), mul(num(s), k)), num(2)) for h, k in (("sin", a), ("cos", b))))
        scaled = mul(num(Fraction(s, 2)), power(r, num(-1)), squares)
        yield add(tidy_pi(add(c0, mul(num(-s), r)), ctx), scaled)


def multiple_angles(t: Term, ctx: Context) -> Term | None:
    """sin(ku) and cos(ku), k > 1, through sin u and cos u, u the greatest angle of which all are multiples; None where none is."""
    angles = list(dict.fromkeys(s.args[0] for s in subterms(t) if s.head in ("sin", "cos") and free(s)))
    if len(angles) < 2:
        return None
    try:
        ratios = [_rational(mul(a, power(angles[0], num(-1))), ctx) for a in angles]
    except Rejected:
        return None
    if any(r is None for r in ratios):
        return None
    step = common(r for r in ratios if r is not None)
    u = next((a for a, r in zip(angles, ratios, strict=True) if r == step), mul(num(step), angles[0]))
    times = {a: int(r / step) for a, r in zip(angles, ratios, strict=True) if r is not None}
    if not all(1 <= abs(k) <= 8 for k in times.values()):
        return None
    s, c = Term("sin", (u,)), Term("cos", (u,))

    def visit(v: Term) -> Term:
        if v.head not in ("sin", "cos") or v.args[0] not in times:
            return rebuild(v, visit) if v.args else v
        k, odd = times[v.args[0]], int(v.head == "sin")
        parts = [mul(num((-1) ** (j // 2) * math.comb(abs(k), j)), power(c, num(abs(k) - j)), power(s, num(j)))
                 for j in range(odd, abs(k) + 1, 2)]
        return mul(num(-1 if k < 0 and odd else 1), add(*parts))

    return visit(t)


def peaks(t: Term, x: str, p: Term) -> list[Term]:
    """Multiples of p/24 in a period at which t has a value that it takes nowhere else in the period, as far as samples tell."""
    length, found = numeric.closed(p), []
    rows = [(k, numeric.closed(substitute(t, {x: mul(num(Fraction(k, 96)), p)}))) for k in range(96)]
    for k in range(0, 96, 4):
        here = rows[k][1]
        rest = [v - here for j, v in rows if j != k]
        if length > 0 and (all(v > 1e-9 for v in rest) or all(v < -1e-9 for v in rest)):
            found.append(num(0) if k == 0 else mul(num(Fraction(k, 96)), p))
    return found
