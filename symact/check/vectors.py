"""The rule for vectors of any length n >= 1 (softmax): component by component, with the other components opaque.

Fix an index i (and j != i for off-diagonal entries). A sum over the components of u is u_i (+ u_j) + the rest; each term
of the rest is a coefficient without the component times a sum that is opaque: a variable that does not depend on x_i, x_j,
at least 0 where its summand is positive. Sums are linear, so equal coefficients mean equal sums.
"""

from __future__ import annotations

from fractions import Fraction

from .calculus import differentiate
from .extent import ANY, MASKS, POS, Context, defined, interval, sign
from .identity import Poly, generator, normal, to_term
from .signs import inside, prove_sign
from .step import Node, Step
from .term import (
    MINUS_OO,
    OO,
    REALS,
    RELATIONS,
    VECTORS,
    ZERO,
    Rejected,
    Term,
    add,
    apart,
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
    vectors, _, body, ctx = _stripped(formula, ctx)
    if not truth or not vectors or body.head not in RELATIONS:
        raise Rejected("rule 'components' shows relations between vectors for all x in R^n")
    goals = [_Entry(vectors, ctx, 0, k) for k in ((0, 1) if _is_matrix(body, vectors) else (None,))]
    steps = []
    for goal, proof in zip(goals, node.proofs(count=len(goals)), strict=True):
        left, right = (goal.entry(t) for t in body.args)
        steps.append(prove_sign(left - right, MASKS[body.head], proof, goal.context))
    return Step("components", ctx, formula, (), tuple(steps))


def counterexample(formula: Term, truth: bool, node: Node, ctx: Context) -> Step:
    """A relation between vectors fails: for one n there are exact components (and numbers in their intervals) at which both sides
    are defined and one entry breaks it."""
    vectors, numbers, body, _ = _stripped(formula, ctx)
    if truth or not vectors or body.head not in RELATIONS or body.head == "!=":
        raise Rejected("rule 'vector witness' refutes relations between vectors, other than !=")
    n = node.integer("length", 1, 8)
    column = node.integer("column", 0, n - 1) if _is_matrix(body, vectors) else None
    entry = _Exact(vectors, ctx, n, node.integer("row", 0, n - 1), column)
    names = [*(entry.names[v, k] for v in vectors for k in range(n)), *(name for name, _ in numbers)]
    here = dict(zip(names, node.terms("values", ctx, len(names)), strict=True))
    for name, domain in numbers:
        inside(here[name], domain, ctx)
    left, right = (substitute(entry.entry(t), here) for t in body.args)
    step = prove_sign(left - right, ANY & ~MASKS[body.head], node.proof(), ctx)
    for name in reversed(names):
        step = Step("witness", ctx, Term("not", (formula,)), (("variable", (sym(name),)), ("value", (here[name],))), (step,))
    return step


def _stripped(formula: Term, ctx: Context) -> tuple[list[str], list[tuple[str, Term]], Term, Context]:
    """The vectors and the numbers with their intervals that a statement quantifies over, its body, and the context of the numbers."""
    vectors: list[str] = []
    numbers: list[tuple[str, Term]] = []
    while formula.head in ("forall", "closure"):
        taken = frozenset((*vectors, *(n for n, _ in ctx.domains)))
        name, domain, formula = apart(formula, taken).args
        if domain == VECTORS:
            vectors.append(name.args[0])
        elif domain.head == "interval":
            numbers.append((name.args[0], domain))
            ctx = ctx.bind(name.args[0], domain)
        else:
            raise Rejected("beside vectors, numbers range over intervals")
    return vectors, numbers, formula, ctx


def _is_matrix(body: Term, vectors: list[str]) -> bool:
    """Whether the two sides are matrices; numbers and vectors are compared component by component."""
    shapes = {shape(side, vectors) for side in body.terms if side != ZERO}
    if "row" in shapes or ("matrix" in shapes and len(shapes) > 1):
        raise Rejected("a matrix is compared with a matrix or with 0, a vector with a vector or a number")
    return "matrix" in shapes


def shape(t: Term, vectors: list[str]) -> str:
    """number, vector (a column), row or matrix; numbers and vectors combine component by component."""
    if t.head == "sym":
        return "vector" if t.args[0] in vectors else "number"
    if t.head == "jacobian":
        function, where = t.args
        inner = [*(v for v in vectors if v != function.args[0].args[0]), function.args[0].args[0]]
        if where.head != "sym" or where.args[0] not in vectors or shape(function.args[1], inner) != "vector":
            raise Rejected("a Jacobian is taken of a function with vectors as values, at the vector itself")
        return "matrix"
    kinds = [shape(a, vectors) for a in t.terms]
    if t.head in ("diag", "transpose") and kinds == ["vector"]:
        return "matrix" if t.head == "diag" else "row"
    wide = [k for k in kinds if k != "number"]
    if t.head == "*" and (wide == ["matrix"] or (wide[-1:] == ["row"] and set(wide[:-1]) == {"vector"})):
        return "matrix"
    if t.head == "+" and kinds == ["matrix"] * len(kinds):
        return "matrix"
    if t.head in ("diag", "transpose") or set(wide) - {"vector"}:
        raise Rejected(f"the vectors and matrices under '{t.head}' do not fit together")
    return "vector" if wide and t.head != "sum" else "number"


class _Entry:
    """One entry: the row index is 0 (i); the column index is None for vectors, 0 on the diagonal, 1 (j) off it."""

    def __init__(self, vectors: list[str], ctx: Context, row: int, column: int | None) -> None:
        self.vectors, self.row, self.column = vectors, row, column
        self.indices: tuple[int, ...] = (0, 1) if column == 1 else (0,)
        self.context, self.constant = ctx, False
        self.rests: dict[Term, Term] = {}
        self.names: dict[tuple[str, int | str], str] = {}  # of the components
        for v in vectors:
            for k in (*self.indices, "r"):
                name = fresh(f"{v}_{'ij'[k] if isinstance(k, int) else k}", frozenset((*vectors, *(n for n, _ in self.context.domains))))
                self.names[v, k] = name
                self.context = self.context.bind(name, REALS)

    def entry(self, t: Term) -> Term:
        if self.column is None or shape(t, self.vectors) not in ("matrix", "row"):
            return self.component(t, self.row)
        if t.head == "jacobian":
            function, where = t.args
            self.constant = True
            inner = self.component(substitute(function.args[1], {function.args[0].args[0]: where}), self.row)
            self.constant = False
            defined(inner, self.context, True)
            return differentiate(inner, self.names[where.args[0], self.column])
        if t.head == "diag":
            return self.component(t.args[0], self.row) if self.column == self.row else num(0)
        if t.head == "transpose":
            return self.component(t.args[0], self.column)
        return Term(t.head, tuple(self.entry(a) for a in t.args))

    def component(self, t: Term, k: int | str) -> Term:
        """Component k (0: i, 1: j, "r": a generic one of the rest) of an elementwise expression."""
        if t.head == "sym" and t.args[0] in self.vectors:
            return sym(self.names[t.args[0], k])
        if t.head == "sum":
            return add(*(self.component(t.args[0], i) for i in self.indices), self._rest(t.args[0]))
        return rebuild(t, lambda a: self.component(a, k)) if t.args else t

    def _rest(self, u: Term) -> Term:
        """The sum of u over the other components, by linearity over the monomials of its normal form."""
        generic = frozenset(self.names[v, "r"] for v in self.vectors)
        own = frozenset(self.names.values()) - generic
        n = normal(self.component(u, "r"), self.context)
        if any(free(to_term(dict(key))) & generic for key in n.den):
            raise Rejected("a sum over components has a summand with the component in its denominator")
        below = mul(*(power(to_term(dict(key)), num(-e)) for key, e in n.den.items()))
        total = []
        for m, c in n.num.items():
            depends = tuple(ge for ge in m if free(generator(ge[0])) & generic)
            constant: Poly = {tuple(ge for ge in m if ge not in depends): c}
            summand = to_term({depends: Fraction(1)})
            if self.constant and free(summand) & own:
                raise Rejected("under a Jacobian, a sum over the other components depends on this one")
            if summand not in self.rests:
                name = fresh(f"rest_{len(self.rests)}", frozenset(n for n, _ in self.context.domains))
                positive = sign(summand, self.context) == POS
                domain = interval(num(0), OO, "[", ")") if positive else interval(MINUS_OO, OO)
                self.context = self.context.bind(name, domain)
                self.rests[summand] = sym(name)
            total.append(mul(to_term(constant), self.rests[summand], below))
        return add(*total)


class _Exact(_Entry):
    """One entry for vectors of a given length, with a variable for each component."""

    def __init__(self, vectors: list[str], ctx: Context, length: int, row: int, column: int | None) -> None:
        self.vectors, self.row, self.column, self.indices = vectors, row, column, tuple(range(length))
        self.context, self.constant, self.names = ctx, False, {}
        for v in vectors:
            for k in self.indices:
                self.names[v, k] = fresh(f"{v}_{k + 1}", frozenset((*vectors, *(n for n, _ in self.context.domains))))
                self.context = self.context.bind(self.names[v, k], REALS)

    def _rest(self, u: Term) -> Term:
        return num(0)
