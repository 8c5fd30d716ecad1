"""How is a smooth term written so that float64 arithmetic loses little: which forms are worth a try?

Each is the same function on the piece of the line that it is made for. `bounds` finds out which of them is good enough
where, so what is offered here need not be good; it has to be equal. The rewritings:

    1 - tanh(u)^2 = (1 - tanh u) (1 + tanh u)           and what `tail_stable` makes of the factors
    1 + 2 sin(u) cos(u) = (sin u + cos u)^2
    tanh(log v) = w (w + 2)/(w (w + 2) + 2)             where v = 1 + w
    log(c v^n w) = log c + n log v + log w              for positive factors; log(exp u) = u
    a b + a c = a (b + c)                               common powers, of the least exponent; affine summands are added up
    c + exp(u) = exp(u) (c exp(-u) + 1)                 where u > 1 at a point: exponentials decay; likewise for any sum
    a exp(u) - a = a expm1(u)                           where |u| <= 1 at the point
    p + s = (p^2 - s^2)/(p - s)                         for roots s that cancel, by `symact.floats.settled`
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from functools import lru_cache

from symact.check.calculus import derivative
from symact.check.term import HALF, ONE, ZERO, Rejected, Term, add, apply, free, mul, num, power, rebuild, sym
from symact.floats.evaluate import Unresolved, ball
from symact.floats.germs import affine
from symact.floats.oracle import is_rational, tail_stable
from symact.floats.settled import quotient, settled

SIGN_BITS = 64
Product = tuple[Fraction, dict[Term, Fraction]]  # coefficient; base -> exponent


def forms(piece: Term, variable: str, order: int, points: Iterable[float]) -> list[Term]:
    """The order-th derivative of a smooth piece, written in several ways; the points are inside the piece."""
    slope = derivative(piece, variable, order)
    if is_rational(piece):
        return list(dict.fromkeys([quotient(piece, variable, order), slope]))
    found = [tail_stable(slope)]
    for point in points:
        for first in (False, True) if order else (False,):
            try:
                start = derivative(gathered(piece, variable, point), variable, order) if first else slope
                term = gathered(start, variable, point)
                found.append(term)
                if _with_root(term):
                    term = settled(term, variable, point)
                    found += [term, settled(gathered(term, variable, point), variable, point)]
            except (Rejected, Unresolved, ZeroDivisionError):
                continue
    return list(dict.fromkeys(found))


@lru_cache(maxsize=4096)
def _with_root(term: Term) -> bool:
    """Whether there may be a root that cancels."""
    return (term.head == "^" and term.args[1] == HALF) or any(map(_with_root, term.terms))


@lru_cache(maxsize=4096)
def gathered(term: Term, variable: str, point: float) -> Term:
    """Powers of one base are put together, sums are written as products where their summands share factors."""
    if term.head == "tanh" and term.args[0].head in ("log", "log1p"):
        inner = term.args[0].args[0]
        w = inner if term.args[0].head == "log1p" else add(inner, num(-1))
        top = mul(w, add(w, num(2)))
        return gathered(mul(top, power(add(top, num(2)), num(-1))), variable, point)
    term = rebuild(term, lambda part: gathered(part, variable, point))
    if term.head in ("log", "log1p"):
        inner = term.args[0] if term.head == "log" else _sum(add(ONE, term.args[0]), variable, point)
        return _logarithm(inner, variable, point)
    if term.head in ("*", "^", "exp"):
        return composed(decomposed(term, variable))
    return _sum(term, variable, point) if term.head == "+" else term


def _logarithm(inner: Term, variable: str, point: float) -> Term:
    """The logarithm of a product, by its factors, where they are positive."""
    coefficient, factors = decomposed(inner, variable)
    if coefficient <= 0 or not all(base.head == "exp" or ball(base, variable, Fraction(point), SIGN_BITS) > 0 for base in factors):
        return apply("log", inner)
    parts = [] if coefficient == 1 else [apply("log", num(coefficient))]
    for base, n in factors.items():
        if base.head == "exp":
            found: Term = base.args[0]
        elif base.head == "+" and ONE in base.args:
            rest = list(base.args)
            rest.remove(ONE)
            found = apply("log1p", add(*rest))
        else:
            found = apply("log", base)
        parts.append(mul(num(n), found))
    return collected(add(*parts), variable)


def decomposed(term: Term, variable: str) -> Product:
    """A product as a coefficient and powers. (b^(p/q))^n = b^(pn/q), since b >= 0 there; exp(c u) = exp(u)^c."""
    if term.head == "num":
        return term.args[0], {}
    if term.head == "*":
        return _product(decomposed(part, variable) for part in term.args)
    if term.head == "exp":
        return _exponential(term.args[0], variable)
    if term.head == "^" and term.args[1].head == "num":
        n = term.args[1].args[0]
        c, inner = decomposed(term.args[0], variable)
        if n.denominator == 1 and (c != 0 or n > 0) and abs(n) < 64:
            return c**int(n), {base: m * n for base, m in inner.items()}
        positive = {base: m * n for base, m in inner.items() if base.head == "exp"}
        rest = composed((c, {base: m for base, m in inner.items() if base.head != "exp"}))
        return Fraction(1), {**positive, rest: n} if rest != ONE else positive
    return Fraction(1), {term: Fraction(1)}


def _product(parts: Iterable[Product]) -> Product:
    coefficient, powers = Fraction(1), dict[Term, Fraction]()
    for c, inner in parts:
        coefficient *= c
        for base, n in inner.items():
            powers[base] = powers.get(base, Fraction(0)) + n
    return coefficient, {base: n for base, n in powers.items() if n}


def _exponential(exponent: Term, variable: str) -> Product:
    """exp of a sum of multiples."""
    line = affine(exponent, variable)
    if line is not None:
        summands: list[Product] = [(line[1], {sym(variable): Fraction(1)}), (line[0], {})]
    else:
        parts = exponent.args if exponent.head == "+" else (exponent,)
        summands = [decomposed(part, variable) for part in parts]
    return _product((Fraction(1), {apply("exp", composed((Fraction(1), powers))): c}) for c, powers in summands if c)


def composed(product: Product) -> Term:
    coefficient, powers = product
    if not coefficient:
        return ZERO
    exponent = add(*(mul(num(n), base.args[0]) for base, n in powers.items() if base.head == "exp"))
    factors = [power(base, num(n)) for base, n in powers.items() if base.head != "exp"]
    return mul(num(coefficient), *([apply("exp", exponent)] if exponent != ZERO else []), *factors)


def _sum(term: Term, variable: str, point: float) -> Term:
    total = _without_squares(collected(term, variable))
    if total.head != "+":
        return gathered(total, variable, point) if total.head in ("*", "^") and total != term else total
    summands = [decomposed(part, variable) for part in total.args]
    shared = {base: _shared(base, [powers.get(base, Fraction(0)) for _, powers in summands], variable, point)
              for _, one in summands for base in one}
    shared = {base: n for base, n in shared.items() if n}
    parts = [(c, {base: n for base in {**shared, **powers} if (n := powers.get(base, Fraction(0)) - shared.get(base, Fraction(0)))})
             for c, powers in summands]
    rest = _minus_one(parts, variable, point) or add(*map(composed, parts))
    if shared:
        rest = quotient(rest, variable, 0) if variable in free(rest) and is_rational(rest) else collected(rest, variable)
    return composed(_product([decomposed(rest, variable), (Fraction(1), shared)]))


def _shared(base: Term, exponents: list[Fraction], variable: str, point: float) -> Fraction:
    """The power of a base that is taken out of a sum: exponentials in the rest shall decay."""
    low, high = min(exponents), max(exponents)
    if base.head == "exp" and low < high:
        u = ball(base.args[0], variable, Fraction(point), SIGN_BITS)
        if variable in free(base) and abs(u) * float(max(-low, high)) > 1:
            return high if u > 0 else low
        return low if low > 0 else min(high, Fraction(0))
    return low


def _minus_one(parts: list[Product], variable: str, point: float) -> Term | None:
    """a exp(u) + b = a expm1(u) + (a + b), for a small u and a and b that cancel."""
    for i, (c, one) in enumerate(parts):
        constants = [d for d, other in parts if not other]
        if not constants or not one or not all(base.head == "exp" for base in one) or abs(c + constants[0]) >= abs(constants[0]):
            continue
        power_of_e = composed((Fraction(1), one))
        if variable in free(power_of_e) and abs(ball(power_of_e.args[0], variable, Fraction(point), SIGN_BITS)) <= 1:
            others = [composed(part) for k, part in enumerate(parts) if k != i and part[1]]
            return add(mul(num(c), apply("expm1", power_of_e.args[0])), *others, num(c + constants[0]))
    return None


def _without_squares(total: Term) -> Term:
    """1 - tanh(u)^2 as a product of 1 - tanh u and 1 + tanh u; 1 + 2 sin u cos u as a square."""
    for part in total.args if total.head == "+" and len(total.args) == 2 and ONE in total.args else ():
        factors: tuple[Term, ...] = part.args if part.head == "*" else (part,)
        if len(factors) == 3 and factors[0] in (num(2), num(-2)) and {f.head for f in factors[1:]} == {"sin", "cos"}:
            one, other = factors[1:]
            if one.args == other.args:
                return power(add(one, mul(num(factors[0].args[0] / 2), other)), num(2))
        if len(factors) == 2 and factors[0] == num(-1) and factors[1].head == "^" and factors[1].args[1] == num(2):
            inner = factors[1].args[0]
            if inner.head == "tanh":
                return mul(tail_stable(add(ONE, inner)), tail_stable(add(ONE, mul(num(-1), inner))))
    return tail_stable(total)


def collected(total: Term, variable: str) -> Term:
    """A sum without sums in it, and with its affine terms added up."""
    constant, slope, others = Fraction(0), Fraction(0), dict[Term, Fraction]()
    for part in _summands(total, Fraction(1)):
        line = affine(part, variable)
        if line is not None:
            constant, slope = constant + line[0], slope + line[1]
        else:
            numeric = part.head == "*" and part.args[0].head == "num"
            c, bare = (part.args[0].args[0], mul(*part.args[1:])) if numeric else (Fraction(1), part)
            others[bare] = others.get(bare, Fraction(0)) + c
    rest = [mul(num(c), bare) for bare, c in others.items() if c]
    return add(*rest, *([mul(num(slope), sym(variable))] if slope else []), num(constant))


def _summands(term: Term, factor: Fraction) -> Iterable[Term]:
    if term.head == "+":
        for part in term.args:
            yield from _summands(part, factor)
    elif term.head == "*" and len(term.args) == 2 and term.args[0].head == "num" and term.args[1].head == "+":
        yield from _summands(term.args[1], factor * term.args[0].args[0])
    else:
        yield mul(num(factor), term)
