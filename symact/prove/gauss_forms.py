"""Expectations in closed form where there is no antiderivative: by symmetry, by linearity, from what is known of waves and erf."""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction

from symact.analysis.numbers import exact, number
from symact.analysis.primitives import primitive
from symact.check.calculus import resolve
from symact.check.extent import Context, interval
from symact.check.gaussian import density
from symact.check.gaussian_closed import arcsine, smoothed, wave_rows, wave_sum
from symact.check.identity import Mono, generator, is_zero, normal, to_term
from symact.check.predicates import Pieces
from symact.check.printer import show
from symact.check.signs import cut
from symact.check.step import Node, read_cached
from symact.check.term import OO, REALS, ZERO, Rejected, Term, add, apply, free, mul, neg, num, power, substitute, sym

from . import numeric
from .budget import Budget, Stuck
from .gauss import growing
from .joints import ordered, tidy_number
from .nodes import Proof


def reflected(t: Term, pieces: Pieces, hints: list[Term], ctx: Context, budget: Budget) -> Iterator[Proof]:
    """By the even part of f, where that is simple: constant, or with a known expectation."""
    from .formulas import find
    from .values import find_value

    x, body = t.args[0].args
    even = _even_part(t.args[0], pieces, ctx)
    if even is None or (free(even) & {x.args[0]} and primitive(mul(even, density(x)), x.args[0], ctx.bind(x.args[0], REALS)) is None):
        return
    sides = tuple(add(h, substitute(h, {x.args[0]: neg(x)})) for h in (body, even))
    try:
        proof = find(Term("forall", (x, interval(ZERO, OO), Term("=", sides))), True, ctx, budget)
        inner, _ = find_value(Term("E", (Term("lambda", (x, even)),)), hints, ctx, budget)
        yield {"rule": "reflection", "of": show(even), "integrable": growing(pieces.breakpoints), "proof": proof, "value": inner}
    except (Stuck, Rejected) as reason:
        budget.note(str(reason))


def _even_part(function: Term, pieces: Pieces, ctx: Context) -> Term | None:
    """(f(x) + f(-x))/2 for x > 0, if one normal form rules on all of (0, oo), shorter than f."""
    x, body = function.args
    name = x.args[0]
    half_line = interval(ZERO, OO)
    line = ctx.bind(name, half_line)
    found = None
    points = [c if numeric.closed(c) > 0 else neg(c) for c in pieces.breakpoints if numeric.closed(c) != 0]
    try:
        for part in cut(line, name, ordered(points, name, line)):
            if part.head != "interval":
                continue
            near = line.restrict(name, part)
            total = add(resolve(body, near), resolve(substitute(body, {name: neg(x)}), near))
            even = _level(total, name, near) or _tidied(total, name, near)
            if even is None:
                return None
            if found not in (None, even):
                return None
            found = even
    except Rejected:
        return None
    if found is None or found == body or (free(found) and _heads(found) - {"+", "*", "^", "num", "sym", "pi", "exp", "erf"}):
        return None
    return found


def _level(total: Term, x: str, ctx: Context) -> Term | None:
    """Half of a term that looks constant and is not a number already."""
    if x not in free(total):
        return None
    q = num(numeric.middle(ctx.domain(x)))
    gap = add(total, neg(substitute(total, {x: q})))
    far = [numeric.number(gap, x, p, 256) for p in numeric.grid(ctx.domain(x), 12)]
    if not far or not all(abs(v) < 1e-60 for v in far):
        return None
    text = exact(number(substitute(total, {x: q}), {}) / 2)
    return read_cached(text) if text else None


def _tidied(total: Term, x: str, ctx: Context) -> Term | None:
    """Half of an even term: through its normal form, or as an even polynomial with simple coefficients that it equals."""
    n = normal(total, ctx)
    if not n.den:
        return to_term({m: Fraction(c) / 2 for m, c in n.num.items()}) if n.num else ZERO
    low, _ = numeric.ends(ctx.domain(x))
    points = [Fraction(math.floor(low) + k) for k in (1, 2, 3)]
    values = [numeric.number(total, x, q, 128) for q in points]
    if not all(math.isfinite(v) for v in values):
        return None
    rows = [Fraction(v) for v in values]  # Newton's divided differences in x^2
    squares = [q * q for q in points]
    for k in (1, 2):
        for i in range(2, k - 1, -1):
            rows[i] = (rows[i] - rows[i - 1]) / (squares[i] - squares[i - k])
    a, b, c = (r.limit_denominator(1000) for r in rows)
    u = power(sym(x), num(2))
    guess = add(num(a), mul(num(b), add(u, num(-squares[0]))), mul(num(c), add(u, num(-squares[0])), add(u, num(-squares[1]))))
    if not is_zero(add(total, neg(guess)), ctx):
        return None
    n = normal(guess, ctx)
    return to_term({m: Fraction(v) / 2 for m, v in n.num.items()}) if n.num else ZERO


def _heads(t: Term) -> set[str]:
    return {t.head}.union(*(_heads(a) for a in t.terms))


def combined(t: Term, pieces: Pieces, hints: list[Term], ctx: Context, budget: Budget) -> Iterator[Proof]:
    """A smooth f as a sum of waves, error functions and the rest, each with a known expectation."""
    from .formulas import find
    from .values import find_value

    if pieces.breakpoints:
        return
    x, body = t.args[0].args
    near = ctx.bind(x.args[0], REALS)
    try:
        n = normal(resolve(body, near), near)
    except Rejected:
        return
    if n.den:
        return
    waves: list[Proof] = []
    rest: list[Term] = []
    parts: list[Proof] = []
    wave_terms: list[Term] = []
    for m, c in n.num.items():
        row = _wave(m, Fraction(c), x) if any(generator(g).head in ("sin", "cos") for g, _ in m) else None
        if row is not None:
            waves.append(row)
            wave_terms.append(to_term({m: c}))
            continue
        part = _errors(m, Fraction(c), x, near)
        if part is not None:
            parts.append(part)
        else:
            rest.append(to_term({m: c}))
    if waves:
        parts.append({"rule": "part", "factor": "1", "of": show(add(*wave_terms)), "value": {"rule": "moments", "terms": waves}})
    if not parts:
        return
    total = []
    for part in parts:
        node = part["value"]
        value = _known(node, ctx)
        node["value"] = show(value)
        total.append(mul(read_cached(part["factor"]), value))
    if rest:
        try:
            inner, found = find_value(Term("E", (Term("lambda", (x, add(*rest))),)), [], ctx, budget)
        except Stuck:
            return
        if found.value is None:
            return
        parts.append({"rule": "part", "factor": "1", "of": show(add(*rest)), "value": inner})
        total.append(found.value)
    exact = tidy_number(add(*total), ctx)
    v = numeric.closed(exact)
    values = [*(h for h in hints if abs(numeric.closed(h) - v) < 1e-12), exact]
    if len(parts) == 1 and parts[0]["value"]["rule"] == "moments":
        yield from ({**parts[0]["value"], "value": show(value)} for value in values)
        return
    try:
        summed = add(*(mul(read_cached(p["factor"]), read_cached(p["of"])) for p in parts))
        proof = find(Term("forall", (x, REALS, Term("=", (body, summed)))), True, ctx, budget)
    except Stuck:
        return
    yield from ({"rule": "linearity", "parts": parts, "proof": proof, "value": show(value)} for value in values)


def _known(proof: Proof, ctx: Context) -> Term:
    """The value that the rule gives."""
    node = Node(proof)
    if node.rule == "moments":
        return tidy_number(wave_sum(wave_rows(node, ctx)), ctx)
    if node.rule == "smoothing":
        return smoothed(node.term("slope", ctx), node.term("shift", ctx))
    return arcsine(*node.terms("slopes", ctx, 2))


def _wave(m: Mono, c: Fraction, x: Term) -> Proof | None:
    """c x^n e^(b x) cos(a x)^j sin(a x)^k, read from a monomial."""
    constant, degree, rate = [num(c)], 0, ZERO
    powers, frequency = {"cos": 0, "sin": 0}, None
    for g, e in m:
        head = generator(g)
        if x.args[0] not in free(head):
            constant.append(to_term({((g, e),): Fraction(1)}))
        elif head == x and isinstance(e, int) and e > 0:
            degree = e
        elif head.head == "exp" and (slope := _slope(head.args[0], x)) is not None:
            rate = add(rate, mul(num(e), slope))
        elif head.head in powers and isinstance(e, int) and e > 0 and (slope := _slope(head.args[0], x)) is not None:
            if frequency not in (None, slope):
                return None
            frequency, powers[head.head] = slope, e
        else:
            return None
    return {"rule": "moment", "factor": show(mul(*constant)), "power": degree, "rate": show(rate), "frequency": show(frequency or ZERO),
            **powers}


def _slope(u: Term, x: Term) -> Term | None:
    """a, if u is a x."""
    factors = u.args if u.head == "*" else (u,)
    if factors.count(x) != 1:
        return None
    rest = [f for f in factors if f != x]
    return None if any(x.args[0] in free(f) for f in rest) else mul(*rest) if rest else num(1)


def _errors(m: Mono, c: Fraction, x: Term, near: Context) -> Proof | None:
    """c erf(a x + b), or c erf(a x) erf(b x), read from a monomial."""
    moving = [(generator(g), e) for g, e in m if x.args[0] in free(generator(g))]
    if not moving or any(h.head != "erf" or e not in (1, 2) for h, e in moving) or sum(int(e) for _, e in moving) > 2:
        return None
    constant = mul(num(c), *(to_term({((g, e),): Fraction(1)}) for g, e in m if x.args[0] not in free(generator(g))))
    arguments = [h.args[0] for h, e in moving for _ in range(int(e))]
    of = mul(*(apply("erf", u) for u in arguments))
    if len(arguments) == 2:
        slopes = [_slope(u, x) for u in arguments]
        if None in slopes:
            return None
        value: Proof = {"rule": "quadrant", "slopes": [show(s) for s in slopes if s is not None]}
    else:
        u, = arguments
        shift = tidy_number(substitute(u, {x.args[0]: ZERO}), near)
        rest = normal(add(u, neg(shift)), near)
        slope = _slope(to_term(rest.num), x) if not rest.den else None
        if slope is None:
            return None
        value = {"rule": "smoothing", "slope": show(slope), "shift": show(shift)}
    return {"rule": "part", "factor": show(constant), "of": show(of), "value": value}
