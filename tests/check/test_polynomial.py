"""Signs of polynomials on half-lines: roots by hand, at every kind of end."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from random import Random

import pytest

from symact.check import polynomial
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


def factored(c: int, roots: dict[int, int]) -> list[Fraction]:
    """The coefficients of c times the product of (x - r)^n and of x^2 + 1 for a root 9."""
    p = coefficients(c)
    for r, n in roots.items():
        for _ in range(n):
            p = polynomial._mul(p, coefficients(1, 0, 1) if r == 9 else coefficients(-r, 1))
    return p


def test_signs_of_products_with_known_roots() -> None:
    """Against the signs at the ends, at the roots, and between them."""
    ends = [Fraction(q) for q in ("-1", "0", "1/2", "1", "2", "3")]
    r = Random(1)
    for powers in product(range(3), repeat=4):
        roots = dict(zip((0, 1, 2, 9), powers, strict=True))
        c = r.choice((-3, 1))
        p = factored(c, roots)
        for _ in range(6):
            lo, hi = r.choice((None, *ends)), r.choice((None, *ends))
            lo_open, hi_open = lo is None or r.random() < 0.5, hi is None or r.random() < 0.5
            inside = [q for q in [Fraction(k, 4) for k in range(-8, 17)] if (lo is None or q > lo or (q == lo and not lo_open))
                      and (hi is None or q < hi or (q == hi and not hi_open))]
            wanted = 0
            for q in inside:
                v = c * (q * q + 1) ** roots[9]
                for root in (0, 1, 2):
                    v *= (q - root) ** roots[root]
                wanted |= POS if v > 0 else NEG if v < 0 else ZERO
            found = signs_on([*p, Fraction(0)], lo, hi, lo_open, hi_open)
            assert found == wanted, (roots, c, lo, hi, lo_open, hi_open)


def test_squarefree_parts() -> None:
    for powers in product(range(4), repeat=3):
        parts = dict(polynomial.squarefree(factored(1, dict(zip((0, 1, 9), powers, strict=True)))))
        wanted = {n: factored(1, {r: 1 for r, m in zip((0, 1, 9), powers, strict=True) if m == n}) for n in set(powers) - {0}}
        assert parts == wanted
    assert polynomial.gcd(factored(6, {0: 2, 1: 1}), factored(4, {0: 1, 1: 3})) == factored(1, {0: 1, 1: 1})


@pytest.mark.parametrize("roots", [{0: 1}, {0: 1, 1: 1, 2: 1}, {1: 1, 9: 1}, {}, {9: 1}])
def test_numbers_of_roots(roots: dict[int, int]) -> None:
    p = factored(-5, roots)
    for lo, hi in product((None, *map(Fraction, (-1, 0, 1, 2, 3))), (*map(Fraction, (-1, 0, 1, 2, 3)), None)):
        if lo is None or hi is None or lo < hi:
            inside = [r for r in roots if r != 9 and (lo is None or r > lo) and (hi is None or r < hi)]
            assert polynomial.roots_inside(p, lo, hi) == len(inside), (lo, hi)
