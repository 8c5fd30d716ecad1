"""How is SymPy asked? For a limited amount of work, the same on every machine; and none of its failures is ours.

Its integrator and its solver may not come to an end for minutes. The work is counted in calls and returns of Python functions.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import cache
from typing import Any

MOST_CALLS = 500_000  # about a third of a second; nearly all that succeeds takes less than half of that


@cache
def warm_up() -> None:
    """SymPy builds tables when it first solves and integrates; processes that are forked afterwards have them."""
    import sympy

    x, y = sympy.Symbol("x", real=True), sympy.Symbol("y", real=True)
    logistic = x / (1 + sympy.exp(-x))
    for attempt in (lambda: sympy.solve(logistic - y, x), lambda: sympy.integrate(sympy.erf(x) * sympy.exp(-x**2), x),
                    lambda: sympy.integrate(x * sympy.tanh(x), x)):
        briefly(attempt)


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
