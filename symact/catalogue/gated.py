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
        },
        kernel="symact.floats.kernels.silu",
    ),
    Activation(
        name="gelu",
        definition="gelu(x) = x*(1 + erf(x/sqrt(2)))/2",
        aliases=("gelu_erf", "GELU"),
        citation="D. Hendrycks and K. Gimpel, Gaussian error linear units, arXiv:1606.08415, 2016",
        frameworks={
            "torch": "torch.nn.functional.gelu(approximate='none')",
            "jax": "jax.nn.gelu(approximate=False)",
            "keras": "keras.activations.gelu(approximate=False)",
            "tensorflow": "tensorflow.nn.gelu(approximate=False)",
        },
        kernel="symact.floats.kernels.gelu",
    ),
    Activation(
        name="gelu_tanh",
        definition="gelu_tanh(x) = x*(1 + tanh(sqrt(2/pi)*(x + 0.044715*x^3)))/2",
        aliases=("gelu_new", "gelu_pytorch_tanh"),
        citation="D. Hendrycks and K. Gimpel, Gaussian error linear units, arXiv:1606.08415, 2016, section 2",
        frameworks={
            "torch": "torch.nn.functional.gelu(approximate='tanh')",
            "jax": "jax.nn.gelu(approximate=True)",
            "keras": "keras.activations.gelu(approximate=True)",
            "tensorflow": "tensorflow.nn.gelu(approximate=True)",
        },
        kernel="symact.floats.kernels.gelu_tanh",
    ),
    Activation(
        name="mish",
        definition="mish(x) = x*tanh(log(1 + exp(x)))",
        citation="D. Misra, Mish: a self regularized non-monotonic activation function, arXiv:1908.08681, 2019",
        frameworks={"torch": "torch.nn.functional.mish", "jax": "jax.nn.mish", "keras": "keras.activations.mish"},
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
        },
        kernel="symact.floats.kernels.hardswish",
    ),
)
