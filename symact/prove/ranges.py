"""How is a range shown? Between the jumps of a function, on its domain, over one period, by its infimum and supremum. Untrusted."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from symact.check.extent import Context, interval
from symact.check.formulas import cut_at, no_value
from symact.check.predicates import Pieces
from symact.check.printer import show
from symact.check.term import REALS, Rejected, Term, Undefined, free, num, subterms

from .budget import Budget, Stuck
from .joints import domain_edges
from .nodes import Proof
from .periods import periods
from .predicates import breakpoints, variable


def ranges(t: Term, hints: list[Term], ctx: Context, budget: Budget) -> Iterator[Proof]:
    """Proofs of a range. Hints are terms of the statement, and the ends of its intervals are looked for first."""
    from .values import find_value

    function, domain = t.args
    hints = [*hints, *(e for h in hints for s in subterms(h) if s.head in ("interval", "finite") for e in s.terms)]
    x, body = function.args[0].args[0], function.args[1]
    if domain == REALS and x in free(body):
        for p in islice(periods(body, x, ctx), 1):
            once = Term("range", (function, interval(num(0), p, "[", ")")))
            yield {"rule": "over periods", "period": show(p), "from": "0", "proof": find_value(once, hints, ctx, budget)[0]}
    points = breakpoints(function, domain, ctx)
    try:
        pieces = Pieces(function, domain, points, ctx)
    except Undefined:
        yield _on_its_domain(function, domain, hints, ctx, budget)
        return
    jumps = [c for j, c in enumerate(points) if not pieces.joins(j, 0)]
    found: list[Proof] = []
    parts = [domain] if not jumps else [p for p in cut_at(domain, jumps, ctx) if p.head == "interval"]
    for part in parts:
        ends = {end: find_value(Term(end, (function, part)), hints, ctx, budget)[0] for end in ("inf", "sup")}
        inner = points if not jumps else breakpoints(function, part, ctx)
        found.append({"rule": "range", "breakpoints": [show(p) for p in inner], **ends})
    yield {"rule": "range", "cuts": [show(c) for c in jumps], "proofs": found} if jumps else found[0]


def _on_its_domain(function: Term, domain: Term, hints: list[Term], ctx: Context, budget: Budget) -> Proof:
    """Cut where the function begins and ceases to be defined: a part has no values, or a range."""
    from .values import find_value

    x, body = variable(function, ctx)
    cuts = domain_edges(body, x, ctx.bind(x, domain))
    if not cuts:  # it may be at an end that belongs to the set that more is asked of it
        inside = interval(*domain.args[:2]) if domain.head == "interval" else domain
        if inside != domain and not _has_no_value(body, x, domain, ctx) and _has_no_value(body, x, inside, ctx):
            cuts = [e for e, bracket in zip(domain.args[:2], domain.args[2:], strict=True) if bracket in "[]"]
    proofs: list[Proof] = []
    for part in cut_at(domain, cuts, ctx):
        if part.head != "interval":
            continue
        if _has_no_value(body, x, part, ctx):
            proofs.append({"rule": "undefined"})
            continue
        if not cuts:
            raise Stuck("it is not known where the function is defined")
        proofs.append(find_value(Term("range", (function, part)), hints, ctx, budget)[0])
    return {"rule": "range", "cuts": [show(c) for c in cuts], "proofs": proofs}


def _has_no_value(body: Term, x: str, part: Term, ctx: Context) -> bool:
    try:
        no_value((body,), ctx.bind(x, part))
    except Rejected:
        return False
    return True
