"""Nodes of a proof of a sign, as the search builds them: below all strategies, so that each of them can import it."""

from __future__ import annotations

from typing import Any

from symact.check.extent import MASKS, NEG, POS, ZERO, Context
from symact.check.printer import show
from symact.check.signs import prove_sign
from symact.check.step import Node
from symact.check.term import Rejected, Term

from . import numeric
from .budget import Budget, Samples

Proof = dict[str, Any]
NAMES = {mask: name for name, mask in MASKS.items()}
ONE_SIDED = (NEG, NEG | ZERO, POS, POS | ZERO)


def sampled(t: Term, ctx: Context, budget: Budget) -> Samples:
    """Sample values of t on the context, remembered."""
    key = (t, ctx.domains, ctx.facts)
    if key not in budget.samples:
        budget.spend(40)
        budget.samples[key] = numeric.samples(t, ctx)
    return budget.samples[key]


def accepted(t: Term, mask: int, proof: Proof, ctx: Context) -> Proof | None:
    """The proof, if the kernel accepts it."""
    try:
        prove_sign(t, mask, Node(proof), ctx)
    except Rejected:
        return None
    return proof


def with_form(s: Term, proof: Proof) -> Proof:
    """A proof for s is one for the term that is rewritten as s."""
    return {"rule": "rewrite", "to": show(s), "proof": proof}


def with_lemma(s: Term, mask: int, lemma: Proof, proof: Proof) -> Proof:
    """The proof may use that s has one of the signs, as the lemma shows."""
    return {"rule": "lemma", "about": show(s), "sign": NAMES[mask], "lemma": lemma, "proof": proof}
