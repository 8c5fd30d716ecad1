"""Intervals and contexts, written as in a claim."""

from __future__ import annotations

from symact.check.extent import Context, interval
from symact.check.reader import read_term
from symact.check.term import Term


def part(text: str) -> Term:
    """'(a, b]' as an interval."""
    lo, hi = (read_term(e) if e not in ("oo", "-oo") else Term(e) for e in text[1:-1].split(", "))
    return interval(lo, hi, text[0], text[-1])


def on(text: str) -> Context:
    """x on an interval."""
    return Context().bind("x", part(text))
