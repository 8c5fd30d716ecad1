"""Trigonometric statements: inequalities and identities from textbooks, with mpmath as a witness on samples."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import mpmath
import pytest

from symact.catalogue import definitions
from symact.check.extent import NEG, POS, Context, sign
from symact.check.identity import is_zero
from symact.check.reader import read, read_term
from symact.check.term import REALS, free
from symact.prove import Budget, Found, search

MP = mpmath.mp.clone()
MP.dps = 50
NAMES = {"sin": MP.sin, "cos": MP.cos, "tan": MP.tan, "sqrt": MP.sqrt, "exp": MP.exp}


def decided(text: str) -> bool | None:
    found = search(read(text, definitions()), Budget(seconds=30))
    return found.truth if isinstance(found, Found) else None


# pairs of equal terms (DLMF 4.21, 4.17, and half angles)
IDENTITIES = [
    ("sin(2*x)", "2*sin(x)*cos(x)"), ("sin(3*x)", "3*sin(x) - 4*sin(x)^3"), ("cos(4*x)", "8*cos(x)^4 - 8*cos(x)^2 + 1"),
    ("sin(x)*cos(y)", "(sin(x + y) + sin(x - y))/2"), ("sin(x)*sin(y)", "(cos(x - y) - cos(x + y))/2"),
    ("sin(x + y)", "sin(x)*cos(y) + cos(x)*sin(y)"), ("tan(x + y)", "(tan(x) + tan(y))/(1 - tan(x)*tan(y))"),
    ("tan(x)^2 + 1", "1/cos(x)^2"), ("tan(2*x)", "2*tan(x)/(1 - tan(x)^2)"), ("tan(x/2)", "sin(x)/(1 + cos(x))"),
    ("sin(x/2)^2", "(1 - cos(x))/2"), ("sin(x) + cos(x)", "sqrt(2)*sin(x + pi/4)"), ("sin(x) + sqrt(3)*cos(x)", "2*sin(x + pi/3)"),
    ("4*cos(x)*cos(x + pi/3)*cos(x - pi/3)", "cos(3*x)"), ("sin(pi/6)", "1/2"), ("cos(pi/4)", "sqrt(2)/2"), ("tan(pi/8)", "sqrt(2) - 1"),
    ("cos(pi/12)", "(sqrt(6) + sqrt(2))/4"), ("tan(5*pi/12)", "2 + sqrt(3)"), ("sin(-7*pi/3)", "-sqrt(3)/2"),
    ("exp(x)*sin(x)^2*4 - 2*exp(x)", "-2*exp(x)*cos(2*x)"), ("sin(x + y + z)", "sin(x)*cos(y + z) + cos(x)*sin(y)*cos(z) + cos(x)*cos(y)*sin(z)"),
]


def at(text: str, here: dict[str, object]) -> object:
    return eval(text.replace("^", "**"), {"__builtins__": {}, **NAMES, "pi": MP.pi, **here})  # noqa: S307 -- our own texts


def equal(left: str, right: str) -> bool:
    t = read_term(f"({left}) - ({right})")
    ctx = Context()
    for name in free(t):
        ctx = ctx.bind(name, REALS)
    return is_zero(t, ctx)


@pytest.mark.parametrize(("left", "right"), IDENTITIES)
def test_identities(left: str, right: str) -> None:
    r = Random(f"{left}{right}")
    for _ in range(5):
        here = {name: MP.mpf(r.uniform(-2, 2)) for name in "xyz"}
        assert abs(at(left, here) - at(right, here)) < MP.mpf(10) ** -40  # type: ignore[operator]
    assert equal(left, right)


@pytest.mark.parametrize(("left", "right"), IDENTITIES)
def test_terms_that_are_not_identical(left: str, right: str) -> None:
    for wrong in (f"({right}) + 10^-30", f"-({right})", f"({right})*(1 + sin(x)^2)", f"({right}) + sin(2*x) - sin(x)"):
        assert not equal(left, wrong)


def test_every_twelfth_of_a_half_turn_has_its_square_roots() -> None:
    """Against mpmath: sin(k pi/12) is the closed term that the kernel takes it for."""
    for k in range(-30, 31):
        q = Fraction(k, 12)
        for f in ("sin", "cos"):
            v = NAMES[f](MP.pi * k / 12)
            for other in ("0", "1/2", "sqrt(2)/2", "sqrt(3)/2", "1", "(sqrt(6) + sqrt(2))/4", "(sqrt(6) - sqrt(2))/4"):
                for s in ("", "-"):
                    assert equal(f"{f}({q}*pi)", f"{s}({other})") == (abs(v - at(f"{s}({other})".replace("1/2", "0.5"), {})) < 1e-40)  # type: ignore[operator]


TRUE = [  # inequalities and their sources: tests/prove/corpus/trigonometric.claims.toml
    "forall x in (0, pi/2): 2*sin(x)/x + tan(x)/x > 3", "forall x in (0, pi/2): (sin(x)/x)^2 + tan(x)/x > 2",
    "forall x in [0, pi/2]: 2*x/pi <= sin(x)", "forall x in (0, pi/2): tan(x) > x", "forall x in (0, pi/2): sin(x)/x < (2 + cos(x))/3",
    "forall x in (0, pi/2): tan(x)/x < pi^2/(pi^2 - 4*x^2)", "forall x in [0, pi]: sin(x) >= 0", "cos is strictly decreasing on [0, pi]",
    "sin is strictly concave on [0, pi]", "lim(tan(x), x -> pi/2-) = oo", "lim(x + sin(x)^2, x -> oo) = oo",
    "forall x: sin(2*x) = 2*sin(x)*cos(x)",
    "(x -> x + sin(x)^2) is strictly increasing", "range(x -> x + sin(x)^2) = R", "lipschitz(x -> x + sin(x)^2) = 2", "range(sin) = [-1, 1]",
    "max(sin) = 1", "sup(x -> sin(x)^2) = 1", "sup(x -> sin(x) + cos(x)) = sqrt(2)", "forall x: sin(x)*cos(x) <= 1/2",
    "forall x: 3 + 4*cos(x) + cos(2*x) >= 0", "forall x in (0, pi): sin(x) + sin(2*x)/2 + sin(3*x)/3 > 0",
    "forall x in R: cos(sin(x)) > sin(cos(x))", "forall x: 3*sin(x) + 4*cos(x) <= 5", "argmin(cos, [0, 2*pi]) = {pi}",
    "zeros(sin) = {k*pi : k integer}", "zeros(cos) = {pi/2 + k*pi : k integer}", "argmax(sin) = {pi/2 + 2*k*pi : k integer}",
    "zeros(x -> sin(x)^2 - 1/4) = {pi/6 + k*pi : k integer} union {k*pi - pi/6 : k integer}",
    "sin is periodic with period 2*pi", "(x -> abs(sin(x))) is periodic with period pi", "(x -> sin(x)^2) is periodic with period pi",
]
FALSE = [
    "forall x in (0, pi/2): 2*sin(x)/x + tan(x)/x > 3.000000001", "forall x in [0, pi/2]: 2*x/pi < sin(x)",
    "forall x in [0, pi]: sin(x) > 0", "cos is decreasing on [0, 3.1416]", "forall x: sin(2*x) = 2*sin(x)",
    "forall x in [0, pi/2]: x <= tan(x)",
    "(x -> x + 1.000001*sin(x)^2) is increasing", "range(sin) = (-1, 1)", "zeros(sin) = {2*k*pi : k integer}", "zeros(sin) = {0}",
    "argmax(sin) = {pi/2 + k*pi : k integer}", "sin is periodic with period pi", "sin is periodic with period 4*pi",
    "sin is periodic with period -2*pi", "(x -> abs(sin(x))) is periodic with period 2*pi", "tanh is periodic with period 1",
    "(x -> x + sin(x)) is periodic with period 2*pi", "forall x in R: 3 + 4*cos(x) + cos(2*x) > 0", "relu is periodic with period 2",
    "forall x: 3*sin(x) + 4*cos(x) <= 4.99999",
]


def test_signs_of_trigonometric_polynomials_hold_at_samples() -> None:
    """Random c + a sin(kx + s) + b cos(x) + ... on random intervals: no sign that the kernel excludes is taken."""
    r, decisive = Random(7), 0
    for _ in range(300):
        c = [r.randint(-3, 3) for _ in range(5)]
        k, shift = r.choice(["1", "2", "1/2", "3"]), r.choice(["", " + pi/2", " + pi", " + pi/6"])
        text = f"({c[0]}) + ({c[1]})*sin({k}*x{shift}) + ({c[2]})*cos(x) + ({c[3]})*sin(2*x)*cos(x) + ({c[4]})*cos(3*x)"
        lo = Fraction(r.randint(-70, 70), 10)
        domain = r.choice(["R", f"({lo}, {lo + r.choice([1, 3, 20])})", "(0, pi)", "[-pi, pi]", "(pi/2, pi)", "(-pi/2, pi/2]"])
        known = sign(read_term(text), Context().bind("x", read_term(domain)))
        ends = {"R": (-10, 10)}.get(domain) or tuple(at(f"{e}*1", {}) for e in domain[1:-1].split(", "))
        a, b = (MP.mpf(e.numerator) / e.denominator if isinstance(e, Fraction) else MP.mpf(e) for e in ends)
        decisive += known in (NEG, POS)
        for j in range(60):
            v = at(text, {"x": a + (b - a) * (2 * j + 1) / 120})
            assert abs(v) < 1e-20 or known & (POS if v > 0 else NEG), (text, domain, known)  # type: ignore[operator, arg-type]
    assert decisive > 40


@pytest.mark.parametrize("text", TRUE)
def test_true_statements_are_proved(text: str) -> None:
    assert decided(text) is True


@pytest.mark.parametrize("text", FALSE)
def test_false_statements_are_refuted(text: str) -> None:
    assert decided(text) is False
