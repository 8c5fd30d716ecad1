"""Signs near an open end at which a term tends to 0 without being analytic there, as x log x does at 0. Untrusted."""

from __future__ import annotations

from fractions import Fraction

from symact.check.calculus import differentiate
from symact.check.extent import NEG, POS, Context, shown, sign
from symact.check.limit import INFINITE, limit
from symact.check.signs import cut, enter
from symact.check.term import Rejected, Term, free, num, substitute, value

from . import numeric
from .budget import Budget, Stuck
from .nodes import Proof, accepted

WIDTHS = (2, 4, 8, 16, 64, 256, 4096)


def by_edge(t: Term, mask: int, ctx: Context, budget: Budget, effort: int) -> Proof | None:
    """A piece next to the end on which t is monotone, and the rest as another problem."""
    from .signs import by_monotonicity, find_sign, zero_over_zero

    if len(free(t)) != 1 or bool(mask & POS) == bool(mask & NEG):
        return None
    x, = free(t)
    lo, hi = (value(e) for e in ctx.domain(x).args[:2])
    for end, side, away in ((lo, "left", 1), (hi, "right", -1)):
        if end is None or shown(substitute(t, {x: num(end)}), ctx.beyond(x), True):
            continue
        budget.spend(4)
        if zero_over_zero(t, x, num(end), ctx):  # analytic after all
            continue
        try:
            bound = limit(t, x, ctx, side)
        except Rejected:
            continue
        if bound in INFINITE or sign(bound, ctx.beyond(x)) in (POS, NEG):
            continue
        near = _near(t, x, end, away, mask, ctx)
        if near is None:
            continue
        proofs = []
        for i, part in enumerate(cut(ctx, x, [num(near)])):
            inner, here = enter(ctx, x, part)
            outer = i == (0 if side == "left" else 2)
            search = by_monotonicity if outer else find_sign
            found = search(substitute(t, here), mask, inner, budget, effort)
            if found is None:
                raise Stuck("the term is not shown to be monotone next to the end")
            proofs.append(found)
        return accepted(t, mask, {"rule": "split", "var": x, "at": [str(near)], "proofs": proofs}, ctx)
    return None


def _near(t: Term, x: str, end: Fraction, away: int, mask: int, ctx: Context) -> Fraction | None:
    """The point farthest from the end up to which t moves away from 0 to the side of the mask, as far as samples tell."""
    slope, up = differentiate(t, x), away if mask & POS else -away
    low, high = numeric.ends(ctx.domain(x))
    length = Fraction(min(high - low, 4.0)).limit_denominator(1 << 20)
    for n in WIDTHS:
        width = length / n
        points = [end + away * width * Fraction(k, 16) for k in (*range(1, 17), Fraction(1, 8), Fraction(1, 64))]
        if all(numeric.number(slope, x, q) * up > 0 for q in points) and numeric.inside(end + away * width, ctx.domain(x)):
            return end + away * width
    return None
