"""Random statements with their truth, judged by 50-digit evaluation alone: half of them true, half of them false.

A false statement comes with a point (or a pair of points, ...) at which evaluation shows it to fail, so it is false for
certain. A true one holds by construction, or holds at all points of a dense grid with a margin. What a refutation names as
its witness is evaluated too: `fails` says whether the statement really fails there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from random import Random

from compositions import (
    CONSTANTS,
    MP,
    TINY,
    Blurred,
    Made,
    Number,
    Outside,
    Range,
    X,
    applied,
    chosen,
    composition,
    constant,
    joined,
    peak,
    raised,
    values,
    written,
)

F = Fraction
SETS = (Range(F(-2), F(2)), Range(F(0), F(3)), Range(F(0), F(5), False), Range(F(-1, 2), F(1, 2)), Range(F(1), F(4)), Range(F(-3), F(-1)),
        Range(F(0), None), Range(None, F(0)), Range(None, None), Range(F(0), None, False), Range(F(2), None))
BOUNDED = tuple(s for s in SETS if s.lo is not None and s.hi is not None and s.closed)


@dataclass(frozen=True)
class Statement:
    """A statement, its truth by evaluation, whether that is certain, and whether it fails at given points."""

    text: str
    kind: str
    depth: int
    truth: bool
    certain: bool
    fails: Callable[[Sequence[Number]], bool] | None = None


def rounded(v: Number, digits: int, up: bool) -> Fraction:
    """v rounded to so many decimals, up or down."""
    scaled = v * MP.mpf(10) ** digits
    return F(int(MP.ceil(scaled) if up else MP.floor(scaled)), 10**digits)


def _mp(q: Fraction) -> Number:
    return MP.mpf(q.numerator) / q.denominator


def above(f: Made, c: Fraction, strict: bool) -> Callable[[Sequence[Number]], bool]:
    """Does f <= c (strictly: f < c) fail at the point, or is f undefined there?"""
    def fails(points: Sequence[Number]) -> bool:
        try:
            gap = f(points[0]) - _mp(c)
        except Outside:
            return True
        return bool(gap > TINY or (strict and abs(gap) <= TINY))
    return fails


def bound(r: Random, depth: int, true: bool) -> Statement | None:
    """f <= c, or f >= c, for x in S, with c 10^-1 to 10^-9 beside the extremum."""
    f, where, up, k = composition(r, depth), r.choice(SETS), r.random() < 0.5, r.randint(1, 9)
    g = f if up else joined("-", constant(F(0)), f)
    try:
        _, top = peak(g, where)
    except Outside:
        c = F(r.choice((1, 10, 1000)))
        return None if true else Statement(f"{f.text} <= {c} for x in {where.text}", "bound, undefined", f.depth, False, True, above(f, c, False))
    if abs(top) > 10**9:
        return None
    margin = F(1, 10**k)
    c = rounded(top + _mp(margin), k + 1, True) if true else rounded(top - _mp(margin), k + 1, False)
    relation, sign = r.choice((("<=", False), ("<", True))) if up else r.choice(((">=", False), (">", True)))
    return Statement(f"{f.text} {relation} {written(c if up else -c)} for x in {where.text}", "bound", f.depth, true, not true, above(g, c, sign))


def touching(r: Random, depth: int, true: bool) -> Statement | None:
    """Inequalities that hold with equality where g vanishes; strict ones are false if it does."""
    g, where = composition(r, depth - 1, True), r.choice(SETS)
    c, e = r.choice(CONSTANTS), "exp(1)"
    forms = [
        (f"({g.text})^2", "0"), (f"abs({g.text})", "0"), (f"exp({g.text})", f"1 + ({g.text})"), (f"({g.text})*tanh({g.text})", "0"),
        (f"cosh({g.text})", "1"), (f"relu({g.text})", g.text), (f"log(1 + ({g.text})^2)", "0"), (f"max({g.text}, {written(c)})", written(c)),
        (f"softplus({g.text})", f"relu({g.text})"), (f"abs({g.text})", f"silu({g.text})"), (f"exp({g.text})", f"{e}*({g.text})"),
        (f"({g.text})^2/(1 + ({g.text})^2)", "0"), (f"erf({g.text})*({g.text})", "0"), (f"1 - cos({g.text})", "0"),
    ]
    left, right = r.choice(forms)
    zero = F(1) if right.startswith(e) else c if left.startswith("max") else F(0)
    never = left.startswith("softplus")
    at = None
    try:
        rows = values(joined("-", g, constant(zero)), where.grid(60))
    except Outside:
        return None
    for x, v in rows:
        hit = v == 0 and abs(x) <= 40 and x == MP.mpf(int(x * 4)) / 4  # farther out it may be too small for 50 digits
        if hit or (left.startswith(("relu", "max")) and ((v > TINY) if left.startswith("relu") else (v < -TINY)) and not never):
            at = x
            break
    if true:
        return Statement(f"{left} >= {right} for x in {where.text}", "touching", g.depth + 1, True, True, lambda points: False)
    if at is None or never:
        return None
    exact = zero == 0 or left.startswith("max")  # that a value is 1 and no less, as of erf(exp(x)), digits do not tell
    return Statement(f"{left} > {right} for x in {where.text}", "touching", g.depth + 1, False, exact)


def identity(r: Random, depth: int, true: bool) -> Statement | None:
    """Two forms of one function, or the same with a small change in one of them."""
    g, where = composition(r, depth - 1), r.choice(SETS)
    h = composition(r, 1)
    a, b = g.text, h.text
    if re.search(r"\btan\(", a + b):
        return None  # it may have a pole in the set, which no grid meets, and there the identity is undefined
    one = constant(F(1))
    square = raised(g, F(2))
    forms: list[tuple[str, Made]] = [  # left side as text, right side
        (f"exp({a})*exp(-({a}))", one), (f"1 - 2/(exp(2*({a})) + 1)", applied("tanh", g)), (f"1 - erf({a})", applied("erfc", g)),
        (f"({a}) + log(1 + exp(-({a})))", applied("softplus", g)), (f"(({a}) + abs({a}))/2", applied("relu", g)),
        (f"1 - sigmoid(-({a}))", applied("sigmoid", g)), (f"1 - cos({a})^2", raised(applied("sin", g), F(2))),
        (f"({a}) + ({b}) - min({a}, {b})", joined("max", g, h)), (f"abs({a})*abs({b})", applied("abs", joined("*", g, h))),
        (f"sqrt(({a})^2)", applied("abs", g)), (f"log((1 + ({a})^2)^2)/2", applied("log", joined("+", one, square))),
        (f"(({a}) - ({b}))*(({a}) + ({b}))", joined("-", square, raised(h, F(2)))), (f"exp(({a}) + ({b}))", joined("*", applied("exp", g), applied("exp", h))),
        (f"cbrt({a})^3", g), (f"2*sin({a})*cos({a})", applied("sin", joined("*", constant(F(2)), g))), (f"relu({a}) - relu(-({a}))", g),
        (f"expm1({a}) + 1", applied("exp", g)), (f"({a})*(1 + erf(({a})/sqrt(2)))/2", applied("gelu", g)),
    ]
    left, right = r.choice(forms)
    if not true:
        small = constant(F(1, 10 ** r.randint(1, 9)))
        change = r.randint(0, 3)
        right = (joined("+", right, small), joined("*", right, joined("+", one, small)), joined("+", right, joined("*", small, g)),
                 joined("+", right, joined("*", small, applied("relu", h))))[change]
    if left.startswith("sqrt") and not true and r.random() < 0.5:
        right = g
    try:
        rows = values(right, where.grid(40))
        for part in (g, h):
            values(part, where.grid(40))
    except Outside:
        return None  # a side is undefined somewhere: without meaning here
    if true:
        return Statement(f"{left} = {right.text} for x in {where.text}", "identity", g.depth + 1, True, True, lambda points: False)
    truth = dict(forms)[left]
    try:
        apart = [x for x, v in rows if abs(v - truth.at(x)) > TINY * (1 + abs(v))]
    except (Outside, Blurred):
        return None
    return Statement(f"{left} = {right.text} for x in {where.text}", "identity", g.depth + 1, False, True) if apart else None


def extremum(r: Random, depth: int, true: bool) -> Statement | None:
    """An enclosure of the supremum or infimum on a compact interval, or the neighbouring one."""
    f, where, up, k = composition(r, depth, True), r.choice(BOUNDED), r.random() < 0.5, r.randint(1, 6)
    g = f if up else joined("-", constant(F(0)), f)
    try:
        _, top = peak(g, where)
    except Outside:
        return None
    if abs(top) > 10**6:
        return None
    lo, hi = rounded(top, k, False) - F(1, 10**k), rounded(top, k, True) + F(1, 10**k)
    if not true:
        width = hi - lo
        lo, hi = lo - width - F(1, 10**k), lo  # top is above all of it
    ends = (lo, hi) if up else (-hi, -lo)
    name = r.choice(("sup", "max") if up else ("inf", "min"))
    return Statement(f"{name}(x -> {f.text} on {where.text}) in [{ends[0]}, {ends[1]}]", "extremum", f.depth, true, not true)


def shape(r: Random, depth: int, true: bool) -> Statement | None:
    """Monotone, convex or concave on an interval, by differences on a grid."""
    f, where = composition(r, depth, True), r.choice(SETS)
    try:
        rows = values(f, [x for x in where.grid(80) if abs(x) < 40])
    except Outside:
        return None
    slopes = [(w - v) / (y - x) for (x, v), (y, w) in zip(rows, rows[1:], strict=False) if y - x > MP.mpf(10) ** -7]
    if len(slopes) < 10:
        return None
    steps = [t - s for s, t in zip(slopes, slopes[1:], strict=False)]
    strict = r.choice(("", "strictly "))
    facts = {"increasing": slopes, "decreasing": [-s for s in slopes], "convex": steps, "concave": [-s for s in steps]}
    name = r.choice(tuple(facts))
    holds = all(d > (TINY if strict else -TINY) for d in facts[name])
    broken = any(d < -MP.mpf(10) ** -18 for d in facts[name])
    if (true and not holds) or (not true and not broken):
        return None
    return Statement(f"(x -> {f.text}) is {strict}{name} on {where.text}", "shape", f.depth, true, not true, _bent(f, name))


def _bent(f: Made, name: str) -> Callable[[Sequence[Number]], bool]:
    """Do the values at two (three) points contradict it?"""
    def fails(points: Sequence[Number]) -> bool:
        at = [(MP.mpf(p), f(p)) for p in points]
        s = [(w - v) / (y - x) for (x, v), (y, w) in zip(at, at[1:], strict=False)]
        down = {"increasing": lambda: s[0] <= TINY, "decreasing": lambda: s[0] >= -TINY, "convex": lambda: s[1] <= s[0] + TINY,
                "concave": lambda: s[1] >= s[0] - TINY}
        return bool(down[name]())
    return fails


def lipschitz(r: Random, depth: int, true: bool) -> Statement | None:
    f, where, k = composition(r, depth, True), r.choice(SETS), r.randint(1, 3)
    try:
        rows = values(f, [x for x in where.grid(120) if abs(x) < 40])
    except Outside:
        return None
    slopes = [abs(w - v) / (y - x) for (x, v), (y, w) in zip(rows, rows[1:], strict=False) if y - x > MP.mpf(10) ** -7]
    if not slopes or max(slopes) > 10**6:
        return None
    margin = F(1, 10**k)
    c = rounded(max(slopes), k, True) + margin if true else rounded(max(slopes) * (1 - _mp(margin) / 2), 8, False) - F(1, 10**8)
    if c <= 0:
        return None

    def fails(points: Sequence[Number]) -> bool:
        p, q = points[:2]
        return bool(abs(f(p) - f(q)) > _mp(c) * abs(MP.mpf(p) - q) - TINY)
    return Statement(f"(x -> {f.text}) is {c}-Lipschitz on {where.text}", "lipschitz", f.depth, true, not true, fails)


def root(r: Random, depth: int, true: bool) -> Statement | None:
    """Some point of a compact interval at which a continuous function has a value, between the extrema or beyond them."""
    f, where, k = composition(r, depth, True), r.choice(BOUNDED), r.randint(1, 8)
    try:
        _, top = peak(f, where)
        _, low = peak(joined("-", constant(F(0)), f), where)
    except Outside:
        return None
    if abs(top) > 10**6 or abs(low) > 10**6:
        return None
    if true:
        if top + low < MP.mpf(10) ** -4:
            return None
        c = rounded((top - low) / 2, 6, True)
        return Statement(f"exists x in {where.text}: {f.text} = {written(c)}", "exists", f.depth, True, True)
    c = rounded(top, k, True) + F(1, 10**k)
    relation = r.choice(("=", ">", ">="))
    return Statement(f"exists x in {where.text}: {f.text} {relation} {written(c)}", "exists", f.depth, False, False)


def zeros(r: Random, depth: int, true: bool) -> Statement | None:
    """The zeros of a product of (x - r) and a positive function, all of them, one missing or one too many."""
    positive = applied(r.choice(("exp", "sigmoid", "softplus", "cosh")), composition(r, max(depth - 2, 0), True))
    where = r.choice(SETS)
    picks = [q for q in CONSTANTS if (where.lo is None or q > where.lo) and (where.hi is None or q < where.hi)]
    if len(picks) < 3:
        return None
    points = sorted(r.sample(picks, r.randint(1, 2)))
    f = positive
    for p in points:
        factor = joined("-", X, constant(p))
        f = joined("*", r.choice((factor, applied("tanh", factor), raised(factor, F(2)), applied("abs", factor))), f)
    said = list(points)
    if not true:
        spare = r.choice([q for q in picks if q not in points])
        said = r.choice((points[1:], [*points, spare], [spare, *points[1:]]))
    inside = ", ".join(str(p) for p in sorted(said))
    text = f"zeros(x -> {f.text} on {where.text}) = {{{inside}}}" if said else f"{f.text} != 0 for x in {where.text}"
    return Statement(text, "zeros", f.depth, true, True)


def limit(r: Random, depth: int, true: bool) -> Statement | None:
    """A limit at oo or -oo whose value shows at 10^4 and 10^8, or a neighbour of it; or a kink's one-sided slope."""
    f, s = composition(r, depth), r.choice((1, -1))
    try:
        near, far = (f.at(s * MP.mpf(10) ** k) for k in (4, 8))
    except (Outside, Blurred, ValueError, OverflowError, ZeroDivisionError):
        return None
    found = next((q for q in (F(n, d) for d in (1, 2, 3, 4) for n in range(-12, 13)) if abs(far - _mp(q)) < MP.mpf(10) ** -6
                  and abs(far - _mp(q)) <= abs(near - _mp(q))), None)
    if found is None:
        return None
    said = found if true else found + r.choice((F(1), F(-1), F(1, 10), F(1, 1000)))
    return Statement(f"lim({f.text}, x -> {'oo' if s > 0 else '-oo'}) = {said}", "limit", f.depth, true, False)


def joint(r: Random, depth: int, true: bool) -> Statement | None:
    """g left of c and g + (x - c)^k h right of it, h(c) not 0: of class C^(k-1), not C^k."""
    g, h, c, k = composition(r, depth - 1, True), composition(r, 1, True), r.choice(CONSTANTS), r.randint(1, 3)
    smooth = ("exp", "sin", "cos", "tanh", "atan", "erf", "sigmoid", "softplus", "silu", "gelu", "mish")
    g, h = applied(r.choice(smooth), X if depth < 2 else applied(r.choice(smooth), X)), applied(r.choice(smooth), h if h.depth == 0 else X)
    if abs(h(c)) < MP.mpf(10) ** -10:
        return None
    f = chosen(g, c, joined("+", g, joined("*", raised(joined("-", X, constant(c)), F(k)), h)), r.choice(("<", "<=")))
    order = r.randint(0, k - 1) if true else k
    text = f"(x -> {f.text}) is " + ("continuous" if order == 0 else r.choice((f"C^{order}", "differentiable")) if order == 1 else f"C^{order}")
    return Statement(text, "joint", f.depth, true, True)


KINDS = (bound, bound, touching, identity, extremum, shape, lipschitz, root, zeros, limit, joint)


def statements(seed: int, count: int) -> list[Statement]:
    """So many random statements, true and false in turn, of all kinds and of depths 1 to 5."""
    r, found = Random(seed), []
    seen: set[str] = set()
    while len(found) < count:
        kind, depth = KINDS[len(found) % len(KINDS)], r.choice((1, 2, 2, 3, 3, 4, 5))
        true = (len(found) // len(KINDS)) % 2 == 0
        try:
            made = kind(r, depth, true)
        except (Blurred, OverflowError, ZeroDivisionError):
            continue
        if made is not None and made.text not in seen and len(made.text) < 600:
            seen.add(made.text)
            found.append(made)
    return found
