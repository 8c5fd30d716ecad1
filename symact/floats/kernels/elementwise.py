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

    @functools.wraps(formula)
    def function(x: Any, **parameters: Any) -> NDArray[Any]:
        x = np.asarray(x)
        if x.dtype.name not in DTYPES:
            raise TypeError(f"A kernel computes in {', '.join(DTYPES)}, not in {x.dtype.name}.")
        flat, out = x.reshape(-1), np.empty(x.size, x.dtype)
        with np.errstate(all="ignore"):
            for start in range(0, x.size, BLOCK):
                block = flat[start:start + BLOCK].astype(np.float64)
                missing = np.isnan(block)
                some = missing.any()
                result = formula(np.where(missing, 0.0, block) if some else block, **parameters)
                out[start:start + BLOCK] = np.where(missing, block, result) if some else result
        return out.reshape(x.shape)

    return function
