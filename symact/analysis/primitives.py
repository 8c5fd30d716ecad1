"""Which antiderivative has a sum of c x^n e^(a x^2 + b x) erf(...)^k ...? Integration by parts, term by term. Untrusted.

The terms with most error functions come first, and among them those of highest degree: what integration by parts leaves has
fewer of them, or a lower degree, and joins the terms that still wait, where parts that no elementary function integrates may
cancel. What is left at last is e^q times powers of one error function with derivative c e^q.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from symact.check.calculus import differentiate
from symact.check.extent import NEG, Context, sign
from symact.check.gaussian import density
from symact.check.identity import generator, normal, to_term
from symact.check.limit import INFINITE, limit
from symact.check.predicates import Pieces
from symact.check.term import HALF, ONE, PI, Rejected, Term, add, apply, free, mul, neg, num, power, sym
from symact.check.term import ZERO as NOUGHT

Line = tuple[Term, Term]  # c, d of c x + d
Error = tuple[Line, int]  # erf(c x + d)^k
MOST_STEPS = 400
ROOT_PI = power(PI, HALF)


@dataclass(frozen=True)
class Shape:
    """x^n e^(a x^2 + b x) times powers of error functions."""

    n: int
    a: Term
    b: Term
    errors: tuple[Error, ...]

    @property
    def weight(self) -> tuple[int, int]:
        return sum(k for _, k in self.errors), self.n

    def term(self, x: str) -> Term:
        v = sym(x)
        q = add(mul(self.a, power(v, num(2))) if self.a != NOUGHT else NOUGHT, mul(self.b, v) if self.b != NOUGHT else NOUGHT)
        factors = [power(v, num(self.n))] if self.n else []
        factors += [apply("exp", q)] if q != NOUGHT else []
        factors += [power(_erf(line, x), num(k)) for line, k in self.errors]
        return mul(*factors) if factors else ONE


def _erf(line: Line, x: str) -> Term:
    return apply("erf", add(mul(line[0], sym(x)), line[1]))


class Unknown(Exception):
    """This way leads to no antiderivative."""


def primitive(t: Term, x: str, ctx: Context) -> Term | None:
    """A term with derivative t, where t is smooth; None where there is none of this form, or t has another one."""
    try:
        return _Integral(x, ctx).of(t)
    except (Unknown, Rejected):
        return None


def gaussian_primitives(branches: list[Term], pieces: Pieces) -> list[tuple[Term, Term, Term]] | None:
    """Antiderivatives of the branches times the normal density, with their limits at the two ends of each piece."""
    found = []
    for branch, near in zip(branches, pieces.contexts, strict=True):
        p = primitive(mul(branch, density(sym(pieces.x))), pieces.x, near) or by_stein(branch, pieces.x, near)
        if p is None:
            return None
        try:
            ends = [limit(p, pieces.x, near, side) for side in ("left", "right")]
        except Rejected:
            return None
        if any(e in INFINITE for e in ends):
            return None
        found.append((p, ends[0], ends[1]))
    return found


def by_stein(t: Term, x: str, ctx: Context) -> Term | None:
    """An antiderivative -h phi of (x h - h') phi, phi the normal density: x^k A with h = x^(k-1) A leaves (x^(k-1) A)'."""
    parts: list[Term] = []
    try:
        for _ in range(8):
            n = normal(t, ctx)
            v = {m: dict(m) for m in n.num}
            g = next((g for e in v.values() for g in e if generator(g) == sym(x)), None)
            if not n.num:
                return mul(density(sym(x)), add(*parts)) if parts else None
            if g is None or not isinstance(top := max(e.get(g, 0) for e in v.values()), int) or top < 1:
                return None
            below = [power(to_term(dict(key)), num(-k)) for key, k in n.den.items()]
            lead = to_term({tuple(ge for ge in m if ge[0] != g): c for m, c in n.num.items() if v[m].get(g, 0) == top})
            h = mul(lead, power(sym(x), num(top - 1)), *below)
            parts.append(neg(h))
            t = add(t, neg(mul(sym(x), h)), differentiate(h, x))
    except Rejected:
        return None
    return None


class _Integral:
    def __init__(self, x: str, ctx: Context) -> None:
        self.x, self.ctx, self.outside = x, ctx, ctx.beyond(x)
        self.waiting: dict[Shape, Term] = {}

    def of(self, t: Term) -> Term:
        for shape, c in self._shapes(t):
            self._wait(shape, c)
        parts: list[Term] = []
        for _ in range(MOST_STEPS):
            if not self.waiting:
                return add(*parts) if parts else NOUGHT
            shape = max(self.waiting, key=lambda s: s.weight)
            parts.append(self._step(shape, self.waiting.pop(shape)))
        raise Unknown

    def _tidy(self, t: Term) -> Term:
        n = normal(t, self.outside)
        return to_term(n.num) if not n.den else t

    def _wait(self, shape: Shape, c: Term) -> None:
        total = self._tidy(add(self.waiting.get(shape, NOUGHT), c))
        if total == NOUGHT:
            self.waiting.pop(shape, None)
        else:
            self.waiting[shape] = total

    # ------------------------------------------------------------------ reading

    def _shapes(self, t: Term) -> list[tuple[Shape, Term]]:
        n = normal(t, self.ctx)
        below = [power(to_term(dict(key)), num(-k)) for key, k in n.den.items()]
        if any(self.x in free(b) for b in below):
            raise Unknown
        found = []
        for m, c in n.num.items():
            degree, a, b, errors, constant = 0, NOUGHT, NOUGHT, [], [num(c), *below]
            for g, e in m:
                head = generator(g)
                if self.x not in free(head):
                    constant.append(to_term({((g, e),): Fraction(1)}))
                elif head == sym(self.x) and isinstance(e, int) and e > 0:
                    degree = e
                elif head.head == "exp":
                    row = self._coefficients(head.args[0])
                    a, b = self._tidy(add(a, mul(num(e), row[2]))), self._tidy(add(b, mul(num(e), row[1])))
                    constant += [apply("exp", mul(num(e), row[0]))] if row[0] != NOUGHT else []
                elif head.head == "erf" and isinstance(e, int) and e > 0:
                    row = self._coefficients(head.args[0])
                    if row[2] != NOUGHT:
                        raise Unknown
                    errors.append(((row[1], row[0]), e))
                else:
                    raise Unknown
            found.append((Shape(degree, a, b, tuple(errors)), mul(*constant)))
        return found

    def _coefficients(self, u: Term) -> list[Term]:
        """u as a quadratic polynomial in x: coefficients from the constant one up."""
        n = normal(u, self.ctx)
        rows: list[list[Term]] = [[], [], []]
        below = [power(to_term(dict(key)), num(-k)) for key, k in n.den.items()]
        for m, c in n.num.items():
            degree, factors = 0, [num(c), *below]
            for g, e in m:
                if generator(g) == sym(self.x):
                    degree = int(e) if e in (1, 2) else 3
                else:
                    factors.append(to_term({((g, e),): Fraction(1)}))
            if degree > 2 or any(self.x in free(f) for f in factors):
                raise Unknown
            rows[degree].append(mul(*factors))
        return [self._tidy(add(*row)) if row else NOUGHT for row in rows]

    # ------------------------------------------------------------------ one step

    def _step(self, s: Shape, c: Term) -> Term:
        """A part of the antiderivative of c s; the rest of c s joins those that wait."""
        if s.a == NOUGHT:
            return self._parts(s, c)
        if s.n == 0:
            return self._error(s, c)
        # x^n e^q = (x^(n-1) (e^q)' - b x^(n-1) e^q)/(2 a)
        c = mul(c, power(mul(num(2), s.a), num(-1)))
        self._wait(Shape(s.n - 1, s.a, s.b, s.errors), neg(mul(c, s.b)))
        if s.n > 1:
            self._wait(Shape(s.n - 2, s.a, s.b, s.errors), mul(num(1 - s.n), c))
        self._errors_differentiated(s.n - 1, s, neg(c))
        return mul(c, Shape(s.n - 1, s.a, s.b, s.errors).term(self.x))

    def _parts(self, s: Shape, c: Term) -> Term:
        """x^n e^(b x) = G', times the error functions: G M - int G M'."""
        if s.b == NOUGHT:
            rows = [(s.n + 1, num(Fraction(1, s.n + 1)))]
        else:
            inverse = power(s.b, num(-1))
            rows, factor = [], inverse
            for k in range(s.n, -1, -1):
                rows.append((k, factor))
                factor = mul(num(-k), factor, inverse)
        found = []
        for k, d in rows:
            self._errors_differentiated(k, s, neg(mul(c, d)))
            found.append(mul(c, d, Shape(k, s.a, s.b, s.errors).term(self.x)))
        return add(*found)

    def _errors_differentiated(self, n: int, s: Shape, c: Term) -> None:
        """c x^n e^q M' joins those that wait."""
        for i, ((slope, shift), k) in enumerate(s.errors):
            rest = (*s.errors[:i], *([((slope, shift), k - 1)] if k > 1 else []), *s.errors[i + 1:])
            factor = mul(num(2 * k), slope, power(ROOT_PI, num(-1)), apply("exp", neg(power(shift, num(2)))))
            a = self._tidy(add(s.a, neg(power(slope, num(2)))))
            b = self._tidy(add(s.b, mul(num(-2), slope, shift)))
            self._wait(Shape(n, a, b, rest), mul(c, factor))

    def _error(self, s: Shape, c: Term) -> Term:
        """e^q is a multiple of the derivative of erf(l x + d), l^2 = -a, d = -b/(2 l)."""
        if sign(s.a, self.outside) != NEG:
            raise Unknown
        slope = self._tidy(power(neg(s.a), HALF))
        shift = self._tidy(mul(num(Fraction(-1, 2)), s.b, power(slope, num(-1))))
        others = [(line, k) for line, k in s.errors if not self._same(line, slope, shift)]
        if others:
            raise Unknown
        factor = mul(c, HALF, ROOT_PI, power(slope, num(-1)), apply("exp", power(shift, num(2))))
        if not s.errors:
            return mul(factor, _erf((slope, shift), self.x))
        (line, k), = s.errors
        flipped = -1 if self._tidy(add(line[0], slope)) == NOUGHT else 1
        return mul(num(Fraction(flipped, k + 1)), factor, power(_erf(line, self.x), num(k + 1)))

    def _same(self, line: Line, slope: Term, shift: Term) -> bool:
        return any(self._tidy(add(line[0], mul(num(s), slope))) == NOUGHT and self._tidy(add(line[1], mul(num(s), shift))) == NOUGHT
                   for s in (1, -1))
