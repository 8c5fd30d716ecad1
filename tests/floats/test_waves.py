"""Sines of float32 inputs of any size: rows against exact arithmetic, planted faults, and which functions are such polynomials."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from random import Random

import numpy as np
import pytest
from oracles import oracle

from symact.activation import Activation
from symact.catalogue import find
from symact.floats.arrays import Patterns
from symact.floats.backends.numpy import implementation
from symact.floats.blocks import BLOCK, POINTS, Blocks
from symact.floats.builder import Builder
from symact.floats.comparison import Comparison
from symact.floats.formats import FLOAT16, FLOAT32
from symact.floats.judge import Judge
from symact.floats.looker import Looker
from symact.floats.models import recheck
from symact.floats.oracle import Oracle
from symact.floats.rows import LEFT, WIDTH, rows
from symact.floats.sweep import look
from symact.floats.tally import Tally
from symact.floats.waves import waves

NEGATIVE = FLOAT32.sign_bit
PLACES = [(e << 23) + sign + k * WIDTH for e, sign, k in (
    (140, 0, 5), (147, NEGATIVE, 4094), (151, 0, 0), (152, NEGATIVE, 77), (190, 0, 1234), (254, NEGATIVE, 4094))]


@pytest.mark.parametrize(("definition", "order"), [
    ("f(x) = sin(x)", 0), ("f(x) = cos(x)", 1), ("f(x) = x + sin(x)^2", 0), ("f(x) = x + sin(x)^2", 1),
    ("f(x) = x*sin(2*x + 1)/3 - cos(x)^3", 0), ("f(x) = (1 + sin(x/7))^2 - x/3", 0)])
def test_values_are_within_their_bounds(definition: str, order: int) -> None:
    """Against Arb, input by input; the sign too."""
    source, exact = Random(definition), Oracle(Activation("f", definition).body, "x", order, FLOAT32)
    for first in PLACES:
        found = waves(exact, first)
        assert found is not None
        y = found.values(first, 2, WIDTH)
        for k in [0, WIDTH - 1, WIDTH, 2 * WIDTH - 1, *(source.randrange(2 * WIDTH) for _ in range(8))]:
            wanted = exact.at(FLOAT32.value(first + k), 60)
            near, room = Fraction(float(y.head[k])) + Fraction(float(y.small[k])), Fraction(float(y.bound[k]))
            assert wanted.lower - room <= near <= wanted.upper + room  # type: ignore[union-attr]
            assert y.sign[k] in (0, wanted.sign)  # type: ignore[union-attr]


@pytest.mark.parametrize("definition", [
    "f(x) = exp(sin(x))", "f(x) = sin(x^2)", "f(x) = sin(sqrt(2)*x)", "f(x) = x^2 - x", "f(x) = sin(x)/x", "f(x) = abs(sin(x))"])
def test_other_functions_are_not_taken_for_waves(definition: str) -> None:
    exact = Oracle(Activation("f", definition).body, "x", 0, FLOAT32)
    assert waves(exact, 160 << 23) is None


def verdict(judge: Judge, start: int, got: Patterns, blocks: Blocks | None) -> Comparison:
    """By rows, or without blocks one by one."""
    judge.tally = Tally(FLOAT32)
    if blocks is None:
        look(judge, np.arange(start, start + len(got), dtype=np.uint32), got)
    else:
        looker = Looker(judge, blocks)
        looker.look(start, got)
        looker.finish()
    return judge.tally.finished(activation="f", backend="", dtype="float32", derivative=0, inputs="all", parameters=(), as_stored=False)


@pytest.mark.parametrize("name", ["sin", "snake"])
def test_rows_of_waves_say_what_exact_arithmetic_says(name: str) -> None:
    """Every count and class error, with results that are moved, flipped and lost."""
    source = Random(name)
    judge = Judge(oracle(find(name), 0, FLOAT32))
    blocks = Builder(judge.oracle, FLOAT32.p).build()
    for start in source.sample(PLACES[2:], 2):
        assert rows(blocks, start, 1).kind[0] == LEFT
        clean = implementation(find(name), 0)(np.arange(start, start + WIDTH, dtype=np.uint32), FLOAT32, {})
        got = clean.copy()
        for k in source.sample(range(WIDTH), 150):
            y = int(got[k])
            got[k] = source.choice((y + 1, y - 1, y + 2, y ^ NEGATIVE, FLOAT32.nan, FLOAT32.infinity | y & NEGATIVE, y & NEGATIVE))
        for outputs in (clean, got):
            found, wanted = (verdict(judge, start, outputs, known) for known in (blocks, None))
            one, other = found.worst, wanted.worst
            assert one is not None and other is not None and float(one.ulp) == pytest.approx(float(other.ulp), rel=1e-6, abs=2.0**-20)
            assert [replace(e, largest=0) for e in found.profile] == [replace(e, largest=0) for e in wanted.profile]
            same = {"profile": (), "worst": None, "worst_subnormal": None}
            assert replace(found, **same) == replace(wanted, **same)
            assert bool(found.errors) == (outputs is got) and not found.left_out


@pytest.mark.parametrize(("name", "order"), [("sin", 0), ("snake", 1)])
def test_inputs_of_16_bits_have_blocks_made_of_waves(name: str, order: int) -> None:
    """Each within its bound of Arb, on both sides of 0, and far more of them than are asked for one by one."""
    exact = oracle(find(name), order, FLOAT16)
    blocks = Builder(exact, FLOAT16.p).build()
    recheck(blocks, exact, points=300, seed=5)
    single = (blocks.size == 1) & (blocks.kind == BLOCK)
    assert np.count_nonzero(single) > 40000 and np.count_nonzero((blocks.size == 1) & (blocks.kind == POINTS)) < 200
