"""Signs of polynomials on half-lines: roots by hand, at every kind of end."""

from __future__ import annotations

from fractions import Fraction

import pytest

from symact.check.polynomial import NEG, POS, ZERO, signs_on

EVERY = NEG | ZERO | POS


def coefficients(*cs: int) -> list[Fraction]:
    return [Fraction(c) for c in cs]


@pytest.mark.parametrize(("p", "lo", "hi", "signs"), [
    ((1, 1, 0, 1), None, None, EVERY),  # x^3 + x + 1 increases through its one root, between -1 and 0
    ((1, 1, 0, 1), None, 0, EVERY), ((1, 1, 0, 1), 0, None, POS), ((1, 1, 0, 1), None, -1, NEG),
    ((-6, 11, -6, 1), 3, None, POS), ((-6, 11, -6, 1), None, 1, NEG), ((-6, 11, -6, 1), 2, None, EVERY),  # (x - 1)(x - 2)(x - 3)
    ((1, 0, 1), None, None, POS), ((1, -2, 1), None, None, ZERO | POS), ((1, -2, 1), None, 1, POS),  # x^2 + 1, (x - 1)^2
])
def test_signs_on_open_intervals_with_infinite_ends(p: tuple[int, ...], lo: int | None, hi: int | None, signs: int) -> None:
    ends = [None if q is None else Fraction(q) for q in (lo, hi)]
    assert signs_on(coefficients(*p), *ends, True, True) == signs
