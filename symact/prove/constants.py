"""A sum with a number that is no rational, as the value of a function at a point: a rational near it in its place. Untrusted."""

from __future__ import annotations

import math
from fractions import Fraction

from symact.check.extent import POS, ZERO, Context
from symact.check.term import Rejected, Term, add, free, neg, num, subterms, value

from . import numeric
from .budget import Budget, Stuck
from .nodes import ONE_SIDED, Proof, accepted, with_form, with_lemma

LEAST, LONG = 1e-13, 10  # what a rational keeps from 0, and the nodes of a number that it is worth while to be rid of


def by_constant(t: Term, mask: int, ctx: Context, budget: Budget, effort: int) -> Proof | None:
    """t = s + c with a transcendental number c: the sign of s + q with a rational q, nearer to 0 than what t keeps from it."""
    from .signs import find_sign

    if t.head != "+" or mask not in ONE_SIDED or len(free(t)) != 1:
        return None
    c = add(*(a for a in t.args if not free(a)))
    if value(c) is not None or sum(1 for _ in subterms(c)) < LONG or all(u.head in ("+", "*", "^", "num", "pi") for u in subterms(c)):
        return None
    x, = free(t)
    budget.spend(20)
    up = 1 if mask & POS else -1
    try:
        _, slack = numeric.lowest(t if up > 0 else neg(t), x, ctx.domain(x))
    except Rejected:
        return None
    here = numeric.closed(c)
    if not max(LEAST, LEAST * abs(here)) < slack < math.inf:
        return None
    q = num(numeric.simplest(*sorted(Fraction(here) - up * Fraction(min(slack, 1.0)) / n for n in (3, 9))))
    s = add(*(a for a in t.args if free(a)), q)
    try:
        proof = find_sign(s, mask & ~ZERO, ctx, budget, effort)
    except Stuck:
        return None
    form = Term("+", (s, Term("+", (c, neg(q)))))
    return accepted(t, mask, with_lemma(s, mask & ~ZERO, proof, with_form(form, {"rule": "algebra"})), ctx)
