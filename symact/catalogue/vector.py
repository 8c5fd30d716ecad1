"""Functions of a whole vector, of any length."""

from symact.activation import Activation

FAMILY = (
    Activation(
        name="softmax",
        definition="softmax(x in R^n) = exp(x)/sum(exp(x))",
        citation="J. S. Bridle, Probabilistic interpretation of feedforward classification network outputs, 1990",
        frameworks={
            "torch": "torch.nn.functional.softmax(dim=-1)",
            "jax": "jax.nn.softmax",
            "keras": "keras.activations.softmax",
            "tensorflow": "tensorflow.nn.softmax",
        },
    ),
    Activation(
        name="log_softmax",
        definition="log_softmax(x in R^n) = x - log(sum(exp(x)))",
        frameworks={
            "torch": "torch.nn.functional.log_softmax(dim=-1)",
            "jax": "jax.nn.log_softmax",
            "keras": "keras.activations.log_softmax",
            "tensorflow": "tensorflow.nn.log_softmax",
        },
    ),
)
