"""Terms and statements: one immutable tree for everything that symact reads, proves and prints.

A node is a head and its arguments. Nothing is simplified while it is built: `x/x` stays a product of `x` and
`x^-1`, because it is not 1 at 0. Only literal rationals are folded (`2/3`, `10**-5`).

Number terms
    num (Fraction) | sym (name) | pi | oo | -oo | + | * | ^ | exp log sin cos tan atan asin tanh erf erfc expm1
    log1p cbrt LambertW | abs min max sign floor | piecewise (value, condition, value, condition, ...)
    deriv (body, variable, order, point): the order-th derivative of variable -> body, at the point
    lim (body, variable, point, side): side is "-", "+" or "" (two-sided, or the only side there is at oo)
    sup inf minimum maximum argmin argmax range zeros lipschitz (function, set): values of a function on a set
    clarke (function, point) | measure (set) | E (function) | P (function with a formula as body)
Vector terms
    sum (term) over the components of the vectors in it | jacobian (function) | diag (vector) | transpose (vector)
Functions
    lambda (variable, body)
Sets
    interval (lower, upper, "(" or "[", ")" or "]") | finite (point, ...) | union (set, ...) | minus (set, set)
    such (variable, formula): {variable : formula} | progression (variable, term): {term : variable integer} | vectors
Formulas
    = != < <= > >= (left, right) | in (term, set) | and | or | not | implies | iff | true | false
    forall exists (variable, set, body) | closure (variable, set, body): for all points of the set at which all
    reached terms are defined | ae (variable, set, body): for almost all points of the set
    is (property, function, set, ...): the properties are the keys of `PROPERTIES`
    has_value (term): the term is defined | attained (extremum): the supremum or infimum is a value of the function
    uniform (body, limit, variable, parameter): body -> limit uniformly in the variable as the parameter -> oo
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from functools import lru_cache
from math import prod
from typing import Any, Union
from weakref import ref

Arg = Union["Term", str, int, Fraction]

FUNCTIONS = ("exp", "log", "sin", "cos", "tan", "atan", "asin", "tanh", "erf", "erfc", "expm1", "log1p", "cbrt", "LambertW")
POINTWISE = ("abs", "min", "max", "sign", "floor")
RELATIONS = ("=", "!=", "<", "<=", ">", ">=")
EXTREMA = ("sup", "inf", "minimum", "maximum")
VALUES = (*EXTREMA, "argmin", "argmax", "range", "zeros", "lipschitz", "clarke", "measure", "E", "P", "lim")
PROPERTIES = {  # property -> the kinds of the arguments that follow function and set
    "continuous": (), "differentiable": (), "differentiable except": ("set",), "differentiable at": ("term",), "C": ("order",),
    "smooth": (), "analytic": (), "piecewise linear": (), "increasing": (), "strictly increasing": (), "decreasing": (),
    "strictly decreasing": (), "monotone": (), "strictly monotone": (), "convex": (), "strictly convex": (), "concave": (),
    "strictly concave": (), "odd": (), "even": (), "injective": (), "surjective": (), "bounded": (), "Lipschitz": ("term",),
    "continuous at": ("term",), "periodic": ("term",), "positive": (), "nonnegative": (), "negative": (), "nonpositive": (),
}
LONGEST = 1 << 16  # bits of a rational that is still worked out exactly
BINDERS: dict[str, tuple[tuple[int, ...], tuple[int, ...]]] = {  # head -> positions of bound variables, arguments that they are bound in
    "deriv": ((1,), (0,)), "lim": ((1,), (0,)), "lambda": ((0,), (1,)), "such": ((0,), (1,)), "progression": ((0,), (1,)),
    "forall": ((0,), (2,)), "exists": ((0,), (2,)), "closure": ((0,), (2,)), "ae": ((0,), (2,)), "uniform": ((2, 3), (0, 1)),
}


class Term:
    """A node of the tree. There is one object for each head and arguments, so that equal terms are the same term."""

    __slots__ = ("__weakref__", "args", "head", "names")
    head: str
    args: tuple[Any, ...]
    names: frozenset[str] | None  # the free variables, once asked for

    def __new__(cls, head: str, args: tuple[Arg, ...] = ()) -> Term:
        key = (head, args)
        entry = _TERMS.get(key)
        known = None if entry is None else entry()
        if known is not None:
            return known
        term = object.__new__(cls)
        term.head, term.args, term.names = head, args, None
        entry = _Entry(term, key)
        first = _TERMS.setdefault(key, entry)  # another thread may have been here
        known = None if first is entry else first()
        if known is not None:
            return known
        _TERMS[key] = entry
        return term

    def __reduce__(self) -> tuple[type[Term], tuple[str, tuple[Any, ...]]]:
        return Term, (self.head, self.args)

    def __repr__(self) -> str:
        return f"{self.head}({', '.join(map(repr, self.args))})" if self.args else self.head

    @property
    def terms(self) -> Iterator[Term]:
        """The arguments that are nodes themselves."""
        return (a for a in self.args if isinstance(a, Term))

    # Building by operators keeps the rules readable; it folds nothing but the neutral elements 0 and 1.
    def __add__(self, other: Term) -> Term:
        return add(self, other)

    def __sub__(self, other: Term) -> Term:
        return add(self, neg(other))

    def __mul__(self, other: Term) -> Term:
        return mul(self, other)

    def __truediv__(self, other: Term) -> Term:
        return mul(self, power(other, num(-1)))

    def __neg__(self) -> Term:
        return neg(self)

    def __pow__(self, exponent: int) -> Term:
        return power(self, num(exponent))


class _Entry(ref[Term]):
    """The place of a term in the table, which is given up with the term."""

    __slots__ = ("key",)
    key: tuple[str, tuple[Arg, ...]]

    def __new__(cls, term: Term, key: tuple[str, tuple[Arg, ...]]) -> _Entry:
        entry = ref.__new__(cls, term, _give_up)
        entry.key = key
        return entry


def _give_up(entry: ref[Term]) -> None:
    if isinstance(entry, _Entry) and _TERMS.get(entry.key) is entry:
        del _TERMS[entry.key]


_TERMS: dict[tuple[str, tuple[Arg, ...]], _Entry] = {}


def num(value: int | Fraction) -> Term:
    return _integer(int(value)) if value.denominator == 1 else Term("num", (Fraction(value),))


@lru_cache(maxsize=4096)
def _integer(n: int) -> Term:
    return Term("num", (Fraction(n),))


def sym(name: str) -> Term:
    return Term("sym", (name,))


ZERO, ONE, TWO, HALF = num(0), num(1), num(2), num(Fraction(1, 2))
PI, OO, MINUS_OO = Term("pi"), Term("oo"), Term("-oo")
TRUE, FALSE = Term("true"), Term("false")
REALS = Term("interval", (MINUS_OO, OO, "(", ")"))
VECTORS = Term("vectors")


def value(t: Term) -> Fraction | None:
    """The rational that a literal denotes; None for any other term."""
    return t.args[0] if t.head == "num" else None


def exponent(t: Term) -> Fraction:
    """The exponent of a power; it is a literal, since the reader writes other powers with exp and log."""
    if t.args[1].head != "num":
        raise Rejected("a power with an exponent that is no literal")
    return t.args[1].args[0]  # type: ignore[no-any-return]


def add(*parts: Term) -> Term:
    """The sum, without literal zeros; neighbouring sums are joined."""
    flat = [q for p in parts for q in (p.args if p.head == "+" else (p,)) if q != ZERO]
    literals = [q for q in flat if q.head == "num"]
    if len(literals) > 1:
        flat = [q for q in flat if q.head != "num"]
        total = num(sum((q.args[0] for q in literals), Fraction(0)))
        flat += [total] if total != ZERO else []
    return ZERO if not flat else flat[0] if len(flat) == 1 else Term("+", tuple(flat))


def mul(*parts: Term) -> Term:
    """The product, literals in front. A literal 0 makes the product 0: only for factors known to be defined."""
    flat = [q for p in parts for q in (p.args if p.head == "*" else (p,))]
    literals = [q for q in flat if q.head == "num"]
    rest = [q for q in flat if q.head != "num"] if literals else flat
    c = literals[0] if len(literals) == 1 else num(prod(q.args[0] for q in literals))
    if c == ZERO or not rest:
        return c
    if c != ONE:
        rest.insert(0, c)
    return rest[0] if len(rest) == 1 else Term("*", tuple(rest))


def neg(t: Term) -> Term:
    """-t; a literal factor 0 stays, so that -t is defined where t is, and nowhere else."""
    return Term("*", (num(-1), t)) if t.head == "*" and ZERO in t.args else mul(num(-1), t)


def size(q: Fraction) -> int:
    """Bits of a rational."""
    return q.numerator.bit_length() + q.denominator.bit_length()


def power(base: Term, exponent: Term) -> Term:
    """base^exponent; folds literal integer powers of literals other than 0 and the exponent 1."""
    b, n = value(base), value(exponent)
    if n == 1:
        return base
    if b is not None and n is not None and n.denominator == 1 and (b != 0 or n > 0) and size(b) * abs(n) <= LONGEST:
        return num(b ** int(n))
    return Term("^", (base, exponent))


def apply(head: str, *args: Term) -> Term:
    return Term(head, args)


def free(t: Term) -> frozenset[str]:
    """Names of the variables that occur free in a node."""
    found = t.names
    if found is None:
        if t.head == "sym":
            found = frozenset((t.args[0],))
        elif t.head in BINDERS:
            positions, scope = BINDERS[t.head]
            names = bound(t)
            found = frozenset().union(*(free(a) - names if i in scope else free(a) for i, a in enumerate(t.args)
                                        if i not in positions and isinstance(a, Term)))
        else:
            found = frozenset().union(*(free(a) for a in t.terms))
        t.names = found
    return found


def bound(t: Term) -> frozenset[str]:
    """Names of the variables that the node itself binds."""
    return frozenset(t.args[i].args[0] for i in BINDERS[t.head][0]) if t.head in BINDERS else frozenset()


def subterms(t: Term) -> Iterator[Term]:
    """Every node below and including t, parents first."""
    yield t
    for a in t.terms:
        yield from subterms(a)


def fresh(name: str, taken: frozenset[str]) -> str:
    """`name`, or the first of `name_1`, `name_2`, … that is not taken."""
    candidate, k = name, 0
    while candidate in taken:
        k += 1
        candidate = f"{name}_{k}"
    return candidate


def substitute(t: Term, replacements: Mapping[str, Term]) -> Term:
    """Capture-avoiding substitution of terms for free variables."""
    if not replacements or free(t).isdisjoint(replacements):
        return t
    if t.head == "sym":
        return replacements.get(t.args[0], t)
    if t.head not in BINDERS:
        return Term(t.head, tuple(substitute(a, replacements) if isinstance(a, Term) else a for a in t.args))
    positions, scope = BINDERS[t.head]
    inner = {k: v for k, v in replacements.items() if k not in bound(t)}
    inside = frozenset().union(*(free(t.args[i]) for i in scope))
    incoming = frozenset().union(*(free(v) for k, v in inner.items() if k in inside))
    for name in sorted(bound(t) & incoming):
        inner[name] = sym(fresh(name, incoming | inside | frozenset(inner) | bound(t)))
    return Term(t.head, tuple(
        inner.get(a.args[0], a) if i in positions else a if not isinstance(a, Term)
        else substitute(a, inner if i in scope else replacements) for i, a in enumerate(t.args)))


def apart(t: Term, taken: frozenset[str]) -> Term:
    """The node with those of the variables that it binds itself renamed whose names are taken."""
    if bound(t).isdisjoint(taken):
        return t
    positions, scope = BINDERS[t.head]
    known = taken.union(bound(t), *(free(t.args[i]) for i in scope))
    new = {n: sym(fresh(n, known)) for n in bound(t) & taken}
    return Term(t.head, tuple(new.get(a.args[0], a) if i in positions else substitute(a, new) if i in scope else a
                              for i, a in enumerate(t.args)))


def rebuild(t: Term, change: Callable[[Term], Term]) -> Term:
    """The node with `change` applied to its arguments."""
    return Term(t.head, tuple(change(a) if isinstance(a, Term) else a for a in t.args))


class Rejected(Exception):
    """The kernel does not accept: the sentence says where, what was found, and what was expected.

    It may be given as a function that makes it: most rejections are never read, and writing out a term takes long.
    """

    def again(self) -> Rejected:
        """The same without the way that it came, which would keep alive all that it passed through."""
        return type(self)(*self.args)

    def __str__(self) -> str:
        return "".join(part() if callable(part) else str(part) for part in self.args)


class Undefined(Rejected):
    """A term is not shown to be defined on the whole context."""


class NoValue(Undefined):
    """Shown: the term is undefined at every point of the context (log of a negative number, a derivative at a kink)."""


class SyntaxProblem(Exception):
    """Text that is no statement: line and column (from 1), and what was expected there."""

    def __init__(self, message: str, line: int, column: int, expected: str = "") -> None:
        super().__init__(message)
        self.message, self.line, self.column, self.expected = message, line, column, expected

    def __str__(self) -> str:
        wanted = f"; expected {self.expected}" if self.expected else ""
        return f"line {self.line}, column {self.column}: {self.message}{wanted}"
