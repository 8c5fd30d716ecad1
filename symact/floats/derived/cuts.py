"""Between which floats does another piece of a function take over, or the function end?

`pieces` cuts the line where a branch of min, max, abs, sign or Piecewise begins, and at the zeros of what stands in a
logarithm, under a root or in a denominator, where the function may begin to have a value. Where `germs.breakpoints` knows
the breakpoints they are exact. Others are found as changes of sign of the compared difference between neighbours of a grid,
up to 16 points to a binade, and bisected with exact signs to a float or to two neighbouring floats. Between other neighbours
of the grid interval arithmetic has to show that there is none; where it does not, as for max(sin(x), 1/2), there is no kernel.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, lru_cache
from math import inf, isfinite

import numpy as np
from numpy.typing import NDArray

from symact.check.printer import show
from symact.check.term import ONE, Rejected, Term, apply, free, num, subterms
from symact.floats.derived.bounds import bounds
from symact.floats.derived.cells import after, before, units
from symact.floats.derived.forms import forms
from symact.floats.derived.tape import Tape, record
from symact.floats.evaluate import Unresolved, ball, rational, sign_at
from symact.floats.germs import affine, branched, breakpoints, compared, germ
from symact.floats.kernels.pairs import Array

PROBES = (3.0, -3.0, 0.125, -0.125)
PARTS = 64
WITH_VALUE = (128, 1024)  # bits with which it is asked whether there is a value


@dataclass(frozen=True)
class Cut:
    """A place on the line: the floats on both sides, and the float itself if it is one."""

    below: float
    above: float
    at: float | None
    exact: Fraction | None  # where it is known to be rational


@dataclass(frozen=True)
class Piece:
    """Floats from first to last, and the smooth term that rules there; None where the function has no value."""

    first: float
    last: float
    term: Term | None
    left: Cut | None
    right: Cut | None


def cut_at(q: Fraction) -> Cut:
    near = float(q)
    if Fraction(near) == q:
        return Cut(before(near), after(near), near, q)
    return Cut(before(near), near, None, q) if Fraction(near) > q else Cut(near, after(near), None, q)


def pieces(term: Term, variable: str) -> list[Piece]:
    """The pieces from -oo to oo."""
    known = breakpoints(term, variable)
    if known is not None:
        cuts = [cut_at(q) for q in known]
    else:
        cuts = _merged(cut for difference in compared(term) for cut in _zeros(difference, variable))
    found: list[Piece] = []
    for piece in _between(cuts):
        here = germ(term, variable, _inside(piece), 0)
        edges = _merged(cut for guard in _guards(here, variable) for cut in _zeros(guard, variable)
                        if piece.first <= cut.below and cut.above <= piece.last)
        for part in _between(edges, piece):
            found.append(Piece(part.first, part.last, here if _has_value(here, variable, _inside(part)) else None, part.left, part.right))
    return found


def _between(cuts: list[Cut], whole: Piece | None = None) -> list[Piece]:
    """Pieces without terms."""
    whole = whole or Piece(-inf, inf, None, None, None)
    ends = [whole.left, *cuts, whole.right]
    return [Piece(a.above if a else whole.first, b.below if b else whole.last, None, a, b) for a, b in zip(ends, ends[1:], strict=False)]


def _inside(piece: Piece) -> Fraction:
    """A float well inside a piece, of moderate size."""
    if piece.first <= 0.375 <= piece.last:
        return Fraction(3, 8)
    if piece.last == inf:
        return Fraction(piece.first) + max(Fraction(piece.first), Fraction(1))
    if piece.first == -inf:
        return Fraction(piece.last) + min(Fraction(piece.last), Fraction(-1))
    return (Fraction(piece.first) + Fraction(piece.last)) / 2


def _guards(term: Term, variable: str) -> Iterator[Term]:
    """What must not be 0 or change its sign where the term has a value."""
    for part in set(subterms(term)):
        if variable not in free(part):
            continue
        if part.head == "log":
            yield part.args[0]
        elif part.head == "log1p":
            yield part.args[0] + ONE
        elif part.head == "LambertW":
            yield part.args[0] + apply("exp", num(-1))
        elif part.head == "asin":
            yield from (part.args[0] + ONE, ONE - part.args[0])
        elif part.head == "^" and part.args[1].head == "num" and (part.args[1].args[0] < 0 or part.args[1].args[0].denominator > 1):
            yield part.args[0]


def _has_value(term: Term, variable: str, q: Fraction) -> bool:
    return any(ball(term, variable, q, bits).is_finite() for bits in WITH_VALUE)


def _merged(found: Iterator[Cut]) -> list[Cut]:
    """In order, each once."""
    return sorted({cut.below: cut for cut in found}.values(), key=lambda cut: cut.below)


@cache
def _grid() -> Array:
    lo = units().lo
    return np.concatenate([-lo[::-1], [0.0], lo])


def _zeros(difference: Term, variable: str) -> list[Cut]:
    """Where a term changes its sign, or is 0 at a point of the grid."""
    if variable not in free(difference):
        return []
    line = None if branched(difference) else affine(difference, variable)
    if line is not None:
        return [cut_at(-line[0] / line[1])] if line[1] else []
    whole = pieces(difference, variable) if branched(difference) else [Piece(-inf, inf, difference, None, None)]
    found = [cut for piece in whole for cut in (piece.left,) if cut is not None]
    for piece in whole:
        if piece.term is not None and variable in free(piece.term):
            found += _changes(piece, variable)
    return found


def _changes(piece: Piece, variable: str) -> Iterator[Cut]:
    assert piece.term is not None
    grid = _grid()
    grid = grid[(grid >= piece.first) & (grid <= piece.last)]
    ends = [end for end in (piece.first, piece.last) if isfinite(end)]
    grid = np.unique(np.concatenate([grid, ends]))
    probes = [x for x in PROBES if piece.first <= x <= piece.last]
    written = forms(piece.term, variable, 0, probes)
    if any(map(positive, written)):
        return
    tapes = [record(term, variable) for term in written]
    clear = _clear(tapes, grid[:-1], grid[1:])
    if clear.all():
        return
    at = bounds(tapes[0], grid, grid)
    shown = ((at.lo > 0).astype(int) - (at.hi < 0)).tolist()
    asked = [known or _sign(piece.term, variable, float(grid[i])) for i, known in enumerate(shown)]
    last = next((sign for sign in asked if sign is not None), 0)
    signs = [last := last if sign is None else sign for sign in asked]  # an unknown sign is no change
    changed = np.flatnonzero(np.array(signs[1:]) != np.array(signs[:-1]))
    clear[changed] = True
    doubtful = np.flatnonzero(~clear)
    doubtful = doubtful[~_clear(tapes, grid[doubtful], grid[doubtful + 1], PARTS)]
    slopes = [record(term, variable) for term in forms(piece.term, variable, 1, probes)] if len(doubtful) else []
    if not _clear(slopes, grid[doubtful], grid[doubtful + 1], PARTS).all():  # of one sign at both ends, and monotone
        raise Unresolved(f"Not all places where {show(piece.term)} changes its sign are found.")
    for i in changed.tolist():
        low, high = float(grid[i]), float(grid[i + 1])
        if signs[i] * signs[i + 1] < 0:
            yield _bisected(piece.term, variable, low, high, signs[i])
        elif signs[i] == 0:
            yield cut_at(Fraction(low))
        elif signs[i + 1] == 0:
            yield cut_at(Fraction(high))


def _clear(tapes: list[Tape], lo: Array, hi: Array, parts: int = 1) -> NDArray[np.bool_]:
    """Where some tape shows that there is no zero, on each of the parts."""
    ends = lo[:, None] + (hi - lo)[:, None] * (np.arange(parts + 1) / parts)
    left, right = ends[:, :-1].ravel(), ends[:, 1:].ravel()
    found = np.zeros(len(left), dtype=bool)
    for tape in tapes:
        b = bounds(tape, left, right)
        found |= (b.lo > 0) | (b.hi < 0)
    whole: NDArray[np.bool_] = np.logical_and.reduce(found.reshape(len(lo), parts), axis=1)
    return whole


@lru_cache(maxsize=4096)
def positive(term: Term, strict: bool = True) -> bool:
    """Whether a term is > 0 (or >= 0) wherever it has a value, by the look of it."""
    if term.head == "num":
        return bool(term.args[0] > 0 or (not strict and term.args[0] == 0))
    if term.head == "+":
        return all(positive(part, False) for part in term.args) and (not strict or any(map(positive, term.args)))
    if term.head == "*":
        return all(positive(part, strict) for part in term.args)
    if term.head == "^" and term.args[1].head == "num":
        n = term.args[1].args[0]
        return positive(term.args[0], strict) or (n % 2 == 0 and (not strict or n < 0)) or (n.denominator % 2 == 0 and not strict)
    if term.head in ("log1p", "expm1", "atan", "tanh", "erf", "cbrt", "asin", "LambertW"):
        return positive(term.args[0], strict)
    return term.head in ("exp", "erfc", "pi")


def _sign(term: Term, variable: str, x: float) -> int | None:
    """The sign at a float; None where it is not found."""
    q = Fraction(x)
    try:
        exact = rational(term, variable, q)
        return sign_at(term, variable, q) if exact is None else (exact > 0) - (exact < 0)
    except (Unresolved, Rejected):
        return None


def _bisected(term: Term, variable: str, low: float, high: float, sign: int) -> Cut:
    """The change of sign between two floats."""
    places = [_place(low), _place(high)]
    while places[1] - places[0] > 1:
        middle = sum(places) // 2
        found = _sign(term, variable, _number(middle))
        if not found:
            return cut_at(Fraction(_number(middle)))
        places[0 if found == sign else 1] = middle
    return Cut(_number(places[0]), _number(places[1]), None, None)


def _place(x: float) -> int:
    """Floats numbered in their order."""
    bits = int(np.array(x).view(np.int64))
    return bits if bits >= 0 else -(bits & 0x7FFFFFFFFFFFFFFF)


def _number(place: int) -> float:
    return float(np.array(abs(place), dtype=np.int64).view(np.float64)) * (1 if place >= 0 else -1)


def which(found: list[Piece], x: float) -> int:
    """The piece that a float lies in, or that begins after it."""
    return bisect_left([piece.last for piece in found], x)
