"""Forgeries about what repeats itself: statements over a period, ranges over one, and functions without values on a part."""

from __future__ import annotations

from .base import Attempt, Proof, condition
from .forms import ALGEBRA, ROWS, forall, node

# ---------------------------------------------------------------------------------------------------------- over a period
RULE = "statement: over a period"


def everywhere(claim: str, p: str, *proofs: Proof, start: str = "0") -> Attempt:
    return claim, True, node("over a period", period=p, proof=forall(*proofs or (ALGEBRA,)), **{"from": start})


def off_the_poles(k: int, claim: str, p: str, middle: Proof | None = None) -> Attempt:
    """A statement closed over where tan(k x) is defined: a period with its pole in the middle, which is left out."""
    inner = node("split", var="x", at=[f"pi/{2 * k}"], proofs=[ALGEBRA, middle or node("skip"), ALGEBRA])
    return everywhere(claim, p, inner)


condition(RULE, "the period is positive", "the period is not shown to be positive",
          lambda k, p: everywhere(f"forall x in R: sin({k}*x) <= 1", p), [(k, "2*pi") for k in ROWS], [(k, p) for k in ROWS for p in ("-2*pi", "0")])
condition(RULE, "all that x occurs in repeats itself", "is not shown to repeat itself",
          lambda k, t, p: everywhere(f"forall x in R: {t} < 3", p), [(k, f"sin({k}*x) + cos({k + 1}*x)", "2*pi") for k in ROWS],
          [(k, t, p) for k in ROWS for t, p in ((f"sin({k}*x) + x/100", "2*pi"), (f"sin({k}*x)", "pi/7"), (f"sin({k}*x + exp(x))", "2*pi"),
                                               (f"sin({k}*x)", f"pi/{k}"), (f"x*sin({k}*x)", "2*pi"), (f"cos({k}*x)^2*exp(-x)", "2*pi"))])
condition(RULE, "what is outside of the waves says where x lies", "is not shown to repeat itself",
          lambda k, t: everywhere(f"forall x in R: {t} implies sin({k}*x) <= 1", "2*pi", node("assume", proof=ALGEBRA)),
          [(k, f"cos({k}*x) > 1/2") for k in ROWS], [(k, t) for k in ROWS for t in ("x > 1", "x < 0", f"abs(x) <= {k}")])
condition(RULE, "only what is said of all of R", "only what is said of all real numbers",
          lambda k, domain: everywhere(f"forall x in {domain}: sin({k}*x) <= 1", "2*pi"),
          [(k, "R") for k in ROWS], [(k, d) for k in ROWS for d in (f"(0, {k})", f"[{-k}, oo)")])
condition(RULE, "the statement holds on the whole period", "should be positive, but the algebra of signs shows only",
          lambda k, c: everywhere(f"forall x in R: sin({k}*x) + sin({2 * k}*x)/2 + sin({3 * k}*x)/3 + {c} > 0", "2*pi"),
          [(k, 2) for k in ROWS], [(k, c) for k in ROWS for c in (0, 1)])
condition(RULE, "a tangent grows by a multiple of pi", "is not shown to repeat itself",
          lambda k, p: off_the_poles(k, f"tan({k}*x)^2 >= 0", p), [(k, f"pi/{k}") for k in ROWS],
          [(k, p) for k in ROWS for p in (f"pi/{2 * k}", f"3*pi/{2 * k}", "1")])
condition(RULE, "a derivative of what repeats itself", "is not shown to repeat itself",
          lambda k, t: off_the_poles(k, f"{t} = {k} + {k}*tan({k}*x)^2", f"pi/{k}"), [(k, f"D(tan({k}*x), x)") for k in ROWS],
          [(k, t) for k in ROWS for t in (f"D(tan({k}*x) + x^2, x)", f"D(tan({k}*x)*x, x)")])
condition(RULE, "under a closure only undefined points are left out", "no term is shown to be undefined here",
          lambda k, t: off_the_poles(k, f"{t} >= 0", f"pi/{k}"), [(k, f"tan({k}*x)^2") for k in ROWS],
          [(k, t) for k in ROWS for t in (f"sin({2 * k}*x)^2", f"cos({2 * k}*x)^4")])

# ---------------------------------------------------------------------------------------------------------- ranges
RULE = "value: range"


def ranged(f: str, found: str, value: Proof) -> Attempt:
    return f"range(x -> {f}) = {found}", True, node("values", values=[value], proof=ALGEBRA)


def ends(low: str, high: str, near: list[str], sides: tuple[str, str] = ("left", "right")) -> Proof:
    """Infimum and supremum as limits at the ends of an open interval."""
    rows = [node("extremum", value=v, strict=True, bound=forall(ALGEBRA), near=near, side=s) for v, s in zip((low, high), sides, strict=True)]
    return node("range", inf=rows[0], sup=rows[1], breakpoints=[])


def on_its_domain(k: int, f: str, found: str, low: str, high: str, first: Proof | None = None) -> Attempt:
    return ranged(f, found, node("range", cuts=["0"], proofs=[first or node("undefined"), ends(low, high, ["0", "oo"])]))


condition(RULE, "a part that is left out has no values", "no term is shown to be undefined here",
          lambda k, f: on_its_domain(k, f, "R", "-oo", "oo"), [(k, f"{k}*log(x)") for k in ROWS],
          [(k, f) for k in ROWS for f in (f"{k}*log(abs(x))", f"log(x^2)/{k}", f"log(x + {k}) + log(abs(x))")])
condition(RULE, "the range of the other parts is shown", "the sides of the relation are not shown|the two sets are not shown to be equal",
          lambda k, found: on_its_domain(k, f"{k}*log(x)", found, "-oo", "oo"), [(k, "R") for k in ROWS],
          [(k, found) for k in ROWS for found in ("[0, oo)", f"(-oo, {k}]")])

RULE = "predicate: surjective"
UNDEFINED = node("range", cuts=["0"], proofs=[node("undefined"), ends("-oo", "oo", ["0", "oo"])])
condition(RULE, "onto R, and defined on the whole set", "the function is not defined on the whole set",
          lambda k, f, place, shown: (f"(x -> {f}) is surjective{place}", True, node("predicate", range=shown)),
          [(k, f"{k}*log(x)", " on (0, oo)", ends("-oo", "oo", ["0", "oo"])) for k in ROWS],
          [(k, f"{k}*log(x)", "", UNDEFINED) for k in ROWS] + [(k, f"log({k}*x) - {k}", "", UNDEFINED) for k in ROWS])

RULE = "value: over periods"
condition(RULE, "the range over a period is that on R", "is not shown to have the period|is not shown to stay off its poles",
          lambda k, p: ranged(f"tan({k}*x)", "R", node("over periods", period=p, **{"from": f"-pi/{2 * k}"}, proof=node(
              "range", cuts=[f"-pi/{2 * k}"], proofs=[ends("-oo", "oo", [f"-pi/{2 * k}", f"-pi/{2 * k} + {p}"])]))),
          [(k, f"pi/{k}") for k in ROWS], [(k, p) for k in ROWS for p in (f"pi/{2 * k}", f"3*pi/{4 * k}")])

# ---------------------------------------------------------------------------------------------------------- arcs
RULE = "sign: algebra"
condition(RULE, "sine and cosine of an arc", "should be 0, but the algebra of signs shows only",
          lambda k, left, right: (f"forall x in [-1, 1]: {left} = {right}", True, forall(ALGEBRA)),
          [(k, left, right) for k in ROWS for left, right in ((f"sin(atan({k}*x))", f"{k}*x/sqrt(1 + {k * k}*x^2)"),
                                                            (f"cos(asin(x/{k}))", f"sqrt(1 - x^2/{k * k})"))],
          [(k, left, right) for k in ROWS for left, right in ((f"sin(atan({k}*x))", f"{k}*x/sqrt(1 + {k}*x^2 + x^4)"),
                                                            (f"cos(asin(x/{k}))", f"-sqrt(1 - x^2/{k * k})"), (f"cos(atan({k}*x))", "x"))])
condition(RULE, "arcs of special values", "should be 0, but the algebra of signs shows only",
          lambda k, left, right: (f"{left} = {right}", True, ALGEBRA),
          [(k, f"atan({t})*{k}", f"{k}*pi/{n}") for k in ROWS for t, n in (("1", 4), ("sqrt(3)", 3), ("2 - sqrt(3)", 12))],
          [(k, f"atan({t})*{k}", f"{k}*pi/{n}") for k in ROWS for t, n in (("1", 3), ("sqrt(3)", 6), ("sqrt(2)", 3), ("-1", 4))])
condition(RULE, "arcs of sines", "should be 0, but the algebra of signs shows only",
          lambda k, left, right: (f"{left} = {right}", True, ALGEBRA),
          [(k, f"asin({t})*{k}", f"{k}*pi/{n}") for k in ROWS for t, n in (("1", 2), ("1/2", 6), ("sqrt(3)/2", 3))],
          [(k, f"asin({t})*{k}", f"{k}*pi/{n}") for k in ROWS for t, n in (("1/2", 3), ("sqrt(3)/2", 6), ("-1/2", 6), ("1/3", 9))])

# ---------------------------------------------------------------------------------------------------------- conditions
RULE = "predicate: continuous"
condition(RULE, "a condition that is an identity is decided, one that is an equality at a point is not", "is not decided strictly here",
          lambda k, t: (f"(x -> Piecewise((x^2, {t} <= 0), (sin(x), True))) is continuous", True, node("predicate", breakpoints=[])),
          [(k, f"{k}*x - x*{k}") for k in ROWS], [(k, t) for k in ROWS for t in (f"{k}*(x - {k})^2", "x^2", f"-(x + {k})^2")])

# ---------------------------------------------------------------------------------------------------------- no expectation
RULE = "value: nowhere"


def no_mean(f: str, on: list[str]) -> Attempt:
    return f"E[{f}] does not exist", True, node("connect", proof=node("values", values=[node("nowhere", on=on)]))


condition(RULE, "the function has no value on the interval", "no term is shown to be undefined here",
          lambda k, f, on: no_mean(f, on), [(k, f, on) for k in ROWS for f, on in ((f"log({k}*Z)", ["-oo", "0"]), (f"sqrt({k} - Z^2)", [str(k), "oo"]))],
          [(k, f, on) for k in ROWS for f, on in ((f"log({k}*Z)", ["0", "oo"]), (f"log({k} + abs(Z))", ["-oo", "0"]), (f"1/(Z - {k})", ["-oo", "0"]))])
condition(RULE, "the interval has positive length", "the interval without values must not be empty|no term is shown",
          lambda k, on: no_mean(f"log({k}*Z)", on), [(k, ["-1", f"-1/{k + 1}"]) for k in ROWS],
          [(k, on) for k in ROWS for on in (["0", "-1"], [f"-{k}", f"-{k}"])])

# ---------------------------------------------------------------------------------------------------------- law
RULE = "statement: law"


def by_law(claim: str, about: str, sign: str = ">", proof: Proof = ALGEBRA, lemma: Proof = ALGEBRA, var: str = "y") -> Attempt:
    return claim, True, node("law", var=var, about=about, sign=sign, lemma=lemma, proof=proof)


condition(RULE, "the law is proved", "should be positive, but the algebra of signs shows only",
          lambda k, c: by_law(f"let f(x) = 1/(x^2 + {2 * k}*x + {c}); f is smooth", f"y^2 + {2 * k}*y + {c}", proof=node("predicate", breakpoints=[])),
          [(k, k * k + 1) for k in ROWS], [(k, c) for k in ROWS for c in (k * k, k * k - 1)])
condition(RULE, "the law is about known variables", "is not bound where the certificate uses it",
          lambda k, t: (f"forall x in (0, {k}): x + {k} > 0", True, forall(node(
              "law", var="y", about=t, sign=">", lemma=ALGEBRA, proof=ALGEBRA))),
          [(k, t) for k in ROWS for t in (f"y^2 + {k}", f"y^2 + x*{k}")], [(k, t) for k in ROWS for t in (f"y^2 + z^2 + {k}", f"z^2 + {k}")])
condition(RULE, "what is known is what was proved, of variables that are introduced afterwards",
          "should be positive, but the algebra of signs shows only|not shown to be different from 0",
          lambda k, t: by_law(f"forall x in R: {t} > 0", f"exp(y)^2 - {2 * k}*exp(y)*y^2 + {k * k}*y^4 + 1", proof=forall(ALGEBRA),
                              lemma=node("rewrite", to=f"(exp(y) - {k}*y^2)^2 + 1", proof=ALGEBRA)),
          [(k, f"1/(exp(x)^2 - {2 * k}*exp(x)*x^2 + {k * k}*x^4 + 1)") for k in ROWS],
          [(k, t) for k in ROWS for t in (f"exp(x)^2 - {2 * k}*exp(x)*x^2 + {k * k}*x^4", f"1/(exp(x)^2 - {3 * k}*exp(x)*x^2 + {k * k}*x^4 + 1)")])
