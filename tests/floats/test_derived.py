"""Kernels derived from definitions: every function of one number in the catalogue, value and derivative, and functions of a user."""

from __future__ import annotations

from dataclasses import fields, replace
from fractions import Fraction
from typing import Any

import mpmath
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symact.activation import Activation
from symact.catalogue import CATALOGUE, find
from symact.check.calculus import derivative as slope
from symact.check.enclose import Program
from symact.check.reader import BUILTIN, read_definition
from symact.check.term import Term, add, apply, mul, num, power, substitute, sym
from symact.floats.arrays import numbers, patterns_dtype
from symact.floats.backends.numpy import derived, function, implementation
from symact.floats.compare import compare
from symact.floats.derived import functions
from symact.floats.derived.bounds import bounds
from symact.floats.derived.cuts import pieces
from symact.floats.derived.exact import exact
from symact.floats.derived.expansions import Expander, Expansion
from symact.floats.derived.forms import forms
from symact.floats.derived.kernel import evaluate, kernel
from symact.floats.derived.plan import Form, Guarded, Line, Planner
from symact.floats.derived.stored import read, written
from symact.floats.derived.tape import Runner, record
from symact.floats.evaluate import Decimals
from symact.floats.formats import BFLOAT16, FLOAT16, FLOAT32
from symact.floats.judge import Judge
from symact.floats.oracle import Oracle

SCALAR = [a for a in CATALOGUE if not a.vector]
LIMIT = Fraction(51, 100)  # ulps, where 1 is promised for 16 bits and 2 for float32
X = sym("x")

every = pytest.mark.parametrize("activation", SCALAR, ids=lambda a: a.name)


def body(activation: Activation) -> Term:
    return substitute(activation.body, {p.name: p.default for p in activation.parameters if p.default is not None})


def at(term: Term, x: float, bits: int = 400) -> Any:
    """The value by mpmath."""
    decimals = Decimals(bits)
    return Program([term], "x", decimals)(decimals.mp.mpf(x))[0]


@every
@pytest.mark.parametrize("derivative", [0, 1], ids=["value", "derivative"])
def test_some_inputs_of_every_function(activation: Activation, derivative: int) -> None:
    """Inputs spread over all floats of two formats, and the neighbours of 0 and of the cuts: rounded right, nearly always."""
    run = implementation(activation, derivative)
    for target, step in ((BFLOAT16 if activation.name < "l" else FLOAT16, 5903), (FLOAT32, 330_286_401)):
        oracle = Oracle(body(activation), activation.variable, derivative, target)
        cuts = [cut for cut in oracle.cuts or () if abs(cut) < target.largest]
        places = [p for q in (Fraction(0), *cuts) for p in target.neighbours(target.nearest(q), 1)]
        chosen = [*range(0, 2 * target.sign_bit, step), *places, target.sign_bit, target.infinity, target.infinity | target.sign_bit]
        patterns = np.array(sorted(set(chosen)), dtype=patterns_dtype(target))
        judge = Judge(oracle)
        for bits, got in zip(patterns.tolist(), run(patterns, target, {}).tolist(), strict=True):
            judge.look(bits, got)
        tally = judge.tally
        assert not tally.finished(activation="", backend="", dtype="", derivative=0, inputs="", as_stored=False, parameters=()).errors
        assert max(tally.largest(False), tally.largest(True)) <= LIMIT and tally.above_one == 0


@pytest.mark.parametrize(("name", "derivative", "dtype"), [("elish", 1, "float16"), ("softsign", 0, "bfloat16")])
def test_all_inputs(name: str, derivative: int, dtype: str) -> None:
    found = compare(find(name), dtype=dtype, derivative=derivative, inputs="all")
    assert found.errors == () and found.max_ulp <= LIMIT and found.unresolved == 0, found.text()


@pytest.mark.parametrize("name", ["silu", "xielu", "softsign"])
def test_second_derivatives(name: str) -> None:
    found = compare(find(name), dtype="float16", derivative=2)
    assert found.errors == () and found.max_ulp <= LIMIT and found.points > 900, found.text()


@pytest.mark.parametrize(("definition", "derivative"), [
    ("f(x) = x*exp(-x^2)", 1), ("f(x) = (exp(x) - 1 - x)/x^2", 0), ("f(x) = LambertW(x)", 1), ("f(x) = abs(x^3 - 2)^(1/3)", 0),
    ("f(x) = Piecewise((atan(x), x < sqrt(2)), (cbrt(x) - 1, True))", 0),
], ids=str)
def test_functions_of_a_user(definition: str, derivative: int) -> None:
    found = compare(Activation("f", definition), dtype="float16", derivative=derivative)
    assert not [e for e in found.errors if e.kind != "limit"] and found.max_ulp <= LIMIT and found.points > 400, found.text()


@pytest.mark.parametrize(("name", "parameters"), [
    ("swish_beta", {"beta": Fraction(-7, 3)}), ("squareplus", {"b": Fraction(1, 10**6)}), ("scaled_tanh", {"beta": Fraction(1000)}),
    ("soft_exponential", {"alpha": Fraction(1, 3)}), ("keras_relu", {"threshold": Fraction(1, 3), "negative_slope": Fraction(1, 7)}),
], ids=str)
def test_other_parameters(name: str, parameters: dict[str, Fraction]) -> None:
    for derivative in (0, 1):
        found = compare(find(name), dtype="float16", derivative=derivative, parameters=parameters)
        assert found.errors == () and found.max_ulp <= LIMIT, found.text()


@every
def test_every_form_is_the_same_function(activation: Activation) -> None:
    for piece in pieces(body(activation), activation.variable):
        if piece.term is None:
            continue
        inside = [x for x in (-4.0, -2.25, -0.375, 0.40625, 0.8125, 3.5, 7.0) if piece.first <= x <= piece.last][:3]
        for order in (0, 1):
            known = [at(slope(piece.term, "x", order), x, 1200) for x in inside]
            for form in forms(piece.term, "x", order, (3.0, -0.125) if len(inside) == 3 else (inside or [0.5])[:1]):
                for x, wanted in zip(inside, known, strict=True):
                    assert abs(at(form, x, 1200) - wanted) <= abs(wanted) * mpmath.mpf(2) ** -300, (form, x)


def leaves() -> st.SearchStrategy[Term]:
    constants = st.fractions(-8, 8, max_denominator=30).filter(bool).map(num)
    return st.one_of(st.just(X), st.just(X), constants)


def nodes(inner: st.SearchStrategy[Term]) -> st.SearchStrategy[Term]:
    heads = st.sampled_from(["exp", "expm1", "log1p", "log", "tanh", "erf", "erfc", "sin", "cos", "tan", "atan", "asin", "cbrt", "LambertW"])
    return st.one_of(
        st.builds(add, inner, inner), st.builds(mul, inner, inner), st.builds(lambda h, t: apply(h, t), heads, inner),
        st.builds(lambda t, n: power(t, num(n)), inner, st.sampled_from([-2, -1, 2, 3, Fraction(1, 2), Fraction(-3, 2), Fraction(1, 3)])))


@settings(max_examples=80, deadline=None)
@given(st.recursive(leaves(), nodes, max_leaves=6), st.one_of(st.floats(-50, 50), st.floats(-800, 800)), st.sampled_from([0.0, 2.0**-20, 0.01, 1.0]))
def test_the_error_bound_covers_the_error(term: Term, x: float, width: float) -> None:
    """mpmath with 120 digits beside the computed value and its bound, at a point and on an interval around it."""
    covers(term, x, x - width * 0.3, x + width * 0.7)


@pytest.mark.parametrize("definition", [
    "x*exp(2*x)/(exp(2*x) + 2)", "exp(x)/(1 + exp(x)^2)", "(exp(x) - exp(x/2))/exp(x)", "log(1 + x*exp(x))", "sqrt(exp(2*x))*exp(-x)",
    "cbrt(exp(x)^2)*exp(-x/3)", "exp(x)*exp(-x)", "exp(2*x)/x^120", "exp(x)^2*x^(-100)", "exp(x) - exp(x + 1)", "LambertW(exp(x))",
])
def test_the_error_bound_where_float64_overflows(definition: str) -> None:
    """Of cells that an overflow begins in the middle of nothing is said, unless the value itself is beyond."""
    term = read_definition(f"f(x) = {definition}", BUILTIN).body
    said = sum(covers(term, float(x), x - place, x + 8 - place) for x in np.linspace(300, 720, 150) for place in (0.5, 7.5))
    assert said < 300


def covers(term: Term, x: float, low: float, high: float) -> bool:
    """Whether a bound is known for the interval; if so, the value at x has to lie within it, and the computed one."""
    tape = record(term, "x")
    with np.errstate(all="ignore"):
        got = float(Runner(tape)(np.array([x]))[0])
    found = bounds(tape, np.array([low]), np.array([high]))
    rel, eta = float(found.rel[0]), float(found.eta[0])
    if not np.isfinite(rel):
        return False
    wanted = at(term, x, 3000 if abs(x) > 50 else 400)
    assert not np.isnan(got) and mpmath.im(wanted) == 0
    room = mpmath.mpf(2) ** -300 * abs(wanted)
    assert found.lo[0] - room <= wanted <= found.hi[0] + room
    if np.isfinite(got):
        assert abs(mpmath.mpf(got) - wanted) <= rel * abs(wanted) + eta + room or abs(wanted) >= 2.0**1000 <= abs(got)
    else:
        assert abs(wanted) >= 2.0**1000
    return True


@pytest.mark.parametrize(("name", "low", "high", "ulps"), [
    ("erf", -6, 6, 1024), ("erf", -1e-9, 1e-9, 16), ("erfc", -6, 5, 1024), ("erfc", 5, 26, 2500), ("lambert_w", -0.367, 3, 16),
    ("lambert_w", 3, 1e9, 16), ("cbrt", -9, 9, 4),
])
def test_own_functions_against_mpmath(name: str, low: float, high: float, ulps: float) -> None:
    x = np.random.default_rng(8).uniform(low, high, 200)
    with mpmath.workprec(200):
        witness = {"lambert_w": lambda t: mpmath.lambertw(t).real, "cbrt": lambda t: mpmath.sign(t) * mpmath.cbrt(abs(t))}.get(name) or getattr(mpmath, name)
        for point, got in zip(x.tolist(), getattr(functions, name)(x).tolist(), strict=True):
            exactly = witness(mpmath.mpf(point))
            assert abs(mpmath.mpf(got) - exactly) <= abs(exactly) * ulps * mpmath.mpf(2) ** -53


@pytest.mark.parametrize("name", ["exp", "expm1", "log", "log1p", "sin", "cos", "tan", "tanh", "arctan", "arcsin"])
def test_numpy_is_as_good_as_it_is_taken_to_be(name: str) -> None:
    """Half of the 8 ulp, on this machine."""
    rng = np.random.default_rng(9)
    x = np.concatenate([rng.uniform(-1, 1, 150), *([] if name == "arcsin" else [rng.uniform(-30, 30, 150), 2.0 ** rng.uniform(-40, 9, 100)])])
    x = np.abs(x) if name.startswith("log") else x
    with mpmath.workprec(200):
        witness = getattr(mpmath, name.replace("arc", "a"))
        for point, got in zip(x.tolist(), getattr(np, name)(x).tolist(), strict=True):
            exactly = witness(mpmath.mpf(point))
            assert abs(mpmath.mpf(got) - exactly) <= abs(exactly) * functions.ULPS / 2 * mpmath.mpf(2) ** -53


@pytest.mark.parametrize("dtype", ["float16", "float32", "float64"])
@pytest.mark.parametrize("name", ["tanhshrink", "gelu_10", "elish"])
def test_length_and_place_do_not_matter(name: str, dtype: str) -> None:
    call = derived(find(name), 1)
    x = np.random.default_rng(3).normal(0, 6, 30_000).astype(dtype)
    whole = call(x)
    assert whole.dtype == dtype and np.array_equal(call(x[::-1]), whole[::-1]) and np.array_equal(call(x.reshape(3, -1)), whole.reshape(3, -1))
    for length in (1, 2, 17, 8191, 8193):
        assert np.array_equal(call(x[5:5 + length]), whole[5:5 + length])
    assert all(call(x[k:k + 1])[0] == whole[k] for k in range(0, 30_000, 997))
    assert call(np.empty((0, 2), dtype)).shape == (0, 2) and call(np.array(1.5, dtype)).shape == ()


def test_infinities_nan_and_zeros() -> None:
    ends = np.array([-np.inf, np.inf, np.nan, -0.0, 0.0], dtype=np.float32)
    for name, value, gradient in (
        ("elish", (0, np.inf), (0, 1)), ("softsign", (-1, 1), (0, 0)), ("arctan", (-np.pi / 2, np.pi / 2), (0, 0)),
        ("log1mexp", (np.nan, 0), (np.nan, 0)), ("gelu_10", (0, 10), (0, 0)), ("exponential", (0, np.inf), (0, np.inf)),
    ):
        for order, limits in enumerate((value, gradient)):
            found = function(find(name), order)(ends)
            assert np.array_equal(found[:2], np.array(limits, np.float32), equal_nan=True) and np.isnan(found[2]), (name, found)
    for name in ("softsign", "tanhshrink", "hardshrink", "sin", "signum", "asinh", "erf_act", "sqnl", "softshrink"):  # odd
        assert np.array_equal(np.signbit(function(find(name))(ends[3:])), [True, False]), name


def test_gradients_at_kinks_are_one_sided() -> None:
    zero = np.zeros(1, np.float32)
    assert function(find("prelu"), 1)(zero)[0] in (0.25, 1) and function(find("softsign"), 1)(zero)[0] == 1
    assert function(find("hardtanh"), 1)(np.array([-1, 1], np.float32)).tolist() == [0, 1]


def test_pieces_end_where_the_function_ends() -> None:
    assert [(p.first, p.last, p.term is None) for p in pieces(find("log1mexp").body, "x")] == [
        (-np.inf, -5e-324, True), (5e-324, np.inf, False)]
    left, right = pieces(find("gelu_10").body, "x")
    assert left.last == 10 and right.first == np.nextafter(10, 11) and right.term == num(10)  # gelu(10) = 10 (1 - 7.6e-24)


@pytest.mark.parametrize("definition", ["f(x) = max(sin(x), 1/2)", "f(x) = log(sin(x) + x/100)"])
def test_branches_that_change_too_often_have_no_kernel(definition: str) -> None:
    with pytest.raises(ValueError, match="no NumPy kernel: Not all places"):
        derived(Activation("f", definition), 0)(np.zeros(1))


def test_what_float64_cannot_reach_has_no_kernel() -> None:
    with pytest.raises(ValueError, match=r"no NumPy kernel: Neither float64 nor exact arithmetic reaches .*erfc\(x\).* near 3"):
        derived(Activation("f", "f(x) = erfc(x)*exp(x^2)"), 0)(np.zeros(1))


def test_zeros_get_expansions_and_what_is_left_is_watched() -> None:
    rules = Planner(find("gelu").body, "x", 1).plan().rules
    assert any(isinstance(r, Expansion) and abs(r.center[0] + 0.7517915246935645) < 1e-15 and r.zeros == 1 for r in rules)
    assert all(isinstance(rule, (Form, Expansion, Line)) for rule in rules)
    x = np.array([3.0, 2.356194490192345])  # (sin x + cos x)^2 next to a zero
    term = slope(body(find("snake")), "x", 1)
    tape = record(term, "x")
    assert Guarded(tape, Runner(tape), term, "x")(x).tolist() == [Runner(tape)(x)[0], exact(term, "x", float(x[1]))]


def test_exact_arithmetic_where_forms_cancel() -> None:
    near = float(3 * np.pi / 4)  # 1 + sin(2 x) is some 1e-32 there
    term = slope(body(find("snake")), "x", 1)
    with mpmath.workprec(400):
        wanted = 1 + mpmath.sin(2 * mpmath.mpf(near))
        assert abs(exact(term, "x", near) - wanted) <= abs(wanted) * mpmath.mpf(2) ** -52
        assert abs(derived(find("snake"), 1)(np.array([near]))[0] - wanted) <= abs(wanted) * mpmath.mpf(2) ** -30
    assert np.isnan(exact(apply("exp", mul(num(10**6), X)), "x", 1.0)) and exact(apply("log1p", X), "x", 1.0) == np.log1p(1.0)


def test_expansions_against_mpmath() -> None:
    expander = Expander(add(X, mul(num(-1), apply("tanh", X))), "x", 0)
    assert expander.multiplicity(Fraction(0)) == 3
    found = expander.around(Fraction(0), 3, -0.0625, 0.0625)
    assert found is not None and expander.around(Fraction(0), 0, -0.125, 0.125) is None  # a zero that is not accounted for
    for x in (0.0625, -1e-3, 2.0**-60):
        with mpmath.workprec(400):
            wanted = x - mpmath.tanh(mpmath.mpf(x))
            assert abs(mpmath.mpf(float(found(np.array([x]))[0])) / wanted - 1) < 2.0**-30


@pytest.mark.parametrize(("name", "order"), [("softsign", 1), ("gelu", 0), ("log1mexp", 1), ("xielu", 1), ("tanhshrink", 0), ("sin", 0)])
def test_a_plan_that_was_kept_is_the_same_plan(name: str, order: int) -> None:
    made = Planner(body(find(name)), "x", order).plan()
    again = read(written(made))
    for field in fields(made):
        one, other = getattr(made, field.name), getattr(again, field.name)
        if isinstance(one, np.ndarray):
            assert one.dtype == other.dtype and one.tobytes() == other.tobytes()
    assert str(made.negative_zero) == str(again.negative_zero)
    for rule, kept in zip(made.rules, again.rules, strict=True):
        if isinstance(rule, Form | Guarded):
            assert replace(kept, run=rule.run) == rule and kept.run.code == rule.run.code and str(kept.run.start) == str(rule.run.start)
        else:
            assert kept == rule
    with np.errstate(all="ignore"):
        x = np.random.default_rng(1).integers(0, 2**32, 4096, dtype=np.uint32).view(np.float32).astype(np.float64)
        assert evaluate(made, x).tobytes() == evaluate(again, x).tobytes()


def test_a_kernel_takes_floats_only_and_is_made_once() -> None:
    term = read_definition("f(x) = x^2", {}).body
    assert kernel(term, "x", 0) is kernel(term, "x", 0)
    with pytest.raises(TypeError, match="not in int64"):
        kernel(term, "x", 0)(np.arange(3))
    assert numbers(FLOAT16, np.array([0x3C00], np.uint16)).tolist() == [1.0]
