"""SciPy: the ufuncs of scipy.special. They have no gradients."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import numpy as np

from symact.activation import Activation
from symact.floats.backends import Implementation, names
from symact.floats.backends.users import arithmetic, of_arrays, of_function, snippet_of

FRAMEWORK = "scipy"
FORMATS = ("float32", "float64")
DEVICES = ("cpu",)
__all__ = ["DEVICES", "FORMATS", "FRAMEWORK", "arithmetic", "implementation", "of_function", "packages",
           "snippet", "snippet_of"]


def implementation(activation: Activation, derivative: int, device: str = "cpu") -> Implementation:
    if derivative:
        raise ValueError("SciPy computes no gradients.")

    def array(numbers: list[float], x: Any) -> Any:
        return np.array(numbers, dtype=x.dtype)

    return of_arrays(names.function(activation, FRAMEWORK, array))


def packages() -> tuple[str, ...]:
    return ("scipy", "numpy")


def snippet(activation: Activation, derivative: int, dtype: str, parameters: Mapping[str, Fraction]) -> str:
    call = names.call_text(activation, FRAMEWORK, parameters, "np.array({}, dtype=x.dtype)")
    return "import scipy.special\n" + snippet_of(call, 0, dtype)
