"""The rule for vectors of any length n >= 1 (softmax): component by component, with the other components opaque.

Fix an index i (and j != i for off-diagonal entries). A sum over the components of u is u_i (+ u_j) + the rest; each term
of the rest is a coefficient without the component times a sum that is opaque: a variable that does not depend on x_i, x_j,
at least 0 where its summand is positive. Sums are linear, so equal coefficients mean equal sums.
"""

from __future__ import annotations

from fractions import Fraction

from .calculus import differentiate
from .extent import MASKS, POS, Context, interval, sign
from .identity import Poly, generator, normal, to_term
from .signs import prove_sign
from .step import Node, Step
from .term import (
    MINUS_OO,
    OO,
    REALS,
    RELATIONS,
    VECTORS,
    Rejected,
    Term,
    add,
    free,
    fresh,
    mul,
    num,
    power,
    rebuild,
    substitute,
    sym,
)


def components(formula: Term, truth: bool, node: Node, ctx: Context) -> Step:
    """A relation between vectors (or between matrices, or scalars with sums) holds when it holds in every component."""
    body = formula
    vectors: list[tuple[str, Term]] = []
    scalars: list[tuple[str, Term]] = []
    while body.head in ("forall", "closure"):
        name, domain, body = body.args
        (vectors if domain == VECTORS else scalars).append((name.args[0], domain))
    if not truth or not vectors or body.head not in RELATIONS:
        raise Rejected("rule 'components' shows relations between vectors for all x in R^n")
    for name, domain in scalars:
        ctx = ctx.bind(name, domain)
    matrix = any(t.head == "jacobian" for side in body.terms for t in _walk(side))
    goals = [_Entry([n for n, _ in vectors], ctx, 0, 0 if matrix else None)]
    if matrix:
        goals.append(_Entry([n for n, _ in vectors], ctx, 0, 1))
    steps = []
    for goal, proof in zip(goals, node.proofs(count=len(goals)), strict=True):
        left, right = (goal.entry(t) for t in body.args)
        steps.append(prove_sign(left - right, MASKS[body.head], proof, goal.context))
    return Step("components", ctx, formula, (), tuple(steps))


def _walk(t: Term) -> list[Term]:
    return [t, *(s for a in t.terms for s in _walk(a))]


class _Entry:
    """One entry: the row index is 0 (i); the column index is None for vectors, 0 on the diagonal, 1 (j) off it."""

    def __init__(self, vectors: list[str], ctx: Context, row: int, column: int | None) -> None:
        self.vectors, self.row, self.column = vectors, row, column
        self.indices = (0, 1) if column == 1 else (0,)
        self.context = ctx
        self.rests: dict[Term, Term] = {}
        for v in vectors:
            for k in (*self.indices, "r"):
                self.context = self.context.bind(f"{v}_{'ij'[k] if isinstance(k, int) else k}", REALS)

    def entry(self, t: Term) -> Term:
        if t.head == "jacobian":
            function, where = t.args
            if where.head != "sym":
                raise Rejected("a Jacobian is taken at the vector itself")
            inner = self.component(substitute(function.args[1], {function.args[0].args[0]: where}), self.row)
            return differentiate(inner, f"{where.args[0]}_{'ij'[self.column or 0]}")
        if t.head == "diag":
            return self.component(t.args[0], self.row) if self.column == self.row else num(0)
        if t.head == "+":
            return add(*(self.entry(a) for a in t.args))
        if t.head == "*":
            return mul(*(self.entry(a) for a in t.args))
        if t.head == "transpose":
            if self.column is None:
                raise Rejected("a transposed vector stands outside a matrix")
            return self.component(t.args[0], self.column)
        return self.component(t, self.row)

    def component(self, t: Term, k: int | str) -> Term:
        """Component k (0: i, 1: j, "r": a generic one of the rest) of an elementwise expression."""
        if t.head == "sym" and t.args[0] in self.vectors:
            return sym(f"{t.args[0]}_{'ij'[k] if isinstance(k, int) else k}")
        if t.head == "sum":
            return add(*(self.component(t.args[0], i) for i in self.indices), self._rest(t.args[0]))
        return rebuild(t, lambda a: self.component(a, k)) if t.args else t

    def _rest(self, u: Term) -> Term:
        """The sum of u over the other components, by linearity over the monomials of its normal form."""
        generic = frozenset(f"{v}_r" for v in self.vectors)
        n = normal(self.component(u, "r"), self.context)
        if any(free(to_term(dict(key))) & generic for key in n.den):
            raise Rejected("a sum over components has a summand with the component in its denominator")
        below = mul(*(power(to_term(dict(key)), num(-e)) for key, e in n.den.items()))
        total = []
        for m, c in n.num.items():
            depends = tuple(ge for ge in m if free(generator(ge[0])) & generic)
            constant: Poly = {tuple(ge for ge in m if ge not in depends): c}
            summand = to_term({depends: Fraction(1)})
            if summand not in self.rests:
                name = fresh(f"rest_{len(self.rests)}", frozenset(n for n, _ in self.context.domains))
                positive = sign(summand, self.context) == POS
                domain = interval(num(0), OO, "[", ")") if positive else interval(MINUS_OO, OO)
                self.context = self.context.bind(name, domain)
                self.rests[summand] = sym(name)
            total.append(mul(to_term(constant), self.rests[summand], below))
        return add(*total)
