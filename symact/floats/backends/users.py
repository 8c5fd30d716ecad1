"""Any function of the user's: of a NumPy array, or of one number.

Which of them it is, is seen from what it does with an array of two numbers. A function of one number is called with NumPy
scalars of the format, and what it returns is rounded to the format once; where it raises an arithmetic error, as `math.exp`
does for large arguments, there is no number, which is NaN.
"""

from __future__ import annotations

from collections.abc import Callable
from numbers import Real
from typing import Any

import numpy as np

from symact.floats.arrays import rounded
from symact.floats.backends import Implementation, calls
from symact.floats.backends.names import package
from symact.floats.backends.subnormals import demand_subnormals
from symact.floats.formats import Format, format_named


def of_function(call: Callable[..., Any], derivative: int = 0, device: str = "cpu") -> Implementation:
    """The function as it is: it has to compute the derivative itself that it is compared with."""
    takes_arrays: dict[tuple[Any, ...], bool] = {}

    def run(x: Any, **parameters: Any) -> Any:
        key = x.dtype, *parameters.items()
        if key not in takes_arrays:
            takes_arrays[key] = _takes_arrays(call, x.dtype, parameters)
        if not takes_arrays[key]:
            return _one_by_one(call, x, parameters)
        try:
            return np.asarray(call(x, **parameters))
        except TypeError as problem:
            raise TypeError(f"{problem} (it is called with NumPy arrays; with the name of a backend, it is with that one's)") from None

    run.__qualname__ = calls.called(call)
    return of_arrays(run)


def arithmetic(device: str) -> tuple[Implementation, Implementation]:
    return calls.arithmetic(of_function, device)


def of_arrays(call: Callable[..., Any]) -> Implementation:
    """A function of NumPy arrays as a function of bit patterns."""

    def enter(patterns: Any, target: Format) -> Any:
        demand_subnormals(target)
        return patterns.view(dtype(target))

    return calls.on_patterns(call, enter, lambda y, target: y)


def snippet_of(call: str, derivative: int, dtype: str) -> str:
    """Source that calls a function of NumPy arrays, or of one number; see `symact.floats.reproduce`."""
    kind = "ml_dtypes.bfloat16" if dtype == "bfloat16" else f"np.{dtype}"
    return "\n".join([
        *(["import ml_dtypes"] if dtype == "bfloat16" else []), "import numpy as np", "", "",
        "def function(x):", f"    return {call}", "", "",
        "def results(bits, length):", f"    numbers = np.full(length, bits, np.uint{format_named(dtype).width}).view({kind})",
        "    try:", "        y = function(numbers)", "    except (TypeError, ValueError):  # it is a function of one number",
        "        y = [function(number) for number in numbers]",
        "    return np.asarray(y).astype(numbers.dtype).astype(np.float64).tolist()", ""])


def dtype(target: Format) -> np.dtype[Any]:
    """NumPy's type for a format; bfloat16 is that of ml_dtypes."""
    return np.dtype(package("ml_dtypes", "bfloat16").bfloat16 if target.name == "bfloat16" else target.name)


def _takes_arrays(call: Callable[..., Any], kind: np.dtype[Any], parameters: dict[str, Any]) -> bool:
    two = np.array([0.5, 1.5], dtype=kind)
    try:
        if np.shape(call(two, **parameters)) == two.shape:
            return True
    except (TypeError, ValueError):
        pass
    try:
        return not _is_number(call(two[0], **parameters))
    except (TypeError, ValueError):
        return True  # so that the sentence says what is wrong with the array


def _is_number(y: Any) -> bool:
    return isinstance(y, Real) or (isinstance(y, np.generic) and np.ndim(y) == 0)


def _one_by_one(call: Callable[..., Any], x: Any, parameters: dict[str, Any]) -> Any:
    target = format_named(x.dtype.name)
    found = np.array([_one(call, number, parameters) for number in x], dtype=np.float64)
    return found if target.width == 64 else rounded(target, found).view(x.dtype)


def _one(call: Callable[..., Any], number: Any, parameters: dict[str, Any]) -> float:
    try:
        return float(call(number, **parameters))
    except (ArithmeticError, ValueError):
        return float("nan")
