"""Which gradient does each backend take at a kink? There is no derivative there, and the Clarke interval says what is admissible."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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

    def rows(self) -> list[list[str]]:
        """A header; then a row for each kink: the input, the one-sided derivatives, the gradients."""
        columns = [{kink.input: kink for kink in c.at_kinks} for c in self.found]
        inputs = list(columns[0]) if columns else []
        rows = [["kink at", "Clarke interval", *(c.backend for c in self.found)]]
        for place in inputs:
            kink = columns[0][place]
            low, high = sorted((kink.left, kink.right), key=Fraction)
            rows.append([_decimal(place), f"[{low}, {high}]", *(_said(column.get(place)) for column in columns)])
        return rows

    def text(self) -> str:
        rows = self.rows()
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        lines = [f"{self.activation}' at its kinks, {self.dtype}"]
        lines += ["  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
        lines += [f"  {name}: {reason}" for name, reason in self.missing]
        return "\n".join(lines)

    def to_json(self) -> dict[str, Any]:
        return {"activation": self.activation, "dtype": self.dtype, "admissible": self.admissible, "missing": dict(self.missing),
                "backends": {c.backend: c.to_json() for c in self.found}, "conventions": CONVENTIONS}


def at_kinks(activation: Activation, backends: Sequence[str], dtype: str = "float32",
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
        return "?"
    value = float.fromhex(kink.got) if kink.got not in ("nan", "inf", "-inf") else float(kink.got)
    return f"{value:.6g} {kink.convention}" + (" !" if kink.convention == "outside" else "")
