"""Every entry of the catalogue: its definition is read, and it is the function that the frameworks document.

`FORMULAS` has the functions once more, from the documentation of the frameworks, in mpmath at 50 digits: an independent
witness that reads none of symact's definitions. Vector functions return the list of their components.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import FrozenInstanceError
from fractions import Fraction
from importlib import import_module
from typing import Any

import mpmath
import pytest

from symact.activation import Activation
from symact.catalogue import CATALOGUE, definitions, find
from symact.check.definition import inside
from symact.check.enclose import Program
from symact.check.printer import show
from symact.check.reader import read, read_term
from symact.check.term import Term, free, num, rebuild, substitute, sym
from symact.floats.evaluate import Decimals
from symact.floats.germs import germ

MP = mpmath.mp.clone()
MP.dps = 50


def sigmoid(x: Any) -> Any:
    return 1 / (1 + MP.exp(-x))


def elu(x: Any, alpha: Any) -> Any:
    return x if x > 0 else alpha * MP.expm1(x)


def softplus(x: Any, beta: Any = 1) -> Any:
    """1/beta * log(1 + exp(beta * x)), without the linear continuation beyond the threshold."""
    return MP.log1p(MP.exp(beta * x)) / beta


def gelu_tanh(x: Any) -> Any:
    return x * (1 + MP.tanh(MP.sqrt(2 / MP.pi) * (x + MP.mpf("0.044715") * x**3))) / 2


def hardswish(x: Any) -> Any:
    return MP.mpf(0) if x <= -3 else x if x >= 3 else x * (x + 3) / 6


def softmax(x: list[Any]) -> list[Any]:
    total = sum(MP.exp(xi) for xi in x)
    return [MP.exp(xi) / total for xi in x]


def log_softmax(x: list[Any]) -> list[Any]:
    return [MP.log(p) for p in softmax(x)]


FORMULAS: dict[str, Any] = {
    "identity": lambda x: x,
    "abs": lambda x: x if x > 0 else -x,
    "relu": lambda x: x if x > 0 else MP.mpf(0),
    "leaky_relu": lambda x, negative_slope: x if x >= 0 else negative_slope * x,
    "prelu": lambda x, weight: x if x > 0 else weight * x,
    "relu6": lambda x: min(max(x, MP.mpf(0)), MP.mpf(6)),
    "elu": elu,
    "softplus": softplus,
    "sigmoid": sigmoid,
    "log_sigmoid": lambda x: MP.log(sigmoid(x)),
    "tanh": lambda x: (MP.exp(x) - MP.exp(-x)) / (MP.exp(x) + MP.exp(-x)),
    "hardtanh": lambda x, min_val, max_val: min(max(x, min_val), max_val),
    "silu": lambda x: x * sigmoid(x),
    "gelu": lambda x: x * MP.ncdf(x),
    "gelu_tanh": gelu_tanh,
    "mish": lambda x: x * MP.tanh(softplus(x)),
    "hardswish": hardswish,
    "softmax": softmax,
    "log_softmax": log_softmax,
}

POINTS = [Fraction(n, 7) for n in (-300, -80, -23, -21, -20, -7, -3, -1, 0, 1, 2, 7, 20, 21, 22, 41, 42, 43, 90, 290)]
VALUES = {"alpha": Fraction(2, 3), "beta": Fraction(5, 2), "negative_slope": Fraction(-1, 3), "weight": Fraction(3, 2),
          "min_val": Fraction(-1, 4), "max_val": Fraction(5, 2)}  # other parameters than the defaults

every = pytest.mark.parametrize("activation", CATALOGUE, ids=lambda a: a.name)


def value(body: Term, q: Fraction) -> object:
    numbers = Decimals(200)
    return Program([germ(body, "x", q, 0)], "x", numbers)(numbers.number(q))[0]


def closed(activation: Activation, parameters: dict[str, Fraction]) -> Term:
    return substitute(activation.body, {name: num(q) for name, q in parameters.items()})


def near(one: object, other: object) -> bool:
    return bool(abs(one - other) <= MP.mpf(10) ** -40 * (1 + abs(other)))  # type: ignore[operator]


@every
def test_definition_is_read(activation: Activation) -> None:
    parsed = activation.parsed
    assert parsed.name == activation.name
    assert free(parsed.body) == {activation.variable, *(p.name for p in activation.parameters)}
    assert read_term(show(parsed.body)) == parsed.body


@every
def test_defaults_lie_in_their_domains(activation: Activation) -> None:
    for p in activation.parameters:
        assert p.default is not None and inside(Term("finite", (p.default,)), p.domain)


@pytest.mark.parametrize("activation", [a for a in CATALOGUE if not a.vector], ids=lambda a: a.name)
@pytest.mark.parametrize("default", [True, False], ids=["default", "other"])
def test_agrees_with_the_documented_formula(activation: Activation, default: bool) -> None:
    parameters = {p.name: p.default.args[0] if default else VALUES[p.name] for p in activation.parameters if p.default}
    exact = {name: MP.mpf(q.numerator) / q.denominator for name, q in parameters.items()}
    for q in POINTS:
        expected = FORMULAS[activation.name](MP.mpf(q.numerator) / q.denominator, **exact)
        assert near(value(closed(activation, parameters), q), expected), q


@pytest.mark.parametrize("activation", [a for a in CATALOGUE if a.vector], ids=lambda a: a.name)
def test_agrees_with_the_documented_formula_of_vectors(activation: Activation) -> None:
    vector = [Fraction(-3, 2), Fraction(0), Fraction(1, 3), Fraction(7, 4)]
    expected = FORMULAS[activation.name]([MP.mpf(q.numerator) / q.denominator for q in vector])
    for q, wanted in zip(vector, expected, strict=True):
        assert near(value(component(activation.body, q, vector), q), wanted)


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


def test_kernels_are_found_by_reference() -> None:
    for activation in CATALOGUE:
        assert (activation.kernel is None) == activation.vector
        if activation.kernel:
            kernel = import_module(activation.kernel)
            assert callable(kernel.value) and callable(kernel.derivative)


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
