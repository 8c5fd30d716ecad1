"""Expectations over a standard normal variable in closed form, and proofs of integrability."""

from __future__ import annotations

import math
from collections.abc import Iterator

from symact.analysis.primitives import primitive
from symact.check.extent import NEG, POS, ZERO, Context
from symact.check.gaussian import bounded_piece, density
from symact.check.limit import INFINITE, limit
from symact.check.predicates import Pieces
from symact.check.printer import show
from symact.check.step import Node
from symact.check.term import REALS, Rejected, Term, add, mul, neg, sym

from . import numeric
from .budget import Budget, Stuck
from .joints import tidy_number
from .signs import Proof, find_sign


def closed_forms(pieces: Pieces, hints: list[Term], ctx: Context, budget: Budget) -> Iterator[Proof]:
    """By antiderivatives of f times the density on the pieces."""
    found, signs, total = [], [], []
    for i, (branch, near) in enumerate(zip(pieces.branches, pieces.contexts, strict=True)):
        budget.spend(10)
        p = primitive(mul(branch, density(sym(pieces.x))), pieces.x, near)
        if p is None:
            return
        try:
            ends = [limit(p, pieces.x, near, side) for side in ("left", "right")]
            signs.append(_converges(pieces, i, budget))
        except (Rejected, Stuck) as reason:
            budget.note(str(reason))
            return
        if any(e in INFINITE for e in ends):
            return
        found.append(show(p))
        total += [neg(ends[0]), ends[1]]
    exact = tidy_number(add(*total), ctx)
    v = numeric.closed(exact)
    for value in [*(h for h in hints if abs(numeric.closed(h) - v) < 1e-12), exact]:
        yield {"rule": "expectation", "breakpoints": [show(p) for p in pieces.breakpoints], "primitives": found, "signs": signs,
               "value": show(value)}


def _converges(pieces: Pieces, i: int, budget: Budget) -> Proof:
    """Absolute convergence on a piece: by growth, else by one sign."""
    growth: Proof = {"rule": "growth", "beyond": outside(pieces.breakpoints)}
    try:
        bounded_piece(pieces, i, Node(growth))
        return growth
    except Rejected:
        pass
    for name, mask in ((">=", POS | ZERO), ("<=", NEG | ZERO)):
        try:
            return {**find_sign(pieces.branches[i], mask, pieces.contexts[i], budget), "sign": name}
        except Stuck:
            continue
    raise Stuck("the expectation is not shown to converge absolutely")


def growth(function: Term, ctx: Context) -> Proof:
    """A proof that f(Z) is integrable: the breakpoints, and where the growth is looked at."""
    from .predicates import breakpoints

    points = breakpoints(function, REALS, ctx)
    return {"rule": "growth", "breakpoints": [show(p) for p in points], "beyond": outside(points)}


def outside(points: list[Term]) -> int:
    """A small integer beyond all breakpoints on both sides."""
    return max([1, *(math.floor(abs(numeric.closed(p))) + 1 for p in points)])
