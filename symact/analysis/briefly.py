"""How is SymPy asked? For a limited amount of work, the same on every machine; and none of its failures is ours.

Its integrator and its solver may not come to an end for minutes. The work is counted in calls and returns of Python functions.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

MOST_CALLS = 800_000  # about half a second; what succeeds at all does so in half of that


class _Enough(BaseException):
    """Not an `Exception`, so that nothing in SymPy takes it for one of its own."""


def briefly(function: Callable[..., Any], *arguments: Any) -> Any:
    """What SymPy finds; None where it fails, or takes too much work."""
    from sympy.polys.polyerrors import BasePolynomialError

    calls = 0

    def count(frame: Any, event: str, argument: Any) -> None:
        nonlocal calls
        calls += 1
        if calls > MOST_CALLS:
            raise _Enough

    hook, sys.unraisablehook = sys.unraisablehook, lambda _: None  # a generator that is closed swallows the end; the next call repeats it
    sys.setprofile(count)
    try:
        return function(*arguments)
    except (_Enough, BasePolynomialError, ValueError, TypeError, AttributeError, NotImplementedError, ArithmeticError, RecursionError,
            LookupError):
        return None
    finally:
        sys.setprofile(None)
        sys.unraisablehook = hook
