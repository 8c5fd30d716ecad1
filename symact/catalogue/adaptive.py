"""Functions whose shape is learned: their parameters are trained, and their defaults are only a beginning."""

from symact.activation import Activation

FAMILY = (
    Activation(
        name="arelu",
        definition="arelu(x, alpha = 0.9 in R, beta = 2 in R) = "
                   "Piecewise(((1 + 1/(1 + exp(-beta)))*x, x >= 0), (min(max(alpha, 0.01), 0.99)*x, True))",
        aliases=("AReLU",),
        citation="D. Chen, J. Li and K. Xu, AReLU: attention-based rectified linear unit, arXiv:2006.13858, 2020",
        frameworks={"echoAI": "echoAI.Activation.t_ops.AReLU"},
    ),
    Activation(
        name="srelu",
        definition="srelu(x, tr = 1 in (0, oo), ar = 1 in R, tl = 0 in (-oo, 0], al = 0.1 in R) = "
                   "Piecewise((tr + ar*(x - tr), x >= tr), (tl + al*(x - tl), x <= tl), (x, True))",
        aliases=("SReLU",),
        citation="X. Jin, C. Xu, J. Feng, Y. Wei, J. Xiong and S. Yan, Deep learning with S-shaped rectified linear activation "
                 "units, AAAI 2016; echoAI draws the parameters at random, here they are a leaky relu, and its code has x + tr "
                 "and x + tl where its documentation has x - tr and x - tl",
        frameworks={"echoAI": "echoAI.Activation.Torch.srelu.srelu"},
    ),
    Activation(
        name="apl",
        definition="apl(x, a1 = 1/5 in R, b1 = 0 in R, a2 = -1/5 in R, b2 = -1 in R) = "
                   "max(0, x) + a1*max(0, b1 - x) + a2*max(0, b2 - x)",
        aliases=("APL",),
        citation="F. Agostinelli, M. Hoffman, P. Sadowski and P. Baldi, Learning activation functions to improve deep neural "
                 "networks, arXiv:1412.6830, 2014, with two hinges; the frameworks draw the parameters at random, here they "
                 "are a slope of -1/5 from -1 to 0",
        frameworks={"echoAI": "echoAI.Activation.Torch.apl.apl"},
    ),
    Activation(
        name="pau",
        definition="pau(x, p0 = 0 in R, p1 = 1/2 in R, p2 = 1 in R, p3 = 1/2 in R, q1 = 0 in R, q2 = 1 in R) = "
                   "(p0 + p1*x + p2*x^2 + p3*x^3)/(1 + abs(q1*x + q2*x^2))",
        citation="A. Molina, P. Schramowski and K. Kersting, Padé activation units, arXiv:1907.06732, 2019, of degrees 3 and 2; "
                 "the frameworks begin with a fit to another function, here the defaults are x/2 + x^2/(1 + x^2)",
        frameworks={"activations-torch": "activations.torch.Rational"},
    ),
)
