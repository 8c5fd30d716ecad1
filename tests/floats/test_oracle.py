"""The oracle against a plain mpmath evaluation that knows nothing of it, and at the places where functions break."""

from __future__ import annotations

from fractions import Fraction
from operator import eq, ge, gt, le, lt
from random import Random
from typing import Any

import mpmath
import pytest
from oracles import oracle

from symact.activation import Activation
from symact.catalogue import CATALOGUE, find
from symact.check.reader import read_term
from symact.check.term import Term, num, substitute
from symact.floats.evaluate import Decimals, Unresolved
from symact.floats.formats import FLOAT32, FLOAT64, two
from symact.floats.germs import breakpoints, germ
from symact.floats.oracle import Disagreement, Kink, Oracle, Unjudged, Value

MP = mpmath.mp.clone()
MP.dps = 50
SCALAR = [a for a in CATALOGUE if not a.vector]


def plain(t: Term, x: Any) -> Any:
    """The value of a term in mpmath, branches and all, by nothing but recursion."""
    v = [plain(part, x) for part in t.terms] if t.head != "piecewise" else []
    match t.head:
        case "num":
            return MP.mpf(t.args[0].numerator) / t.args[0].denominator
        case "sym":
            return x
        case "pi":
            return MP.pi
        case "+":
            return sum(v)
        case "*":
            return MP.fprod(v)
        case "^":
            return v[0] ** v[1]
        case "min" | "max" | "abs":
            return {"min": min, "max": max, "abs": lambda w: abs(*w)}[t.head](v)  # type: ignore[operator]
        case "sign":
            return MP.sign(*v)
        case "<" | "<=" | ">" | ">=" | "=":
            return {"<": lt, "<=": le, ">": gt, ">=": ge, "=": eq}[t.head](*v)
        case "or":
            return any(v)
        case "true":
            return True
        case "piecewise":
            return next(plain(b, x) for b, c in zip(t.args[::2], t.args[1::2], strict=True) if plain(c, x))
    return getattr(MP, t.head)(*v)


def of(text: str, order: int = 0) -> Oracle:
    return Oracle(read_term(text), "x", order, FLOAT64)


def exactly(text: str, q: Fraction | int, order: int = 0) -> Fraction | None:
    found = of(text, order).at(Fraction(q))
    return found.lower if isinstance(found, Value) and found.exact else None


@pytest.mark.parametrize("order", [0, 1])
@pytest.mark.parametrize("activation", SCALAR, ids=lambda a: a.name)
def test_agrees_with_mpmath_at_fifty_digits(activation: Activation, order: int) -> None:
    """The derivative by mpmath is numerical; both sides of a breakpoint are avoided."""
    source, judged = Random(7), oracle(activation, order)
    for _ in range(30):
        q = FLOAT64.value(FLOAT64.nearest(Fraction(source.randrange(-(2**40), 2**40), 2**source.randrange(34, 41))))
        if any(abs(q - cut) < two(-20) for cut in judged.cuts or ()):
            continue
        found, x = judged.at(q), MP.mpf(q.numerator) / q.denominator
        if isinstance(found, Unjudged):
            assert isinstance(plain(judged.term, x), MP.mpc)  # no real number
            continue
        assert isinstance(found, Value)
        with MP.workdps(400):
            expected = MP.diff(lambda y: plain(judged.term, y), x, h=MP.mpf(2) ** -300) if order else plain(judged.term, x)
        ulp = FLOAT64.ulp(found.middle)
        ends = found.lower - ulp / 2**29, found.upper + ulp / 2**29
        low, high = (MP.mpf(end.numerator) / end.denominator for end in ends)
        assert low <= expected <= high, q
        assert found.upper - found.lower <= ulp * two(-28)


@pytest.mark.parametrize("order", [0, 1, 2])
@pytest.mark.parametrize("activation", SCALAR, ids=lambda a: a.name)
def test_arb_and_the_witness_agree_everywhere(activation: Activation, order: int) -> None:
    judged = oracle(activation, order)
    far = (two(-1074), two(-500), Fraction(700), two(500), two(1023)) if order < 2 else ()
    for size in (Fraction(1, 3), Fraction(21, 8), Fraction(30), *far):
        for q in (size, -size):
            judged.confirm(q)


def test_a_wrong_library_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Decimals, "tanh", lambda self, v: self.mp.tanh(v) * (1 + self.mp.mpf(2) ** -60), raising=False)
    with pytest.raises(Disagreement, match="Arb encloses"):
        of("tanh(x)").confirm(Fraction(1, 3))


def test_kinks_have_their_clarke_interval() -> None:
    assert of("max(x, 0)", 1).at(Fraction(0)) == Kink(Fraction(0), Fraction(1))
    assert of("abs(x)", 1).at(Fraction(0)) == Kink(Fraction(-1), Fraction(1))
    assert of("x*min(max(x + 3, 0), 6)/6", 1).at(Fraction(-3)) == Kink(Fraction(-1, 2), Fraction(0))
    assert of("x*min(max(x + 3, 0), 6)/6", 1).at(Fraction(3)) == Kink(Fraction(1), Fraction(3, 2))
    bent = of("Piecewise((x, x > 0), (2*(exp(x) - 1), True))", 1).at(Fraction(0))
    assert bent == Kink(Fraction(1), Fraction(2))


def test_pieces_that_meet_smoothly_have_a_derivative() -> None:
    assert exactly("Piecewise((x, x > 0), (exp(x) - 1, True))", 0, 1) == 1
    assert exactly("x*abs(x)", 0, 1) == 0
    assert exactly("max(x, 0)^2", 0, 1) == 0
    assert of("max(x, 0)^2", 2).at(Fraction(0)) == Kink(Fraction(0), Fraction(2))
    assert exactly("max(x, 0)^3", 0, 2) == 0


def test_jumps_and_holes_are_not_judged() -> None:
    for text in ("sign(x)", "Piecewise((0, x < 0), (1, True))", "floor(x)"):
        assert isinstance(of(text, 1).at(Fraction(0)), Unjudged)
    assert isinstance(of("max(x, 0)", 2).at(Fraction(0)), Unjudged)
    for text in ("1/x", "x/x", "sin(x)/x", "x*log(x)", "x*sqrt(x - 1)", "x/(tanh(x) - x)"):
        assert isinstance(of(text).at(Fraction(0)), Unjudged), text
    for order in (0, 1, 2):
        assert isinstance(of("log(x)", order).at(Fraction(-1)), Unjudged)
        assert isinstance(of("log(1 - exp(-x))", order).at(Fraction(-1)), Unjudged)
        assert isinstance(of("log(1 - exp(-x))", order).at(two(-1000)), Value)
    assert isinstance(of("Piecewise((x, x > 0))").at(Fraction(-1)), Unjudged)


def test_values_at_breakpoints_are_those_of_the_branch_that_rules_there() -> None:
    assert exactly("sign(x)", 0) == 0
    assert exactly("Piecewise((0, x < 0), (1/2, x = 0), (1, True))", 0) == Fraction(1, 2)
    assert exactly("Piecewise((1, x = 0), (sin(x)/x, True))", 0) == 1
    assert exactly("floor(x)", Fraction(-7, 2)) == -4
    assert exactly("min(x, 2*x, 3)", -1) == -2
    assert exactly("Piecewise((1, x > 0 and not x > 2), (0, x <= 0 or x != 3), (7, True))", 3) == 7


def test_conditions_that_are_not_rational_are_followed_by_balls() -> None:
    text = "Piecewise((x, exp(x) > 2), (-x, True))"
    assert exactly(text, Fraction(693147, 10**6)) == Fraction(-693147, 10**6)
    assert exactly(text, Fraction(693148, 10**6)) == Fraction(693148, 10**6)
    with pytest.raises(Unresolved, match="cannot be told from 0"):
        germ(read_term("Piecewise((x, sin(1)^2 + cos(1)^2 > 1), (0, True))"), "x", Fraction(1), 0)


def test_breakpoints_are_exact() -> None:
    assert breakpoints(read_term("min(max(3*x + 1, 0), 6)"), "x") == (Fraction(-1, 3), Fraction(5, 3))
    assert breakpoints(read_term("abs(abs(x) - 1)"), "x") == (-1, 0, 1)
    assert breakpoints(read_term("x*exp(x)"), "x") == ()
    assert breakpoints(read_term("max(x, 0) + min(0, 2*(exp(3*x + 1) - 1))"), "x") == (Fraction(-1, 3), 0)
    assert breakpoints(read_term("abs(x^2 - 3*x)"), "x") == (0, 3)


@pytest.mark.parametrize(("text", "zeros"), [
    ("abs(exp(x) - 2)", [MP.log(2)]), ("abs(x^2 - 2)", [-MP.sqrt(2), MP.sqrt(2)]), ("min(x*exp(x), 1)", [MP.lambertw(1)]),
    ("max(x^3 - x^2, 2)", [MP.findroot(lambda x: x**3 - x**2 - 2, 1.7)]), ("max(exp(x), -1)", []),
    ("min(x + exp(-50*x^2)/10^30, x/2)", [MP.mpf(-2) / MP.mpf(10) ** 30]),
])
def test_breakpoints_without_a_closed_form_lie_between_the_right_floats(text: str, zeros: list[Any]) -> None:
    found = breakpoints(read_term(text), "x")
    assert found is not None and len(found) == len(zeros)
    for q, zero in zip(found, zeros, strict=True):
        assert abs(MP.mpf(q.numerator) / q.denominator - zero) < abs(zero) * MP.mpf(10) ** -45
        assert Fraction(float(q)) != q


@pytest.mark.parametrize("text", ["floor(x)", "abs(sin(x))"])
def test_what_has_too_many_breakpoints_is_given_up(text: str) -> None:
    assert breakpoints(read_term(text), "x") is None


def test_far_tails_keep_their_sign_and_size() -> None:
    found = oracle(find("gelu"), 0).at(Fraction(-30))
    assert isinstance(found, Value) and found.sign < 0 and found.upper - found.lower < abs(found.middle) * two(-75)
    tiny = oracle(find("silu"), 0).at(Fraction(-10**6))
    assert isinstance(tiny, Value) and tiny.sign < 0 and abs(tiny.middle) < FLOAT64.smallest


def test_limits_are_seen_or_not() -> None:
    assert oracle(find("silu"), 0).limit(-1) is not None
    up = oracle(find("softplus"), 0).limit(1)
    assert up is not None and up.middle > FLOAT64.overflow
    one = oracle(find("softplus"), 1).limit(1)
    assert one is not None and abs(one.middle - 1) < two(-1000)
    left = of("Piecewise((x, exp(x) > 2), (-x, True))")
    assert all(end is not None and end.sign > 0 and end.middle > FLOAT64.overflow for end in map(left.limit, (-1, 1)))
    assert of("sin(x)").limit(1) is None and of("log(x)").limit(1) is None


def test_a_parameter_without_a_value_is_refused() -> None:
    with pytest.raises(ValueError, match="alpha have no value"):
        Oracle(find("elu").body, "x", 0, FLOAT32)


def test_parameters_are_exact() -> None:
    body = substitute(find("leaky_relu").body, {"negative_slope": num(Fraction(1, 100))})
    found = Oracle(body, "x", 1, FLOAT32).at(Fraction(-1))
    assert isinstance(found, Value) and found.lower == found.upper == Fraction(1, 100)
