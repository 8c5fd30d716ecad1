"""Expectations over a standard normal variable in closed form, and proofs of integrability."""

from __future__ import annotations

import math
from collections.abc import Iterator

from symact.analysis.primitives import gaussian_primitives
from symact.check.extent import NEG, POS, ZERO, Context
from symact.check.gaussian import bounded_piece
from symact.check.predicates import Pieces
from symact.check.printer import show
from symact.check.step import Node
from symact.check.term import REALS, Rejected, Term, add, neg

from . import numeric
from .budget import Budget, Stuck
from .joints import tidy_number
from .nodes import Proof
from .signs import find_sign


def closed_forms(pieces: Pieces, hints: list[Term], ctx: Context, budget: Budget) -> Iterator[Proof]:
    """By antiderivatives of f times the density on the pieces."""
    budget.spend(10 * len(pieces.branches))
    found = gaussian_primitives(pieces.branches, pieces)
    if found is None:
        return
    try:
        signs = [_converges(pieces, i, budget) for i in range(len(pieces.branches))]
    except Stuck as reason:
        budget.note(str(reason))
        return
    total = [q for _, low, high in found for q in (neg(low), high)]
    exact = tidy_number(add(*total), ctx)
    v = numeric.about(exact, ctx)
    for value in [*(h for h in hints if abs(numeric.about(h, ctx) - v) < 1e-12), exact]:
        yield {"rule": "expectation", "breakpoints": [show(p) for p in pieces.breakpoints],
               "primitives": [show(p) for p, _, _ in found], "signs": signs, "value": show(value)}


def _converges(pieces: Pieces, i: int, budget: Budget) -> Proof:
    """Absolute convergence on a piece: by growth, else by one sign."""
    growth: Proof = {"rule": "growth", "beyond": outside(pieces.breakpoints, pieces.ctx)}
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
    """A proof that f(Z) is integrable."""
    from .predicates import breakpoints

    return growing(breakpoints(function, REALS, ctx), ctx)


def growing(points: list[Term], ctx: Context) -> Proof:
    """The same, from the breakpoints."""
    return {"rule": "growth", "breakpoints": [show(p) for p in points], "beyond": outside(points, ctx)}


def outside(points: list[Term], ctx: Context) -> int:
    """A small integer beyond all breakpoints on both sides."""
    return max([1, *(math.floor(abs(numeric.about(p, ctx))) + 1 for p in points)])
