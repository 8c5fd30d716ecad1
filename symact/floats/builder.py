"""Which blocks does a function have? Segments of the patterns of float32 are halved until a polynomial is good enough on each.

Where that would be done too often, the inputs of the 16-bit formats have a block each, for their ulps, and other inputs are left
to single points.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from fractions import Fraction
from math import inf, log2

from symact.check.enclose import Program
from symact.check.extent import extent
from symact.check.term import NoValue, Rejected, Term
from symact.floats.beside import Beside
from symact.floats.blocks import BLOCK, DEGREE, FRACTION, HUGE, NO_LINE, NOWHERE, POINTS, TINY, Blocks, Segment, edge, edge_step
from symact.floats.evaluate import Unresolved, ball, between
from symact.floats.formats import BFLOAT16, FLOAT16, FLOAT32
from symact.floats.magnitudes import size
from symact.floats.oracle import Oracle, is_rational
from symact.floats.powerseries import PowerSeries
from symact.floats.settled import quotient, settled_around
from symact.floats.single import Single
from symact.floats.taylor import BITS, taylor
from symact.proof.arb import working

WIDE = 1 << FLOAT32.p - 3  # blocks of at least so many floats are given to the kernel's interval arithmetic as well
MOST, FEWEST = 1500, 40  # blocks of one binade; beyond, the whole binade is left to single points, and the next may have fewer
PROBED = 2  # bits: two places of a binade
CHEAPER = 4  # a block costs as much as so many single points


class Builder:
    """Halves segments until the polynomials are good enough for the ulps of a format of `precision` bits."""

    def __init__(self, oracle: Oracle, precision: int) -> None:
        if oracle.cuts is None:
            raise Unresolved("The breakpoints of the function are not known.")
        self.oracle, self.precision, self.cuts = oracle, precision, oracle.cuts
        self.single, self.beside = Single(oracle, precision), Beside(oracle)
        self._programs: dict[Term, Program] = {}

    def build(self) -> Blocks:
        segments: list[Segment] = []
        for sign in (0, FLOAT32.sign_bit):
            self._most = MOST
            for field in range(FLOAT32.infinity >> FRACTION):
                segments += self._binade(sign | field << FRACTION)
        return Blocks.of(segments)

    def _binade(self, start: int) -> list[Segment]:
        """The segments of one sign and exponent."""
        size, narrow = 1 << FRACTION, self.precision <= FLOAT16.p
        limit = min(self._most, max(size // self._step(start) // CHEAPER, FEWEST)) if narrow else self._most
        found = self._halved(start, size, limit)
        if found is None:
            self._most = max(self._most // 2, FEWEST)
            return self._one_by_one(start, size) if narrow else [Segment(start, size, POINTS)]
        return found

    def _halved(self, start: int, size: int, limit: int) -> list[Segment] | None:
        """Segments as long as can be; None if there are more than so many."""
        found: list[Segment] = []
        waiting, probed = [(start, size)], False
        while waiting:
            if len(found) + len(waiting) > limit:
                return None
            first, length = waiting.pop()
            made = self._segment(first, length)
            if made is not None:
                found.append(made)
                continue
            if length == WIDE and not probed:
                probed = True
                if self._hopeless(start, size, limit):
                    return None
            waiting += [(first + length // 2, length // 2), (first, length // 2)]
        return found

    def _hopeless(self, start: int, size: int, limit: int) -> bool:
        """Whether no block is found at some places with ordinary values, were it as long as it has to be for so few blocks."""
        length = size >> limit.bit_length() - 1
        places = [start + place * (size >> PROBED) for place in range(1, 1 << PROBED, 2)]
        return all(self._segment(place, length) is None and self.single.ordinary(edge(place)) for place in places)

    def _step(self, start: int) -> int:
        """From one input of the 16-bit formats to the next, in a binade."""
        exponent = ((start & (FLOAT32.sign_bit - 1)) >> FRACTION) + FLOAT32.emin - 1
        return 1 << FLOAT32.p - (FLOAT16.p if FLOAT16.emin - FLOAT16.p < exponent <= FLOAT16.emax else BFLOAT16.p)

    def _one_by_one(self, start: int, size: int) -> list[Segment]:
        """A constant for each input of the 16-bit formats in a binade; what lies between them is left to single points."""
        step = self._step(start)
        first = [] if start % FLOAT32.sign_bit else [Segment(start, 1, POINTS)]  # 0 is a point
        inputs = self.single.blocks(start + step * len(first), step, size // step - len(first))
        return [part for one in (*first, *inputs) for part in (one, Segment(one.start + 1, step - 1, POINTS))]

    def _segment(self, first: int, length: int) -> Segment | None:
        """One segment for these patterns, or None if they have to be halved."""
        low, step = edge(first), edge_step(first)
        high = low + (length - 1) * step
        at = sorted((low, high))
        piece = bisect_left(self.cuts, at[0])
        if piece != bisect_right(self.cuts, at[1]) or length == 1 or low == 0:
            return Segment(first, 1, POINTS) if length == 1 else None
        center, half = low + (length - 1) / 2 * step, length / 2 * step
        nudged = self.beside.nudged(first, length, center, half, abs(high))
        if nudged is not None:
            return nudged
        program, order = self._program(center)
        found = taylor(program, center, half, abs(high - low) / 2, DEGREE, order, self.precision)
        if found is not None:
            least, most = found[3:5]
            beside = self.beside.line(center, at, least) if least > TINY and most < HUGE else NO_LINE
            return Segment(first, length, BLOCK, center, half, *found, line=beside)
        return self._coarse(first, length, center, half, at) if length >= WIDE or low == length * step else None  # to twice itself, near 0

    def _program(self, center: float) -> tuple[Program, int]:
        """A program whose derivative of an order is the function."""
        piece, variable, order = self.oracle.piece(Fraction(center)), self.oracle.variable, self.oracle.order
        if is_rational(piece):
            term, order = quotient(piece, variable, order), 0
        else:
            term = settled_around(piece, variable, center)
        if term not in self._programs:
            with working(BITS[-1]):  # the constants are made here
                self._programs[term] = Program([term], variable, PowerSeries())
        return self._programs[term], order

    def _coarse(self, first: int, length: int, center: float, half: float, ends: list[float]) -> Segment | None:
        """What sizes and the kernel's intervals find: values next to 0, values beyond all floats, no value at all."""
        variable, found_line = self.oracle.variable, self.beside.block(first, length, center, half, ends)
        if found_line is not None or self.single.ordinary(center):
            return found_line
        if not is_rational(self.oracle.piece(Fraction(center))):
            smooth = settled_around(self.oracle.smooth(Fraction(center)), variable, center)
            if size(smooth, variable, *ends) < log2(TINY):
                return Segment(first, length, BLOCK, center, half, 0.0, (0.0,), TINY, 0.0, TINY, self._sign(smooth, center))
        where = between(variable, *ends)
        try:
            extent(self.oracle.piece(Fraction(center)), where)
            found = extent(self.oracle.smooth(Fraction(center)), where)
        except NoValue:
            return Segment(first, length, NOWHERE)
        except Rejected:
            return None
        for sign, least, most in ((1, found.lo, found.hi), (-1, negated(found.hi), negated(found.lo))):
            if least is not None and least > HUGE:
                return Segment(first, length, BLOCK, center, half, 0.0, (sign * HUGE,), 0.0, HUGE, inf, sign)
            if least is not None and most is not None and least >= 0 and most < TINY:
                known = sign if least > 0 or (found.lo_open if sign > 0 else found.hi_open) else 0
                return Segment(first, length, BLOCK, center, half, 0.0, (0.0,), TINY, 0.0, TINY, known)
        return None

    def _sign(self, term: Term, center: float) -> int:
        """Of a term at a point; 0 where balls do not tell it from 0."""
        found = ball(term, self.oracle.variable, Fraction(center), BITS[-1])
        return 1 if found > 0 else -1 if found < 0 else 0


def negated(q: Fraction | None) -> Fraction | None:
    return None if q is None else -q
