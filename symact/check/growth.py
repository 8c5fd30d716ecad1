"""How fast does a term grow? Majorants c |x|^n e^(a |x|) on an unbounded interval, and what is left of them under the normal law.

`majorant(t, x, context)` is a theorem: at every point of the context |t(x)| is at most the sum of c |x|^n e^(a |x|) over
its entries (n, a): c, where n >= 0 is an integer, a >= 0 and c >= 0. It follows the structure of t: a term whose values lie
in a bounded interval has a constant majorant; sums, products and powers of majorants are majorants; e^u is bounded through
an upper bound A + B |x| of u, a logarithm through |x|^n <= n! e^|x|, or in its normal form, roots through |u|^r <= 1 + |u|^k
for 0 < r <= k, quotients through the part of a denominator that outweighs the others.
"""

from __future__ import annotations

from contextlib import suppress
from fractions import Fraction
from math import comb, factorial

from .extent import Context, extent
from .identity import normal, ratio_term, to_term
from .signs import outweighs
from .term import ONE, Rejected, Term, add, apply, exponent, mul, neg, num, power

Majorant = dict[tuple[int, Fraction], Fraction]
ZERO = Fraction(0)
MOST_ENTRIES, MOST_DEGREE = 60, 64
GRAIN = 2**40  # coefficients and rates are rounded up to multiples of 1/GRAIN


def majorant(t: Term, x: str, ctx: Context) -> Majorant:
    """A majorant of |t| on the context, where t is defined (the module says how it is found)."""
    e = extent(t, ctx)
    if e.lo is not None and e.hi is not None:
        return {(0, ZERO): _up(max(abs(e.lo), abs(e.hi)))}
    head, args = t.head, t.args
    if head == "sym" and args[0] == x:
        return {(1, ZERO): Fraction(1)}
    if head == "+":
        total: Majorant = {}
        for part in args:
            total = _sum(total, majorant(part, x, ctx))
        return total
    if head == "*":
        product: Majorant = {(0, ZERO): Fraction(1)}
        for part in args:
            product = _product(product, majorant(part, x, ctx))
        return product
    if head == "^":
        return _power(args[0], exponent(t), x, ctx)
    if head in ("exp", "expm1"):  # |e^u - 1| <= max(1, e^u)
        found = _exponential(_upper(args[0], x, ctx), ctx)
        return found if head == "exp" else _sum(found, {(0, ZERO): Fraction(1)})
    if head in ("log", "log1p"):
        return _logarithm(args[0] if head == "log" else add(ONE, args[0]), x, ctx)
    if head in ("cbrt", "LambertW"):  # -1 <= W(u) <= u for u >= 0, W(u) < 0 else
        return _sum(majorant(args[0], x, ctx), {(0, ZERO): Fraction(1)})
    raise Rejected(f"the growth of '{head}' is not bounded by the rules")


def _up(q: Fraction) -> Fraction:
    return Fraction(-(-q.numerator * GRAIN // q.denominator), GRAIN)


def _sum(a: Majorant, b: Majorant) -> Majorant:
    total = dict(a)
    for key, c in b.items():
        total[key] = total.get(key, ZERO) + c
    return total


def _product(a: Majorant, b: Majorant) -> Majorant:
    total: Majorant = {}
    for (n, p), c in a.items():
        for (m, q), d in b.items():
            key = (n + m, p + q)
            total[key] = total.get(key, ZERO) + _up(c * d)
    if len(total) > MOST_ENTRIES or any(n > MOST_DEGREE for n, _ in total):
        raise Rejected("the bound of the growth has too many terms")
    return total


def _power(base: Term, n: Fraction, x: str, ctx: Context) -> Majorant:
    if n < 0:
        return majorant(apply("exp", mul(num(n), base.args[0])), x, ctx) if base.head == "exp" else _quotient(base, n, x, ctx)
    inner = majorant(base, x, ctx)
    k = -(-n.numerator // n.denominator)
    result: Majorant = {(0, ZERO): Fraction(1)}
    for _ in range(k):
        result = _product(result, inner)
    return result if n.denominator == 1 else _sum(result, {(0, ZERO): Fraction(1)})


def _quotient(base: Term, n: Fraction, x: str, ctx: Context) -> Majorant:
    """|u|^n for an integer n < 0: if u = r (1 + s) with |s| <= q < 1, it is at most |r|^n (1 - q)^n; |u v|^n = |u|^n |v|^n."""
    if n.denominator == 1 and base.head == "*":
        product: Majorant = {(0, ZERO): Fraction(1)}
        for part in base.args:
            product = _product(product, majorant(power(part, num(n)), x, ctx))
        return product
    for lead in base.args if n.denominator == 1 and base.head == "+" else ():
        try:
            _, rest = outweighs(lead, base, x, ctx)
        except Rejected:
            continue
        return _product({(0, ZERO): _up((1 - rest) ** int(n))}, majorant(power(lead, num(n)), x, ctx))
    raise Rejected("a quotient is not shown to be bounded, so the rules do not bound its growth")


def _upper(u: Term, x: str, ctx: Context) -> Majorant:
    """A + B |x|, A and B >= 0, at least u everywhere."""
    e = extent(u, ctx)
    if e.hi is not None:
        return {(0, ZERO): _up(max(e.hi, ZERO))}
    if u.head == "+":
        total: Majorant = {}
        for part in u.args:
            total = _sum(total, _upper(part, x, ctx))
        return total
    found = majorant(u, x, ctx)
    if any(n > 1 or a for n, a in found):
        raise Rejected("an exponential grows faster than e^(a |x|), so the rules do not bound its growth")
    return found


def _exponential(u: Majorant, ctx: Context) -> Majorant:
    return {(0, u.get((1, ZERO), ZERO)): _up(_exp(u.get((0, ZERO), ZERO), ctx))}


def _exp(q: Fraction, ctx: Context) -> Fraction:
    """An upper bound of e^q."""
    numbers = ctx.numbers
    return numbers.bounds(numbers.exp(numbers.hull(q, q)))[1]


def _log(q: Fraction, ctx: Context) -> tuple[Fraction, Fraction]:
    numbers = ctx.numbers
    return numbers.bounds(numbers.log(numbers.hull(q, q)))


def _logarithm(u: Term, x: str, ctx: Context) -> Majorant:
    """|log u| for u > 0, as it stands or in the normal form of log u: log(v w) = log v + log w for v, w > 0, log e^v = v."""
    try:
        return _plain_logarithm(u, x, ctx)
    except Rejected as reason:
        with suppress(Rejected):
            s = ratio_term(normal(apply("log", u), ctx))
            if s.head != "log":
                return majorant(s, x, ctx)
        raise reason


def _plain_logarithm(u: Term, x: str, ctx: Context) -> Majorant:
    """|log u| for u > 0: at most max(0, log u) + max(0, log 1/u), and that is at most |log l| if u >= l > 0."""
    if u.head == "^" and extent(u.args[0], ctx).lo is not None:  # log v^n = n log v for v > 0
        below = extent(u.args[0], ctx).lo
        if below is not None and below > 0:
            n = abs(exponent(u))
            return {key: n * c for key, c in _logarithm(u.args[0], x, ctx).items()}
    e = extent(u, ctx)
    if e.lo is None or e.lo <= 0:
        return _sum(_positive_log(majorant(u, x, ctx), ctx), _positive_log(_reciprocal(u, x, ctx), ctx))
    low = max(map(abs, _log(e.lo, ctx)))
    return _sum(_positive_log(majorant(u, x, ctx), ctx), {(0, ZERO): _up(low)})


def _positive_log(found: Majorant, ctx: Context) -> Majorant:
    """A majorant of max(0, log |u|), from one of u: |x|^n <= n! e^|x|."""
    total = sum((c * factorial(n) for (n, _), c in found.items()), Fraction(1))
    return {(0, ZERO): _up(_log(total, ctx)[1]), (1, ZERO): Fraction(max(a + (n > 0) for n, a in found))}


def _reciprocal(u: Term, x: str, ctx: Context) -> Majorant:
    """A majorant of 1/u for a sum u = r + s, not 0: 1/u = (r - s)/(r^2 - s^2), where that difference, without the square root in r,
    is shown to stay away from 0."""
    for i, r in enumerate(u.args if u.head == "+" else ()):
        s = neg(add(*u.args[:i], *u.args[i + 1:]))
        n = normal(add(power(r, num(2)), neg(power(s, num(2)))), ctx)
        below = extent(power(to_term(n.num), num(-1)), ctx) if n.num and not n.den else None
        if below is not None and below.lo is not None and below.hi is not None:
            return _product(majorant(add(r, s), x, ctx), {(0, ZERO): _up(max(abs(below.lo), abs(below.hi)))})
    raise Rejected("the argument of a logarithm is not shown to stay away from 0, so the rules do not bound its growth")


def beyond(found: Majorant, far: Fraction, ctx: Context) -> Fraction:
    """An upper bound of the integral of a majorant times the normal density over x > T.

    With s = T - a > 0 the integral of x^n e^(a x) phi(x) is e^(a^2/2) times that of (y + a)^n phi(y) over y > s. The
    moments J_k of y^k satisfy J_0 <= phi(s)/s, J_1 = phi(s), J_k = s^(k-1) phi(s) + (k - 1) J_(k-2), and
    e^(a^2/2) phi(s) = e^(a T - T^2/2)/sqrt(2 pi), 1/sqrt(2 pi) < 2/5.
    """
    total = ZERO
    for (n, a), c in found.items():
        s = far - a
        if s <= 0:
            raise Rejected(f"the tail begins at {far}, and has to begin beyond the rate {a} of the growth")
        moments = [1 / s, Fraction(1)]
        for k in range(2, n + 1):
            moments.append(s ** (k - 1) + (k - 1) * moments[k - 2])
        weight = sum((comb(n, k) * a ** (n - k) * moments[k] for k in range(n + 1)), ZERO)
        total += c * weight * Fraction(2, 5) * _exp(a * far - far * far / 2, ctx)
    return total
