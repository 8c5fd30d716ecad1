"""Forgeries in which the data of a proof are no terms, no lists, or of another kind than the rule asks for."""

from __future__ import annotations

from typing import Any

from .base import Attempt, condition
from .forms import ALGEBRA, ROWS, forall, node, split, value

RULE = "proof"


def rewritten(to: Any) -> Attempt:
    return "forall x in (0, 1): x + 1 > 0", True, forall(node("rewrite", to=to, proof=ALGEBRA))


def at_points(at: Any) -> Attempt:
    return "forall x in R: x^2 + 1 > 0", True, forall(node("split", var="x", at=at, proofs=[ALGEBRA] * 3))


def located(where: Any) -> Attempt:
    return "exists x in R: x = 1", True, node("witness", value=where, proof=ALGEBRA)


condition(RULE, "a text is a term", "which is no term", rewritten, ["x + 1", "1 + x", " x+1 "],
          ["", "x +", "1/", "(", ")", "2x", "x y", "sup(", "foo(x)", "x'", "|x|", "x == ", "\x00", "∞", "x;1", "import os",
          "__import__('os')", "9" * 100_000, "(" * 2000 + "x" + ")" * 2000,
           "-" * 5000 + "x", "x^" * 2000 + "x", "exp(" * 500 + "x" + ")" * 500, "1.5.2", "e e", "0x10", "{x", "[1", "x\n+\n",
           "lim(x)", "D(x^2, x, 10^9)"])
condition(RULE, "a term is a number",
          "has to be resolved into branches or evaluated|is not bound|which is no term|not shown to be identical|'[a-z-]+' ",
          rewritten, ["x + 1"],
          ["(0, 1)", "{}", "{1}", "R", "oo", "-oo", "x > 0", "x -> x", "R \\ {0}", "true", "sum(x)", "{t : t > 0}", "x in R",
          "sup(t -> t)", "x = x", "range(t -> t)"])
condition(RULE, "a text is a string", "the field 'to' must be a string", rewritten, ["x + 1"], [None, 1, True, False, [],
          ["x + 1"], {}, {"x": 1}, 0, -1, 10**30])
condition(RULE, "a list of texts is a list of strings", "the field 'at' must be a list of strings", at_points,
          [["0"], ["1/2"]],
          [None, "0", 0, [0], [None], {"0": 0}, [["0"]], ["0", 1], True, {}, [{}], [True]])
condition(RULE, "the point of a witness is a string", "the field 'value' must be a string", located, ["1"], [None, 1, True,
          ["1"], {}, {"x": "1"}, 0, -1, False, []])
condition(RULE, "the point of a witness is a number",
          "resolved into branches or evaluated|which is no term|is not bound|decided|identical", located, ["1", "exp(0)"],
          ["oo", "-oo", "(0, 1)", "{1}", "R", "x", "y", "1 > 0", "t -> t", "{}", "sup(t -> 1)", "true"])
condition(RULE, "every node has a rule", "a proof node must be an object with a rule", lambda p: ("forall x in R: x^2 >= 0",
          True, forall(p)), [ALGEBRA],
          [None, 1, "algebra", [], {}, {"rule": None}, {"rule": 1}, {"rule": ["algebra"]}, {"Rule": "algebra"}, True,
          [ALGEBRA], {"rule": {}}])
condition(RULE, "a variable is named by a string", "the field 'var' must be a string",
          lambda var: ("forall x in R: x^2 + 1 > 0", True, forall(node("split", var=var, at=["0"], proofs=[ALGEBRA] * 3))),
          ["x"],
          [None, 1, True, ["x"], {}, {"x": "x"}, 0, -1, False, []])
condition(RULE, "a variable is bound where it is used", "is not bound", lambda k, var: ("forall x in R: x^2 + 1 > 0", True,
          forall(split([str(k)], *[ALGEBRA] * 3, var=var))),
          [(k, "x") for k in ROWS], [(k, var) for k in ROWS for var in ("y", "", "X", "x ", "x_1", "1", "pi", "exp")])
condition(RULE, "a list of proofs is a list", "needs .* proofs under 'proofs', found none",
          lambda p: ("forall x in R: x^2 >= 0", True, node("introduce", proofs=p)), [[ALGEBRA]],
          [None, ALGEBRA, "algebra", 1, True, {}, {"0": ALGEBRA}, 0, "", False])
condition(RULE, "a pair of points has two", "must be a list of (2 terms|strings)|which is no term",
          lambda between: ("exists x in R: x^3 = 2", True, node("root", between=between)), [["1", "2"], ["0", "3"]],
          [[], ["1"], ["1", "2", "3"], ["0"] * 10, [""], ["1", ""], None, "12", ["1", 2], {"1": "2"}, ["1", "2", "2"]])
condition(RULE, "so does the interval of a limit", "must be a list of (2 terms|strings)|which is no term",
          lambda near: ("sup(tanh) = 1", True, value("extremum", value="1", near=near, side="right", bound=forall(ALGEBRA))),
          [["0", "oo"], ["5", "oo"]],
          [[], ["0"], ["0", "1", "oo"], None, "0", ["0", 1], {"0": "oo"}, ["0"] * 5, [None, None], ["", "oo"], ["oo"]])
condition(RULE, "and one on which a statement fails", "must be a list of (2 terms|strings)|which is no term",
          lambda on: ("x > 0 almost everywhere", False, node("ae", on=on, proof=ALGEBRA)), [["-1", "0"], ["-oo", "0"]],
          [[], ["-1"], ["-2", "-1", "0"], None, "0", ["0", 1], {"-1": "0"}, ["-1"] * 5, [None, None], ["", "0"], ["oo"]])
condition(RULE, "a period has two points", "must be a list of (2 terms|strings)|which is no term",
          lambda p: ("lim(sin(x), x -> oo) does not exist", True, node("connect", proof=node("values",
          values=[node("oscillation", period="2*pi", points=p)]))),
          [["0", "1"]], [[], ["0"], ["0", "1", "2"], None, "01", ["0", 1], {}, ["0"] * 7, [None], ["", "1"]])
condition(RULE, "breakpoints are a list of terms",
          "the field 'breakpoints' must be a list of strings|which is no term|is not bound", lambda b: ("relu is continuous",
          True, node("predicate", breakpoints=b)), [["0"]],
          [None, "0", 0, [0], [None], {"0": "0"}, [""], ["x"], ["y"], True, [["0"]]])
condition(RULE, "huge numbers are refused or harmless",
          "which is no term|too (large|long)|more than|must be|points of a split|not shown|bits", rewritten,
          ["x + 1 + 0*10^100"],
          ["10^10^10", "10^(10^10)", "2^(2^(2^(2^(2^2))))", "x + 1 + (10^9999)^9999 - (10^9999)^9999", "exp(10^100)*0 + x",
          "(x + 1)^(10^30)", "x + (1 + 10^-9999)^9999", "9" * 20_000,
           "1/" + "9" * 20_000, "10^-99999999999", "(x + 1)^(1/10^30)"])
