"""What can be claimed after a comparison? A table for a claim file that holds on this machine, with these versions."""

from __future__ import annotations

import json
from decimal import ROUND_CEILING, Context, Decimal
from fractions import Fraction

from symact.floats.comparison import Comparison
from symact.floats.environment import versions

DIGITS = Context(prec=4, rounding=ROUND_CEILING)  # of the largest error, rounded up
ALWAYS = ("cpu", "system", "python", "subnormals")  # in an environment beside the packages


def claim_text(found: Comparison) -> str:
    """The `[[implementation]]` table. Python's version is in the environment and not in the claim."""
    if found.as_stored:
        raise ValueError("A claim is about parameters as they are declared, not as they are stored.")
    if " on " in found.backend:
        raise ValueError("A claim is about the CPU.")
    backend, _, function = found.backend.rpartition(" ")
    if ":" not in function:
        backend, function = found.backend, ""
    rows = {"of": found.activation, "backend": backend, "function": function, "dtype": found.dtype}
    lines = ["[[implementation]]", *(f"{key} = {_text(value)}" for key, value in rows.items() if value)]
    if found.derivative:
        lines.append(f"derivative = {found.derivative}")
    lines.append(f"inputs = {_text(found.inputs)}")
    if found.parameters:
        lines.append(_table("parameters", dict(found.parameters)))
    lines.append(f"max_ulp = {_ceiling(found.max_ulp)}")
    lines.append(f"class_errors = [{', '.join(_text(e.kind) for e in found.errors)}]")
    if found.at_kinks:
        conventions = {kink.convention for kink in found.at_kinks}
        said = conventions.pop() if len(conventions) == 1 else "admissible" if "outside" not in conventions else ""
        lines += [f"gradient_at_kinks = {_text(said)}"] if said else []
    about = dict(found.environment)
    lines.append(f"cpu = {_text(about['cpu'].partition(' (')[0])}")
    packages = [name for name in about if name not in ALWAYS]
    lines.append(_table("versions", {name: number for name, number in versions(packages).items() if number}))
    return "\n".join([*lines, ""])


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)


def _table(key: str, values: dict[str, str]) -> str:
    return f"{key} = {{ {', '.join(f'{_text(name)} = {_text(value)}' for name, value in values.items())} }}"


def _ceiling(ulp: Fraction) -> str:
    """An error rounded up, with four digits or to an integer."""
    if ulp >= 10**4:
        return str(-(-ulp.numerator // ulp.denominator))
    found = DIGITS.divide(Decimal(ulp.numerator), Decimal(ulp.denominator))
    return f"{found.normalize(DIGITS):f}"
