"""Keras: its functions, computed and differentiated by the framework that Keras runs on (see its variable KERAS_BACKEND)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from types import ModuleType
from typing import Any

from symact.activation import Activation
from symact.floats.backends import Implementation, backend_named, calls, names

FRAMEWORK = "keras"
FORMATS = ("float16", "bfloat16", "float32", "float64")
DEVICES = ("cpu",)


def implementation(activation: Activation, derivative: int, device: str = "cpu") -> Implementation:
    def array(numbers: list[float], x: Any) -> Any:
        return names.package("keras").ops.convert_to_tensor(numbers, dtype=x.dtype)

    return of_function(names.function(activation, FRAMEWORK, array), derivative, device)


def of_function(call: Callable[..., Any], derivative: int = 0, device: str = "cpu") -> Implementation:
    """A function of a tensor of the framework below, or its derivative of an order."""
    found: Implementation = _below().of_function(call, derivative, device)
    return found


def arithmetic(device: str) -> tuple[Implementation, Implementation]:
    return calls.arithmetic(of_function, device)


def packages() -> tuple[str, ...]:
    return ("keras", *_below().packages())


def _below() -> ModuleType:
    name = names.package("keras").backend.backend()
    if name not in ("jax", "tensorflow", "torch"):
        raise ValueError(f"Keras runs on {name} here; it can be compared on jax, tensorflow or torch.")
    return backend_named(name)


def snippet(activation: Activation, derivative: int, dtype: str, parameters: Mapping[str, Fraction]) -> str:
    call = names.call_text(activation, FRAMEWORK, parameters, "keras.ops.convert_to_tensor({}, dtype=x.dtype)")
    return snippet_of(call, derivative, dtype)


def snippet_of(call: str, derivative: int, dtype: str) -> str:
    """The framework below has its own way to make arrays and gradients; which it is, Keras has to be told before it is loaded."""
    name = names.package("keras").backend.backend()
    below: str = _below().snippet_of(call, derivative, dtype)
    return below and f"import os\n\nos.environ['KERAS_BACKEND'] = '{name}'\nimport keras\n{below}"
