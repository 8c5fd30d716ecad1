"""Even functions, like a smooth absolute value, and periodic ones."""

from symact.activation import Activation

FAMILY = (
    Activation(
        name="lisht",
        definition="lisht(x) = x*tanh(x)",
        aliases=("LiSHT",),
        citation="S. K. Roy, S. Manna, S. R. Dubey and B. B. Chaudhuri, LiSHT: non-parametric linearly scaled hyperbolic tangent "
                 "activation function for neural networks, arXiv:1901.05894, 2019",
        frameworks={"tfa": "tensorflow_addons.activations.lisht", "NNlib.jl": "NNlib.lisht"},
    ),
    Activation(
        name="logcosh",
        definition="logcosh(x) = log(cosh(x))",
        frameworks={"NNlib.jl": "NNlib.logcosh"},
    ),
    Activation(
        name="seagull",
        definition="seagull(x) = log(1 + x^2)",
        citation="F. Gao and B. Zhang, A use of even activation functions in neural networks, arXiv:2011.11713, 2020",
        frameworks={"echoAI": "echoAI.Activation.t_ops.Seagull"},
    ),
    Activation(
        name="sin",
        definition="sin(x) = sin(x)",
        citation="V. Sitzmann, J. N. P. Martel, A. W. Bergman, D. B. Lindell and G. Wetzstein, Implicit neural representations "
                 "with periodic activation functions, arXiv:2006.09661, 2020",
        frameworks={"torch": "torch.sin", "jax": "jax.numpy.sin", "tensorflow": "tensorflow.sin", "onnx": "Sin"},
    ),
    Activation(
        name="cos",
        definition="cos(x) = cos(x)",
        frameworks={"torch": "torch.cos", "jax": "jax.numpy.cos", "tensorflow": "tensorflow.cos", "onnx": "Cos"},
    ),
    Activation(
        name="snake",
        definition="snake(x, frequency = 1 in R without {0}) = x + sin(frequency*x)^2/frequency",
        aliases=("Snake",),
        citation="L. Ziyin, T. Hartwig and M. Ueda, Neural networks fail to learn periodic functions and how to fix it, "
                 "arXiv:2006.08195, 2020",
        frameworks={"tfa": "tensorflow_addons.activations.snake", "echoAI": "echoAI.Activation.t_ops.Snake(alpha=frequency)"},
    ),
)
