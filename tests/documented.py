"""The scalar functions of the catalogue once more, from the documentation of the frameworks and from papers, in mpmath.

An independent witness at 50 digits: it reads none of symact's definitions. `FORMULAS` takes x and the parameters by name;
None stands for a point where the function has no value.
"""

from __future__ import annotations

from typing import Any

import mpmath

MP = mpmath.mp.clone()
MP.dps = 50
ZERO, ONE = MP.mpf(0), MP.mpf(1)


def clip(x: Any, low: Any, high: Any) -> Any:
    return low if x < low else min(x, high)


def sigmoid(x: Any) -> Any:
    return 1 / (1 + MP.exp(-x))


def elu(x: Any, alpha: Any) -> Any:
    return x if x > 0 else alpha * MP.expm1(x)


def softplus(x: Any, beta: Any = 1) -> Any:
    """1/beta * log(1 + exp(beta * x)), without the linear continuation beyond the threshold."""
    return MP.log1p(MP.exp(beta * x)) / beta


def gelu(x: Any) -> Any:
    return x * MP.ncdf(x)


def gelu_tanh(x: Any, scale: Any) -> Any:
    return x * (1 + MP.tanh(scale * (x + MP.mpf("0.044715") * x**3))) / 2


def hardswish(x: Any) -> Any:
    return ZERO if x <= -3 else x if x >= 3 else x * (x + 3) / 6


def hardsigmoid(x: Any) -> Any:
    return ZERO if x <= -3 else ONE if x >= 3 else x / 6 + ONE / 2


def keras_relu(x: Any, negative_slope: Any, max_value: Any, threshold: Any) -> Any:
    """As it is computed: x where x > threshold and 0 elsewhere, clipped, less the slope times relu(threshold - x)."""
    kept = clip(x * (x > threshold), ZERO, max_value)
    return kept - negative_slope * max(threshold - x, ZERO)


def selu(x: Any, alpha: str, scale: str) -> Any:
    return MP.mpf(scale) * (max(x, ZERO) + min(ZERO, MP.mpf(alpha) * MP.expm1(x)))


def celu(x: Any, alpha: Any) -> Any:
    return x if x > 0 else alpha * MP.expm1(x / alpha)


def xielu(x: Any, alpha_p: Any, alpha_n: Any, beta: Any) -> Any:
    return alpha_p * x * x + beta * x if x > 0 else (MP.expm1(x) - x) * alpha_n + beta * x


def soft_exponential(x: Any, alpha: Any) -> Any:
    if alpha == 0:
        return x
    if alpha > 0:
        return MP.expm1(alpha * x) / alpha + alpha
    inner = 1 - alpha * (x + alpha)
    return -MP.log(inner) / alpha if inner > 0 else None


def softplus_threshold(x: Any, beta: Any, threshold: Any) -> Any:
    return x if x * beta > threshold else softplus(x, beta)


def sparse_plus(x: Any) -> Any:
    return ZERO if x <= -1 else x if x >= 1 else (x + 1) ** 2 / 4


def shrink(x: Any, lambd: Any, bias: Any) -> Any:
    return x + bias if x < -lambd else x - bias if x > lambd else ZERO


def sqnl(x: Any) -> Any:
    """x - sign(x) x^2/4 between -2 and 2, and the sign of x outside."""
    return MP.sign(x) if abs(x) > 2 else x - MP.sign(x) * x * x / 4


def soft_clipping(x: Any, alpha: Any) -> Any:
    return (MP.log1p(MP.exp(alpha * x)) - MP.log1p(MP.exp(alpha * (x - 1)))) / alpha


def hard_elish(x: Any) -> Any:
    return (x if x >= 0 else MP.expm1(x)) * clip((x + 1) / 2, ZERO, ONE)


def tanhsoft(x: Any, alpha: Any, beta: Any, gamma: Any, delta: Any) -> Any:
    return MP.tanh(alpha * x + beta * MP.exp(gamma * x)) * MP.log(delta + MP.exp(x))


def eis1(x: Any, delta: Any, theta: Any) -> Any:
    below = x + delta * MP.exp(-theta * x)
    return x * softplus(x) / below if below else None


def arelu(x: Any, alpha: Any, beta: Any) -> Any:
    return max(x, ZERO) * (1 + sigmoid(beta)) - max(-x, ZERO) * clip(alpha, MP.mpf("0.01"), MP.mpf("0.99"))


def srelu(x: Any, tr: Any, ar: Any, tl: Any, al: Any) -> Any:
    return tr + ar * (x - tr) if x >= tr else tl + al * (x - tl) if x <= tl else x


def apl(x: Any, a1: Any, b1: Any, a2: Any, b2: Any) -> Any:
    return max(x, ZERO) + sum(a * max(b - x, ZERO) for a, b in ((a1, b1), (a2, b2)))


def pau(x: Any, p0: Any, p1: Any, p2: Any, p3: Any, q1: Any, q2: Any) -> Any:
    return MP.polyval([p3, p2, p1, p0], x) / (1 + abs(MP.polyval([q2, q1, 0], x)))


FORMULAS: dict[str, Any] = {
    "identity": lambda x: x,
    "abs": lambda x: x if x > 0 else -x,
    "affine": lambda x, alpha, beta: beta + alpha * x,
    "relu": lambda x: x if x > 0 else ZERO,
    "leaky_relu": lambda x, negative_slope: x if x >= 0 else negative_slope * x,
    "prelu": lambda x, weight: x if x > 0 else weight * x,
    "relu6": lambda x: min(max(x, ZERO), MP.mpf(6)),
    "elu": elu,
    "softplus": softplus,
    "keras_relu": keras_relu,
    "rrelu_eval": lambda x, lower, upper: x if x >= 0 else (lower + upper) / 2 * x,
    "threshold": lambda x, threshold, value: x if x > threshold else value,
    "thresholded_relu": lambda x, theta: x if x > theta else ZERO,
    "relu_squared": lambda x: x * x if x > 0 else ZERO,
    "nlrelu": lambda x, beta: MP.log1p(beta * x) if x > 0 else ZERO,
    "brelu_paddle": lambda x, t_min, t_max: clip(x, t_min, t_max),
    "selu": lambda x: selu(x, "1.6732632423543772848170429916717", "1.0507009873554804934193349852946"),
    "selu_truncated": lambda x: selu(x, "1.67326", "1.0507"),
    "celu": celu,
    "mpelu": lambda x, alpha, beta: x if x > 0 else elu(beta * x, alpha),
    "xielu": xielu,
    "soft_exponential": soft_exponential,
    "exponential": lambda x: MP.e**x,
    "softplus_threshold": softplus_threshold,
    "parametric_softplus_onnx": lambda x, alpha, beta: alpha * MP.log1p(MP.exp(beta * x)),
    "sqrt_softplus": lambda x: MP.sqrt(softplus(x)),
    "soft_relu_clipped": lambda x, threshold: softplus(clip(x, -threshold, threshold)),
    "squareplus": lambda x, b: (x + MP.sqrt(x * x + b)) / 2,
    "sparse_plus": sparse_plus,
    "log1mexp": lambda x: MP.log(-MP.expm1(-x)) if x > 0 else None,
    "sigmoid": sigmoid,
    "log_sigmoid": lambda x: MP.log(sigmoid(x)),
    "tanh": lambda x: (MP.exp(x) - MP.exp(-x)) / (MP.exp(x) + MP.exp(-x)),
    "hardtanh": lambda x, min_val, max_val: min(max(x, min_val), max_val),
    "scaled_tanh": lambda x, alpha, beta: alpha * (2 * sigmoid(2 * beta * x) - 1),
    "softsign": lambda x: x / (1 + x) if x > 0 else x / (1 - x),
    "arctan": lambda x: MP.atan2(x, 1),
    "erf_act": lambda x: 2 * MP.ncdf(x * MP.sqrt(2)) - 1,
    "asinh": lambda x: MP.asinh(x),
    "isru": lambda x, alpha: x / MP.sqrt(1 + alpha * x * x),
    "sqnl": sqnl,
    "aria2": lambda x, alpha, beta: sigmoid(beta * x) ** alpha,
    "laplace_mega": lambda x, mu, sigma: MP.ncdf(x, mu, sigma),
    "sigmoid_range": lambda x, low, high: sigmoid(x) * (high - low) + low,
    "soft_clipping": soft_clipping,
    "binary_step": lambda x: ZERO if x < 0 else ONE,
    "signum": lambda x: MP.sign(x),
    "hardsigmoid": hardsigmoid,
    "hard_sigmoid_onnx": lambda x, alpha, beta: clip(alpha * x + beta, ZERO, ONE),
    "hardsigmoid_paddle": lambda x, slope, offset: clip(slope * x + offset, ZERO, ONE),
    "sparse_sigmoid": lambda x: ZERO if x <= -1 else ONE if x >= 1 else (x + 1) / 2,
    "silu": lambda x: x * sigmoid(x),
    "gelu": gelu,
    "gelu_tanh": lambda x: gelu_tanh(x, MP.sqrt(2 / MP.pi)),
    "mish": lambda x: x * MP.tanh(softplus(x)),
    "hardswish": hardswish,
    "swish_beta": lambda x, beta: x * sigmoid(beta * x),
    "hard_mish": lambda x: x / 2 * clip(x + 2, ZERO, MP.mpf(2)),
    "gelu_fast": lambda x: gelu_tanh(x, MP.mpf("0.7978845608")),
    "quick_gelu": lambda x: x * sigmoid(MP.mpf("1.702") * x),
    "gelu_mlx_sigmoid": lambda x: x * sigmoid(MP.mpf("1.60033") * x * (1 + MP.mpf("0.0433603") * x * x)),
    "gelu_10": lambda x: clip(gelu(x), MP.mpf(-10), MP.mpf(10)),
    "elish": lambda x: (x if x >= 0 else MP.expm1(x)) * sigmoid(x),
    "hard_elish": hard_elish,
    "tanhsoft": tanhsoft,
    "eis1": eis1,
    "hardshrink": lambda x, lambd: x if abs(x) > lambd else ZERO,
    "softshrink": lambda x, lambd: shrink(x, lambd, lambd),
    "shrink_onnx": shrink,
    "tanhshrink": lambda x: x - MP.tanh(x),
    "lisht": lambda x: x * MP.tanh(x),
    "logcosh": lambda x: abs(x) + MP.log1p(MP.exp(-2 * abs(x))) - MP.log(2),
    "seagull": lambda x: MP.log1p(x * x),
    "sin": lambda x: MP.sin(x),
    "cos": lambda x: MP.cos(x),
    "snake": lambda x, frequency: x + (1 - MP.cos(2 * frequency * x)) / (2 * frequency),
    "arelu": arelu,
    "srelu": srelu,
    "apl": apl,
    "pau": pau,
}
