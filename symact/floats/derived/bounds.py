"""How far can the float64 result of a tape be from the exact value, for all x of a cell at once?

For each slot of a tape, a `Bound` (lo, hi, rel, eta) states, for every x of the cell, with v the exact value there and g the
computed one:

    lo <= v <= hi    and    g = v (1 + d) + e with |d| <= rel, |e| <= eta.

Of values that are *beyond*, with |v| >= HUGE, only that much and the sign is said of g, which may be inf: all of them are where lo or
-hi is at least HUGE, and some may be where one of them is above LARGEST. rel = inf says nothing; it also stands where g may be NaN.

Theorem (standard model; Higham 2002, chapters 2 and 3). A float64 operation returns the exact result of its operands times
1 + d with |d| <= U = 2^-53, and products, quotients and functions another error of at most 2^-1074 where they underflow. The
rules below follow by inserting g = v (1 + d) + e for the operands: for a function h, |h(g) - h(v)| is at most |h'| |g - v|
between them, and relative to h(v) it is the condition number |v h'(v)/h(v)| times rel, up to terms of second order. Relative
errors are kept below 2^-10 (else they are converted into absolute ones, or given up), so a factor 1 + 2^-8 covers the
second order. NumPy's functions are taken to be within `ULPS` ulp (`functions`). Ends of intervals are widened by 2^-48, and by
more where a function is known to less.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from symact.floats.derived.functions import ERF_ULPS, OWN_ULPS, ULPS, erf, erfc, lambert_w, root
from symact.floats.derived.tape import Constant, Step, Tape
from symact.floats.kernels.pairs import Array

U = 2.0**-53
WIDER = 2.0**-48
TINY = 2.0**-1073
HUGE, FAR, LARGEST = 2.0**1000, 2.0**-900, 2.0**1020
MUCH = 2.0**800  # next to what is beyond, this is nothing
VANISHED = 2.0**-1000  # above exp(-700)
MOST = 2.0**-10  # relative errors that the rules of first order hold for
SECOND = 1 + 2.0**-8
TOLERANCE, ABSOLUTE = 2.0**-36, 2.0**-165  # of a result
BEYOND = 2.0**130  # above all floats of the narrow formats


class Bound(NamedTuple):
    lo: Array
    hi: Array
    rel: Array
    eta: Array

    @property
    def most(self) -> Array:
        """The largest absolute value."""
        return np.maximum(-self.lo, self.hi)

    @property
    def least(self) -> Array:
        """The smallest absolute value."""
        return np.maximum(np.maximum(self.lo, -self.hi), 0.0)

    @property
    def off(self) -> Array:
        """The largest absolute error."""
        return product(self.rel, self.most) + self.eta


def product(a: Array, b: Array) -> Array:
    """a b for nonnegative numbers, where 0 times anything is 0."""
    return np.where((a == 0) | (b == 0), 0.0, a * b)


def bounds(tape: Tape, lo: Array, hi: Array) -> Bound:
    """The bound of the result on the cells [lo, hi]."""
    none = np.zeros_like(lo)
    slots: list[Bound] = []
    with np.errstate(all="ignore"):
        for entry in tape.entries:
            if isinstance(entry, Constant):
                value = np.full_like(lo, entry.value)
                spread = 0.0 if entry.exact else abs(entry.value) * 2 * U + TINY
                rest = TINY if spread and abs(entry.value) < FAR else 0.0  # it may be subnormal
                slots.append(_kept(Bound(value - spread, value + spread, np.full_like(lo, 0.0 if entry.exact else U), none + rest)))
            elif entry.operation == "variable":
                slots.append(Bound(lo, hi, none, none))
            else:
                slots.append(_kept(_stepped(entry, slots)))
        return slots[tape.output]


def acceptable(b: Bound) -> NDArray[np.bool_]:
    """Whether the result is good enough."""
    with np.errstate(all="ignore"):
        near = b.rel + b.eta / b.least <= TOLERANCE
        near |= (b.rel <= TOLERANCE) & (b.eta == 0)
        tiny = (b.off <= ABSOLUTE) & ((b.lo >= 0) | (b.hi <= 0) | (b.most <= ABSOLUTE) | (b.eta <= FAR))  # and a sign that is not lost
        large = np.maximum(b.lo, -b.hi) >= BEYOND
        return near | tiny | (large & (b.rel <= MOST) & (b.eta < BEYOND / 4))


def _stepped(step: Step, slots: list[Bound]) -> Bound:
    operands = [slots[i] for i in step.operands]
    if step.operation == "root":
        return _root(operands[0], step.data)
    if step.operation in BINARY:
        return BINARY[step.operation](*operands)
    return UNARY[step.operation](operands[0])


def _kept(b: Bound) -> Bound:
    """The bound, or one that says nothing where something is not a number or the relative error is too large."""
    eta = b.eta
    loose = (b.rel > MOST) & np.isfinite(b.rel) & np.isfinite(b.most)
    if loose.any():
        eta = np.where(loose, eta + b.rel * b.most, eta)
        b = Bound(b.lo, b.hi, np.where(loose, U, b.rel), eta)
    lost = np.isnan(b.lo) | np.isnan(b.hi) | ~(b.rel <= MOST) | ~np.isfinite(b.eta)
    if not lost.any():
        return b
    return Bound(np.where(lost, -np.inf, b.lo), np.where(lost, np.inf, b.hi), np.where(lost, np.inf, b.rel),
                 np.where(lost, 0.0, b.eta))


def _wider(lo: Array, hi: Array, room: float = WIDER) -> tuple[Array, Array]:
    lo, hi = np.minimum(lo, LARGEST), np.maximum(hi, -LARGEST)  # what overflows is at least so large
    return lo - (np.abs(lo) * room + TINY), hi + (np.abs(hi) * room + TINY)


def _clear(b: Bound) -> Array:
    """The relative error with the absolute one in it, where the value is not 0."""
    return np.where(b.eta == 0, b.rel, b.rel + b.eta / b.least)


def _beyond(b: Bound) -> NDArray[np.bool_]:
    return (b.least >= HUGE) | (b.most > LARGEST)


def _negative(b: Bound) -> Bound:
    return Bound(-b.hi, -b.lo, b.rel, b.eta)


def _add(a: Bound, b: Bound) -> Bound:
    """Of one sign, the larger relative error stays; else errors add up, relative to a sum that is not 0."""
    lo, hi = _wider(a.lo + b.lo, a.hi + b.hi)
    upward, downward = (a.lo >= 0) & (b.lo >= 0), (a.hi <= 0) & (b.hi <= 0)
    one_sign = upward | downward
    lo, hi = np.where(upward, np.maximum(lo, 0), lo), np.where(downward, np.minimum(hi, 0), hi)
    off = product(a.rel, a.most) + product(b.rel, b.most)
    least = np.maximum(np.maximum(lo, -hi), 0)
    relative = np.where(off == 0, 0.0, off / least) * SECOND
    absolute = ~one_sign & ~(relative <= MOST)
    rel = np.where(one_sign, np.maximum(a.rel, b.rel), np.where(absolute, 0, relative)) * SECOND + U * SECOND
    eta = (a.eta + b.eta + np.where(absolute, off, 0)) * SECOND
    for one, other in ((a, b), (b, a)):
        dominates = (one.least >= HUGE) & (other.most <= MUCH)
        rel, eta = np.where(dominates, U, rel), np.where(dominates, 0, eta)
        rel = np.where(_beyond(one) & ~one_sign & ~(other.most <= MUCH), np.inf, rel)
    return Bound(lo, hi, rel, eta)


def _subtract(a: Bound, b: Bound) -> Bound:
    return _add(a, _negative(b))


def _multiply(a: Bound, b: Bound) -> Bound:
    corners = [np.where((p == 0) | (q == 0), 0.0, p * q) for p in (a.lo, a.hi) for q in (b.lo, b.hi)]
    lo, hi = _wider(np.minimum.reduce(corners), np.maximum.reduce(corners))
    nonnegative = ((a.lo >= 0) & (b.lo >= 0)) | ((a.hi <= 0) & (b.hi <= 0))  # products may have underflowed
    nonpositive = ((a.lo >= 0) & (b.hi <= 0)) | ((a.hi <= 0) & (b.lo >= 0))
    lo, hi = np.where(nonnegative, np.maximum(lo, 0), lo), np.where(nonpositive, np.minimum(hi, 0), hi)
    eta = (product(a.eta, b.most) + product(b.eta, a.most) + a.eta * b.eta) * SECOND
    underflow = np.where((a.least * b.least >= FAR) | ((a.most == 0) & (a.eta == 0)) | ((b.most == 0) & (b.eta == 0)), 0.0, TINY)
    lost = np.zeros(lo.shape, dtype=bool)
    for one, other in ((a, b), (b, a)):
        stays = np.where(one.least >= HUGE, one.least * other.least >= HUGE, other.least >= 1)
        lost |= _beyond(one) & ~stays
    return Bound(lo, hi, np.where(lost, np.inf, (a.rel + b.rel) * SECOND + U), eta + underflow)


def _square(a: Bound) -> Bound:
    lo, hi = _wider(a.least * a.least, a.most * a.most)
    eta = (2 * product(a.eta, a.most) + a.eta * a.eta) * SECOND + np.where(a.least > 2.0**-450, 0, TINY)
    return Bound(np.maximum(lo, 0), hi, 2 * a.rel * SECOND + U, np.where((a.most == 0) & (a.eta == 0), 0, eta))


def _divide(a: Bound, b: Bound) -> Bound:
    positive = b.lo > 0
    corners = [np.where(p == 0, 0.0, p / q) for p in (a.lo, a.hi) for q in (b.lo, b.hi)]
    lo, hi = _wider(np.minimum.reduce(corners), np.maximum.reduce(corners))
    nonnegative = ((a.lo >= 0) & positive) | ((a.hi <= 0) & ~positive)
    nonpositive = ((a.hi <= 0) & positive) | ((a.lo >= 0) & ~positive)
    lo, hi = np.where(nonnegative, np.maximum(lo, 0), lo), np.where(nonpositive, np.minimum(hi, 0), hi)
    below = _clear(b)
    eta = product(a.eta, 1 / b.least) * SECOND
    eta = eta + np.where((a.least / b.most >= FAR) | ((a.most == 0) & (a.eta == 0)), 0.0, TINY)
    eta = eta + np.where(_beyond(b), a.most * FAR, 0.0)
    stays = np.where(a.least >= HUGE, a.least / b.most >= HUGE, b.most <= 1)
    lost = (b.least == 0) | (below > MOST) | (_beyond(a) & ~stays)
    return Bound(lo, hi, np.where(lost, np.inf, (a.rel + below) * SECOND + U), np.where(lost, 0, eta))


def _exp(a: Bound) -> Bound:
    """A large negative exponent has a large absolute error, and means a number next to 0 nonetheless."""
    off = a.off
    lo, hi = _wider(np.exp(a.lo), np.exp(a.hi))
    end = a.hi * np.where(a.hi < 0, 1 - a.rel, 1 + a.rel) + a.eta
    vanishes = (end < -700) & (a.rel <= MOST)
    start = a.lo * np.where(a.lo < 0, 1 + a.rel, 1 - a.rel) - a.eta
    huge = (start > 700) & (a.rel <= MOST)
    rel = np.where(vanishes | huge, 0, np.where(off <= MOST, off * SECOND, np.inf)) + ULPS * U
    eta = np.where(vanishes, VANISHED, np.where(a.lo > -700, 0, TINY))
    return Bound(np.maximum(lo, 0), hi, rel, eta)


def _expm1(a: Bound) -> Bound:
    """|v exp(v)/(exp(v) - 1)| is at most 1 left of 0, and at most 1 + v right of it."""
    lo, hi = _wider(np.expm1(a.lo), np.expm1(a.hi))
    rel = a.rel * (1 + np.maximum(a.hi, 0)) * SECOND
    growth = np.exp(np.minimum(a.hi, 700))
    huge = (a.lo * (1 - a.rel) - a.eta > 700) & (a.rel <= MOST)
    lo, hi = np.where(a.lo >= 0, np.maximum(lo, 0), lo), np.where(a.hi <= 0, np.minimum(hi, 0), hi)
    lost = ~huge & (a.hi > 690)
    return Bound(lo, hi, np.where(huge, 0, np.where(lost, np.inf, rel)) + ULPS * U, np.where(huge, 0, product(a.eta, growth)) * SECOND)


def _log(a: Bound) -> Bound:
    off = _clear(a)
    lost = (a.lo <= 0) | (off > MOST) | _beyond(a)
    lo, hi = _wider(np.log(a.lo), np.log(a.hi))
    return Bound(lo, hi, np.where(lost, np.inf, ULPS * U), off * SECOND)


def _log1p(a: Bound) -> Bound:
    """|v/((1 + v) log(1 + v))| is at most 1 right of 0, and at most 1/(1 + v) left of it."""
    above = 1 + np.minimum(a.lo, 0)
    lost = (a.lo <= -1) | _beyond(a) | (a.rel * np.maximum(-a.lo, 0) + a.eta > MOST * above)
    lo, hi = _wider(np.log1p(a.lo), np.log1p(a.hi))
    lo, hi = np.where(a.lo >= 0, np.maximum(lo, 0), lo), np.where(a.hi <= 0, np.minimum(hi, 0), hi)
    return Bound(lo, hi, np.where(lost, np.inf, a.rel / above * SECOND + ULPS * U), product(a.eta, 1 / above) * SECOND)


def _wave(function: Callable[[Array], Array]) -> Callable[[Bound], Bound]:
    def rule(a: Bound) -> Bound:
        """|h'| <= 1."""
        middle, half = (a.lo + a.hi) / 2, np.where(a.lo == a.hi, 0, (a.hi - a.lo) / 2 + a.most * WIDER)
        centre = function(middle)
        lo, hi = _wider(np.maximum(centre - half, -1), np.minimum(centre + half, 1))
        if function is np.sin:  # sin x has the sign of x near 0, and |sin x| <= |x|
            near = np.maximum(np.abs(a.lo), np.abs(a.hi)) < 1.5
            ends = _wider(np.sin(a.lo), np.sin(a.hi))
            lo = np.where(near, np.where(a.lo >= 0, np.maximum(ends[0], 0), ends[0]), lo)
            hi = np.where(near, np.where(a.hi <= 0, np.minimum(ends[1], 0), ends[1]), hi)
        lost = _beyond(a) | (a.rel > MOST)
        small = (function is np.sin) & (np.maximum(np.abs(a.lo), np.abs(a.hi)) < 1.5)  # there |v cos(v)/sin(v)| <= 1
        rel = np.where(small, a.rel * SECOND, 0) + ULPS * U
        eta = np.where(small, a.eta, a.off) * SECOND
        return Bound(lo, hi, np.where(lost, np.inf, rel), eta)

    return rule


def _tan(a: Bound) -> Bound:
    """Between -1.5 and 1.5, where |v/(sin v cos v)| < 22 and |tan'| < 200."""
    lost = (a.lo < -1.5) | (a.hi > 1.5) | (a.eta > 2.0**-12)
    lo, hi = _wider(np.tan(a.lo), np.tan(a.hi))
    lo, hi = np.where(a.lo >= 0, np.maximum(lo, 0), lo), np.where(a.hi <= 0, np.minimum(hi, 0), hi)
    return Bound(lo, hi, np.where(lost, np.inf, 22 * a.rel * SECOND + ULPS * U), 200 * a.eta * SECOND)


def _contracting(function: Callable[[Array], Array], slope: float, ulps: float) -> Callable[[Bound], Bound]:
    """An increasing odd function with |h'| <= slope and a condition number of at most 1."""

    def rule(a: Bound) -> Bound:
        lo, hi = _wider(function(a.lo), function(a.hi), max(WIDER, 2 * ulps * U))
        lo, hi = np.where(a.lo >= 0, np.maximum(lo, 0), lo), np.where(a.hi <= 0, np.minimum(hi, 0), hi)
        return Bound(lo, hi, a.rel * SECOND + ulps * U, slope * a.eta * SECOND)

    return rule


def _asin(a: Bound) -> Bound:
    """Its condition number is at most 1/sqrt(1 - v^2), and so is its slope."""
    end = np.minimum(a.most + a.off, 1)
    slope = 1 / np.sqrt((1 - end) * (1 + end) * (1 - WIDER))
    lo, hi = _wider(np.arcsin(a.lo), np.arcsin(a.hi))
    lo, hi = np.where(a.lo >= 0, np.maximum(lo, 0), lo), np.where(a.hi <= 0, np.minimum(hi, 0), hi)
    exact = (a.rel == 0) & (a.eta == 0) & (a.most <= 1)
    return Bound(lo, hi, np.where(exact, 0, a.rel * slope * SECOND) + ULPS * U, np.where(exact, 0, product(a.eta, slope) * SECOND))


def _erfc(a: Bound) -> Bound:
    """Right of 0, |h'/h| <= 2 (v + 1), so that the condition number is at most 2 v (v + 1); left of 0, h >= 1 and |v h'| < 1/2."""
    lo, hi = _wider(erfc(a.hi), erfc(a.lo), 4 * ERF_ULPS * U)
    right = np.maximum(a.hi, 0)
    vanishes = (a.lo * (1 - a.rel) - a.eta > 27) & (a.rel <= MOST)
    steep = 2 * (right + 1)
    grown = product(a.rel, right * steep + 1) + product(a.eta, steep) + (ERF_ULPS + 2 * np.square(np.minimum(right, 30))) * U
    rel = np.where(vanishes, 0, np.where(grown <= MOST, grown * SECOND, np.inf))
    eta = np.where(vanishes, FAR, np.where(a.hi < 25, 0, TINY))
    return Bound(np.maximum(lo, 0), np.where(vanishes, FAR, hi), rel, eta)


def _sqrt(a: Bound) -> Bound:
    return _root(a, 2)


def _root(a: Bound, q: int) -> Bound:
    """|g^(1/q) - v^(1/q)| <= |g - v|^(1/q) for v >= 0 and g >= 0 (a negative g counts as 0)."""
    below = _clear(a)
    lost = (a.lo < 0) | (below > MOST) | _beyond(a)
    lo, hi = _wider(root(np.maximum(a.lo, 0), q), root(np.maximum(a.hi, 0), q))
    around = lost & ~_beyond(a) & (a.lo >= 0)
    rel = np.where(around, 0, np.where(lost, np.inf, below / q * SECOND)) + (U if q == 2 else OWN_ULPS * U)
    return Bound(np.maximum(lo, 0), hi, rel, np.where(around, np.power(a.off, 1 / q) * SECOND, 0))


def _cbrt(a: Bound) -> Bound:
    below = _clear(a)
    lo, hi = _wider(np.cbrt(a.lo), np.cbrt(a.hi))
    lo, hi = np.where(a.lo >= 0, np.maximum(lo, 0), lo), np.where(a.hi <= 0, np.minimum(hi, 0), hi)
    lost = (below > MOST) | _beyond(a)
    return Bound(lo, hi, np.where(lost, np.inf, below / 3 * SECOND + ULPS * U), np.zeros_like(lo))


def _lambert(a: Bound) -> Bound:
    """v W'(v)/W(v) = 1/(1 + W(v)), and |W'| <= 1/(1 + W(v)) exp(-W(v)); near the branch point -1/e nothing is said."""
    w = lambert_w(np.maximum(a.lo, -0.36))
    slope = 1 / (1 + np.minimum(w, 0)) * SECOND
    lo, hi = _wider(w, lambert_w(a.hi))
    lo, hi = np.where(a.lo >= 0, np.maximum(lo, 0), lo), np.where(a.hi <= 0, np.minimum(hi, 0), hi)
    lost = (a.lo - a.off < -0.36) | _beyond(a)
    rel = np.where(lost, np.inf, a.rel * slope * SECOND + OWN_ULPS * U)
    return Bound(lo, hi, rel, product(a.eta, slope * np.exp(-np.minimum(w, 0))) * SECOND)


BINARY: dict[str, Callable[[Bound, Bound], Bound]] = {"add": _add, "sub": _subtract, "mul": _multiply, "div": _divide}
UNARY: dict[str, Callable[[Bound], Bound]] = {
    "neg": _negative, "square": _square, "sqrt": _sqrt, "cbrt": _cbrt, "exp": _exp, "expm1": _expm1, "log": _log, "log1p": _log1p,
    "sin": _wave(np.sin), "cos": _wave(np.cos), "tan": _tan, "tanh": _contracting(np.tanh, 1, ULPS),
    "atan": _contracting(np.arctan, 1, ULPS), "asin": _asin, "erf": _contracting(erf, 1.2, ERF_ULPS), "erfc": _erfc, "LambertW": _lambert,
}
