"""Forgeries about numbers that are known by an equation alone, and about laws: what is known of them, and where."""

from __future__ import annotations

from .base import Attempt, Proof, condition
from .forms import ALGEBRA, ROWS, forall, node

# ---------------------------------------------------------------------------------------------------------- obtain
RULE = "statement: obtain"
TAKEN: Proof = node("witness", value="c", proof=ALGEBRA)


def obtain(left: str, right: object, between: tuple[object, object], proof: Proof = TAKEN, name: str = "c") -> Proof:
    """A number with left = right between two others, by a change of sign."""
    ends = list(map(str, between))
    return node("obtain", name=name, between=ends, equation=[left, str(right)], exists=node("root", between=ends), proof=proof)


def both(*proofs: Proof) -> Proof:
    return node("connect", proofs=list(proofs))


condition(RULE, "there is such a number", "the signs at the two ends are not shown to be opposite",
          lambda k, f, m: (f"exists x in R: {f} = {m}", True, obtain(f.replace("x", "c"), m, (1, k + 1))),
          [(k, "x^3", k + 1) for k in ROWS], [(k, f, m) for k in ROWS for f, m in (("x^2", -k), (f"{k} + x^4", 0), (f"x^2 - {2 * k}*x", -k * k - 1))])
condition(RULE, "both sides are continuous on the interval", "not shown to be different from 0|of the argument of sign is not decided",
          lambda k, f, m: (f"exists x in R: {f} = {m}", True, obtain(f.replace("x", "c"), m, (-1, 2))),
          [(k, f"{k}*x", k) for k in ROWS], [(k, f, m) for k in ROWS for f, m in ((f"{k}/x", 0), (f"sign(x) + {k}", f"{2 * k + 1}/2"))])
condition(RULE, "the name is new", "needs a new name, and x has a meaning already",
          lambda k, claim, name, proof: (f"forall x in (0, {k}): {claim}", True, forall(obtain(f"{name}^3", 2, (1, 2), proof, name))),
          [(k, f"exists t in R: t^3 = 2 and x < {k}", "c", node("witness", value="c", proof=both(ALGEBRA, ALGEBRA))) for k in ROWS],
          [row for k in ROWS for row in ((k, f"x^3 = 2 and x < {k}", "x", both(ALGEBRA, ALGEBRA)),
                                         (k, f"exists t in (0, {k + 1}): t^3 = 2", "x", node("witness", value="x", proof=ALGEBRA)))])
condition(RULE, "the number is forgotten afterwards", "the variable c is not bound where the certificate uses it",
          lambda k, second: (f"(exists x in R: x^3 = {k + 1}) and (exists x in R: x^3 = {k + 1})", True,
                             both(obtain("c^3", k + 1, (1, k + 1)), second)),
          [(k, obtain("c^3", k + 1, (1, k + 1))) for k in ROWS], [(k, TAKEN) for k in ROWS])
condition(RULE, "the statement does not know it beforehand", "the variable c is not bound where the certificate uses it",
          lambda k, lower: (f"exists x in R: x^3 = {k + 1}", True, obtain("c^3", k + 1, (lower, k + 1))),
          [(k, "1") for k in ROWS], [(k, "c - 1") for k in ROWS])
condition(RULE, "what is known of the number is the equation", "should be 0|is not shown to be|shows only",
          lambda k, m: (f"exists x in R: x^3 = {m}", True, obtain("c^3", k + 1, (1, k + 1))),
          [(k, k + 1) for k in ROWS], [(k, m) for k in ROWS for m in (k, k + 2, -k - 1)])
condition(RULE, "and the interval", "is not shown to lie in",
          lambda k, where: (f"exists x in {where}: x^3 - x = 0", True, obtain("c^3 - c", 0, (-2, k + 2))),
          [(k, f"(-3, {k + 3})") for k in ROWS],
          [(k, where) for k in ROWS for where in (f"(3/2, {k + 3})", f"(0, {k + 3})", f"(-2, {k + 3})", f"(-3, {k + 1})", "(-3, 0)")])
condition(RULE, "a slope is shown on the whole interval, not at the number alone", "should be positive, but the algebra of signs shows only",
          lambda k, t, slope: (f"exists x in [1, 2]: x^2 = 2 and {t} > 0", True, obtain("c^2", 2, (1, 2), node("witness", value="c", proof=both(
              ALGEBRA, node("monotone", var="c", slope=">", derivative=node("rewrite", to=slope, proof=ALGEBRA), **{"from": "left"}),
          )))),
          [(k, f"x + {k}*x^3 - {k}", f"1 + {3 * k}*c^2") for k in ROWS],
          [(k, f"x + {k}*(x^3/3 - 2*x) - 1 + {5 * k}/3", f"1 + {k}*(c^2 - 2)") for k in range(2, 13)])

# ---------------------------------------------------------------------------------------------------------- law
RULE = "statement: law"


def hidden(k: int, x: str, rest: str = "1") -> str:
    """The square of exp(x) - k x^2, written out, and the rest: a term whose sign is not seen from its parts."""
    return f"exp({x})^2 - {2 * k}*exp({x})*{x}^2 + {k * k}*{x}^4 + {rest}"


def known(k: int, claim: str, on: list[str] | None, proof: Proof, about: str = "1", var: str = "y") -> Proof:
    """The proof of a claim with a law about a hidden term."""
    rest = about.replace("z", var)
    data = {} if on is None else {"on": on}
    return node("law", var=var, about=hidden(k, var, rest), sign=">", proof=proof, **data,
                lemma=node("rewrite", to=f"(exp({var}) - {k}*{var}^2)^2 + {rest}", proof=ALGEBRA))


def on_parts(k: int, domain: str, on: list[str]) -> Attempt:
    rest = "(z - 1)*(5 - z)"
    claim = f"forall x in {domain}: 1/({hidden(k, 'x', rest.replace('z', 'x'))}) > 0"
    return claim, True, known(k, claim, on, forall(ALGEBRA), rest)


condition(RULE, "the law holds on parts of its interval", "not shown to be different from 0",
          on_parts, [(k, d, ["1", "5", "(", ")"]) for k in ROWS for d in ("(1, 5)", "[2, 3]", "(1, 3/2]", "[9/2, 5)")],
          [(k, d, ["1", "5", "(", ")"]) for k in ROWS
           for d in ("(0, 5)", "(1, 6)", "[1, 5)", "(1, 5]", "(1, oo)", "(-oo, 5)", "R", "[5, 6)", "(-1, 1]")])
condition(RULE, "an interval of a law has brackets", "the brackets of an interval are",
          lambda k, left, right: on_parts(k, "[2, 3]", ["1", "5", left, right]), [(k, "(", ")") for k in ROWS],
          [(1, a, b) for a, b in ((")", "("), ("]", "["), ("", ""), ("(", "("), ("[", "["), ("x", ")"), ("(", "x"), ("[)", "]"), ("{", "}"),
                                 ("1", "5"), (" (", ")"))])
condition(RULE, "an interval of a law may end in a variable", "not shown to be different from 0",
          lambda k, end: (text := f"forall x in (1, {k + 1}): forall t in (0, {end}): 1/({hidden(k, 't', 't*(x - t)')}) > 0", True,
                          forall(known(k, text, ["0", "x", "(", ")"], forall(ALGEBRA), "z*(x - z)"))),
          [(k, "x") for k in ROWS], [(k, end) for k in ROWS for end in ("2*x", "x + 1", f"{k + 1}", "oo")])
condition(RULE, "the name of a law's variable is new", "needs a new name, and x has a meaning already",
          lambda k, var: (f"forall x in R: x - {k} > 0 implies {hidden(k, 'x')} > 0", True, forall(node(
              "assume", proof=known(k, "", None, node("rewrite", to=f"(exp(x) - {k}*x^2)^2 + 1", proof=ALGEBRA), "1", var)))),
          [(k, "y") for k in ROWS], [(k, "x") for k in ROWS])

# ---------------------------------------------------------------------------------------------------------- what meets there
RULE = "predicate: continuous"


def bent(k: int, above: str) -> Attempt:
    """x^3 + k x up to the number where it is k + 2, and another term beyond."""
    law, t = {"rule": "law", "var": "y", "about": f"y^3 + {k}*y - {k + 2}"}, f"x^3 + {k}*x"
    rises: Proof = node("monotone", var="y", derivative=ALGEBRA, slope=">")
    proof: Proof = node("predicate", breakpoints=["c"])
    for sign, on, side in ((">", ["c", "oo", "(", ")"], "left"), ("<", ["-oo", "c", "(", ")"], "right")):
        proof = {**law, "sign": sign, "on": on, "lemma": {**rises, "from": side}, "proof": proof}
    claim = f"let f(x) = Piecewise(({t}, {t} < {k + 2}), ({above}, True)); f is continuous"
    return claim, True, obtain(f"c^3 + {k}*c", k + 2, (1, 2), proof)


condition(RULE, "two values at a number are equal by its equation, or different",
          "the function jumps|two values are neither shown equal nor shown different",
          lambda k, above: bent(k, above), [(k, above) for k in ROWS for above in (str(k + 2), f"2*x^3 + {2 * k}*x - {k + 2}")],
          [(k, above) for k in ROWS for above in (str(k + 3), f"x^3 + {k}*x + 1", f"{k + 2} + 1/1000")])
