"""Forgeries with a genuine proof under a changed statement: strictness flipped, ends shifted, sets and verdicts swapped."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial

from symact.prove import Budget, Found, search

from .base import AUTHORITY, Attempt, Proof, condition

RULE = "statement"
REJECTED = r"^(?!the rules end on)"  # any sentence of the kernel, but no accident


@cache
def proof_of(text: str) -> tuple[bool, Proof]:
    """Whether the statement is true, and the proof that the search finds."""
    found = search(AUTHORITY.read(text), Budget())
    assert isinstance(found, Found), f"no proof is found of {text}"
    return found.truth, found.proof


def _proof(text: str) -> Proof:
    return proof_of(text)[1]


def proof(text: str) -> Callable[[], Proof]:
    return partial(_proof, text)


def borrowed(text: str, swapped: str = "", truth: bool = True) -> Attempt:
    """The proof of a statement under another one, or under the same with the other verdict."""
    return swapped or text, truth, proof(text)


FLIPPED = {  # true statement -> false ones that differ in strictness, brackets, or the side of a relation
    "0 < softplus(x) - relu(x) <= log(2)": ["0 < softplus(x) - relu(x) < log(2)", "0 > softplus(x) - relu(x)",
    "log(2) <= softplus(x) - relu(x)"],
    "relu'(x) = 0 for x < 0": ["forall x <= 0: relu'(x) = 0", "relu'(x) != 0 for x < 0", "relu'(x) > 0 for x < 0",
    "relu'(x) = 0 for x > 0"],
    "range(softplus) = (0, oo)": ["range(softplus) = [0, oo)", "range(softplus) != (0, oo)"],
    "range(hardswish) = [-3/8, oo)": ["range(hardswish) = (-3/8, oo)", "range(hardswish) = [-3/8, 0]"],
    "softplus is strictly increasing": ["softplus is strictly decreasing", "relu is strictly increasing",
    "hardtanh is strictly increasing"],
    "softplus is strictly convex": ["softplus is strictly concave", "softplus is concave", "relu is strictly convex",
    "leaky_relu is strictly convex"],
    "exp(x) >= 1 + x": ["exp(x) > 1 + x", "exp(x) <= 1 + x", "exp(x) < 1 + x"],
    "forall x in (0, oo): tanh(x) < x": ["forall x in [0, oo): tanh(x) < x", "forall x in (0, oo): tanh(x) >= x"],
    "E[elu(Z)] < E[relu(Z)]": ["E[elu(Z)] > E[relu(Z)]", "E[relu(Z)] < E[elu(Z)]", "E[relu(Z)] <= E[elu(Z)]"],
}
SHIFTED = {  # ends, points and constants moved
    "silu is decreasing on (-oo, -1.2785)": ["silu is decreasing on (-oo, -1.2784)", "silu is decreasing on (-oo, 0)",
    "silu is decreasing", "silu is increasing on (-oo, -1.2785)"],
    "min(silu) in [-0.27846455, -0.27846454]": ["min(silu) in [-0.27846456, -0.27846455]",
    "min(silu) in [-0.27846454, -0.27846453]", "max(silu) in [-0.27846455, -0.27846454]"],
    "argmin(silu) in [-1.2785, -1.2784]": ["argmin(silu) in [-1.2784, -1.2783]", "argmin(silu) in [-1.2786, -1.2785]",
    "argmax(silu) in [-1.2785, -1.2784]"],
    "sup(softplus(x) - relu(x)) = log(2)": ["sup(softplus(x) - relu(x)) = log(2) + 10^-20",
    "inf(softplus(x) - relu(x)) = log(2)", "sup(softplus(x) - relu(x), (0, oo)) = log(3)"],
    "lipschitz(gelu) in [1.12890, 1.12891]": ["lipschitz(gelu) in [1.12891, 1.12892]",
    "lipschitz(gelu) in [1.12889, 1.12890]", "lipschitz(silu) in [1.12890, 1.12891]"],
    "lipschitz(sigmoid) = 1/4": ["lipschitz(sigmoid) = 1/5", "lipschitz(tanh) = 1/4", "lipschitz(sigmoid) = 1/4 + 10^-9"],
    "zeros(gelu) = {0}": ["zeros(gelu) = {}", "zeros(gelu) = {0, 1}", "zeros(gelu) = {1}", "zeros(softplus) = {0}"],
    "exists x in [-2, -1]: silu'(x) = 0": ["exists x in [-1, 0]: silu'(x) = 0", "exists x in [-4, -2]: silu'(x) = 0",
    "exists x in [-2, -1]: silu(x) = 0"],
    "E[relu(Z)] = 1/sqrt(2*pi)": ["E[relu(Z)] = 1/sqrt(pi)", "E[leaky_relu(Z)] = 1/sqrt(2*pi)", "E[relu(Z)] = 0.39894228"],
    "P(relu(Z) = 0) = 1/2": ["P(relu(Z) = 0) = 1/3", "P(relu(Z) > 1) = 1/2"],
    "clarke(relu, 0) = [0, 1]": ["clarke(relu, 0) = [0, 2]", "clarke(relu, 1) = [0, 1]", "clarke(leaky_relu, 0) = [0, 1]"],
    "hardtanh is 1-Lipschitz": ["hardtanh is 1/2-Lipschitz", "hardswish is 1-Lipschitz", "gelu is 1-Lipschitz"],
}
REPLACED = {  # another function, another set, another quantifier
    "relu is differentiable except at {0}": ["relu is differentiable except at {1}",
    "relu is differentiable except at {0, 1}", "relu is differentiable except at {}",
    "hardtanh is differentiable except at {0}"],
    "relu is not differentiable at 0": ["relu is not differentiable at 1", "softplus is not differentiable at 0",
    "elu is not differentiable at 0"], "elu(alpha=1) is C^1": ["elu(alpha=2) is C^1", "elu(alpha=1) is C^2", "relu is C^1"],
    "elu(alpha=1) is not C^2": ["elu(alpha=1) is not C^1", "gelu is not C^2", "softplus is not C^2"],
    "gelu is smooth": ["relu is smooth", "elu is smooth", "hardswish is smooth"],
    "leaky_relu is piecewise linear": ["gelu is piecewise linear", "elu is piecewise linear",
    "hardswish is piecewise linear"], "gelu is not monotone": ["relu is not monotone", "softplus is not monotone"],
    "tanh is odd": ["sigmoid is odd", "tanh is even", "gelu is odd"], "sigmoid is injective": ["relu is injective",
    "gelu is injective", "silu is injective"], "min(softplus) does not exist": ["min(gelu) does not exist",
    "min(relu) does not exist"],
    "lim(softplus(x) - x, x -> oo) = 0": ["lim(softplus(x), x -> oo) = 0", "lim(softplus(x) - x, x -> -oo) = 0",
    "lim(softplus(x) - 2*x, x -> oo) = 0"], "lim(sin(x), x -> oo) does not exist": ["lim(tanh(x), x -> oo) does not exist"],
    "measure({x : relu'(x) = 0}) = oo": ["measure({x : relu'(x) = 0}) = 0", "measure({x : gelu'(x) = 0}) = oo"],
    "leaky_relu'(x) != 0 almost everywhere": ["relu'(x) != 0 almost everywhere", "leaky_relu'(x) = 0 almost everywhere"],
    "forall x > 0, 0 < a < 1: leaky_relu(x, negative_slope=a) = x": [
    "forall x, 0 < a < 1: leaky_relu(x, negative_slope=a) = x",
    "forall x < 0, 0 < a < 1: leaky_relu(x, negative_slope=a) = x"],
    "softplus(x, beta) -> relu(x) uniformly as beta -> oo": ["softplus(x, beta) -> 0 uniformly in x as beta -> oo",
    "softplus(x, beta) -> 2*relu(x) uniformly as beta -> oo"],
    "sup(softplus(x) - relu(x)) is attained": ["inf(softplus(x) - relu(x)) is attained", "sup(tanh) is attained"],
    "softplus'(x) = sigmoid(x)": ["softplus'(x) = tanh(x)", "silu'(x) = sigmoid(x)", "softplus(x) = sigmoid(x)"],
}
CORPUS = [*FLIPPED, *SHIFTED, *REPLACED, "forall alpha > 0: elu(alpha) is C^1 iff alpha = 1",
    "forall x in R^n: sum(softmax(x)) = 1", "jacobian(softmax) = diag(s) - s*s^T where s = softmax(x)"]
for name, table in (("strictness and brackets are those of the statement", FLIPPED),
    ("ends, points and constants are those of the statement", SHIFTED),
                    ("function, set and property are those of the statement", REPLACED)):
    condition(RULE, name, REJECTED, borrowed, [(text,) for text in table], [(text, swapped) for text, others in table.items()
              for swapped in others])
condition(RULE, "the verdict is the one that the proof shows", REJECTED, lambda text, truth: borrowed(text, "", truth),
          [(text, True) for text in CORPUS], [(text, False) for text in CORPUS])
DENIED = [swapped for others in FLIPPED.values() for swapped in others]
condition(RULE, "what is refuted is not proved", REJECTED, lambda text, truth: borrowed(text, "", truth), [(text, False)
          for text in DENIED],
          [(text, True) for text in DENIED])
