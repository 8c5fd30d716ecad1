"""ONNX Runtime: one operator at a time, in a graph of its own, on the CPU. There are no gradients.

The catalogue names operators of ONNX, and Microsoft's own as `com.microsoft.QuickGelu`; their arguments are attributes, and
a list is a further input. Of an operator's versions, the newest is used that this ONNX Runtime has.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import cache
from typing import Any

import numpy as np

from symact.activation import Activation
from symact.floats.backends import Implementation, calls, names
from symact.floats.formats import format_named

FRAMEWORK = "onnx"
FORMATS = ("float16", "float32", "float64")
DEVICES = ("cpu",)
IR_VERSION = 10  # of the graphs: old enough for every ONNX Runtime that has these operators
Attributes = tuple[tuple[str, Any], ...]


def implementation(activation: Activation, derivative: int, device: str = "cpu") -> Implementation:
    if derivative:
        raise ValueError("ONNX Runtime computes no gradients.")
    found = names.named(activation, FRAMEWORK)

    def call(x: Any, **parameters: Fraction) -> Any:
        arguments = [(k, tuple(v) if isinstance(v, list) else v) for k, v in found.keywords(parameters).items()]
        return operator(found.path, tuple(arguments), x.dtype.name)[0].run(None, {"x": x})[0]

    call.__qualname__ = found.path
    return _on_patterns(call)


def _on_patterns(call: Callable[..., Any]) -> Implementation:
    return calls.on_patterns(call, lambda patterns, target: patterns.view(target.name), lambda y, target: y)


def of_function(call: Callable[..., Any], derivative: int = 0, device: str = "cpu") -> Implementation:
    raise ValueError("ONNX Runtime runs graphs, not functions of Python: compare those with another backend.")


def arithmetic(device: str) -> tuple[Implementation, Implementation]:
    def of_both(name: str) -> Implementation:
        return _on_patterns(lambda x: operator(name, (), x.dtype.name, ("x", "x"))[0].run(None, {"x": x})[0])

    return of_both("Mul"), of_both("Add")


@cache
def operator(path: str, arguments: Attributes, dtype: str, inputs: tuple[str, ...] = ("x",)) -> tuple[Any, int]:
    """A session that computes y = operator(x), or operator(x, x), and the version of the set of operators."""
    runtime, onnx = names.package("onnxruntime"), names.package("onnx", "onnxruntime")
    options = runtime.SessionOptions()
    options.log_severity_level = 4
    reasons = []
    for version in range(onnx.defs.onnx_opset_version(), 0, -1):
        try:
            graph = _graph(path, arguments, dtype, inputs, version)
            return runtime.InferenceSession(graph, options, providers=["CPUExecutionProvider"]), version
        except Exception as problem:
            reasons.append((str(problem).splitlines() or [""])[0])
    reason = next((r for r in reasons if "NOT_IMPLEMENTED" in r), reasons[0])
    raise ValueError(f"ONNX Runtime has no {path} for {dtype} on the CPU: {reason}")


def _graph(path: str, arguments: Attributes, dtype: str, inputs: tuple[str, ...], version: int) -> bytes:
    """The serialized graph. Numbers among the attributes are floats; lists are inputs that do not change."""
    onnx = names.package("onnx", "onnxruntime")
    domain, _, name = path.rpartition(".")
    kind = onnx.helper.np_dtype_to_tensor_dtype(np.dtype(dtype))
    x, y = (onnx.helper.make_tensor_value_info(v, kind, [None]) for v in "xy")
    constants = [onnx.numpy_helper.from_array(np.array(v, dtype), k) for k, v in arguments if isinstance(v, tuple)]
    attributes = {k: v if isinstance(v, str) else float(v) for k, v in arguments if not isinstance(v, tuple)}
    node = onnx.helper.make_node(name, [*inputs, *(c.name for c in constants)], ["y"], domain=domain, **attributes)
    graph = onnx.helper.make_graph([node], path, [x], [y], constants)
    sets = [onnx.helper.make_opsetid("", version), *([onnx.helper.make_opsetid(domain, 1)] if domain else [])]
    model = onnx.helper.make_model(graph, opset_imports=sets, ir_version=IR_VERSION)
    serialized: bytes = model.SerializeToString()
    return serialized


def packages() -> tuple[str, ...]:
    return ("onnxruntime", "onnx")


def snippet(activation: Activation, derivative: int, dtype: str, parameters: Mapping[str, Fraction]) -> str:
    """The graph, made anew."""
    found = names.named(activation, FRAMEWORK)
    domain, _, name = found.path.rpartition(".")
    keywords = found.keywords(parameters).items()
    _, version = operator(found.path, tuple((k, tuple(v) if isinstance(v, list) else v) for k, v in keywords), dtype)
    constants = [f"onnx.numpy_helper.from_array(np.array({v!r}, np.{dtype}), {k!r})" for k, v in keywords if isinstance(v, list)]
    inputs = ["x", *(k for k, v in keywords if isinstance(v, list))]
    attributes = "".join(f", {k}={v if isinstance(v, str) else float(v)!r}" for k, v in keywords if not isinstance(v, list))
    sets = [f"onnx.helper.make_opsetid('', {version})", *([f"onnx.helper.make_opsetid({domain!r}, 1)"] if domain else [])]
    return "\n".join([
        "import numpy as np", "import onnx", "import onnxruntime", "",
        f"kind = onnx.helper.np_dtype_to_tensor_dtype(np.dtype('{dtype}'))",
        "x, y = (onnx.helper.make_tensor_value_info(v, kind, [None]) for v in 'xy')",
        f"node = onnx.helper.make_node({name!r}, {inputs!r}, ['y'], domain={domain!r}{attributes})",
        f"graph = onnx.helper.make_graph([node], {name!r}, [x], [y], [{', '.join(constants)}])",
        f"model = onnx.helper.make_model(graph, opset_imports=[{', '.join(sets)}], ir_version={IR_VERSION})",
        "session = onnxruntime.InferenceSession(model.SerializeToString(), providers=['CPUExecutionProvider'])", "", "",
        "def results(bits, length):", f"    x = np.full(length, bits, np.uint{format_named(dtype).width}).view(np.{dtype})",
        "    return session.run(None, {'x': x})[0].astype(np.float64).tolist()", ""])
