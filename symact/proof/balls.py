"""What is a term worth at a point, and is its sign plain on a cell? Arb balls, much faster than intervals. Untrusted."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache
from math import factorial

from flint import arb, ctx, fmpq

from symact.check.calculus import derivative
from symact.check.term import Rejected, Term, free, value

Operation = Callable[..., arb]


def _root(x: arb, q: int) -> arb:
    return x.sqrt() if q == 2 else x.root(q)


def _cbrt(x: arb) -> arb:
    return x.root(3) if x >= 0 else -((-x).root(3))


HEADS: dict[str, Operation] = {
    "exp": arb.exp, "log": arb.log, "sin": arb.sin, "cos": arb.cos, "tan": arb.tan, "atan": arb.atan, "asin": arb.asin,
    "tanh": arb.tanh, "erf": arb.erf, "erfc": arb.erfc, "expm1": arb.expm1, "log1p": arb.log1p, "cbrt": _cbrt,
    "LambertW": arb.lambertw, "abs": abs, "min": arb.min, "max": arb.max, "sign": arb.sgn, "floor": arb.floor,
}


class Program:
    """Terms in one variable as a straight-line program over balls at a precision of so many bits; what they share runs once."""

    def __init__(self, terms: tuple[Term, ...], x: str, bits: int) -> None:
        self.x, self.bits = x, bits
        self.constants: list[tuple[int, Term]] = []
        self.code: list[tuple[int, Operation, tuple[int, ...], int | None]] = []
        self.slots: dict[Term, int] = {Term("sym", (x,)): 0}
        self.size = 1
        self.outputs = [self._compile(t) for t in terms]
        self.start = self._started()

    def _started(self) -> list[arb]:
        start = [arb(0)] * self.size
        saved, ctx.prec = ctx.prec, self.bits
        try:
            for slot, t in self.constants:
                start[slot] = arb.pi() if t.head == "pi" else arb(_rational(t.args[0]))
        finally:
            ctx.prec = saved
        return start

    def _slot(self, t: Term) -> int:
        self.slots[t] = self.size
        self.size += 1
        return self.size - 1

    def _emit(self, t: Term, operation: Operation, slots: tuple[int, ...], data: int | None = None) -> int:
        if t not in self.slots:
            self.code.append((self._slot(t), operation, slots, data))
        return self.slots[t]

    def _compile(self, t: Term) -> int:
        if t in self.slots:
            return self.slots[t]
        head, args = t.head, t.args
        if head in ("num", "pi"):
            self.constants.append((self._slot(t), t))
            return self.slots[t]
        if head in ("+", "*", "min", "max"):
            operation = arb.__add__ if head == "+" else arb.__mul__ if head == "*" else HEADS[head]
            slot = self._compile(args[0])
            for i, a in enumerate(args[1:], 2):
                slot = self._emit(Term(head, args[:i]), operation, (slot, self._compile(a)))
            return slot
        if head == "^":
            return self._power(t, *args)
        if head in HEADS:
            return self._emit(t, HEADS[head], (self._compile(args[0]),))
        raise Rejected(f"'{head}' has no value in the variable {self.x} alone")

    def _power(self, t: Term, base: Term, exponent: Term) -> int:
        n = value(exponent)
        if n is None:
            log = self._emit(Term("log", (base,)), arb.log, (self._compile(base),))
            product = self._emit(Term("*", (exponent, Term("log", (base,)))), arb.__mul__, (self._compile(exponent), log))
            return self._emit(t, arb.exp, (product,))
        slot = self._compile(base)
        if n.denominator != 1:
            slot = self._emit(Term("^", (base, Term("num", (Fraction(1, n.denominator),)))), _root, (slot,), n.denominator)
        return slot if n.numerator == 1 else self._emit(t, arb.__pow__, (slot,), n.numerator)

    def __call__(self, x: arb) -> arb:
        """The value of the only term; not finite where it is undefined or too large."""
        (found,) = self.all(x)
        return found

    def all(self, x: arb) -> list[arb]:
        """The values of all terms."""
        values = self.start.copy()
        values[0] = x
        saved, ctx.prec = ctx.prec, self.bits
        try:
            for slot, operation, slots, data in self.code:
                if data is not None:
                    values[slot] = operation(values[slots[0]], data)
                elif len(slots) == 1:
                    values[slot] = operation(values[slots[0]])
                else:
                    values[slot] = operation(values[slots[0]], values[slots[1]])
        finally:
            ctx.prec = saved
        return [values[i] for i in self.outputs]


def _rational(q: Fraction) -> fmpq:
    return fmpq(q.numerator, q.denominator)


@lru_cache(maxsize=6000)
def program(t: Term, x: str, bits: int) -> Program:
    return Program((t,), x, bits)


@lru_cache(maxsize=500)
def _derivatives(t: Term, x: str, order: int, bits: int) -> Program:
    """The derivatives below an order."""
    return Program(tuple(derivative(t, x, i) for i in range(order)), x, bits)


def at(t: Term, x: str, q: Fraction, bits: int = 128) -> arb | None:
    """A ball around t(q); None where t is undefined there."""
    try:
        run = program(t, x, bits)
        saved, ctx.prec = ctx.prec, bits
        try:
            ball = run(arb(_rational(q)))
        finally:
            ctx.prec = saved
    except (Rejected, ArithmeticError, ValueError, OverflowError):
        return None
    return ball if ball.is_finite() else None


class Cells:
    """The sign of t on cells, by its Taylor form of an order >= 1 in balls."""

    def __init__(self, t: Term, x: str, order: int, bits: int = 96) -> None:
        if free(t) - {x}:
            raise Rejected("cells are cells of one variable")
        self.bits = bits
        self.at_middle = _derivatives(t, x, order, bits)
        self.last = program(derivative(t, x, order), x, bits)

    @property
    def length(self) -> int:
        """The number of operations for one cell."""
        return len(self.at_middle.code) + len(self.last.code)

    def sign(self, a: Fraction, b: Fraction) -> int:
        """1, -1, or 0 where it is not plain."""
        saved, ctx.prec = ctx.prec, self.bits
        try:
            middle, radius = arb(_rational((a + b) / 2)), arb(_rational((b - a) / 2))
            h = arb(0, radius)
            total, step = arb(0), arb(1)
            for i, coefficient in enumerate([*self.at_middle.all(middle), self.last(middle + h)]):
                total += coefficient * step / factorial(i)
                step = step * h
        except (ArithmeticError, ValueError, OverflowError):
            return 0
        finally:
            ctx.prec = saved
        return 1 if total > 0 else -1 if total < 0 else 0
