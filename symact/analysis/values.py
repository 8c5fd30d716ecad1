"""Values: limits, asymptotes, range, extrema, zeros, constants, and the sets where the function or its slope vanishes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from symact.analysis import shape
from symact.analysis.answer import Answer, Interval, both, finite, interval, number, text
from symact.analysis.numbers import decimals, exact, mp, near
from symact.analysis.numbers import number as evaluated
from symact.analysis.profile import Number, Point, Profile, Unsuited, is_infinite
from symact.check.reader import read_term

Answers = Iterator[Answer]
ENDS = ((0, "left", "-oo"), (-1, "right", "oo"))


def limits(p: Profile) -> Answers:
    """At -oo and at oo; where none was found, that there is none."""
    found = {end: p.limit(i, 0, side) for i, side, end in ENDS}
    shown = {end: "does not exist" if v is None else shape.named(v) for end, v in found.items()}
    yield Answer(both(f"lim({p.at('x')}, x -> {end}) {'' if found[end] is None else '= '}{v}" for end, v in shown.items()), shown)


def asymptotes(p: Profile) -> Answers:
    """Lines a x + b to which it tends: the limit, if it is finite; else by the limit of the slope, if the difference settles."""
    lines: dict[str, str] = {}
    for i, side, end in ENDS:
        flat, slope = p.limit(i, 0, side), p.limit(i, 1, side)
        if flat is not None and not is_infinite(flat):
            lines[end] = shape.named(flat)
            continue
        a = None if slope is None or is_infinite(slope) else exact(evaluated(slope, {}))
        if a is None or slope is None or a == "0":
            continue
        far = [mp.mpf(10) ** k * (1 if end == "oo" else -1) for k in (3, 6, 12)]
        gaps = [evaluated(p.slope(i, 0), {"x": x}) - evaluated(slope, {}) * x for x in far]
        settles = abs(gaps[1] - gaps[2]) < mp.mpf(10) ** -4 and abs(gaps[0] - gaps[2]) < mp.mpf(10) ** -2
        constant = next((c for g in (gaps[2], mp.nint(12 * gaps[2]) / 12) if abs(g - gaps[2]) < mp.mpf(10) ** -8 and (c := exact(g))), None)
        if settles and constant is not None:
            rest = "" if constant == "0" else f" + ({constant})"
            lines[end] = ("x" if a == "1" else f"({a})*x") + rest
    statements = [f"lim({p.at('x')} - ({line}), x -> {end}) = 0" for end, line in lines.items()]
    if statements:
        yield Answer(both(statements), lines)


# ------------------------------------------------------------------ extrema

def extremum(p: Profile, up: bool, order: int = 0, absolute: bool = False) -> tuple[Point, list[Point]]:
    """The supremum (infimum) of a derivative, or of its absolute value, and the isolated points at which it is attained."""
    rows: list[tuple[Number, Point | None]] = []
    for i, (low, high) in enumerate(p.intervals):
        t = p.slope(i, order)
        rows += [(evaluated(t, {"x": c.number}), c) for c in p.zeros(order + 1) if low < c.number < high]
        for side in ("left", "right"):
            limit = p.limit(i, order, side)
            if limit is None:
                raise Unsuited(f"a limit of the derivative of order {order} is not known")
            rows.append((evaluated(limit, {}), None))
    if order == 0:
        rows += [(evaluated(p.body, {"x": c.number}), c) for c in p.breakpoints]
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


def _piece(p: Profile, i: int, closed: bool) -> Interval:
    ends = ["-oo", *(str(c.text) for c in p.breakpoints), "oo"]
    return interval(ends[i], ends[i + 1], "" if not closed else "".join(
        s for s, j in (("lower ", i), ("upper", i + 1)) if "oo" not in ends[j]))


def _attained(name: str, extreme: str) -> Any:
    def question(p: Profile) -> Answers:
        """All points at which the extremum is attained."""
        best, at = extremum(p, extreme == "max")
        flat = _flat_at(p, best)
        if flat:
            found = [_piece(p, i, True) for i in flat]
            yield from _whole(p, f"{name}({p.subject()})", found, at, best.text)
        elif not at:
            yield Answer(f"{extreme}({p.subject()}) does not exist", [], "{}")
        elif all(c.text is not None for c in at):
            yield Answer(f"{name}({p.subject()}) = {finite(at)}", [c.text for c in at], finite(at))
        elif len(at) == 1:
            for digits in (6, 4):
                low, high = decimals(at[0].number, digits)
                yield Answer(f"{name}({p.subject()}) in [{low}, {high}]", None, None, (low, high))
            falls, rises = ("decreasing", "increasing") if extreme == "min" else ("increasing", "decreasing")
            low, high = decimals(at[0].number, 6)
            sides = (f"{p.subject()} is strictly {falls} on (-oo, {low}]",
                     f"{p.subject()} is strictly {rises} on [{high}, oo)")
            yield Answer(both(sides), None, None, (low, high))
    return question


minimum, maximum = _extreme("min"), _extreme("max")
argmin, argmax = _attained("argmin", "min"), _attained("argmax", "max")


def range_(p: Profile) -> Answers:
    ends = [extremum(p, up) for up in (False, True)]
    attained = [bool(at or _flat_at(p, v)) for v, at in ends]
    (low, _), (high, _) = ends
    closed = " ".join(s for s, a in zip(("lower", "upper"), attained, strict=True) if a)
    if low.text is not None and high.text is not None:
        found = interval(low.text, high.text, closed)
        yield Answer(f"range({p.subject()}) = {text(found)}", found, text(found))
        return
    statements, value = [], dict(interval("", "", closed))
    for key, name, v, a in (("lower", "min", low, attained[0]), ("upper", "max", high, attained[1])):
        best = number((name if a else {"min": "inf", "max": "sup"}[name]) + f"({p.subject()})", v)[0]
        statements.append(best.statement)
        value[key] = best.exact or list(best.enclosure or ())
    yield Answer(both(statements), value)


def bounded(p: Profile) -> Answers:
    rows = [(name, extremum(p, name == "sup")[0]) for name in ("sup", "inf")]
    far = [f"{name}({p.subject()}) = {v.text}" for name, v in rows if mp.isinf(v.number)]
    for statement in far:  # it says more, and is easier to show
        yield Answer(statement, False)
    yield Answer(f"{p.subject()} is {'not ' if far else ''}bounded", not far)


def surjective(p: Profile) -> Answers:
    low, high = extremum(p, False)[0], extremum(p, True)[0]
    yes = bool(mp.isinf(low.number) and mp.isinf(high.number) and low.number != high.number and not shape.jumps(p, 0))
    if low.text is not None and high.text is not None:
        yield Answer(f"{p.subject()} is {'' if yes else 'not '}surjective", yes)
        yield Answer(f"range({p.subject()}) {'=' if yes else '!='} (-oo, oo)", yes)
    for answer in range_(p):
        yield Answer(answer.statement, yes)


# ------------------------------------------------------------------ where it vanishes

def _solutions(p: Profile, line: str, name: str) -> Answers:
    """Where does the function equal a line?"""
    other = read_term(line)
    points, whole = [], []
    for i, (low, high) in enumerate(p.intervals):
        t = p.slope(i, 0) - other
        if all(near(evaluated(t, {"x": x}), 0) for x in _inside(low, high)):
            whole.append(_piece(p, i, True))
        points += [c for c in p.roots(t, low, high) if low < c.number < high]
    points = p.distinct([*points, *(c for c in p.breakpoints if near(evaluated(p.body - other, {"x": c.number}), 0))])
    if not whole and all(c.text is not None for c in points):
        yield Answer(f"{name} = {finite(points)}", [c.text for c in points], finite(points))
        if not points:
            yield Answer(f"{p.at('x')} != {line}", [], "{}")
    elif whole:
        yield from _whole(p, name, whole, points, line)
    else:
        brackets = [decimals(c.number, 6) for c in points]
        yield Answer(both(f"exists x in [{a}, {b}]: {p.at('x')} = {line}" for a, b in brackets), [list(b) for b in brackets])


def _whole(p: Profile, name: str, found: list[Interval], points: Sequence[Point], level: str | None) -> Answers:
    """The points at which f equals the level are whole pieces and perhaps others: as a set, and written out on all of R if the
    level can be written."""
    others = [c for c in points if c.text is not None and not any(_holds(i, c.number) for i in found)]
    value = [*found, *(str(c.text) for c in others)]
    union = " union ".join([*map(text, found), *([finite(others)] if others else [])])
    yield Answer(f"{name} = {union}", value, union)
    if level is None:
        return
    rows = [f"forall x in {text(i)}: {p.at('x')} = {level}" for i in found]
    rows += [f"{p.at(str(c.text))} = {level.replace('x', str(c.text))}" for c in others]
    cuts = p.distinct([Point(-mp.inf, "-oo"), *p.breakpoints, *others, Point(mp.inf, "oo")])
    for low, high in pairwise(cuts):
        middle = _inside(low.number, high.number)[3]
        if not any(_holds(i, middle) for i in found):
            gap = evaluated(p.body, {"x": middle}) - evaluated(read_term(level), {"x": middle})
            rows.append(f"forall x in ({low.text}, {high.text}): {p.at('x')} {'>' if gap > 0 else '<'} {level}")
    yield Answer(both(rows), value, union)


def _holds(i: Interval, x: Number) -> bool:
    low, high = (evaluated(read_term(i[key]), {}) for key in ("lower", "upper"))
    return bool(low < x < high or (x == low and not i["lower_open"]) or (x == high and not i["upper_open"]))


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
            return
        found = [_piece(p, i, False) for i in flat]
        lengths = [mp.fsum((b, -a)) for i, (a, b) in enumerate(p.intervals) if i in flat]
        statements = [f"forall x in {text(i)}: {f} = 0" for i in found]
        for measured in ([f"measure({{x : {f} = 0}}) = {exact(mp.fsum(lengths))}"], []):
            yield Answer(both([*statements, *measured]), found, " union ".join(map(text, found)))
    return question


dead_set, zero_set = _vanishing(1), _vanishing(0)


def saturation(p: Profile) -> Answers:
    """At each end: hard where the slope is 0 from some point on, soft where it tends to 0 without being 0, else none."""
    statements, value = [], {}
    for i, side, end in ENDS:
        slope = p.limit(i, 1, side)
        if slope is None:
            return
        if p.constant(i, 1):
            value[end] = "hard"
            statements.append(f"forall x in {text(_piece(p, i % len(p.intervals), False))}: {p.at('x', 1)} = 0")
            continue
        value[end] = "soft" if not is_infinite(slope) and near(evaluated(slope, {}), 0) else "none"
        statements.append(f"lim({p.at('x', 1)}, x -> {end}) = {0 if value[end] == 'soft' else shape.named(slope)}")
        if value[end] == "soft":
            cuts = [c.number for c in (*p.breakpoints, *p.zeros(1))] or [mp.mpf(0)]
            near_end = mp.ceil(max(*cuts, 0)) + 1 if end == "oo" else mp.floor(min(*cuts, 0)) - 1
            region = f"({int(near_end)}, oo)" if end == "oo" else f"(-oo, {int(near_end)})"
            statements.append(f"forall x in {region}: {p.at('x', 1)} != 0")
    yield Answer(both(statements), value)


# ------------------------------------------------------------------ constants

def lipschitz(p: Profile) -> Answers:
    if shape.jumps(p, 0):
        yield Answer(f"lipschitz({p.subject()}) = oo", "oo", "oo")
        return
    yield from number(f"lipschitz({p.subject()})", extremum(p, True, 1, True)[0])


def smoothness_constant(p: Profile) -> Answers:
    """The least Lipschitz constant of the derivative; oo where that jumps."""
    if shape.smooth_order(p) < 1:
        yield Answer(f"{p.subject()} is not C^1", "oo", "oo")
        return
    yield from number(f"lipschitz({p.subject(1)})", extremum(p, True, 2, True)[0])


def clarke(p: Profile) -> Answers:
    """The Clarke interval at each kink."""
    rows = shape.jumps(p, 1)
    if not rows:
        yield Answer(f"{p.subject()} is C^1", {})
        return
    value, statements = {}, []
    for c, *slopes in rows:
        if any(s is None or is_infinite(s) for s in slopes):
            return
        low, high = sorted((s for s in slopes if s is not None), key=lambda s: evaluated(s, {}))
        found = interval(shape.named(low), shape.named(high), "lower upper")
        value[str(c.text)] = found
        statements.append(f"clarke({p.subject()}, {c.text}) = {text(found)}")
    yield Answer(both(statements), value)
