"""Forgeries of the rules cells and zero."""

from __future__ import annotations

from .algebra import sign_on
from .base import Attempt, condition
from .forms import ALGEBRA, ROWS, forall, node, put

RULE = "sign: cells"
QUARTERS = [f"{k}/4" for k in range(1, 16)]
INSIDE = "the cuts between cells must increase strictly inside the interval"


def cells(claim: str, cuts: list[str], order: object = 0, domain: str = "[0, 4]") -> Attempt:
    return sign_on(domain, claim, node("cells", var="x", order=order, cuts=cuts))


condition(RULE, "no cell is dropped", r"on the cell \[.*\] the enclosure \[.*\] of .* is not positive",
          lambda k, cuts: cells(f"x^2 - {k}*x + {k * k}/4 + 2 > 0", cuts), [(4, QUARTERS), (3, QUARTERS)],
          [(4, []), (4, ["2"]), (4, ["1/2"]), (4, ["7/2"]), (4, ["1", "3"]), (4, QUARTERS[:4]), (4, QUARTERS[12:]),
           (4, QUARTERS[:2] + QUARTERS[14:]), (3, []), (3, ["1/4"]), (3, ["15/4"])])
condition(RULE, "the sign holds in every cell", r"on the cell .* is not positive",
          lambda k, c: cells(f"exp(x) - {k}*x + {c} > 0", QUARTERS, 3), [(k, 6 * k) for k in ROWS],
          [(k + 3, 0) for k in ROWS])
condition(RULE, "the cuts increase strictly", INSIDE, lambda cuts: cells("x + 1 > 0", cuts), [["1", "2", "3"], []],
          [["2", "1"], ["1", "1"], ["1", "3", "2"], ["1/2", "2/4"], ["1", "2", "2", "3"], ["3", "2", "1"], ["1", "2", "1",
          "2"],
           ["3", "1/3"], ["2", "2"], ["1", "0.5", "2"], ["10^-9", "10^-10"]])
condition(RULE, "the cuts lie inside the interval", INSIDE, lambda cut: cells("x + 1 > 0", [cut]), ["1", "4 - 10^-20"],
          ["0", "4", "-1", "5", "-1/2", "9/2", "10^30", "-10^-30", "4 + 10^-30", "8/2", "2*3"])
condition(RULE, "the interval is compact", "cells cover compact intervals only, and this one is unbounded",
          lambda domain: cells("x^2 + 1 > 0", ["1"], domain=domain), ["(0, 2)", "[0, 5]"],
          ["(0, oo)", "[0, oo)", "(-oo, 2)", "(-oo, 2]", "R", "(1/2, oo)", "(-1, oo)", "(-oo, pi)", "(-oo, 10)",
          "(-pi, oo)"])
condition(RULE, "equality is not shown by an enclosure", "enclosures show strict signs only",
          lambda k, claim: cells(f"{k} {claim}", [], 0, "[1, 1.01]"), [(k, "> x/2") for k in ROWS], [(k, f"= {k}*x/x")
          for k in ROWS])
condition(RULE, "there are not too many", "more than 100000 cells", lambda cut, n: cells("x + 1 > 0", [cut] * n),
          [("1", 1), ("2", 1)], [(f"{k}/3", 100_000) for k in ROWS])
condition(RULE, "the cuts are rationals", "the field 'cuts' must be a list of rationals",
          lambda cut: cells("x + 1 > 0", [cut]), ["1", "3/2", "0.25"],
          ["pi", "x", "sqrt(2)", "exp(1)", "oo", "1 < 2", "{1}", "(1, 2)", "log(2)", "y", "sin(1)"])
condition(RULE, "derivatives exist on the closed cells",
          "under a root is not shown to be positive|cbrt is not differentiable at 0",
          lambda f, k, low: cells(f"{f} + {k} > 0", [], 2, f"[{low}, {low}+1/4]"),
          [(f, k, 1) for f in ("sqrt(x)", "cbrt(x)") for k in range(1, 6)],
          [(f, k, 0) for f in ("sqrt(x)", "cbrt(x)") for k in range(1, 6)])
condition(RULE, "the order of the Taylor form is bounded", "the field 'order' must be an integer from 0 to 12",
          lambda order: cells("exp(x) > 0", [], order, "[0, 1/2]"), [0, 1, 12],
          [13, 100, -1, 10**6, 10**30, True, False, None, "2", [2], 2**63])
condition(RULE, "no pole lies in a cell",
          "is not shown to (exclude 0|be positive|lie in its domain|be different from 0)|not shown to",
          lambda f, low: cells(f"{f} > -100", [], 0, f"[{low}, {low}+1]"), [(f, 1) for f in ("1/x", "log(x)", "1/(x+1)",
          "x^(-2)")],
          [(f, -1) for f in ("1/x", "log(x)", "x^-2", "x^(-3)", "1/(x*2)", "log(2*x)", "1/sin(x)", "1/(exp(x) - 1)",
          "log(x^3)",
                             "1/x^2")])


for f, low, high in (("log(x)", "1/10", "-1/10"), ("log1p(x)", "-9/10", "-11/10"), ("asin(x - 1/2)", "0", "-3/4"),
    ("sqrt(x)", "0", "-1/10"), ("LambertW(x)", "-1/3", "-1/2"), ("tan(x + 1)", "-1", "-3"),
                     ("1/x", "1/10", "-1/10")):
    condition(RULE, f"{f} is defined in every cell", "which is not shown to", lambda k, low, f=f: cells(f"{f} > -{k}00",
              ["0"] if low.startswith("-") else [], 0, f"[{low}, 1/2]"), [(k, low) for k in ROWS],
              [(k, high) for k in ROWS])
condition(RULE, "powers are not worked out without limit", "a power has more than .* bits", lambda k,
          n: cells(f"(x + {k})^{n} > -1", [], 0, "[1, 2]"), [(k, 5) for k in ROWS], [(k, 10**6) for k in ROWS])
def beside(k: int, other: str, order: int) -> Attempt:
    proof = forall(forall(node("cells", var="x", order=order, cuts=[])))
    return f"forall y in [1, 2]: forall x in [0, 1]: {k} + x + x*{other} > 0", True, proof


condition(RULE, "the term has no other variable", "an enclosure over cells of x cannot contain the variable y", beside,
          [(k, "2", order) for k in ROWS for order in (0, 2)], [(k, "y", order) for k in ROWS for order in (0, 2)])

# ------------------------------------------------------------------------------------------------------- exact zeros
RULE = "sign: zero"
VANISHES = "the derivative of order {} at .* is not shown to be 0 by identity"
BOWL = "k*(exp(x) - 1 - x) > 0"


def zero(k: int, claim: str, domain: str = "(0, oo)", at: str = "0", order: object = 2, sign: str = ">") -> Attempt:
    return sign_on(domain, put(k, claim), node("zero", var="x", at=at, order=order, sign=sign, proof=ALGEBRA))


condition(RULE, "t vanishes at the point, by identity", VANISHES.format(0), lambda k,
          c: zero(k, f"k*exp(x) - k*x - k - {c} > 0"),
          [(k, "0") for k in ROWS], [(k, "10^-30") for k in ROWS])
condition(RULE, "the lower derivatives vanish at the point", VANISHES.format(1),
          lambda k, c: zero(k, f"k*exp(x) - k*x - k - {c}*x > 0"), [(k, "0") for k in ROWS], [(k, "1/1000") for k in ROWS])
condition(RULE, "the point is the zero", VANISHES.format(0), lambda k, at: zero(k, BOWL, at=at),
          [(k, "0") for k in ROWS], [(k, f"1/{k}") for k in ROWS])
condition(RULE, "the highest derivative has its sign on the whole interval",
          "should be positive, but the algebra of signs shows only",
          lambda k, high: zero(k, "1 - cos(k*x) > 0", f"(0, {high})"), [(k, f"1/{k}") for k in ROWS],
          [(k, "7") for k in ROWS])
condition(RULE, "it has its sign between the point and the interval too",
          "should be positive, but the algebra of signs shows only",
          lambda k, f: zero(k, f"{f} > 0", "(7, 8)"), [(k, BOWL[:-4]) for k in ROWS], [(k, "1 - cos(k*x)") for k in ROWS])
for side, sign in (("", ">"), ("-", "<")):  # x^2 - c x rises from 2 on for c = 3, and is negative up to 3
    condition(RULE, f"a sign on the interval alone says nothing{side and ', mirrored'}", "should be .*, but the algebra of signs shows only",
              lambda k, c, side=side, sign=sign: zero(k, f"k*x*x - {side}({c})*k*x > 0", "(2, 10)" if not side else "(-10, -2)", order=1, sign=sign),
              [(k, "-3") for k in ROWS], [(k, "3") for k in ROWS])
for side, sign in (("", "<"), ("-", ">")):
    condition(RULE, f"t is defined at a closed end{side and ', mirrored'}", "outside its domain|not shown to lie in its domain",
              lambda k, end, side=side, sign=sign: zero(k, f"-k*log(1 + {side}x) > 0", f"(0, {end}]" if side else f"[-{end}, 0)", order=1, sign=sign),
              [(k, "9/10") for k in ROWS], [(k, "1") for k in ROWS])
condition(RULE, "at the point itself nothing is strict", "the exact zero of order 2 shows only that it is at least 0",
          lambda k, left: zero(k, BOWL, f"{left}0, oo)"), [(k, "(") for k in ROWS], [(k, "[") for k in ROWS])
condition(RULE, "left of a zero of odd order the sign is the other",
          "the exact zero of order 1 shows only that it is negative",
          lambda k, domain: zero(k, "k*(exp(x) - 1) > 0", domain, order=1), [(k, "(0, oo)") for k in ROWS],
          [(k, domain) for k in ROWS for domain in ("(-oo, 0)", "(-1, 0)")])
condition(RULE, "right of it the sign is that of the derivative", "the exact zero of order 2 shows only that it is negative",
          lambda k, s, sign: zero(k, f"{s}k*(exp(x) - 1 - x) > 0", sign=sign), [(k, "", ">") for k in ROWS], [(k, "-", "<")
          for k in ROWS])
condition(RULE, "t is analytic at the point", "under a root is not shown to be positive|cbrt is not differentiable at 0",
          lambda k, f: zero(k, f"{f} >= 0", order=1), [(k, "k*x + k*(exp(x)-1)") for k in ROWS],
          [(k, f) for k in ROWS for f in ("k*sqrt(x)", "k*cbrt(x)")])
condition(RULE, "the point lies where t is defined",
          "(outside its domain|is 0 here|not shown to lie in its domain|not shown to be different)",
          lambda k, at: zero(k, "log(k*x) > 0", f"(1/{k}, oo)", at, 1), [(k, f"1/{k}") for k in ROWS], [(k, f"-1/{k}")
          for k in ROWS])
condition(RULE, "the order is at least 1 and not large", "the field 'order' must be an integer from 1 to 60",
          lambda order: zero(1, BOWL, order=order), [2], [0, -1, 61, 10**9, True, "2", None, [2], -2, 10**40, {"order": 2}])


def against_parameter(k: int, domain: str) -> Attempt:
    proof = node("zero", var="x", at="a", order=1, sign=">", proof=ALGEBRA)
    return f"forall a in {domain}: forall x in [1, oo): {k}*x - {k}*a >= 0", True, forall(forall(proof))


condition(RULE, "where the point lies is decided", "where the exact zero lies relative to the interval is not decided",
          against_parameter,
          [(k, "(-1, 1/2)") for k in ROWS], [(k, f"(0, {k + 1})") for k in ROWS])
condition(RULE, "the interval is not empty", "the interval of the exact zero is empty",
          lambda k, high: zero(k, "k*x - k > 0", f"(2, {high})", "1", 1), [(k, 3) for k in ROWS],
          [(k, high) for k in ROWS for high in ("1/2", "-1")])
