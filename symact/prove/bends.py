"""Refutation of convexity at a joint where the slope steps the wrong way, for parameters too: three points and the sign of a gap."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from symact.check.extent import NEG, POS, Context, sign
from symact.check.limit import INFINITE
from symact.check.predicates import Pieces
from symact.check.printer import show
from symact.check.term import Rejected, Term, add, free, mul, neg, num
from symact.proof.rewriting import tidy

from .budget import Budget, Stuck
from .joints import ordered, solve
from .nodes import Proof, with_lemma


def joint_bends(name: str, pieces: Pieces, ctx: Context, budget: Budget) -> Iterator[Proof]:
    """Proofs that a continuous function is not convex (concave): its slope falls (rises) at a breakpoint c.

    The chord from a point p to a point r on the other side of c passes below f(c): r at the same distance, or p where the function
    is farthest from the line through (c, f(c)) with the slope of the other side.
    """
    up = NEG if name.endswith("concave") else POS
    for j, c in enumerate(pieces.breakpoints):
        try:
            left, right = pieces.slopes(j)
            level = pieces.value(c)
            if left in INFINITE or right in INFINITE or not pieces.joins(j, 0):
                continue
            step = add(right, neg(left))
            if not _is_wrong(step, up, ctx):
                continue
        except Rejected:
            continue
        for p, q in _sides(pieces, j, level, (left, right), ctx):
            points = (p, c, q)
            try:
                gap = _gap(pieces, points, ctx)
            except Rejected:
                continue
            node: Proof = {"rule": "predicate", "points": [show(e) for e in points]}
            if not sign(gap, ctx) & ~up:
                yield node
                return
            if not free(gap):
                continue
            yield from _with_lemma(gap, up, node, ctx, budget)


def _with_lemma(gap: Term, up: int, node: Proof, ctx: Context, budget: Budget) -> Iterator[Proof]:
    from .signs import find_sign

    try:
        shown = find_sign(gap, up, ctx, budget)
    except Stuck:
        return
    yield with_lemma(gap, up, shown, node)


def _is_wrong(step: Term, up: int, ctx: Context) -> bool:
    found = sign(step, ctx)
    return not found & ~(NEG if up == POS else POS)


def _gap(pieces: Pieces, points: tuple[Term, Term, Term], ctx: Context) -> Term:
    """(f(q) - chord at q) (r - p), as the kernel writes it."""
    (p, q, r), (u, v, w) = points, (pieces.value(e) for e in points)
    for d in (q - p, r - q):
        if sign(d, ctx) != POS:
            raise Rejected("the points do not increase")
    return mul(v, r - p) - mul(u, r - q) - mul(w, q - p)


def _sides(pieces: Pieces, j: int, level: Term, slopes: tuple[Term, Term], ctx: Context) -> Iterator[tuple[Term, Term]]:
    c, x = pieces.breakpoints[j], pieces.x
    for side, i in ((0, j), (1, j + 1)):
        near = pieces.contexts[i]
        tilted = pieces.slope(i, 1) - slopes[1 - side]
        for p in ordered([p for p in solve(tilted, x, near) if x not in free(p)], x, near):
            other = tidy(add(mul(num(2), c), neg(p)))
            yield (p, other) if side == 0 else (other, p)
    closed = not any(free(e) - {x} for e in (c, *slopes, *pieces.branches))
    for k in range(40) if closed else (0, 4):
        h = num(Fraction(1, 1 << k))
        yield add(c, neg(h)), add(c, h)
