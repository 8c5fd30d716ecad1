"""Planted faults are found, each in its class, and the result says so."""

from __future__ import annotations

import json
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from symact.activation import Activation
from symact.catalogue import find
from symact.floats.backends import BACKENDS, backend_named
from symact.floats.backends.numpy import function
from symact.floats.compare import compare
from symact.floats.comparison import Comparison
from symact.floats.kinds import KINDS


def planted(name: str, fault: Callable[[Any, Any], Any], derivative: int = 0, dtype: str = "float32") -> Comparison:
    """The comparison of symact's own kernel after `fault(x, y)` has changed its result y."""
    call = function(find(name), derivative)

    def faulty(x: Any, **parameters: Any) -> Any:
        return fault(x, call(x, **parameters)).astype(x.dtype)

    return compare(find(name), faulty, dtype=dtype, derivative=derivative)


def kinds(found: Comparison) -> list[str]:
    return [e.kind for e in found.errors]


def steps(y: Any, count: int) -> Any:
    with np.errstate(over="ignore"):
        for _ in range(count):
            y = np.nextafter(y, np.array(np.inf, y.dtype))
    return y


@pytest.mark.parametrize("dtype", ["float16", "float32", "float64"])
def test_three_ulps_are_found(dtype: str) -> None:
    found = planted("silu", lambda x, y: np.where((x > 2) & (x < 3), steps(y, 3), y), dtype=dtype)
    assert found.errors == () and Fraction(5, 2) <= found.max_ulp <= Fraction(7, 2)
    assert found.worst is not None and 2 < float.fromhex(found.worst.input) < 3
    assert found.above_one > 0 and found.unfaithful == found.above_one <= found.misrounded <= found.above_half + 1


def test_one_ulp_is_faithful_or_not_by_its_side() -> None:
    for end in (2, -2):
        found = planted("sigmoid", lambda x, y, e=end: np.where((x > 0) & (x < 1), np.nextafter(y, np.float32(e)), y))
        assert found.errors == () and Fraction(9, 10) < found.max_ulp <= Fraction(3, 2)
        assert 0 < found.unfaithful < found.misrounded


FAULTS: list[tuple[str, str, int, Callable[[Any, Any], Any]]] = [
    ("nan", "silu", 0, lambda x, y: np.where((x > 1e30) & (x < np.inf), np.nan, y)),
    ("infinite", "softplus", 0, lambda x, y: np.where(x > 88, np.inf, y)),
    ("finite", "silu", 0, lambda x, y: np.where(np.isinf(y), np.float32(3e38), y)),
    ("sign", "gelu", 0, lambda x, y: np.where((x < -5) & (x > -6), -y, y)),
    ("sign", "mish", 0, lambda x, y: np.where(x < -300, 0.0, y)),
    ("flushed", "sigmoid", 0, lambda x, y: np.where(x < -20, 0.0, y)),
    ("limit", "silu", 0, lambda x, y: np.where(x == -np.inf, np.nan, y)),
    ("kink", "relu", 1, lambda x, y: np.where(x == 0, 2.0, y)),
    ("kink", "hardswish", 1, lambda x, y: np.where(x == -3, np.nan, y)),
    ("sign of zero", "tanh", 0, lambda x, y: np.where(x == 0, 0.0, y)),
    ("nan lost", "relu", 0, lambda x, y: np.where(np.isnan(x), 0.0, y)),
    ("length", "tanh", 0, lambda x, y: y if x.size > 16 else y * np.float32(1 - 2e-7)),
]


@pytest.mark.parametrize(("kind", "name", "derivative", "fault"), FAULTS, ids=[f"{f[0]}-{f[1]}" for f in FAULTS])
def test_class_errors_are_found(kind: str, name: str, derivative: int, fault: Callable[[Any, Any], Any]) -> None:
    found = planted(name, fault, derivative)
    assert kinds(found) == [kind]
    assert found.errors[0].count >= 1 and KINDS[kind] in found.text()


def test_a_gradient_inside_the_clarke_interval_is_no_error() -> None:
    for gradient in (0.0, 0.5, 1.0):
        found = planted("relu", lambda x, y, g=gradient: np.where(x == 0, g, y), derivative=1)
        assert found.errors == () and found.kinks == 2
    rounded = planted("leaky_relu", lambda x, y: np.where(x == 0, np.float32(0.01), y), derivative=1)
    assert rounded.errors == ()


def test_zeros_of_even_functions_are_not_judged_by_their_sign() -> None:
    assert planted("abs", lambda x, y: np.where(x == 0, -0.0, y)).errors == ()


def test_the_sign_of_a_zero_is_that_of_what_is_beside_it() -> None:
    """-sin(+0) is -0; a function that jumps at 0, or is 0 around it, has no sign there."""
    def compared(name: str, f: Callable[[Any], Any], derivative: int = 0) -> list[str]:
        return kinds(compare(find(name), lambda x, **given: f(x).astype(x.dtype), "float16", derivative))

    assert compared("cos", lambda x: -np.sin(x.astype(float)), 1) == []
    assert compared("cos", lambda x: np.where(x == 0, 0.0, -np.sin(x.astype(float))), 1) == ["sign of zero"]
    assert compared("sin", lambda x: np.where(x == 0, 0.0, np.sin(x.astype(float)))) == ["sign of zero"]
    for zero in (0.0, -0.0):
        assert compared("signum", lambda x, z=zero: np.where(x == 0, z, np.sign(x))) == []
        assert compared("softshrink", lambda x, z=zero: np.where(abs(x) <= 0.5, z, x - np.copysign(0.5, x))) == []


def test_a_naive_implementation_is_seen_through() -> None:
    """What frameworks have done: overflow in exp, cancellation in the tail."""
    def naive_softplus(x: Any, beta: Fraction) -> Any:
        with np.errstate(over="ignore"):
            return np.log(1 + np.exp(x))

    found = compare(find("softplus"), naive_softplus, dtype="float32")
    assert kinds(found) == ["infinite", "flushed"] and found.max_ulp > 1000

    def naive_silu(x: Any) -> Any:
        with np.errstate(over="ignore", invalid="ignore"):
            return x / (1 + np.exp(-x))

    assert kinds(compare(find("silu"), naive_silu, dtype="float32")) == ["flushed", "limit"]


def test_subnormal_results_are_a_class_of_their_own() -> None:
    tiny = np.finfo(np.float32).tiny
    found = planted("silu", lambda x, y: np.where(abs(y) < tiny, np.copysign(0, y), y))
    assert found.errors == () and found.worst is not None and found.worst.ulp < 1
    assert found.worst_subnormal is not None and found.worst_subnormal.ulp > 1000


def test_parameters_as_declared_or_as_stored() -> None:
    def in_single(x: Any, negative_slope: Fraction) -> Any:
        return np.where(x < 0, x * np.float32(float(negative_slope)), x)

    declared, stored = (compare(find("leaky_relu"), in_single, dtype="float32", as_stored=s) for s in (False, True))
    assert stored.max_ulp <= Fraction(1, 2) < declared.max_ulp
    assert dict(declared.parameters) == {"negative_slope": "1/100"} and "as stored" in stored.text()


def test_parameters_are_given_exactly() -> None:
    found = compare(find("elu"), dtype="float16", parameters={"alpha": "0.1"})
    assert dict(found.parameters) == {"alpha": "1/10"} and found.max_ulp < 1
    with pytest.raises(ValueError, match="elu has no parameter 'beta'; it has alpha"):
        compare(find("elu"), parameters={"beta": 1})


def test_the_result_is_json_and_text() -> None:
    found = compare(find("tanh"), dtype="float16")
    data = json.loads(json.dumps(found.to_json()))
    assert data["activation"] == "tanh" and data["errors"] == [] and data["inputs"] == "sample"
    assert data["max_ulp"] == data["worst"]["ulp"] == "0.500"
    assert found.to_json() == compare(find("tanh"), dtype="float16").to_json()
    assert found.text().startswith("tanh(x), numpy, float16: a sample of the inputs\n  no class errors\n  largest error: 0.500 ulp")
    assert str(compare(find("softplus"), dtype="float16", derivative=1)).startswith("softplus'(x, beta=1)")


def test_what_cannot_be_compared_is_refused_with_a_sentence() -> None:
    with pytest.raises(ValueError, match="function of vectors"):
        compare(find("softmax"))
    with pytest.raises(ValueError, match="too many floats"):
        compare(find("relu"), dtype="float64", inputs="all")
    with pytest.raises(ValueError, match="one of sample, all, kinks"):
        compare(find("relu"), inputs="some")
    with pytest.raises(ValueError, match="There is no backend 'abacus'"):
        compare(find("relu"), backend="abacus")
    with pytest.raises(ValueError, match=r"and float64 of shape \(1,\) came out"):
        compare(find("relu"), lambda x: np.zeros(1))
    with pytest.raises(ValueError, match="The parameter a of f needs a rational value"):
        compare(Activation("f", "f(x, a) = a*x"), lambda x, a: x)


def test_backends_are_listed() -> None:
    for name in BACKENDS:
        assert set(backend_named(name).FORMATS) <= {"float16", "bfloat16", "float32", "float64"}
