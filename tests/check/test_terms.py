"""Terms: one object for each, given up with its last use; rejections that are written when they are read."""

from __future__ import annotations

import copy
import gc
import pickle
from fractions import Fraction

import pytest

from symact.check import term
from symact.check.reader import read_term
from symact.check.term import (
    HALF,
    LONGEST,
    ONE,
    ZERO,
    Rejected,
    Term,
    add,
    apart,
    bound,
    free,
    fresh,
    mul,
    neg,
    num,
    power,
    size,
    substitute,
    subterms,
    sym,
)

TEXT = "log(1 + exp(x*y)) - 7/3*max(x, 0)^2"


def test_equal_terms_are_one_object() -> None:
    t = read_term(TEXT)
    for other in (read_term(TEXT), Term(t.head, t.args), copy.deepcopy(t), pickle.loads(pickle.dumps(t))):  # noqa: S301 - our own bytes
        assert other is t
    assert read_term("x + 1") is not read_term("1 + x")
    assert num(2) is num(Fraction(4, 2))
    assert num(2) is not num(Fraction(5, 2))


def test_a_term_that_nobody_holds_leaves_the_table() -> None:
    gc.collect()
    before = len(term._TERMS)
    held = [sym(f"nobody_{k}") * sym(f"else_{k}") for k in range(100)]
    assert len(term._TERMS) >= before + 300
    assert free(held[7]) == {"nobody_7", "else_7"}
    del held
    gc.collect()
    assert len(term._TERMS) <= before


def test_a_rejection_is_written_when_it_is_read() -> None:
    asked = []

    def sentence() -> str:
        asked.append(1)
        return "the sentence"

    problem = Rejected(sentence)
    assert not asked
    assert str(problem) == "the sentence"
    assert str(Rejected("plain")) == "plain"


X, Y, Z = sym("x"), sym("y"), sym("z")


def test_sums_and_products_fold_nothing_but_literals() -> None:
    plus, times = (lambda *parts: Term("+", parts)), (lambda *parts: Term("*", parts))
    assert add() == ZERO and add(X) == X and add(X, ZERO) == X and add(ZERO, ZERO) == ZERO
    assert add(num(1), X, num(-1)) == X and add(num(2), num(-2)) == ZERO and add(num(1), X, num(2)) == plus(X, num(3))
    assert add(X, num(1), Y) == plus(X, num(1), Y) and add(add(X, num(1)), add(num(2), Y)) == plus(X, Y, num(3))
    assert plus(X, times(num(-1), X)) == X - X and X - num(2) == plus(X, num(-2))
    assert mul() == ONE and mul(X) == X and mul(ONE, X) == X and mul(num(2), X, num(Fraction(1, 2))) == X
    assert mul(X, num(2), Y, num(3)) == times(num(6), X, Y) and mul(X, ZERO, Y) == ZERO and mul(num(2), num(3)) == num(6)
    assert mul(mul(num(2), X), mul(Y, num(5))) == times(num(10), X, Y) and mul(plus(X, Y), Z) == times(plus(X, Y), Z)
    assert neg(X) == times(num(-1), X) and neg(neg(X)) == X and neg(num(3)) == num(-3) and neg(ZERO) == ZERO
    assert neg(times(ZERO, X)) == times(num(-1), times(ZERO, X))  # defined where x is


def test_powers_of_literals() -> None:
    plain = lambda b, n: Term("^", (num(b), num(n)))  # noqa: E731
    assert power(X, ONE) == X and power(X, ZERO) == Term("^", (X, ZERO)) and power(X, Y) == Term("^", (X, Y))
    assert power(num(2), num(-3)) == num(Fraction(1, 8)) and power(num(Fraction(-2, 3)), num(2)) == num(Fraction(4, 9)) and power(num(3), ZERO) == ONE
    assert power(ZERO, num(2)) == ZERO and power(ZERO, num(-1)) == plain(0, -1) and power(ZERO, ZERO) == plain(0, 0)
    assert power(num(4), HALF) == plain(4, Fraction(1, 2)) and size(Fraction(2)) == 3 and size(Fraction(-7, 8)) == 7
    for s in (1, -1):  # 127 and its denominator have 8 bits
        assert power(num(127), num(s * LONGEST // 8)).head == "num" and power(num(127), num(s * (LONGEST // 8 + 1))).head == "^"
    with pytest.raises(Rejected, match="no literal"):
        term.exponent(Term("^", (X, Y)))


def test_variables_that_are_bound() -> None:
    integral = Term("uniform", (X * Y, Z, X, Y))
    assert bound(integral) == {"x", "y"} and free(integral) == {"z"} and bound(X * Y) == frozenset()
    slope = Term("deriv", (X * Y, X, ONE, X))
    assert free(slope) == {"x", "y"} and free(Term("deriv", (X, X, ONE, num(1)))) == frozenset()
    assert free(Term("forall", (X, Term("interval", (X, Y, "(", ")")), Term("<", (X, Z))))) == {"x", "y", "z"}
    assert [t.head for t in subterms(X * Y + num(1))] == ["+", "*", "sym", "sym", "num"]
    assert fresh("x", frozenset()) == "x" and fresh("x", frozenset({"x"})) == "x_1" and fresh("x", frozenset({"x", "x_1", "x_2"})) == "x_3"


def test_substitution_captures_nothing() -> None:
    square = Term("lambda", (X, X * Y))
    assert substitute(square, {"x": Z}) == square and substitute(square, {}) is square
    assert substitute(square, {"y": Z}) == Term("lambda", (X, X * Z))
    assert substitute(square, {"y": X}) == Term("lambda", (sym("x_1"), sym("x_1") * X))
    assert substitute(square, {"y": X + sym("x_1")}) == Term("lambda", (sym("x_2"), Term("*", (sym("x_2"), X + sym("x_1")))))
    assert substitute(Term("lambda", (X, X)), {"y": X}) == Term("lambda", (X, X))
    slope = Term("deriv", (X * Y, X, ONE, X))
    assert substitute(slope, {"x": Y}) == Term("deriv", (X * Y, X, ONE, Y))
    assert substitute(slope, {"y": X}) == Term("deriv", (sym("x_1") * X, sym("x_1"), ONE, X))
    assert substitute(slope, {"x": Y, "y": X}) == Term("deriv", (sym("x_1") * X, sym("x_1"), ONE, Y))
    two = Term("uniform", (X * Y * Z, Z, X, Y))
    assert substitute(two, {"z": X + Y}) == Term("uniform", (mul(sym("x_1"), sym("y_1"), X + Y), X + Y, sym("x_1"), sym("y_1")))
    assert substitute(X + Y, {"x": Y, "y": X}) == Y + X


def test_bound_variables_are_renamed_where_their_names_are_taken() -> None:
    t = Term("forall", (X, Term("finite", (X,)), X * Y))
    assert apart(t, frozenset({"y", "z"})) is t
    assert apart(t, frozenset({"x"})) == Term("forall", (sym("x_1"), Term("finite", (X,)), sym("x_1") * Y))
    assert apart(t, frozenset({"x", "x_1"})) == Term("forall", (sym("x_2"), Term("finite", (X,)), sym("x_2") * Y))
    assert apart(Term("lambda", (X, X * sym("x_1"))), frozenset({"x"})) == Term("lambda", (sym("x_2"), sym("x_2") * sym("x_1")))
    assert apart(Term("uniform", (X, Z, X, Y)), frozenset({"y"})) == Term("uniform", (X, Z, X, sym("y_1")))


def test_what_is_no_node_stays() -> None:
    where, far = Term("interval", (X, Y, "(", "]")), Term("lim", (X * Y, X, Z, "+"))
    assert substitute(where, {"x": Z}) == Term("interval", (Z, Y, "(", "]")) and free(where) == {"x", "y"}
    assert substitute(far, {"z": X, "x": Y}) == Term("lim", (X * Y, X, X, "+")) and free(far) == {"y", "z"}
    assert substitute(far, {"y": X}) == Term("lim", (sym("x_1") * X, sym("x_1"), Z, "+"))
    assert apart(far, frozenset({"x"})) == Term("lim", (sym("x_1") * Y, sym("x_1"), Z, "+"))
    assert term.rebuild(where, lambda t: t + num(1)) == Term("interval", (X + num(1), Y + num(1), "(", "]"))
    assert list(where.terms) == [X, Y] and term.exponent(power(X, num(5))) == 5 and term.value(X) is None and term.value(num(-4)) == -4


def test_how_nodes_and_problems_are_written() -> None:
    assert repr(X) == "sym('x')" and repr(term.PI) == "pi" and repr(X + num(2)) == "+(sym('x'), num(Fraction(2, 1)))"
    problem = term.SyntaxProblem("found ')'", 2, 5, "a term")
    assert str(problem) == "line 2, column 5: found ')'; expected a term" and problem.args == ("found ')'",)
    assert str(term.SyntaxProblem("found ')'", 2, 5)) == "line 2, column 5: found ')'"
    assert str(Rejected("two ", lambda: "parts")) == "two parts" and (neg(X), power(X, num(2))) == (-X, X**2)
    assert (num(2), num(Fraction(1, 2)), Term("interval", (Term("-oo"), Term("oo"), "(", ")"))) == (term.TWO, term.HALF, term.REALS)
