"""Smooth or clipped substitutes for relu that are neither gated nor exponential: softplus and its relatives."""

from symact.activation import Activation

FAMILY = (
    Activation(
        name="softplus_threshold",
        definition="softplus_threshold(x, beta = 1 in (0, oo), threshold = 20 in R) = "
                   "Piecewise((x, beta*x > threshold), (log(1 + exp(beta*x))/beta, True))",
        citation="PyTorch documentation, Softplus: the function as it is computed there, with a jump where the line begins",
        frameworks={"torch": "torch.nn.functional.softplus", "paddle": "paddle.nn.functional.softplus"},
    ),
    Activation(
        name="parametric_softplus_onnx",
        definition="parametric_softplus_onnx(x, alpha = 1 in R, beta = 1 in R) = alpha*log(1 + exp(beta*x))",
        citation="ONNX operators, ParametricSoftplus (experimental, withdrawn); here the defaults make it softplus",
        frameworks={"onnx": "ParametricSoftplus"},
    ),
    Activation(
        name="sqrt_softplus",
        definition="sqrt_softplus(x) = sqrt(log(1 + exp(x)))",
        aliases=("sqrtsoftplus",),
        frameworks={"transformers": "transformers.activations.ACT2FN['sqrtsoftplus']"},
    ),
    Activation(
        name="soft_relu_clipped",
        definition="soft_relu_clipped(x, threshold = 40 in (0, oo)) = log(1 + exp(max(min(x, threshold), -threshold)))",
        aliases=("soft_relu",),
        citation="Paddle documentation, fluid.layers.soft_relu",
        frameworks={"paddle": "paddle.fluid.layers.soft_relu"},
    ),
    Activation(
        name="squareplus",
        definition="squareplus(x, b = 4 in [0, oo)) = (x + sqrt(x^2 + b))/2",
        citation="J. T. Barron, Squareplus: a softplus-like algebraic rectifier, arXiv:2112.11687, 2021",
        frameworks={"jax": "jax.nn.squareplus", "keras": "keras.activations.squareplus"},
    ),
    Activation(
        name="sparse_plus",
        definition="sparse_plus(x) = Piecewise((0, x <= -1), (x, x >= 1), ((x + 1)^2/4, True))",
        citation="M. Blondel, A. F. T. Martins and V. Niculae, Learning with Fenchel-Young losses, JMLR 2020, section 6.2",
        frameworks={"jax": "jax.nn.sparse_plus", "keras": "keras.activations.sparse_plus"},
    ),
    Activation(
        name="log1mexp",
        definition="log1mexp(x) = log(1 - exp(-x))",
        citation="M. Mächler, Accurately computing log(1 - exp(-|a|)), 2012; it is defined on (0, oo) only",
        frameworks={"jax": "jax.nn.log1mexp"},
    ),
)
