"""Is one output of an implementation right, and if not, in which way is it wrong?

The rules, in the order in which they are asked, for an input with the exact value y and an output g: a NaN has to stay a
NaN; at an infinity g must not be NaN if there is a limit; at a kink g lies in the Clarke interval; g is not NaN, not
infinite while |y| is below the largest float, not finite from 2^(emax + 1) on, not of the other sign, not 0 where RN(y) is
normal, and not the other zero for an odd function at a zero. What passes has an ULP error.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np

from symact.floats.arrays import Patterns
from symact.floats.asymptotes import beside
from symact.floats.blocks import TINY
from symact.floats.formats import two
from symact.floats.oracle import Answer, Kink, Oracle, Value
from symact.floats.samples import around_zeros, in_order, sample
from symact.floats.tally import Tally

SHARPER = (0, 40, 120, 400, 1200)  # extra bits, tried in turn for an error that straddles a threshold
CERTIFIED = 24  # an error is known to 2^-24 ulp, and to as many bits if it is larger
BY_GAP = ("sign", "flushed")  # class errors of which the largest |got - exact| is the worst
NEAR, CANDIDATES = 1e-9, 64  # errors so near to the largest, and so many of them, are compared exactly
WITNESSED = 32  # inputs at which mpmath confirms the oracle
NEAR_ZERO = 1200  # -log2 of a number next to 0
ODD_AT = tuple(Fraction(k, 7) * Fraction(2) ** e for k, e in ((1, -3), (2, 0), (5, 1), (11, 2), (13, 5)))


class Judge:
    """An oracle, its answers so far, and the tally of the outputs judged by them."""

    def __init__(self, oracle: Oracle) -> None:
        self.oracle, self.target = oracle, oracle.target
        self.tally = Tally(oracle.target)
        self._answers: dict[int, Answer] = {}
        self._limits = {side: oracle.limit(side) for side in (-1, 1)}
        self._sign_at_zero: int | None = None

    def answer(self, bits: int) -> Answer:
        """The exact value at a finite input, found once."""
        if bits not in self._answers:
            self._answers[bits] = self.oracle.at(self.target.value(bits))
        return self._answers[bits]

    def sample(self) -> list[int]:
        """The structured sample for this function: breakpoints and changes of sign have their neighbours in it."""
        patterns = sample(self.target, self.oracle.cuts or ())
        return in_order(self.target, [*patterns, *around_zeros(self.target, patterns, self._sign)])

    def _sign(self, bits: int) -> int:
        found = self.answer(bits)
        return found.sign if isinstance(found, Value) else 0

    def confirm(self, patterns: Patterns, count: int = WITNESSED) -> None:
        """mpmath beside Arb, at inputs spread over the array."""
        for bits in patterns[::max(1, len(patterns) // count)].tolist():
            if self.target.is_finite(bits):
                self.oracle.confirm(self.target.value(bits))

    def look(self, bits: int, got: int) -> None:
        """Judge the output for one input."""
        target = self.target
        if target.is_nan(bits):
            if not target.is_nan(got):
                self.tally.note("nan lost", bits, got, "nan")
            return
        if target.is_infinite(bits):
            limit = self._limits[-1 if target.is_negative(bits) else 1]
            if limit is not None and target.is_nan(got):
                self.tally.note("limit", bits, got, self.tally.shown(limit.middle))
                return
            found: Answer | None = limit
        else:
            found = self.answer(bits)
        if isinstance(found, Value):
            self._value(bits, got, found)
        elif isinstance(found, Kink):
            self._kink(bits, got, found)
        else:
            self.tally.passed_over += 1

    def note(self, kind: str, patterns: Any, got: Any, gaps: Any = None) -> None:
        """Class errors of one kind, in arrays of inputs, outputs and, where they tell the worst, approximate |got - exact|."""
        sizes = patterns & (self.target.sign_bit - 1)
        places = np.where(patterns >= self.target.sign_bit, -1 - sizes.astype(np.int64), sizes)
        first, last = int(np.argmin(places)), int(np.argmax(places))
        self.tally.profile.note_errors(self.tally.profile.keys(patterns))
        near = np.arange(len(patterns)) if gaps is None else np.flatnonzero(gaps >= gaps.max() * (1 - NEAR))
        near = near[np.lexsort((patterns[near], sizes[near]))][:1 if gaps is None or gaps.max() <= TINY else CANDIDATES]
        for rank, k in enumerate(near.tolist()):
            found = self.answer(int(patterns[k]))
            expected = self.tally.shown(found.middle) if isinstance(found, Value) else "no value"
            example = int(patterns[k]), int(got[k]), expected
            gap = self._gap(kind, int(got[k]), found.middle) if isinstance(found, Value) else Fraction(0)
            self.tally.note_range(kind, 0 if rank else len(patterns), example, int(patterns[first]), int(patterns[last]), gap)

    def _gap(self, kind: str, got: int, exact: Fraction) -> Fraction:
        """|got - exact|, where it says which error is the worst."""
        return abs(self.target.value(got) - exact) if kind in BY_GAP and self.target.is_finite(got) else Fraction(0)

    def _kink(self, bits: int, got: int, kink: Kink) -> None:
        """A gradient at a kink has to lie in the Clarke interval, whose ends are rounded outward."""
        if self.tally.note_kink(bits, got, kink.left, kink.right) == "outside":
            between = f"between {self.tally.shown(kink.lower)} and {self.tally.shown(kink.upper)}"
            finite = self.target.is_finite(got)
            value = self.target.value(got) if finite else kink.lower
            self.tally.note("kink", bits, got, between, max(kink.lower - value, value - kink.upper) if finite else self.target.overflow)

    def _value(self, bits: int, got: int, exact: Value) -> None:
        kind = self._class_error(bits, got, exact)
        if kind:
            self.tally.note(kind, bits, got, self.tally.shown(exact.middle), self._gap(kind, got, exact.middle))
        else:
            self._distance(bits, got, exact)

    def _class_error(self, bits: int, got: int, exact: Value) -> str:
        """The kind of the class error, or nothing."""
        target = self.target
        if target.is_nan(got):
            return "nan"
        if target.is_infinite(got) and abs(exact.middle) < target.largest:
            return "infinite"
        if target.is_finite(got) and exact.binade > target.emax:
            return "finite"
        if exact.sign and target.is_negative(got) != (exact.sign < 0):
            return "sign"
        if target.is_zero(got) and abs(exact.middle) >= target.nearly_normal:
            return "flushed"
        both_zero = target.is_zero(bits) and target.is_zero(got) and exact.low == exact.high == 0
        return "sign of zero" if both_zero and self.sign_at_zero and got != bits ^ (target.sign_bit * (self.sign_at_zero < 0)) else ""

    def weigh(self, bits: int, got: int) -> None:
        """See whether this output, which has been counted and has no class error, has the largest ULP error."""
        exact = self.answer(bits)
        if isinstance(exact, Value):
            before = self.tally.unresolved
            exact, error, _, _ = self._error(bits, got, exact)
            self.tally.unresolved = before  # it has been counted, and so has what was open about it
            self.tally.weigh(bits, got, exact, error)

    def _distance(self, bits: int, got: int, exact: Value) -> None:
        self.tally.count(bits, got, *self._error(bits, got, exact))

    def _error(self, bits: int, got: int, exact: Value) -> tuple[Value, tuple[int, int], bool, bool]:
        """The value and the ULP error; whether the output is the nearest float, and whether it is faithful.

        While the enclosure leaves open on which side of a threshold the error is, the oracle is asked again, and at last the line
        that the function may run beside.
        """
        target = self.target
        if target.is_infinite(got) and exact.binade > target.emax:
            return exact, (0, 1), True, True
        for sharper in (*SHARPER, None):
            if sharper != 0 and target.is_finite(bits):
                again = self._beside(bits) if sharper is None else self.oracle.at(target.value(bits), sharper)
                exact = again if isinstance(again, Value) else exact
            least, most, unit = target.errors(got, exact.low, exact.high, exact.shift, exact.divisor)
            low = target.around_ratio(exact.low, exact.divisor, exact.shift)
            high = low if exact.exact else target.around_ratio(exact.high, exact.divisor, exact.shift)
            clear = (2 * least > unit or 2 * most <= unit) and (least > unit or most <= unit)
            narrow = most - least <= max(unit, most) >> CERTIFIED
            if exact.exact or (clear and narrow and self._same(low.nearest, high.nearest)):
                break
        else:
            self.tally.unresolved += 1
        nearest = self._same(got, low.nearest)
        return exact, (most, unit), nearest, nearest or self._same(got, low.below) or self._same(got, high.above)

    def _beside(self, bits: int) -> Value | None:
        """The side of a line that the value is on, if it is next to one."""
        q = self.target.value(bits)
        if self.oracle.cuts is None or q in self.oracle.cuts or not q:
            return None
        return beside(self.oracle.smooth(q), self.oracle.variable, q)

    def _same(self, one: int, other: int) -> bool:
        """Equal as numbers: the zeros are one."""
        return one == other or (self.target.is_zero(one) and self.target.is_zero(other))

    @property
    def sign_at_zero(self) -> int:
        """The sign just right of 0 of an exact function that looks odd and goes to 0 there; 0 for all others.

        It looks odd if f(-q) and -f(q) cannot be told apart at a few points.
        """
        if self._sign_at_zero is None:
            pairs = [(self.oracle.at(q), self.oracle.at(-q)) for q in ODD_AT]
            odd = all(isinstance(v, Value) and isinstance(w, Value) and v.lower <= -w.lower and -w.upper <= v.upper for v, w in pairs)
            near = self.oracle.at(two(-NEAR_ZERO)) if odd else None
            small = isinstance(near, Value) and abs(near.middle) < self.target.smallest
            self._sign_at_zero = near.sign if isinstance(near, Value) and small else 0
        return self._sign_at_zero
