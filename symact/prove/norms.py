"""Signs of a + b r with a square root r: by those of a, of b and of a^2 - b^2 r^2, which is without that root.

The interval is cut where the reason for the sign changes: the root outweighs the rest, or the rest the root, or both agree.
Untrusted.
"""

from __future__ import annotations

from fractions import Fraction

from symact.check.extent import NEG, POS, ZERO, Context, flip, sign
from symact.check.printer import show
from symact.check.signs import cut, enter
from symact.check.term import Rejected, Term, add, free, mul, neg, num, power
from symact.proof.rewriting import factored, factored_term, tidy

from . import numeric
from .budget import Budget, Stuck
from .forms import isolated
from .nodes import ONE_SIDED, Proof, accepted, sampled, with_form, with_lemma
from .roots import Product, classes, is_rooted
from .turns import cut_at_turns

MOST_CUTS = 5


def by_norm(t: Term, mask: int, ctx: Context, budget: Budget, effort: int) -> Proof | None:
    """t = g (a + b r): the sign of a + b r on parts of the interval, from that of its norm."""

    if mask not in ONE_SIDED or not is_rooted(t):
        return None
    budget.spend(10)
    found = classes(t, ctx)
    if found is None or len(found) != 2:
        return None
    outer, first, second = _split(*found)
    try:
        known = sign(outer, ctx)
    except Rejected:
        return None
    if known not in (POS, NEG):
        return None
    total = Term("+", (second, first))
    wanted = mask if known == POS else flip(mask)
    proof = _on_interval(total, first, second, wanted, ctx, budget, effort)
    if proof is None:
        return None
    proof = with_lemma(total, wanted, proof, with_form(mul(outer, total), {"rule": "algebra"}))
    return accepted(t, mask, proof, ctx)


def _split(a: Product, b: Product) -> tuple[Term, Term, Term]:
    """g, a/g and b/g for the common factor g of two products; a is the one without a root, if there is one."""
    shared = {base: min(a[1].get(base, Fraction(0)), b[1].get(base, Fraction(0))) for base in {**a[1], **b[1]}}
    shared = {base: Fraction(e // 1) for base, e in shared.items() if e // 1}
    rests = [mul(num(c), *(power(base, num(e - shared.get(base, 0))) for base in {**factors, **shared}
                           if (e := factors.get(base, Fraction(0))) != shared.get(base, 0))) for c, factors in (a, b)]
    return mul(num(1), *(power(base, num(e)) for base, e in shared.items())), rests[0], rests[1]


def _on_interval(total: Term, a: Term, b: Term, mask: int, ctx: Context, budget: Budget, effort: int) -> Proof | None:

    norm = _norm(a, b, ctx)
    if norm is None:
        return None
    try:
        return _on_part(total, a, b, norm, mask, ctx, budget, effort)
    except (Stuck, Rejected):
        pass
    if len(free(total)) != 1:
        return None
    x, = free(total)
    reasons = _reasons(a, b, norm, mask)
    touching = [r for r in reasons if r not in reasons[1:3]]  # where the norm may be 0 between the samples
    for cuts in (_cuts(touching, x, ctx), _cuts(reasons, x, ctx)):
        if 1 <= len(cuts) <= MOST_CUTS:
            proofs = []
            try:
                for part in cut(ctx, x, [num(c) for c in cuts]):
                    inner = enter(ctx, x, part)[0]
                    plain: Proof = {"rule": "algebra"}
                    proofs.append(plain if part.head == "finite" else _on_part(total, a, b, norm, mask, inner, budget, effort))
            except (Stuck, Rejected):
                continue
            return accepted(total, mask, {"rule": "split", "var": x, "at": [str(c) for c in cuts], "proofs": proofs}, ctx)
    return None


def _norm(a: Term, b: Term, ctx: Context) -> Term | None:
    """a^2 - b^2, factored."""
    d = add(power(a, num(2)), neg(power(b, num(2))))
    return factored_term(d, ctx) or d


Reason = tuple[tuple[Term, int], ...]


def _reasons(a: Term, b: Term, norm: Term, mask: int) -> list[Reason]:
    """Signs from which that of a + b follows; the last two by comparing squares, which may be equal somewhere."""
    up, down = mask & ~ZERO, flip(mask & ~ZERO)
    strict: list[Reason] = [((a, up), (b, up)), ((b, up), (norm, NEG)), ((a, up), (norm, POS))]
    if not mask & ZERO:
        return strict
    return [*strict, ((a, up | ZERO), (b, down | ZERO), (norm, POS | ZERO)), ((b, up | ZERO), (a, down | ZERO), (norm, NEG | ZERO))]


def _cuts(reasons: list[Reason], x: str, ctx: Context) -> list[Fraction]:
    """Rationals between which one reason holds at all samples; the fewest."""
    domain = ctx.domain(x)
    terms = {s for reason in reasons for s, _ in reason}
    rows: list[tuple[Fraction, set[int], bool]] = []
    for q in sorted(numeric.grid(domain, 80)):
        if numeric.inside(q, domain):
            values = {s: numeric.number(s, x, q) for s in terms}
            here = {i for i, reason in enumerate(reasons) if all(numeric.holds(values[s], m) for s, m in reason)}
            rows.append((q, here, 0.0 in values.values()))
    cuts: list[Fraction] = []
    everything = alive = set(range(len(reasons)))
    for (p, before, zero), (q, here, last) in zip([(Fraction(0), everything, False), *rows], rows, strict=False):
        if not alive & here and (zero or before & here):
            cuts.append(p)
            alive = everything if zero else before
        if not alive & here and last and here:  # a sign changes here
            cuts.append(q)
            alive = everything
            continue
        if not alive & here:
            return []
        alive = alive & here
    return cuts


def _on_part(total: Term, a: Term, b: Term, norm: Term, mask: int, ctx: Context, budget: Budget, effort: int) -> Proof:
    """By the first reason that holds at all samples."""

    for reason in _reasons(a, b, norm, mask):
        if not all(all(numeric.holds(v, m) for _, v in sampled(s, ctx, budget)) for s, m in reason):
            continue
        lemmas: list[tuple[Term, int, Proof]] = []
        inner = ctx
        try:
            shown, goal = reason[:2], norm
            if len(reason) == 3:
                u = next(s for s, m in shown if m & POS)
                u, v, goal = (a, neg(b), norm) if u == a else (b, neg(a), neg(norm))
                shown = (u, POS | ZERO), (v, POS | ZERO)
            for s, m in shown:
                if free(s) and sign(s, inner) & ~m:
                    lemmas.append((s, m, _shown(s, m, inner, budget, max(effort - 1, 0))))
                    inner = inner.know(s, m)
            proof: Proof = {"rule": "algebra"}
            if len(reason) == 3:
                inner_proof = _shown(goal, mask, inner, budget, max(effort - 1, 0))
                proof = {"rule": "compare", "head": "^", "power": ["2"], "u": show(u), "v": show(v),
                         "proof": {"rule": "rewrite", "to": show(goal), "proof": inner_proof}}
        except (Stuck, Rejected):
            continue
        for s, m, lemma in reversed(lemmas):
            proof = with_lemma(s, m, lemma, proof)
        if accepted(total, mask, proof, ctx):
            return proof
    raise Stuck("neither part of a sum is shown to outweigh the other")


def _shown(t: Term, mask: int, ctx: Context, budget: Budget, effort: int) -> Proof:
    """A sign without that root: of the one factor whose sign is not plain, between the turning points first."""
    from .hills import beside
    from .signs import find_sign

    found = factored(t, ctx)
    try:
        factors = [] if found is None else [b for b, e in found[1] if free(b) and sign(b, ctx) not in (POS, NEG)]
    except Rejected:
        factors = []
    if found is not None and len(factors) == 1:
        base = factors[0]
        for up in (POS | ZERO, NEG | ZERO) if mask & ZERO else (POS, NEG):
            if (proof := _between_turns(base, up, ctx, budget) or (beside(base, up, ctx, budget, 4) if effort else None)) is not None:
                form = mul(num(found[0]), *(power(b, num(e)) for b, e in found[1]))
                proof = with_lemma(base, up, proof, with_form(form, {"rule": "algebra"}))
                if accepted(t, mask, proof, ctx):
                    return proof
    return find_sign(t, mask, ctx, budget, effort)


def _between_turns(t: Term, mask: int, ctx: Context, budget: Budget) -> Proof | None:
    """t = a g + b with a of one sign: that of g + b/a, which is monotone between the exact zeros of its derivative."""

    if not all(numeric.holds(v, mask) for _, v in sampled(t, ctx, budget) if v):
        return None
    for g, a, b in isolated(t, ctx):
        budget.spend(3)
        try:
            known = sign(a, ctx)
            if g.head == "exp" or known not in (POS, NEG):
                continue
            s, wanted = g + tidy(mul(b, power(a, num(-1)))), mask if known == POS else flip(mask)
            inner = cut_at_turns(s, wanted, ctx, budget, 2)
        except (Stuck, Rejected):
            continue
        if inner is not None:
            return with_lemma(s, wanted, inner, with_form(Term("*", (a, s)), {"rule": "algebra"}))
    return None
