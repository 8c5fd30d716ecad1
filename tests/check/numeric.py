"""Terms evaluated with mpmath at 50 digits, exactly where that is possible, and random terms and contexts: for property tests.

A value is a fraction, an mpmath number or None (undefined). `Unsure` says that 50 digits do not decide a condition.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from random import Random
from typing import Any

import mpmath

from symact.check.extent import MASKS, Context, interval
from symact.check.term import FUNCTIONS, MINUS_OO, OO, RELATIONS, Term, num, power, sym

MP = mpmath.mp.clone()
MP.dps = 50
TINY = MP.mpf(10) ** -30
Value = Any
Env = Mapping[str, Fraction]
EXACT = {("exp", 0): 1, ("log", 1): 0, ("sin", 0): 0, ("cos", 0): 1, ("tan", 0): 0, ("atan", 0): 0, ("asin", 0): 0, ("tanh", 0): 0, ("erf", 0): 0,
         ("erfc", 0): 1, ("expm1", 0): 0, ("log1p", 0): 0, ("LambertW", 0): 0, **{("cbrt", s * k**3): s * k for s in (-1, 1) for k in range(4)}}
WITNESS = {"exp": MP.exp, "log": MP.log, "sin": MP.sin, "cos": MP.cos, "tan": MP.tan, "atan": MP.atan, "asin": MP.asin, "tanh": MP.tanh,
           "erf": MP.erf, "erfc": MP.erfc, "expm1": MP.expm1, "log1p": MP.log1p, "LambertW": lambda t: MP.lambertw(t).real,
           "cbrt": lambda t: MP.cbrt(t) if t >= 0 else -MP.cbrt(-t)}


class Unsure(Exception):
    """The digits do not tell."""


def mpf(v: Value) -> Any:
    return MP.mpf(v.numerator) / v.denominator if type(v) is Fraction else v


def sign_of(v: Value) -> int:
    if type(v) is Fraction:
        return (v > 0) - (v < 0)
    if abs(v) < TINY:
        raise Unsure
    return 1 if v > 0 else -1


def mask_of(v: Value) -> int:
    return {-1: MASKS["<"], 0: MASKS["="], 1: MASKS[">"]}[sign_of(v)]


def evaluate(t: Term, env: Env) -> Value:
    """The value of a term at a point; None where it is undefined."""
    head = t.head
    if head == "num":
        return t.args[0]
    if head == "sym":
        return env[t.args[0]]
    if head == "pi":
        return MP.pi + 0
    if head == "piecewise":
        for branch, condition in zip(t.args[::2], t.args[1::2], strict=True):
            if holds(condition, env):
                return evaluate(branch, env)
        return None
    values = [evaluate(a, env) for a in t.args]
    if None in values:
        return None
    if head == "+":
        if all(type(v) is Fraction for v in values):
            return sum(values)
        total = MP.fsum(map(mpf, values))
        if abs(total) < max(abs(mpf(v)) for v in values) / 10**20:
            raise Unsure
        return total
    if head == "*":
        if any(type(v) is Fraction and v == 0 for v in values):
            return Fraction(0)
        product = Fraction(1) if all(type(v) is Fraction for v in values) else MP.mpf(1)
        for v in values:
            product = product * (v if type(product) is Fraction else mpf(v))
        return product
    if head == "^":
        return _power(values[0], values[1])
    if head == "abs":
        return abs(values[0])
    if head in ("min", "max"):
        if all(type(v) is Fraction for v in values):
            return min(values) if head == "min" else max(values)
        return (min if head == "min" else max)(map(mpf, values))
    if head == "sign":
        return Fraction(sign_of(values[0]))
    if head == "floor":
        if type(values[0]) is not Fraction and abs(values[0] - MP.nint(values[0])) < TINY:
            raise Unsure
        return Fraction(int(MP.floor(values[0]))) if type(values[0]) is not Fraction else Fraction(values[0] // 1)
    return _function(head, values[0])


def _power(b: Value, n: Fraction) -> Value:
    if n == 0:
        return Fraction(1)
    s = sign_of(b) if n < 0 or n.denominator != 1 else 1
    if (s == 0 and n < 0) or (s < 0 and n.denominator != 1):
        return None
    if type(b) is Fraction and (n.denominator == 1 or b in (0, 1)) and abs(n) < 200:
        return b ** int(n) if n.denominator == 1 else b
    if abs(b) > 0 and abs(MP.log(abs(mpf(b))) * mpf(n)) > 10**6:
        raise Unsure
    return mpf(b) ** int(n) if n.denominator == 1 else mpf(b) ** mpf(n)


def _function(head: str, u: Value) -> Value:
    if type(u) is Fraction and (head, u) in EXACT:
        return Fraction(EXACT[head, u])
    v = mpf(u)
    for name, gap in (("log", v), ("log1p", v + 1), ("asin", 1 - abs(v)), ("LambertW", v + MP.exp(-1))):
        if head == name:
            if type(u) is Fraction and abs(u) == 1 and gap == 0:
                return None if head != "asin" else WITNESS[head](v)
            if type(u) is Fraction and u == 0 and head == "log":
                return None
            if abs(gap) < TINY:
                raise Unsure
            if gap < 0:
                return None
    if head in ("sin", "cos", "tan") and abs(v) > 10**9:
        raise Unsure
    if (head == "tan" and abs(MP.cos(v)) < TINY) or (head == "cbrt" and 0 < abs(v) < TINY):
        raise Unsure
    if head in ("exp", "expm1") and abs(v) > 10**6:
        raise Unsure
    found = WITNESS[head](v)
    if head in ("sin", "cos", "tan") and abs(found) < TINY:  # tan(pi) is 0, and MP.tan(MP.pi) is not
        raise Unsure
    return found


def holds(condition: Term, env: Env) -> bool:
    """Whether a condition holds at a point; an undefined one is left alone."""
    if condition.head in ("true", "false"):
        return condition.head == "true"
    if condition.head == "not":
        return not holds(condition.args[0], env)
    if condition.head in ("and", "or"):
        return (all if condition.head == "and" else any)(holds(c, env) for c in condition.args)
    left, right = (evaluate(a, env) for a in condition.args)
    if left is None or right is None:
        raise Unsure
    gap = left - right if type(left) is Fraction and type(right) is Fraction else mpf(left) - mpf(right)
    return bool(mask_of(gap) & MASKS[condition.head])


# ------------------------------------------------------------------ random terms and contexts

CONSTANTS = [Fraction(q) for q in ("-3", "-2", "-1", "-1/2", "0", "1/3", "1/2", "1", "2", "3")]
EXPONENTS = [Fraction(q) for q in ("-2", "-1", "-1/2", "0", "1/3", "1/2", "2/3", "1", "3/2", "2", "2", "3", "4", "5")]
ENDS = [Fraction(q) for q in ("-3", "-1", "-1/2", "0", "1/2", "1", "3")]


def term(r: Random, names: list[str], depth: int, pointwise: bool = False) -> Term:
    """A random term, as the reader builds them: nothing is folded."""
    if depth == 0 or r.random() < 0.1:
        pick = r.random()
        return sym(r.choice(names)) if names and pick < 0.7 else Term("pi") if pick > 0.97 else num(r.choice(CONSTANTS))
    kinds = ["+", "+", "*", "*", "^", "f", "f", "tame", *(["p", "p", "p"] if pointwise else [])]
    kind = r.choice(kinds)

    def inner() -> Term:
        return term(r, names, depth - 1, pointwise)
    if kind in ("+", "*"):
        return Term(kind, tuple(inner() for _ in range(r.choice((2, 2, 3)))))
    if kind == "^":
        return Term("^", (inner(), num(r.choice(EXPONENTS))))
    if kind == "tame":  # log, roots and quotients of what is more often positive
        square = Term("+", (num(r.choice((Fraction(0), Fraction(1), Fraction(1, 2)))), power(inner(), num(2))))
        return Term(*r.choice([("log", (square,)), ("^", (square, num(Fraction(1, 2)))), ("^", (square, num(-1))), ("exp", (Term("*", (num(-1), square)),))]))
    if kind == "f":
        return Term(r.choice(FUNCTIONS), (inner(),))
    head = r.choice(("abs", "min", "max", "sign", "floor", "piecewise", "piecewise"))
    if head != "piecewise":
        return Term(head, tuple(inner() for _ in range(2 if head in ("min", "max") else 1)))
    relations = [Term(r.choice(RELATIONS), (term(r, names, 1), num(r.choice(CONSTANTS)))) for _ in range(2)]
    condition = r.choice([relations[0], relations[0], Term("not", (relations[0],)), Term(r.choice(("and", "or")), tuple(relations))])
    return Term("piecewise", (inner(), condition, inner(), r.choice([Term("true"), relations[1]])))


def bounds(r: Random, others: list[str]) -> Term:
    """A random interval; its ends are rationals, infinite, or other variables."""
    lo, hi = sorted(r.sample(ENDS, 2))
    left, right = r.choice("(["), r.choice(")]")
    low, high = num(lo), num(hi)
    if others and r.random() < 0.5:
        a = sym(r.choice(others))
        low, high = r.choice([(a, OO), (MINUS_OO, a), (a, a + num(hi - lo)), (a - num(1), a)])
    else:
        low = MINUS_OO if r.random() < 0.25 else low
        high = OO if r.random() < 0.25 else high
    return interval(low, high, "(" if low == MINUS_OO else left, ")" if high == OO else right)


def context(r: Random, names: list[str], hypotheses: int = 1) -> Context:
    """A random context; the interval of a variable may depend on those before it."""
    ctx = Context()
    for i, name in enumerate(names):
        ctx = ctx.bind(name, bounds(r, names[:i]))
    for _ in range(r.randint(0, hypotheses)):
        ctx = ctx.assume(term(r, names, r.choice((1, 2))), r.choice(list(MASKS.values())))
    return ctx


def points(r: Random, ctx: Context, count: int) -> Iterator[dict[str, Fraction]]:
    """Random points of a context: ends that belong to it, points near ends, far out and between."""
    for _ in range(4 * count):
        env: dict[str, Fraction] = {}
        for name, domain in ctx.domains:
            lo, hi = (None if e in (OO, MINUS_OO) else evaluate(e, env) for e in domain.args[:2])
            env[name] = _between(r, lo, hi, *domain.args[2:])
        try:
            if all(v is not None and mask_of(v) & m for v, m in ((evaluate(t, env), m) for t, m in ctx.facts)):
                count -= 1
                yield env
        except Unsure:
            continue
        if not count:
            return


def _between(r: Random, lo: Fraction | None, hi: Fraction | None, left: str, right: str) -> Fraction:
    near = Fraction(1, 10 ** r.choice((1, 3, 9)))
    choices = [e for e, closed in ((lo, left == "["), (hi, right == "]")) if closed and e is not None]
    if lo is not None and hi is not None:
        w = hi - lo
        choices += [lo + w * near, hi - w * near, lo + w * Fraction(r.randint(1, 11), 12), lo + w * Fraction(r.randint(1, 11), 12)]
    elif lo is None and hi is None:
        choices += [Fraction(r.randint(-12, 12), 4), Fraction(r.randint(-3, 3)), Fraction(r.choice((-60, 60)))]
    else:
        end, s = (lo, 1) if lo is not None else (hi, -1)
        assert end is not None
        choices += [end + s * near, end + s * Fraction(r.randint(1, 20), 4), end + s * 60]
    return r.choice(choices)
