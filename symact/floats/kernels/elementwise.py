"""How does a formula for float64 blocks become a function of arrays?

`elementwise` gives a block function everything that all kernels share: float16, float32 and float64 in and the same out,
any shape, blocks that stay in the cache, NaN to NaN, and no floating-point warnings (an underflow is an answer here).
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

BLOCK = 8192  # elements; the temporaries of a kernel then fit in a second-level cache
DTYPES = ("float16", "float32", "float64")


def elementwise(formula: Callable[..., Any]) -> Callable[..., NDArray[Any]]:
    """The array function of a formula that takes a float64 vector without NaN and returns one."""

    def with_missing(block: NDArray[np.float64], **parameters: Any) -> Any:
        missing = np.isnan(block)
        if not missing.any():
            return formula(block, **parameters)
        return np.where(missing, block, formula(np.where(missing, 0.0, block), **parameters))

    return functools.wraps(formula)(blockwise(with_missing))


def blockwise(formula: Callable[..., Any]) -> Callable[..., NDArray[Any]]:
    """The array function of a formula that takes a float64 vector, with NaN perhaps, and returns one."""

    def function(x: Any, **parameters: Any) -> NDArray[Any]:
        x = np.asarray(x)
        if x.dtype.name not in DTYPES:
            raise TypeError(f"A kernel computes in {', '.join(DTYPES)}, not in {x.dtype.name}.")
        flat, out = x.reshape(-1), np.empty(x.size, x.dtype)
        with np.errstate(all="ignore"):
            for start in range(0, x.size, BLOCK):
                out[start:start + BLOCK] = formula(flat[start:start + BLOCK].astype(np.float64), **parameters)
        return out.reshape(x.shape)

    return function
