"""Forgeries of the rules that show how a function runs: monotone, convex, injective, bounded, of one sign."""

from __future__ import annotations

from .base import Attempt, Proof, condition
from .forms import ALGEBRA, ROWS, forall, node, put
from .pieces import SIGN, at_0, holds

# --------------------------------------------------------------------------- monotone and convex, and their mirror images
PROVED = {**ALGEBRA, "nonzero_at": "1"}
for name, s, order in (("increasing", "", 1), ("strictly increasing", "", 1), ("decreasing", "-", 1), ("strictly decreasing",
    "-", 1),
                       ("convex", "", 2), ("strictly convex", "", 2), ("concave", "-", 2), ("strictly concave", "-", 2)):
    RULE = f"predicate: {name}"

    def mirrored(k: int, left: str, right: str, domain: str = "", proofs: int = 2, at: str = "0", name: str = name,
        s: str = s, proof: Proof = ALGEBRA, here: str = "") -> Attempt:
        sides = [f"{s}({side})" for side in (left, right)]
        return holds(k, at_0(*sides, f"{s}({here})" if here else ""), name + domain, [at] if at else [], *[proof] * proofs)

    GOOD = ("exp(k*x)", "exp(k*x) + k*x") if order == 2 else ("exp(k*x)", "exp(x) + k*x")
    condition(RULE, "the derivative has its sign on every piece", SIGN, mirrored, [(k, *GOOD) for k in ROWS],
              [(k, GOOD[0], "1 + k*x - 10*k*x^3 - 10*x^2") for k in ROWS])
    condition(RULE, "every piece has a proof", "needs 2 proofs under 'proofs', found", mirrored, [(k, *GOOD, "", 2)
              for k in ROWS], [(k, *GOOD, "", n) for k in ROWS for n in (0, 1, 3)])
    condition(RULE, "every kink is a breakpoint", "is not decided", mirrored, [(k, *GOOD) for k in ROWS],
              [(k, *GOOD, "", 2, "1") for k in ROWS])
    condition(RULE, "the set is an interval", "write 'on", mirrored, [(k, *GOOD, " on R") for k in ROWS],
              [(k, *GOOD, " on (-1, 1) \\ {0}", 2) for k in ROWS])
    if order == 1:
        condition(RULE, "at a joint the values step the right way", "at a joint the step from .* is in the wrong direction",
                  mirrored, [(k, *GOOD) for k in ROWS],
                  [(k, GOOD[0], f"{GOOD[1]} - {c}") for k in ROWS for c in (1, "10^-30")])
        condition(RULE, "the value at a joint lies between the limits",
                  "at a joint the step from .* is in the wrong direction", mirrored,
                  [(k, *GOOD, "", 2, "0", name, s, ALGEBRA, "1") for k in ROWS], [(k, *GOOD, "", 2, "0", name, s, ALGEBRA, c)
                  for k in ROWS for c in ("0", "2")])
        condition(RULE, "a value at a closed end is on the right side",
                  "at a joint the step from .* is in the wrong direction",
                  lambda k, c, name=name, s=s: holds(k, f"{s}Piecewise((exp(k*x), x > 0), ({c}, True))",
                  f"{name} on [0, oo)", [], ALGEBRA), [(k, c) for k in ROWS for c in ("1", "0")],
                  [(k, c) for k in ROWS for c in ("1 + 10^-30", "2")])
        condition(RULE, "across a pole the order can be lost",
                  "is not shown to be different from 0|is 0 here|wrong direction|not defined", lambda k, d, name=name,
                  s=s: holds(
            k, f"{s}(-k/x)", f"{name} on {d}", ["0"] if d != "(0, oo)" else [], *[ALGEBRA] * (2 if d != "(0, oo)" else 1)),
            [(k, "(0, oo)") for k in ROWS], [(k, "R") for k in ROWS])
    else:
        condition(RULE, "the function is continuous", "at 0 the function is not continuous", mirrored,
                  [(k, *GOOD) for k in ROWS], [(k, GOOD[0], f"{GOOD[1]} + 1") for k in ROWS])
        condition(RULE, "at a joint the slope steps the right way", "at a joint the step from .* is in the wrong direction",
                  mirrored, [(k, *GOOD) for k in ROWS],
                  [(k, GOOD[0], f"{GOOD[1]} - 2*k*x") for k in ROWS])
        condition(RULE, "a value at a closed end is on the right side",
                  "at a joint the step from .* is in the wrong direction",
                  lambda k, c, name=name, s=s: holds(k, f"{s}Piecewise((exp(k*x), x > 0), ({c}, True))",
                  f"{name} on [0, oo)", [], ALGEBRA), [(k, c) for k in ROWS for c in ("1", "2")],
                  [(k, c) for k in ROWS for c in ("1 - 10^-30", "0")])
    if name.startswith("strictly"):
        power = 2 * order  # x^3 rises strictly, x^4 is strictly convex: with a witness only
        condition(RULE, "strictness needs a strict sign, or a witness", SIGN, lambda k, proof, name=name, s=s,
                  power=power: holds(
            k, f"{s}k*x^{power + 1 - (power == 4)}", name, [], proof), [(k, PROVED) for k in ROWS],
            [(k, ALGEBRA) for k in ROWS])
        condition(RULE, "the derivative is not 0 at the witness",
                  "the witness does not show that the derivative is not identically 0",
                  lambda k, where, name=name, s=s, power=power: holds(k, f"{s}k*x^{power + 1 - (power == 4)}", name, [],
                  {**ALGEBRA, "nonzero_at": where}),
                  [(k, "1") for k in ROWS], [(k, "0") for k in ROWS])
        condition(RULE, "the witness lies on the piece", "is not shown to lie in", lambda k, where, name=name, s=s,
                  power=power: holds(
            k, f"{s}k*x^{power + 1 - (power == 4)}", f"{name} on (0, 2)", [], {**ALGEBRA, "nonzero_at": where}),
            [(k, "1") for k in ROWS], [(k, w) for k in ROWS for w in ("-1", "2", "3")])
        condition(RULE, "a constant piece is not strict", "the witness does not show|" + SIGN, mirrored,
                  [(k, *GOOD) for k in ROWS],
                  [(k, GOOD[0], "1" if order == 1 else "1 + k*x") for k in ROWS])

for name, choices in (("monotone", ("increasing", "decreasing")), ("strictly monotone", ("strictly increasing",
    "strictly decreasing")),
                      ("injective", ("strictly increasing", "strictly decreasing"))):
    RULE = f"predicate: {name}"
    condition(RULE, "the direction named is the right one", SIGN, lambda k, way, name=name: holds(k, "exp(k*x)", name, [],
              ALGEBRA, **{"as": way}), [(k, choices[0]) for k in ROWS],
              [(k, choices[1]) for k in ROWS])
    condition(RULE, "a direction is named", "the field 'as' must be one of", lambda way, name=name: holds(1, "exp(k*x)",
              name, [], ALGEBRA, **{"as": way}), [choices[0]],
              ["", "monotone", "convex", "up", None, 1, ["increasing"], "injective", "continuous", "increasing "])
    condition(RULE, "it is monotone on every piece", SIGN, lambda k, f, name=name, way=choices[0]: holds(k, f, name, [],
              ALGEBRA, **{"as": way}), [(k, "exp(k*x)") for k in ROWS],
              [(k, f) for k in ROWS for f in ("x^2*k", "sin(k*x)")])
    condition(RULE, "the set is an interval", "write 'on", lambda k, d, name=name, way=choices[0]: holds(k, "exp(k*x)",
              f"{name} on {d}", [], ALGEBRA, **{"as": way}), [(k, "(0, 2)") for k in ROWS],
              [(k, "(0, 2) \\ {1}") for k in ROWS])

RULE = "predicate: Lipschitz"
condition(RULE, "the constant bounds the slope on every piece", SIGN, lambda k, c: holds(k, "max(k*x, -x)", f"{c}-Lipschitz",
          ["0"], *[ALGEBRA] * 4), [(k, k) for k in ROWS],
          [(k, f"{10 * k - 1}/10") for k in ROWS])
condition(RULE, "from both sides", SIGN, lambda k, c: holds(k, "-k*x", f"{c}-Lipschitz", [], *[ALGEBRA] * 2),
          [(k, k) for k in ROWS], [(k, f"{10 * k - 1}/10") for k in ROWS])
condition(RULE, "the function is continuous", "at 0 the function jumps", lambda k, c: holds(k, at_0("k*x", f"x + {c}"),
          f"{k}-Lipschitz", ["0"], *[ALGEBRA] * 4), [(k, "0") for k in ROWS],
          [(k, "10^-30") for k in ROWS])
condition(RULE, "the set is an interval", "write 'on", lambda k, d: holds(k, "k*x", f"{k}-Lipschitz on {d}", [],
          *[ALGEBRA] * 2), [(k, "(0, 2)") for k in ROWS], [(k, "(0, 2) \\ {1}") for k in ROWS])
condition(RULE, "each piece has two proofs", "needs 2 proofs under 'proofs', found", lambda k, n: holds(k, "k*x",
          f"{k}-Lipschitz", [], *[ALGEBRA] * n), [(k, 2) for k in ROWS],
          [(k, n) for k in ROWS for n in (0, 1, 3)])

# ------------------------------------------------------------------------------------------------- properties written out
for name, f, g, proof in (("odd", "k*x^3", "k*x^3 + 1", ALGEBRA), ("even", "k*x^2", "k*x^2 + x", ALGEBRA),
    ("positive", "exp(k*x)", "exp(k*x) - 1", ALGEBRA),
                          ("nonnegative", "k*x^2", "k*x^2 - 10^-30", ALGEBRA), ("negative", "-exp(k*x)", "-k*x^2", ALGEBRA),
                          ("nonpositive", "-k*x^2", "10^-30 - k*x^2", ALGEBRA)):
    RULE = f"predicate: {name}"
    condition(RULE, "the statement that it stands for holds", SIGN, lambda k, f, name=name,
              proof=proof: (put(k, f"let f(x) = {f}; f is {name}"), True, node("predicate", proof=forall(proof))),
              [(k, f) for k in ROWS], [(k, g) for k in ROWS])
    condition(RULE, "at every point of the set", "is not shown to|is 0 here", lambda k, d, name=name,
              f=f: (put(k, f"let f(x) = ({f})*x/x; f is {name} on {d}"), True, node(
        "predicate", proof=forall(*[ALGEBRA] * (2 if "0" in d else 1)))), [(k, "R \\ {0}") for k in ROWS],
        [(k, "R") for k in ROWS])

RULE = "predicate: bounded"


def bounded(k: int, f: str, bound: str) -> Attempt:
    return put(k, f"let f(x) = {f}; f is bounded"), True, node("predicate", bound=bound, proof=forall(ALGEBRA))


condition(RULE, "the bound bounds", SIGN, bounded, [(k, "k*exp(-x^2)", str(k)) for k in ROWS],
          [(k, "k*exp(-x^2)", f"{k} - 1/10") for k in ROWS])
condition(RULE, "the bound is a number", "is not bound where the certificate uses it", bounded, [(k, "k*exp(-x^2)", str(k))
          for k in ROWS], [(k, "k*x^2", b) for k in ROWS for b in (f"{k}*x^2", "x^2 + y")])

RULE = "predicate: surjective"


def onto(k: int, f: str, which: str, truth: bool, high: str) -> Attempt:
    ends = {"inf": node("extremum", value="-oo" if which == "R" else "0", near=["-oo", "oo"], side="left", strict=True,
        bound=forall(ALGEBRA)),
            "sup": node("extremum", value=high, near=["-oo", "oo"], side="right", strict=True, bound=forall(ALGEBRA))}
    proof = node("predicate", range=node("range", breakpoints=[], **ends))
    return put(k, f"let f(x) = {f}; f is {'' if truth else 'not '}surjective"), True, proof if truth else node("connect",
        proof=proof)


condition(RULE, "the range is R", "the range is", onto, [(k, "k*x", "R", True, "oo") for k in ROWS],
          [(k, "exp(k*x)", "+", True, "oo") for k in ROWS])
condition("not: surjective", "the range is not R", "the range is", onto, [(k, "exp(k*x)", "+", False, "oo") for k in ROWS],
          [(k, "k*x", "R", False, "oo") for k in ROWS])
condition(RULE, "the ends of the range are shown", "the limit is not the extremum", onto, [(k, "k*x", "R", True, "oo")
          for k in ROWS], [(k, "k*tanh(x)", "R", True, "oo") for k in ROWS])


RULE = "not: bounded"


def unlimited(k: int, f: str, which: str, side: str, value: str = "oo") -> Attempt:
    found = node("extremum", value=value, near=["-oo", "oo"], side=side, strict=True, bound=forall(ALGEBRA))
    return put(k, f"(x -> {f}) is bounded"), False, node("predicate", of=which, value=found)


condition(RULE, "the extremum is infinite", "the extremum is not shown to be infinite", unlimited,
          [(k, "k*x", "sup", "right") for k in ROWS], [(k, "k*tanh(x)", "sup", "right", f"{k}") for k in ROWS])
condition(RULE, "it is a supremum that is oo, or an infimum that is -oo", "an infinite supremum is oo", unlimited,
          [(k, "k*x", "sup", "right") for k in ROWS], [(k, "k*x", "sup", "left", "-oo") for k in ROWS])
condition(RULE, "the limit is the one shown", "the limit is not the extremum", unlimited,
          [(k, "k*exp(x)", "sup", "right") for k in ROWS], [(k, "k*exp(x)", "sup", "left") for k in ROWS])
condition(RULE, "it is a supremum or an infimum", "the field 'of' must be one of", unlimited,
          [(k, "k*x", "sup", "right") for k in ROWS], [(k, "k*x", "maximum", "right") for k in ROWS])

for what, kink in (("differentiable", "abs(x - k)"), ("continuous", "sign(x - k)")):
    RULE = f"predicate: {what} at"
    condition(RULE, "the one-sided limits agree", "has no derivative|not finite and equal there", lambda k, at, what=what,
              kink=kink: holds(k, kink, f"{what} at {at}", []),
              [(k, k + 1) for k in ROWS], [(k, k) for k in ROWS])
    condition(RULE, "the value is the limit", "has no derivative", lambda k, c, what=what: holds(k, at_0("k*x", "k*x", c),
              f"{what} at 0", []), [(k, "0") for k in ROWS], [(k, "1") for k in ROWS])
    condition(RULE, "the point lies inside the set", "is not shown to lie in", lambda k, low, what=what: holds(k, "k*x",
              f"{what} at {k} on ({low}, oo)", []),
              [(k, 0) for k in ROWS], [(k, low) for k in ROWS for low in (k, k + 1)])
condition("predicate: differentiable at", "the slopes are finite", "not finite and equal there", lambda k, f: holds(k, f,
          "differentiable at 0", []), [(k, "k*x") for k in ROWS],
          [(k, f) for k in ROWS for f in ("k*cbrt(x)", at_0("k*x", "sqrt(x)"))])
condition("predicate: differentiable at", "equality at the point is not equality near it",
          "not finite and equal there|is not decided", lambda k, f: holds(k, f, "differentiable at 0", []),
          [(k, "max(k*x, k*x)") for k in ROWS], [(k, f) for k in ROWS for f in ("max(x, 0)", "max(k*x, 2*k*x)",
          "min(x, k*x + x)")])
condition("predicate", "there is a rule for the property", "there is no rule that shows", lambda k, what: holds(k,
          "sin(k*x)", what, []), [(k, "continuous") for k in ROWS],
          [(k, f"periodic with period 2*pi/{k}") for k in ROWS])
