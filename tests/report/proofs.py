"""Statements with proofs written by hand: together they use every rule of the kernel."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from symact.check.extent import Context
from symact.check.formulas import prove
from symact.check.reader import Definition, read, read_definition
from symact.check.step import Node, Step
from symact.check.term import Term

Proof = dict[str, Any]

DEFINED = """relu(x) = max(x, 0)
leaky_relu(x, negative_slope = 0.01 in R) = Piecewise((x, x >= 0), (negative_slope*x, True))
elu(x, alpha = 1 in (0, oo)) = Piecewise((x, x > 0), (alpha*(exp(x) - 1), True))
softplus(x, beta = 1 in (0, oo)) = log(1 + exp(beta*x))/beta
sigmoid(x) = 1/(1 + exp(-x))
silu(x) = x*sigmoid(x)
hardtanh(x) = min(max(x, -1), 1)
step(x) = Piecewise((0, x < 0), (1, True))
softmax(x in R^n) = exp(x)/sum(exp(x))"""


@cache
def definitions() -> dict[str, Definition]:
    """The functions that the statements use, by name."""
    found: dict[str, Definition] = {}
    for line in DEFINED.splitlines():
        definition = read_definition(line, found)
        found[definition.name] = definition
    return found


@dataclass(frozen=True)
class Example:
    """A statement, the truth value that the proof shows, and the proof."""

    text: str
    truth: bool
    proof: Proof

    @property
    def formula(self) -> Term:
        return read(self.text, definitions())

    @property
    def step(self) -> Step:
        return _checked(self.text, self.truth, repr(self.proof))


@cache
def _checked(text: str, truth: bool, proof: str) -> Step:
    example = next(e for e in EXAMPLES if (e.text, e.truth, repr(e.proof)) == (text, truth, proof))
    return prove(example.formula, truth, Node(example.proof), Context())


ALGEBRA: Proof = {"rule": "algebra"}


def node(rule: str, **data: Any) -> Proof:
    """A node of a proof; a trailing underscore keeps a field's name from being a Python keyword."""
    return {"rule": rule, **{name.rstrip("_"): value for name, value in data.items()}}


def introduce(*proofs: Proof) -> Proof:
    return node("introduce", proofs=list(proofs or (ALGEBRA,)))


def split(at: str, *proofs: Proof, var: str = "x") -> Proof:
    return node("split", var=var, at=[at], proofs=list(proofs))


def predicate(*breakpoints: str, **data: Any) -> Proof:
    return node("predicate", breakpoints=list(breakpoints), **data)


def values(*found: Proof, then: Proof = ALGEBRA) -> Proof:
    return node("values", values=list(found), proof=then)


def both(*proofs: Proof) -> Proof:
    return node("connect", proofs=list(proofs))


def integrable(constant: str, rate: str, *proofs: Proof) -> Proof:
    return node("introduce", constant=constant, rate=rate, proofs=list(proofs))


NORMAL = "(2*pi)^(-1/2)*exp(-1/2*x^2)"
STURM: Proof = node("sturm")
COSINE: Proof = node("moment", factor="1", power=0, rate="0", frequency="1", cos=1, sin=0)
RELU_RANGE = node("range", breakpoints=["0"], inf=node("extremum", value="0", at="0",
                                                       bound=introduce(split("0", ALGEBRA, ALGEBRA, ALGEBRA))),
                  sup=node("extremum", value="oo", near=["0", "oo"], side="right"))


def monotone(end: str, slope: str, var: str = "x", derivative: Proof = ALGEBRA) -> Proof:
    return node("monotone", var=var, from_=end, slope=slope, derivative=derivative)


def primitive(body: str) -> str:
    return body.replace("phi", NORMAL)

EXAMPLES: tuple[Example, ...] = (
    # ------------------------------------------------------------------ statements
    Example("forall x in R: exp(x) > 0", True, introduce()),
    Example("forall x > 0, 0 < a < 1: leaky_relu(x, negative_slope=a) = x", True, introduce(introduce())),
    Example("exists x in R: exp(x) < 0", False, introduce()),
    Example("exists x in (0, oo): log(x) = 0", True, node("witness", value="1", proof=ALGEBRA)),
    Example("relu(x) > 0", False, node("witness", value="-1", proof=ALGEBRA)),
    Example("exists x in [0, 1]: exp(x) = 2", True, node("root", between=["0", "1"])),
    Example("forall x in (-oo, 0) union (0, oo): x^2 > 0", True, introduce(ALGEBRA, ALGEBRA)),
    Example("forall x in [0, oo) \\ {1}: (x - 1)^2 > 0", True, introduce(ALGEBRA, ALGEBRA)),
    Example("let f(x) = abs(x); f'(x)^2 > 0", True, introduce(split("0", ALGEBRA, node("skip"), ALGEBRA))),
    Example("0 < softplus(x) - relu(x)", True, introduce(split("0", ALGEBRA, ALGEBRA,
                                                               node("rewrite", to="-log(1 + exp(-x))", proof=ALGEBRA)))),
    Example("forall x in R: x < 1 or x > 0", True, introduce(split(
        "1/2", node("choose", index=0, proof=ALGEBRA), node("choose", index=0, proof=ALGEBRA),
        node("choose", index=1, proof=ALGEBRA)))),
    Example("forall x in R: -1 < tanh(x) < 1", True, introduce(both(ALGEBRA, ALGEBRA))),
    Example("1 < 2 iff 3 < 4", True, node("connect", side=True, proofs=[ALGEBRA, ALGEBRA])),
    Example("forall x in R: not exp(x) < 0", True, introduce(node("connect", proof=ALGEBRA))),
    Example("forall w, b, x: w*x + b < 0 implies D(relu(w*x + b), w) = 0 and D(relu(w*x + b), b) = 0", True,
            introduce(introduce(introduce(node("assume", proof=both(ALGEBRA, ALGEBRA)))))),
    Example("exp(1) in [2.718, 2.719]", True, node("membership", proof=both(ALGEBRA, ALGEBRA))),
    Example("let f(x) = abs(x); f'(0) = 0", False, node("undefined")),
    Example("range(relu) = [0, oo)", True, values(RELU_RANGE)),
    Example("range(relu) = (0, oo)", False, values(RELU_RANGE)),
    Example("sup(relu) = oo", True, values(node("extremum", value="oo", near=["0", "oo"], side="right"))),
    Example("leaky_relu'(x) != 0 almost everywhere", True, node("ae", except_=["0"], proofs=[ALGEBRA, ALGEBRA])),
    Example("relu'(x) != 0 almost everywhere", False, node("ae", on=["-oo", "0"], proof=ALGEBRA)),
    Example("forall x in R: x < 8", False, node("throughout", on=["9", "oo"], proof=ALGEBRA)),
    Example("exp(x) > 0 almost everywhere", True, node("ae", except_=[], proofs=[ALGEBRA])),
    Example("sigmoid is bounded", True, node("predicate", bound="1", proof=introduce())),
    Example("exp(-a)/(1 + x^2) -> 0 uniformly in x as a -> oo", True,
            node("uniform", from_="0", bound="exp(-a)", proof=introduce(STURM))),
    Example("E[Z*tanh(Z)] = 1 - E[tanh(Z)^2]", True, node(
        "linear relation", integrable=[node("growth", breakpoints=[], beyond=1)] * 2, proof=ALGEBRA, value=node(
            "expectation", breakpoints=[], primitives=["-tanh(x)*exp(-x^2/2)/sqrt(2*pi)"], value="0",
            signs=[node("growth", breakpoints=[], beyond=1)]))),
    Example("x/a -> 0 uniformly in x as a -> oo", False, node("uniform", from_="0", along="a")),
    Example("E[elu(Z)] < E[relu(Z)]", True, node(
        "comparison", integrable=[integrable("1", "1", split("0", ALGEBRA, ALGEBRA, STURM, var="z")),
                                  integrable("0", "1", split("0", ALGEBRA, ALGEBRA, ALGEBRA, var="z"))],
        proof=introduce(split("0", ALGEBRA, ALGEBRA, ALGEBRA, var="z")), strict_on=["-2", "-1"], strict=introduce(ALGEBRA))),
    Example("E[relu(Z)] > E[elu(Z)]", True, node(
        "comparison", integrable=[integrable("1", "1", split("0", ALGEBRA, ALGEBRA, STURM, var="z")),
                                  integrable("0", "1", split("0", ALGEBRA, ALGEBRA, ALGEBRA, var="z"))],
        proof=introduce(split("0", ALGEBRA, ALGEBRA, ALGEBRA, var="z")), strict_on=["-2", "-1"], strict=introduce(ALGEBRA))),
    Example("forall x in (0, oo): x > 0 and x + 1 > 0", True, introduce(node(
        "lemma", about="x", sign=">", lemma=ALGEBRA, proof=both(ALGEBRA, ALGEBRA)))),
    Example("sup(sigmoid) is not attained", True, node("connect", proof=node(
        "attained", value=node("extremum", value="1", near=["0", "oo"], side="right", strict=True,
                               bound=introduce(ALGEBRA))))),
    Example("min(softplus) does not exist", True, node("connect", proof=values(node(
        "extremum", value="0", near=["-oo", "0"], side="left", strict=True, bound=introduce(ALGEBRA))))),
    Example("sup(sigmoid) exists", True, values(node("extremum", value="1", near=["0", "oo"], side="right", strict=True,
                                                     bound=introduce(ALGEBRA)))),
    Example("jacobian(softmax) = diag(s) - s*s^T where s = softmax(x)", True, node("components", proofs=[ALGEBRA, ALGEBRA])),
    Example("forall x in R^n: sum(softmax(x)) = 1", True, node("components", proofs=[ALGEBRA])),
    Example("forall x in R^n, c in R: softmax(c*x) = softmax(x)", False,
            node("vector witness", length=2, row=0, values=["0", "1", "2"], proof=ALGEBRA)),
    Example("2*log(2) = log(4)", True, ALGEBRA),
    Example("oo > 1", True, ALGEBRA),
    # ------------------------------------------------------------------ signs
    Example("forall x in (0, oo): 1 + x < exp(x)", True, introduce(node("zero", var="x", at="0", order=2, sign="<",
                                                                        proof=ALGEBRA))),
    Example("forall x in [-1, 1]: exp(x) < 3", True, introduce(node("cells", var="x", order=0, cuts=["0"]))),
    Example("forall x in [-1, 1]: exp(x) - x > 1/2", True, introduce(node("cells", var="x", order=2,
                                                                          cuts=["-1/2", "0", "1/2"]))),
    Example("forall x in [6, oo): x^2 - x*exp(-x) > 0", True, introduce(node("tail", var="x", lead="x^2"))),
    Example("forall x in R: exp(2*x) - exp(x) + 1 > 0", True, introduce(STURM)),
    Example("forall x in (0, oo): exp(x) > x", True, introduce(monotone("left", ">"))),
    Example("forall x in (0, oo): x^2 + x > 0", True, introduce(node(
        "lemma", about="x^2", sign=">", lemma=ALGEBRA, proof=ALGEBRA))),
    Example("forall x in R: x*exp(x) > -1", True, introduce(node("rewrite", to="1 + x*exp(x)", proof=split(
        "-1", node("lemma", about="exp(x)*x + 1", sign=">", lemma=monotone("right", "<"), proof=ALGEBRA), ALGEBRA,
        monotone("left", ">"))))),
    # ------------------------------------------------------------------ predicates
    Example("relu is continuous", True, predicate("0")),
    Example("relu is not continuous", False, node("connect", proof=predicate("0"))),
    Example("exp is differentiable", True, predicate()),
    Example("elu is C^1", True, predicate("0")),
    Example("elu is C^2", False, predicate(at="0", order=2)),
    Example("forall alpha > 0: elu(alpha) is C^1 iff alpha = 1", True, introduce(split(
        "1", node("connect", side=False, proofs=[predicate(at="0", order=1), ALGEBRA]),
        node("connect", side=True, proofs=[predicate("0"), ALGEBRA]),
        node("connect", side=False, proofs=[predicate(at="0", order=1), ALGEBRA]), var="alpha"))),
    Example("relu is differentiable except at {0}", True, predicate("0")),
    Example("relu is differentiable except at {1}", False, predicate(at="0")),
    Example("relu is differentiable except at {0, 1}", False, predicate(at="1")),
    Example("relu is differentiable", False, predicate(at="0", order=1)),
    Example("step is continuous", False, predicate(at="0", order=0)),
    Example("step is differentiable at 0", False, predicate()),
    Example("step is continuous at 0", False, predicate()),
    Example("relu is continuous at 0", True, predicate()),
    Example("elu is differentiable at 0", True, predicate()),
    Example("relu is differentiable at 0", False, predicate()),
    Example("silu is smooth", True, predicate()),
    Example("relu is smooth", False, predicate(at="0", order=1)),
    Example("tanh is analytic", True, predicate()),
    Example("relu is analytic", False, predicate(at="0", order=1)),
    Example("let f(x) = Piecewise((exp(-1/x), x > 0), (0, True)); f is analytic", False, predicate(at="0", order=0, departs="+")),
    Example("hardtanh is piecewise linear", True, predicate("-1", "1")),
    Example("elu is piecewise linear", False, predicate(at="-1", bent_at="-1/2")),
    Example("softplus is strictly increasing", True, predicate(proofs=[ALGEBRA])),
    Example("relu is increasing", True, predicate("0", proofs=[ALGEBRA, ALGEBRA])),
    Example("exp(-x) > 0 and sigmoid is strictly increasing", True, introduce(both(ALGEBRA, predicate(proofs=[ALGEBRA])))),
    Example("let f(x) = -x; f is decreasing", True, predicate(proofs=[ALGEBRA])),
    Example("let f(x) = -x; f is strictly decreasing on [0, 1]", True, predicate(proofs=[ALGEBRA])),
    Example("let f(x) = x^3; f is strictly increasing", True, predicate(proofs=[{**ALGEBRA, "nonzero_at": "1"}])),
    Example("relu is monotone", True, predicate("0", as_="increasing", proofs=[ALGEBRA, ALGEBRA])),
    Example("softplus is strictly monotone", True, predicate(as_="strictly increasing", proofs=[ALGEBRA])),
    Example("sigmoid is injective", True, predicate(as_="strictly increasing", proofs=[ALGEBRA])),
    *(Example(f"silu is {name}", False, predicate(points=points)) for name, points in (
        ("increasing", ["-3", "-2"]), ("strictly increasing", ["-3", "-2"]), ("decreasing", ["0", "1"]),
        ("strictly decreasing", ["0", "1"]),
        ("monotone", ["-5", "-1", "1"]), ("strictly monotone", ["-5", "-1", "1"]), ("convex", ["-8", "-4", "-2"]),
        ("strictly convex", ["-8", "-4", "-2"]), ("concave", ["-1", "0", "1"]), ("strictly concave", ["-1", "0", "1"]))),
    Example("relu is injective", False, node("predicate", points=["-2", "-1"])),
    Example("relu is convex", True, predicate("0", proofs=[ALGEBRA, ALGEBRA])),
    Example("exp is strictly convex on [0, 1]", True, predicate(proofs=[ALGEBRA])),
    Example("let f(x) = -abs(x); f is concave", True, predicate("0", proofs=[ALGEBRA, ALGEBRA])),
    Example("log is strictly concave on (0, oo)", True, predicate(proofs=[ALGEBRA])),
    Example("hardtanh is 1-Lipschitz", True, predicate("-1", "1", proofs=[ALGEBRA] * 6)),
    Example("hardtanh is 1/2-Lipschitz", False, predicate(points=["0", "1"])),
    Example("tanh is odd", True, predicate(proof=introduce())),
    Example("tanh is even", False, predicate(proof=node("witness", value="1", proof=ALGEBRA))),
    Example("let f(x) = x^2; f is even", True, predicate(proof=introduce())),
    Example("exp is odd", False, predicate(proof=node("witness", value="0", proof=ALGEBRA))),
    *(Example(f"let f(x) = {body}; f is {name}", True, predicate(proof=introduce())) for name, body in (
        ("positive", "exp(x)"), ("nonnegative", "x^2"), ("negative", "-exp(x)"), ("nonpositive", "-x^2"))),
    *(Example(f"let f(x) = x; f is {name}", False, predicate(proof=node("witness", value=at, proof=ALGEBRA))) for name,
      at in (
        ("positive", "0"), ("nonnegative", "-1"), ("negative", "0"), ("nonpositive", "1"))),
    Example("let f(x) = x; f is surjective", True, node("predicate", range=node(
        "range", breakpoints=[], inf=node("extremum", value="-oo", near=["-oo", "0"], side="left"),
        sup=node("extremum", value="oo", near=["0", "oo"], side="right")))),
    Example("relu is bounded", False, node("predicate", of="sup", value=node("extremum", value="oo", near=["0", "oo"], side="right"))),
    Example("relu is surjective", False, node("predicate", range=RELU_RANGE)),
    # ------------------------------------------------------------------ values
    Example("sup(softplus(x) - relu(x)) = log(2)", True, values(node("extremum", value="log(2)", at="0",
                                                                     bound=introduce(split(
        "0", monotone("right", ">"), ALGEBRA, monotone("left", "<",
                                                       derivative=node("rewrite", to="-1/(1 + exp(x))", proof=ALGEBRA))))))),
    Example("inf(exp) = 0", True, values(node("extremum", value="0", near=["-oo", "0"], side="left", bound=introduce()))),
    Example("sup(sin) in [0.9, 1.1]", True, values(node("extremum between", lower="0.95", upper="1.05", at="3/2",
                                                        bound=introduce(), breakpoints=[]),
                                                then=node("membership", proof=both(ALGEBRA, ALGEBRA)))),
    Example("let f(x) = x^2 + exp(x); min(f) > 0", True, values(node(
        "extremum between", lower="0.5", upper="1", at="0", bound=introduce(node("split", var="x", at=["-1", "0"], proofs=[
            ALGEBRA, ALGEBRA, node("cells", var="x", order=1, cuts=["-1/2"]), ALGEBRA, ALGEBRA])), breakpoints=[]))),
    Example("range(step) = {0, 1}", True, values(node("range", cuts=["0"], proofs=[node("range", breakpoints=[], **dict.fromkeys(
        ("inf", "sup"), node("extremum", value=c, at=at, bound=introduce(ALGEBRA)))) for c, at in (("0", "-1"), ("1", "1"))]))),
    Example("zeros(tanh) = {0}", True, values(node("solutions", cuts=["0"], holds=[False, False, True], equal=introduce(ALGEBRA),
                                                   proof=introduce(ALGEBRA, ALGEBRA)))),
    Example("zeros(exp) = {}", True, values(node("solutions", cuts=[], holds=[False], proof=introduce()))),
    Example("let f(x) = x^2; argmin(f) = {0}", True, values(node("solutions", cuts=["0"], holds=[False, False, True], value="0",
                                                                 equal=introduce(ALGEBRA), proof=introduce(ALGEBRA, ALGEBRA)))),
    Example("argmin(relu) = (-oo, 0]", True, values(node("solutions", cuts=["0"], holds=[True, False, True], value="0",
                                                         equal=introduce(ALGEBRA, ALGEBRA), proof=introduce(ALGEBRA)))),
    Example("lipschitz(step) = oo", True, values(node("lipschitz", breakpoints=["0"], jump=0))),
    Example("let f(x) = x^2 + exp(x); argmin(f) in [-1, 0]", True, values(
        node("solutions between", breakpoints=[], lower="-1", at="0", upper="0", proofs=[introduce(), introduce()]),
        then=node("membership", proof=both(ALGEBRA, ALGEBRA)))),
    Example("lipschitz(hardtanh) = 1", True, values(node(
        "lipschitz", breakpoints=["-1", "1"], piece=1, at="0", value="1", proofs=[ALGEBRA] * 6))),
    Example("lipschitz(exp) = oo", True, values(node("lipschitz", breakpoints=[], piece=0, side="right"))),
    Example("lipschitz(tanh) in [0.9, 1.1]", True, values(node(
        "lipschitz between", breakpoints=[], piece=0, at="0", lower="0.95", upper="1", proofs=[ALGEBRA, ALGEBRA]),
        then=node("membership", proof=both(ALGEBRA, ALGEBRA)))),
    Example("clarke(relu, 0) = [0, 1]", True, values(node("clarke"))),
    Example("lim(softplus(x) - x, x -> oo) = 0", True, values(node("limit", from_="0", to="log(1 + exp(-x))"))),
    Example("lim(relu(x), x -> 0) = 0", True, values(node("limit",
                                                          proofs=[node("limit", from_="-1"), node("limit", from_="1")]))),
    Example("lim(step(x), x -> 0) exists", False, values(node("limit",
                                                              proofs=[node("limit", from_="-1"),
                                                                      node("limit", from_="1")]))),
    Example("lim(sin(x), x -> oo) does not exist", True, node("connect", proof=values(node(
        "oscillation", period="2*pi", points=["0", "pi/2"])))),
    Example("lim(x*(pi/2 - atan(x)), x -> oo) = 1", True, values(node(
        "limit", from_="1", by="l'Hopital", quotient=["pi/2 - atan(x)", "1/x"], slope="<", monotone=ALGEBRA,
        limit=node("limit", to="x^2/(1 + x^2)")))),
    Example("lim(log(1 + exp(x))*exp(-x), x -> -oo) = 1", True, values(node(
        "limit", from_="-1", by="substitution", inner="exp(x)", within="1", outer="log(1 + y)/y", limit=node("limit")))),
    Example("lim(tanh(sin(x)/x), x -> 0+) = tanh(1)", True, values(node(
        "limit", from_="1", by="composition", inner="sin(x)/x", outer="tanh(y)", limit=node("limit")))),
    Example("lim(sin(1/x), x -> 0+) does not exist", True, node("connect", proof=values(node(
        "sequences", from_="1", inner="1/x", points=["0", "pi/2"])))),
    Example("let f(x) = Piecewise((0, x = 0), (x^2*sin(1/x), True)); f is not C^1", True, node("connect", proof=node(
        "predicate", at="0", order=1, side="+", inner="1/x", points=["0", "pi"]))),
    Example("let f(x) = Piecewise((0, x = 0), (x^2*sin(1/x), True)); f is differentiable", True, node("predicate", breakpoints=["0"])),
    Example("let f(x) = Piecewise((1, x = 0), (sin(x)/x, True)); f is smooth", True, node("predicate", breakpoints=["0"])),
    Example("measure({x : relu'(x) = 0}) = oo", True, values(node(
        "measure", breakpoints=["0"], proofs=[{**ALGEBRA, "holds": True}, {**ALGEBRA, "holds": False}]))),
    Example("measure({x : exp(x) = 1}) = 0", True, values(node("measure", breakpoints=[],
                                                               proofs=[node("null", nonzero_at="1")]))),
    Example("P(relu(Z) = 0) = 1/2", True, values(node(
        "probability", breakpoints=["0"], value="1/2", proofs=[{**ALGEBRA, "holds": True}, {**ALGEBRA, "holds": False}]))),
    Example("E[relu(Z)] = 1/sqrt(2*pi)", True, values(node(
        "expectation", breakpoints=["0"], value="1/sqrt(2*pi)",
        primitives=["0", f"-{NORMAL}".replace("x", "z").replace("ezp", "exp")],
        signs=[{**ALGEBRA, "sign": "="}, {**ALGEBRA, "sign": ">="}]))),
    Example("forall x > 0: atan(x) + atan(1/x) = pi/2", True, introduce(node("monotone", var="x", from_="left", slope="=",
                                                                           derivative=ALGEBRA))),
    Example("forall x > 0: log(1 + x) > log(1)", True, introduce(node("compare", head="log", u="1 + x", v="1", proof=ALGEBRA))),
    Example("forall x in [-1, 1]: abs(x) <= 1", True, introduce(node("cases", about="x", proofs=[ALGEBRA, ALGEBRA]))),
    Example("E[Z^2] = 1", True, values(node(
        "expectation", breakpoints=[], value="1", primitives=[f"erf(z/sqrt(2))/2 - z*{NORMAL}".replace("x", "z").replace("ezp", "exp")],
        signs=[node("growth", beyond=1)]))),
    Example("E[tanh(Z)] = 0", True, values(node(
        "reflection", of="0", integrable=node("growth", breakpoints=[], beyond=1), proof=introduce(ALGEBRA),
        value=node("expectation", breakpoints=[], value="0", primitives=["0"], signs=[node("growth", beyond=1)])))),
    Example("E[cos(Z)] = exp(-1/2)", True, values(node("moments", value="exp(-1/2)", terms=[COSINE]))),
    Example("E[erf(Z + 1)] = erf(1/sqrt(3))", True, values(node("smoothing", slope="1", shift="1"))),
    Example("E[erf(Z)^2 + cos(Z)] = 2*asin(2/3)/pi + exp(-1/2)", True, values(node(
        "linearity", value="2*asin(2/3)/pi + exp(-1/2)", proof=introduce(ALGEBRA), parts=[
            node("part", factor="1", of="erf(z)^2", value=node("quadrant", slopes=["1", "1"])),
            node("part", factor="1", of="cos(z)", value=node("moments", value="exp(-1/2)", terms=[COSINE]))]))),
    Example("forall x in R: sin(x) + cos(2*x) <= 2", True, introduce(node("periodic", var="x", period="2*pi", from_="0", proof=ALGEBRA))),
    Example("let f(x) = cos(x); f is periodic with period 2*pi", True, predicate(at="0", proof=introduce(ALGEBRA))),
    Example("let f(x) = cos(x); f is not periodic with period 4*pi", True, node("connect", proof=predicate(parts=2))),
    Example("let f(x) = exp(x); f is not periodic with period 1", True, node("connect", proof=predicate(at="0"))),
    Example("argmax(x -> cos(x)) = {2*k*pi : k integer}", True, values(node(
        "over periods", period="2*pi", from_="0", proof=node("solutions", cuts=["0"], holds=[False, True], value="1",
                                                              proof=introduce(ALGEBRA), equal=introduce(ALGEBRA))))),
    Example("tan(x)^2 >= 0", True, node("over a period", period="pi", from_="0", proof=introduce(node(
        "split", var="x", at=["pi/2"], proofs=[ALGEBRA, node("skip"), ALGEBRA])))),
    Example("let f(x) = 1/(x^2 - 2*x + 2); f is smooth", True, node(
        "law", var="y", about="y^2 - 2*y + 2", sign=">", lemma=ALGEBRA, proof=predicate())),
    Example("exists t in (1, 2): t^3 + t = 4 and (forall x in (t, oo): x^3 + x > 4)", True, node(
        "obtain", name="c", between=["1.3", "1.4"], equation=["c^3 + c", "4"], exists=node("root", between=["1.3", "1.4"]), proof=node(
            "law", var="y", about="y^3 + y - 4", sign=">", on=["c", "oo", "(", ")"],
            lemma=node("monotone", var="y", from_="left", slope=">", derivative=ALGEBRA),
            proof=node("witness", value="c", proof=both(ALGEBRA, introduce(ALGEBRA)))))),
    Example("exists t in R: t = 2", True, node(
        "obtain", name="c", between=["1", "3"], equation=["c", "2"], exists=node("witness", value="2", proof=ALGEBRA), proof=node(
            "witness", value="c", proof=ALGEBRA))),
    Example("E[log(Z)] does not exist", True, node("connect", proof=values(node("nowhere", on=["-oo", "0"]), then=None))),
    Example("E[softplus(Z)] in [0.7, 0.9]", True, values(node(
        "expectation between", breakpoints=[], half_order=3, cuts=[f"{k}/2" for k in range(-12, 13)], lower="0.7",
        upper="0.9"), then=node("membership", proof=both(ALGEBRA, ALGEBRA)))),
)
