"""The reader: every normative statement, the tree it means, the text it is echoed as, and what is refused."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symact.check import term
from symact.check.printer import show
from symact.check.reader import Definition, read, read_definition, read_term, unfolded
from symact.check.term import HALF, MINUS_OO, ONE, OO, PI, REALS, VECTORS, SyntaxProblem, Term, mul, num, sym

TEXTS = """relu(x) = max(x, 0)
leaky_relu(x, negative_slope = 0.01) = Piecewise((x, x > 0), (negative_slope*x, True))
elu(x, alpha = 1 in (0, oo)) = Piecewise((x, x > 0), (alpha*(exp(x) - 1), True))
softplus(x, beta = 1 in (0, oo)) = log(1 + exp(beta*x))/beta
sigmoid(x) = 1/(1 + exp(-x))
gelu(x) = x*(1 + erf(x/sqrt(2)))/2
silu(x) = x*sigmoid(x)
hardtanh(x) = min(max(x, -1), 1)
hardswish(x) = x*min(max(x + 3, 0), 6)/6
softmax(x in R^n) = exp(x)/sum(exp(x))
low(x, b in (-oo, 1/2)) = x + b
power_unit(x, p in (0, 1)) = max(x, 0)^p
bent(x, a in R \\ {0}, k = 2 in {1, 2, 3}) = a*x^k"""
CATALOGUE: dict[str, Definition] = {}
for line in TEXTS.splitlines():
    definition = read_definition(line, CATALOGUE)
    CATALOGUE[definition.name] = definition

RELU, SIGMOID = "max(x, 0)", "1/(1 + exp(-x))"
ELU, SOFTPLUS = "Piecewise((x, x > 0), (exp(x) - 1, True))", "log(1 + exp(x))"
ELU_ALPHA = "Piecewise((x, x > 0), (alpha*(exp(x) - 1), True))"
SILU, GELU = "x/(1 + exp(-x))", "x*(1 + erf(x/sqrt(2)))/2"
SOFTMAX = "exp(x)/sum(exp(x))"
SAME = ""

# The statements of CLAIMS.md with the text that they are echoed as.
NORMATIVE = {
    "forall x in (0, oo): 1 <= log(exp(1.0001) + x)": "forall x in (0, oo): 1 <= log(exp(10001/10000) + x)",
    "forall x in (-4, 4) \\ {0}: cosh(x) <= (sinh(x)/x)**3":
        "forall x in (-4, 4) \\ {0}: (exp(x) + exp(-x))/2 <= (((exp(x) - exp(-x))/2)/x)^3",
    "forall x > 0, 0 < a < 1: leaky_relu(x, negative_slope=a) = x":
        "forall x in (0, oo), a in (0, 1): Piecewise((x, x > 0), (a*x, True)) = x",
    "exists x in [-2, -1]: silu'(x) = 0": f"exists x in [-2, -1]: D({SILU}, x) = 0",
    "0 < softplus(x) - relu(x) <= log(2)": f"forall x in R where defined: 0 < {SOFTPLUS} - {RELU} <= log(2)",
    "softplus'(x) = sigmoid(x)": f"forall x in R where defined: D({SOFTPLUS}, x) = {SIGMOID}",
    "relu'(x) = 0 for x < 0": f"forall x in (-oo, 0): D({RELU}, x) = 0",
    "leaky_relu'(x) != 0 almost everywhere": "almost every x in R: D(Piecewise((x, x > 0), (1/100*x, True)), x) != 0",
    "lim(softplus(x) - x, x -> oo) = 0": f"lim({SOFTPLUS} - x, x -> oo) = 0",
    "lim(relu'(x), x -> 0-) = 0": f"lim(D({RELU}, x), x -> 0-) = 0",
    "lim(sin(x), x -> oo) does not exist": SAME,
    "softplus(x, beta) -> relu(x) uniformly as beta -> oo":
        f"log(1 + exp(beta*x))/beta -> {RELU} uniformly in x as beta -> oo",
    "relu is continuous": f"(x -> {RELU}) is continuous",
    "relu is differentiable except at {0}": f"(x -> {RELU}) is differentiable except at {{0}}",
    "relu is differentiable almost everywhere": f"almost every x in R: (x -> {RELU}) is differentiable at x",
    "relu is not differentiable at 0": f"(x -> {RELU}) is not differentiable at 0",
    "elu(alpha=1) is C^1": f"(x -> {ELU}) is C^1",
    "elu(alpha=1) is not C^2": f"(x -> {ELU}) is not C^2",
    "forall alpha > 0: elu(alpha) is C^1 iff alpha = 1":
        f"forall alpha in (0, oo): (x -> {ELU_ALPHA}) is C^1 iff alpha = 1",
    "gelu is smooth": f"(x -> {GELU}) is smooth",
    "leaky_relu is piecewise linear": "(x -> Piecewise((x, x > 0), (1/100*x, True))) is piecewise linear",
    "softplus is strictly increasing": f"(x -> {SOFTPLUS}) is strictly increasing",
    "silu is decreasing on (-oo, -1.2785)": f"(x -> {SILU}) is decreasing on (-oo, -2557/2000)",
    "softplus is strictly convex": f"(x -> {SOFTPLUS}) is strictly convex",
    "gelu is not monotone": f"(x -> {GELU}) is not monotone",
    "tanh is odd": "(x -> tanh(x)) is odd",
    "sigmoid is injective": f"(x -> {SIGMOID}) is injective",
    "hardtanh is 1-Lipschitz": "(x -> min(max(x, -1), 1)) is 1-Lipschitz",
    "hardswish is 3/2-Lipschitz": "(x -> x*min(max(x + 3, 0), 6)/6) is 3/2-Lipschitz",
    "range(softplus) = (0, oo)": f"range(x -> {SOFTPLUS}) = (0, oo)",
    "range(hardswish) = [-3/8, oo)": "range(x -> x*min(max(x + 3, 0), 6)/6) = [-3/8, oo)",
    "min(silu) in [-0.27846455, -0.27846454]": f"min(x -> {SILU}) in [-5569291/20000000, -13923227/50000000]",
    "min(softplus) does not exist": f"min(x -> {SOFTPLUS}) does not exist",
    "argmin(silu) in [-1.2785, -1.2784]": f"argmin(x -> {SILU}) in [-2557/2000, -799/625]",
    "sup(softplus(x) - relu(x)) = log(2)": f"sup(x -> {SOFTPLUS} - {RELU}) = log(2)",
    "sup(softplus(x) - relu(x)) is attained": f"sup(x -> {SOFTPLUS} - {RELU}) is attained",
    "sup(abs(sigmoid''(x))) = 1/(6*sqrt(3))": f"sup(x -> abs(D({SIGMOID}, x, 2))) = 1/(6*sqrt(3))",
    "inf(gelu'(x)) in [-0.12891, -0.12890]": f"inf(x -> D({GELU}, x)) in [-12891/100000, -1289/10000]",
    "lipschitz(sigmoid) = 1/4": f"lipschitz(x -> {SIGMOID}) = 1/4",
    "lipschitz(gelu) in [1.12890, 1.12891]": f"lipschitz(x -> {GELU}) in [11289/10000, 112891/100000]",
    "zeros(gelu) = {0}": f"zeros(x -> {GELU}) = {{0}}",
    "clarke(relu, 0) = [0, 1]": f"clarke(x -> {RELU}, 0) = [0, 1]",
    "measure({x : relu'(x) = 0}) = oo": f"measure({{x : D({RELU}, x) = 0}}) = oo",
    "E[relu(Z)] = 1/sqrt(2*pi)": "E[max(Z, 0)] = 1/sqrt(2*pi)",
    "E[elu(Z)] < E[relu(Z)]": "E[Piecewise((Z, Z > 0), (exp(Z) - 1, True))] < E[max(Z, 0)]",
    "P(relu(Z) = 0) = 1/2": "P(max(Z, 0) = 0) = 1/2",
    "forall w, b, x: w*x + b < 0 implies D(relu(w*x + b), w) = 0 and D(relu(w*x + b), b) = 0":
        "forall w in R, b in R, x in R: w*x + b < 0 implies D(max(w*x + b, 0), w) = 0 and D(max(w*x + b, 0), b) = 0",
    "forall w, b, x, d > 0, eta > 0: w*x + b > 0 and eta > (w*x + b)/(d*(x^2 + 1)) "
    "implies relu'((w - eta*d*x)*x + b - eta*d) = 0":
        "forall w in R, b in R, x in R, d in (0, oo), eta in (0, oo): w*x + b > 0 and eta > (w*x + b)/(d*(x^2 + 1)) "
        "implies (x -> max(x, 0))'((w - eta*d*x)*x + b - eta*d) = 0",
    "forall x in R^n, c in R: softmax(x + c) = softmax(x)":
        f"forall x in R^n, c in R: exp(x + c)/sum(exp(x + c)) = {SOFTMAX}",
    "forall x in R^n: sum(softmax(x)) = 1": f"forall x in R^n: sum({SOFTMAX}) = 1",
    "jacobian(softmax) = diag(s) - s*s^T where s = softmax(x)":
        f"forall x in R^n where defined: jacobian(x -> {SOFTMAX}, x) = diag({SOFTMAX}) - ({SOFTMAX})*({SOFTMAX})^T",
    "let f(x) = x*tanh(log(1 + exp(x))); f'(x) < 1.0885":
        f"forall x in R where defined: D(x*tanh({SOFTPLUS}), x) < 2177/2000",
    "let f(x) = Piecewise((1, x = 0), (sin(x)/x, True)); f is smooth":
        "(x -> Piecewise((1, x = 0), (sin(x)/x, True))) is smooth",
}


@pytest.mark.parametrize("text", NORMATIVE)
def test_normative_statements_are_echoed(text: str) -> None:
    statement = read(text, CATALOGUE)
    assert show(statement) == (NORMATIVE[text] or text)
    assert read_term(show(statement)) == statement
    assert read(show(statement), {}) in (statement, read(text, CATALOGUE))


X, Y, ZERO, TRUE = sym("x"), sym("y"), num(0), Term("true")


def function(body: Term, name: str = "x") -> Term:
    return Term("lambda", (sym(name), body))


def interval(a: Term, b: Term, brackets: str = "()") -> Term:
    return Term("interval", (a, b, brackets[0], brackets[1]))


EXP_X, MAX_X = Term("exp", (X,)), Term("max", (X, ZERO))
TREES = {
    "x/x = 1": Term("closure", (X, REALS, Term("=", (Term("*", (X, Term("^", (X, num(-1))))), ONE)))),
    "exists x in [-2, -1): relu'(x) = 0": Term("exists", (X, interval(num(-2), num(-1), "[)"), Term("=", (
        Term("deriv", (MAX_X, X, ONE, X)), ZERO)))),
    "0 < exp(x) <= y for x < 0": Term("closure", (Y, REALS, Term("forall", (X, interval(MINUS_OO, ZERO), Term("and", (
        Term("<", (ZERO, EXP_X)), Term("<=", (EXP_X, Y)))))))),
    "relu is differentiable except at {0} on (-1, 1)":
        Term("is", ("differentiable except", function(MAX_X), interval(num(-1), ONE), Term("finite", (ZERO,)))),
    "relu is not 3/2-Lipschitz": Term("not", (Term("is", ("Lipschitz", function(MAX_X), REALS, num(Fraction(3, 2)))),)),
    "relu is differentiable almost everywhere on (0, 1)": Term("ae", (X, interval(ZERO, ONE), Term("is", (
        "differentiable at", function(MAX_X), REALS, X)))),
    "max(relu) is attained": Term("attained", (Term("maximum", (function(MAX_X), REALS)),)),
    "sup(relu on [0, 1]) does not exist": Term("not", (Term("has_value", (Term("sup", (
        function(MAX_X), interval(ZERO, ONE, "[]"))),)),)),
    "E[relu(Z)] > 0": Term(">", (Term("E", (function(Term("max", (sym("z"), ZERO)), "z"),)), ZERO)),
    "P(relu(Z) = 0) > 0": Term(">", (Term("P", (function(Term("=", (Term("max", (sym("z"), ZERO)), ZERO)), "z"),)), ZERO)),
    "lim(exp(x), x -> 1+) = e": Term("=", (Term("lim", (EXP_X, X, ONE, "+")), Term("exp", (ONE,)))),
    "zeros(sin) = {k*pi : k integer}": Term("=", (Term("zeros", (function(Term("sin", (X,))), REALS)), Term("progression", (
        sym("k"), Term("*", (sym("k"), PI)))))),
    "x/y -> x uniformly as y -> oo": Term("uniform", (Term("*", (X, Term("^", (Y, num(-1))))), X, X, Y)),
    "jacobian(softmax) = 0": Term("closure", (X, VECTORS, Term("=", (Term("jacobian", (
        function(CATALOGUE["softmax"].body), X)), ZERO)))),
    "sin is periodic with period 2*pi":
        Term("is", ("periodic", function(Term("sin", (X,))), REALS, Term("*", (num(2), PI)))),
}


@pytest.mark.parametrize("text", TREES)
def test_trees(text: str) -> None:
    assert read(text, CATALOGUE) == TREES[text]
    assert read_term(show(TREES[text])) == TREES[text]


def sum_of(*parts: Term) -> Term:
    return Term("+", parts)


def product_of(*parts: Term) -> Term:
    return Term("*", parts)


def power_of(base: Term, exponent: Term | int) -> Term:
    return Term("^", (base, num(exponent) if isinstance(exponent, int) else exponent))


def real_power(base: Term, exponent: Term) -> Term:
    """a^b = exp(b log a) where b is no literal."""
    return Term("exp", (mul(exponent, Term("log", (base,))),))


@pytest.mark.parametrize(("text", "tree"), [
    ("1.13", num(Fraction(113, 100))), ("2.5e-8", num(Fraction(1, 40_000_000))), ("10**-5", num(Fraction(1, 100_000))),
    ("2/3", num(Fraction(2, 3))), ("-2^2", num(-4)), ("(-2)^2", power_of(num(-2), 2)), ("2^3^2", num(512)), (".5", HALF),
    ("3*10^-2", num(Fraction(3, 100))), ("1 - 1/2", HALF), ("2*3*x", product_of(num(6), X)),
    ("2*(3)", product_of(num(2), num(3))),
    ("1/0", power_of(ZERO, -1)), ("2/0", product_of(num(2), power_of(ZERO, -1))), ("x/2", product_of(X, HALF)),
    ("1/x", power_of(X, -1)), ("-1/x", product_of(num(-1), power_of(X, -1))), ("x - 1/2*y", sum_of(X, product_of(-HALF, Y))),
    ("-x", product_of(num(-1), X)), ("-x^2", product_of(num(-1), power_of(X, 2))), ("-2*x", product_of(num(-2), X)),
    ("-x*y", product_of(num(-1), X, Y)), ("x - y - 2", sum_of(X, product_of(num(-1), Y), num(-2))),
    ("(x + y) + 1", sum_of(sum_of(X, Y), ONE)), ("x*-y", product_of(X, product_of(num(-1), Y))), ("2^-x", real_power(num(2), product_of(
        num(-1), X))), ("x^1", X), ("x^(1)", power_of(X, 1)), ("x^y^2", real_power(X, power_of(Y, 2))),
    ("sqrt(x)", power_of(X, HALF)), ("cbrt(x)", Term("cbrt", (X,))), ("-oo", MINUS_OO), ("2*oo", product_of(num(2), OO)),
    ("e", Term("exp", (ONE,))), ("E^2", power_of(Term("exp", (ONE,)), 2)), ("log2(x)", read_term("log(x)/log(2)")),
    ("acos(x)", read_term("pi/2 - asin(x)")), ("atanh(y)", read_term("(log(1 + y) - log(1 - y))/2")),
    ("Abs(x)", Term("abs", (X,))), ("Max(x, y, 0)", Term("max", (X, Y, ZERO))), ("min(x, y)", Term("min", (X, Y))),
    ("Piecewise((x, (x > 0) & (x < 1) | ~(x < 2)), (0, True))",
     read_term("Piecewise((x, x > 0 and x < 1 or not x < 2), (0, True))")),
    ("Heaviside(x)", read_term("Piecewise((0, x < 0), (1/2, x = 0), (1, True))")), ("Eq(x, y)", Term("=", (X, Y))),
    ("D(x*y, x)", Term("deriv", (product_of(X, Y), X, ONE, X))),
    ("exp''(x*y)", Term("deriv", (EXP_X, X, num(2), product_of(X, Y)))),
    ("(x -> x*y)'(3)", Term("deriv", (product_of(X, Y), X, ONE, num(3)))), ("(x -> x*y)(3)", product_of(num(3), Y)),
    ("x -> y -> 2", None), ("R", REALS), ("R^n", VECTORS), ("{}", Term("finite")), ("{0, pi}", Term("finite", (ZERO, PI))),
    ("[0, 1) union {2} union (3, oo)",
     Term("union", (interval(ZERO, ONE, "[)"), Term("finite", (num(2),)), interval(num(3), OO)))),
    ("R without {0} \\ {1}", Term("minus", (Term("minus", (REALS, Term("finite", (ZERO,)))), Term("finite", (ONE,))))),
    ("min(x -> x, [0, 1])", Term("minimum", (function(X), interval(ZERO, ONE, "[]")))),
    ("a < x and not x = y or x > 1 implies x < 2 implies x < 3", read_term(
        "((a < x and (not (x = y))) or x > 1) implies (x < 2 implies x < 3)")),
    ("forall x > 0: x > 1 and x > 2", Term("forall", (X, interval(ZERO, OO), read_term("x > 1 and x > 2")))),
    ("a < 1 and forall x: x > a", read_term("a < 1 and (forall x in R: x > a)")),
    ("s^T", Term("transpose", (sym("s"),))),
    # a literal in parentheses is not folded with its neighbours, nor one beyond a variable
    ("(2)/3", product_of(num(2), num(Fraction(1, 3)))), ("(2)*3", product_of(num(2), num(3))), ("(1)/x", product_of(ONE, power_of(X, -1))), ("2*x*3", product_of(num(2), X, num(3))),
    ("x*2*3", product_of(X, num(2), num(3))), ("2*3/4*x", product_of(num(Fraction(3, 2)), X)), ("2*x/3*4", product_of(num(2), X, num(Fraction(1, 3)), num(4))),
    ("1/(2)", power_of(num(2), -1)), ("1/(x)", power_of(X, -1)), ("3/(2)", product_of(num(3), power_of(num(2), -1))), ("1/x/2", product_of(power_of(X, -1), HALF)), ("1*x", product_of(ONE, X)),
    ("1/2/x", product_of(HALF, power_of(X, -1))), ("x/1", product_of(X, ONE)), ("2/1", num(2)), ("-(2)*x", product_of(num(-2), X)), ("-(2)*3", product_of(num(-2), num(3))),
    ("(1) + 2", sum_of(ONE, num(2))), ("1 + (2)", sum_of(ONE, num(2))), ("1 + 2 + x", sum_of(num(3), X)), ("1 + x + 2", sum_of(ONE, X, num(2))), ("x + 1 + 2", sum_of(X, ONE, num(2))),
    ("1 - 2 - 3", num(-4)), ("1 - x - 2", sum_of(ONE, product_of(num(-1), X), num(-2))), ("-1 + 2", ONE), ("-(1) + 2", ONE), ("1 - (2) + 3", sum_of(ONE, num(-2), num(3))),
    ("(x + 1)^2", power_of(sum_of(X, ONE), 2)), ("(2)^3", power_of(num(2), 3)), ("2^(3)", num(8)), ("x^(2)", power_of(X, 2)), ("-x^-1", product_of(num(-1), power_of(X, -1))), ("--x", product_of(
        num(-1), product_of(num(-1), X))), ("--2", num(2)), ("-(-oo)", OO), ("2^-1", HALF), ("0^0", power_of(ZERO, 0)),
])
def test_terms(text: str, tree: Term | None) -> None:
    if tree is None:
        with pytest.raises(SyntaxProblem):
            read_term(text)
    else:
        assert read_term(text) == tree
        assert read_term(show(tree)) == tree


@pytest.mark.parametrize(("text", "echo"), [
    ("leaky_relu(x, a) = 0", "forall x in R, a in R where defined: Piecewise((x, x > 0), (a*x, True)) = 0"),
    ("elu(alpha) is C^1 iff alpha = 1", f"forall alpha in (0, oo) where defined: (x -> {ELU_ALPHA}) is C^1 iff alpha = 1"),
    ("elu(x, b) > -b", "forall x in R, b in (0, oo) where defined: Piecewise((x, x > 0), (b*(exp(x) - 1), True)) > -b"),
    ("b*elu(x, b) > c", "forall b in (0, oo), x in R, c in R where defined: "
     "b*Piecewise((x, x > 0), (b*(exp(x) - 1), True)) > c"),
    ("leaky_relu'(x, a) != 0 almost everywhere",
     "forall a in R where defined: almost every x in R: D(Piecewise((x, x > 0), (a*x, True)), x) != 0"),
    ("elu'(x, a) != 0 almost everywhere", "forall a in (0, oo) where defined: "
     "almost every x in R: D(Piecewise((x, x > 0), (a*(exp(x) - 1), True)), x) != 0"),
    ("relu'(x) = 0 almost everywhere on (-oo, 0)", f"almost every x in (-oo, 0): D({RELU}, x) = 0"),
    ("relu'(x) = 0 almost everywhere for x < 0", f"almost every x in (-oo, 0): D({RELU}, x) = 0"),
    ("relu'(x) = 0 for x < 0 almost everywhere", f"almost every x in (-oo, 0): D({RELU}, x) = 0"),
    ("x*y != 0 almost everywhere in x for y > 0", "forall y in (0, oo): almost every x in R: x*y != 0"),
    ("sup(a*relu(x), (0, 1)) = a for a > 0", "forall a in (0, oo): sup(x -> a*max(x, 0), (0, 1)) = a"),
    ("s + 1 > s where s = x^2", "forall x in R where defined: x^2 + 1 > x^2"),
    ("forall x > 0: t > s where s = x^2, t = s + 1", "forall x in (0, oo): x^2 + 1 > x^2"),
    ("range(elu(alpha=2)) = (-2, oo)", "range(x -> Piecewise((x, x > 0), (2*(exp(x) - 1), True))) = (-2, oo)"),
    ("zeros(gelu') = {0}", f"zeros(x -> D({GELU}, x)) = {{0}}"),
    ("gelu'' is bounded", f"(x -> D({GELU}, x, 2)) is bounded"),
    ("(x -> x^2) is convex", SAME), ("(x -> x^2)' is odd", "(x -> D(x^2, x)) is odd"),
    ("let f(x, a = 2) = a*x; let g(x) = f(f(x), 3); g(1) = 6", "3*(2*(1)) = 6"),
    ("leaky_relu'(y, negative_slope=x) = 1",
     "forall y in R, x in R where defined: (x_1 -> Piecewise((x_1, x_1 > 0), (x*x_1, True)))'(y) = 1"),
    ("bent(x, 1) = bent(x, a=2, k=3)", "forall x in R where defined: x^2 = 2*x^3"),
    ("forall a != 0: bent(x, a) = 0", "forall x in R where defined: forall a in R \\ {0}: a*x^2 = 0"),
    ("softmax(y) > 0", "forall y in R^n where defined: exp(y)/sum(exp(y)) > 0"),
    ("forall c: softmax(x + c) = softmax(x)", "forall x in R^n where defined: forall c in R: exp(x + c)/sum(exp(x + c)) = "
     f"{SOFTMAX}"),
    ("softmax(x + c) = softmax(x)", f"forall x in R^n, c in R where defined: exp(x + c)/sum(exp(x + c)) = {SOFTMAX}"),
    ("0 < x in (0, 1)", "forall x in R where defined: 0 < x in (0, 1)"),
    ("relu is positive almost everywhere", f"almost every x in R: {RELU} > 0"),
    ("forall n: not (exists x: x > n for n > 0)", "forall n in R: not (exists x in R: forall n in (0, oo): x > n)"),
    ("forall a > 0, x > a: x > 0", "forall a in (0, oo), x in (a, oo): x > 0"),
    ("1 >= x > 0 and y = 1 for 1 > x >= 0", "forall y in R where defined: forall x in [0, 1): 1 >= x > 0 and y = 1"),
    ("E[Z*a] = 0", "forall a in R where defined: E[Z*a] = 0"), ("E[(x -> x*E[x*Z])(Z)] = 1", "E[Z*E[z_1 -> Z*z_1]] = 1"),
    ("(0, 1) = (0, 1) union {}", SAME), ("argmax(relu) = {}", f"argmax(x -> {RELU}) = {{}}"),
    ("relu(x) == 0 | x >= 0 & ~(x = 1)", f"forall x in R where defined: {RELU} = 0 or x >= 0 and not x = 1"),
    ("power_unit(x, 1/2) >= 0", f"forall x in R where defined: sqrt({RELU}) >= 0"),
    ("log is concave on (0, oo)", "(x -> log(x)) is concave on (0, oo)"),
    ("softplus(x, beta) -> relu(x) uniformly as beta -> oo and beta > 1", "forall beta in (0, oo) where defined: "
     f"log(1 + exp(beta*x))/beta -> {RELU} uniformly in x as beta -> oo and beta > 1"),
    ("elu(x, a) = power_unit(x, a)", "forall x in R, a in (0, 1) where defined: "
     f"Piecewise((x, x > 0), (a*(exp(x) - 1), True)) = exp(a*log({RELU}))"),
    ("sup(elu(1, a)) = oo", "sup(a -> Piecewise((1, 1 > 0), (a*(exp(1) - 1), True)), (0, oo)) = oo"),
    ("forall y in R^n: jacobian(softmax) = 0", f"forall y in R^n: jacobian(x -> {SOFTMAX}, y) = 0"),
    ("P(Z > 0) = P(z -> z > 0)", "P(Z > 0) = P(Z > 0)"),
    ("D(x^2, x, 2) = 2", "forall x in R where defined: D(x^2, x, 2) = 2"),
    ("lim(x, x -> -1-) = -1", SAME), ("tanh is C^oo", "(x -> tanh(x)) is smooth"),
])
def test_echoes(text: str, echo: str) -> None:
    statement = read(text, CATALOGUE)
    assert show(statement) == (echo or text)
    assert read_term(show(statement)) == statement


@pytest.mark.parametrize(("text", "column", "message"), [
    ("__import__('os').system('x')", 1, "unknown character '_'"),
    ("relu(x) ≤ 1", 9, "type <="), ("1 − x = 0", 3, "type -"), ("2x = 1", 1, "write 2*x"), ("2 x = 1", 3, "2*x"),
    ("|x| = 1", 1, "abs(x)"), ("1 + |x| = 1", 5, "abs(x)"), ("(1 + x = 2", 1, "never closed"),
    ("x) = 2", 2, "closes nothing"),
    ("gleu(x) = 0", 1, "did you mean 'gelu'?"), ("gleu is smooth", 1, "did you mean 'gelu'?"),
    ("x + gleu'(x) = 0", 5, "'gelu'"),
    ("elu(x, alpa=1) = 0", 8, "did you mean 'alpha'?"), ("relu is monoton", 9, "did you mean 'monotone'?"),
    ("elu(x, alpha=-1) = 0", 8, "parameter alpha of elu must lie in (0, oo), found -1"), ("elu(x, 0) = 0", 8, "found 0"),
    ("elu(x, 1, 2) = 0", 11, "1 parameters"), ("elu(x, 1, alpha=2) = 0", 11, "twice"),
    ("relu(x, 1) = 0", 9, "no parameters"),
    ("forall alpha: elu(alpha) is C^1", 19, "write alpha in (0, oo)"), ("elu(x, a^2) = 0 for a > 1", 8, "not plain"),
    ("forall a in [0, 1): power_unit(x, a) = 0", 35, "write a in (0, 1)"), ("power_unit(x) = 0", 1, "needs a value"),
    ("bent(x, 0) = 1", 9, "R \\ {0}, found 0"), ("bent(x, 1, 4) = 1", 12, "{1, 2, 3}"),
    ("bent(x, a) = 1 for a > -1", 9, "ranges over"),
    ("forall x, y in (0, 1): x = y", 11, "in 'x, y in ...' only y is restricted; expected x in ..., y in ..."),
    ("forall u, x, y in (0, 1): x = y", 14, "in 'x, y in ...' only y is restricted; expected x in ..., y in ..."), ("forall x in R, x > 0: x = 1", 16, "twice"),
    ("forall x + 1 > 0: x = 1", 8, "takes variables"), ("forall e > 1: e = 1", 8, "reserved"),
    ("forall relu: relu = 1", 8, "ranges"),
    ("sup(a*x) = 1", 5, "unbound: a and x"), ("sup(2) = 1", 5, "none"), ("relu = 1", 1, "as in relu(x)"),
    ("relu + 1 = 0", 1, "a function"),
    ("x + 1", 1, "statement is expected"), ("relu", 1, "statement is expected"),
    ("(x = 1) + 1 = 2", 1, "a statement stands"),
    ("x in 1", 6, "a set is expected"), ("x in {1} = 2", 6, "statement stands"), ("(0, 1) < 2", 1, "a set stands"),
    ("[0, oo] = R", 7, "open at oo"),
    ("Z > 0", 1, "only inside"), ("sin > 0", 1, "as in relu(x)"), ("lim > 0", 1, "reserved"), ("E(2) = 1", 2, "found '('"),
    ("sigmoid is 2", 13, "found the end"), ("sigmoid is Lipschitz", 12, "1-Lipschitz"), ("relu is C^x", 11, "order"),
    ("sup(relu) is positive", 1, "speaks of functions"), ("2 is attained", 1, "only a supremum"),
    ("relu is convex almost everywhere", 16, "single points"),
    ("softmax(x + y) = 1", 9, "which of x, y is a vector"), ("forall x in R: softmax(x) = 1", 24, "x is a number"),
    ("softmax is convex", 1, "function of vectors"), ("softmax'(x) = 1", 1, "jacobian(softmax)"),
    ("jacobian(softmax) = diag(softmax(y))", 10, "jacobian(f, x)"), ("x = 1 for x > 0 for x > 1", 17, "only one 'for'"),
    ("x*y = 0 almost everywhere", 9, "in which variable"), ("let f(x) = a*x; f(x) = 0", 12, "'a'"),
    ("let f(x) = x f(x) = 0", 14, "found 'f'"),
    ("let relu(x) = x; relu(x) = x", 5, "already defined"), ("x = 1 where x = ", 17, "found the end"),
    ("x = ", 5, "a term"), ("", 1, "a term"),
    ("x < 1 < relu", 9, "a function"), ("x\n = \n 2 +* 3", 5, "found '*'"), ("1e99999 = 1", 1, "digits"),
    ("10^9999 = x", 1, "digits"),
    ("(10^3999)^9*1 = x*10^3999*10^3999^2", 27, "digits"), ("Piecewise() = 1", 11, "'('"),
    ("f'(x) = 0", 1, "unknown function"),
    ("x is odd", 1, "unknown function"), ("x' = 0", 1, "unknown function"), ("min(relu, 2) = 0", 5, "number is expected"),
    ("sup(x, 2) = 0", 8, "a set is expected"),
    ("a/b -> 0 uniformly as a -> b", 28, "'oo'"), ("x -> 0", 1, "statement is expected"),
    ("relu(x = 1) = 0", 6, "unknown parameter of relu"),
    ("relu() = 0", 6, "needs an argument"), ("diag(2) = 0", 6, "vector is expected"),
    ("x^T = 0 for x > 0", 1, "vector is expected"),
    ("D(x, x, 1/2) = 0", 12, "no order"), ("D(x, x, y) = 0", 10, "y is no order"), ("D(x, x, 0) = 0", 10, "1 to 100"),
    ("D(x, x, -1) = 0", 11, "1 to 100"), ("D(x, x, 101) = 0", 12, "1 to 100"), ("sin^1(x) = 0", 1, "as in relu(x)"),
    ("jacobian(x) = 0", 10, "takes a function"), ("forall x in R^n, y in R^n: jacobian(softmax) = 0", 37, "which point?"),
    ("x in (0, 1) in (0, 2)", 1, "a statement stands"), ("1 + 10^3999*10^3999*10^3999*10^3999 = x", 13, "digits"), ("relu does exist", 6, "'does not exist'"),
    ("2 -> x + y uniformly as b -> oo", 6, "in which variable"), ("exp" + "'" * 101 + "(x) = 1", 105, "1 to 100"),
    ("relu(x) is convex", 6, "before 'is'"),
    ("min(relu, relu) = 1", 5, "a set is expected"), ("2(x) = 1", 2, "write 2*("),
    ("exp(x) > 0 forall x", 12, "found 'forall'"),
    ("hardtanh is periodic", 13, "periodic with period 1"), ("E[x -> x > 0] = 1", 8, "a number is expected"),
    ("lim(x, x -> 0*) = 0", 15, "found ')'"), ("f(x) where f = 2", 2, "found '('"), ("x = 1 where pi = 2", 13, "reserved"),
    ("let sup(x) = x; sup(x) = 1", 5, "reserved"), ("forall x in R^2: x = x", 15, "'n'"),
    ("{x + 1 : x > 0} = R", 2, "described as in"),
    ("range(relu) < 1", 1, "a set stands"), ("almost every x, y: x = y", 1, "one variable"),
    ("exists x where defined: x = 1", 10, "':'"),
    ("elu(x, a) = low(x, a)", 20, "another that is a too"),
    ("time(numpy.relu) < time(numpy.softplus)", 11, "unknown character '.'"),
    ("Max(relu) = 1", 5, "no such arguments"), ("Min(x -> x) = 1", 5, "no such arguments"), ("max(relu, R, R) = 1", 5, "no such arguments"),
])
def test_what_is_refused(text: str, column: int, message: str) -> None:
    with pytest.raises(SyntaxProblem) as caught:
        read(text, CATALOGUE)
    assert message in str(caught.value)
    assert (caught.value.column, caught.value.line) == (column,
    text[:text.find("+*")].count("\n") + 1 if "+*" in text else 1)


@pytest.mark.parametrize("text", [
    "(" * 500 + "x" + ")" * 500 + " = 1", "-" * 5000 + "x = 1", "not " * 5000 + "x = 1", "x = 1" + " implies x = 1" * 5000,
    "x" + "^x" * 5000 + " = 1", "exp(" * 3000 + "x" + ")" * 3000 + " = 1", "forall x: " * 3000 + "x = 1",
    "let f(x) = x*x; " + "f(" * 60 + "x" + ")" * 60 + " = 1", "sinh(" * 60 + "x" + ")" * 60 + " = 1",
    "let f(x) = 1 + 2*(1 + 2*(1 + 2*(1 + 2*x))); " + "f(" * 60 + "x" + ")" * 60 + " = 1",
    "[" * 1000, "forall " * 3000, "x'" * 9999, "sup(" * 3000, "lim(" * 3000 + ")" * 3000,
])
def test_deep_and_large_texts_end_in_a_syntax_problem(text: str) -> None:
    with pytest.raises(SyntaxProblem):
        read(text, CATALOGUE)


def test_long_texts_are_read() -> None:
    assert len(read_term("x" + " + x" * 5000).args) == 5001
    nested = "x"
    for _ in range(40):
        nested = f"1 + x*({nested})"
    assert read_term(show(read_term(nested))) == read_term(nested)


def test_definitions() -> None:
    elu = CATALOGUE["elu"]
    assert (elu.name, elu.variable, elu.vector) == ("elu", "x", False)
    (alpha,) = elu.parameters
    assert (alpha.name, alpha.default, alpha.domain) == ("alpha", ONE, interval(ZERO, OO))
    assert elu.body == read_term(ELU_ALPHA)
    assert CATALOGUE["softmax"].vector
    assert CATALOGUE["power_unit"].parameters[0].default is None
    assert read_definition("ramp = x -> min(max(x, 0), 1)", {}).body == read_term("min(max(x, 0), 1)")


@pytest.mark.parametrize("text", [
    "f(x) = y", "f(x, x) = x", "sin(x) = x", "f(x, a = 0 in (0, oo)) = x", "f(x, a = b) = x", "f = 3", "f(x) = x > 0",
    "f(x) = x; 1",
    "f(x, pi) = x", "f = x -> x*y", "f(x in R) = x", "relu(x) = x",
])
def test_definitions_that_are_refused(text: str) -> None:
    with pytest.raises(SyntaxProblem):
        read_definition(text, CATALOGUE)


NAMES = st.sampled_from(["x", "y", "z", "z_1", "T", "n", "C", "k", "at", "integer", "defined"])
VECTOR_NAMES = st.sampled_from(["u", "v"])
RATIONALS = st.builds(Fraction, st.integers(-12, 12), st.sampled_from([1, 1, 2, 3, 10**30])).map(num)
ATOMS = st.one_of(RATIONALS, st.sampled_from([PI, OO, MINUS_OO, num(-1), ONE, ZERO]), NAMES.map(sym))


def node(head: str, *arguments: st.SearchStrategy[object]) -> st.SearchStrategy[Term]:
    return st.tuples(*arguments).map(lambda args: Term(head, args))


def several(head: str, part: st.SearchStrategy[Term], least: int = 2) -> st.SearchStrategy[Term]:
    return st.lists(part, min_size=least, max_size=4).map(lambda parts: Term(head, tuple(parts)))


NUMBERS: st.SearchStrategy[Term] = st.deferred(lambda: st.one_of(
    ATOMS, ATOMS, several("+", NUMBERS), several("*", NUMBERS), node("^", NUMBERS, NUMBERS), node("^", NUMBERS, ATOMS),
    st.builds(lambda head, t: Term(head, (t,)), st.sampled_from([*term.FUNCTIONS, "abs", "sign", "floor"]), NUMBERS),
    several("min", NUMBERS), several("max", NUMBERS),
    st.lists(st.tuples(NUMBERS, FORMULAS), min_size=1, max_size=3).map(lambda b: Term("piecewise",
    tuple(t for p in b for t in p))),
    st.builds(lambda b, v, k, p: Term("deriv", (b, sym(v), num(k), p)), NUMBERS, NAMES, st.integers(1, 3), NUMBERS),
    st.builds(lambda b, v, k: Term("deriv", (b, sym(v), num(k), sym(v))), NUMBERS, NAMES, st.integers(1, 3)),
    node("lim", NUMBERS, NAMES.map(sym), NUMBERS, st.sampled_from(["", "+", "-"])),
    st.builds(lambda head, f, s: Term(head, (f, s)),
    st.sampled_from(["sup", "inf", "minimum", "maximum", "lipschitz"]), CURVES, SETS),
    node("measure", SETS), node("E", CURVES), node("P", node("lambda", NAMES.map(sym), FORMULAS)), node("sum", VECTOR),
    node("diag", VECTOR), node("transpose", VECTOR),
    node("jacobian", node("lambda", VECTOR_NAMES.map(sym), VECTOR), VECTOR)))
VECTOR: st.SearchStrategy[Term] = st.deferred(lambda: st.one_of(
    VECTOR_NAMES.map(sym), st.builds(lambda v, t: Term("+", (t, sym(v))), VECTOR_NAMES, NUMBERS), node("exp", VECTOR)))
CURVES: st.SearchStrategy[Term] = st.deferred(lambda: node("lambda", NAMES.map(sym), NUMBERS))
SETS: st.SearchStrategy[Term] = st.deferred(lambda: st.one_of(
    st.just(REALS), several("finite", NUMBERS, 0), several("union", SETS), node("minus", SETS, SETS),
    st.builds(lambda a, b, c, d: interval(a, b, ("(" if a == MINUS_OO else c) + (")" if b == OO else d)),
              NUMBERS, NUMBERS, st.sampled_from("(["), st.sampled_from(")]")),
    node("such", NAMES.map(sym), FORMULAS), node("progression", NAMES.map(sym), NUMBERS),
    st.builds(lambda head, f, s: Term(head, (f, s)), st.sampled_from(["argmin", "argmax", "range", "zeros"]), CURVES, SETS),
    node("clarke", CURVES, NUMBERS)))
EXTRA = {"set": SETS, "term": NUMBERS, "order": st.integers(0, 5).map(num)}
FORMULAS: st.SearchStrategy[Term] = st.deferred(lambda: st.one_of(
    st.builds(lambda head, a, b: Term(head, (a, b)), st.sampled_from(["=", "!=", "<", "<=", ">", ">="]), NUMBERS, NUMBERS),
    st.builds(lambda r, s, a, b, c: Term("and", (Term(r, (a, b)), Term(s, (b, c)))), st.sampled_from("=<"),
    st.sampled_from(["<=", ">"]),
              NUMBERS, NUMBERS, NUMBERS),
    node("=", SETS, SETS), node("in", NUMBERS, SETS), node("in", SETS, SETS), several("and", FORMULAS),
    several("or", FORMULAS),
    node("not", FORMULAS), node("implies", FORMULAS, FORMULAS), node("iff", FORMULAS, FORMULAS),
    st.sampled_from([TRUE, Term("false")]),
    st.builds(lambda head, v, s, b: Term(head, (sym(v), s, b)),
    st.sampled_from(["forall", "exists", "closure", "ae"]), NAMES, SETS, FORMULAS),
    st.builds(lambda v, b: Term("forall", (sym(v), VECTORS, b)), VECTOR_NAMES, FORMULAS),
    st.sampled_from(sorted(term.PROPERTIES)).flatmap(
        lambda p: node("is", st.just(p), CURVES, SETS, *(EXTRA[kind] for kind in term.PROPERTIES[p]))),
    node("has_value", NUMBERS), node("has_value", SETS),
    st.builds(lambda head, f, s: Term("attained", (Term(head, (f, s)),)), st.sampled_from(["sup", "minimum"]), CURVES, SETS),
    node("uniform", NUMBERS, NUMBERS, NAMES.map(sym), st.just(sym("beta")))))


@settings(max_examples=250, deadline=None)
@given(st.one_of(NUMBERS, SETS, FORMULAS, CURVES))
def test_every_tree_reads_back(t: Term) -> None:
    assert read_term(show(t)) == unfolded(t)  # real powers come back through exp and log


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="x y01+-*/^()[]{},:;'=<>&|~\\.eEZRin is for->", max_size=40) | st.lists(st.sampled_from(
    [*"xyZR()[]{},:='<>-*/^", "relu", "elu", "sup", "forall", "in", "is", "C", "not", "for", "almost everywhere", "where",
    "let", "->",
     "uniformly", "as", "oo", "lim", "E[", "P(", "exists", "does", "softmax", "jacobian", "on", "union", "1", "and"]),
     max_size=15).map(" ".join))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        statement = read(text, CATALOGUE)
    except SyntaxProblem as problem:
        assert problem.line >= 1 and problem.column >= 1
    else:
        assert read_term(show(statement)) == statement


def test_nested_connectives_read_back() -> None:
    """Every connective in every place of every other one: the echo means what the statement means."""
    a, b, c = (Term(r, (sym("x"), num(n))) for n, r in ((1, "<"), (2, "="), (3, ">=")))
    outer = ("and", "or", "implies", "iff")
    for head in outer:
        for inner in (*(Term(h, (a, b)) for h in outer), Term("not", (a,)), Term("forall", (sym("y"), REALS, a))):
            for t in (Term(head, (inner, c)), Term(head, (c, inner)), Term("not", (inner,))):
                assert read_term(show(t)) == t, show(t)


def built(parts: list[Term]) -> list[Term]:
    """Every sum, product, power and function with one of these terms and one variable."""
    z = sym("z")
    pairs = [Term(head, p) for head in "+*" for t in parts for p in ((t, z), (z, t))]
    return [*pairs, *(Term("^", (t, num(n))) for t in parts for n in (2, -1, Fraction(1, 2))), *(Term(h, (t,)) for h in ("exp", "abs") for t in parts),
            *(Term("*", (num(-1), t)) for t in parts), *(Term("min", (t, z)) for t in parts)]


def test_no_parentheses_are_too_many() -> None:
    """Without two that belong together the text means something else, but where they enclose a minus sign or a quantifier."""
    a, b = Term("<", (X, ONE)), Term("=", (X, Y))
    inner = [*(Term(h, (a, b)) for h in ("and", "or", "implies", "iff")), Term("not", (a,)), Term("forall", (Y, REALS, a))]
    joined = [Term(h, p) for h in ("and", "or", "implies", "iff") for t in inner for p in ((t, b), (b, t))]
    compared = [Term(r, p) for r in ("<", "=", "!=") for t in built([X]) for p in ((t, Y), (Y, t))]
    for t in (*built([X]), *built(built([X, Y])), *compared, *joined, *(Term("not", (t,)) for t in inner), *(Term("exists", (X, REALS, t)) for t in inner)):
        text, opened = show(t), []
        assert read_term(text) == unfolded(t), text
        for i, c in enumerate(text):
            if c in "([{":
                opened.append(i)
            elif c in ")]}":
                j = opened.pop()
                kept = text[j] != "(" or c != ")" or text[j + 1:].startswith(("-", "forall")) or text[j - 1:j].isalpha()
                try:
                    assert kept or read_term(text[:j] + text[j + 1:i] + text[i + 1:]) != unfolded(t), text
                except SyntaxProblem:
                    continue
