"""relu and its relatives: near the identity on the right, near zero or a small slope on the left."""

from symact.activation import Activation

FAMILY = (
    Activation(
        name="relu",
        definition="relu(x) = max(x, 0)",
        aliases=("rectifier", "ReLU"),
        citation="V. Nair and G. E. Hinton, Rectified linear units improve restricted Boltzmann machines, ICML 2010",
        frameworks={
            "torch": "torch.nn.functional.relu",
            "jax": "jax.nn.relu",
            "keras": "keras.activations.relu",
            "tensorflow": "tensorflow.nn.relu",
        },
        kernel="symact.floats.kernels.relu",
    ),
    Activation(
        name="leaky_relu",
        definition="leaky_relu(x, negative_slope = 0.01 in R) = Piecewise((x, x >= 0), (negative_slope*x, True))",
        aliases=("LReLU",),
        citation="A. L. Maas, A. Y. Hannun and A. Y. Ng, Rectifier nonlinearities improve neural network acoustic models, "
                 "ICML 2013",
        frameworks={
            "torch": "torch.nn.functional.leaky_relu",
            "jax": "jax.nn.leaky_relu",
            "keras": "keras.activations.leaky_relu",
            "tensorflow": "tensorflow.nn.leaky_relu(alpha=negative_slope)",
        },
        kernel="symact.floats.kernels.leaky_relu",
    ),
    Activation(
        name="prelu",
        definition="prelu(x, weight = 0.25 in R) = max(x, 0) + weight*min(x, 0)",
        aliases=("PReLU",),
        citation="K. He, X. Zhang, S. Ren and J. Sun, Delving deep into rectifiers, ICCV 2015",
        frameworks={"torch": "torch.nn.functional.prelu"},
        kernel="symact.floats.kernels.prelu",
    ),
    Activation(
        name="relu6",
        definition="relu6(x) = min(max(x, 0), 6)",
        citation="A. Krizhevsky, Convolutional deep belief networks on CIFAR-10, 2010",
        frameworks={
            "torch": "torch.nn.functional.relu6",
            "jax": "jax.nn.relu6",
            "keras": "keras.activations.relu6",
            "tensorflow": "tensorflow.nn.relu6",
        },
        kernel="symact.floats.kernels.relu6",
    ),
    Activation(
        name="elu",
        definition="elu(x, alpha = 1 in (0, oo)) = Piecewise((x, x > 0), (alpha*(exp(x) - 1), True))",
        aliases=("ELU",),
        citation="D.-A. Clevert, T. Unterthiner and S. Hochreiter, Fast and accurate deep network learning by exponential "
                 "linear units, ICLR 2016",
        frameworks={
            "torch": "torch.nn.functional.elu",
            "jax": "jax.nn.elu",
            "keras": "keras.activations.elu",
            "tensorflow": "tensorflow.nn.elu",
        },
        kernel="symact.floats.kernels.elu",
    ),
    Activation(
        name="softplus",
        definition="softplus(x, beta = 1 in (0, oo)) = log(1 + exp(beta*x))/beta",
        citation="C. Dugas, Y. Bengio, F. Bélisle, C. Nadeau and R. Garcia, Incorporating second-order functional knowledge "
                 "for better option pricing, NIPS 2000",
        frameworks={
            "torch": "torch.nn.functional.softplus",
            "jax": "jax.nn.softplus",
            "keras": "keras.activations.softplus",
            "tensorflow": "tensorflow.nn.softplus",
        },
        kernel="symact.floats.kernels.softplus",
    ),
)
