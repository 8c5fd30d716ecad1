"""Identities: two terms are equal because their difference, over one denominator, is the zero polynomial.

The *generators* are variables, pi, primes under roots, exp(m) for monomials m, and log, erf, sin, cos, ... of normal
forms. Rewriting into generators uses exp(a + b) = exp(a) exp(b), integer powers, tanh and expm1 through exp, log1p
through log, erfc = 1 - erf, tan = sin/cos, parity of odd and even functions, sin^2 = 1 - cos^2, sin and cos of multiples
of pi/12 in square roots, and, only where the factors are shown positive, log of products and real powers of monomials.
All of these hold wherever both sides are defined, which is shown apart (`extent.defined`). A numerator that is not the
zero polynomial may still be 0 by cbrt(u)^3 = u (`_cubed`) and by Euler's formulas (`_euler`). The normal form says "equal"
or nothing, never "different".
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from math import comb, gcd, lcm, prod

from .extent import ANY, NEG, POS, ZERO, Context, flip, shown, sign
from .polynomial import signs_on
from .term import LONGEST, ONE, PI, Rejected, Term, add, exponent, mul, num, power, size

Rational = int | Fraction  # an int wherever it is one: much faster, but never divided by `/`
Mono = tuple[tuple[int, Rational], ...]  # ((generator, exponent), ...), sorted, exponents not 0
Poly = dict[Mono, Rational]
MOST_MONOMIALS = 4000

_generators: list[Term] = []
_index: dict[Term, int] = {}
_related: set[int] = set()  # generators whose powers are rewritten by `_reduced`
_root_of: dict[int, Poly] = {}  # generator standing for a base b, with fractional exponents: b itself as a polynomial
UNIT: Poly = {(): 1}
TURN = Term("turn")  # exp(i pi), whose power 1/2 is i; like exp(i m) it occurs in polynomials that are only compared with 0
BUSY = object()


class Ratio:
    """num / product of den factors; a den factor is normalised (no monomial content, leading coefficient 1)."""

    __slots__ = ("den", "num")

    def __init__(self, top: Poly, den: Mapping[frozenset[tuple[Mono, Rational]], int] | None = None) -> None:
        self.num, self.den = top, dict(den or {})


def equal(s: Term, t: Term, ctx: Context) -> bool:
    """Theorem (identity): s = t wherever on the context both are defined."""
    return s == t or _vanishes(_plus(normal(s, ctx), _scale(normal(t, ctx), -1)).num, ctx)


def is_zero(t: Term, ctx: Context) -> bool:
    """Theorem (identity): t = 0 wherever on the context it is defined. A normal form that grows too large says no."""
    try:
        return _vanishes(normal(t, ctx).num, ctx)
    except Rejected:
        return False


def _vanishes(p: Poly, ctx: Context) -> bool:
    """Theorem: p = 0 if it is the zero polynomial, or becomes it by cbrt(u)^3 = u or by Euler's formulas."""
    try:
        p = _cubed(p, ctx)
    except Rejected:  # too large
        return False
    if not _is_wavy(p):
        return not p
    try:
        return not _waves(p, ctx)[1]
    except Rejected:  # too large
        return False


def _cubed(p: Poly, ctx: Context) -> Poly:
    """p over its content, with cbrt(u)^3 = u (all real u) put in: p is 0 wherever it is defined and this is the zero polynomial."""
    if not any(_generators[g].head == "cbrt" for m in p for g, _ in m):
        return p
    total: Poly = {}
    for m, c in _shift(p, _content(p)).items():
        product: Poly = {(): c}
        for g, e in m:
            u = normal(_generators[g].args[0], ctx) if _generators[g].head == "cbrt" and isinstance(e, int) and e >= 3 else None
            if u is not None and not u.den:
                product, e = _poly_mul(product, _poly_power(u.num, e // 3)), e % 3
            product = _poly_mul(product, {((g, e),): 1} if e else UNIT)
        _add_into(total, product)
    return total


def _is_wavy(p: Poly) -> bool:
    return any(_generators[g].head in ("sin", "cos") for m in p for g, _ in m)


def _waves(p: Poly, ctx: Context) -> tuple[Mono, Poly]:
    """p = content * rest, rest with sin u = (e^(iu) - e^(-iu))/(2i) and cos u = (e^(iu) + e^(-iu))/2 in it."""
    content = tuple((g, e) for g, e in _content(p) if e < 0 or _generators[g].head not in ("sin", "cos"))
    total: Poly = {}
    for m, c in _shift(p, content).items():
        product: Poly = {(): c}
        for g, e in m:
            n = int(e // 1) if _generators[g].head in ("sin", "cos") else 0
            rest: Poly = {((g, _whole(e - n)),): 1} if e != n else UNIT
            product = _poly_mul(product, _poly_mul(_poly_power(_euler(_generators[g], ctx), n), rest) if n else rest)
        _add_into(total, product)
    return content, total


def _euler(t: Term, ctx: Context) -> Poly:
    """sin u or cos u in powers of exp(i m), for the monomials m of u, and of exp(i pi)."""
    u, turn, waves = normal(t.args[0], ctx), _generator(TURN), {1: UNIT, -1: UNIT}
    for m, c in u.num.items():
        part = mul(to_term({m: 1}), power(_den_term(u), num(-1))) if u.den else to_term({m: 1})
        g = turn if part == PI else _generator(Term("cis", (part,)))
        waves = {s: _poly_mul(w, _reduced(((g, _whole(c * s)),), 1)) for s, w in waves.items()}
    half, i = Fraction(1, 2), ((turn, Fraction(1, 2)),)
    total: Poly = {}
    for s, w in waves.items():
        _add_into(total, _poly_mul(w, {i: -half * s} if t.head == "sin" else {(): half}))
    return total


@cache
def _twelfths(k: int) -> Poly:
    """exp(i pi k/12) by its real and imaginary part, exp(i pi/12) = (sqrt 6 + sqrt 2)/4 + i (sqrt 6 - sqrt 2)/4."""
    two, three, i = (((_generator(t), Fraction(1, 2)),) for t in (num(2), num(3), TURN))
    six, quarter = _multiply_monos(two, three), Fraction(1, 4)
    return _poly_power({six: quarter, two: quarter, _multiply_monos(six, i): quarter, _multiply_monos(two, i): -quarter}, k)


def ratio(t: Term, fact: Term, ctx: Context) -> Fraction | None:
    """The rational c != 0 with t = c * fact by identity, if there is one that the normal forms show."""
    try:
        a, b = normal(t, ctx), normal(fact, ctx)
    except Rejected:
        return None
    if a.den != b.den or not a.num or a.num.keys() != b.num.keys():
        return None
    first = next(iter(a.num))
    c = Fraction(a.num[first]) / b.num[first]
    return c if all(v == c * b.num[m] for m, v in a.num.items()) else None


def polynomial_signs(t: Term, ctx: Context) -> int:
    """Theorem: t is a quotient of products of content * p(g), p rational polynomials in one generator g each; their signs
    by Sturm on the range of g. Valid where t is defined."""
    try:
        n = normal(t, ctx)
    except Rejected:
        return ANY
    mask = _one_generator(n.num, ctx)
    for key, k in n.den.items():
        below = _one_generator(dict(key), ctx) & ~ZERO
        if below not in (NEG, POS):
            return ANY
        mask = flip(mask) if below == NEG and k % 2 else mask
    return mask


def _one_generator(p: Poly, ctx: Context) -> int:
    """Signs of content * (polynomial in one generator) on the context; every sign where p has another form."""
    if len(p) == 1:
        (content, c), = p.items()
        outer = _sign_or_any(to_term({content: 1}), ctx)
        return outer if c > 0 else flip(outer)
    from .extent import extent

    found = univariate(p)
    if found is None:
        return _circle(p, ctx) if _is_wavy(p) else ANY if p else ZERO
    content, g, coefficients = found

    try:
        e = extent(_generators[g], ctx)
        outer = sign(to_term({content: 1}), ctx)
    except Rejected:
        return ANY
    inner = signs_on(coefficients, e.lo, e.hi, e.lo_open, e.hi_open)
    inner = inner if outer == POS else flip(inner) if outer == NEG else ANY
    return inner & _circle(p, ctx) if inner & NEG and inner & POS and _is_wavy(p) else inner


def _circle(p: Poly, ctx: Context) -> int:
    """Theorem: p = content * sum of c_k e^(iku) over |k| <= n, c_k rational or i times rational; with s = tan(u/2) and
    e^(iu) = (1 + is)/(1 - is) the sum is q(s)/(1 + s^2)^n; its signs by Sturm on the range of s. Where u = pi is not excluded,
    on R, and the leading coefficient is the value for u = pi."""
    from .extent import extent

    turn = _generator(TURN)
    try:
        content, waves = _waves(p, ctx)
        used = {g for m in waves for g, _ in m} - {turn} or {_generator(Term("cis", (ONE,)))}
        rational = all(e == Fraction(1, 2) for m in waves for h, e in m if h == turn)
        if len(used) != 1 or _generators[g := used.pop()].head != "cis" or not rational:
            return ANY
        outer = sign(to_term({content: 1}), ctx)
    except Rejected:
        return ANY
    if not waves:
        return ZERO
    powers = {m: Fraction(dict(m).get(g, 0)) for m in waves}
    whole = lcm(*(e.denominator for e in powers.values()))
    step = Fraction(whole, gcd(*(int(e * whole) for e in powers.values())) or 1)
    n = int(max(map(abs, powers.values())) * step)
    if n > 30 or outer not in (NEG, POS):
        return ANY
    q = [Fraction(0)] * (2 * n + 1)
    for m, c in waves.items():  # (1 + is)^(n + k) (1 - is)^(n - k), once more i where m has it; imaginary parts cancel
        k, i = int(powers[m] * step), len(m) - (g in dict(m))
        for j in range(i % 2, 2 * n + 1, 2):
            q[j] += c * (-1) ** ((j + i) // 2) * sum((-1) ** r * comb(n - k, r) * comb(n + k, j - r) for r in range(j + 1))
    try:
        e = extent(Term("tan", (mul(num(1 / (2 * step)), _generators[g].args[0]),)), ctx)
        inner = signs_on(q, e.lo, e.hi, e.lo_open, e.hi_open)
    except Rejected:
        inner = signs_on(q, None, None, True, True) | (POS if q[-1] > 0 else NEG if q[-1] < 0 else ZERO)
    return inner if outer == POS else flip(inner)


def univariate(p: Poly) -> tuple[Mono, int, list[Fraction]] | None:
    """p = content * (polynomial in one generator), coefficients from the constant term up; None where that fails."""
    if not p or len(p) > 200:
        return None
    content = _content(p)
    rest = _shift(p, content)
    used = {g for m in rest for g, _ in m}
    if len(used) != 1:
        return None
    g = used.pop()
    steps = lcm(*(e.denominator for m in rest for _, e in m))
    if steps != 1:
        return None
    degree = max(int(e) for m in rest for _, e in m)
    if degree > 60:
        return None
    coefficients = [Fraction(0)] * (degree + 1)
    for m, c in rest.items():
        coefficients[int(m[0][1]) if m else 0] = Fraction(c)
    return content, g, coefficients


# ------------------------------------------------------------------ polynomials over the generators

def _generator(t: Term) -> int:
    g = _index.get(t)
    if g is None:
        g = _index[t] = len(_generators)
        _generators.append(t)
        if t.head in ("num", "sin", "turn"):
            _related.add(g)
    return g


def generator(g: int) -> Term:
    return _generators[g]


def _whole(q: Rational) -> Rational:
    return q.numerator if q.denominator == 1 else q


def _over(p: Rational, q: Rational) -> Rational:
    """p/q."""
    return p if q == 1 else _whole(Fraction(p) / q)


def _multiply_monos(a: Mono, b: Mono) -> Mono:
    if not a or not b:
        return a or b
    merged = dict(a)
    for g, e in b:
        if g in merged:
            e = _whole(merged[g] + e)
            if e == 0:
                del merged[g]
                continue
        merged[g] = e
    return tuple(sorted(merged.items()))


def _reduced(m: Mono, c: Rational) -> Poly:
    """c * m, with the relations p^(1 + r) = p * p^r for primes, b^(1 + r) = b * b^r for bases, sin^2 = 1 - cos^2 applied."""
    for i, (g, e) in enumerate(m):
        t = _generators[g]
        rest = m[:i] + m[i + 1:]
        if t.head == "num" and not 0 <= e < 1:
            whole = e // 1
            if size(t.args[0]) * abs(whole) > LONGEST:
                raise Rejected("a root raised to a high power is too long for a normal form")
            return _reduced(_multiply_monos(rest, ((g, _whole(e - whole)),)) if e != whole else rest, c * t.args[0] ** int(whole))
        if g in _root_of and e >= 1:
            return _poly_mul({_multiply_monos(rest, ((g, _whole(e - 1)),)) if e != 1 else rest: c}, _root_of[g])
        if t == TURN and not 0 <= e < 1:
            return _reduced(_multiply_monos(rest, ((g, e % 1),)) if e % 1 else rest, -c if e // 1 % 2 else c)
        if t == TURN and (k := int(12 * e)) not in (0, 6):
            return _poly_mul({_multiply_monos(rest, ((g, e - Fraction(k, 12)),)) if 12 * e != k else rest: c}, _twelfths(k))
        if t.head == "sin" and isinstance(e, int) and e >= 2:
            cos = _generator(Term("cos", t.args))
            lower = _multiply_monos(rest, ((g, e - 2),)) if e > 2 else rest
            return _poly_mul({lower: c}, {(): 1, ((cos, 2),): -1})
    return {m: c}


def _add_into(total: Poly, p: Poly) -> None:
    for m, c in p.items():
        _add_one(total, m, c)


def _add_one(total: Poly, m: Mono, c: Rational) -> None:
    known = total.get(m)
    if known is not None:
        c = _whole(known + c)
        if not c:
            del total[m]
            return
    total[m] = c


def _poly_mul(a: Poly, b: Poly) -> Poly:
    total: Poly = {}
    for m, c in a.items():
        for n, d in b.items():
            product = _multiply_monos(m, n)
            if any(g in _related for g, _ in product):
                _add_into(total, _reduced(product, c * d))
            else:
                _add_one(total, product, _whole(c * d))
        if len(total) > MOST_MONOMIALS:
            raise Rejected(f"a normal form has more than {MOST_MONOMIALS} monomials")
    return total


def _poly_power(p: Poly, n: int) -> Poly:
    if n == 0:
        return UNIT
    if len(p) == 1:
        (m, c), = p.items()
        if c not in (1, -1) and size(Fraction(c)) * n > LONGEST:
            raise Rejected("a coefficient raised to a high power is too long for a normal form")
        return _reduced(tuple((g, _whole(e * n)) for g, e in m), _whole(Fraction(c)**n))
    if n > 64:
        raise Rejected("a sum raised to a power above 64 is too large for a normal form")
    result = UNIT
    for _ in range(n):
        result = _poly_mul(result, p)
    return result


def _content(p: Poly) -> Mono:
    """The monomial of least exponents: p = content * (a polynomial that no generator divides)."""
    least: dict[int, Rational] = {}
    for i, m in enumerate(p):
        exponents = dict(m)
        if i == 0:
            least = dict(exponents)
        for g in set(least) | set(exponents):
            least[g] = min(least.get(g, 0), exponents.get(g, 0))
    return tuple(sorted((g, e) for g, e in least.items() if e != 0 and not (_generators[g].head == "num" or g in _root_of)))


def _shift(p: Poly, content: Mono) -> Poly:
    inverse = tuple((g, -e) for g, e in content)
    return {_multiply_monos(m, inverse): c for m, c in p.items()}


def _size(c: Poly) -> Fraction:
    """The positive rational content."""
    return Fraction(gcd(*(v.numerator for v in c.values())), lcm(*(v.denominator for v in c.values())))


# ------------------------------------------------------------------ ratios

def _scale(r: Ratio, c: Rational) -> Ratio:
    return Ratio({m: _whole(v * c) for m, v in r.num.items()}, r.den)


def _plus(a: Ratio, b: Ratio) -> Ratio:
    if a.den == b.den:
        total = dict(a.num)
        _add_into(total, b.num)
        return Ratio(total, a.den if total else None)
    den = {k: max(a.den.get(k, 0), b.den.get(k, 0)) for k in a.den.keys() | b.den.keys()}
    total = {}
    for r in (a, b):
        p = r.num
        for k, n in den.items():
            missing = n - r.den.get(k, 0)
            if missing:
                p = _poly_mul(p, _poly_power(dict(k), missing))
        _add_into(total, p)
    return Ratio(total, den if total else None)


def _times(a: Ratio, b: Ratio) -> Ratio:
    if not a.den and a.num == UNIT:
        return b
    den = dict(a.den)
    for k, n in b.den.items():
        den[k] = den.get(k, 0) + n
    parts = []
    for r, other in ((a, b), (b, a)):  # a numerator that is itself a power of a den factor cancels against it
        p = r.num
        if len(p) > 1 and other.den and any(len(k) == len(p) for k in den):
            content = _content(p)
            rest = _shift(p, content)
            lead = rest[max(rest)]
            key = frozenset((m, _over(c, lead)) for m, c in rest.items())
            if den.get(key):
                den[key] -= 1
                p = {content: lead}
        parts.append(p)
    return Ratio(_poly_mul(*parts), {k: n for k, n in den.items() if n})


def _inverse(r: Ratio) -> Ratio:
    if not r.num:
        raise Rejected("a denominator is identically 0")
    content = _content(r.num)
    rest = _shift(r.num, content)
    top: Poly = UNIT
    for k, n in r.den.items():
        top = _poly_mul(top, _poly_power(dict(k), n))
    if len(rest) == 1:
        (m, c), = rest.items()  # only primes and bases under roots can be left
        unit = _reduced(tuple((g, -e) for g, e in m), _over(1, c)) if all(_generators[g].head == "num" for g, _ in m) else None
        if unit is not None:
            return Ratio(_poly_mul(top, _poly_mul(unit, {tuple((g, -e) for g, e in content): 1})))
    lead = rest[max(rest)]
    key = frozenset((m, _over(c, lead)) for m, c in rest.items())
    return Ratio(_poly_mul(top, {tuple((g, -e) for g, e in content): _over(1, lead)}), {key: 1})


def _ratio_power(r: Ratio, n: int) -> Ratio:
    if n < 0:
        r, n = _inverse(r), -n
    return Ratio(_poly_power(r.num, n), {k: v * n for k, v in r.den.items()} if n else None)


# ------------------------------------------------------------------ from terms, and back

def normal(t: Term, ctx: Context) -> Ratio:
    """The normal form of a term; valid wherever the term is defined."""
    key = ("normal", t)
    found = ctx.memo.get(key)
    if found is BUSY:
        raise Rejected("a normal form leads back to itself, by the signs that it needs and the facts that they follow from")
    if found is None:
        ctx.memo[key] = BUSY
        try:
            found = _normal(t, ctx)
        finally:
            ctx.memo[key] = found
    return found


def _constant(c: Rational) -> Ratio:
    return Ratio({(): _whole(c)} if c else {})


def _atom(t: Term, exponent: Rational = 1) -> Ratio:
    return Ratio(_reduced(((_generator(t), _whole(exponent)),), 1))


def _normal(t: Term, ctx: Context) -> Ratio:
    head, args = t.head, t.args
    if head == "num":
        return _constant(args[0])
    if head in ("sym", "pi"):
        return _atom(t)
    if head == "+":
        total = Ratio({})
        for part in args:
            total = _plus(total, normal(part, ctx))
        return total
    if head == "*":
        product = Ratio(UNIT)
        for part in args:
            product = _times(product, normal(part, ctx))
        return product
    if head == "^":
        n = exponent(t)
        return _ratio_power(normal(args[0], ctx), int(n)) if n.denominator == 1 else _root(args[0], n, ctx)
    if head == "exp":
        return _exp(normal(args[0], ctx), ctx)
    if head == "expm1":
        return _plus(_exp(normal(args[0], ctx), ctx), _constant(-1))
    if head == "tanh":
        w = _exp(_scale(normal(args[0], ctx), 2), ctx)
        return _times(_plus(w, _constant(-1)), _inverse(_plus(w, _constant(1))))
    if head == "log":
        return _log(normal(args[0], ctx), ctx)
    if head == "log1p":
        return _log(_plus(normal(args[0], ctx), _constant(1)), ctx)
    if head == "erfc":
        return _plus(_constant(1), _scale(_odd("erf", normal(args[0], ctx), ctx), -1))
    if head in ("erf", "atan", "asin", "cbrt", "sin", "cos"):
        return (_angle if head in ("asin", "atan") else _odd)(head, normal(args[0], ctx), ctx)
    if head == "tan":
        return _times(_odd("sin", normal(args[0], ctx), ctx), _inverse(_odd("cos", normal(args[0], ctx), ctx)))
    if head == "LambertW":
        return _lambert(normal(args[0], ctx), ctx)
    return _atom(t)


def _lambert(a: Ratio, ctx: Context) -> Ratio:
    """W(u e^u) = u where u >= -1 is shown."""
    waves = {tuple(ge for ge in m if _generators[ge[0]].head == "exp") for m in a.num}
    if not a.den and len(waves) == 1 and (wave := waves.pop()):
        u = Ratio({})
        for g, e in wave:
            u = _plus(u, _scale(normal(_generators[g].args[0], ctx), e))
        rest = {tuple(ge for ge in m if ge not in wave): -c for m, c in a.num.items()}
        above = add(ratio_term(u), ONE)
        if not _plus(u, Ratio(rest)).num and shown(above, ctx) and not sign(above, ctx) & NEG:
            return u
    return _atom(Term("LambertW", (ratio_term(a),)))


def _exp(u: Ratio, ctx: Context) -> Ratio:
    result = Ratio(UNIT)
    below = _den_term(u)
    for m, c in u.num.items():
        t = to_term({m: 1})
        if not u.den and t.head == "log":
            g = t.args[0]
            factor = _ratio_power(normal(g, ctx), int(c)) if c.denominator == 1 else _root(g, Fraction(c), ctx)
        elif not u.den and t.head == "LambertW" and c.denominator == 1 and _sign_or_any(t.args[0], ctx) in (NEG, POS):
            factor = _ratio_power(_times(normal(t.args[0], ctx), _inverse(_atom(t))), int(c))  # e^w = u/w for w = W(u), not 0
        else:
            factor = _atom(Term("exp", (t if not u.den else mul(t, power(below, num(-1))),)), c)
        result = _times(result, factor)
    return result


def _log(u: Ratio, ctx: Context) -> Ratio:
    """log of a ratio: split where numerator and denominators are shown positive, and content is shown positive."""
    tops = [(u.num, 1), *((dict(k), -n) for k, n in u.den.items())]
    if u.den and any(_sign_or_any(to_term(p), ctx) != POS for p, _ in tops):
        return _atom(Term("log", (ratio_term(u),)))
    total = Ratio({})
    for p, n in tops:
        total = _plus(total, _scale(_log_poly(p, ctx), n))
    return total


def _log_poly(p: Poly, ctx: Context) -> Ratio:
    if not p:
        raise Rejected("log of a term that is identically 0")
    content = _content(p)
    signs = {g: _sign_or_any(_generators[g], ctx) for g, _ in content}
    if any(signs[g] != POS and (signs[g] != NEG or e.denominator != 1) for g, e in content):
        content = ()
    rest = _shift(p, content)
    if sum(signs[g] == NEG and e % 2 for g, e in content) % 2:  # g = -|g|
        rest = {m: -c for m, c in rest.items()}
    size = _size(rest)
    rest = {m: _over(c, size) for m, c in rest.items()}
    total = _log_rational(size)
    if len(rest) == 1 and next(iter(rest.values())) == 1:
        (m, _), = rest.items()
        if all(_sign_or_any(_generators[g], ctx) == POS for g, _ in m):
            content, rest = _multiply_monos(content, m), UNIT
    for g, e in content:
        t = _generators[g]
        part = normal(t.args[0], ctx) if t.head == "exp" else _atom(Term("log", (t if signs.get(g, POS) == POS else mul(num(-1), t),)))
        total = _plus(total, _scale(part, e))
    return total if rest == UNIT else _plus(total, _atom(Term("log", (to_term(rest),))))


def _log_rational(q: Fraction) -> Ratio:
    total = Ratio({})
    for k, s in ((q.numerator, 1), (q.denominator, -1)):
        for p, n in _factor(k):
            total = _plus(total, _scale(_atom(Term("log", (num(p),))), s * n))
    return total


def _factor(k: int) -> list[tuple[int, int]]:
    """Prime powers of k >= 1; what is left beyond the trial divisors stays one factor."""
    found, p = [], 2
    while p * p <= k and p < 2000:
        n = 0
        while k % p == 0:
            k, n = k // p, n + 1
        if n:
            found.append((p, n))
        p += 1 if p == 2 else 2
    return [*found, (k, 1)] if k > 1 else found


def _root(base: Term, exponent: Fraction, ctx: Context) -> Ratio:
    """base^exponent for a base shown >= 0: distributed over monomials of positive generators and even powers of negative ones,
    (g^e)^q = (-g)^(eq) for g < 0, e even, eq an integer; else one generator."""
    b = normal(base, ctx)
    if not b.num:
        return Ratio({})
    if not b.den and len(b.num) == 1:
        (m, c), = b.num.items()
        turns = [_distributed(g, e, exponent, ctx) for g, e in m]
        if c > 0 and all(turns):
            result = Ratio(_reduced(tuple((g, _whole(e * exponent)) for g, e in m), prod(turns)))
            for k, s in ((c.numerator, 1), (c.denominator, -1)):
                for p, n in _factor(k):
                    result = _times(result, _atom(num(p), n * s * exponent))
            return result
    content = tuple((g, e) for g, e in _content(b.num) if _distributed(g, e, exponent, ctx))
    if content and not b.den:  # (m r)^q = m^q r^q for m > 0, r >= 0
        turn = prod(_distributed(g, e, exponent, ctx) for g, e in content)
        outer = Ratio(_reduced(tuple((g, _whole(e * exponent)) for g, e in content), turn))
        return _times(outer, _root(to_term(_shift(b.num, content)), exponent, ctx))
    g = _generator(Term("root", (ratio_term(b),)))
    if not b.den:
        _root_of[g] = b.num
        _related.add(g)
    whole = exponent // 1
    result = Ratio({((g, _whole(exponent - whole)),): 1})
    return _times(result, _ratio_power(b, int(whole))) if whole else result


def _distributed(g: int, e: Rational, exponent: Fraction, ctx: Context) -> int:
    """1 or -1, the factor by which (g^e)^q differs from g^(eq), where that is known; else 0."""
    mask, product = _sign_or_any(_generators[g], ctx), e * exponent
    if mask == NEG and e % 2 == 0 and product.denominator == 1:
        return 1 if product % 2 == 0 else -1
    return 1 if mask == POS else 0


def _odd(head: str, u: Ratio, ctx: Context) -> Ratio:
    """An odd (cos: even) function of a normal form, the sign of the argument made canonical."""
    if not u.num:
        return _constant(1 if head == "cos" else 0)
    pi = ((_generator(PI), 1),)
    if head in ("sin", "cos") and not u.den and pi in u.num and (u.num[pi] * 2).denominator == 1:
        quarter = int(u.num[pi] * 2) % 4  # addition of quarter periods
        rest = Ratio({m: c for m, c in u.num.items() if m != pi})
        turned = _odd(head if quarter % 2 == 0 else "cos" if head == "sin" else "sin", rest, ctx)
        return _scale(turned, (1, 1, -1, -1)[quarter] if head == "sin" else (1, -1, -1, 1)[quarter])
    if head in ("sin", "cos") and not u.den and u.num.keys() == {pi} and (u.num[pi] * 12).denominator == 1:
        i = _generator(TURN)
        parts = _reduced(((i, u.num[pi]),), 1).items()
        return Ratio({tuple(ge for ge in m if ge[0] != i): c for m, c in parts if (i in dict(m)) == (head == "sin")})
    if head in ("sin", "cos") and not u.den and (arc := to_term(u.num)).head in ("asin", "atan"):
        return _wave(head, arc, ctx)
    flipped = u.num[max(u.num)] < 0
    result = _atom(Term(head, (ratio_term(_scale(u, -1) if flipped else u),)))
    return _scale(result, -1) if flipped and head != "cos" else result


def _wave(head: str, arc: Term, ctx: Context) -> Ratio:
    """sin(asin v) = v, cos(asin v) = sqrt(1 - v^2), sin(atan v) = v/sqrt(1 + v^2), cos(atan v) = 1/sqrt(1 + v^2)."""
    v = arc.args[0]
    if arc.head == "asin":
        return normal(v, ctx) if head == "sin" else _root(ONE - power(v, num(2)), Fraction(1, 2), ctx)
    below = _root(ONE + power(v, num(2)), Fraction(-1, 2), ctx)
    return _times(normal(v, ctx), below) if head == "sin" else below


@cache
def _angles() -> list[tuple[Ratio, Poly, Poly]]:
    """The multiples of pi/12 up to pi/2 with their sines and cosines."""
    angles = [Ratio({((_generator(PI), 1),): Fraction(k, 12)}) for k in range(1, 7)]
    return [(angle, _odd("sin", angle, Context()).num, _odd("cos", angle, Context()).num) for angle in angles]


def _angle(head: str, u: Ratio, ctx: Context) -> Ratio:
    """asin u or atan u; a multiple of pi/12 where u is its sine or tangent."""
    for angle, sine, cosine in _angles()[:6 if head == "asin" else 5] if not u.den else ():
        for s in (1, -1):
            if _poly_mul(u.num, {(): s} if head == "asin" else {m: s * c for m, c in cosine.items()}) == sine:
                return _scale(angle, s)
    return _odd(head, u, ctx)


def _sign_or_any(t: Term, ctx: Context) -> int:
    if t.head in ("exp", "pi"):
        return POS
    try:
        return sign(t.args[0], ctx) & ~ZERO if t.head == "root" and sign(t.args[0], ctx) == POS else sign(t, ctx)
    except Rejected:
        return ANY


def to_term(p: Poly) -> Term:
    """A polynomial as a term."""
    parts = []
    for m in sorted(p):
        factors = [power(_plain(_generators[g]), num(e)) for g, e in m]
        parts.append(mul(num(p[m]), *factors))
    return add(*parts) if parts else num(0)


def _plain(t: Term) -> Term:
    return t.args[0] if t.head == "root" else t


def _den_term(r: Ratio) -> Term:
    return mul(*(power(to_term(dict(k)), num(n)) for k, n in sorted(r.den.items(), key=lambda kn: sorted(kn[0])))) if r.den else ONE


def ratio_term(r: Ratio) -> Term:
    """A ratio as a term."""
    return mul(to_term(r.num), power(_den_term(r), num(-1))) if r.den else to_term(r.num)


def quotient(r: Ratio) -> tuple[Term, Term]:
    """Numerator and denominator of a ratio, as terms in which no generator has a negative exponent."""
    below: Poly = {tuple((g, -e) for g, e in _content(r.num) if e < 0): 1}
    return to_term(_poly_mul(r.num, below)), mul(_den_term(r), to_term(below))
