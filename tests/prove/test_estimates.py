"""Signs on half-lines of terms with log(1 + u), exp(u) and atan(u): true ones are proved, their twins, a little too sharp, refuted.

What is true and what is false is known from mpmath at 50 digits: each statement is looked at on a grid first.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import mpmath
import pytest
from verdicts import decided

from symact.check.extent import Context, interval
from symact.check.reader import read_term
from symact.check.term import MINUS_OO, OO, num
from symact.prove.estimates import bounds

MP = mpmath.mp.clone()
MP.dps = 50
L: Callable[[Any], Any] = lambda x: MP.log1p(MP.exp(x))  # noqa: E731


SIGNS: dict[str, tuple[str, Callable[[Any], Any], tuple[float, float]]] = {  # a place, the function for mpmath, where it is least
    "x*log(1 + exp(x))/(x + 2*exp(-x))": ("R", lambda x: x * L(x) / (x + 2 * MP.exp(-x)), (-4, 1)),
    "x*log(1 + exp(x))^2": ("R", lambda x: x * L(x) ** 2, (-4, 1)),
    "x*tanh(exp(x)/2)": ("R", lambda x: x * MP.tanh(MP.exp(x) / 2), (-4, 1)),
    "x*(1 - exp(-exp(x)))": ("R", lambda x: -x * MP.expm1(-MP.exp(x)), (-4, 1)),
    "x*atan(exp(x))": ("R", lambda x: x * MP.atan(MP.exp(x)), (-4, 1)),
    "(x + 2)*log(1 + exp(x)) - x": ("(-1, oo)", lambda x: (x + 2) * L(x) - x, (-1, 4)),
    "x*(atan(exp(x)) - pi/2)": ("(0, oo)", lambda x: x * (MP.atan(MP.exp(x)) - MP.pi / 2), (0, 5)),
    "x*(tanh(sqrt(2/pi)*x) - 1)": ("(0, oo)", lambda x: x * (MP.tanh(MP.sqrt(2 / MP.pi) * x) - 1), (0, 5)),
}


def least(f: Callable[[Any], Any], a: Any, b: Any) -> Any:
    """The least value on a grid that closes in on it."""
    for _ in range(4):
        points = [a + (b - a) * MP.mpf(k) / 400 for k in range(401)]
        q = min(points, key=f)
        a, b = max(a, q - (b - a) / 200), min(b, q + (b - a) / 200)
    return f(q)


@pytest.mark.parametrize("text", SIGNS)
def test_bounds_from_below(text: str) -> None:
    where, f, (a, b) = SIGNS[text]
    v = int(MP.floor(least(f, MP.mpf(a), MP.mpf(b)) * 10**4))
    assert decided(f"forall x in {where}: {text} > {v - 1}/10000") is True
    assert decided(f"forall x in {where}: {text} > {v + 2}/10000") is False


@pytest.mark.parametrize(("text", "side", "end"), [
    ("log(1 + exp(x))", "left", -1), ("log(1 + exp(x))", "right", 1), ("log(1 + exp(-3*x))", "right", 1), ("log(x^2 + x + 1)", "right", 4),
    ("log(exp(2*x) - exp(x))", "right", 1), ("exp(exp(x)/2)", "left", -1), ("exp(-2*exp(x))", "left", -2), ("exp(-2*exp(x))", "right", 1),
    ("exp(-sqrt(2)*x)", "right", 1), ("exp(-pi*x - sqrt(2/pi)*x^3)", "right", 1), ("exp(pi*x^3)", "left", -1), ("atan(exp(x))", "left", -1),
    ("atan(exp(x))", "right", 1), ("atan(x*exp(x))", "right", 1),
])
def test_bounds_of_functions_lie_on_their_sides(text: str, side: str, end: int) -> None:
    t, domain = read_term(text), interval(MINUS_OO, num(end)) if side == "left" else interval(num(end), OO)
    found = list(bounds(t, "x", side, Context().bind("x", domain)))
    assert found
    for part in found:
        for k in range(1, 200):
            x = end + (-1 if side == "left" else 1) * MP.mpf(k) / 10
            assert _value(part.lower, x) <= _value(t, x) <= _value(part.upper, x)


def _value(t: Any, x: Any) -> Any:
    """A term at a point, with 400 digits."""
    with MP.workdps(400):
        return {
            "num": lambda: MP.mpf(t.args[0].numerator) / t.args[0].denominator, "sym": lambda: +x, "pi": lambda: +MP.pi,
            "+": lambda: MP.fsum(_value(a, x) for a in t.args), "*": lambda: MP.fprod(_value(a, x) for a in t.args),
            "^": lambda: MP.power(_value(t.args[0], x), _value(t.args[1], x)), "exp": lambda: MP.exp(_value(t.args[0], x)),
            "log": lambda: MP.log(_value(t.args[0], x)), "atan": lambda: MP.atan(_value(t.args[0], x)),
        }[t.head]()


CURVES = """
let f(x) = x*log(1 + exp(x))/(x + 3*exp(-x)); f is strictly concave on (-oo, -3)
let f(x) = x*log(1 + exp(x))/(x + 3*exp(-x)); f is strictly increasing on (0, oo)
let f(x) = x*tanh(exp(x)/2); f is strictly decreasing on (-oo, -2)
let f(x) = x*tanh(exp(x)/2); f is strictly concave on (3, oo)
let f(x) = x*(1 - exp(-exp(x))); f is strictly increasing on (0, oo)
let f(x) = x*(1 + tanh(sqrt(2/pi)*x))/2; f is strictly concave on (3, oo)
"""
FALSE_CURVES = """
let f(x) = x*log(1 + exp(x))/(x + 3*exp(-x)); f is strictly concave on (-oo, -1/2)
let f(x) = x*tanh(exp(x)/2); f is strictly decreasing on (-oo, -1/2)
let f(x) = x*(1 + tanh(sqrt(2/pi)*x))/2; f is strictly convex on (2, oo)
"""


@pytest.mark.parametrize("text", CURVES.strip().split("\n"))
def test_curves_bend_as_they_do(text: str) -> None:
    assert decided(text) is True


@pytest.mark.parametrize("text", FALSE_CURVES.strip().split("\n"))
def test_curves_do_not_bend_otherwise(text: str) -> None:
    assert decided(text) is False


def test_the_longest_tails() -> None:
    """A denominator whose factors are longer than it is, of a sign that only its leading part shows."""
    f = "let f(x) = log(1 + exp(x)*tanh(49*x/50)); "
    assert decided(f + "f is strictly convex on (2.0826, oo)") is True
    assert decided(f + "f is strictly convex on (2.05, oo)") is False
