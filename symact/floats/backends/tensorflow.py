"""TensorFlow: its functions and their gradients by tf.GradientTape, executed eagerly."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from symact.activation import Activation
from symact.floats.backends import Implementation, calls, names
from symact.floats.formats import Format, format_named

FRAMEWORK = "tensorflow"
FORMATS = ("float16", "bfloat16", "float32", "float64")
DEVICES = ("cpu",)


def implementation(activation: Activation, derivative: int, device: str = "cpu") -> Implementation:
    def array(numbers: list[float], x: Any) -> Any:
        return names.package("tensorflow").constant(numbers, dtype=x.dtype)

    return of_function(names.function(activation, FRAMEWORK, array), derivative, device)


def of_function(call: Callable[..., Any], derivative: int = 0, device: str = "cpu") -> Implementation:
    """A function of a tensor, or its derivative of an order by automatic differentiation."""
    tf = names.package("tensorflow")

    def enter(patterns: Any, target: Format) -> Any:
        return tf.bitcast(tf.constant(patterns), target.name)

    def leave(y: Any, target: Format) -> Any:
        return tf.bitcast(y, f"uint{target.width}").numpy()

    def differentiated(x: Any, order: int, parameters: dict[str, Any]) -> Any:
        if not order:
            return call(x, **parameters)
        with tf.GradientTape() as tape:
            tape.watch(x)
            y = differentiated(x, order - 1, parameters)
        found = tape.gradient(y, x)
        if found is None:
            raise ValueError(f"TensorFlow has no gradient of {calls.called(call)}.")
        return found

    def run(x: Any, **parameters: Any) -> Any:
        with tf.device("/CPU:0"):
            return differentiated(x, derivative, parameters)

    run.__qualname__ = calls.called(call)
    return calls.on_patterns(run, enter, leave)


def arithmetic(device: str) -> tuple[Implementation, Implementation]:
    return calls.arithmetic(of_function, device)


def packages() -> tuple[str, ...]:
    return ("tensorflow", "tensorflow-cpu")  # one of them is installed


def snippet(activation: Activation, derivative: int, dtype: str, parameters: Mapping[str, Fraction]) -> str:
    return snippet_of(names.call_text(activation, FRAMEWORK, parameters, "tensorflow.constant({}, dtype=x.dtype)"), derivative, dtype)


def snippet_of(call: str, derivative: int, dtype: str) -> str:
    width = format_named(dtype).width
    lines = ["    y = function(x)"]
    if derivative == 1:
        lines = ["    with tensorflow.GradientTape() as tape:", "        tape.watch(x)", *(f"    {line}" for line in lines),
                 "    y = tape.gradient(y, x)"]
    return "" if derivative > 1 else "\n".join([
        "import numpy as np", "import tensorflow", "", "", "def function(x):", f"    return {call}", "", "", "def results(bits, length):",
        f"    x = tensorflow.bitcast(tensorflow.constant(np.full(length, bits, np.uint{width})), '{dtype}')", *lines,
        "    return tensorflow.cast(y, 'float64').numpy().tolist()", ""])
