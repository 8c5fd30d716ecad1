"""The derivatives by the parameters: on each piece, or where the comparisons in the definition come out as they do there."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise, product

from symact.analysis.answer import Answer, both
from symact.analysis.numbers import number
from symact.analysis.profile import Profile, Unsuited, sample, switches
from symact.catalogue import CATALOGUE
from symact.check.calculus import differentiate, resolve
from symact.check.extent import NEG, POS, ZERO, Context, interval, shown, sign
from symact.check.printer import show
from symact.check.reader import unfolded
from symact.check.term import MINUS_OO, OO, Rejected, Term, free, substitute, subterms, sym
from symact.proof.borders import borders

Answers = Iterator[Answer]
Names = dict[str, str]  # of the parameters: how they are written where they are variables, not to be taken for functions


def parameter_derivatives(p: Profile) -> Answers:
    """The derivative by each parameter, at points inside the parameters' domains."""
    a = p.activation
    if not a.parameters:
        yield Answer(f"{p.at('x')} = {show(p.body)}", {})
        return
    names = {q.name: q.name + "_" * any(q.name == other.name for other in CATALOGUE) for q in a.parameters}
    body = unfolded(substitute(a.body, {a.variable: sym("x"), **{name: sym(written) for name, written in names.items()}}))
    calls = [f"D({a.name}({', '.join(('x', *(f'{name}={written}' for name, written in names.items())))}), {written})"
             for written in names.values()]
    rows = []
    cuts = [[p.value_of(q)] if _changes(body, names[q.name], p.value_of(q)) else [] for q in a.parameters]
    for domains in product(*(_inner(q.domain, c) for q, c in zip(a.parameters, cuts, strict=True))):
        context = Context()
        for written, domain in zip(names.values(), domains, strict=True):
            context = context.bind(written, domain)
        ranges = [f"{written} in {show(domain)}" for written, domain in zip(names.values(), domains, strict=True)]
        try:
            rows.append(_on_pieces(p, body, names, calls, ranges, context))
        except Rejected:
            rows.append(_by_conditions(p, body, names, calls, ranges, context))
    usual = rows[-1]
    yield Answer(both(row.statement for row in rows), usual.value)


def _inner(domain: Term, cuts: list[Term]) -> list[Term]:
    """The open intervals of a domain, without its ends, gaps and cuts: a derivative is one inside. That of the usual values comes last."""
    gaps: list[Term] = []
    if domain.head == "minus" and domain.args[1].head == "finite":
        domain, gaps = domain.args[0], list(domain.args[1].args)
    if domain.head != "interval":
        raise Unsuited("a parameter ranges over a set that is no interval")
    low, high, *_ = domain.args
    ends = [low, *sorted(dict.fromkeys([*gaps, *cuts]), key=lambda c: number(c, {})), high]
    return [interval(*pair) for pair in pairwise(ends)]


def _changes(body: Term, name: str, usual: Term) -> bool:
    """Whether another branch of the definition begins at the usual value of the parameter."""
    return any(free(s) == {name} and number(s, {name: number(usual, {})}) == 0 for s in switches(body))


def _on_pieces(p: Profile, body: Term, names: Names, calls: list[str], ranges: list[str], context: Context) -> Answer:
    """Breakpoints that stay where they are: a formula on each piece."""
    ends = [str(c.text) for c in p.cuts]
    statements, value = [], {}
    for q, call in zip(p.activation.parameters, calls, strict=True):
        branches = []
        for i, (low, high) in enumerate(pairwise(ends)):
            near = context.bind("x", p.pieces.contexts[i].domain(p.pieces.x))
            branch = resolve(body, near)
            branches.append(show(differentiate(branch, names[q.name])))
            where = "".join(f"{c} implies " for c in [" and ".join(_where_defined(branch, near, p, names))] if c)
            statements.append(f"forall {', '.join((f'x in ({low}, {high})', *ranges))}: {where}{call} = {branches[-1]}")
        value[q.name] = p.piecewise(branches, False)
    return Answer(both(statements), value)


def _where_defined(t: Term, context: Context, p: Profile, names: Names) -> list[str]:
    """Conditions under which t is defined, if that is not shown for all values: no denominator is 0, or every border term has the
    sign that it has for the usual values."""
    if shown(t, context):
        return []
    terms = list(dict.fromkeys(b for name, _ in context.domains for b in borders(t, name) if not _is_off(b, context)))
    inside = context
    for b in terms:
        inside = inside.assume(b, NEG | POS)
    if shown(t, inside):
        return [f"{show(b)} != 0" for b in terms]
    low, high = p.intervals[0]
    at = {names[q.name]: number(p.value_of(q), {}) for q in p.activation.parameters} | {"x": sample(low, high)[0]}
    return [f"{show(b)} {'>' if number(b, at) > 0 else '<'} 0" for b in terms]


def _is_off(t: Term, context: Context) -> bool:
    try:
        return not sign(t, context) & ZERO
    except Rejected:
        return False


def _by_conditions(p: Profile, body: Term, names: Names, calls: list[str], ranges: list[str], context: Context) -> Answer:
    """Breakpoints that move with the parameters: a formula for each way in which the comparisons come out on the pieces."""
    a = p.activation
    start = context.bind("x", interval(MINUS_OO, OO))
    here = {names[q.name]: number(p.value_of(q), {}) for q in a.parameters}
    statements, value = [], {q.name: list[str]() for q in a.parameters}
    for low, high in p.intervals:
        points = sample(low, high)
        at, context, conditions = here | {"x": points[len(points) // 2]}, start, list[str]()
        for switch in sorted(switches(body), key=lambda s: sum(1 for _ in subterms(s))):  # inner ones first
            s = resolve(switch, context)
            v = number(s, at)
            if v == 0:
                raise Unsuited("the default parameters lie where a comparison is an equality")
            if free(s):
                conditions.append(f"{show(s)} {'>' if v > 0 else '<'} 0")
                context = context.assume(s, POS if v > 0 else NEG)
        branch = resolve(body, context)
        for q, call in zip(a.parameters, calls, strict=True):
            slope = show(differentiate(branch, names[q.name]))
            statements.append(f"forall {', '.join(('x in R', *ranges))}: {' and '.join(conditions)} implies {call} = {slope}")
            value[q.name].append(f"({slope}, {' & '.join(f'({c})' for c in conditions)})")
    return Answer(both(statements), {name: f"Piecewise({', '.join(rows)})" for name, rows in value.items()})
