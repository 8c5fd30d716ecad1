"""Forgeries of what is said far out: statements that fail throughout an interval, the growth of roots and logarithms."""

from __future__ import annotations

from .base import Attempt, Proof, condition
from .branches import on
from .constants import tends
from .expectations import near
from .forms import ALGEBRA, ROWS, node, put

SIGN = "should be .*, but the algebra of signs shows only|infinite values does not hold"

# ------------------------------------------------------------------------------------------------------- throughout
RULE = "statement: throughout"


def fails(k: int, claim: str, a: str, b: str, truth: bool = False, proof: Proof = ALGEBRA) -> Attempt:
    return put(k, claim), truth, node("throughout", on=[put(k, a), put(k, b)], proof=proof)


EVERY = "forall x in R: x < k"
condition(RULE, "the statement fails on the whole interval", SIGN, lambda k, a: fails(k, EVERY, a, "oo"), [(k, "k") for k in ROWS],
          [(k, a) for k in ROWS for a in ("k - 1/100", "0")])
condition(RULE, "the interval is not empty", "must have positive length|has to be resolved into branches",
          lambda k, a, b: fails(k, EVERY, a, b), [(k, "k", "k + 1") for k in ROWS],
          [(k, a, b) for k in ROWS for a, b in (("k", "k"), ("k + 1", "k"), ("oo", "-oo"))])
condition(RULE, "the interval lies in the set", "must lie in the set", lambda k, d, a, b: fails(k, f"forall x in {d}: x^2 > k", a, b),
          [(k, "(-k, k)", "-1/2", "1/2") for k in ROWS],
          [(k, d, "-1/2", "1/2") for k in ROWS for d in ("(k, oo)", "(0, oo)", "(-oo, 0]")])
condition(RULE, "the set is an interval", "and the set is none", lambda k, d: fails(k, f"forall x in {d}: x^2 > k", "0", "1/2"),
          [(k, "[-1, 1]") for k in ROWS], [(k, d) for k in ROWS for d in ("{-1, 0, 1}", "R \\ {1/4}", "(-1, 0) union (0, 1)")])
condition(RULE, "only what is said of all points is refuted so", "rule .throughout. does not show that a statement with",
          lambda k, quantifier, truth: fails(k, f"{quantifier} x in R: x > k", "-oo", "k", truth), [(k, "forall", False) for k in ROWS],
          [(k, q, t) for k in ROWS for q, t in (("exists", False), ("exists", True), ("forall", True))])
condition(RULE, "a statement closed over its points is not refuted where a term is undefined", "under a root is",
          lambda k, a, b: fails(k, "sqrt(x) < k", a, b), [(k, "k^2", "oo") for k in ROWS],
          [(k, a, b) for k in ROWS for a, b in (("-k", "-1/2"), ("-oo", "0"))])

# ---------------------------------------------------------------------------------------------------------- growth
RULE = "limits"
condition(RULE, "a root grows like the root of the leading monomial", SIGN, lambda k, f, v: tends(k, f, "oo", v, "20"),
          [(k, "k*x/sqrt(x^2 + k)", "k") for k in ROWS],
          [(k, f, v) for k in ROWS for f, v in (("k*x/sqrt(x^2 + k)", "k + 1"), ("x^2/sqrt(k*x^2 + x)", "1"), ("sqrt(x^2 + k)/x", "0"))])
condition(RULE, "it has its sign at -oo too", SIGN, lambda k, v: tends(k, "k*x/sqrt(x^2 + 1)", "-oo", v, "-20"), [(k, "-k") for k in ROWS],
          [(k, v) for k in ROWS for v in ("k", "0", "-k - 1")])
condition(RULE, "roots that cancel have no leading monomial", "the coefficient of the leading monomial is not shown to be different from 0",
          lambda k, f, v: tends(k, f, "oo", v, "20"), [(k, "x*(sqrt(x^2 + k) + x)", "oo") for k in ROWS],
          [(k, f, v) for k in ROWS for f, v in (("exp(x)*(sqrt(x^2 + k*log(x)) - x)", "0"), ("(sqrt(x^2 + k*log(x)) - x)*x", "0"))])
condition(RULE, "a logarithm grows like that of the leading monomial", SIGN, lambda k, f, v: tends(k, f, "oo", v, "20"),
          [(k, "log(1 + exp(k*x))/x", "k") for k in ROWS],
          [(k, f, v) for k in ROWS for f, v in (("log(1 + exp(k*x))/x", "1/k + 1"), ("log(x^2 + k)/log(x)", "1"), ("x*log(1 + k/x)", "1/k - 1"),
                                                ("log(k*x + 1)/x", "k"))])
condition(RULE, "a logarithm of a logarithm is not told", "is not in the hierarchy", lambda k, f: tends(k, f, "oo", "0", "20"),
          [(k, "log(x^2 + k)/x") for k in ROWS], [(k, f) for k in ROWS for f in ("x*log(k*log(x))*exp(-x)/x", "exp(-k*x)*x*log(log(x) + k)")])

RULE = "normal form"
condition(RULE, "the root of an even power of a negative term has its sign", SIGN, lambda k, d, v: on(k, d, f"sqrt(k*x^2 + x^4) = {v}*sqrt(k + x^2)"),
          [(k, "(-oo, 0)", "-x") for k in ROWS] + [(k, "(0, oo)", "x") for k in ROWS],
          [(k, d, v) for k in ROWS for d, v in (("(-oo, 0)", "x"), ("(0, oo)", "-x"), ("R", "x"), ("R", "-x"))])
condition(RULE, "an odd power of it does not leave the root", SIGN, lambda k, f, g: on(k, "(-oo, 0)", f"{f} = {g}"),
          [(k, "sqrt(k^2*x^4)", "k*x^2") for k in ROWS],
          [(k, f, g) for k in ROWS for f, g in (("sqrt(k^2*x^2)", "k*x"), ("(x^2)^(3/2)*k", "k*x^3"), ("sqrt(x^6)*k", "k*x^3"))])

# ------------------------------------------------------------------------------------------------------ expectations
RULE = "value: expectation between"
condition(RULE, "a logarithm of a sum with a root stays away from its pole", "the argument of a logarithm is not shown to stay away from 0",
          lambda f: near(1, "-100", "100", f=f), ["log(Z/9 + sqrt(Z^2/81 + 1))", "log(sqrt(Z^2/100 + 2) - Z/10)"],
          [f"{k}*log({f})" for k in (1, 2, 3) for f in ("Z + sqrt(Z^2 + exp(Z))", "sqrt(Z^2 + exp(-Z)) - Z", "sqrt(Z^2 + erfc(Z)) - Z",
                                                        "2*Z + sqrt(4*Z^2 + exp(Z))")])
