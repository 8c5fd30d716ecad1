"""symact's own NumPy kernels, and any function of the user that maps NumPy arrays to NumPy arrays.

Which kernel belongs to an activation is a field of the activation; which of its functions is called is this table.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import NDArray

from symact.activation import Activation
from symact.check.term import num, substitute, value
from symact.floats.arrays import Patterns, numbers, rounded
from symact.floats.backends import Implementation
from symact.floats.derived.kernel import kernel
from symact.floats.formats import Format

FORMATS = ("float16", "bfloat16", "float32", "float64")
FUNCTIONS = ("value", "derivative")  # the order of the derivative -> the function of a kernel module


def function(activation: Activation, derivative: int = 0) -> Callable[..., NDArray[Any]]:
    """The array function; parameters that are not given have their declared defaults.

    float64 is left to the activation's own kernel where it has one, which works with pairs. The narrow formats, and all
    formats elsewhere, get the kernel that is derived from the definition, which is faster and as good for them.
    """
    narrow = derived(activation, derivative)
    if activation.kernel is None or derivative >= len(FUNCTIONS):
        return narrow
    pairs = getattr(import_module(activation.kernel), FUNCTIONS[derivative])
    defaults = {p.name: value(p.default) for p in activation.parameters if p.default is not None}

    def with_defaults(x: Any, **parameters: Any) -> NDArray[Any]:
        array = np.asarray(x)
        result: NDArray[Any] = pairs(array, **{**defaults, **parameters}) if array.dtype == np.float64 else narrow(array, **parameters)
        return result

    return with_defaults


def derived(activation: Activation, derivative: int) -> Callable[..., NDArray[Any]]:
    """The function that is made from the definition, once for each choice of parameters."""
    if activation.vector:
        raise ValueError(f"symact has no NumPy kernel for {activation.name}, a function of vectors: compare a function of your own, "
                         "of NumPy arrays (with --function package.module:callable on the command line).")
    defaults = {p.name: p.default for p in activation.parameters if p.default is not None}

    def with_defaults(x: Any, **parameters: Fraction | float) -> NDArray[Any]:
        given = {**defaults, **{name: num(Fraction(q)) for name, q in parameters.items()}}
        return kernel(substitute(activation.body, given), activation.variable, derivative)(x)

    return with_defaults


def implementation(activation: Activation, derivative: int) -> Implementation:
    in_its_format, narrow = on_patterns(function(activation, derivative)), derived(activation, derivative)

    def run(patterns: Patterns, target: Format, parameters: Mapping[str, Fraction]) -> Patterns:
        """NumPy has no bfloat16: the kernel computes in float64 then, and the result is rounded once."""
        if target.name == "bfloat16":
            return rounded(target, narrow(numbers(target, patterns), **parameters))
        return in_its_format(patterns, target, parameters)

    return run


def on_patterns(call: Callable[..., Any]) -> Implementation:
    """A function of arrays as a function of bit patterns."""

    def run(patterns: Patterns, target: Format, parameters: Mapping[str, Fraction]) -> Patterns:
        if target.name == "bfloat16":
            raise ValueError("A function of NumPy arrays cannot be asked for bfloat16, which NumPy does not have.")
        _demand_subnormals(target)
        x = patterns.view(target.name)
        result = np.asarray(call(x, **parameters))
        if result.shape != x.shape or result.dtype != x.dtype:
            raise ValueError(f"{len(x)} numbers of {x.dtype} went in, and {result.dtype} of shape {result.shape} came out.")
        return np.ascontiguousarray(result).view(patterns.dtype)

    return run


def _demand_subnormals(target: Format) -> None:
    """Refuse to work in a process that flushes subnormal numbers to zero, as some libraries switch on when loaded."""
    normal = np.array([1 << (target.p - 1)], dtype=f"uint{target.width}").view(target.name)
    if not (normal / 2 > 0).all() or not (normal / 2 * 2 == normal).all():
        raise RuntimeError(f"This process flushes subnormal {target.name} numbers to zero; switch that off to compare.")
