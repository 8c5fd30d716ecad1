"""What came out of a comparison, and how is it said?

`Comparison` is the frozen result, `Tally` its draft while outputs are judged. Numbers in it are exact or strings, so that
reports of the same comparison are the same bytes.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from decimal import Context, Decimal
from fractions import Fraction
from typing import Any

from symact.floats.formats import Format
from symact.floats.oracle import Value

KINDS = {
    "nan": "NaN for a finite input with a value",
    "infinite": "infinite where the exact value is finite",
    "finite": "finite where the exact value is beyond all floats",
    "sign": "the wrong sign",
    "flushed": "zero where the exact value is a normal number",
    "limit": "NaN at an infinity where there is a limit",
    "kink": "a gradient outside the Clarke interval",
    "sign of zero": "a zero of the wrong sign for an odd function at zero",
    "nan lost": "no NaN for a NaN",
    "length": "another result in a short array, of length 1 or 17",
}  # class errors, the worst first
GRAIN = 1 << 30  # ULP errors are rounded up to a multiple of 1/GRAIN


@dataclass(frozen=True)
class Finding:
    """A class error: how often, the example with the smallest input, and the first and the last input by value."""

    kind: str
    count: int
    input: str
    got: str
    expected: str
    first: str
    last: str


@dataclass(frozen=True)
class Worst:
    """The largest ULP error: input and output as hexadecimal floats, the exact value in decimals, the error in ulps."""

    input: str
    got: str
    exact: str
    ulp: Fraction


@dataclass(frozen=True)
class Comparison:
    """An implementation against the exact function.

    points        outputs with an ULP error
    worst         the largest error where the correctly rounded result is normal; worst_subnormal where it is not
    above_half, above_one   how many errors exceed 1/2 and 1 ulp
    misrounded    outputs other than RN(y); unfaithful: neither RD(y) nor RU(y)
    kinks         gradients at kinks, judged by the Clarke interval
    passed_over   inputs where the exact function has no value, or a derivative no Clarke interval
    unresolved    errors so near to a threshold that the counts may be off by them
    """

    activation: str
    backend: str
    dtype: str
    derivative: int
    inputs: str
    parameters: tuple[tuple[str, str], ...]
    as_stored: bool
    points: int
    errors: tuple[Finding, ...]
    worst: Worst | None
    worst_subnormal: Worst | None
    above_half: int
    above_one: int
    misrounded: int
    unfaithful: int
    kinks: int
    passed_over: int
    unresolved: int

    @property
    def max_ulp(self) -> Fraction:
        """The largest ULP error, subnormal results included; 0 if nothing was judged."""
        return max((w.ulp for w in (self.worst, self.worst_subnormal) if w), default=Fraction(0))

    @property
    def title(self) -> str:
        arguments = ", ".join(("x", *(f"{name}={value}" for name, value in self.parameters)))
        return f"{self.activation}{chr(39) * self.derivative}({arguments}), {self.backend}, {self.dtype}"

    def to_json(self) -> dict[str, Any]:
        """Strings, integers, lists and dictionaries only."""
        found = asdict(self)
        found["parameters"] = dict(self.parameters)
        found["errors"] = [asdict(e) for e in self.errors]
        found["max_ulp"] = ulps(self.max_ulp)
        for key in ("worst", "worst_subnormal"):
            if found[key]:
                found[key]["ulp"] = ulps(found[key]["ulp"])
        return found

    def text(self) -> str:
        """A few lines for a person."""
        which = "all inputs" if self.inputs == "all" else "a sample of the inputs"
        lines = [f"{self.title}: {which}" + (", parameters as stored" if self.as_stored else "")]
        for e in self.errors:
            between = f" between {e.first} and {e.last}" if e.first != e.last else ""
            lines.append(f"  {KINDS[e.kind]}: {e.count}{between}; at {e.input} it gives {e.got}, exact {e.expected}")
        for label, worst in (("", self.worst), (" among subnormal results", self.worst_subnormal)):
            if worst:
                lines.append(f"  largest error{label}: {ulps(worst.ulp)} ulp, at {worst.input} it gives {worst.got}, "
                             f"exact {worst.exact}")
        lines.append(f"  of {self.points} results {self.above_half} are off by more than 1/2 ulp, {self.above_one} by more "
                     f"than 1; {self.misrounded} are not correctly rounded, {self.unfaithful} are not faithful")
        for count, what in ((self.kinks, "gradients at kinks"), (self.passed_over, "inputs passed over"),
                            (self.unresolved, "errors too near to a threshold")):
            if count:
                lines.append(f"  {what}: {count}")
        return "\n".join(lines)

    __str__ = text


@dataclass(frozen=True)
class Noted:
    """The draft of a `Finding`, with bit patterns."""

    count: int
    example: tuple[int, int, str]
    first: int
    last: int


class Tally:
    """Counts and extremes, while outputs are judged."""

    def __init__(self, target: Format) -> None:
        self.target = target
        self.points = self.above_half = self.above_one = self.misrounded = self.unfaithful = 0
        self.kinks = self.passed_over = self.unresolved = 0
        self._errors: dict[str, Noted] = {}
        self._worst: dict[bool, tuple[tuple[int, int], int, int, Fraction]] = {}

    def note(self, kind: str, bits: int, got: int, expected: str) -> None:
        """A class error."""
        self.note_range(kind, 1, (bits, got, expected), bits, bits)

    def note_range(self, kind: str, count: int, example: tuple[int, int, str], first: int, last: int) -> None:
        """Class errors of one kind: how many, (input, output, expected) at the smallest input, first and last by value."""
        known = self._errors.get(kind)
        if known is not None:
            count += known.count
            example = min(known.example, example, key=lambda e: self._size(e[0]))
            first = min(known.first, first, key=self.target.place)
            last = max(known.last, last, key=self.target.place)
        self._errors[kind] = Noted(count, example, first, last)

    def _size(self, bits: int) -> Fraction:
        return abs(self.target.value(bits)) if self.target.is_finite(bits) else self.target.overflow

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
        self.points += 1
        self.above_half += 2 * over > ulp
        self.above_one += over > ulp
        self.misrounded += not nearest
        self.unfaithful += not faithful
        subnormal = exact.binade < self.target.emin and abs(exact.middle) < self.target.nearly_normal
        known = self._worst.get(subnormal)
        if known is None or over * known[0][1] > known[0][0] * ulp:
            self._worst[subnormal] = error, bits, got, exact.middle

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
        return Worst(self.target.hexadecimal(bits), self.target.hexadecimal(got), self.shown(exact), rounded)

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
            kinks=self.kinks, passed_over=self.passed_over, unresolved=self.unresolved)


def ulps(error: Fraction) -> str:
    """An ULP error with three decimals, or in powers of ten."""
    return f"{float(error):.3f}" if error < 10**4 else f"{Decimal(error.numerator) / Decimal(error.denominator):.2E}"
