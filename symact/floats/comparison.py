"""What came out of a comparison? Numbers in it are exact or strings, so that reports of the same comparison are the same bytes."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from symact.floats.profile import Binade


@dataclass(frozen=True)
class Finding:
    """A class error: how often, the worst example, and the first and the last input by value.

    The worst is the one with the largest |got - exact| (for a kink: the largest distance from the Clarke interval). Where that
    is infinite or has no meaning (NaN, infinities, the sign of a zero), it is the one with the smallest input.
    """

    kind: str
    count: int
    input: str
    got: str
    expected: str
    first: str
    last: str


@dataclass(frozen=True)
class Worst:
    """The largest ULP error: input and output as hexadecimal floats, the exact value in decimals, the error in ulps.

    The error is certified to lie between ulp - uncertainty and ulp.
    """

    input: str
    got: str
    exact: str
    ulp: Fraction
    uncertainty: Fraction


@dataclass(frozen=True)
class AtKink:
    """The gradient at a kink, the two one-sided derivatives, and which CONVENTIONS it follows."""

    input: str
    got: str
    left: str
    right: str
    convention: str


@dataclass(frozen=True)
class Unordered:
    """Neighbouring inputs whose results are in the wrong strict order, where the exact function is proved to be monotone.

    count   pairs, of `judged` pairs with a known direction; first and last: the smaller input of the first and the last pair
    input, following, got, got_following   the pair with the largest step, of `step` ulps of the larger result
    """

    count: int
    judged: int
    first: str = ""
    last: str = ""
    input: str = ""
    following: str = ""
    got: str = ""
    got_following: str = ""
    step: float = 0.0


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
    left_out      inputs among "all" that were not looked at, for want of a polynomial: the others are a sample of them
    at_kinks      the gradients at kinks one by one; profile: counts and largest errors by the binade of the input
    unordered     results against the monotony of the exact function; None where that was not asked for or is not known
    environment   processor, system and versions; source: how to call the implementation without symact, for reproductions
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
    left_out: int = 0
    at_kinks: tuple[AtKink, ...] = ()
    profile: tuple[Binade, ...] = ()
    unordered: Unordered | None = None
    environment: tuple[tuple[str, str], ...] = ()
    source: str = field(default="", repr=False)

    @property
    def max_ulp(self) -> Fraction:
        """The largest ULP error, subnormal results included; 0 if nothing was judged."""
        return max((w.ulp for w in (self.worst, self.worst_subnormal) if w), default=Fraction(0))

    @property
    def title(self) -> str:
        arguments = ", ".join(("x", *(f"{name}={value}" for name, value in self.parameters)))
        return f"{self.activation}{chr(39) * self.derivative}({arguments}), {self.backend}, {self.dtype}"

    def to_json(self) -> dict[str, Any]:
        """Strings, numbers, lists and dictionaries only."""
        from symact.floats.reproduce import snippets

        found = asdict(self)
        found["parameters"], found["environment"] = dict(self.parameters), dict(self.environment)
        for key in ("errors", "at_kinks", "profile"):
            found[key] = [asdict(entry) for entry in getattr(self, key)]
        for entry in found["profile"]:
            entry["largest"] = f"{entry['largest']:.4g}"
        found["max_ulp"] = ulps(self.max_ulp)
        for key in ("worst", "worst_subnormal"):
            if found[key]:
                found[key]["ulp"] = ulps(found[key]["ulp"])
                found[key]["uncertainty"] = f"{float(found[key]['uncertainty']):.1E}"
        del found["source"]
        found["reproductions"] = [asdict(snippet) for snippet in snippets(self)]
        return found

    def text(self) -> str:
        """Some lines for a person."""
        from symact.floats.account import account

        return account(self)

    __str__ = text


def ulps(error: Fraction) -> str:
    """An ULP error with three decimals, or in powers of ten."""
    return f"{float(error):.3f}" if error < 10**4 else f"{Decimal(error.numerator) / Decimal(error.denominator):.2E}"
