"""Which number is it? Terms evaluated to many digits, and short exact terms that a value may be. Nothing here is trusted.

Values are mpmath numbers; a candidate that looks right to `DIGITS` digits still has to be proved.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import cache, lru_cache
from typing import Any

import mpmath
from flint import arb, fmpz_mat

from symact.check.reader import read_term
from symact.check.term import RELATIONS, Rejected, Term, free, subterms
from symact.proof.balls import program

DIGITS = 60
mp = mpmath.mp.clone()
mp.dps = 2 * DIGITS
UNITS = ("log(2)", "log(3)", "pi", "1/pi", "sqrt(2)", "sqrt(3)", "sqrt(5)", "sqrt(pi)", "sqrt(2/pi)", "1/sqrt(pi)", "exp(1)",
         "exp(-1)", "sqrt(1/pi)", "log(5)")
SCALES = ("sqrt(2)", "sqrt(3)", "1/sqrt(pi)", "1/sqrt(2*pi)", "exp(1)", "pi", "log(2)")
ROOTS = ("sqrt(2)", "sqrt(3)", "sqrt(5)")
BITS, ACCURACY, MOST_BITS = mp.prec, mp.prec - 60, 2048
UNPLAIN = ("piecewise", "oo", "-oo", *RELATIONS)
LARGEST = 1000  # coefficients of candidates
DENOMINATORS = 10**8  # of rationals; far fewer of them than there are numbers with so many digits

COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "=": lambda a, b: a == b, "!=": lambda a, b: a != b, "<": lambda a, b: a < b, "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b, ">=": lambda a, b: a >= b,
}
FUNCTIONS: dict[str, Callable[..., Any]] = {
    **{name: getattr(mp, name) for name in ("exp", "log", "sin", "cos", "tan", "atan", "asin", "tanh", "erf", "erfc",
                                            "expm1", "log1p", "sign", "floor")},
    "LambertW": mp.lambertw, "abs": abs, "min": min, "max": max, "cbrt": lambda v: mp.sign(v) * mp.cbrt(abs(v)),
}


class Undefined(Exception):
    """The term has no real value there."""


def number(t: Term, at: Mapping[str, Any]) -> Any:
    """The value of a number term: 0 where 2000 bits do not tell it from 0."""
    if _plain(t):
        x = arb(at.get("x", 0))
        if x.is_finite():
            return middle(_ball(t, x, BITS, ACCURACY))
    match t.head:
        case "num":
            return mp.mpf(t.args[0].numerator) / t.args[0].denominator
        case "sym":
            return at[t.args[0]]
        case "pi":
            return +mp.pi
        case "oo" | "-oo":
            return mp.inf if t.head == "oo" else -mp.inf
        case "piecewise":
            for branch, condition in zip(t.args[::2], t.args[1::2], strict=True):
                if holds(condition, at):
                    return number(branch, at)
            raise Undefined
    parts = [number(a, at) for a in t.args]
    try:
        if t.head == "+":
            found = mp.fsum(parts)
        elif t.head == "*":
            found = mp.fprod(parts)
        elif t.head == "^":
            found = mp.power(*parts)
        elif t.head in FUNCTIONS:
            found = FUNCTIONS[t.head](*parts)
        else:
            raise Undefined(t.head)
    except (ArithmeticError, ValueError):
        raise Undefined from None
    if isinstance(found, mp.mpc) or mp.isnan(found):
        raise Undefined
    return found


def middle(ball: arb) -> Any:
    """The middle of a ball, all its digits."""
    mantissa, exponent = ball.mid().man_exp()
    return mp.ldexp(int(mantissa), int(exponent))


def sign(t: Term, x: Any) -> int | None:
    """The sign of a term in x, 0 where 2000 bits do not tell it from 0; None where it is undefined."""
    try:
        if not _plain(t):
            v = number(t, {"x": x})
            return int(v > 0) - int(v < 0)
        ball = _ball(t, arb(x), 96, 1)
    except Undefined:
        return None
    return (ball > 0) - (ball < 0)


def _ball(t: Term, x: arb, bits: int, accuracy: int) -> arb:
    """The middle of a ball around t(x), of so many correct bits if 2000 are enough for that."""
    try:
        for precision in (bits, 512, MOST_BITS):
            ball = program(t, "x", max(bits, precision))(x)
            if ball.is_exact() or ball.rel_accuracy_bits() >= accuracy:
                return ball.mid()
    except (Rejected, ArithmeticError, ValueError, OverflowError):
        raise Undefined from None
    if not ball.is_finite():
        raise Undefined
    return arb(0) if ball.contains(0) else ball.mid()


@lru_cache(maxsize=10_000)
def _plain(t: Term) -> bool:
    """Whether t is a number term in x alone without cases and infinite values."""
    return t.head not in ("num", "sym") and free(t) <= {"x"} and not any(s.head in UNPLAIN for s in subterms(t))


def holds(t: Term, at: Mapping[str, Any]) -> bool:
    if t.head in RELATIONS:
        return COMPARE[t.head](number(t.args[0], at), number(t.args[1], at))
    if t.head in ("and", "or"):
        return (all if t.head == "and" else any)(holds(a, at) for a in t.args)
    if t.head == "not":
        return not holds(t.args[0], at)
    if t.head in ("true", "false"):
        return t.head == "true"
    raise Undefined(t.head)


@cache
def _constants(texts: tuple[str, ...]) -> list[tuple[str, Any]]:
    return [(text, number(read_term(text), {})) for text in texts]


def near(a: Any, b: Any, digits: int = DIGITS) -> bool:
    if mp.isinf(a) or mp.isinf(b):
        return bool(a == b)
    return bool(abs(a - b) <= mp.mpf(10) ** -digits * max(1, abs(a), abs(b)))


def rational(v: Any, digits: int = DIGITS) -> Fraction | None:
    """The rational with a moderate denominator that the value looks like."""
    if not mp.isfinite(v) or abs(v) > 10**9:
        return None
    found = Fraction(int(mp.nint(v * 10**digits)), 10**digits).limit_denominator(DENOMINATORS)
    return found if near(mp.mpf(found.numerator) / found.denominator, v, digits) else None


@lru_cache(maxsize=2000)
def exact(v: Any, digits: int = DIGITS, basis: tuple[str, ...] = ()) -> str | None:
    """The text of a short exact term that the value looks like: a rational, a multiple, a sum, a logarithm or a root.

    `basis` has further units, which may all occur in one sum.
    """
    if mp.isinf(v):
        return "oo" if v > 0 else "-oo"
    q = rational(v, digits)
    if q is not None:
        return str(q)
    for scale, s in (("", mp.mpf(1)), *_constants(SCALES)):
        for unit, u in _constants(UNITS):
            q = rational(v / u / s, digits) if scale != unit else None
            if q is not None:
                return _product(q, f"{unit}*({scale})" if scale else unit)
    for units in (*((unit,) for unit in UNITS), *([basis] if basis else [])):
        found = _sum(v, units, digits)
        if found:
            return found
    for inner, text in ((mp.exp(v), "log({})"), (mp.exp(-v), "-log({})"), (v * v, "sqrt({})" if v > 0 else "-sqrt({})")):
        found = next((f for units in ((), *((r,) for r in ROOTS)) if (f := _sum(inner, units, digits))), None)
        if found:
            return text.format(found)
    return None


def _sum(v: Any, units: tuple[str, ...], digits: int) -> str | None:
    """A rational plus rational multiples of the units."""
    if not units:
        q = rational(v, digits)
        return None if q is None else str(q)
    smallest = mp.mpf(10) ** -digits
    seen = [(unit, u) for unit, u in _constants(units) if abs(u) > smallest]  # others cannot be told from 0
    found = None if abs(v) <= smallest else _relation([v, mp.mpf(1), *(u for _, u in seen)], digits)
    if found is None or not found[0]:
        return None
    parts = [_product(Fraction(-c, found[0]), unit) for c, unit in zip(found[1:], ("1", *(unit for unit, _ in seen)), strict=True) if c]
    return " + ".join(parts).replace("+ -", "- ")


def _relation(row: list[Any], digits: int) -> list[int] | None:
    """Small integers whose products with the numbers add up to 0, to so many digits: a short vector of a lattice."""
    scale = mp.mpf(10) ** digits
    size = len(row)
    lattice = fmpz_mat([[int(i == j) for j in range(size)] + [int(mp.nint(v * scale))] for i, v in enumerate(row)])
    shortest = [int(c) for c in lattice.lll().tolist()[0]]
    small = max(map(abs, shortest[:size])) <= LARGEST and abs(shortest[size]) <= size * LARGEST
    return shortest[:size] if small else None


def _product(q: Fraction, unit: str) -> str:
    if unit == "1":
        return str(q)
    front = {1: "", -1: "-"}.get(q.numerator, f"{q.numerator}*") if q.denominator == 1 else f"{q}*"
    return front + unit


def decimals(v: Any, digits: int = 8) -> tuple[str, str]:
    """Two decimals around the value, a unit of the last place apart; exact decimals twice."""
    unit = Fraction(1, 10**digits)
    q = rational(v)
    if q is not None and (q / unit).denominator == 1:
        return decimal(q, digits), decimal(q, digits)
    low = int(mp.floor(v * 10**digits)) * unit
    return decimal(low, digits), decimal(low + unit, digits)


def decimal(q: Fraction, digits: int) -> str:
    """A multiple of 10^-digits, written out."""
    whole, part = divmod(abs(int(q * 10**digits)), 10**digits)
    text = f"{whole}.{str(part).zfill(digits)}".rstrip("0").rstrip(".")
    return ("-" if q < 0 else "") + text
