"""A smooth term as a straight-line program of float64 operations: which, in which order, on which operands.

`record` runs `symact.check.enclose.Program` over a number system that writes down what it is asked for. Constants are worked
out beforehand in Arb and rounded once. The same tape is read by `run`, which computes, and by `bounds`, which says how far
the result can be off: what is analysed is what is run, operation for operation.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from math import nan
from typing import Any, NamedTuple

import numpy as np

from symact.check.enclose import Program
from symact.check.term import FUNCTIONS, Term
from symact.floats.derived.functions import cbrt, erf, erfc, lambert_w, root
from symact.floats.evaluate import PointBalls
from symact.floats.kernels.pairs import Array
from symact.proof.arb import working

BITS = 256  # in which constants are worked out
ACCURACY = 2.0**-60  # to which they have to be known; NaN stands for others, and for what has no value


class Constant(NamedTuple):
    """A float64, and whether it is the constant exactly."""

    value: float
    exact: bool


class Step(NamedTuple):
    """An operation on earlier slots."""

    operation: str
    operands: tuple[int, ...]
    data: int = 0


@dataclass(frozen=True)
class Tape:
    """Slot 0 is the variable; slot i is made by entries[i]. The result is the slot `output`."""

    entries: tuple[Constant | Step, ...]
    output: int

    @property
    def cost(self) -> float:
        """About how many nanoseconds a number takes."""
        return sum(COST.get(e.operation, 0.6) for e in self.entries[1:] if isinstance(e, Step))


COST = {"exp": 9, "expm1": 13, "log": 9, "log1p": 14, "sin": 18, "cos": 15, "tan": 23, "tanh": 18, "atan": 15, "asin": 15,
        "erf": 26, "erfc": 24, "cbrt": 25, "LambertW": 90, "root": 40, "sqrt": 1.6}
UNARY: dict[str, Callable[..., Any]] = {
    "neg": np.negative, "square": np.square, "exp": np.exp, "expm1": np.expm1, "log": np.log,
    "log1p": np.log1p, "sin": np.sin, "cos": np.cos, "tan": np.tan, "tanh": np.tanh, "atan": np.arctan, "asin": np.arcsin,
}
BINARY: dict[str, Callable[..., Any]] = {"add": np.add, "sub": np.subtract, "mul": np.multiply, "div": np.divide}
OWN: dict[str, Callable[[Array], Array]] = {"erf": erf, "erfc": erfc, "cbrt": cbrt, "LambertW": lambert_w}


class Value(NamedTuple):
    """A slot, or a constant as a ball."""

    slot: int
    ball: Any = None


class Recorder:
    """A number system that writes down what is done with the variable and works out what is not."""

    def __init__(self) -> None:
        self.balls = PointBalls()
        self.entries: list[Constant | Step] = [Step("variable", ())]
        self._known: dict[Constant | Step, int] = {self.entries[0]: 0}

    def hull(self, lo: Fraction, hi: Fraction) -> Value:
        return Value(-1, self.balls.hull(lo, hi))

    def pi(self) -> Value:
        return Value(-1, self.balls.pi())

    def slot(self, v: Value) -> int:
        """Where the value is found; a constant is rounded here."""
        if v.ball is None:
            return v.slot
        middle = float(v.ball.mid()) if v.ball.is_finite() and v.ball.rad() <= abs(v.ball.mid()) * ACCURACY else nan
        return self._entered(Constant(middle, bool(v.ball == middle)))

    def _entered(self, entry: Constant | Step) -> int:
        if entry not in self._known:
            self._known[entry] = len(self.entries)
            self.entries.append(entry)
        return self._known[entry]

    def _step(self, operation: str, *operands: Value, data: int = 0) -> Value:
        return Value(self._entered(Step(operation, tuple(map(self.slot, operands)), data)))

    def _under(self, v: Value, operation: str) -> Value | None:
        """w where v was made as operation(w), or as 1/w for "div"."""
        made = None if v.ball is not None else self.entries[v.slot]
        if not isinstance(made, Step) or made.operation != operation:
            return None
        if operation == "div" and self.entries[made.operands[0]] != Constant(1.0, True):
            return None
        return Value(made.operands[-1])

    def add(self, v: Value, w: Value) -> Value:
        if v.ball is not None and w.ball is not None:
            return Value(-1, v.ball + w.ball)
        for one, other in ((v, w), (w, v)):
            opposite = self._under(other, "neg")
            if opposite is not None:
                return self._step("sub", one, opposite)
        for one, other in ((v, w), (w, v)):
            if other.ball is not None and other.ball == 0:
                return one
            if other.ball is not None and other.ball < 0:
                return self._step("sub", one, Value(-1, -other.ball))
        return self._step("add", v, w)

    def mul(self, v: Value, w: Value) -> Value:
        if v.ball is not None and w.ball is not None:
            return Value(-1, v.ball * w.ball)
        for one, other in ((v, w), (w, v)):
            if one.ball is not None and one.ball == 1:
                return other
            if one.ball is not None and one.ball == -1:
                return self._step("neg", other)
            below = self._under(other, "div")
            if below is not None:
                return self._step("div", one, below)
        return self._step("square", v) if v == w else self._step("mul", v, w)

    def power(self, v: Value, n: int) -> Value:
        if v.ball is not None:
            return Value(-1, self.balls.power(v.ball, n))
        if n < 0:
            return self._step("div", Value(-1, self.balls.number(Fraction(1))), self.power(v, -n))
        if n == 0:
            return Value(-1, self.balls.number(Fraction(1)))
        half = self.power(v, n // 2) if n > 1 else None
        square = None if half is None else self._step("square", half)
        return v if square is None else self.mul(square, v) if n % 2 else square

    def root(self, v: Value, q: int) -> Value:
        if v.ball is not None:
            return Value(-1, self.balls.root(v.ball, q) if v.ball >= 0 else self.balls.arb("nan"))  # Arb has roots of -1, too
        return self._step("sqrt", v) if q == 2 else self._step("root", v, data=q)

    def __getattr__(self, head: str) -> Any:
        if head not in FUNCTIONS:
            raise AttributeError(head)
        return lambda v: self._step(head, v) if v.ball is None else Value(-1, getattr(self.balls, head)(v.ball))


def record(term: Term, variable: str) -> Tape:
    """The tape of a branch-free term."""
    with working(BITS):
        recorder = Recorder()
        program = Program([term], variable, recorder)
        output = recorder.slot(program(Value(0))[0])
    return Tape(tuple(recorder.entries), output)


class Runner:
    """A tape made ready for arrays: buffers are used again as soon as nobody needs them."""

    def __init__(self, tape: Tape) -> None:
        self.tape, self.output = tape, tape.output
        needed = {tape.output}
        for i in reversed(range(1, len(tape.entries))):
            entry = tape.entries[i]
            if i in needed and isinstance(entry, Step):
                needed.update(entry.operands)
        self.start: list[Any] = [e.value if isinstance(e, Constant) else None for e in tape.entries]
        last: dict[int, int] = {}
        steps = [(i, e) for i, e in enumerate(tape.entries) if i and i in needed and isinstance(e, Step)]
        for i, entry in steps:
            last.update(dict.fromkeys(entry.operands, i))
        self.code = []
        for i, entry in steps:
            over = tuple(o for o in dict.fromkeys(entry.operands)
                         if o and last[o] == i and isinstance(tape.entries[o], Step) and o != tape.output)
            self.code.append((i, entry.operation, entry.operands, entry.data, over))

    def __call__(self, x: Array) -> Array:
        values = list(self.start)
        values[0] = x
        spare: list[Array] = []
        for i, operation, operands, data, over in self.code:
            arguments = [values[o] for o in operands]
            if operation in OWN:
                values[i] = OWN[operation](*arguments)
            elif operation in ("root", "sqrt"):  # rounding may have made a small number negative
                values[i] = np.sqrt(np.maximum(arguments[0], 0.0)) if operation == "sqrt" else root(np.maximum(arguments[0], 0.0), data)
            else:
                target = values[over[0]] if over else spare.pop() if spare else np.empty_like(x)
                values[i] = (UNARY.get(operation) or BINARY[operation])(*arguments, out=target)
                over = over[1:]
            spare.extend(values[o] for o in over)
        found = values[self.output]
        return np.full_like(x, found) if isinstance(found, float) else found
