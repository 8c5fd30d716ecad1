"""The sample holds what it promises."""

from __future__ import annotations

from fractions import Fraction

import pytest

from symact.floats.formats import BFLOAT16, FLOAT16, FLOAT32, FLOAT64, FORMATS, Format, two
from symact.floats.samples import around_zeros, every, sample


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
    assert len(every(FLOAT16)) == 2 * 0x7C01 + 1 and len(every(BFLOAT16)) == 2 * 0x7F81 + 1
    with pytest.raises(ValueError, match="choose 'sample'"):
        every(FLOAT32)


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
