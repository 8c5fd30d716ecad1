"""Is a set of parameters shown to lie in a declared domain? Against the points that decide it."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

from symact.check.definition import inside
from symact.check.term import MINUS_OO, OO, REALS, Term, num

ENDS = [MINUS_OO, num(0), num(1), num(2), OO]
INTERVALS = [Term("interval", (a, b, left, right)) for (i, a), (j, b) in product(enumerate(ENDS), enumerate(ENDS)) if i < j
             for left in ("(" if a == MINUS_OO else "([") for right in (")" if b == OO else ")]")]
FINITE = [Term("finite", tuple(map(num, points))) for points in ((0,), (1,), (2,), (0, 2), (Fraction(1, 2),), (-1, 3))]
HOLED = [Term("minus", (s, Term("finite", tuple(map(num, points))))) for s in (REALS, *INTERVALS[:6]) for points in ((0,), (1,), (0, 2))]
POINTS = [Fraction(k, 2) for k in range(-2, 7)]  # each set above is known by which of these belong to it


def members(s: Term) -> set[Fraction]:
    if s.head == "finite":
        return {p.args[0] for p in s.args}
    if s.head == "minus":
        return members(s.args[0]) - members(s.args[1])
    lo, hi, left, right = s.args
    return {q for q in POINTS if (lo == MINUS_OO or q > lo.args[0] or (q == lo.args[0] and left == "["))
            and (hi == OO or q < hi.args[0] or (q == hi.args[0] and right == "]"))}


def test_a_subset_is_one() -> None:
    sets = [*INTERVALS, *FINITE, *HOLED]
    wrong = [(s, domain) for s, domain in product(sets, sets) if inside(s, domain) and not members(s) <= members(domain)]
    assert wrong == []


def test_every_interval_is_found_in_those_that_contain_it() -> None:
    sets = [*INTERVALS, *FINITE]
    missed = [(s, domain) for s, domain in product(sets, INTERVALS) if members(s) <= members(domain) and not inside(s, domain)]
    assert missed == []
    assert all(inside(s, domain) for s, domain in product(sets, HOLED[:3]) if members(s) <= members(domain))
