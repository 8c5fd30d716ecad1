"""Whose float implementations can be compared with the exact function? One file per backend, all of them in `BACKENDS`.

A backend is a module with
    FRAMEWORK   under which name the catalogue has its functions; empty where all of the catalogue is computed
    FORMATS     the formats that it computes in
    DEVICES     where it computes
    implementation(activation, derivative, device) -> Implementation
    of_function(call, derivative, device) -> Implementation    of a function of the user's, of the backend's own arrays
    packages()    whose versions are recorded; none of them is imported before an implementation is asked for
    arithmetic(device) -> (Implementation, Implementation)     x*x and x + x, to see what becomes of subnormal numbers
    snippet(activation, derivative, dtype, parameters) -> str  source that calls the backend's function without symact
    snippet_of(call, derivative, dtype) -> str                 the same for `call`, an expression in x, an array of the backend's:
                                                               see `symact.floats.reproduce`; both may be missing
and an `Implementation` takes arrays of bit patterns to arrays of bit patterns, so that nothing outside needs the backend's own.
The derivative is the implementation's own: a kernel for it, or the framework's automatic differentiation.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any, TypeAlias

from symact.activation import Activation
from symact.floats.formats import Format

if TYPE_CHECKING:
    from symact.floats.arrays import Patterns

Implementation: TypeAlias = "Callable[[Patterns, Format, Mapping[str, Fraction]], Patterns]"

BACKENDS: tuple[str, ...] = ("numpy", "scipy", "torch", "jax", "onnxruntime", "keras", "tensorflow")


def backend_named(name: str) -> ModuleType:
    if name not in BACKENDS:
        raise ValueError(f"There is no backend {name!r}: choose one of {', '.join(BACKENDS)}.")
    return import_module(f"{__name__}.{name}")


def implementation(
    source: Activation | Callable[..., Any], backend: str, target: Format, derivative: int = 0, device: str = "cpu",
) -> Implementation:
    """A backend's function for an activation, or a function of the user's, of the backend's arrays; or its derivative."""
    module = backend_named(backend)
    if target.name not in module.FORMATS:
        raise ValueError(f"The backend {backend} does not compute in {target.name}.")
    if device not in module.DEVICES:
        raise ValueError(f"The backend {backend} computes on {' or '.join(module.DEVICES)} here, not on {device!r}.")
    ask = module.implementation if isinstance(source, Activation) else module.of_function
    found: Implementation = ask(source, derivative, device)
    return found


def functions(backend: str) -> tuple[str, ...]:
    """The activations for which the backend has a function."""
    from symact.floats.backends.names import functions as named

    found = backend_named(backend)
    return named(found.FRAMEWORK)


def versions(backend: str) -> dict[str, str]:
    """The installed versions of what the backend runs; packages that are missing are left out."""
    from symact.floats.environment import versions as installed

    return {name: number for name, number in installed(backend_named(backend).packages()).items() if number}
