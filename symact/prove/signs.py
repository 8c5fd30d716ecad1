"""The search for proofs of signs: strategies that end in a proof node of `symact.check.signs`, cheapest first."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import lru_cache
from itertools import islice, pairwise
from math import lcm

from symact.check.arithmetic import Integers
from symact.check.calculus import derivative, differentiate
from symact.check.enclose import Enclosure
from symact.check.extent import NEG, POS, ZERO, Arithmetic, Context, decimal, extent, flip, interval, numbers, sign
from symact.check.identity import is_zero, normal, quotient
from symact.check.limit import limit
from symact.check.polynomial import signs_on
from symact.check.printer import show
from symact.check.signs import RISING, cut, enter, look_at_cells
from symact.check.term import MINUS_OO, OO, Rejected, Term, add, apply, free, mul, neg, num, power, substitute, subterms, sym, value
from symact.check.term import ZERO as NOUGHT
from symact.proof import balls
from symact.proof.arb import Balls
from symact.proof.rewriting import expand, factored, tidy

from . import numeric
from .bounds import by_bound
from .budget import Budget, Stuck
from .coefficients import by_coefficients, by_rounding
from .constants import by_constant
from .edges import by_edge
from .estimates import by_estimates
from .forms import (
    candidates,
    centred,
    isolated,
    logarithm,
    over_extension,
    powered,
    squares,
)
from .hills import by_hills
from .joints import ordered, solve, split_quadratic
from .nodes import NAMES, Proof, accepted, sampled, with_form, with_lemma
from .norms import by_norm
from .periods import amplitude, multiple_angles, periods
from .pinned import widened
from .quadratics import by_quadratic
from .roots import is_rooted
from .several import by_completing_the_square, by_interior, by_stationary_point
from .turns import by_end, by_turns

MOST_EFFORT = 4
FAR_UNITS = 4000  # what `by_far` may spend: it comes before strategies that may be cheaper
Strategy = Callable[[Term, int, Context, Budget, int], "Proof | None"]


def find_sign(t: Term, mask: int, ctx: Context, budget: Budget, effort: int | None = None) -> Proof:
    """A proof that the signs of t on the context lie in the mask; `Stuck` when no strategy finds one.

    Without a given effort it grows from 0 (no recursion) to the most, so that the shallowest proof is found first.
    """
    if effort is None:
        for level in range(MOST_EFFORT):
            try:
                return find_sign(t, mask, ctx, budget, level)
            except Hopeless:
                raise
            except Stuck:
                continue
        return find_sign(t, mask, ctx, budget, MOST_EFFORT)
    budget.spend()
    goal = (t, mask, ctx.domains, ctx.facts, ctx.laws, ctx.tied)
    if goal in budget.found:
        return budget.found[goal]
    try:
        found = sign(t, ctx)
    except Rejected as reason:
        raise Hopeless(*reason.args) from None
    if not found & ~mask or (mask & ZERO and is_zero(t, ctx)):
        return {"rule": "algebra"}
    if mask == ZERO:
        return _constant(t, ctx, budget, effort)
    if not free(t):
        raise Hopeless(lambda: f"the sign of the number {_short(t)} is not decided")
    if (proof := _up_to_bounds(t, mask, ctx, budget, effort)) is not None:
        return proof
    mask = _at_samples(t, mask, ctx, budget, effort)
    for least, most, strategy in STRATEGIES:
        if effort < least:
            continue
        attempt = (strategy, t, mask, min(effort, most), ctx.domains, ctx.facts)
        if attempt in budget.failed:
            continue
        budget.spend(_nodes(t) // 16)  # a strategy asks the kernel for signs and normal forms: the work is that of the term
        try:
            proof = strategy(t, mask, ctx, budget, effort)
        except (Stuck, Rejected):
            proof = None
        if proof is not None:
            budget.found[goal] = proof
            return proof
        budget.failed.add(attempt)
        if strategy is by_sturm and _has_other_signs(t, mask, ctx):
            raise Hopeless(lambda: f"{_short(t)} has another sign somewhere, as Sturm's count of its zeros shows")
    raise Stuck(lambda: f"no strategy shows that {_short(t)} is {NAMES.get(mask, '')} 0 on {_where(ctx)}")


def _at_samples(t: Term, mask: int, ctx: Context, budget: Budget, effort: int) -> int:
    """The mask, of one sign where the samples leave only that; `Hopeless` where they contradict it."""
    values = [v for _, v in sampled(t, ctx, budget) if v]
    if mask == NEG | POS and not ctx.facts and values:  # continuous on an interval, it is not 0 only with one sign
        mask = POS if values[0] > 0 else NEG
    if any((v > 0 and not mask & POS) or (v < 0 and not mask & NEG) for v in values):
        raise Hopeless(lambda: f"{_short(t)} has the wrong sign at a sample point")
    if effort and (q := _counterexample(t, mask, ctx, budget)) is not None:
        raise Hopeless(lambda: f"{_short(t)} has the wrong sign at {decimal(q)}")
    return mask


def _up_to_bounds(t: Term, mask: int, ctx: Context, budget: Budget, effort: int) -> Proof | None:
    """What is shown without what is known of breakpoints, and up to a rational beyond the end of an interval that has a name."""
    wide = widened(t, ctx)
    if wide is None:
        return None
    try:
        return accepted(t, mask, find_sign(t, mask, wide, budget, effort), ctx)
    except Hopeless:  # it may be undefined there
        return None
    except Stuck:
        if not numeric.meets(t, ctx):
            raise
        return None


def _constant(t: Term, ctx: Context, budget: Budget, effort: int) -> Proof:
    """t is 0 because h(u) - h(v) is, for u and v that are equal; or because its derivative is, and t itself at a point or an end."""
    if (proof := by_hypothesis(t, ZERO, ctx, budget, effort)) is not None:
        return proof
    if effort and (proof := by_compare(t, ZERO, ctx, budget, effort)) is not None:
        return proof
    for x, _ in ctx.domains:
        if x in free(t) and is_zero(differentiate(t, x), ctx):
            for side in ("left", "right"):
                proof = {"rule": "monotone", "var": x, "from": side, "slope": "=", "derivative": {"rule": "algebra"}}
                if accepted(t, ZERO, proof, ctx):
                    return proof
            flat: list[Proof] = [{"rule": "monotone", "var": x, "from": side, "slope": "=", "derivative": {"rule": "algebra"}}
                                 for side in ("right", "left")]
            for q in (Fraction(0), Fraction(1), numeric.middle(ctx.domain(x))):
                proof = {"rule": "split", "var": x, "at": [str(q)], "proofs": [flat[0], {"rule": "algebra"}, flat[1]]}
                if numeric.inside(q, ctx.domain(x)) and accepted(t, ZERO, proof, ctx):
                    return proof
    raise (Stuck if effort < 2 and is_rooted(t) else Hopeless)(f"{_short(t)} is not shown to be identically 0")


@lru_cache(maxsize=20_000)
def _nodes(t: Term) -> int:
    return 1 + sum(map(_nodes, t.terms))


class Hopeless(Stuck):
    """More effort would not help: the claim fails at a sample, or a term is not shown to be defined."""


def _has_other_signs(t: Term, mask: int, ctx: Context) -> bool:
    """Whether t, a polynomial with rational coefficients in one variable that ranges over all of an interval with rational ends,
    has another sign there."""
    if len(free(t)) != 1 or any(u.head not in ("+", "*", "^", "num", "sym") for u in subterms(t)):
        return False
    x, = free(t)
    if x in ctx.tied or any(e not in (MINUS_OO, OO) and value(e) is None for e in ctx.domain(x).args[:2]):
        return False
    n, e = normal(t, ctx), extent(sym(x), ctx)
    if n.den or any(len(m) > 1 or any(k.denominator != 1 or k < 0 for _, k in m) for m in n.num):
        return False
    row = {int(m[0][1]) if m else 0: Fraction(c) for m, c in n.num.items()}
    found = signs_on([row.get(k, Fraction(0)) for k in range(max(row, default=0) + 1)], e.lo, e.hi, e.lo_open, e.hi_open)
    return bool(found & ~mask)


def _counterexample(t: Term, mask: int, ctx: Context, budget: Budget) -> Fraction | None:
    """A point between the samples at which t has the wrong sign, looked for once."""
    key = (_counterexample, t, mask, ctx.domains, ctx.facts)
    if key in budget.failed or len(free(t)) != 1 or any(free(f) - free(t) for f, _ in ctx.facts):
        return None
    budget.failed.add(key)
    budget.spend(20)
    x, = free(t)
    for s, wrong in ((t, NEG), (neg(t), POS)):
        if not mask & wrong:
            q, v = numeric.lowest(s, x, ctx.domain(x))
            if v < 0 and all(numeric.holds(numeric.number(f, x, q), m) for f, m in ctx.facts):
                return q
    return None


def _short(t: Term) -> str:
    text = show(t)
    return text if len(text) <= 60 else text[:57] + "..."


def _where(ctx: Context) -> str:
    return ", ".join(f"{n} in {show(d)}" for n, d in ctx.domains) or "a point"


# ------------------------------------------------------------------ strategies

def by_sturm(t: Term, mask: int, ctx: Context, budget: Budget, effort: int) -> Proof | None:
    return accepted(t, mask, {"rule": "sturm"}, ctx)


def by_form(t: Term, mask: int, ctx: Context, budget: Budget, effort: int) -> Proof | None:
    """A rewriting whose sign the algebra of signs sees."""
    for s in candidates(t, ctx):
        budget.spend()
        try:
            seems = not sign(s, ctx) & ~mask  # far cheaper than to have the rewriting checked
        except Rejected:
            continue
        if seems and (proof := accepted(t, mask, with_form(s, {"rule": "algebra"}), ctx)) is not None:
            return proof
    return None


def by_factors(t: Term, mask: int, ctx: Context, budget: Budget, effort: int) -> Proof | None:
    """t as a product: every factor of unknown sign becomes a lemma."""
    budget.spend(3)
    found = factored(t, ctx)
    if found is None:
        return None
    c, factors = found
    if len(factors) == 1 and factors[0][1] == 1:
        extended = over_extension(t, ctx) if _has_root(t) else None
        if extended is not None and (proof := accepted(t, mask, with_form(extended, {"rule": "algebra"}), ctx)):
            return proof
    s = mul(num(c), *(power(b, num(e)) for b, e in factors))
    moving = [b for b, e in factors if free(b)]
    if s == t or (len(moving) == 1 and len(show(moving[0])) > 0.7 * len(show(t)) and dict(factors)[moving[0]] == 1):
        return None  # the same problem, up to a constant
    lemmas: list[tuple[Term, int, Proof]] = []
    inner = ctx
    for base, e in factors:
        try:
            known = sign(base, inner)
        except Rejected:
            return None
        if known in (POS, NEG, ZERO) or (e > 0 and mask & ZERO and (e % 2 == 0 or known in (POS | ZERO, NEG | ZERO))):
            continue
        values = [v for _, v in sampled(base, inner, budget)]
        guess = POS if all(v >= 0 for v in values) else NEG if all(v <= 0 for v in values) else 0
        if not values or not guess:
            return None
        if any(v == 0 for v in values):
            guess |= ZERO
        if base == t or not effort:
            return None
        proof = None
        for wanted in {guess: None, guess | ZERO: None}:
            if proof is None and (wanted == guess or (mask & ZERO and _may_touch(base, guess, inner))):
                try:
                    easier = len(show(base)) < 2 * len(show(t)) or effort == MOST_EFFORT
                    deeper = effort - 1 if easier else min(effort - 1, 1)
                    proof = find_sign(base, wanted, inner, budget, deeper)
                    lemmas.append((base, wanted, proof))
                    inner = inner.know(base, wanted)
                except Stuck:
                    continue
        if proof is None:
            return None
    result = with_form(s, {"rule": "algebra"})
    for base, wanted, proof in reversed(lemmas):
        result = with_lemma(base, wanted, proof, result)
    return accepted(t, mask, result, ctx)


def _may_touch(t: Term, guess: int, ctx: Context) -> bool:
    """Whether t may be 0 inside of its interval, and not only tend to 0 at an end: it is far smaller somewhere than on both sides."""
    if len(free(t)) != 1:
        return True
    x, = free(t)
    domain = ctx.domain(x)
    try:
        q, v = numeric.lowest(t if guess & POS else neg(t), x, domain)
    except Rejected:
        return True
    beside = [abs(numeric.number(t, x, p)) for p in (q - Fraction(1, 16), q + Fraction(1, 16)) if numeric.inside(p, domain)]
    return v <= 0 or (len(beside) == 2 and v < 1e-9 * min(beside))


def _has_root(t: Term) -> bool:
    return (t.head == "^" and t.args[0].head == "num" and t.args[1].head == "num") or any(_has_root(a) for a in t.terms)


def by_roots(t: Term, mask: int, ctx: Context, budget: Budget, effort: int) -> Proof | None:
    """A quadratic in x or in an exponential of x, as the product of its linear factors."""
    s = split_quadratic(t, ctx)
    return None if s is None else accepted(t, mask, with_form(s, {"rule": "algebra"}), ctx)


def by_squares(t: Term, mask: int, ctx: Context, budget: Budget, effort: int) -> Proof | None:
    """A quadratic in several variables as a sum of squares."""
    s = squares(t, ctx) if len(free(t)) > 1 else None
    return None if s is None else accepted(t, mask, with_form(s, {"rule": "algebra"}), ctx)


def by_hypothesis(t: Term, mask: int, ctx: Context, budget: Budget, effort: int) -> Proof | None:
    """t as a hypothesis times a factor of known sign; laws are known of all that is compared, and seldom of use here."""
    laws = {substitute(w.function.args[1], {w.function.args[0].args[0]: sym(x)}) for w in ctx.laws for x in free(t)}
    for fact, _ in ctx.facts:
        if fact.head == "sym" or (fact in laws and fact not in subterms(t)):
            continue
        budget.spend(3)
        quotient = factored(mul(t, power(fact, num(-1))), ctx)
        if quotient is None or len(quotient[1]) > 6:
            continue
        c, factors = quotient
        s = mul(num(c), *(power(b, num(e)) for b, e in factors), fact)
        if (proof := accepted(t, mask, with_form(s, {"rule": "algebra"}), ctx)) is not None:
            return proof
    return None


def by_monotonicity(t: Term, mask: int, ctx: Context, budget: Budget, effort: int) -> Proof | None:
    """From an end of the interval at which t has a good limit, by the sign of the derivative."""
    for x, domain in reversed(ctx.domains):
        if x not in free(t):
            continue
        lo, hi, _, _ = domain.args
        inside = ctx.restrict(x, interval(lo, hi))
        slope = tidy(differentiate(t, x))
        values = [v for _, v in sampled(slope, inside, budget)]
        if not values or (any(v > 0 for v in values) and any(v < 0 for v in values)):
            continue
        up = any(v > 0 for v in values)
        slope_mask = (POS if up else NEG) | (ZERO if any(v == 0 for v in values) else 0)
        # a lower bound comes from the left end of a rising t and from the right end of a falling one
        lower_end, upper_end = ("left", "right") if up else ("right", "left")
        sides = ([lower_end] if mask & POS else []) + ([upper_end] if mask & NEG else [])
        deeper = effort - 1
        for form in [t, *candidates(t, ctx)]:
            for side in sides:
                budget.spend(3)
                end = lo if side == "left" else hi
                if end not in (OO, MINUS_OO) and zero_over_zero(form, x, end, ctx):
                    continue  # the derivative is harder than the numerator
                try:
                    bound = limit(form, x, inside, side)
                    level = sign(bound, ctx.beyond(x)) if bound not in (OO, MINUS_OO) else 0
                except Rejected:
                    continue
                wanted = (POS if side == lower_end else NEG) | ZERO
                if level == 0 or level & ~wanted:
                    continue
                raw = differentiate(form, x)
                for slope_wanted in dict.fromkeys((slope_mask, slope_mask | ZERO)):
                    if slope_wanted != slope_mask and not _may_touch(raw, slope_mask, inside):
                        continue
                    try:
                        inner = find_sign(raw, slope_wanted, inside, budget, deeper)
                    except Stuck:
                        continue
                    proof: Proof = {"rule": "monotone", "var": x, "from": side, "slope": NAMES[slope_wanted], "derivative": inner}
                    if slope_wanted & ZERO:
                        w = _nonzero_point(raw, x, inside)
                        if w is not None:
                            proof["witness"] = str(w)
                    if form != t:
                        proof = with_form(form, proof)
                    if accepted(t, mask, proof, ctx):
                        return proof
                deeper = 0  # the slopes of the other forms are the same function
                break
    return None


def zero_over_zero(t: Term, x: str, end: Term, ctx: Context) -> bool:
    try:
        return all(is_zero(substitute(s, {x: end}), ctx.beyond(x)) for s in quotient(normal(t, ctx)))
    except Rejected:
        return False


def _nonzero_point(t: Term, x: str, ctx: Context) -> Fraction | None:
    for here, v in numeric.samples(t, ctx, 12):
        if v != 0 and set(here) == {x}:
            return here[x]
    return None


def by_zero(t: Term, mask: int, ctx: Context, budget: Budget, effort: int) -> Proof | None:
    """An exact zero at an end of the interval or inside it is taken out with a neighbourhood; the rest is another problem."""
    if len(free(t)) != 1:
        return None
    x, = free(t)
    if (pair := centred(t, ctx)) is not None:
        unit, s = pair
        for wanted in dict.fromkeys((mask & ~ZERO, mask)):
            if wanted in (POS, NEG, POS | ZERO, NEG | ZERO):
                try:
                    inner = find_sign(s, wanted, ctx, budget, effort - 1)
                except Stuck:
                    continue
                return accepted(t, mask, with_lemma(s, wanted, inner, with_form(mul(unit, s), {"rule": "algebra"})), ctx)
        return None
    for c in _zero_points(t, x, ctx, budget):
        order = next((k for k in range(1, 20) if not _vanishes(derivative(t, x, k), x, c, ctx)), None)
        if order is None:
            continue
        for width in (Fraction(4), Fraction(1), Fraction(1, 4), Fraction(1, 32), Fraction(1, 1024)):
            cuts = [p for p in (add(c, num(-width)), add(c, num(width))) if _strictly_inside(p, ctx.domain(x))]
            try:
                proofs = _around_zero(t, x, c, order, cuts, mask, ctx, budget, effort)
            except _TooWide:
                continue
            except (Stuck, Rejected):
                break  # a smaller neighbourhood leaves even more to be shown elsewhere
            proof: Proof = proofs[0] if not cuts else {"rule": "split", "var": x, "at": [show(p) for p in cuts], "proofs": proofs}
            if accepted(t, mask, proof, ctx):
                return proof
    return None


class _TooWide(Exception):
    """The derivative that decides near an exact zero is not of one sign on the whole neighbourhood."""


def _around_zero(t: Term, x: str, c: Term, order: int, cuts: list[Term], mask: int, ctx: Context, budget: Budget,
                 effort: int) -> list[Proof]:
    """Proofs for the parts between the cuts: by the exact zero where c is near, as another problem elsewhere."""
    parts = [(part, *enter(ctx, x, part)) for part in cut(ctx, x, cuts)]
    here = numeric.closed(c)
    found: dict[int, Proof] = {}
    for i, (part, inner, _) in enumerate(parts):
        if part.head == "interval" and numeric.ends(part)[0] <= here <= numeric.ends(part)[1]:
            try:
                found[i] = _zero_node(t, x, c, order, mask, inner, part, budget, effort)
            except (Stuck, Rejected):
                raise _TooWide from None
    return [found[i] if i in found else find_sign(substitute(t, point), mask, inner, budget, effort - 1)
            for i, (part, inner, point) in enumerate(parts)]


def _strictly_inside(p: Term, domain: Term) -> bool:
    lo, hi = numeric.ends(domain)
    return lo < numeric.closed(p) < hi


def _vanishes(t: Term, x: str, c: Term, ctx: Context) -> bool:
    try:
        return is_zero(substitute(t, {x: c}), ctx.beyond(x))
    except Rejected:
        return False


def _zero_points(t: Term, x: str, ctx: Context, budget: Budget) -> list[Term]:
    """Exact points of the closed interval at which t vanishes by identity."""
    budget.spend(10)
    domain = ctx.domain(x)
    options = [e for e in domain.args[:2] if e not in (OO, MINUS_OO) and not free(e)]
    options += [num(q) for q in (0, 1, -1) if numeric.inside(Fraction(q), domain)]
    options += solve(differentiate(t, x), x, ctx)
    for s in (t, -t):
        try:
            q, v = numeric.lowest(s, x, domain)
        except Rejected:
            continue
        if abs(v) < 1e-12:
            options.append(num(numeric.simplest(q - Fraction(1, 10**5), q + Fraction(1, 10**5))))
    return [c for c in dict.fromkeys(options) if _vanishes(t, x, c, ctx)]


def _zero_node(t: Term, x: str, c: Term, order: int, mask: int, ctx: Context, part: Term, budget: Budget, effort: int) -> Proof:
    lo, hi, _, _ = part.args
    (low, high), at = numeric.ends(part), numeric.closed(c)
    wide = ctx.bind(x, interval(c if at < low else lo, c if at > high else hi, "(" if lo == MINUS_OO else "[", ")" if hi == OO else "]"))
    top = derivative(t, x, order)
    here = numeric.closed(substitute(top, {x: c}))
    inner = find_sign(top, POS if here > 0 else NEG, wide, budget, effort - 1)
    proof: Proof = {"rule": "zero", "var": x, "at": show(c), "order": order, "sign": ">" if here > 0 else "<", "proof": inner}
    if accepted(t, mask, proof, ctx) is None:
        raise Stuck("the exact zero does not give the sign")
    return proof


def by_few_cells(t: Term, mask: int, ctx: Context, budget: Budget, effort: int) -> Proof | None:
    """A compact interval on which few cells promise to be enough."""
    return _by_cells(t, mask, ctx, budget, ((1, 60), (2, 150), (4, 150)))


def by_cells(t: Term, mask: int, ctx: Context, budget: Budget, effort: int) -> Proof | None:
    """Adaptive bisection of a compact interval; higher Taylor orders when plain enclosures need too many cells."""
    return _by_cells(t, mask, ctx, budget, ((1, 60),) if effort < 2 else ((1, 60), (2, 400), (4, 1500)))


def _by_cells(t: Term, mask: int, ctx: Context, budget: Budget, options: tuple[tuple[int, int], ...]) -> Proof | None:
    if len(free(t)) != 1:
        return None
    x, = free(t)
    e = extent(sym(x), ctx)
    if e.lo is None or e.hi is None or e.lo >= e.hi:
        return None
    wanted = 1 if mask & POS and not mask & NEG else -1 if mask & NEG and not mask & POS else 0
    if mask & ZERO and _may_touch(t, mask, ctx):
        return None
    try:
        at_ends = [Enclosure(t, x, 0, numbers(kind, ctx.bits)) for kind in (Integers, Balls)]
    except Rejected:
        return None
    if not all(_agrees(_sign(at_end, q, q), wanted) for at_end in at_ends for q in (e.lo, e.hi)):
        return None  # undefined there, or too small to be told from 0: no cell will ever do
    for order, most in _orders(t, x, e.lo, e.hi, wanted, ctx, budget, options):
        cuts = bisect(t, x, e.lo, e.hi, order, most, wanted, ctx, budget)
        if cuts is not None:
            proof = accepted(t, mask, {"rule": "cells", "var": x, "order": order, "cuts": [str(q) for q in cuts]}, ctx)
            if proof:
                return proof
    return None


def _orders(t: Term, x: str, lo: Fraction, hi: Fraction, wanted: int, ctx: Context, budget: Budget,
            options: tuple[tuple[int, int], ...]) -> Iterator[tuple[int, int]]:
    """Orders of Taylor forms, with the most cells for each: the plain enclosure, then those that a few points promise to be cheap."""
    yield 0, 24
    promised = []
    for order, most in options:
        try:
            plain = balls.Cells(t, x, order, ctx.bits)
        except Rejected:
            return
        count = _many_cells(plain, lo, hi, wanted, budget)
        if count <= 1.5 * most:
            promised.append((count * plain.length, order, most))
        if count <= 60:  # perhaps there is no need to look at higher derivatives
            yield from ((n, cells) for _, n, cells in sorted(promised))
            promised = []
    yield from ((order, most) for _, order, most in sorted(promised))


def bisect(t: Term, x: str, lo: Fraction, hi: Fraction, order: int, most: int, wanted: int, ctx: Context,
           budget: Budget) -> list[Fraction] | None:
    """Inner ends of cells on each of which both arithmetics see the sign; None if more than `most` cells are needed.

    For Taylor forms balls find the cells; only where an arithmetic does not see the sign on one of them are they cut once more.
    """
    mask = POS if wanted > 0 else NEG if wanted < 0 else NEG | POS
    narrowest = (hi - lo) / (1 << (24 if order else 12))
    ends = [lo, hi]
    try:
        if order:
            plain = balls.Cells(t, x, order, ctx.bits)
            ends = _cut_up(ends, lambda a, b: _agrees(plain.sign(a, b), wanted), most, narrowest, budget)
            if not ends or all(_seen(t, x, order, ends, mask, kind, ctx.bits) for kind in (Integers, Balls)):
                return ends[1:-1] if ends else None
        exact = [Enclosure(t, x, order, numbers(kind, ctx.bits)) for kind in (Integers, Balls)]
    except Rejected:
        return None

    def exactly(a: Fraction, b: Fraction) -> bool:
        return all(_agrees(_sign(e, a, b), wanted) for e in exact)

    ends = _finer(ends, exactly, budget) if order else _cut_up(ends, exactly, most, narrowest, budget)
    return ends[1:-1] if ends else None


def _finer(ends: list[Fraction], will_do: Callable[[Fraction, Fraction], bool], budget: Budget) -> list[Fraction]:
    """The ends of cells that will do inside of those that do for balls: intervals are a little wider than these, or far too wide."""
    found = ends[:1]
    for a, b in pairwise(ends):
        part = _cut_up([a, b], will_do, 8, (b - a) / 8, budget)
        if not part:
            return []
        found += part[1:]
    return found


def _cut_up(ends: list[Fraction], will_do: Callable[[Fraction, Fraction], bool], most: int, narrowest: Fraction,
            budget: Budget) -> list[Fraction]:
    """The ends of cells that will do, from cells that are halved where they do not; none at all if these become too many or too
    narrow, or if not even a point will do."""
    pending, done = list(pairwise(ends))[::-1], ends[:1]
    while pending:
        budget.spend()
        a, b = pending.pop()
        if will_do(a, b):
            done.append(b)
            continue
        m = (a + b) / 2
        if len(pending) + len(done) > most or b - a < narrowest or not will_do(m, m):
            return []
        m = numeric.simplest(m - (b - a) / 16, m + (b - a) / 16)
        pending += [(m, b), (a, m)]
    return done


def _seen(t: Term, x: str, order: int, ends: list[Fraction], mask: int, kind: Callable[[int], Arithmetic], bits: int) -> bool:
    try:
        look_at_cells(t, x, order, tuple(ends), mask, kind, bits)
    except (Rejected, ArithmeticError, ValueError):
        return False
    return True


def _many_cells(plain: balls.Cells, lo: Fraction, hi: Fraction, wanted: int, budget: Budget) -> float:
    """About how many cells there have to be, from the widths that do around a few points; one inside may lie next to a zero."""
    counts = []
    for i in range(1, 16, 2):
        q, width = lo + (hi - lo) * Fraction(i, 16), (hi - lo) / 16
        while not _agrees(plain.sign(q - width, q + width), wanted) and width > (hi - lo) / (1 << 20):
            budget.spend()
            width /= 4
        counts.append(float((hi - lo) / (16 * width)))
    return sum(counts) - max(counts[1:-1])


def _sign(enclosure: Enclosure, a: Fraction, b: Fraction) -> int:
    try:
        return int(enclosure.numbers.sign(enclosure(a, b)))
    except (Rejected, ArithmeticError, ValueError):
        return 0


def _agrees(sign: int, wanted: int) -> bool:
    return sign == wanted if wanted else sign != 0


def by_tail(t: Term, mask: int, ctx: Context, budget: Budget, effort: int) -> Proof | None:
    """The leading part of a tail outweighs the rest, for quotients through numerator and denominators."""
    if len(free(t)) != 1:
        return None
    x, = free(t)
    if (ctx.domain(x).args[0] == MINUS_OO) == (ctx.domain(x).args[1] == OO):
        return None
    for lead in leads(t, x, ctx):
        budget.spend(2)
        if (proof := accepted(t, mask, {"rule": "tail", "var": x, "lead": show(lead)}, ctx)) is not None:
            return proof
    return None


def leads(t: Term, x: str, ctx: Context) -> list[Term]:
    """Monomials of the normal form of t, the numerically dominant first."""
    from symact.check.identity import normal, to_term

    n = normal(t, ctx)
    if n.den or len(n.num) > 40:
        return []
    far = Fraction(60) if ctx.domain(x).args[1] == OO else Fraction(-60)
    monos = [to_term({m: c}) for m, c in n.num.items()]
    return sorted(monos, key=lambda m: -numeric.magnitude(m, x, far))[:2]


def by_far(t: Term, mask: int, ctx: Context, budget: Budget, effort: int) -> Proof | None:
    """An unbounded interval: far out by its shape or by estimates, and cells between."""
    if len(free(t)) != 1 or mask not in (POS, NEG, POS | ZERO, NEG | ZERO) or not any(_unbounded(d) for _, d in ctx.domains):
        return None
    x, = free(t)
    q, v = numeric.lowest(t if mask & POS else neg(t), x, ctx.domain(x))
    if abs(q) < 64 and v < 1e-14 * abs(numeric.number(t, x, q + Fraction(1, 64))):  # it is 0 there
        return None
    with budget.portion(FAR_UNITS):
        return _tails_and_middle(t, mask, ctx, (8, 20), lambda s, c: find_tail(s, mask, c, budget, 1, OUTSKIRTS),
                                 lambda s, c: by_cells(s, mask, c, budget, 2) or _by_cells_of_factor(s, mask, c, budget))


def _by_cells_of_factor(t: Term, mask: int, ctx: Context, budget: Budget) -> Proof | None:
    """Cells for the one factor whose sign is not plain, a numerator for instance."""
    found = factored(t, ctx)
    try:
        unknown = [(b, e) for b, e in found[1] if free(b) and sign(b, ctx) not in (POS, NEG)] if found else []
    except Rejected:
        return None
    if found is None or len(unknown) != 1 or unknown[0][0] == t or unknown[0][1] != 1:
        return None
    base = unknown[0][0]
    values = [v for _, v in sampled(base, ctx, budget)]
    guess = POS if all(v > 0 for v in values) else NEG if all(v < 0 for v in values) else 0
    inner = by_cells(base, guess, ctx, budget, 2) if guess else None
    if inner is None:
        return None
    product = mul(num(found[0]), *(power(b, num(e)) for b, e in found[1]))
    return accepted(t, mask, with_lemma(base, guess, inner, with_form(product, {"rule": "algebra"})), ctx)


def by_split(t: Term, mask: int, ctx: Context, budget: Budget, effort: int) -> Proof | None:
    """An unbounded interval: tails that some strategy settles, and a compact middle."""
    return _tails_and_middle(t, mask, ctx, (8, 20, 60), lambda s, c: find_tail(s, mask, c, budget, effort - 1),
                             lambda s, c: find_sign(s, mask, c, budget, max(effort - 1, 1)))


Search = Callable[[Term, Context], "Proof | None"]


def _tails_and_middle(t: Term, mask: int, ctx: Context, sizes: tuple[int, ...], tail: Search, middle: Search) -> Proof | None:
    """The unbounded parts first, since the middle is easier."""
    if len(free(t)) != 1:
        return None
    x, = free(t)
    lo, hi, _, _ = ctx.domain(x).args
    if lo != MINUS_OO and hi != OO:
        return None
    low, high = numeric.ends(ctx.domain(x))
    cuts: list[Fraction] = []
    proofs: list[Proof] = []
    for end in (MINUS_OO, OO):
        if end not in (lo, hi):
            continue
        base = Fraction(0) if lo == MINUS_OO and hi == OO else Fraction(high if lo == MINUS_OO else low)
        for size in sizes:  # farther out it gets easier
            where = base + size if end == OO else base - size
            part = interval(num(where), OO) if end == OO else interval(MINUS_OO, num(where))
            try:
                proof = tail(t, ctx.restrict(x, part))
            except (Stuck, Rejected):
                proof = None
            if proof is None:
                continue
            (proofs.append if end == OO else lambda p: proofs.insert(0, p))(proof)
            (cuts.append if end == OO else lambda c: cuts.insert(0, c))(where)
            break
        else:
            return None
    if len(cuts) == 2 and cuts[0] >= cuts[1]:
        return None
    result: list[Proof] = []
    for part in cut(ctx, x, [num(c) for c in cuts]):
        inner, here = enter(ctx, x, part)
        if part.head == "interval" and (part.args[0] == MINUS_OO or part.args[1] == OO):
            result.append(proofs.pop(0))
        elif part.head == "finite":
            result.append({"rule": "algebra"})
        elif (found := middle(substitute(t, here), inner)) is not None:
            result.append(found)
        else:
            return None
    return accepted(t, mask, {"rule": "split", "var": x, "at": [str(c) for c in cuts], "proofs": result}, ctx)


def find_tail(t: Term, mask: int, ctx: Context, budget: Budget, effort: int, strategies: tuple[Strategy, ...] = ()) -> Proof:
    """A proof on a half-line, without further splitting."""
    try:
        found = sign(t, ctx)
        if not found & ~mask:
            return {"rule": "algebra"}
    except Rejected:
        pass
    for strategy in strategies or (*OUTSKIRTS, by_parts, by_monotonicity):
        try:
            proof = strategy(t, mask, ctx, budget, effort)
        except (Stuck, Rejected):
            continue
        if proof is not None:
            return proof
    raise Stuck("no strategy settles the tail")


def by_tail_of_forms(t: Term, mask: int, ctx: Context, budget: Budget, effort: int) -> Proof | None:
    """The tail rule for the numerator of the normal form, and for the denominators whose signs are not plain."""
    from symact.check.identity import normal, ratio_term, to_term

    n = normal(t, ctx)
    if not n.den:
        return None
    lemmas: list[tuple[Term, int, Proof]] = []
    inner = ctx
    for part in (to_term(n.num), *(to_term(dict(key)) for key in n.den)):
        if lemmas and _sign_or_none(part, inner) in (POS, NEG):
            continue
        values = [v for _, v in sampled(part, ctx, budget)]
        guess = POS if all(v > 0 for v in values) else NEG if all(v < 0 for v in values) else 0
        proof = by_tail(part, guess, inner, budget, effort) if guess else None
        if proof is None:
            return None
        lemmas.append((part, guess, proof))
        inner = inner.know(part, guess)
    found = with_form(ratio_term(n), {"rule": "algebra"})
    for part, guess, proof in reversed(lemmas):
        found = with_lemma(part, guess, proof, found)
    return accepted(t, mask, found, ctx)


def _sign_or_none(t: Term, ctx: Context) -> int | None:
    try:
        return sign(t, ctx)
    except Rejected:
        return None


def by_parts(t: Term, mask: int, ctx: Context, budget: Budget, effort: int) -> Proof | None:
    """A sum whose parts have bounds that already add up to the sign: each bound is a lemma."""
    if len(free(t)) != 1 or mask not in (POS, NEG, POS | ZERO, NEG | ZERO):
        return None
    if effort < 2 and not any(_half_line(d) for _, d in ctx.domains):
        return None
    for s in dict.fromkeys((expand(tidy(t)), *candidates(t, ctx))):
        try:
            if s.head == "+" and (proof := _bounded_parts(s, mask, ctx, budget, effort)) and accepted(t, mask, proof, ctx):
                return proof
        except (Stuck, Rejected):
            continue
    return None


def _bounded_parts(s: Term, mask: int, ctx: Context, budget: Budget, effort: int) -> Proof | None:
    x, = free(s)
    moving, rest = [p for p in s.args if free(p)], add(*(p for p in s.args if not free(p)))
    if not 2 <= len(moving) <= 4:
        return None
    budget.spend(20 * len(moving))
    up = 1 if mask & POS else -1
    least = [numeric.lowest(p if up > 0 else neg(p), x, ctx.domain(x))[1] for p in moving]
    slack = sum(least) + up * numeric.closed(rest)
    if not 1e-9 * max(map(abs, least)) < slack < math.inf:  # less may be a rounding error
        return None
    share = slack / (2 * len(moving))
    bounds = [up * numeric.simplest(Fraction(v - 1.8 * share), Fraction(v - 0.2 * share)) for v in least]
    parts = [Term("+", (p, num(-b))) for p, b in zip(moving, bounds, strict=True)]
    proof = with_form(Term("+", (*parts, add(rest, num(sum(bounds))))), {"rule": "algebra"})
    wanted = POS if up > 0 else NEG
    deeper = 2 if _half_line(ctx.domain(x)) and not budget.in_parts else 0  # in a tail the parts are worth more than the sum
    saved, budget.in_parts = budget.in_parts, True
    try:
        for part in reversed(parts):
            proof = with_lemma(part, wanted, find_sign(part, wanted, ctx, budget, max(effort - 1, deeper)), proof)
    finally:
        budget.in_parts = saved
    return proof


def _unbounded(domain: Term) -> bool:
    return bool(domain.args[0] == MINUS_OO or domain.args[1] == OO)


def _half_line(domain: Term) -> bool:
    return bool(domain.args[0] == MINUS_OO) != bool(domain.args[1] == OO)


def by_critical_points(t: Term, mask: int, ctx: Context, budget: Budget, effort: int) -> Proof | None:
    """Split at the exact zeros of the derivative: t is monotone between them."""
    if len(free(t)) != 1:
        return None
    x, = free(t)
    budget.spend(20)
    points = ordered(solve(differentiate(t, x), x, ctx), x, ctx)
    if not 1 <= len(points) <= 6:
        return None
    proofs: list[Proof] = []
    for part in cut(ctx, x, points):
        inner, here = enter(ctx, x, part)
        if part.head == "finite":
            proofs.append(find_sign(substitute(t, here), mask, inner, budget, effort - 1))
            continue
        proof = by_form(t, mask, inner, budget, effort) or by_monotonicity(t, mask, inner, budget, effort)
        if proof is None:
            return None
        proofs.append(proof)
    return accepted(t, mask, {"rule": "split", "var": x, "at": [show(p) for p in points], "proofs": proofs}, ctx)


def by_compare(t: Term, mask: int, ctx: Context, budget: Budget, effort: int) -> Proof | None:
    """h(u) - h(v) for a strictly monotone h: the sign of u - v. Sums of logarithms (and of other terms, as logarithms of
    exponentials) are one logarithm."""
    for s in dict.fromkeys((tidy(t), tidy(expand(tidy(t))))):
        for scale, node, u, v in _compared(s):
            if u == v or not free(u - v):
                continue
            budget.spend(5)
            wanted = flip(mask) if node["head"] == "erfc" else mask
            n = node.get("power", [""])[0]
            goal = power(u, num(Fraction(n))) - power(v, num(Fraction(n))) if n else u - v
            plainer = powered(goal) if n else tidy(goal)
            try:
                if n and any(sign(s, ctx) & NEG for s in (u, v)):
                    continue
                inner = find_sign(plainer, wanted, ctx, budget, effort - 1)
            except (Stuck, Rejected):
                continue
            if plainer != goal:
                inner = with_form(plainer, inner)
            proof: Proof = {"rule": "compare", **node, "u": show(u), "v": show(v), "proof": inner}
            if scale != 1:
                h = mul(num(scale), t)
                proof = with_lemma(h, mask, proof, with_form(Term("*", (num(1 / scale), h)), {"rule": "algebra"}))
            if accepted(t, mask, proof, ctx):
                return proof
    return None


def by_isolation(t: Term, mask: int, ctx: Context, budget: Budget, effort: int) -> Proof | None:
    """t = a g + b with a transcendental g that neither a nor b contains, a of one sign: the sign of g + b/a, whose derivative
    is plainer; for g = exp(u) and b/a < 0 that of u - log(-b/a)."""
    return _apart(isolated(t, ctx), t, mask, ctx, budget, effort)


def by_exponential(t: Term, mask: int, ctx: Context, budget: Budget, effort: int) -> Proof | None:
    """a exp(u) + b with numbers a and b: the sign of u - log(-b/a)."""
    rows = [(g, a, b) for g, a, b in isolated(t, ctx) if g.head == "exp" and free(t) == free(g) and not free(a) and not free(b)]
    return _apart(rows, t, mask, ctx, budget, 1)


def _apart(rows: list[tuple[Term, Term, Term]], t: Term, mask: int, ctx: Context, budget: Budget, effort: int) -> Proof | None:
    for g, a, b in rows:
        budget.spend(5)
        values = [v for _, v in sampled(a, ctx, budget)]
        guess = POS if values and all(v > 0 for v in values) else NEG if values and all(v < 0 for v in values) else 0
        if not guess:
            continue
        try:
            first = find_sign(a, guess, ctx, budget, effort - 1)
            inner = ctx.know(a, guess)
            wanted = mask if guess == POS else flip(mask)
            other = tidy(mul(b, power(a, num(-1))))
            s = g + other
            if s == t:
                continue
            if g.head == "exp":
                below = tidy(neg(other))
                rest: Proof = find_sign(below, POS, inner, budget, effort - 1)
                log = logarithm(below, inner) if free(below) else apply("log", below)
                proof = find_sign(tidy(g.args[0] - log), wanted, inner.know(below, POS), budget, effort - 1)
                proof = {"rule": "compare", "head": "exp", "u": show(g.args[0]), "v": show(log),
                         "proof": with_form(tidy(g.args[0] - log), proof)}
                proof = with_lemma(below, POS, rest, proof)
            else:
                proof = find_sign(s, wanted, inner, budget, effort - 1)
        except (Stuck, Rejected):
            continue
        proof = with_lemma(s, wanted, proof, with_form(Term("*", (a, s)), {"rule": "algebra"}))
        proof = with_lemma(a, guess, first, proof)
        if accepted(t, mask, proof, ctx):
            return proof
    return None


def _compared(t: Term) -> Iterator[tuple[Fraction, Proof, Term, Term]]:
    """Scales c > 0 with c t = h(u) - h(v), the head h, u and v."""
    if t.head != "+" or not 2 <= len(t.args) <= 6:
        return
    parts = [(a.args[0].args[0], mul(*a.args[1:])) if a.head == "*" and a.args[0].head == "num" else (Fraction(1), a) for a in t.args]
    if len(parts) == 2:
        (c, p), (d, q) = parts
        if p.head == q.head in RISING and p.head != "^" and c == -d:
            first, second = (p, q) if c > 0 else (q, p)
            yield 1 / abs(c), {"head": p.head}, first.args[0], second.args[0]
    for i, (c, p) in enumerate(parts):
        exponents = [_exponent(f) for f in (p.args if p.head == "*" else (p,))]
        n = lcm(*(e.denominator for e in exponents))
        if 1 < n <= 6:
            rest = add(*(mul(num(-d if c > 0 else d), q) for j, (d, q) in enumerate(parts) if j != i))
            u, v = mul(num(abs(c)), p), rest
            yield Fraction(1), {"head": "^", "power": [str(n)]}, *((u, v) if c > 0 else (v, u))
    logs = [(c, p) for c, p in parts if p.head in ("log", "log1p")]
    if logs and any(free(p) for _, p in logs):
        scale = lcm(*(c.denominator for c, _ in logs))
        if max(abs(c * scale) for c, _ in logs) <= 8:
            products = num(1), num(1)
            for c, p in parts:
                weight = num(abs(c) * scale)
                inner = p.args[0] if p.head == "log" else add(num(1), p.args[0]) if p.head == "log1p" else None
                factor = Term("exp", (mul(weight, p),)) if inner is None else power(inner, weight)
                products = (mul(products[0], factor), products[1]) if c > 0 else (products[0], mul(products[1], factor))
            yield Fraction(scale), {"head": "log"}, *products


def _exponent(t: Term) -> Fraction:
    """The exponent of a power, a cube root being the power 1/3."""
    n, base = (value(t.args[1]) or Fraction(1), t.args[0]) if t.head == "^" else (Fraction(1), t)
    return n / 3 if base.head == "cbrt" else n


def by_amplitude(t: Term, mask: int, ctx: Context, budget: Budget, effort: int) -> Proof | None:
    """c + A sin u + B cos u by squares."""
    return next((p for s in amplitude(t, ctx) if (p := accepted(t, mask, with_form(s, {"rule": "algebra"}), ctx))), None)


def by_multiple_angles(t: Term, mask: int, ctx: Context, budget: Budget, effort: int) -> Proof | None:
    """sin(ku) and cos(ku) through sin u and cos u: the algebra of signs, or factors."""
    s = multiple_angles(t, ctx)
    if s is None:
        return None
    inner = accepted(s, mask, {"rule": "algebra"}, ctx) or by_factors(s, mask, ctx, budget, effort)
    return accepted(t, mask, with_form(s, inner), ctx) if inner else None


def by_period(t: Term, mask: int, ctx: Context, budget: Budget, effort: int) -> Proof | None:
    """A periodic term on an unbounded interval: its signs on one period."""
    for x, domain in reversed(ctx.domains):
        if x in free(t) and {MINUS_OO, OO} & set(domain.args[:2]):
            for p in islice(periods(t, x, ctx), 1):
                inner = ctx.bind(x, interval(NOUGHT, p, "[", "]"))
                proof = {"rule": "periodic", "var": x, "period": show(p), "from": "0",
                         "proof": find_sign(t, mask, inner, budget, effort - 1)}
                return accepted(t, mask, proof, ctx)
    return None


OUTSKIRTS = (by_form, by_tail, by_tail_of_forms, by_factors, by_estimates)
STRATEGIES: tuple[tuple[int, int, Strategy], ...] = (  # with the least effort of each, and that from which on nothing changes
    (0, 0, by_form), (0, 0, by_sturm), (0, 0, by_coefficients), (0, 0, by_rounding), (0, 0, by_roots), (0, 0, by_squares),
    (0, 0, by_completing_the_square), (0, 0, by_hypothesis), (0, 0, by_exponential), (0, 0, by_amplitude),
    (0, 0, by_multiple_angles), (0, 0, by_tail), (0, MOST_EFFORT, by_constant), (0, MOST_EFFORT, by_estimates),
    (1, 1, by_far), (1, 1, by_few_cells), (1, 1, by_end), (1, 1, by_turns),
    (0, MOST_EFFORT, by_factors), (2, 2, by_hills), (1, MOST_EFFORT, by_norm), (2, 2, by_quadratic),
    (1, MOST_EFFORT, by_interior), (1, MOST_EFFORT, by_period), (1, MOST_EFFORT, by_parts), (1, MOST_EFFORT, by_bound),
    (1, MOST_EFFORT, by_compare), (1, MOST_EFFORT, by_monotonicity), (1, MOST_EFFORT, by_stationary_point), (2, MOST_EFFORT, by_edge),
    (1, 1, by_tail_of_forms), (1, 2, by_cells),
    (2, MOST_EFFORT, by_isolation), (2, MOST_EFFORT, by_critical_points), (2, MOST_EFFORT, by_zero), (2, MOST_EFFORT, by_split),
)
