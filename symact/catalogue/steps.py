"""Steps, and the straight ramps between two levels that stand in for the sigmoid."""

from symact.activation import Activation

FAMILY = (
    Activation(
        name="binary_step",
        definition="binary_step(x) = Piecewise((1, x >= 0), (0, True))",
        aliases=("unit_step",),
        citation="W. S. McCulloch and W. Pitts, A logical calculus of the ideas immanent in nervous activity, 1943; the "
                 "documentation of mlx.nn.step has x >= threshold, its code x > threshold",
        frameworks={"torch": "torch.heaviside(values=[1])", "mlx": "mlx.nn.step"},
    ),
    Activation(
        name="signum",
        definition="signum(x) = sign(x)",
        aliases=("bipolar_step",),
        frameworks={"torch": "torch.sign", "jax": "jax.numpy.sign", "tensorflow": "tensorflow.sign", "onnx": "Sign"},
    ),
    Activation(
        name="hardsigmoid",
        definition="hardsigmoid(x) = min(max(x/6 + 1/2, 0), 1)",
        aliases=("hard_sigmoid",),
        citation="A. Howard et al., Searching for MobileNetV3, ICCV 2019",
        frameworks={
            "torch": "torch.nn.functional.hardsigmoid",
            "jax": "jax.nn.hard_sigmoid",
            "keras": "keras.activations.hard_sigmoid",
            "timm": "timm.layers.activations.hard_sigmoid",
            "NNlib.jl": "NNlib.hardsigmoid",
        },
    ),
    Activation(
        name="hard_sigmoid_onnx",
        definition="hard_sigmoid_onnx(x, alpha = 0.2 in R, beta = 0.5 in R) = max(0, min(1, alpha*x + beta))",
        citation="ONNX operators, HardSigmoid; the hard_sigmoid of Theano and of Keras 2",
        frameworks={"onnx": "HardSigmoid"},
    ),
    Activation(
        name="hardsigmoid_paddle",
        definition="hardsigmoid_paddle(x, slope = 0.1666667 in (0, oo), offset = 0.5 in R) = min(max(slope*x + offset, 0), 1)",
        citation="Paddle documentation, hardsigmoid: there, the ends are at -3 and 3 for every slope and offset; its code clips",
        frameworks={"paddle": "paddle.nn.functional.hardsigmoid"},
    ),
    Activation(
        name="sparse_sigmoid",
        definition="sparse_sigmoid(x) = min(max((x + 1)/2, 0), 1)",
        citation="M. Blondel, A. F. T. Martins and V. Niculae, Learning with Fenchel-Young losses, JMLR 2020, section 6.2",
        frameworks={"jax": "jax.nn.sparse_sigmoid", "keras": "keras.activations.sparse_sigmoid"},
    ),
)
