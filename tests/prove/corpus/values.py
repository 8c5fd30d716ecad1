"""Suprema, limits, expectations, slopes: numbers that belong to a function as a whole, worked out by mpmath to about nine digits."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import suppress
from fractions import Fraction

import mpmath
from mpmath import mp, mpf

from symact.check.term import MINUS_OO, OO, Term, subterms

from .numbers import Env, Undefined, Unknown, exact_points, holds, number
from .points import anchors, candidates, hull

TOLERANCE = mpf(10) ** -11
GOLDEN = (mp.sqrt(5) - 1) / 2


def value_of(t: Term, env: Env) -> mpf:
    """The value, to about nine digits."""
    match t.head:
        case "sup" | "maximum" | "inf" | "minimum":
            top = t.head in ("sup", "maximum")
            best, inside = optimum(t.args[0], t.args[1], env, top)[1:]
            if t.head in ("sup", "inf") and inside is False and abs(best) > 10**4:
                return best * mpf("inf")
            if t.head in ("maximum", "minimum") and inside is None:
                raise Unknown("constant far out, or nearly so")
            if t.head in ("maximum", "minimum") and not inside:
                raise Undefined
            return best
        case "lipschitz":
            return steepest(t.args[0], t.args[1], env)
        case "lim":
            return limit(t, env)
        case "E":
            return expectation(t.args[0], env)
        case "P":
            return probability(t.args[0], env)
    raise Unknown(t.head)


def steepest(function: Term, where: Term, env: Env) -> mpf:
    """The largest slope of the function in absolute value: of tangents and, where it jumps, of secants."""
    x, body = function.args
    rows = sampled(function, where, env)
    secant = max(abs(v - u) / (q - p) for (p, u), (q, v) in zip(rows, rows[1:], strict=False))
    slope = Term("abs", (Term("deriv", (body, x, Term("num", (Fraction(1),)), x)),))
    _, best, inside = optimum(Term("lambda", (x, slope)), where, env, True)
    return mpf("inf") if secant > 10**4 or (best > 10**4 and not inside) else max(best, secant)


def sampled(function: Term, where: Term, env: Env) -> list[tuple[mpf, mpf]]:
    """The function at many points of the set where it is defined."""
    x, body = function.args
    rows = []
    for p in candidates(where, env, anchors(body), 120, random.Random(1)):
        with suppress(Undefined, Unknown):
            rows.append((p, number(body, {**env, x.args[0]: p})))
    if not rows:
        raise Unknown("defined nowhere")
    return rows


def optimum(function: Term, where: Term, env: Env, top: bool) -> tuple[mpf, mpf, bool | None]:
    """The best point, the best value, and whether that is taken in the set, or approached at its border.

    None: the function is constant far out, or nearly so.
    """
    x, body = function.args
    if any(p.head == "floor" for p in subterms(body)):
        raise Unknown("jumps without end")
    sign = 1 if top else -1
    rows = sampled(function, where, env)
    best = max(sign * v for _, v in rows)
    places = [i for i, (_, v) in enumerate(rows) if sign * v == best]
    last = {i for i in places if i in (0, len(rows) - 1)}
    if last:
        end = rows[0][0] if 0 in last else rows[-1][0]
        a, b = hull(where, env)
        if end not in (a, b):
            try:
                number(body, {**env, x.args[0]: end + (-1 if 0 in last else 1) * mpf(10) ** -20 * max(1, abs(end))})
            except Undefined:
                return end, sign * best, True  # the domain ends here
            return end, sign * best, None if len(places) > 1 else False
        return end, sign * best, True
    i = places[len(places) // 2]
    found = golden(lambda p: sign * number(body, {**env, x.args[0]: p}), rows[i - 1][0], rows[i][0], rows[i + 1][0], best)
    return found[0], sign * found[1], True


def golden(f: Callable[[mpf], mpf], a: mpf, start: mpf, b: mpf, best: mpf) -> tuple[mpf, mpf]:
    """The maximum between two points, of which a point between them is above both."""
    place = start
    for _ in range(120):
        c, d = b - (b - a) * GOLDEN, a + (b - a) * GOLDEN
        try:
            u, v = f(c), f(d)
        except (Undefined, Unknown):
            break
        if max(u, v) > best:
            place, best = (c, u) if u > v else (d, v)
        a, b = (a, d) if u > v else (c, b)
        if b - a < mpf(10) ** (-mp.dps // 2):
            break
    return place, best


def limit(t: Term, env: Env) -> mpf:
    """Values along a sequence which have settled, far out or, where digits do not reach so far, less far."""
    try:
        return _settled(t, env, (mpf(20), mpf("20.3"), mpf(40), mpf("40.2"), mpf("40.5")))
    except Unknown:
        if t.args[2] not in (OO, MINUS_OO):
            raise
        return _settled(t, env, (mpf(2), mpf("2.2"), mpf("2.5")))


def _settled(t: Term, env: Env, powers: tuple[mpf, ...]) -> mpf:
    body, variable, point, side = t.args
    name, ends = variable.args[0], []
    with mpmath.workdps(300), exact_points(False):
        for s in (1, -1) if side == "" and point not in (OO, MINUS_OO) else (-1,) if side == "-" else (1,):
            found = []
            for k in powers:
                far = mpf(10) ** k
                p = far if point == OO else -far if point == MINUS_OO else number(point, env) + s / far
                found.append(number(body, {**env, name: p}))
            big = min(abs(v) for v in found) > mpf(10) ** 8 and len({mpmath.sign(v) for v in found}) == 1
            if not big and max(abs(v - found[-1]) for v in found) > mpf(10) ** -9 * max(1, abs(found[-1])):
                raise Unknown("not settled")
            ends.append(mpf("inf") * mpmath.sign(found[-1]) if big else found[-1])
    if len(ends) == 2 and ends[0] != ends[1] and (mpmath.isinf(ends[0]) or abs(ends[0] - ends[1]) > TOLERANCE):
        raise Undefined
    return +ends[-1]


def expectation(function: Term, env: Env) -> mpf:
    """E[f(Z)] by quadrature between the integers and halves."""
    x, body = function.args
    if any(abs(v) > 4 for v in env.values()):
        raise Unknown("a parameter for which the weight lies far out")
    try:
        number(body, {**env, x.args[0]: mpf(0)})
    except Undefined:
        raise Unknown("singular at 0") from None

    def weighted(z: mpf) -> mpf:
        try:
            return number(body, {**env, x.args[0]: z}) * mpmath.npdf(z)
        except (Undefined, Unknown):
            return mpf(0)  # almost nowhere, as far as numbers say
    with mpmath.workdps(20), exact_points():
        if max(abs(weighted(mpf(z))) for z in (-40, 40)) > TOLERANCE:
            raise Undefined  # the integral diverges
        return mpmath.quad(weighted, [-40, -20, -12, -8, -6, *[mpf(k) / 2 for k in range(-10, 11)], 6, 8, 12, 20, 40])


def probability(function: Term, env: Env) -> mpf:
    """P(f(Z)), by the ends of the intervals on which the formula holds."""
    x, body = function.args

    def at(z: mpf) -> bool:
        try:
            return holds(body, {**env, x.args[0]: z})
        except Undefined:
            return False
    with mpmath.workdps(20), exact_points():
        grid = [mpf(k) / 50 + mpf(1) / 1237 for k in range(-500, 501)]
        total, before = mpf(0), at(grid[0])
        start = mpf("-inf")
        for a, b in zip(grid, grid[1:], strict=False):
            after = at(b)
            if after != before:
                for _ in range(60):
                    m = (a + b) / 2
                    a, b = (m, b) if at(m) == before else (a, m)
                if before:
                    total += mpmath.ncdf(b) - mpmath.ncdf(start)
                start, before = b, after
        return total + (1 - mpmath.ncdf(start) if before else 0)
