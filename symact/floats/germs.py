"""Which smooth expression rules a function at a rational point, and just left and just right of it?

`germ(term, variable, q, side)` follows every Piecewise, min, max, abs, sign and floor to the branch that is active at q
(side 0), on some interval (q - d, q) (side -1) or (q, q + d) (side +1), and returns the term without them. Branches are
chosen by exact comparison. Terms that are rational in the variable are compared in rational arithmetic, through their
Taylor coefficients at q where they meet; other comparisons are left to balls, which decide "different" but never
"equal", so there an undecided comparison is an error and not a guess.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from itertools import pairwise

from symact.check.calculus import differentiate
from symact.check.term import ZERO, Term, free, neg, num, rebuild
from symact.floats.crossings import crossings
from symact.floats.evaluate import Unresolved, rational, sign_at

DEPTH = 24  # Taylor coefficients that are looked at before two functions are taken to agree near q
BRANCHED = ("piecewise", "min", "max", "abs", "sign", "floor")
ORDERS = {
    "=": (0,), "!=": (-1, 1), "<": (-1,), "<=": (-1, 0), ">": (1,), ">=": (0, 1),
}  # relation -> the signs of left - right for which it is true


def germ(term: Term, variable: str, q: Fraction, side: int) -> Term:
    """The smooth term that equals `term` at q, or on one side of q and near it."""
    if term.head == "piecewise":
        for branch, condition in zip(term.args[::2], term.args[1::2], strict=True):
            if holds(condition, variable, q, side):
                return germ(branch, variable, q, side)
        raise Unresolved(f"No branch of a Piecewise covers the point {q}.")
    inner = rebuild(term, lambda part: germ(part, variable, q, side))
    if term.head in ("min", "max"):
        wanted = -1 if term.head == "min" else 1
        best: Term = inner.args[0]
        for other in inner.args[1:]:
            best = other if compare(other, best, variable, q, side) == wanted else best
        return best
    if term.head == "abs":
        inside: Term = inner.args[0]
        return inside if compare(inside, ZERO, variable, q, side) >= 0 else neg(inside)
    if term.head == "sign":
        return num(compare(inner.args[0], ZERO, variable, q, side))
    if term.head == "floor":
        return _floor(inner.args[0], variable, q, side)
    return inner


def holds(condition: Term, variable: str, q: Fraction, side: int) -> bool:
    """Whether a condition of a Piecewise is true at q, or beside it."""
    head = condition.head
    if head in ("true", "false"):
        return head == "true"
    if head == "not":
        return not holds(condition.args[0], variable, q, side)
    if head in ("and", "or"):
        found = (holds(part, variable, q, side) for part in condition.args)
        return all(found) if head == "and" else any(found)
    if head not in ORDERS:
        raise Unresolved(f"A condition with the head {head!r} is not followed at a point.")
    left, right = (germ(part, variable, q, side) for part in condition.args)
    return compare(left, right, variable, q, side) in ORDERS[head]


def compare(left: Term, right: Term, variable: str, q: Fraction, side: int) -> int:
    """The sign of left - right at q, or beside it, for smooth terms."""
    difference = left - right
    for order in range(DEPTH if side else 1):
        exact = rational(difference, variable, q)
        sign = sign_at(difference, variable, q) if exact is None else (exact > 0) - (exact < 0)
        if sign or variable not in free(difference):
            return sign if side >= 0 or order % 2 == 0 else -sign
        difference = differentiate(difference, variable)
    return 0


@lru_cache(maxsize=256)
def breakpoints(term: Term, variable: str) -> tuple[Fraction, ...] | None:
    """The points where the ruling branch can change, in order; None where some of them cannot be found this way.

    They are the zeros of the differences that min, max, abs, sign and conditions compare, between the breakpoints of their own
    parts: exactly where the difference is affine in the variable, or a multiple of exp(u) - 1 with such a u; else as
    `symact.floats.crossings` finds them, exactly at floats, and to within the gap between two floats elsewhere.
    """
    points: set[Fraction] = set()
    for difference in compared(term):
        inner = breakpoints(difference, variable) if branched(difference) else ()
        if inner is None:
            return None
        points.update(inner)
        for place, low, high in zip(_between(inner), (None, *inner), (*inner, None), strict=True):
            piece = with_the_zeros_of(germ(difference, variable, place, 0), variable)
            coefficients = affine(piece, variable)
            if coefficients is None:
                zeros = crossings(piece, variable, low, high)
                if zeros is None:
                    return None
                points.update(zeros)
            elif coefficients[1]:
                points.add(-coefficients[0] / coefficients[1])
    return None if any(part.head == "floor" for part in _parts(term)) else tuple(sorted(points))


def with_the_zeros_of(term: Term, variable: str) -> Term:
    """A simpler term with the same zeros: u for c*(exp(u) - 1), where c is a number other than 0; the term itself otherwise."""
    factors = [part for part in term.args if variable in free(part)] if term.head == "*" else [term]
    constants = [rational(part, variable, Fraction(0)) for part in term.args if part not in factors] if term.head == "*" else []
    if len(factors) == 1 and factors[0].head == "+" and all(constants):
        exponentials = [part for part in factors[0].args if part.head == "exp"]
        if len(factors[0].args) == 2 and len(exponentials) == 1 and num(-1) in factors[0].args:
            inside: Term = exponentials[0].args[0]
            return inside
    return term


def affine(term: Term, variable: str) -> tuple[Fraction, Fraction] | None:
    """(a, b) with term = a + b*variable, where the way the term is written shows it."""
    if term == Term("sym", (variable,)):
        return Fraction(0), Fraction(1)
    if term.head == "+":
        parts = [affine(part, variable) for part in term.args]
        known = [part for part in parts if part is not None]
        return (sum((a for a, _ in known), Fraction(0)), sum((b for _, b in known), Fraction(0))) if known == parts else None
    if term.head == "*":
        a, b = Fraction(1), Fraction(0)
        for part in term.args:
            factor = affine(part, variable)
            if factor is None or b * factor[1] != 0:
                return None
            a, b = a * factor[0], a * factor[1] + b * factor[0]
        return a, b
    exact = None if variable in free(term) else rational(term, variable, Fraction(0))
    return None if exact is None else (exact, Fraction(0))


def branched(term: Term) -> bool:
    return any(part.head in BRANCHED for part in _parts(term))


def compared(term: Term) -> list[Term]:
    """The differences whose signs select branches."""
    found = []
    for part in _parts(term):
        if part.head in ("min", "max"):
            found += [a - b for i, a in enumerate(part.args) for b in part.args[:i]]
        elif part.head in ("abs", "sign"):
            found.append(part.args[0])
        elif part.head in ORDERS:
            found.append(part.args[0] - part.args[1])
    return found


def _parts(term: Term) -> list[Term]:
    return [term, *(part for inner in term.terms for part in _parts(inner))]


def _between(cuts: tuple[Fraction, ...]) -> list[Fraction]:
    """One point inside each open interval between neighbouring cuts."""
    if not cuts:
        return [Fraction(0)]
    return [cuts[0] - 1, *((a + b) / 2 for a, b in pairwise(cuts)), cuts[-1] + 1]


def _floor(inside: Term, variable: str, q: Fraction, side: int) -> Term:
    exact = rational(inside, variable, q)
    if exact is None:
        raise Unresolved("A floor is followed only where its argument is rational at rational points.")
    below = exact.numerator // exact.denominator
    comes_from_below = below == exact and compare(inside, num(below), variable, q, side) < 0
    return num(below - comes_from_below)
