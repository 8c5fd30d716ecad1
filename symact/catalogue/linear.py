"""The identity and the absolute value: piecewise linear, and nothing else."""

from symact.activation import Activation

FAMILY = (
    Activation(
        name="identity",
        definition="identity(x) = x",
        aliases=("linear",),
        frameworks={"torch": "torch.positive", "jax": "jax.nn.identity", "keras": "keras.activations.linear"},
        kernel="symact.floats.kernels.identity",
    ),
    Activation(
        name="abs",
        definition="abs(x) = abs(x)",
        aliases=("modulus",),
        citation="V. Kunc and J. Kléma, Three decades of activations, arXiv:2402.09092, 2024, section 3.6.25",
        frameworks={"torch": "torch.abs", "jax": "jax.numpy.abs", "tensorflow": "tensorflow.abs"},
        kernel="symact.floats.kernels.absolute",
    ),
)
