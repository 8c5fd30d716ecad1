"""Which way is good enough on which cell? The plan of a kernel, made once for a function.

For each piece of the function and each unit of cells in it the forms are tried, the cheapest first: on the whole unit, then
on its parts, eight at a time, since interval arithmetic loses less on narrow intervals. Neighbouring units that are left
get expansions, around a zero if there is one, for all of them or for halves. What is left then is guarded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from math import copysign, inf, isfinite

import numpy as np
from numpy.typing import NDArray

from symact.check.printer import show
from symact.check.term import Rejected, Term
from symact.floats.derived.bounds import BEYOND, Bound, acceptable, bounds
from symact.floats.derived.cells import CELLS, HIGHEST, INFINITE, NEGATIVE, cell_of, units
from symact.floats.derived.cuts import Cut, Piece, pieces
from symact.floats.derived.exact import exact
from symact.floats.derived.expansions import BELOW, Expander
from symact.floats.derived.forms import forms
from symact.floats.derived.tape import Runner, Tape, record
from symact.floats.evaluate import Unresolved
from symact.floats.formats import FLOAT64
from symact.floats.kernels.pairs import Array
from symact.floats.oracle import Kink, Oracle, Value

PARTS, DEPTH, MOST_PARTS, WIDE = 8, 3, 1 << 16, 16.0
PROBES = ((3.0, 0.125), (1.0, 40.0, 5000.0))  # points that forms are made for, where they are inside a piece; the second time if need be
CHEAP = 4.0  # nanoseconds; more than this, and shorter ways are looked for
NEAR_0 = (2.0**-5, 2.0**-8, 2.0**-12, 2.0**-20)
FAR_OUT = (2.0**12, 2.0**20, 2.0**40)
VANISHED = Fraction(1, 2**1080)
NEXT_TO_0 = 1200
FEW = 3  # open units for which no more forms are made
MIXED = 255
Rule = Callable[[Array], Array]


@dataclass(frozen=True)
class Form:
    """A tape; with a sign, for results that may be rounded to 0."""

    run: Runner
    sign: int = 0

    def __call__(self, x: Array) -> Array:
        found = self.run(x)
        return np.copysign(found, self.sign) if self.sign else found


@dataclass(frozen=True)
class Guarded:
    """A tape with its error bound for each number, and exact arithmetic where that is too large."""

    tape: Tape
    run: Runner
    term: Term
    variable: str

    def __call__(self, x: Array) -> Array:
        found = self.run(x)
        for i in np.flatnonzero(~acceptable(bounds(self.tape, x, x))).tolist():
            better = exact(self.term, self.variable, float(x[i]))
            found[i] = found[i] if np.isnan(better) else better
        return found


@dataclass(frozen=True)
class Line:
    """c x^k with k = 0 or 1; c may be infinite, or the smallest number, for what is beyond all floats."""

    c: float
    k: int

    def __call__(self, x: Array) -> Array:
        return x * self.c if self.k else np.full_like(x, self.c)


def nowhere(x: Array) -> Array:
    return np.full_like(x, np.nan)


@dataclass(frozen=True)
class Plan:
    """What a kernel looks up.

    rules       the ways
    codes       cell -> index of its rule, or MIXED for cells with a cut or a special number in them
    mixed       cell -> row of `parts`
    parts       rules by row and piece
    starts      the first float of each piece
    special     numbers that have a value of their own, in order, with those values; -0 and NaN apart
    runs        cell -> number of the run of cells with the same code that it is in
    """

    rules: tuple[Rule, ...]
    codes: NDArray[np.uint8]
    mixed: NDArray[np.int16]
    parts: NDArray[np.uint8]
    starts: Array
    special: Array
    values: Array
    negative_zero: float
    runs: NDArray[np.int32]


class Planner:
    def __init__(self, body: Term, variable: str, order: int) -> None:
        self.body, self.variable, self.order = body, variable, order
        self.oracle = Oracle(body, variable, order, FLOAT64)
        self.rules: list[Rule] = []
        self._numbers: dict[object, int] = {}
        self._forms: dict[tuple[Term, int], list[tuple[Tape, Term]]] = {}

    def _rule(self, key: object, rule: Rule) -> int:
        if key not in self._numbers:
            if len(self.rules) >= MIXED:
                raise AssertionError("A plan has too many rules.")
            self._numbers[key] = len(self.rules)
            self.rules.append(rule)
        return self._numbers[key]

    def plan(self) -> Plan:
        found = pieces(self.body, self.variable)
        tables = [self._table(piece) for piece in found]
        codes = np.full(CELLS, MIXED, dtype=np.uint8)
        for table in tables:
            codes[table >= 0] = table[table >= 0]
        special, values, negative_zero = self._special(found)
        crossing = {cell_of(x) for x in special.tolist()} | {cell_of(-0.0)}
        for piece in found:
            crossing |= {cell_of(x) for x in (piece.first, piece.last) if isfinite(x)}
        crossing |= {c + s for s in (0, NEGATIVE) for c in range(INFINITE, NEGATIVE)}
        rows = sorted(crossing)
        mixed = np.zeros(CELLS, dtype=np.int16)
        mixed[rows] = np.arange(len(rows))
        codes[rows] = MIXED
        parts = np.array([[max(table[cell], 0) for table in tables] for cell in rows], dtype=np.uint8)
        starts = np.array([piece.first for piece in found])
        runs = np.concatenate([[0], np.cumsum(codes[1:] != codes[:-1])]).astype(np.int32)
        return Plan(tuple(self.rules), codes, mixed, parts, starts, special, values, negative_zero, runs)

    def _special(self, found: list[Piece]) -> tuple[Array, Array, float]:
        """Infinities, cuts that are floats, and 0."""
        known: dict[float, float] = {-inf: self._limit(-1, found[0]), inf: self._limit(1, found[-1])}
        for piece in found[1:]:
            if piece.left is not None and piece.left.at is not None:
                known[piece.left.at] = self._at_cut(piece.left, found)
        if 0.0 not in known:
            known[0.0] = self._at_zero(next(piece for piece in found if piece.first <= 0 <= piece.last))
        negative = known[0.0]
        if negative == 0:  # a zero has the sign of the values beside it
            after, before = (self._sign_beside(side) for side in (1, -1))
            known[0.0], negative = copysign(0.0, after), copysign(0.0, before or (-1 if not after and self._odd() else 1))
        points = sorted(known)
        return np.array(points), np.array([known[p] for p in points]), negative

    def _at_zero(self, piece: Piece) -> float:
        """The value at 0, inside a piece."""
        if piece.term is None:
            return np.nan
        answer = self.oracle.at(Fraction(0))
        if isinstance(answer, Value):
            return nearest(answer)
        return float(Runner(self._tapes(piece)[0][0])(np.array([0.0]))[0])

    def _sign_beside(self, side: int) -> int:
        answer = self.oracle.at(Fraction(side) * Fraction(2) ** -NEXT_TO_0)
        return answer.sign if isinstance(answer, Value) else 0

    def _odd(self) -> bool:
        """Whether f(-q) = -f(q) at a few points, as far as can be seen: then -0 stays -0 where the function is 0 on both sides."""
        for q in (Fraction(1, 7), Fraction(5, 3), Fraction(11, 2)):
            v, w = self.oracle.at(q), self.oracle.at(-q)
            if not isinstance(v, Value) or not isinstance(w, Value) or not v.lower <= -w.lower or not -w.upper <= v.upper:
                return False
        return True

    def _limit(self, side: int, piece: Piece) -> float:
        limit = self.oracle.limit(side) if piece.term is not None else None
        if limit is not None:
            return inf * limit.sign if abs(limit.middle) >= FLOAT64.overflow else nearest(limit)
        if piece.term is None:
            return np.nan
        with np.errstate(all="ignore"):
            return float(Runner(self._tapes(piece)[0][0])(np.array([side * inf]))[0])

    def _at_cut(self, cut: Cut, found: list[Piece]) -> float:
        """The value; at a kink one of the one-sided derivatives, the left one if there is one."""
        assert cut.at is not None
        q = Fraction(cut.at)
        answer = self.oracle.at(q)
        if isinstance(answer, Value):
            return nearest(answer)
        beside = [piece for piece in found if piece.term is not None and cut in (piece.right, piece.left)]
        beside.sort(key=lambda piece: piece.right is not cut)
        if isinstance(answer, Kink) or self.order:
            for piece in beside:
                assert piece.term is not None
                try:
                    return nearest(self.oracle.enclose(Expander(piece.term, self.variable, self.order).slope(0), q))
                except (Unresolved, Rejected, ZeroDivisionError):
                    continue
        with np.errstate(all="ignore"):
            return float(Runner(self._tapes(beside[0])[0][0])(np.array([cut.at]))[0]) if beside else np.nan

    def _tapes(self, piece: Piece, time: int = 0) -> list[tuple[Tape, Term]]:
        """The forms of a piece as tapes, the cheapest first: for some points, and for others where these did not do."""
        assert piece.term is not None
        if (piece.term, time) not in self._forms:
            points = [x for size in PROBES[time] for x in (size, -size) if piece.first <= x <= piece.last]
            if (isfinite(piece.first) and isfinite(piece.last)) or not points:
                low, high = max(piece.first, -1e6), min(piece.last, 1e6)
                points.append((low + high) / 2)
            found = {record(term, self.variable): term for term in forms(piece.term, self.variable, self.order, points)}
            known = {tape for tape, _ in self._tapes(piece, time - 1)} if time else set()
            self._forms[piece.term, time] = sorted(
                ((tape, term) for tape, term in found.items() if tape not in known), key=lambda item: item[0].cost)
        return self._forms[piece.term, time]

    def _table(self, piece: Piece) -> NDArray[np.int64]:
        """cell -> rule for the cells that have numbers of the piece in them, -1 for others."""
        table = np.full(CELLS, -1, dtype=np.int64)
        rows = list(self._rows(piece))
        if not rows:
            return table
        if piece.term is None:
            chosen = [self._rule("nowhere", nowhere)] * len(rows)
        else:
            chosen = self._chosen(piece, np.array([r[0] for r in rows]), np.array([r[1] for r in rows]))
        for (_, _, first, count), code in zip(rows, chosen, strict=True):
            table[first:first + count] = code
        for sign, end in ((0, 1), (NEGATIVE, -1)):  # what only float64 has
            if piece.first <= 0 <= piece.last or piece.first * end > 0 or piece.last * end > 0:
                inner = np.flatnonzero(table[sign:sign + INFINITE] >= 0) + sign
                if len(inner):
                    if (piece.last if end > 0 else -piece.first) >= 2.0**HIGHEST:
                        table[inner[-1]:sign + INFINITE] = table[inner[-1]]
                    if piece.first <= 0 <= piece.last or (piece.first if end > 0 else -piece.last) < units().lo[0]:
                        table[sign:inner[0]] = table[inner[0]]
        return table

    def _rows(self, piece: Piece) -> Iterator[tuple[float, float, int, int]]:
        """The units that meet a piece, from left to right: both ends, first cell and number of cells."""
        u = units()
        rows = list(zip(*(column.tolist() for column in u), strict=True))
        for lo, hi, first, count in rows[::-1]:
            if -lo >= piece.first and -hi <= piece.last:
                yield max(-hi, piece.first), min(-lo, piece.last), first + NEGATIVE, count
        for lo, hi, first, count in rows:
            if hi >= piece.first and lo <= piece.last:
                yield max(lo, piece.first), min(hi, piece.last), first, count

    def _chosen(self, piece: Piece, lo: Array, hi: Array) -> list[int]:
        chosen = np.full(len(lo), -1, dtype=np.int64)
        assert piece.term is not None
        tapes: list[tuple[Tape, Term]] = []
        self._shortened(piece, lo, hi, chosen)
        for time in range(len(PROBES)):
            if time and np.count_nonzero(chosen < 0) <= FEW:
                break
            tapes += self._tapes(piece, time)
            expander = Expander(piece.term, self.variable, self.order, [term for _, term in tapes])
            self._formed(expander, self._tapes(piece, time), lo, hi, chosen)
        for is_open, group in groupby(range(len(lo)), lambda i: chosen[i] < 0):
            if is_open:
                self._expanded(expander, piece, list(group), lo, hi, chosen)
        left = np.flatnonzero(chosen < 0)
        middle = lo[left] / 2 + hi[left] / 2
        found = [bounds(tape, middle, middle) for tape, _ in tapes]
        for k, row in enumerate(left.tolist()):
            best = min(range(len(tapes)), key=lambda i: (found[i].rel[k] + found[i].eta[k], tapes[i][0].cost))
            if not (found[best].least[k] >= BELOW and found[best].most[k] < BEYOND):
                known = expander.beyond(float(lo[row]), float(hi[row]))
                if known is not None:
                    chosen[row] = self._rule(("beyond", known), Line(known * 2.0**-1074 if abs(known) == 1 else known * inf, 0))
                    continue
            tape, term = tapes[best]
            here = Bound(*(part[k:k + 1] for part in found[best]))
            if not acceptable(here)[0] and np.isnan(exact(term, self.variable, float(middle[k]))):
                raise Unresolved(f"Neither float64 nor exact arithmetic reaches {show(term)} near {middle[k]:.3g}.")
            chosen[row] = self._rule(("guarded", tape), Guarded(tape, Runner(tape), term, self.variable))
        return chosen.tolist()

    def _shortened(self, piece: Piece, lo: Array, hi: Array, chosen: NDArray[np.int64]) -> None:
        """Short expansions at 0, and c or c x far out: nine floats of ten are below 2^-12 or above 2^12."""
        assert piece.term is not None
        tapes = self._tapes(piece)
        dear = tapes[0][0].cost
        expander = Expander(piece.term, self.variable, self.order, [term for _, term in tapes])
        size = np.maximum(np.abs(lo), np.abs(hi))
        for reach in NEAR_0:
            rows = np.flatnonzero(size <= reach)
            if len(rows):
                zeros = expander.multiplicity(Fraction(0))
                found = expander.around(Fraction(0), zeros, float(lo[rows[0]]), float(hi[rows[-1]]))
                curved = zeros > 0 and found is not None and any(found.coefficients[:-1])  # then numbers next to 0 are beside ties
                if found is not None and (curved or 1.1 * (len(found.coefficients) + zeros) < dear):
                    chosen[rows] = self._rule(found, found)
                    break
        for side in (-1, 1) if dear > CHEAP else ():
            for reach in FAR_OUT:
                rows = np.flatnonzero((lo * side >= reach) & (hi * side >= reach))
                if len(rows) and (found_far := self._far(expander, float(lo[rows[0]]), float(hi[rows[-1]]))) is not None:
                    chosen[rows] = self._rule(found_far, found_far)
                    break

    def _far(self, expander: Expander, low: float, high: float) -> Line | None:
        """c x^k with k = 0 or 1, or a number next to 0."""
        known = expander.beyond(low, high, VANISHED)
        if known is not None and abs(known) == 1:
            return Line(known * 2.0**-1074, 0)
        for k in (0, 1):
            c = expander.line(low, high, k)
            if c is not None:
                return Line(c, k)
        return None

    def _formed(self, expander: Expander, tapes: list[tuple[Tape, Term]], lo: Array, hi: Array, chosen: NDArray[np.int64]) -> None:
        """Forms for the open rows on which they are good enough."""
        for deep in (0, DEPTH):
            for tape, _ in tapes:
                open_rows = np.flatnonzero(chosen < 0)
                if not len(open_rows):
                    return
                good, faint, signs = proved(tape, lo[open_rows], hi[open_rows], deep)
                runner = Runner(tape)
                seen = {1: 0, -1: 0}  # farther out, where no sign is seen, it is taken to stay
                for i in sorted(np.flatnonzero(good).tolist(), key=lambda i: min(abs(lo[open_rows[i]]), abs(hi[open_rows[i]]))):
                    row = open_rows[i]
                    sign = 0
                    if faint[i]:
                        side = 1 if lo[row] + hi[row] > 0 else -1
                        sign = int(signs[i]) or expander.sign((Fraction(float(lo[row])) + Fraction(float(hi[row]))) / 2) or seen[side]
                        seen[side] = sign
                    chosen[row] = self._rule((tape, sign), Form(runner, sign))

    def _expanded(self, expander: Expander, piece: Piece, rows: list[int], lo: Array, hi: Array, chosen: NDArray[np.int64]) -> None:
        """Expansions for neighbouring rows."""
        low, high = float(lo[rows[0]]), float(hi[rows[-1]])
        centers = [(cut.exact, m) for cut in (piece.left, piece.right) if cut and cut.exact is not None
                   and cut.above >= low and cut.below <= high and (m := expander.multiplicity(cut.exact))]
        if not centers and piece.first <= 0 <= piece.last and (low <= 0 <= high or 8 * min(abs(low), abs(high)) < max(abs(low), abs(high))):
            m = expander.multiplicity(Fraction(0))
            centers = [(Fraction(0), m)]
        if not centers:
            zero = expander.zero(low, high)
            if zero is not None:
                centers = [(zero, max(expander.multiplicity(zero), 1))]
        if not centers and isfinite(low) and isfinite(high):
            simple = simplest(Fraction(low), Fraction(high))
            centers = [(simple, m)] if (m := expander.multiplicity(simple)) else []
        self._cover(expander, rows, lo, hi, chosen, centers)

    def _cover(self, expander: Expander, rows: list[int], lo: Array, hi: Array, chosen: NDArray[np.int64],
               centers: list[tuple[Fraction, int]]) -> None:
        if len(self.rules) > MIXED - 40:
            return
        low, high = float(lo[rows[0]]), float(hi[rows[-1]])
        tries = [*centers, (Fraction(low / 2 + high / 2), 0)] if high - low <= WIDE else centers
        for center, zeros in tries:
            found = expander.around(center, zeros, low, high)
            if found is not None:
                chosen[rows] = self._rule(found, found)
                return
        if len(rows) > 1:
            half = len(rows) // 2
            self._cover(expander, rows[:half], lo, hi, chosen, centers)
            self._cover(expander, rows[half:], lo, hi, chosen, centers)


def simplest(low: Fraction, high: Fraction) -> Fraction:
    """The rational with the smallest denominator between two others: where a zero without a change of sign may be."""
    if low <= 0 <= high:
        return Fraction(0)
    if high < 0:
        return -simplest(-high, -low)
    whole = -(-low.numerator // low.denominator)
    return Fraction(whole) if whole <= high else low // 1 + 1 / simplest(1 / (high - low // 1), 1 / (low - low // 1))


def nearest(value: Value) -> float:
    """The float64 of an exact value."""
    bits = FLOAT64.nearest(value.middle)
    found = float(np.array(bits, dtype=np.uint64).view(np.float64))
    return copysign(found, value.sign) if value.sign else found


def proved(tape: Tape, lo: Array, hi: Array, depth: int) -> tuple[NDArray[np.bool_], NDArray[np.bool_], NDArray[np.int8]]:
    """Where the tape is good enough; where its result may have lost its sign; the sign there, 0 if it is not known."""
    b = bounds(tape, lo, hi)
    good, faint, signs = acceptable(b), _faint(b), _signs(b)
    if not depth or good.all():
        return good, faint, signs
    rest = np.flatnonzero(~good)
    if len(rest) * PARTS > MOST_PARTS:
        return good, faint, signs
    ends = lo[rest, None] + (hi[rest] - lo[rest])[:, None] * (np.arange(PARTS + 1) / PARTS)
    ends[:, 0], ends[:, -1] = lo[rest], hi[rest]
    left, right = ends[:, :-1].ravel(), ends[:, 1:].ravel()
    first = bounds(tape, left, right)
    parts_good, parts_faint, parts_signs = acceptable(first), _faint(first), _signs(first)
    if depth > 1:
        promising = np.repeat(parts_good.reshape(-1, PARTS).sum(axis=1) >= PARTS // 2, PARTS) | ((depth == DEPTH) & (right - left <= WIDE))
        again = np.flatnonzero(~parts_good & promising)
        if len(again):
            parts_good[again], parts_faint[again], parts_signs[again] = proved(tape, left[again], right[again], depth - 1)
    shape = (-1, PARTS)
    good[rest] = parts_good.reshape(shape).all(axis=1)
    faint[rest] = parts_faint.reshape(shape).any(axis=1)
    low, high = parts_signs.reshape(shape).min(axis=1), parts_signs.reshape(shape).max(axis=1)
    signs[rest] = np.where(low == high, low, 0)
    return good, faint, signs


def _faint(b: Bound) -> NDArray[np.bool_]:
    return (b.eta > 0) & (b.least <= 2 * b.eta)


def _signs(b: Bound) -> NDArray[np.int8]:
    return (b.lo >= 0).astype(np.int8) - (b.hi <= 0).astype(np.int8)
