"""Half-lines on which exponentials decay at irrational rates, at rates with parameters, or two at a time.

What is true is known from calculus: x^j exp(-k x^p) falls for x^p > j/(k p), so that its values at the end decide; the slope of
gelu_tanh' is largest at 0, where it is sqrt(2/pi).
"""

from __future__ import annotations

import pytest
from verdicts import decided

TRUE = (
    "lipschitz(gelu_tanh') = sqrt(2/pi)", "lipschitz(gelu_fast') = 997355701/1250000000",
    "forall x > 8: x^3*exp(-sqrt(2)*x - x^3/10) < 1/10^20", "forall x >= 4: x^4*exp(-pi*x) < 1/1000",
    "forall x <= -4: x^4*exp(pi*x) < 1/1000", "forall b > 1: forall x >= 3: 1 - x*exp(-b*x) > 0",
    "forall x in R: x*(1 - tanh(sqrt(2)*x + x^3)) < 1/3",
)
FALSE = (
    "abs(gelu_tanh''(x)) <= 0.797884", "lipschitz(gelu_fast') = 997355700/1250000000", "forall x >= 4: x^4*exp(-pi*x) < 1/1200",
    "forall b > 1/10: forall x >= 3: 1 - x*exp(-b*x) > 0", "forall x in R: x*(1 - tanh(sqrt(2)*x + x^3)) < 1/8",
)


@pytest.mark.parametrize(("text", "truth"), [*((t, True) for t in TRUE), *((t, False) for t in FALSE)], ids=[*TRUE, *FALSE])
def test_verdicts_far_out(text: str, truth: bool) -> None:
    assert decided(text) is truth
