"""Square roots: forms without a root below a fraction bar, and without the cancellation of a root against the rest. Untrusted."""

from __future__ import annotations

from fractions import Fraction

from symact.check.extent import Context
from symact.check.identity import Poly, generator, normal, to_term
from symact.check.term import MINUS_OO, OO, Rejected, Term, add, free, mul, neg, num, power, rebuild, subterms, value
from symact.proof.rewriting import factored, tidy

HALF = Fraction(1, 2)
MOST_ROOTS, MOST_MONOMIALS = 3, 60


def is_root(t: Term) -> bool:
    """Whether t is a power with an odd number of halves as its exponent."""
    n = value(t.args[1]) if t.head == "^" else None
    return n is not None and n.denominator == 2


def is_rooted(t: Term) -> bool:
    return any(is_root(s) and free(s) for s in subterms(t))


def rationalised(t: Term, ctx: Context) -> Term | None:
    """t with no square root in a denominator, as a sum of factored products, one for each product of square roots in it."""
    parts = classes(t, ctx)
    return None if parts is None else add(*(mul(num(c), *(power(b, num(e)) for b, e in factors.items())) for c, factors in parts))


Product = tuple[Fraction, dict[Term, Fraction]]  # a coefficient, and bases with their exponents


def classes(t: Term, ctx: Context) -> list[Product] | None:
    """t as a sum of products, no two of them with the same square roots; the one without a root, if there is one, first."""
    found = _free_below(t, ctx)
    if found is None:
        return None
    top, below = found
    sums: dict[frozenset[int], Poly] = {}
    for m, c in top.items():
        sums.setdefault(frozenset(g for g, e in m if _is_root(g, e)), {})[m] = c
    parts = []
    for roots in sorted(sums, key=len):
        part = factored(mul(to_term(sums[roots]), *below), ctx)
        if part is None:
            return None
        parts.append((part[0], dict(part[1])))
    return parts


def _is_root(g: int, e: int | Fraction) -> bool:
    return generator(g).head != "exp" and Fraction(e).denominator == 2 and bool(free(generator(g)))


def _free_below(t: Term, ctx: Context) -> tuple[Poly, list[Term]] | None:
    """A numerator, and factors with negative exponents in which no square root occurs; None where t has no square roots."""
    try:
        n = normal(t, ctx)
        roots = {g for p in (n.num, *map(dict, n.den)) for m in p for g, e in m if _is_root(g, e)}
        if not 1 <= len(roots) <= MOST_ROOTS or len(n.num) > MOST_MONOMIALS:
            return None
        factors, below = [to_term(n.num)], [(dict(key), k) for key, k in n.den.items()]
        for g in sorted(roots, key=lambda g: -len(list(subterms(generator(g))))):
            rest = []
            for p, k in below:
                if any(h == g for m in p for h, _ in m):
                    other = to_term({m: -c if any(h == g for h, _ in m) else c for m, c in p.items()})
                    factors.append(power(other, num(k)))
                    p = normal(mul(to_term(p), other), ctx).num
                rest.append((p, k))
            below = rest
        if any(_is_root(g, e) for p, _ in below for m in p for g, e in m):
            return None
        top = normal(mul(*factors), ctx)
    except Rejected:
        return None
    return None if top.den else (top.num, [power(to_term(p), num(-k)) for p, k in below])


def conjugated(s: Term, x: str, end: Term) -> Term | None:
    """A sum r + a in which a square root r cancels against the rest far out, as (r^2 - a^2)/(r - a)."""
    from .numeric import number

    for i, r in enumerate(s.args):
        if not any(is_root(f) and x in free(f) for f in (r.args if r.head == "*" else (r,))):
            continue
        a = add(*s.args[:i], *s.args[i + 1:])
        if len(s.args) > 2 and is_rooted(a):
            continue
        far = [Fraction(10) ** k * (1 if end == OO else -1) for k in (2, 4)]
        if free(s) == {x} and all(abs(number(s, x, q)) < abs(number(r, x, q)) / 8 for q in far):
            try:
                top = normal(add(power(r, num(2)), neg(power(a, num(2)))), Context().bind(x, _beyond(end)))
            except Rejected:
                return None
            return None if top.den else mul(to_term(top.num), power(tidy(add(r, neg(a))), num(-1)))
    return None


def _beyond(end: Term) -> Term:
    lo, hi = (num(8), OO) if end == OO else (MINUS_OO, num(-8))
    return Term("interval", (lo, hi, "(", ")"))


def without_cancelling(t: Term, x: str, end: Term) -> Term:
    """t with every sum of this kind inside it written so."""
    if x not in free(t) or not t.args:
        return t
    t = rebuild(t, lambda s: without_cancelling(s, x, end))
    return (conjugated(t, x, end) if t.head == "+" else None) or t


def without_roots(t: Term, ctx: Context) -> list[Term]:
    """Terms without square roots in x among whose zeros are those of t: the factors of its rationalised form, or the norm a^2 - b^2 r^2."""
    form = rationalised(t, ctx)
    if form is None:
        return []
    if form.head != "+":
        bases = [(f.args[0], value(f.args[1])) if f.head == "^" else (f, Fraction(1)) for f in (form.args if form.head == "*" else (form,))]
        return [b for b, e in bases if free(b) and e is not None and e > 0]
    first, rest = form.args[0], add(*form.args[1:])
    if len(form.args) > 2 and is_rooted(rest):
        return []
    try:
        return [to_term(normal(add(power(first, num(2)), neg(power(rest, num(2)))), ctx).num)]
    except Rejected:
        return []
