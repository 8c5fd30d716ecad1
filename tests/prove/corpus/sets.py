"""Is a range, an argmin, a set of zeros or a Clarke set the set that is claimed?"""

from __future__ import annotations

from fractions import Fraction

import mpmath
from mpmath import mpf

from symact.check.term import Term

from .numbers import Undefined, Unknown, number
from .values import TOLERANCE, optimum, sampled


def same(tree: Term) -> bool:
    """A set of a function against the set that is claimed."""
    found, claimed = tree.args
    if tree.head == "!=":
        return not same(Term("=", tree.args))
    match found.head:
        case "range":
            return _range(found, claimed)
        case "argmin" | "argmax":
            return _extremal(found, claimed, tree.head)
        case "clarke":
            return _clarke(found, claimed)
        case "zeros":
            return _zeros(found, claimed)
    raise Unknown(found.head)


def _range(found: Term, claimed: Term) -> bool:
    if claimed.head != "interval":
        raise Unknown("no interval")
    for end, bracket, top in ((claimed.args[0], "[", False), (claimed.args[1], "]", True)):
        wanted = number(end, {})
        try:
            _, best, inside = optimum(*found.args, {}, top)
        except Undefined:
            raise Unknown("not defined near the optimum") from None
        if mpmath.isinf(wanted):
            if abs(best) < 20:
                return False
        elif abs(best - wanted) > TOLERANCE:
            return False
        elif inside is None:
            raise Unknown("constant far out, or nearly so")
        elif inside != (claimed.args[2 + top] == bracket):
            return False
    return True


def _extremal(found: Term, claimed: Term, relation: str) -> bool:
    top = found.head == "argmax"
    place, best, inside = optimum(*found.args, {}, top)
    if relation == "in":
        return bool(inside) and bool(number(claimed.args[0], {}) <= place <= number(claimed.args[1], {}))
    if claimed.head != "finite":
        raise Unknown("no finite set")
    listed = [number(p, {}) for p in claimed.args]
    values = [number(found.args[0].args[1], {found.args[0].args[0].args[0]: p}) for p in listed]
    others = [p for p, v in sampled(*found.args, {}) if abs(v - best) < TOLERANCE**2 and all(abs(p - q) > mpf(10) ** -8 for q in listed)]
    return bool(inside) and not others and all(abs(v - best) < TOLERANCE for v in values) and any(abs(place - p) < mpf(10) ** -5 for p in listed)


def _clarke(found: Term, claimed: Term) -> bool:
    x, body = found.args[0].args
    c, h = number(found.args[1], {}), mpf(10) ** -20
    slope = Term("deriv", (body, x, Term("num", (Fraction(1),)), Term("sym", ("clarke_point",))))
    ends = sorted(number(slope, {"clarke_point": c + s * h}) for s in (1, -1))
    if claimed.head == "interval":
        wanted, closed = [number(e, {}) for e in claimed.args[:2]], claimed.args[2:] == ("[", "]")
    else:
        wanted, closed = [number(claimed.args[0], {})] * 2, len(claimed.args) == 1
    return closed and all(abs(a - b) < TOLERANCE for a, b in zip(ends, wanted, strict=True))


def _zeros(found: Term, claimed: Term) -> bool:
    x, body = found.args[0].args
    if claimed.head == "finite":
        listed = [number(p, {}) for p in claimed.args]
    elif claimed.head == "progression":
        listed = [number(claimed.args[1], {claimed.args[0].args[0]: mpf(k)}) for k in range(-40, 41)]
    else:
        raise Unknown("another kind of set")
    if any(abs(number(body, {x.args[0]: p})) > TOLERANCE for p in listed):
        return False
    rows = [(p, v) for p, v in sampled(*found.args, {}) if abs(p) < 40]
    new = [p for p, v in rows if abs(v) < mpf(10) ** -40 and all(abs(p - q) > mpf(10) ** -9 for q in listed)]
    gaps = [(a, b) for (a, u), (b, v) in zip(rows, rows[1:], strict=False) if u * v < 0 and abs(u) < 2 and abs(v) < 2 and b - a < 1]
    return not new and all(any(a <= q <= b for q in listed) for a, b in gaps)
