"""JAX: its functions and their gradients by jax.grad, compiled by jax.jit as programs usually have them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import cache
from typing import Any

from symact.activation import Activation
from symact.floats.backends import Implementation, calls, names
from symact.floats.formats import Format, format_named

FRAMEWORK = "jax"
FORMATS = ("float16", "bfloat16", "float32", "float64")
DEVICES = ("cpu",)


def implementation(activation: Activation, derivative: int, device: str = "cpu") -> Implementation:
    def array(numbers: list[float], x: Any) -> Any:
        return names.package("jax.numpy").asarray(numbers, dtype=x.dtype)

    return of_function(names.function(activation, FRAMEWORK, array), derivative, device)


def of_function(call: Callable[..., Any], derivative: int = 0, device: str = "cpu") -> Implementation:
    """A function of a JAX array, or its derivative of an order by automatic differentiation. float64 runs with x64 enabled."""
    jax = names.package("jax")
    numpy = names.package("jax.numpy")

    def enter(patterns: Any, target: Format) -> Any:
        with jax.enable_x64(target.width == 64):
            return jax.lax.bitcast_convert_type(numpy.asarray(patterns), target.name)

    def leave(y: Any, target: Format) -> Any:
        with jax.enable_x64(target.width == 64):
            return jax.lax.bitcast_convert_type(y, f"uint{target.width}")

    @cache
    def compiled(parameters: tuple[tuple[str, Any], ...]) -> Any:
        def one(x: Any) -> Any:
            return call(x, **dict(parameters))

        for _ in range(derivative):
            one = jax.grad(one)
        return jax.jit(jax.vmap(one) if derivative else one)

    def run(x: Any, **parameters: Any) -> Any:
        with jax.enable_x64(x.dtype == "float64"):
            return compiled(tuple(parameters.items()))(x)

    run.__qualname__ = calls.called(call)
    return calls.on_patterns(run, enter, leave)


def arithmetic(device: str) -> tuple[Implementation, Implementation]:
    return calls.arithmetic(of_function, device)


def packages() -> tuple[str, ...]:
    return ("jax", "jaxlib")


def snippet(activation: Activation, derivative: int, dtype: str, parameters: Mapping[str, Fraction]) -> str:
    return snippet_of(names.call_text(activation, FRAMEWORK, parameters, "jax.numpy.asarray({}, dtype=x.dtype)"), derivative, dtype)


def snippet_of(call: str, derivative: int, dtype: str) -> str:
    width = format_named(dtype).width
    return "\n".join([
        "import jax", "import jax.scipy.special", "import numpy as np",
        *(["", "jax.config.update('jax_enable_x64', True)"] if width == 64 else []),
        "", "", "def function(x):", f"    return {call}", "", "",
        *(["function = jax.grad(function)"] * derivative), *(["function = jax.vmap(function)"] if derivative else []),
        "function = jax.jit(function)", "", "", "def results(bits, length):",
        f"    x = jax.lax.bitcast_convert_type(jax.numpy.full(length, bits, 'uint{width}'), '{dtype}')",
        "    return np.asarray(function(x)).astype(np.float64).tolist()", ""])
