"""Expectations are proved: closed forms derived by hand or known, and enclosures around what mpmath integrates to 50 digits."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import mpmath
import pytest

from symact.catalogue import definitions
from symact.check.reader import read, read_term
from symact.check.term import Term
from symact.prove import Budget, Found, search

MP = mpmath.mp.clone()
MP.dps = 50
ENDS = [-40, -20, -10, -6, -3, -1, 0, 1, 3, 6, 10, 20, 40]


def decided(text: str) -> bool | None:
    found = search(read(text, definitions()), Budget(units=60_000, seconds=60))
    return found.truth if isinstance(found, Found) else None


def integral(f: Callable[[Any], Any], ends: list[Any] | None = None) -> Any:
    """E f(Z), by quadrature with 50 digits."""
    cuts = sorted({*(MP.mpf(e) for e in ENDS), *(MP.mpf(e) for e in ends or [])})
    return MP.quad(lambda x: f(x) * MP.exp(-x * x / 2), cuts) / MP.sqrt(2 * MP.pi)


def value(t: Term) -> Any:
    """A closed term with 50 digits."""
    if t.head == "num":
        return MP.mpf(t.args[0].numerator) / t.args[0].denominator
    if t.head == "pi":
        return +MP.pi
    parts = [value(a) for a in t.args]
    return {"+": lambda *a: MP.fsum(a), "*": lambda *a: MP.fprod(a), "^": MP.power, "exp": MP.exp, "erf": MP.erf, "erfc": MP.erfc,
            "asin": MP.asin, "cos": MP.cos, "sin": MP.sin, "log": MP.log}[t.head](*parts)


def gelu(x: Any) -> Any:
    return x * (1 + MP.erf(x / MP.sqrt(2))) / 2


def elu(x: Any) -> Any:
    return x if x > 0 else MP.expm1(x)


CLOSED = {  # an expectation, its closed form, the function for mpmath, breakpoints beside the integers of ENDS
    "relu(Z)": ("1/sqrt(2*pi)", lambda x: max(x, 0), []),
    "relu(Z)^2": ("1/2", lambda x: max(x, 0) ** 2, []),
    "abs(Z)": ("sqrt(2/pi)", abs, []),
    "gelu(Z)": ("1/(2*sqrt(pi))", gelu, []),
    "gelu(Z)^2": ("1/3 + 1/(2*pi*sqrt(3))", lambda x: gelu(x) ** 2, []),
    "elu(Z)": ("1/sqrt(2*pi) + sqrt(e)*erfc(1/sqrt(2))/2 - 1/2", elu, []),
    "elu(Z)^2": ("1 - sqrt(e)*erfc(1/sqrt(2)) + e^2*erfc(sqrt(2))/2", lambda x: elu(x) ** 2, []),
    "hardtanh(Z)": ("0", lambda x: min(max(x, -1), 1), []),
    "hardtanh(Z)^2": ("1 - sqrt(2/pi)*exp(-1/2)", lambda x: min(max(x, -1), 1) ** 2, []),
    "exp(Z)": ("sqrt(e)", MP.exp, []),
    "exp(Z/2)*Z^2": ("5/4*exp(1/8)", lambda x: MP.exp(x / 2) * x * x, []),
    "exp(Z^2/4)": ("sqrt(2)", lambda x: MP.exp(x * x / 4), []),
    "cosh(Z)": ("sqrt(e)", MP.cosh, []),
    "Z^6": ("15", lambda x: x**6, []),
    "cos(Z)": ("exp(-1/2)", MP.cos, []),
    "cos(2*Z)*exp(Z)": ("exp(-3/2)*cos(2)", lambda x: MP.cos(2 * x) * MP.exp(x), []),
    "(Z + sin(Z))^2": ("1 + 2*exp(-1/2) + (1 - exp(-2))/2", lambda x: (x + MP.sin(x)) ** 2, []),
    "erf(Z)^2": ("2/pi*asin(2/3)", lambda x: MP.erf(x) ** 2, []),
    "erf(Z/2 + 1)": ("erf(1/sqrt(3/2))", lambda x: MP.erf(x / 2 + 1), []),
    "tanh(Z)": ("0", MP.tanh, []),
    "sigmoid(Z)": ("1/2", lambda x: 1 / (1 + MP.exp(-x)), []),
    "Z/(1 + abs(Z))": ("0", lambda x: x / (1 + abs(x)), []),
    "max(Z, sqrt(2))": ("sqrt(2)*(1 + erf(1))/2 + exp(-1)/sqrt(2*pi)", lambda x: max(x, MP.sqrt(2)), [MP.sqrt(2)]),
}


@pytest.mark.parametrize("name", CLOSED)
def test_closed_forms(name: str) -> None:
    text, f, ends = CLOSED[name]
    assert abs(value(read_term(text)) - integral(f, ends)) < MP.mpf(10) ** -30
    assert decided(f"E[{name}] = {text}") is True
    assert decided(f"E[{name}] = {text} + 1/10^9") is not True


ENCLOSED: dict[str, Callable[[Any], Any]] = {
    "softplus(Z)": lambda x: MP.log1p(MP.exp(x)), "silu(Z)": lambda x: x / (1 + MP.exp(-x)),
    "silu(Z)^2": lambda x: (x / (1 + MP.exp(-x))) ** 2, "mish(Z)": lambda x: x * MP.tanh(MP.log1p(MP.exp(x))),
    "tanh(Z)^2": lambda x: MP.tanh(x) ** 2, "sigmoid(Z)^2": lambda x: (1 + MP.exp(-x)) ** -2, "atan(Z)^2": lambda x: MP.atan(x) ** 2,
    "exp(sin(Z))": lambda x: MP.exp(MP.sin(x)), "cos(Z)/(1 + Z^2)": lambda x: MP.cos(x) / (1 + x * x),
    "LambertW(exp(Z))": lambda x: MP.lambertw(MP.exp(x)).real, "log(1 + Z^2)": lambda x: MP.log(1 + x * x),
    "log((1 + exp(Z/2))/(1 + exp((Z - 1)/2)))": lambda x: MP.log1p(MP.exp(x / 2)) - MP.log1p(MP.exp((x - 1) / 2)),
    "Z*log(1 + exp(Z))/(Z + 3*exp(-Z))": lambda x: x * MP.log1p(MP.exp(x)) / (x + 3 * MP.exp(-x)),
    "tanh(exp(Z)/2)*log(0 + exp(Z))": lambda x: x * MP.tanh(MP.exp(x) / 2), "Z^3/(Z^2 - Z + 1)": lambda x: x**3 / (x * x - x + 1),
}


@pytest.mark.parametrize("name", ENCLOSED)
def test_enclosures(name: str) -> None:
    """Eight digits around the value are proved, eight digits beside it are refuted or left open."""
    v = integral(ENCLOSED[name])
    low = Fraction(int(MP.floor(v * 10**8)), 10**8)
    unit = Fraction(1, 10**8)
    assert decided(f"E[{name}] in [{low}, {low + unit}]") is True
    assert decided(f"E[{name}] in [{low + 2 * unit}, {low + 3 * unit}]") is not True


def test_thirty_digits() -> None:
    v = integral(ENCLOSED["softplus(Z)"])
    low = Fraction(int(MP.floor(v * 10**30)), 10**30)
    assert decided(f"E[softplus(Z)] in [{low}, {low + Fraction(1, 10**30)}]") is True


@pytest.mark.parametrize("text", ["E[exp(Z^2)] in [0, 100]", "E[Z*exp(Z^2)] = 0", "E[1/Z] = 0", "E[1/Z^2] in [0, 100]"])
def test_what_does_not_exist_is_not_proved(text: str) -> None:
    assert decided(text) is not True


def test_with_parameters() -> None:
    assert decided("forall a in R: E[cos(a*Z)] = exp(-a^2/2)") is True
    assert decided("forall b in R: E[exp(b*Z)] = exp(b^2/2)") is True


def test_roots_are_cut_at_their_zeros() -> None:
    v = MP.mpf(2) ** MP.mpf("0.25") * MP.gamma(MP.mpf(3) / 4) / MP.sqrt(MP.pi)  # E |Z|^(1/2)
    assert 0.8221 < v < 0.8222
    assert decided("E[sqrt(abs(Z))] in [0.8221, 0.8222]") is True
    assert decided("E[cbrt(Z)] = 0") is True
