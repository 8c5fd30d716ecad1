"""How is a comparison over all inputs of float32 cut into pieces that can be judged anywhere, in any order?

A `Task` says all that a piece needs to be judged: the exact function, its model, and whom to call. Pieces are ranges of bit
patterns; what a piece comes to is a `Tally`, and the tallies of all pieces, added up in the order of the patterns, are the
comparison's. So the result does not depend on who judged what and when.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from symact.activation import Activation
from symact.check.term import Term
from symact.floats.arrays import Patterns
from symact.floats.backends import Implementation, implementation
from symact.floats.backends.subnormals import demand_subnormals
from symact.floats.blocks import Blocks
from symact.floats.directions import Directions
from symact.floats.formats import FLOAT32, FLOAT64
from symact.floats.judge import Judge
from symact.floats.looker import Looker
from symact.floats.monotone import at_joins, in_run
from symact.floats.oracle import Oracle
from symact.floats.rows import WIDTH
from symact.floats.tally import Tally

CHUNK = 1 << 20  # inputs that the implementation is given at once; a divisor of a binade
PIECE = 1 << 26
PIECES = tuple((start, start + PIECE) for start in range(0, 1 << FLOAT32.width, PIECE))


@dataclass(frozen=True)
class Task:
    """What is compared. `name` is a hash of it, or empty if there is none: then nothing can be kept for another time.

    source      the activation whose function the backend has, or a function of the user's
    directions  where the exact function rises and falls, if that is to be looked at
    """

    name: str
    term: Term
    variable: str
    derivative: int
    blocks: Blocks
    directions: Directions | None
    source: Activation | Callable[..., Any]
    backend: str
    device: str
    parameters: Mapping[str, Fraction]

    def implementation(self) -> Implementation:
        return implementation(self.source, self.backend, FLOAT32, self.derivative, self.device)


_known: dict[str, tuple[Oracle, Implementation]] = {}  # of the task that this process worked on last


def judged(task: Task, start: int, stop: int) -> Tally:
    """The tally of the inputs with patterns from start to stop, both multiples of a chunk."""
    if task.name not in _known or not task.name:
        _known.clear()
        _known[task.name] = Oracle(task.term, task.variable, task.derivative, FLOAT32), task.implementation()
    oracle, run = _known[task.name]
    demand_subnormals(FLOAT64)
    judge = Judge(oracle)
    looker = Looker(judge, task.blocks)
    joins, before = [], run(consecutive(start - WIDTH, WIDTH), FLOAT32, task.parameters)[-1] if start % FLOAT32.sign_bit else None
    for begin in range(start, stop, CHUNK):
        patterns = consecutive(begin, CHUNK)
        got = run(patterns, FLOAT32, task.parameters)
        if begin % FLOAT32.sign_bit >= FLOAT32.infinity:
            _not_finite(judge, patterns, got)
            continue
        looker.look(begin, got)
        if task.directions is not None:
            judge.tally.note_drops(in_run(FLOAT32, task.directions, patterns, got))
        if before is not None:
            joins.append((begin - 1, begin, before, got[0]))
        before = got[-1]
    if task.directions is not None and joins:
        pairs = np.array(joins, dtype=np.uint32)
        judge.tally.note_drops(at_joins(FLOAT32, task.directions, pairs[:, :2], pairs[:, 2:]))
    looker.finish()
    demand_subnormals(FLOAT64)
    return judge.tally


def consecutive(start: int, count: int) -> Patterns:
    return np.arange(start, start + count, dtype=np.uint32)


def _not_finite(judge: Judge, patterns: Patterns, got: Patterns) -> None:
    """Infinities, and NaN: all of them must stay NaN."""
    infinite = patterns & np.uint32(FLOAT32.sign_bit - 1) == FLOAT32.infinity
    lost = np.flatnonzero(~infinite & (got & np.uint32(FLOAT32.sign_bit - 1) <= FLOAT32.infinity))
    if lost.size:
        first, last = (int(patterns[lost[k]]) for k in (0, -1))
        judge.tally.profile.note_errors(judge.tally.profile.keys(patterns[lost[:1]]), len(lost))
        judge.tally.note_range("nan lost", len(lost), (first, int(got[lost[0]]), "nan"), first, last)
    for bits, output in zip(patterns[infinite].tolist(), got[infinite].tolist(), strict=True):
        judge.look(bits, output)
