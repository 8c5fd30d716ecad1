"""Ranges, solution sets, constants to many digits: true statements are proved, false ones refuted.

Constants come from mpmath with 60 digits; sets are derived by hand from the definitions.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import mpmath
import pytest

from symact.catalogue import definitions
from symact.check.reader import read
from symact.prove import Budget, Found, search

mp = mpmath.mp.clone()
mp.dps = 60

SETS = {  # with jumps, with whole intervals of solutions, with open and closed ends
    "range(binary_step) = {0, 1}": True, "range(binary_step) = [0, 1]": False, "range(binary_step) = {0, 1, 2}": False,
    "range(signum) = {-1, 0, 1}": True, "range(signum) = {-1, 1}": False,
    "range(hardshrink) = (-oo, -1/2) union {0} union (1/2, oo)": True,
    "range(hardshrink) = (-oo, -1/2] union {0} union (1/2, oo)": False,
    "range(hardshrink) = (-oo, -1/2) union (1/2, oo)": False, "range(hardshrink) = R": False,
    "range(threshold) = {0} union (1, oo)": True, "range(threshold) = {0} union [1, oo)": False, "range(threshold) = [0, oo)": False,
    "hardshrink is not surjective": True, "hardshrink is surjective": False,
    "let f(x) = Piecewise((x, x < 0), (x + 1, x > 1), (0, True)); range(f) = (-oo, 0] union (2, oo)": True,
    "let f(x) = Piecewise((x, x < 0), (x - 1, True)); range(f) = R": True,
    "let f(x) = Piecewise((x, x < 0), (x - 1, True)); f is surjective": True,
    "let f(x) = Piecewise((x, x <= 0), (x + 1, True)); range(f) = (-oo, 0] union (1, oo)": True,
    "let f(x) = Piecewise((x, x <= 0), (x + 1, True)); range(f) = (-oo, 0) union (1, oo)": False,
    "let f(x) = Piecewise((x, x < 0), (x + 1, True)); range(f) = R \\ {0}": False,
    "argmin(relu) = (-oo, 0]": True, "argmin(relu) = (-oo, 0)": False, "argmin(relu) = {0}": False,
    "argmax(hardtanh) = [1, oo)": True, "argmax(hardtanh) = (1, oo)": False, "argmin(hardtanh) = (-oo, -1]": True,
    "argmax(signum) = (0, oo)": True, "argmax(signum) = [0, oo)": False,
    "zeros(relu) = (-oo, 0]": True, "zeros(relu) = (-oo, 1]": False, "zeros(hardswish) = (-oo, -3] union {0}": True,
    "zeros(hardswish) = (-oo, -3)": False, "zeros(softshrink) = [-1/2, 1/2]": True,
    "zeros(x -> relu(x) - x) = [0, oo)": True, "zeros(x -> hardshrink(x) - x) = (-oo, -1/2) union {0} union (1/2, oo)": True,
    "zeros(x -> hardshrink(x) - x) = R \\ {0}": False,
    "lipschitz(binary_step) = oo": True, "lipschitz(binary_step) = 1": False, "lipschitz(hardshrink) = 1": False,
    "threshold(x) in {0} union (1, oo)": True,
}


def decided(text: str, units: int = 60_000) -> bool | str:
    found = search(read(text, definitions()), Budget(units, 60.0))
    return found.truth if isinstance(found, Found) else found.reason


@pytest.mark.parametrize("text", SETS)
def test_sets_are_told_apart(text: str) -> None:
    assert decided(text) is SETS[text]


CURVES: dict[str, tuple[Callable[[Any], Any], float]] = {  # with a start for Newton's method for f' = 0
    "gelu": (lambda x: x / 2 * (1 + mp.erf(x / mp.sqrt(2))), -0.75), "silu": (lambda x: x / (1 + mp.exp(-x)), -1.28),
    "mish": (lambda x: x * mp.tanh(mp.log(1 + mp.exp(x))), -1.19),
}


def bracket(v: Any, digits: int, shift: int = 0) -> str:
    low = int(mp.floor(v * 10**digits)) + shift
    return f"[{low}/10^{digits}, {low + 1}/10^{digits}]"


@pytest.mark.parametrize("name", CURVES)
@pytest.mark.parametrize("digits", [8, 30])
def test_minima_are_enclosed_to_any_number_of_digits(name: str, digits: int) -> None:
    f, start = CURVES[name]
    lowest = f(mp.findroot(lambda x: mp.diff(f, x), start))
    assert decided(f"min({name}) in {bracket(lowest, digits)}") is True
    assert [decided(f"min({name}) in {bracket(lowest, digits, shift)}") for shift in (-1, 1)] == [False, False]


@pytest.mark.parametrize("name", ["gelu", "silu"])
def test_where_they_are_attained_is_enclosed_as_well(name: str) -> None:
    f, start = CURVES[name]
    where = mp.findroot(lambda x: mp.diff(f, x), start)
    assert decided(f"argmin({name}) in {bracket(where, 30)}") is True
    assert decided(f"argmin({name}) in {bracket(where, 8, 1)}") is not True


@pytest.mark.parametrize("digits", [8, 24])
def test_a_lipschitz_constant_to_many_digits(digits: int) -> None:
    steepest = mp.diff(CURVES["gelu"][0], mp.sqrt(2))
    assert decided(f"lipschitz(gelu) in {bracket(steepest, digits)}") is True
    assert decided(f"lipschitz(gelu) in {bracket(steepest, digits, 1)}") is False
