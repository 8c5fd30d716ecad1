"""What does a measurement on this machine say of a claim about costs?"""

from __future__ import annotations

import operator
import platform
import re
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from symact.catalogue import find
from symact.check.term import SyntaxProblem
from symact.claim.verdict import Failed, Measured, Verdict
from symact.floats.environment import machine

COST = re.compile(r"\s*time\(\s*(\w+)\.(\w+)\s*\)\s*(<=|>=|<|>)\s*time\(\s*(\w+)\.(\w+)\s*\)\s*")
RELATIONS = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}
NUMBERS, REPETITIONS = 1_000_000, 15


@dataclass(frozen=True)
class Costs:
    """time(backend.name) RELATION time(backend.name)."""

    left: tuple[str, str]
    relation: str
    right: tuple[str, str]


def parse(text: str) -> Costs:
    """A claim about costs; `SyntaxProblem` where it is none."""
    found = COST.fullmatch(text)
    if found is None:
        raise SyntaxProblem(f"'{text}' compares no costs", 1, 1, "time(numpy.relu) < time(numpy.softplus)")
    sides = (found[1], found[2]), (found[4], found[5])
    for (backend, name), group in zip(sides, (1, 4), strict=True):
        if backend != "numpy":
            raise SyntaxProblem(f"costs are measured of 'numpy', not of '{backend}'", 1, found.start(group) + 1, "numpy")
        try:
            find(name)
        except LookupError as problem:
            raise SyntaxProblem(str(problem), 1, found.start(group + 1) + 1) from None
    return Costs(sides[0], found[3], sides[1])


def measured(text: str) -> Verdict:
    """Each repetition times both functions on the same numbers and gives a ratio; the claim must hold at both quartiles."""
    claim = parse(text)
    try:
        import numpy

        left, right = (_function(name) for _, name in (claim.left, claim.right))
    except (ImportError, ValueError) as problem:
        return Failed(str(problem))
    x = numpy.linspace(-8, 8, NUMBERS, dtype=numpy.float32)
    ratios = []
    for repetition in range(REPETITIONS + 1):
        pair = _seconds(left, x), _seconds(right, x)
        if repetition:  # the first one warms up
            ratios.append(pair[0] / pair[1])
    low, middle, high = statistics.quantiles(ratios, n=4)
    relation = RELATIONS[claim.relation]
    report = (f"ratio {middle:.3f} (quartiles {low:.3f} to {high:.3f}, all {min(ratios):.3f} to {max(ratios):.3f}) "
              f"in {REPETITIONS} repetitions on {NUMBERS} float32 numbers; {machine()}, "
              f"Python {platform.python_version()}, NumPy {numpy.__version__}")
    return Measured(relation(low, 1) and relation(high, 1), report)


def _function(name: str) -> Callable[..., Any]:
    from symact.floats.backends.numpy import function

    return function(find(name))


def _seconds(function: Callable[..., Any], x: Any) -> float:
    began = time.perf_counter()
    function(x)
    return time.perf_counter() - began
