"""Signs of terms in several variables: in one of them, with the others as parameters, a term that turns once.

At a point x = c that may depend on the other variables the slope changes its sign; the value there has the sign that is
claimed, and the term moves away from it on both sides. Untrusted: the kernel's rules for monotone terms and splits say so.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from symact.check.calculus import differentiate
from symact.check.extent import NEG, POS, ZERO, Context, sign
from symact.check.identity import Poly, generator, is_zero, normal, ratio_term, to_term
from symact.check.printer import show
from symact.check.signs import cut, enter
from symact.check.term import ZERO as NOUGHT
from symact.check.term import Rejected, Term, add, apply, free, mul, neg, num, power, substitute, sym
from symact.proof.rewriting import tidy

from . import numeric
from .budget import Budget, Stuck
from .joints import solve
from .nodes import NAMES, Proof, accepted, sampled, with_lemma


def by_stationary_point(t: Term, mask: int, ctx: Context, budget: Budget, effort: int) -> Proof | None:
    """Cut at the point at which t turns in one variable: its value there, and t monotone on either side."""
    if len(free(t)) < 2 or bool(mask & POS) == bool(mask & NEG):
        return None
    for x, _ in reversed(ctx.domains):
        if x not in free(t) or x in ctx.tied or any(x in free(d) for _, d in ctx.domains):
            continue
        for c, touches in stationary_points(t, x, ctx, budget):
            if effort < 2 and not touches:
                continue
            try:
                proof = _cut_at(t, mask, x, c, ctx, budget, effort)
            except (Stuck, Rejected):
                continue
            if proof is not None:
                return proof
    return None


def by_interior(t: Term, mask: int, ctx: Context, budget: Budget, effort: int) -> Proof | None:
    """The closed ends of an interval apart: there a root is not smooth, and the point at which a term turns is not inside."""
    from .signs import find_sign

    for x, domain in ctx.domains if len(free(t)) > 1 else ():
        ends = [e for e, b in zip(domain.args[:2], domain.args[2:], strict=True) if b in "[]" and not free(e)]
        if x in free(t) and ends and domain.args[0] != domain.args[1]:
            proofs = []
            for part in cut(ctx, x, ends, True):
                inner, here = enter(ctx, x, part)
                proofs.append(find_sign(substitute(t, here), mask, inner, budget, effort))
            return accepted(t, mask, {"rule": "split", "var": x, "at": [show(e) for e in ends], "proofs": proofs}, ctx)
    return None


def _cut_at(t: Term, mask: int, x: str, c: Term, ctx: Context, budget: Budget, effort: int) -> Proof | None:
    from .signs import find_sign

    parts = cut(ctx, x, [c])
    inner, here = enter(ctx, x, parts[1])
    level = tidy(substitute(t, here))
    known: Proof | None = None
    if not is_zero(level, inner) and sign(level, inner) & ~mask:
        known = find_sign(level, mask, inner, budget, effort - 1)
    context = ctx if known is None else ctx.know(level, mask)
    proofs: list[Proof] = []
    for part, side in ((parts[0], "right"), (parts[2], "left")):
        near, _ = enter(context, x, part)
        slope = differentiate(t, x)
        wanted = POS if (side == "left") == bool(mask & POS) else NEG
        budget.spend(3)
        proof = None
        inside = near.restrict(x, Term("interval", (*part.args[:2], "(", ")")))
        values = [v for _, v in sampled(slope, inside, budget) if v]
        if any((v > 0) != (wanted == POS) for v in values):
            return None
        for name in (wanted, wanted | ZERO):
            try:
                shown = find_sign(slope, name, inside, budget, effort - 1)
            except Stuck:
                continue
            proof = {"rule": "monotone", "var": x, "from": side, "slope": NAMES[name], "derivative": shown}
            proof = proof if accepted(t, mask, proof, near) else None
            break
        if proof is None:
            return None
        proofs.append(proof)
    middle: Proof = {"rule": "rewrite", "to": show(level), "proof": {"rule": "algebra"}}
    result: Proof = {"rule": "split", "var": x, "at": [show(c)], "proofs": [proofs[0], middle, proofs[1]]}
    if known is not None:
        result = with_lemma(level, mask, known, result)
    return accepted(t, mask, result, ctx)


def by_completing_the_square(t: Term, mask: int, ctx: Context, budget: Budget, effort: int) -> Proof | None:
    """a x^2 + b x + c = a (x + b/(2a))^2 + (4ac - b^2)/(4a), with terms in the other variables for a, b and c."""

    if len(free(t)) < 2:
        return None
    n = normal(t, ctx)
    for x, _ in reversed(ctx.domains):
        moving = {g for m in n.num for g, _ in m if x in free(generator(g))}
        if x not in free(t) or n.den or len(moving) != 1 or generator(g := moving.pop()) != sym(x):
            continue
        rows: dict[Any, Poly] = {}
        for m, k in n.num.items():
            rows.setdefault(dict(m).get(g, 0), {})[tuple(ge for ge in m if ge[0] != g)] = k
        if max(rows) != 2 or not rows.keys() <= {0, 1, 2}:
            continue
        budget.spend(2)
        a, b, c = (to_term(rows.get(k, {})) for k in (2, 1, 0))
        rest = ratio_term(normal(add(mul(num(4), a, c), neg(power(b, num(2)))), ctx))
        s = add(mul(a, power(add(sym(x), mul(num(Fraction(1, 2)), b, power(a, num(-1)))), num(2))),
                mul(num(Fraction(1, 4)), power(a, num(-1)), rest))
        if (proof := accepted(t, mask, {"rule": "rewrite", "to": show(s), "proof": {"rule": "algebra"}}, ctx)) is not None:
            return proof
    return None


def stationary_points(t: Term, x: str, ctx: Context, budget: Budget) -> list[tuple[Term, bool]]:
    """Terms in the other variables at which the slope in x vanishes, by samples, and whether t vanishes too: these come first."""
    key = (stationary_points, t, x, ctx.domains, ctx.facts)
    if key not in budget.values:
        budget.values[key] = _stationary_points(t, x, ctx, budget)
    return budget.values[key]  # type: ignore[no-any-return]


def _stationary_points(t: Term, x: str, ctx: Context, budget: Budget) -> list[tuple[Term, bool]]:

    slope = differentiate(t, x)
    budget.spend(20)
    rows = [here for here, _ in sampled(t, ctx, budget)]
    points = rows[3::max(len(rows) // 5, 1)][:5]
    if not points:
        return []
    options: list[Term] = [c for c in solve(slope, x, ctx) if x not in free(c)]
    options += [c for c in _by_logarithms(slope, x, ctx) if x not in free(c)]
    options += [num(q) for q in (0, 1, -1, 2, Fraction(1, 2))]
    options += [sym(y) for y, _ in ctx.domains if y != x]
    kept: list[tuple[Term, bool]] = []
    for c in dict.fromkeys(options):
        if x in free(c):
            continue
        try:
            cut(ctx, x, [c])
        except Rejected:
            continue
        if all(_vanishes(slope, x, c, here) for here in points):
            kept.append((c, all(_vanishes(t, x, c, here) for here in points)))
    return sorted(kept, key=lambda row: not row[1])[:3]


def _vanishes(t: Term, x: str, c: Term, here: dict[str, Fraction]) -> bool:
    """Whether t is 0 at x = c, as far as a sample of the other variables shows."""
    known = {y: num(q) for y, q in here.items() if y != x}
    return abs(numeric.closed(substitute(substitute(t, {x: c}), known))) < 1e-12


def _by_logarithms(slope: Term, x: str, ctx: Context) -> Iterator[Term]:
    """The zero of a difference of two products of powers and exponentials: their logarithms are linear in log x, or in x."""
    try:
        n = normal(slope, ctx)
    except Rejected:
        return
    if len(n.num) != 2:
        return
    (m, c), (k, d) = n.num.items()
    if c * d > 0:
        return
    exponents: dict[int, Fraction] = {g: Fraction(e) for g, e in m}
    for g, e in k:
        exponents[g] = exponents.get(g, Fraction(0)) - Fraction(e)
    total = apply("log", num(Fraction(-c) / d)) if c != -d else num(0)
    for g, e in exponents.items():
        base = generator(g)
        if base.head == "cbrt":
            e, base = e / 3, base.args[0]
        total = add(total, mul(num(e), base.args[0] if base.head == "exp" else apply("log", base)))
    try:
        r = normal(total, ctx)
    except Rejected:
        return
    moving = {g for m in r.num for g, _ in m if x in free(generator(g))}
    if r.den and any(x in free(to_term(dict(key))) for key in r.den):
        return
    if len(moving) != 1:
        return
    g = moving.pop()
    if any(dict(m).get(g, 0) not in (0, 1) for m in r.num):
        return
    slope_part: Poly = {tuple(ge for ge in m if ge[0] != g): c for m, c in r.num.items() if g in dict(m)}
    rest: Poly = {m: c for m, c in r.num.items() if g not in dict(m)}
    solution = mul(neg(to_term(rest)), power(to_term(slope_part), num(-1))) if rest else NOUGHT
    try:
        solution = ratio_term(normal(solution, ctx))
    except Rejected:
        return
    if generator(g) == sym(x):
        yield solution
    elif generator(g) == Term("log", (sym(x),)):
        yield ratio_term(normal(apply("exp", solution), ctx))
