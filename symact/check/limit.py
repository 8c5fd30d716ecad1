"""One-sided limits of elementary terms, at finite points and at infinity, without indeterminate forms.

`limit(t, x, context, "left")` is the limit as x tends to the lower end of its interval in the context (from inside),
"right" the limit at the upper end. Rules: continuity; algebra; composition with functions continuous at the inner limit;
the hierarchy (powers against exponentials, by comparing leading monomials); squeeze (a bounded factor, or
0 < erfc(u) < exp(-u^2) for u > 0, times something that tends to 0).
"""

from __future__ import annotations

from fractions import Fraction

from .extent import HEADS, NEG, POS, ZERO, Context, defined, extent, interval, sign
from .identity import Poly, generator, normal
from .term import (
    MINUS_OO,
    ONE,
    OO,
    PI,
    Rejected,
    Term,
    add,
    apply,
    exponent,
    free,
    mul,
    neg,
    num,
    power,
    substitute,
    subterms,
    value,
)
from .term import ZERO as NOUGHT

INFINITE = (OO, MINUS_OO)
Growth = dict[Fraction, Term]  # of c y^j exp(a_1 y^p_1 + ...), y = |x|: {0: j, p_1: a_1, ...}, all free of x
_CONTINUOUS = {*HEADS, "+", "*", "^", "num", "sym", "pi", "abs", "min", "max"}  # continuous wherever they are defined
_AT_INFINITY = {  # head -> (limit at -oo, limit at oo)
    "exp": (NOUGHT, OO), "expm1": (num(-1), OO), "log": (None, OO), "log1p": (None, OO), "tanh": (num(-1), ONE),
    "erf": (num(-1), ONE), "erfc": (num(2), NOUGHT), "atan": (mul(num(Fraction(-1, 2)), PI), mul(num(Fraction(1, 2)), PI)),
    "cbrt": (MINUS_OO, OO), "LambertW": (None, OO),
}


def limit(t: Term, x: str, ctx: Context, side: str) -> Term:
    """The limit, in [-oo, oo]; `Rejected` where these rules do not find it."""
    for part in subterms(t):
        if part.head not in _CONTINUOUS:
            raise Rejected(f"'{part.head}' has to be resolved into branches before a limit is taken")
    ctx = ctx.whole(x)
    lo, hi, _, _ = ctx.domain(x).args
    end = lo if side == "left" else hi
    far = num(8 if end == OO else -8)  # at an infinite end any half-line will do, and far out more signs are known
    start = lo if end == OO else hi
    if end in INFINITE and (start in INFINITE or -8 < (value(start) or Fraction(9)) < 8 or start == NOUGHT):
        ctx = ctx.restrict(x, interval(far, OO) if end == OO else interval(MINUS_OO, far))
    return _Limit(x, ctx, end, side).of(t)


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
                return self._hierarchy(t)
        if t.head == "^":
            return self._power(t.args[0], exponent(t))
        if t.head in HEADS:
            return self._function(t.head, t.args[0])
        raise Rejected(f"no rule gives a limit of '{t.head}'")

    def _sum(self, t: Term) -> Term:
        parts, open_ended = [], None
        for a in t.args:
            try:
                parts.append(self.of(a))
            except Rejected as reason:
                if None in ((e := extent(a, self.ctx)).lo, e.hi):
                    raise
                open_ended = reason  # bounded, the limit itself unknown or none
        infinite = {p for p in parts if p in INFINITE}
        if len(infinite) == 2:
            raise Rejected("oo - oo is indeterminate")
        if open_ended and not infinite:
            raise open_ended
        return infinite.pop() if infinite else add(*parts)

    def _product(self, factors: list[Term]) -> Term:
        limits: list[Term | None] = []
        for f in factors:
            try:
                limits.append(self.of(f))
            except Rejected:
                e = extent(f, self.ctx)
                if e.lo is None or e.hi is None:
                    raise
                limits.append(None)  # bounded, the limit itself unknown
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
        if changed and self._hierarchy(mul(*above)) == NOUGHT:
            return NOUGHT
        unbounded = [f for f in above if (e := extent(f, self.ctx)).lo is None or e.hi is None or self.of(f) == NOUGHT]
        if len(unbounded) < len(above) and self._hierarchy(mul(*unbounded)) == NOUGHT:
            return NOUGHT
        return self._hierarchy(mul(*factors))

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

    def _hierarchy(self, t: Term) -> Term:
        """lim of a quotient of sums of monomials c x^j exp(c_p x^p + ...): the ratio of the leading monomials decides."""
        if self.finite:
            raise Rejected("an indeterminate form at a finite point")
        n = normal(t, self.ctx)
        if not n.num:
            return NOUGHT
        growth, coefficient = self._leading(n.num)
        for key, k in n.den.items():
            below, c = self._leading(dict(key))
            growth = {p: add(growth.get(p, NOUGHT), mul(num(-k), below.get(p, NOUGHT))) for p in growth.keys() | below.keys()}
            coefficient = mul(coefficient, power(c, num(-k)))
        compared = self._compare(growth, {})
        if compared == 0:
            return coefficient
        if compared < 0:
            return NOUGHT
        s = sign(coefficient, self.ctx)
        if s not in (POS, NEG):
            raise Rejected("the sign of the leading coefficient is not shown")
        return OO if s == POS else MINUS_OO

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
        inner = normal(t.args[0], self.ctx) if t.head == "exp" else None
        if inner is not None and len(inner.num) == 1 and not inner.den:
            (m, c), = inner.num.items()
            exponents = [Fraction(k) for g, k in m if generator(g).head == "sym" and generator(g).args[0] == self.x]
            constant = [power(generator(g), num(k)) for g, k in m if self.x not in free(generator(g))]
            if len(exponents) == 1 and len(constant) == len(m) - 1 and exponents[0] > 0 and not (minus and exponents[0].denominator != 1):
                p, s = exponents[0], -1 if minus and exponents[0] % 2 else 1
                growth[p] = add(growth.get(p, NOUGHT), mul(num(s * c * e), *constant))
                return ONE
        raise Rejected(f"the growth of '{t.head}' is not in the hierarchy of powers and exponentials")


def negative(v: Term) -> Term:
    """-v in [-oo, oo]."""
    return OO if v == MINUS_OO else MINUS_OO if v == OO else neg(v)
