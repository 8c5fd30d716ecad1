"""Signs of a g^2 + b g + c, quadratic in an error function, a logarithm or an arctangent: by those of g - r, r its two zeros. Untrusted."""

from __future__ import annotations

from fractions import Fraction

from symact.check.extent import NEG, POS, ZERO, Context, sign
from symact.check.identity import Poly, generator, normal, to_term
from symact.check.term import Rejected, Term, add, free, mul, neg, num, power, subterms
from symact.proof.rewriting import factored, factored_term, tidy

from .budget import Budget, Stuck
from .nodes import Proof, accepted, sampled, with_form, with_lemma

HEADS = ("erf", "log", "atan", "asin")


def by_quadratic(t: Term, mask: int, ctx: Context, budget: Budget, effort: int) -> Proof | None:
    """t = h a (g - r)(g - s) with h and a of known signs."""
    from .hills import hills, steady

    if len(free(t)) != 1 or mask & ~ZERO not in (POS, NEG):
        return None
    budget.spend(5)
    found = factored(t, ctx)
    try:
        unknown = [(b, e) for b, e in found[1] if free(b) and sign(b, ctx) not in (POS, NEG)] if found else []
        if found is None or len(unknown) != 1 or unknown[0][1] != 1:
            return None
        base = unknown[0][0]
        outer = [num(found[0]), *(power(b, num(e)) for b, e in found[1] if b != base)]
        for g, a, b, c in _quadratics(base, ctx):
            if sign(a, ctx) not in (POS, NEG):
                continue
            factors = [steady(g - r, ctx) for r in _zeros(a, b, c, ctx)]
            result = with_form(mul(*outer, a, *factors), {"rule": "algebra"})
            for s in factors:
                values = [v for _, v in sampled(s, ctx, budget) if v]
                m = POS if values and all(v > 0 for v in values) else NEG if values and all(v < 0 for v in values) else 0
                inner = hills(s, m, ctx, budget, 3) if m else None
                if inner is None:
                    break
                result = with_lemma(s, m, inner, result)
            else:
                if accepted(t, mask, result, ctx):
                    return result
    except (Stuck, Rejected):
        return None
    return None


def _quadratics(t: Term, ctx: Context) -> list[tuple[Term, Term, Term, Term]]:
    """(g, a, b, c) with t = a g^2 + b g + c, a, b and c without g."""
    n = normal(t, ctx)
    rows = []
    for g in sorted({g for m in n.num for g, e in m if e == 2 and generator(g).head in HEADS and free(generator(g))}):
        parts: dict[Fraction, Poly] = {}
        for m, q in n.num.items():
            parts.setdefault(Fraction(dict(m).get(g, 0)), {})[tuple(ge for ge in m if ge[0] != g)] = q
        inner = {u for p in parts.values() for m in p for h, _ in m for u in subterms(generator(h))}
        if not n.den and parts.keys() <= {0, 1, 2} and generator(g) not in inner:
            a, b, c = (to_term(parts.get(Fraction(k), {})) for k in (2, 1, 0))
            rows.append((generator(g), a, b, c))
    return rows


def _zeros(a: Term, b: Term, c: Term, ctx: Context) -> list[Term]:
    disc = add(power(b, num(2)), mul(num(-4), a, c))
    root = power(factored_term(disc, ctx) or disc, num(Fraction(1, 2)))
    root = to_term(normal(root, ctx).num)
    half = mul(num(Fraction(1, 2)), power(a, num(-1)))
    return [_flat(mul(half, add(neg(b), s)), ctx) for s in (neg(root), root)]


def _flat(t: Term, ctx: Context) -> Term:
    n = normal(t, ctx)
    return tidy(t) if n.den else to_term(n.num)
