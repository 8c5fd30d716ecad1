"""Signs of polynomials in one variable whose coefficients are not rational: by those of coefficients at an end of the interval.

With x = a + y on a half-line, or in Bernstein's form on a bounded interval, coefficients of one sign show the sign of the
polynomial; where they differ, a bounded interval is halved. The kernel checks the form as an identity. Untrusted.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from fractions import Fraction
from math import comb

from symact.check.extent import NEG, POS, Context
from symact.check.identity import Poly, generator, normal, to_term
from symact.check.signs import cut, enter
from symact.check.term import MINUS_OO, OO, Rejected, Term, add, free, mul, neg, num, power, substitute, sym, value

from . import numeric
from .budget import Budget
from .nodes import ONE_SIDED, Proof, accepted, with_form

MOST_DEGREE, MOST_HALVINGS = 16, 5


def coefficients(t: Term, x: str, ctx: Context) -> list[Term] | None:
    """The closed coefficients of t as a polynomial in x, from the constant one up; None where it is none, or they are all rational."""
    try:
        n = normal(t, ctx)
    except Rejected:
        return None
    by_degree: dict[int, Poly] = {}
    for m, c in n.num.items():
        degree, rest = 0, []
        for g, e in m:
            if generator(g) == sym(x) and isinstance(e, int) and 0 < e <= MOST_DEGREE:
                degree = e
            elif free(generator(g)):
                return None
            else:
                rest.append((g, e))
        by_degree.setdefault(degree, {})[tuple(rest)] = c
    if n.den or not by_degree or max(by_degree) == 0 or not any(m for p in by_degree.values() for m in p):
        return None
    return [to_term(by_degree.get(k, {})) for k in range(max(by_degree) + 1)]


def by_coefficients(t: Term, mask: int, ctx: Context, budget: Budget, effort: int) -> Proof | None:
    """By coefficients of one sign, on parts of the interval if need be."""
    if len(free(t)) != 1 or bool(mask & POS) == bool(mask & NEG):
        return None
    x, = free(t)
    row = coefficients(t, x, ctx)
    if row is None:
        return None
    lo, hi, _, _ = ctx.domain(x).args
    if any(value(e) is None for e in (lo, hi) if e not in (OO, MINUS_OO)):
        return None
    cuts = [Fraction(0)] if (lo, hi) == (MINUS_OO, OO) else []
    return _on_parts(t, mask, row, x, cuts, ctx, budget, MOST_HALVINGS)


def by_rounding(t: Term, mask: int, ctx: Context, budget: Budget, effort: int) -> Proof | None:
    """Where x has one sign: a polynomial with rational coefficients that are a little further on the side that is harder, whose sign
    Sturm's theorem shows, and a sum of terms of the right sign."""
    if mask not in ONE_SIDED or len(free(t)) != 1:
        return None
    x, = free(t)
    lo, hi = numeric.ends(ctx.domain(x))
    row = coefficients(t, x, ctx) if lo >= 0 or hi <= 0 else None
    if row is None:
        return None
    budget.spend(5)
    wanted, rational, rest = 1 if mask & POS else -1, [], []
    for k, c in enumerate(row):
        if value(c) is not None:
            rational.append(mul(c, power(sym(x), num(k))))
            continue
        v, side = numeric.closed(c), wanted * (1 if lo >= 0 or k % 2 == 0 else -1)
        if not math.isfinite(v):
            return None
        near = num(numeric.simplest(*sorted(Fraction(v) - side * abs(Fraction(v)) / 10**n for n in (9, 10))))
        rational.append(mul(near, power(sym(x), num(k))))
        rest.append(Term("*", (Term("+", (c, neg(near))), power(sym(x), num(k)))))
    return accepted(t, mask, with_form(Term("+", (add(*rational), *rest)), {"rule": "algebra"}), ctx)


def _on_parts(t: Term, mask: int, row: list[Term], x: str, cuts: list[Fraction], ctx: Context, budget: Budget, depth: int) -> Proof | None:

    budget.spend(len(row))
    if not cuts:
        form = _form(row, x, ctx.domain(x))
        proof = accepted(t, mask, with_form(form, {"rule": "algebra"}), ctx)
        lo, hi = (value(e) for e in ctx.domain(x).args[:2])
        if proof is not None or lo is None or hi is None or not depth:
            return proof
        cuts = [(lo + hi) / 2]
    proofs: list[Proof] = []
    for part in cut(ctx, x, [num(c) for c in cuts]):
        inner, here = enter(ctx, x, part)
        proof = {"rule": "algebra"} if part.head == "finite" else _on_parts(t, mask, row, x, [], inner, budget, depth - 1)
        if proof is None or not accepted(substitute(t, here), mask, proof, inner):
            return None
        proofs.append(proof)
    return {"rule": "split", "var": x, "at": [str(c) for c in cuts], "proofs": proofs}


def _form(row: list[Term], x: str, domain: Term) -> Term:
    """The polynomial in powers of x - a, of b - x, or of both."""
    lo, hi, _, _ = domain.args
    n = len(row) - 1
    a, b = value(lo), value(hi)
    y, z = add(sym(x), num(-(a or 0))), add(num(b or 0), neg(sym(x)))
    if a is None or b is None:
        start, s = (Fraction(a), 1) if a is not None else (Fraction(b or 0), -1)
        parts = [_sum(mul(row[j], num(comb(j, k) * start ** (j - k) * s**k)) for j in range(k, n + 1)) for k in range(n + 1)]
        return add(*(mul(c, power(y if s > 0 else z, num(k))) if k else c for k, c in enumerate(parts) if c != num(0)))
    shifted = [_sum(mul(row[j], num(comb(j, k) * a ** (j - k) * (b - a) ** k)) for j in range(k, n + 1)) for k in range(n + 1)]
    parts = [_sum(mul(shifted[j], num(Fraction(comb(k, j), comb(n, j)))) for j in range(k + 1)) for k in range(n + 1)]
    scale = num((b - a) ** -n)
    powers = [mul(*([power(y, num(k))] if k else []), *([power(z, num(n - k))] if k < n else [])) for k in range(n + 1)]
    return add(*(mul(num(comb(n, k)), scale, c, powers[k]) for k, c in enumerate(parts) if c != num(0)))


def _sum(parts: Iterable[Term]) -> Term:
    return to_term(normal(add(*parts), Context()).num)
