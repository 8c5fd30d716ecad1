"""What do the rules for predicates accept? Simple functions with jumps and kinks for which every answer is known by counting."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from symact.check.extent import Context
from symact.check.formulas import prove
from symact.check.reader import read
from symact.check.step import Node
from symact.check.term import Rejected

A: dict[str, Any] = {"rule": "algebra"}


def accepted(text: str, truth: bool = True, **data: Any) -> bool:
    try:
        prove(read(text, {}), truth, Node({"rule": "predicate", **data}), Context())
    except Rejected:
        return False
    return True


def steps(*values: int) -> str:
    """Constant on (-oo, 1), [1, 2) and [2, oo)."""
    u, v, w = values
    return f"let f(x) = Piecewise(({u}, x < 1), ({v}, x < 2), ({w}, True)); f"


THREE = ["1/2", "3/2", "5/2"]
VALUES = list(product((-1, 0, 1), repeat=3))


def test_values_that_step_the_wrong_way() -> None:
    for u, v, w in VALUES:
        pairs = [(u, v), (v, w)]
        for name, points, wrong in (
            ("increasing", THREE[:2], u > v), ("strictly increasing", THREE[:2], u >= v), ("decreasing", THREE[:2], u < v), ("strictly decreasing", THREE[:2], u <= v),
            ("monotone", THREE, any(a > b for a, b in pairs) and any(a < b for a, b in pairs)),
            ("strictly monotone", THREE, any(a >= b for a, b in pairs) and any(a <= b for a, b in pairs)),
        ):
            assert accepted(f"{steps(u, v, w)} is {name}", False, points=points) == wrong, (name, u, v, w)
            assert not accepted(f"{steps(u, v, w)} is {name}", False, points=points[::-1])


def test_values_off_the_chord() -> None:
    for (u, v, w), p in product(VALUES, ("1", "3/2")):
        chord = u + (w - u) * (1 if p == "1" else 2) / 4  # at a quarter or at half of the way from 1/2 to 5/2
        for name, wrong in (("convex", v > chord), ("strictly convex", v >= chord), ("concave", v < chord), ("strictly concave", v <= chord)):
            assert accepted(f"{steps(u, v, w)} is {name}", False, points=[THREE[0], p, THREE[2]]) == wrong, (name, u, v, w, p)


def test_steeper_than_a_bound() -> None:
    for (u, v, w), bound in product(VALUES, (-1, 0, 1, 2)):
        assert accepted(f"{steps(u, v, w)} is ({bound})-Lipschitz", False, points=THREE[::2]) == (abs(w - u) > 2 * bound), (u, w, bound)


def test_values_that_are_taken_twice() -> None:
    for u, v, w in VALUES:
        assert accepted(f"{steps(u, v, w)} is injective", False, points=THREE[:2]) == (u == v)
        line = f"let f(x) = Piecewise(({u} + ({v - u})*x, x < 1), ({w}, True)); f is injective"  # from u at 0 to v at 1, then w
        assert accepted(line, False, points=["0", "1/2", "2"], between=0, breakpoints=[]) == (min(u, (u + v) / 2) < w < max(u, (u + v) / 2))
        assert accepted(line, False, points=["0", "1/2", "2"], between=1, breakpoints=["1"]) == (v == w and min((u + v) / 2, w) < u < max((u + v) / 2, w))


def test_steps_at_a_joint() -> None:
    """x (or -x) with other constants below, at and above 0, also up to closed ends."""
    for a, b, c in VALUES:
        for name, s, holds in (("increasing", 1, a <= b <= c), ("decreasing", -1, a >= b >= c)):
            f = f"let f(x) = Piecewise(({a} + ({s})*x, x < 0), ({b}, x = 0), ({c} + ({s})*x, True)); f"
            for strictly in ("", "strictly "):
                assert accepted(f"{f} is {strictly}{name}", breakpoints=["0"], proofs=[A, A]) == holds, (name, a, b, c)
                assert accepted(f"{f} is {strictly}{name} on [0, 1]", breakpoints=[], proofs=[A]) == ((b <= c) if s > 0 else (b >= c))
                assert accepted(f"{f} is {strictly}{name} on [-1, 0]", breakpoints=[], proofs=[A]) == ((a <= b) if s > 0 else (a >= b))
        f = f"let f(x) = Piecewise(({a}, x < 0), ({b}, x = 0), ({c}, True)); f"
        assert accepted(f"{f} is increasing", breakpoints=["0"], proofs=[A, A]) == (a <= b <= c)
        assert accepted(f"{f} is decreasing", breakpoints=["0"], proofs=[A, A]) == (a >= b >= c)
        assert accepted(f"{f} is continuous", breakpoints=["0"]) == accepted(f"{f} is 0-Lipschitz", breakpoints=["0"], proofs=[A] * 4) == (a == b == c)
        assert accepted(f"{f} is continuous on [0, 1]", breakpoints=[]) == (b == c) and accepted(f"{f} is continuous on [-1, 0]", breakpoints=[]) == (a == b)
        assert not accepted(f"{f} is strictly increasing", breakpoints=["0"], proofs=[A, A])
        assert accepted(f"{f} is continuous at 0") == (a == b == c) != accepted(f"{f} is continuous at 0", False)
        assert accepted(f"{f} is continuous", False, at="0", order=0) == (not a == b == c)


def test_slopes_at_a_joint() -> None:
    for p, q in product((-1, 0, 1), repeat=2):
        f = f"let f(x) = Piecewise((({p})*x, x < 0), (({q})*x, True)); f"
        assert accepted(f"{f} is convex", breakpoints=["0"], proofs=[A, A]) == (p <= q)
        assert accepted(f"{f} is concave", breakpoints=["0"], proofs=[A, A]) == (p >= q)
        assert accepted(f"{f} is differentiable", breakpoints=["0"]) == accepted(f"{f} is C^1", breakpoints=["0"]) == (p == q)
        assert accepted(f"{f} is differentiable at 0") == accepted(f"{f} is smooth", breakpoints=["0"]) == (p == q)
        assert accepted(f"{f} is differentiable at 0", False) == accepted(f"{f} is C^1", False, at="0", order=1) == (p != q)
        assert accepted(f"{f} is differentiable except at {{0}}", breakpoints=["0"]) == (p != q)
        assert accepted(f"{f} is differentiable except at {{0}}", False, at="0") == accepted(f"{f} is differentiable except at {{}}", breakpoints=["0"]) == (p == q)
        assert accepted(f"{f} is differentiable except at {{}}", False, at="0") == (p != q) and not accepted(f"{f} is differentiable except at {{1}}", breakpoints=["0"])
        assert accepted(f"{f} is piecewise linear", breakpoints=["0"])
        for bound in (0, 1, 2):
            assert accepted(f"{f} is {bound}-Lipschitz", breakpoints=["0"], proofs=[A] * 4) == (max(abs(p), abs(q)) <= bound)
        for name, s in (("convex", 1), ("concave", -1)):
            for v, strictly in product((-1, 0, 1), ("", "strictly ")):
                g = f"let f(x) = Piecewise(({v}, x = 0), (({s})*x^2, True)); f"
                assert accepted(f"{g} is {strictly}{name} on [0, 1]", breakpoints=[], proofs=[A]) == (s * v >= 0), (name, v)
                assert accepted(f"{g} is {strictly}{name} on (-1, 0]", breakpoints=[], proofs=[A]) == (s * v >= 0), (name, v)


@pytest.mark.parametrize("m", [0, 1, 2, 3])
@pytest.mark.parametrize("k", [0, 1, 2, 3])
def test_orders_of_smoothness(m: int, k: int) -> None:
    """x^m above 0 and 0 below: the m-th derivative jumps."""
    f = f"let f(x) = Piecewise((0, x < 0), (x^{m} + 0*x, True)); f"
    assert accepted(f"{f} is C^{k}", breakpoints=["0"]) == (k < m)
    assert [j for j in range(5) if accepted(f"{f} is C^{k}", False, at="0", order=j)] == ([m] if m <= k else [])
    assert accepted(f"{f} is smooth", False, at="0", order=m) and not accepted(f"{f} is smooth", breakpoints=["0"])
    assert not accepted(f"{f} is C^{k}", breakpoints=[]) and not accepted(f"{f} is C^{k}", breakpoints=["1"])


def test_periods() -> None:
    for p, parts in (("4*pi", 2), ("6*pi", 3), ("2*pi", None), ("-2*pi", None), ("3", None)):
        text = f"let f(x) = sin(x); f is periodic with period {p}"
        assert accepted(text, at="pi/2", proof={"rule": "introduce", "proofs": [A]}) == (p == "2*pi")
        assert [n for n in range(1, 5) if accepted(text, False, parts=n)] == ([parts] if parts else [])
        assert accepted(text, False, at="0") == (p in ("-2*pi", "3")) and not accepted(text + " on (0, 9)", False, at="0")


def test_slopes_without_limits_at_a_joint() -> None:
    """x^2 sin(1/x): the slope at 0 is the limit of the difference quotient, and f' and f'' have none there."""
    f = "let f(x) = Piecewise((0, x <= 0), (x^2*sin(1/x), True)); f"
    for bound in (2, 3):
        wavy = [{"rule": "rewrite", "to": f"{bound} {s} (2*x*sin(1/x) - cos(1/x))", "proof": A} for s in "-+"]
        assert accepted(f"{f} is {bound}-Lipschitz on (-1, 1)", breakpoints=["0"], proofs=[A, A, *wavy]) == (bound == 3)
    assert accepted(f"{f} is differentiable on (-1, 1)", breakpoints=["0"]) and not accepted(f"{f} is C^1 on (-1, 1)", breakpoints=["0"])
    assert accepted(f"{f} is differentiable at 0") and not accepted(f"{f} is differentiable at 0", False)
