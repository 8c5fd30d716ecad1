"""Whose float implementations can be compared with the exact function? One file per backend, all of them in `BACKENDS`.

A backend is a module with
    FORMATS: tuple[str, ...]                                 the formats it computes in
    implementation(activation, derivative) -> Implementation
    snippet(activation, derivative, dtype, parameters) -> str    may be missing: source that calls it, see `symact.floats.reproduce`
and an `Implementation` takes arrays of bit patterns to arrays of bit patterns, so that nothing outside needs the backend's own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from importlib import import_module
from types import ModuleType

from symact.floats.arrays import Patterns
from symact.floats.formats import Format

Implementation = Callable[[Patterns, Format, Mapping[str, Fraction]], Patterns]

BACKENDS: tuple[str, ...] = ("numpy",)


def backend_named(name: str) -> ModuleType:
    if name not in BACKENDS:
        raise ValueError(f"There is no backend {name!r}: choose one of {', '.join(BACKENDS)}.")
    return import_module(f"{__name__}.{name}")
