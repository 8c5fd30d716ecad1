"""Forgeries in which a term is not defined, or not analytic, on the whole context."""

from __future__ import annotations

from .algebra import ALL, sign_on
from .base import Attempt, condition
from .forms import ALGEBRA, ROWS, node, predicate


def defined_on(term: str, lo: str, hi: str, left: str = "(", right: str = ")") -> Attempt:
    return sign_on(f"{left}{lo}, {hi}{right}", f"{term} = {term}")


def from_end(term: str, left: str, end: str) -> Attempt:
    return defined_on(term, end, "oo", left)


condition("term: /", "the denominator is nowhere 0", "the denominator .* is not shown to be different from 0",
          lambda k, left, lo: sign_on(f"{left}{lo}, oo)", f"x/x + {k} = {k + 1}"),
          [(k, "(", 0) for k in ROWS], [(k, "[", 0) for k in ROWS] + [(k, "(", -k) for k in ROWS])
condition("term: /", "a factor that vanishes is not cancelled", "the denominator .* is not shown to be different from 0",
          lambda k, lo: sign_on(f"({lo}, oo)", f"(x^2 - {k * k})/(x - {k}) = x + {k}"), [(k, k) for k in ROWS],
          [(k, 0) for k in ROWS])
condition("term: /", "a polynomial in the generators that is not the zero polynomial may be the zero function",
          "the denominator .* (is 0 here|is not shown to be different from 0)|a denominator is identically 0",
          lambda t: sign_on(ALL, f"1/({t}) = 1/({t})"), ["1 + sin(x)^2 + cos(x)^2", "2 + cos(2*x)", "1 + exp(x)"],
          ["sin(x)^2 + cos(x)^2 - 1", "cos(2*x) - cos(x)^2 + sin(x)^2", "sin(2*x) - 2*sin(x)*cos(x)", "exp(2*x) - exp(x)^2",
          "log(exp(x)) - x",
           "tanh(x) - (exp(2*x) - 1)/(exp(2*x) + 1)", "erf(x) + erf(-x)", "erfc(x) + erf(x) - 1", "cos(x) - cos(-x)",
           "cbrt(x) + cbrt(-x)"])
condition("term: log", "the argument is positive",
          "argument of log (is not shown to lie in its domain|lies outside its domain)", from_end,
          [(f"log({k}*x)", "(", "0") for k in ROWS], [(f"log({k}*x)", "[", "0") for k in ROWS] + [(f"log({k}*x + 1)", "[",
          f"-1/{k}") for k in ROWS])
condition("term: log", "the log of a product is a sum only where both factors are positive",
          "argument of log (is not shown|lies outside)",
          lambda k, lo, hi: sign_on(f"({lo}, {hi})", f"log({k}*x^2) = log({k}*x) + log(x)"),
          [(k, 0, 1) for k in ROWS], [(k, -1, 0) for k in ROWS])
condition("term: log", "the log of an even power is a multiple only of the log of a positive base",
          "should be 0, but .* shows only",
          lambda k, lo, hi: sign_on(f"({lo}, {hi})",
          f"log(x^{2 * k}) = {2 * k}*log((x^2)^(1/2)) + 0*x + {0 if lo >= 0 else 1}"),
          [(k, 0, 1) for k in ROWS], [(k, -2, -1) for k in ROWS])
condition("term: log1p", "the argument is above -1", "argument of log1p (is not shown|lies outside)", from_end,
          [("log1p(x)", "(", "-1"), ("log1p(x^3)", "(", "-1")],
          [("log1p(x)", "[", "-1"), ("log1p(x^3)", "[", "-1")] + [(f"log1p(x*{k})", "(", "-1.01") for k in ROWS])
condition("term: asin", "the argument lies in [-1, 1]", "argument of asin (is not shown|lies outside)",
          lambda k, hi: defined_on(f"asin({k}*x)", "0", hi), [(k, f"1/{k}") for k in ROWS], [(k, f"1/{k} + 10^-20")
          for k in ROWS])
condition("term: LambertW", "the argument is at least -1/e", "argument of LambertW (is not shown|is below)", from_end,
          [("LambertW(x)", "[", "-0.3678"), ("LambertW(x^3)", "[", "-0.3678^(1/1)")],
          [("LambertW(x)", "(", f"-0.{d}") for d in ("3679", "368", "37", "38", "4", "5", "6", "7", "8", "9")])
condition("term: LambertW", "an argument below -1/e has no value", "the argument of LambertW is below -1/e here",
          lambda d, domain: sign_on(domain, f"LambertW(x/{d}) = LambertW(x/{d})"), [(3, "(-1, 0)")],
          [(d, f"(-{k * d}, -{d}/2)") for k in (1, 2) for d in range(1, 6)])
condition("term: root", "ends are not raised to powers without limit", "is too large to be computed with",
          lambda k, power: sign_on(f"(1, {k} + 1)", f"x^({power}/2) > 0"), [(k, 7) for k in ROWS], [(k, 10**7 + 1)
          for k in ROWS])
condition("term: root", "the base of a root is not negative", "under a root is (not shown to be|negative)",
          lambda q, lo: from_end(f"x^(1/{q})", "[", lo), [(q, "0") for q in range(2, 12)], [(q, "-10^-30") for q in range(2,
          12)])
condition("term: root", "the base of a root in a denominator is positive",
          "under a root is not shown to be positive|denominator",
          lambda q, left: from_end(f"x^(-1/{q})", left, "0"), [(q, "(") for q in range(2, 12)],
          [(q, "[") for q in range(2, 12)])
condition("term: power", "the base of a real power is positive",
          "argument of log (is not shown to lie in|lies outside) its domain",  # x^b is read as exp(b*log(x))
          lambda e, left, lo: from_end(f"x^({e})", left, lo),
          [("pi", "(", "0"), ("sqrt(2)", "(", "0")],
          [(e, left, lo) for e in ("pi", "-pi", "sqrt(2)", "log(2)", "exp(1)") for left, lo in (("[", "0"), ("(", "-1"))])
condition("term: tan", "the argument stays off the poles", "tan .*not shown to (stay off its poles|be free of poles)",
          lambda domain: sign_on(domain, "tan(x) = tan(x)"), ["[-1.57, 1.57]", "[1.6, 4.7]", "(-1, 1)", "(1.58, 4.7)"],
          ["[-1.57, 1.58]", "[1.57, 4.7]", "(0, oo)", "R", "(0, 2)", "[1, 3]", "(4, 5)", "[-2, 0]", "(10, 11.1)",
          "(-8, -7)"])


def increasing(body: str, lo: str, hi: str) -> Attempt:
    return f"let f(x) = {body}; f is increasing on ({lo}, {hi})", True, predicate([], ALGEBRA)


condition("term: cbrt", "analytic off 0 only", "cbrt is not differentiable at 0", increasing,
          [(f"cbrt(x) + {k}*x", "0", "oo") for k in ROWS], [(f"cbrt(x) + {k}*x", "-1", "oo") for k in ROWS])
condition("term: root", "analytic at positive arguments only", "under a root is not shown to be positive", increasing,
          [(f"sqrt(x)*{k}", "0", "oo") for k in ROWS], [(f"sqrt(x^2)*{k} + {k}*x", "-1", "1") for k in ROWS])
condition("term: asin", "analytic inside (-1, 1) only", "argument of asin is not shown to lie in its domain", increasing,
          [(f"asin(x/{k})", f"-{k}", str(k)) for k in ROWS], [(f"asin(sin({k}*x)) + {2 * k}*x", "-oo", "oo") for k in ROWS])


def by_cells(known: str, order: int) -> Attempt:
    """The lemma is a sign of a term that is not resolved into branches."""
    return sign_on("[-1, 1]", "exp(x) > 0", node("rewrite", to="exp(x)", proof=node(
        "lemma", about=known, sign=">", lemma=node("cells", var="x", order=order, cuts=[]), proof=ALGEBRA)))


condition("term: abs, min, max, sign, floor",
          "a term that is not resolved into branches is neither enclosed nor differentiated",
          "is not analytic as it stands|has to be resolved into branches",
          by_cells, [("2 + x", 0), ("2 + x", 2), ("exp(x/9)", 4)],
          [(f"{f} + 3", order) for order in (0, 1, 2) for f in ("abs(x)", "min(x, 0)", "max(x, x^2)", "sign(x)",
          "floor(x)")])
