"""Operations on intervals with exact ends: each result is the image, no smaller and no larger, ends that are not taken told apart."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import product
from random import Random

import pytest

from symact.check import extent
from symact.check.extent import MASKS, NEG, POS, ZERO, Extent, flip
from symact.check.term import NoValue, Undefined, sym

F = Fraction
NEAR, FAR = F(1, 10**12), F(10**5)  # how near to an open end, and how far out, a sample is taken
ENDS = (None, F(-2), F(-1), F(0), F(1, 2), F(1), None)


def intervals() -> Iterator[Extent]:
    for (i, lo), (j, hi) in product(enumerate(ENDS), enumerate(ENDS)):
        if (lo is None) != (i == 0) or (hi is None) != (j == len(ENDS) - 1) or i > j:
            continue
        for lo_open, hi_open in product((False, True), repeat=2):
            if (lo_open or lo is not None) and (hi_open or hi is not None) and (i < j or not (lo_open or hi_open)):
                yield Extent(lo, hi, lo_open, hi_open)
                if (lo is None or lo < 0) and (hi is None or hi > 0):
                    yield Extent(lo, hi, lo_open, hi_open, nonzero=True)


ALL = list(intervals())


def samples(e: Extent) -> list[Fraction]:
    """Points of the interval: closed ends, points near open ones and far out, and what lies around 0."""
    lo = -FAR if e.lo is None else e.lo + NEAR if e.lo_open else e.lo
    hi = FAR if e.hi is None else e.hi - NEAR if e.hi_open else e.hi
    around = (-NEAR, NEAR) if e.nonzero else (-NEAR, F(0), NEAR)
    return [lo, hi, *((lo + hi) / 2 + NEAR / 3 for _ in (1,) if lo < hi), *(q for q in around if lo <= q <= hi)]


def belongs(q: Fraction, e: Extent) -> bool:
    above = e.lo is None or q > e.lo or (q == e.lo and not e.lo_open)
    below = e.hi is None or q < e.hi or (q == e.hi and not e.hi_open)
    return above and below and not (e.nonzero and q == 0)


def is_image(e: Extent, values: list[Fraction]) -> bool:
    """The values of samples lie in the interval, and reach up to its ends, and these if they belong to it."""
    low, high = min(values), max(values)
    reached = ((e.lo is None) == (low < -FAR / 100)) and (e.lo is None or low - e.lo < F(1, 10**4)) and (
        (e.hi is None) == (high > FAR / 100)) and (e.hi is None or e.hi - high < F(1, 10**4))
    taken = (e.lo is None or (e.lo in values) != e.lo_open) and (e.hi is None or (e.hi in values) != e.hi_open)
    return all(belongs(v, e) for v in values) and reached and taken and (e.lo is not None or e.lo_open) and (e.hi is not None or e.hi_open)


PAIRS: dict[str, tuple[Callable[[Extent, Extent], Extent], Callable[[Fraction, Fraction], Fraction]]] = {
    "+": (extent._plus, lambda u, v: u + v), "*": (extent._times, lambda u, v: u * v),
    "min": (lambda a, b: extent._extreme("min", [a, b]), min), "max": (lambda a, b: extent._extreme("max", [a, b]), max)}


@pytest.mark.parametrize("name", PAIRS)
def test_images_of_pairs(name: str) -> None:
    operation, f = PAIRS[name]
    for a, b in Random(name).sample(list(product(ALL, ALL)), 700):
        e, values = operation(a, b), [f(u, v) for u, v in product(samples(a), samples(b))]
        assert is_image(e, values), (a, b, e)
        assert name != "*" or e.nonzero or 0 in values or not e.mask & ZERO, (a, b, e)


def test_images_of_one_interval() -> None:
    for a in ALL:
        for e, f in ((extent._absolute(a), abs), *((extent._integer_power(a, n), lambda u, n=n: u**n) for n in (1, 2, 3, 4))):
            assert is_image(e, [f(u) for u in samples(a)]), (a, e)
            assert not a.nonzero or e.nonzero or not e.mask & ZERO
        if a.mask & ZERO:
            with pytest.raises(NoValue if a.lo == a.hi == 0 else Undefined):
                extent._inverse(a, sym("x"))
            continue
        e = extent._inverse(a, sym("x"))
        if a.mask in (POS, NEG):
            assert is_image(e, [1 / u for u in samples(a)]) and e.mask == a.mask, (a, e)
        else:
            assert (e.lo, e.hi, e.lo_open, e.hi_open, e.nonzero) == (None, None, True, True, True)


def test_signs_of_an_interval() -> None:
    for a in ALL:
        seen = 0
        for u in samples(a):
            seen |= POS if u > 0 else NEG if u < 0 else ZERO
        assert a.mask == seen, a
        assert flip(a.mask) == Extent(None if a.hi is None else -a.hi, None if a.lo is None else -a.lo, a.hi_open, a.lo_open, a.nonzero).mask


def test_the_part_with_some_signs_and_the_part_in_common() -> None:
    points = sorted({q + s for q in map(F, (-2, -1, 0, 1)) for s in (-NEAR, F(0), NEAR)} | {F(1, 2) - NEAR, F(1, 2), -FAR, FAR})
    for a in ALL:
        for mask in (*MASKS.values(), NEG | ZERO | POS):
            part = a.within(mask)
            assert all(belongs(q, part) == (belongs(q, a) and bool(mask & (POS if q > 0 else NEG if q < 0 else ZERO))) for q in points), (a, mask)
    for a, b in Random(1).sample(list(product(ALL, ALL)), 700):
        assert all(belongs(q, a & b) == (belongs(q, a) and belongs(q, b)) for q in points), (a, b)


@pytest.mark.parametrize("n", [1, 2, 3, 10, 11])
def test_crude_bounds_of_powers(n: int) -> None:
    for q in map(F, ("-5/2", "-1", "-2/3", "0", "1/7", "1", "9/4")):
        low, high = extent._far_power(q, n)
        assert (low is None or low <= q**n) and (high is None or q**n <= high)
        assert {low, high} <= {F(0), F(1), F(-1), None} and (low is not None or high is not None)


def test_exact_roots() -> None:
    for n in (2, 3, 5, 7):
        for q in (F(0), F(1), F(2), F(9), F(3, 4), F(10**8, 7**9), F(2**50, 3)):
            assert extent._is_power(q**n, n) == q
            assert q == 0 or extent._is_power(q**n / 11, n) is extent._is_power(11 * q**n, n) is None
    assert extent._is_power(F(2**400), 2) is None and extent._is_power(F(2**398), 2) == 2**199 and extent._is_power(F(1), 999) == 1
