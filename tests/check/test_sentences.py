"""How numbers, intervals and places are written in the sentences of rejections."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest

from symact.check import extent, signs
from symact.check.extent import Context, Extent, decimal, describe, interval
from symact.check.signs import place
from symact.check.term import MINUS_OO, OO, Term, num, sym


@pytest.mark.parametrize(("number", "written"), [
    ("0", "0.0"), ("1/3", "0.333333333333"), ("-2/3", "-0.666666666667"), ("5/2", "2.5"), ("-7", "-7.0"), ("1/1000000", "0.000001"),
    ("1/10000000", "1.0e-7"), ("-3/40000000", "-7.5e-8"), ("12345678901234567890", "12345678901234567890.0"),
    ("1/3000000000000", "3.3333e-13"), ("999999999999999/1000000000000000", "1.0"), ("1/16", "0.0625"),
])
def test_decimals(number: str, written: str) -> None:
    assert decimal(Fraction(number)) == written


def test_very_long_numbers_are_powers_of_two() -> None:
    assert decimal(Fraction(2**9000)) == "2^9000" and decimal(Fraction(-1, 2**9000)) == "-2^-9000"
    assert decimal(Fraction(2**7997)) == str(2**7997) + ".0"  # 7998 bits, and 1 of the denominator


def test_fewer_digits() -> None:
    assert decimal(Fraction(2, 3), 2) == "0.67" and decimal(Fraction(1, 8), 4) == "0.125"


@pytest.mark.parametrize(("e", "written"), [
    (Extent(None, None, True, True), "(-oo, oo)"), (Extent(Fraction(0), None, True, True), "(0, oo)"), (Extent(None, Fraction(0), True), "(-oo, 0]"),
    (Extent(Fraction(-1, 2), Fraction(3)), "[-1/2, 3]"), (Extent(Fraction(0), Fraction(1), True, False), "(0, 1]"),
    (Extent(Fraction(0), Fraction(1), False, True), "[0, 1)"), (Extent(Fraction(1, 3**40), Fraction(2)), "[8.2253e-20, 2]"),
])
def test_intervals(e: Extent, written: str) -> None:
    assert describe(e) == written


def test_places() -> None:
    ctx = Context().bind("a", interval(num(0), num(1), "[", ")")).bind("x", interval(MINUS_OO, OO))
    assert place(ctx) == "a in [0, 1), x in R" and place(Context()) == "a point"


@pytest.mark.parametrize("short", [signs._short, extent._show])
def test_long_terms_are_cut(short: Callable[[Term], str]) -> None:
    for n in (70, 79, 80, 81, 90):
        name = "x" * (n - 4)
        assert short(sym(name) + num(1)) == (f"{name} + 1" if n <= 80 else f"{'x' * 77}...")
