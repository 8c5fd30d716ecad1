"""Shrinkage: what is small becomes zero, or nearly so."""

from symact.activation import Activation

FAMILY = (
    Activation(
        name="hardshrink",
        definition="hardshrink(x, lambd = 0.5 in [0, oo)) = Piecewise((x, x > lambd or x < -lambd), (0, True))",
        aliases=("hard_shrink", "Hardshrink"),
        citation="D. L. Donoho and I. M. Johnstone, Ideal spatial adaptation by wavelet shrinkage, Biometrika 1994",
        frameworks={
            "torch": "torch.nn.functional.hardshrink",
            "keras": "keras.activations.hard_shrink(threshold=lambd)",
            "onnx": "Shrink(lambd=lambd, bias=0)",
            "paddle": "paddle.nn.functional.hardshrink(threshold=lambd)",
        },
    ),
    Activation(
        name="softshrink",
        definition="softshrink(x, lambd = 0.5 in [0, oo)) = Piecewise((x - lambd, x > lambd), (x + lambd, x < -lambd), (0, True))",
        aliases=("soft_shrink", "Softshrink"),
        citation="D. L. Donoho and I. M. Johnstone, Ideal spatial adaptation by wavelet shrinkage, Biometrika 1994",
        frameworks={
            "torch": "torch.nn.functional.softshrink",
            "keras": "keras.activations.soft_shrink(threshold=lambd)",
            "onnx": "Shrink(lambd=lambd, bias=lambd)",
            "paddle": "paddle.nn.functional.softshrink(threshold=lambd)",
            "mlx": "mlx.nn.softshrink",
            "NNlib.jl": "NNlib.softshrink",
        },
    ),
    Activation(
        name="shrink_onnx",
        definition="shrink_onnx(x, lambd = 0.5 in [0, oo), bias = 0 in R) = "
                   "Piecewise((x + bias, x < -lambd), (x - bias, x > lambd), (0, True))",
        citation="ONNX operators, Shrink",
        frameworks={"onnx": "Shrink"},
    ),
    Activation(
        name="tanhshrink",
        definition="tanhshrink(x) = x - tanh(x)",
        aliases=("tanh_shrink",),
        citation="PyTorch documentation, Tanhshrink",
        frameworks={
            "torch": "torch.nn.functional.tanhshrink",
            "keras": "keras.activations.tanh_shrink",
            "paddle": "paddle.nn.functional.tanhshrink",
            "NNlib.jl": "NNlib.tanhshrink",
        },
    ),
)
