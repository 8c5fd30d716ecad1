"""Functions that bend where an equation without closed form holds: min(gelu(x), 10) at the c with gelu(c) = 10.

The numbers are roots and integrals that mpmath finds to 40 digits; each true statement has false twins.
"""

from __future__ import annotations

from collections.abc import Callable

import mpmath
import pytest

from symact.activation import Activation
from symact.analysis import Profile
from symact.catalogue import CATALOGUE, definitions
from symact.check.reader import read
from symact.prove import Budget, Found, NotFound, search
from symact.run import Answered, Limits, Proved, decide, questionnaire

MP = mpmath.mp.clone()
MP.dps = 40
CLIPPED = Activation("f", "f(x) = min(max(x + x^3, -1), 3)")
DEFINED = {
    "rising": "let f(x) = min(x^3 + x + exp(x)/2, 2)", "level": "let f(x) = max(silu(x), 1)", "below": "let f(x) = min(softplus(x) + x, 3)",
    "twice": "let f(x) = max(x^4, x + 1)", "thrice": "let f(x) = min(max(gelu(x), -1/10), 3)", "jump": "let f(x) = Piecewise((x, x*exp(x) < 3), (x + 1, True))",
    "waves": "let f(x) = max(sin(x), x/10)", "nested": "let f(x) = abs(abs(x - exp(-x)) - 1/10)", "step": "let f(x) = sign(x^5 + x - 1)",
    "roots": "let f(x) = abs(x^2 - 2)", "half-line": "let f(x) = max(log(x), 1/x)", "distance": "let f(x) = abs(x - cos(x)/2)",
}
TRUE = (  # (where f is defined, statement)
    ("rising", "exists c in (0, 1): c^3 + c + exp(c)/2 = 2 and f is differentiable except at {c}"), ("rising", "f is continuous"),
    ("rising", "f is increasing"), ("rising", "max(f) = 2"), ("rising", "lim(f'(x), x -> oo) = 0"), ("rising", "range(f) = (-oo, 2]"),
    ("rising", "exists c in (0, 1): c^3 + c + exp(c)/2 = 2 and argmax(f) = [c, oo)"),
    ("rising", "exists c in (0, 1): c^3 + c + exp(c)/2 = 2 and (forall x in R: f(x) = 2 iff x >= c)"),
    ("rising", "exists c in (0, 1): c^3 + c + exp(c)/2 = 2 and clarke(f, c) = [0, 3*c^2 + 1 + exp(c)/2]"),
    ("level", "min(f) = 1"), ("level", "f is increasing"), ("level", "exists c in (1, 2): silu(c) = 1 and f is differentiable except at {c}"),
    ("level", "exists c in (1, 2): silu(c) = 1 and lim(f'(x), x -> c+) = 1"),  # s + c s (1 - s) with c s = 1
    ("below", "f is concave on [2, oo)"), ("below", "lim(f(x), x -> oo) = 3"), ("below", "f is not injective"),
    ("twice", "f is convex"), ("twice", "exists c in (-1, 0), d in (1, 2): c^4 = c + 1 and d^4 = d + 1 and f is differentiable except at {c, d}"),
    ("twice", "exists c in (-1, 0): c^4 = c + 1 and min(f) = f(c) and argmin(f) = {c}"),
    ("thrice", "range(f) = [-1/10, 3]"), ("thrice", "f is 1.13-Lipschitz"),
    ("thrice", "exists a in (-2, -1), b in (-1, 0), c in (3, 4): gelu(a) = -1/10 and gelu(b) = -1/10 and gelu(c) = 3 and "
               "f is differentiable except at {a, b, c}"),
    ("jump", "exists c in (1, 2): c*exp(c) = 3 and f is not continuous at c and (forall x in R without {c}: f'(x) = 1)"),
    ("jump", "f is strictly increasing"), ("half-line", "exists c in (1, 2): log(c) = 1/c and f is differentiable except at {c} on (0, oo)"),
    ("distance", "exists c in (0, 1): c = cos(c)/2 and zeros(f) = {c}"),
    ("waves", "f is continuous"), ("nested", "f is continuous"), ("nested", "f(x) >= 0"),
    ("step", "exists c in (0, 1): c^5 + c = 1 and f is not continuous at c and f(c) = 0 and f(c + 1/10) = 1"),
    ("roots", "f is continuous"), ("roots", "f is differentiable except at {-sqrt(2), sqrt(2)}"), ("roots", "f is 2-Lipschitz on [-1, 1]"),
)
FALSE = (
    ("rising", "f is differentiable"), ("rising", "max(f) = 2.0001"), ("rising", "f is strictly increasing"), ("rising", "range(f) = (-oo, 2)"),
    ("waves", "f is differentiable"), ("nested", "f is C^1"), ("step", "f is continuous"),
    ("level", "f is differentiable"), ("level", "min(f) = 0.9999"), ("twice", "f is C^1"), ("twice", "f is strictly convex"), ("twice", "f is concave"),
    ("thrice", "f is 1.1-Lipschitz"), ("thrice", "f is increasing"), ("jump", "f is continuous"), ("below", "f is injective"),
)
NOT_SHOWN = (  # false, each by a little
    ("rising", "exists c in (0.6855, 1): c^3 + c + exp(c)/2 = 2 and f is differentiable except at {c}"),  # c = 0.68549...
    ("rising", "exists c in (0, 1): c^3 + c + exp(c)/2 = 2 and f is differentiable at c"),
    ("rising", "exists c in (0, 1): c^3 + c + exp(c)/2 = 2 and argmax(f) = (c, oo)"),
    ("rising", "exists c in (0, 1): c^3 + c + exp(c)/2 = 2 and (forall x in R: f(x) = 2 iff x > c)"),
    ("rising", "exists c in (0, 1): c^3 + c + exp(c)/2 = 2 and clarke(f, c) = [0, 3*c^2 + 1 + c/2]"),
    ("rising", "exists c in (0, 1): c^3 + c + exp(c)/2 = 2.01 and f is differentiable except at {c}"),
    ("level", "exists c in (1, 2): silu(c) = 1 and lim(f'(x), x -> c+) = 1.0001"), ("level", "exists c in (1, 2): silu(c) = 1 and f is differentiable at c"),
    ("twice", "exists c in (1, 2): c^4 = c + 1 and min(f) = f(c)"), ("twice", "exists c in (1, 2): c^4 = c + 1 and f is differentiable except at {c}"),
    ("thrice", "exists c in (3, 4): gelu(c) = 3 and f is differentiable except at {c}"),
    ("jump", "exists c in (1, 2): c*exp(c) = 3 and f is continuous at c"), ("jump", "exists c in (1, 2): c*exp(c) = 3 and f is C^1 on (0, c + 1)"),
    ("distance", "exists c in (0, 1): c = cos(c)/2 and f is differentiable at c"),
)


def decided(name: str, statement: str) -> Found | NotFound:
    return search(read(f"{DEFINED[name]}; {statement}", definitions()), Budget(seconds=60))


@pytest.mark.parametrize(("name", "statement", "truth"), [*((*row, True) for row in TRUE), *((*row, False) for row in FALSE)])
def test_verdicts(name: str, statement: str, truth: bool) -> None:
    found = decided(name, statement)
    assert isinstance(found, Found), found
    assert found.truth is truth


@pytest.mark.parametrize(("name", "statement"), NOT_SHOWN)
def test_what_is_false_is_not_shown(name: str, statement: str) -> None:
    found = decided(name, statement)
    assert not (isinstance(found, Found) and found.truth)


@pytest.mark.parametrize(("text", "equations"), [
    ("min(x + 2*x^3, 2)", {"c + 2*c^3 = 2": lambda x: x + 2 * x**3 - 2}), ("max(x^4, x + 1)", {"c + 1 = c^4": lambda x: x**4 - x - 1,
                                                                                         "d + 1 = d^4": lambda x: x**4 - x - 1}),
    ("min(x/2*(1 + erf(x/sqrt(2))), 2)", {"1/2*c*(1 + erf(c/sqrt(2))) = 2": lambda x: x / 2 * (1 + MP.erf(x / MP.sqrt(2))) - 2}),
    ("max(x/(1 + exp(-x)), 1)", {"silu(c) = 1": lambda x: x / (1 + MP.exp(-x)) - 1}), ("max(x, 0)", {}), ("min(max(x, 1 - x), 3*x + 1)", {}),
])
def test_breakpoints_have_names_equations_and_decimals(text: str, equations: dict[str, Callable[[object], object]]) -> None:
    names = Profile(Activation("f", f"f(x) = {text}")).names
    assert [n.equation for n in names] == list(equations)
    for n, f in zip(names, equations.values(), strict=True):
        low, high = map(MP.mpf, n.ends)
        root = MP.findroot(f, (low, high), solver="anderson")
        assert low < root < high and high - low < MP.mpf("1.1e-6")


def answers(activation: Activation, only: tuple[str, ...] | None = None) -> dict[str, Answered]:
    """The work units decide, on a busy machine too."""
    return {a.name: a for a in questionnaire(activation, None, Limits(seconds=60), only)}


def test_every_question_has_an_answer() -> None:
    assert [name for name, a in answers(CLIPPED).items() if not isinstance(a.verdict, Proved)] == []


def test_the_answers_about_the_clipped_gelu() -> None:
    asked = ("differentiable_except", "argmax", "maximum", "limits", "argmin", "minimum", "gaussian_mean", "clarke", "kinks")
    answered = answers(next(a for a in CATALOGUE if a.name == "gelu_10"), asked)
    assert len(answered) == len(asked) and all(isinstance(a.verdict, Proved) for a in answered.values())
    found = {name: a.answer for name, a in answered.items()}

    def gelu(x: object) -> object:
        return x * (1 + MP.erf(x / MP.sqrt(2))) / 2

    root = MP.findroot(lambda x: gelu(x) - 10, MP.mpf(10) + MP.mpf(10) ** -22)
    where = "exists c in (10, 10.000001): gelu(c) = 10 and "
    assert 10 < root < MP.mpf("10.000001")
    assert found["differentiable_except"].statement == where + "gelu_10 is differentiable except at {c}"
    assert found["differentiable_except"].value == [["10", "10.000001"]] and found["differentiable_except"].exact is None
    assert found["argmax"].value == [{"lower": ["10", "10.000001"], "upper": "oo", "lower_open": False, "upper_open": True}]
    assert found["maximum"].exact == "10" and found["limits"].value == {"-oo": "0", "oo": "10"}
    least = MP.findroot(lambda x: MP.diff(gelu, x), -0.75)
    for name, value in (("argmin", least), ("minimum", gelu(least))):
        low, high = map(MP.mpf, found[name].enclosure)
        assert low <= value <= high and high - low < MP.mpf("1.1e-6")
    mean = MP.quad(lambda x: min(gelu(x), MP.mpf(10)) * MP.npdf(x), [-30, -8, -3, 0, 3, 8, root, 30])
    low, high = map(MP.mpf, found["gaussian_mean"].enclosure)
    assert low < mean < high
    assert found["clarke"].statement == where + "clarke(gelu_10, c) = [0, gelu'(c)]"
    assert found["kinks"].value[0]["at"] == ["10", "10.000001"] and found["kinks"].value[0]["right"] == "0"


def test_what_is_obtained_is_told() -> None:
    """The statement of a proof about a named number has a first step that names it."""
    found = decided("rising", "exists c in (0, 1): c^3 + c + exp(c)/2 = 2 and f is differentiable except at {c}")
    assert isinstance(found, Found)
    assert found.proof["rule"] == "obtain" and found.proof["proof"]["rule"] == "law"
    low, high = map(MP.mpf, found.proof["between"])
    root = MP.findroot(lambda x: x**3 + x + MP.exp(x) / 2 - 2, 0.7)
    assert low < root < high and high - low < MP.mpf("1.1e-12")


def test_a_refutation_at_a_named_number_says_which_one() -> None:
    assert decide("gelu_10 is C^1").witness.endswith("and 0, where c*(1 + erf(c/sqrt(2)))/2 = 10")
    assert "where" not in decide("gelu_10(x) <= 9").witness


def test_no_name_is_given_where_breakpoints_have_closed_forms() -> None:
    for text in ("relu is continuous", "hardtanh is 1-Lipschitz", "elu(alpha=2) is continuous", "let f(x) = abs(x^2 - 2); f is continuous"):
        found = search(read(text, definitions()), Budget(seconds=60))
        assert isinstance(found, Found) and found.truth
        assert "obtain" not in str(found.proof)
