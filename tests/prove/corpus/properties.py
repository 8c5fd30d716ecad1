"""Has a function the property that `is` speaks of, at the points where it is tried?"""

from __future__ import annotations

import random
from fractions import Fraction

import mpmath
from mpmath import mp, mpf

from symact.check.term import Term

from .numbers import Undefined, Unknown, number
from .smoothness import ORDERS, smooth
from .values import TOLERANCE, sampled, value_of

ORDERED = {"increasing", "strictly increasing", "decreasing", "strictly decreasing", "monotone", "strictly monotone", "convex",
           "strictly convex", "concave", "strictly concave", "positive", "nonnegative", "negative", "nonpositive"}


def has(tree: Term) -> bool:
    """Is no violation of the property found?"""
    name, function, where = tree.args[:3]
    if name in ("odd", "even", "periodic"):
        return _mirrored(tree)
    if name == "Lipschitz":
        try:
            best, least = value_of(Term("lipschitz", (function, where)), {}), number(tree.args[3], {})
        except Undefined:
            raise Unknown(name) from None
        if abs(best - least) < mpf(10) ** -12:
            return True
        return bool(best < least)
    if name in ("monotone", "strictly monotone"):
        words = ("increasing", "decreasing") if name == "monotone" else ("strictly increasing", "strictly decreasing")
        return any(has(Term("is", (word, function, where))) for word in words)
    if name == "C" or name in ORDERS:
        return smooth(tree)
    if name not in ORDERED:
        raise Unknown(name)
    rows = [(p, v) for p, v in sampled(function, where, {}) if abs(p) < 10**6]
    small = mpf(10) ** (10 - mp.dps)
    if name in ("positive", "negative", "nonnegative", "nonpositive"):
        sign = 1 if name in ("positive", "nonnegative") else -1
        return all(sign * v > 0 if name in ("positive", "negative") else sign * v >= 0 for p, v in rows if abs(p) < 30)
    if "creasing" in name:
        sign = -1 if "decreasing" in name else 1
        steps = [sign * (v - u) for (p, u), (q, v) in zip(rows, rows[1:], strict=False) if q - p > 0]
        flat = [s for s, (p, _) in zip(steps, rows, strict=False) if s == 0 and abs(p) < 6]
        if any(s < -mpf(10) ** -20 for s in _slopes(function, sign, [p for p, _ in rows])):
            return False
        worst = min(steps)
        return worst >= -small * max(1, *(abs(v) for p, v in rows if abs(p) < 100)) and not ("strictly" in name and len(flat) > 3)
    return _bent(name, function, where, rows)


def _slopes(function: Term, sign: int, points: list[mpf]) -> list[mpf]:
    """The derivative, where there is one, in the direction of the sign."""
    x, body = function.args
    found = []
    for p in points:
        try:
            if abs(p) < 100:
                found.append(sign * number(Term("deriv", (body, x, Term("num", (Fraction(1),)), x)), {x.args[0]: p}))
        except (Undefined, Unknown):
            pass
    return found


def _bent(name: str, function: Term, where: Term, rows: list[tuple[mpf, mpf]]) -> bool:
    """Secants between points near to each other and far apart."""
    x, body = function.args
    sign, rng = -1 if "concave" in name else 1, random.Random(7)
    near = [(rows[i], rows[i + d]) for d in (1, 2, 5) for i in range(len(rows) - d)]
    pairs = near + [tuple(rng.sample(rows, 2)) for _ in range(200)]
    flat = 0
    for (p, u), (q, v) in pairs:
        if abs(p) > 10**4 or abs(q) > 10**4 or p == q:
            continue
        try:
            gap = sign * ((u + v) / 2 - number(body, {x.args[0]: (p + q) / 2}))
        except Unknown:
            continue
        size = max(1, abs(u), abs(v))
        if gap < -mpf(10) ** -40 * size:
            return False
        flat += gap < mpf(10) ** -45 * size and abs(p - q) > 1 and abs(p) < 6 and abs(q) < 6
    return not ("strictly" in name and flat > 3)


def _mirrored(tree: Term) -> bool:
    name, function, where = tree.args[:3]
    x, body = function.args
    shift = number(tree.args[3], {}) if name == "periodic" else mpf(0)
    rows = [(p, v) for p, v in sampled(function, where, {}) if abs(p) < 1000]
    for p, v in rows:
        try:
            other = number(body, {x.args[0]: p + shift if shift else -p})
        except Undefined:
            return False
        except Unknown:
            continue
        if abs(other - (-v if name == "odd" else v)) > TOLERANCE * max(1, abs(v)):
            return False
    if name == "periodic":
        for part in (2, 3):
            if all(abs(number(body, {x.args[0]: p + shift / part}) - v) < TOLERANCE for p, v in rows if not mpmath.isinf(v)):
                return False
    return True
