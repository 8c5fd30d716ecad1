"""Forgeries of the rules algebra, rewrite, lemma and split for signs."""

from __future__ import annotations

from .base import Attempt, Proof, condition
from .forms import ALGEBRA, ROWS, forall, node, put, split

ALL = "(-oo, oo)"


def sign_on(domain: str, claim: str, proof: Proof = ALGEBRA) -> Attempt:
    return f"forall x in {domain}: {claim}", True, forall(proof)


# ---------------------------------------------------------------------------------------------------------- algebra
RULE = "sign: algebra"
condition(RULE, "the signs of the parts give the sign of the sum",
          "should be positive, but the algebra of signs shows only that it is of",
          lambda k: sign_on("(0, oo)", f"x + ({k}) + exp(x)*x > 0"), ROWS, [-k for k in ROWS])
condition(RULE, "strict where the parts are strict",
          "should be positive, but the algebra of signs shows only that it is at least 0",
          lambda k, left: sign_on(f"{left}0, {k})", f"{k}*x*exp(x) > 0"), [(k, "(") for k in ROWS], [(k, "[") for k in ROWS])
condition(RULE, "an odd power has no sign of its own",
          "should be at least 0, but the algebra of signs shows only that it is of unknown",
          lambda n: sign_on(ALL, f"(x^3 + sin(x))^{n} >= 0"), range(2, 22, 2), range(3, 23, 2))
condition(RULE, "tanh, erf, erfc, sin and cos are bounded by their ranges",
          "should be negative, but the algebra of signs shows only",
          lambda f, c: sign_on(ALL, f"{f}(x) < {c}"), [("tanh", 1), ("erf", 1), ("erfc", 2), ("sin", "1.01"),
          ("cos", "1.01")],
          [("tanh", "0.999"), ("tanh", 0), ("erf", "0.5"), ("erf", -1), ("erfc", "1.99"), ("erfc", 1), ("sin", 1),
          ("sin", 0),
           ("cos", 1), ("cos", -1)])
condition(RULE, "0 is shown by identity", "should be 0, but the algebra of signs shows only",
          lambda right: sign_on(ALL, f"(exp(x) + 1)^2 = {right}"),
          ["exp(2*x) + 2*exp(x) + 1", "1 + exp(x)*(2 + exp(x))", "exp(x)*(exp(x) + 2 + exp(-x))"],
          ["exp(x^2) + 2*exp(x) + 1", "exp(2*x) + exp(x) + 1", "exp(2*x) + 2*exp(x)", "exp(2*x) + 1",
          "exp(2*x + 1) + 2*exp(x) + 1",
           "exp(2*x) + 2*exp(x) + 1 + 10^-30", "exp(2*x) + 2*exp(x) + cos(x)^2 + sin(x)", "exp(3*x) + 2*exp(x) + 1",
           "exp(2*x) - 2*exp(x) + 1", "2*exp(2*x) + 2*exp(x)"])
condition(RULE, "the root of a square is its base only where that is not negative",
          "should be 0, but the algebra of signs shows only",
          lambda k, low: sign_on(f"({low}, {k})", f"sqrt(({k}*x)^2) = {k}*x"), [(k, 0) for k in ROWS],
          [(k, -k) for k in ROWS])
condition(RULE, "a number is what it is to the last digit", "should be (positive|0), but the algebra of signs shows only",
          lambda k, d: (f"exp(log({k})) {'=' if d == 0 else '>'} {k} + {d}*10^-40", True, ALGEBRA),
          [(k, d) for k in ROWS for d in (0, -1)], [(k, 1) for k in ROWS])

# ---------------------------------------------------------------------------------------------------------- rewrite
RULE = "sign: rewrite"


def rewritten(domain: str, claim: str, to: str, proof: Proof = ALGEBRA) -> Attempt:
    return sign_on(domain, claim, node("rewrite", to=to, proof=proof))


condition(RULE, "the two terms are identical", "are not shown to be identical",
          lambda k, m: rewritten(ALL, f"x^2 - {2 * k}*x + {k * k + 1} > 0", f"(x - {k})^2 + {m}"),
          [(k, 1) for k in ROWS], [(k, 2) for k in ROWS])
condition(RULE, "the new term is defined everywhere", "denominator x - .* is not shown to be different from 0",
          lambda k, low: rewritten(f"({low}, oo)", f"x*(x + {k}) > 0", f"x*(x + {k})*(x - {k})/(x - {k})",
                                   node("rewrite", to=f"x*(x + {k})", proof=ALGEBRA)), [(k, k) for k in ROWS],
                                   [(k, 0) for k in ROWS])
condition(RULE, "the old term is defined everywhere", "denominator .* is not shown to be different from 0",
          lambda k, low: rewritten(f"({low}, oo)", f"x*({k + 1} + x)/x > 0", f"{k + 1} + x"),
          [(k, 0) for k in ROWS], [(k, -k) for k in ROWS])
condition(RULE, "the sign of the new term is shown",
          "should be positive, but the algebra of signs shows only that it is at least 0",
          lambda k, m: rewritten(ALL, f"x^2 - {2 * k}*x + {k * k + m} > 0", f"(x - {k})^2 + {m}"),
          [(k, 1) for k in ROWS], [(k, 0) for k in ROWS])

# ------------------------------------------------------------------------------------------------------------ lemma
RULE = "sign: lemma"


def by_lemma(k: int, left: str, low: int, known: str = ">", about: str = "x") -> Attempt:
    inner = node("lemma", about=about, sign=known, lemma=ALGEBRA, proof=ALGEBRA)
    return rewritten(f"{left}{low}, oo)", f"{k}*x + x^3 + 2*x*exp(x) > 0", f"x*({k} + x^2 + 2*exp(x))", inner)


condition(RULE, "the lemma is shown on the same context",
          "x should be positive, but the algebra of signs shows only that it is of unknown",
          by_lemma, [(k, "(", 0) for k in ROWS], [(k, "(", -k) for k in ROWS])
condition(RULE, "what follows uses no more than the lemma says",
          "should be positive, but the algebra of signs shows only that it is at least",
          by_lemma, [(k, "(", 0, ">=") for k in ROWS], [(k, "[", 0, ">=") for k in ROWS])
condition(RULE, "the sign of the lemma is a sign", "the field 'sign' must be one of", lambda s: by_lemma(1, "(", 0, s),
          [">", ">=", "!="], ["", "positive", "=>", "== ", "+", "-", "0", ">0", "< >", "!"])
condition(RULE, "the lemma speaks of bound variables", r"the variable \w+ is not bound where the certificate uses it",
          lambda about: by_lemma(1, "(", 0, ">", about), ["x", "exp(x)", "2*x"],
          ["y", "x*y", "x^2 + z", "exp(t)", "x_1^2", "lam", "a - a", "b^2", "cos(u)*x", "x + v"])

# ------------------------------------------------------------------------------------------------------------ split
RULE = "sign: split"
INSIDE = "the points of a split must increase inside the interval"


def in_parts(at: list[str], claim: str = "x^2+1 > 0", parts: int = 0, domain: str = ALL, var: str = "x") -> Attempt:
    """A split into the parts between and at the points; the rewriting makes it a split of a sign."""
    return rewritten(domain, claim, claim.split()[0], split(at, *[ALGEBRA] * (parts or 2 * len(at) + 1), var=var))


condition(RULE, "the points increase", INSIDE, lambda a, b: in_parts([str(a), str(b)]),
          [(k, k + 1) for k in ROWS], [(k + 1, k) for k in ROWS])
condition(RULE, "the points differ", INSIDE, lambda a, b: in_parts([a, b]), [("1", "2"), ("3", "pi")],
          [("1", "1"), ("2/4", "1/2"), ("0", "0"), ("exp(0)", "1"), ("pi", "pi"), ("log(4)", "2*log(2)"),
          ("sqrt(8)", "2*sqrt(2)"),
           ("-1", "-1"), ("exp(log(3))", "3"), ("sin(0)", "0")])
condition(RULE, "the points lie inside the interval", INSIDE, lambda c: in_parts([str(c)], domain="(0, 5)"),
          [1, 2, "1/2", "pi"],
          [0, 5, -1, 6, "-1/2", "pi + 2", "exp(2)", "sin(0)", "5 + 10^-50", "-10^-50"])
condition(RULE, "every part has a proof", r"needs \d+ proofs under 'proofs', found",
          lambda points, parts: in_parts([str(k) for k in range(points)], parts=parts), [(k, 2 * k + 1) for k in range(6)],
          [(k, 2 * k) for k in range(1, 6)] + [(k, 2 * k + 2) for k in range(6)])
condition(RULE, "the point between two parts counts", "on a point: .* should be positive, but .* shows only that it is 0",
          lambda k, m: in_parts([str(k)], f"(x-{k})^2+{m} > 0"), [(k, 1) for k in ROWS], [(k, 0) for k in ROWS])
condition(RULE, "each part is shown on its own", r"on x in \(-oo, 0\): .* should be at least 0, but",
          lambda k: in_parts(["0"], f"x^2+{k}*x+x^4 >= 0"), [0], ROWS)
condition(RULE, "the points contain bound variables only", "the variable y is not bound where the certificate uses it",
          lambda c: in_parts([c]), ["2"], [f"{k}*y" for k in range(1, 6)] + [f"y^{k}" for k in range(1, 6)])
condition(RULE, "the variable is bound", "the variable y is not bound here",
          lambda k, var: in_parts([str(k)], var=var), [(k, "x") for k in ROWS], [(k, "y") for k in ROWS])
condition(RULE, "the points do not depend on the variable that is split",
          "of an interval of x is not shown to be defined by the other variables",
          lambda c: in_parts([c]), ["2"], ["x", "2*x", "x + 1", "x^2", "-x", "exp(x)", "x/2", "x - 1", "sin(x)", "x^3"])

condition("sign: algebra", "a cube root cubed is what is under it", "should be 0, but the algebra of signs shows only",
          lambda k, left, right: sign_on(ALL, f"{left.replace('k', str(k))} = {right.replace('k', str(k))}"),
          [(k, left, right) for k in ROWS for left, right in (("cbrt(x + k)^3", "x + k"), ("cbrt(x^2 - k)^5", "(x^2 - k)*cbrt(x^2 - k)^2"))],
          [(k, left, right) for k in ROWS for left, right in (("cbrt(x + k)^3", "x + k + 10^-30"), ("cbrt(x + k)^2", "x + k"),
                                                              ("cbrt(x + k)^3*cbrt(x)", "x*cbrt(x)"), ("cbrt(x^3 + k)", "x"))])

condition("sign: algebra", "LambertW takes u exp(u) back to u, for u at least -1", "should be 0, but the algebra of signs shows only",
          lambda k, u, w: sign_on("[0, oo)", put(k, f"LambertW(({u})*exp({u})) = {w}")),
          [(k, u, u) for k in ROWS for u in ("k", "k*x", "x^2 + k*x", "-1/(k + 1)")],
          [(k, u, w) for k in ROWS for u, w in (("-k - 1", "-k - 1"), ("k*x", "k*x + 10^-30"), ("k", "k + 1"))])
condition("sign: algebra", "LambertW takes nothing else back", "should be 0, but the algebra of signs shows only",
          lambda k, t, w: sign_on("[0, oo)", put(k, f"LambertW({t}) = {w}")),
          [(k, "(k + x)*exp(k)*exp(x)", "k + x") for k in ROWS],
          [(k, t, w) for k in ROWS for t, w in (("(k + 1)*exp(k)", "k"), ("(k + 1)*x*exp(x)", "x"), ("x*exp(-x)*exp(2*x) + k", "x"))])
condition("sign: algebra", "the logarithm of a product with negative factors", "should be 0, but the algebra of signs shows only",
          lambda k, left, right: sign_on("(-oo, 0)", put(k, f"log({left}) = {right}")),
          [(k, left, right) for k in ROWS for left, right in (("-k*x^3", "3*log(-x) + log(k)"), ("-x*exp(k*x)", "log(-x) + k*x"),
                                                              ("-k/x", "log(k) - log(-x)"))],
          [(k, left, right) for k in ROWS for left, right in (("-k*x^3", "3*log(-x) - log(k + 1)"), ("-x*exp(k*x)", "log(-x) - k*x"),
                                                              ("k*x^2", "log(-x) + log(k)"))])
condition("sign: algebra", "exp(W(u)) is u/W(u) where u is not 0", "should be 0, but the algebra of signs shows only|not shown to be different",
          lambda k, u, right: sign_on("[0, oo)", put(k, f"exp(LambertW({u})) = {right}")),
          [(k, "k", "k/LambertW(k)") for k in ROWS] + [(k, "0", "1") for k in ROWS],
          [(k, u, right) for k in ROWS for u, right in (("0", "0"), ("k*x - x*k", "0"), ("x", "x/LambertW(x)"), ("0*k", "k - k"))])
