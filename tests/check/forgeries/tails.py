"""Forgeries of the rules tail and sturm."""

from __future__ import annotations

from .algebra import sign_on
from .base import Attempt, condition
from .forms import ROWS, forall, node

RULE = "sign: tail"


def tail(claim: str, lead: str, domain: str = "[10, oo)") -> Attempt:
    return sign_on(domain, claim, node("tail", var="x", lead=lead))


condition(RULE, "the remaining terms add up to less than 1", "the remaining terms add up to .* below 1 is needed",
          lambda k, low: tail(f"x^2 - {k}*x - {k} > 0", "x^2", f"[{low}, oo)"), [(k, k + 2) for k in ROWS],
          [(k, k) for k in ROWS])
condition(RULE, "the coefficients count with their size", "the remaining terms add up to .* below 1 is needed",
          lambda k, c: tail(f"1 - {c}*exp(-x) > 0", "1", f"[{k}, oo)"), [(k, "2") for k in ROWS],
          [(k, f"{3 ** k}") for k in ROWS])
condition(RULE, "a number that is an exponential counts with its size", "the remaining terms add up to .* below 1 is needed",
          lambda k, low: tail(f"x - exp({k}) > 0", "x", f"[{low}, oo)"), [(k, 3**k) for k in ROWS], [(k, 2**k) for k in ROWS])
condition(RULE, "no remaining monomial grows", "a monomial of the tail is not shown to decrease",
          lambda k, m: tail(f"x^2 - {m}/1000000 > 0", "x^2", f"[{k + 1}, oo)"), [(k, "x") for k in ROWS], [(k, f"x^{k + 2}")
          for k in ROWS])
condition(RULE, "a power times an exponential decays from the beginning on",
          "a monomial of the tail is not shown to decrease",
          lambda k, low: tail(f"1 - x^{k}*exp(-x)/10^9 > 0", "1", f"[{low}, oo)"), [(k, k) for k in range(1, 11)],
          [(k, k - 1) for k in range(2, 12)])
condition(RULE, "no exponential grows", "is no decaying monomial",
          lambda k, s: tail(f"1 + exp({s}{k}*x)*10^-99 > 0", "1"), [(k, "-") for k in ROWS], [(k, "") for k in ROWS])
condition(RULE, "an irrational rate is positive", "is no decaying monomial",
          lambda k, s: tail(f"1 + exp({s}sqrt({k})*pi*x)*10^-99 > 0", "1"), [(k, "-") for k in ROWS], [(k, "") for k in ROWS])
condition(RULE, "a power times an exponential with an irrational rate decays from the beginning on",
          "a monomial of the tail is not shown to decrease",
          lambda k, low: tail(f"1 - x^{k}*exp(-sqrt(2)*x)/10^9 > 0", "1", f"[{low}, oo)"), [(k, k) for k in range(1, 11)],
          [(k, k * 1000 // 1415) for k in range(2, 13)])


def with_rate(k: int, domain: str) -> Attempt:
    return f"forall b in {domain}: forall x in [{k + 1}, oo): 1 - exp(-b*x)/10^9 > 0", True, forall(forall(node("tail", var="x", lead="1")))


condition(RULE, "a rate with a parameter is positive", "is no decaying monomial", with_rate,
          [(k, d) for k in ROWS for d in ("(0, 2)", "[1/9, oo)")], [(k, d) for k in ROWS for d in ("(-1, 1)", "[0, 1]")])
condition(RULE, "the sign of the leading part is shown", "the sign of the leading part .* is not shown on the whole tail",
          lambda k, lead: tail(f"{lead} > 0", lead), [(k, lead) for k in ROWS for lead in (f"x^{k}", f"{k}*x")],
          [(k, f"(x - 20)*{k}*x") for k in ROWS] + [(k, f"sin({k}*x)") for k in ROWS])
condition(RULE, "the tail has one infinite end", "a tail is an interval with one infinite end",
          lambda k, domain: tail(f"x^2 + {k} > 0", "x^2", domain), [(k, d) for k in ROWS for d in ("[10, oo)",
          "(-oo, -10]")],
          [(k, d) for k in ROWS for d in ("R", "[1, 2]")])
condition(RULE, "the tail begins at 1 or later", "a tail begins at a rational >= 1",
          lambda k, low: tail(f"{k}*x^3 + x^2 > 0", f"{k}*x^3", f"[{low}, oo)"),
          [(k, 2) for k in ROWS], [(k, "1/2") for k in ROWS])
condition(RULE, "the remainder is a sum of monomials", "t/lead - 1 is not a sum of monomials",
          lambda k, r: tail(f"x^2 - {r} > 0", "x^2"), [(k, f"{k}*x/2") for k in ROWS], [(k, f"1/(x + {k})") for k in ROWS])
condition(RULE, "no other function of the variable remains", "is no (monomial of a tail|decaying monomial)",
          lambda k, r: tail(f"x^2 - {r} > 0", "x^2"), [(k, f"{k}*x/2") for k in ROWS], [(k, f"log({k}*x)") for k in ROWS] + [
              (k, f"sin({k}*x)") for k in ROWS])
condition(RULE, "t is defined on the whole tail", "is not shown to be different from 0|not shown to lie in its domain",
          lambda k, f: tail(f"x^2 + {f} > 0", "x^2"), [(k, f"{k}*x/2") for k in ROWS],
          [(k, f"x*(x - {k + 10})/(x - {k + 10})") for k in ROWS])
condition(RULE, "the conclusion is the sign of the leading part",
          "the leading part of the tail shows only that it is negative",
          lambda k, s: tail(f"{s}{k}*x^2 + x > 0", f"{s}{k}*x^2"), [(k, "") for k in ROWS], [(k, "-") for k in ROWS])


def with_parameter(k: int, domain: str) -> Attempt:
    return f"forall b in {domain}: forall x in [{k + 1}, oo): x^2 - b*x > 0", True, forall(forall(node("tail", var="x",
        lead="x^2")))


condition(RULE, "the coefficients are bounded", "a coefficient of the tail is not bounded|the remaining terms add up to",
          with_parameter,
          [(k, "(0, 1)") for k in ROWS], [(k, d) for k in ROWS for d in ("R", f"(0, {2 * k + 2})")])


def reflected(k: int, domain: str) -> Attempt:
    return f"forall x in (-oo, -1): forall y in {domain}: {k}*y*x^2 > 0", True, forall(forall(node("tail", var="x",
        lead=f"{k}*y*x^2")))


condition(RULE, "a reflection leaves no variable behind that ends at the reflected one", "the variable y is not bound here",
          reflected,
          [(k, "(1, oo)") for k in ROWS], [(k, "(x, oo)") for k in ROWS])

# ------------------------------------------------------------------------------------------------------------ sturm
RULE = "sign: sturm"


def sturm(claim: str, domain: str = "R") -> Attempt:
    return sign_on(domain, claim, node("sturm"))


condition(RULE, "the polynomial has no root", "but counting roots shows only",
          lambda k, c: sturm(f"x^4 - {2 * k}*x^2 + {k * k} + {c} > 0"), [(k, "1/100") for k in ROWS],
          [(k, "0") for k in ROWS])
condition(RULE, "ends that belong to the interval are tested", "but counting roots shows only that it is at least 0",
          lambda k, left: sturm(f"x^3 - {k ** 3} > 0", f"{left}{k}, oo)"), [(k, "(") for k in ROWS],
          [(k, "[") for k in ROWS])
condition(RULE, "roots inside the interval count", "but counting roots shows only that it is of unknown sign",
          lambda k, low: sturm(f"(x - {k})*(x^2 + 1) > 0", f"({low}, oo)"), [(k, k) for k in ROWS],
          [(k, k - 1) for k in ROWS])
condition(RULE, "roots of even order count", "but counting roots shows only that it is at least 0",
          lambda k, low: sturm(f"(x - {k})^2*(x + 1) > 0", f"({low}, oo)"), [(k, k) for k in ROWS], [(k, 0) for k in ROWS])
condition(RULE, "the generator is one function with a known range", "but counting roots shows only",
          lambda k, c: sturm(f"exp(2*x) - {c}*exp(x) + {k} > 0"), [(k, -k) for k in ROWS], [(k, k + 1) for k in ROWS])
condition(RULE, "the sign of the denominator is shown",
          "the sign of the denominator .* is not shown|not shown to be different from 0",
          lambda k, below, low: sturm(f"(x^2 + {k})/((x - {k}){below}) > 0", f"({low}, oo)"), [(k, "", k) for k in ROWS],
          [(k, "", k - 1) for k in ROWS] + [(k, "*(sin(x) + 2)", k) for k in ROWS])
condition(RULE, "a negative denominator turns the sign, to an odd power", "but counting roots shows only that it is (negative|positive|at most 0)$",
          lambda k, top, n, claim: sturm(f"({top})/(x - {k})^{n} {claim} 0", f"(-oo, {k})"),
          [(k, top, n, claim) for k in ROWS for top, n, claim in ((f"x^2 + {k}", 1, "<"), (f"x^2 + {k}", 2, ">"), (f"-x^2 - {k}", 3, ">"),
                                                                  (f"-x^2 - {k}", 4, "<"), (f"(x - {k - 1})^2", 1, "<="))],
          [(k, top, n, claim) for k in ROWS for top, n, claim in ((f"x^2 + {k}", 1, ">"), (f"x^2 + {k}", 2, "<"), (f"-x^2 - {k}", 3, "<"),
                                                                  (f"-x^2 - {k}", 4, ">"), (f"(x - {k - 1})^2", 1, "<"))])
