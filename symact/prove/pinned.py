"""Which variables have no choice? Those with a name for a number that an equation and a narrow interval define. Untrusted.

Numerically they are that number; an interval that ends in one of them is, nearly, one with a rational end.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from symact.check.extent import ZERO, Context, extent
from symact.check.term import Term, free, num, value

NARROW = Fraction(1, 10**5)  # the length of an interval in which a variable counts as known


def pinned(ctx: Context) -> dict[str, Fraction]:
    """Variables to which an equation and a narrow interval leave no choice, with a number next to their value."""
    if not any(m == ZERO for _, m in ctx.facts):
        return {}
    found = {}
    equal = {next(iter(free(f))) for f, m in ctx.facts if m == ZERO and len(free(f)) == 1}
    for name, domain in ctx.domains:
        lo, hi = (value(e) for e in domain.args[:2])
        if name in equal and lo is not None and hi is not None and hi - lo < NARROW:
            found[name] = (lo + hi) / 2
    return found


def moving(ctx: Context) -> int:
    """How many variables have a choice."""
    return len(ctx.domains) - len(pinned(ctx))


def settled(domain: Term, ctx: Context) -> Term:
    """An interval, with a rational inside of it for an end that is a variable without a choice."""
    names = pinned(ctx) if free(domain) else {}
    if not names or not free(domain) <= names.keys():
        return domain
    ends = []
    for end, low in zip(domain.args[:2], (True, False), strict=True):
        e = extent(end, ctx) if free(end) else None
        q = None if e is None else e.hi if low else e.lo
        ends.append(end if q is None else num(q))
    return Term("interval", (*ends, *domain.args[2:]))


def widened(ctx: Context) -> Context | None:
    """The context without variables that have no choice, intervals that end in them being a little longer; None if none does."""
    known = pinned(ctx)
    if not any(free(d) & known.keys() for _, d in ctx.domains):
        return None
    rows = []
    for name, domain in ctx.domains:
        if name in known:
            continue
        ends = []
        for end, low in zip(domain.args[:2], (True, False), strict=True):
            e = extent(end, ctx) if free(end) & known.keys() else None
            q = None if e is None else e.lo if low else e.hi
            ends.append(end if q is None else num(q))
        rows.append((name, Term("interval", (*ends, *domain.args[2:]))))
    return replace(ctx, domains=tuple(rows), facts=tuple(f for f in ctx.facts if not free(f[0]) & known.keys()),
                   laws=tuple(w for w in ctx.laws if not w.names & known.keys()), tied=ctx.tied - frozenset(known), memo={})
