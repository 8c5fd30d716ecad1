"""Every entry of the catalogue: its definition is read, and it is the function that the frameworks document.

`documented.FORMULAS` has the functions once more, in mpmath at 50 digits: an independent witness that reads none of symact's
definitions.
"""

from __future__ import annotations

import json
import pkgutil
import subprocess
import sys
from dataclasses import FrozenInstanceError
from fractions import Fraction
from importlib import import_module
from typing import Any

import pytest
from documented import FORMULAS, MP

from symact.activation import Activation
from symact.catalogue import CATALOGUE, definitions, find
from symact.check.definition import inside
from symact.check.enclose import Program
from symact.check.printer import show
from symact.check.reader import read, read_term, unfolded
from symact.check.term import Term, free, num, rebuild, substitute, sym
from symact.floats import kernels
from symact.floats.evaluate import Decimals
from symact.floats.formats import FLOAT64
from symact.floats.germs import breakpoints, germ
from symact.floats.oracle import Oracle, Unjudged

SCALAR = [a for a in CATALOGUE if not a.vector]
POINTS = [Fraction(n, 14) for n in (-14000, -600, -560, -160, -46, -42, -40, -14, -7, -6, -3, -1, 0, 1, 2, 7, 8, 14, 40, 42, 44, 82,
                                    84, 86, 140, 280, 281, 336, 560, 580, 14000)]
VALUES = {
    "alpha": "2/3", "beta": "5/2", "gamma": "1/2", "delta": "3/4", "theta": "1/3", "negative_slope": "1/3", "weight": "3/2",
    "min_val": "-1/4", "max_val": "5/2", "max_value": "7/2", "threshold": "1/2", "value": "-3/7", "lower": "1/5", "upper": "2",
    "t_min": "-1/2", "t_max": "3/2", "alpha_p": "1/7", "alpha_n": "2", "b": "1/4", "mu": "-1", "sigma": "3", "low": "-1/2",
    "high": "7/2", "slope": "2/7", "offset": "-1/3", "lambd": "1", "bias": "-2", "frequency": "7/3", "tr": "1/2", "ar": "-2",
    "tl": "-1/2", "al": "3", "a1": "2/7", "b1": "1", "a2": "-3", "b2": "-1/2", "p0": "-1", "p1": "3/7", "p2": "0", "p3": "-2",
    "q1": "-3", "q2": "1/2",
}  # other parameters than the defaults
FURTHER = {
    "celu": [{"alpha": "-2"}], "snake": [{"frequency": "-1/2"}], "squareplus": [{"b": "0"}], "leaky_relu": [{"negative_slope": "-1/3"}],
    "soft_exponential": [{"alpha": "-1/2"}], "eis1": [{"delta": "0", "theta": "0"}], "tanhsoft": [{"alpha": "-1", "delta": "1"}],
    "arelu": [{"alpha": "-3"}, {"alpha": "2"}], "hardshrink": [{"lambd": "0"}], "softshrink": [{"lambd": "0"}],
    "keras_relu": [{"threshold": "0", "negative_slope": "2"}, {"threshold": "4", "max_value": "1"}],
    "hard_sigmoid_onnx": [{"alpha": "-1", "beta": "0"}], "swish_beta": [{"beta": "0"}], "sigmoid_range": [{"low": "2", "high": "-1"}],
}  # activation -> parameters at which it behaves in another way

every = pytest.mark.parametrize("activation", CATALOGUE, ids=lambda a: a.name)


def value(body: Term, q: Fraction) -> object:
    numbers = Decimals(200)
    return Program([germ(body, "x", q, 0)], "x", numbers)(numbers.number(q))[0]


def decimal(q: Fraction) -> Any:
    return MP.mpf(q.numerator) / q.denominator


def cases(activation: Activation) -> list[dict[str, Fraction]]:
    """Parameters to try: the defaults, others, and those at which the function behaves in another way."""
    default = {p.name: value_of(p.default) for p in activation.parameters if p.default}
    other = {name: Fraction(VALUES[name]) for name in default}
    further = [{**default, **{n: Fraction(v) for n, v in given.items()}} for given in FURTHER.get(activation.name, [])]
    return [default, *([other] if other else []), *further]


def value_of(default: Term) -> Fraction:
    assert default.head == "num"
    return Fraction(default.args[0])


def points(body: Term) -> list[Fraction]:
    """Joints, points next to them, and others on both sides, near and far."""
    joints = breakpoints(body, "x")
    return sorted({*POINTS, *(joint + step for joint in joints or () for step in (0, Fraction(-1, 10**6), Fraction(1, 10**6)))})


def near(one: object, other: object) -> bool:
    return bool(abs(one - other) <= MP.mpf(10) ** -40 * (1 + abs(other)))  # type: ignore[operator]


@every
def test_definition_is_read(activation: Activation) -> None:
    parsed = activation.parsed
    assert parsed.name == activation.name
    assert free(parsed.body) == {activation.variable, *(p.name for p in activation.parameters)}
    assert read_term(show(parsed.body)) == unfolded(parsed.body)


@every
def test_defaults_lie_in_their_domains(activation: Activation) -> None:
    for p in activation.parameters:
        assert p.default is not None and inside(Term("finite", (p.default,)), p.domain)


@pytest.mark.parametrize("activation", SCALAR, ids=lambda a: a.name)
def test_agrees_with_the_documented_formula(activation: Activation) -> None:
    for parameters in cases(activation):
        body = substitute(activation.body, {name: num(q) for name, q in parameters.items()})
        exact = {name: decimal(q) for name, q in parameters.items()}
        for q in points(body):
            expected = FORMULAS[activation.name](decimal(q), **exact)
            if expected is None:
                assert isinstance(Oracle(body, "x", 0, FLOAT64).at(q), Unjudged), (parameters, q)
            else:
                assert near(value(body, q), expected), (parameters, q)


@pytest.mark.parametrize("activation", SCALAR, ids=lambda a: a.name)
def test_the_parameters_that_are_tried_are_admitted(activation: Activation) -> None:
    domains = {p.name: p.domain for p in activation.parameters}
    for parameters in cases(activation):
        assert all(inside(Term("finite", (num(q),)), domains[name]) for name, q in parameters.items()), parameters


def test_every_scalar_function_is_documented() -> None:
    assert set(FORMULAS) == {a.name for a in SCALAR} and set(FURTHER) <= set(FORMULAS)


@pytest.mark.parametrize("name", ["softmax", "log_softmax"])
def test_agrees_with_the_documented_formula_of_vectors(name: str) -> None:
    vector = [Fraction(-3, 2), Fraction(0), Fraction(1, 3), Fraction(7, 4)]
    exponentials = [MP.exp(decimal(q)) for q in vector]
    for q, part in zip(vector, exponentials, strict=True):
        wanted = part / sum(exponentials)
        assert near(value(component(find(name).body, q, vector), q), MP.log(wanted) if name == "log_softmax" else wanted)


def component(body: Term, here: Fraction, vector: list[Fraction]) -> Term:
    """The component of a vector term at one place, its sums written out."""
    if body.head == "sum":
        return Term("+", tuple(component(body.args[0], q, vector) for q in vector))
    if body == sym("x"):
        return num(here)
    return rebuild(body, lambda part: component(part, here, vector))


def test_names_are_unique_and_find_their_entry() -> None:
    names = [name for a in CATALOGUE for name in (a.name, *a.aliases)]
    assert len(names) == len(set(names)) and set(names) == set(definitions())
    for activation in CATALOGUE:
        assert all(find(name) is activation for name in (activation.name, *activation.aliases))
        assert all(definitions()[name] is activation.parsed for name in activation.aliases)


def test_an_unknown_name_is_answered_with_its_neighbours() -> None:
    with pytest.raises(LookupError, match=r"no activation 'softpluss' in the catalogue; did you mean softplus"):
        find("softpluss")
    with pytest.raises(LookupError, match=r"catalogue\.$"):
        find("zzz")


def test_statements_use_names_and_aliases() -> None:
    known = definitions()
    assert read("forall x: swish(x) = silu(x)", known) == read("forall x: silu(x) = silu(x)", known)
    assert "tanh(x)" in show(read("forall x: tanh(x) < 1", known))
    assert "abs(x)" in show(read("forall x: modulus(x) >= 0", known))


def test_every_kernel_belongs_to_an_activation() -> None:
    """A module with `value` and `derivative` is a kernel: all of them are fields of entries, and no field leads nowhere."""
    modules = [import_module(f"{kernels.__name__}.{found.name}") for found in pkgutil.iter_modules(kernels.__path__)]
    written = {module.__name__ for module in modules if hasattr(module, "value") and hasattr(module, "derivative")}
    assert len(written) >= 17
    assert written == {activation.kernel for activation in CATALOGUE if activation.kernel}
    assert not any(activation.kernel for activation in CATALOGUE if activation.vector)


def test_an_activation_is_a_frozen_value() -> None:
    assert find("relu") == find("ReLU") and hash(find("relu")) == hash(find("ReLU"))
    with pytest.raises(FrozenInstanceError):
        find("relu").name = "other"  # type: ignore[misc]


def test_a_definition_of_another_name_is_refused() -> None:
    with pytest.raises(ValueError, match="defines 'g'"):
        _ = Activation("f", "g(x) = x").parsed


def test_importing_the_catalogue_is_cheap() -> None:
    code = "import symact.catalogue as c, sys, json; c.definitions(); print(json.dumps(sorted(sys.modules)))"
    loaded = json.loads(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout)
    assert not {"numpy", "sympy", "mpmath", "flint"} & set(loaded)
