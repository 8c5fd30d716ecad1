"""Which signs have to be known everywhere before a function is seen to be defined? Denominators and arguments of logarithms. Untrusted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from symact.check.extent import MASKS, POS, ZERO, Context, Law, sign
from symact.check.printer import show
from symact.check.term import REALS, Rejected, Term, exponent, free, substitute, subterms, sym

from .budget import Budget, Stuck
from .nodes import Proof, sampled
from .signs import find_sign


def laws(formula: Term, budget: Budget) -> list[tuple[Proof, Context]]:
    """Nodes without what follows from them, each with the context in which its law is known besides those before it."""
    found: list[tuple[Proof, Context]] = []
    ctx, line = budget.start, budget.start.bind("y", REALS)
    for t in dict.fromkeys(_decisive(formula, line)):
        values = [v for _, v in sampled(t, line, budget)]
        name = ">" if all(v > 0 for v in values) else "<" if all(v < 0 for v in values) else ""
        if not values or not name:
            continue
        key = ("law", t)
        if key not in budget.values:
            budget.values[key] = _proof(t, MASKS[name], line, budget)
        if (proof := budget.values[key]) is None:
            continue
        ctx = replace(ctx, laws=(*ctx.laws, Law(Term("lambda", (sym("y"), t)), REALS, MASKS[name])))
        found.append(({"rule": "law", "var": "y", "about": show(t), "sign": name, "lemma": proof}, ctx))
    return found


def _proof(t: Term, mask: int, line: Context, budget: Budget) -> Proof | None:
    try:
        with budget.portion(budget.units // 6):
            return find_sign(t, mask, line, budget)
    except Stuck:
        return None


def _decisive(formula: Term, line: Context) -> Iterator[Term]:
    """Terms in y that must not be 0, or must be positive, whose sign is not seen from their parts."""
    for s in subterms(formula):
        if s.head == "log" or (s.head == "^" and s.args[1].head == "num" and (exponent(s) < 0 or exponent(s).denominator != 1)):
            names = free(s.args[0])
            if len(names) == 1:
                t = substitute(s.args[0], {next(iter(names)): sym("y")})
                if not _seen(t, POS if s.head == "log" else MASKS["!="], line):
                    yield t


def _seen(t: Term, mask: int, line: Context) -> bool:
    try:
        found = sign(t, line)
    except Rejected:
        return True  # it has other worries
    return not found & ZERO if mask != POS else found == POS
