"""Every statement that the language's description prints is read, and decided as mathematics has it, by both arithmetics."""

from __future__ import annotations

import pytest

from symact.catalogue import definitions
from symact.check.extent import Context
from symact.check.formulas import prove
from symact.check.reader import read
from symact.check.step import Node
from symact.proof.arb import Balls
from symact.prove import Budget, Found, search

PROVED = r"""
forall x in (0, oo): 1 <= log(exp(1.0001) + x)
forall x in (-4, 4) \ {0}: cosh(x) <= (sinh(x)/x)**3
forall x > 0, 0 < a < 1: leaky_relu(x, negative_slope=a) = x
exists x in [-2, -1]: silu'(x) = 0
0 < softplus(x) - relu(x) <= log(2)
softplus'(x) = sigmoid(x)
relu'(x) = 0 for x < 0
leaky_relu'(x) != 0 almost everywhere
lim(softplus(x) - x, x -> oo) = 0
lim(relu'(x), x -> 0-) = 0
lim(sin(x), x -> oo) does not exist
softplus(x, beta) -> relu(x) uniformly as beta -> oo
relu is continuous
relu is differentiable except at {0}
relu is differentiable almost everywhere
relu is not differentiable at 0
elu(alpha=1) is C^1
elu(alpha=1) is not C^2
forall alpha > 0: elu(alpha) is C^1 iff alpha = 1
gelu is smooth
leaky_relu is piecewise linear
softplus is strictly increasing
silu is decreasing on (-oo, -1.2785)
softplus is strictly convex
gelu is not monotone
tanh is odd
sigmoid is injective
hardtanh is 1-Lipschitz
hardswish is 3/2-Lipschitz
range(softplus) = (0, oo)
range(hardswish) = [-3/8, oo)
min(silu) in [-0.27846455, -0.27846454]
min(softplus) does not exist
argmin(silu) in [-1.2785, -1.2784]
sup(softplus(x) - relu(x)) = log(2)
sup(softplus(x) - relu(x)) is attained
sup(abs(sigmoid''(x))) = 1/(6*sqrt(3))
inf(gelu'(x)) in [-0.12891, -0.12890]
lipschitz(sigmoid) = 1/4
lipschitz(gelu) in [1.12890, 1.12891]
zeros(gelu) = {0}
clarke(relu, 0) = [0, 1]
measure({x : relu'(x) = 0}) = oo
E[relu(Z)] = 1/sqrt(2*pi)
E[elu(Z)] < E[relu(Z)]
P(relu(Z) = 0) = 1/2
forall w, b, x: w*x + b < 0 implies D(relu(w*x + b), w) = 0 and D(relu(w*x + b), b) = 0
forall w, b, x, d > 0, eta > 0: w*x + b > 0 and eta > (w*x + b)/(d*(x^2 + 1)) implies relu'((w - eta*d*x)*x + b - eta*d) = 0
forall x in R^n, c in R: softmax(x + c) = softmax(x)
forall x in R^n: sum(softmax(x)) = 1
jacobian(softmax) = diag(s) - s*s^T where s = softmax(x)
let f(x) = x*tanh(log(1 + exp(x))); f'(x) < 1.0885
let f(x) = Piecewise((1, x = 0), (sin(x)/x, True)); f is smooth
"""


@pytest.mark.parametrize("text", PROVED.strip().splitlines())
def test_proved(text: str) -> None:
    formula = read(text, definitions())
    found = search(formula, Budget(seconds=60))
    assert isinstance(found, Found), found
    assert found.truth
    for context in (Context(), Context(arithmetic=Balls)):
        prove(formula, True, Node(found.proof), context)


@pytest.mark.parametrize(("text", "hint"), [("log is concave", "on (0, oo)"), ("sqrt is differentiable", "on (0, oo)")])
def test_a_place_is_proposed(text: str, hint: str) -> None:
    found = search(read(text, definitions()), Budget(seconds=60))
    assert not isinstance(found, Found)
    assert hint in found.reason
