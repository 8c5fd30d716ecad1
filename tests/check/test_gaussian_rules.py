"""Taylor coefficients by recurrences, majorants and tails of the normal law, against mpmath at 50 digits."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest
from numeric import MP, evaluate, mpf

from symact.check.arithmetic import Integers
from symact.check.extent import Context, interval, numbers
from symact.check.growth import Majorant, beyond, majorant
from symact.check.jets import HEADS, Jets
from symact.check.reader import read_term
from symact.check.term import MINUS_OO, OO, Rejected, num
from symact.proof.arb import Balls

ORDER = 8
TERMS = ["exp(x)", "exp(-x^2/2)", "log(2 + x)", "log1p(x/3)", "expm1(x)", "tanh(2*x)", "tan(x/2)", "sin(3*x + 1)", "cos(x)*x", "atan(x)",
         "asin(x/4)", "erf(x/sqrt(2))", "erfc(2*x - 1)", "cbrt(3 + x)", "cbrt(x - 3)", "LambertW(2 + x)", "LambertW(exp(x))", "sqrt(4 + x)",
         "(4 + x)^(-3/2)", "1/(1 + exp(-x))", "x/(1 + x^2)^3", "x^5 - 3*x + pi", "x*tanh(log(1 + exp(x)))", "exp(2)*x", "(x + 2)^0", "exp(0*x)",
         "cos(0*x) + x", "erfc(0*x*x)*x", "asin(0*x)", "0*x*exp(x)"]
POINTS = [Fraction(-1, 4), Fraction(1, 16), Fraction(5, 7)]  # where the witness can tell every part from 0



@pytest.mark.parametrize("kind", [Integers, Balls])
@pytest.mark.parametrize("text", TERMS)
def test_taylor_coefficients_are_enclosed(text: str, kind: object) -> None:
    """At points, and over a cell around them: the coefficient at every point of the cell."""
    arithmetic = numbers(kind, 160)  # type: ignore[arg-type]
    t, h = read_term(text), Fraction(1, 8)
    jets = Jets(t, "x", ORDER, arithmetic)
    for q in POINTS:
        wanted = MP.taylor(lambda y: mpf(evaluate(t, {"x": y})), mpf(q), ORDER)
        for lo, hi in ((q, q), (q - h, q + h / 3)):
            for k, v in enumerate(jets(arithmetic.hull(lo, hi), h)):
                low, high = arithmetic.bounds(v)
                c, slack = wanted[k] * MP.mpf(2) ** (-3 * k), MP.mpf(10) ** -20
                assert low.numerator - slack * low.denominator <= c * low.denominator, (k, q, lo, hi)
                assert c * high.denominator <= high.numerator + slack * high.denominator, (k, q, lo, hi)
                assert lo != hi or high - low < Fraction(1, 2**90), (k, q)


def _smooth(t: object, y: object) -> object:
    return mpf(evaluate(t, {"x": MP.mpf(y)}))  # type: ignore[arg-type]


def test_every_head_has_a_recurrence() -> None:
    assert set(HEADS) == {"exp", "expm1", "log", "log1p", "tanh", "tan", "sin", "cos", "atan", "asin", "erf", "erfc", "cbrt",
                                        "LambertW"}


GROWING = ["x", "x^3 - 2*x", "exp(x)", "exp(-2*x)", "x*exp(x)/(1 + exp(x))", "log(1 + exp(x))", "log(1 + exp(3*x))^2", "x*erf(x)",
           "sqrt(1 + x^2)", "cbrt(x)", "LambertW(exp(x))", "exp(x - x^2)", "expm1(x)", "log1p(x^4)", "1/(1 + exp(-x))", "exp(-x)^3",
           "log((1 + exp(x))^2)", "log(1/(1 + x^2))", "sin(x)*x^2", "exp(x/2 + sin(x))", "(1 + x^2)^(3/2)", "exp(sqrt(2)*x)*x^2", "0*x",
           "x^3/(x^2 - x/4 + 1/2)", "1/(exp(-x) + x^2*exp(-2*x)/9 + exp(x))", "1/(x^3*(x^2 + x/2))", "(x^2 - x/4 + 1/2)^(-2)"]


def bound(found: Majorant, x: object) -> object:
    return sum((mpf(c) * abs(x) ** n * MP.exp(mpf(a) * abs(x)) for (n, a), c in found.items()), MP.mpf(0))  # type: ignore[arg-type, operator]


@pytest.mark.parametrize("text", GROWING)
def test_majorants_are_bounds(text: str) -> None:
    t = read_term(text)
    for domain, sign in ((interval(num(1), OO), 1), (interval(MINUS_OO, num(-1)), -1)):
        found = majorant(t, "x", Context().bind("x", domain))
        for q in (1, 2, 5, 11, 37, 90):
            x = MP.mpf(sign * q) * MP.mpf("1.001")
            assert abs(_smooth(t, x)) <= bound(found, x) * (1 + MP.mpf(10) ** -30), q  # type: ignore[operator, arg-type]


@pytest.mark.parametrize(("text", "exact"), [
    ("log((1 + exp(x))/(1 + exp(2*x - 1)))", lambda x: MP.log1p(MP.exp(x)) - MP.log1p(MP.exp(2 * x - 1))),
    ("log(1 - tanh(x))", lambda x: MP.log(2) - MP.log1p(MP.exp(2 * x))), ("log(1 + tanh(x))", lambda x: MP.log(2) - MP.log1p(MP.exp(-2 * x))),
    ("log(exp(3*x)*(1 + exp(-x)))", lambda x: 3 * x + MP.log1p(MP.exp(-x))),
])
def test_majorants_of_logarithms_are_bounds(text: str, exact: Callable[[object], object]) -> None:
    for domain, sign in ((interval(num(1), OO), 1), (interval(MINUS_OO, num(-1)), -1)):
        found = majorant(read_term(text), "x", Context().bind("x", domain))
        for q in (1, 2, 5, 11, 37, 90, 1000):
            x = MP.mpf(sign * q) * MP.mpf("1.001")
            assert abs(exact(x)) <= bound(found, x) * (1 + MP.mpf(10) ** -30), q  # type: ignore[arg-type, operator]


@pytest.mark.parametrize(("text", "wanted"), [
    ("x", {(1, 0): 1}), ("1/(x - x/2)", {(0, 0): 2}), ("-7/2", {(0, 0): "7/2"}), ("x^3 - 2*x", {(3, 0): 1, (1, 0): 2}), ("x*(x + 1)", {(2, 0): 1, (1, 0): 1}),
    ("exp(2*x)", {(0, 2): 1}), ("x^2*exp(x/2)", {(2, "1/2"): 1}), ("expm1(3*x)", {(0, 3): 1, (0, 0): 1}), ("exp(-2*x)^-3", {(0, 6): 1}),
    ("x*tanh(x)", {(1, 0): 1}), ("(x - 3)^2", {(2, 0): 1, (1, 0): 6, (0, 0): 9}), ("x^(3/2)", {(2, 0): 1, (0, 0): 1}), ("cbrt(x)", {(1, 0): 1, (0, 0): 1}),
    ("sqrt(x)", {(1, 0): 1, (0, 0): 1}), ("LambertW(x)", {(1, 0): 1, (0, 0): 1}),
])
def test_majorants_by_hand(text: str, wanted: dict[tuple[int, Fraction | int | str], Fraction | int | str]) -> None:
    """|a + b| <= |a| + |b|, |a b| = |a| |b|, and |u|^r <= 1 + |u|^k for r <= k."""
    found = majorant(read_term(text), "x", Context().bind("x", interval(num(1), OO)))
    assert found == {(n, Fraction(a)): Fraction(c) for (n, a), c in wanted.items()}


@pytest.mark.parametrize(("text", "wanted"), [
    ("log(x)", {(0, 0): "log(2)", (1, 0): 1}), ("log(3*x^2)", {(0, 0): "log(7) + log(3)", (1, 0): 1}), ("log(x^2)", {(0, 0): "2*log(2)", (1, 0): 2}), ("log1p(x)", {(0, 0): "log(3) + log(2)", (1, 0): 1}),
    ("log(x^(-3))", {(0, 0): "3*log(2)", (1, 0): 3}), ("log(exp(2*x) + 1)", {(0, 0): "log(3) + log(exp(2) + 1)", (1, 0): 2}), ("log(x/9)", {(0, 0): "log(10/9) + log(9)", (1, 0): 1}),
    ("log(sqrt(x^2 + 1) - x)", {(0, 0): "2*log(6)", (1, 0): 2}), ("log(x*exp(3*x))", {(0, 0): "log(2) + 3", (1, 0): 4}), ("log(x^3*exp(x))", {(0, 0): "log(7) + 1", (1, 0): 2}),
    ("exp(sin(x) + x)", {(0, 1): "exp(1)"}), ("exp(x - exp(x))", {(0, 1): 1}), ("exp(x/2 + 3)", {(0, "1/2"): "exp(3)"}), ("exp(cos(x)*x)", {(0, 1): 1}), ("exp(3 - x^2)", {(0, 0): "exp(2)"}),
    ("1/(exp(-x)*(x^2 - x/4 + 1/2))", {(0, 1): 4}), ("1/(x^2 - x/4 + 1/2)", {(0, 0): 4}), ("(x^2 - x/2)^(-2)*x", {(1, 0): 4}), ("x*exp(-x)^(-2)", {(1, 2): 1}),
])
def test_majorants_with_logarithms_and_quotients_by_hand(text: str, wanted: dict[tuple[int, Fraction | int | str], Fraction | int | str]) -> None:
    """log |u| <= log(1 + sum of c n!) + a |x| for |u| at most a sum of c |x|^n e^(a |x|), and |log l| for u >= l; e^u <= e^A e^(B |x|)."""
    found = majorant(read_term(text), "x", Context().bind("x", interval(num(1), OO)))
    assert found.keys() == {(n, Fraction(a)) for n, a in wanted}
    for (n, a), c in wanted.items():
        value = mpf(evaluate(read_term(str(c)), {}))
        assert value * (1 - MP.mpf(10) ** -30) <= mpf(found[n, Fraction(a)]) <= value + MP.mpf(10) ** -9, (n, a)


@pytest.mark.parametrize("text", ["exp(x^2)", "exp(exp(x))", "1/erfc(x)", "exp(x*exp(x))", "exp(x*(x + 1))", "exp(x*(1 + exp(x)))",
                                  "exp((1 + x)*exp(x))", "exp(x*log(1 + exp(x)))"])
def test_what_grows_faster_has_none(text: str) -> None:
    with pytest.raises(Rejected):
        majorant(read_term(text), "x", Context().bind("x", interval(num(1), OO)))


@pytest.mark.parametrize("n", range(5))
@pytest.mark.parametrize("rate", ["0", "1/2", "2"])
def test_tails_are_bounds(n: int, rate: str) -> None:
    """Above the integral beyond T, and by less than a factor of 2 for T = 8."""
    a = Fraction(rate)
    for far in (3, 5, 8):
        shown = beyond({(n, a): Fraction(7)}, Fraction(far), Context())
        exact = 7 * MP.quad(lambda x: x**n * MP.exp(mpf(a) * x - x * x / 2), [far, far + 1, far + 3, far + 10, far + 40]) / MP.sqrt(2 * MP.pi)
        assert exact <= mpf(shown)
        assert far < 8 or mpf(shown) < 2 * exact + MP.mpf(10) ** -25
