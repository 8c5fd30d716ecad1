"""symact's own NumPy kernels, and any function of the user's: of a NumPy array, or of one number.

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
from symact.floats.backends.users import arithmetic, of_arrays, of_function, snippet_of
from symact.floats.derived.kernel import kernel
from symact.floats.formats import Format

FRAMEWORK = ""
FORMATS = ("float16", "bfloat16", "float32", "float64")
DEVICES = ("cpu",)
FUNCTIONS = ("value", "derivative")  # the order of the derivative -> the function of a kernel module
__all__ = ["DEVICES", "FORMATS", "FRAMEWORK", "arithmetic", "function", "implementation", "of_function", "packages",
           "snippet", "snippet_of"]


def function(activation: Activation, derivative: int = 0) -> Callable[..., NDArray[Any]]:
    """The array function; parameters that are not given have their declared defaults.

    float16 and float32 get the kernel that is derived from the definition; float64 the activation's own, which works with
    pairs, where it has one: the other is faster, and made for results that are rounded once more.
    """
    narrow = derived(activation, derivative)
    by_hand = activation.kernel is not None and derivative < len(FUNCTIONS)
    defaults = {p.name: value(p.default) for p in activation.parameters if p.default is not None}

    def with_defaults(x: Any, **parameters: Any) -> NDArray[Any]:
        array = np.asarray(x)
        if array.dtype != np.float64:
            return narrow(array, **parameters)
        if not by_hand:
            what = f"the derivative of order {derivative} of {activation.name}" if derivative else activation.name
            raise ValueError(f"symact has no NumPy kernel for {what} in float64: take float16, bfloat16 or float32, or compare a function "
                             "of your own (with --function package.module:callable on the command line).")
        pairs = getattr(import_module(str(activation.kernel)), FUNCTIONS[derivative])
        result: NDArray[Any] = pairs(array, **{**defaults, **parameters})
        return result

    return with_defaults


def derived(activation: Activation, derivative: int) -> Callable[..., NDArray[Any]]:
    """The function that is made from the definition, once for each choice of parameters; float64 is good for narrower floats in it."""
    if activation.vector:
        raise ValueError(f"symact has no NumPy kernel for {activation.name}, a function of vectors: compare a function of your own, "
                         "of NumPy arrays (with --function package.module:callable on the command line).")
    defaults = {p.name: p.default for p in activation.parameters if p.default is not None}

    def with_defaults(x: Any, **parameters: Fraction | float) -> NDArray[Any]:
        given = {**defaults, **{name: num(Fraction(q)) for name, q in parameters.items()}}
        return kernel(substitute(activation.body, given), activation.variable, derivative)(x)

    return with_defaults


def implementation(activation: Activation, derivative: int, device: str = "cpu") -> Implementation:
    in_its_format, narrow = of_arrays(function(activation, derivative)), derived(activation, derivative)

    def run(patterns: Patterns, target: Format, parameters: Mapping[str, Fraction]) -> Patterns:
        """NumPy has no bfloat16: the kernel computes in float64 then, and the result is rounded once."""
        if target.name == "bfloat16":
            return rounded(target, narrow(numbers(target, patterns), **parameters))
        return in_its_format(patterns, target, parameters)

    return run


def packages() -> tuple[str, ...]:
    return ("numpy",)


def snippet(activation: Activation, derivative: int, dtype: str, parameters: Mapping[str, Fraction]) -> str:
    """The kernel as it is called from Python, with symact; that it is computed in float64 for bfloat16 is not said there."""
    if dtype == "bfloat16":
        return ""
    given = "".join(f", {name}={value!r}" for name, value in parameters.items())
    lines = [*(["from fractions import Fraction", ""] if given else []), "from symact.catalogue import find",
             "from symact.floats.backends.numpy import function", "", f"f = function(find({activation.name!r}), {derivative})"]
    return "\n".join([*lines, snippet_of(f"f(x{given})", 0, dtype)])
