"""Enclosures of a term over cells of one variable: interval evaluation and the Taylor form.

A term is compiled once into a straight-line program over an interval arithmetic (equal subterms are evaluated once).
"""

from __future__ import annotations

from fractions import Fraction
from math import factorial
from typing import TYPE_CHECKING, Any

from .calculus import derivative
from .extent import HEADS, Context, defined, interval
from .term import Rejected, Term, exponent, free, num

if TYPE_CHECKING:
    from collections.abc import Callable


class Program:
    """Terms in one variable as one straight-line program; calling it with an interval gives their enclosures."""

    def __init__(self, terms: list[Term], x: str, numbers: Any) -> None:
        self.numbers, self.x = numbers, x
        self.code: list[tuple[Callable[..., Any], tuple[int, ...], tuple[Any, ...]]] = []
        self.start: list[Any] = [None]  # slot 0 is the variable; constants follow
        self._slots: dict[Term, int] = {}
        self._pending: list[tuple[Term, Callable[..., Any], tuple[Term, ...], tuple[Any, ...]]] = []
        for t in terms:
            self._constants(t)
        for t in terms:
            self._compile(t)
        self.outputs = [self._slots[t] for t in terms]

    def _constants(self, t: Term) -> None:
        if t in self._slots:
            return
        if t.head == "num":
            self._slots[t] = len(self.start)
            self.start.append(self.numbers.hull(t.args[0], t.args[0]))
        elif t.head == "pi":
            self._slots[t] = len(self.start)
            self.start.append(self.numbers.pi())
        for a in t.terms:
            self._constants(a)

    def _emit(self, t: Term, operation: Callable[..., Any], slots: tuple[int, ...], data: tuple[Any, ...] = ()) -> int:
        self.code.append((operation, slots, data))
        self._slots[t] = len(self.start) + len(self.code) - 1
        return self._slots[t]

    def _compile(self, t: Term) -> int:
        if t in self._slots:
            return self._slots[t]
        n, head = self.numbers, t.head
        if head == "sym":
            if t.args[0] != self.x:
                raise Rejected(f"an enclosure over cells of {self.x} cannot contain the variable {t.args[0]}")
            self._slots[t] = 0
            return 0
        if head in ("+", "*"):
            operation = n.add if head == "+" else n.mul
            slot = self._compile(t.args[0])
            for i, a in enumerate(t.args[1:], 2):
                slot = self._emit(Term(head, t.args[:i]), operation, (slot, self._compile(a)))
            return slot
        if head == "^":
            base, q = t.args[0], exponent(t)
            slot = self._compile(base)
            if q.denominator != 1:
                slot = self._emit(Term("^", (base, num(Fraction(1, q.denominator)))), n.root, (slot,), (q.denominator,))
                if q.numerator == 1:
                    return slot
            return self._emit(t, n.power, (slot,), (q.numerator,))
        if head in HEADS:
            return self._emit(t, getattr(n, head), (self._compile(t.args[0]),))
        raise Rejected(f"'{head}' has to be resolved into branches before it is enclosed")

    def __call__(self, cell: Any) -> list[Any]:
        values = [cell, *self.start[1:]]
        push = values.append
        for operation, slots, data in self.code:
            push(operation(*[values[i] for i in slots], *data))
        return [values[i] for i in self.outputs]


class Enclosure:
    """Enclosures of t over cells [a, b] of x by its Taylor form of a given order (0: plain interval evaluation).

    Theorem (Taylor, Lagrange): t of class C^k on [a, b], m inside, h = x - m: t(x) lies in
    t(m) + sum over 1 <= i < k of t^(i)(m) h^i/i! + t^(k)([a, b]) h^k/k!.
    """

    def __init__(self, t: Term, x: str, order: int, numbers: Any) -> None:
        if free(t) - {x}:
            raise Rejected(f"an enclosure over cells of {x} cannot contain the variable {min(free(t) - {x})}")
        self.order, self.numbers = order, numbers
        self.last = Program([derivative(t, x, order)], x, numbers)
        self.at_middle = Program([derivative(t, x, i) for i in range(order)], x, numbers) if order else None

    def __call__(self, a: Fraction, b: Fraction) -> Any:
        n = self.numbers
        last, = self.last(n.hull(a, b))
        if self.at_middle is None:
            return last
        m = (a + b) / 2
        h = n.hull(a - m, b - m)
        coefficients = self.at_middle(n.hull(m, m))
        total = coefficients[0]
        for i, c in enumerate([*coefficients[1:], last], 1):
            term = n.mul(c, n.power(h, i))
            scale = Fraction(1, factorial(i))
            total = n.add(total, n.mul(term, n.hull(scale, scale)) if i > 1 else term)
        return total


def smooth_on(t: Term, x: str, lo: Fraction, hi: Fraction, ctx: Context) -> None:
    """Shown: t is analytic at every point of [lo, hi]."""
    defined(t, ctx.bind(x, interval(num(lo), num(hi), "[", "]")), True)
