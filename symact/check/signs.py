"""The rules for signs: each function is one theorem about the sign of an elementary term on a context.

A goal is (t, mask): t is defined on the context and its signs there lie in the mask. A proof node names the rule and
brings the data; every side condition is established here.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache

from .calculus import derivative, differentiate, resolve
from .enclose import Enclosure, smooth_on
from .extent import (
    ANY,
    MASKS,
    NEG,
    POS,
    SIGN_NAMES,
    ZERO,
    Arithmetic,
    Context,
    decimal,
    defined,
    extent,
    flip,
    interval,
    numbers,
    shown,
    sign,
)
from .identity import equal, generator, is_zero, normal, to_term
from .limit import limit
from .step import Node, Sign, Step
from .term import BINDERS, MINUS_OO, OO, PI, POINTWISE, REALS, Rejected, Term, add, free, mul, num, power, substitute, subterms, sym

MOST_CELLS = 100_000


def prove_sign(t: Term, mask: int, node: Node, ctx: Context) -> Step:
    rule = SIGN_RULES.get(node.rule)
    if rule is None:
        raise Rejected(f"there is no sign rule '{node.rule}'; the rules are {', '.join(SIGN_RULES)}")
    return rule(t, mask, node, ctx)


def _conclude(found: int, t: Term, mask: int, ctx: Context, why: str) -> None:
    if found & ~mask:
        raise Rejected(lambda: f"on {place(ctx)}: {_short(t)} should be {SIGN_NAMES[mask]}, but {why} shows only that it is "
                               f"{SIGN_NAMES[found]}")


def algebra(t: Term, mask: int, node: Node, ctx: Context) -> Step:
    """Signs of sums, products, powers and functions from the signs and ranges of their parts, and 0 by identity."""
    found = sign(t, ctx)
    if found & ~mask and mask & ZERO and is_zero(t, ctx):
        found = ZERO
    _conclude(found, t, mask, ctx, "the algebra of signs")
    return Step("algebra", ctx, Sign(t, mask))


def rewrite(t: Term, mask: int, node: Node, ctx: Context) -> Step:
    """t = s by identity, both defined on the whole context: t has the signs of s."""
    s = node.term("to", ctx)
    defined(t, ctx)
    defined(s, ctx)
    if not equal(s, t, ctx):
        raise Rejected(lambda: f"{_short(t)} and {_short(s)} are not shown to be identical")
    return Step("rewrite", ctx, Sign(t, mask), (("to", (s,)),), (prove_sign(s, mask, node.proof(), ctx),))


def lemma(t: Term, mask: int, node: Node, ctx: Context) -> Step:
    """A sign proved on the same context may be used as a hypothesis."""
    s, known = node.term("about", ctx), MASKS[node.text("sign", tuple(MASKS))]
    first = prove_sign(s, known, node.proof("lemma"), ctx)
    return Step("lemma", ctx, Sign(t, mask), (), (first, prove_sign(t, mask, node.proof(), ctx.know(s, known))))


def split(t: Term, mask: int, node: Node, ctx: Context) -> Step:
    """I = I1 ∪ {c} ∪ I2: the sign on each part is the sign on I."""
    x = node.text("var")
    parts = cut(ctx, x, node.terms("at", ctx), True)
    steps = []
    for part, proof in zip(parts, node.proofs(count=len(parts)), strict=True):
        inner, here = enter(ctx, x, part)
        steps.append(prove_sign(substitute(t, here), mask, proof, inner))
    return Step("split", ctx, Sign(t, mask), (("at", tuple(node.terms("at", ctx))),), tuple(steps))


def monotone(t: Term, mask: int, node: Node, ctx: Context) -> Step:
    """t analytic inside I, t' of one sign there, L the limit of t at one end: t lies on one side of L on I.

    Strictly so off that end where t' has a strict sign, or where the analytic t' is not identically 0; t = L if t' = 0.
    """
    x, side, slope = node.text("var"), node.text("from", ("left", "right")), MASKS[node.text("slope", ("<", "<=", "=", ">=", ">"))]
    ctx = ctx.whole(x)
    lo, hi, left, right = ctx.domain(x).args
    inside = ctx.restrict(x, interval(lo, hi))
    defined(t, ctx)  # elementary terms are continuous where they are defined: also at an end that belongs to I
    defined(t, inside, True)
    slope_step = prove_sign(differentiate(t, x), slope, node.proof("derivative"), inside)
    strict = not slope & ZERO or (node.has("witness") and _nonzero_somewhere(differentiate(t, x), x, node.term("witness", inside), inside))
    bound = limit(t, x, inside, side)
    closed = (left == "[") if side == "left" else (right == "]")
    rises = (slope & ~ZERO == POS) == (side == "left")  # away from that end, t grows
    if bound in (OO, MINUS_OO):
        level = POS if bound == OO else NEG
    else:
        level = sign(bound, ctx.beyond(x))
    at_end = level if closed else 0
    away = POS if rises else NEG
    if slope == ZERO:
        found = level
    elif level & away and not level & ~(away | ZERO):
        found = away if strict or level == away else away | ZERO
    elif level == ZERO:
        found = away if strict else away | ZERO
    else:
        found = ANY
    _conclude(found | at_end, t, mask, ctx, f"monotonicity from the {side} end with the limit {_short(bound)}")
    return Step("monotone", ctx, Sign(t, mask), (("from", (sym(side),)), ("limit", (bound,))), (slope_step,))


def _nonzero_somewhere(t: Term, x: str, where: Term, ctx: Context) -> bool:
    """t is analytic on the context and shown not to be 0 at one point of it (for every value of the other variables)."""
    defined(t, ctx, True)
    member(ctx, x, where)
    if sign(substitute(t, {x: where}), ctx.at(x, where)) & ZERO:
        raise Rejected(lambda: f"{_short(t)} is not shown to be different from 0 at the witness")
    return True


def cells(t: Term, mask: int, node: Node, ctx: Context) -> Step:
    """Enclosures over finitely many cells that cover a compact interval lie on one side of 0."""
    x, order = node.text("var"), node.integer("order", 0, 12)
    e = extent(sym(x), ctx)
    if e.lo is None or e.hi is None:
        raise Rejected("cells cover compact intervals only, and this one is unbounded")
    cuts = [e.lo, *node.rationals("cuts"), e.hi]
    if len(cuts) > MOST_CELLS:
        raise Rejected(f"more than {MOST_CELLS} cells")
    if any(a >= b for a, b in zip(cuts, cuts[1:], strict=False)):
        raise Rejected("the cuts between cells must increase strictly inside the interval")
    if mask not in (POS, NEG, ZERO | POS, ZERO | NEG, NEG | POS):
        raise Rejected("enclosures show strict signs only")
    if order:
        smooth_on(t, x, e.lo, e.hi, ctx)
    look_at_cells(t, x, order, tuple(cuts), mask, ctx.arithmetic, ctx.bits)
    return Step("cells", ctx, Sign(t, mask), (("count", (num(len(cuts) - 1), num(order))),))


@lru_cache(maxsize=512)
def look_at_cells(t: Term, x: str, order: int, cuts: tuple[Fraction, ...], mask: int, kind: Callable[[int], Arithmetic], bits: int) -> None:
    """Every enclosure lies on the side of 0 that the mask says; the same cells are looked at once."""
    arithmetic = numbers(kind, bits)
    enclosure = Enclosure(t, x, order, arithmetic)
    seen = 0
    for a, b in zip(cuts, cuts[1:], strict=False):
        v = enclosure(a, b)
        s = arithmetic.sign(v)
        seen |= POS if s > 0 else NEG if s < 0 else ANY
        if seen & ~mask:
            lo, hi = arithmetic.bounds(v)
            raise Rejected(f"on the cell [{decimal(a)}, {decimal(b)}] the enclosure [{decimal(lo)}, {decimal(hi)}] of {_short(t)} "
                           f"is not {SIGN_NAMES[mask]}")


def exact_zero(t: Term, mask: int, node: Node, ctx: Context) -> Step:
    """t(c) = ... = t^(k-1)(c) = 0 and t^(k) > 0 on an interval J that contains c: t > 0 right of c, (-1)^k t > 0 left of it."""
    x, k = node.text("var"), node.integer("order", 1, 60)
    lo, hi, left, right = ctx.domain(x).args
    outside = ctx.beyond(x)
    c = node.term("at", outside)
    below = NEG if lo == MINUS_OO else sign(lo - c, outside)
    above = POS if hi == OO else sign(hi - c, outside)
    hull = (c if below & POS else lo, c if above & NEG else hi)
    if below not in (NEG, ZERO, POS) or above not in (NEG, ZERO, POS):
        raise Rejected("where the exact zero lies relative to the interval is not decided")
    if below == POS and above == NEG:
        raise Rejected("the interval of the exact zero is empty")
    wide = ctx.bind(x, interval(hull[0], hull[1], "(" if hull[0] == MINUS_OO else "[", ")" if hull[1] == OO else "]"))
    defined(t, wide, True)
    for j in range(k):
        here = substitute(derivative(t, x, j), {x: c})
        defined(here, outside)
        if not is_zero(here, outside):
            raise Rejected(f"the derivative of order {j} at {_short(c)} is not shown to be 0 by identity")
    top = MASKS[node.text("sign", ("<", ">"))]
    step = prove_sign(derivative(t, x, k), top, node.proof(), wide)
    found = 0
    if above == POS:
        found |= top
    if below == NEG:
        found |= top if k % 2 == 0 else POS + NEG - top
    inside = (below == NEG or (below == ZERO and left == "[")) and (above == POS or (above == ZERO and right == "]"))
    if inside:
        found |= ZERO
    _conclude(found, t, mask, ctx, f"the exact zero of order {k}")
    return Step("exact zero", ctx, Sign(t, mask), (("at", (c,)), ("order", (num(k),))), (step,))


def tail(t: Term, mask: int, node: Node, ctx: Context) -> Step:
    """On a half-line t = lead (1 + r) with |r| < 1 (`outweighs`): t has the sign of lead."""
    lead = node.term("lead", ctx)
    found, _ = outweighs(lead, t, node.text("var"), ctx)
    _conclude(found, t, mask, ctx, "the leading part of the tail")
    return Step("tail", ctx, Sign(t, mask), (("lead", (lead,)),))


def outweighs(lead: Term, t: Term, x: str, ctx: Context) -> tuple[int, Fraction]:
    """On [a, oo), a >= 1: t = lead (1 + r), r = sum c_i m_i by identity with monomials m_i = x^j exp(-k x^p) that do not
    increase there (k > 0, free of x, and j <= k p a^p, or k = 0 and j <= 0) and sum |c_i| m_i(a) < 1. The sign of lead, and that sum, which
    |r| does not exceed. At -oo by the reflection x -> -x."""
    lo, hi, _, _ = ctx.domain(x).args
    if lo == MINUS_OO and hi != OO:  # reflect
        mirrored = ctx.bind(x, interval(-hi, OO, "[", ")"))
        t, lead = substitute(t, {x: -sym(x)}), substitute(lead, {x: -sym(x)})
    elif hi == OO and lo != MINUS_OO:
        mirrored = ctx.bind(x, interval(lo, OO, "[", ")"))
    else:
        raise Rejected("a tail is an interval with one infinite end")
    a = extent(sym(x), mirrored).lo
    if a is None or a < 1:
        raise Rejected("a tail begins at a rational >= 1 (or ends at one <= -1)")
    defined(t, mirrored)
    lead_sign = sign(lead, mirrored)
    if lead_sign not in (POS, NEG):
        raise Rejected(f"the sign of the leading part {_short(lead)} is not shown on the whole tail")
    rest = normal(add(mul(t, power(lead, num(-1))), num(-1)), mirrored)
    if rest.den:
        raise Rejected("t/lead - 1 is not a sum of monomials")
    total = Fraction(0)
    for m, c in rest.num.items():
        j, decay, factor = Fraction(0), [], [num(abs(Fraction(c)))]
        for g, e in m:
            part = generator(g)
            if part == sym(x):
                j += e
            elif x not in free(part):
                factor.append(power(part, num(e)))
            elif part.head == "exp":
                inner = normal(part.args[0], mirrored)
                (mono, q), = inner.num.items() if len(inner.num) == 1 and not inner.den else (((), 0),)
                powers = {generator(h): p for h, p in mono}
                p = Fraction(powers.pop(sym(x), 0))
                rate = mul(num(-q * e), *(power(h, num(r)) for h, r in powers.items()))
                if p <= 0 or x in free(rate) or (k := extent(rate, mirrored)).mask != POS:
                    raise Rejected(f"{_short(part)} to the power {e} is no decaying monomial")
                decay.append((k.lo or Fraction(0), p, rate))
            else:
                raise Rejected(f"{_short(part)} is no monomial of a tail")
        # a^p >= a for p >= 1 and a >= 1; for smaller p the power is at least 1
        if j > sum((k * p * (a if p >= 1 else 1) for k, p, _ in decay), Fraction(0)):
            raise Rejected(f"a monomial of the tail is not shown to decrease from {a} on")
        at_a = mul(*factor, power(sym(x), num(j)), *(Term("exp", (-mul(rate, power(sym(x), num(p))),)) for _, p, rate in decay))
        size = extent(substitute(at_a, {x: num(a)}), mirrored.beyond(x))
        if size.lo is None or size.hi is None:
            raise Rejected("a coefficient of the tail is not bounded")
        total += max(abs(size.lo), abs(size.hi))
    if total >= 1:
        raise Rejected(f"the remaining terms add up to {decimal(total)} at the beginning of the tail; below 1 is needed")
    return lead_sign, total


def sturm(t: Term, mask: int, node: Node, ctx: Context) -> Step:
    """t = p/q with q of one sign and p = content * (polynomial in one generator with rational coefficients): signs by Sturm."""
    defined(t, ctx)
    n = normal(t, ctx)
    found = sign(to_term(n.num), ctx)
    for key, k in n.den.items():
        below = sign(to_term(dict(key)), ctx)
        if below not in (POS, NEG):
            raise Rejected(f"the sign of the denominator {_short(to_term(dict(key)))} is not shown")
        found = found if below == POS or k % 2 == 0 else flip(found)
    _conclude(found, t, mask, ctx, "counting roots")
    return Step("sturm", ctx, Sign(t, mask), (("over", (to_term(n.num),)),))


def compare(t: Term, mask: int, node: Node, ctx: Context) -> Step:
    """t = h(u) - h(v) by identity, h strictly monotone on its domain: the sign of u - v, or of v - u. With an exponent n > 0:
    t = u - v, u and v at least 0: the sign of u^n - v^n."""
    head, u, v = node.text("head", RISING), node.term("u", ctx), node.term("v", ctx)
    difference, goal = Term(head, (u,)) - Term(head, (v,)), u - v
    if head == "^":
        n, = node.rationals("power")
        if n <= 0 or any(sign(s, ctx) & NEG for s in (u, v)):
            raise Rejected("powers are compared for a positive exponent, on [0, oo)")
        difference, goal = goal, power(u, num(n)) - power(v, num(n))
    defined(difference, ctx)
    defined(t, ctx)
    if not equal(t, difference, ctx):
        raise Rejected(f"{_short(t)} is not shown to be {_short(difference)}")
    step = prove_sign(goal, flip(mask) if head == "erfc" else mask, node.proof(), ctx)
    return Step("compare", ctx, Sign(t, mask), (("of", (difference,)), ("by", (goal,))), (step,))


def periodic(t: Term, mask: int, node: Node, ctx: Context) -> Step:
    """t is defined on R and t(x + p) = t(x) there, p > 0: the signs of t, wherever x lies, are those on [a, a + p]."""
    x = node.text("var")
    p, a = node.term("period", ctx.beyond(x)), node.term("from", ctx.beyond(x))
    repeats(t, x, p, 1, ctx)
    step = prove_sign(t, mask, node.proof(), ctx.bind(x, interval(a, add(a, p), "[", "]")))
    return Step("periodic", ctx, Sign(t, mask), (("period", (sym(x), p)),), (step,))


def repeats(t: Term, x: str, p: Term, factor: int, ctx: Context) -> None:
    """Shown: p > 0, and t(x + p) = factor * t(x) for all real x; t is defined for all of them, or contains x only in sines,
    cosines and tangents that repeat themselves, so that both sides are undefined together."""
    line = ctx.bind(x, REALS)
    if any(u.head == "deriv" for u in subterms(t)):
        t = resolve(t, line)
    if sign(p, ctx.beyond(x)) != POS:
        raise Rejected(f"the period {_short(p)} is not shown to be positive")
    if factor == 1 and of_waves(t, x, p, line):
        return
    defined(t, line)
    if not _alike(substitute(t, {x: add(sym(x), p)}), mul(num(factor), t), line):
        raise Rejected(f"{_short(t)} is not shown to have the period {_short(p)}")


def of_waves(t: Term, x: str, p: Term, line: Context) -> bool:
    """Whether x occurs in t only inside of sin u, cos u and tan u, and from x to x + p each u grows by a multiple of 2 pi (tan: of pi),
    or inside of a derivative at x of such a term: then t is the same at x and x + p, or undefined at both."""
    if x not in free(t):
        return True
    if t.head == "deriv":
        body, y, _, where = t.args
        return where == sym(x) and of_waves(body, y.args[0], p, line.bind(y.args[0], REALS)) and x not in free(body) - {y.args[0]}
    if t.head in BINDERS or t.head == "sym":
        return False
    if t.head not in ("sin", "cos", "tan"):
        return all(of_waves(a, x, p, line) for a in t.terms)
    u = t.args[0]
    if any(s.head in BINDERS for s in subterms(u)) or not shown(u, line):
        return False
    turns = normal(mul(substitute(u, {x: add(sym(x), p)}) - u, power(PI, num(-1))), line)
    k = turns.num.get((), Fraction(0)) if not turns.den and not turns.num.keys() - {()} else Fraction(1, 2)
    return k.denominator == 1 and (t.head == "tan" or k % 2 == 0)


def _alike(s: Term, t: Term, ctx: Context) -> bool:
    """s = t wherever both are defined, by identity, or as one function of arguments that are alike; |u| = |-u|."""
    if s.head == t.head == "abs" and _alike(s.args[0], mul(num(-1), t.args[0]), ctx):
        return True
    pointwise = any(u.head in POINTWISE for u in subterms(s))
    if not pointwise or s.head in BINDERS or s.head != t.head or len(s.args) != len(t.args):
        return equal(s, t, ctx)
    return all(a == b or (isinstance(a, Term) and _alike(a, b, ctx)) for a, b in zip(s.args, t.args, strict=True))


RISING = ("exp", "log", "atan", "asin", "tanh", "erf", "erfc", "cbrt", "^")
SIGN_RULES: dict[str, Callable[[Term, int, Node, Context], Step]] = {
    "algebra": algebra, "rewrite": rewrite, "lemma": lemma, "split": split, "monotone": monotone, "cells": cells,
    "zero": exact_zero, "tail": tail, "sturm": sturm, "compare": compare, "periodic": periodic,
}


# ------------------------------------------------------------------ contexts cut into parts

Part = Term  # an interval, or a finite set of one point


def cut(ctx: Context, x: str, points: list[Term], ends_too: bool = False) -> list[Part]:
    """The parts of the interval of x between and at the points, in order; the points are shown to increase inside it.

    With `ends_too` the first and the last of them may also be a closed end of the interval.
    """
    lo, hi, left, right = ctx.domain(x).args
    if ends_too and points and points[0] == lo and left == "[" and lo != hi:
        return [Term("finite", (lo,)), *cut(ctx.restrict(x, interval(lo, hi, "(", right)), x, points[1:], True)]
    if ends_too and points and points[-1] == hi and right == "]" and lo != hi:
        return [*cut(ctx.restrict(x, interval(lo, hi, left, ")")), x, points[:-1]), Term("finite", (hi,))]
    outside = ctx.beyond(x)
    ends = [lo, *points, hi]
    for a, b in zip(ends, ends[1:], strict=False):
        if a != MINUS_OO and b != OO and sign(b - a, outside) != POS:
            raise Rejected(f"{_short(a)} < {_short(b)} is not shown, and the points of a split must increase inside the interval")
    parts: list[Part] = []
    for i, (a, b) in enumerate(zip(ends, ends[1:], strict=False)):
        parts.append(interval(a, b, left if i == 0 else "(", right if i == len(points) else ")"))
        if i < len(points):
            parts.append(Term("finite", (b,)))
    return parts


def enter(ctx: Context, x: str, part: Part) -> tuple[Context, dict[str, Term]]:
    """The context with x in the part; at a point x is replaced by it."""
    if part.head == "finite":
        return ctx.at(x, part.args[0]), {x: part.args[0]}
    return ctx.restrict(x, part), {}


def member(ctx: Context, x: str, where: Term) -> None:
    """Shown: the point lies in the interval of x."""
    inside(where, ctx.domain(x), ctx)


def inside(where: Term, domain: Term, ctx: Context) -> None:
    """Shown: the point lies in the interval."""
    lo, hi, left, right = domain.args
    for end, infinite, closed, difference in ((lo, MINUS_OO, left == "[", where - lo), (hi, OO, right == "]", hi - where)):
        if end == infinite:
            defined(where, ctx)
        elif sign(difference, ctx) & ~(POS | (ZERO if closed else 0)):
            raise Rejected(f"the point {_short(where)} is not shown to lie in {_short(domain)}")


def place(ctx: Context) -> str:
    """The context in words."""
    from .printer import show

    return ", ".join(f"{n} in {show(d)}" for n, d in ctx.domains) or "a point"


def _short(t: Term) -> str:
    from .printer import show

    text = show(t)
    return text if len(text) <= 80 else text[:77] + "..."
