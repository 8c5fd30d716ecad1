"""Terms and statements at random, larger and stranger than any that somebody would write."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from symact.check.term import HALF, MINUS_OO, OO, PI, REALS, TRUE, Term, num, sym

NAMES = ("x", "y", "alpha", "x_1", "negative_slope", "w12", "a_very_long_parameter_name_indeed", "Z", "T", "e_1", "beta_x")
HEADS = ("+", "+", "*", "*", "power", "inverse", "root", "square", "exp", "log", "tanh", "max", "abs", "piecewise", "erf",
         "cbrt", "sin",
         "deriv", "lim", "floor", "sup")


def term(r: Random, depth: int) -> Term:
    """A term of at most this depth."""
    if depth == 0 or r.random() < 0.12:
        q = Fraction(r.randint(-30, 30), r.choice([1, 1, 1, 2, 3, 7, 100, 1000]))
        huge = Fraction(r.randint(1, 10 ** r.randint(1, 60)), r.choice([1, 10**8, 7**30]))
        return r.choice([sym(r.choice(NAMES)), num(q), PI, num(huge)])
    head = r.choice(HEADS)

    def part() -> Term:
        return term(r, depth - 1)

    match head:
        case "+" | "*":
            return Term(head, tuple(part() for _ in range(r.randint(2, 5))))
        case "power":
            return Term("^", (part(), part()))
        case "inverse" | "root" | "square":
            return Term("^", (part(), {"inverse": num(-1), "root": HALF, "square": num(r.randint(2, 12))}[head]))
        case "max":
            return Term("max", (part(), part(), part()))
        case "piecewise":
            return Term("piecewise", (part(), Term("<", (part(), part())), part(), TRUE))
        case "deriv":
            return Term("deriv", (part(), sym("x"), num(r.randint(1, 5)), r.choice([sym("x"), part()])))
        case "lim":
            return Term("lim", (part(), sym("x"), r.choice([OO, MINUS_OO, num(0), num(-1), part()]),
                                r.choice(["", "+", "-"])))
        case "sup":
            domain = r.choice([REALS, Term("interval", (part(), part(), "[", ")"))])
            return Term("sup", (Term("lambda", (sym("x"), part())), domain))
    return Term(head, (part(),))


def statement(r: Random, depth: int) -> Term:
    """A statement about such terms."""
    head = r.choice(["<", "=", "<=", "!=", "forall", "and", "implies", "in", "not", "or", "E", "such", "uniform", "is"])

    def part() -> Term:
        return term(r, depth)

    match head:
        case "forall":
            return Term("forall", (sym("x"), Term("interval", (part(), OO, "(", ")")), statement(r, depth)))
        case "and" | "or" | "implies":
            return Term(head, (statement(r, depth), statement(r, depth)))
        case "not":
            return Term("not", (statement(r, depth),))
        case "in":
            return Term("in", (part(), Term("finite", (part(), part(), part()))))
        case "E":
            return Term("=", (Term("E", (Term("lambda", (sym("z"), part())),)), part()))
        case "such":
            return Term("=", (Term("measure", (Term("such", (sym("x"), Term("<", (part(), part())))),)), part()))
        case "uniform":
            return Term("uniform", (part(), part(), sym("x"), sym("beta")))
        case "is":
            return Term("is", ("differentiable at", Term("lambda", (sym("x"), part())), REALS, part()))
    return Term(head, (part(), part()))
