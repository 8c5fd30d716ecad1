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
)
