"""A relation that is linear in expectations, as one about the expectation of a sum. Untrusted."""

from __future__ import annotations

from symact.check.extent import MASKS, Context
from symact.check.formulas import prove, put_in
from symact.check.step import Node
from symact.check.term import ONE, Rejected, Term, add, fresh, mul, num, substitute, sym

from .budget import Budget, Stuck
from .gauss import growth
from .nodes import Proof
from .signs import find_sign


def linear(formula: Term, means: list[Term], ctx: Context, budget: Budget) -> Proof:
    """E f + c E g + ... as E[f + c g + ...], where that has a value in closed form and its parts have none."""
    from .values import find_value

    names = [sym(f"e_{i}") for i in range(len(means))]
    t = put_in(formula.args[0] - formula.args[1], dict(zip(means, names, strict=True)))
    nothing = {v.args[0]: num(0) for v in names}
    constant = substitute(t, nothing)
    x = sym(fresh("x", frozenset(n for n, _ in ctx.domains)))
    parts = [constant]
    for v, mean in zip(names, means, strict=True):
        name, body = mean.args[0].args
        parts.append(mul(substitute(t, {**nothing, v.args[0]: ONE}) - constant, substitute(body, {name.args[0]: x})))
    node, found = find_value(Term("E", (Term("lambda", (x, add(*parts))),)), [num(0)], ctx, budget)
    if found.value is None:
        raise Stuck("the expectation of the sum has no exact value here")
    try:
        proof: Proof = {"rule": "linear relation", "integrable": [growth(mean.args[0], ctx) for mean in means], "value": node,
                        "proof": find_sign(found.value, MASKS[formula.head], ctx, budget)}
        prove(formula, True, Node(proof), ctx)
    except Rejected as reason:
        raise Stuck(str(reason)) from None
    return proof
