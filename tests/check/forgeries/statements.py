"""Forgeries of the rules for quantifiers, connectives, hypotheses, lemmas and membership."""

from __future__ import annotations

from .base import Attempt, Proof, condition
from .forms import ALGEBRA, ROWS, denied, forall, node, split

# Each rule is for statements of its own kind: what a proof with it could look like, and one that is accepted
STATEMENTS = {
    "<": "1 < 2", "not": "not 2 < 1", "and": "1 < 2 and 2 < 3", "or": "1 < 2 or 3 < 2", "implies": "1 < 2 implies 2 < 3",
    "iff": "1 < 2 iff 2 < 3", "forall": "forall x in (0, 1): x > 0", "exists": "exists x in (0, 1): x = 1/2",
    "closure": "x^2 >= 0",
    "in": "1 in [0, 2]", "ae": "x^2 >= 0 almost everywhere", "is": "relu is continuous", "has_value": "sup(tanh) exists",
    "attained": "sup(tanh) is attained", "uniform": "x/b -> 0 uniformly in x as b -> oo",
}
BELOW_1 = node("extremum", value="1", near=["0", "oo"], side="right", strict=True, bound=forall(ALGEBRA))
OWN = {  # rule -> fields, a genuine use, and the statements with the truth values that it is for
    "undefined": ({}, ("sup(x^2/0) < 2", False), []),
    "introduce": ({"proofs": [ALGEBRA]}, (STATEMENTS["closure"], True), [("forall", True), ("closure", True),
    ("exists", False)]),
    "witness": ({"value": "1/2", "proof": ALGEBRA}, (STATEMENTS["exists"], True), [("exists", True), ("forall", False),
    ("closure", False)]),
    "root": ({"between": ["0", "1"]}, ("exists x in [0, 1]: x = 1/2", True), [("exists", True)]),
    "connect": ({"proofs": [ALGEBRA, ALGEBRA]}, (STATEMENTS["and"], True),
                [("not", True), ("not", False), ("and", True), ("or", False), ("iff", True), ("iff", False),
                ("implies", False)]),
    "choose": ({"index": 0, "proof": ALGEBRA}, (STATEMENTS["or"], True), [("or", True), ("and", False), ("implies", True)]),
    "assume": ({"proof": ALGEBRA}, (STATEMENTS["implies"], True), [("implies", True)]),
    "membership": ({"proof": node("connect", proofs=[ALGEBRA, ALGEBRA])}, (STATEMENTS["in"], True), [("in", True),
    ("in", False)]),
    "ae": ({"except": [], "proofs": [ALGEBRA]}, (STATEMENTS["ae"], True), [("ae", True), ("ae", False)]),
    "attained": ({"value": BELOW_1}, (STATEMENTS["attained"], False), [("attained", True), ("attained", False)]),
    "uniform": ({"from": "1", "bound": "1/b", "proof": forall(ALGEBRA)}, ("1/b -> 0 uniformly in x as b -> oo", True),
                [("uniform", True)]),
    "comparison": ({"integrable": [node("introduce", constant="2", rate="0", proofs=[ALGEBRA])] * 2,
    "proof": forall(ALGEBRA), "strict_on": ["0", "1"],
                    "strict": forall(ALGEBRA)}, ("E[erfc(Z^2)] < E[2]", True), []),
    "predicate": ({"breakpoints": ["0"], "proofs": []}, (STATEMENTS["is"], True), [("is", True), ("is", False)]),
}
for rule, (fields, genuine, own) in OWN.items():
    strangers = [(text, truth) for head, text in STATEMENTS.items() for truth in (True, False) if (head, truth) not in own]
    twins = [] if rule == "undefined" else [genuine]
    if rule == "undefined":
        strangers, twins = [s for s in strangers if s[0] != "1 < 2" or s[1]], [("let f(x) = abs(x); f'(0) = 1", False)]
    condition(f"statement: {rule}", "the statement is of the kind that the rule is for",
              "does not show that a statement with|does not apply to a statement with",
              lambda text, truth, rule=rule, fields=fields: (text, truth, node(rule, **fields)), twins, strangers)
condition("statement: relation", "a rule for signs is for relations", "says nothing about a statement with",
          lambda text, truth, rule: (text, truth, node(rule)), [("1 < 2", True, "algebra"), ("2 < 1", False, "algebra")],
          [(text, truth, rule) for head, text in STATEMENTS.items() if head != "<" for truth in (True, False)
          for rule in ("algebra", "cells")])
condition("statement: relation", "there is such a rule", "there is no sign rule|says nothing about", lambda rule: ("1 < 2",
          True, node(rule)), ["algebra"],
          ["", "axiom", "trust", "Algebra", "algebra ", "auto", "sorry", "true", "enclosure", "mean value", "proved"])

# ------------------------------------------------------------------------------------------------------- introduce
RULE = "statement: introduce"


def claim(text: str, *proofs: Proof, truth: bool = True) -> Attempt:
    return text, truth, forall(*proofs)


condition(RULE, "the statement holds on the whole set", "should be positive, but the algebra of signs shows only",
          lambda k, left: claim(f"forall x in {left}0, {k}]: {k}*x > 0", ALGEBRA), [(k, "(") for k in ROWS],
          [(k, "[") for k in ROWS])
condition(RULE, "each point of a finite set has a proof", r"needs \d+ proofs under 'proofs', found",
          lambda k, n: claim(f"forall x in {{{', '.join(map(str, range(1, k + 1)))}}}: x < 10^3", *[ALGEBRA] * n),
          [(k, k) for k in ROWS],
          [(k, k - 1) for k in ROWS])
condition(RULE, "the statement holds at each point of a finite set",
          "on a point: .* should be negative, but .* shows only that it is positive",
          lambda k, b: claim(f"forall x in {{{', '.join(map(str, range(1, k + 1)))}}}: x < {b}", *[ALGEBRA] * k),
          [(k, k + 1) for k in ROWS],
          [(k, f"{k} - 1/2") for k in ROWS])
condition(RULE, "each part of a union has a proof", "needs 3 proofs under 'proofs', found",
          lambda k, n: claim(f"forall x in (-{k}, 0) union {{{k}}} union (1, oo): x > -{k}", *[ALGEBRA] * n),
          [(k, 3) for k in ROWS],
          [(k, n) for k in ROWS for n in (0, 1, 2, 4)])
condition(RULE, "a set with a hole has a part on each side", "needs 2 proofs under 'proofs', found",
          lambda k, n: claim(f"forall x in R \\ {{{k}}}: 1/(x - {k})^2 > 0", *[ALGEBRA] * n), [(k, 2) for k in ROWS],
          [(k, n) for k in ROWS for n in (1, 3)])
condition(RULE, "only the holes are left out", "is not shown to be different from 0",
          lambda k, hole: claim(f"forall x in R \\ {{{hole}}}: 1/(x - {k})^2 > 0", ALGEBRA, ALGEBRA), [(k, k) for k in ROWS],
          [(k, k + 1) for k in ROWS])
condition(RULE, "where a hole lies is decided", "where a removed point lies is not decided",
          lambda k, domain: (f"forall a in {domain}: forall x in (0, {k}) \\ {{a}}: x > 0", True, forall(forall(ALGEBRA))),
          [(k, "(-2, -1)") for k in ROWS], [(k, f"(-{k}, {k})") for k in ROWS])
condition(RULE, "the set is made of intervals and points",
          "a quantifier over a set of the form '(progression|such)' is not among the rules",
          lambda domain: claim(f"forall x in {domain}: x^2 + 1 > 0", ALGEBRA), ["R", "(0, 1)", "{1}"],
          [f"{{{k}*m*pi : m integer}}" for k in range(1, 6)] + [f"{{t : t > {k}}}" for k in range(1, 6)])
condition(RULE, "a variable that is bound again is a new one", "should be positive, but the algebra of signs shows only",
          lambda k, low: (f"forall x in ({k}, oo): forall x in ({low}, oo): x > 0", True, forall(forall(ALGEBRA))),
          [(k, 0) for k in ROWS], [(k, -k) for k in ROWS])
condition(RULE, "to refute `exists` the statement fails on the whole set",
          "should be (at most 0|not 0), but the algebra of signs shows only",
          lambda k, domain: claim(f"exists x in {domain}: x - {k} = 0", ALGEBRA, truth=False), [(k, f"({k}, oo)")
          for k in ROWS],
          [(k, f"[{k}, oo)") for k in ROWS])
condition(RULE, "every node has its proofs", "needs 1 proofs under 'proofs', found none",
          lambda proofs: ("forall x in R: x^2 >= 0", True, node("introduce", proofs=proofs)), [[ALGEBRA]],
          [None, "algebra", 1, {}, {"0": ALGEBRA}, True, False, 0, "", ALGEBRA])

# ---------------------------------------------------------------------------------- statements that are closed over a set
RULE = "statement: closure"
SKIP = node("skip")
NOT_FALSE = denied(node("undefined"))


def where_defined(k: int, domain: str, proof: Proof, text: str = "sqrt({k}*x) >= 0") -> Attempt:
    return claim(f"forall x in {domain} where defined: {text.format(k=k)}", proof)


condition(RULE, "only where a term has no value is a part left out", "no term is shown to be undefined here",
          lambda k, *parts: claim(f"1/(x - {k})^2 > 0", split([str(k)], *parts)), [(k, ALGEBRA, SKIP, ALGEBRA)
          for k in ROWS],
          [(k, *parts) for k in ROWS for parts in ((SKIP, SKIP, ALGEBRA), (ALGEBRA, SKIP, SKIP))])
condition(RULE, "a part where a term has a value somewhere is not left out", "no term is shown to be undefined here",
          where_defined, [(k, f"(-{k}, 1)", split(["0"], SKIP, ALGEBRA, ALGEBRA)) for k in ROWS], [(k, f"(-{k}, 1)", SKIP)
          for k in ROWS])
condition(RULE, "the set that it is closed over is not empty", "the statement is closed over an empty set", where_defined,
          [(k, f"(0, {k})", ALGEBRA) for k in ROWS], [(k, f"(-{k}, 0)", SKIP) for k in ROWS])
condition(RULE, "a part where nothing is defined does not count", "under a root is negative here", where_defined,
          [(k, f"(0, {k})", denied(ALGEBRA), "not sqrt({k}*x) < 0") for k in ROWS], [(k, f"(-{k}, 0)", NOT_FALSE,
          "not sqrt({k}*x) < 0") for k in ROWS])
condition(RULE, "the statement holds where it is defined", "should be at least 0, but", where_defined,
          [(k, f"(0, {k})", ALGEBRA, "sqrt({k}*x) + x >= 0") for k in ROWS],
          [(k, f"(0, {k})", ALGEBRA, "sqrt({k}*x) - 2*x >= 0") for k in ROWS])
condition(RULE, "nothing is left out under forall", "says nothing about|there is no sign rule",
          lambda k, quantifier: claim(f"forall x in [-{k}, 1){quantifier}: sqrt(x) > -1", split(["0"], SKIP, ALGEBRA,
          ALGEBRA)),
          [(k, " where defined") for k in ROWS], [(k, "") for k in ROWS])
condition(RULE, "under forall a term that is reached and undefined counts against the statement",
          "under a root is not shown to be at least 0",
          lambda k, low: claim(f"forall x in ({low}, oo): sqrt(x) = {k} implies x^2 >= 0", node("choose", index=1,
          proof=ALGEBRA)),
          [(k, 0) for k in ROWS], [(k, -k) for k in ROWS])
condition(RULE, "so does one in the first part of `or`", "under a root is not shown to be at least 0",
          lambda k, low: claim(f"forall x in ({low}, oo): sqrt(x) < 0 or x > -{k + 1}", node("choose", index=1,
          proof=ALGEBRA)),
          [(k, 0) for k in ROWS], [(k, -k) for k in ROWS])
condition(RULE, "so does one under `not`", "under a root is negative here",
          lambda k, low: claim(f"forall x in {{{low}}}: not sqrt(x) = -{k}",
          denied(ALGEBRA if low > 0 else node("undefined"))),
          [(k, k) for k in ROWS], [(k, -k) for k in ROWS])


def left_out(k: int, first: bool, inner: str, proof: Proof) -> Attempt:
    """Is the Piecewise reached where x <= k? If it comes first; else x <= k contradicts the statement."""
    atoms = [f"Piecewise((1, x > {k})) = 1", inner.format(k=k)]
    text = " and ".join(atoms if first else atoms[::-1])
    return claim(f"forall x in (-oo, oo) where defined: {text}", split([str(k)], SKIP, SKIP, proof))


BOTH = node("connect", proofs=[ALGEBRA, ALGEBRA])
SAME = node("connect", side=True, proofs=[ALGEBRA, ALGEBRA])
condition(RULE, "a part is left out for its first relation alone", "only a relation is left out|no term is shown to be undefined here",
          left_out, [(k, True, "x > {k}", BOTH) for k in ROWS],
          [(k, False, text, node("connect", proofs=[proof, ALGEBRA]))
           for k in ROWS for text, proof in (("x > {k}", ALGEBRA), ("(x > {k} iff x > {k})", SAME))])
condition(RULE, "below an inner quantifier is no first relation", "only a relation is left out",
          lambda text, proof: (f"forall x in R, y in R where defined: {text}", True, forall(proof)),
          [(f"x^2 + y^2 > -{k} and Piecewise((1, x^2 >= 0)) = 1", forall(BOTH)) for k in ROWS],
          [(f"x > {k} + 0*y and Piecewise((1, x > {k})) = 1", split([str(k)], SKIP, SKIP, forall(BOTH))) for k in ROWS])
SUPREMUM = node("extremum", value="1", near=["0", "oo"], side="right", strict=True, bound=forall(ALGEBRA))


def beneath(k: int, low: int, first: bool) -> Attempt:
    """The value is put in before the quantifier, or after it."""
    text, inner = f"forall x in {{{low}}}: not sqrt(x*sup(tanh)) = -{k}", ALGEBRA if low > 0 else node("undefined")
    if first:
        return text, True, node("values", values=[SUPREMUM], proof=forall(denied(inner)))
    return claim(text, denied(node("values", values=[SUPREMUM], proof=inner)))


condition(RULE, "so does one with a value inside", "under a root is negative here|before the values inside it are known",
          beneath,
          [(k, k, True) for k in ROWS], [(k, -k, first) for k in ROWS for first in (True, False)])
