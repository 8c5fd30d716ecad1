"""Sets made of intervals and points, against their members among the halves: what is equal, what lies in them, how they are cut."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from random import Random

from symact.check.extent import Context, interval
from symact.check.formulas import cut_at, in_set, known, order, parts_of, same_set, spans, spelled_out, union_of
from symact.check.term import MINUS_OO, OO, REALS, Rejected, Term, num

F = Fraction
POINTS = [F(k, 2) for k in range(-5, 6)]  # ends are among -2, ..., 2: a set is known by those of them that belong to it
Q = [num(k) for k in range(-2, 3)]


def plain(r: Random) -> Term:
    if r.random() < 0.25:
        return Term("finite", tuple(r.sample(Q, r.randint(0, 3))))
    lo, hi = r.choice([MINUS_OO, *Q]), r.choice([*Q, OO])
    return interval(lo, hi, "(" if lo == MINUS_OO else r.choice("(["), ")" if hi == OO else r.choice(")]"))


def some(r: Random) -> Term:
    pick = r.random()
    if pick < 0.3:
        return plain(r)
    if pick < 0.5:
        return Term("minus", (r.choice([plain, some])(r), Term("finite", tuple(r.sample(Q, r.randint(0, 3))))))
    return Term("union", tuple(plain(r) if r.random() < 0.8 else some(r) for _ in range(r.randint(2, 4))))


def has(s: Term, q: Fraction) -> bool:
    if s.head == "finite":
        return num(q) in s.args
    if s.head == "union":
        return any(has(p, q) for p in s.args)
    if s.head == "minus":
        return has(s.args[0], q) and not has(s.args[1], q)
    lo, hi, left, right = s.args
    return (lo == MINUS_OO or q > lo.args[0] or (q == lo.args[0] and left == "[")) and (
        hi == OO or q < hi.args[0] or (q == hi.args[0] and right == "]"))


def members(s: Term) -> list[Fraction]:
    return [q for q in POINTS if has(s, q)]


def belongs(q: Fraction, s: Term) -> bool:
    try:
        in_set(num(q), s, Context())
    except Rejected:
        return False
    return True


def test_sets_are_equal_if_they_have_the_same_members() -> None:
    r, seen = Random(1), {False: 0, True: 0}
    for _ in range(250):
        s, t = some(r), some(r)
        if r.random() < 0.4:
            t = union_of(parts_of(s, "x", Context()), Context())
        equal = members(s) == members(t)
        seen[equal] += 1
        assert same_set(s, t, Context()) == equal == same_set(t, s, Context()), (s, t)
    assert min(seen.values()) > 60


def test_maximal_intervals_keep_apart() -> None:
    r = Random(2)
    for _ in range(300):
        s = some(r)
        found = spans(s, Context())
        for a, b in zip(found, found[1:], strict=False):
            gap = b.args[0].args[0] - a.args[1].args[0]
            assert gap > 0 or (gap == 0 and a.args[3] == ")" and b.args[2] == "("), (s, found)
        assert all(lo != hi or left + right == "[]" for lo, hi, left, right in (p.args for p in found))
        assert members(Term("union", tuple(found))) == members(s) == members(union_of(parts_of(s, "x", Context()), Context()))
        assert all(p.head != "interval" or p.args[0] != p.args[1] for p in union_of(found, Context()).args if isinstance(p, Term))


def test_a_point_lies_in_the_sets_that_have_it() -> None:
    r = Random(3)
    for _ in range(150):
        s = some(r)
        known(s, Context())
        assert [q for q in POINTS if belongs(q, s)] == members(s), s


def test_what_is_left_without_some_points() -> None:
    r = Random(4)
    for _ in range(150):
        s = plain(r)
        inside = [num(q) for q in members(s) if q.denominator == 1]
        points = r.sample(inside, min(len(inside), r.randint(0, 2)))
        parts = cut_at(s, points, Context())
        assert sorted(q for part in parts for q in members(part)) == members(s), (s, points, parts)
        assert parts[len(parts) - len(points):] == [Term("finite", (p,)) for p in points]


def test_order_of_ends() -> None:
    ranks = {MINUS_OO: F(-9), OO: F(9), **{q: q.args[0] for q in Q}}
    for a, b in product(ranks, repeat=2):
        assert order(a, b, Context()) == (1 if ranks[a] < ranks[b] else 4 if ranks[a] > ranks[b] else 2)


def test_membership_as_relations() -> None:
    def holds(t: Term, q: Fraction) -> bool:
        if t.head in ("and", "or"):
            return (all if t.head == "and" else any)(holds(a, q) for a in t.args)
        if t.head == "in":
            return holds(spelled_out(*t.args), q)
        u, v = (a.args[0] for a in t.args)
        return bool({"<": u < v, "<=": u <= v, "=": u == v}[t.head])

    r = Random(5)
    for _ in range(150):
        s = plain(r) if r.random() < 0.7 else Term("union", (plain(r), plain(r)))
        assert [q for q in POINTS if holds(spelled_out(num(q), s), q)] == members(s), s
    assert spelled_out(num(3), REALS) == Term("=", (num(3), num(3)))
