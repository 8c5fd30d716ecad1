"""Contexts, and the question that every rule asks first: in which interval do the values of a term lie?

`extent(t, context)` is a theorem: t is defined at every point of the context and its values lie in the interval
returned. It follows the structure of t (interval algebra with exact ends, open and closed told apart), uses the
hypotheses of the context, and raises `Undefined` where a side condition (log of a positive argument, a denominator
without zero, ...) is not shown. With `strict` the conditions are demanded in their open form (roots of positive
numbers only, asin inside (-1, 1)), and t is then analytic at every point of the context.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property, lru_cache, reduce
from typing import TYPE_CHECKING, Any, Protocol

from .arithmetic import Integers
from .term import (
    LONGEST,
    MINUS_OO,
    OO,
    PI,
    POINTWISE,
    NoValue,
    Rejected,
    Term,
    Undefined,
    add,
    exponent,
    free,
    mul,
    neg,
    num,
    power,
    size,
    substitute,
    subterms,
    sym,
    value,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

NEG, ZERO, POS = 1, 2, 4
ANY = NEG | ZERO | POS
MASKS = {"<": NEG, "<=": NEG | ZERO, "=": ZERO, "!=": NEG | POS, ">=": ZERO | POS, ">": POS}
SIGN_NAMES = {NEG: "negative", NEG | ZERO: "at most 0", ZERO: "0", NEG | POS: "not 0", ZERO | POS: "at least 0", POS: "positive",
              ANY: "of unknown sign", 0: "contradictory"}
WORK_BITS, MOST_BITS = 96, 640


def flip(mask: int) -> int:
    """Signs of -t from signs of t."""
    return (mask & ZERO) | (POS if mask & NEG else 0) | (NEG if mask & POS else 0)


class Arithmetic(Protocol):
    """An interval arithmetic; `Integers` is the kernel's own, `Balls` (on Arb) a second opinion. A value is theirs alone."""

    def hull(self, lo: Fraction, hi: Fraction) -> Any: ...
    def bounds(self, v: Any) -> tuple[Fraction, Fraction]: ...
    def sign(self, v: Any) -> int: ...
    def add(self, v: Any, w: Any) -> Any: ...
    def mul(self, v: Any, w: Any) -> Any: ...
    def dot(self, pairs: Iterable[tuple[Any, Any]]) -> Any: ...
    def power(self, v: Any, n: int) -> Any: ...
    def root(self, v: Any, q: int) -> Any: ...
    def pi(self) -> Any: ...
    def exp(self, v: Any) -> Any: ...
    def log(self, v: Any) -> Any: ...


@dataclass(frozen=True, slots=True)
class Extent:
    """An interval with exact rational ends (None: infinite), open or closed, perhaps without 0."""

    lo: Fraction | None
    hi: Fraction | None
    lo_open: bool = False
    hi_open: bool = False
    nonzero: bool = False

    @property
    def mask(self) -> int:
        signs = ANY
        if self.lo is not None and self.lo.numerator >= 0:
            signs &= POS if self.lo.numerator or self.lo_open else ZERO | POS
        if self.hi is not None and self.hi.numerator <= 0:
            signs &= NEG if self.hi.numerator or self.hi_open else ZERO | NEG
        return signs & ~ZERO if self.nonzero else signs

    def __and__(self, other: Extent) -> Extent:
        lo, lo_open = max(_low(self), _low(other))
        hi, hi_open = min(_high(self), _high(other))
        nonzero = self.nonzero or other.nonzero
        return Extent(lo[1] if lo[0] else None, hi[1] if not hi[0] else None, lo_open, not hi_open, nonzero)

    def within(self, mask: int) -> Extent:
        """The part of the interval that has one of these signs."""
        zero = Fraction(0)
        part = {POS: Extent(zero, None, True, True), ZERO | POS: Extent(zero, None, False, True), ZERO: Extent(zero, zero),
                NEG | ZERO: Extent(None, zero, True, False), NEG: Extent(None, zero, True, True),
                NEG | POS: Extent(None, None, True, True, True)}.get(mask)
        return self if part is None else self & part


def _low(e: Extent) -> tuple[tuple[int, Fraction], bool]:
    return ((0, Fraction(0)) if e.lo is None else (1, e.lo)), e.lo_open


def _high(e: Extent) -> tuple[tuple[int, Fraction], bool]:
    return ((1, Fraction(0)) if e.hi is None else (0, e.hi)), not e.hi_open


NOUGHT = Fraction(0)
EVERYTHING = Extent(None, None, True, True)


def point(q: Fraction) -> Extent:
    return Extent(q, q, nonzero=q != 0)


@dataclass(frozen=True, slots=True)
class Law:
    """For all points of a context and all numbers of the interval, the function (a lambda) has one of the signs."""

    function: Term
    domain: Term
    mask: int

    @property
    def names(self) -> frozenset[str]:
        """The variables of the context that it speaks of."""
        return free(self.function) | free(self.domain)


@dataclass(frozen=True)
class Context:
    """Variables with the intervals they range over, and terms whose sign is known there."""

    domains: tuple[tuple[str, Term], ...] = ()
    facts: tuple[tuple[Term, int], ...] = ()
    laws: tuple[Law, ...] = ()  # of every variable that is introduced on a part of their intervals
    tied: frozenset[str] = frozenset()  # variables of hypotheses: not all points of their intervals belong to the context
    arithmetic: Callable[[int], Arithmetic] = Integers
    bits: int = WORK_BITS
    demanding: bool = False  # under a universal quantifier, where a reached term that is undefined counts against the statement
    worked_out: dict[Any, dict[Any, Any]] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def memo(self) -> dict[Any, Any]:
        """Extents and normal forms on this context. They follow from its fields alone: contexts that are derived from one share
        those on equal ones, since a proof comes back to the same few contexts again and again."""
        return self.worked_out.setdefault(
            (self.domains, self.facts, self.laws, self.tied, self.arithmetic, self.bits, self.demanding), {})

    @property
    def numbers(self) -> Arithmetic:
        """The interval arithmetic at the precision of this context."""
        return numbers(self.arithmetic, self.bits)

    def bind(self, name: str, domain: Term) -> Context:
        """The context with a new variable, or with this one on another interval; facts about the old one are dropped."""
        return self.beyond(name).restrict(name, domain)

    def restrict(self, name: str, domain: Term) -> Context:
        """The context with the variable on a part of its interval (the caller has shown that it is one): facts stay."""
        lo, hi, left, right = domain.args
        x, facts, outside = sym(name), self.facts, self.beyond(name)
        for end, infinite in ((lo, MINUS_OO), (hi, OO)):
            if end != infinite and not shown(end, outside):
                raise Rejected(f"the end {_show(end)} of an interval of {name} is not shown to be defined by the other variables")
        if lo != MINUS_OO and value(lo) is None:
            facts += ((x - lo, POS if left == "(" else ZERO | POS),)
        if hi != OO and value(hi) is None:
            facts += ((hi - x, POS if right == ")" else ZERO | POS),)
        for law in self.laws:
            if is_part(domain, law.domain, outside):
                y, t = law.function.args
                known = substitute(t, {y.args[0]: x}), law.mask
                facts += (known,) if known not in facts else ()
        rest = tuple((n, d) for n, d in self.domains if n != name)
        return replace(self, domains=(*rest, (name, domain)), facts=facts)

    def assume(self, t: Term, mask: int) -> Context:
        """The part of the context on which t has a sign of the mask: a hypothesis."""
        return replace(self.know(t, mask), tied=self.tied | free(t))

    def know(self, t: Term, mask: int) -> Context:
        """The same context, in which t is proved to have a sign of the mask."""
        return replace(self, facts=(*self.facts, (t, mask)))

    def whole(self, name: str) -> Context:
        """A context without hypotheses about a variable, which thus takes all values of its interval whatever the others are."""
        if name in self.tied or any(name in free(d) for n, d in self.domains if n != name):
            return self.bind(name, self.domain(name))
        return self

    def at(self, name: str, where: Term) -> Context:
        """The context at a point of it (the caller has shown that it is one): the variable is replaced by the term."""
        here = {name: where}
        tied = self.tied - {name} | free(where) if name in self.tied else self.tied
        return replace(self, domains=tuple((n, substitute(d, here)) for n, d in self.domains if n != name),
                       facts=tuple((substitute(t, here), m) for t, m in self.facts), tied=tied,
                       laws=tuple(Law(substitute(w.function, here), substitute(w.domain, here), w.mask) for w in self.laws))

    def beyond(self, name: str) -> Context:
        """The context of the other variables alone: nothing that was known of this one is kept, and no variable whose
        interval depends on it."""
        gone = {name}
        while more := {n for n, d in self.domains if n not in gone and free(d) & gone}:
            gone |= more
        return replace(self, domains=tuple((n, d) for n, d in self.domains if n not in gone),
                       facts=tuple((t, m) for t, m in self.facts if not free(t) & gone), tied=self.tied - gone,
                       laws=tuple(w for w in self.laws if not w.names & gone))

    def domain(self, name: str) -> Term:
        for n, d in self.domains:
            if n == name:
                return d
        raise Rejected(f"the variable {name} is not bound here")


@lru_cache(maxsize=64)
def numbers(arithmetic: Callable[[int], Arithmetic], bits: int) -> Arithmetic:
    return arithmetic(bits)


def interval(lo: Term, hi: Term, left: str = "(", right: str = ")") -> Term:
    return Term("interval", (lo, hi, left, right))


def is_part(part: Term, whole: Term, ctx: Context) -> bool:
    """Whether an interval, whose ends are defined on the context, is shown to be a part of another one."""
    for i, infinite in enumerate((MINUS_OO, OO)):
        end, far = part.args[i], whole.args[i]
        if far == infinite:
            continue
        try:
            gap = ZERO if end == far else sign(end - far if i == 0 else far - end, ctx)
        except Rejected:
            return False
        if gap & ~(POS | (ZERO if part.args[2 + i] in "()" or whole.args[2 + i] in "[]" else 0)):
            return False
    return True


def extent(t: Term, ctx: Context, strict: bool = False) -> Extent:
    """Theorem: t is defined on all of the context and has its values in this interval (see the module)."""
    key = (t, strict)
    found = ctx.memo.get(key)
    if isinstance(found, Rejected):
        raise found.again()
    if not isinstance(found, Extent):
        try:
            found = _extent(t, ctx, strict)
        except Rejected as reason:
            ctx.memo[key] = reason.again()
            raise
        ctx.memo[key] = found
    return found


def sign(t: Term, ctx: Context, strict: bool = False) -> int:
    """The signs that t can have on the context; t is defined there."""
    return extent(t, ctx, strict).mask


def defined(t: Term, ctx: Context, strict: bool = False) -> None:
    """Shown: t is defined on the context (with `strict`: analytic at each point of it)."""
    extent(t, ctx, strict)


def shown(t: Term, ctx: Context, strict: bool = False) -> bool:
    """Whether t is shown to be defined on the context (with `strict`: analytic at each point of it)."""
    try:
        return t.head == "num" or extent(t, ctx, strict) is not None
    except Rejected:
        return False


def _extent(t: Term, ctx: Context, strict: bool) -> Extent:
    result = _structural(t, ctx, strict)
    if t.head in ("num", "sym"):
        pass
    elif not free(t):
        result = _closed(t, result, ctx)
    elif t.head == "+" and result.mask not in (POS, NEG, ZERO):
        from .identity import polynomial_signs  # identity needs signs, and signs need identity: one recursion in two files

        result = result.within(polynomial_signs(t, ctx))
        if result.mask not in (POS, NEG, ZERO):
            result = result.within(_outweighed(t, ctx))
    for fact, mask in ctx.facts:
        if fact == t:
            result = result.within(mask)
    if ctx.facts and t.head == "+" and result.mask not in (POS, NEG, ZERO):
        from .identity import ratio

        for fact, mask in ctx.facts:
            if free(fact) == free(t) and (c := ratio(t, fact, ctx)) is not None:
                result = result.within(mask if c > 0 else flip(mask))
    return result


def _outweighed(t: Term, ctx: Context) -> int:
    """Theorem: r + s has the sign of r where r^2 > s^2, and that of s where r^2 < s^2; r is a product with a square root here,
    and no other part of the sum has one."""
    for i, r in enumerate(t.args):
        factors = r.args if r.head == "*" else (r,)
        s = add(*t.args[:i], *t.args[i + 1:])
        if any(_rooted(f) for f in factors) and not any(_rooted(u) for u in subterms(s)):
            square = mul(*(power(f.args[0], num(2 * exponent(f))) if f.head == "^" else power(f, num(2)) for f in factors))
            larger = sign(add(square, neg(power(s, num(2)))), ctx)
            if larger in (POS, NEG):
                return sign(r if larger == POS else s, ctx)
    return ANY


def _rooted(t: Term) -> bool:
    return t.head == "^" and exponent(t).denominator == 2


def _closed(t: Term, rough: Extent, ctx: Context) -> Extent:
    """A closed term is enclosed ever more finely until its sign shows; it is 0 only by identity."""
    bits = ctx.bits
    while rough.mask not in (POS, NEG, ZERO) and bits <= MOST_BITS:
        if bits == ctx.bits:
            from .identity import is_zero

            if is_zero(t, ctx):
                return point(Fraction(0))
        bits *= 2
        rough = rough & _structural(t, replace(ctx, bits=bits, facts=()), False)
    return rough


def _structural(t: Term, ctx: Context, strict: bool) -> Extent:
    head = t.head
    if head == "num":
        return point(t.args[0])
    if head == "sym":
        return _variable(t.args[0], ctx)
    if head == "pi":
        return Extent(*ctx.numbers.bounds(ctx.numbers.pi()))
    if head == "+":
        return reduce(_plus, (extent(part, ctx, strict) for part in t.args))
    if head == "*":
        counts: dict[Term, int] = {}
        for part in t.args:
            counts[part] = counts.get(part, 0) + 1
        powers = ((extent(part, ctx, strict), n) for part, n in counts.items())
        return reduce(_times, (_integer_power(e, n) if n > 1 else e for e, n in powers))
    if head == "^":
        return _power(t, ctx, strict)
    if strict and head in POINTWISE:
        raise Rejected(f"'{head}' is not analytic as it stands")
    if head == "abs":
        return _absolute(extent(t.args[0], ctx))
    if head in ("min", "max"):
        return _extreme(head, [extent(a, ctx) for a in t.args])
    if head == "sign":
        mask = extent(t.args[0], ctx).mask
        return Extent(Fraction(-1 if mask & NEG else 0 if mask & ZERO else 1), Fraction(1 if mask & POS else 0 if mask & ZERO else -1),
                      nonzero=not mask & ZERO)
    if head in HEADS:
        return _wave(t, ctx, strict) if head in ("sin", "cos", "tan") else _function(head, extent(t.args[0], ctx, strict), ctx, strict)
    raise Rejected(f"'{head}' has to be resolved into branches or evaluated before its sign can be judged")


def _variable(name: str, ctx: Context) -> Extent:
    lo, hi, left, right = ctx.domain(name).args
    low = EVERYTHING if lo == MINUS_OO else extent(lo, ctx)
    high = EVERYTHING if hi == OO else extent(hi, ctx)
    result = Extent(low.lo, high.hi, low.lo is None or left == "(" or low.lo_open, high.hi is None or right == ")" or high.hi_open)
    for fact, mask in ctx.facts:
        if fact.head == "sym" and fact.args[0] == name:
            result = result.within(mask)
    return result


def _plus(a: Extent, b: Extent) -> Extent:
    lo = None if a.lo is None or b.lo is None else a.lo + b.lo
    hi = None if a.hi is None or b.hi is None else a.hi + b.hi
    return Extent(lo, hi, lo is None or a.lo_open or b.lo_open, hi is None or a.hi_open or b.hi_open)


def _corner(a: tuple[Fraction | None, bool, int], b: tuple[Fraction | None, bool, int]) -> tuple[int, Fraction, bool]:
    """Product of two ends (value or None, open?, -1 for a lower and 1 for an upper end): (infinite sign, value, open?)."""
    for u, w in ((a, b), (b, a)):
        if u[0] is not None and not u[0].numerator:  # 0 times anything near an infinite end is covered by the other corners
            other_attained = w[0] == 0 and not w[1]
            return 0, NOUGHT, u[1] and not other_attained
    if a[0] is not None and b[0] is not None:
        return 0, a[0] * b[0], a[1] or b[1]
    s = (a[2] if a[0] is None else 1 if a[0].numerator > 0 else -1) * (b[2] if b[0] is None else 1 if b[0].numerator > 0 else -1)
    return s, NOUGHT, True


def _times(a: Extent, b: Extent) -> Extent:
    corners = [_corner(u, w) for u in ((a.lo, a.lo_open, -1), (a.hi, a.hi_open, 1)) for w in ((b.lo, b.lo_open, -1), (b.hi, b.hi_open, 1))]
    low = min((s, v, o) for s, v, o in corners)
    high = max((s, v, not o) for s, v, o in corners)
    nonzero = not (a.mask & ZERO) and not (b.mask & ZERO)
    return Extent(None if low[0] else low[1], None if high[0] else high[1], low[0] != 0 or low[2], high[0] != 0 or not high[2], nonzero)


def _integer_power(e: Extent, n: int) -> Extent:
    """e^n for n >= 1, as the image of one variable; ends too long to work out are replaced by looser ones."""
    m = e if n % 2 else _absolute(e)
    ends = [None if q is None else q**n if size(q) * n <= LONGEST else _far_power(q, n) for q in (m.lo, m.hi)]
    lo, hi = ends[0] if not isinstance(ends[0], tuple) else ends[0][0], ends[1] if not isinstance(ends[1], tuple) else ends[1][1]
    return Extent(lo, hi, lo is None or m.lo_open, hi is None or m.hi_open, m.nonzero)


def _far_power(q: Fraction, n: int) -> tuple[Fraction | None, Fraction | None]:
    """Crude bounds of q^n from |q| <= 1 or |q| >= 1 (None: infinite)."""
    one, zero = Fraction(1), Fraction(0)
    low, high = (zero, one) if abs(q) <= 1 else (one, None)
    return (low, high) if q >= 0 or n % 2 == 0 else (None if high is None else -high, -low)


def _absolute(e: Extent) -> Extent:
    """|e|."""
    if e.lo is not None and e.lo >= 0:
        return e
    if e.hi is not None and e.hi <= 0:
        return Extent(-e.hi, None if e.lo is None else -e.lo, e.hi_open, e.lo_open, e.nonzero)
    nonzero = not e.mask & ZERO
    if e.lo is None or e.hi is None:
        return Extent(Fraction(0), None, nonzero, True, nonzero)
    top = max(-e.lo, e.hi)
    attained = (top == -e.lo and not e.lo_open) or (top == e.hi and not e.hi_open)
    return Extent(Fraction(0), top, nonzero, not attained, nonzero)


def _inverse(e: Extent, t: Term) -> Extent:
    if e.mask == ZERO:
        raise NoValue(lambda: f"the denominator {_show(t)} is 0 here")
    if e.mask & ZERO:
        raise Undefined(lambda: f"the denominator {_show(t)} is not shown to be different from 0 here: its values lie in {describe(e)}")
    if e.mask == POS or e.mask == NEG:
        lo = Fraction(0) if e.hi is None else 1 / e.hi if e.hi != 0 else None
        hi = Fraction(0) if e.lo is None else 1 / e.lo if e.lo != 0 else None
        return Extent(lo, hi, lo is None or e.hi_open or e.hi is None, hi is None or e.lo_open or e.lo is None, True)
    return Extent(None, None, True, True, True)


def _power(t: Term, ctx: Context, strict: bool) -> Extent:
    base, n = t.args[0], exponent(t)
    b = extent(base, ctx, strict)
    if n.denominator == 1:
        if n == 0:
            return point(Fraction(1))
        e = _integer_power(b, abs(int(n)))
        return e if n > 0 else _inverse(e, base)
    if not b.mask & (POS if n < 0 else POS | ZERO):
        raise NoValue(lambda: f"{_show(base)} under a root is {SIGN_NAMES[b.mask]} here")
    needed = POS if n < 0 or strict else POS | ZERO
    if b.mask & ~needed:
        raise Undefined(lambda: f"{_show(base)} under a root is not shown to be {SIGN_NAMES[needed]}: its values lie in {describe(b)}")
    arithmetic = ctx.numbers

    def root(q: Fraction, upper: bool) -> Fraction:
        a, c = abs(n.numerator), n.denominator
        if size(q) * a > LONGEST:
            if q == 0:
                return q
            v = arithmetic.bounds(arithmetic.exp(arithmetic.mul(arithmetic.hull(abs(n), abs(n)), arithmetic.log(arithmetic.hull(q, q)))))
            return v[1] if upper else v[0]
        if (exact := _is_power(q, c)) is not None:
            return exact**a
        v = arithmetic.bounds(arithmetic.root(arithmetic.hull(q**a, q**a), c))
        return v[1] if upper else max(v[0], Fraction(0))

    e = Extent(None if b.lo is None else root(b.lo, False), None if b.hi is None else root(b.hi, True), b.lo_open, b.hi_open,
               not b.mask & ZERO)
    e = e.within(POS if b.mask == POS else ZERO | POS)
    return e if n > 0 else _inverse(e, base)


def _is_power(q: Fraction, n: int) -> Fraction | None:
    """The exact n-th root of a rational >= 0, if it is rational and small."""
    if max(q.numerator.bit_length(), q.denominator.bit_length(), n) > 400:
        return q if q in (0, 1) else None
    roots = []
    for k in (q.numerator, q.denominator):
        lo, hi = 0, 1 << (k.bit_length() // n + 1)
        while lo < hi:
            mid = (lo + hi + 1) // 2
            lo, hi = (mid, hi) if mid**n <= k else (lo, mid - 1)
        if lo**n != k:
            return None
        roots.append(lo)
    return Fraction(roots[0], roots[1])


def _extreme(head: str, parts: list[Extent]) -> Extent:
    result = parts[0]
    for e in parts[1:]:
        lower_choice, upper_choice = (min, min) if head == "min" else (max, max)
        lo, lo_open = lower_choice(_low(result), _low(e))
        hi, hi_closed = upper_choice(_high(result), _high(e))
        result = Extent(lo[1] if lo[0] else None, None if hi[0] else hi[1], lo_open, not hi_closed, result.nonzero and e.nonzero)
    return result


# head -> (rises?, image, domain); image and domain as extents, all of these functions are monotone on their domain
_ALL, _F = EVERYTHING, Fraction
HEADS: dict[str, tuple[int, Extent, Extent]] = {
    "exp": (1, Extent(_F(0), None, True, True), _ALL), "expm1": (1, Extent(_F(-1), None, True, True), _ALL),
    "log": (1, _ALL, Extent(_F(0), None, True, True)), "log1p": (1, _ALL, Extent(_F(-1), None, True, True)),
    "tanh": (1, Extent(_F(-1), _F(1), True, True), _ALL), "erf": (1, Extent(_F(-1), _F(1), True, True), _ALL),
    "erfc": (-1, Extent(_F(0), _F(2), True, True), _ALL), "atan": (1, Extent(_F(-8, 5), _F(8, 5)), _ALL), "cbrt": (1, _ALL, _ALL),
    "asin": (1, Extent(_F(-8, 5), _F(8, 5)), Extent(_F(-1), _F(1))), "LambertW": (1, Extent(_F(-1), None, False, True), _ALL),
    "sin": (0, Extent(_F(-1), _F(1)), _ALL), "cos": (0, Extent(_F(-1), _F(1)), _ALL), "tan": (0, _ALL, _ALL),
}
_AT_ZERO = {"exp": 1, "expm1": 0, "log1p": 0, "tanh": 0, "erf": 0, "erfc": 1, "atan": 0, "asin": 0, "sin": 0, "cos": 1, "tan": 0,
            "cbrt": 0, "LambertW": 0}


def _function(head: str, e: Extent, ctx: Context, strict: bool) -> Extent:
    """The image of an interval under a function of the table; the domain is shown first."""
    rises, image, domain = HEADS[head]
    if head in ("log", "log1p", "asin", "LambertW"):
        _demand_domain(head, e, domain, strict, ctx)
    if head == "cbrt" and strict and e.mask & ZERO:
        raise Undefined("cbrt is not differentiable at 0, and its argument is not shown to be different from 0")
    if rises < 0:
        e = Extent(None if e.hi is None else -e.hi, None if e.lo is None else -e.lo, e.hi_open, e.lo_open)

    def at(q: Fraction, upper: bool) -> Fraction | None:
        x = -q if rises < 0 else q
        if x == 0 and head in _AT_ZERO:
            return Fraction(_AT_ZERO[head])
        if head == "log" and x == 1:
            return Fraction(0)
        if x == domain.lo and image.lo is None:  # log at 0
            return None
        if head == "LambertW" and x < 0 and not upper:
            return image.lo
        if head == "exp" and abs(x) > 4000:
            return image.lo if x < 0 and not upper else None if x > 0 and upper else _call(head, _F(-4000 if x < 0 else 4000), ctx)[upper]
        return _call(head, x, ctx)[upper]

    lo = None if e.lo is None else at(e.lo, False)
    hi = None if e.hi is None else at(e.hi, True)
    return Extent(lo, hi, lo is None or e.lo_open, hi is None or e.hi_open) & image


def _call(head: str, x: Fraction, ctx: Context) -> tuple[Fraction, Fraction]:
    arithmetic = ctx.numbers
    return arithmetic.bounds(getattr(arithmetic, head)(arithmetic.hull(x, x)))


def _demand_domain(head: str, e: Extent, domain: Extent, strict: bool, ctx: Context) -> None:
    if head == "LambertW":
        below, above = _call("exp", Fraction(-1), ctx)
        bound = -below  # a rational above -1/e
        if e.hi is not None and e.hi < -above:
            raise NoValue("the argument of LambertW is below -1/e here")
        if e.lo is None or e.lo < bound:
            raise Undefined(lambda: f"the argument of LambertW is not shown to be at least -1/e: its values lie in {describe(e)}")
        return
    for end, limit, is_open, side in ((e.lo, domain.lo, e.lo_open, 1), (e.hi, domain.hi, e.hi_open, -1)):
        if limit is None:
            continue
        far = e.hi if side == 1 else e.lo
        if far is not None and ((far - limit) * side < 0 or (far == limit and (domain.lo_open or (e.hi_open if side == 1 else e.lo_open)))):
            raise NoValue(lambda: f"the argument of {head} lies outside its domain here: its values lie in {describe(e)}")
        open_needed = domain.lo_open or strict
        if end is None or (end - limit) * side < 0 or (end == limit and open_needed and not is_open):
            raise Undefined(lambda: f"the argument of {head} is not shown to lie in its domain: its values lie in {describe(e)}")


def _wave(t: Term, ctx: Context, strict: bool) -> Extent:
    """sin, cos or tan: an enclosure, and what the quarter turns k pi/2 <= u <= l pi/2 say of the argument u."""
    head, e, arithmetic = t.head, extent(t.args[0], ctx, strict), ctx.numbers
    if e.lo is None or e.hi is None or e.hi - e.lo > 7:
        if head == "tan":
            raise Undefined(lambda: f"the argument of tan is not shown to stay off its poles: its values lie in {describe(e)}")
        return HEADS[head][1]
    if e.lo == e.hi == 0:
        return point(Fraction(_AT_ZERO[head]))
    (k, after), (n, before) = _turn(t.args[0], e.lo, e.lo_open, 1, ctx), _turn(t.args[0], -e.hi, e.hi_open, -1, ctx)
    if head == "tan" and k == -n and k % 2 and not (after or before):
        raise NoValue(lambda: f"{_show(t)} is a pole of tan")
    turns = _between_turns(head, k, after, -n, before)
    try:
        result = Extent(*arithmetic.bounds(getattr(arithmetic, head)(arithmetic.hull(e.lo, e.hi)))) & HEADS[head][1]
    except Rejected:
        if turns is None:
            raise
        return turns
    if head in ("sin", "tan") and max(abs(e.lo), abs(e.hi)) <= _F(3, 2):  # the sign of sin and tan on [-3/2, 3/2] is that of the argument
        result = result.within(e.mask)
    return result if turns is None else result & turns


def _turn(u: Term, low: Fraction, is_open: bool, s: int, ctx: Context) -> tuple[int, bool]:
    """The largest k with k pi/2 <= s u for all values of s u (the least of them near low), and whether k pi/2 < s u."""
    below, above = (q / 2 for q in ctx.numbers.bounds(ctx.numbers.pi()))
    k = low // (above if low >= 0 else below)
    if (k + 1) * below - low < Fraction(1, 1 << 20):
        mask = sign(add(mul(num(s), u), mul(num(Fraction(-k - 1, 2)), PI)), ctx)
        if not mask & NEG:
            return k + 1, mask == POS
    return k, k != 0 or low > 0 or is_open


def _between_turns(head: str, k: int, after: bool, n: int, before: bool) -> Extent | None:
    """The image of k pi/2 <= u <= n pi/2 (< where said) under sin, cos, monotone between turns, or under tan, off its poles."""
    values = {j: Fraction((0, 1, 0, -1)[(j + (head == "cos")) % 4]) for j in range(k, min(n, k + 9) + 1)}
    inner = [j for j in values if not (after and j == k) and not (before and j == n)]
    if k > n or n > k + 9 or (k == n and not inner):  # an empty context, or an argument too large to be told
        return None
    if head == "tan":
        if any(j % 2 for j in inner):
            return None
        return Extent(None if k % 2 else Fraction(0), None if n % 2 else Fraction(0), after, before)
    lo, hi = min(values.values()), max(values.values())
    return Extent(lo, hi, all(values[j] != lo for j in inner), all(values[j] != hi for j in inner))


def describe(e: Extent) -> str:
    """An interval as a person writes it, long fractions as decimals (for messages only)."""
    def end(q: Fraction | None, infinite: str) -> str:
        if q is None:
            return infinite
        return str(q) if size(q) < 60 else decimal(q)
    return f"{'(' if e.lo_open else '['}{end(e.lo, '-oo')}, {end(e.hi, 'oo')}{')' if e.hi_open else ']'}"


def decimal(q: Fraction, digits: int = 12) -> str:
    """A rational rounded to so many decimals, for messages."""
    if size(q) > 8000:
        return f"{'-' if q < 0 else ''}2^{q.numerator.bit_length() - q.denominator.bit_length()}"
    if q != 0 and abs(q) < Fraction(1, 10**6):
        k = 0
        while abs(q) * 10**k < 1:
            k += 1
        return f"{decimal(q * 10**k, 4)}e-{k}"
    scaled = round(q * 10**digits)
    whole, part = divmod(abs(scaled), 10**digits)
    return f"{'-' if scaled < 0 else ''}{whole}.{str(part).zfill(digits).rstrip('0') or '0'}"


def _show(t: Term) -> str:
    from .printer import show

    text = show(t)
    return text if len(text) <= 80 else text[:77] + "..."

