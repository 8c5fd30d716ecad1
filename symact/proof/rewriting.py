"""Plainer ways of writing a term: like terms collected, products multiplied out, normal forms factored by flint. Untrusted.

The kernel checks every rewriting that a proof uses as an identity on the context.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from functools import lru_cache
from math import gcd, lcm

import flint

from symact.check.extent import Context
from symact.check.identity import Mono, Poly, generator, normal, to_term
from symact.check.term import ONE, Rejected, Term, add, apply, mul, num, power, rebuild, value


@lru_cache(maxsize=20_000)
def tidy(t: Term) -> Term:
    """Like terms of sums and equal bases of products collected, recursively."""
    if not t.args:
        return t
    t = rebuild(t, tidy)
    if t.head == "+":
        totals: dict[Term, Fraction] = {}
        for part in add(*t.args).args if add(*t.args).head == "+" else (add(*t.args),):
            c, rest = (part.args[0].args[0], mul(*part.args[1:])) if part.head == "*" and part.args[0].head == "num" else (
                (part.args[0], ONE) if part.head == "num" else (Fraction(1), part))
            totals[rest] = totals.get(rest, Fraction(0)) + c
        return add(*(mul(num(c), rest) for rest, c in totals.items() if c))
    if t.head == "*":
        flat = mul(*t.args)
        exponents: dict[Term, Fraction] = {}
        others = []
        for part in flat.args if flat.head == "*" else (flat,):
            base, n = (part.args[0], value(part.args[1])) if part.head == "^" else (part, Fraction(1))
            if n is None or part.head == "num":
                others.append(part)
            else:
                exponents[base] = exponents.get(base, Fraction(0)) + n
        return mul(*others, *(power(b, num(n)) for b, n in exponents.items() if n))
    if t.head == "^" and value(t.args[1]) is not None:
        if t.args[0].head == "^" and value(t.args[0].args[1]) is not None and value(t.args[1]).denominator == 1:  # type: ignore[union-attr]
            return power(t.args[0].args[0], num(value(t.args[0].args[1]) * value(t.args[1])))  # type: ignore[operator]
        return power(*t.args)
    if t.head == "exp" and t.args[0] == num(0):
        return ONE
    if t.head in ("log", "exp") and {t.head, t.args[0].head} == {"log", "exp"}:
        return t.args[0].args[0]  # type: ignore[no-any-return]
    return t


@lru_cache(maxsize=20_000)
def expand(t: Term) -> Term:
    """Products of sums multiplied out where a sum has a number or a bracket that may cancel (small ones only)."""
    if not t.args:
        return t
    t = rebuild(t, expand)
    if t.head == "*" and sum(a.head == "+" for a in t.args) == 1 and len(t.args) <= 6:
        bracket = next(a for a in t.args if a.head == "+")
        if len(bracket.args) <= 4:
            rest = [a for a in t.args if a is not bracket]
            return add(*(expand(mul(*rest, b)) for b in bracket.args))
    return t


@lru_cache(maxsize=20_000)
def plain(t: Term) -> Term:
    """exp(u)^q with a fraction q as exp(q u), which is evaluated faster."""
    if not t.args:
        return t
    t = rebuild(t, plain)
    q = value(t.args[1]) if t.head == "^" and t.args[0].head == "exp" else None
    return t if q is None or q.denominator == 1 else apply("exp", mul(num(q), t.args[0].args[0]))


def factored(t: Term, ctx: Context) -> tuple[Fraction, list[tuple[Term, Fraction]]] | None:
    """t = c * product of base^exponent: the monomial content, and the irreducible factors of numerator and denominators."""
    try:
        n = normal(t, ctx)
    except Rejected:
        return None
    if not n.num:
        return None
    coefficient, factors = Fraction(1), []
    for p, k in ((n.num, 1), *((dict(key), -e) for key, e in n.den.items())):
        found = factor_poly(p)
        if found is None:
            return None
        c, parts = found
        coefficient *= c**k
        factors += [(base, Fraction(e) * k) for base, e in parts]
    merged: dict[Term, Fraction] = {}
    for base, e in factors:
        merged[base] = merged.get(base, Fraction(0)) + e
    return coefficient, [(b, e) if b.head != "exp" or e.denominator == 1 else (plain(power(b, num(e))), Fraction(1))
                         for b, e in merged.items() if e]


def factored_term(t: Term, ctx: Context) -> Term | None:
    """The factored form of t as a term; None where there is none that differs."""
    found = factored(t, ctx)
    if found is None:
        return None
    c, factors = found
    s = mul(num(c), *(power(b, num(e)) for b, e in factors))
    return s if s != t else None


def common(steps: Iterable[Fraction]) -> Fraction:
    """The greatest rational of which all these are multiples; 1 if they are all 0."""
    result = Fraction(0)
    for q in steps:
        result = Fraction(gcd(result.numerator * q.denominator, q.numerator * result.denominator), result.denominator * q.denominator)
    return result or Fraction(1)


def factor_poly(p: Poly) -> tuple[Fraction, list[tuple[Term, int | Fraction]]] | None:
    """A polynomial over the generators as coefficient, monomial content and irreducible factors."""
    used = sorted({g for m in p for g, _ in m})
    if len(p) == 1 or not used:
        (m, c), = p.items()
        return Fraction(c), [(base_of(g), Fraction(e)) for g, e in m]
    if len(p) > 300 or len(used) > 8:
        return None
    rows = {g: [Fraction(dict(m).get(g, 0)) for m in p] for g in used}
    least = {g: min(es) for g, es in rows.items()}
    step = {g: common(e - least[g] for e in es) for g, es in rows.items()}
    denominator = lcm(*(c.denominator for c in p.values()))
    ring = flint.fmpz_mpoly_ctx.get([f"g{g}" for g in used], "lex")
    entries = {}
    for m, c in p.items():
        exponents = tuple(int((Fraction(dict(m).get(g, 0)) - least[g]) / step[g]) for g in used)
        if max(exponents) > 200:
            return None
        entries[exponents] = int(c * denominator)
    try:
        unit, parts = ring.from_dict(entries).factor()
    except OverflowError:  # flint sorts the factors, and its comparison fails on large coefficients
        return None
    out: list[tuple[Term, int | Fraction]] = [(base_of(g), e) for g, e in least.items() if e]
    if sum(len(part) for part, _ in parts) > 3 * len(p) + 6:  # as 1 + z^49 by 1 + z: such factors are no plainer
        rest: Poly = {tuple((g, whole(Fraction(d))) for g in used if (d := dict(m).get(g, 0) - least[g])): c for m, c in p.items()}
        return Fraction(1), [*out, (plain(to_term(rest)), 1)]
    for part, k in parts:
        poly: Poly = {}
        for exponents, factor in part.to_dict().items():
            mono: Mono = tuple((g, whole(int(e) * step[g])) for g, e in zip(used, exponents, strict=True) if e)
            poly[mono] = Fraction(int(factor))
        out.append((plain(to_term(poly)), int(k)))
    return Fraction(int(unit), denominator), out


def whole(e: Fraction) -> int | Fraction:
    return int(e) if e.denominator == 1 else e


def base_of(g: int) -> Term:
    t = generator(g)
    return t.args[0] if t.head == "root" else t
