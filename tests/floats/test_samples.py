"""The sample holds what it promises."""

from __future__ import annotations

from fractions import Fraction
from math import copysign, inf, nan, nextafter
from random import Random

import numpy as np
import pytest

from symact.floats.arrays import finite_patterns, numbers, rounded
from symact.floats.formats import BFLOAT16, FLOAT16, FLOAT32, FLOAT64, FORMATS, Format, two
from symact.floats.samples import around_zeros, sample


@pytest.mark.parametrize("target", FORMATS, ids=lambda f: f.name)
def test_ends_binades_and_breakpoints_are_in_the_sample(target: Format) -> None:
    third = Fraction(1, 3)
    found = sample(target, [third])
    assert len(found) == len(set(found)) and found == sample(target, [third])
    wanted = [0, target.sign_bit, 1, target.infinity - 1, target.infinity, target.infinity | target.sign_bit, target.nan,
              1 << (target.p - 1), (1 << (target.p - 1)) - 1, target.below(third), target.above(third)]
    assert set(wanted) <= set(found)
    binades = {abs(target.value(b)).numerator.bit_length() - abs(target.value(b)).denominator.bit_length()
               for b in found if target.is_finite(b)}
    assert set(range(target.emin, target.emax)) <= binades
    values = [target.value(b) for b in found if target.is_finite(b)]
    assert values == sorted(values) and found[-1] == target.nan


def test_every_float_of_a_small_format() -> None:
    for target, count in ((FLOAT16, 2 * 0x7C00), (BFLOAT16, 2 * 0x7F80)):
        found = finite_patterns(target).tolist()
        assert len(set(found)) == len(found) == count and all(map(target.is_finite, found))
        values = numbers(target, finite_patterns(target))
        assert [Fraction(v) for v in values.tolist()] == [target.value(b) for b in found]
        again = rounded(target, values)
        assert again.tolist() == found


@pytest.mark.parametrize("target", [FLOAT32, FLOAT64], ids=lambda f: f.name)
@pytest.mark.parametrize("root", [Fraction(-1, 3), Fraction(7, 5) * two(-100), Fraction(10**6, 3)], ids=str)
def test_changes_of_sign_are_found_to_the_float(target: Format, root: Fraction) -> None:
    def sign(bits: int) -> int:
        return (target.value(bits) > root) - (target.value(bits) < root)

    found = around_zeros(target, sample(target), sign)
    assert {target.below(root), target.above(root)} <= set(found)


def test_the_neighbours_of_a_zero_in_the_sample_are_found() -> None:
    def sign(bits: int) -> int:
        return (FLOAT32.value(bits) > Fraction(-3, 2)) - (FLOAT32.value(bits) < Fraction(-3, 2))

    assert set(FLOAT32.neighbours(FLOAT32.nearest(Fraction(-3, 2)), 4)) <= set(around_zeros(FLOAT32, sample(FLOAT32), sign))


@pytest.mark.parametrize("target", [FLOAT16, BFLOAT16, FLOAT32], ids=lambda f: f.name)
def test_arrays_are_rounded_to_the_nearest_float(target: Format) -> None:
    """Halfway between neighbours, and the least bit beside it, where a second rounding would go wrong."""
    source = Random(3)
    values = [0.0, -0.0, 1e300, -1e300, float(target.smallest) / 2, float(target.smallest) * 0.75, float(target.overflow)]
    for _ in range(3000):
        bits = source.randrange(target.infinity - 1)
        low, high = float(target.value(bits)), float(target.value(bits + 1))
        middle = (low + high) / 2
        values += [v * source.choice((1, -1)) for v in (middle, nextafter(middle, 0.0), nextafter(middle, inf), low)]
    found = rounded(target, np.array(values)).tolist()
    assert found == [target.nearest(Fraction(v)) | (target.sign_bit if copysign(1, v) < 0 else 0) for v in values]
    assert target.is_nan(int(rounded(target, np.array([nan]))[0])) and rounded(target, np.array([-inf])).tolist() == [target.infinity | target.sign_bit]
