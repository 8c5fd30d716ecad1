"""Functions that are not defined everywhere, what repeats itself, steps back at jumps, and signs known everywhere.

The values are standard or found by hand, and each true statement has a false twin.
"""

from __future__ import annotations

import pytest

from symact.activation import Activation
from symact.catalogue import definitions
from symact.check.reader import read
from symact.prove import Budget, Found, search
from symact.run import Proved, questionnaire

TRUE = (
    "range(log) = R", "range(sqrt) = [0, oo)", "range(asin) = [-pi/2, pi/2]", "range(acos) = [0, pi]", "range(log, (-oo, 0]) = {}",
    "range(x -> sqrt(4 - x^2)) = [0, 2]", "range(x -> 1/x) = R \\ {0}", "range(x -> 1/(x^2 - 1)) = (-oo, -1] union (0, oo)",
    "range(x -> log(1 - exp(-x))) = (-oo, 0)", "log is surjective on (0, oo)", "E[log(Z)] does not exist",
    "E[sqrt(4 - Z^2)] does not exist", "inf(log) = -oo",
    "range(tan) = R", "range(x -> tan(x)^2) = [0, oo)", "zeros(tan) = {k*pi : k integer}", "zeros(x -> tan(2*x)) = {k*pi/2 : k integer}",
    "tan'(x) = 1 + tan(x)^2", "tan(2*x) = 2*tan(x)/(1 - tan(x)^2)", "tan(x)^2 + 1 = 1/cos(x)^2",
    "range(x -> 3*sin(x) + 4*cos(x)) = [-5, 5]", "range(x -> sin(x)/(2 + cos(x))) = [-1/sqrt(3), 1/sqrt(3)]",
    "sin(atan(x)) = x/sqrt(1 + x^2)", "cos(asin(x)) = sqrt(1 - x^2)", "asin(1/2) = pi/6", "atan(2 - sqrt(3)) = pi/12",
    "zeros(x -> max(log(x), 1)) = {}", "zeros(x -> max(log(x), -1) + 1) = (0, 1/e]", "let f(x) = max(log(x), 1); argmin(f) = (0, e]",
    "range(x -> max(log(x), 1/x), (-oo, 0]) = {}", "range(x -> max(sqrt(x), 1/2), (-oo, 0]) = {1/2}", "argmin(x -> sqrt(x)) = {0}", "argmin(x -> sqrt(4 - x^2)) = {-2, 2}", "argmin(x -> x*log(x)) = {exp(-1)}",
    "softplus_threshold is not injective", "let f(x) = Piecewise((x, x < 0), (x - 10^-6, True)); f is not increasing",
    "let f(x) = Piecewise((x, x < 0), (x + 10^-6, True)); f is injective",
    "eis1 is smooth", "zeros(eis1) = {0}", "keras_relu is bounded", "soft_exponential is convex and soft_exponential is concave",
    "gelu_tanh is strictly concave on (1.4186, oo)", "gelu_fast is strictly concave on (-oo, -1.45)",
)
FALSE = (
    "range(log) = [0, oo)", "range(asin) = (-pi/2, pi/2)", "range(x -> 1/x) = R", "range(log, (0, oo)) = {}",
    "range(x -> sqrt(4 - x^2)) = [0, 2)", "inf(log) = 0", "E[log(abs(Z) + 1)] does not exist",
    "range(tan) = (-1, 1)", "forall x in R: tan'(x) = 1 + tan(x)^2", "tan(2*x) = 2*tan(x)/(1 + tan(x)^2)", "tan(x) <= 5",
    "range(x -> 3*sin(x) + 4*cos(x)) = [-5, 4.99]", "sin(atan(x)) = x/sqrt(2 + x^2)", "asin(1/2) = pi/5", "atan(1) = pi/3",
    "range(x -> max(sqrt(x), 1/2), (-oo, 0]) = {}", "zeros(x -> max(log(x), 1)) = {1}", "zeros(x -> max(log(x), -1) + 1) = (0, 1/3]", "let f(x) = max(log(x), 1); argmin(f) = (0, e)",
    "argmin(x -> sqrt(4 - x^2)) = {-2}", "softplus_threshold is increasing", "let f(x) = Piecewise((x, x < 0), (x + 10^-6, True)); f is not injective",
    "gelu_tanh is concave on (1.4184, oo)",
)


@pytest.mark.parametrize(("text", "truth"), [*((t, True) for t in TRUE), *((t, False) for t in FALSE)], ids=[*TRUE, *FALSE])
def test_verdicts_where_functions_end_jump_or_repeat(text: str, truth: bool) -> None:
    found = search(read(text, definitions()), Budget(seconds=60))
    assert isinstance(found, Found), found
    assert found.truth is truth



def test_onto_all_of_r_means_defined_on_it() -> None:
    found = search(read("log is surjective", definitions()), Budget(seconds=60))
    assert not (isinstance(found, Found) and found.truth)


def test_a_function_on_a_half_line_gets_its_answers() -> None:
    """log: R, strictly increasing, strictly concave, one zero, no Gaussian mean; the inverse is exp."""
    own = Activation("f", "f(x) = log(x)")
    answers = {a.name: a for a in questionnaire(own)}
    assert [name for name, a in answers.items() if not isinstance(a.verdict, Proved)] == []
    assert answers["range"].answer.exact == "(-oo, oo)" and answers["zeros"].answer.exact == "{1}"
    assert answers["monotonicity"].answer.value == "strictly increasing" and answers["convexity"].answer.value == "strictly concave"
    assert answers["domain"].answer.exact == "(0, oo)" and answers["inverse"].answer.exact == "exp(x)"
    assert answers["gaussian_mean"].answer.statement == "E[f(Z)] does not exist"
