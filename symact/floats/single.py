"""What is a function at one input, as a block of its own?

One Arb ball is mostly narrow enough. Where it is not, the oracle is asked, which takes a hundred times as long.
"""

from __future__ import annotations

from fractions import Fraction
from math import frexp, ldexp

import numpy as np
from flint import arb, ctx

from symact.check.enclose import Program
from symact.check.term import Rejected, Term
from symact.floats.blocks import BLOCK, HUGE, NOWHERE, POINTS, SPARE, TINY, Segment, edge, far_off
from symact.floats.evaluate import PointBalls, Unresolved
from symact.floats.formats import down, up
from symact.floats.oracle import Kink, Oracle, Value
from symact.floats.taylor import above, below
from symact.floats.verdicts import ROUNDING
from symact.floats.waves import waves

BITS, WIDTH = 96, 32


class Single:
    """The inputs of an oracle's function, for ulps of `precision` bits."""

    def __init__(self, oracle: Oracle, precision: int) -> None:
        self.oracle, self.precision = oracle, precision
        self._programs: dict[Term, Program] = {}

    def blocks(self, first: int, step: int, count: int) -> list[Segment]:
        """Those of inputs of one binade."""
        patterns, known = [first + k * step for k in range(count)], waves(self.oracle, first)
        if known is None:
            return [self.block(pattern) for pattern in patterns]
        width = min(count, WIDTH)
        y = known.values(first, count // width, width, step)
        heads = (y.head + y.small).astype(np.float32).astype(np.float64)
        rests = (y.head - heads) + y.small
        bounds = (y.bound + np.abs(rests) * ROUNDING).tolist()
        found = []
        for pattern, head, rest, bound, sign in zip(patterns, heads.tolist(), rests.tolist(), bounds, y.sign.tolist(), strict=True):
            least, most = abs(head + rest) * (1 - ROUNDING) - bound, abs(head + rest) * (1 + ROUNDING) + bound
            good = sign and 1e-30 < least <= most < 1e30 and bound < ldexp(least, -self.precision - SPARE)
            whole = Segment(pattern, 1, BLOCK, edge(pattern), 1.0, head, (rest,), bound, least, most, sign)
            found.append(whole if good else self.block(pattern))
        return found

    def block(self, pattern: int) -> Segment:
        """The block of one input, whose value is an Arb ball, or else what the oracle says of it."""
        exact = Fraction(edge(pattern))
        found = self._by_ball(pattern, exact)
        if found is not None:
            return found
        answer = self.oracle.at(exact)
        if isinstance(answer, Value):
            return constant(pattern, answer)
        return Segment(pattern, 1, POINTS if isinstance(answer, Kink) else NOWHERE)

    def _by_ball(self, pattern: int, exact: Fraction) -> Segment | None:
        """The block of one input, if one ball is narrow enough for it."""
        x, before = edge(pattern), ctx.prec
        ctx.prec = BITS + 2 * max(frexp(x)[1], 0)
        try:
            asked = self.oracle.domain(exact)
            if asked is not None and not self._balls(asked)(arb(x))[0].is_finite():
                return None
            value = self._balls(self.oracle.smooth(exact))(arb(x))[0]
            sign = 1 if value > 0 else -1 if value < 0 else 0
            if not value.is_finite() or not sign:
                return None
            least, most = below(abs(value)), above(abs(value))
            if least > HUGE or most < TINY:
                return far_off(pattern, sign, least > HUGE)
            if not 1e-30 < least <= most < 1e30:
                return None
            head = float(np.float32(float(value.mid())))
            rest = float((value - head).mid())
            bound = above(abs(value - head - rest))
            narrow = bound < ldexp(least, -self.precision - SPARE)
            return Segment(pattern, 1, BLOCK, x, 1.0, head, (rest,), bound, least, most, sign) if narrow else None
        except (Rejected, Unresolved, ZeroDivisionError):
            return None
        finally:
            ctx.prec = before

    def ordinary(self, center: float) -> bool:
        """Whether balls show that the value there is neither next to 0 nor beyond all floats."""
        exact, before = Fraction(center), ctx.prec
        ctx.prec = BITS + 2 * max(frexp(center)[1], 0)  # enough for x + sqrt(x^2 + 1) on the left
        try:
            terms = [self.oracle.smooth(exact), *filter(None, [self.oracle.domain(exact)])]
            found, *others = (self._balls(term)(arb(center))[0] for term in terms)
            return bool(abs(found) > TINY and abs(found) < HUGE and all(other.is_finite() for other in others))
        except Unresolved:  # a breakpoint
            return False
        finally:
            ctx.prec = before

    def _balls(self, term: Term) -> Program:
        """The term over balls around points."""
        if term not in self._programs:
            self._programs[term] = Program([term], self.oracle.variable, PointBalls())
        return self._programs[term]


def constant(pattern: int, value: Value) -> Segment:
    """The block of one input, whose value is known."""
    low, high, middle = value.lower, value.upper, value.middle
    least = 0 if low <= 0 <= high else min(abs(low), abs(high))
    most, center = max(abs(low), abs(high)), edge(pattern)
    if least > HUGE or most < TINY:
        return far_off(pattern, value.sign, least > HUGE)
    head = float(np.float32(float(middle))) if 1e-30 < most < 1e30 else 0.0
    rest = float(middle - Fraction(head))
    bound = up((high - low) / 2 + abs(middle - Fraction(head) - Fraction(rest)))
    return Segment(pattern, 1, BLOCK, center, 1.0, head, (rest,), bound, down(Fraction(least)), up(most), value.sign)
