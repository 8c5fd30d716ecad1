"""Bounded, increasing, flat far out, and the logarithm of one of them."""

from symact.activation import Activation

FAMILY = (
    Activation(
        name="sigmoid",
        definition="sigmoid(x) = 1/(1 + exp(-x))",
        aliases=("logistic", "expit"),
        citation="P.-F. Verhulst, Recherches mathématiques sur la loi d'accroissement de la population, 1845",
        frameworks={
            "torch": "torch.sigmoid",
            "jax": "jax.nn.sigmoid",
            "keras": "keras.activations.sigmoid",
            "tensorflow": "tensorflow.nn.sigmoid",
            "onnx": "Sigmoid",
            "scipy": "scipy.special.expit",
        },
        kernel="symact.floats.kernels.sigmoid",
    ),
    Activation(
        name="log_sigmoid",
        definition="log_sigmoid(x) = -log(1 + exp(-x))",
        aliases=("logsigmoid",),
        frameworks={
            "torch": "torch.nn.functional.logsigmoid",
            "jax": "jax.nn.log_sigmoid",
            "keras": "keras.activations.log_sigmoid",
            "tensorflow": "tensorflow.math.log_sigmoid",
            "scipy": "scipy.special.log_expit",
        },
        kernel="symact.floats.kernels.log_sigmoid",
    ),
    Activation(
        name="tanh",
        definition="tanh(x) = tanh(x)",
        citation="Y. LeCun, L. Bottou, G. B. Orr and K.-R. Müller, Efficient BackProp, 1998",
        frameworks={
            "torch": "torch.tanh",
            "jax": "jax.nn.tanh",
            "keras": "keras.activations.tanh",
            "tensorflow": "tensorflow.nn.tanh",
            "onnx": "Tanh",
        },
        kernel="symact.floats.kernels.tanh",
    ),
    Activation(
        name="hardtanh",
        definition="hardtanh(x, min_val = -1 in (-oo, 0), max_val = 1 in (0, oo)) = max(min_val, min(x, max_val))",
        aliases=("hard_tanh",),
        citation="R. Collobert, Large scale machine learning, thesis, Université Paris VI, 2004",
        frameworks={
            "torch": "torch.nn.functional.hardtanh",
            "jax": "jax.nn.hard_tanh()",
            "keras": "keras.activations.hard_tanh()",
        },
        kernel="symact.floats.kernels.hardtanh",
    ),
    Activation(
        name="scaled_tanh",
        definition="scaled_tanh(x, alpha = 1.7159 in (0, oo), beta = 2/3 in (0, oo)) = alpha*tanh(beta*x)",
        aliases=("STanh", "lecun_tanh"),
        citation="Y. LeCun, L. Bottou, G. B. Orr and K.-R. Müller, Efficient BackProp, 1998; the default of paddle.stanh is "
                 "0.67 for 2/3",
        frameworks={"paddle": "paddle.stanh(scale_a=beta, scale_b=alpha)", "onnx": "ScaledTanh"},
    ),
    Activation(
        name="softsign",
        definition="softsign(x) = x/(1 + abs(x))",
        aliases=("soft_sign",),
        citation="J. Turian, J. Bergstra and Y. Bengio, Quadratic features and deep architectures for chunking, NAACL 2009",
        frameworks={
            "torch": "torch.nn.functional.softsign",
            "jax": "jax.nn.soft_sign",
            "keras": "keras.activations.softsign",
            "tensorflow": "tensorflow.nn.softsign",
            "onnx": "Softsign",
            "paddle": "paddle.nn.functional.softsign",
            "mlx": "mlx.nn.softsign",
            "NNlib.jl": "NNlib.softsign",
        },
    ),
    Activation(
        name="arctan",
        definition="arctan(x) = atan(x)",
        citation="V. Kunc and J. Kléma, Three decades of activations, arXiv:2402.09092, 2024, section 3.2.4",
        frameworks={"torch": "torch.atan", "jax": "jax.numpy.arctan", "tensorflow": "tensorflow.atan", "onnx": "Atan"},
    ),
    Activation(
        name="erf_act",
        definition="erf_act(x) = erf(x)",
        frameworks={
            "torch": "torch.erf",
            "jax": "jax.scipy.special.erf",
            "tensorflow": "tensorflow.math.erf",
            "onnx": "Erf",
            "scipy": "scipy.special.erf",
        },
    ),
    Activation(
        name="asinh",
        definition="asinh(x) = asinh(x)",
        frameworks={"torch": "torch.asinh", "jax": "jax.numpy.arcsinh", "tensorflow": "tensorflow.asinh", "onnx": "Asinh"},
    ),
    Activation(
        name="isru",
        definition="isru(x, alpha = 1 in (0, oo)) = x/sqrt(1 + alpha*x^2)",
        aliases=("ISRU",),
        citation="B. Carlile, G. Delamarter, P. Kinney, A. Marti and B. Whitney, Improving deep learning by inverse square root "
                 "linear units, arXiv:1710.09967, 2017",
        frameworks={"echoAI": "echoAI.Activation.Torch.functional.isru"},
    ),
    Activation(
        name="sqnl",
        definition="sqnl(x) = Piecewise((1, x > 2), (x - x^2/4, x >= 0), (x + x^2/4, x >= -2), (-1, True))",
        aliases=("SQNL",),
        citation="A. Wuraola and N. Patel, SQNL: a new computationally efficient activation function, IJCNN 2018",
        frameworks={"echoAI": "echoAI.Activation.Torch.functional.sqnl"},
    ),
    Activation(
        name="aria2",
        definition="aria2(x, alpha = 1.5 in (0, oo), beta = 1 in (0, oo)) = 1/(1 + exp(-beta*x))^alpha",
        citation="N. Patwardhan, M. Ingalhalikar and R. Walambe, ARiA: utilizing Richard's curve for controlling the "
                 "non-monotonicity of the activation function in deep neural nets, arXiv:1805.08878, 2018; the paper multiplies "
                 "by x, the framework does not",
        frameworks={"echoAI": "echoAI.Activation.Torch.functional.aria2"},
    ),
    Activation(
        name="laplace_mega",
        definition="laplace_mega(x, mu = 0.707107 in R, sigma = 0.282095 in (0, oo)) = (1 + erf((x - mu)/(sigma*sqrt(2))))/2",
        citation="X. Ma et al., Mega: moving average equipped gated attention, arXiv:2209.10655, 2022; the framework rounds "
                 "mu = sqrt(1/2) and sigma = sqrt(1/(4 pi)) to six digits",
        frameworks={"transformers": "transformers.activations.ACT2FN['laplace']"},
    ),
    Activation(
        name="sigmoid_range",
        definition="sigmoid_range(x, low = 0 in R, high = 1 in R) = (high - low)/(1 + exp(-x)) + low",
        citation="fastai documentation, layers: there, both ends are required; here they make it sigmoid",
        frameworks={"fastai": "fastai.layers.sigmoid_range"},
    ),
    Activation(
        name="soft_clipping",
        definition="soft_clipping(x, alpha = 0.5 in (0, oo)) = log((1 + exp(alpha*x))/(1 + exp(alpha*(x - 1))))/alpha",
        citation="M. D. Klimek and M. Perelstein, Neural network-based approach to phase space integration, "
                 "arXiv:1810.11509, 2018",
        frameworks={"echoAI": "echoAI.Activation.Torch.functional.soft_clipping"},
    ),
)
