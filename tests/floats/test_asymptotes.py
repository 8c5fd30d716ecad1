"""Lines that functions run beside: that they are the same function, their sides, and what that decides."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import mpmath
import numpy as np
import pytest
from oracles import oracle

from symact.activation import Activation
from symact.catalogue import CATALOGUE, find
from symact.check.enclose import Program
from symact.check.extent import Context
from symact.check.identity import equal
from symact.check.reader import read_term
from symact.check.term import REALS, ZERO, Term
from symact.floats.asymptotes import asymptote, beside
from symact.floats.blocks import NOWHERE, POINTS
from symact.floats.builder import Builder
from symact.floats.compare import compare
from symact.floats.evaluate import Decimals, Unresolved
from symact.floats.formats import FLOAT16, FLOAT32
from symact.floats.judge import Judge
from symact.floats.magnitudes import sign_on, size
from symact.floats.models import model, recheck
from symact.floats.sweep import look, sweep
from symact.floats.tally import Tally

SCALAR = [a for a in CATALOGUE if not a.vector]
BITS = 4000


def at(term: Term, x: Fraction) -> Any:
    decimals = Decimals(BITS)
    return Program([term], "x", decimals)(decimals.number(x))[0]


@pytest.mark.parametrize("order", [0, 1], ids=["value", "derivative"])
@pytest.mark.parametrize("activation", SCALAR, ids=lambda a: a.name)
def test_line_and_rest_are_the_function(activation: Activation, order: int) -> None:
    """Against mpmath with 4000 bits, far enough out for a line, and not so far that the rest is lost."""
    exact = oracle(activation, order, FLOAT32)
    for x in (Fraction(21), Fraction(-21), Fraction(41), Fraction(-41)):
        if exact.cuts is None or (found := asymptote(exact.smooth(x), "x", float(x))) is None:
            continue
        wanted, line, rest = at(exact.smooth(x), x), found.at(x), at(found.rest, x)
        with mpmath.workprec(BITS):
            assert abs(wanted - mpmath.mpf(line.numerator) / line.denominator - rest) <= mpmath.ldexp(1 + abs(wanted), 200 - BITS)
            ends = sorted((float(x), float(x) * 1.0625))
            assert abs(rest) <= mpmath.mpf(2) ** min(size(found.rest, "x", *ends), 1e6)
            assert sign_on(found.rest, "x", *ends) in (0, mpmath.sign(rest))


def test_most_functions_run_beside_a_line() -> None:
    """Else the method would be right and of no use."""
    seen = 0
    for name in ("silu", "gelu", "mish", "softplus", "tanh", "sigmoid", "elu", "tanhshrink", "lisht", "log_sigmoid", "tanhsoft", "hard_mish"):
        found = asymptote(oracle(find(name), 0, FLOAT32).smooth(Fraction(60)), "x", 60.0)
        assert found is not None and found.short
        assert found.rest == ZERO or (size(found.rest, "x", 60.0, 64.0) < -70 and sign_on(found.rest, "x", 60.0, 64.0))
        seen += found.rest != ZERO
    assert seen >= 8
    assert asymptote(oracle(find("sin"), 0, FLOAT32).smooth(Fraction(60)), "x", 60.0) is None


def test_a_quotient_of_polynomials_runs_beside_a_line() -> None:
    """pau(x) = x/2 + 1 - 1/(1 + x^2) for x > 0: x/2 + 1 is a tie for every float32 from 2^25 to 2^26."""
    exact = oracle(find("pau"), 0, FLOAT32)
    found = asymptote(exact.smooth(Fraction(2**25)), "x", 2.0**25)
    assert found is not None and found.integers == (1, 2, 2)
    assert found.rest == read_term("-1/(1 + x^2)") or equal(found.rest, read_term("-1/(1 + x^2)"), Context().bind("x", REALS))
    patterns = np.arange(0x4C000000, 0x4C010000, dtype=np.uint32)
    below = ((patterns.view(np.float32).astype(np.float64) / 2 + 1 - 0.25).astype(np.float32)).view(np.uint32)
    judge = Judge(exact)
    sweep(judge, model(exact, FLOAT32.p), patterns, below, 16)
    assert judge.tally.unresolved == 0 and judge.tally.misrounded == 0 and judge.tally.points == len(patterns)


def test_which_side_no_precision_shows() -> None:
    """x - tanh(x) for x = 4097 is 4096 and less than 2^-11000; it is above 4096, and below -4096 for -4097."""
    exact = oracle(find("tanhshrink"), 0, FLOAT16)
    for sign in (1, -1):
        found = beside(exact.smooth(Fraction(sign * 4097)), "x", Fraction(sign * 4097))
        assert found is not None
        assert min(sign * found.lower - 4096, sign * found.upper - 4096) > 0 and max(abs(found.lower), abs(found.upper)) < 4096 + Fraction(1, 2**1200)
    assert beside(exact.smooth(Fraction(2)), "x", Fraction(2)) is None  # the rest is no small one


def test_ties_are_decided() -> None:
    """x - tanh(x) in float16 is beside a tie for 2048 <= |x| < 4096, and a kernel that computes in float64 takes it for one, which half of
    the 2048 times is wrong by 1/2 ulp and 2^-5000. It is found out, be it by blocks or point by point."""
    found = compare(find("tanhshrink"), dtype="float16", inputs="all")
    assert not found.unresolved and found.misrounded == 1024 and not found.above_one and not found.errors
    exact = oracle(find("tanhshrink"), 0, FLOAT16)
    points = [s * x for x in (2050, 2052, 3000, 4094, 4100, 8200, 32800) for s in (1, -1)]
    patterns = np.array([FLOAT16.nearest(Fraction(x)) for x in points], dtype=np.uint16)
    right = np.array([FLOAT16.nearest(x - Fraction(x, abs(x)) * Fraction(999999, 1000000)) for x in points], dtype=np.uint16)
    for wrong in (right, right - 1, right + 1):
        judge, again = Judge(exact), Judge(exact)
        look(judge, patterns, wrong)
        sweep(again, model(exact, 11), patterns, wrong)
        assert judge.tally.unresolved == again.tally.unresolved == 0
        assert judge.tally.misrounded == again.tally.misrounded == (0 if wrong is right else len(patterns))
        assert judge.tally.above_one == again.tally.above_one and judge.tally.unfaithful == again.tally.unfaithful


def test_one_step_beside_a_line_far_out() -> None:
    """silu(x) is x and a little less: one step up is off by more than an ulp, one down by less."""
    exact = oracle(find("silu"), 0, FLOAT32)
    for pattern in (0x5EFFF800, 0x4F800001, 0x43A00000):
        for step, above in ((1, 1), (-1, 0)):
            judge = Judge(exact)
            judge.look(pattern, pattern + step)
            assert judge.tally.unresolved == 0 and judge.tally.above_one == above and judge.tally.above_half == 1


def test_a_block_where_balls_see_nothing() -> None:
    """x tanh(exp(x)): for x > 2^15 a ball around exp(x) reaches to the other side of 0."""
    exact = oracle(find("tanhsoft"), 0, FLOAT32)
    blocks = Builder(exact, FLOAT32.p).build()
    far = (blocks.start >= (127 + 15) << 23) & (blocks.start < 0x7F800000)
    assert (blocks.size[far] == 1 << 23).all() and (blocks.line[far, 0] == 1).all() and (blocks.line[far, 3] == -1).all()
    judge = Judge(exact)
    patterns = np.array([0x47000001, 0x50000000, 0x7F7FFFFF], dtype=np.uint32)
    judge.tally = Tally(FLOAT32)
    sweep(judge, blocks, patterns, patterns)
    assert judge.tally.points == 3 and not judge.tally.misrounded


def test_where_a_function_has_no_value_there_is_none_down_to_zero() -> None:
    """log(1 - exp(-x)) for x < 0, subnormal numbers too: nothing is left to single points but -0."""
    blocks = Builder(oracle(find("log1mexp"), 0, FLOAT32), FLOAT32.p).build()
    negative = blocks.start >= FLOAT32.sign_bit
    left = negative & (blocks.kind != NOWHERE)
    assert blocks.size[left].sum() <= 4 and (blocks.kind[left] == POINTS).all()
    assert not ((blocks.kind == POINTS) & (blocks.size > 1)).any()


def test_a_breakpoint_has_no_piece_around_it() -> None:
    """-40 is one of soft_relu_clipped, and a place at which a binade is probed: what rules there is not what rules left of it."""
    exact = oracle(find("soft_relu_clipped"), 0, FLOAT32)
    with pytest.raises(Unresolved, match="breakpoint at -40"):
        exact.smooth(Fraction(-40))
    recheck(Builder(exact, FLOAT32.p).build(), exact, points=400, seed=2)
