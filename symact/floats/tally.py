"""What is counted while outputs are judged? The draft of a `Comparison`, which can be added up, kept and read again."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from decimal import Context, Decimal
from fractions import Fraction
from typing import Any

from symact.floats.comparison import AtKink, Comparison, Finding, Unordered, Worst
from symact.floats.formats import Format
from symact.floats.kinds import KINDS
from symact.floats.monotone import Drops, joined
from symact.floats.oracle import Value
from symact.floats.profile import Profile

COUNTS = ("points", "above_half", "above_one", "misrounded", "unfaithful", "kinks", "passed_over", "unresolved", "left_out")
GRAIN = 1 << 30  # ULP errors are rounded up to a multiple of 1/GRAIN


@dataclass(frozen=True)
class Noted:
    """The draft of a `Finding`, with bit patterns."""

    count: int
    example: tuple[int, int, str]
    first: int
    last: int
    gap: Fraction


class Tally:
    """Counts and extremes, while outputs are judged."""

    def __init__(self, target: Format) -> None:
        self.target = target
        self.points = self.above_half = self.above_one = self.misrounded = self.unfaithful = 0
        self.kinks = self.passed_over = self.unresolved = self.left_out = 0
        self._errors: dict[str, Noted] = {}
        self._worst: dict[bool, tuple[tuple[int, int], int, int, Value]] = {}
        self.profile = Profile(target)
        self._at_kinks: list[AtKink] = []
        self._drops: Drops | None = None

    def note(self, kind: str, bits: int, got: int, expected: str, gap: Fraction = Fraction(0)) -> None:
        """A class error."""
        self.profile.errors[bits >> (self.target.p - 1)] += 1
        self.note_range(kind, 1, (bits, got, expected), bits, bits, gap)

    def note_range(self, kind: str, count: int, example: tuple[int, int, str], first: int, last: int,
                   gap: Fraction = Fraction(0)) -> None:
        """Class errors of one kind: how many, (input, output, expected) of the worst one, first and last by value; the profile
        is not told. The gap is |got - exact| of the worst, 0 where the one with the smallest input is the worst."""
        known = self._errors.get(kind)
        if known is not None:
            count += known.count
            first = min(known.first, first, key=self.target.place)
            last = max(known.last, last, key=self.target.place)
            if self._rank(known.gap, known.example[0]) >= self._rank(gap, example[0]):
                example, gap = known.example, known.gap
        self._errors[kind] = Noted(count, example, first, last, gap)

    def _rank(self, gap: Fraction, bits: int) -> tuple[Fraction, int, bool]:
        """How bad it is: the gap, then how small the input is; of two opposite inputs the positive one."""
        return gap, -(bits & (self.target.sign_bit - 1)), not self.target.is_negative(bits)

    def note_kink(self, bits: int, got: int, left: Fraction, right: Fraction) -> str:
        """A gradient at a kink; its convention."""
        target, (low, high) = self.target, sorted((left, right))
        convention = "outside"
        if target.is_finite(got) and target.value(target.below(low)) <= target.value(got) <= target.value(target.above(high)):
            named = (("left", left), ("right", right), ("middle", (left + right) / 2))
            value = target.value(got)
            convention = next((name for name, exact in named if value in (
                target.value(target.below(exact)), target.value(target.above(exact)))), "inside")
        self.kinks += 1
        self._at_kinks.append(AtKink(target.hexadecimal(bits), target.hexadecimal(got), self.shown(left), self.shown(right), convention))
        return convention

    def note_drops(self, found: Drops) -> None:
        """What was found out about the order of neighbouring results."""
        self._drops = found if self._drops is None else joined(self._drops, found, self.target)

    def add(self, other: Tally) -> None:
        """What another tally of the same comparison counted, for inputs that come after these."""
        for name in COUNTS:
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for kind, noted in other._errors.items():
            self.note_range(kind, noted.count, noted.example, noted.first, noted.last, noted.gap)
        for (over, ulp), bits, got, exact in other._worst.values():
            self.weigh(bits, got, exact, (over, ulp))
        self.profile.add(other.profile)
        self._at_kinks += other._at_kinks
        if other._drops is not None:
            self.note_drops(other._drops)

    def to_json(self) -> dict[str, Any]:
        """Integers, strings and lists, from which `from_json` makes the same tally."""
        return {
            "counts": [getattr(self, name) for name in COUNTS],
            "errors": {kind: [n.count, list(n.example), n.first, n.last, str(n.gap)] for kind, n in self._errors.items()},
            "worst": [[*error, bits, got, list(exact)] for error, bits, got, exact in self._worst.values()],
            "profile": self.profile.to_json(),
            "at_kinks": [list(astuple(kink)) for kink in self._at_kinks],
            "drops": None if self._drops is None else [*astuple(self._drops)[:-1], self._drops.size.hex()],
        }

    @classmethod
    def from_json(cls, target: Format, found: dict[str, Any]) -> Tally:
        tally = cls(target)
        for name, count in zip(COUNTS, found["counts"], strict=True):
            setattr(tally, name, count)
        for kind, (count, example, first, last, gap) in found["errors"].items():
            tally._errors[kind] = Noted(count, tuple(example), first, last, Fraction(gap))
        for over, ulp, bits, got, exact in found["worst"]:
            tally.weigh(bits, got, Value(*exact), (over, ulp))
        tally.profile = Profile.from_json(target, found["profile"])
        tally._at_kinks = [AtKink(*kink) for kink in found["at_kinks"]]
        if found["drops"] is not None:
            count, judged, first, last, inputs, outputs, size = found["drops"]
            tally._drops = Drops(count, judged, first, last, tuple(inputs), tuple(outputs), float.fromhex(size))
        return tally

    def enter(self, points: int, above_half: int, above_one: int, misrounded: int, unfaithful: int) -> None:
        """Many ULP errors at once, none of them the largest."""
        self.points += points
        self.above_half += above_half
        self.above_one += above_one
        self.misrounded += misrounded
        self.unfaithful += unfaithful

    def largest(self, subnormal: bool) -> float:
        """The largest ULP error so far, rounded to a float; -1 if there is none."""
        known = self._worst.get(subnormal)
        return known[0][0] / known[0][1] if known else -1.0

    def count(self, bits: int, got: int, exact: Value, error: tuple[int, int], nearest: bool, faithful: bool) -> None:
        """An ULP error, a quotient of two integers."""
        over, ulp = error
        self.profile.note(bits >> (self.target.p - 1), over, ulp)
        self.points += 1
        self.above_half += 2 * over > ulp
        self.above_one += over > ulp
        self.misrounded += not nearest
        self.unfaithful += not faithful
        self.weigh(bits, got, exact, error)

    def weigh(self, bits: int, got: int, exact: Value, error: tuple[int, int]) -> None:
        """Keep an error if it is the largest of its kind."""
        over, ulp = error
        subnormal = exact.binade < self.target.emin and abs(exact.middle) < self.target.nearly_normal
        known = self._worst.get(subnormal)
        if known is None or over * known[0][1] > known[0][0] * ulp:
            self._worst[subnormal] = error, bits, got, exact

    def shown(self, exact: Fraction) -> str:
        """An exact value as decimals, a few digits more than the format has."""
        if abs(exact) >= self.target.overflow:
            return "beyond all floats"
        if 0 < abs(exact) < self.target.smallest / 2**12:
            return "next to 0"
        context = Context(prec=self.target.p * 3 // 10 + 6)
        quotient = context.divide(Decimal(exact.numerator), Decimal(exact.denominator))
        return str(quotient.normalize(context)) if quotient else "0"

    def worst(self, subnormal: bool) -> Worst | None:
        if subnormal not in self._worst:
            return None
        (over, ulp), bits, got, exact = self._worst[subnormal]
        rounded = Fraction(-(-over * GRAIN // ulp), GRAIN)
        room = (exact.upper - exact.lower) / min(map(self.target.ulp, (exact.lower, exact.upper))) + rounded - Fraction(over, ulp)
        shown = self.target.hexadecimal
        return Worst(shown(bits), shown(got), self.shown(exact.middle), rounded, Fraction(-(-room * GRAIN // 1), GRAIN))

    def unordered(self) -> Unordered | None:
        found = self._drops
        if found is None or not found.count:
            return None if found is None else Unordered(0, found.judged)
        first, last, *rest = map(self.target.hexadecimal, (found.first, found.last, *found.inputs, *found.outputs))
        return Unordered(found.count, found.judged, first, last, rest[0], rest[1], rest[2], rest[3], found.size)

    def finished(self, **about: Any) -> Comparison:
        errors = []
        for kind in KINDS:
            found = self._errors.get(kind)
            if found:
                bits, got, expected = found.example
                ends = self.target.hexadecimal(found.first), self.target.hexadecimal(found.last)
                errors.append(Finding(kind, found.count, self.target.hexadecimal(bits), self.target.hexadecimal(got), expected, *ends))
        return Comparison(
            **about, points=self.points, errors=tuple(errors), worst=self.worst(False), worst_subnormal=self.worst(True),
            above_half=self.above_half, above_one=self.above_one, misrounded=self.misrounded, unfaithful=self.unfaithful,
            kinks=self.kinks, passed_over=self.passed_over, unresolved=self.unresolved, left_out=self.left_out,
            at_kinks=tuple(sorted(self._at_kinks, key=lambda k: (float.fromhex(k.input), k.input[0] != "-"))),
            profile=self.profile.finished(), unordered=self.unordered())
