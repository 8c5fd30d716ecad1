"""The search for proofs of predicates: breakpoints, signs of derivatives on the pieces, and witnesses against."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from contextlib import suppress
from fractions import Fraction
from itertools import chain, islice, pairwise

from symact.check.calculus import germ, resolve
from symact.check.extent import NEG, POS, ZERO, Context, defined, interval
from symact.check.formulas import prove
from symact.check.limit import INFINITE
from symact.check.predicates import SPELLED, Pieces, as_formula
from symact.check.printer import show
from symact.check.signs import cut, enter, repeats
from symact.check.step import Node
from symact.check.term import REALS, Rejected, Term, add, fresh, mul, neg, num, substitute, sym, value

from . import numeric
from .bends import joint_bends
from .budget import Budget, Stuck
from .joints import domain_edges, joints, variants
from .nodes import Proof
from .periods import peaks
from .pinned import settled
from .signs import find_sign
from .waves import oscillations

WINDOW = interval(num(Fraction(-7, 2)), num(Fraction(7, 2)))


def find_predicate(formula: Term, truth: bool, ctx: Context, budget: Budget) -> Proof:
    """A proof node for `is`, or `Stuck` with the kernel's own sentence where there is one."""
    reasons: list[str] = []
    options = _true(formula, ctx, budget) if truth else _false(formula, ctx, budget)
    while True:
        try:
            proof = next(options)
        except StopIteration:
            break
        except (Stuck, Rejected) as reason:
            reasons.append(str(reason))
            break
        budget.spend(2)
        try:
            prove(formula, truth, Node(proof), ctx)
            return proof
        except Rejected as reason:
            reasons.append(str(reason))
    raise Stuck(reasons[0] if reasons else f"no strategy shows '{formula.args[0]}' to be {str(truth).lower()}")


def place_hint(formula: Term) -> str:
    """For a predicate about all of R of a function that is not defined there: where it may be claimed instead."""
    while formula.head == "not":
        formula = formula.args[0]
    if formula.head != "is" or formula.args[2] != REALS:
        return ""
    x, body = variable(formula.args[1], Context())
    line = Context().bind(x, REALS)
    places, gaps = [], False
    for part in cut(line, x, domain_edges(body, x, line)):
        near, here = enter(line, x, part)
        try:
            defined(resolve(substitute(body, here), near), near)
        except Rejected:
            gaps = True
            continue
        places += [part] if part.head == "interval" else []
    if not places or not gaps:
        return ""
    return f"the function is not defined on all of R; name a place: 'on {' or on '.join(show(p) for p in places[::-1])}'"


def breakpoints(function: Term, domain: Term, ctx: Context) -> list[Term]:
    """Joints of the function inside the interval (as the kernel names its variable)."""
    if domain.head != "interval":
        raise Stuck("this statement speaks of an interval; write 'on (a, b)'")
    x, body = variable(function, ctx)
    return joints(body, x, ctx.bind(x, domain))


def variable(function: Term, ctx: Context) -> tuple[str, Term]:
    name = function.args[0].args[0]
    x = fresh(name, frozenset(n for n, _ in ctx.domains))
    return x, substitute(function.args[1], {name: sym(x)})


def _true(formula: Term, ctx: Context, budget: Budget) -> Iterator[Proof]:
    name, function, domain, *rest = formula.args
    if name in SPELLED:
        from .formulas import find

        yield {"rule": "predicate", "proof": find(as_formula(formula), True, ctx, budget)}
        return
    if name in ("differentiable at", "continuous at"):
        yield {"rule": "predicate"}
        return
    if name == "surjective":
        yield _surjective(function, domain, ctx, budget)
        return
    if name == "bounded":
        yield from _bounded(function, domain, ctx, budget)
        return
    if name == "periodic":
        yield from _periodic(function, rest[0], ctx, budget)
        return
    points = [show(p) for p in breakpoints(function, domain, ctx)]
    plain: Proof = {"rule": "predicate", "breakpoints": points}
    if name in ("monotone", "strictly monotone", "injective"):
        strict = "" if name == "monotone" else "strictly "
        reasons = []
        for chosen in (f"{strict}increasing", f"{strict}decreasing"):
            try:
                yield {**find_predicate(Term("is", (chosen, function, domain)), True, ctx, budget), "as": chosen}
            except Stuck as reason:
                reasons.append(str(reason))
        raise Stuck(reasons[0] if reasons else "neither increasing nor decreasing")
    if name.endswith(("creasing", "convex", "concave")):
        order = 1 if name.endswith("creasing") else 2
        up = NEG if name.endswith(("decreasing", "concave")) else POS
        pieces = Pieces(function, domain, breakpoints(function, domain, ctx), ctx)
        proofs = [slope_proof(pieces.slope(i, order), up, name.startswith("strictly"), pieces.x, c, budget)
                  for i, c in enumerate(pieces.contexts)]
        yield {**plain, "proofs": proofs}
    elif name == "Lipschitz":
        pieces = Pieces(function, domain, breakpoints(function, domain, ctx), ctx)
        yield {**plain, "proofs": slope_bound_proofs(pieces, rest[0], budget)}
    else:
        yield plain


def slope_proof(t: Term, up: int, strictly: bool, x: str, ctx: Context, budget: Budget) -> Proof:
    """t of one sign on the context; strictly, or with a point that shows it is not identically 0."""
    if not strictly:
        return find_sign(t, up | ZERO, ctx, budget)
    try:
        return find_sign(t, up, ctx, budget)
    except Stuck:
        proof = find_sign(t, up | ZERO, ctx, budget)
        for here, v in numeric.samples(t, ctx, 12):
            if abs(v) > 1e-9 and set(here) == {x}:
                return {**proof, "nonzero_at": str(numeric.simplest(here[x], here[x]))}
        raise


def slope_bound_proofs(pieces: Pieces, bound: Term, budget: Budget) -> list[Proof]:
    proofs = []
    for i, c in enumerate(pieces.contexts):
        proofs.append(find_sign(bound - pieces.slope(i, 1), POS | ZERO, c, budget))
        proofs.append(find_sign(add(bound, pieces.slope(i, 1)), POS | ZERO, c, budget))
    return proofs


def _periodic(function: Term, p: Term, ctx: Context, budget: Budget) -> Iterator[Proof]:
    """The period by identity, and a value that comes back only after it."""
    from .formulas import find

    x, body = variable(function, ctx)
    repeats(body, x, p, 1, ctx)
    with suppress(Rejected):
        body = resolve(body, ctx.bind(x, REALS))
    reason = Stuck("no value was found that the function takes once in a period")
    for c in peaks(body, x, p):
        away = Term("forall", (sym(x), interval(c, add(c, p)), Term("!=", (body, substitute(body, {x: c})))))
        try:
            yield {"rule": "predicate", "at": show(c), "proof": find(away, True, ctx, budget)}
        except Stuck as problem:
            reason = problem
    raise reason


def _not_periodic(function: Term, p: Term, ctx: Context) -> Iterator[Proof]:
    """A smaller period, or two values a period apart that differ."""
    x, body = variable(function, ctx)
    for n in (2, 3, 4, 5, 6):
        yield {"rule": "predicate", "parts": n}
    for q in (num(0), num(Fraction(1, 3)), mul(num(Fraction(1, 3)), p), num(-1), mul(num(Fraction(-1, 2)), p), num(-10), num(10)):
        here = [numeric.closed(v) for v in variants(substitute(body, {x: q}), 1)]
        if not here or not math.isnan(here[0]):
            yield {"rule": "predicate", "at": show(q)}


def _surjective(function: Term, domain: Term, ctx: Context, budget: Budget) -> Proof:
    from .values import find_value

    return {"rule": "predicate", "range": find_value(Term("range", (function, domain)), [], ctx, budget)[0]}


def _bounded(function: Term, domain: Term, ctx: Context, budget: Budget) -> Iterator[Proof]:
    from .formulas import find

    x, body = function.args
    largest = max((abs(v) for _, v in _rows(function, domain, breakpoints(function, domain, ctx), ctx)), default=0.0)
    for bound in (b for b in (1, 2, 5, 10, 100) if b >= largest):
        goal = Term("forall", (x, domain, Term("<=", (Term("abs", (body,)), num(bound)))))
        try:
            yield {"rule": "predicate", "bound": str(bound), "proof": find(goal, True, ctx, budget)}
        except Stuck:
            continue
    raise Stuck("no bound up to 100 was shown")


# ------------------------------------------------------------------ witnesses against

def _false(formula: Term, ctx: Context, budget: Budget) -> Iterator[Proof]:
    name, function, domain, *rest = formula.args
    if name in SPELLED:
        from .formulas import find

        yield {"rule": "predicate", "proof": find(as_formula(formula), False, ctx, budget)}
        return
    if name in ("differentiable at", "continuous at"):
        yield {"rule": "predicate"}
        yield from _waves(function, rest[0], [0], ctx)
        return
    if domain.head != "interval":
        raise Stuck("this statement speaks of an interval; write 'on (a, b)'")
    if name in ("surjective", "periodic", "bounded"):
        yield from ([_surjective(function, domain, ctx, budget)] if name == "surjective" else
                    _not_periodic(function, rest[0], ctx) if name == "periodic" else _unbounded(function, domain, ctx, budget))
        return
    points = breakpoints(function, domain, ctx)
    if domain == REALS and set(near := breakpoints(function, WINDOW, ctx)) - set(points):  # there are infinitely many
        points, domain = near, WINDOW
    if name in ("continuous", "differentiable", "C", "smooth", "analytic"):
        yield from _rough(name, function, points, rest, ctx)
    if name == "differentiable except":
        for c in [*points, *(rest[0].args if rest[0].head == "finite" else ())]:
            yield {"rule": "predicate", "at": show(c)}
        raise Stuck("no point decides against the exceptional set")
    yield from _by_points(name, function, domain, points, rest, ctx, budget)


def _by_points(name: str, function: Term, domain: Term, points: list[Term], rest: list[Term], ctx: Context,
               budget: Budget) -> Iterator[Proof]:
    """Exact points whose values contradict the predicate."""
    if name.endswith(("convex", "concave")):
        yield from joint_bends(name, Pieces(function, domain, points, ctx), ctx, budget)
    rows = _rows(function, domain, points, ctx)
    if name == "piecewise linear":
        for p, _ in rows:
            for shift in (Fraction(1, 2), Fraction(1, 32)):
                yield {"rule": "predicate", "at": str(p), "bent_at": str(p + shift)}
        return
    if name == "injective":
        yield from _taken_twice(rows, points, ctx)
        return
    for chosen in _against(name, rows, rest):
        yield {"rule": "predicate", "points": [str(p) for p in chosen]}
    if name.endswith(("creasing", "convex", "concave")) or name == "Lipschitz":
        for chosen in _local(name, Pieces(function, domain, points, ctx), rest):
            yield {"rule": "predicate", "points": [str(p) for p in chosen]}


def _rough(name: str, function: Term, points: list[Term], rest: list[Term], ctx: Context) -> Iterator[Proof]:
    """A breakpoint at which a derivative jumps or oscillates, or at which the function departs from an analytic one."""
    most = 8 if name in ("smooth", "analytic") else int(value(rest[0]) or 0) if rest else {"continuous": 0, "differentiable": 1}[name]
    if name == "analytic":
        yield from ({"rule": "predicate", "at": show(c), "order": 0, "departs": side} for c in points for side in "+-")
    for j in range(min(most, 8) + 1):
        for c in points:
            yield {"rule": "predicate", "at": show(c), "order": j}
    for c in points:
        yield from _waves(function, c, list(range(min(most, 2) + 1)), ctx)
    raise Stuck("no breakpoint was found at which a derivative jumps")


def _unbounded(function: Term, domain: Term, ctx: Context, budget: Budget) -> Iterator[Proof]:
    from .values import find_value

    for head in ("sup", "inf"):
        node, found = find_value(Term(head, (function, domain)), [], ctx, budget)
        if found.value in INFINITE:
            yield {"rule": "predicate", "of": head, "value": node}
    raise Stuck("supremum and infimum are finite")


def _waves(function: Term, c: Term, orders: list[int], ctx: Context) -> Iterator[Proof]:
    """A derivative of one of these orders, or the difference quotient, that oscillates near the point."""
    x, body = variable(function, ctx)
    for side in "+-":
        try:
            branch, _ = germ(body, x, c, side, ctx)
        except Rejected:
            continue
        for wave in oscillations(branch, x):
            yield from ({"rule": "predicate", "at": show(c), "order": j, "side": side, **wave} for j in orders)


def _against(name: str, rows: list[tuple[Fraction, float]], rest: list[Term]) -> Iterable[list[Fraction]]:
    """Sample points whose values contradict the predicate, the clearest first."""
    if name.endswith(("creasing", "monotone")):
        return _steps_back(name, rows)
    if name.endswith(("convex", "concave")):
        return _bends(rows, -1 if name.endswith("concave") else 1, name.startswith("strictly"))
    return _steepest(rows, numeric.closed(rest[0])) if name == "Lipschitz" else []


def _taken_twice(rows: list[tuple[Fraction, float]], points: list[Term], ctx: Context) -> Iterator[Proof]:
    """Two points with one value; three, where the function turns, or steps back at a jump."""
    for p, q in islice(((p, q) for i, (p, v) in enumerate(rows) for q, w in rows[i + 1:] if v == w), 4):
        yield {"rule": "predicate", "points": [str(p), str(q)]}
    for chosen in chain(_turns(rows), _stepping_back(rows, [numeric.about(p, ctx) for p in points])):
        (a, u), (b, v), (c, w) = chosen
        i = 0 if min(u, v) < w < max(u, v) else 1
        inner = [show(p) for p in points if chosen[i][0] < numeric.about(p, ctx) < chosen[i + 1][0]]
        yield {"rule": "predicate", "points": [str(a), str(b), str(c)], "between": i, "breakpoints": inner}


def _turns(rows: list[tuple[Fraction, float]]) -> Iterator[list[tuple[Fraction, float]]]:
    """Three points, the middle one at the least or greatest value inside: there a continuous function turns."""
    for middle in (min(rows[1:-1], key=lambda r: r[1], default=None), max(rows[1:-1], key=lambda r: r[1], default=None)):
        if middle is not None:
            sides = [[r for r in rows if r[0] < middle[0]], [r for r in rows if r[0] > middle[0]]]
            for pick in (max, min):
                yield [pick(sides[0], key=lambda r: r[1]), middle, pick(sides[1], key=lambda r: r[1])]


def _stepping_back(rows: list[tuple[Fraction, float]], points: list[float]) -> Iterator[list[tuple[Fraction, float]]]:
    """Two points on one side of a breakpoint, and one on the other side whose value lies between theirs."""
    for c in points:
        left, right = [r for r in rows if r[0] <= c], [r for r in rows if r[0] >= c]
        for side, other in ((left, right), (right, left)):
            for (a, u), (b, v) in pairwise(side):
                found = next((r for r in other if min(u, v) < r[1] < max(u, v) and r[0] not in (a, b)), None)
                if found is not None:
                    yield sorted([(a, u), (b, v), found])


def _steepest(rows: list[tuple[Fraction, float]], bound: float) -> list[list[Fraction]]:
    """Neighbours with too steep a chord, the steepest first; across a jump they are brought closer together."""
    chords = [(abs(v - u) / float(q - p), p, q) for (p, u), (q, v) in zip(rows, rows[1:], strict=False)]
    chords = sorted(chords, key=lambda c: -c[0])[:4]
    found = [[p, q] for slope, p, q in chords if slope > bound]
    return found + [[(p + q) / 2, (p + q) / 2 + (q - p) / 2**k] for _, p, q in chords[:2] for k in (4, 8, 12, 16)]


def _local(name: str, pieces: Pieces, rest: list[Term]) -> Iterator[list[Fraction]]:
    """Two or three points close together, where a derivative has the wrong sign or is too large."""
    order = 2 if name.endswith(("convex", "concave")) else 1
    for i, near in enumerate(pieces.contexts):
        t, part = pieces.slope(i, order), settled(near.domain(pieces.x), near)
        goals = [rest[0] - t, rest[0] + t] if name == "Lipschitz" else [neg(t) if name.endswith(("decreasing", "concave")) else t]
        for goal in goals:
            try:
                q, v = numeric.lowest(goal, pieces.x, part)
            except Rejected:
                continue
            if v < 0:
                yield from _around(goal, pieces.x, q, v, part, order)


def _around(t: Term, x: str, q: Fraction, v: float, part: Term, order: int) -> Iterator[list[Fraction]]:
    """Points around q between which t stays negative, as far apart as possible."""
    for k in range(-2, 48):
        h = Fraction(4) ** -k
        for a, b in ((q - h, q + h), (q, q + h), (q - h, q)):
            points = [numeric.simplest(p - h / 9, p + h / 9) for p in (a, (a + b) / 2, b)]
            if all(numeric.inside(p, part) and numeric.number(t, x, p) < v / 9 for p in points):
                yield points if order == 2 else points[::2]
                return


def _rows(function: Term, domain: Term, points: list[Term], ctx: Context) -> list[tuple[Fraction, float]]:
    """Values of the function at tidy rationals of the interval, increasing."""
    from symact.check.signs import cut

    x, body = variable(function, ctx)
    line = ctx.bind(x, domain)
    rows: list[tuple[Fraction, float]] = []
    for part in cut(line, x, points):
        if part.head == "finite":
            q = value(part.args[0])
            if q is not None:
                rows.append((q, numeric.closed(resolve(substitute(body, {x: num(q)}), ctx))))
            continue
        branch, part = resolve(body, line.restrict(x, part)), settled(part, ctx)
        low, high = numeric.ends(part)
        for q in numeric.grid(interval(*part.args[:2]), 40):
            q = numeric.simplest(q - Fraction(1, 10**6), q + Fraction(1, 10**6))
            if low < q < high and abs(q) < 60:
                rows.append((q, numeric.number(branch, x, q)))
        for end, inward in zip(map(value, part.args[:2]), (1, -1), strict=True):  # a jump may be small
            beside = [end + Fraction(inward, 10**k) for k in (3, 6, 9, 12)] if end is not None and len(points) < 10 else []
            rows += [(q, numeric.number(branch, x, q)) for q in beside if low < q < high]
    return sorted({q: (q, v) for q, v in rows if not math.isnan(v)}.values())


def _steps_back(name: str, rows: list[tuple[Fraction, float]]) -> Iterator[list[Fraction]]:
    """Points at which the values step the wrong way: the steepest such pair; for `monotone` three points around an extremum."""
    if len(rows) < 3:
        return
    if name.endswith("monotone"):
        low, high = min(rows, key=lambda r: r[1]), max(rows, key=lambda r: r[1])
        for middle in (low, high):
            left, right = [r for r in rows if r[0] < middle[0]], [r for r in rows if r[0] > middle[0]]
            if left and right:
                pick = max if middle is low else min
                yield [pick(left, key=lambda r: r[1])[0], middle[0], pick(right, key=lambda r: r[1])[0]]
        flat = [(a, b) for a, b in zip(rows, rows[1:], strict=False) if a[1] == b[1]]
        for a, b in flat[:2]:
            after = [r for r in rows if r[0] > b[0]]
            if after:
                yield [a[0], b[0], after[-1][0]]
        return
    sign = 1 if name.endswith("increasing") else -1
    pairs = []
    best = rows[0]
    for row in rows[1:]:
        pairs.append((sign * (best[1] - row[1]), best, row))
        if sign * row[1] > sign * best[1]:
            best = row
    for _, p, q in sorted(pairs, key=lambda entry: -entry[0])[:3]:
        yield [p[0], q[0]]


def _bends(rows: list[tuple[Fraction, float]], up: int, strictly: bool) -> Iterator[list[Fraction]]:
    """Three points whose middle one lies on the wrong side of the chord, the clearest first."""
    found = []
    for step in (1, 3, 8):
        for (p, u), (q, v), (r, w) in zip(rows, rows[step:], rows[2 * step:], strict=False):
            chord = (float(r - q) * u + float(q - p) * w) / float(r - p)
            gap = up * (v - chord)
            if gap > 1e-12 or (strictly and gap == 0):
                found.append((gap, [p, q, r]))
    for _, chosen in sorted(found, key=lambda entry: -entry[0])[:4]:
        yield chosen
