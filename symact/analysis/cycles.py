"""After which step does a term repeat itself, and how is what holds in one period said of the whole line?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

from symact.analysis.answer import Answer, both, interval, text
from symact.analysis.numbers import Undefined, exact, mp, near, number
from symact.analysis.profile import Number, Point, Profile
from symact.check.calculus import differentiate
from symact.check.reader import read_term
from symact.check.term import Rejected, Term, free, subterms

PLACES = tuple(map(mp.mpf, ("0.3", "1.7", "5", "-2.1")))


@lru_cache(maxsize=2000)
def cycle(t: Term) -> Point | None:
    """The smallest step of a few multiples of its waves' half periods after which the values of t(x) come back; no constants."""
    steps = set()
    for s in subterms(t):
        if s.head in ("sin", "cos", "tan") and "x" in free(s):
            try:
                rate = differentiate(s.args[0], "x")
            except Rejected:
                return None
            if not free(rate):
                steps |= {k * mp.pi / abs(number(rate, {})) for k in (1, 2, 3, 4, 6)}
    try:
        values = [number(t, {"x": x}) for x in PLACES]
        if all(near(v, values[0]) for v in values):
            return None
        for step in sorted(steps):
            if all(near(v, number(t, {"x": x + step})) for x, v in zip(PLACES, values, strict=True)):
                return Point(step, exact(step)) if exact(step) else None
    except (Undefined, OverflowError):
        return None
    return None


def of(p: Profile, order: int) -> Point | None:
    """The cycle of a derivative of a function that is one piece."""
    return cycle(p.slope(0, order)) if len(p.intervals) == 1 else None


def within(points: Iterable[Point], step: Point, start: Number = 0) -> list[Point]:
    """The points in [start, start + step)."""
    return [c for c in points if start - mp.mpf(10) ** -20 <= c.number < start + step.number - mp.mpf(10) ** -20]


def progressions(points: Sequence[Point], step: Point) -> str:
    """All points that lie a multiple of the step away from one of these; evenly spaced ones as one progression."""
    gaps = [b.number - a.number for a, b in pairwise(points)]
    even = points and all(near(g * len(points), step.number) for g in gaps)
    if even and len(points) > 1:
        fine = exact(step.number / len(points))
        if fine:
            return progressions(points[:1], Point(step.number / len(points), fine))
    steps = f"k*({step.text})" if " " in str(step.text) else f"k*{step.text}"
    rows = [f"{{{'' if c.text == '0' else f'{c.text} + '}{steps} : k integer}}" for c in points]
    return " union ".join(rows) if rows else "{}"


def by_segments(p: Profile, order: int, words: dict[int, str], relation: bool = False) -> Answer | None:
    """What holds between the zeros of a derivative in one period, and that it repeats."""
    step = of(p, order)
    if step is None or any(c.text is None for c in p.zeros(order)):
        return None
    cuts = within(p.zeros(order), step)
    if not cuts:
        return None
    last = exact(cuts[0].number + step.number)
    statements, value = [], []
    for low, high in pairwise([*cuts, Point(cuts[0].number + step.number, last)]):
        v = number(p.slope(0, order), {"x": (low.number + high.number) / 2})
        here = interval(str(low.text), str(high.text), "" if relation else "lower upper")
        word = words[1 if v > 0 else -1]
        if relation:
            statements.append(f"forall x in {text(here)}: {p.at('x')} {word} 0")
        else:
            statements.append(f"{p.subject()} is strictly {word} on {text(here)}")
        value.append({"interval": here, "is": word})
    k = 0 if of(p, 0) else order
    whole = of(p, k)
    assert whole is not None
    statements.append(f"{p.subject(k)} is periodic with period {whole.text}")
    return Answer(both(statements), [*value, {"period": whole.text}])


def inflections(p: Profile) -> str | None:
    """The zeros of the second derivative at which it changes its sign, as progressions."""
    step = of(p, 2)
    if step is None or any(c.text is None for c in p.zeros(2)):
        return None
    t, small = p.slope(0, 2), step.number / 1000
    turning = [c for c in within(p.zeros(2), step) if number(t, {"x": c.number - small}) * number(t, {"x": c.number + small}) < 0]
    return progressions(turning, step)


def solutions(p: Profile, line: str, name: str) -> Answer | None:
    """f = line over all periods of the difference."""
    if len(p.intervals) != 1:
        return None
    t = p.slope(0, 0) - read_term(line)
    step = cycle(t)
    if step is None:
        return None
    points = within(p.roots(t, -step.number, 2 * step.number), step)
    if any(c.text is None for c in points):
        return None
    found = progressions(points, step)
    return Answer(f"{name} = {found}", found, found)
