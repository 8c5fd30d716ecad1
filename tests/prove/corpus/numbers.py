"""What is the value of a term at a point? mpmath answers, with as many digits as it is told; nothing of the provers is used.

`Unknown` is raised where numbers alone cannot say, `Undefined` where there is no value.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from fractions import Fraction

import mpmath
from mpmath import mp, mpf

from symact.check.term import RELATIONS, Term, value

Env = Mapping[str, mpf]


class Undefined(Exception):
    """There is no value at this point."""


class Unknown(Exception):
    """Numbers do not say."""


class Points:
    """Are the points that are tried now exact in all digits, so that sides which agree are equal?"""

    exact = False


@contextmanager
def exact_points(yes: bool = True) -> Iterator[None]:
    """Meanwhile they are; or are not."""
    before, Points.exact = Points.exact, yes
    try:
        yield
    finally:
        Points.exact = before


def _positive(f: Callable[[mpf], mpf]) -> Callable[[mpf], mpf]:
    def guarded(x: mpf) -> mpf:
        if x <= 0:
            raise Undefined
        return f(x)
    return guarded


def _log(x: mpf) -> mpf:
    if x == 1 and not Points.exact:
        raise Unknown("the logarithm of what may have been rounded to 1")
    return mpmath.log(x)


def _asin(x: mpf) -> mpf:
    if abs(x) > 1:
        raise Undefined
    return mpmath.asin(x)


def _lambert(x: mpf) -> mpf:
    if x < -mpmath.exp(-1):
        raise Undefined
    return mpmath.lambertw(x).real


def _tan(x: mpf) -> mpf:
    c = mpmath.cos(x)
    if abs(c) < mpf(10) ** (5 - mp.dps):  # as near to a pole as the digits can tell
        raise Undefined
    return mpmath.sin(x) / c


def _cbrt(x: mpf) -> mpf:
    return mpmath.sign(x) * mpmath.cbrt(abs(x))


def _log1p(x: mpf) -> mpf:
    if x <= -1:
        raise Undefined
    return mpmath.log1p(x)


FUNCTIONS: dict[str, Callable[[mpf], mpf]] = {
    "exp": mpmath.exp, "log": _positive(_log), "sin": mpmath.sin, "cos": mpmath.cos, "tan": _tan, "atan": mpmath.atan,
    "asin": _asin, "tanh": mpmath.tanh, "erf": mpmath.erf, "erfc": mpmath.erfc, "expm1": mpmath.expm1, "log1p": _log1p,
    "cbrt": _cbrt, "LambertW": _lambert, "abs": abs, "sign": mpmath.sign, "floor": mpmath.floor,
}


def number(t: Term, env: Env) -> mpf:
    """The value of a term."""
    match t.head:
        case "num":
            return mpf(t.args[0].numerator) / t.args[0].denominator
        case "sym":
            return env[t.args[0]]
        case "pi":
            return +mp.pi
        case "oo":
            return mpf("inf")
        case "-oo":
            return mpf("-inf")
        case "+":
            return _sum([number(a, env) for a in t.args])
        case "*":
            return mpmath.fprod([number(a, env) for a in t.args])
        case "^":
            return _power(number(t.args[0], env), value(t.args[1]))
        case "min" | "max":
            return (min if t.head == "min" else max)([number(a, env) for a in t.args])
        case "piecewise":
            for v, c in zip(t.args[::2], t.args[1::2], strict=True):
                if holds(c, env):
                    return number(v, env)
            raise Undefined
        case "deriv":
            return derivative(t, env)
    if t.head in FUNCTIONS:
        return FUNCTIONS[t.head](number(t.args[0], env))
    from .values import value_of

    return value_of(t, env)


def _sum(parts: list[mpf]) -> mpf:
    """The sum; `Unknown` where so much cancels that no digit is left, as in 1 + erf(-1000)."""
    total = mpmath.fsum(parts)
    largest = max(abs(p) for p in parts)
    if not Points.exact and largest and not mpmath.isinf(largest) and abs(total) < largest * mpf(10) ** (12 - mp.dps):
        raise Unknown("everything cancels")
    return total


def _power(base: mpf, q: object) -> mpf:
    n, d = q.numerator, q.denominator
    if base == 0 and n <= 0:
        raise Undefined
    if d == 1:
        return base ** int(n)
    if base < 0:
        raise Undefined
    return mpmath.sqrt(base) ** int(n) if d == 2 else base ** (mpf(n) / d)


def derivative(t: Term, env: Env) -> mpf:
    """By differences from the left and from the right, which have to agree; their mean errs by the square of the step."""
    body, variable, order, point = t.args
    name, n, at = variable.args[0], int(value(order) or 0), number(point, env)
    wanted = mp.dps
    if n > 1:  # there has to be a derivative of the order before
        derivative(Term("deriv", (body, variable, Term("num", (Fraction(n - 1),)), variable)), {**env, name: at})
    with mpmath.workdps(int(wanted * (2.2 + 0.6 * n)) + 20), exact_points():
        h = mpf(10) ** -int(0.6 * wanted) * max(1, abs(at))
        sides = [mpmath.fsum((-1) ** (n - k) * mpmath.binomial(n, k) * number(body, {**env, name: at + s * k * h})
                             for k in range(n + 1)) / (s * h) ** n for s in (1, -1)]
        if abs(sides[0] - sides[1]) > mpf(10) ** (-wanted // 6) * max(1, abs(sides[0])):
            raise Undefined
        if n == 1 and abs(sides[0]) * h > mpf(10) ** (-wanted // 4) * max(1, abs(number(body, {**env, name: at}))):
            raise Undefined  # a vertical tangent
        middle = (sides[0] + sides[1]) / 2
    return +middle


# Relations with three answers ---------------------------------------------------------------------------------------------

def slack(t: Term, env: Env) -> mpf | None:
    """How far a relation is from being violated, relative to the size of its sides (to 1 in an equation, if that is more)."""
    a, b = (number(s, env) for s in t.args)
    if mpmath.isnan(a) or mpmath.isnan(b):
        raise Undefined
    least = mpf(1) if t.head in ("=", "!=") else mpf(10) ** -(mp.dps // 4 if Points.exact else 10**9)  # sin(pi) is 0
    size = max(abs(a), abs(b), least)
    if mpmath.isinf(size):
        return None
    return (b - a if t.head in ("<", "<=") else a - b) / size


def holds(t: Term, env: Env) -> bool:
    """Is the formula true at the point?

    Where the sides of < or != agree in all digits, that is `Unknown`, unless the point is exact: then they are equal.
    """
    match t.head:
        case "and":
            return all(holds(a, env) for a in t.args)
        case "or":
            return any(holds(a, env) for a in t.args)
        case "implies":
            return not holds(t.args[0], env) or holds(t.args[1], env)
        case "iff":
            return holds(t.args[0], env) == holds(t.args[1], env)
        case "not":
            return not holds(t.args[0], env)
        case "true" | "false":
            return t.head == "true"
        case "in":
            return member(t.args[1], number(t.args[0], env), env)
    if t.head not in RELATIONS:
        raise Unknown(t.head)
    s = slack(t, env)
    if s is None:
        raise Unknown("infinite sides")
    equal = s == 0 or abs(s) < mpf(10) ** -(mp.dps // 2 if t.head in ("=", "!=") else mp.dps * 3 // 4)
    if equal and t.head in ("<", ">", "!=") and not Points.exact and not _rational(t):
        raise Unknown("equal in all digits")
    return {"=": equal, "!=": not equal, "<": s > 0 and not equal, ">": s > 0 and not equal}.get(t.head, s >= 0 or equal)


def _rational(t: Term) -> bool:
    """Is the term worked out exactly: sums and products of numbers and variables?"""
    return t.head in ("num", "sym", "abs", "sign", "floor", "min", "max", "+", "*", *RELATIONS) and all(map(_rational, t.terms))


def member(where: Term, x: mpf, env: Env) -> bool:
    """Is the number in the set?"""
    match where.head:
        case "interval":
            a, b = number(where.args[0], env), number(where.args[1], env)
            return (a < x or (a == x and where.args[2] == "[")) and (x < b or (x == b and where.args[3] == "]"))
        case "finite":
            return any(abs(number(p, env) - x) <= mpf(10) ** (5 - mp.dps) * max(1, abs(x)) for p in where.args)
        case "union":
            return any(member(s, x, env) for s in where.args)
        case "minus":
            return member(where.args[0], x, env) and not member(where.args[1], x, env)
        case "such":
            return holds(where.args[1], {**env, where.args[0].args[0]: x})
    raise Unknown(where.head)
