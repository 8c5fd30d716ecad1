"""Which class errors has a survey found, and does each show without symact, beside a value that mpmath computes?

A finding is distinct by framework, function, value or gradient, and class; it has an example in each format. To confirm it,
the framework alone is asked for the example (the call is the one that the report prints), and `documented.FORMULAS`, formulas
in mpmath that read none of symact's definitions, with a difference quotient for the gradient, say what the value is.
"""

from __future__ import annotations

import ast
import json
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from math import isfinite
from pathlib import Path
from typing import Any

from documented import FORMULAS, MP

from symact.catalogue import find
from symact.check.term import value
from symact.floats.backends import backend_named, names
from symact.floats.compare import compare
from symact.floats.formats import Format, format_named
from symact.floats.reproduce import pattern

FORMATS = ("float32", "bfloat16", "float16")
DIGITS, STEP = 600, -80  # of mpmath; the relative step of a difference quotient, as a power of ten
FAR = (2**20, 2**21)  # where a limit shows
HEADS = {
    "torch": '''\
import numpy as np
import torch


def arrays(bits, dtype):
    width = {"float16": 16, "bfloat16": 16, "float32": 32}[dtype]
    for length in (1, 17, 100_000):
        yield length, torch.from_numpy(np.full(length, bits, f"uint{width}").view(f"int{width}")).view(getattr(torch, dtype))


def show(f, bits, dtype, order=0):
    found = {}
    for length, x in arrays(bits, dtype):
        x.requires_grad_()
        y = f(x)
        for _ in range(order):
            (y,) = torch.autograd.grad(y, x, torch.ones_like(y))
        found[length] = sorted(set(map(repr, y.tolist())))
    return found
''',
    "jax": '''\
import jax
import jax.numpy
import jax.scipy.special
import numpy as np


def show(f, bits, dtype, order=0):
    width = {"float16": 16, "bfloat16": 16, "float32": 32}[dtype]
    g = jax.jit(jax.vmap(jax.grad(f)) if order else f)
    found = {}
    for length in (1, 17, 100_000):
        x = jax.lax.bitcast_convert_type(jax.numpy.asarray(np.full(length, bits, f"uint{width}")), dtype)
        found[length] = sorted(set(map(repr, g(x).tolist())))
    return found
''',
    "tensorflow": '''\
import numpy as np
import tensorflow


def show(f, bits, dtype, order=0):
    width = {"float16": 16, "bfloat16": 16, "float32": 32}[dtype]
    found = {}
    for length in (1, 17, 100_000):
        x = tensorflow.bitcast(tensorflow.constant(np.full(length, bits, f"uint{width}")), dtype)
        with tensorflow.GradientTape() as tape:
            tape.watch(x)
            y = f(x)
        if order:
            y = tape.gradient(y, x)
        found[length] = sorted(set(map(repr, y.numpy().astype(float).tolist())))
    return found
''',
    "onnxruntime": '''\
import numpy as np
import onnxruntime
from onnx import helper, numpy_helper


def show(operator, bits, dtype, attributes={}, inputs={}, domain="", version=22):
    kind = helper.np_dtype_to_tensor_dtype(np.dtype(dtype))
    x, y = (helper.make_tensor_value_info(name, kind, [None]) for name in "xy")
    node = helper.make_node(operator, ["x", *inputs], ["y"], domain=domain, **attributes)
    constants = [numpy_helper.from_array(np.array(numbers, dtype), name) for name, numbers in inputs.items()]
    graph = helper.make_graph([node], "graph", [x], [y], constants)
    sets = [helper.make_opsetid("", version), helper.make_opsetid("com.microsoft", 1)]
    model = helper.make_model(graph, opset_imports=sets, ir_version=10)
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    found = {}
    for length in (1, 17, 100_000):
        x = np.full(length, bits, f"uint{8 * np.dtype(dtype).itemsize}").view(dtype)
        found[length] = sorted(set(map(repr, session.run(None, {"x": x})[0].tolist())))
    return found
''',
    "scipy": '''\
import numpy as np
import scipy.special


def show(f, bits, dtype):
    found = {}
    for length in (1, 17, 100_000):
        x = np.full(length, bits, f"uint{8 * np.dtype(dtype).itemsize}").view(dtype)
        found[length] = sorted(set(map(repr, f(x).tolist())))
    return found
''',
}
HEADS["keras"] = 'import os\n\nos.environ["KERAS_BACKEND"] = "tensorflow"\nimport keras\n' + HEADS["tensorflow"]
ARRAYS = {"torch": "x.new_tensor({})", "jax": "jax.numpy.asarray({}, dtype=x.dtype)", "scipy": "np.array({}, dtype=x.dtype)",
          "tensorflow": "tensorflow.constant({}, dtype=x.dtype)", "keras": "keras.ops.convert_to_tensor({}, dtype=x.dtype)"}


@dataclass(frozen=True)
class Example:
    """A class error in one format: how many of the inputs, and one of them."""

    dtype: str
    inputs: str
    count: int
    input: str
    got: str
    expected: str
    first: str
    last: str

    @property
    def target(self) -> Format:
        return format_named(self.dtype)

    @property
    def bits(self) -> int:
        return pattern(self.target, self.input)


@dataclass(frozen=True)
class Found:
    """A distinct class error and its examples, the one in the widest format first."""

    backend: str
    activation: str
    order: int
    kind: str
    examples: tuple[Example, ...]

    @property
    def function(self) -> str:
        """The framework's own name for the function."""
        return function_of(self.backend, self.activation)

    def call(self, example: Example) -> str:
        """The call of `show` for an example."""
        activation, bits = find(self.activation), f"{example.bits:#0{example.target.width // 4 + 2}x}"
        given = {p.name: q for p in activation.parameters if p.default and (q := value(p.default)) is not None}
        if self.backend == "onnxruntime":
            return _onnx_call(names.named(activation, "onnx"), given, bits, example.dtype)
        text = names.call_text(activation, backend_named(self.backend).FRAMEWORK, given, ARRAYS[self.backend])
        function = text.removesuffix("(x)") if text.endswith("(x)") else f"lambda x: {text}"
        return f"show({function}, {bits}, {example.dtype!r}{', 1' if self.order else ''})"


def _onnx_call(found: names.Named, given: dict[str, Fraction], bits: str, dtype: str) -> str:
    from symact.floats.backends.onnxruntime import operator

    domain, _, name = found.path.rpartition(".")
    keywords = found.keywords(given)
    version = operator(found.path, tuple((k, tuple(v) if isinstance(v, list) else v) for k, v in keywords.items()), dtype)[1]
    attributes = {k: v if isinstance(v, str) else float(v) for k, v in keywords.items() if not isinstance(v, list)}
    inputs = {k: v for k, v in keywords.items() if isinstance(v, list)}
    further = [f"{attributes}"] if attributes else []
    further += [f"inputs={inputs}"] * bool(inputs) + [f"domain={domain!r}"] * bool(domain) + [f"version={version}"] * (version != 22)
    return f"show({', '.join([repr(name), bits, repr(dtype), *further])})"


@cache
def function_of(backend: str, activation: str) -> str:
    """The name of a framework's function, with the arguments that are no parameters: `torch.nn.functional.gelu(approximate='tanh')`."""
    found = names.named(find(activation), backend_named(backend).FRAMEWORK)
    fixed = [f"{key}={ast.unparse(part)}" for key, part in found.arguments.items()
             if not any(isinstance(node, ast.Name) for node in ast.walk(part))]
    return f"{found.path}({', '.join(fixed)})" if fixed else found.path


def gathered(rows: Iterable[dict[str, Any]]) -> list[Found]:
    """The distinct class errors of a survey, in its order. Of activations that are one function of a framework the first counts."""
    found: dict[tuple[Any, ...], list[Example]] = {}
    owners: dict[tuple[str, str], str] = {}
    for row in rows:
        function = row["backend"], function_of(row["backend"], row["activation"])
        if owners.setdefault(function, row["activation"]) != row["activation"]:
            continue
        everywhere = row.get("lengths", [])  # a longer search than that of a comparison
        for error in [*(e for e in row.get("errors", ()) if not (everywhere and e["kind"] == "length")), *everywhere]:
            key = row["backend"], row["activation"], row["derivative"], error["kind"]
            found.setdefault(key, []).append(Example(row["dtype"], row["inputs"], **{k: v for k, v in error.items() if k != "kind"}))
    return [Found(*key, tuple(sorted(examples, key=lambda e: FORMATS.index(e.dtype)))) for key, examples in found.items()]


def shown(backend: str, calls: list[str], python: str, folder: Path) -> list[dict[str, list[str]] | str]:
    """What the framework alone gives for the calls, in a process of its own where symact cannot be imported."""
    lines = ["import json", "import sys", "", "sys.modules['symact'] = None", HEADS[backend]]
    for call in calls:
        lines += ["try:", f"    print('shown', json.dumps({call}))", "except Exception as problem:",
                  "    print('shown', json.dumps(repr(problem)))"]
    file = folder / f"{backend}.py"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    done = subprocess.run([python, "-I", str(file)], capture_output=True, text=True, check=False)
    found = [json.loads(line.removeprefix("shown ")) for line in done.stdout.splitlines() if line.startswith("shown ")]
    if len(found) != len(calls):
        raise RuntimeError(done.stderr[-2000:])
    return found


def objection(finding: Found, example: Example, results: dict[str, list[str]] | str) -> str:
    """Why an example is not confirmed; nothing if it is."""
    if isinstance(results, str):
        return results
    if not _stored_as_well(finding, example):
        return "not found for the parameters as they are stored"
    outputs = {text for texts in results.values() for text in texts}
    if finding.kind == "length":
        return "" if len(outputs) > 1 else f"every length gives {outputs}"
    return "" if any(_wrong(finding, example, float(text)) for text in outputs) else f"{outputs} beside {witnessed(finding, example)}"


def _stored_as_well(finding: Found, example: Example) -> bool:
    """Whether the class is found for parameters rounded to the format too, where they differ from the declared ones."""
    activation, target = find(finding.activation), example.target
    given = [q for p in activation.parameters if p.default and (q := value(p.default)) is not None]
    if all(target.value(target.nearest(q)) == q for q in given):
        return True
    again = compare(activation, finding.backend, example.dtype, finding.order, example.inputs, as_stored=True, monotone=False)
    return finding.kind in {error.kind for error in again.errors}


def witnessed(finding: Found, example: Example) -> str:
    """What mpmath says of the example, for messages and tables."""
    at = example.input
    if not isfinite(float.fromhex(at)) and finding.kind == "limit":
        at = f"{'-' if at.startswith('-') else ''}{float(FAR[-1]).hex()}"
    known = _exact(finding.activation, at, finding.order)
    return "no number" if known is None else MP.nstr(known, 10)


def _wrong(finding: Found, example: Example, got: float) -> bool:
    """Whether an output is of the class, judged by mpmath's value."""
    target, kind = example.target, finding.kind
    negative = str(got).startswith("-")
    if kind == "nan lost":
        return got == got
    if kind == "limit":
        return got != got and _has_limit(finding, example)
    if kind == "kink":
        ends = [_slope(finding.activation, Fraction(float.fromhex(example.input)), side) for side in (-1, 1)]
        room = 2 * _mp(target.ulp(Fraction(str(MP.nstr(max(map(abs, ends)), 20)))))
        return got != got or not min(ends) - room <= got <= max(ends) + room
    exact = _exact(finding.activation, example.input, finding.order)
    if exact is None:
        return False
    if kind == "nan":
        return got != got
    if kind == "infinite":
        return abs(got) == float("inf") and abs(exact) < _mp(target.largest)
    if kind == "finite":
        return abs(got) < float("inf") and abs(exact) >= _mp(target.overflow)
    if kind == "sign":
        return exact != 0 and negative != (exact < 0)
    if kind == "flushed":
        return got == 0 and abs(exact) >= _mp(target.nearly_normal)
    return kind == "sign of zero" and got == 0 and exact == 0 and negative != example.input.startswith("-")


def _has_limit(finding: Found, example: Example) -> bool:
    """Whether the values at two far points are near, or both beyond all floats that are nearer, with one sign."""
    sign = "-" if example.input.startswith("-") else ""
    ends = [_exact(finding.activation, f"{sign}{float(point).hex()}", finding.order) for point in FAR]
    if None in ends:
        return False
    near, far = ends
    return abs(near - far) <= _mp(Fraction(1, 2**18)) * max(1, abs(far)) or (near * far > 0 and abs(far) > abs(near) > 2**18)


def _mp(q: Fraction) -> Any:
    return MP.mpf(q.numerator) / q.denominator


@cache
def _exact(activation: str, at: str, order: int) -> Any:
    """The value, or the slope of a short chord, at a float; None where there is none."""
    if not isfinite(float.fromhex(at)):
        return None
    if order:
        return _slope(activation, Fraction(float.fromhex(at)), 0)
    return _value(activation, _mp(Fraction(float.fromhex(at))))


def _value(activation: str, x: Any) -> Any:
    """None where there is no value, or mpmath finds none."""
    with MP.workdps(DIGITS):
        try:
            return FORMULAS[activation](x, **_parameters(activation))
        except (ArithmeticError, ValueError):
            return None


def _tanh(x: Any, tanh: Any = MP.tanh) -> Any:
    """mpmath overflows far out, where tanh is 1 or -1 to all digits that can matter."""
    return tanh(x) if abs(x) < 2**64 else MP.sign(x)


MP.tanh = _tanh


def _slope(activation: str, at: Fraction, side: int) -> Any:
    """The slope of a chord around a point (side 0), or on one side of it."""
    with MP.workdps(DIGITS):
        x = _mp(at)
        step = (abs(x) or MP.mpf(1)) * MP.mpf(10) ** STEP
        ends = [x + step * (side or 1), x - step * (side == 0)]
        high, low = (_value(activation, end) for end in ends)
        return None if None in (high, low) else (high - low) / (ends[0] - ends[1])


def _parameters(activation: str) -> dict[str, Any]:
    return {p.name: _mp(q) for p in find(activation).parameters if p.default and (q := value(p.default)) is not None}


def weak(finding: Found) -> str:
    """Why a finding does not count: NaN has no gradient to speak of, and a zero that stands for a tiny number has little of a sign."""
    if finding.kind == "nan lost" and finding.order:
        return "a gradient at NaN"
    if finding.kind == "sign" and not any(_seen(finding, example) for example in finding.examples):
        return "a zero of the wrong sign where the exact value is rounded to zero"
    if finding.kind == "length" and all(map(_zeros, finding.examples)):
        return "the sign of a zero depends on the length"
    return ""


def _zeros(example: Example) -> bool:
    return example.target.is_zero(pattern(example.target, example.got)) and float.fromhex(example.expected.split()[0]) == 0


def _seen(finding: Found, example: Example) -> bool:
    """Whether the exact value is at least half of the smallest float."""
    exact = _exact(finding.activation, example.input, finding.order)
    return exact is not None and abs(exact) * 2 > _mp(example.target.smallest)


