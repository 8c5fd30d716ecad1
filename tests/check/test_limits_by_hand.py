"""Indeterminate forms whose limits are known from expansions by hand: each is found, and nothing else is."""

from __future__ import annotations

import pytest

from symact.check.calculus import same
from symact.check.extent import Context, interval
from symact.check.limit import INFINITE, flat, limit
from symact.check.reader import read_term
from symact.check.term import MINUS_OO, OO, Rejected, Term, num

AT_INFINITY = [
    ("(x + log(x))/x", "1"), ("log(x)^2/x^(1/2)", "0"), ("x^2*exp(-x)", "0"), ("x^5*exp(-x^(1/2))", "0"), ("exp(x^2 - x)/exp(x^2)", "0"),
    ("exp(x^2 + x)/exp(x^2)", "oo"), ("(2*x^2 + 1)/(3*x^2 - x)", "2/3"), ("-x^3/(x + 1)", "-oo"), ("x^(1/3)/log(x)^5", "oo"),
    ("sqrt(x)*exp(x)/(exp(x)*x)", "0"), ("(exp(2*x) + 1)/(exp(x) + 1)^2", "1"), ("exp(a*x)/x^9", "oo"), ("x^9*exp(-a*x)", "0"), ("a*x/(x + a)", "a"),
    ("(x - 2*log(x))*exp(-x)", "0"), ("x - log(x)", "oo"), ("log(x) - x", "-oo"), ("x*(1 - tanh(x))", "0"), ("x^2*erfc(x)", "0"),
    ("exp(x)*erfc(x)", "0"), ("x*(exp(1/x) - 1)", "1"), ("x*sin(1/x)", "1"), ("(x^2 + x)/(x^2 + x*log(x))", "1"), ("x*log(x)/(x + 1)", "oo"),
    ("log(x)^3/(log(x)^3 + x)", "0"), ("(3*log(x)^2 + 1)/(log(x)^2 - log(x))", "3"), ("x^(1/2)*x^(-1/3)", "oo"), ("x^(3/2)/(x + x^(3/2))", "1"),
    ("exp(x - x^2)*x^7", "0"), ("exp(x^2)/exp(2*x)", "oo"), ("exp(3*x)/(exp(x)^3 + x)", "1"), ("(x + 1)^2/x - x", "2"), ("(a*x + x)/(x + 1)", "a + 1"), ("(x + a*x)/(x + 1)", "a + 1"),
    ("x^2*log(1 + 1/(1 + (x - log(x))^2))", "1"), ("x*log(3 + 1/(1 + (x - log(x))^2))/(x + 1)", "log(3)"),
    ("x^2*log(1 - 1/(2 + (x - log(x))^2))", "-1"), ("x^4*log(1 + 1/(1 + (x - log(x))^2))^2", "1"), ("log(1 + 1/(1 + (x - log(x))^2))*x^3", "oo"),
    ("x*log(a + 1/(1 + (x - log(x))^2))/(x + 1)", "log(a)"), ("log(a*x*exp(x^2))/x^2", "1"), ("log(exp(a*x) + x)/x", "a"),
    ("log(exp(a*x^2) + x)/x^2", "a"), ("log(a*x^3 + 1)/log(x)", "3"), ("x*sqrt(x^2 + 2*x)/(x^2 + 1)", "1"), ("x^3/sqrt(4*x^6 + x)", "1/2"),
    ("(a*x^2 + x)^(3/2)/x^3", "a*sqrt(a)"), ("log(exp(a*x^2) + x)/x", "oo"), ("x^2/(x^2 + x)^(1/3)/x", "oo"), ("x^(1/3)/(x^2 + x)^(1/3)", "0"),
    ("(a*x - pi*x)/(2*x + log(x))", "(a - pi)/2"), ("(a*x^2 - pi*x^2 + 9*x)/x", "-oo"), ("(pi*exp(x) - a*exp(x) - x^9)/x", "oo"),
]
AT_MINUS_INFINITY = [
    ("x^3*exp(x)", "0"), ("x^2*exp(-x)", "oo"), ("x^3*exp(-x)", "-oo"), ("x^3/(x^2 + 1)", "-oo"), ("x^4/(x^3 - 1)", "-oo"), ("log(-x)/x", "0"),
    ("x*exp(x^3)", "0"), ("x^2*exp(-x^3)", "oo"), ("x*exp(-x^2)", "0"), ("(x - 1)/(2*x + exp(x))", "1/2"), ("x*log(-x)", "-oo"),
    ("x^2*erfc(-x)", "0"), ("x*(1 + tanh(x))", "0"), ("(x^3 + 1)/(x^3 - x)", "1"), ("x^5*exp(a*x)", "0"), ("-x*exp(-a*x)", "oo"),
    ("exp(x)/exp(2*x)", "oo"), ("x^3 + x^2", "-oo"), ("log(exp(-a*x) - x)/x", "-a"), ("log(1 - a*x^3)/log(-x)", "3"), ("x/sqrt(4*x^2 + 1)", "-1/2"),
    ("x^2*log(1 + 1/(1 + (x + log(-x))^2))", "1"), ("(a*x^2 - x)^(3/2)/x^3", "-a*sqrt(a)"), ("sqrt(a*x^4 - x)/x^2", "sqrt(a)"), ("x^2 + x^3*exp(x)", "oo"),
]
ABOVE_0 = [
    ("x*log(x)", "0"), ("x^2*log(x)^3", "0"), ("exp(-1/x)/x^3", "0"), ("exp(1/x)*x^5", "oo"), ("sin(x)/x", "1"), ("(1 - cos(x))/x^2", "1/2"),
    ("(exp(x) - 1 - x)/x^3", "oo"), ("log(1 + x)/x^2", "oo"), ("x^(1/2)*log(x)", "0"), ("(tan(x) - x)/x^3", "1/3"), ("(sin(x) - x)/x^3", "-1/6"),
    ("(x - sin(x))/x^4", "oo"), ("(sin(x) - x)/x^4", "-oo"), ("(a*x + x^2)/x", "a"), ("expm1(2*x)/expm1(x)", "2"), ("1/x - 1/x^2", "-oo"),
    ("1/x - 1/sin(x)", "0"), ("x/(1 - cos(x))", "oo"),
]
BELOW_0 = [
    ("sin(x)/x^2", "-oo"), ("exp(1/x)/x", "0"), ("exp(-1/x)*x", "-oo"), ("log(1 + x)/x^2", "-oo"), ("(exp(x) - 1 - x)/x^3", "-oo"),
    ("(1 - cos(x))/x^2", "1/2"), ("(x - sin(x))/x^4", "-oo"), ("1/x + 1/x^2", "oo"), ("x/(1 - cos(x))", "-oo"),
]
PLACES = {"oo": (interval(num(1), OO), "right", AT_INFINITY), "-oo": (interval(MINUS_OO, num(-1)), "left", AT_MINUS_INFINITY),
          "0+": (interval(num(0), num(1)), "left", ABOVE_0), "0-": (interval(num(-1), num(0)), "right", BELOW_0)}
ROWS = [(place, text, value) for place, (_, _, rows) in PLACES.items() for text, value in rows]


@pytest.mark.parametrize(("place", "text", "value"), ROWS)
def test_limits(place: str, text: str, value: str) -> None:
    domain, side, _ = PLACES[place]
    ctx = Context().bind("a", interval(num(1), num(2))).bind("x", domain)
    wanted = OO if value == "oo" else MINUS_OO if value == "-oo" else read_term(value)
    found = limit(read_term(text), "x", ctx, side)
    assert found == wanted if wanted in INFINITE else same(found, wanted, ctx.beyond("x")), found


@pytest.mark.parametrize("text", ["x*exp(x^(-1/2))/x", "x*exp(1/log(x))/x", "x*exp(log(x)/x)/x", "exp(x + 1/x)/exp(x)", "exp(x + log(x))/exp(x)",
                                  "exp(x + sin(x))/exp(x)", "x*sin(x)/x", "exp(x^(1/2)*log(x))/exp(x)", "log(log(x))/log(x)", "log(2*x)/log(x)"])
def test_what_is_outside_of_the_hierarchy_has_no_wrong_limit(text: str) -> None:
    """1, e or 0, oo and none are the limits of these; the rules may find them or not."""
    limits = {"exp(x + log(x))/exp(x)": "oo", "exp(x^(1/2)*log(x))/exp(x)": "0", "log(log(x))/log(x)": "0", "exp(x + sin(x))/exp(x)": None, "x*sin(x)/x": None}
    wanted = limits.get(text, "1")
    try:
        found = limit(read_term(text), "x", Context().bind("x", interval(num(3), OO)), "right")
    except Rejected:
        return
    assert wanted is not None and (found == OO if wanted == "oo" else same(found, read_term(wanted), Context()))


@pytest.mark.parametrize(("text", "ends", "side", "value"), [
    ("x*(1/x)*cos(1/x)*sqrt(1 + 15/x)", (MINUS_OO, num(-20)), "left", "1"), ("x*(1/x)*cos(1/x)*sqrt(1 - 15/x)", (num(20), OO), "right", "1"),
])
def test_terms_that_are_defined_on_the_interval_alone(text: str, ends: tuple[Term, Term], side: str, value: str) -> None:
    assert same(limit(read_term(text), "x", Context().bind("x", interval(*ends)), side), read_term(value), Context())


@pytest.mark.parametrize(("text", "is_flat"), [
    ("exp(-1/x)", True), ("exp(-1/x^2)*log(x)", True), ("exp(-1/x)/x^7", True), ("x^2*exp(-1/x) - 3*exp(-a/x^2)/x", True), ("exp(-1/x^(1/2))", True),
    ("x", False), ("x^5*log(x)", False), ("exp(1/x)", False), ("exp(-1/x) + x^9", False), ("exp(-1/x)*exp(2/x)", False), ("exp(1/x - a/x^2)", True),
    ("exp(-1/x) + sqrt(1 + x)", False), ("log(1 + x)", False), ("1", False), ("exp(x)", False), ("exp((a - 3)/x)", True), ("exp((3 - a)/x)", False),
    ("exp((3/2 - a)/x)", False), ("x^2/(1 + exp(-1/x))", False),
])
def test_terms_with_all_derivatives_0_at_the_end(text: str, is_flat: bool) -> None:
    """With 1/x = u: sums of monomials in u, log u and exponentials that tend to 0."""
    for t, domain, side in ((text, interval(num(0), num(1)), "left"), (text.replace("x^(1/2)", "x").replace("x", "(-x)").replace("e(-x)p", "exp"),
                                                                      interval(num(-1), num(0)), "right")):
        assert flat(read_term(t), "x", Context().bind("a", interval(num(1), num(2))).bind("x", domain), side) == is_flat, t
