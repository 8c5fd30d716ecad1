"""The untrusted search: from a statement to a proof that the kernel accepts, to a refutation, or to a reason.

`search` never claims anything by itself: what it returns as `Found` was accepted by the kernel with its own arithmetic.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from symact.check.formulas import prove
from symact.check.step import Node
from symact.check.term import Rejected, Term
from symact.proof.arb import working

from . import values  # noqa: F401 - loaded here, and not anew by every process that searches
from .budget import Budget, OutOfBudget, OutOfTime, Stuck
from .formulas import find
from .implicit import named
from .laws import laws
from .predicates import place_hint


@dataclass(frozen=True)
class Found:
    """A proof of the statement (truth) or of its negation, accepted by the kernel."""

    truth: bool
    proof: dict[str, Any]


@dataclass(frozen=True)
class NotFound:
    """Neither; the reason, and whether it was the backstop in seconds that ended the search."""

    reason: str
    tried: tuple[str, ...] = ()
    out_of_time: bool = False


def search(formula: Term, budget: Budget | None = None) -> Found | NotFound:
    """Look for a refutation at a point and for a proof, in the order in which they are cheap."""
    with working():
        return _search(formula, budget or Budget())


def _search(formula: Term, budget: Budget) -> Found | NotFound:
    reasons: dict[bool, str] = {}
    try:
        known = laws(formula, budget)
        known += named(formula, known[-1][1] if known else budget.start, budget)
        for truth, units in _plan(formula, budget.units):
            try:
                with budget.portion(units):
                    proof = find(formula, truth, known[-1][1] if known else budget.start, budget)
                for node, _ in reversed(known):
                    proof = {**node, "proof": proof}
                prove(formula, truth, Node(proof), budget.start)
                return Found(truth, proof)
            except (Stuck, Rejected) as reason:
                reasons[truth] = str(reason)
            except RecursionError:
                reasons[truth] = "the statement is nested too deeply for the search"
    except OutOfBudget as reason:
        return NotFound(str(reason), tuple(budget.tried))
    except OutOfTime as reason:
        return NotFound(str(reason), tuple(budget.tried), True)
    if hint := place_hint(formula):
        return NotFound(hint, tuple(budget.tried))
    return NotFound(f"no proof: {reasons.get(True, '')}; no refutation: {reasons.get(False, '')}", tuple(budget.tried))


def _plan(formula: Term, units: int) -> list[tuple[bool, int]]:
    """Attempts in the order in which they are cheap: points against a statement for all x come before its proof; against one
    for all x, y, ... there are many points to try, and an equation is an identity or fails at once: the plainest proof comes first."""
    if formula.head not in ("forall", "closure"):
        return [(True, units * 5 // 6), (False, units)]
    attempts = [(False, units // 12), (True, units * 5 // 6), (False, units)]
    return [(True, units // 40), *attempts] if formula.args[2].head in (formula.head, "=") else attempts


__all__ = ["Budget", "Found", "NotFound", "search"]
