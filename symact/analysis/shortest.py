"""Which way of writing a term is the shortest? Untrusted: a statement that uses it is decided like every other.

Terms are tidied, multiplied out, brought to their normal form, and factored. SymPy, asked to simplify them, took a hundred times
as long, and found something shorter for one derivative in fifty.
"""

from __future__ import annotations

from collections.abc import Iterator

from symact.check.extent import Context
from symact.check.identity import normal, ratio_term
from symact.check.printer import show
from symact.check.term import Rejected, Term
from symact.proof.rewriting import expand, factored_term, tidy

LONG = 240  # characters: longer terms are left alone


def shortest(t: Term, ctx: Context) -> str:
    """The text of the shortest term among those that are t on the context."""
    raw = show(t)
    if len(raw) > LONG:
        return raw
    return min([raw, *(show(s) for s in _forms(t, ctx))], key=len)


def _forms(t: Term, ctx: Context) -> Iterator[Term]:
    for s in (t, expand(tidy(t)), *_normal_forms(t, ctx)):
        yield s
        yield tidy(s)


def _normal_forms(t: Term, ctx: Context) -> Iterator[Term]:
    try:
        yield ratio_term(normal(t, ctx))
        if (s := factored_term(t, ctx)) is not None:
            yield s
    except Rejected:
        return
