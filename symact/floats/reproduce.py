"""How does somebody without symact see a finding? Each becomes a few lines of Python that build the input from its bits.

A backend's module may have `snippet(activation, derivative, dtype, parameters) -> str`: source that defines

    results(bits, length)    the outputs, as Python floats, for an array of this length of the float with these bits

by the backend's own means alone. Arrays of several lengths are tried, because results can depend on it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import ModuleType
from typing import Any

from symact.activation import Activation
from symact.floats.comparison import KINDS, Comparison
from symact.floats.formats import Format, format_named

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
        if worst and worst.ulp - worst.uncertainty > Fraction(1, 2):
            cases.append((f"{label}, {float(worst.ulp):.4g} ulp", [(worst.input, worst.exact)]))
    if found.unordered and found.unordered.count:
        order = "the exact function is monotone here"
        cases.append(("neighbours in the wrong order", [(found.unordered.input, order), (found.unordered.following, order)]))
    return tuple(Snippet(what, _source(found, what, inputs)) for what, inputs in cases)


def _source(found: Comparison, what: str, inputs: list[tuple[str, str]]) -> str:
    target = format_named(found.dtype)
    width = target.width // 4 + 2
    lines = [f"# {found.title}: {what}", found.source.rstrip(), ""]
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


def source(backend: ModuleType | Callable[..., Any], activation: Activation, derivative: int, dtype: str,
           parameters: Mapping[str, Fraction]) -> str:
    """The source of `results`, empty where none can be given."""
    if isinstance(backend, ModuleType):
        made = getattr(backend, "snippet", None)
        return made(activation, derivative, dtype, parameters) if made else ""
    module, name = getattr(backend, "__module__", None), getattr(backend, "__qualname__", "")
    return numpy_call(module, name, dtype, parameters) if module and name.isidentifier() else ""


def numpy_call(module: str, name: str, dtype: str, parameters: Mapping[str, Fraction]) -> str:
    """A function of NumPy arrays, or of one number, that can be imported."""
    width = format_named(dtype).width
    given = "".join(f", {key}=Fraction({value.numerator}, {value.denominator})" for key, value in parameters.items())
    kind = "ml_dtypes.bfloat16" if dtype == "bfloat16" else f"np.{dtype}"
    lines = [*(["from fractions import Fraction", ""] if given else []), *(["import ml_dtypes"] if dtype == "bfloat16" else []),
             "import numpy as np", "", f"from {module} import {name} as f", "", "", "def results(bits, length):",
             f"    x = np.full(length, bits, np.uint{width}).view({kind})",
             "    try:", f"        y = f(x{given})",
             "    except (TypeError, ValueError):  # it is a function of one number", f"        y = [f(number{given}) for number in x]",
             "    return np.asarray(y).astype(x.dtype).astype(np.float64).tolist()", ""]
    return "\n".join(lines)
