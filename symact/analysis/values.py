"""Values: limits, asymptotes, range, extrema, zeros, constants, and the sets where the function or its slope vanishes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from symact.analysis import cycles, shape
from symact.analysis.answer import Answer, Interval, both, finite, interval, number, text
from symact.analysis.numbers import decimals, exact, mp, near
from symact.analysis.numbers import number as evaluated
from symact.analysis.profile import Number, Point, Profile, Unsuited, is_infinite
from symact.analysis.spans import Span, listed, merged, union
from symact.check.printer import show
from symact.check.reader import read_term

Answers = Iterator[Answer]


def limits(p: Profile) -> Answers:
    """At -oo and at oo; where none was found, that there is none."""
    found = {end: p.limit(i, 0, side) for i, side, end in p.ends}
    shown = {end: "does not exist" if v is None else shape.named(p, v) for end, v in found.items()}
    yield Answer(both(f"lim({p.at('x')}, x -> {end}) {'' if found[end] is None else '= '}{v}" for end, v in shown.items()), shown)


def asymptotes(p: Profile) -> Answers:
    """Lines a x + b to which it tends, and vertical ones at ends of the domain; None where it is shown that there is none."""
    lines: dict[str, str | None] = {}
    statements: list[str] = []
    for i, side, end in p.ends:
        found = _asymptote(p, i, side, end) if end in ("-oo", "oo") else _pole(p, i, side, end)
        if found is not None:
            lines[end], shown = found
            statements += shown
    if statements:
        yield Answer(both(statements), lines)


Line = tuple[str | None, list[str]]  # the line, if there is one, and the statements that show this


def _pole(p: Profile, i: int, side: str, end: str) -> Line | None:
    """A vertical line at an end of the domain, by an infinite limit there."""
    pole = p.limit(i, 0, side)
    if pole is None or not is_infinite(pole):
        return None
    return f"x = {end[:-1]}", [f"lim({p.at('x')}, x -> {end}) = {show(pole)}"]


def _asymptote(p: Profile, i: int, side: str, end: str) -> Line | None:
    """The limit, if it is finite; else by the limit of the slope, if the difference settles. That there is none: no horizontal one by
    the limit of f, no other by that of f(x)/x, or since f(x) - a x oscillates."""
    f, flat, slope = p.at("x"), p.limit(i, 0, side), p.limit(i, 1, side)
    if flat is not None and not is_infinite(flat):
        return _tending(f, shape.named(p, flat), end)
    a = None if slope is None or is_infinite(slope) else exact(p.evaluated(slope))
    growing = slope is not None and is_infinite(slope)
    if a == "0" or growing or (flat is None and slope is None):
        steepness = show(slope) if growing and slope is not None else "0"
        return None, [f"lim({f}, x -> {end}) " + (f"= {show(flat)}" if flat is not None else "does not exist"),
                      f"lim({f}/x, x -> {end}) = {steepness}"]
    if slope is None:
        x = mp.mpf(10) ** 40 * (1 if end == "oo" else -1)
        a = exact(mp.nint(evaluated(p.slope(i, 0), {"x": x}) / x * 12) / 12)
        return None, [f"lim({f}/x, x -> {end}) = {a}", f"lim({f} - ({a})*x, x -> {end}) does not exist"]
    if a is None:
        return None
    far = [mp.mpf(10) ** k * (1 if end == "oo" else -1) for k in (3, 6, 12)]
    gaps = [evaluated(p.slope(i, 0), {"x": x}) - p.evaluated(slope) * x for x in far]
    settles = abs(gaps[1] - gaps[2]) < mp.mpf(10) ** -4 and abs(gaps[0] - gaps[2]) < mp.mpf(10) ** -2
    constant = next((c for g in (gaps[2], mp.nint(12 * gaps[2]) / 12) if abs(g - gaps[2]) < mp.mpf(10) ** -8 and (c := exact(g))), None)
    if not settles or constant is None:
        return None
    rest = "" if constant == "0" else f" + ({constant})"
    return _tending(f, ("x" if a == "1" else f"({a})*x") + rest, end)


def _tending(f: str, line: str, end: str) -> Line:
    return line, [f"lim({f} - ({line}), x -> {end}) = 0"]


# ------------------------------------------------------------------ extrema

def extremum(p: Profile, up: bool, order: int = 0, absolute: bool = False, pieces: Sequence[int] = ()) -> tuple[Point, list[Point]]:
    """The supremum (infimum) of a derivative, or of its absolute value, and the isolated points at which it is attained; over
    neighbouring pieces and the breakpoints between them, or over all of R."""
    rows: list[tuple[Number, Point | None]] = []
    chosen = pieces or range(len(p.intervals))
    for i in chosen:
        low, high = p.intervals[i]
        t = p.slope(i, order)
        rows += [(evaluated(t, {"x": c.number}), c) for c in p.zeros(order + 1) if low < c.number < high]
        for side in ("left", "right"):
            limit = p.limit(i, order, side)
            if limit is None and cycles.of(p, order):
                continue
            if limit is None:
                raise Unsuited(f"a limit of the derivative of order {order} is not known")
            rows.append((p.evaluated(limit), None))
    if order == 0:
        rows += [(evaluated(p.body, {"x": c.number}), c) for c in p.breakpoints[chosen[0]:chosen[-1]]]
    rows = [(abs(v), c) for v, c in rows] if absolute else rows
    best = max(v for v, _ in rows) if up else min(v for v, _ in rows)
    at = [c for v, c in rows if c is not None and (v == best or near(v, best))]
    return Point(best, exact(best)), at


def _extreme(name: str) -> Any:
    def question(p: Profile) -> Answers:
        """The value, if it is attained."""
        best, at = extremum(p, name == "max")
        if at or _flat_at(p, best):
            yield from number(f"{name}({p.subject()})", best)
        yield Answer(f"{name}({p.subject()}) does not exist")
    return question


def _flat_at(p: Profile, best: Point) -> list[int]:
    """The pieces on which the function is constantly this value."""
    flat = [i for i in range(len(p.intervals)) if p.constant(i, 1)]
    return [i for i in flat if near(evaluated(p.slope(i, 0), {"x": mp.mpf(0)}), best.number)]


def _piece(p: Profile, i: int) -> Interval:
    ends = [str(c.text) for c in p.cuts]
    return interval(ends[i], ends[i + 1])


def level_set(p: Profile, flat: Sequence[int], points: Sequence[Point]) -> list[Span]:
    """Whole pieces and points, with what of them meets put together."""
    cuts = p.cuts
    return merged([*(Span(cuts[i], cuts[i + 1], False, False) for i in flat), *(Span(c, c, True, True) for c in p.distinct([*points]))])


def _attained(name: str, extreme: str) -> Any:
    def question(p: Profile) -> Answers:
        """All points at which the extremum is attained."""
        best, at = extremum(p, extreme == "max")
        flat = _flat_at(p, best)
        if (step := cycles.of(p, 0)) and all(c.text is not None for c in at):
            continued = cycles.progressions(cycles.within(at, step), step)
            yield Answer(f"{name}({p.subject()}) = {continued}", continued, continued)
            return
        if not at and not flat:
            yield Answer(f"{extreme}({p.subject()}) does not exist", [], "{}")
            return
        found = level_set(p, flat, at)
        if all(s.exact for s in found):
            yield Answer(f"{name}({p.subject()}) = {union(found)}", listed(found), union(found))
        elif len(found) == 1:
            for digits in (6, 4):
                low, high = decimals(found[0].low.number, digits)
                yield Answer(f"{name}({p.subject()}) in [{low}, {high}]", None, None, (low, high))
            falls, rises = ("decreasing", "increasing") if extreme == "min" else ("increasing", "decreasing")
            low, high = decimals(found[0].low.number, 6)
            sides = (f"{p.subject()} is strictly {falls} on {p.domain[0]}{p.place[0].text}, {low}]",
                     f"{p.subject()} is strictly {rises} on [{high}, {p.place[1].text}{p.domain[-1]}")
            yield Answer(both(sides), None, None, (low, high))
    return question


minimum, maximum = _extreme("min"), _extreme("max")
argmin, argmax = _attained("argmin", "min"), _attained("argmax", "max")


def range_(p: Profile) -> Answers:
    """The union of what it takes between its jumps, and at them; without exact ends, what pins the interval down."""
    jumps = [c.number for c, _, _ in shape.jumps(p, 0)]
    groups: list[list[int]] = [[]]
    for i, (low, _) in enumerate(p.intervals):
        groups += [[]] if low in jumps else []
        groups[-1].append(i)
    ends = [[extremum(p, up, pieces=g) for up in (False, True)] for g in groups]
    attained = [[bool(at or set(_flat_at(p, v)) & set(g)) for v, at in pair] for g, pair in zip(groups, ends, strict=True)]
    found = [Span(low, high, *a) for ((low, _), (high, _)), a in zip(ends, attained, strict=True)]
    values = [evaluated(p.body, {"x": c}) for c in jumps]
    found = merged([*found, *(Span(Point(v, exact(v)), Point(v, exact(v)), True, True) for v in values)])
    found = [replace(s, low=p.spoken(s.low), high=p.spoken(s.high)) for s in found] if jumps else found
    if all(s.exact for s in found):
        yield Answer(f"range({p.subject()}) = {union(found)}", found[0].interval if len(found) == 1 else listed(found), union(found))
    elif not jumps:
        s, = found
        statements, value = [f"{p.subject()} is continuous{p.on}"], dict(s.interval)
        for key, name, v, closed in (("lower", "min", s.low, s.lower), ("upper", "max", s.high, s.upper)):
            best = number((name if closed else {"min": "inf", "max": "sup"}[name]) + f"({p.subject()})", v)[0]
            statements.append(best.statement)
            if not closed and not mp.isinf(v.number):
                statements.append(f"{name}({p.subject()}) does not exist")
            value[key] = best.exact or list(best.enclosure or ())
        yield Answer(both(statements), value)


def bounded(p: Profile) -> Answers:
    rows = [(name, extremum(p, name == "sup")[0]) for name in ("sup", "inf")]
    far = [f"{name}({p.subject()}) = {v.text}" for name, v in rows if mp.isinf(v.number)]
    for statement in far:  # it says more, and is easier to show
        yield Answer(statement, False)
    yield Answer(f"{p.subject()} is {'not ' if far else ''}bounded{p.on}", not far)


def surjective(p: Profile) -> Answers:
    low, high = extremum(p, False)[0], extremum(p, True)[0]
    yes = bool(mp.isinf(low.number) and mp.isinf(high.number) and low.number != high.number and not shape.jumps(p, 0))
    if low.text is not None and high.text is not None:
        yield Answer(f"{p.subject()} is {'' if yes else 'not '}surjective{p.on}", yes)
        yield Answer(f"range({p.subject()}) {'=' if yes else '!='} (-oo, oo)", yes)
    for answer in range_(p):
        yield Answer(answer.statement, yes)


# ------------------------------------------------------------------ where it vanishes

def _solutions(p: Profile, line: str, name: str) -> Answers:
    """Where does the function equal a line?"""
    if answer := cycles.solutions(p, line, name):
        yield answer
        return
    other = read_term(line)
    points, flat = [c for c in p.breakpoints if near(evaluated(p.body - other, {"x": c.number}), 0)], []
    for i, (low, high) in enumerate(p.intervals):
        t = p.slope(i, 0) - other
        if all(near(evaluated(t, {"x": x}), 0) for x in _inside(low, high)):
            flat.append(i)
        here = [c for c in p.roots(t, low, high) if low < c.number < high]
        if line == "x" and p.constant(i, 1):
            here = [Point(c.number, show(p.slope(i, 0))) for c in here]
        points += here
    found = level_set(p, flat, points)
    if all(s.exact for s in found):
        yield Answer(f"{name} = {union(found)}", listed(found), union(found))
        return
    f = p.at("x")
    rows, value, cuts = [], [], [str(p.place[0].text)]
    for s in found:
        low, high = (s.low.text, s.high.text) if s.exact else decimals(s.low.number, 6)
        if s.exact:
            rows.append(f"forall x in {text(s.interval)}: {f} = {line}" if s.low != s.high else
                        f"{p.at(str(low))} = {low if line == 'x' else line}")
        else:
            gap = f"(x -> {f} - x)" if line == "x" else p.subject()
            rows += [f"exists x in [{low}, {high}]: {f} = {line}", f"{gap} is strictly monotone on [{low}, {high}]"]
        value.append(listed([s])[0] if s.exact else [low, high])
        cuts += [str(low), str(high)]
    for a, b in zip(cuts[::2], [*cuts[1::2], str(p.place[1].text)], strict=True):
        middle = _inside(*(p.evaluated(read_term(e)) for e in (a, b)))[3]
        above = evaluated(p.body - other, {"x": middle}) > 0
        rows.append(f"forall x in ({a}, {b}): {f} {'>' if above else '<'} {line}")
    yield Answer(both(rows), value)


def _inside(low: Number, high: Number) -> list[Number]:
    low, high = max(low, min(high, mp.mpf(0)) - 8), min(high, max(low, mp.mpf(0)) + 8)
    return [low + (high - low) * k / 7 for k in range(1, 7)]


def zeros(p: Profile) -> Answers:
    yield from _solutions(p, "0", f"zeros({p.subject()})")


def fixed_points(p: Profile) -> Answers:
    """f(x) = x."""
    yield from _solutions(p, "x", f"zeros(x -> {p.at('x')} - x)")


def _vanishing(order: int) -> Any:
    def question(p: Profile) -> Answers:
        """The intervals on which it vanishes; outside them it does so at isolated points at most."""
        flat = [i for i in range(len(p.intervals)) if p.constant(i, order)]
        f = p.at("x", order)
        if not flat:
            yield Answer(f"measure({{x : {f} = 0}}) = 0", [], "{}")
            yield Answer(f"{f} != 0 almost everywhere", [], "{}")
            yield Answer(f"zeros(x -> {f}{p.within}) = {finite(p.zeros(order))}", [], "{}")  # finitely many points: a null set
            return
        found = [_piece(p, i) for i in flat]
        lengths = [mp.fsum((b, -a)) for i, (a, b) in enumerate(p.intervals) if i in flat]
        statements = [f"forall x in {text(i)}: {f} = 0" for i in found]
        for measured in ([f"measure({{x : {f} = 0}}) = {exact(mp.fsum(lengths))}"], []):
            yield Answer(both([*statements, *measured]), found, " union ".join(map(text, found)))
    return question


dead_set, zero_set = _vanishing(1), _vanishing(0)


def saturation(p: Profile) -> Answers:
    """At each end: hard where the slope is 0 from some point on, soft where it tends to 0 without being 0, else none."""
    statements, value = [], {}
    for i, side, end in p.ends:
        if end not in ("-oo", "oo"):
            continue
        slope = p.limit(i, 1, side)
        if slope is None and cycles.of(p, 1):
            value[end] = "none"
            statements.append(f"lim({p.at('x', 1)}, x -> {end}) does not exist")
            continue
        if slope is None:
            return
        if p.constant(i, 1):
            value[end] = "hard"
            statements.append(f"forall x in {text(_piece(p, i % len(p.intervals)))}: {p.at('x', 1)} = 0")
            continue
        value[end] = "soft" if not is_infinite(slope) and near(p.evaluated(slope), 0) else "none"
        statements.append(f"lim({p.at('x', 1)}, x -> {end}) = {0 if value[end] == 'soft' else shape.named(p, slope)}")
        if value[end] == "soft":
            cuts = [c.number for c in (*p.breakpoints, *p.zeros(1))] or [mp.mpf(0)]
            near_end = mp.ceil(max(*cuts, 0)) + 1 if end == "oo" else mp.floor(min(*cuts, 0)) - 1
            region = f"({int(near_end)}, oo)" if end == "oo" else f"(-oo, {int(near_end)})"
            statements.append(f"forall x in {region}: {p.at('x', 1)} != 0")
    yield Answer(both(statements), value)


# ------------------------------------------------------------------ constants

def lipschitz(p: Profile) -> Answers:
    if shape.jumps(p, 0):
        yield Answer(f"lipschitz({p.subject()}{p.within}) = oo", "oo", "oo")
        return
    yield from number(f"lipschitz({p.subject()}{p.within})", extremum(p, True, 1, True)[0])


def smoothness_constant(p: Profile) -> Answers:
    """The least Lipschitz constant of the derivative; oo where that jumps."""
    if shape.smooth_order(p) < 1:
        yield Answer(f"{p.subject()} is not C^1{p.interior}", "oo", "oo")
        return
    yield from number(f"lipschitz({p.subject(1)}{p.within})", extremum(p, True, 2, True)[0])


def clarke(p: Profile) -> Answers:
    """The Clarke interval at each kink; at a jump there is none."""
    broken = {c.text: c for c, _, _ in shape.jumps(p, 0)}
    rows = [row for row in shape.jumps(p, 1) if row[0].text not in broken]
    if not rows and not broken:
        yield Answer(f"{p.subject()} is C^1{p.interior}", {})
        return
    value: dict[str, Any] = dict.fromkeys(map(str, broken))
    statements = [f"{p.subject()} is not continuous at {c}" for c in broken]
    for c, *slopes in rows:
        if any(s is None or is_infinite(s) for s in slopes):
            return
        low, high = sorted((s for s in slopes if s is not None), key=lambda s: p.evaluated(s))
        found = interval(shape.named(p, low), shape.named(p, high), "lower upper")
        value[str(c.text)] = found
        statements.append(f"clarke({p.subject()}, {c.text}) = {text(found)}")
    if broken:
        points = finite(p.distinct([*broken.values(), *(c for c, _, _ in rows)]))
        statements.append(f"{p.subject()} is differentiable except at {points}{p.interior}")
    yield Answer(both(statements), value)
