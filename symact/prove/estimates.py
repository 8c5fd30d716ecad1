"""Signs on half-lines of terms with log(1 + u), exp(u), atan(u), where u tends to 0: elementary bounds in their place.

Each monomial c m g^k has one sign as far as m goes, so that g may be replaced by a lower or an upper bound in it; what is left
is a sum of powers and exponentials. Untrusted.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from symact.check.calculus import differentiate
from symact.check.extent import NEG, POS, Context, flip, sign
from symact.check.identity import Mono, Poly, generator, normal, to_term
from symact.check.printer import show
from symact.check.term import MINUS_OO, ONE, OO, PI, Rejected, Term, add, apply, free, mul, neg, num, power, sym
from symact.proof.rewriting import factored_term, tidy

from . import numeric
from .budget import Budget, Stuck
from .nodes import NAMES, ONE_SIDED, Proof, accepted, sampled, with_form, with_lemma

MOST_MONOMIALS, MOST_PARTS, STEEPEST = 40, 6, 8
FAR = (Fraction(1), Fraction(6), Fraction(40))
NEAR = (Fraction(1, 64), Fraction(1, 4), *FAR[:2])


@dataclass(frozen=True)
class Part:
    """A transcendental factor of monomials, positive or of known sign, with a lower and an upper bound."""

    term: Term
    lower: Term
    upper: Term
    form: Term  # the term, written so that its differences from the bounds plainly tend to 0


def by_estimates(t: Term, mask: int, ctx: Context, budget: Budget, effort: int) -> Proof | None:
    """t as a sum of products of one sign, and a sum of powers and exponentials; quotients through their numerator."""
    if len(free(t)) != 1 or mask not in ONE_SIDED:
        return None
    x, = free(t)
    lo, hi, _, _ = ctx.domain(x).args
    if (lo == MINUS_OO) == (hi == OO):
        return None
    try:
        n = normal(t, ctx)
    except Rejected:
        return None
    if n.den or not 2 <= len(n.num) <= MOST_MONOMIALS:
        return None
    side = "left" if lo == MINUS_OO else "right"
    unit, p = _without_growth(n.num, x, side, ctx)
    parts = _parts(list(p), x)
    if not 1 <= len(parts) <= MOST_PARTS:
        return None
    budget.spend(10 * len(parts))
    for chosen in _chosen(list(parts), x, side, ctx):
        budget.spend(5)
        if (proof := _by_bounds(unit, p, chosen, t, mask, x, side, ctx, budget, effort)) is not None:
            return proof
    return None


def _without_growth(p: Poly, x: str, side: str, ctx: Context) -> tuple[Term, Poly]:
    """p = unit * rest, the unit with the highest powers of exponentials that grow faster than all exp(k x)."""
    unit: dict[int, int | Fraction] = {}
    for m in p:
        for g, _ in m:
            if _is_steep(generator(g), x):
                grows = numeric.number(generator(g).args[0], x, _outside(side, ctx.domain(x))[-1]) > 1
                exponents = [dict(mono).get(g, 0) for mono in p]
                unit[g] = max(exponents) if grows else 0
    unit = {g: e for g, e in unit.items() if e}
    rest = {tuple(sorted((g, e) for g, e in {**dict(m), **{h: dict(m).get(h, 0) - e for h, e in unit.items()}}.items() if e)): c
            for m, c in p.items()}
    return mul(*(power(generator(g), num(e)) for g, e in unit.items())), rest


def _is_steep(t: Term, x: str) -> bool:
    return t.head == "exp" and x in free(t) and not _is_power(t.args[0])


def _parts(monos: list[Mono], x: str) -> dict[Term, None]:
    """The factors with a transcendental function of another than x itself."""
    return {t: None for m in monos for t, _ in _transcendental(m, x)}


def _transcendental(mono: Mono, x: str) -> list[tuple[Term, int | Fraction]]:
    """Such factors of a monomial with their powers, exponentials as a single one."""
    found, inner = [], list[Term]()
    for g, e in mono:
        t = generator(g)
        if _is_steep(t, x):
            inner.append(mul(num(e), t.args[0]))
        elif x in free(t) and t.head not in ("sym", "root", "exp"):
            found.append((t, e))
    return [*found, (apply("exp", add(*inner)), 1)] if inner else found


def _is_power(u: Term) -> bool:
    """A rational multiple of a power of a variable."""
    return all((f.args[0] if f.head == "^" else f).head == "sym" or f.head == "num" for f in (u.args if u.head == "*" else (u,)))


def _chosen(terms: list[Term], x: str, side: str, ctx: Context) -> Iterator[dict[Term, Part]]:
    """Bounds for each of the terms, the plainer ones first."""
    options = [list(bounds(t, x, side, ctx)) for t in terms]
    if all(options):
        for level in range(max(map(len, options))):
            yield {t: o[min(level, len(o) - 1)] for t, o in zip(terms, options, strict=True)}


def bounds(t: Term, x: str, side: str, ctx: Context) -> Iterator[Part]:
    """Lower and upper bounds of a positive t far out, judged by samples; ever sharper."""
    domain, form = ctx.domain(x), t
    found: list[tuple[Term, Term]] = []
    if t.head == "log":
        lead = _leading(t.args[0], x, side, ctx)
        if lead is None:
            return
        outer = tidy(_logarithm(lead))
        u = tidy(add(*(mul(part, power(lead, num(-1))) for part in _summands(t.args[0], ctx)), num(-1)))
        form = add(outer, apply("log", add(ONE, u)))
        found = [(add(outer, low), add(outer, high)) for low, high in _of_log1p(u, _positive(u, x, domain))]
    elif t.head == "exp":
        w = t.args[0]
        far = [numeric.number(w, x, q) for q in _outside(side, domain)]
        if abs(far[-1]) < abs(far[0]) < 1:
            found = _of_exp(w, far[0] > 0)
        elif far[-1] < far[0] < 0:
            steep = 1 if side == "right" else -1
            found = [(num(0), apply("exp", num(-steep * k) * sym(x))) for k in (2, STEEPEST)]
            rational = [_rounded(w, x, side, n, ctx) for n in (20, 1000)]
            found = [(num(0), apply("exp", v)) for v in rational if v is not None] or found
    elif t.head == "atan":
        u = t.args[0]
        far = [numeric.number(u, x, q) for q in _outside(side, domain)]
        if abs(far[-1]) < abs(far[0]):
            cubic = u - mul(num(Fraction(1, 3)), power(u, num(3)))
            found = [(cubic, u) if far[0] > 0 else (u, cubic)]
        elif abs(far[0]) < abs(far[-1]):
            flat = mul(num(Fraction(1 if far[0] > 0 else -1, 2)), PI) - power(u, num(-1))
            cubic = flat + mul(num(Fraction(1, 3)), power(u, num(-3)))
            found = [(flat, cubic) if far[0] > 0 else (cubic, flat)]
    for low, high in found:
        if all(numeric.number(gap, x, q, 256) > 0 for q in _outside(side, domain, NEAR) for gap in (t - low, high - t)):
            yield Part(t, low, high, form)


def _rounded(w: Term, x: str, side: str, n: int, ctx: Context) -> Term | None:
    """A polynomial in x above w, with rational coefficients that are greater by at most 1/n."""
    parts = []
    for m, c in normal(w, ctx).num.items():
        moving = [(generator(g), e) for g, e in m if x in free(generator(g))]
        if len(moving) != 1 or moving[0][0] != sym(x) or not isinstance(e := moving[0][1], int):
            return None
        v = Fraction(numeric.closed(to_term({tuple(ge for ge in m if generator(ge[0]) != sym(x)): c})))
        up = 1 if side == "right" or e % 2 == 0 else -1
        parts.append(mul(num(numeric.simplest(v + up * abs(v) / (4 * n), v + up * abs(v) / n)), power(sym(x), num(e))))
    return add(*parts)


def _outside(side: str, domain: Term, distances: tuple[Fraction, ...] = FAR) -> list[Fraction]:
    """Points at these distances from the finite end of a half-line."""
    low, high = numeric.ends(domain)
    return [Fraction(high) - k if side == "left" else Fraction(low) + k for k in distances]


def _positive(u: Term, x: str, domain: Term) -> bool:
    return numeric.number(u, x, numeric.middle(domain)) > 0


def _of_log1p(u: Term, positive: bool) -> list[tuple[Term, Term]]:
    """log(1 + u): partial sums of the series for u > 0; for -1/2 < u < 0 those and one with a larger last part."""
    def series(n: int, last: Fraction | None = None) -> Term:
        weights = [Fraction((-1) ** (k + 1), k) for k in range(1, n + 1)]
        return add(*(mul(num(c), power(u, num(k + 1))) for k, c in enumerate([*weights[:-1], last or weights[-1]])))

    if positive:
        return [(series(2), series(1)), (series(4), series(3))]
    return [(series(2, Fraction(-1)), series(1)), (series(3, Fraction(2, 3)), series(2))]


def _of_exp(w: Term, positive: bool) -> list[tuple[Term, Term]]:
    """exp(w), |w| < 1."""
    def series(n: int, last: Fraction | None = None) -> Term:
        weights = [Fraction(1, math.factorial(k)) for k in range(1, n + 1)]
        return add(ONE, *(mul(num(c), power(w, num(k + 1))) for k, c in enumerate([*weights[:-1], last or weights[-1]])))

    if positive:
        return [(series(1), series(2, Fraction(1))), (series(3), series(3, Fraction(1)))]
    return [(series(1), series(2)), (series(3), series(4))]


def _summands(p: Term, ctx: Context) -> list[Term]:
    return [to_term({m: c}) for m, c in normal(p, ctx).num.items()]


def _leading(p: Term, x: str, side: str, ctx: Context) -> Term | None:
    """The part of a sum that outweighs the others far out, if it is positive."""
    parts = _summands(p, ctx)
    q = _outside(side, ctx.domain(x))[-1]
    rows = sorted(((numeric.number(part, x, q) if free(part) else numeric.closed(part)), i) for i, part in enumerate(parts))
    return parts[rows[-1][1]] if rows and rows[-1][0] > 0 else None


def _logarithm(m: Term) -> Term:
    """log of a product of powers of exponentials and positive terms."""
    if m.head == "*":
        return add(*map(_logarithm, m.args))
    if m.head == "^":
        return mul(m.args[1], _logarithm(m.args[0]))
    return m.args[0] if m.head == "exp" else num(0) if m == ONE else apply("log", m)


def _by_bounds(unit: Term, p: Poly, chosen: dict[Term, Part], t: Term, mask: int, x: str, side: str, ctx: Context, budget: Budget,
               effort: int) -> Proof | None:
    """The proof with these bounds, if what is left has the sign at samples."""
    from .signs import find_sign

    wanted = POS if mask & POS else NEG
    goals: dict[Term, int] = {}
    forms: dict[Term, Term] = {}
    products: list[Term] = []
    rest: list[Term] = []
    for mono, c in p.items():
        split = _split(mono, Fraction(c), chosen, x)
        if split is None:
            return None
        done, moving = split
        known = sign(done, ctx)
        if moving and known not in (POS, NEG):
            return None
        for i, part in enumerate(moving):  # g h = (g - bound) h + bound h, one factor after the other; all of them are positive
            bound = part.lower if known == wanted else part.upper
            gap = Term("+", (part.term, neg(bound)))
            goals[gap] = POS if known == wanted else NEG
            forms[gap] = tidy(add(part.form, neg(bound)))
            if len(moving) > 1:
                goals |= {bound: POS, part.term: POS}
            products.append(Term("*", (done, gap, *(q.term for q in moving[i + 1:]))))
            done = mul(done, bound)
        rest.append(done)
    left = _collected(rest, ctx)
    if left is None or not all(numeric.holds(v, wanted) for _, v in sampled(left, ctx, budget)):
        return None
    lemmas: list[tuple[Term, int, Proof]] = []
    inner = ctx
    try:
        for s, m in goals.items():
            if sign(s, inner) & ~m:
                lemmas.append((s, m, _bound_proof(s, forms.get(s, s), m, x, side, inner, budget)))
                inner = inner.know(s, m)
        lemmas.append((left, wanted, find_sign(left, wanted, inner, budget, effort if effort < 2 else effort - 1)))
    except (Stuck, Rejected):
        return None
    total = Term("+", (*products, left))
    proof = with_form(total if unit == ONE else Term("*", (unit, total)), {"rule": "algebra"})
    for s, m, lemma in reversed(lemmas):
        proof = with_lemma(s, m, lemma, proof)
    return accepted(t, mask, proof, ctx)


def _split(mono: Mono, c: Fraction, chosen: dict[Term, Part], x: str) -> tuple[Term, list[Part]] | None:
    """A monomial as what stays and the factors that are to be bounded, each as often as it occurs."""
    moving: list[Part] = []
    for t, e in _transcendental(mono, x):
        if not isinstance(e, int) or e < 1:
            return None
        moving += [chosen[t]] * e
    rest = [(generator(g), e) for g, e in mono]
    return mul(num(c), *(power(t.args[0] if t.head == "root" else t, num(e)) for t, e in rest
                         if x not in free(t) or (t.head in ("sym", "root", "exp") and not _is_steep(t, x)))), moving


def _collected(parts: list[Term], ctx: Context) -> Term | None:
    try:
        n = normal(add(*parts), ctx)
    except Rejected:
        return None
    return None if n.den else to_term(n.num)


def _bound_proof(gap: Term, form: Term, mask: int, x: str, side: str, ctx: Context, budget: Budget) -> Proof:
    """The sign of a difference that tends to 0 far out, and whose slope, as a product, has one sign; remembered."""
    from .hills import hills

    key = (_bound_proof, gap, mask, ctx.domains)
    if key not in budget.values:
        budget.spend(3)
        slope = differentiate(form, x)
        up = mask if side == "left" else flip(mask)
        plainer = factored_term(slope, ctx) or slope
        inner: Proof = {"rule": "algebra"} if plainer == slope else with_form(plainer, {"rule": "algebra"})
        monotone: Proof = {"rule": "monotone", "var": x, "from": side, "slope": NAMES[up], "derivative": inner}
        proof = accepted(form, mask, monotone, ctx) or _compared(form, mask, ctx, budget) or hills(form, mask, ctx, budget, 4)
        budget.values[key] = accepted(gap, mask, proof if form == gap else with_form(form, proof), ctx) if proof is not None else None
    if budget.values[key] is None:
        raise Stuck("a bound is not shown")
    return budget.values[key]  # type: ignore[no-any-return]


def _compared(gap: Term, mask: int, ctx: Context, budget: Budget) -> Proof | None:
    """exp(u) - exp(v) by u - v."""
    from .signs import find_sign

    first, second = gap.args if gap.head == "+" and len(gap.args) == 2 else (gap, gap)
    if first.head != "exp" or second != neg(apply("exp", v := second.args[-1].args[0])):
        return None
    u = first.args[0]
    try:
        inner = find_sign(u - v, mask, ctx, budget, 1)
    except (Stuck, Rejected):
        return None
    return accepted(gap, mask, {"rule": "compare", "head": "exp", "u": show(u), "v": show(v), "proof": inner}, ctx)
