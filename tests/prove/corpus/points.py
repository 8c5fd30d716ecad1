"""At which points is a statement tried? At ends, at touching points, near them, far out, and at random."""

from __future__ import annotations

import random
from fractions import Fraction

import mpmath
from mpmath import mp, mpf

from symact.check.term import Term, subterms

from .numbers import Env, Undefined, Unknown, member, number

Point = mpf


def anchors(t: Term) -> list[mpf]:
    """Constants of the statement, and points where things tend to happen."""
    found = {q for p in subterms(t) if p.head == "num" for q in (p.args[0], -p.args[0]) if isinstance(q, Fraction)}
    plain = [mpf(q.numerator) / q.denominator for q in sorted(found) if abs(q) < 10**7]
    plain += [k * mp.pi / 4 for k in range(-12, 13)] + [mpf(k) / 2 for k in range(-12, 13)]
    return [*plain, mp.e, -mp.e, 1 / mp.e, -1 / mp.e, mp.sqrt(2), -mp.sqrt(2), mp.sqrt(mpf(1) / 2), mp.log(2), -mp.log(2)]


def candidates(where: Term, env: Env, near: list[mpf], count: int, rng: random.Random) -> list[mpf]:
    """Points of a set, in order."""
    pool = list(near)
    a, b = hull(where, env)
    low, high = (a if mpmath.isfinite(a) else mpf(-40)), (b if mpmath.isfinite(b) else mpf(40))
    if not mpmath.isfinite(a) and high < 0:
        low = high - 40
    if not mpmath.isfinite(b) and low > 0:
        high = low + 40
    around = [*near, *edges(where, env)]
    for end in (a, b):
        if mpmath.isfinite(end):
            pool.append(end)
            around += [end] * 2
    some = around if len(around) * 9 <= count else rng.sample(around, max(1, count // 9))
    pool += [p + s * (high - low) * mpf(10) ** -k for p in some for s in (1, -1) for k in (2, 4, 6, 9)]
    pool += [p + s * mpf(10) ** -k for p in {mpf(0), *(e for e in (a, b) if mpmath.isfinite(e))} for s in (1, -1) for k in range(1, 13)]
    pool += [low + (high - low) * mpf(rng.random()) for _ in range(count)]
    if mpmath.isinf(a) or mpmath.isinf(b):
        pool += [s * mpf(10) ** (k / mpf(2)) for s in (1, -1) for k in range(2, 25)]
        pool += [s * mpf(10) ** mpf(rng.uniform(0, 4)) for s in (1, -1) for _ in range(count // 10)]
    good = []
    for p in sorted(set(pool)):
        try:
            if member(where, p, env):
                good.append(p)
        except Undefined:
            pass
    return good


def edges(where: Term, env: Env) -> list[mpf]:
    """The points that are taken out of a set, or are listed in it."""
    return [number(p, env) for s in subterms(where) if s.head == "finite" for p in s.args]


def hull(where: Term, env: Env) -> tuple[mpf, mpf]:
    """The least closed interval around a set."""
    match where.head:
        case "interval":
            return number(where.args[0], env), number(where.args[1], env)
        case "minus":
            return hull(where.args[0], env)
        case "union":
            parts = [hull(s, env) for s in where.args]
            return min(p[0] for p in parts), max(p[1] for p in parts)
        case "finite":
            points = [number(p, env) for p in where.args]
            return min(points), max(points)
        case "such":
            return mpf("-inf"), mpf("inf")
    raise Unknown(where.head)
