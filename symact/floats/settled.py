"""How is a term written so that wide intervals far out enclose it well: with exponentials that decay there?

A ball around exp(u) for large u is as wide as exp(u) is large, and 1 + exp(u) may be 0 for all that it knows. Where u > 0:

    1/(c + exp(u))^n = exp(-u)^n / (c exp(-u) + 1)^n        log(c + exp(u)) = u + log(1 + c exp(-u))

    log(a/b) = log(a) - log(b)        log((exp(u) + exp(-u))/2) = log1p(exp(-u) (exp(u) - 1)^2/2) for small u

`settled` chooses by the signs that the exponents have at one point; the result is the same function (on one side of 0, where powers of
1/x stand for roots of quadratic polynomials). A rational function
becomes the derivative that is asked for, in lowest terms.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache
from math import frexp, ldexp
from typing import TypeVar

from symact.check.calculus import derivative
from symact.check.extent import Context
from symact.check.identity import equal
from symact.check.term import ONE, REALS, ZERO, Term, add, apply, mul, neg, num, power, rebuild
from symact.floats.evaluate import Unresolved, ball, rational
from symact.floats.oracle import is_rational, tail_stable
from symact.proof.rewriting import factored_term

EXPONENT_BITS = 64
HALF = num(Fraction(1, 2))
STRIDE = 16
Chosen = TypeVar("Chosen")
FAR = 2  # from where on powers of 1/x are small


def settled(term: Term, variable: str, point: float, one_sided: bool = False) -> Term:
    """The term for an interval around the point; for one on its side of 0 only, if `one_sided` allows that."""
    return _settled(tail_stable(term), variable, Fraction(point), one_sided)


def settled_around(term: Term, variable: str, point: float) -> Term:
    """A one-sided form for the numbers of about the size of the point."""
    return around(lambda exponent: at_power(term, variable, exponent, point < 0), point)


def around(choose: Callable[[int], Chosen], point: float) -> Chosen:
    """What is chosen for powers of two some way below and above the point, and for nearer ones only if these two differ."""
    exponent = frexp(point)[1]
    low = exponent // STRIDE * STRIDE
    high = low + STRIDE
    while high - low > 1:
        found = choose(low)
        if found == choose(high):
            return found
        middle = (low + high) // 2
        low, high = (middle, high) if exponent >= middle else (low, middle)
    return choose(low)


@lru_cache(maxsize=1024)
def at_power(term: Term, variable: str, exponent: int, negative: bool) -> Term:
    """The one-sided form that is good around 2^exponent, or around minus that."""
    return settled(term, variable, ldexp(-0.75 if negative else 0.75, exponent), one_sided=True)


def _settled(term: Term, variable: str, point: Fraction, one_sided: bool) -> Term:
    term = rebuild(term, lambda part: _settled(part, variable, point, one_sided))
    if term.head == "+" and ZERO in term.args:
        term = add(*(part for part in term.args if part != ZERO))
    if term.head == "^" and term.args[1].head == "num" and term.args[1].args[0] < 0:
        found = _split(term.args[0], variable, point)
        if found is not None:
            return mul(apply("exp", mul(term.args[1], found[0])), power(found[1], term.args[1]))
    if one_sided and term.head == "^":
        term = _far_out(term, variable, point)
    if one_sided and term.head in ("*", "+"):
        gathered = _gathered(term, variable)
        if gathered != term:
            return rebuild(gathered, lambda part: _settled(part, variable, point, one_sided) if part.head == "+" else part)
    if term.head == "^" and term.args[0].head == "^" and _whole(term.args[1]):
        return _settled(power(term.args[0].args[0], mul(*(part.args[1] for part in (term, term.args[0])))), variable, point, one_sided)
    if term.head in ("log", "log1p"):
        inner = term.args[0] if term.head == "log" else add(ONE, term.args[0])
        if inner.head == "exp":
            exponent: Term = inner.args[0]
            return exponent
        if inner.head == "*":
            found_sum = _even_sum(inner, variable, point) or _of_product(inner, variable, point, one_sided)
            if found_sum is not None:
                return found_sum
        found = _split(inner, variable, point)
        if found is not None:
            return add(found[0], _logarithm(found[1]))
        return _logarithm(inner)
    if term.head == "+" and len(term.args) == 2:
        return _cancelling(*term.args, variable, point) or _cancelling(*term.args[::-1], variable, point) or term
    return term


def _far_out(term: Term, variable: str, point: Fraction) -> Term:
    """(a x^2 + b x + c)^q = (+-x)^(2 q) (a + b/x + c/x^2)^q far from 0, for 2 q an integer: what is added vanishes there."""
    base, exponent = term.args
    if abs(point) < FAR or exponent.head != "num" or _whole(exponent) or exponent.args[0].denominator != 2 or not is_rational(base):
        return term
    try:
        c, b, a = (rational(derivative(base, variable, k), variable, Fraction(0)) for k in range(3))
    except Unresolved:  # a power of 1/x is in it already
        return term
    if a is None or b is None or c is None or a <= 0 or derivative(base, variable, 3) != ZERO:
        return term
    x, q = Term("sym", (variable,)), exponent.args[0]
    rest = add(num(a / 2), *(mul(num(k), power(x, num(-n))) for n, k in ((1, b), (2, c)) if k))
    sign = -1 if point < 0 and q.numerator % 2 else 1
    return mul(num(sign), power(x, num(2 * q)), power(rest, exponent))


def _gathered(term: Term, variable: str) -> Term:
    """A product with one power of the variable; a sum with the least power of the variable in all summands before it."""
    if term.head == "*":
        x = Term("sym", (variable,))
        if sum(base == x for base, _ in _factors(term, ONE)) < 2:
            return term
        n, others = _power_in(term, variable)
        return mul(*([power(x, num(n))] if n else []), *others)
    powers = [_power_in(part, variable) for part in term.args]
    least = min(n for n, _ in powers)
    if least <= 0 or all(map(is_rational, term.args)):
        return term
    x = Term("sym", (variable,))
    return mul(power(x, num(least)), add(*(mul(*([power(x, num(n - least))] if n > least else []), *others) for n, others in powers)))


def _power_in(term: Term, variable: str) -> tuple[int, list[Term]]:
    """n and the other factors of a product x^n..., n a whole number."""
    total, others = 0, []
    for base, exponent in _factors(term, ONE):
        e = rational(exponent, variable, Fraction(0))
        if base == Term("sym", (variable,)) and e is not None and e.denominator == 1:
            total += e.numerator
        else:
            others.append(base if exponent == ONE else power(base, exponent))
    return total, others or [ONE]


def _whole(exponent: Term) -> bool:
    return exponent.head == "num" and exponent.args[0].denominator == 1


def _even_sum(inner: Term, variable: str, point: Fraction) -> Term | None:
    """log((exp(u) + exp(-u))/2) = log1p(exp(-u) (exp(u) - 1)^2/2), for small u."""
    if len(inner.args) != 2 or HALF not in inner.args:
        return None
    total = inner.args[1 - inner.args.index(HALF)]
    if total.head != "+" or len(total.args) != 2 or any(part.head != "exp" for part in total.args):
        return None
    u, v = (part.args[0] for part in total.args)
    if (neg(u) != v and neg(v) != u) or not abs(ball(u, variable, point, EXPONENT_BITS)) < 1:
        return None
    return apply("log1p", mul(HALF, apply("exp", neg(u)), power(apply("expm1", u), num(2))))


def _factors(term: Term, exponent: Term) -> list[tuple[Term, Term]]:
    """Bases and exponents of a product of products and powers, raised to an exponent."""
    if term.head == "*":
        return [pair for part in term.args for pair in _factors(part, exponent)]
    if term.head == "^" and term.args[1].head == "num":
        return _factors(term.args[0], mul(exponent, term.args[1]))
    return [(term, exponent)]


def positive(term: Term) -> bool:
    """Whether a term is positive by the look of it."""
    if term.head in ("+", "*"):
        return all(map(positive, term.args))
    return term.head == "exp" or (term.head == "num" and term.args[0] > 0) or (term.head == "^" and positive(term.args[0]))


def _of_product(inner: Term, variable: str, point: Fraction, one_sided: bool) -> Term | None:
    """log(a b^-1 ...) = log(a) - log(b) + ..., with the rational parts of these logarithms as one quotient."""
    rational_parts: list[Term] = []
    others: list[Term] = []
    for base, exponent in _factors(inner, ONE):
        if not (positive(base) or ball(base, variable, point, EXPONENT_BITS) > 0):
            return None
        found = _settled(apply("log", base), variable, point, one_sided)
        for part in found.args if found.head == "+" else (found,):
            (rational_parts if is_rational(part) else others).append(mul(exponent, part))
    return add(quotient(add(*rational_parts), variable, 0), *others) if rational_parts else add(*others)


def _cancelling(one: Term, other: Term, variable: str, point: Fraction) -> Term | None:
    """exp(u) - 1 = expm1(u), 1 - exp(u) = -expm1(u), and p + s = (p^2 - s^2)/(p - s) for a root s and a rational p that cancel."""
    for sign in (1, -1):
        found = other if sign == 1 else neg(other)
        if one == num(-sign) and found.head == "exp" and ball(found.args[0], variable, point, EXPONENT_BITS) > -1:
            return mul(num(sign), apply("expm1", found.args[0]))
    factors = other.args if other.head == "*" else (other,)
    if not is_rational(one) or not any(f.head == "^" and f.args[1] == HALF for f in factors):
        return None
    square = mul(*(f.args[0] if f.head == "^" and f.args[1] == HALF else power(f, num(2)) for f in factors))
    if not is_rational(square) or not (ball(mul(one, other), variable, point, EXPONENT_BITS) < 0):
        return None
    top = quotient(add(mul(one, one), neg(square)), variable, 0)
    return mul(top, power(add(one, neg(other)), num(-1)))


def _logarithm(inner: Term) -> Term:
    """log(inner), without a loss of digits where it is 1 and something small."""
    if inner.head != "+" or ONE not in inner.args:
        return apply("log", inner)
    parts = list(inner.args)
    parts.remove(ONE)
    return apply("log1p", add(*parts))


def _split(term: Term, variable: str, point: Fraction) -> tuple[Term, Term] | None:
    """(u, r) with term = exp(u) r, where u is the largest positive exponent among the summands."""
    if term.head != "+":
        return None
    largest = None
    for part in term.args:
        u = _exponent(part)
        if u is not None:
            value = ball(u, variable, point, EXPONENT_BITS)
            if value > 1 and (largest is None or value > largest[0]):
                largest = value, u
    if largest is None:
        return None
    u = largest[1]
    return u, add(*(_divided(part, u) for part in term.args))


def _exponent(part: Term) -> Term | None:
    """u where the summand is a multiple of exp(u)."""
    factors = part.args if part.head == "*" else (part,)
    found = [f.args[0] for f in factors if f.head == "exp"]
    return add(*found) if found else None


def _divided(part: Term, u: Term) -> Term:
    """The summand divided by exp(u)."""
    factors = part.args if part.head == "*" else (part,)
    exponents = [f.args[0] for f in factors if f.head == "exp"]
    others = [f for f in factors if f.head != "exp"]
    if exponents == [u]:
        return mul(*others) if others else ONE
    return mul(*others, apply("exp", add(*exponents, neg(u))))


@lru_cache(maxsize=512)
def quotient(term: Term, variable: str, order: int) -> Term:
    """The derivative of a rational function, factored and in lowest terms where the kernel sees that it is the same."""
    slope, where = derivative(term, variable, order), Context().bind(variable, REALS)
    found = factored_term(slope, where)
    return found if found is not None and equal(slope, found, where) else slope
