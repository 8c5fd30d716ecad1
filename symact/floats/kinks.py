"""Which gradient does each backend take at a kink? There is no derivative there, and the Clarke interval says what is admissible."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from symact.activation import Activation
from symact.floats.compare import compare
from symact.floats.comparison import AtKink, Comparison
from symact.floats.kinds import CONVENTIONS


@dataclass(frozen=True)
class Conventions:
    """The gradients of some backends at the kinks of an activation; `missing` says of a backend why it has none."""

    activation: str
    dtype: str
    found: tuple[Comparison, ...]
    missing: tuple[tuple[str, str], ...]

    @property
    def admissible(self) -> bool:
        """Whether no gradient is outside its Clarke interval."""
        return all(not c.errors for c in self.found)

    @property
    def backends(self) -> tuple[str, ...]:
        return tuple(c.backend for c in self.found)

    def rows(self, backends: Sequence[str]) -> list[list[str]]:
        """A row for each kink: the input, the one-sided derivatives, the gradients of these backends."""
        columns = {c.backend: {kink.input: kink for kink in c.at_kinks} for c in self.found}
        rows = []
        for kink in self.found[0].at_kinks if self.found else ():
            low, high = sorted((kink.left, kink.right), key=Fraction)
            gradients = (_said(columns.get(name, {}).get(kink.input)) for name in backends)
            rows.append([self.activation, _decimal(kink.input), f"[{low}, {high}]", *gradients])
        return rows

    def to_json(self) -> dict[str, Any]:
        return {"activation": self.activation, "dtype": self.dtype, "admissible": self.admissible, "missing": dict(self.missing),
                "backends": {c.backend: c.to_json() for c in self.found}, "conventions": CONVENTIONS}


def table(known: Sequence[Conventions]) -> list[list[str]]:
    """A header and a row for each kink of each activation, with a column for each backend that has one of them."""
    backends = tuple(dict.fromkeys(name for c in known for name in c.backends))
    return [["gradient of", "at", "Clarke interval", *backends], *(row for c in known for row in c.rows(backends))]


def text(known: Sequence[Conventions]) -> str:
    """The table, and below it why backends are missing in it where only one activation is asked for."""
    rows = table(known)
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    if len(known) == 1:
        lines += [f"{name}: {reason}" for name, reason in known[0].missing]
    return "\n".join(lines)


def at_kinks(activation: Activation, backends: Iterable[str], dtype: str = "float32",
             parameters: Mapping[str, Fraction | int | str] | None = None) -> Conventions:
    """The gradients at the kinks; a backend that is not installed or lacks the function is named with the reason."""
    found: list[Comparison] = []
    missing = []
    for backend in backends:
        try:
            found.append(compare(activation, backend, dtype, 1, "kinks", parameters))
        except (ImportError, ValueError) as problem:
            missing.append((backend, str(problem)))
    return Conventions(activation.name, dtype, tuple(found), tuple(missing))


def _decimal(place: str) -> str:
    """A hexadecimal float as a person writes it; the zeros have signs."""
    number = float.fromhex(place)
    return f"{number:+g}" if number == 0 else f"{number:.9g}"


def _said(kink: AtKink | None) -> str:
    if kink is None:
        return "-"
    return f"{float.fromhex(kink.got):.6g} {kink.convention}" + (" !" if kink.convention == "outside" else "")
