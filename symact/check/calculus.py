"""Derivatives of elementary terms, and the branch of a function that rules in a context.

`differentiate` is the symbolic derivative, valid at every point where the term is analytic (`extent.defined(.., strict)`).
`resolve` replaces abs, min, max, sign, floor, Piecewise and derivatives by what they are on the whole context. In its
strict form every decision holds with strict inequalities between analytic terms, so the same branch rules in a
neighbourhood of every point, and derivatives may be taken. `germ` is that branch on one side of a point.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache

from .extent import MASKS, NEG, POS, ZERO, Context, defined, extent, interval, sign
from .identity import equal, is_zero
from .term import (
    BINDERS,
    MINUS_OO,
    ONE,
    OO,
    PI,
    POINTWISE,
    RELATIONS,
    TWO,
    NoValue,
    Rejected,
    Term,
    add,
    apply,
    exponent,
    free,
    fresh,
    mul,
    neg,
    num,
    power,
    rebuild,
    substitute,
    sym,
    value,
)
from .term import (
    ZERO as NOUGHT,
)

_RULES: dict[str, Callable[[Term], Term]] = {  # head -> the derivative of head(u) by u
    "exp": lambda u: apply("exp", u),
    "expm1": lambda u: apply("exp", u),
    "log": lambda u: power(u, num(-1)),
    "log1p": lambda u: power(add(ONE, u), num(-1)),
    "sin": lambda u: apply("cos", u),
    "cos": lambda u: neg(apply("sin", u)),
    "tan": lambda u: add(ONE, power(apply("tan", u), TWO)),
    "atan": lambda u: power(add(ONE, power(u, TWO)), num(-1)),
    "asin": lambda u: power(add(ONE, neg(power(u, TWO))), num(Fraction(-1, 2))),
    "tanh": lambda u: add(ONE, neg(power(apply("tanh", u), TWO))),
    "erf": lambda u: mul(TWO, power(PI, num(Fraction(-1, 2))), apply("exp", neg(power(u, TWO)))),
    "erfc": lambda u: mul(num(-2), power(PI, num(Fraction(-1, 2))), apply("exp", neg(power(u, TWO)))),
    "cbrt": lambda u: power(mul(num(3), power(apply("cbrt", u), TWO)), num(-1)),
    # w e^w = t gives w' = 1/(e^w (1 + w)), finite at t = 0 too
    "LambertW": lambda u: power(mul(apply("exp", apply("LambertW", u)), add(ONE, apply("LambertW", u))), num(-1)),
}


@lru_cache(maxsize=20_000)
def differentiate(t: Term, x: str) -> Term:
    """dt/dx of an elementary term."""
    if x not in free(t):
        return NOUGHT
    head, args = t.head, t.args
    if head == "sym":
        return ONE
    if head == "+":
        return collect(*(differentiate(a, x) for a in args))
    if head == "*":
        return collect(*(mul(*args[:i], differentiate(a, x), *args[i + 1:]) for i, a in enumerate(args) if x in free(a)))
    if head == "^":
        base, n = args
        if base.head == "exp":
            return mul(n, differentiate(base.args[0], x), t)
        return mul(n, power(base, num(exponent(t) - 1)), differentiate(base, x))
    if head in _RULES:
        return mul(differentiate(args[0], x), _RULES[head](args[0]))
    raise Rejected(f"'{head}' has to be resolved into branches before it is differentiated")


def collect(*parts: Term) -> Term:
    """The sum of defined terms, equal ones counted together, so that higher derivatives do not double in size each time."""
    total: dict[Term, Fraction] = {}
    for part in (q for p in parts for q in (p.args if p.head == "+" else (p,))):
        c, rest = (part.args[0].args[0], Term("*", part.args[1:]) if len(part.args) > 2 else part.args[1]) if (
            part.head == "*" and part.args[0].head == "num") else (part.args[0], ONE) if part.head == "num" else (Fraction(1), part)
        total[rest] = total.get(rest, Fraction(0)) + c
    return add(*(mul(num(c), rest) for rest, c in total.items() if c))


def derivative(t: Term, x: str, order: int) -> Term:
    for _ in range(order):
        t = differentiate(t, x)
    return t


def resolve(t: Term, ctx: Context, strict: bool = False, at: tuple[tuple[str, Term], ...] = ()) -> Term:
    """The elementary term that t equals on the context (strict: and in a neighbourhood of each of its points).

    `at` gives, for variables of t that the context does not have, the terms of the context at which t is looked at.
    """
    if t.head in ("num", "sym", "pi", "oo", "-oo", "progression"):
        return t
    if t.head == "deriv":
        return _resolve_derivative(t, ctx, strict, at)
    if t.head == "piecewise":
        for branch, condition in zip(t.args[::2], t.args[1::2], strict=True):
            if decide(condition, ctx, strict, at):
                return resolve(branch, ctx, strict, at)
        raise NoValue("no condition of the Piecewise holds here")
    if t.head in BINDERS:  # its variable must not be taken for one of the context
        raise Rejected(f"'{t.head}' has to be evaluated before branches are chosen")
    if t.head not in POINTWISE:
        return rebuild(t, lambda a: resolve(a, ctx, strict, at)) if t.args else t
    parts = [resolve(a, ctx, strict, at) for a in t.args]
    if t.head in ("abs", "sign"):
        mask = _sign_at(parts[0], ctx, strict, at)
        wanted = {POS: (parts[0], ONE), NEG: (neg(parts[0]), num(-1)), ZERO: (NOUGHT, NOUGHT)}
        if not strict and t.head == "abs":
            wanted |= {ZERO | POS: (parts[0], ONE), NEG | ZERO: (neg(parts[0]), ONE)}
        if mask not in wanted or (strict and mask == ZERO):
            raise Rejected(f"the sign of the argument of {t.head} is not decided here")
        return wanted[mask][t.head == "sign"]
    if t.head in ("min", "max"):
        best = parts[0]
        for other in parts[1:]:
            mask = _sign_at(other - best, ctx, strict, at)
            keep, change = (POS, NEG) if t.head == "min" else (NEG, POS)
            if mask == ZERO and (not strict or is_zero(other - best, ctx)):
                continue  # strict: equal in a neighbourhood, too
            if not mask & ~(change | (0 if strict else ZERO)):
                best = other
            elif mask & ~(keep | (0 if strict else ZERO)):
                raise Rejected(f"which argument of {t.head} rules is not decided here")
        return best
    low = extent(_here(parts[0], at), ctx, strict)
    if low.lo is not None and low.hi is not None:
        n = low.lo // 1
        inside = low.hi < n + 1 or (low.hi == n + 1 and low.hi_open)
        if inside and (not strict or low.lo > n or low.lo_open):
            return num(n)
    raise Rejected("the value of floor is not decided here")


def _here(t: Term, at: tuple[tuple[str, Term], ...]) -> Term:
    for name, where in reversed(at):
        t = substitute(t, {name: where})
    return t


def _sign_at(t: Term, ctx: Context, strict: bool, at: tuple[tuple[str, Term], ...]) -> int:
    return sign(_here(t, at), ctx, strict)


def decide(condition: Term, ctx: Context, strict: bool = False, at: tuple[tuple[str, Term], ...] = ()) -> bool:
    """Whether a condition holds on the whole context (True), or nowhere on it (False); else it is rejected."""
    if condition.head in ("true", "false"):
        return condition.head == "true"
    if condition.head == "not":
        return not decide(condition.args[0], ctx, strict, at)
    if condition.head in ("and", "or"):
        for part in condition.args:
            if decide(part, ctx, strict, at) != (condition.head == "and"):
                return condition.head == "or"
        return condition.head == "and"
    if condition.head not in RELATIONS:
        raise Rejected(f"'{condition.head}' cannot be decided as a condition")
    try:
        left, right = (resolve(a, ctx, strict, at) for a in condition.args)
        mask, wanted = _sign_at(left - right, ctx, strict, at), MASKS[condition.head]
    except NoValue as reason:  # that says nothing of the term which the condition belongs to
        raise Rejected(f"a condition is undefined here: {reason}") from None
    if strict and mask & ZERO and not (mask == ZERO and is_zero(left - right, ctx)):  # equal in a neighbourhood is decided, too
        raise Rejected(f"a condition '{condition.head}' is not decided strictly here")
    if not mask & ~wanted:
        return True
    if mask & wanted:
        raise Rejected(f"a condition '{condition.head}' is not decided here")
    return False


def _resolve_derivative(t: Term, ctx: Context, strict: bool, at: tuple[tuple[str, Term], ...]) -> Term:
    body, x, order, where = t.args
    name = fresh(x.args[0], frozenset(n for n, _ in ctx.domains) | frozenset(n for n, _ in at) | free(where) | (free(body) - {x.args[0]}))
    body = substitute(body, {x.args[0]: sym(name)})
    where = resolve(where, ctx, strict, at)
    defined(_here(where, at), ctx, strict)
    try:
        branch = resolve(body, ctx, True, (*at, (name, where)))
        defined(_here(branch, (*at, (name, where))), ctx, True)
    except NoValue:
        raise
    except Rejected:
        if strict:
            raise
        return derivative_at(body, name, int(value(order) or 0), where, ctx)
    return substitute(derivative(branch, name, int(value(order) or 0)), {name: where})


def germ(body: Term, x: str, c: Term, side: str, ctx: Context) -> tuple[Term, Context]:
    """The analytic branch of body on some one-sided neighbourhood of c, and the context with x in that neighbourhood."""
    reason: Rejected | None = None
    for width in (Fraction(1), Fraction(1, 16), Fraction(1, 1 << 12)):
        ends = (c, c + num(width)) if side == "+" else (c - num(width), c)
        near = ctx.bind(x, interval(*ends))
        try:
            branch = resolve(body, near, True)
            defined(branch, near, True)
            return branch, near
        except Rejected as r:
            reason = r
    raise reason or Rejected("no germ")


def one_sided(body: Term, x: str, c: Term, side: str, order: int, ctx: Context) -> Term:
    """The one-sided limit of the order-th derivative at c (it may be infinite)."""
    from .limit import limit

    branch, near = germ(body, x, c, side, ctx)
    return limit(derivative(branch, x, order), x, near, "left" if side == "+" else "right")


def chord(branch: Term, here: Term, x: str, c: Term) -> Term:
    """The difference quotient (branch - here)/(x - c)."""
    return mul(branch - here, power(sym(x) - c, num(-1)))


def derivative_at(body: Term, x: str, order: int, c: Term, ctx: Context) -> Term:
    """The derivative of body at an interior point c of its domain.

    Theorem: f continuous at c with lim f' = L on both sides has f'(c) = L; finite but different limits, or a jump, or an
    infinite limit mean that f'(c) does not exist (NoValue). Higher orders by induction. A limit of f' that is not found
    decides nothing: f'(c) is then the limit of the difference quotient, by definition.
    """
    limits = one_sided(body, x, c, "-", 0, ctx), one_sided(body, x, c, "+", 0, ctx)
    here = resolve(substitute(body, {x: c}), ctx)
    defined(here, ctx)
    if not (same(limits[0], here, ctx) and same(limits[1], here, ctx)):
        raise NoValue("the function is not continuous there, so it has no derivative")
    for k in range(1, order + 1):
        left, right = (_slope(body, x, c, side, k, here, ctx) for side in "-+")
        if left in (OO, MINUS_OO) or right in (OO, MINUS_OO) or not same(left, right, ctx):
            raise NoValue(f"the one-sided limits of the derivative of order {k} are not finite and equal there")
        here = left
    return here


def _slope(body: Term, x: str, c: Term, side: str, k: int, here: Term, ctx: Context) -> Term:
    try:
        return one_sided(body, x, c, side, k, ctx)
    except Rejected:
        if k > 1:
            raise
        from .limit import limit

        branch, near = germ(body, x, c, side, ctx)
        return limit(chord(branch, here, x, c), x, near, "left" if side == "+" else "right")


def same(s: Term, t: Term, ctx: Context) -> bool:
    """Whether two values are shown equal (True) or shown different (False); else rejected."""
    if s in (OO, MINUS_OO) or t in (OO, MINUS_OO):
        return s == t
    defined(s, ctx)
    defined(t, ctx)
    if equal(s, t, ctx):
        return True
    mask = sign(s - t, ctx)
    if mask & ZERO and mask != ZERO:
        raise Rejected("two values are neither shown equal nor shown different")
    return mask == ZERO
