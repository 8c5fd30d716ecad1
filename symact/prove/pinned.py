"""Which variables have no choice? Those with a name for a number that an equation and a narrow interval define. Untrusted.

Numerically they are that number; an interval that ends in one of them is, nearly, one with a rational end.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from symact.check.extent import ZERO, Context, extent
from symact.check.term import REALS, Term, free, num, substitute, subterms, sym, value

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
    return _with_rational_ends(domain, names, ctx, True)


def _with_rational_ends(domain: Term, names: Mapping[str, Fraction], ctx: Context, inside: bool) -> Term:
    """The interval with a rational inside, or outside, next to each end that speaks of one of the variables."""
    ends = []
    for end, low in zip(domain.args[:2], (True, False), strict=True):
        e = extent(end, ctx) if free(end) & names.keys() else None
        q = None if e is None else e.hi if low is inside else e.lo
        ends.append(end if q is None else num(q))
    return Term("interval", (*ends, *domain.args[2:]))


def widened(t: Term, ctx: Context) -> Context | None:
    """The context without variables that have no choice, and without laws and facts that t does not speak of; intervals that end in
    such a variable are a little longer. None if that is no other context, or t speaks of such a variable."""
    known = pinned(ctx)
    if free(t) & known.keys() or not (known or any(w.domain != REALS for w in ctx.laws)):
        return None
    inside = set(subterms(t))
    instances = {w: {substitute(w.function.args[1], {w.function.args[0].args[0]: sym(x)}) for x in free(t)} for w in ctx.laws}
    laws = tuple(w for w, rows in instances.items() if not w.names & known.keys() and rows & inside)
    dropped = {f for w, rows in instances.items() if w not in laws for f in rows}
    domains = tuple((name, _with_rational_ends(d, known, ctx, False)) for name, d in ctx.domains if name not in known)
    wide = replace(ctx, domains=domains, facts=tuple(f for f in ctx.facts if not free(f[0]) & known.keys() and f[0] not in dropped),
                   laws=laws, tied=ctx.tied - frozenset(known))
    return wide if wide != ctx else None
