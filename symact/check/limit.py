"""One-sided limits of elementary terms, at finite points and at infinity.

`limit(t, x, context, "left")` is the limit as x tends to the lower end of its interval in the context (from inside),
"right" the limit at the upper end. Rules: continuity; algebra; composition with functions continuous at the inner limit;
squeeze (a bounded factor, or 0 < erfc(u) < exp(-u^2) for u > 0, times something that tends to 0). Indeterminate forms: at a
finite point by the orders of zeros of analytic functions, at an infinite one by the hierarchy (exponentials, powers,
logarithms, by comparing leading monomials); x = c + 1/u takes one kind of point to the other.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import islice

from .calculus import derivative, same
from .extent import HEADS, NEG, POS, ZERO, Context, defined, extent, flip, interval, is_part, shown, sign
from .identity import Poly, Ratio, generator, is_zero, normal, quotient, ratio
from .term import (
    MINUS_OO,
    ONE,
    OO,
    PI,
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
    subterms,
    sym,
    value,
)
from .term import ZERO as NOUGHT

INFINITE = (OO, MINUS_OO)
Growth = dict[Fraction, Term]  # of c (log y)^l y^j exp(a_1 y^p_1 + ...), y = |x|: {-1: l, 0: j, p_1: a_1, ...}, all free of x
HIGHEST_ORDER, LARGEST_DERIVATIVE = 12, 5000  # of a zero, and the nodes of a derivative that is worked out for it
_CONTINUOUS = {*HEADS, "+", "*", "^", "num", "sym", "pi", "abs", "min", "max"}  # continuous wherever they are defined
_AT_INFINITY = {  # head -> (limit at -oo, limit at oo)
    "exp": (NOUGHT, OO), "expm1": (num(-1), OO), "log": (None, OO), "log1p": (None, OO), "tanh": (num(-1), ONE),
    "erf": (num(-1), ONE), "erfc": (num(2), NOUGHT), "atan": (mul(num(Fraction(-1, 2)), PI), mul(num(Fraction(1, 2)), PI)),
    "cbrt": (MINUS_OO, OO), "LambertW": (None, OO),
}


def limit(t: Term, x: str, ctx: Context, side: str) -> Term:
    """The limit, in [-oo, oo]; `Rejected` where these rules do not find it."""
    continuous(t)
    ctx = ctx.whole(x)
    lo, hi, _, _ = ctx.domain(x).args
    end = lo if side == "left" else hi
    far = interval(num(8), OO) if end == OO else interval(MINUS_OO, num(-8))
    if end in INFINITE and is_part(far, ctx.domain(x), ctx.beyond(x)):  # any half-line will do, and far out more signs are known
        ctx = ctx.restrict(x, far)
    try:
        return _Limit(x, ctx, end, side).of(t)
    except NoValue as reason:  # of a term at the end, perhaps, and there t need not be defined
        raise Rejected(str(reason)) from None


def continuous(t: Term) -> None:
    """Shown: t is continuous wherever it is defined."""
    for part in subterms(t):
        if part.head not in _CONTINUOUS:
            raise Rejected(f"'{part.head}' has to be resolved into branches before a limit is taken")


class _Limit:
    def __init__(self, x: str, ctx: Context, end: Term, side: str) -> None:
        self.x, self.ctx, self.end, self.side = x, ctx, end, side
        self.finite = end not in INFINITE
        self.outside = ctx.beyond(x) if self.finite else None

    def of(self, t: Term) -> Term:
        if self.x not in free(t):
            defined(t, self.ctx)
            return t
        if self.outside is not None:
            here = substitute(t, {self.x: self.end})
            try:  # continuity: elementary terms are continuous where they are defined
                defined(here, self.outside)
                defined(t, self.ctx)
                return here
            except Rejected:
                pass
        if t.head == "sym":
            return self.end
        defined(t, self.ctx)
        if t.head in ("+", "*"):
            try:
                return self._sum(t) if t.head == "+" else self._product(list(t.args))
            except Rejected:
                return self._indeterminate(t)
        if t.head == "^":
            return self._power(t.args[0], exponent(t))
        if t.head in HEADS:
            return self._function(t.head, t.args[0])
        raise Rejected(f"no rule gives a limit of '{t.head}'")

    def _tends(self, t: Term) -> Term | None:
        """The limit; None if t is bounded, and its limit not found."""
        try:
            return self.of(t)
        except Rejected:
            if not self._is_bounded(t):
                raise
            return None

    def _is_bounded(self, t: Term) -> bool:
        e = extent(t, self.ctx)
        return e.lo is not None and e.hi is not None

    def _sum(self, t: Term) -> Term:
        parts = [self._tends(a) for a in t.args]
        infinite = {p for p in parts if p in INFINITE}
        if len(infinite) == 2:
            raise Rejected("oo - oo is indeterminate")
        known = [p for p in parts if p is not None]
        if not infinite and len(known) < len(parts):
            raise Rejected("a summand is bounded but has no limit that these rules find")
        return (OO if OO in infinite else MINUS_OO) if infinite else add(*known)

    def _product(self, factors: list[Term]) -> Term:
        limits = [self._tends(f) for f in factors]
        if not any(v in INFINITE for v in limits if v is not None):
            if None not in limits:
                return mul(*(v for v in limits if v is not None))
            if any(v is not None and self._is_zero(v) for v in limits):
                return NOUGHT
            raise Rejected("a factor is bounded but has no limit that these rules find")
        if any(v is None or (v not in INFINITE and sign(v, self._beyond) & ZERO) for v in limits):
            return self._squeeze(factors)
        mask = 1
        for v in limits:
            assert v is not None
            s = POS if v == OO else NEG if v == MINUS_OO else sign(v, self._beyond)
            if s not in (POS, NEG):
                raise Rejected("the sign of a factor of an infinite limit is not shown")
            mask *= 1 if s == POS else -1
        return OO if mask > 0 else MINUS_OO

    @property
    def _beyond(self) -> Context:
        return self.outside or self.ctx

    def _is_zero(self, v: Term) -> bool:
        return sign(v, self._beyond) == ZERO

    def _squeeze(self, factors: list[Term]) -> Term:
        """0 times infinity: each erfc(u), u -> oo, is replaced by exp(-u^2), bounded factors are dropped; 0 is then squeezed."""
        above, changed = [], False
        for f in factors:
            base, n = (f.args[0], value(f.args[1])) if f.head == "^" else (f, Fraction(1))
            if base.head == "erfc" and n is not None and n >= 1 and sign(base.args[0], self.ctx) == POS:
                above.append(apply("exp", mul(num(-n), power(base.args[0], num(2)))))
                changed = True
            else:
                above.append(f)
        if changed and self._indeterminate(mul(*above)) == NOUGHT:
            return NOUGHT
        unbounded = [f for f in above if not self._is_bounded(f) or ((v := self._tends(f)) is not None and self._is_zero(v))]
        if len(unbounded) < len(above) and self._indeterminate(mul(*unbounded)) == NOUGHT:
            return NOUGHT
        return self._indeterminate(mul(*factors))

    def _power(self, base: Term, n: Fraction) -> Term:
        if n == 0:
            return ONE
        b = self.of(base)
        if b in INFINITE:
            if n < 0:
                return NOUGHT
            return OO if b == OO or n % 2 == 0 else MINUS_OO
        if n > 0 or not sign(b, self._beyond) & ZERO:
            return power(b, num(n))
        if not self._is_zero(b):
            raise Rejected("a base is not shown to tend to 0, nor to anything else")
        s = sign(power(base, num(n)), self.ctx)
        if s in (POS, NEG):
            return OO if s == POS else MINUS_OO
        raise Rejected("the sign of a quotient with a denominator that tends to 0 is not shown")

    def _function(self, head: str, u: Term) -> Term:
        if head == "tan":
            return self.of(mul(apply("sin", u), power(apply("cos", u), num(-1))))
        v = self.of(u)
        if v in INFINITE:
            found = _AT_INFINITY.get(head, (None, None))[v == OO]
            if found is None:
                raise Rejected(f"{head} has no limit there that these rules find")
            return found
        if head in ("log", "log1p"):
            inner = v if head == "log" else add(ONE, v)
            if sign(inner, self._beyond) == ZERO:
                return MINUS_OO  # the argument is positive on the context, and tends to 0
        result = apply(head, v)
        defined(result, self._beyond)
        return result

    def _indeterminate(self, t: Term) -> Term:
        """By the rule for this kind of point, else by the one for the other kind."""
        try:
            return self.zeros(t) if self.finite else self.hierarchy(t)
        except Rejected as reason:
            try:
                there, image = self.moved(t)
                return there.hierarchy(image) if self.finite else there.zeros(image)
            except Rejected:
                raise reason from None

    def moved(self, t: Term) -> tuple[_Limit, Term]:
        """x = c + 1/u is a bijection of a one-sided neighbourhood of c to one of an infinite point; x = 1/u of one of oo to (0, d)."""
        beyond, left = self.ctx.beyond(self.x), self.side == "left"
        u = fresh(self.x, frozenset(n for n, _ in self.ctx.domains) | free(t))
        lo, hi, _, _ = self.ctx.domain(self.x).args
        start = hi if left else lo
        if self.finite:
            width = Fraction(1) if start in INFINITE else extent(hi - lo, beyond).lo
            if width is None or width <= 0:
                raise Rejected("the length of the interval of a limit is not bounded from below")
            far = num(max(Fraction(8), 1 / width))
            domain, end = (interval(far, OO), OO) if left else (interval(MINUS_OO, neg(far)), MINUS_OO)
        else:
            e = extent(start, beyond)
            bound = e.lo if left else e.hi
            if bound is None:
                raise Rejected("the interval of a limit has an end that is not bounded")
            near = num(1 / max(Fraction(8), -bound if left else bound))
            domain, end = interval(neg(near), NOUGHT) if left else interval(NOUGHT, near), NOUGHT
        t = substitute(t, {self.x: add(self.end if self.finite else NOUGHT, power(sym(u), num(-1)))})
        return _Limit(u, beyond.bind(u, domain), end, "right" if left else "left"), t

    def zeros(self, t: Term) -> Term:
        """N/D is continuous at c; or it tends to 0, N^(m)(c)/D^(m)(c), or oo or -oo, if the order n of N's zero at c is above, equal to
        or below D's, m."""
        top, below = quotient(normal(t, self.ctx))
        here = substitute(reduced := mul(top, power(below, num(-1))), {self.x: self.end})
        if shown(reduced, self.ctx) and shown(here, self._beyond):
            return here
        above = substitute(top, {self.x: self.end})
        if shown(above, self._beyond) and sign(above, self._beyond) in (POS, NEG):  # a pole, of an order that need not be an integer
            return self._product([top, power(below, num(-1))])
        (n, a), (m, b) = (zero_order(s, self.x, self.end, self._beyond) for s in (top, below))
        leading = mul(a, power(b, num(-1)))
        if n >= m:
            return leading if n == m else NOUGHT
        s = sign(leading, self._beyond)
        if s not in (POS, NEG):
            raise Rejected("the sign of a pole is not shown")
        return OO if (flip(s) if self.side == "right" and (m - n) % 2 else s) == POS else MINUS_OO

    def hierarchy(self, t: Term) -> Term:
        """lim of a quotient of sums of monomials c (log x)^l x^j exp(c_p x^p + ...): the ratio of the leading monomials decides."""
        n = normal(t, self.ctx)
        if not n.num:
            return NOUGHT
        growth, coefficient = self._asymptotic(n)
        compared = self._compare(growth, {})
        if compared == 0:
            return coefficient
        if compared < 0:
            return NOUGHT
        s = sign(coefficient, self.ctx)
        if s not in (POS, NEG):
            raise Rejected("the sign of the leading coefficient is not shown")
        return OO if s == POS else MINUS_OO

    def _asymptotic(self, n: Ratio) -> tuple[Growth, Term]:
        """m and c != 0 with n/(c m) -> 1."""
        growth, coefficient = self._leading(n.num)
        for key, k in n.den.items():
            below, c = self._leading(dict(key))
            growth = {p: add(growth.get(p, NOUGHT), mul(num(-k), below.get(p, NOUGHT))) for p in growth.keys() | below.keys()}
            coefficient = mul(coefficient, power(c, num(-k)))
        return growth, coefficient

    def decays(self, n: Ratio) -> bool:
        """Whether n is a sum of monomials, each with an exponential that tends to 0 faster than every power."""
        for m in n.num:
            growth: Growth = {}
            for g, e in m:
                t = generator(g)
                if t.head == "root" or (t.head == "log" and t.args[0] not in (sym(self.x), neg(sym(self.x)))):
                    return False
                self._grow(t, Fraction(e), growth)
            if (top := max(growth, default=Fraction(0))) <= 0 or sign(growth[top], self._beyond) != NEG:
                return False
        return not n.den

    def _compare(self, a: Growth, b: Growth) -> int:
        """-1, 0, 1: whether a grows more slowly than b, alike, or faster; the highest power inside exp decides first."""
        for p in sorted(a.keys() | b.keys(), reverse=True):
            s = sign(add(a.get(p, NOUGHT), neg(b.get(p, NOUGHT))), self._beyond)
            if s in (POS, NEG):
                return 1 if s == POS else -1
            if s != ZERO:
                raise Rejected("the growth of two monomials is not compared")
        return 0

    def _leading(self, p: Poly) -> tuple[Growth, Term]:
        """The fastest growing part of a sum: its growth and its constant factor, which is shown not to be 0."""
        top: tuple[Growth, list[Term]] | None = None
        for m, c in p.items():
            growth: Growth = {}
            factor = mul(num(c), *(self._grow(generator(g), Fraction(e), growth) for g, e in m))
            compared = 1 if top is None else self._compare(growth, top[0])
            if compared > 0:
                top = growth, [factor]
            elif compared == 0 and top is not None:
                top[1].append(factor)
        if top is None or sign(coefficient := add(*top[1]), self.ctx) & ZERO:
            raise Rejected("the coefficient of the leading monomial is not shown to be different from 0")
        return top[0], coefficient

    def _grow(self, t: Term, e: Fraction, growth: Growth) -> Term:
        """Account for t^e in the growth; returns its constant factor."""
        minus = self.end == MINUS_OO
        if self.x not in free(t):
            return power(t, num(e))
        if t.head == "sym":
            growth[Fraction(0)] = add(growth.get(Fraction(0), NOUGHT), num(e))
            if minus and e.denominator != 1:
                raise Rejected("a real power of a negative variable")
            return num(-1) if minus and e % 2 else ONE
        if t.head == "log" and t.args[0] == (neg(sym(self.x)) if minus else sym(self.x)):
            growth[Fraction(-1)] = add(growth.get(Fraction(-1), NOUGHT), num(e))
            return ONE
        inner = normal(t.args[0], self.ctx) if t.head == "exp" else None
        if inner is not None and len(inner.num) == 1 and not inner.den:
            (m, c), = inner.num.items()
            exponents = [Fraction(k) for g, k in m if generator(g).head == "sym" and generator(g).args[0] == self.x]
            constant = [power(generator(g), num(k)) for g, k in m if self.x not in free(generator(g))]
            if len(exponents) == 1 and len(constant) == len(m) - 1 and exponents[0] > 0 and not (minus and exponents[0].denominator != 1):
                p, s = exponents[0], -1 if minus and exponents[0] % 2 else 1
                growth[p] = add(growth.get(p, NOUGHT), mul(num(s * c * e), *constant))
                return ONE
        if t.head == "root":  # u ~ c m with u >= 0, hence c > 0: u^e ~ c^e m^e
            return self._raised(*self._asymptotic(normal(t.args[0], self.ctx)), e, growth)
        if t.head == "log" and (found := self._grow_logarithm(t.args[0], e, growth)) is not None:
            return found
        raise Rejected(f"the growth of '{t.head}' is not in the hierarchy of logarithms, powers and exponentials")

    def _raised(self, below: Growth, c: Term, e: Fraction, growth: Growth) -> Term:
        for p, a in below.items():
            growth[p] = add(growth.get(p, NOUGHT), mul(num(e), a))
        return power(c, num(e))

    def _grow_logarithm(self, u: Term, e: Fraction, growth: Growth) -> Term | None:
        """u ~ c (log y)^l y^j exp(a y^p + ...), y = |x|: log u ~ a y^p, or j log y without exponentials; if u -> c, the limit log c is
        not 0 or c = 1, and then log u ~ u - 1."""
        inner, c = self._asymptotic(normal(u, self.ctx))
        for p in sorted(inner, reverse=True):
            s = sign(inner[p], self._beyond)
            if s in (NEG, POS) and p >= 0:
                place, n = (Fraction(0), e * p) if p else (Fraction(-1), e)
                growth[place] = add(growth.get(place, NOUGHT), num(n))
                return power(inner[p], num(e))
            if s != ZERO:
                return None
        if not is_zero(add(c, num(-1)), self._beyond):
            return power(apply("log", c), num(e))
        return self._raised(*self._asymptotic(normal(add(u, num(-1)), self.ctx)), e, growth)


def analytic(t: Term, x: str, c: Term, outside: Context) -> None:
    """Shown: t is analytic at c."""
    if not shown(substitute(t, {x: c}), outside, True):
        raise Rejected("an indeterminate form of terms that are not shown to be analytic at the end")


def zero_order(t: Term, x: str, c: Term, outside: Context) -> tuple[int, Term]:
    """The order k of the zero at c of a term that is analytic at c, and its k-th derivative there, which is not 0."""
    analytic(t, x, c, outside)
    for k in range(HIGHEST_ORDER + 1):
        slope = derivative(t, x, k)
        if next(islice(subterms(slope), LARGEST_DERIVATIVE, None), None) is not None:
            break
        here = substitute(slope, {x: c})
        found = sign(here, outside)
        if not found & ZERO:
            return k, here
        if found != ZERO and not is_zero(here, outside):
            raise Rejected(f"the derivative of order {k} at the end is shown neither to be 0 nor to be different from 0")
    raise Rejected(f"the order of a zero is not shown to be at most {HIGHEST_ORDER}")


def flat(t: Term, x: str, ctx: Context, side: str) -> bool:
    """Theorem: t and all its derivatives tend to 0 at a finite end if, with x = c + 1/u, t is a sum of monomials
    a (log u)^l u^j exp(b u^p + ...), b u^p -> -oo the leading exponent. Derivatives by x, -u^2 d/du, are such sums again."""
    lo, hi, _, _ = ctx.domain(x).args
    try:
        there, image = _Limit(x, ctx.whole(x), lo if side == "left" else hi, side).moved(t)
        return there.decays(normal(image, there.ctx))
    except Rejected:
        return False


def oscillates(t: Term, x: str, ctx: Context, side: str, inner: Term, points: list[Term]) -> tuple[Term, Term]:
    """Two different limits along sequences. Theorem: u continuous on the interval and tending to oo or -oo at the end takes the
    values a + 2 pi n at points x_n that tend to the end, and sin(k u) is sin(k a) there, k an integer; likewise cos, tan and b."""
    defined(t, ctx)
    if limit(inner, x, ctx, side) not in INFINITE:
        raise Rejected("the inner function of an oscillation is not shown to tend to oo or -oo")
    u, v = (limit(_frozen(t, inner, a, ctx), x, ctx, side) for a in points)
    if same(u, v, ctx.beyond(x)):
        raise Rejected("the limits along the two sequences are equal")
    return u, v


def _frozen(t: Term, inner: Term, a: Term, ctx: Context) -> Term:
    """t with k a in place of k inner under sin, cos and tan."""
    k = ratio(t.args[0], inner, ctx) if t.head in ("sin", "cos", "tan") else None
    if k is not None and k.denominator == 1:
        return apply(t.head, mul(num(k), a))
    return rebuild(t, lambda s: _frozen(s, inner, a, ctx))
