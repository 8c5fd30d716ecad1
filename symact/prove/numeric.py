"""Where to look: ball evaluation of terms at points, sample grids, and minima found by search. Untrusted."""

from __future__ import annotations

import math
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache

from flint import arb

from symact.check.extent import ZERO, Context
from symact.check.term import MINUS_OO, OO, Rejected, Term, free, num, substitute, value
from symact.proof import balls

from .pinned import pinned

FIBONACCI: tuple[int, ...] = (1, 2)
while len(FIBONACCI) < 70:
    FIBONACCI = (*FIBONACCI, FIBONACCI[-2] + FIBONACCI[-1])
NARROWEST = Fraction(1, 1 << 44)


def number(t: Term, x: str, q: Fraction, bits: int = 128) -> float:
    """A float near t(q), of the right sign: 0.0 only where 2000 bits see no sign; nan where undefined."""
    for precision in (bits, 512, 2048):
        ball = balls.at(t, x, q, precision)
        if ball is None:
            return math.nan
        if ball > 0 or ball < 0:
            return float(ball) or (5e-324 if ball > 0 else -5e-324)
        if ball.is_exact():
            return 0.0
    return 0.0


def magnitude(t: Term, x: str, q: Fraction) -> float:
    """log |t(q)|, for values that are too large or too small for a float as well; -oo where there is no value."""
    ball = balls.at(t, x, q)
    return float(abs(ball).log().mid()) if ball is not None and ball != 0 else -math.inf


def to_float(q: Fraction) -> float:
    try:
        return float(q)
    except OverflowError:
        return math.inf if q > 0 else -math.inf


def closed(t: Term, bits: int = 128) -> float:
    """A float near a closed term; infinite ends as they are."""
    if t == OO:
        return math.inf
    if t == MINUS_OO:
        return -math.inf
    q = value(t)
    return to_float(q) if q is not None else number(t, "", Fraction(0), bits)


def ends(domain: Term) -> tuple[float, float]:
    low, high = closed(domain.args[0]), closed(domain.args[1])
    if math.isnan(low) or math.isnan(high):
        raise Rejected("an end of the interval depends on other variables")
    return low, high


def inside(q: Fraction, domain: Term) -> bool:
    """Whether q lies strictly inside the interval (judged by floats where an end is irrational)."""
    low, high = (closed(e) if (exact := value(e)) is None else exact for e in domain.args[:2])
    return bool(low < q < high)


def middle(domain: Term) -> Fraction:
    """A simple rational well inside the interval."""
    low, high = ends(domain)
    if math.isinf(low):
        if math.isinf(high):
            return Fraction(0)
        return q if (q := Fraction(high) - 1).denominator < 1 << 20 else simplest(q - Fraction(1, 4), q + Fraction(1, 4))
    if math.isinf(high):
        return q if (q := Fraction(low) + 1).denominator < 1 << 20 else simplest(q - Fraction(1, 4), q + Fraction(1, 4))
    return simplest(Fraction(low * 0.75 + high * 0.25), Fraction(low * 0.25 + high * 0.75))


@lru_cache(maxsize=2000)
def grid(domain: Term, count: int = 40) -> tuple[Fraction, ...]:
    """Rational sample points inside an interval with closed ends: dense near the ends and near 0."""
    lo, hi = ends(domain)
    points: set[Fraction] = set()
    if math.isfinite(lo) and math.isfinite(hi):
        width = hi - lo
        points |= {Fraction(lo + width * k / count) for k in range(count + 1)}
        points |= {Fraction(lo + width * 2.0**-k) for k in range(3, 24, 2)} | {Fraction(hi - width * 2.0**-k) for k in range(3, 24, 2)}
    else:
        base = lo if math.isfinite(lo) else hi if math.isfinite(hi) else 0.0
        steps = {k / 4 for k in range(1, count)} | {2.0**k for k in range(-20, 11)}
        if not math.isfinite(hi):
            points |= {Fraction(base + s) for s in steps}
        if not math.isfinite(lo):
            points |= {Fraction(base - s) for s in steps}
        if lo < 0 < hi:
            points.add(Fraction(0))
    low, high = (closed(e) if (exact := value(e)) is None else exact for e in domain.args[:2])
    inner = sorted(p for p in {p.limit_denominator(1 << 40) for p in points} if low < p < high)
    closed_ends = ((low, domain.args[2] == "["), (high, domain.args[3] == "]"))
    return (*inner, *(e for e, bracket in closed_ends if bracket and isinstance(e, Fraction)))


def about(t: Term, ctx: Context) -> float:
    """A float near a term without variables, or with such as have no choice."""
    return closed(substitute(t, {n: num(q) for n, q in pinned(ctx).items()}) if free(t) else t)


def meets(t: Term, ctx: Context) -> bool:
    """Whether a term in one variable is about 0 at an end of its interval that is a variable without a choice, or may be."""
    known = pinned(ctx)
    if len(free(t)) != 1:
        return True
    x, = free(t)
    ends = (e for e in ctx.domain(x).args[:2] if free(e) and free(e) <= known.keys())
    return any(not abs(number(t, x, Fraction(about(e, ctx)))) > 1e-6 for e in ends) if known else False


def samples(t: Term, ctx: Context, count: int = 40) -> list[tuple[dict[str, Fraction], float]]:
    """Values of t at sample points of the context that satisfy its hypotheses (a few combinations of several variables)."""
    fixed = pinned(ctx)
    facts = [(f, m) for f, m in ctx.facts if f.head != "sym" and not (m == ZERO and free(f) <= fixed.keys())]
    if fixed and not free(t) <= fixed.keys():
        put = {n: num(q) for n, q in fixed.items()}
        t, facts = substitute(t, put), [(h, m) for f, m in facts if free(h := substitute(f, put))]
        ctx = replace(ctx, domains=tuple((n, substitute(d, put)) for n, d in ctx.domains if n not in fixed))
    names = sorted(free(t).union(*(free(f) for f, _ in facts)))
    if not free(t):
        return [({}, closed(t))]
    found = []
    domains = dict(ctx.domains)
    main = next(n for n, _ in reversed(ctx.domains) if n in free(t))
    others = [n for n in names if n != main]
    for k in range(1 if not others else 4 if not facts else 12):
        chosen: dict[str, Fraction] = {}
        try:
            for i, n in enumerate(others):
                d = substitute(domains[n], {m: num(v) for m, v in chosen.items()})
                g = grid(d, 12)
                chosen[n] = g[(7 * i + 11 * k + 5) % len(g)]
            here = {n: num(v) for n, v in chosen.items()}
            s, d = substitute(t, here), substitute(domains[main], here)
            known = [(substitute(f, here), m) for f, m in facts]
            for q in grid(d, count if not others else 12):
                v = number(s, main, q)
                if not math.isnan(v) and all(holds(number(f, main, q), m) for f, m in known):
                    found.append(({**chosen, main: q}, v))
        except (ZeroDivisionError, IndexError, OverflowError, ValueError, KeyError, Rejected):
            continue
    return found


def holds(v: float, mask: int) -> bool:
    return bool(mask & (4 if v > 0 else 1 if v < 0 else 2))


@lru_cache(maxsize=5000)
def lowest(t: Term, x: str, domain: Term) -> tuple[Fraction, float]:
    """A point of the interval at which t is about as small as anywhere on it (grid, far out, then Fibonacci search)."""
    rows = _rows(t, x, [*grid(domain, 80), *outermost(domain, True), *outermost(domain, False)])
    if not rows:
        raise Rejected("no sample of the term could be evaluated")
    i = min(range(len(rows)), key=lambda k: rows[k][1])
    others = [k for k in range(1, len(rows) - 1) if k != i and _may_dip(rows[k - 1][1], rows[k][1], rows[k + 1][1], rows[i][1])]
    found = [_narrowed(t, x, rows, k) for k in (i, *others[:3])]
    best = min(found, key=lambda row: float(row[1].mid()) if row[1] is not None else math.inf)[0] if others else found[0][0]
    return nearer(t, x, best, number(t, x, best), domain)


def _may_dip(left: float, here: float, right: float, least: float) -> bool:
    """Whether a function with these three neighbouring values, the middle one the smallest, may be less than a number near there."""
    return here <= min(left, right) and here - (max(left, right) - here) / 4 < least and math.isfinite(left + right)


def _narrowed(t: Term, x: str, rows: list[tuple[Fraction, float]], i: int) -> tuple[Fraction, arb | None]:
    """The smallest value found by Fibonacci search between the neighbours of a grid point: each step needs one more value."""
    a, b = rows[max(i - 1, 0)][0], rows[min(i + 1, len(rows) - 1)][0]
    best, least, unit = rows[i][0], balls.at(t, x, rows[i][0]), (b - a) / FIBONACCI[-1]
    low, u, w, high = 0, FIBONACCI[-3], FIBONACCI[-2], FIBONACCI[-1]  # a + unit * each of them
    fu, fw = (balls.at(t, x, a + unit * k) for k in (u, w))
    while fu is not None and fw is not None:
        left = bool(fu.mid() <= fw.mid())
        k, f = (u, fu) if left else (w, fw)
        if least is None or f.mid() < least.mid():
            best, least = a + unit * k, f
        if high - low <= 3 or unit * (high - low) < NARROWEST:
            break
        if left:
            u, w, high, fw = low + w - u, u, w, fu
            fu = balls.at(t, x, a + unit * u)
        else:
            low, u, w, fu = u, w, u + high - w, fw
            fw = balls.at(t, x, a + unit * w)
    shorter = best.limit_denominator(1 << 50)
    return shorter if a < shorter < b else best, least  # next to an end of the interval there is nothing shorter


def nearer(t: Term, x: str, q: Fraction, v: float, domain: Term) -> tuple[Fraction, float]:
    """A far point, or one nearer to 0 at which t is nearly as small."""
    while abs(q) > 32 and inside(q / 2, domain) and (w := number(t, x, q / 2)) <= v + abs(v) / 64:
        q, v = q / 2, w
    return q, v


def _rows(t: Term, x: str, points: list[Fraction]) -> list[tuple[Fraction, float]]:
    rows = [(q, number(t, x, q)) for q in points]
    return sorted((q, v) for q, v in rows if not math.isnan(v))


def outermost(domain: Term, left: bool) -> list[Fraction]:
    """Points of an interval ever nearer to one of its ends, or ever farther out."""
    low, high = ends(domain)
    end = low if left else high
    if math.isinf(end):
        base = high if left else low
        step = -1 if left else 1
        return [Fraction(0 if math.isinf(base) else base) + step * Fraction(2) ** k for k in range(12, 64, 4)]
    exact = value(domain.args[0 if left else 1])
    width = Fraction(1) if math.isinf(high - low) else Fraction(high) - Fraction(low)
    inward = width if left else -width
    return [(Fraction(end) if exact is None else exact) + inward / 2**k for k in range(26, 50 if exact is None else 66, 4)]


def simplest(lo: Fraction, hi: Fraction) -> Fraction:
    """The rational of least denominator in [lo, hi] (Stern-Brocot)."""
    if lo > hi:
        lo, hi = hi, lo
    if lo <= 0 <= hi:
        return Fraction(0)
    if hi < 0:
        return -simplest(-hi, -lo)
    whole = lo // 1
    if whole == lo or whole + 1 <= hi:
        return Fraction(whole if whole == lo else whole + 1)
    return whole + 1 / simplest(1 / (hi - whole), 1 / (lo - whole))
