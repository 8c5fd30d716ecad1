"""Is a function continuous, differentiable, C^k at the points where something may happen? Differences say so, as far as they can."""

from __future__ import annotations

from fractions import Fraction

import mpmath
from mpmath import mpf

from symact.check.term import Term

from .numbers import Undefined, Unknown, exact_points, member, number
from .points import anchors

ORDERS = {"continuous": 0, "continuous at": 0, "differentiable": 1, "differentiable at": 1, "differentiable except": 1, "smooth": 2, "analytic": 2}
NEAR, SMALL = mpf(10) ** -24, mpf(10) ** -6


def smooth(tree: Term) -> bool:
    """The answer at the constants of the statement, at integers, halves and quarters of pi."""
    with mpmath.workdps(150):
        name, function, where = tree.args[:3]
        order = int(tree.args[3].args[0]) if name == "C" else ORDERS[name]
        if name.endswith(" at"):
            return _regular(function, order, number(tree.args[3], {}), name.startswith("continuous"))
        found = {p: _regular(function, order, p, name not in ("differentiable", "differentiable except"))
                 for p in anchors(tree) if abs(p) < 10 and member(where, p, {})}
        if name == "differentiable except":
            if tree.args[3].head == "progression":
                raise Unknown("infinitely many points")
            return all(good != member(tree.args[3], p, {}) for p, good in found.items())
        if name == "analytic" and all(found.values()):
            raise Unknown(name)
        return all(found.values())


def _regular(function: Term, order: int, c: mpf, continuously: bool) -> bool:
    """Has the function a derivative of this order at c, and is that near its values nearby?"""
    x, body = function.args

    def value(p: mpf, k: int) -> mpf:
        return number(Term("deriv", (body, x, Term("num", (Fraction(k),)), x)) if k else body, {x.args[0]: p})
    with exact_points():
        try:
            if continuously:
                return all(abs(value(c + s * NEAR * m, k) - value(c, k)) < SMALL * max(1, abs(value(c, k)))
                           for k in range(order + 1) for s in (1, -1) for m in (1, mpf("1.618034"), mpf("2.7")))
            return value(c, order) is not None and abs(value(c + NEAR, 0) - value(c, 0)) < SMALL * max(1, abs(value(c, 0)))
        except Undefined:
            return False
