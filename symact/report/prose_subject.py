"""How is the function that a step speaks of introduced: its name, its branches, and what happens where they meet?"""

from __future__ import annotations

from symact.check.calculus import derivative
from symact.check.extent import Context
from symact.check.predicates import value_at
from symact.check.step import Step
from symact.check.term import Rejected, Term, fresh, substitute, sym

from .document import Blocks, Table
from .phrases import predicate
from .prose import Part, folded, function_name, pieces, primed, say, stated, tidy


class Subject:
    """The function that a step speaks of, with a name for the text and the variable of its pieces."""

    def __init__(self, function: Term, ctx: Context) -> None:
        variable, body = function.args
        self.ctx = ctx
        self.x = fresh(variable.args[0], frozenset(n for n, _ in ctx.domains))
        self.body = substitute(body, {variable.args[0]: sym(self.x)})
        self.name = function_name(function, ctx)

    def at(self, where: Term, order: int = 0) -> Term:
        """f(where), or a derivative there, as it is written."""
        return primed(self.name, order, where)

    @property
    def introduced(self) -> Blocks:
        return say("Let ", Term("=", (self.at(sym(self.x)), self.body)), ".")

    def value(self, c: Term) -> Term | None:
        try:
            return value_at(self.body, self.x, c, self.ctx)
        except Rejected:
            return None

    def slope(self, domain: Term, branch: Term, order: int) -> Term:
        """The derivative of a branch."""
        found = derivative(branch, self.x, order)
        return tidy(found, self.ctx.bind(self.x, domain)) if order else folded(found)

    def named(self, order: int) -> Term:
        return self.at(sym(self.x), order)


def subject(step: Step) -> Subject:
    return Subject(stated(step)[0].args[1], step.context)


def anatomy(step: Step, f: Subject, orders: int = 0) -> Blocks:
    """The branches of a function with their derivatives up to an order, and what happens where they meet."""
    branches = [terms for kind, terms in step.facts if kind == "branch"]
    joints = [terms for kind, terms in step.facts if kind == "joint"]
    if len(branches) == 1:
        (where, branch), = branches
        if branch == f.body:
            return say("On ", where, " it is given by one formula, which is analytic there.")
        return say("On ", where, " it is the analytic function ", Term("=", (f.at(sym(f.x)), branch)), ".")
    shown = range(max(orders, 0, *(int(j[1].args[0]) for j in joints)) + 1)
    header = (pieces("on"), *(pieces(f.at(sym(f.x), k)) for k in shown))
    rows = [(pieces(d), *(pieces(f.slope(d, b, k)) for k in shown)) for d, b in branches]
    table = Table(header, tuple(rows), (2, *(3 for _ in shown)))
    meeting = (*say("Where the pieces meet:"), _joints(joints, f)) if joints else ()
    return (*say("It is analytic between its breakpoints."), table, *meeting)


def _joints(joints: list[tuple[Term, ...]], f: Subject) -> Table:
    rows = []
    for c, k, left, right in joints:
        order = int(k.args[0])
        here = f.value(c) if order == 0 else None
        rows.append((pieces(Term("=", (sym(f.x), c))), pieces(f.named(order)), pieces(tidy(left, f.ctx)),
                     pieces(tidy(right, f.ctx)),
                     pieces(tidy(here, f.ctx)) if here is not None else pieces("")))
    header = tuple(pieces(t) for t in ("at", "function", "limit from the left", "limit from the right", "value"))
    return Table(header, tuple(rows), (2, 2, 2, 2, 2))


def concluded(step: Step, f: Subject, *why: Part) -> Blocks:
    """Why, and then the property."""
    formula, truth = stated(step)
    words = predicate(formula, "is" if truth else "is not")
    return say(*why, "Hence ", sym(f.name), *words, ".")
