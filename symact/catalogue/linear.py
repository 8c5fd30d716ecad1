"""Straight lines and the absolute value."""

from symact.activation import Activation

FAMILY = (
    Activation(
        name="identity",
        definition="identity(x) = x",
        aliases=("linear",),
        frameworks={
            "torch": "torch.positive",
            "jax": "jax.nn.identity",
            "keras": "keras.activations.linear",
            "tensorflow": "tensorflow.identity",
            "onnx": "Identity",
            "transformers": "transformers.activations.ACT2FN['linear']",
        },
        kernel="symact.floats.kernels.identity",
    ),
    Activation(
        name="abs",
        definition="abs(x) = abs(x)",
        aliases=("modulus", "vReLU"),
        citation="V. Kunc and J. Kléma, Three decades of activations, arXiv:2402.09092, 2024, section 3.6.25",
        frameworks={"torch": "torch.abs", "jax": "jax.numpy.abs", "tensorflow": "tensorflow.abs", "onnx": "Abs"},
        kernel="symact.floats.kernels.absolute",
    ),
    Activation(
        name="affine",
        definition="affine(x, alpha = 1 in R, beta = 0 in R) = alpha*x + beta",
        citation="ONNX operators, the activation Affine of RNN, and an operator of ONNX Runtime; its alpha and beta have no "
                 "defaults, here they give the identity",
        frameworks={"onnx": "Affine"},
    ),
)
