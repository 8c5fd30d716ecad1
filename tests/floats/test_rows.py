"""Rows of float32 inputs: what a product of matrices says of them, against exact arithmetic point by point, and planted faults."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import cache
from random import Random
from typing import Any

import numpy as np
import pytest
from oracles import oracle

from symact.catalogue import find
from symact.floats.arrays import Patterns
from symact.floats.blocks import Blocks, edge
from symact.floats.builder import Builder
from symact.floats.comparison import Comparison
from symact.floats.formats import FLOAT32
from symact.floats.judge import Judge
from symact.floats.looker import Looker
from symact.floats.rows import CONSTANT, FAST, SLOW, WIDTH, rows
from symact.floats.sweep import look
from symact.floats.tally import Tally

NEGATIVE = FLOAT32.sign_bit
ONE = 127 << 23  # the pattern of 1


@cache
def judged(name: str, order: int = 0) -> tuple[Judge, Blocks]:
    judge = Judge(oracle(find(name), order, FLOAT32))
    return judge, Builder(judge.oracle, FLOAT32.p).build()


def fresh(name: str, order: int = 0) -> Judge:
    judge, _ = judged(name, order)
    judge.tally = Tally(FLOAT32)
    return judge


def by_rows(name: str, start: int, got: Patterns, order: int = 0) -> Comparison:
    judge = fresh(name, order)
    looker = Looker(judge, judged(name, order)[1])
    looker.look(start, got)
    looker.finish()
    return finished(judge)


def one_by_one(name: str, start: int, got: Patterns, order: int = 0) -> Comparison:
    judge = fresh(name, order)
    look(judge, consecutive(start, len(got)), got)
    return finished(judge)


def finished(judge: Judge) -> Comparison:
    return judge.tally.finished(activation="f", backend="", dtype="float32", derivative=0, inputs="all", parameters=(), as_stored=False)


def consecutive(start: int, count: int = WIDTH) -> Patterns:
    return np.arange(start, start + count, dtype=np.uint32)


def floats(patterns: Patterns) -> Any:
    return patterns.view(np.float32)


def careless(name: str, x: Any) -> Any:
    """Float32 arithmetic as it is written down first, and two deliberate faults: a sign and a flush."""
    one = np.float32(1)
    with np.errstate(all="ignore"):
        match name:
            case "silu":
                return x / (one + np.exp(-x))
            case "tanh":
                return (one - np.exp(-2 * x)) / (one + np.exp(-2 * x))
            case "softplus":
                return np.log(one + np.exp(x))
            case "sigmoid":
                return one / (one + np.exp(-x))
            case "elu":
                return np.where(x > 0, x, np.exp(x) - one)
            case "hardsigmoid":
                return np.clip(x / np.float32(6) + np.float32(0.5), 0, 1)
            case "relu_squared":
                return np.where(x > 0, x * x, -np.float32(0))
            case "exponential":
                return np.where(np.abs(x) < 2.0**-126, -one, np.exp(x))
    raise LookupError(name)


PLACES = [  # first patterns of two rows: subnormal inputs, next to 0, around a power of two, 1, where things saturate or overflow, far out
    0, 3 * WIDTH, (1 << 23) - WIDTH, (2 << 23) - WIDTH, 40 << 23, (103 << 23) + 5 * WIDTH, ONE - WIDTH, ONE + (1 << 22), (129 << 23) + 0x200000, (130 << 23) + 0x158000,
    (133 << 23) + 0x317000, (133 << 23) + 0x4ff000, (190 << 23) - WIDTH, (230 << 23) + 77 * WIDTH, (255 << 23) - 2 * WIDTH]


@pytest.mark.parametrize("name", ["silu", "tanh", "softplus", "sigmoid", "elu", "hardsigmoid", "relu_squared", "exponential"])
def test_rows_say_what_exact_arithmetic_says(name: str) -> None:
    """Every count, every class error, the largest errors and the profile; `tests/benchmarks/crosscheck.py` does so for millions."""
    source = Random(name)
    for start in source.sample([place + sign for place in PLACES for sign in (0, NEGATIVE)], 3):
        got = np.ascontiguousarray(careless(name, floats(consecutive(start)))).view(np.uint32)
        got = got.copy()
        for k in range(0, WIDTH, 97):  # some results are one ulp off
            got[k] += source.choice((0, 1)) if 0 < got[k] & 0x7fffffff < FLOAT32.infinity - 1 else 0
        found, wanted = by_rows(name, start, got), one_by_one(name, start, got)
        assert largest(found) == pytest.approx(largest(wanted), rel=1e-6, abs=2.0**-20)
        assert [replace(entry, largest=0) for entry in found.profile] == [replace(entry, largest=0) for entry in wanted.profile]
        for one, other in zip(found.profile, wanted.profile, strict=True):
            assert one.largest == pytest.approx(other.largest, rel=1e-5, abs=2.0**-20)
        same = {"profile": (), "worst": None, "worst_subnormal": None}
        assert replace(found, **same) == replace(wanted, **same)


@pytest.mark.parametrize(("name", "place"), [
    ("mish", (60 << 23) + 511 * WIDTH), ("mish", NEGATIVE + (1 << 22)), ("silu", NEGATIVE + (90 << 23)), ("hardsigmoid", (125 << 23) + WIDTH), ("hardsigmoid", 30 << 23),
    ("arelu", NEGATIVE + (254 << 23) + WIDTH), ("hardswish", 2 << 23), ("prelu", NEGATIVE + (1 << 23) + WIDTH), ("softsign", (80 << 23) - WIDTH)])
def test_errors_that_are_next_to_a_threshold(name: str, place: int) -> None:
    """Half a step, or one, and a very little: there the sign of what is beside the tangent decides, and nothing is left open."""
    got = nearest(name, place)
    got = np.where(np.arange(WIDTH) % 3 == 0, got, np.where(got & 0x7fffffff > 0, got + np.where(np.arange(WIDTH) % 2, 1, -1), got)).astype(np.uint32)
    found, wanted = by_rows(name, place, got), one_by_one(name, place, got)
    assert not found.unresolved and found.misrounded > 0
    assert replace(found, profile=(), worst=None, worst_subnormal=None) == replace(wanted, profile=(), worst=None, worst_subnormal=None)


def test_many_ties_are_all_decided() -> None:
    """(x + 1)^2/4 right of -1 is a square of few bits: thousands of values half way between two floats in one sweep."""
    start, count = 0xBF700000, 1 << 20
    exact = np.square(floats(consecutive(start, count)).astype(np.float64) + 1) / 4  # in 40 bits
    got = exact.astype(np.float32).view(np.uint32)
    ties = np.count_nonzero(np.abs(exact - got.view(np.float32)) * 2 == np.spacing(got.view(np.float32)))
    found = by_rows("sparse_plus", start, got)
    assert ties > 4096 and not found.unresolved and not found.misrounded and found.max_ulp == Fraction(1, 2)


def test_the_largest_error_is_found_beside_a_power_of_two() -> None:
    """At -0x1.8003p+0 the derivative is -2^-16, where a bound of the error is twice the error; the larger one is elsewhere."""
    start = 0xbfc00000
    got = nearest("hardswish", start, 1).copy()
    for place in (0x180, 0x71):
        got[place] += 2
    found, wanted = by_rows("hardswish", start, got, 1), one_by_one("hardswish", start, got, 1)
    assert found.worst is not None and wanted.worst is not None and found.worst.input == wanted.worst.input == "-0x1.8000e2p+0"
    assert found.worst.ulp == pytest.approx(wanted.worst.ulp, rel=1e-6)


@pytest.mark.parametrize(("name", "place", "lost"), [  # far out gelu is -0; silu(-20) is a small normal number
    ("gelu", NEGATIVE + (133 << 23), 0), ("gelu", NEGATIVE + (133 << 23), FLOAT32.nan), ("silu", NEGATIVE + (131 << 23), 0),
    ("silu", NEGATIVE + (131 << 23), NEGATIVE), ("silu", NEGATIVE + (131 << 23), FLOAT32.nan), ("silu", ONE + WIDTH, FLOAT32.infinity),
    ("silu", ONE + WIDTH, FLOAT32.infinity | NEGATIVE), ("silu", 12 << 23, 0), ("softplus", 136 << 23, 0), ("relu_squared", 210 << 23, 0)])
def test_rows_that_are_lost_are_counted_at_once(name: str, place: int, lost: int) -> None:
    """Whole rows of NaN, of infinities, of zeros with either sign; the worst input is where the exact value is the largest, or the first."""
    if name == "gelu":
        clean = np.full(4 * WIDTH, NEGATIVE, np.uint32)
    else:
        clean = np.ascontiguousarray(careless(name, floats(consecutive(place, 4 * WIDTH)))).view(np.uint32)
    for wrong in (slice(0, None), slice(WIDTH, 3 * WIDTH), slice(WIDTH + 7, 3 * WIDTH + 9), slice(5, 6)):
        got = clean.copy()
        got[wrong] = lost
        found, wanted = by_rows(name, place, got), one_by_one(name, place, got)
        for error, other in zip(found.errors, wanted.errors, strict=True):
            assert (error.kind, error.count, error.first, error.last) == (other.kind, other.count, other.first, other.last)
            assert (error.input, error.got, error.expected) == (other.input, other.got, other.expected) or error.expected == "next to 0"
        same = {"errors": (), "profile": (), "worst": None, "worst_subnormal": None}
        assert replace(found, **same) == replace(wanted, **same)
        assert largest(found) == pytest.approx(largest(wanted), rel=1e-6, abs=2.0**-20)
        assert [replace(e, largest=0) for e in found.profile] == [replace(e, largest=0) for e in wanted.profile]


def test_rows_made_ahead_are_those_made_one_by_one() -> None:
    """And looking at the same ones again, after some were found to be wrong, is looking at them anew."""
    judge, start = fresh("softplus"), ONE + (3 << 20)
    got = np.ascontiguousarray(careless("softplus", floats(consecutive(start, 1 << 20)))).view(np.uint32).copy()
    got[12345] = FLOAT32.nan
    looker, found = Looker(judge, judged("softplus")[1]), []
    for _ in range(2):
        judge.tally = Tally(FLOAT32)
        looker.look(start, got)
        looker.finish()
        found.append(finished(judge))
    judge.tally, single = Tally(FLOAT32), Looker(judge, judged("softplus")[1])
    for row in range(0, 1 << 20, WIDTH):
        single.look(start + row, got[row:row + WIDTH])
    single.finish()
    found.append(finished(judge))
    assert found[0] == found[1] and found[0].errors and found[0].above_half
    assert replace(found[0], profile=()) == replace(found[2], profile=())
    assert found[0].profile[0].largest == pytest.approx(found[2].profile[0].largest, rel=1e-9)


def largest(found: Comparison) -> list[float]:
    return [float(worst.ulp) if worst else 0.0 for worst in (found.worst, found.worst_subnormal)]


@pytest.mark.parametrize("order", [0, 1])
def test_gradients_by_rows(order: int) -> None:
    for name, start in (("gelu", (1 << 23) + NEGATIVE), ("mish", (130 << 23) + 0x158000)):
        found = by_rows(name, start, nearest(name, start, order), order)
        assert not found.errors and not found.above_half and not found.misrounded and found.points + found.passed_over == WIDTH
        assert not found.unresolved and found.max_ulp <= 0.5


@cache
def nearest(name: str, start: int, order: int = 0) -> Patterns:
    """The correctly rounded results on a row."""
    judge, blocks = judged(name, order)
    signs = blocks.sign[np.searchsorted(blocks.start, consecutive(start), side="right") - 1]
    return np.array([_nearest(judge.oracle, start + k, int(signs[k])) for k in range(WIDTH)], dtype=np.uint32)


def _nearest(exact: Any, pattern: int, sign: int) -> int:
    """Next to a midpoint of floats the enclosure has to be narrow; far below all floats the block knows the sign."""
    for sharper in (0, 40, 400):
        found = exact.at(FLOAT32.value(pattern), sharper)
        low, high = FLOAT32.nearest(found.lower), FLOAT32.nearest(found.upper)
        if low & 0x7fffffff == high & 0x7fffffff:
            negative = (found.sign or sign or (-1 if pattern >= NEGATIVE else 1)) < 0
            return low & 0x7fffffff | (NEGATIVE if negative else 0)
    raise AssertionError(f"The result for {pattern:#x} is not known.")


def test_planted_faults_are_found() -> None:
    """Single outputs: one step off, the other sign, NaN, an infinity; at joins of blocks, next to single points, among subnormals, at random."""
    source, planted = Random(7), 0
    for name in ("gelu", "softplus", "hardswish"):
        blocks = judged(name)[1]
        joins = source.sample([int(s) // WIDTH * WIDTH for s in blocks.start if s % NEGATIVE < FLOAT32.infinity], 3)
        single = source.sample([int(s) // WIDTH * WIDTH for s, n in zip(blocks.start, blocks.size, strict=True) if n == 1], 2)
        anywhere = [source.randrange(FLOAT32.infinity // WIDTH) * WIDTH + source.choice((0, NEGATIVE)) for _ in range(2)]
        for start in {*joins, *single, *anywhere, WIDTH, NEGATIVE + 2 * WIDTH}:
            clean = nearest(name, start)
            before = by_rows(name, start, clean)
            assert not before.errors and not before.misrounded
            for fault in ("step", "sign", "nan", "infinity") * 3:
                k = source.choice([0, WIDTH - 1, source.randrange(WIDTH)])
                got, y = clean.copy(), int(clean[k])
                if y & 0x7fffffff == 0 and fault in ("step", "sign"):
                    continue  # the sign of a zero is judged at zeros only
                got[k] = {"step": y + 1, "sign": y ^ NEGATIVE, "nan": FLOAT32.nan, "infinity": FLOAT32.infinity | y & NEGATIVE}[fault]
                after = by_rows(name, start, got)
                planted += 1
                if fault == "step":
                    assert after.above_half == 1 and after.misrounded == 1 and after.max_ulp >= 0.5
                elif y & 0x7fffffff < FLOAT32.infinity:
                    (error,) = after.errors
                    assert (error.kind, error.count) == ({"sign": "sign", "nan": "nan", "infinity": "infinite"}[fault], 1)
                    assert error.input == FLOAT32.hexadecimal(start + k)
    assert planted > 200


def test_most_rows_are_fast() -> None:
    """Else the method would be right and of no use."""
    for name in ("silu", "gelu", "softplus", "tanh"):
        kinds = [rows(judged(name)[1], place * (1 << 20) + sign, 1 << 10).kind for place in range(0, 2040, 29) for sign in (0, NEGATIVE)]
        slow = sum(int(np.count_nonzero(kind == SLOW)) for kind in kinds)
        assert slow < 0.02 * sum(map(len, kinds))
        assert {FAST, CONSTANT} & set(np.concatenate(kinds).tolist())


def test_shifted_polynomials_are_within_their_bounds() -> None:
    """The row's polynomial at both ends and in the middle, against Arb."""
    source = Random(3)
    for name in ("silu", "mish", "softplus", "tanh"):
        judge, blocks = judged(name)
        for _ in range(60):
            start = source.randrange(FLOAT32.infinity // WIDTH) * WIDTH + source.choice((0, NEGATIVE))
            table = rows(blocks, start, 1)
            if table.kind[0] != FAST:
                continue
            for k in (0, WIDTH // 2, WIDTH - 1):
                exact = judge.oracle.at(FLOAT32.value(start + k))
                u = (2 * k - (WIDTH - 1)) / WIDTH
                value = sum(float(c) * u**i for i, c in enumerate(table.coefficients[0])) / float(table.scale[0])
                moved = 2.0**-26 if table.bound[0] else 2.0**-18  # nudged blocks and rows beside a line have no bound
                room = float(table.bound[0]) + 2.0**-50 * abs(value) + moved * float(table.ulp[0])
                assert abs(value - float(exact.middle)) <= room, (name, edge(start + k))
                assert table.low[0] * (1 - 2.0**-50) <= abs(float(exact.middle)) <= table.high[0] * (1 + 2.0**-50)
