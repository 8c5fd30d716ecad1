"""The array function that a plan is carried out by."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import lru_cache, partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from symact.check.printer import show
from symact.check.term import Term
from symact.floats.derived.cells import SHIFT
from symact.floats.derived.plan import MIXED, Plan, Planner
from symact.floats.derived.stored import read, written
from symact.floats.evaluate import Unresolved
from symact.floats.kernels.elementwise import blockwise
from symact.floats.kernels.pairs import Array
from symact.floats.store import key, remembered


@lru_cache(maxsize=256)
def kernel(body: Term, variable: str, order: int) -> Callable[[Any], NDArray[Any]]:
    """The order-th derivative of variable -> body, for arrays of float16 or float32.

    Arrays of float64 are taken for numbers of bfloat16 or float32, whose results shall not be rounded yet: see `symact.floats.derived`.
    """
    try:
        return blockwise(partial(evaluate, plan(body, variable, order)))
    except Unresolved as problem:
        raise ValueError(f"There is no NumPy kernel: {problem}") from None


def plan(body: Term, variable: str, order: int) -> Plan:
    """The plan that is kept, or a new one."""
    return remembered("plans", key("plan", show(body), variable, order), lambda: Planner(body, variable, order).plan(), written, read)


def evaluate(plan: Plan, x: Array) -> Array:
    """The values at a contiguous vector."""
    cells = x.view(np.uint16)[3::4] if sys.byteorder == "little" else (x.view(np.uint64) >> SHIFT).astype(np.uint16)
    low, high = int(cells.min()), int(cells.max())
    if plan.runs[low] == plan.runs[high] and plan.codes[low] != MIXED:
        found: Array = plan.rules[plan.codes[low]](x)
        return found
    codes = plan.codes[cells]
    special = np.flatnonzero(codes == MIXED)
    out = np.empty_like(x)
    if len(special):
        at = x[special]
        piece = np.maximum(np.searchsorted(plan.starts, at, side="right") - 1, 0)
        codes[special] = plan.parts[plan.mixed[cells[special]], piece]
    for code in np.flatnonzero(np.bincount(codes)).tolist():
        where = np.flatnonzero(codes == code)
        out[where] = plan.rules[code](x[where])
    if len(special):
        place = np.minimum(np.searchsorted(plan.special, at), len(plan.special) - 1)
        known = plan.special[place] == at
        values = np.where(known, plan.values[place], out[special])
        values = np.where((at == 0) & np.signbit(at), plan.negative_zero, values)
        out[special] = np.where(np.isnan(at), at, values)
    return out
