"""The questionnaire: every question is asked of every activation, and what is proposed are statements of the language."""

from __future__ import annotations

from fractions import Fraction

import pytest

from symact.activation import Activation
from symact.analysis import QUESTIONS, Profile, Unsuited, propose
from symact.analysis.numbers import decimals, exact, mp, number
from symact.catalogue import CATALOGUE, definitions
from symact.check.reader import read, read_term

PROPERTIES = tuple(name for name, _ in QUESTIONS)
NAMES = """domain continuous discontinuities smoothness kinks differentiable_except limits asymptotes range minimum argmin maximum
argmax bounded zeros sign monotonicity convexity inflections lipschitz smoothness_constant parity period injective surjective inverse
derivative second_derivative parameter_derivatives antiderivative series_at_0 identity_at_0 fixed_points dead_set zero_set clarke
gaussian_mean gaussian_second_moment gain saturation"""
SLOW = ("inverse", "antiderivative", "derivative", "second_derivative")  # SymPy may not return: they are asked in processes that are killed
JUMP = Activation("jump", "jump(x) = Piecewise((0, x < 1), (x, True))")


@pytest.mark.parametrize(("text", "question", "answer"), [  # by hand: sin' = cos, sin'' = -sin; f = x + sin(x)^2 has f'' = 2 cos(2x)
    ("sin(x)", "zeros", "zeros(f) = {k*pi : k integer}"), ("sin(x)", "argmax", "argmax(f) = {1/2*pi + k*2*pi : k integer}"),
    ("sin(x)", "range", "range(f) = [-1, 1]"), ("sin(x)", "limits", "lim(f(x), x -> -oo) does not exist and lim(f(x), x -> oo) does not exist"),
    ("sin(x)", "sign", "(forall x in (0, pi): f(x) > 0) and (forall x in (pi, 2*pi): f(x) < 0) and f is periodic with period 2*pi"),
    ("sin(x)", "period", "f is periodic with period 2*pi"), ("cos(3*x)", "period", "f is periodic with period 2/3*pi"),
    ("sin(x)^2", "zeros", "zeros(f) = {k*pi : k integer}"), ("sin(2*x)", "zeros", "zeros(f) = {k*1/2*pi : k integer}"),
    ("x + sin(x)^2", "fixed_points", "zeros(x -> f(x) - x) = {k*pi : k integer}"), ("x + sin(x)^2", "lipschitz", "lipschitz(f) = 2"),
    ("x + sin(x)^2", "convexity", "f is strictly concave on [1/4*pi, 3/4*pi] and f is strictly convex on [3/4*pi, 5/4*pi] "
     "and f'' is periodic with period pi"),
])
def test_what_repeats_is_said_of_one_period(text: str, question: str, answer: str) -> None:
    assert propose(Profile(Activation("f", f"f(x) = {text}")), question)[0].statement == answer


def test_all_properties_are_asked() -> None:
    assert list(PROPERTIES) == NAMES.split()


@pytest.mark.parametrize("activation", CATALOGUE, ids=lambda a: a.name)
def test_proposals_are_statements(activation: Activation) -> None:
    profile, known = Profile(activation), definitions()
    for name in PROPERTIES:
        if name in SLOW:
            continue
        try:
            answers = propose(profile, name)
        except Unsuited:
            continue
        for answer in answers:
            read(answer.statement, known)
            if answer.exact is not None and not answer.exact.startswith(("R", "{")):
                read_term(answer.exact)
            if answer.enclosure is not None:
                low, high = map(Fraction, answer.enclosure)
                assert low <= high


def first(activation: Activation, name: str, **parameters: str) -> object:
    return propose(Profile(activation, parameters), name)[0]


BY_NAME = {a.name: a for a in CATALOGUE}


@pytest.mark.parametrize(("name", "question", "statement"), [
    ("relu", "smoothness", "relu is continuous and relu is not C^1"),
    ("relu", "differentiable_except", "relu is differentiable except at {0}"),
    ("relu", "range", "range(relu) = [0, oo)"),
    ("relu", "gaussian_mean", "E[relu(Z)] = 1/2*sqrt(2/pi)"),
    ("relu", "gain", "1/sqrt(E[relu(Z)^2]) = sqrt(2)"),
    ("silu", "minimum", "min(silu) in [-0.27846455, -0.27846454]"),
    ("silu", "smoothness_constant", "lipschitz(silu') = 1/2"),
    ("sigmoid", "lipschitz", "lipschitz(sigmoid) = 1/4"),
    ("sigmoid", "smoothness_constant", "lipschitz(sigmoid') = 1/18*sqrt(3)"),
    ("tanh", "parity", "tanh is odd"),
    ("hardswish", "zeros", "zeros(hardswish) = (-oo, -3] union {0}"),
    ("soft_relu_clipped", "argmin", "argmin(soft_relu_clipped) = (-oo, -40]"),
    ("hardsigmoid_paddle", "zeros", "zeros(hardsigmoid_paddle) = (-oo, -5000000/1666667]"),
])
def test_some_first_proposals(name: str, question: str, statement: str) -> None:
    assert first(BY_NAME[name], question).statement == statement  # type: ignore[attr-defined]


def test_parameters_are_said() -> None:
    answer = first(BY_NAME["elu"], "smoothness", alpha="2")
    assert answer.statement == "elu(alpha=2) is continuous and elu(alpha=2) is not C^1"  # type: ignore[attr-defined]


@pytest.mark.parametrize(("text", "statement"), [  # by hand: d/dd x/(x + d e^-x) = -x e^-x/(x + d e^-x)^2, which has poles for small d
    ("f(x, d = 3 in (0, oo)) = x/(x + d*exp(-x))", "forall x in (-oo, oo), d in (0, oo): x + d*exp(-x) != 0 implies D(f(x, d=d), d) = "
     "-x*(x + d*exp(-x))^(-2)*exp(-x)"),
    ("f(x, d = 3 in (0, oo)) = x*log(x^2 + d)", "forall x in (-oo, oo), d in (0, oo): D(f(x, d=d), d) = x/(x^2 + d)"),
    ("f(x, d = 3 in R) = log(x^2 + d)", "forall x in (-oo, oo), d in R: x^2 + d > 0 implies D(f(x, d=d), d) = 1/(x^2 + d)"),
    ("f(x, a = 0 in R) = Piecewise((x - a, a < 0), (x + a^2*x, True))", "(forall x in (-oo, oo), a in (-oo, 0): D(f(x, a=a), a) = -1) and "
     "(forall x in (-oo, oo), a in (0, oo): D(f(x, a=a), a) = 2*a*x)"),
])
def test_derivatives_by_parameters_are_said_where_they_exist(text: str, statement: str) -> None:
    assert propose(Profile(Activation("f", text)), "parameter_derivatives")[0].statement == statement


def test_jumps_are_seen() -> None:
    assert [a.statement for a in propose(Profile(JUMP), "continuous")] == ["jump is not continuous"]
    assert "not continuous at 1" in propose(Profile(JUMP), "discontinuities")[0].statement


@pytest.mark.parametrize("text", ["3/7", "-2", "-5000000/1666667", "log(2)", "1/(6*sqrt(3))", "1/2 + log(3)", "sqrt(2) - 1", "log(1 + sqrt(2))", "pi/4",
                                  "1/sqrt(2*pi)", "sqrt(3 + sqrt(5))"])
def test_exact_numbers_are_recognised(text: str) -> None:
    value = number(read_term(text), {})
    found = exact(value)
    assert found is not None
    assert abs(number(read_term(found), {}) - value) < mp.mpf(10) ** -80


def test_others_are_not() -> None:
    assert exact(mp.mpf("0.1234567890123456789012345678901234567890123456789")) is None


def test_decimals_enclose() -> None:
    assert decimals(mp.mpf(1) / 3, 3) == ("0.333", "0.334")
    assert decimals(-mp.mpf(1) / 3, 3) == ("-0.334", "-0.333")
    assert decimals(mp.mpf("0.25"), 3) == ("0.25", "0.25")
