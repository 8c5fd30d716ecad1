"""Forgeries of the rules that show a property of a function to fail."""

from __future__ import annotations

from typing import Any

from .base import Attempt, condition
from .forms import ALGEBRA, ROWS, denied, forall, node, put
from .pieces import at_0

SIGN = "should be .*, but the algebra of signs shows only"


def lacks(k: int, f: str, what: str, **data: Any) -> Attempt:
    """f is not so: the proof is that it fails to be."""
    return put(k, f"let f(x) = {f}; f is not {what}"), True, denied(node("predicate", **data))


JUMP, BEND, POLE = at_0("k*x", "k*x + 1"), at_0("k*x", "-k*x"), "k*x*x/x"
KINDS = {"continuous": (JUMP, BEND, 0), "differentiable": (BEND, at_0("k*x", "k*sin(x)"), 1),
    "C^1": (BEND, at_0("k*x", "k*sin(x)"), 1),
         "C^3": (at_0("0", "k*x^3"), at_0("0", "k*x^4"), 3), "smooth": (at_0("0", "k*x^5"), at_0("0", "k*x^6"), 5),
         "analytic": (at_0("0", "k*x^3"), at_0("0", "k*x^4"), 3)}
for what, (broken, fine, order) in KINDS.items():
    RULE = f"not: {what.split('^')[0]}"
    condition(RULE, f"{what}: the one-sided limits differ", r"at .* the one-sided limits of order \d agree", lambda k, f,
              what=what, order=order: lacks(k, f, what, at="0", order=order),
              [(k, broken) for k in ROWS], [(k, fine) for k in ROWS])
    condition(RULE, f"{what}: they differ at this point", r"the one-sided limits of order \d agree|is not decided here",
              lambda k, at, what=what, broken=broken, order=order: lacks(k, broken, what, at=at, order=order),
              [(k, "0") for k in ROWS], [(k, at) for k in ROWS for at in ("1", "-2")])
    condition(RULE, f"{what}: the order is one that is claimed", "the field 'order' must be an integer from 0 to",
              lambda k, n, what=what, broken=broken: lacks(k, broken, what, at="0", order=n), [(k, order) for k in ROWS],
              [(k, n) for k in (1, 2) for n in (61 if order > 3 or what == "analytic" else order + 1, 100, -1, True, None,
              "0", 10**30)])
    condition(RULE, f"{what}: the point lies inside the set", "is not shown to lie in", lambda k, d, what=what,
              broken=broken, order=order: lacks(
        k, broken, f"{what} on {d}", at="0", order=order), [(k, "(-1, k)") for k in ROWS], [(k, d) for k in ROWS
        for d in ("[0, k)", "(0, k)", "(-k, 0]")])
    condition(RULE, f"{what}: the set is an interval", "this statement speaks of an interval", lambda k, d, what=what,
              broken=broken, order=order: lacks(
        k, broken, f"{what} on {d}", at="0", order=order), [(k, "(-1, 1)") for k in ROWS], [(k, d) for k in ROWS
        for d in ("R \\ {k}", "(-1, 1) union (2, k + 2)")])
condition("not: continuous", "the limits differ from the value there", "the one-sided limits of order 0 agree", lambda k,
          c: lacks(k, at_0("k*x", "x", c), "continuous", at="0", order=0),
          [(k, "1") for k in ROWS], [(k, "0") for k in ROWS])

for what, broken, fine in (("differentiable", "abs(x - k)", "(x - k)*abs(x - k)"), ("continuous", "sign(x - k)",
    "abs(x - k)")):
    RULE = f"not: {what} at"
    condition(RULE, "the one-sided limits differ there", "the function is (differentiable|continuous)|is not decided",
              lambda k, f, what=what: lacks(k, f, f"{what} at k"),
              [(k, broken) for k in ROWS], [(k, fine) for k in ROWS])
    condition(RULE, "it is this point", "the function is (differentiable|continuous)", lambda k, at, what=what,
              broken=broken: lacks(k, broken, f"{what} at {at}"), [(k, k) for k in ROWS],
              [(k, at) for k in ROWS for at in (k + 2, k - 2)])
    condition(RULE, "the point lies inside the set", "is not shown to lie in", lambda k, low, what=what,
              broken=broken: lacks(k, broken, f"{what} at k on ({low}, oo)"), [(k, 0) for k in ROWS],
              [(k, k) for k in ROWS])
condition("not: differentiable at", "a limit of f' that these rules do not find decides nothing",
          "is not in the hierarchy|no limit|indeterminate|has no limit",
          lambda k, f: lacks(k, f, "differentiable at 0"), [(k, "k*abs(x)") for k in ROWS],
          [(k, f) for k in ROWS for f in ("Piecewise((0, x = 0), (k*(x^3*sin(1/x) + x^4)*(1/x + 1), True))",
          "Piecewise((0, x = 0), ((x^4*cos(1/x) + x^5)*(1/x + k), True))")])

RULE = "not: differentiable except"
condition(RULE, "a point of the set at which it is differentiable", "has no derivative|not finite and equal there",
          lambda k, f: lacks(k, f, "differentiable except at {0}", at="0"), [(k, "k*x^2") for k in ROWS],
          [(k, f) for k in ROWS for f in ("k*abs(x)", "k*cbrt(x)")])
condition(RULE, "or one outside at which it is not", "the function is differentiable", lambda k, at: lacks(k, "abs(x - k)",
          "differentiable except at {0}", at=at),
          [(k, str(k)) for k in ROWS], [(k, at) for k in ROWS for at in (str(k + 2), "-1")])
condition(RULE, "the set is finite", "the exceptional set must be finite", lambda k, s: lacks(k, "abs(x - k)",
          f"differentiable except at {s}", at=str(k)), [(k, "{0}") for k in ROWS],
          [(k, s) for k in ROWS for s in ("(-1, 0)", "{0*m : m integer}")])

RULE = "not: piecewise linear"
condition(RULE, "the second derivative is not 0 at the witness", "the second derivative is not shown to be different from 0",
          lambda k, f, where: lacks(
    k, f, "piecewise linear", at="0", bent_at=where), [(k, "k*x^4", "1/8192") for k in ROWS], [(k, "k*abs(x)", "1/8192")
    for k in ROWS])
condition(RULE, "the witness lies beside the point", "is not shown to lie in", lambda k, f, where: lacks(k, f,
          "piecewise linear", at="0", bent_at=where),
          [(k, "k*x^4", "1/2") for k in ROWS], [(k, "k*x^4", w) for k in ROWS for w in ("2", "0", "-1")])
condition(RULE, "the witness lies in the set", "is not shown to lie in", lambda k, d, where: lacks(k, "k*x^4",
          f"piecewise linear on {d}", at="0", bent_at=where),
          [(k, "(-1, 1)", "1/2") for k in ROWS], [(k, f"(-1, 1/{k + 2})", "1/2") for k in ROWS])

# ------------------------------------------------------------------------------------------------ refuted at exact points
POINTS = {  # property -> the function with the parameter k, points that refute it, points that do not
    "increasing": ("-k*x", ["0", "1"], "k*x"), "decreasing": ("k*x", ["0", "1"], "-k*x"),
    "strictly increasing": ("max(0, k*x)", ["-2", "-1"], "k*x"), "strictly decreasing": ("min(0, k*x)", ["1", "2"], "-k*x"),
    "monotone": ("k*x^2", ["-1", "0", "1"], "k*x"), "strictly monotone": ("k*abs(x)", ["-1", "0", "1"], "k*x"),
    "convex": ("-k*x^2", ["-1", "0", "1"], "k*x^2"), "concave": ("k*x^2", ["-1", "0", "1"], "-k*x^2"),
    "strictly convex": ("k*x", ["-1", "0", "1"], "k*x^2"), "strictly concave": ("k*x", ["-1", "0", "1"], "-k*x^2"),
    "injective": ("k*x^2", ["-1", "1"], "k*x"), "1-Lipschitz": ("2*k*x", ["0", "1"], "x/k"),
}
WHY = "do not show that the function is not|on the wrong side of the chord|do not break the bound|are not shown to be equal"
for what, (f, points, fine) in POINTS.items():
    RULE = f"not: {what.split('-')[-1]}"
    condition(RULE, "the values at the points refute it", WHY, lambda k, f, what=what, points=points: lacks(k, f, what,
              points=points), [(k, f) for k in ROWS], [(k, fine) for k in ROWS])
    condition(RULE, "the points increase", "the points must increase", lambda k, p, what=what, f=f: lacks(k, f, what,
              points=p), [(k, points) for k in ROWS],
              [(k, p) for k in ROWS for p in (points[::-1], [points[0]] * len(points))])
    condition(RULE, "the number of points", r"\d points are needed, found", lambda k, p, what=what, f=f: lacks(k, f, what,
              points=p), [(k, points) for k in ROWS],
              [(k, p) for k in ROWS for p in ([], points[:1], [*points, "10"])])
    condition(RULE, "the points lie in the set", "is not shown to lie in", lambda k, d, what=what, f=f,
              points=points: lacks(k, f, f"{what} on {d}", points=points), [(k, "[-2, 2]") for k in ROWS],
              [(k, d) for k in ROWS for d in (f"({points[0]}, 5)", f"(-5, {points[-1]})", "(10, 20)")])
    condition(RULE, "the function is defined at the points", "is 0 here|under a root is negative|outside its domain",
              lambda k, g, what=what, f=f, points=points: lacks(
        k, f"({f}){g}", what, points=points), [(k, "*1") for k in ROWS], [(k, g) for k in ROWS
        for g in (f"*(x - {points[0]})/(x - {points[0]})", "*sqrt(-3 + 0*x)/sqrt(-3 + 0*x)")])

for name, (f, fine, where) in {"odd": ("k*x + 1", "k*x", "1"), "even": ("k*x", "k*x^2", "1"), "positive": ("k*x^2",
    "exp(k*x)", "0"), "negative": ("-k*x^2", "-exp(k*x)", "0"),
                               "nonnegative": ("k*x", "k*x^2", "-1"), "nonpositive": ("k*x", "-k*x^2", "1")}.items():
    RULE = f"not: {name}"
    condition(RULE, "the statement that it stands for fails at the point", SIGN, lambda k, f, name=name,
              where=where: lacks(k, f, name, proof=node("witness", value=where, proof=ALGEBRA)),
              [(k, f) for k in ROWS], [(k, fine) for k in ROWS])
    condition(RULE, "the point lies in the set", "is not shown to lie in|is not shown to be one", lambda k, d, name=name,
              where=where, f=f: lacks(k, f, f"{name} on {d}", proof=node(
        "witness", value=where, proof=ALGEBRA)), [(k, "(-2, 2)") for k in ROWS], [(k, "(k + 1, k + 2)") for k in ROWS])
    condition(RULE, "a proof for all points shows no failure", "does not show that a statement with 'forall' is false",
              lambda k, p, name=name, f=f: lacks(k, f, name, proof=p),
              [(k, node("witness", value=where, proof=ALGEBRA)) for k in ROWS], [(k, forall(ALGEBRA)) for k in ROWS])


condition("not: analytic", "one side differs from the function that rules on the other", "is not shown to differ from that of the other",
          lambda k, f, side: lacks(k, f, "analytic", at="0", order=0, departs=side),
          [(k, at_0("k*x", "k*x + exp(-k/x)", "0"), "+") for k in ROWS] + [(k, at_0("k*x - exp(k/x)", "k*x", "0"), "-") for k in ROWS],
          [(k, at_0(left, right, "0"), side) for k in ROWS for left, right, side in
           (("k*x", "k*x", "+"), ("sin(k*x)", "sin(k*x)", "-"), ("exp(k*x) - 1", "exp(k*x)*exp(x) - exp(x) - exp(k*x) + 1", "+"))])
condition("not: analytic", "the function on the other side is analytic at the point", "under a root|denominator|is not differentiable at 0",
          lambda k, f, side: lacks(k, f, "analytic", at="0", order=0, departs=side),
          [(k, at_0("k*x", "k*x + exp(-k/x)", "0"), "+") for k in ROWS],
          [(k, at_0(left, right, "0"), "+") for k in ROWS for left, right in (("exp(k/x)", "1 + exp(-k/x)"), ("sqrt(-k*x)", "exp(-k/x) + sqrt(k*x)"),
                                                                             ("cbrt(k*x)", "exp(-k/x) + cbrt(k*x)"))])
