"""How does somebody without symact see a finding? Each becomes a few lines of Python that build the input from its bits.

The module of a backend has `snippet` (see `symact.floats.backends`), which gives source that defines

    results(bits, length)    the outputs, as Python floats, for an array of this length of the float with these bits

by the backend's own means alone. Arrays of several lengths are tried, because results can depend on it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from symact.activation import Activation
from symact.floats.backends import backend_named
from symact.floats.comparison import Comparison
from symact.floats.formats import Format, format_named
from symact.floats.kinds import KINDS

LENGTHS = (1, 17, 64)


@dataclass(frozen=True)
class Snippet:
    """What is shown, and the source that shows it."""

    what: str
    source: str


def snippets(found: Comparison) -> tuple[Snippet, ...]:
    """One for each finding: the worst of each class of errors, the largest ULP errors, results in the wrong order."""
    if not found.source:
        return ()
    cases = [(KINDS[e.kind], [(e.input, e.expected)]) for e in found.errors]
    for label, worst in (("the largest error", found.worst), ("the largest error among subnormal results", found.worst_subnormal)):
        if worst and worst.ulp > Fraction(1, 2):
            cases.append((f"{label}, {float(worst.ulp):.4g} ulp", [(worst.input, worst.exact)]))
    if found.unordered and found.unordered.count:
        order = "the exact function is monotone here"
        cases.append(("neighbours in the wrong order", [(found.unordered.input, order), (found.unordered.following, order)]))
    return tuple(Snippet(what, _source(found, what, inputs)) for what, inputs in cases)


def _source(found: Comparison, what: str, inputs: list[tuple[str, str]]) -> str:
    target = format_named(found.dtype)
    width = target.width // 4 + 2
    seen = ", ".join(f"{name} {value}" for name, value in found.environment if name not in ("system", "subnormals"))
    lines = [f"# {found.title}: {what}", f"# seen with {seen}", found.source.rstrip(), ""]
    for text, expected in inputs:
        bits = f"{pattern(target, text):#0{width}x}"
        lines += [f"for length in {LENGTHS}:  # the input is {text}",
                  f"    print(length, *sorted(set(map(repr, results({bits}, length)))))", f"print({f'exact: {expected}'!r})"]
    return "\n".join(lines) + "\n"


def pattern(target: Format, text: str) -> int:
    """The bits of a hexadecimal float of a format, of inf and nan."""
    if text == "nan":
        return target.nan
    sign = target.sign_bit if text.startswith("-") else 0
    if text.endswith("inf"):
        return sign | target.infinity
    return sign | target.nearest(abs(Fraction(float.fromhex(text))))


def source(backend: str, subject: Activation | Callable[..., Any], derivative: int, dtype: str,
           parameters: Mapping[str, Fraction]) -> str:
    """The source of `results` for a backend's function or for one of the user's; empty where none can be given."""
    module = backend_named(backend)
    if isinstance(subject, Activation):
        made: str = module.snippet(subject, derivative, dtype, parameters) if hasattr(module, "snippet") else ""
        return made
    path, name = getattr(subject, "__module__", None), getattr(subject, "__qualname__", "")
    if not path or not name.isidentifier() or not hasattr(module, "snippet_of"):
        return ""
    given = "".join(f", {key}={value!r}" for key, value in parameters.items())
    lines = [*(["from fractions import Fraction", ""] if given else []), f"from {path} import {name} as f"]
    return "\n".join([*lines, module.snippet_of(f"f(x{given})", derivative, dtype)])
