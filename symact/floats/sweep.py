"""How wrong is an implementation on all inputs of a format? Block polynomials judge nearly all, exact arithmetic the rest."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from symact.floats.arrays import Numbers, Patterns, numbers, wide
from symact.floats.blocks import BLOCK, NOWHERE, POINTS, Blocks
from symact.floats.judge import BY_GAP, Judge
from symact.floats.lines import compared_with_lines
from symact.floats.verdicts import KINDS, Reference, Verdicts, verdicts

NEAR = 2.0**-20  # errors are told apart to so many ulps, or relative to the larger one
CANDIDATES = 256  # for the largest error that are judged exactly, if need be


def sweep(judge: Judge, blocks: Blocks, patterns: Patterns, got: Patterns, patience: int | None = None) -> int:
    """Judge the outputs for these finite inputs.

    At most `patience` errors that are too near to a threshold for the polynomials go to exact arithmetic, spread over the inputs;
    the others are counted as unresolved. How many went there is returned.
    """
    at = wide(judge.target, patterns)
    index = np.searchsorted(blocks.start, at, side="right") - 1
    kind = blocks.kind[index]
    judge.tally.passed_over += int((kind == NOWHERE).sum())
    look(judge, patterns[kind == POINTS], got[kind == POINTS])
    inside = kind == BLOCK
    index, patterns, got = index[inside], patterns[inside], got[inside]
    x = numbers(judge.target, patterns)
    found = verdicts(judge.target, got, reference(blocks, index, x))
    return count(judge, patterns, got, compared_with_lines(found, judge.target, got, x, blocks.line[index]), patience)


def reference(blocks: Blocks, index: NDArray[np.int64], x: Numbers) -> Reference:
    """The polynomial of a block for each x."""
    t = (x - blocks.center[index]) / blocks.half[index]
    rows = blocks.coefficients[index]
    small = rows[:, -1].copy()
    for i in range(rows.shape[1] - 2, -1, -1):
        small *= t
        small += rows[:, i]
    return Reference(blocks.head[index], small, blocks.margin[index], blocks.sign[index])


def look(judge: Judge, patterns: Patterns, got: Patterns) -> None:
    """Exact arithmetic, point by point."""
    for bits, output in zip(patterns.tolist(), got.tolist(), strict=True):
        judge.look(bits, output)


def count(judge: Judge, patterns: Patterns, got: Patterns, found: Verdicts, patience: int | None = None) -> int:
    """Enter the verdicts; what they leave open, and what may be the largest error, is judged exactly. Returns how many were open and
    have been judged exactly."""
    still = np.flatnonzero(found.open)
    asked = still if patience is None else still[::-(-len(still) // patience) or 1]
    look(judge, patterns[asked], got[asked])
    if len(asked) < len(still):
        rest = np.setdiff1d(still, asked, assume_unique=True)
        judge.tally.unresolved += len(rest)
        judge.tally.enter(len(rest), *(int(np.count_nonzero(mask[rest])) for mask in (
            found.above_half, found.above_one, found.misrounded, found.unfaithful)))
    for k, kind in enumerate(KINDS):
        wrong = np.flatnonzero(~found.open & (found.kind == k))
        if wrong.size:
            judge.note(kind, patterns[wrong], got[wrong], found.distance[wrong] if kind in BY_GAP else None)
    decided = ~found.open & (found.kind < 0)
    for subnormal in (False, True):
        candidates = np.flatnonzero(decided & (found.subnormal == subnormal))
        for largest in candidates[np.argsort(found.most[candidates], kind="stable")[:-CANDIDATES - 1:-1]].tolist():
            if found.most[largest] <= judge.tally.largest(subnormal) * (1 + NEAR) + NEAR:
                break  # beside a power of two `most` may be twice the error: then the next one may be larger
            decided[largest] = False
            judge.look(int(patterns[largest]), int(got[largest]))
    profile = judge.tally.profile
    profile.note_many(profile.keys(patterns[decided]), found.most[decided], 1, found.above_half[decided], found.above_one[decided])
    judge.tally.enter(*(int(np.count_nonzero(decided & mask)) for mask in (
        decided, found.above_half, found.above_one, found.misrounded, found.unfaithful)))
    return len(asked)
