"""What can be said of a claim? A verdict is a value; only `Proved` and `Refuted` rest on a certificate.

`Undecided` means that the work units of the search were spent, or no strategy applied: the same on every machine.
`OutOfTime` means that the backstop in seconds stopped it, and `Failed` that something is wrong with symact itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar, Literal

from symact.check.certificate import canonical, decode, digest


@dataclass(frozen=True)
class Certificate:
    """A certificate as the bytes that are stored; its name is their SHA-256."""

    content: bytes

    @classmethod
    def of(cls, data: dict[str, Any]) -> Certificate:
        return cls(canonical(data))

    @cached_property
    def data(self) -> dict[str, Any]:
        return decode(self.content)

    @cached_property
    def sha256(self) -> str:
        return digest(self.content)


@dataclass(frozen=True)
class Proved:
    """The kernel accepted a proof of the statement."""

    certificate: Certificate
    name: ClassVar[Literal["proved"]] = "proved"


@dataclass(frozen=True)
class Refuted:
    """The kernel accepted a proof of the negation; the witness says where the statement fails."""

    certificate: Certificate
    witness: str
    name: ClassVar[Literal["refuted"]] = "refuted"


@dataclass(frozen=True)
class Undecided:
    """No proof was found within the budget of work units."""

    reason: str
    tried: tuple[str, ...] = ()
    name: ClassVar[str] = "undecided"


@dataclass(frozen=True)
class OutOfTime:
    """The backstop in seconds stopped the search."""

    seconds: float
    name: ClassVar[str] = "out of time"

    @property
    def reason(self) -> str:
        return f"the search was stopped after {self.seconds:g} seconds"


@dataclass(frozen=True)
class Failed:
    """The search or the check broke down; the reason says how."""

    reason: str
    name: ClassVar[str] = "error"


@dataclass(frozen=True)
class Measured:
    """What a measurement on this machine says; `report` has the numbers."""

    holds: bool
    report: str
    name: ClassVar[str] = "measured"


@dataclass(frozen=True)
class NotRun:
    """On record only: empirical, not asked for, or for another machine."""

    reason: str
    name: ClassVar[str] = "on record"


Verdict = Proved | Refuted | Undecided | OutOfTime | Failed | Measured | NotRun


def reason_of(verdict: Verdict) -> str:
    """The sentence that goes with a verdict; empty for `Proved` and `Refuted`."""
    return verdict.report if isinstance(verdict, Measured) else getattr(verdict, "reason", "")


def as_expected(verdict: Verdict, expected: str) -> bool:
    """Whether the verdict is the one that a table of a claim file asks for. Out of time is never as expected."""
    if isinstance(verdict, NotRun):
        return expected in ("measured", "empirical", "implementation")
    if isinstance(verdict, Measured):
        return verdict.holds
    return verdict.name == expected
