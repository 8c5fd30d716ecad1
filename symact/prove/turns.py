"""Signs of terms that come very near to 0 where they turn: bounds for extrema to many digits.

Near a critical point the term is enclosed by its slope, elsewhere it is monotone. Untrusted: rules of the kernel that need
neither cells nor precision, because only signs of numbers are asked at the ends.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise

from symact.check.calculus import differentiate
from symact.check.extent import NEG, POS, Context, interval
from symact.check.signs import cut, enter
from symact.check.term import Rejected, Term, free, neg, num, substitute, sym, value
from symact.proof import balls

from . import numeric
from .budget import Budget, Stuck
from .nodes import NAMES, Proof, accepted, with_form, with_lemma

BITS, MOST_TURNS, DEPTH = 320, 5, 3


def exact_value(t: Term, x: str, q: Fraction) -> Fraction | None:
    """The value of t at q, to a hundred digits where that is possible."""
    ball = balls.at(t, x, q, BITS)
    if ball is None or not ball.is_finite():
        return None
    mantissa, exponent = ball.mid().man_exp()
    return Fraction(int(mantissa)) * Fraction(2) ** int(exponent)


def refined(t: Term, x: str, q: Fraction, domain: Term) -> tuple[Fraction, Fraction | None]:
    """The critical point next to q, and the value there: to some sixty digits, if t turns near q."""
    slope = differentiate(t, x)
    for k in (36, 30, 24, 18, 12, 6):
        a, b = q - Fraction(1, 1 << k), q + Fraction(1, 1 << k)
        if numeric.inside(a, domain) and numeric.inside(b, domain) and numeric.number(slope, x, a) * numeric.number(slope, x, b) < 0:
            q = turn(slope, x, a, b)
            break
    return q, exact_value(t, x, q)


def turn(slope: Term, x: str, a: Fraction, b: Fraction, bits: int = 200) -> Fraction:
    """The zero of the slope between two rationals, by bisection."""
    rises = numeric.number(slope, x, b) > 0
    a, b = (Fraction(round(e * (1 << 210)), 1 << 210) for e in (a, b))
    while b - a > Fraction(1, 1 << bits):
        m = (a + b) / 2
        v = numeric.number(slope, x, m, 256)
        if v == 0:
            return m
        a, b = (a, m) if (v > 0) == rises else (m, b)
    return a


def by_turns(t: Term, mask: int, ctx: Context, budget: Budget, effort: int) -> Proof | None:
    """Where it is too near to 0 for cells: cut around the points where t turns; between the cuts it is monotone."""
    if len(free(t)) != 1 or bool(mask & POS) == bool(mask & NEG):
        return None
    x, = free(t)
    budget.spend(20)
    up = 1 if mask & POS else -1
    if not 1e-40 < numeric.lowest(t if up > 0 else neg(t), x, ctx.domain(x))[1] < 1e-5:  # it is not near to 0, or it touches
        return None
    slope = differentiate(t, x)
    bend = differentiate(slope, x)
    for a, b in _turning(slope, x, ctx.domain(x)):
        r = turn(slope, x, a, b, 100)
        gap, curve = numeric.number(t, x, r) * up, numeric.number(bend, x, r) * up
        if 1e-45 * curve < gap < 1e-9 * curve:  # below it touches, above cells cost less
            return cut_at_turns(t, mask, ctx, budget, DEPTH)
    return None


def _turning(slope: Term, x: str, domain: Term) -> list[tuple[Fraction, Fraction]]:
    """Pairs of neighbours on a grid between which the slope changes its sign."""
    rows = [(q, v) for q in sorted(numeric.grid(domain, 60)) if abs(v := numeric.number(slope, x, q)) > 1e-300]
    return [(a, b) for (a, u), (b, v) in pairwise(rows) if u * v < 0]


def cut_at_turns(t: Term, mask: int, ctx: Context, budget: Budget, depth: int) -> Proof | None:
    """The proof with cuts; the signs of slopes are shown in the same way, to a certain depth."""
    from .signs import find_sign

    if len(free(t)) != 1 or bool(mask & POS) == bool(mask & NEG):
        return None
    x, = free(t)
    up, strict, domain = (1, POS, ctx.domain(x)) if mask & POS else (-1, NEG, ctx.domain(x))
    budget.spend(60)
    slope = differentiate(t, x)
    turns = [turn(slope, x, a, b) for a, b in _turning(slope, x, domain)]
    if not 1 <= len(turns) <= MOST_TURNS:
        return None
    cuts: list[Fraction] = []
    brackets: dict[Fraction, bool] = {}
    for r in turns:
        gap, bend = exact_value(t, x, r), exact_value(differentiate(slope, x), x, r)
        if gap is None or bend is None or gap * up <= 0 or not bend:
            return None
        low = bend * up > 0
        width = min(_root(abs(gap / bend)) / 3, Fraction(1, 16)) if low else Fraction(1, 16)
        p, q = (numeric.simplest(r + s * width * Fraction(3, 4), r + s * width * Fraction(5, 4)) for s in (-1, 1))
        if not (numeric.inside(p, domain) and numeric.inside(q, domain)) or (cuts and p <= cuts[-1]):
            return None
        brackets[p] = low
        cuts += [p, q]
    proofs = []
    for i, part in enumerate(cut(ctx, x, [num(c) for c in cuts])):
        inner, here = enter(ctx, x, part)
        if part.head == "finite":
            proofs.append(find_sign(substitute(t, here), mask, inner, budget, 0))
            continue
        if i % 4 == 2:
            proof = _bracket(t, x, slope, strict, inner, budget) if brackets[cuts[i // 2 - 1]] else find_sign(t, mask, inner, budget, 2)
        else:
            least_left = brackets[cuts[i // 2 - 2]] if i else not brackets[cuts[0]]
            proof = _run(t, x, slope, mask, least_left, inner, budget, depth)
        if proof is None:
            return None
        proofs.append(proof)
    return accepted(t, mask, {"rule": "split", "var": x, "at": [str(c) for c in cuts], "proofs": proofs}, ctx)


def _run(t: Term, x: str, slope: Term, mask: int, least_left: bool, ctx: Context, budget: Budget, depth: int) -> Proof | None:
    """Between two cuts t is monotone: it is least at the cut where it has turned, or far out."""
    from .signs import find_tail

    side, away = ("left", 1) if least_left else ("right", -1)
    if value(ctx.domain(x).args[0 if least_left else 1]) is None:
        return find_tail(t, mask, ctx, budget, 2)
    wanted = POS if away * (1 if mask & POS else -1) > 0 else NEG
    inside = ctx.restrict(x, interval(*ctx.domain(x).args[:2]))
    return accepted(t, mask, {"rule": "monotone", "var": x, "from": side, "slope": NAMES[wanted],
                              "derivative": _shown(slope, wanted, inside, budget, depth - 1)}, ctx)


def _shown(t: Term, mask: int, ctx: Context, budget: Budget, depth: int) -> Proof:
    """The sign of a slope: by its own shape first, which costs little."""
    from .signs import by_form, find_sign

    attempts: tuple[Callable[[], Proof | None], ...] = (
        lambda: by_form(t, mask, ctx, budget, 0), lambda: away_from_end(t, mask, ctx, budget, depth),
        lambda: cut_at_turns(t, mask, ctx, budget, depth))
    for attempt in attempts[:3 if depth else 1]:
        try:
            if (proof := attempt()) is not None:
                return proof
        except (Stuck, Rejected):
            continue
    return find_sign(t, mask, ctx, budget, 2)


def _root(q: Fraction) -> Fraction:
    """A rational near the square root, however small."""
    from math import isqrt

    return Fraction(isqrt(q.numerator * q.denominator << 64), q.denominator << 32)


def _bracket(t: Term, x: str, slope: Term, strict: int, ctx: Context, budget: Budget) -> Proof | None:
    """On [p, q], where the slope rises from -e: t + e (x - p) rises from t(p), and e (x - p) is at most e (q - p)."""
    from .signs import by_cells

    p, q = (value(e) for e in ctx.domain(x).args[:2])
    assert p is not None
    assert q is not None
    up = 1 if strict == POS else -1
    steep = exact_value(slope, x, p)
    if steep is None:
        return None
    e = numeric.simplest(abs(steep) * Fraction(9, 8), abs(steep) * Fraction(5, 4)) * up
    tilted = Term("+", (t, num(e) * (sym(x) - num(q))))
    rest = num(e) * (num(q) - sym(x))
    bent = by_cells(differentiate(slope, x), strict, ctx, budget, 2)
    if bent is None:
        return None
    name = NAMES[strict]
    rising: Proof = {"rule": "monotone", "var": x, "from": "left", "slope": name, "derivative": bent}
    lemma: Proof = {"rule": "monotone", "var": x, "from": "left", "slope": name, "derivative": rising}
    return accepted(t, strict, with_lemma(tilted, strict, lemma, with_form(Term("+", (tilted, rest)), {"rule": "algebra"})), ctx)


def by_end(t: Term, mask: int, ctx: Context, budget: Budget, effort: int) -> Proof | None:
    """See `away_from_end`."""
    return away_from_end(t, mask, ctx, budget, DEPTH)


def away_from_end(t: Term, mask: int, ctx: Context, budget: Budget, depth: int) -> Proof | None:
    """A term that is very near to 0 at a rational end and moves away from it: a short piece there by monotonicity."""
    from .signs import by_cells, find_sign

    if len(free(t)) != 1 or bool(mask & POS) == bool(mask & NEG):
        return None
    x, = free(t)
    up, strict, domain = (1, POS, ctx.domain(x)) if mask & POS else (-1, NEG, ctx.domain(x))
    slope = differentiate(t, x)
    for side, end in ((1, value(domain.args[0])), (-1, value(domain.args[1]))):
        if end is None:
            continue
        budget.spend(4)
        v, d = (numeric.number(s, x, end) * up for s in (t, slope))
        if not (0 < v < 2e-4 * d * side):  # farther from 0 a few cells are enough
            continue
        for width in (Fraction(1, 2), Fraction(1, 8), Fraction(1, 64)):
            near = end + side * width
            if not numeric.inside(near, domain):
                continue
            parts = cut(ctx, x, [num(near)])
            here = enter(ctx, x, parts[0 if side > 0 else 2])[0]
            inside = here.restrict(x, interval(*here.domain(x).args[:2]))
            moved = by_cells(slope, POS if up * side > 0 else NEG, inside, budget, 1)
            if moved is None:
                continue
            first: Proof = {"rule": "monotone", "var": x, "from": "left" if side > 0 else "right",
                            "slope": NAMES[POS if up * side > 0 else NEG], "derivative": moved}
            inner, point = enter(ctx, x, parts[1])
            try:
                middle = find_sign(substitute(t, point), strict, inner, budget, 0)
                far = _shown(t, strict, enter(ctx, x, parts[2 if side > 0 else 0])[0], budget, depth and depth - 1)
            except (Stuck, Rejected):
                break
            proofs = [first, middle, far][::side]
            return accepted(t, mask, {"rule": "split", "var": x, "at": [str(near)], "proofs": proofs}, ctx)
    return None



