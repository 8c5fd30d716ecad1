"""Floats of a format as NumPy arrays of bit patterns, and the float64 numbers that they are."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from symact.floats.formats import Format

Patterns = NDArray[np.unsignedinteger[Any]]
Numbers = NDArray[np.float64]


def patterns_dtype(target: Format) -> np.dtype[Any]:
    """Unsigned integers as wide as the format."""
    return np.dtype(f"uint{target.width}")


def numbers(target: Format, patterns: Patterns) -> Numbers:
    """The values of float16, bfloat16 or float32 patterns, which float64 holds exactly; infinities and NaN stay what they are."""
    if target.name == "bfloat16":
        return (patterns.astype(np.uint32) << 16).view(np.float32).astype(np.float64)
    return patterns.view(target.name).astype(np.float64)


def wide(target: Format, patterns: Patterns) -> NDArray[np.int64]:
    """The float32 patterns of the same finite values."""
    return numbers(target, patterns).astype(np.float32).view(np.uint32).astype(np.int64)


def finite_patterns(target: Format) -> Patterns:
    """All finite floats: +0 and up, then -0 and down."""
    half = np.arange(target.infinity, dtype=patterns_dtype(target))
    return np.concatenate([half, half | half.dtype.type(target.sign_bit)])


def rounded(target: Format, values: Numbers) -> Patterns:
    """The patterns of the nearest floats, ties to even; NaN stays NaN."""
    with np.errstate(all="ignore"):
        if target.name != "bfloat16":
            return np.ascontiguousarray(values.astype(target.name)).view(patterns_dtype(target))
        near = values.astype(np.float32)
        toward_zero = np.where(np.abs(near) > np.abs(values), np.nextafter(near, np.float32(0)), near)
    bits = toward_zero.view(np.uint32) | (toward_zero != values)  # rounded to odd: the second rounding does no harm
    kept = (bits + 0x7FFF + ((bits >> 16) & 1)) >> 16
    return np.where(np.isnan(values), target.nan, kept).astype(np.uint16)
