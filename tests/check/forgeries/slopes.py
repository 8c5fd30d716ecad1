"""Forgeries of the rule monotone: one sign of t', and the limit of t at one end."""

from __future__ import annotations

from .algebra import sign_on
from .base import Attempt, Proof, condition
from .forms import ALGEBRA, ROWS, forall, node

RULE = "sign: monotone"


def monotone(start: str, slope: str, derivative: Proof = ALGEBRA, **data: str) -> Proof:
    return node("monotone", var="x", slope=slope, derivative=derivative, **{"from": start}, **data)


def grows(domain: str, claim: str, start: str = "left", slope: str = ">", derivative: Proof = ALGEBRA,
    **data: str) -> Attempt:
    return sign_on(domain, claim, monotone(start, slope, derivative, **data))


condition(RULE, "the derivative has the sign named", r"should be positive, but the algebra of signs shows only",
          lambda k, low: grows(f"({low}, oo)", f"exp(x) - x - 1 + {k}*x^2 > 0",
                               derivative=node("rewrite", to=f"expm1(x) + {2 * k}*x", proof=ALGEBRA)),
          [(k, 0) for k in ROWS], [(k, -1) for k in ROWS])
condition(RULE, "the limit at the end is on the right side of 0",
          "but monotonicity from the left end with the limit .* shows only",
          lambda k, c: grows("(0, oo)", f"exp(x) + {k}*x - {c} > 0"), [(k, 1) for k in ROWS], [(k, "1.01") for k in ROWS])
condition(RULE, "a term that falls from 0 is not positive",
          "monotonicity from the left end with the limit .* only that it is negative",
          lambda k, slope, s: grows("(0, oo)", f"{s}({k}*x + exp(x) - 1) > 0", slope=slope),
          [(k, ">", "") for k in ROWS], [(k, "<", "-") for k in ROWS])
condition(RULE, "a closed end counts with its value",
          "but monotonicity from the left end .* shows only that it is at least 0",
          lambda k, left: grows(f"{left}0, oo)", f"exp(x) + {k}*x - 1 > 0"), [(k, "(") for k in ROWS],
          [(k, "[") for k in ROWS])
condition(RULE, "strict only where the slope is strict, or not identically 0",
          "from the left end .* shows only that it is at least 0",
          lambda k, data: grows("(0, oo)", f"x^{k} + x > 0", "left", ">=", **data),
          [(k, {"witness": "1"}) for k in ROWS], [(k, {}) for k in ROWS])
condition(RULE, "the witness lies inside the interval", "is not shown to lie in",
          lambda k, where: grows(f"(0, {k})", f"{k}*x > 0", slope=">=", witness=where), [(k, f"{k}/2") for k in ROWS],
          [(k, where) for k in (1, 2, 3) for where in ("0", "-1", f"{k}", f"{k + 1}")])
condition(RULE, "the slope is not 0 at the witness", "is not shown to be different from 0 at the witness",
          lambda k, where: grows("(0, 10)", f"{k}*x - {k}*sin(x) > 0", slope=">=", witness=where,
                                 derivative=node("rewrite", to=f"{k}*(1 - cos(x))", proof=ALGEBRA)),
          [(k, "1") for k in ROWS], [(k, "2*pi") for k in ROWS])
condition(RULE, "no pole separates the interval", "the denominator .* is not shown to be different from 0",
          lambda k, low: grows(f"({low}, oo)", f"{k} - {k}/(x + 1) > 0"), [(k, 0) for k in ROWS], [(k, -2) for k in ROWS])
condition(RULE, "the term is analytic inside the interval",
          "under a root is not shown to be positive|cbrt is not differentiable at 0",
          lambda f, k, low: grows(f"({low}, oo)", f"{f} + {k}*x > 0"), [("cbrt(x)", k, 0) for k in ROWS],
          [(f, k, -1) for f in ("cbrt(x)", "sqrt(x^2)") for k in ROWS])
condition(RULE, "there is a limit at the end", "the coefficient of the leading monomial is not shown to be different from 0",
          lambda k, start: grows("(0, oo)", f"{k} + x - log(1 + exp(x)) > 0", start, derivative=node(
              "rewrite", to="1/(1 + exp(x))", proof=ALGEBRA)),
          [(k, "left") for k in ROWS], [(k, "right") for k in ROWS])
condition(RULE, "the end is left or right", "the field 'from' must be one of left, right",
          lambda k, end: grows("(0, oo)", f"{k}*x > 0", end), [(k, "left") for k in ROWS],
          [(1, end) for end in ("", "Left", "middle", "lower", "0", "oo", "l", "left ", "right,left", "start")])
condition(RULE, "the slope is one of five signs", "the field 'slope' must be one of",
          lambda slope: grows("(0, oo)", "x > 0", slope=slope), [">"],
          ["!=", "=<", "", "==", "> ", "positive", "0", "=>", "<>", "strict"])
condition(RULE, "from the other end the order is turned round",
          "but monotonicity from the right end .* shows only that it is negative",
          lambda k, slope, s: grows("(0, oo)", f"{s}{k}*exp(-x) > 0", "right", slope), [(k, "<", "") for k in ROWS],
          [(k, ">", "-") for k in ROWS])


# ------------------------------------------------------------- for fixed values of the other variables the interval is whole

def of_two(domains: tuple[str, str], hypothesis: str, claim: str, proof: Proof) -> Attempt:
    text = f"forall x in {domains[0]}: forall y in {domains[1]}: {hypothesis + ' implies ' if hypothesis else ''}{claim}"
    return text, True, forall(forall(node("assume", proof=proof) if hypothesis else proof))


def tends_to_0(k: int, domain: str, hypothesis: str, slope: str, relation: str) -> Attempt:
    """t = exp(-x) (y - x - 1) falls for x < y and tends to 0 as x -> oo, but it is negative for y - 1 < x < y."""
    derivative = node("rewrite", to=f"{k}*exp(-x)*(x - y)", proof=ALGEBRA)
    claim = f"{k}*exp(-x)*(y - x - 1) {relation} 0"
    return of_two(("(0, oo)", domain), hypothesis, claim, monotone("right", slope, derivative))


def starts_at_0(k: int, domain: str, hypothesis: str, **data: str) -> Attempt:
    """t = x (x - k y) rises where 2 x > k y; it starts at 0, and is negative for 0 < x < k y."""
    derivative = node("rewrite", to=f"2*x - {k}*y", proof=ALGEBRA)
    return of_two(("(0, oo)", domain), hypothesis, f"x*(x - {k}*y) >= 0", monotone("left", ">=", derivative, **data))


def witnessed(k: int, hypothesis: str, witness: str) -> Attempt:
    """t = k (x y)^2 is 0 for y = 0: a witness has to show t' != 0 for each y of the context."""
    slope = node("rewrite", to=f"{2 * k}*x*y^2", proof=ALGEBRA)
    return of_two(("(0, oo)", "(-oo, oo)"), hypothesis, f"{k}*(x*y)^2 > 0", monotone("left", ">=", slope, witness=witness))


condition(RULE, "the interval does not end at the value of another variable", "the variable y is not bound here", tends_to_0,
          [(k, "(-oo, 0)", "", ">", "<") for k in ROWS], [(k, "(x, oo)", "", "<", ">") for k in ROWS])
condition(RULE, "no hypothesis keeps the variable away from the right end",
          "should be negative, but the algebra of signs shows only", tends_to_0,
          [(k, "(-oo, 0)", "y > -5", ">", "<") for k in ROWS], [(k, "(-oo, oo)", "y > x", "<", ">") for k in ROWS])
condition(RULE, "no hypothesis keeps the variable away from the left end",
          "should be at least 0, but the algebra of signs shows only", starts_at_0,
          [(k, "(-oo, 0)", "y > -5") for k in ROWS], [(k, "(0, oo)", f"2*x > {k}*y") for k in ROWS])
condition(RULE, "the witness serves for all values of the other variables",
          "is not shown to be different from 0 at the witness", witnessed,
          [(k, "y > 0", "1") for k in ROWS], [(k, "y > -1", "1") for k in ROWS])
condition(RULE, "no hypothesis at the witness replaces one on the interval",
          "is not shown to be different from 0 at the witness", witnessed,
          [(k, "y > 0", "1") for k in ROWS], [(k, f"y > {k} - x", str(k)) for k in ROWS])
