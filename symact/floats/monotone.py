"""Where do floats go the other way than the exact function?

A correctly rounded function is monotone where the exact one is, so two neighbouring inputs whose results are in the wrong strict
order are a finding, though no class error. `symact.floats.directions` proves where a function is monotone, and nothing is
guessed, so that a finding is none of the method's.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from symact.floats.arrays import Patterns, numbers
from symact.floats.directions import Directions, Signs
from symact.floats.formats import Format


@dataclass(frozen=True)
class Drops:
    """Neighbouring inputs with results in the wrong order: how many of how many, the first and the last, and the largest step.

    Patterns: `inputs` are the two of the largest step, `outputs` their results; `size` is it in ulps of the larger result.
    """

    count: int = 0
    judged: int = 0
    first: int = 0
    last: int = 0
    inputs: tuple[int, int] = (0, 0)
    outputs: tuple[int, int] = (0, 0)
    size: float = 0.0


def drops(target: Format, patterns: Patterns, got: Patterns, ways: Signs) -> Drops:
    """Inputs in increasing order, their outputs, and for each pair of neighbours what the exact function does there."""
    known = got & (target.sign_bit - 1) <= target.infinity
    judged = (ways != 0) & known[1:] & known[:-1]
    places = _places(target, got)
    return _measured(target, patterns, got, int(np.count_nonzero(judged)), np.flatnonzero(judged & ((places[1:] - places[:-1]) * ways < 0)))


def _measured(target: Format, patterns: Patterns, got: Patterns, judged: int, against: NDArray[np.int64]) -> Drops:
    """The drops among `judged` pairs, given the places of the first of the two."""
    if not against.size:
        return Drops(0, judged)
    between = np.abs(_places(target, got[against + 1]) - _places(target, got[against]))  # steps from one float to the next
    widest = against[between == between.max()]
    sizes = _sizes(target, got, widest)
    if sizes.max() < between.max():  # an ulp of the larger result is no more than so many steps, and as many inside a binade
        widest, sizes = against, _sizes(target, got, against)
    k = int(np.argmax(sizes))
    at = int(widest[k])
    return Drops(len(against), judged, int(patterns[against[0]]), int(patterns[against[-1]]),
                 (int(patterns[at]), int(patterns[at + 1])), (int(got[at]), int(got[at + 1])), float(sizes[k]))


def _places(target: Format, got: Patterns) -> NDArray[np.int64]:
    """Floats in their order."""
    sizes = (got & (target.sign_bit - 1)).astype(np.int64)
    return np.where(got >= target.sign_bit, -sizes, sizes)


def _sizes(target: Format, got: Patterns, at: NDArray[np.int64]) -> NDArray[np.float64]:
    """|g - g'| in ulps of the larger one, for results at these places and at the next ones."""
    overflow = float(target.overflow)
    one, other = (np.clip(numbers(target, got[places]), -overflow, overflow) for places in (at, at + 1))
    _, exponents = np.frexp(np.maximum(np.abs(one), np.abs(other)))
    sizes: NDArray[np.float64] = np.abs(one - other) / np.ldexp(1.0, np.maximum(exponents - 1, target.emin) - target.p + 1)
    return sizes


def joined(one: Drops, other: Drops, target: Format) -> Drops:
    """Both together."""
    if not one.count or not other.count:
        more, less = (one, other) if one.count else (other, one)
        return Drops(more.count, more.judged + less.judged, more.first, more.last, more.inputs, more.outputs, more.size)
    worst = max(one, other, key=lambda d: (d.size, -target.place(d.inputs[0])))
    return Drops(one.count + other.count, one.judged + other.judged, min(one.first, other.first, key=target.place),
                 max(one.last, other.last, key=target.place), worst.inputs, worst.outputs, worst.size)


def neighbours(target: Format, directions: Directions, patterns: Patterns, got: Patterns) -> Drops:
    """The drops among finite inputs, given in any order; each is compared with the next larger one of its sign."""
    found = Drops()
    for mine in (patterns >= target.sign_bit, patterns < target.sign_bit):
        inputs, outputs = patterns[mine], got[mine]
        if not (inputs[1:] > inputs[:-1]).all():
            order = np.argsort(inputs, kind="stable")
            inputs, outputs = inputs[order], outputs[order]
        if len(inputs) > 1:
            found = joined(found, in_run(target, directions, inputs, outputs), target)
    return found


def in_run(target: Format, directions: Directions, patterns: Patterns, got: Patterns) -> Drops:
    """The drops among inputs of one sign, by size, stretch by stretch between the edges, with few operations for each input."""
    if patterns[0] >= target.sign_bit:
        patterns, got = patterns[::-1], got[::-1]
    ends = numbers(target, np.ascontiguousarray(patterns[[0, -1]]))
    inside = directions.edges[(directions.edges >= ends[0]) & (directions.edges <= ends[1])]
    at = np.searchsorted(numbers(target, np.ascontiguousarray(patterns)), inside) if inside.size else []
    found, last = Drops(), len(patterns) - 1
    borders = sorted({0, last, *(min(max(int(i) + k, 0), last) for i in at for k in (-1, 0, 1))})  # what an edge does is for its pairs
    for first, final in pairwise(borders):
        x = numbers(target, np.ascontiguousarray(patterns[[first, final]]))
        way = int(directions.over(x[:1], x[1:])[0])
        if way:
            stretch = slice(first, final + 1)
            found = joined(found, _stretch(target, patterns[stretch], got[stretch], way), target)
    return found


def at_joins(target: Format, directions: Directions, patterns: Patterns, got: Patterns) -> Drops:
    """The drops in pairs of neighbours of one sign: arrays of shape (n, 2)."""
    negative = patterns[:, :1] >= target.sign_bit
    inputs, outputs = (np.where(negative, each[:, ::-1], each).reshape(-1) for each in (patterns, got))
    x = numbers(target, inputs)
    ways = np.zeros(len(x), np.int8)
    ways[::2] = directions.over(x[::2], x[1::2])
    return drops(target, inputs, outputs, ways[:-1])


def _stretch(target: Format, patterns: Patterns, got: Patterns, way: int) -> Drops:
    """The drops where the exact function goes one way."""
    negative = bool(got[0] >= target.sign_bit)
    larger, smaller = (got[1:], got[:-1]) if (way > 0) != negative else (got[:-1], got[1:])
    against = np.flatnonzero(larger < smaller)
    ends = got if against.size else got[[0, -1]]
    least, most = (target.sign_bit, target.sign_bit | target.infinity) if negative else (0, target.infinity)
    if least <= ends.min() and ends.max() <= most:  # one sign, and no NaN: the order of the patterns is that of the sizes
        return _measured(target, patterns, got, len(got) - 1, against)
    return drops(target, patterns, got, np.full(len(got) - 1, way, np.int8))
