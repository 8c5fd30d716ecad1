"""Formulas: derivatives, a primitive, an inverse, the series at 0. They are proposed here; all statements are decided."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import pairwise
from math import factorial

from symact.analysis import antiderivatives, shape
from symact.analysis.answer import Answer, both
from symact.analysis.inverses import inverses
from symact.analysis.numbers import Undefined, exact, mp, number
from symact.analysis.profile import Profile, Unsuited, sample
from symact.analysis.segments import segments
from symact.analysis.shortest import shortest
from symact.analysis.values import range_
from symact.check.extent import Context
from symact.check.identity import normal, ratio_term
from symact.check.printer import show
from symact.check.term import REALS, Term, mul, num, substitute, sym

Answers = Iterator[Answer]
ORDER = 4  # of the series


def _derivative(order: int) -> Callable[[Profile], Answers]:
    def question(p: Profile) -> Answers:
        """The derivative where there is one."""
        terms = [p.slope(i, order) for i in range(len(p.intervals))]
        joined = not shape.jumps(p, order) and not shape.jumps(p, order - 1)
        for texts in ([shortest(t, p.context(i)) for i, t in enumerate(terms)], list(map(show, terms))):
            text = p.piecewise(texts, joined)
            defined = joined and not any(shape.jumps(p, k) for k in range(order))
            yield Answer(p.for_all(f"{p.at('x', order)} = {text}", defined), text, text)
    return question


derivative, second_derivative = _derivative(1), _derivative(2)


def antiderivative(p: Profile) -> Answers:
    """F with F' = f, continuous at the breakpoints; where none is found, whether there is one at all: f is continuous.

    A function that jumps has none on R (Darboux); then F is continuous, with F' = f between the jumps.
    """
    jumps = [c for c, _, _ in shape.jumps(p, 0)]
    branches = [antiderivatives.antiderivative(p.slope(i, 0), "x", p.context(i)) for i in range(len(p.intervals))]
    found = [b for b in branches if b is not None]
    if len(found) == len(branches):
        terms = antiderivatives.joined(found, p.pieces.breakpoints, "x")
        for texts in ([shortest(t, p.context(i)) for i, t in enumerate(terms)], list(map(show, terms))):
            text = p.piecewise(texts, True)
            if not jumps:
                yield Answer(p.for_all(f"D({text}, x) = {p.at('x')}", True), text, text)
                continue
            slopes = [f"forall x in ({a}, {b}): D({text}, x) = {p.at('x')}" for a, b in pairwise(
                str(c.text) for c in (p.place[0], *jumps, p.place[1]))]
            yield Answer(both([f"(x -> {text}) is continuous{p.on}", *slopes]), text, text)
    yield Answer(f"{p.subject()} is {'not ' if jumps else ''}continuous{p.on}", None)  # none was found: is there one?


def _near_0(p: Profile, order: int) -> Term:
    """The derivative at 0; where pieces meet there, its limit from the right."""
    i = sum(c.number <= 0 for c in p.breakpoints)
    if all(c.number != 0 for c in p.breakpoints):
        return substitute(p.slope(i, order), {"x": num(0)})
    found = p.limit(i, order, "left")
    if found is None:
        raise Unsuited("a derivative at 0 is not known")
    return found


def _named(t: Term, over: int = 1) -> str:
    """A number term, divided, as a short exact text; as its normal form where it is none of the usual numbers."""
    found = exact(number(t, {}) / over)
    if found is None:
        n = normal(mul(num(Fraction(1, over)), t), Context())
        found = show(ratio_term(n))
    return found


def series_at_0(p: Profile) -> Answers:
    """The Taylor polynomial at 0."""
    if p.undefined(mp.mpf(0)):
        yield Answer(f"not ({p.at('0')} = {p.at('0')})")
        return
    if any(c.number == 0 for c in p.breakpoints) and shape.smooth_order(p) < ORDER:
        yield Answer(f"{p.subject()} is not C^{shape.smooth_order(p) + 1}")
        return
    values = [_near_0(p, k) for k in range(ORDER + 1)]
    statements = [f"{p.at('0', k)} = {_named(v)}" for k, v in enumerate(values)]
    terms = []
    for k, v in enumerate(values):
        c = _named(v, factorial(k))
        if c != "0":
            power = "" if k == 0 else "x" if k == 1 else f"x^{k}"
            factor = f"({c})" if " " in c and power else c
            terms.append(power if c == "1" and power else factor + (f"*{power}" if power else ""))
    text = " + ".join(terms).replace("+ -", "- ") or "0"
    yield Answer(both(statements), text, text)


def identity_at_0(p: Profile) -> Answers:
    """f(0) = 0 and f'(0) = 1: near 0 it is the identity."""
    if p.undefined(mp.mpf(0)):
        yield Answer(f"not ({p.at('0')} = {p.at('0')})", False)
        return
    if any(c.number == 0 for order in (0, 1) for c, _, _ in shape.jumps(p, order)):
        yield Answer(f"{p.subject()} is not differentiable at 0", False)
        return
    value, slope = (p.evaluated(_near_0(p, k)) for k in (0, 1))
    if value != 0:
        yield Answer(f"{p.at('0')} != 0", False)
    elif slope != 1:
        yield Answer(f"{p.at('0', 1)} != 1", False)
    yield Answer(f"{p.at('0')} = 0 and {p.at('0', 1)} = 1", True)


def inverse(p: Profile) -> Answers:
    """g with f(g(x)) = x on the range; where no term for it is found, that f is injective."""
    found = segments(p, 1)
    if len(found) != 1 or not found[0].strict or not found[0].direction:
        for answer in shape.injective(p):
            yield Answer(answer.statement)
        return
    where = next(range_(p))
    rising = found[0].direction > 0
    options = [_inverse_branches(p, i) for i in range(len(p.intervals))]
    for branches in zip(*options, strict=False) if all(options) and where.exact else ():
        rows = list(branches) if rising else list(branches)[::-1]
        joints = [exact(number(p.body, {"x": c.number})) or p.at(str(c.text)) for c in p.breakpoints]
        pairs = list(zip(rows, joints if rising else joints[::-1], strict=False))
        text = rows[0] if not joints else "Piecewise({}, ({}, True))".format(
            ", ".join(f"({b}, x <= {c})" for b, c in pairs), rows[-1])
        yield Answer(both([f"forall x in {where.exact}: {p.at(text)} = x", f"{p.subject()} is injective{p.on}"]), text, text)
    yield Answer(f"{p.subject()} is injective{p.on}", None)


def _inverse_branches(p: Profile, i: int) -> list[str]:
    """Texts of terms in x that invert a branch at a point of its piece."""
    low, high = p.intervals[i]
    points = sample(low, high)
    here = points[len(points) // 2]
    texts = []
    for s in inverses(p.slope(i, 0), "x", p.context(i)):
        try:
            back = number(s, {"y": number(p.slope(i, 0), {"x": here})})
        except Undefined:
            continue
        if abs(back - here) < 1e-20:
            g = substitute(s, {"y": sym("x")})
            texts += [shortest(g, Context().bind("x", REALS)), show(g)]
    return texts
