"""Directions are proved: against mpmath's differences, at breakpoints by hand; drops that are planted are found, and nothing else."""

from __future__ import annotations

import json
from dataclasses import fields
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

import mpmath
import numpy as np
import pytest
from oracles import oracle

from symact.activation import Activation
from symact.catalogue import find
from symact.floats.arrays import finite_patterns, numbers
from symact.floats.backends.numpy import function
from symact.floats.compare import compare
from symact.floats.directions import FALLS, RISES, Directions, directions, recheck
from symact.floats.evaluate import Unresolved
from symact.floats.formats import FLOAT16, FLOAT32, FLOAT64
from symact.floats.monotone import Drops, drops, joined, neighbours
from symact.floats.oracle import Disagreement

MP = mpmath.mp.clone()
MP.dps = 400
PLAIN = {
    "gelu": lambda x: x * MP.erfc(-x / MP.sqrt(2)) / 2, "mish": lambda x: x * MP.tanh(MP.log1p(MP.exp(x))), "silu": lambda x: x / (1 + MP.exp(-x)),
    "softsign": lambda x: x / (1 + abs(x)), "sin": MP.sin, "arctan": MP.atan, "hardswish": lambda x: x * min(max(x + 3, 0), 6) / 6,
}


def way(text: str, low: float, high: float, order: int = 0) -> int:
    found = directions(oracle(Activation("f", f"f(x) = {text}"), order, FLOAT32))
    return int(found.over(np.array([low]), np.array([high]))[0])


@pytest.mark.parametrize("name", PLAIN)
def test_directions_are_those_of_mpmath(name: str) -> None:
    """Random pairs with a known direction, near and far apart: no pair goes the other way, and most near ones are known."""
    found, source, f = directions(oracle(find(name), 0, FLOAT32)), Random(name), PLAIN[name]
    known = near = 0
    for _ in range(300):
        low = source.choice((-1, 1)) * 2.0 ** source.uniform(-12, 5)
        close = source.random() < 0.7
        high = low + abs(low) * 2.0 ** (source.uniform(-11, -8) if close else source.uniform(-8, 3))
        direction = int(found.over(np.array([low]), np.array([high]))[0])
        assert direction == 0 or direction * (f(MP.mpf(high)) - f(MP.mpf(low))) >= 0, (low, high)
        known, near = known + (direction != 0 and close), near + close
    assert known > near * 0.75


@pytest.mark.parametrize(("text", "low", "high", "direction"), [
    ("max(x, 0)", -1, 1, 1), ("max(-x, 0)", -1, 1, -1), ("abs(x)", -1, 1, 0), ("abs(x)", -1, 0, -1), ("abs(x)", 0, 1, 1), ("max(x, 0)", -2, -1, 1),
    ("sign(x)", -1, 1, 1), ("sign(x)", -1, 0, 1), ("x - sign(x)", -1, 1, 0), ("x - sign(x)", -1, 0, 0), ("x - sign(x)", -1, -0.5, 1), ("-sign(x)", -1, 1, -1),
    ("Piecewise((x, x < 0), (x + 1, True))", -1, 1, 1), ("Piecewise((x, x < 0), (x - 1, True))", -1, 1, 0), ("Piecewise((x, x <= 0), (x - 1, True))", -1, 0, 1), ("Piecewise((x, x <= 0), (x - 1, True))", 0, 1, 0),
    ("Piecewise((x, x <= 0), (x + 1, True))", 0, 1, 1), ("Piecewise((x, x < 0), (x - 1, True))", 0, 1, 1),
    ("Piecewise((x, x < 1/3), (x + 1, True))", 0, 1, 1), ("Piecewise((x, x < 1/3), (x - 1, True))", 0, 1, 0), ("Piecewise((x, x < 1/3), (x - 1, True))", 0, 0.25, 1),
    ("Piecewise((x, x < 1/3), (2/3 - x, True))", 0, 1, 0), ("max(3*x - 1, 0)", 0, 1, 1), ("exp(x)", -4, 4, 1), ("x^2", -1, 1, 0), ("1/x", -1, 1, 0), ("1/x", 1, 2, -1),
    ("Piecewise((x, x^3 < 2), (x - 1, True))", 1, 2, 0),
    ("Piecewise((x, x^3 < 2), (x - 1, True))", 1, 1.25, 1), ("Piecewise((x, x^3 < 2), (x - 1, True))", 1.5, 2, 1), ("log(x)", -1, 2, 0), ("log(x)", -2, -1, 0), ("log(x)", 1, 2, 1), ("x", 1, 1, 0), ("5", 0, 1, 1), ("sqrt(x)", -2, -1, 0)])
def test_directions_by_hand(text: str, low: float, high: float, direction: int) -> None:
    assert way(text, low, high) == direction


@pytest.mark.parametrize(("text", "low", "high", "direction"), [
    ("max(x, 0)", -1, 1, 1), ("min(x, 0)", -1, 1, -1), ("abs(x)", -1, 0, 1), ("sign(x)", -1, 1, 0), ("x*abs(x)", -1, 0, -1), ("x*abs(x)", -1, 1, 0), ("x*abs(x)", 0, 1, 1)])
def test_directions_of_derivatives(text: str, low: float, high: float, direction: int) -> None:
    """Across a kink every gradient that is admissible there is in order."""
    assert way(text, low, high, 1) == direction


def test_what_has_no_directions_says_so() -> None:
    with pytest.raises(Unresolved, match="breakpoints"):
        directions(oracle(Activation("f", "f(x) = floor(x)"), 0, FLOAT16))
    with pytest.raises(Unresolved, match="float64 has too many floats"):
        directions(oracle(find("relu"), 0, FLOAT64))


def test_stored_directions_are_looked_at_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is read is what was written; what was altered and signed anew is seen through."""
    from symact.floats import store
    from symact.floats.directions import _directions

    monkeypatch.setenv("SYMACT_CACHE", str(tmp_path))
    function = oracle(find("elu"), 0, FLOAT16)
    _directions.cache_clear()
    first = directions(function)
    (entry,) = (tmp_path / "directions").iterdir()
    content = store.kept("directions", entry.name)
    assert content is not None
    _directions.cache_clear()
    again = directions(function)
    assert again is not first and all((getattr(first, f.name) == getattr(again, f.name)).all() for f in fields(Directions))
    recheck(first, function, 200, 7)
    edges, cells, *steps = json.loads(content)
    wrong = [{RISES: FALLS}.get(cell, cell) for cell in cells]
    store.keep("directions", entry.name, json.dumps([edges, wrong, *steps]).encode())
    _directions.cache_clear()
    with pytest.raises(Disagreement, match="does not go where it should"):
        directions(function)
    _directions.cache_clear()


def test_drops_are_counted_by_hand() -> None:
    """What rises, falls, stays or is passed over along inputs 0, 1, …; an infinity counts as 2^16, whose ulp is 2^6."""
    outputs = np.array([1, 2, 2 - 2**-9, np.nan, 0.0, -0.0, 1, -np.inf], np.float16).view(np.uint16)
    inputs = np.arange(8, dtype=np.float16).view(np.uint16)
    rising, falling, unknown = (np.full(7, d, np.int8) for d in (1, -1, 0))
    up = drops(FLOAT16, inputs, outputs, rising)
    assert (up.count, up.judged) == (2, 5) and FLOAT16.value(up.first) == 1 and FLOAT16.value(up.last) == 6
    assert up.inputs == (int(inputs[6]), int(inputs[7])) and up.outputs[1] == int(outputs[7]) and up.size == (2.0**16 + 1) / 2.0**6
    without = drops(FLOAT16, inputs[:3], outputs[:3], rising[:2])
    assert (without.count, without.judged, without.size) == (1, 2, 1.0)  # 2^-9 in ulps of 2
    down = drops(FLOAT16, inputs, outputs, falling)
    assert (down.count, down.judged, down.inputs[0], down.size) == (2, 5, int(inputs[5]), 2.0**10)
    assert drops(FLOAT16, inputs, outputs, unknown) == Drops()
    both = joined(without, up, FLOAT16)
    assert (both.count, both.judged, both.size, both.inputs) == (3, 7, up.size, up.inputs)
    late = drops(FLOAT16, inputs[5:], outputs[5:], rising[5:])
    for pair in ((late, without), (without, late)):
        assert (joined(*pair, FLOAT16).first, joined(*pair, FLOAT16).last) == (int(inputs[1]), int(inputs[6]))
    assert (both.first, both.last) == (up.first, up.last) and joined(Drops(0, 2), without, FLOAT16).judged == 4


def test_a_drop_of_one_ulp_is_found_in_all_inputs() -> None:
    call = function(find("silu"), 0)

    def faulty(x: Any, at: float = 3.0) -> Any:
        y = call(x)
        return np.where(x == np.float16(at), np.nextafter(np.nextafter(y, np.float16(0)), np.float16(0)), y)

    found = compare(find("silu"), faulty, "float16", inputs="all")
    assert found.unordered is not None and found.unordered.count == 1 and found.errors == ()
    assert found.unordered.following == FLOAT16.hexadecimal(FLOAT16.nearest(Fraction(3))) and found.unordered.step == 1.0
    assert found.unordered.judged > 40_000
    assert compare(find("relu"), "numpy", "float16").unordered is None
    assert compare(find("relu"), "numpy", "float16", inputs="all", monotone=False).unordered is None


def test_correctly_rounded_results_are_in_order() -> None:
    """RN of a monotone function is monotone: any drop would be one of the method's."""
    x = numbers(FLOAT16, finite_patterns(FLOAT16))
    for name in ("tanh", "relu6"):
        found = compare(find(name), lambda v, n=name, **p: function(find(n))(v.astype(np.float64), **p).astype(v.dtype), "float16", inputs="all")
        assert found.unordered is not None and found.unordered.count == 0 and found.unordered.judged > len(x) / 2


@pytest.mark.parametrize(("name", "order"), [("elu", 0), ("sin", 0), ("hardshrink", 0), ("softsign", 0), ("abs", 0), ("signum", 1), ("hardshrink", 1), ("relu6", 1)])
def test_stretches_are_what_pairs_are(name: str, order: int) -> None:
    """All float16 in any order, some outputs made wrong: stretch by stretch, and pair by pair."""
    source, patterns = np.random.default_rng(3), finite_patterns(FLOAT16)
    known = directions(oracle(find(name), order, FLOAT16))
    with np.errstate(all="ignore"):
        got = function(find(name), order)(patterns.view(np.float16)).view(np.uint16).copy()
    faults = source.integers(0, len(got), 40)
    got[faults] = source.integers(0, 1 << 16, 40)
    sizes = (patterns & 0x7FFF).astype(np.int64)
    order = np.argsort(np.where(patterns >= 0x8000, -1 - sizes, sizes))
    x = numbers(FLOAT16, patterns[order])
    wanted = drops(FLOAT16, patterns[order], got[order], known.over(x[:-1], x[1:]))
    shuffled = source.permutation(len(got))
    for chosen in (slice(None), shuffled):
        found = neighbours(FLOAT16, known, patterns[chosen], got[chosen])
        assert (found.count, found.judged, found.first, found.last, found.size) == (wanted.count, wanted.judged, wanted.first, wanted.last, wanted.size) and found.count > 10
