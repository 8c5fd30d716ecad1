"""Block polynomials against mpmath, the sweep over all inputs against exact arithmetic point by point, and planted faults."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from random import Random
from typing import Any

import mpmath
import numpy as np
import pytest
from oracles import oracle

from symact.activation import Activation
from symact.catalogue import find
from symact.check.reader import read_term
from symact.floats.arrays import finite_patterns, numbers, rounded, wide
from symact.floats.backends.numpy import function
from symact.floats.blocks import BLOCK, NOWHERE, Blocks, edge
from symact.floats.builder import Builder
from symact.floats.comparison import Comparison
from symact.floats.evaluate import Unresolved, ball, rational
from symact.floats.formats import BFLOAT16, FLOAT16, FLOAT32, Format
from symact.floats.judge import Judge
from symact.floats.lines import line
from symact.floats.magnitudes import size
from symact.floats.powerseries import PowerSeries
from symact.floats.settled import quotient, settled
from symact.floats.sweep import look, sweep
from symact.floats.taylor import taylor

MP = mpmath.mp.clone()
MP.dps = 60
PLAIN = {  # each function once more, in mpmath
    "gelu": lambda x: x * MP.erfc(-x / MP.sqrt(2)) / 2, "mish": lambda x: x * MP.tanh(MP.log1p(MP.exp(x))), "elu": lambda x: x if x > 0 else MP.expm1(x),
    "silu": lambda x: x / (1 + MP.exp(-x)), "softplus": lambda x: MP.log1p(MP.exp(x)), "arctan": MP.atan, "softsign": lambda x: x / (1 + abs(x)),
    "hardswish": lambda x: x * min(max(x + 3, 0), 6) / 6, "exponential": MP.exp, "sigmoid": lambda x: 1 / (1 + MP.exp(-x)),
}


@cache
def blocks(name: str, order: int, precision: int) -> Blocks:
    return Builder(oracle(find(name), order, FLOAT32), precision).build()


@pytest.mark.parametrize("head", ["tanh", "expm1", "log1p", "cbrt", "LambertW", "erf", "erfc", "atan", "asin", "tan", "sin", "cos", "exp", "log"])
@pytest.mark.parametrize("order", [3, 17])
def test_power_series_are_those_of_mpmath(head: str, order: int) -> None:
    """With more coefficients than python-flint's default: a constant must not cut a series off."""
    from flint import arb, arb_series, ctx

    before = ctx.prec, ctx.cap
    ctx.prec, ctx.cap = 300, order + 1
    try:
        numbers_ = PowerSeries()
        x = numbers_.mul(numbers_.number(Fraction(1, 2)), arb_series([arb(3) / 5, 1]))
        found = numbers_.add(getattr(numbers_, head)(x), numbers_.power(x, 2))
        assert found.prec == order + 1
        call = getattr(MP, head.lower())
        wanted = MP.taylor(lambda t: call(t / 2) + t * t / 4, MP.mpf(3) / 5, order)
        for i in range(order + 1):
            assert abs(MP.mpf(found[i].mid().str(70, radius=False)) - wanted[i]) < MP.mpf(10) ** -25 * max(abs(wanted[i]), MP.mpf(10) ** -10)
    finally:
        ctx.prec, ctx.cap = before


@pytest.mark.parametrize("text", [
    "1/(2 + exp(x))", "log(3 + exp(x) + exp(2*x))", "log(1 - exp(-x^2 - 1))", "exp(x) - 1", "1 - exp(x)", "x + sqrt(x^2 + 4)", "x - 2*sqrt(x^2 + 4)",
    "x + pi*sqrt(x^2 + 1)", "sqrt(x^2 + 1)*pi - 4*x", "1/(1 + exp(-x))^2", "x*tanh(log(1 + exp(x)))", "log(x + sqrt(x^2 + 1))",
    "log((exp(x) + exp(-x))/2)", "log((1 + exp(x/2))/(1 + exp((x - 1)/2)))", "x/sqrt(1 + x^2)", "1/(1 + exp(-x))^(3/2)", "log(0 + exp(x))", "(x + sqrt(x^2 + 4))/2",
    "x/sqrt(2*x^2 + 3*x + 4)^3", "log(exp(x)*(1 + x^2)/3)", "x^2*exp(-x^2)/(x*sqrt(x^2 - x + 7))"])
@pytest.mark.parametrize("one_sided", [False, True])
def test_settled_terms_have_the_same_values(text: str, one_sided: bool) -> None:
    term = read_term(text)
    for point in (-300.0, -20.0, -0.75, 0.01, 3.0, 90.0, 500.0):
        found = settled(term, "x", point, one_sided)
        for q in (Fraction(point), Fraction(point) * 2, Fraction(point) * Fraction(-1, 3)):
            if not one_sided or q * Fraction(point) > 0:
                assert ball(found, "x", q, 2000).overlaps(ball(term, "x", q, 2000))


@pytest.mark.parametrize("text", [
    "exp(x)", "sqrt(log1p(exp(x)))", "exp(x)/sqrt(log1p(exp(x)))", "x*tanh(3/5*exp(x))", "expm1(x^3)", "erf(x)*atan(x)", "x^(-3) + 2*x^2", "exp(-x^2)*sin(x)", "1/(1 + exp(-x))"])
def test_sizes_are_upper_bounds(text: str) -> None:
    """Of the values at points of the interval, by mpmath; far out they are good ones."""
    term, source = read_term(text), Random(text)
    for k in (-40, -3, 0, 2, 6, 9):
        for low, high in ((MP.mpf(2) ** k, MP.mpf(2) ** k * 5 / 4), (-MP.mpf(2) ** k * 5 / 4, -MP.mpf(2) ** k)):
            most = size(term, "x", float(low), float(high))
            for _ in range(3):
                x = low + (high - low) * source.randrange(9) / 8
                value = abs(MP.mpf(ball(term, "x", Fraction(float(x)), 4000).mid().str(60, radius=False)))
                assert value == 0 or MP.log(value, 2) <= most
    assert size(read_term("exp(x)/sqrt(log1p(exp(x)))"), "x", -2.0**20 * 1.25, -2.0**20) < -2**18


@pytest.mark.parametrize(("text", "wanted"), [  # the tangent at 0, by hand: (p, q, d) and on which side of it the function lies
    ("x*tanh(log(1 + exp(x)))", (3, 0, 5, 1)), ("x/(1 + exp(-x))", (1, 0, 2, 1)), ("(x + 3)/6", (1, 3, 6, 0)), ("1/(1 + exp(-x)^2)^2", (2, 1, 4, 1)),
    ("exp(x)", (1, 1, 1, 1)), ("log(1 + exp(x))", None), ("tanh(x)", (1, 0, 1, -1)), ("atan(x)/3 + 1/2", (2, 3, 6, -1)), ("sin(x) + x^3/6", None),
    ("1/(1 + exp(-x))", (1, 2, 4, -1)), ("expm1(x^3)", (0, 0, 1, 1)), ("-x - x^2/7 + 2", (-1, 2, 1, -1)), ("x/70000", None)])
def test_lines_are_tangents(text: str, wanted: tuple[int, ...] | None) -> None:
    found = line(read_term(text), "x")
    assert (None if found is None else (found.p, found.q, found.d, found.tilt)) == wanted
    if found is not None and found.tilt:
        for x in (Fraction(1, 2**17), Fraction(-3, 2**19), Fraction(1, 2**149)):
            rest = ball(read_term(text), "x", x, 2000) - ball(read_term(f"({found.p}*x + {found.q})/{found.d}"), "x", x, 2000)
            *_, tilt, room = found.until(float(x))
            assert rest * tilt > 0 and abs(rest) <= room


@pytest.mark.parametrize(("text", "order", "slope"), [  # the value at 7/5 by hand
    ("x/(1 + x)", 1, Fraction(25, 144)), ("(x^2 - 1)/(x + 3)", 2, Fraction(16) / Fraction(22, 5) ** 3), ("x*(x + 3)/6", 1, Fraction(29, 30)),
    ("5", 1, Fraction(0)), ("(x^3 + x)/(x^2 + 1)", 0, Fraction(7, 5))])
def test_quotients_are_the_derivatives(text: str, order: int, slope: Fraction) -> None:
    assert rational(quotient(read_term(text), "x", order), "x", Fraction(7, 5)) == slope


def test_a_series_that_was_cut_off_is_noticed() -> None:
    def short(x: Any) -> list[Any]:
        return [type(x)([1, 1, 1], 3)]

    with pytest.raises(AssertionError, match="3 coefficients, and 8 are needed"):
        taylor(short, 1.0, 0.25, 0.25, 6, 0, 24)  # type: ignore[arg-type]


@pytest.mark.parametrize(("name", "order", "precision"), [
    *((name, 0, 24) for name in ("gelu", "mish", "elu", "arctan", "softsign", "exponential")), *((name, 1, 11) for name in ("silu", "softplus", "sigmoid", "hardswish"))])
def test_polynomials_are_within_their_bounds(name: str, order: int, precision: int) -> None:
    """At the ends of blocks and between: the float64 sum against mpmath, and the bound against the ulp."""
    found, source = blocks(name, order, precision), Random(5)
    assert found.covered()
    places = [i for i in np.flatnonzero(found.kind == BLOCK) if source.random() < 0.07]
    assert len(places) > 30
    for i in places:
        start, size = int(found.start[i]), int(found.size[i])
        for pattern in (start, start + size - 1, start + source.randrange(size)):
            x = edge(pattern)
            t = (x - found.center[i]) / found.half[i]
            assert abs(t) <= 1
            value = float(found.head[i]) + sum(float(c) * t**k for k, c in enumerate(found.coefficients[i]))
            if found.most[i] == np.inf or found.most[i] < 1e-60:
                continue
            with MP.workdps(250 if order else 60):
                exact = MP.diff(PLAIN[name], MP.mpf(x), h=MP.mpf(10) ** -120 * abs(MP.mpf(x))) if order else PLAIN[name](MP.mpf(x))
            slack = 2.0**-52 * abs(value)
            assert abs(exact - value) <= found.bound[i] + slack, (name, x)
            assert found.least[i] <= abs(exact) <= found.most[i] and (exact == 0 or MP.sign(exact) == found.sign[i])
            assert found.bound[i] <= float(Format("", precision, -126, 127).ulp(Fraction(found.least[i]))) * 2.0**-22


def sloppy(name: str, x: Any) -> Any:
    """How one writes it without thinking."""
    return {"gelu": lambda x: 0.5 * x * (1 + np.tanh(0.8 * (x + 0.0447 * x**3))), "silu": lambda x: x / (1 + np.exp(-x)), "elu": lambda x: np.where(x > 0, x, np.exp(x) - 1),
            "mish": lambda x: x * np.tanh(np.log(1 + np.exp(x))), "asinh": lambda x: np.log(x + np.sqrt(x * x + 1)), "exponential": np.exp,
            "softsign": lambda x: 1 / (1 + np.abs(x)) ** 2, "hardswish": lambda x: np.where(x <= -3, 0, np.where(x > 3, 1, x / 3 + 0.5)), "softplus": lambda x: 1 / (1 + np.exp(-x)), "sigmoid": lambda x: 1 / (1 + np.exp(-x))}[name](x)


def finished(judge: Judge) -> Comparison:
    return judge.tally.finished(activation="", backend="", dtype="", derivative=0, inputs="", as_stored=False, parameters=())


@pytest.mark.parametrize(("name", "order", "target"), [
    ("gelu", 0, FLOAT16), ("silu", 0, BFLOAT16), ("elu", 0, FLOAT16), ("mish", 0, BFLOAT16), ("asinh", 0, BFLOAT16), ("exponential", 0, FLOAT16),
    ("softsign", 1, BFLOAT16), ("hardswish", 1, FLOAT16), ("softplus", 1, BFLOAT16), ("sigmoid", 0, FLOAT16),
], ids=str)
def test_the_sweep_is_exact_arithmetic_at_every_point(name: str, order: int, target: Format) -> None:
    exact = oracle(find(name), order, target)
    patterns = finite_patterns(target)[Random(name).randrange(28)::28]
    with np.errstate(all="ignore"):
        got = rounded(target, sloppy(name, numbers(target, patterns).astype(np.float32)).astype(np.float64))
    fast, slow = Judge(exact), Judge(exact)
    sweep(fast, blocks(name, order, 11), patterns, got)
    look(slow, patterns, got)
    one, other = finished(fast), finished(slow)
    assert one.errors == other.errors and abs(one.max_ulp - other.max_ulp) <= other.max_ulp / 2**20
    for field in ("points", "above_half", "above_one", "misrounded", "unfaithful", "kinks", "passed_over", "unresolved"):
        assert getattr(one, field) == getattr(other, field), field


def faults(target: Format, found: Blocks, source: Random) -> list[int]:
    """Finite inputs: at the joins of blocks, single points and their neighbours, subnormals, and anywhere."""
    all_finite = finite_patterns(target)
    at = wide(target, all_finite)
    joins = all_finite[np.isin(at, found.start)].tolist()
    single = all_finite[np.isin(at, found.start[(found.kind != BLOCK) & (found.kind != NOWHERE)])].tolist()
    subnormal = [b for b in all_finite.tolist() if b & (target.sign_bit - 1) < 1 << (target.p - 1)]
    return [source.choice(group) for group in (joins, single, subnormal, all_finite.tolist()) for _ in range(9)]


@pytest.mark.parametrize(("name", "order", "target"), [
    ("gelu", 0, FLOAT16), ("mish", 1, BFLOAT16), ("elu", 0, BFLOAT16), ("tanh", 0, FLOAT16), ("hardswish", 0, FLOAT16), ("softplus", 0, BFLOAT16),
], ids=str)
def test_planted_faults_are_found(name: str, order: int, target: Format) -> None:
    """36 in each: one output is NaN, infinite, of the other sign, or the next float but one."""
    source, found = Random(name), blocks(name, order, 11)
    exact = oracle(find(name), order, target)
    everything = finite_patterns(target)
    call = function(find(name), order)
    for turn, bits in enumerate(faults(target, found, source)):
        place = int(np.flatnonzero(everything == bits)[0])
        patterns = everything[max(place - 40, 0):place + 40]
        right = rounded(target, call(numbers(target, patterns)))
        k = int(np.flatnonzero(patterns == bits)[0])
        wrong = right.copy()
        was = int(right[k])
        zero = target.is_zero(was)
        kind = turn % 4
        wrong[k] = (target.nan, target.infinity | (was & target.sign_bit), was ^ target.sign_bit, was + 2 if target.is_finite(was + 2) else was - 2)[kind]
        results = []
        for got in (right, wrong):
            judge = Judge(exact)
            sweep(judge, found, patterns, got)
            results.append(finished(judge))
        clean, planted = results
        assert clean.errors == () and clean.max_ulp <= 1, clean.text()
        if kind < 3:
            if kind == 2 and zero and not planted.errors:  # a zero of the other sign, where the exact value is 0 and the function not odd
                assert exact.at(target.value(bits)).sign == 0  # type: ignore[union-attr]
                continue
            (error,) = planted.errors
            assert error.kind in {0: ("nan",), 1: ("infinite",), 2: ("sign", "sign of zero")}[kind]
            assert error.count == 1 and error.input == target.hexadecimal(bits)
        else:
            assert planted.errors or planted.max_ulp > 1
            assert planted.errors or planted.above_one == clean.above_one + 1


def test_functions_without_known_breakpoints_are_refused() -> None:
    with pytest.raises(Unresolved, match="breakpoints"):
        Builder(oracle(Activation("waves", "waves(x) = abs(sin(x))"), 0, FLOAT16), 11)
