"""Forgeries of how terms are resolved into branches, differentiated, brought into normal forms, and followed to a limit."""

from __future__ import annotations

from .algebra import sign_on
from .base import Attempt, Proof, condition
from .constants import tends
from .forms import ALGEBRA, ROWS, forall, node, put

SIGN = "should be .*, but the algebra of signs shows only"
RULE = "branches"


def on(k: int, domain: str, claim: str, proof: Proof = ALGEBRA) -> Attempt:
    return sign_on(put(k, domain), put(k, claim), proof)


condition(RULE, "the sign of the argument of abs is decided", "the sign of the argument of abs is not decided here", on,
          [(k, "(k, oo)", "abs(x - k) = x - k") for k in ROWS], [(k, "(0, oo)", "abs(x - k) = x - k") for k in ROWS])
condition(RULE, "the sign of the argument of sign is decided", "the sign of the argument of sign is not decided here", on,
          [(k, "(k, oo)", "sign(x - k) = 1") for k in ROWS], [(k, "[k, oo)", "sign(x - k) = 1") for k in ROWS])
condition(RULE, "which argument of max or min rules is decided", "which argument of (max|min) rules is not decided here", on,
          [(k, "[k, oo)", f) for k in ROWS for f in ("max(x, k) = x", "min(x, k) = k")], [(k, "(0, oo)", f) for k in ROWS
          for f in ("max(x, k) = x", "min(x, k) = k")])
condition(RULE, "the other branch is not taken for the opposite", SIGN, on, [(k, "(-oo, k)", "max(x, k) = k") for k in ROWS],
          [(k, "(-oo, k)", "max(x, k) = x") for k in ROWS])
condition(RULE, "the value of floor is decided", "the value of floor is not decided here", on,
          [(k, "[k, k + 1)", "floor(x) = k") for k in ROWS],
          [(k, d, "floor(x) = k") for k in ROWS for d in ("[k, k + 1]", "(k - 1/2, k + 1)", "[k, oo)")])
PIECE = "Piecewise((1, x < k), (2, x < 2*k)) = {}"
condition(RULE, "a condition holds on the whole interval or nowhere on it", "a condition '<' is not decided here", on,
          [(k, "(-oo, k)", PIECE.format(1)) for k in ROWS] + [(k, "[k, 2*k)", PIECE.format(2)) for k in ROWS],
          [(k, d, PIECE.format(c)) for k in ROWS for d, c in (("(-oo, k]", 1), ("(0, 2*k)", 2))])
condition(RULE, "the first condition that holds chooses the branch", SIGN, on,
          [(k, "(-oo, k)", "Piecewise((1, x < k), (2, x < 2*k)) = 1") for k in ROWS],
          [(k, "(-oo, k)", "Piecewise((1, x < k), (2, x < 2*k)) = 2") for k in ROWS])
condition(RULE, "some condition holds", "no condition of the Piecewise holds here", on, [(k, "[k, 2*k)", PIECE.format(2))
          for k in ROWS], [(k, "[2*k, oo)", PIECE.format(2)) for k in ROWS])
condition(RULE, "a condition is made of relations", "cannot be decided as a condition", on,
          [(k, "(0, oo)", "Piecewise((1, x > 0 and not x < 0 or x = -k), (0, True)) = 1") for k in ROWS],
          [(k, "(0, oo)", f"Piecewise((1, {c}), (0, True)) = 1") for k in ROWS for c in ("x in (0, k)", "relu is continuous",
          "x > 0 implies x > 0")])
condition(RULE, "a condition has defined terms", "a condition is undefined here|is not shown to|outside its domain", on,
          [(k, "(0, oo)", "Piecewise((1, 1/x < 0), (k, True)) = k") for k in ROWS],
          [(k, d, "Piecewise((1, sqrt(x) < -1), (k, True)) = k") for k in ROWS for d in ("(-oo, 0)", "R")])

RULE = "derivatives"
condition(RULE, "the branch rules near the point, not only at it", SIGN + "|not finite and equal there|is not decided",
          lambda k, f, at, c: (put(k, f"let f(x) = {f}; f'({at}) = {c}"), True, ALGEBRA),
          [(k, "max(x, k*x + x)", "1", "k + 1") for k in ROWS], [(k, f, "0", c) for k in ROWS for f in ("max(x, k*x + x)",
          "max(k*x + x, x)", "min(x, k*x + x)") for c in ("1", "k + 1")])
condition(RULE, "at a kink there is no derivative", "not finite and equal there", lambda k,
          at: (put(k, f"let f(x) = abs(x - k); f'({at}) = 1"), True, ALGEBRA), [(k, "k + 1") for k in ROWS],
          [(k, "k") for k in ROWS])
condition(RULE, "at a jump there is no derivative", "is not continuous there", lambda k,
          f: (put(k, f"let f(x) = {f}; f'(0) = 0"), True, ALGEBRA), [(k, "k") for k in ROWS],
          [(k, f) for k in ROWS for f in ("sign(x)*k", "Piecewise((1, x = 0), (k + 1, True))", "floor(x) + k")])
condition(RULE, "an infinite slope is no derivative", "not finite and equal there", lambda k,
          f: (put(k, f"let f(x) = {f}; f'(0) = 0"), True, ALGEBRA), [(k, "k*x^2") for k in ROWS], [(k, "k*cbrt(x)")
          for k in ROWS])
condition(RULE, "the derivative is the right one", SIGN, lambda k, f, d: on(k, "(1, 2)", f"D({f}, x) = {d}"),
          [(k, f, d) for k in ROWS for f, d in (("sin(k*x)", "k*cos(k*x)"), ("log(k*x)", "1/x"),
          ("tanh(k*x)", "k*(1 - tanh(k*x)^2)"), ("x^(1/2)", "1/(2*sqrt(x))"), ("erf(x)", "2*exp(-x^2)/sqrt(pi)"))],
          [(k, f, d) for k in ROWS for f, d in (("sin(k*x)", "-k*cos(k*x)"), ("log(k*x)", "1/(k*x) + 1"),
          ("tanh(k*x)", "1 - tanh(k*x)^2 + x"), ("x^(1/2)", "2*sqrt(x)"), ("erf(x)", "2*exp(x^2)/sqrt(pi)"))])
condition(RULE, "a derivative by one variable leaves the others fixed", SIGN, lambda k,
          d: (put(k, f"forall x: forall y: D(k*x*y + x, x) = {d}"), True, forall(forall(ALGEBRA))),
          [(k, "k*y + 1") for k in ROWS], [(k, d) for k in ROWS for d in ("k*x + 1", "k*y")])
condition(RULE, "values at points are decided equal or different", "two values are neither shown equal nor shown different",
          lambda k, c: (
    f"forall a in (0, {k}): clarke(x -> Piecewise(({c}, x < 0), (0, True)), 0) = [0, 0]", True,
    forall(node("values", values=[node("clarke")], proof=ALGEBRA))), [(k, "a - a") for k in ROWS],
    [(k, f"(a - {k}/2)^2*{k}") for k in ROWS])

RULE = "normal forms"
condition(RULE, "they do not grow without limit",
          "a normal form has more than|is too large for a normal form|should be 0, but", lambda k,
          n: on(k, "R", f"(x + exp(x) + sin(x) + {k})^{n} = (x + exp(x) + {k} + sin(x))^{n}", node(
    "rewrite", to=f"(x + exp(x) + sin(x) + {k})^{n} - (x + {k} + exp(x) + sin(x))^{n}", proof=ALGEBRA)),
    [(k, 3) for k in (1, 2)], [(k, 70) for k in ROWS])
SUMS = "(x + exp(x) + erf(x) + atan(x) + cbrt(x) + k)^{n}*(exp(x^2) + erf(x^2) + atan(x^2) + exp(x^3) + erf(x^3) + 1)^{n}"
condition(RULE, "products of sums do not grow without limit", "a normal form has more than", lambda k, n: on(
    k, "R", SUMS.format(n=n) + " + 1 > -1", node("rewrite", to=put(k, SUMS.format(n=n).replace("x + exp(x)",
    "exp(x) + x")) + " + 2", proof=ALGEBRA)),
    [(1, 2)], [(k, 4) for k in ROWS])
condition(RULE, "coefficients do not grow without limit", "is too long for a normal form", lambda k, n: on(k, "(0, 1)",
          f"(3*k*x)^{n} > -1", node("rewrite", to=f"({k}*x*3)^{n} + 1", proof=ALGEBRA)),
          [(k, 3) for k in (1, 2)], [(k, 10**7) for k in ROWS])
condition(RULE, "roots do not grow without limit", "is too long for a normal form", lambda k, n: on(k, "(0, 1)",
          f"k*sqrt(3)^{n}*x > -1", node(
    "rewrite", to=f"x*sqrt(3)^{n}*{k} + 1", proof=ALGEBRA)), [(k, 3) for k in (1, 2)], [(k, 10**7 + 1) for k in ROWS])
condition(RULE, "a denominator is not identically 0", "a denominator is identically 0|is 0 here", lambda k,
          c: on(k, "R", f"1/(exp(k*x)^2 - exp(2*k*x) + {c}*(exp(x) + 1)) = 1/(exp(x) + 1)"), [(k, 1) for k in ROWS],
          [(k, 0) for k in ROWS])
condition(RULE, "equal signs are not equal terms", SIGN, lambda k, f: on(k, "(0, oo)", f"{f} = exp(x)^k"),
          [(k, f) for k in ROWS for f in ("exp(k*x)", "exp(x*k/2)*exp(x*k/2)")],
          [(k, f) for k in ROWS for f in ("exp(k + x)", "exp(x^(k + 1))", "exp(x)*(k + 1)")])
condition(RULE, "trigonometric functions turn by quarters", SIGN, lambda k, f, g: on(k, "R", f"{f} = {g}"),
          [(k, f"sin(k*x + {q}*pi/2)", g) for k in ROWS for q, g in ((1, "cos(k*x)"), (2, "-sin(k*x)"), (3, "-cos(k*x)"),
          (4, "sin(k*x)"))],
          [(k, f"sin(k*x + {q}*pi/2)", g) for k in ROWS for q, g in ((1, "-cos(k*x)"), (2, "sin(k*x)"), (3, "cos(k*x)"),
          (4, "-sin(k*x)"), (1, "sin(k*x)"))])
condition(RULE, "powers of primes are exact", SIGN, lambda k, a, b: (put(k, f"sqrt(2)^{a}*3^(1/3) = {b}*3^(1/3)"), True,
          ALGEBRA), [(k, 2 * k, 2 ** k) for k in ROWS], [(k, 2 * k + 1, 2 ** k) for k in ROWS])
condition(RULE, "the root of a product is a product for factors with signs only", SIGN, lambda k,
          d: on(k, d, "sqrt(k*x^2*exp(x)) = x*sqrt(k)*sqrt(exp(x))"), [(k, "(0, oo)") for k in ROWS],
          [(k, d) for k in ROWS for d in ("(-oo, 0)", "R")])
condition(RULE, "the log of a product is a sum for positive factors only",
          "argument of log (is not shown to|lies outside)|" + SIGN, lambda k,
          d: on(k, d, "log(k*x*(x + 1)) = log(k*x) + log(x + 1)"), [(k, "(0, oo)") for k in ROWS],
          [(k, "(-oo, -1)") for k in ROWS])
condition(RULE, "odd functions are odd, cos is even", SIGN, lambda k, f, s: on(k, "R", f"{f}(-k*x) = {s}{f}(k*x)"),
          [(k, f, s) for k in (1, 2) for f, s in (("sin", "-"), ("erf", "-"), ("atan", "-"), ("cbrt", "-"), ("cos", ""))],
          [(k, f, s) for k in (1, 2) for f, s in (("sin", ""), ("erf", ""), ("atan", ""), ("cbrt", ""), ("cos", "-"))])

RULE = "limits"
condition(RULE, "a function with jumps is resolved before", "has to be resolved|is not decided here", lambda k,
          f: tends(k, f, "oo", "1", str(k + 20)), [(k, f) for k in ROWS for f in ("sign(x - k)", "1 + exp(-x)")],
          [(k, f) for k in ROWS for f in ("floor(sin(k*x))", "sign(sin(x))*k")])
condition(RULE, "so is a term in its place", "'(sign|floor)' has to be resolved into branches before a limit is taken",
          lambda k, to: tends(k, "k + 1/x", "oo", "k", "20", to=put(k, to)), [(k, "k + 1/x + 0*abs(x)") for k in ROWS],
          [(k, t) for k in ROWS for t in ("k + 1/x + 0*sign(x)", "k + 1/x + sign(x)*0*x")])
condition(RULE, "a bound is resolved into branches before", "no rule gives a limit of", lambda k,
          bound: (put(k, "k*exp(-x^2)/b -> 0 uniformly in x as b -> oo"), True, node(
    "uniform", bound=put(k, bound), proof=forall(ALGEBRA), **{"from": "1"})), [(k, "k/b") for k in ROWS],
    [(k, b) for k in ROWS for b in ("abs(k/b)", "max(k/b, 0)")])
condition(RULE, "a value is evaluated by its own rule", "has to be evaluated before branches are chosen|has to be resolved",
          lambda k, proof: (put(k, "lim(k*x, x -> 0+) = 0"), True, proof),
          [(k, node("values", values=[node("limit", **{"from": "1"})], proof=ALGEBRA)) for k in ROWS], [(k, p) for k in ROWS
          for p in (ALGEBRA, node("sturm"))])
condition(RULE, "a negative base has no real power", "under a root is negative", lambda k,
          s: tends(k, f"1 + ({s}*x)^(-1/2)*k", "-oo", "1", "-20"),
          [(k, "-1") for k in ROWS], [(k, "1") for k in ROWS])


def in_parameter(k: int, domain: str, body: str, found: str) -> Attempt:
    return put(k, f"forall a in {domain}: lim({body}, x -> oo) = {found}"), True, forall(node("values",
        values=[node("limit", **{"from": "1"})], proof=ALGEBRA))


condition(RULE, "the sign of the factor of an infinite limit is known",
          "the sign of .* is not shown|is not shown to be different from 0|leading coefficient", in_parameter,
          [(k, "(0, k)", "a*x*k", "oo") for k in ROWS],
          [(k, "(-k, k)", "a*x*k", "oo") for k in ROWS])
condition(RULE, "the sign of a pole is known", "the sign of a quotient with a denominator that tends to 0 is not shown",
          lambda k, hypothesis: (
    put(k, f"forall a in R: {hypothesis} implies lim(1/(a*k*x), x -> 0+) = oo"), True,
    forall(node("assume", proof=node("values", values=[node("limit", **{"from": "1"})], proof=ALGEBRA)))),
    [(k, "a > 0") for k in ROWS], [(k, "a != 0") for k in ROWS])
condition(RULE, "the coefficient of the leading monomial is not 0",
          "the coefficient of the leading monomial is not shown to be different from 0", in_parameter,
          [(k, "(0, k)", "(a*x^2 + x)/(x + k)", "oo") for k in ROWS],
          [(k, "(-k, k)", "(a*x^2 + x)/(x + k)", "oo") for k in ROWS])
condition(RULE, "the growth of monomials is compared", "the growth of two monomials is not compared", in_parameter,
          [(k, "(0, 1)", "k*exp(a*x)*exp(-2*x)", "0") for k in ROWS], [(k, "(0, 3)", "k*exp(a*x)*exp(-2*x)", "0")
          for k in ROWS])
condition(RULE, "a base tends to 0, or to something else", "is not shown to|a base is not shown", in_parameter,
          [(k, "(0, k)", "1/(a + 1/x)", "1/a") for k in ROWS], [(k, "[0, k)", "1/(a + 1/x)", "1/a") for k in ROWS])
condition(RULE, "the limit is that of the term, not of one that looks like it", SIGN + "|infinite values does not hold",
          lambda k, body, found: tends(k, body, "oo", found, "20"),
          [(k, "(k*x^2 + x)/(x^2 + 1)", "k") for k in ROWS], [(k, b, f) for k in ROWS for b, f in (("(k*x^2 + x)/(x^2 + 1)",
          "k + 1"), ("k*x*exp(-x)", "1"), ("k*tanh(x)", "k + 1"), ("k*x", "-oo"))])
condition(RULE, "a quotient with a denominator that tends to 0 has a known sign", "is not shown|an indeterminate form",
          lambda k, f: tends(k, f, "0+", "oo", "1"), [(k, "k/x") for k in ROWS], [(k, f) for k in ROWS
          for f in ("k/(x*cos(1/x))", "k/(x^2*(sin(1/x) + 1))")])
