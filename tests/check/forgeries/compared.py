"""Forgeries of the rules compare and cases, of constant terms, and of turning points against injectivity."""

from __future__ import annotations

from .algebra import sign_on
from .base import Attempt, Proof, condition
from .forms import ALGEBRA, ROWS, forall, node, predicate
from .slopes import grows

# ---------------------------------------------------------------------------------------------------------- compare
RULE = "sign: compare"


def compare(head: str, u: str, v: str, proof: Proof = ALGEBRA, **data: object) -> Proof:
    return node("compare", head=head, u=u, v=v, proof=proof, **data)


def larger(domain: str, claim: str, head: str, u: str, v: str, **data: object) -> Attempt:
    return sign_on(domain, claim, compare(head, u, v, **data))


condition(RULE, "u > v is shown", "should be positive, but the algebra of signs shows only",
          lambda k, v: larger("R", f"atan(exp(x) + {k}) > atan({v})", "atan", f"exp(x) + {k}", v),
          [(k, f"{k}") for k in ROWS], [(k, f"{k}.001") for k in ROWS])
condition(RULE, "strict where u > v is", "should be positive, but the algebra of signs shows only that it is at least 0",
          lambda k, left: larger(f"{left}0, oo)", f"erf({k} + x) > erf({k})", "erf", f"{k} + x", f"{k}"),
          [(k, "(") for k in ROWS], [(k, "[") for k in ROWS])
condition(RULE, "a falling function turns the order round", "should be negative, but the algebra of signs shows only",
          lambda k, u, v: larger("(0, oo)", f"erfc({u}) > erfc({v})", "erfc", u, v),
          [(k, f"{k}", f"{k} + x") for k in ROWS], [(k, f"{k} + x", f"{k}") for k in ROWS])
condition(RULE, "the term is the difference", "is not shown to be",
          lambda k, d: larger("(0, oo)", f"tanh({k} + x) - tanh({k}) - {d} > 0", "tanh", f"{k} + x", f"{k}"),
          [(k, 0) for k in ROWS], [(k, "1/1000") for k in ROWS])
condition(RULE, "one logarithm stands for the sum where both are defined", "the argument of log .* domain",
          lambda k, low: larger(f"({low}, oo)", f"log(x^2) - 2*log(x) + log({k + 1}) > 0", "log", f"{k + 1}*x^2", "x^2"),
          [(k, 0) for k in ROWS], [(k, -k) for k in ROWS])
condition(RULE, "the arguments lie in the domain", "the argument of log .* domain",
          lambda k, u, v: larger("(0, 1)", f"log({k} + x) - log({k}) > 0", "log", u, v),
          [(k, f"{k} + x", f"{k}") for k in ROWS], [(k, f"-{k} - x", f"-{k}") for k in ROWS])
condition(RULE, "powers are compared on [0, oo)", "powers are compared for a positive exponent, on",
          lambda k, low: larger(f"({low}, oo)", f"{k} + x > {k}", "^", f"{k} + x", f"{k}", power=["2"]),
          [(k, 0) for k in ROWS], [(k, -3 * k) for k in ROWS])
condition(RULE, "the exponent is positive", "powers are compared for a positive exponent",
          lambda k, n: larger("(0, oo)", f"x + {k} > {k}", "^", f"x + {k}", f"{k}", power=[n]),
          [(k, n) for k in ROWS for n in ("2", "3")], [(k, n) for k in ROWS for n in ("-2", "0")])
condition(RULE, "the function is one that is monotone on its whole domain", "the field 'head' must be one of",
          lambda k, head: larger("(0, oo)", f"{head}({k} + x) > {head}({k})", head, f"{k} + x", f"{k}"),
          [(k, "atan") for k in ROWS], [(k, head) for k in ROWS for head in ("sin", "cos", "abs", "tan")])

# ---------------------------------------------------------------------------------------------------------- constant
RULE = "sign: monotone"
condition(RULE, "a constant term has its limit as its value", "but monotonicity from the .* end with the limit .* shows only",
          lambda k, c: grows("(0, oo)", f"atan({k}*x) + atan(1/({k}*x)) = {c}", "left", "="),
          [(k, "pi/2") for k in ROWS], [(k, f"pi/2 + 1/{1000 * k}") for k in ROWS])
condition(RULE, "a constant term has the derivative 0", "should be 0, but the algebra of signs shows only",
          lambda k, f: grows("(0, oo)", f"{f} - {f} = 0" if f == f"exp({k}*x)" else f"{f} = 0", "left", "="),
          [(k, f"exp({k}*x)") for k in ROWS], [(k, f"sin({k}*x)") for k in ROWS])
condition(RULE, "on both sides of a pole it may be another constant", "the denominator .* is not shown to be different from 0",
          lambda k, low: grows(f"({low}, oo)", f"atan({k}*x) + atan(1/({k}*x)) = pi/2", "right", "="),
          [(k, 0) for k in ROWS], [(k, -k) for k in ROWS])

# ---------------------------------------------------------------------------------------------------------- cases
RULE = "statement: cases"


def cases(k: int, claim: str, about: str, first: Proof = ALGEBRA, second: Proof = ALGEBRA) -> Attempt:
    return f"forall x in [-{k}, {k}]: {claim}", True, forall(node("cases", about=about, proofs=[first, second]))


condition(RULE, "the statement holds in both cases", "should be at most 0, but the algebra of signs shows only",
          lambda k, c: cases(k, f"abs(x) <= {c}", "x"), [(k, k) for k in ROWS], [(k, f"{k} - 1/1000") for k in ROWS])
condition(RULE, "a hypothesis holds in its own case only", "the sign of the argument of abs is not decided here",
          lambda k, about: cases(k, f"abs(x) <= {k}", about), [(k, "x") for k in ROWS], [(k, "x - 1/2") for k in ROWS])
condition(RULE, "the term is defined everywhere", "the denominator .* is not shown to be different from 0",
          lambda k, about: cases(k, f"abs(x) <= {k}", about), [(k, "x") for k in ROWS], [(k, f"{k}/x") for k in ROWS])
condition(RULE, "there are two cases", "needs 2 proofs under 'proofs'",
          lambda k, n: (f"forall x in [-{k}, {k}]: abs(x) <= {k}", True, forall(node("cases", about="x", proofs=[ALGEBRA] * n))),
          [(k, 2) for k in ROWS], [(k, n) for k in ROWS for n in (0, 1, 3)])

# ---------------------------------------------------------------------------------------------------------- turning points
RULE = "not: injective"


def turns(f: str, points: list[str], between: int, breakpoints: list[str] | None = None) -> Attempt:
    return f"(x -> {f}) is injective", False, predicate(breakpoints, points=points, between=between)


condition(RULE, "the value at the third point lies strictly between the others", "is not shown to lie between",
          lambda k, f, points: turns(f, points, 0), [(k, f"exp(-{k}*x^2)", ["-2", "0", "1"]) for k in ROWS],
          [(k, f, points) for k in ROWS for f, points in ((f"exp(-{k}*x)", ["-2", "0", "1"]), (f"exp(-{k}*x^2)", ["-2", "0", "2"]),
                                                        (f"exp(-{k}*x^2)", ["-1", "0", "3"]))])
condition(RULE, "between the two points the function does not jump", "the function jumps",
          lambda k, right: turns(f"Piecewise((exp(x), x <= 0), ({right}, True))", ["-1", "-1/2", "1"], 1, ["0"]),
          [(k, f"exp(-{2 * k}*x)") for k in ROWS], [(k, f"-{k}*exp(x)") for k in ROWS])
condition(RULE, "a step back at a jump is taken twice", "is not shown to lie between",
          lambda k, right: turns(f"Piecewise((x, x <= 0), ({right}, True))", [f"-{k}", "0", f"1/{4 * k}"], 0),
          [(k, f"x - 1/{2 * k}") for k in ROWS], [(k, right) for k in ROWS for right in (f"x + 1/{2 * k}", "x", "x - 100", "2*x")])
