"""Exponentials bounded by their value at an end: the sign of sum C_k(x) exp(k h(x)) from one of a polynomial. Untrusted."""

from __future__ import annotations

import math
from fractions import Fraction

from symact.check.extent import NEG, POS, Context, sign
from symact.check.identity import Poly, generator, normal, to_term
from symact.check.term import Rejected, Term, add, apply, free, mul, neg, num, sym
from symact.proof.rewriting import tidy

from . import numeric
from .budget import Budget, Stuck
from .nodes import ONE_SIDED, Proof, accepted, with_form, with_lemma


def by_bound(t: Term, mask: int, ctx: Context, budget: Budget, effort: int) -> Proof | None:
    """t = exp(h0) (C_0 + sum C_j u_j) with the largest of the exponentials in front, so that the u_j are below 1 far out. Those with a
    coefficient of the right sign are left out, the others bounded: C_j u_j by C_j c_j, or by c_j. A polynomial remains to be shown."""

    if mask not in ONE_SIDED or len(free(t)) != 1:
        return None
    x, = free(t)
    parts = _by_exponents(t, x, ctx)
    if parts is None:
        return None
    wanted = POS if mask & POS else NEG
    lo, hi = numeric.ends(ctx.domain(x))
    ends = [Fraction(lo) if lo > -math.inf else Fraction(-1000), Fraction(hi) if hi < math.inf else Fraction(1000)]
    budget.spend(20)
    outer = max(parts, key=lambda h: numeric.number(h, x, ends[hi == math.inf]) if free(h) else 0.0)
    rows = [(to_term(c), apply("exp", tidy(h - outer))) for h, c in parts.items() if h != outer]
    signs = [_constant_sign(c, ctx) for c, _ in rows]
    for bounded in (_by_ends,) if budget.in_bounds else (_by_ends, _by_extremes):
        if (found := bounded(to_term(parts[outer]), rows, signs, wanted, ends, ctx)) is None:
            continue
        main, others, lemmas = found
        total = Term("+", (main, *others))  # sums inside of it stay together: each is a lemma
        form = Term("*", (apply("exp", outer), total)) if free(outer) else total
        saved, budget.in_parts, budget.in_bounds = (budget.in_parts, budget.in_bounds), True, True
        try:
            proof = _proved(form, [*lemmas, (main, wanted)], ctx, budget)
        finally:
            budget.in_parts, budget.in_bounds = saved
        if proof is not None and accepted(t, mask, proof, ctx):
            return proof
    return None


Bounded = tuple[Term, list[Term], list[tuple[Term, int]]]  # what remains, the other parts of the sum, and the signs that are needed


def _by_ends(main: Term, rows: list[tuple[Term, Term]], signs: list[int | None], wanted: int, ends: list[Fraction],
             ctx: Context) -> Bounded | None:
    """u_j below its value at an end, and the coefficient of one sign."""
    rest, others, lemmas = [main], list[Term](), list[tuple[Term, int]]()
    for (c, u), s in zip(rows, signs, strict=True):
        if s is None:
            return None
        lemmas.append((c, s))
        if s == wanted:
            others.append(Term("*", (c, u)))
            continue
        x, = free(u)
        top = max(numeric.number(u, x, q) for q in ends)
        if not top < math.inf:
            return None
        bound = numeric.simplest(Fraction(top) * (1 + Fraction(1, 10**7)), Fraction(top) * (1 + Fraction(2, 10**7)))
        lemmas.append((Term("+", (u, num(-bound))), NEG))
        rest.append(mul(num(bound), c))
        others.append(Term("*", (c, lemmas[-1][0])))
    found = add(*rest)
    return (found, others, lemmas) if _constant_sign(found, ctx) == wanted else None


def _by_extremes(main: Term, rows: list[tuple[Term, Term]], signs: list[int | None], wanted: int, ends: list[Fraction],
                 ctx: Context) -> Bounded | None:
    """C_j u_j below its largest value, with a share of what is left between the sum of these and 0."""
    up = wanted == NEG
    parts = [Term("*", (c, u)) for c, u in rows]
    x, = free(add(*parts))
    moving = [main, *(p for p, s in zip(parts, signs, strict=True) if s != wanted)]
    worst = [-numeric.lowest(neg(p) if up else p, x, ctx.domain(x))[1] if free(p) else (1 if up else -1) * numeric.closed(p)
             for p in moving]
    slack = -sum(worst)
    if not 1e-9 * max(map(abs, worst)) < slack < math.inf or len(moving) == 1:  # less may be a rounding error
        return None
    share = slack / (2 * len(moving))
    found, others, lemmas = [main], list[Term](), list[tuple[Term, int]]()
    for p, (c, _), s in zip(parts, rows, signs, strict=True):
        if s == wanted:
            lemmas.append((c, s))
            others.append(p)
            continue
        v = worst[moving.index(p)]
        bound = numeric.simplest(Fraction(v + 0.2 * share), Fraction(v + 1.8 * share)) * (1 if up else -1)
        lemmas.append((Term("+", (p, num(-bound))), wanted))
        found.append(num(bound))
        others.append(lemmas[-1][0])
    return add(*found), others, lemmas


def _proved(form: Term, lemmas: list[tuple[Term, int]], ctx: Context, budget: Budget) -> Proof | None:
    from .signs import find_sign

    proof = with_form(form, {"rule": "algebra"})
    inner, nodes = ctx, []
    for s, wanted in lemmas:
        try:
            if sign(s, inner) == wanted:
                continue
            nodes.append((s, wanted, find_sign(s, wanted, ctx, budget)))
        except (Stuck, Rejected):
            return None
        inner = inner.know(s, wanted)
    for s, wanted, lemma in reversed(nodes):
        proof = with_lemma(s, wanted, lemma, proof)
    return proof


def _by_exponents(t: Term, x: str, ctx: Context) -> dict[Term, Poly] | None:
    """t = sum of C(x) exp(h(x)) with polynomials C: the C by their h, at least two; 0 stands for a polynomial alone."""
    try:
        n = normal(t, ctx)
    except Rejected:
        return None
    moving = {g for m in n.num for g, _ in m if x in free(generator(g))}
    waves = [g for g in moving if generator(g).head == "exp"]
    if n.den or not waves or any(generator(g) != sym(x) for g in moving if g not in waves):
        return None
    parts: dict[Term, Poly] = {}
    for m, c in n.num.items():
        h = add(*(mul(num(Fraction(e)), generator(g).args[0]) for g, e in m if g in waves))
        parts.setdefault(h, {})[tuple(ge for ge in m if ge[0] not in waves)] = c
    return parts if 2 <= len(parts) <= 6 else None


def _constant_sign(t: Term, ctx: Context) -> int | None:
    """The one sign that the samples of a polynomial have."""
    values = [v for _, v in numeric.samples(t, ctx)] if free(t) else [numeric.closed(t)]
    return POS if all(v > 0 for v in values) else NEG if all(v < 0 for v in values) else None
