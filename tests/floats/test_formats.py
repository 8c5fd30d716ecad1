"""Formats against NumPy and against their definitions."""

from __future__ import annotations

import math
from fractions import Fraction
from random import Random

import numpy as np
import pytest

from symact.floats.formats import BFLOAT16, FLOAT16, FLOAT32, FLOAT64, FORMATS, Format, floor_log2, format_named, two

HARDWARE = (FLOAT16, FLOAT32, FLOAT64)


def patterns(target: Format, count: int, seed: int = 1) -> list[int]:
    source = Random(seed)
    special = [0, 1, target.infinity - 1, target.infinity, 1 << (target.p - 1), (1 << (target.p - 1)) - 1]
    found = [*special, *(source.randrange(target.infinity) for _ in range(count))]
    return [*found, *(bits | target.sign_bit for bits in found)]


def as_numpy(target: Format, bits: int) -> np.generic:
    return np.array([bits], dtype=f"uint{target.width}").view(target.name)[0]  # type: ignore[no-any-return]


@pytest.mark.parametrize("target", HARDWARE, ids=lambda f: f.name)
def test_values_are_those_of_numpy(target: Format) -> None:
    for bits in patterns(target, 300):
        number = as_numpy(target, bits)
        assert target.is_infinite(bits) == bool(np.isinf(number)) and target.is_negative(bits) == bool(np.signbit(number))
        if target.is_finite(bits):
            assert target.value(bits) == Fraction(float(number))
    assert np.isnan(as_numpy(target, target.nan)) and target.is_nan(target.nan)
    info = np.finfo(target.name)
    assert target.largest == Fraction(float(info.max)) and target.smallest_normal == Fraction(float(info.tiny))
    assert target.smallest == Fraction(float(info.smallest_subnormal))


@pytest.mark.parametrize("target", [FLOAT16, FLOAT32], ids=lambda f: f.name)
def test_rounding_is_that_of_numpy(target: Format) -> None:
    for bits in patterns(FLOAT64, 500):
        if FLOAT64.is_finite(bits):
            wide = np.float64(as_numpy(FLOAT64, bits)) * np.float64(2.0) ** -(900 if bits & 1 else 0)
            with np.errstate(over="ignore", under="ignore"):
                narrow = wide.astype(target.name)
            got = target.nearest(Fraction(float(wide)))
            assert target.is_zero(got) == bool(narrow == 0) and (target.is_zero(got) or as_numpy(target, got) == narrow)


def test_rounding_to_double_is_that_of_python() -> None:
    source = Random(2)
    for _ in range(500):
        q = Fraction(source.getrandbits(200) + 1, source.getrandbits(180) + 1) * two(source.randrange(-1100, 900))
        assert float(FLOAT64.value(FLOAT64.nearest(q))) == float(q)


@pytest.mark.parametrize("target", FORMATS, ids=lambda f: f.name)
def test_directed_rounding_brackets(target: Format) -> None:
    source = Random(3)
    for bits in patterns(target, 200):
        if not target.is_finite(bits):
            continue
        y = target.value(bits)
        around = target.around(y)
        assert {target.value(b) for b in around} == {y}
        z = y + target.ulp(y) * Fraction(source.randrange(1, 1000), 1000)
        low, near, high = target.around(z)
        assert (target.value(low) if not target.is_infinite(low) else -target.overflow) <= z
        assert (target.value(high) if not target.is_infinite(high) else target.overflow) >= z
        assert near in (low, high)
        if target.is_finite(near):
            assert target.error(near, z) <= Fraction(1, 2)


def test_ties_go_to_even_and_overflow_is_late() -> None:
    assert FLOAT32.nearest(1 + two(-24)) == FLOAT32.nearest(Fraction(1))
    assert FLOAT32.nearest(1 + 3 * two(-24)) == FLOAT32.nearest(1 + two(-22))
    assert FLOAT32.nearest(FLOAT32.smallest / 2) == 0
    limit = two(128) - two(128 - 25)
    assert FLOAT32.nearest(limit) == FLOAT32.infinity
    assert FLOAT32.nearest(limit - 1) == FLOAT32.infinity - 1
    assert FLOAT32.nearest(-limit) == FLOAT32.infinity | FLOAT32.sign_bit
    assert FLOAT32.below(two(200)) == FLOAT32.infinity - 1 and FLOAT32.above(two(200)) == FLOAT32.infinity


def test_the_ulp_is_that_of_the_exact_value() -> None:
    assert FLOAT32.ulp(Fraction(1)) == two(-23)
    assert FLOAT32.ulp(1 - two(-80)) == two(-24)
    assert FLOAT32.ulp(Fraction(0)) == FLOAT32.ulp(two(-140)) == FLOAT32.ulp(two(-126)) == two(-149)
    assert BFLOAT16.ulp(Fraction(3)) == two(-6)
    assert FLOAT16.error(FLOAT16.nearest(Fraction(1)), 1 - two(-13)) == Fraction(1, 4)
    assert FLOAT16.error(FLOAT16.infinity, FLOAT16.largest) == 1
    assert FLOAT16.error(0, FLOAT16.smallest / 3) == Fraction(1, 3)


def test_floor_log2_is_exact_at_powers_of_two() -> None:
    for e in (-1200, -3, 0, 5, 1100):
        for q, expected in ((two(e), e), (two(e) * (1 - two(-60)), e - 1), (-two(e) * (1 + two(-60)), e)):
            assert floor_log2(q.numerator, q.denominator) == expected


def test_neighbours_are_consecutive() -> None:
    around_zero = [FLOAT32.value(b) / FLOAT32.smallest for b in FLOAT32.neighbours(FLOAT32.sign_bit, 2)]
    assert around_zero == [-2, -1, 0, 1, 2]
    assert FLOAT32.neighbours(FLOAT32.infinity - 1, 2) == [FLOAT32.infinity - k for k in (3, 2, 1)]
    assert [float(FLOAT64.value(b)) for b in FLOAT64.neighbours(FLOAT64.nearest(Fraction(-1)), 1)] == [
        math.nextafter(-1, -2), -1, math.nextafter(-1, 0)]


def test_hexadecimal_is_that_of_python() -> None:
    for bits in patterns(FLOAT64, 200):
        number = float(as_numpy(FLOAT64, bits))
        shown = FLOAT64.hexadecimal(bits)
        assert float.fromhex(shown) == number and math.copysign(1, float.fromhex(shown)) == math.copysign(1, number)
    assert FLOAT32.hexadecimal(FLOAT32.nearest(Fraction(-12))) == "-0x1.8p+3"
    assert FLOAT32.hexadecimal(FLOAT32.nan) == "nan" and FLOAT32.hexadecimal(FLOAT32.infinity) == "inf"


def test_formats_have_names() -> None:
    assert format_named("bfloat16") is BFLOAT16
    with pytest.raises(ValueError, match="choose one of float16, bfloat16, float32, float64"):
        format_named("float8")
