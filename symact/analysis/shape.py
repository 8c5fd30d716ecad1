"""Shape: domain, continuity, smoothness, kinks, monotonicity, convexity, symmetry, period, injectivity.

Each question takes a profile and yields candidate answers, the best first.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from symact.analysis import cycles
from symact.analysis.answer import Answer, both, finite, interval, text
from symact.analysis.implicit import spelled
from symact.analysis.numbers import Undefined, exact, mp, near, number
from symact.analysis.profile import Point, Profile, Unsuited, is_infinite
from symact.analysis.segments import segments
from symact.check.calculus import same
from symact.check.printer import show
from symact.check.reader import read_term
from symact.check.term import Rejected, Term, free

Answers = Iterator[Answer]
MOST_SMOOTH = 8  # orders of differentiability that are told apart


def domain(p: Profile) -> Answers:
    """Where is it defined?"""
    low, high, brackets = p.place
    value = interval(str(low.text), str(high.text), "lower " * (brackets[0] == "[") + "upper" * (brackets[1] == "]"))
    rows = [f"forall x in {p.domain if p.on else 'R'}: {p.at('x')} = {p.at('x')}"]
    rows += [f"range({p.subject()}, {half}) = {{}}" for half in p.outside]
    yield Answer(both(rows), value, p.domain if p.on else "R")


def jumps(p: Profile, order: int) -> list[tuple[Point, Term | None, Term | None]]:
    """Breakpoints at which the one-sided limits of a derivative differ (order 0: or the value does), with these limits."""
    found = []
    for j, c in enumerate(p.breakpoints):
        left, right = p.limit(j, order, "right"), p.limit(j + 1, order, "left")
        same = left is not None and right is not None and not is_infinite(left) and not is_infinite(right) and near(
            p.evaluated(left), p.evaluated(right))
        if same and order == 0 and left is not None:
            same = near(p.evaluated(left), number(p.body, {"x": c.number}))
        if not same:
            found.append((c, left, right))
    return found


def named(p: Profile, limit: Term) -> str:
    """The shortest text of a limit."""
    text = exact(p.evaluated(limit))
    if text and free(limit):  # it may be this number because of what is known of a breakpoint
        try:
            text = text if same(limit, read_term(text), p.pieces.ctx) else None
        except Rejected:
            text = None
    return text or spelled(limit) or show(limit)


def continuous(p: Profile) -> Answers:
    smooth = not jumps(p, 0)
    yield Answer(f"{p.subject()} is {'' if smooth else 'not '}continuous{p.on}", smooth)


def discontinuities(p: Profile) -> Answers:
    points = [c for c, _, _ in jumps(p, 0)]
    if not points:
        yield Answer(f"{p.subject()} is continuous{p.on}", [], "{}")
        return
    ends = [str(c.text) for c in (p.place[0], *points, p.place[1])]
    yield Answer(both([*(f"{p.subject()} is not continuous at {c.text}" for c in points),
                       *(f"{p.subject()} is continuous on ({a}, {b})" for a, b in pairwise(ends))]),
                 [c.text for c in points], finite(points))


def smooth_order(p: Profile) -> int:
    """The largest k for which it looks C^k; -1 where it jumps, `MOST_SMOOTH` for smooth functions."""
    return next((k - 1 for k in range(MOST_SMOOTH) if jumps(p, k)), MOST_SMOOTH)


def smoothness(p: Profile) -> Answers:
    """The largest k for which it is C^k."""
    k, f = smooth_order(p), p.subject()
    if k == MOST_SMOOTH:
        yield Answer(f"{f} is smooth{p.interior}", "C^oo")
    elif k == -1:
        yield Answer(f"{f} is not continuous{p.interior}", "not continuous")
    else:
        known = f"{f} is C^{k}{p.interior}" if k else f"{f} is continuous{p.on}"
        yield Answer(both([known, f"{f} is not C^{k + 1}{p.interior}"]), f"C^{k}")


def kinks(p: Profile) -> Answers:
    """Where do the one-sided derivatives differ?"""
    broken = {c.text for c, _, _ in jumps(p, 0)}
    rows = [(c, left, right) for c, left, right in jumps(p, 1) if c.text not in broken]
    if not rows:
        for answer in differentiable_except(p):  # at the points where it jumps, if there are any
            yield Answer(answer.statement, [], "{}")
        return
    statements, value = [], []
    for c, left, right in rows:
        statements.append(f"{p.subject()} is not differentiable at {c.text}")
        for side, limit in (("-", left), ("+", right)):
            if limit is not None:
                statements.append(f"lim({p.at('x', 1)}, x -> {c.text}{side}) = {named(p, limit)}")
        value.append({"at": c.text, "left": left and named(p, left), "right": right and named(p, right)})
    yield Answer(both(statements), value, finite([c for c, _, _ in rows]))


def differentiable_except(p: Profile) -> Answers:
    points = p.distinct([c for k in (0, 1) for c, _, _ in jumps(p, k)])
    if points:
        yield Answer(f"{p.subject()} is differentiable except at {finite(points)}{p.interior}", [c.text for c in points], finite(points))
    else:
        yield Answer(f"{p.subject()} is differentiable{p.interior}", [], "{}")


def monotonicity(p: Profile) -> Answers:
    yield from _by_segments(p, 1, {1: "increasing", -1: "decreasing"})


def convexity(p: Profile) -> Answers:
    yield from _by_segments(p, 2, {1: "convex", -1: "concave"})


def _by_segments(p: Profile, order: int, words: dict[int, str]) -> Answers:
    found = segments(p, order)
    if len(found) > 1 and (answer := cycles.by_segments(p, order, words)):
        yield answer
        return
    for strictly in (True, False) if any(s.strict for s in found) else (False,):
        statements, value = [], []
        for s in found:
            property_ = ("strictly " if strictly and s.strict else "") + words[s.direction or 1]
            statements.append(f"{p.subject()} is {property_}{p.on if len(found) == 1 else f' on {text(s.interval)}'}")
            value.append({"interval": s.interval, "is": property_})
            if not s.direction:  # constant, or affine
                statements.append(statements[-1].replace(words[1], words[-1]))
                value.append({"interval": s.interval, "is": words[-1]})
        yield Answer(both(statements), value[0]["is"] if len(value) == 1 else value)


def inflections(p: Profile) -> Answers:
    """Between which convex and concave intervals?"""
    if (turning := cycles.inflections(p)) is not None:
        for answer in convexity(p):
            yield Answer(answer.statement, turning, turning)
        return
    found = segments(p, 2)
    points = [s.high for s, t in pairwise(found) if s.direction * t.direction < 0]
    exact = all(c.text is not None for c in points)
    value = [c.text if c.text is not None else list(_bracket(c)) for c in points]
    for answer in convexity(p):
        yield Answer(answer.statement, value, finite(points) if exact else None)


def _bracket(c: Point) -> tuple[str, str]:
    from symact.analysis.numbers import decimals

    return decimals(c.number, 6)


def sign(p: Profile) -> Answers:
    """On which intervals is it positive, negative or zero?"""
    relations = {1: ">", -1: "<", 0: "="}
    if answer := cycles.by_segments(p, 0, relations, True):
        yield answer
        return
    found, statements, value = segments(p, 0), [], []
    for s in found:
        statements.append(f"forall x in {text(s.interval)}: {p.at('x')} {relations[s.direction]} 0")
        value.append({"interval": s.interval, "sign": s.direction})
    for s in found[:-1]:
        v = number(p.body, {"x": s.high.number})
        if s.high.text is not None:
            here = 0 if near(v, 0) else 1 if v > 0 else -1
            statements.append(f"{p.at(s.high.text)} {relations[here]} 0")
    yield Answer(both(statements), value)


def parity(p: Profile) -> Answers:
    f = p.subject()
    if not p.symmetric:
        yield Answer(f"{f} is not odd and {f} is not even", "neither")
        return
    pairs = [(_at(p, x), _at(p, -x)) for x in map(mp.mpf, (0, 0.25, 1, 2.5, 7))]
    for name, s in (("odd", -1), ("even", 1)):
        if all(near(u, s * v) for u, v in pairs):
            yield Answer(f"{f} is {name}", name)
            return
    yield Answer(f"{f} is not odd and {f} is not even", "neither")


def _at(p: Profile, x: Any) -> Any:
    try:
        return number(p.body, {"x": x})
    except Undefined:
        raise Unsuited("the function is not defined on all of R") from None


def period(p: Profile) -> Answers:
    """The least period; a limit at infinity shows that there is none, unless the function is constant."""
    if step := cycles.cycle(p.body):
        yield Answer(f"{p.subject()} is periodic with period {step.text}", step.text, step.text)
        return
    if not p.everywhere:
        yield Answer(f"range({p.subject()}, {p.outside[0]}) = {{}}")  # so it does not repeat itself
        return
    for i, side, end in p.ends[::-1]:
        limit = p.limit(i, 0, side)
        if limit is not None:
            statements = [f"lim({p.at('x')}, x -> {end}) = {named(p, limit)}"]
            if not is_infinite(limit):
                other = next((x for x in ("0", "1", "-1") if not near(_at(p, mp.mpf(x)), p.evaluated(limit))), "0")
                statements.append(f"{p.at(other)} != {named(p, limit)}")
            yield Answer(both(statements))


def injective(p: Profile) -> Answers:
    found = segments(p, 1)
    yes = len(found) == 1 and found[0].direction != 0 and found[0].strict
    if not yes and not jumps(p, 0) and any(s.direction < 0 for s in found) and any(s.direction > 0 for s in found):
        yield Answer(f"{p.subject()} is continuous{p.on} and {p.subject()} is not monotone{p.on}", False)  # else it would be monotone
    yield Answer(f"{p.subject()} is {'' if yes else 'not '}injective{p.on}", yes)
