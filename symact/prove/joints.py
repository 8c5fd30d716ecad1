"""Where a term may change its branch: exact zeros of the conditions of Piecewise, min, max, abs and sign. Untrusted."""

from __future__ import annotations

import math
from fractions import Fraction

from symact.check.calculus import derivative, differentiate, resolve
from symact.check.extent import POS, ZERO, Context, defined, shown, sign
from symact.check.identity import Poly, generator, is_zero, normal, to_term
from symact.check.term import (
    BINDERS,
    MINUS_OO,
    OO,
    PI,
    RELATIONS,
    Rejected,
    Term,
    add,
    apply,
    free,
    mul,
    neg,
    num,
    power,
    substitute,
    subterms,
    sym,
    value,
)
from symact.proof.borders import borders
from symact.proof.rewriting import common, factor_poly

from . import numeric
from .periods import near_pi, periods
from .pinned import pinned, settled
from .roots import is_rooted, without_roots


def switches(t: Term) -> list[Term]:
    """Terms whose sign decides a branch somewhere inside t; derivatives are looked at where they are taken."""
    found: list[Term] = []

    def visit(s: Term) -> None:
        if s.head == "deriv":
            body, x, _, where = s.args
            visit(substitute(body, {x.args[0]: where}))
            visit(where)
            return
        if s.head == "piecewise":
            for condition in s.args[1::2]:
                relations(condition)
        elif s.head in ("abs", "sign", "cbrt"):
            found.append(s.args[0])
        elif s.head in ("min", "max"):
            found.extend(a - b for i, a in enumerate(s.args) for b in s.args[:i])
        elif s.head in BINDERS:
            return
        for a in s.terms:
            visit(a)

    def relations(c: Term) -> None:
        if c.head in RELATIONS:
            found.append(c.args[0] - c.args[1])
        for a in c.terms:
            if a.head in RELATIONS or a.head in ("and", "or", "not"):
                relations(a)

    visit(t)
    return list(dict.fromkeys(found))


def joints(t: Term, x: str, ctx: Context) -> list[Term]:
    """Exact zeros of the switches strictly inside the interval of x, in order; none where they are infinitely many."""
    points: list[Term] = []
    endless = any(e in (OO, MINUS_OO) for e in ctx.domain(x).args[:2])
    for s in switches(t):
        if x in free(s) and not (endless and next(periods(s, x, ctx), None)):
            points += solve(s, x, ctx)
    for u in floors(t):
        if x in free(u) and not endless:
            points += _whole_points(u, x, ctx)
    return ordered(points, x, ctx)


def domain_edges(t: Term, x: str, ctx: Context) -> list[Term]:
    """Points inside the interval of x at which t may begin or cease to be defined, in order."""
    return ordered([p for border in borders(t, x) for p in solve(border, x, ctx)], x, ctx)


def floors(t: Term) -> list[Term]:
    """What stands under floor in t; derivatives are looked at where they are taken."""
    if t.head == "deriv":
        body, x, _, where = t.args
        return floors(substitute(body, {x.args[0]: where}))
    if t.head in BINDERS:
        return []
    own = [t.args[0]] if t.head == "floor" else []
    return list(dict.fromkeys([*own, *(u for a in t.terms for u in floors(a))]))


def _whole_points(u: Term, x: str, ctx: Context, most: int = 24) -> list[Term]:
    """The points of a bounded interval at which u is an integer; none where they are too many."""
    values = [v for v in (numeric.number(u, x, q) for q in numeric.grid(settled(ctx.domain(x), ctx), 24)) if not math.isnan(v)]
    if free(u) != {x} or not values or max(values) - min(values) > most:
        return []
    return [p for k in range(math.floor(min(values)), math.ceil(max(values)) + 1) for p in solve(u - num(k), x, ctx)]


def closed_ends(t: Term, x: str, ctx: Context) -> list[Term]:
    """The closed ends of the interval of x at which a switch vanishes."""
    outside = ctx.beyond(x)
    found = []
    for end, bracket in zip(ctx.domain(x).args[:2], ctx.domain(x).args[2:], strict=True):
        if bracket not in "[]":
            continue
        whole = [value(substitute(u, {x: end})) for u in floors(t)]
        levels = (substitute(v, {x: end}) for u in switches(t) for v in variants(u))
        if any(q is not None and q.denominator == 1 for q in whole) or any(shown(s, outside) and sign(s, outside) == ZERO for s in levels):
            found.append(end)
    return found


def ordered(points: list[Term], x: str, ctx: Context) -> list[Term]:
    """Those points that are shown to lie strictly inside the interval of x, without repetition, increasing."""
    lo, hi, _, _ = ctx.domain(x).args
    outside = ctx.beyond(x)
    kept: list[Term] = []
    for p in points:
        try:
            defined(p, outside)
            if any(sign(d, outside) != POS for d, e in ((p - lo, lo), (hi - p, hi)) if e.head not in ("oo", "-oo")):
                continue
            place = 0
            for q in kept:
                s = sign(p - q, outside)
                if s == POS:
                    place += 1
                elif s & 2:
                    place = -1
                    break
        except Rejected:
            continue
        if place >= 0:
            kept.insert(place, p)
    return kept


def solve(t: Term, x: str, ctx: Context) -> list[Term]:
    """Exact real zeros of t in x: linear and quadratic factors in x or in exp(k x), tidy rationals found by search."""
    found: list[Term] = []
    whole = ctx.bind(x, ctx.domain(x)) if any(n == x for n, _ in ctx.domains) else ctx
    for v in variants(t):
        if x in free(v):
            found += [*_solve(v, x, whole), *_named(v, x, whole)]
    return list(dict.fromkeys(found))


def _named(t: Term, x: str, ctx: Context) -> list[Term]:
    """Variables of which an equation of the context says that they are zeros of t."""
    outside = ctx.beyond(x)
    return [sym(c) for c in pinned(ctx) if c != x and shown(s := substitute(t, {x: sym(c)}), outside) and sign(s, outside) == ZERO]


def _solve(t: Term, x: str, ctx: Context) -> list[Term]:
    found: list[Term] = []
    if is_rooted(t) and (others := without_roots(t, ctx)):
        there = [p for s in others for p in _solve(s, x, ctx)]
        return [p for p in dict.fromkeys(there) if shown(v := substitute(t, {x: p}), ctx.beyond(x)) and is_zero(v, ctx.beyond(x))]
    try:
        n = normal(t, ctx)
    except Rejected:
        return []
    if not n.num:  # identically 0: no isolated zeros
        return []
    parts = factor_poly(n.num)
    for base, _ in parts[1] if parts else []:
        try:
            found += _roots(base, x, ctx)
        except Rejected:
            continue
    if free(t) != {x} or (found and not any(u.head in ("sin", "cos") and x in free(u) for u in subterms(t))):
        return found
    return [*found, *(p for p in _searched(t, x, ctx) if not found or value(p) is None)]  # multiples of pi, where others are known


def variants(t: Term, most: int = 16) -> list[Term]:
    """The elementary terms that t may equal, one for each choice of branches (at most so many)."""
    if t.head == "deriv":
        body, x, order, where = t.args
        k = int(value(order) or 0)
        return [substitute(derivative(b, x.args[0], k), {x.args[0]: w}) for b in variants(body, most) for w in variants(where, most)][:most]
    if t.head in ("min", "max"):
        return [v for a in t.args for v in variants(a, most)][:most]
    if t.head == "abs":
        return [w for v in variants(t.args[0], most) for w in (v, neg(v))][:most]
    if t.head == "sign":
        return [num(1), num(-1)]
    if t.head == "piecewise":
        return [v for a in t.args[::2] for v in variants(a, most)][:most]
    if t.head in ("floor", "lim", "E") or not t.args or t.head in ("num", "sym"):
        return [t] if t.head not in ("floor", "lim", "E") else []
    choices = [variants(a, most) if isinstance(a, Term) else [a] for a in t.args]
    rows: list[tuple[object, ...]] = [()]
    for options in choices:
        rows = [(*r, o) for r in rows for o in options][:most]
    return [Term(t.head, r) for r in rows]  # type: ignore[arg-type]


def _roots(base: Term, x: str, ctx: Context) -> list[Term]:
    """Zeros of an irreducible factor that is a polynomial of degree 1 or 2 in x, or in one exponential of x."""
    p = normal(base, ctx).num
    gens = {g for m in p for g, _ in m if x in free(generator(g))}
    if len(gens) == 2:
        return _by_lambert(p, gens, x) or _by_angle(p, gens, x)
    if len(gens) != 1:
        return []
    g = gens.pop()
    step = common(Fraction(dict(m).get(g, 0)) for m in p)
    if step == 3 and generator(g) == sym(x):  # a polynomial in x^3
        cubed = to_term({tuple((h, _third(k) if h == g else k) for h, k in m): c for m, c in p.items()})
        return [apply("cbrt", z) for z in _roots(cubed, x, ctx)]
    by_degree: dict[int, Poly] = {}
    for m, factor in p.items():
        e = Fraction(dict(m).get(g, 0)) / step
        if e.denominator != 1 or not 0 <= e <= 2:
            return []
        by_degree.setdefault(int(e), {})[tuple(ge for ge in m if ge[0] != g)] = factor
    a, b, c = (to_term(by_degree.get(k, {})) for k in (2, 1, 0))
    if a == num(0):
        values = [mul(num(-1), c, power(b, num(-1)))]
    else:
        disc = add(power(b, num(2)), mul(num(-4), a, c))
        if value(disc) is not None and value(disc) < 0:  # type: ignore[operator]
            return []
        root = power(disc, num(Fraction(1, 2)))
        values = [mul(num(Fraction(1, 2)), power(a, num(-1)), add(neg(b), s)) for s in (neg(root), root)]
    return [z for v in values for z in _undo(generator(g), step, v, x, ctx)]


def _third(e: int | Fraction) -> int | Fraction:
    q = Fraction(e) / 3
    return q if q.denominator > 1 else int(q)


def _by_lambert(p: Poly, gens: set[int], x: str) -> list[Term]:
    """The zero of a + b x + c exp(k x): with s = -a/b it is s - W((c k/b) exp(k s))/k."""
    e = next((g for g in gens if generator(g) == Term("exp", (sym(x),))), None)
    if e is None or not all(generator(g) in (sym(x), generator(e)) for g in gens):
        return []
    line, wave = {}, {}
    for m, c in p.items():
        exponents = {g: Fraction(k) for g, k in m}
        k, rest = exponents.pop(e, Fraction(0)), {generator(g): k for g, k in exponents.items()}
        if k and not rest:
            wave[k] = Fraction(c)
        elif not k and rest in ({}, {sym(x): 1}):
            line[len(rest)] = Fraction(c)
        else:
            return []
    if len(wave) != 1 or 1 not in line:
        return []
    (k, c), = wave.items()
    s = -line.get(0, Fraction(0)) / line[1]
    w = Term("LambertW", (mul(num(c * k / line[1]), Term("exp", (num(k * s),))),)) if s else Term("LambertW", (num(c * k / line[1]),))
    return [add(num(s), mul(num(-1 / k), w))]


def _by_angle(p: Poly, gens: set[int], x: str) -> list[Term]:
    """Zeros of A sin k x + B cos k x: the angle whose tangent is -B/A, and those that lie some half turns further, over k."""
    waves = {generator(g).head: (g, generator(g).args) for g in gens}
    if set(waves) != {"sin", "cos"} or waves["sin"][1] != waves["cos"][1] or any(len(m) != 1 or m[0][1] != 1 for m in p):
        return []
    rate = differentiate(waves["sin"][1][0], x)
    if value(rate) is None or mul(rate, sym(x)) != waves["sin"][1][0]:
        return []
    angle = Term("atan", (num(-Fraction(p[((waves["cos"][0], 1),)]) / p[((waves["sin"][0], 1),)]),))
    return [mul(power(rate, num(-1)), add(angle, mul(num(j), PI))) for j in range(9)]


def split_quadratic(t: Term, ctx: Context) -> Term | None:
    """a (u - r)(u - s) for a term that is a quadratic a u^2 + b u + c with real irrational roots, u = x or an exponential."""
    try:
        p = normal(t, ctx)
    except Rejected:
        return None
    gens = {g for m in p.num for g, _ in m}
    if p.den or len(gens) != 1 or len(p.num) > 3:
        return None
    g = gens.pop()
    by_degree = {Fraction(dict(m).get(g, 0)): Fraction(c) for m, c in p.num.items()}
    if max(by_degree) != 2 or not by_degree.keys() <= {0, 1, 2}:
        return None
    a, b, c = (by_degree.get(Fraction(k), Fraction(0)) for k in (2, 1, 0))
    disc = b * b - 4 * a * c
    if disc <= 0:
        return None
    root = power(num(disc), num(Fraction(1, 2)))
    u = generator(g)
    roots = [tidy_number(mul(num(1 / (2 * a)), add(num(-b), s)), ctx) for s in (neg(root), root)]
    return mul(num(a), *(add(u, neg(r)) for r in roots))


def _undo(g: Term, step: Fraction, v: Term, x: str, ctx: Context) -> list[Term]:
    """The x with g^step = v, for g = x (and step = 1 or 2) or g = exp(x)."""
    v = tidy_number(v, ctx)
    if g == sym(x):
        if step == 2:
            root = power(v, num(Fraction(1, 2)))
            return [tidy_number(root, ctx), tidy_number(neg(root), ctx)] if shown(root, ctx.beyond(x)) else []
        return [v] if step == 1 else []
    if g == Term("exp", (sym(x),)):
        try:
            if sign(v, ctx.beyond(x)) != POS:
                return []
        except Rejected:
            return []
        return [num(0) if v == num(1) else mul(num(1 / step), Term("log", (v,)))]
    if g == Term("log", (sym(x),)) and step == 1:
        return [num(1) if v == num(0) else Term("exp", (v,))]
    return []


def tidy_number(v: Term, ctx: Context) -> Term:
    """A term without variables, through its normal form where that is shorter."""
    try:
        n = normal(v, ctx)
    except Rejected:
        return v
    return to_term(n.num) if not n.den else v


def _searched(t: Term, x: str, ctx: Context) -> list[Term]:
    """Tidy rationals at which t vanishes by identity, near sign changes and near the least |t| on a grid."""
    rows = sorted((q, numeric.number(t, x, q)) for q in numeric.grid(settled(ctx.domain(x), ctx), 60))
    found: list[Term] = []
    for (a, u), (b, v) in zip(rows, rows[1:], strict=False):
        if u * v < 0:
            q = bisect_root(t, x, a, b)
            found.append(num(numeric.simplest(q - Fraction(1, 10**8), q + Fraction(1, 10**8))))
            found += [p for p in (near_pi(q),) if p is not None]
        elif u == 0:
            found.append(num(a))
    slope = differentiate(t, x)  # where t touches 0 without a change of sign
    for (a, u), (_, v), (c, w) in zip(rows, rows[1:], rows[2:], strict=False):
        if min(abs(u), abs(w)) >= abs(v) and u * v >= 0 and v * w >= 0 and numeric.number(slope, x, a) * numeric.number(slope, x, c) < 0:
            q = bisect_root(slope, x, a, c)
            found += [num(numeric.simplest(q - Fraction(1, 10**8), q + Fraction(1, 10**8))), *(p for p in (near_pi(q),) if p is not None)]
    return [p for p in dict.fromkeys(found) if is_zero(substitute(t, {x: p}), ctx.beyond(x))]


def bisect_root(t: Term, x: str, a: Fraction, b: Fraction, steps: int = 60) -> Fraction:
    """A rational within (b - a) 2^-steps of a sign change of t between a and b."""
    u = numeric.number(t, x, a)
    for _ in range(steps):
        m = ((a + b) / 2).limit_denominator(1 << 70)
        if m in (a, b):
            break
        w = numeric.number(t, x, m)
        if w == 0:
            return m
        if (w > 0) == (u > 0):
            a = m
        else:
            b = m
    return (a + b) / 2


def branch(t: Term, ctx: Context) -> Term | None:
    """The branch of t on the context, if the kernel sees it."""
    try:
        return resolve(t, ctx)
    except Rejected:
        return None
