"""Counts by the binade of the input, gradients at kinks with their conventions, the worst of the class errors, the environment."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from oracles import oracle

from symact.catalogue import find
from symact.floats.backends.numpy import function
from symact.floats.compare import compare
from symact.floats.comparison import Comparison
from symact.floats.formats import BFLOAT16, FLOAT16, Format
from symact.floats.judge import Judge
from symact.floats.oracle import Value
from symact.floats.profile import Profile, upward
from symact.floats.tally import Tally


def test_binades_are_counted_alike_one_by_one_and_in_arrays() -> None:
    """And as rows, each of one class."""
    results = [(FLOAT16.nearest(Fraction(x)), over) for x, over in ((1, 1), (1.5, 3), (-1, 2), (-3, 9), (0, 4), ("1/100000", 5), (60000, 1))]
    results += [(FLOAT16.infinity, 1), (FLOAT16.sign_bit, 6)]
    one, many, rows = Profile(FLOAT16), Profile(FLOAT16), Profile(FLOAT16)
    for bits, over in results:
        one.note(bits >> 10, over, 4)
    keys, errors = many.keys(np.array([bits for bits, _ in results], np.uint16)), np.array([over / 4 for _, over in results])
    many.note_many(keys, errors, 1, errors > 0.5, errors > 1)
    rows.note_run(15, 3, 2, 1, 0.5)
    rows.note_many(np.array([15, 48]), np.array([0.75, 0.5]), [2, 1], [1, 0], [0, 0])
    assert [(b.negative, b.exponent, b.points) for b in one.finished()] == [
        (True, 1, 1), (True, 0, 1), (True, -15, 1), (False, -15, 2), (False, 0, 2), (False, 15, 1), (False, 16, 1)]
    for b, other in zip(one.finished(), many.finished(), strict=True):
        assert (b.points, b.above_half, b.above_one) == (other.points, other.above_half, other.above_one) and b.largest >= other.largest
    small, unit = one.finished()[3:5]
    assert (small.above_half, small.above_one, unit.above_half, unit.above_one) == (2, 1, 1, 0) and 1.25 <= small.largest < 1.2500001
    assert [(b.exponent, b.points, b.above_half, b.largest) for b in rows.finished()] == [(1, 1, 0, 0.5), (0, 5, 3, 0.75)]


def test_a_quotient_is_never_rounded_down() -> None:
    for over, ulp in ((1, 3), (2, 3), (10**30 + 1, 10**10), (1, 1)):
        assert Fraction(upward(over, ulp)) >= Fraction(over, ulp)
    assert upward(10**400, 1) == float("inf")


def planted(name: str, fault: Callable[[Any, Any], Any], derivative: int = 0, inputs: str = "all") -> Comparison:
    call = function(find(name), derivative)
    return compare(find(name), lambda x, **p: fault(x, call(x, **p)).astype(x.dtype), "float16", derivative, inputs)


def test_the_profile_of_all_inputs() -> None:
    """Every finite float16 and both infinities are in it, and a fault is in the binade where it was made."""
    found = planted("silu", lambda x, y: np.where((x >= 4) & (x < 8), np.minimum(y, 8) * np.float16(1.01), np.where(x < -16.5, 0, y)))
    assert sum(b.points + b.errors for b in found.profile) == 2 * 31 * 1024 + 2 - found.passed_over
    assert sum(b.above_half for b in found.profile) == found.above_half and sum(b.errors for b in found.profile) == sum(e.count for e in found.errors)
    (wrong,) = [b for b in found.profile if b.above_one and not b.negative]
    assert wrong.exponent == 2 and wrong.points == 1024 and abs(Fraction(wrong.largest) - found.max_ulp) < Fraction(1, 10**6)
    assert {b.exponent for b in found.profile if b.errors} <= set(range(4, 17)) and all(b.negative for b in found.profile if b.errors)


FAULTS: list[tuple[str, Callable[[Any, Any], Any], float]] = [  # kind, fault, the input where it is worst
    ("sign", lambda x, y: np.where((x > 2) & (x < 3), -y, y), 3 - 2**-9),  # the largest |y|
    ("flushed", lambda x, y: np.where((x > 4) & (x < 6), 0.0, y), 6 - 2**-8),
    ("nan", lambda x, y: np.where((x > 2) & (x < 3), np.nan, y), 2 + 2**-9),  # the smallest input
    ("infinite", lambda x, y: np.where((x > 2) & (x < 3), np.inf, y), 2 + 2**-9),
]


@pytest.mark.parametrize("inputs", ["all", "sample"])
@pytest.mark.parametrize(("kind", "fault", "worst"), FAULTS, ids=[f[0] for f in FAULTS])
def test_the_worst_of_a_class(kind: str, fault: Callable[[Any, Any], Any], worst: float, inputs: str) -> None:
    found = planted("silu", fault, inputs=inputs)
    (error,) = found.errors
    assert error.kind == kind
    if inputs == "all":
        assert float.fromhex(error.input) == worst
        assert {error.first, error.last} >= {error.input}
    else:  # what is worst among those that were looked at
        assert error.input == (error.last if kind in ("sign", "flushed") else error.first) and error.first != error.last


def test_errors_that_look_alike_are_compared_exactly() -> None:
    judge = Judge(oracle(find("relu"), 0, FLOAT16))
    inputs = np.array([FLOAT16.nearest(Fraction(x)) for x in (1, 2, 3)], np.uint16)
    judge.note("flushed", inputs, np.zeros(3, np.uint16), np.array([5.0, 5.0, 4.0]))
    (error,) = judge.tally.finished(activation="", backend="", dtype="", derivative=0, inputs="", as_stored=False, parameters=()).errors
    assert (error.count, error.input, error.expected) == (3, "0x1.0p+1", "2")


@pytest.mark.parametrize(("gradient", "convention"), [(0, "left"), (1, "right"), (0.5, "middle"), (0.25, "inside"), (1.5, "outside"), (np.nan, "outside")])
def test_conventions_at_kinks(gradient: float, convention: str) -> None:
    found = planted("relu", lambda x, y: np.where(x == 0, np.float16(gradient), y), 1)
    assert [(k.input, k.left, k.right, k.convention) for k in found.at_kinks] == [
        ("-0x0.0p+0", "0", "1", convention), ("0x0.0p+0", "0", "1", convention)]
    assert bool(found.errors) == (convention == "outside") and found.kinks == 2


def test_the_side_of_a_derivative_that_falls() -> None:
    """hardswish' jumps down at -3, from 0 to -1/2, and at 3, from 3/2 to 1."""
    found = planted("hardswish", lambda x, y: np.where(x == -3, np.float16(-0.5), np.where(x == 3, np.float16(1.5), y)), 1)
    assert [(float.fromhex(k.input), k.left, k.right, k.convention) for k in found.at_kinks] == [(-3, "0", "-0.5", "right"), (3, "1.5", "1", "left")]


@pytest.mark.parametrize("target", [FLOAT16, BFLOAT16], ids=str)
def test_the_uncertainty_of_the_largest_error(target: Format) -> None:
    """Against mpmath: the error lies in the interval that is certified."""
    import mpmath

    found = compare(find("gelu"), "numpy", target.name, inputs="all")
    assert found.worst is not None
    with mpmath.workdps(60):
        x, got = (mpmath.mpf(float.fromhex(text)) for text in (found.worst.input, found.worst.got))
        exact = x * mpmath.erfc(-x / mpmath.sqrt(2)) / 2
        unit = mpmath.mpf(2) ** (max(int(mpmath.floor(mpmath.log(abs(exact), 2))), target.emin) - target.p + 1)
        error = abs(got - exact) / unit
        high = mpmath.mpf(found.worst.ulp.numerator) / found.worst.ulp.denominator
        room = mpmath.mpf(found.worst.uncertainty.numerator) / found.worst.uncertainty.denominator
        assert high - room <= error <= high and 0 < room < 1e-6


def test_the_uncertainty_is_that_of_the_enclosure() -> None:
    """y in [33/32, 35/32], whose ulp is 2^-10: 2^-4 is 64 ulps."""
    across = Tally(FLOAT16)
    across.count(FLOAT16.nearest(Fraction(1)), FLOAT16.nearest(Fraction(2)), Value(31, 33, -5, 1), (33 * 64, 1), False, False)
    found = across.worst(False)
    assert found is not None and found.uncertainty == 128  # the ulp below 1 is 2^-11
    tally, one, two = Tally(FLOAT16), FLOAT16.nearest(Fraction(1)), FLOAT16.nearest(Fraction(2))
    tally.count(one, two, Value(33, 35, -5, 1), (31 * 32, 1), False, False)
    worst = tally.worst(False)
    assert worst is not None and (worst.ulp, worst.uncertainty) == (992, 64)


def test_the_environment_is_recorded() -> None:
    import platform

    about = dict(compare(find("relu"), "numpy", "float16").environment)
    assert about["numpy"] == np.__version__ and about["python"] == platform.python_version() and about["subnormals"] == "subnormal numbers are kept" and "CPU" in about["cpu"]


def test_the_package_of_a_function_is_recorded() -> None:
    from importlib.metadata import version

    from symact.floats.environment import version_of

    def own(x: Any) -> Any:
        return np.maximum(x, 0)

    assert version_of(None) == version_of(own) == {} and version_of(np.sum) == {"numpy": np.__version__}
    own.__module__ = "mpmath.functions"
    assert dict(compare(find("relu"), own, "float16").environment)["mpmath"] == version("mpmath")


def test_a_limit_of_0_has_no_sign() -> None:
    """silu comes to 0 from below at -oo: either zero is right there, and a negative number just before it is not a zero."""
    for zero in (0.0, -0.0):
        assert planted("silu", lambda x, y, z=zero: np.where(x == -np.inf, np.float16(z), y), inputs="sample").errors == ()
    (error,) = planted("silu", lambda x, y: np.where(x == -np.inf, np.float16(np.nan), y), inputs="sample").errors
    assert (error.kind, error.input, error.expected) == ("limit", "-inf", "0")
