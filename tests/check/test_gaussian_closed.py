"""Expectations in closed form against the trapezoidal rule, which for analytic functions with Gaussian decay errs by e^(-2 pi^2/h^2) or so."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import Any

import pytest
from numeric import MP, evaluate, mpf

from symact.check.gaussian_closed import arcsine, smoothed, wave_sum
from symact.check.reader import read_term
from symact.check.term import num

STEP = MP.mpf(1) / 4
NODES = [k * STEP for k in range(-60, 61)]
WEIGHTS = [STEP * MP.exp(-x * x / 2) / MP.sqrt(2 * MP.pi) for x in NODES]
TINY = MP.mpf(10) ** -35


def mean(f: Callable[[Any], Any]) -> Any:
    return MP.fsum(w * f(x) for x, w in zip(NODES, WEIGHTS, strict=True))


@pytest.mark.parametrize("cos", range(3))
@pytest.mark.parametrize("sin", range(4))
def test_moments_of_waves(cos: int, sin: int) -> None:
    for n, b, a in product((0, 1, 4), ("0", "-1/2"), ("1", "-3/2")):
        rate, frequency = (mpf(read_term(s).args[0]) for s in (b, a))
        exact = mean(lambda x, n=n, b=rate, a=frequency: 3 * x**n * MP.exp(b * x) * MP.cos(a * x) ** cos * MP.sin(a * x) ** sin)
        found = mpf(evaluate(wave_sum([(num(3), n, read_term(b), read_term(a), cos, sin)]), {}))
        assert abs(found - exact) < TINY, (n, b, a)


def test_rows_add_up() -> None:
    rows = [(num(2), 1, num(1), num(0), 0, 0), (num(-1), 0, num(0), num(1), 1, 0)]
    assert abs(evaluate(wave_sum(rows), {}) - (2 * MP.exp(MP.mpf(1) / 2) - MP.exp(-MP.mpf(1) / 2))) < TINY


@pytest.mark.parametrize("a", ["1", "1/2", "-2", "sqrt(2)/2"])
@pytest.mark.parametrize("b", ["0", "1/3", "-2"])
def test_smoothed_error_functions(a: str, b: str) -> None:
    slope, shift = (mpf(evaluate(read_term(s), {})) for s in (a, b))
    exact = mean(lambda x: MP.erf(slope * x + shift))
    assert abs(mpf(evaluate(smoothed(read_term(a), read_term(b)), {})) - exact) < MP.mpf(10) ** -8, (a, b)


@pytest.mark.parametrize("a", ["1", "1/2", "-1"])
@pytest.mark.parametrize("b", ["1", "1/3", "-1/2"])
def test_products_of_error_functions(a: str, b: str) -> None:
    slopes = [mpf(evaluate(read_term(s), {})) for s in (a, b)]
    exact = mean(lambda x: MP.erf(slopes[0] * x) * MP.erf(slopes[1] * x))
    assert abs(mpf(evaluate(arcsine(read_term(a), read_term(b)), {})) - exact) < MP.mpf(10) ** -8, (a, b)
