"""How are proofs spelled? Short forms of the nodes that occur in most of them."""

from __future__ import annotations

import re
from typing import Any

from .base import Proof

ALGEBRA: Proof = {"rule": "algebra"}
ROWS = range(1, 11)  # ten of a kind


def node(rule: str, **data: Any) -> Proof:
    return {"rule": rule, **data}


def forall(*proofs: Proof) -> Proof:
    """A quantifier: one proof for each part of its set."""
    return node("introduce", proofs=list(proofs))


def split(at: list[str], *proofs: Proof, var: str = "x") -> Proof:
    return node("split", var=var, at=at, proofs=list(proofs))


def value(rule: str, then: Proof = ALGEBRA, **data: Any) -> Proof:
    """The one value of a statement, and the proof of the statement with it."""
    return node("values", values=[node(rule, **data)], proof=then)


def predicate(breakpoints: list[str] | None = None, *proofs: Proof, **data: Any) -> Proof:
    return node("predicate", breakpoints=breakpoints or [], proofs=list(proofs), **data)


def denied(proof: Proof) -> Proof:
    """`not` before a statement that the proof shows to be false."""
    return node("connect", proof=proof)


def put(k: object, text: str) -> str:
    """The text with k in place of the name k."""
    return re.sub(r"\bk\b", str(k), text)
