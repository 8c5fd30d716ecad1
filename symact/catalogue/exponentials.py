"""Exponential on the left, a line or more on the right, and the exponential function itself."""

from symact.activation import Activation

FAMILY = (
    Activation(
        name="selu",
        definition="selu(x) = Piecewise((1.0507009873554804934193349852946*x, x > 0), "
                   "(1.0507009873554804934193349852946*1.6732632423543772848170429916717*(exp(x) - 1), True))",
        aliases=("SELU",),
        citation="G. Klambauer, T. Unterthiner, A. Mayr and S. Hochreiter, Self-normalizing neural networks, NIPS 2017",
        frameworks={
            "torch": "torch.nn.functional.selu",
            "jax": "jax.nn.selu",
            "keras": "keras.activations.selu",
            "tensorflow": "tensorflow.nn.selu",
            "onnx": "Selu",
            "paddle": "paddle.nn.functional.selu",
            "NNlib.jl": "NNlib.selu",
        },
    ),
    Activation(
        name="selu_truncated",
        definition="selu_truncated(x) = Piecewise((1.0507*x, x > 0), (1.0507*1.67326*(exp(x) - 1), True))",
        citation="MLX and tinygrad: selu with its constants cut to six digits",
        frameworks={"mlx": "mlx.nn.selu", "tinygrad": "tinygrad.Tensor.selu"},
    ),
    Activation(
        name="celu",
        definition="celu(x, alpha = 1 in R without {0}) = max(x, 0) + min(0, alpha*(exp(x/alpha) - 1))",
        aliases=("CELU",),
        citation="J. T. Barron, Continuously differentiable exponential linear units, arXiv:1704.07483, 2017",
        frameworks={
            "torch": "torch.nn.functional.celu",
            "jax": "jax.nn.celu",
            "keras": "keras.activations.celu",
            "onnx": "Celu",
            "paddle": "paddle.nn.functional.celu",
            "mlx": "mlx.nn.celu",
            "tinygrad": "tinygrad.Tensor.celu",
            "NNlib.jl": "NNlib.celu",
        },
    ),
    Activation(
        name="mpelu",
        definition="mpelu(x, alpha = 0.25 in R, beta = 1 in (0, oo)) = Piecewise((x, x > 0), (alpha*(exp(beta*x) - 1), True))",
        aliases=("MPELU",),
        citation="Y. Li, C. Fan, Y. Li, Q. Wu and Y. Ming, Improving deep neural network with multiple parametric exponential "
                 "linear units, arXiv:1606.00305, 2016",
        frameworks={"echoAI": "echoAI.Activation.t_ops.MPeLU"},
    ),
    Activation(
        name="xielu",
        definition="xielu(x, alpha_p = 0.8 in (0, oo), alpha_n = 0.8 in (0, oo), beta = 0.5 in (0, oo)) = "
                   "Piecewise((alpha_p*x^2 + beta*x, x > 0), (alpha_n*(exp(x) - 1 - x) + beta*x, True))",
        aliases=("xIELU",),
        citation="A. Huang and I. Schlag, Deriving activation functions using integration, arXiv:2411.13010, 2024; Transformers "
                 "has exp(min(x, -1e-6)) for exp(x), so that its function jumps at 0",
        frameworks={"transformers": "transformers.activations.ACT2FN['xielu']"},
    ),
    Activation(
        name="soft_exponential",
        definition="soft_exponential(x, alpha = 0 in R) = Piecewise((-log(1 - alpha*(x + alpha))/alpha, alpha < 0), "
                   "(x, alpha = 0), ((exp(alpha*x) - 1)/alpha + alpha, True))",
        citation="L. B. Godfrey and M. S. Gashler, A continuum among logarithmic, linear, and exponential functions, and its "
                 "potential to improve generalization in neural networks, arXiv:1602.01321, 2015; for alpha < 0 it is "
                 "defined on the right of 1/alpha - alpha only",
        frameworks={"echoAI": "echoAI.Activation.Torch.soft_exponential.soft_exponential"},
    ),
    Activation(
        name="exponential",
        definition="exponential(x) = exp(x)",
        frameworks={
            "torch": "torch.exp",
            "jax": "jax.numpy.exp",
            "keras": "keras.activations.exponential",
            "tensorflow": "tensorflow.exp",
            "onnx": "Exp",
        },
    ),
)
