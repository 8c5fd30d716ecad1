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
            "onnx": "Relu",
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
            "onnx": "LeakyRelu(alpha=negative_slope)",
        },
        kernel="symact.floats.kernels.leaky_relu",
    ),
    Activation(
        name="prelu",
        definition="prelu(x, weight = 0.25 in R) = max(x, 0) + weight*min(x, 0)",
        aliases=("PReLU",),
        citation="K. He, X. Zhang, S. Ren and J. Sun, Delving deep into rectifiers, ICCV 2015",
        frameworks={"torch": "torch.nn.functional.prelu(weight=[weight])", "onnx": "PRelu(slope=[weight])"},
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
            "tensorflow": "tensorflow.nn.elu()",
            "onnx": "Elu",
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
            "jax": "jax.nn.softplus()",
            "keras": "keras.activations.softplus()",
            "tensorflow": "tensorflow.nn.softplus()",
            "onnx": "Softplus()",
            "scipy": "scipy.special.softplus()",
        },
        kernel="symact.floats.kernels.softplus",
    ),
    Activation(
        name="keras_relu",
        definition="keras_relu(x, negative_slope = 0 in [0, oo), max_value = 6 in [0, oo), threshold = 0 in [0, oo)) = "
                   "Piecewise((min(x, max_value), x > threshold), (negative_slope*(x - threshold), True))",
        citation="Keras documentation, relu: there, max_value is None by default and nothing is cut off; here it is 6, as in "
                 "relu6. The point x = threshold goes with the left side, as in the example relu([5], threshold=5) = 0. The "
                 "domains are those of keras.layers.ReLU",
        frameworks={"keras": "keras.activations.relu"},
    ),
    Activation(
        name="rrelu_eval",
        definition="rrelu_eval(x, lower = 1/8 in [0, oo), upper = 1/3 in [0, oo)) = "
                   "Piecewise((x, x >= 0), (x*(lower + upper)/2, True))",
        citation="B. Xu, N. Wang, T. Chen and M. Li, Empirical evaluation of rectified activations in convolutional network, "
                 "arXiv:1505.00853, 2015: in evaluation, the random slope is its mean",
        frameworks={
            "torch": "torch.nn.functional.rrelu(lower=lower, upper=upper, training=False)",
            "paddle": "paddle.nn.functional.rrelu(lower=lower, upper=upper, training=False)",
            "tfa": "tensorflow_addons.activations.rrelu(lower=lower, upper=upper, training=False)",
        },
    ),
    Activation(
        name="threshold",
        definition="threshold(x, threshold = 1 in R, value = 0 in R) = Piecewise((x, x > threshold), (value, True))",
        citation="PyTorch documentation, Threshold: there, both parameters are required; here they make it thresholded_relu",
        frameworks={
            "torch": "torch.nn.functional.threshold",
            "keras": "keras.activations.threshold(threshold=threshold, default_value=value)",
        },
    ),
    Activation(
        name="thresholded_relu",
        definition="thresholded_relu(x, theta = 1 in [0, oo)) = Piecewise((x, x > theta), (0, True))",
        aliases=("trelu", "TRec"),
        citation="K. Konda, R. Memisevic and D. Krueger, Zero-bias autoencoders and the benefits of co-adapting features, "
                 "arXiv:1402.3337, 2014",
        frameworks={
            "onnx": "ThresholdedRelu(alpha=theta)",
            "paddle": "paddle.nn.functional.thresholded_relu(threshold=theta)",
            "NNlib.jl": "NNlib.trelu",
        },
    ),
    Activation(
        name="relu_squared",
        definition="relu_squared(x) = max(x, 0)^2",
        aliases=("relu2", "ReQU"),
        citation="D. R. So et al., Primer: searching for efficient transformers for language modeling, arXiv:2109.08668, 2021",
        frameworks={"transformers": "transformers.activations.ACT2FN['relu2']", "candle": "candle_nn::Activation::Relu2"},
    ),
    Activation(
        name="nlrelu",
        definition="nlrelu(x, beta = 1 in (0, oo)) = log(beta*max(x, 0) + 1)",
        aliases=("NLReLU",),
        citation="Y. Liu, J. Zhang, C. Gao, J. Qu and L. Ji, Natural-logarithm-rectified activation function in convolutional "
                 "neural networks, arXiv:1908.03682, 2019",
        frameworks={"echoAI": "echoAI.Activation.Torch.nlrelu.NLReLU"},
    ),
    Activation(
        name="brelu_paddle",
        definition="brelu_paddle(x, t_min = 0 in (-oo, 0], t_max = 24 in (0, oo)) = min(max(x, t_min), t_max)",
        citation="Paddle documentation, fluid.layers.brelu",
        frameworks={"paddle": "paddle.fluid.layers.brelu"},
    ),
)
