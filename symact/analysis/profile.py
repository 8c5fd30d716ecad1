"""What does a function look like? Its pieces, and the numbers at which it or its derivatives vanish, found by evaluation.

Breakpoints and branches are those that the kernel sees; what is numerical is a guess, for candidates that are then proved.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Any

from symact.activation import Activation
from symact.analysis.implicit import LETTERS, Named, equation, ruling
from symact.analysis.numbers import Undefined, exact, mp, near, number, sign
from symact.check.definition import Parameter
from symact.check.extent import NEG, POS, ZERO, Context, Law, interval
from symact.check.limit import INFINITE, limit
from symact.check.predicates import Pieces
from symact.check.printer import show
from symact.check.reader import read_term
from symact.check.term import MINUS_OO, OO, REALS, RELATIONS, Rejected, Term, free, num, substitute, subterms, sym
from symact.proof.borders import borders

FAR = 90  # beyond |x| = FAR nothing is looked for
PLACES = 30  # decimals of a number that has a name
Number = Any  # an mpmath number


class Unsuited(Exception):
    """A question that cannot be asked of this function; the sentence says why."""


@dataclass(frozen=True)
class Point:
    """A real number with the text of an exact term where one was recognised."""

    number: Number
    text: str | None


@dataclass(frozen=True)
class Profile:
    """A function with fixed parameters, as it appears in statements and as a term in x."""

    activation: Activation
    parameters: Mapping[str, str] = field(default_factory=dict)
    memo: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)

    # ------------------------------------------------------------------ how statements speak of it

    def subject(self, order: int = 0) -> str:
        """The function itself: `elu(alpha=2)`, `elu'(alpha=2)`."""
        inside = ", ".join(f"{name}={text}" for name, text in self.parameters.items())
        return self.activation.name + "'" * order + (f"({inside})" if inside else "")

    def at(self, point: str, order: int = 0) -> str:
        """Its value, or that of a derivative: `elu'(0, alpha=2)`."""
        inside = ", ".join((point, *(f"{name}={text}" for name, text in self.parameters.items())))
        return f"{self.activation.name}{chr(39) * order}({inside})"

    def piecewise(self, branches: list[str], closed: bool) -> str:
        """Branches on the pieces, as one expression; `closed` fills in the breakpoints from the left piece."""
        if not self.breakpoints or (closed and len(set(branches)) == 1):
            return branches[0]
        rows = [f"({b}, x {'<=' if closed else '<'} {c.text})" for b, c in zip(branches, self.breakpoints, strict=False)]
        last = f"({branches[-1]}, True)" if closed else f"({branches[-1]}, x > {self.breakpoints[-1].text})"
        return f"Piecewise({', '.join((*rows, last))})"

    def for_all(self, relation: str, joined: bool) -> str:
        """A relation in x for all x of the domain; not at the breakpoints, if it is not `joined`. Words are needed only where
        breakpoints have names, since these are bound outside of x."""
        if not self.names:
            return relation
        holes = "" if joined else f" without {{{', '.join(str(c.text) for c in self.breakpoints)}}}"
        return f"forall x in {self.domain if self.on else 'R'}{holes}: {relation}"

    # ------------------------------------------------------------------ its pieces

    @cached_property
    def body(self) -> Term:
        if self.activation.vector:
            raise Unsuited("the question is asked of functions of one number")
        body = substitute(self.activation.body, {parameter.name: self.value_of(parameter) for parameter in self.activation.parameters})
        return substitute(body, {self.activation.variable: sym("x")})

    def value_of(self, parameter: Parameter) -> Term:
        """The value of a parameter: the one given, or its default."""
        given = self.parameters.get(parameter.name)
        value = read_term(given) if given is not None else parameter.default
        if value is None:
            raise Unsuited(f"the parameter {parameter.name} has no value; set one with --set")
        return value

    @cached_property
    def function(self) -> Term:
        return Term("lambda", (sym("x"), self.body))

    @cached_property
    def place(self) -> tuple[Point, Point, str]:
        """Where it is defined: the two ends of an interval, and which brackets it has, as far as evaluation shows."""
        if any(s.head == "tan" and "x" in free(s) for s in subterms(self.body)):
            raise Unsuited("a function with tan is not defined on an interval")
        cuts = self.distinct([p for border in borders(self.body, "x") for p in self.roots(border, -FAR, FAR)])
        ends = [Point(-mp.inf, "-oo"), *cuts, Point(mp.inf, "oo")]
        gaps = [all(self.undefined(x) for x in sample(a.number, b.number)[::5]) for a, b in pairwise(ends)]
        holes = [self.undefined(c.number) for c in cuts]
        inside = [i for i, gap in enumerate(gaps) if not gap]
        if not inside:
            raise Unsuited("the function is defined nowhere, as far as samples show")
        first, last = inside[0], inside[-1]
        if any(gaps[first:last + 1]) or any(holes[first:last]):
            raise Unsuited("the function is not defined on an interval, as far as samples show")
        low, high = ends[first], ends[last + 1]
        if low.text is None or high.text is None:
            raise Unsuited("an end of the domain is not known exactly")
        left, right = first > 0 and not holes[first - 1], last < len(cuts) and not holes[last]
        return low, high, ("[" if left else "(") + ("]" if right else ")")

    def value(self, x: Number) -> Number:
        """The value at a point, worked out once; `Undefined` where there is none."""
        key = ("value", x)
        if key not in self.memo:
            self.memo[key] = number(self.body, {"x": x})
        return self.memo[key]

    def undefined(self, x: Number) -> bool:
        try:
            return not mp.isfinite(self.value(x))
        except (Undefined, OverflowError):
            return True

    @property
    def symmetric(self) -> bool:
        """Whether the domain is the same on both sides of 0."""
        low, high, brackets = self.place
        return bool(-low.number == high.number) and brackets in ("()", "[]")

    @property
    def domain(self) -> str:
        """The interval on which it is defined, as a statement has it."""
        low, high, brackets = self.place
        return f"{brackets[0]}{low.text}, {high.text}{brackets[1]}"

    @property
    def on(self) -> str:
        """What is added to a statement about a function that is not defined everywhere."""
        return "" if self.everywhere else f" on {self.domain}"

    @property
    def within(self) -> str:
        """The same for values of functions on a set: `lipschitz(f, (0, oo))`."""
        return "" if self.everywhere else f", ({self.place[0].text}, {self.place[1].text})"

    @property
    def interior(self) -> str:
        """The same for statements about derivatives, which there are inside only."""
        return "" if self.everywhere else f" on ({self.place[0].text}, {self.place[1].text})"

    @property
    def everywhere(self) -> bool:
        return bool(mp.isinf(self.place[0].number) and mp.isinf(self.place[1].number))

    @property
    def outside(self) -> list[str]:
        """The half-lines on which it is not defined."""
        low, high, brackets = self.place
        return [f"(-oo, {low.text}{')' if brackets[0] == '[' else ']'}"] * (not mp.isinf(low.number)) + [
            f"{'(' if brackets[1] == ']' else '['}{high.text}, oo)"] * (not mp.isinf(high.number))

    @property
    def ends(self) -> tuple[tuple[int, str, str], ...]:
        """The two ends of the domain: the piece that ends there, at which of its sides, and the text of a limit there."""
        low, high = (str(e.text) for e in self.place[:2])
        return (0, "left", low if low == "-oo" else low + "+"), (-1, "right", high if high == "oo" else high + "-")

    @property
    def cuts(self) -> list[Point]:
        """Ends and breakpoints in order."""
        return [self.place[0], *self.breakpoints, self.place[1]]

    @cached_property
    def joints(self) -> list[Point]:
        """Zeros of what is compared in the definition, inside the domain: exact terms, or names."""
        low, high, _ = self.place
        points = self.distinct([p for switch in switches(self.body) for p in self.roots(switch, -FAR, FAR)])
        names = {n.number: n.name for n in self.names}
        return [Point(p.number, p.text or names[p.number]) for p in points if low.number < p.number < high.number]

    @cached_property
    def names(self) -> list[Named]:
        """The breakpoints that have no closed form."""
        low, high, _ = self.place
        rows = [(p, s) for s in switches(self.body) for p in self.roots(s, -FAR, FAR)]
        points = [p for p in self.distinct([p for p, _ in rows]) if p.text is None and low.number < p.number < high.number]
        taken = {self.activation.name, *(parameter.name for parameter in self.activation.parameters)}
        letters = [letter for letter in LETTERS if letter not in taken]
        if len(points) > len(letters):
            raise Unsuited("the function has too many breakpoints that are not known exactly")
        found = []
        for p, letter in zip(points, letters, strict=False):
            switch = next(s for q, s in rows if q.number == p.number)
            try:
                found.append(Named(letter, p.number, ruling(switch, p.number)))
            except Undefined:
                raise Unsuited("a breakpoint of the function is not known") from None
        return found

    @cached_property
    def pieces(self) -> Pieces:
        """The piecewise normal form on its domain; where the kernel does not see which branch rules, samples decide."""
        points = [read_term(str(p.text)) for p in self.joints]
        reason: Rejected | None = None
        for context in (self.supposed, self.compared):
            try:
                return Pieces(self.function, read_term(self.domain), points, context)
            except Rejected as problem:
                reason = reason or problem
        raise Unsuited(f"the pieces of the function are not known: {reason}")

    @cached_property
    def compared(self) -> Context:
        """What samples say besides of the signs of all that is compared, between the breakpoints."""
        low, high, _ = self.place
        ends = [low, *self.joints, high]
        laws = list(self.supposed.laws)
        for a, b in pairwise(ends):
            points = sample(a.number, b.number)
            x = points[len(points) // 2]
            start, end = (read_term(str(e.text)) for e in (a, b))
            for switch in switches(self.body):
                try:
                    t = ruling(switch, x)
                except Undefined:
                    continue
                s = sign(t, x) if free(t) else 0
                if s:
                    laws.append(Law(Term("lambda", (sym("x"), t)), interval(start, end), POS if s > 0 else NEG))
        return replace(self.supposed, laws=tuple(laws))

    @property
    def breakpoints(self) -> list[Point]:
        return [Point(self.evaluated(c), show(c)) for c in self.pieces.breakpoints]

    def spoken(self, p: Point) -> Point:
        """A number with a term for it that names breakpoints, if there is no other and it is a limit there."""
        limits = [self.limit(i, 0, side) for i in range(len(self.intervals)) for side in ("left", "right")] if p.text is None else []
        terms = [t for t in limits if t is not None and free(t) and near(self.evaluated(t), p.number)]
        return Point(p.number, show(terms[0])) if terms else p

    def evaluated(self, t: Term) -> Number:
        """The value of a term without variables other than the names of breakpoints."""
        return number(t, {n.name: n.number for n in self.names} if free(t) else {})

    @cached_property
    def intervals(self) -> list[tuple[Number, Number]]:
        """The open intervals of the pieces, in numbers."""
        return list(pairwise(c.number for c in self.cuts))

    def slope(self, i: int, order: int) -> Term:
        """The derivative of a piece's branch, as a term in x."""
        return substitute(self.pieces.slope(i, order), {self.pieces.x: sym("x")})

    def limit(self, i: int, order: int, side: str) -> Term | None:
        """The one-sided limit at an end of a piece, where the kernel finds it, else where the numbers suggest it."""
        key = ("limit", i, order, side)
        if key not in self.memo:
            try:
                self.memo[key] = limit(self.slope(i, order), "x", self.context(i), side)
            except Rejected:
                self.memo[key] = self._suggested(i, order, side)
        found: Term | None = self.memo[key]
        return found

    def context(self, i: int) -> Context:
        return self.pieces.ctx.bind("x", self.pieces.contexts[i].domain(self.pieces.x))

    @cached_property
    def supposed(self) -> Context:
        """What samples say of the signs of denominators and of arguments of logarithms, where the kernel does not see it."""
        laws = []
        for edge in borders(self.body, "x") if self.everywhere else ():
            signs = {sign(edge, x) for x in sample(-mp.inf, mp.inf)}
            if signs in ({1}, {-1}):
                laws.append(Law(Term("lambda", (sym("x"), edge)), REALS, POS if signs == {1} else NEG))
        ctx = Context(laws=tuple(laws))
        for n in self.names:
            unit = Fraction(1, 10**PLACES)
            low = int(mp.floor(n.number * 10**PLACES)) * unit
            left, right = (substitute(t, {"x": sym(n.name)}) for t in equation(n.term))
            ctx = ctx.bind(n.name, interval(num(low), num(low + unit), "[", "]")).assume(left - right, ZERO)
        return ctx

    def _suggested(self, i: int, order: int, side: str) -> Term | None:
        low, high = self.intervals[i]
        end, inward = (low, 1) if side == "left" else (high, -1)
        try:
            if mp.isinf(end):
                near, nearer = (number(self.slope(i, order), {"x": mp.mpf(-inward * 10**k)}) for k in (3, 4))
            else:
                near, nearer = (number(self.slope(i, order), {"x": end + inward * mp.mpf(10) ** -k}) for k in (30, 50))
        except (Undefined, OverflowError):
            return None
        if abs(nearer) > 100 and abs(nearer) > 2 * abs(near):
            return OO if nearer > 0 else MINUS_OO
        for v in (nearer, mp.nint(nearer)):
            text = exact(v) if abs(v - nearer) < mp.mpf(10) ** -3 and abs(nearer - near) < mp.mpf(10) ** -2 else None
            if text:
                return read_term(text)
        return None

    # ------------------------------------------------------------------ where it vanishes

    def zeros(self, order: int) -> list[Point]:
        """Isolated points inside the pieces at which the derivative of this order vanishes."""
        if ("zeros", order) not in self.memo:
            found: list[Point] = []
            for i, (low, high) in enumerate(self.intervals):
                found += [p for p in self.roots(self.slope(i, order), low, high) if low < p.number < high]
            self.memo["zeros", order] = self.distinct(found)
        zeros: list[Point] = self.memo["zeros", order]
        return zeros

    def constant(self, i: int, order: int) -> bool:
        """Whether the derivative of this order looks identically 0 on a piece."""
        low, high = self.intervals[i]
        t = self.slope(i, order)
        return all(sign(t, x) == 0 for x in sample(low, high)[::7])

    def roots(self, t: Term, low: Number, high: Number) -> list[Point]:
        """Isolated zeros of a term in x between two ends, found from changes of sign and touching zeros on a grid."""
        if not free(t):
            return []
        ends = [e for e in (low, high) if not mp.isinf(e)]  # of an open piece: a zero may lie between one and the nearest sample
        rows = [(x, v) for x in sorted({*sample(low, high), *ends}) if (v := sign(t, x)) is not None]
        if all(v == 0 for _, v in rows):
            return []
        found = []
        for i, ((a, u), (b, v)) in enumerate(pairwise(rows)):
            after = rows[i + 2][1] if i + 2 < len(rows) else 0
            if v == 0 and u != 0 and after != 0:  # a zero and no more: rows of them are an underflow
                found.append(b)
            elif u * v < 0:
                found.append(_between(t, a, b))
        return [Point(x, exact(x)) for x in found]

    def distinct(self, points: list[Point]) -> list[Point]:
        kept: list[Point] = []
        for p in sorted(points, key=lambda p: p.number):
            if not kept or p.number - kept[-1].number > mp.mpf(10) ** -20:
                kept.append(p)
            elif kept[-1].text is None:
                kept[-1] = p
        return kept


@lru_cache(maxsize=1000)
def sample(low: Number, high: Number) -> tuple[Number, ...]:
    """Sample points inside an interval: dense near 0 and near finite ends."""
    low, high = max(low, mp.mpf(-FAR)), min(high, mp.mpf(FAR))
    steps = [mp.mpf(k) / 16 for k in range(16 * 8)] + [mp.mpf(k) / 2 for k in range(16, 2 * FAR + 1)]
    points = {s * k for s in steps for k in (-1, 1)} | {low, high}
    points |= {e + d * mp.mpf(2) ** -k for e, d in ((low, 1), (high, -1)) for k in range(3, 16, 3)}
    ends = {mp.mpf(-FAR), mp.mpf(FAR)}
    return tuple(sorted(p for p in points if low < p < high or (p in ends and p in (low, high))))


def _between(t: Term, a: Number, b: Number) -> Number:
    """The zero between two points with values of different signs: by secants (the Illinois method), and by halving the interval where
    three of these did not, as at a zero of higher order; after some such places by nothing else."""
    least, m, kept, halved = mp.mpf(2) ** (20 - mp.prec), a, 0, 0
    try:
        u, v = (number(t, {"x": x}) for x in (a, b))
        for _ in range(mp.prec):
            width = b - a
            for k in range(4):
                halves = halved > 8 or (k == 3 and b - a > width / 2)
                halved += halves
                last, m = m, (a + b) / 2 if halves else b - v * (b - a) / (v - u)
                if not a < m < b or abs(m - last) < least or (w := number(t, {"x": m})) == 0:
                    return m
                if (w > 0) == (u > 0):
                    a, u, v, kept = m, w, v / 2 if kept > 0 else v, 1
                else:
                    b, v, u, kept = m, w, u / 2 if kept < 0 else u, -1
    except (Undefined, OverflowError):
        pass
    return m


def switches(t: Term) -> list[Term]:
    """The terms whose sign decides which branch of a term rules, or at whose zeros a root has no derivative."""
    found: list[Term] = []
    for s in subterms(t):
        if s.head in RELATIONS:
            found.append(s.args[0] - s.args[1])
        elif s.head in ("abs", "sign", "cbrt"):
            found.append(s.args[0])
        elif s.head in ("min", "max"):
            found += [a - b for i, a in enumerate(s.args) for b in s.args[:i]]
        elif s.head == "floor":
            raise Unsuited("a function with floor has infinitely many pieces")
    return list(dict.fromkeys(found))


def is_infinite(t: Term | None) -> bool:
    return t in INFINITE
