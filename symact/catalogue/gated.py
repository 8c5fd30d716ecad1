"""x times a gate: between 0 and 1, near 0 on the left and near 1 on the right."""

from symact.activation import Activation

FAMILY = (
    Activation(
        name="silu",
        definition="silu(x) = x/(1 + exp(-x))",
        aliases=("swish", "SiLU"),
        citation="S. Elfwing, E. Uchibe and K. Doya, Sigmoid-weighted linear units for neural network function "
                 "approximation in reinforcement learning, arXiv:1702.03118, 2017; P. Ramachandran, B. Zoph and Q. V. Le, "
                 "Searching for activation functions, arXiv:1710.05941, 2017",
        frameworks={
            "torch": "torch.nn.functional.silu",
            "jax": "jax.nn.silu",
            "keras": "keras.activations.silu",
            "tensorflow": "tensorflow.nn.silu",
            "onnx": "Swish",
        },
        kernel="symact.floats.kernels.silu",
    ),
    Activation(
        name="gelu",
        definition="gelu(x) = x*(1 + erf(x/sqrt(2)))/2",
        aliases=("gelu_erf", "gelu_python", "GELU"),
        citation="D. Hendrycks and K. Gimpel, Gaussian error linear units, arXiv:1606.08415, 2016",
        frameworks={
            "torch": "torch.nn.functional.gelu(approximate='none')",
            "jax": "jax.nn.gelu(approximate=False)",
            "keras": "keras.activations.gelu(approximate=False)",
            "tensorflow": "tensorflow.nn.gelu(approximate=False)",
            "onnx": "Gelu(approximate='none')",
        },
        kernel="symact.floats.kernels.gelu",
    ),
    Activation(
        name="gelu_tanh",
        definition="gelu_tanh(x) = x*(1 + tanh(sqrt(2/pi)*(x + 0.044715*x^3)))/2",
        aliases=("gelu_new", "gelu_pytorch_tanh", "gelu_accurate", "NewGELU"),
        citation="D. Hendrycks and K. Gimpel, Gaussian error linear units, arXiv:1606.08415, 2016, section 2",
        frameworks={
            "torch": "torch.nn.functional.gelu(approximate='tanh')",
            "jax": "jax.nn.gelu(approximate=True)",
            "keras": "keras.activations.gelu(approximate=True)",
            "tensorflow": "tensorflow.nn.gelu(approximate=True)",
            "onnx": "Gelu(approximate='tanh')",
        },
        kernel="symact.floats.kernels.gelu_tanh",
    ),
    Activation(
        name="mish",
        definition="mish(x) = x*tanh(log(1 + exp(x)))",
        citation="D. Misra, Mish: a self regularized non-monotonic activation function, arXiv:1908.08681, 2019",
        frameworks={
            "torch": "torch.nn.functional.mish",
            "jax": "jax.nn.mish",
            "keras": "keras.activations.mish",
            "onnx": "Mish",
        },
        kernel="symact.floats.kernels.mish",
    ),
    Activation(
        name="hardswish",
        definition="hardswish(x) = x*min(max(x + 3, 0), 6)/6",
        aliases=("hard_swish", "hard_silu"),
        citation="A. Howard et al., Searching for MobileNetV3, ICCV 2019",
        frameworks={
            "torch": "torch.nn.functional.hardswish",
            "jax": "jax.nn.hard_swish",
            "keras": "keras.activations.hard_swish",
            "onnx": "HardSwish",
        },
        kernel="symact.floats.kernels.hardswish",
    ),
    Activation(
        name="swish_beta",
        definition="swish_beta(x, beta = 1 in R) = x/(1 + exp(-beta*x))",
        aliases=("Swish",),
        citation="P. Ramachandran, B. Zoph and Q. V. Le, Searching for activation functions, arXiv:1710.05941, 2017",
        frameworks={"tensorflow": "tensorflow.nn.silu", "onnx": "Swish(alpha=beta)", "mxnet": "mxnet.gluon.nn.Swish"},
    ),
    Activation(
        name="hard_mish",
        definition="hard_mish(x) = x*min(max(x + 2, 0), 2)/2",
        aliases=("hardmish",),
        citation="D. Misra, H-Mish, notes on a hard approximation of mish, 2020",
        frameworks={"timm": "timm.layers.activations.hard_mish"},
    ),
    Activation(
        name="gelu_fast",
        definition="gelu_fast(x) = x*(1 + tanh(0.7978845608*x*(1 + 0.044715*x^2)))/2",
        aliases=("FastGELU",),
        citation="Transformers, FastGELUActivation: gelu_tanh with sqrt(2/pi) rounded to ten digits",
        frameworks={"transformers": "transformers.activations.ACT2FN['gelu_fast']"},
    ),
    Activation(
        name="quick_gelu",
        definition="quick_gelu(x) = x/(1 + exp(-1.702*x))",
        aliases=("QuickGELU", "gelu_fast_approx"),
        citation="D. Hendrycks and K. Gimpel, Gaussian error linear units, arXiv:1606.08415, 2016, section 2",
        frameworks={
            "transformers": "transformers.activations.ACT2FN['quick_gelu']",
            "timm": "timm.layers.activations.quick_gelu",
            "tinygrad": "tinygrad.Tensor.quick_gelu",
            "mlx": "mlx.nn.gelu_fast_approx",
            "onnx": "com.microsoft.QuickGelu(alpha=1.702)",
        },
    ),
    Activation(
        name="gelu_mlx_sigmoid",
        definition="gelu_mlx_sigmoid(x) = x/(1 + exp(-1.60033*x*(1 + 0.0433603*x^2)))",
        citation="MLX documentation, gelu_approx, of earlier versions",
        frameworks={"mlx": "mlx.nn.gelu_approx"},
    ),
    Activation(
        name="gelu_10",
        definition="gelu_10(x) = min(max(x*(1 + erf(x/sqrt(2)))/2, -10), 10)",
        aliases=("ClippedGELU",),
        citation="H. Wu et al., Integer quantization for deep learning inference, arXiv:2004.09602, 2020",
        frameworks={"transformers": "transformers.activations.ACT2FN['gelu_10']"},
    ),
    Activation(
        name="elish",
        definition="elish(x) = Piecewise((x/(1 + exp(-x)), x >= 0), ((exp(x) - 1)/(1 + exp(-x)), True))",
        aliases=("ELiSH",),
        citation="M. Basirat and P. M. Roth, The quest for the golden activation function, arXiv:1808.00783, 2018",
        frameworks={"echoAI": "echoAI.Activation.Torch.functional.elish"},
    ),
    Activation(
        name="hard_elish",
        definition="hard_elish(x) = Piecewise((x*max(0, min(1, (x + 1)/2)), x >= 0), "
                   "((exp(x) - 1)*max(0, min(1, (x + 1)/2)), True))",
        aliases=("HardELiSH",),
        citation="M. Basirat and P. M. Roth, The quest for the golden activation function, arXiv:1808.00783, 2018; the "
                 "documentation of echoAI's hard_elish agrees, its code has exp(x - 1) for exp(x) - 1",
        frameworks={"echoAI": "echoAI.Activation.Torch.functional.hard_elish"},
    ),
    Activation(
        name="tanhsoft",
        definition="tanhsoft(x, alpha = 0 in (-oo, 1], beta = 0.6 in [0, oo), gamma = 1 in (0, oo), delta = 0 in [0, 1]) = "
                   "tanh(alpha*x + beta*exp(gamma*x))*log(delta + exp(x))",
        aliases=("TanhSoft",),
        citation="K. Biswas, S. Kumar, S. Banerjee and A. K. Pandey, TanhSoft: a family of activation functions combining tanh "
                 "and softplus, arXiv:2009.03863, 2020",
        frameworks={"echoAI": "echoAI.Activation.t_ops.TanhSoft"},
    ),
    Activation(
        name="eis1",
        definition="eis1(x, delta = 1.16 in [0, oo), theta = 1 in [0, oo)) = x*log(1 + exp(x))/(x + delta*exp(-theta*x))",
        citation="K. Biswas, S. Kumar, S. Banerjee and A. K. Pandey, EIS: a family of activation functions combining "
                 "exponential, ISRU, and softplus, arXiv:2009.13501, 2020; echoAI's EIS(version=1) has abs(x) for the x of "
                 "the denominator, another function for x < 0",
    ),
)
