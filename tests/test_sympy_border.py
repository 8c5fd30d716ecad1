"""SymPy expressions in and out: exact, or refused with a sentence."""

from __future__ import annotations

from typing import Any

import pytest
import sympy

from symact.activation import Activation
from symact.check.reader import read_term
from symact.check.term import Term
from symact.sympy_border import from_sympy, to_sympy

x, a = sympy.symbols("x a")
R = sympy.Rational

EXPRESSIONS: list[tuple[Any, str]] = [
    (x / (1 + sympy.exp(-x)), "x/(1 + exp(-x))"),
    (sympy.Max(x, 0) + R(1, 4) * sympy.Min(x, 0), "max(x, 0) + 1/4*min(x, 0)"),
    (sympy.Piecewise((x, x > 0), (a * (sympy.exp(x) - 1), True)), "Piecewise((x, x > 0), (a*(exp(x) - 1), True))"),
    (sympy.Piecewise((x, (x > 0) & (x < 1)), (1, sympy.Ne(x, 2) | (x >= 3)), (0, True)),
     "Piecewise((x, x > 0 and x < 1), (1, x != 2 or x >= 3), (0, True))"),
    (sympy.Abs(x) * sympy.sign(x), "abs(x)*sign(x)"),
    (sympy.log(1 + x**2) + sympy.tanh(x) + sympy.erf(x) + sympy.erfc(x), "log(1 + x^2) + tanh(x) + erf(x) + erfc(x)"),
    (sympy.sin(x) + sympy.cos(x) + sympy.tan(x), "sin(x) + cos(x) + tan(x)"),
    (sympy.atan(x) + sympy.asin(x), "atan(x) + asin(x)"),
    (sympy.sqrt(x) * sympy.pi + sympy.E, "sqrt(x)*pi + e"),
    (sympy.sinh(x) / sympy.cosh(x), "sinh(x)/cosh(x)"),
    (sympy.Heaviside(x), "Heaviside(x)"),
    (sympy.LambertW(x) + sympy.floor(x), "LambertW(x) + floor(x)"),
    (x**R(2, 3) + a**x, "x^(2/3) + a^x"),
]


def places(text_or_expression: Any) -> list[Any]:
    values = {x: sympy.Rational(3, 7), a: sympy.Rational(5, 3)}
    return [sympy.N(text_or_expression.subs({s: values[s] * k for s in values}), 30) for k in (1, 2)]


@pytest.mark.parametrize(("expression", "text"), EXPRESSIONS, ids=[t for _, t in EXPRESSIONS])
def test_the_term_is_the_expression(expression: Any, text: str) -> None:
    plain = {sympy.Symbol(s.name, real=True): s for s in (x, a)}
    for term in (from_sympy(expression), read_term(text)):
        for found, wanted in zip(places(to_sympy(term).subs(plain)), places(expression), strict=True):
            assert abs(found - wanted) < 1e-25


def test_the_value_of_heaviside_at_zero_is_kept() -> None:
    assert from_sympy(sympy.Heaviside(x)) == read_term("Heaviside(x)")
    assert from_sympy(sympy.Heaviside(x, 1)) == read_term("Piecewise((0, x < 0), (1, x = 0), (1, True))")


def test_floats_are_refused() -> None:
    with pytest.raises(ValueError, match=r"write the exact number, such as Rational"):
        from_sympy(0.5 * x)


@pytest.mark.parametrize("expression", [sympy.gamma(x), sympy.I * x, sympy.LambertW(x, -1), sympy.zeta(x)], ids=str)
def test_what_has_no_counterpart_is_refused(expression: Any) -> None:
    with pytest.raises(ValueError, match="has no counterpart here"):
        from_sympy(expression)


def test_terms_that_are_no_expressions_are_refused() -> None:
    with pytest.raises(ValueError, match="'vectors' is not written"):
        to_sympy(Term("vectors"))


def test_an_activation_from_an_expression() -> None:
    curve = sympy.Piecewise((x, x > 0), (a * (sympy.exp(x) - 1), True))
    activation = Activation.from_sympy("curve", curve, x, ["a = 1/2 in (0, oo)"], citation="nobody")
    assert activation.definition.startswith("curve(x, a = 1/2 in (0, oo)) = Piecewise((x, x > 0)")
    assert activation.body == from_sympy(curve) and activation.citation == "nobody"
    assert [p.name for p in activation.parameters] == ["a"] and not activation.vector
