"""Texts of terms: what is shown is the same function, and not longer than what was given. Values come from mpmath."""

from __future__ import annotations

import mpmath
import pytest

from symact.analysis.numbers import mp, number
from symact.analysis.profile import Profile
from symact.analysis.shortest import LONG, shortest
from symact.catalogue import find
from symact.check.extent import Context
from symact.check.printer import show
from symact.check.reader import read_term
from symact.check.term import REALS

LINE = Context().bind("x", REALS)
BY_HAND = (
    ("1/2*x^2 - 1/2*(0)^2 - 1/2*(0)^2", "1/2*x^2"), ("10*x - (-1*(0))", "10*x"), ("x/1 + 0*x", "x"),
    ("sin(x)*sin(x) + cos(x)*cos(x)", "1"), ("exp(x)*exp(-x)*x", "x"),
)
OTHERS = (
    "exp(-x)*(1 + exp(-x))^(-2)", "1/(1 + exp(-x)) + x*(1 + exp(-x))^(-2)*exp(-x)", "1/sqrt(1 + 1*x^2) - x*sqrt(1 + x^2)^(-2)*x/sqrt(1 + x^2)",
    "2*sin(1*x)*cos(1*x)/(1)", "log(1 + exp(x)) - x", "erf(x/sqrt(2))/2 + 1/2", "atan(x) + x/(1 + x^2)",
)


@pytest.mark.parametrize(("text", "short"), BY_HAND)
def test_by_hand(text: str, short: str) -> None:
    assert shortest(read_term(text), LINE) == short


@pytest.mark.parametrize("text", [t for t, _ in BY_HAND] + list(OTHERS))
def test_the_same_function_in_no_more_characters(text: str) -> None:
    t = read_term(text)
    found = shortest(t, LINE)
    assert len(found) <= len(show(t))
    for x in (-3, -0.25, 0.5, 7):
        assert abs(number(read_term(found), {"x": mpmath.mpf(x)}) - number(t, {"x": mpmath.mpf(x)})) < 1e-30


def test_what_is_too_long_is_left_alone() -> None:
    t = read_term(" + ".join(f"sin({k}*x)" for k in range(1, 40)))
    assert len(show(t)) > LONG and shortest(t, LINE) == show(t)


@pytest.mark.parametrize(("text", "zero"), [
    ("x^2 - 2", lambda: mpmath.sqrt(2)), ("exp(x) - 3", lambda: mpmath.log(3)), ("(x - 1/3)^3", lambda: mpmath.mpf(1) / 3),
    ("tanh(x - 1)^5", lambda: mpmath.mpf(1)), ("erf(x) - 1/2", lambda: mpmath.erfinv(mpmath.mpf(1) / 2)),
    ("x*exp(x) - 1", lambda: mpmath.lambertw(1).real), ("x^3 - 1/1000000000", lambda: mpmath.mpf(1) / 1000),
])
def test_zeros_to_a_hundred_digits(text: str, zero: object) -> None:
    found = Profile(find("identity")).roots(read_term(text), mp.mpf(0), mp.mpf(4))
    with mpmath.workdps(120):
        assert len(found) == 1 and abs(found[0].number - zero()) < mpmath.mpf(10) ** -100  # type: ignore[operator]
