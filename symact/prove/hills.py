"""Signs of terms that tend to 0 at an end and turn a few times: monotone from there, with a neighbourhood of every turning point.

The slopes are treated in the same way, after their factors of known sign are left out, so that a ladder of derivatives ends in
something plain. Untrusted.
"""

from __future__ import annotations

from fractions import Fraction

from symact.check.calculus import differentiate
from symact.check.extent import NEG, POS, ZERO, Context, flip, interval, sign
from symact.check.identity import Mono, generator, is_zero, normal, to_term
from symact.check.limit import limit
from symact.check.printer import show
from symact.check.signs import cut, enter
from symact.check.term import MINUS_OO, OO, Rejected, Term, add, free, mul, num, power, substitute, subterms
from symact.proof.rewriting import factored, factored_term, tidy

from . import numeric
from .budget import Budget, Stuck
from .coefficients import by_coefficients
from .forms import candidates, isolated, stable
from .nodes import NAMES, ONE_SIDED, Proof, accepted, sampled, with_form, with_lemma
from .norms import by_norm
from .roots import is_root
from .turns import _turning, turn

DEPTH, MOST_TURNS, MOST_UNITS = 5, 3, 700


def by_hills(t: Term, mask: int, ctx: Context, budget: Budget, effort: int) -> Proof | None:
    """Where t comes as near to 0 as one likes, at an end of the interval."""
    if len(free(t)) != 1 or mask not in ONE_SIDED or ctx.facts or any(is_root(u) and not _is_algebraic(u) for u in subterms(t)):
        return None
    x, = free(t)
    budget.spend(5)
    near = [abs(numeric.number(t, x, q)) for left in (True, False) for q in numeric.outermost(ctx.domain(x), left)[1:5]]
    if not any(v < 1e-4 for v in near) and _touching(t, mask, x, ctx) is None:
        return None
    with budget.portion(MOST_UNITS):
        return beside(t, mask, ctx, budget, DEPTH)


def _touching(t: Term, mask: int, x: str, ctx: Context) -> Term | None:
    """A simple point inside the interval at which t is 0."""
    for q in map(Fraction, (0, 1, -1) if mask & ZERO else ()):
        if numeric.inside(q, ctx.domain(x)) and numeric.number(t, x, q) == 0 and is_zero(substitute(t, {x: num(q)}), ctx.beyond(x)):
            return num(q)
    return None


def beside(t: Term, mask: int, ctx: Context, budget: Budget, depth: int) -> Proof | None:
    """On both sides of a point at which t is 0, if there is one."""

    if len(free(t)) != 1:
        return None
    x, = free(t)
    if (c := _touching(t, mask, x, ctx)) is None:
        return hills(t, mask, ctx, budget, depth)
    proofs: list[Proof] = []
    for part in cut(ctx, x, [c]):
        inner, _ = enter(ctx, x, part)
        proof: Proof | None = {"rule": "algebra"} if part.head == "finite" else hills(t, mask & ~ZERO, inner, budget, depth)
        if proof is None:
            return None
        proofs.append(proof)
    return accepted(t, mask, {"rule": "split", "var": x, "at": [show(c)], "proofs": proofs}, ctx)


def hills(t: Term, mask: int, ctx: Context, budget: Budget, depth: int) -> Proof | None:
    """The sign of t by its own shape, or by that of a factor of it, or of g + b/a for t = a g + b."""

    budget.spend(5)
    if any(not numeric.holds(v, mask) for _, v in sampled(t, ctx, budget) if v):
        return None
    if (proof := _plain(t, mask, ctx, budget)) is not None:
        return proof
    if depth == DEPTH:
        depth -= 1
        if (proof := between(t, mask, ctx, budget, depth)) is not None:
            return proof
    outer, base = _base(t, ctx)
    if base == t or base is None:
        product = factored_term(t, ctx) if base is None else None
        found = accepted(t, mask, with_form(product, {"rule": "algebra"}), ctx) if product is not None else None
        return found or _monotone(t, mask, ctx, budget, depth)
    for up in (POS, NEG) if not mask & ZERO else (POS | ZERO, NEG | ZERO):
        if (inner := _plain(base, up, ctx, budget) or _monotone(base, up, ctx, budget, depth)) is not None:
            proof = with_lemma(base, up, inner, with_form(mul(outer, base), {"rule": "algebra"}))
            if accepted(t, mask, proof, ctx):
                return proof
    return None


def _plain(t: Term, mask: int, ctx: Context, budget: Budget) -> Proof | None:
    """The sign of t by its own shape."""
    from .signs import by_form, by_sturm

    if any(not numeric.holds(v, mask) for _, v in sampled(t, ctx, budget) if v):
        return None
    for plain in (by_form, by_sturm, by_coefficients, by_norm)[:4 if _is_algebraic(t) else 3]:
        try:
            if (proof := plain(t, mask, ctx, budget, 1)) is not None:
                return proof
        except (Stuck, Rejected):
            continue
    return None


def _is_algebraic(t: Term) -> bool:
    return all(u.head in ("+", "*", "^", "num", "sym", "pi") for u in subterms(t))


def steady(t: Term, ctx: Context) -> Term:
    """Written so that it does not cancel at an infinite end; of two such ends the one at which t is smaller."""
    if not any(u.head == "erf" for u in subterms(t)):
        return t
    for x, domain in ctx.domains:
        ends = [(abs(numeric.number(t, x, q)), end) for end, q in ((OO, Fraction(64)), (MINUS_OO, Fraction(-64))) if end in domain.args[:2]]
        if ends and free(t) == {x}:
            return stable(t, x, min(ends, key=lambda row: row[0])[1])
    return t


def _base(t: Term, ctx: Context) -> tuple[Term, Term | None]:
    """t = g s with g of known sign, s one factor of t: without an exponential where s has other functions, or its least power."""
    found = factored(t, ctx)
    unknown = [(b, e) for b, e in found[1] if free(b) and _sign(b, ctx) not in (POS, NEG)] if found else []
    if found is None or len(unknown) != 1 or unknown[0][1] != 1:
        return num(1), None
    base = unknown[0][0]
    outer = mul(num(found[0]), *(power(b, num(e)) for b, e in found[1] if b != base))
    n = normal(base, ctx)
    groups: dict[Mono, list[Mono]] = {}
    for m in n.num:
        waves = tuple((g, e) for g, e in m if generator(g).head == "exp" and free(generator(g)))
        groups.setdefault(waves, []).append(tuple(ge for ge in m if ge not in waves))
    if n.den or len(groups) == 1:
        return outer, steady(base, ctx)
    chosen = min(groups, key=lambda waves: (min(map(_degree, groups[waves])) >= 0, max(map(_degree, groups[waves]))))
    unit = mul(*(Term("exp", (mul(num(e), generator(g).args[0]),)) for g, e in chosen))
    parts = []
    for waves, rest in groups.items():
        factor = to_term({m: n.num[tuple(sorted((*m, *waves)))] for m in rest})
        parts.append(mul(factor, *(Term("exp", (mul(num(e), generator(g).args[0]),)) for g, e in _minus(waves, chosen))))
    return mul(outer, unit), steady(add(*parts), ctx)


def _minus(a: Mono, b: Mono) -> Mono:
    exponents = dict(a)
    for g, e in b:
        exponents[g] = exponents.get(g, 0) - e
    return tuple((g, e) for g, e in exponents.items() if e)


def _degree(m: Mono) -> Fraction:
    """How much is left to differentiate; a transcendental function comes before all powers."""
    moving = [(generator(g), Fraction(e)) for g, e in m if free(generator(g))]
    return Fraction(-1) if any(t.head not in ("sym", "root") for t, _ in moving) else sum((e for _, e in moving), Fraction(0))


def _sign(t: Term, ctx: Context) -> int:
    try:
        return sign(t, ctx)
    except Rejected:
        return 0


def _monotone(t: Term, mask: int, ctx: Context, budget: Budget, depth: int) -> Proof | None:
    """t itself between its turning points; g + b/a where the factor of g moves, so that one derivative is without g."""

    if any(not numeric.holds(v, mask) for _, v in sampled(t, ctx, budget) if v):
        return None
    for g, a, b in isolated(t, ctx):
        known = _sign(a, ctx)
        if g.head == "exp" or not free(a) or known not in (POS, NEG):
            continue
        s, wanted = steady(g + tidy(mul(b, power(a, num(-1)))), ctx), mask if known == POS else flip(mask)
        if (inner := between(s, wanted, ctx, budget, depth)) is not None:
            proof: Proof = with_lemma(s, wanted, inner, with_form(Term("*", (a, s)), {"rule": "algebra"}))
            if accepted(t, mask, proof, ctx):
                return proof
    return between(t, mask, ctx, budget, depth)


def between(t: Term, mask: int, ctx: Context, budget: Budget, depth: int) -> Proof | None:
    """t is monotone between cuts around its turning points."""
    from .signs import by_cells

    x, = free(t)
    if not depth:
        return None
    budget.spend(30)
    slope, domain = tidy(differentiate(t, x)), ctx.domain(x)
    around: list[tuple[Fraction, Fraction]] = []
    for a, b in _turning(slope, x, domain):
        r = turn(slope, x, a, b, 30)
        width = Fraction(1, 16)
        while not (numeric.inside(r - 2 * width, domain) and numeric.inside(r + 2 * width, domain)) and width > Fraction(1, 1 << 12):
            width /= 2
        around.append((numeric.simplest(r - width * Fraction(5, 4), r - width * Fraction(3, 4)),
                       numeric.simplest(r + width * Fraction(3, 4), r + width * Fraction(5, 4))))
    cuts = [c for pair in around for c in pair]
    if len(around) > MOST_TURNS or any(p >= q for p, q in zip(cuts, cuts[1:], strict=False)):
        return None
    if not cuts:
        return _run(t, x, mask, ctx, budget, depth)
    proofs: list[Proof] = []
    for i, part in enumerate(cut(ctx, x, [num(c) for c in cuts])):
        inner, here = enter(ctx, x, part)
        if part.head == "finite":
            proof: Proof | None = {"rule": "algebra"}
        elif i % 4 == 2:
            proof = by_cells(t, mask, inner, budget, 2)
        else:
            proof = _run(t, x, mask, inner, budget, depth)
        if proof is None or accepted(substitute(t, here), mask, proof, inner) is None:
            return None
        proofs.append(proof)
    return accepted(t, mask, {"rule": "split", "var": x, "at": [str(c) for c in cuts], "proofs": proofs}, ctx)


def _run(t: Term, x: str, mask: int, ctx: Context, budget: Budget, depth: int) -> Proof | None:
    """t is monotone: from the end at which it is nearest to 0."""

    lo, hi, _, _ = ctx.domain(x).args
    inside = ctx.restrict(x, interval(lo, hi))
    for form in [t, *candidates(t, ctx)]:
        raw = differentiate(form, x)
        values = [v for _, v in sampled(raw, inside, budget) if v]
        if not values or any((v > 0) != (values[0] > 0) for v in values):
            continue
        up = POS if values[0] > 0 else NEG
        side = "left" if (up == POS) == bool(mask & POS) else "right"
        try:
            bound = limit(form, x, inside, side)
            if bound in (OO, MINUS_OO) or sign(bound, ctx.beyond(x)) & ~(mask | ZERO):
                continue
        except Rejected:
            continue
        inner = hills(raw, up, inside, budget, depth - 1)
        if inner is None:
            return None
        proof: Proof = {"rule": "monotone", "var": x, "from": side, "slope": NAMES[up], "derivative": inner}
        if accepted(t, mask, proof := proof if form == t else with_form(form, proof), ctx):
            return proof
    return None
