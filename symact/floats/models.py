"""Which model judges a function: one that was stored, or a new one?

A model, the `Blocks` of a function, takes up to seconds to find and milliseconds to read. It is stored under the hash of the
function, and what is read is not taken on trust: `recheck` compares it with Arb, point by point, at inputs that differ from
one time to the next; `disproved` does so on as many as one likes.
"""

from __future__ import annotations

import io
import random
from dataclasses import fields
from fractions import Fraction
from functools import lru_cache

import numpy as np

from symact.check.printer import show
from symact.check.term import Term
from symact.floats.blocks import BLOCK, HUGE, TINY, Blocks, edge
from symact.floats.builder import Builder
from symact.floats.formats import FLOAT32, FORMATS
from symact.floats.oracle import Disagreement, Oracle, Value
from symact.floats.store import key, remembered
from symact.floats.sweep import reference

PRECISIONS = {f.name: max(f.p, 11) for f in FORMATS}  # bfloat16 takes the model of float16, which is finer
POINTS = 24  # of a stored model that are looked at again
SHARPER = 120  # bits: on which side of a line


def model(oracle: Oracle, precision: int) -> Blocks:
    """The blocks of the oracle's function, for ulps of so many bits; `Unresolved` where there are none."""
    return _model(oracle.term, oracle.variable, oracle.order, precision)


@lru_cache(maxsize=8)
def _model(term: Term, variable: str, order: int, precision: int) -> Blocks:
    oracle = Oracle(term, variable, order, FLOAT32)

    def rechecked(content: bytes) -> Blocks:
        found = read(content)
        recheck(found, oracle)
        return found

    name = key("model", show(term), variable, order, precision)
    return remembered("models", name, lambda: Builder(oracle, precision).build(), written, rechecked)


def written(blocks: Blocks) -> bytes:
    """The arrays, compressed."""
    file = io.BytesIO()
    np.savez_compressed(file, **{f.name: getattr(blocks, f.name) for f in fields(Blocks)})
    return file.getvalue()


def read(content: bytes) -> Blocks:
    with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
        found = Blocks(**{f.name: arrays[f.name] for f in fields(Blocks)})
    if not found.covered():
        raise Disagreement("The blocks of a stored model leave a gap.")
    return found


def recheck(blocks: Blocks, oracle: Oracle, points: int = POINTS, seed: int | None = None) -> None:
    """`Disagreement` if Arb and the polynomials are further apart at a random input than the bounds say."""
    source = random.Random(seed)
    starts = np.flatnonzero(blocks.kind == BLOCK)
    for i in source.choices(starts.tolist(), k=points):
        pattern = int(blocks.start[i]) + source.randrange(int(blocks.size[i]))
        problem = disproved(blocks, i, pattern, oracle)
        if problem:
            raise Disagreement(problem)


def disproved(blocks: Blocks, i: int, pattern: int, oracle: Oracle) -> str:
    """What is wrong with block i at an input, or nothing."""
    x = edge(pattern)
    exact = oracle.at(Fraction(x))
    if not isinstance(exact, Value):
        if blocks.most[i] <= TINY:  # the oracle may not reach where sizes tell that a value is next to 0
            return ""
        return f"At {x!r} the function has no value, and block {i} of its model has one."
    y = reference(blocks, np.array([i]), np.array([x]))
    near = Fraction(float(y.head[0])) + Fraction(float(y.small[0]))
    room = Fraction(float(blocks.bound[i]))
    if blocks.least[i] >= HUGE:
        agrees = exact.upper >= HUGE if blocks.sign[i] > 0 else exact.lower <= -HUGE
    elif blocks.most[i] <= TINY:
        agrees = max(abs(exact.lower), abs(exact.upper)) <= TINY + (exact.upper - exact.lower)
    else:
        agrees = exact.lower - room <= near <= exact.upper + room
    signs = exact.sign == 0 or blocks.sign[i] == 0 or exact.sign == blocks.sign[i]
    if agrees and signs:
        return _off_line(blocks, i, x, oracle)
    between = f"[{float(exact.lower)!r}, {float(exact.upper)!r}]"
    return f"At {x!r} Arb encloses the value in {between}, block {i} of its model says {float(near)!r}."


def _off_line(blocks: Blocks, i: int, x: float, oracle: Oracle) -> str:
    """Where block i has a line: what is wrong with how far the function is from it, or with the side; or nothing."""
    p, q, d, tilt, room = (Fraction(v) for v in blocks.line[i].tolist())
    exact = oracle.at(Fraction(x), SHARPER) if d else None
    if not isinstance(exact, Value):
        return ""
    least, most = exact.lower - (p * Fraction(x) + q) / d, exact.upper - (p * Fraction(x) + q) / d
    if least <= room and most >= -room and (most > 0 if tilt > 0 else least < 0 if tilt < 0 else least <= 0 <= most):
        return ""
    return f"At {x!r} Arb encloses the value between {float(least)!r} and {float(most)!r} from the line of block {i} of its model."
