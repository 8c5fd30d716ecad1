"""Are subnormal numbers kept, or taken for zero? Processors can be told to, and some libraries tell them.

What a backend does is found by asking it: for a square that is subnormal, and for the double of a number that is, in an array
so long that its threads have their share.
"""

from __future__ import annotations

import numpy as np

from symact.floats.arrays import patterns_dtype
from symact.floats.backends import backend_named
from symact.floats.formats import Format

LONG = 1 << 18


def subnormals(backend: str, target: Format, device: str = "cpu") -> str:
    """What the backend's arithmetic makes of subnormal numbers."""
    square, double = backend_named(backend).arithmetic(device)
    exponent = (target.emin - target.p // 2) // 2
    root = (exponent - target.emin + 1) << (target.p - 1)  # 2^exponent, with a subnormal square
    below = 1 << (target.p - 2)  # half of the smallest normal number
    lost = []
    for what, operation, bits in (("results", square, root), ("inputs", double, below)):
        results = operation(np.full(LONG, bits, dtype=patterns_dtype(target)), target, {})
        if (results & (target.sign_bit - 1) == 0).any():
            lost.append(what)
    return f"subnormal {' and '.join(lost)} are taken for zero" if lost else "subnormal numbers are kept"


def demand_subnormals(target: Format) -> None:
    """Refuse to work in a process that takes subnormal numbers for zero, as some libraries switch on when loaded."""
    if target.name == "bfloat16":
        return
    normal = np.array([1 << (target.p - 1)], dtype=patterns_dtype(target)).view(target.name)
    if not (normal / 2 > 0).all() or not (normal / 2 * 2 == normal).all():
        raise ValueError(f"This process flushes subnormal {target.name} numbers to zero; switch that off to compare.")
