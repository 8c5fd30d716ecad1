"""The frameworks' functions are those that the catalogue says, they see the bits that they are given, and errors are sentences.

Tests marked `frameworks` run what is installed: python -m pytest -n 0 -m frameworks tests/floats
"""

from __future__ import annotations

import ast
import math
import subprocess
import sys
from collections.abc import Callable
from fractions import Fraction
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from documented import FORMULAS, MP
from test_catalogue import cases

from symact.activation import Activation
from symact.catalogue import CATALOGUE, find
from symact.check.term import value
from symact.floats.arrays import numbers, patterns_dtype, rounded
from symact.floats.backends import BACKENDS, backend_named, functions, implementation, names, versions
from symact.floats.backends.calls import on_patterns
from symact.floats.backends.subnormals import subnormals
from symact.floats.compare import compare
from symact.floats.formats import FLOAT32, FLOAT64, FORMATS, Format, format_named

FRAMEWORKS = tuple(name for name in BACKENDS if name != "numpy")
DIFFERENTIATING = ("torch", "jax", "keras", "tensorflow")
POINTS = [-20, -5.5, -2.75, -1.25, -0.375, -0.125, 0.125, 0.375, 0.75, 1.75, 2.25, 4.25, 7]  # floats of all formats, apart from joints
NEAR = {"float16": 4e-3, "bfloat16": 3e-2, "float32": 2e-6, "float64": 1e-7}  # constants may be those of float32
NO_DERIVATIVE = {("torch", "binary_step")}
EVERYWHERE = [(backend, name) for backend in FRAMEWORKS for name in functions(backend)]


def installed(backend: str) -> str:
    if find_spec(backend) is None:
        pytest.skip(f"{backend} is not installed")
    return backend


@cache
def exact(name: str, x: float, parameters: tuple[tuple[str, Fraction], ...], order: int) -> float | None:
    given = {key: MP.mpf(q.numerator) / q.denominator for key, q in parameters}
    if not order:
        found = FORMULAS[name](MP.mpf(x), **given)
    else:
        step = MP.mpf(10) ** -18
        ends = [FORMULAS[name](MP.mpf(x) + side * step, **given) for side in (1, -1)]
        found = None if None in ends else (ends[0] - ends[1]) / (2 * step)
    return None if found is None else float(found)


def outputs(backend: str, name: str, target: Format, parameters: dict[str, Fraction], order: int) -> list[float]:
    patterns = rounded(target, np.array(POINTS)) if target.width < 64 else np.array(POINTS).view(np.uint64)
    found = implementation(find(name), backend, target, order)(patterns, target, parameters)
    return [float(y) for y in (numbers(target, found) if target.width < 64 else found.view(np.float64))]


@pytest.mark.frameworks
@pytest.mark.parametrize(("backend", "name"), EVERYWHERE, ids=["-".join(pair) for pair in EVERYWHERE])
def test_a_function_of_a_framework_is_the_one_that_is_named(backend: str, name: str) -> None:
    """Value and gradient in every format, at the default parameters and at others, beside a formula in mpmath."""
    looked = 0
    orders = (0, 1) if backend in DIFFERENTIATING and (backend, name) not in NO_DERIVATIVE else (0,)
    for dtype in backend_named(installed(backend)).FORMATS:
        target = format_named(dtype)
        for parameters in cases(find(name)) if dtype == "float32" else cases(find(name))[:1]:
            for order in orders:
                try:
                    found = outputs(backend, name, target, parameters, order)
                except ValueError as problem:
                    assert "at the default only" in str(problem) or "ONNX Runtime has no" in str(problem), problem
                    continue
                for x, y in zip(POINTS, found, strict=True):
                    wanted = exact(name, x, tuple(parameters.items()), order)
                    if wanted is not None:
                        assert abs(y - wanted) <= NEAR[dtype] * max(1, abs(wanted)), (dtype, parameters, order, x, y, wanted)
                        looked += 1
    assert looked >= len(POINTS)


@pytest.mark.frameworks
@pytest.mark.parametrize("backend", FRAMEWORKS)
def test_bits_pass_unharmed(backend: str) -> None:
    """NaN payloads, quiet and not, zeros, infinities and subnormal numbers, through the identity where there is one."""
    if "identity" not in functions(installed(backend)):
        assert backend == "scipy"
        return
    for dtype in backend_named(backend).FORMATS:
        target = format_named(dtype)
        kind = patterns_dtype(target)
        some = np.random.default_rng(1).integers(0, 1 << target.width, 2000, dtype=kind)
        special = [0, 1, 5, (1 << target.p - 1) - 1, target.infinity, target.infinity + 1, target.nan, target.nan + 3]
        patterns = np.concatenate([some, np.array([s | b for b in special for s in (0, target.sign_bit)], dtype=kind)])
        found = implementation(find("identity"), backend, target)(patterns, target, {})
        assert found.dtype == kind and (found == patterns).all()


@pytest.mark.frameworks
@pytest.mark.parametrize("backend", FRAMEWORKS)
def test_what_becomes_of_subnormal_numbers_is_said(backend: str) -> None:
    said = {dtype: subnormals(installed(backend), format_named(dtype)) for dtype in backend_named(backend).FORMATS}
    flushing = backend in ("jax", "tensorflow", "keras")  # XLA and Eigen work with flush-to-zero on the CPU; float16 is computed in float32
    for dtype, what in said.items():
        kept = not flushing or dtype == "float16"
        assert what == ("subnormal numbers are kept" if kept else "subnormal results and inputs are taken for zero")
    assert next(iter(versions(backend))).startswith(backend)


@pytest.mark.frameworks
@pytest.mark.parametrize("backend", DIFFERENTIATING)
def test_functions_of_the_user_are_differentiated(backend: str) -> None:
    cube: Callable[[Any], Any] = lambda x: x * x * x  # noqa: E731
    f = Activation("f", "f(x) = x^3")
    for order in (0, 1, 2):
        found = compare(f, installed(backend), "float16", order, function=cube)
        assert found.errors == () and found.backend == f"{backend} test_backends:{cube.__qualname__}"
        assert 0 < found.max_ulp <= 4
    assert compare(f, backend, "float16", function=lambda x: x * x).errors
    with pytest.raises(ValueError, match=r"numbers of .*float32.* went in, and .* came out"):
        compare(f, backend, "float32", function=lambda x: (x * x)[:3])
    with pytest.raises(ValueError, match=r"in float32: ZeroDivisionError: .*by zero"):
        compare(f, backend, "float32", function=lambda x: x * (1 // 0))


@pytest.mark.frameworks
def test_bfloat16_arrays_of_numpy_are_those_of_ml_dtypes() -> None:
    installed("ml_dtypes")
    found = compare(find("tanh"), np.tanh, "bfloat16", inputs="all")
    assert found.errors == () and found.max_ulp <= Fraction(1, 2) + Fraction(1, 1000)
    assert compare(find("tanh"), math.tanh, "bfloat16").max_ulp <= Fraction(1, 2)


@pytest.mark.frameworks
def test_a_cuda_device_that_is_not_there_is_a_sentence() -> None:
    import torch

    if not torch.cuda.is_available():
        with pytest.raises(ValueError, match=r"There is no CUDA device here that PyTorch .* sees"):
            compare(find("relu"), "torch", device="cuda")
    else:
        assert compare(find("relu"), "torch", device="cuda").errors == ()


@pytest.mark.frameworks
def test_a_process_that_flushes_is_refused() -> None:
    import torch

    assert torch.set_flush_denormal(True)
    try:
        with pytest.raises(ValueError, match="flushes subnormal"):
            compare(find("relu"), "torch")
        assert subnormals("torch", FLOAT32) == "subnormal results and inputs are taken for zero"
    finally:
        torch.set_flush_denormal(False)
    assert compare(find("relu"), "torch").errors == ()


@pytest.mark.frameworks
def test_what_a_framework_does_not_do_is_said() -> None:
    with pytest.raises(ValueError, match="ONNX Runtime computes no gradients"):
        compare(find("relu"), "onnxruntime", derivative=1)
    with pytest.raises(ValueError, match="runs graphs, not functions of Python"):
        compare(find("relu"), "onnxruntime", function=abs)
    with pytest.raises(ValueError, match="ONNX Runtime has no Erf for float64 on the CPU"):
        compare(find("erf_act"), "onnxruntime", "float64")
    with pytest.raises(ValueError, match="derivative for aten::heaviside is not implemented"):
        compare(find("binary_step"), "torch", derivative=1)
    with pytest.raises(ValueError, match=r"jax\.nn\.softplus does not take the parameter 'beta' of softplus"):
        compare(find("softplus"), "jax", parameters={"beta": 2})
    with pytest.raises(ValueError, match="SciPy computes no gradients"):
        compare(find("sigmoid"), "scipy", derivative=1)


def test_frameworks_are_not_imported_unless_asked_for() -> None:
    code = ("import sys; from symact.floats.compare import compare; from symact.catalogue import find; "
            "from symact.floats.backends import BACKENDS, backend_named; [backend_named(b) for b in BACKENDS]; "
            "compare(find('relu'), dtype='float16'); "
            "print(sorted({'torch', 'jax', 'onnx', 'onnxruntime', 'keras', 'tensorflow', 'scipy', 'ml_dtypes'} & set(sys.modules)))")
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


@pytest.mark.parametrize("backend", FRAMEWORKS)
def test_a_missing_package_is_a_sentence(backend: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for package in (backend, "onnx"):
        monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(ImportError, match=rf"is not installed, and this needs it: pip install 'symact\[{backend}\]'"):
        compare(find("softplus"), backend)


def test_the_catalogue_names_functions_that_can_be_called() -> None:
    """The names are read as they are meant, and every function takes x alone beside its keywords."""
    for backend in FRAMEWORKS:
        framework = backend_named(backend).FRAMEWORK
        for name in functions(backend):
            activation = find(name)
            given = {p.name: q for p in activation.parameters if p.default and (q := value(p.default)) is not None}
            found = names.named(activation, framework)
            assert found.path.replace(".", "").replace("_", "").isalnum() and (framework == "onnx") != found.path.startswith(framework)
            for number in found.keywords(given).values():
                assert isinstance(number, float | int | str | bool | list)
    assert len(EVERYWHERE) >= 150 and {b for b, _ in EVERYWHERE} == set(FRAMEWORKS)
    assert names.named(find("prelu"), "torch").keywords({"weight": Fraction(1, 3)}) == {"weight": [1 / 3]}
    assert names.named(find("elu"), "torch").keywords({"alpha": Fraction(1, 10)}) == {"alpha": 0.1}
    assert names.named(find("gelu"), "jax").keywords({}) == {"approximate": False}
    with pytest.raises(ValueError, match=r"tensorflow\.nn\.elu does not take the parameter 'alpha' of elu"):
        names.named(find("elu"), "tensorflow").keywords({"alpha": Fraction(2)})
    with pytest.raises(ValueError, match="The catalogue names no function of torch for snake"):
        names.named(find("snake"), "torch")
    with pytest.raises(ValueError, match=r"has no math\.nothing"):
        names.resolved("math.nothing")
    assert all(a.frameworks.get("onnx", "").count("(") <= 1 for a in CATALOGUE)


def test_a_backend_says_what_and_where_it_computes() -> None:
    assert functions("numpy") == tuple(a.name for a in CATALOGUE if not a.vector) and set(functions("scipy")) < set(functions("numpy"))
    with pytest.raises(ValueError, match="The backend jax computes on cpu here, not on 'cuda'"):
        compare(find("relu"), "jax", device="cuda")
    with pytest.raises(ValueError, match="The backend scipy does not compute in float16"):
        compare(find("sigmoid"), "scipy", "float16")
    assert subnormals("numpy", FLOAT64) == "subnormal numbers are kept" and list(versions("numpy")) == ["numpy"]


def test_a_function_of_one_number_is_asked_one_by_one() -> None:
    def clipped(x: Any) -> Any:
        return min(max(x, 0), 6)

    for target in FORMATS:
        if target.name != "bfloat16":
            found = compare(find("relu6"), clipped, target.name)
            assert found.errors == () and found.max_ulp == 0
    assert compare(find("tanh"), math.tanh, "float16").max_ulp <= Fraction(1, 2)  # rounded once, to the nearest
    assert compare(find("tanh"), lambda x: math.tanh(x), "float32").worst is not None


def test_an_arithmetic_error_is_no_number() -> None:
    found = compare(find("sigmoid"), lambda x: 1 / (1 + math.exp(-x)), "float64")
    assert [e.kind for e in found.errors] == ["nan"] and found.errors[0].got == "nan"
    assert -712 < float.fromhex(found.errors[0].last) < -709  # exp overflows from 709.78 on


def test_functions_that_fail_are_said_to(monkeypatch: pytest.MonkeyPatch) -> None:
    def wants_tensors(x: Any) -> Any:
        raise TypeError("x must be Tensor")

    with pytest.raises(ValueError, match=r"wants_tensors in float32: TypeError: x must be Tensor \(it is called with NumPy arrays"):
        compare(find("relu"), wants_tensors)
    failing = on_patterns(lambda x: 1 // 0, lambda patterns, target: patterns, lambda y, target: y)
    with pytest.raises(ValueError, match=r"in float32: ZeroDivisionError: .*by zero"):
        failing(np.zeros(1, np.uint32), FLOAT32, {})
    monkeypatch.setitem(sys.modules, "ml_dtypes", None)
    with pytest.raises(ImportError, match=r"ml_dtypes is not installed, and this needs it: pip install 'symact\[bfloat16\]'"):
        compare(find("relu"), np.abs, "bfloat16")


def test_results_that_depend_on_the_length_are_found() -> None:
    """A loop over 16 numbers at a time, and another one for the rest."""
    def in_parts(x: Any) -> Any:
        y = np.tanh(x)
        whole = len(x) // 16 * 16 if len(x) < 100 else len(x)
        y[whole:] *= np.float32(1 - 2e-7)
        return y

    found = compare(find("tanh"), in_parts)
    assert [e.kind for e in found.errors] == ["length"] and found.errors[0].count > 24


def test_nothing_changes_with_the_length_of_the_identity() -> None:
    assert compare(find("identity"), lambda x: x).errors == ()


# ------------------------------------------------------------------ reproductions

@pytest.mark.frameworks
@pytest.mark.parametrize("backend", FRAMEWORKS)
def test_snippets_compute_what_the_backend_computes(backend: str, tmp_path: Path) -> None:
    """In a process without symact: all of the backend's functions, two formats, values and gradients, at 13 points and alone."""
    from symact.floats.reproduce import source

    installed(backend)
    orders = (0, 1) if backend in DIFFERENTIATING else (0,)
    wanted, pieces = [], ["import sys\nsys.modules['symact'] = None"]
    for name, order in [(name, order) for name in functions(backend)[::3] for order in orders]:
        target = FLOAT64 if "float16" not in backend_named(backend).FORMATS or name < "h" else format_named("float16")
        given = {p.name: q for p in find(name).parameters if (q := value(p.default)) is not None}
        patterns = rounded(target, np.array(POINTS)) if target.width < 64 else np.array(POINTS).view(np.uint64)
        try:
            run = implementation(find(name), backend, target, order)
            got = [run(np.array([bits] * 3, patterns.dtype), target, given) for bits in patterns.tolist()]
        except ValueError:
            continue
        wanted.append([[float(v) for v in np.array(y).view(target.name)] for y in got])
        pieces.append(source(backend, find(name), order, target.name, given) + f"\nprint([results(bits, 3) for bits in {patterns.tolist()}])")
    file = tmp_path / "snippets.py"
    file.write_text("\n".join(pieces), encoding="utf-8")
    done = subprocess.run([sys.executable, "-I", str(file)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    shown = [line.replace("nan", "None").replace("inf", "1e999") for line in done.stdout.splitlines() if line.startswith("[[")]
    assert len(wanted) > 0 and len(shown) == len(wanted)
    for line, expected in zip(shown, wanted, strict=True):
        assert ast.literal_eval(line) == [[None if v != v else v for v in row] for row in expected]
