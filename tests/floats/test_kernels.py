"""symact's own kernels: every activation that has one, value and derivative, in two formats, against the exact function."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import mpmath
import numpy as np
import pytest

from symact.activation import Activation
from symact.catalogue import CATALOGUE, find
from symact.floats.backends.numpy import function
from symact.floats.compare import compare
from symact.floats.kernels.normal import mills, mills_taylor

WITH_KERNEL = [a for a in CATALOGUE if a.kernel]
LIMIT = Fraction(7, 10)  # ulps; at most 2 are promised

every = pytest.mark.parametrize("activation", WITH_KERNEL, ids=lambda a: a.name)


@every
@pytest.mark.parametrize("derivative", [0, 1], ids=["value", "derivative"])
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_within_an_ulp_of_the_exact_function(activation: Activation, derivative: int, dtype: str) -> None:
    found = compare(activation, dtype=dtype, derivative=derivative)
    assert found.errors == () and found.unresolved == 0, found.text()
    assert found.max_ulp <= LIMIT and found.unfaithful == 0, found.text()
    assert found.points > 2000


@pytest.mark.parametrize(("name", "parameters"), [
    ("elu", {"alpha": Fraction(1, 3)}), ("elu", {"alpha": Fraction(1000, 7)}), ("softplus", {"beta": Fraction(3, 7)}),
    ("softplus", {"beta": Fraction(20)}), ("leaky_relu", {"negative_slope": Fraction(-7, 3)}),
    ("prelu", {"weight": Fraction(0)}), ("hardtanh", {"min_val": Fraction(-3), "max_val": Fraction(1, 2)}),
], ids=str)
@pytest.mark.parametrize("derivative", [0, 1], ids=["value", "derivative"])
def test_other_parameters(name: str, parameters: dict[str, Fraction], derivative: int) -> None:
    found = compare(find(name), dtype="float32", derivative=derivative, parameters=parameters)
    assert found.errors == () and found.max_ulp <= LIMIT, found.text()


@pytest.mark.parametrize("name", ["softplus", "elu"])
def test_other_parameters_in_double(name: str) -> None:
    (parameter,) = find(name).parameters
    found = compare(find(name), dtype="float64", parameters={parameter.name: Fraction(1, 3)})
    assert found.errors == () and found.max_ulp <= LIMIT, found.text()


def test_all_inputs_of_half_precision() -> None:
    found = compare(find("hardswish"), dtype="float16", inputs="all")
    assert found.errors == () and found.max_ulp <= LIMIT and found.points == 2 * 0x7C01, found.text()


@every
@pytest.mark.parametrize("dtype", ["float16", "float32", "float64"])
def test_nan_gives_nan_and_zeros_stay(activation: Activation, dtype: str) -> None:
    for derivative in (0, 1):
        call = function(activation, derivative)
        result = call(np.array([np.nan, 1.0, np.inf, -np.inf, 0.0, -0.0], dtype=dtype))
        assert result.dtype == dtype and np.isnan(result[0]) and not np.isnan(result[1:]).any()
        assert result[4] == result[5]


LIMITS: dict[str, tuple[float, float, float, float]] = {  # at -oo and oo: value, value, derivative, derivative
    "silu": (0, np.inf, 0, 1), "gelu": (0, np.inf, 0, 1), "gelu_tanh": (0, np.inf, 0, 1), "mish": (0, np.inf, 0, 1),
    "hardswish": (0, np.inf, 0, 1), "softplus": (0, np.inf, 0, 1), "log_sigmoid": (-np.inf, 0, 1, 0),
    "elu": (-1, np.inf, 0, 1), "sigmoid": (0, 1, 0, 0), "tanh": (-1, 1, 0, 0),
    "leaky_relu": (-np.inf, np.inf, 0.01, 1), "relu6": (0, 6, 0, 0),
}


@pytest.mark.parametrize("name", LIMITS)
def test_infinities_give_the_limits(name: str) -> None:
    ends = np.array([-np.inf, np.inf])
    assert [*function(find(name))(ends), *function(find(name), 1)(ends)] == list(LIMITS[name])


@every
def test_shape_layout_and_length_do_not_matter(activation: Activation) -> None:
    call = function(activation)
    x = np.linspace(-9, 9, 3 * 10_000).reshape(3, 10_000)
    whole = call(x)
    assert whole.shape == x.shape and np.array_equal(call(x.T), whole.T) and np.array_equal(call(x[:, ::7]), whole[:, ::7])
    assert all(np.array_equal(call(x[0, k:k + 1]), whole[0, k:k + 1]) for k in (0, 1, 4_999, 9_999))
    assert call(np.float64(0.5)).shape == () and call(np.empty((0, 3))).shape == (0, 3)


def test_other_types_are_refused() -> None:
    with pytest.raises(TypeError, match="not in int64"):
        function(find("relu"))(np.arange(3))


def test_vectors_and_some_functions_of_float64_have_no_kernel() -> None:
    with pytest.raises(ValueError, match="no NumPy kernel for selu in float64: take float16, bfloat16 or float32"):
        function(find("selu"))(np.zeros(1))
    with pytest.raises(ValueError, match="no NumPy kernel for the derivative of order 2 of silu in float64"):
        function(find("silu"), 2)(np.zeros(1))
    with pytest.raises(ValueError, match="no NumPy kernel for softmax, a function of vectors: compare a function of your own"):
        function(find("softmax"))


def test_the_mills_ratio_is_that_of_mpmath() -> None:
    mp = mpmath.mp.clone()
    mp.prec = 1800

    def exact(t: Any) -> Any:
        return mp.sqrt(mp.pi / 2) * mp.exp(t * t / 2) * mp.erfc(t / mp.sqrt(2))

    for t in (Fraction(0), Fraction(3, 4), Fraction(17, 3), Fraction(39)):
        found, wanted = mills_taylor(t, 3)[0], exact(mp.mpf(t.numerator) / t.denominator)
        assert abs(mp.mpf(found.numerator) / found.denominator / wanted - 1) < mp.mpf(2) ** -500
    points = np.linspace(0, 40, 53)
    for t, high, low in zip(points, *mills(points), strict=True):
        assert abs((mp.mpf(float(high)) + mp.mpf(float(low))) / exact(mp.mpf(float(t))) - 1) < mp.mpf(2) ** -56
