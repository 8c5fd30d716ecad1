"""One-sided limits with a proof of their own: other forms of the term, substitution, and L'Hôpital's rule.

`tends(t, proof, x, context, side)` is the limit of t as x tends to the lower ("left") or upper end of its open interval.
"""

from __future__ import annotations

from collections.abc import Callable

from .calculus import differentiate
from .extent import MASKS, POS, Context, defined, interval, sign
from .identity import equal, is_zero
from .limit import INFINITE, continuous, limit
from .signs import prove_sign
from .step import Node, Step
from .term import MINUS_OO, OO, REALS, Rejected, Term, fresh, neg, num, substitute, sym

Found = tuple[Term, tuple[Step, ...]]


def tends(t: Term, node: Node, x: str, ctx: Context, side: str) -> Found:
    t = rewritten(t, node, ctx)
    if not node.has("by"):
        return limit(t, x, ctx, side), ()
    return RULES[node.text("by", tuple(RULES))](t, node, x, ctx.whole(x), side)


def rewritten(t: Term, node: Node, ctx: Context) -> Term:
    """t, or an identical term that the proof prefers."""
    if not node.has("to"):
        return t
    s = node.term("to", ctx)
    defined(t, ctx)
    defined(s, ctx)
    if not equal(s, t, ctx):
        raise Rejected("the term under the limit is not shown to be identical to the one given")
    return s


def _hopital(t: Term, node: Node, x: str, ctx: Context, side: str) -> Found:
    """t = f/g on an open interval, f and g analytic, g' of one sign; f and g tend to 0, or g to oo or -oo at the end: the limit of
    f'/g', if it exists in [-oo, oo], is that of f/g."""
    f, g = node.terms("quotient", ctx, 2)
    inside = ctx.restrict(x, interval(*ctx.domain(x).args[:2]))
    defined(t, inside)
    for s in (f, g, f / g):
        defined(s, inside, True)
    if not equal(t, f / g, inside):
        raise Rejected("the term under the limit is not shown to be the quotient")
    slope = prove_sign(differentiate(g, x), MASKS[node.text("slope", ("<", ">"))], node.proof("monotone"), inside)
    below = limit(g, x, inside, side)
    if below not in INFINITE and any(not is_zero(v, ctx) for v in (below, limit(f, x, inside, side))):
        raise Rejected("numerator and denominator do not both tend to 0, and the denominator not to oo or -oo")
    ratio = differentiate(f, x) / differentiate(g, x)
    found, steps = tends(ratio, node.proof("limit"), x, inside, side)
    return found, (Step("l'Hopital", inside, Term("lim", _asked(t, x, ctx, side)), (("quotient", (f, g, ratio, found)),), (slope, *steps)),)


def _substitution(t: Term, node: Node, x: str, ctx: Context, side: str) -> Found:
    """t = s(u) with u between b and d on the interval and u -> b: the limit of t is that of s(y) as y tends to b from the side of d."""
    y = fresh("y", frozenset(n for n, _ in ctx.domains))
    u, d = node.term("inner", ctx), node.term("within", ctx.beyond(x))
    b = limit(u, x, ctx, side)
    above = b != OO and (b == MINUS_OO or sign(u - b, ctx) == POS)
    for low, high in (((b, u), (u, d)) if above else ((d, u), (u, b))):
        if low != MINUS_OO and high != OO and sign(high - low, ctx) != POS:
            raise Rejected("the inner function is not shown to lie strictly between its limit and the point named")
    inner = ctx.beyond(x).bind(y, interval(b, d) if above else interval(d, b))
    s = node.term("outer", inner)
    defined(s, inner)
    _composed(t, substitute(s, {y: u}), ctx)
    found, steps = tends(s, node.proof("limit"), y, inner, "left" if above else "right")
    return found, (Step("substitution", ctx, Term("lim", _asked(t, x, ctx, side)), (("inner", (sym(y), u, s, b, found)),), steps),)


def _composition(t: Term, node: Node, x: str, ctx: Context, side: str) -> Found:
    """t = s(u), u -> b: the limit of t is s(b) if s is continuous at b, and that of s(y) as y -> b if b is oo or -oo."""
    y = fresh("y", frozenset(n for n, _ in ctx.domains))
    u, far = node.term("inner", ctx), interval(num(8), OO)
    b, steps = tends(u, node.proof("limit"), x, ctx, side)
    outside = ctx.beyond(x)
    line = outside.bind(y, REALS if b not in INFINITE else far if b == OO else interval(MINUS_OO, neg(far.args[0])))
    s = node.term("outer", line)
    _composed(t, substitute(s, {y: u}), ctx)
    continuous(s)
    found = limit(s, y, line, "right" if b == OO else "left") if b in INFINITE else substitute(s, {y: b})
    if found not in INFINITE:
        defined(found, outside)
    return found, (Step("composition", ctx, Term("lim", _asked(t, x, ctx, side)), (("inner", (sym(y), u, s, b, found)),), steps),)


def _composed(t: Term, s: Term, ctx: Context) -> None:
    defined(t, ctx)
    defined(s, ctx)
    if not equal(t, s, ctx):
        raise Rejected("the term under the limit is not shown to be the composition")


def _asked(t: Term, x: str, ctx: Context, side: str) -> tuple[Term, Term, Term, str]:
    lo, hi, _, _ = ctx.domain(x).args
    return t, sym(x), lo if side == "left" else hi, "+" if side == "left" else "-"


RULES: dict[str, Callable[[Term, Node, str, Context, str], Found]] = {
    "substitution": _substitution, "composition": _composition, "l'Hopital": _hopital,
}
