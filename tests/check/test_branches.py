"""Which branch rules on an interval? Piecewise, abs, sign, min, max and floor, with ends that belong to it and ends that do not."""

from __future__ import annotations

import pytest
from places import on

from symact.check.calculus import decide, resolve
from symact.check.reader import read_term
from symact.check.term import NoValue, Rejected, Term


def branch(text: str, where: str, strict: bool) -> Term | None:
    try:
        return resolve(read_term(text), on(where), strict)
    except NoValue:
        raise
    except Rejected:
        return None


BOTH, WEAK = (False, True), (False,)
KINK = "Piecewise((x, x < 0), (x^2, x >= 0 and x <= 2), (3, not x = 3))"
ROWS = [  # term, interval, what it is there, and whether near each point of the interval too
    ("abs(x)", "(0, 1)", "x", BOTH), ("abs(x)", "[0, 1)", "x", WEAK), ("abs(x)", "(-1, 0)", "-x", BOTH), ("abs(x)", "(-1, 0]", "-x", WEAK),
    ("abs(x)", "(-1, 1)", None, ()), ("abs(x - x)", "(-1, 1)", "0", WEAK), ("sign(x)", "(0, 1)", "1", BOTH), ("sign(x)", "(-1, 0)", "-1", BOTH),
    ("sign(x)", "[0, 1)", None, ()), ("sign(x)", "(-1, 0]", None, ()), ("sign(x - x)", "(-1, 1)", "0", WEAK),
    ("min(x, 1)", "(0, 1)", "x", BOTH), ("min(x, 1)", "(0, 1]", "x", WEAK), ("min(x, 1)", "(1, 2)", "1", BOTH), ("min(x, 1)", "[1, 2)", "1", WEAK),
    ("min(1, x)", "(0, 1]", "x", WEAK), ("min(1, x)", "[1, 2)", "1", WEAK), ("min(x, 1)", "(0, 2)", None, ()), ("max(x, 1)", "(0, 1)", "1", BOTH),
    ("max(x, 1)", "(0, 1]", "1", WEAK), ("max(x, 1)", "(1, 2)", "x", BOTH), ("max(x, 1)", "[1, 2)", "x", WEAK), ("max(1, x)", "[1, 2)", "x", WEAK),
    ("max(1, x)", "(0, 1]", "1", WEAK), ("max(x, 1)", "(0, 2)", None, ()), ("max(x, 2*x, 1)", "(1, 2)", "2*x", BOTH), ("min(x, 2*x, 1)", "(1, 2)", "1", BOTH),
    ("max(1, x, x)", "(1, 2)", "x", BOTH), ("min(x + 1, 1 + x)", "(0, 1)", "x + 1", BOTH), ("max(x, -x, 2)", "(0, 1)", "2", BOTH),
    ("floor(x)", "(1, 2)", "1", BOTH), ("floor(x)", "[1, 2)", "1", WEAK), ("floor(x)", "[1, 2]", None, ()), ("floor(x)", "(0, 3/2)", None, ()),
    ("floor(x)", "[-1/2, 0)", "-1", BOTH), ("floor(x)", "[-1, -1/3]", "-1", WEAK), ("floor(x)", "(-oo, 0)", None, ()), ("floor(x)", "(0, oo)", None, ()),
    ("floor(x)", "[1, 1]", "1", WEAK), ("floor(1/x)", "(1, oo)", "0", BOTH), ("floor(x/3)", "[1, 2]", "0", BOTH),
    (KINK, "(-1, 0)", "x", BOTH), (KINK, "(-1, 0]", None, ()), (KINK, "(0, 2)", "x^2", BOTH), (KINK, "[0, 2)", "x^2", WEAK), (KINK, "(0, 2]", "x^2", WEAK),
    (KINK, "(2, 3)", "3", BOTH), (KINK, "[2, 3)", None, ()), (KINK, "(3, 4)", "3", BOTH), (KINK, "(2, 4)", None, ()), (KINK, "(2, 3]", None, ()),
    ("Piecewise((1, x < 0 or x > 1), (2, True))", "(0, 1)", "2", BOTH), ("Piecewise((1, x < 0 or x > 1), (2, True))", "(1, 2)", "1", BOTH),
    ("Piecewise((1, x < 0 or x > 1), (2, True))", "(-1, 0)", "1", BOTH), ("Piecewise((1, x < 0 or x > 1), (2, True))", "[0, 1]", "2", WEAK),
    ("Piecewise((1, x != x + 0), (2, x = x + 0))", "(0, 1)", "2", BOTH), ("Piecewise((1, false), (2, not (x <= 1)), (3, true))", "(0, 1)", "3", BOTH),
    ("2*abs(x) + max(x, 0)", "(-1, 0)", "2*(-x) + 0", BOTH), ("abs(min(x, -1))", "(0, 1)", "-(-1)", BOTH),
]


@pytest.mark.parametrize(("text", "where", "wanted", "near"), ROWS)
def test_branches(text: str, where: str, wanted: str | None, near: tuple[bool, ...]) -> None:
    for strict in BOTH:
        assert branch(text, where, strict) == (read_term(wanted) if wanted is not None and strict in near else None)


@pytest.mark.parametrize("strict", BOTH)
def test_no_branch(strict: bool) -> None:
    with pytest.raises(NoValue, match="no condition of the Piecewise"):
        branch("Piecewise((1, x < 0), (2, x > 2))", "(1, 2)", strict)
    with pytest.raises(Rejected, match="cannot be decided"):
        decide(read_term("x in (0, 1)"), on("(0, 1)"), strict)
    with pytest.raises(Rejected, match="a condition is undefined here"):
        decide(read_term("log(-x) < 1"), on("(0, 1)"), strict)


@pytest.mark.parametrize(("relation", "signs"), [("<", "-"), ("<=", "-0"), ("=", "0"), ("!=", "-+"), (">=", "0+"), (">", "+")])
def test_conditions(relation: str, signs: str) -> None:
    """On intervals where x - 1 is of one sign; where it is 0 at an end alone the condition is decided if that makes no difference."""
    condition = read_term(f"x {relation} 1")
    for where, seen in (("(0, 1)", "-"), ("(1, 2)", "+"), ("[1, 1]", "0"), ("(0, 1]", "-0"), ("[1, 2)", "0+"), ("(0, 2)", "-0+")):
        held = {s in signs for s in seen}
        for strict in BOTH:
            undecided = len(held) > 1 or (strict and "0" in seen)
            if undecided:
                with pytest.raises(Rejected, match="not decided"):
                    decide(condition, on(where), strict)
            else:
                assert decide(condition, on(where), strict) in held
                assert decide(Term("not", (condition,)), on(where), strict) not in held
