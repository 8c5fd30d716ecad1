"""Random functions as text and as a 50-digit mpmath evaluation side by side: what a statement says, without symact.

A `Made` is built bottom up; its text and its evaluation are written down together, head by head, so that the truth of a
statement about it can be judged by code that shares nothing with symact, not even the reader.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from random import Random
from typing import Any

import mpmath

MP = mpmath.mp.clone()
MP.dps = 50
TINY = MP.mpf(10) ** -30  # far above the errors of 50 digits, far below every margin that a statement is given
Number = Any


class Outside(Exception):
    """The function is undefined at the point."""


class Blurred(Exception):
    """The digits do not tell what the value is: a decision about a sign falls within the error."""


@dataclass(frozen=True)
class Made:
    """A function of x: how it is written, its value at a point, and how deep the composition is."""

    text: str
    at: Callable[[Number], Number]
    depth: int = 0

    def __call__(self, x: Number) -> Number:
        return self.at(MP.mpf(x.numerator) / x.denominator if isinstance(x, Fraction) else MP.mpf(x))


def sign(v: Number) -> int:
    if v != 0 and abs(v) < TINY:
        raise Blurred
    return (v > 0) - (v < 0)


def positive(v: Number) -> Number:
    if sign(v) <= 0:
        raise Outside
    return v


def _log(v: Number) -> Number:
    return MP.log(positive(v))


def _sqrt(v: Number) -> Number:
    if sign(v) < 0:
        raise Outside
    return MP.sqrt(v)


def _cbrt(v: Number) -> Number:
    return MP.cbrt(v) if v >= 0 else -MP.cbrt(-v)


def _asin(v: Number) -> Number:
    if sign(abs(v) - 1) > 0:
        raise Outside
    return MP.asin(v)


def _exp(v: Number) -> Number:
    if abs(v) > 3000:
        raise Blurred
    return MP.exp(v)


def _wave(f: Callable[[Number], Number]) -> Callable[[Number], Number]:
    def at(v: Number) -> Number:
        if abs(v) > 10**6:
            raise Blurred
        return f(v)
    return at


def _tan(v: Number) -> Number:
    if abs(v) > 10**6 or abs(MP.cos(v)) < TINY:
        raise Blurred
    return MP.tan(v)


def _sigmoid(v: Number) -> Number:
    return 1 / (1 + _exp(-v))


def _softplus(v: Number) -> Number:
    return MP.log1p(_exp(v))


def _clip(v: Number, lo: Number, hi: Number) -> Number:
    return min(max(v, MP.mpf(lo)), MP.mpf(hi))


HEADS: dict[str, Callable[[Number], Number]] = {
    "exp": _exp, "expm1": lambda v: MP.expm1(v) if abs(v) < 3000 else _exp(v) - 1, "sin": _wave(MP.sin), "cos": _wave(MP.cos), "atan": MP.atan,
    "tanh": MP.tanh, "erf": MP.erf, "erfc": MP.erfc, "abs": abs, "cbrt": _cbrt, "sign": lambda v: MP.mpf(sign(v)),
    "log": _log, "sqrt": _sqrt, "tan": _tan, "asin": _asin, "sinh": lambda v: (_exp(v) - _exp(-v)) / 2,
    "cosh": lambda v: (_exp(v) + _exp(-v)) / 2, "log1p": lambda v: _log(1 + v),
}
CATALOGUE: dict[str, Callable[[Number], Number]] = {
    "relu": lambda v: max(v, MP.mpf(0)), "relu6": lambda v: _clip(v, 0, 6), "hardtanh": lambda v: _clip(v, -1, 1),
    "leaky_relu": lambda v: v if v >= 0 else v / 100, "elu": lambda v: v if v > 0 else MP.expm1(v), "sigmoid": _sigmoid,
    "softplus": _softplus, "log_sigmoid": lambda v: -_softplus(-v), "silu": lambda v: v * _sigmoid(v),
    "gelu": lambda v: v * MP.erfc(-v / MP.sqrt(2)) / 2, "mish": lambda v: v * MP.tanh(_softplus(v)),
    "hardswish": lambda v: v * _clip(v + 3, 0, 6) / 6,
}
TOTAL = ("exp", "sin", "cos", "atan", "tanh", "erf", "erfc", "abs", "cbrt", "expm1", "sinh", "cosh")
CONSTANTS = tuple(Fraction(q) for q in ("-3", "-2", "-1", "-1/2", "1/3", "1/2", "3/4", "1", "3/2", "2", "3"))
X = Made("x", lambda x: x)


def written(q: Fraction) -> str:
    return f"({q})" if q < 0 or q.denominator > 1 else str(q)


def constant(q: Fraction) -> Made:
    value = MP.mpf(q.numerator) / q.denominator
    return Made(written(q), lambda _: value)


def applied(name: str, u: Made) -> Made:
    head = HEADS.get(name) or CATALOGUE[name]
    return Made(f"{name}({u.text})", lambda x: head(u.at(x)), u.depth + 1)


def joined(operator: str, u: Made, v: Made) -> Made:
    def quotient(x: Number) -> Number:
        below = v.at(x)
        if sign(below) == 0:
            raise Outside
        return u.at(x) / below

    rules: dict[str, Callable[[Number], Number]] = {
        "+": lambda x: u.at(x) + v.at(x), "-": lambda x: u.at(x) - v.at(x), "*": lambda x: u.at(x) * v.at(x), "/": quotient,
        "min": lambda x: min(u.at(x), v.at(x)), "max": lambda x: max(u.at(x), v.at(x)),
    }
    text = f"{operator}({u.text}, {v.text})" if len(operator) > 1 else f"({u.text}) {operator} ({v.text})"
    return Made(text, rules[operator], 1 + max(u.depth, v.depth))


def raised(u: Made, n: Fraction) -> Made:
    def at(x: Number) -> Number:
        b = u.at(x)
        s = sign(b)
        if (s == 0 and n < 0) or (s < 0 and n.denominator > 1):
            raise Outside
        return b ** int(n) if n.denominator == 1 else b ** (MP.mpf(n.numerator) / n.denominator) if s else MP.mpf(0)
    return Made(f"({u.text})^{written(n)}", at, u.depth + 1)


def chosen(u: Made, c: Fraction, v: Made, relation: str = "<") -> Made:
    """u where x < c (or <=, >, >=), v elsewhere."""
    end = MP.mpf(c.numerator) / c.denominator
    holds = {"<": lambda x: x < end, "<=": lambda x: x <= end, ">": lambda x: x > end, ">=": lambda x: x >= end}[relation]
    return Made(f"Piecewise(({u.text}, x {relation} {written(c)}), ({v.text}, True))", lambda x: u.at(x) if holds(x) else v.at(x),
                1 + max(u.depth, v.depth))


def composition(r: Random, depth: int, continuous: bool = False) -> Made:
    """A random function of exactly this depth along one branch; with `continuous`, continuous on R wherever it is defined on R."""
    if depth == 0:
        return X if r.random() < 0.75 else constant(r.choice(CONSTANTS))
    u = composition(r, depth - 1, continuous)
    pick = r.random()
    if pick < 0.30:
        return applied(r.choice(TOTAL), u)
    if pick < 0.50:
        return applied(r.choice(tuple(CATALOGUE)), u)
    if pick < 0.58:  # log, roots and asin of what is in their domain
        square = joined("+", constant(r.choice((Fraction(1), Fraction(1, 2), Fraction(2)))), raised(u, Fraction(2)))
        return r.choice((lambda: applied("log", square), lambda: applied("sqrt", square), lambda: joined("/", constant(Fraction(1)), square),
                         lambda: applied("asin", joined("/", applied("tanh", u), constant(Fraction(2))))))()
    if pick < 0.66 and not continuous:
        return r.choice((lambda: applied("sign", u), lambda: applied(r.choice(("log", "sqrt", "tan", "log1p")), u),
                         lambda: raised(u, Fraction(r.choice(("-1", "-2", "1/2", "3/2")))),
                         lambda: chosen(u, r.choice(CONSTANTS), composition(r, r.randint(0, 1)), r.choice(("<", "<=", ">", ">=")))))()
    v = composition(r, r.randint(0, min(depth - 1, 1)), continuous)
    if pick < 0.90:
        operator = r.choice(("+", "-", "*", "+", "*", "min", "max"))
        return joined(operator, u, v) if r.random() < 0.5 else joined(operator, v, u)
    return raised(u, Fraction(r.choice((2, 2, 3, 4))))


# ------------------------------------------------------------------ values on a set

@dataclass(frozen=True)
class Range:
    """An interval by its ends (None: infinite) as it is written, and the points at which functions are looked at."""

    lo: Fraction | None
    hi: Fraction | None
    closed: bool = True

    @property
    def text(self) -> str:
        left = "(-oo" if self.lo is None else f"{'[' if self.closed else '('}{self.lo}"
        right = "oo)" if self.hi is None else f"{self.hi}{']' if self.closed else ')'}"
        return f"{left}, {right}"

    def grid(self, count: int) -> list[Number]:
        return list(_grid(self, count))


@lru_cache(maxsize=64)
def _grid(where: Range, count: int) -> tuple[Number, ...]:
    """Even points, points near the ends, points about every small rational, and a far tail on infinite sides."""
    lo = MP.mpf(-12) if where.lo is None else MP.mpf(where.lo.numerator) / where.lo.denominator
    hi = MP.mpf(12) if where.hi is None else MP.mpf(where.hi.numerator) / where.hi.denominator
    lo, hi = min(lo, hi - 12) if where.lo is None else lo, max(hi, lo + 12) if where.hi is None else hi
    found = {lo + (hi - lo) * i / count for i in range(count + 1)}
    near = [MP.mpf(k) / 4 for k in range(-16, 17)]
    found |= {q + s for q in near for s in (0, MP.mpf(10) ** -6, -MP.mpf(10) ** -6)}
    for end in (lo, hi):
        found |= {end + s * (hi - lo) * MP.mpf(10) ** -k for k in (2, 4, 8) for s in (1, -1)}
    for s, infinite in ((-1, where.lo is None), (1, where.hi is None)):
        if infinite:
            found |= {s * MP.mpf(t) for t in (15, 20, 30, 50, 100, 300, 1000)}
    inside = [x for x in found if (where.lo is None or x >= lo) and (where.hi is None or x <= hi)]
    return tuple(sorted(x for x in inside if where.closed or (x not in (lo, hi))))


def values(f: Made, points: Sequence[Number]) -> list[tuple[Number, Number]]:
    """(point, value); `Outside` where the function is undefined at one of them. Points that the digits do not settle are left out."""
    found = []
    for x in points:
        try:
            v = f.at(x)
        except Blurred:
            continue
        if MP.isnan(v) or MP.isinf(v):
            continue
        found.append((x, v))
    return found


def peak(f: Made, where: Range, count: int = 160) -> tuple[Number, Number]:
    """A point of the set at which f is as large as a search finds: the best point of the grid, improved by sections."""
    rows = values(f, where.grid(count))
    if not rows:
        raise Outside
    i = max(range(len(rows)), key=lambda k: rows[k][1])
    best = rows[i]
    a, b = rows[max(i - 1, 0)][0], rows[min(i + 1, len(rows) - 1)][0]
    for _ in range(45):
        p, q = a + (b - a) * MP.mpf("0.382"), a + (b - a) * MP.mpf("0.618")
        found = values(f, [p, q])
        if len(found) < 2:
            break
        best = max(best, *found, key=lambda row: row[1])
        a, b = (p, b) if found[0][1] < found[1][1] else (a, q)
    return best
