"""Which words have a meaning of their own, and what does each node of the tree denote?"""

from __future__ import annotations

from .term import FALSE, ONE, OO, PI, REALS, RELATIONS, TRUE, Term, apply

KEYWORDS = ("forall", "exists", "in", "is", "and", "or", "not", "iff", "implies", "for", "on", "where", "without", "union",
            "almost", "uniformly", "let", "does")
CONSTANTS = {"pi": PI, "oo": OO, "e": apply("exp", ONE), "E": apply("exp", ONE), "R": REALS,
             "True": TRUE, "true": TRUE, "False": FALSE, "false": FALSE}
OVER = {"sup": "sup", "inf": "inf", "min": "minimum", "max": "maximum", "argmin": "argmin", "argmax": "argmax",
        "range": "range", "zeros": "zeros", "lipschitz": "lipschitz"}  # values of a function on a set
FORMS = (*OVER, "Min", "Max", "lim", "D", "E", "P", "clarke", "measure", "sum", "diag", "jacobian", "Piecewise", "Eq", "Ne")
RESERVED = (*KEYWORDS, *CONSTANTS, *FORMS, "Z")
KINDS = {
    **dict.fromkeys(("interval", "finite", "union", "minus", "such", "progression", "vectors", "range", "zeros", "argmin",
                     "argmax", "clarke"), "set"),
    **dict.fromkeys((*RELATIONS, "in", "and", "or", "not", "implies", "iff", "true", "false", "forall", "exists", "closure",
                     "ae", "is", "has_value", "attained", "uniform"), "statement"),
    "lambda": "function",
}


def kind(t: Term) -> str:
    """number, set, statement or function: what a node denotes."""
    return KINDS.get(t.head, "number")
