"""What do the backends that call Python functions of arrays have in common?

A call may fail in any way that a framework, or a user's function, can think of: every failure becomes a sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

import numpy as np

from symact.floats.arrays import Patterns
from symact.floats.backends import Implementation
from symact.floats.formats import Format


def on_patterns(
    call: Callable[..., Any],
    enter: Callable[[Patterns, Format], Any],
    leave: Callable[[Any, Format], Any],
) -> Implementation:
    """A function of a framework's arrays as one of bit patterns, which `enter` makes arrays of, and `leave` reads off."""
    name = called(call)

    def run(patterns: Patterns, target: Format, parameters: Mapping[str, Fraction]) -> Patterns:
        try:
            with np.errstate(all="ignore"):
                x = enter(patterns, target)
                y = call(x, **parameters)
            demand_same(name, x, y)
            return np.ascontiguousarray(leave(y, target)).view(patterns.dtype)
        except (ImportError, ValueError):
            raise
        except Exception as problem:
            first = (str(problem).strip().splitlines() or [""])[0]
            raise ValueError(f"{name} in {target.name}: {type(problem).__name__}: {first}") from problem

    return run


def called(call: Callable[..., Any]) -> str:
    """The name of a function, for messages."""
    return str(getattr(call, "__qualname__", type(call).__name__))


def demand_same(name: str, x: Any, y: Any) -> None:
    """As many results as inputs, of the same format."""
    if not hasattr(y, "dtype") or tuple(y.shape) != tuple(x.shape) or y.dtype != x.dtype:
        came = f"{y.dtype} of shape {tuple(y.shape)}" if hasattr(y, "dtype") else f"a {type(y).__name__}"
        raise ValueError(f"{name}: {len(x)} numbers of {x.dtype} went in, and {came} came out.")


def arithmetic(of_function: Callable[..., Implementation], device: str) -> tuple[Implementation, Implementation]:
    """x*x and x + x."""
    return of_function(lambda x: x * x, 0, device), of_function(lambda x: x + x, 0, device)
