"""Forgeries of the rules that show a property of a function: continuity, smoothness, monotonicity, convexity, bounds."""

from __future__ import annotations

from typing import Any

from .base import Attempt, Proof, condition
from .forms import ROWS, predicate, put

SIGN = "should be .*, but the algebra of signs shows only"
JUMPS = r"at 0 the derivative of order \d jumps|at 0 the derivatives from the two sides are not finite and equal"


def holds(k: int, f: str, what: str, breakpoints: list[str], *proofs: Proof, **data: Any) -> Attempt:
    return put(k, f"let f(x) = {f}; f is {what}"), True, predicate(breakpoints, *proofs, **data)


def at_0(left: str, right: str, here: str = "") -> str:
    return f"Piecewise(({left}, x < 0), {f'({here}, x = 0), ' if here else ''}({right}, True))"


SMOOTH = {"continuous": ("-k*x", "x"), "differentiable": ("k*x", "k*sin(x)"), "C^2": ("k*x", "k*sin(x)"),
    "C^3": ("0", "k*x^4")}
for what, (left, right) in SMOOTH.items():
    rule = f"predicate: {what.split('^')[0]}"
    condition(rule, f"{what}: the one-sided limits agree at every breakpoint", "at 0 the function jumps", lambda k, c,
              what=what, left=left, right=right: holds(
        k, at_0(f"{left} + {c}", right), what, ["0"]), [(k, "0") for k in ROWS], [(k, c) for k in ROWS for c in ("1",
        "-10^-30")])
    condition(rule, f"{what}: the value there is the limit", "at 0 the function jumps", lambda k, c, what=what, left=left,
              right=right: holds(
        k, at_0(left, right, c), what, ["0"]), [(k, "0") for k in ROWS], [(k, c) for k in ROWS for c in ("1", "-10^-30")])
    condition(rule, f"{what}: every kink of the branches is a breakpoint", "is not decided", lambda k, at, what=what,
              left=left, right=right: holds(
        k, at_0(left, right), what, at), [(k, ["0"]) for k in ROWS], [(k, at) for k in ROWS for at in ([], ["1"],
        ["-1", "1"])])
    if what != "continuous":
        condition(rule, f"{what}: the derivatives agree at every breakpoint", JUMPS,
                  lambda k, c, what=what, left=left, right=right:
                  holds(k, at_0(f"{left} + {c}*x", right), what, ["0"]), [(k, "0") for k in ROWS], [(k, c) for k in ROWS
                  for c in ("1", "-10^-30")])
        condition(rule, f"{what}: an infinite derivative is none", JUMPS, lambda k, f,
                  what=what: holds(k, f, what, ["0"]),
                  [(k, "k*x^5") for k in ROWS], [(k, "k*cbrt(x)") for k in ROWS])
        condition(rule, f"{what}: the interval is open", "differentiability is claimed on open intervals only", lambda k, d,
                  what=what: holds(k, "k*x^2", f"{what} on {d}", []),
                  [(k, f"(0, {k})") for k in ROWS], [(k, d) for k in ROWS for d in (f"[0, {k}]", f"[0, {k})", f"(0, {k}]",
                  "[0, oo)")])
    condition(rule, f"{what}: the function is defined everywhere", "is not shown to|outside its domain|is 0 here", lambda k,
              d, what=what: holds(k, f"x^{k}*x/x", f"{what} on {d}", []),
              [(k, "(0, oo)") for k in ROWS], [(k, d) for k in ROWS for d in ("(-1, 1)", "R")])
    condition(rule, f"{what}: the set is an interval", "write 'on", lambda k, d, what=what: holds(k, "k*x", f"{what} on {d}",
              []), [(k, "R") for k in ROWS],
              [(k, d) for k in ROWS for d in (f"R \\ {{{k}}}", f"(0, 1) union (2, {k + 2})", f"{{{k}}}")])
condition("predicate: continuous", "a breakpoint lies inside", "the points of a split must increase inside the interval",
          lambda k, at, d: holds(k, "k*x^2", f"continuous on {d}", [at]), [(k, "1/2", "[0, 1]") for k in ROWS],
          [(k, at, d) for k in (1, 2) for at, d in (("0", "[0, 1]"), ("1", "[0, 1]"), ("0", "(0, 1]"), ("1", "[0, 1)"), ("2", "[0, 1]"))])
condition("predicate: differentiable at", "another kink nearby does not hide the branch beside the point", "the one-sided limits of the derivative",
          lambda k, f, far: holds(k, f"Piecewise((0, x < 0), ({f}, x < {far}), (1, True))", "differentiable at 0", []),
          [(k, "k*x^2", far) for k in ROWS for far in ("1/2", "1/100")],
          [(k, "k*x", far) for k in ROWS for far in ("1/2", "1/100")])
condition("predicate: piecewise linear", "a normal form that grows too large is not zero", "is not affine",
          lambda k, f: holds(k, f, "piecewise linear", []), [(k, "k*x + 1") for k in ROWS], [(k, f"({k} + x + exp(x))^{66 + k}") for k in ROWS])
WAVE = "Piecewise(({}*sin(1/x), x != 0), (0, True))"  # its derivative oscillates at 0
condition("predicate: differentiable at", "the difference quotient has a limit", "not shown to be analytic at the end",
          lambda k, f: holds(k, WAVE.format(f), "differentiable at 0", []), [(k, "k*x^2") for k in ROWS], [(k, "k*x") for k in ROWS])
condition("statement: relation", "a difference quotient gives the first derivative only", "not shown to be analytic at the end",
          lambda k, f, primes: (put(k, f"let f(x) = {WAVE.format(f)}; f{primes}(0) = 0"), True, {"rule": "algebra"}),
          [(k, "k*x^3", "'") for k in ROWS], [(k, "k*x^3", "''") for k in ROWS])
condition("predicate: C", "derivatives of every order up to the one claimed agree", r"at 0 the derivative of order \d jumps",
          lambda k, order, power: holds(k, at_0("0", f"k*x^{power}"), f"C^{order}", ["0"]), [(k, n, n + 1) for k in ROWS
          for n in (2, 3)],
          [(k, n, n) for k in ROWS for n in (2, 3)])
condition("predicate: continuous", "at a closed end the value is the limit", "at the end 0 the function is not continuous",
          lambda k, c: holds(
    k, at_0("x", f"k*x + {c}", "0"), "continuous on [0, 1]", []), [(k, "0") for k in ROWS], [(k, c) for k in ROWS
    for c in ("1", "-10^-30")])
condition("predicate: continuous", "the breakpoints increase", "the points of a split must increase", lambda k,
          at: holds(k, f"abs(x - {k})", "continuous", at),
          [(k, [str(k)]) for k in ROWS], [(k, at) for k in ROWS for at in ([str(k), str(k)], [str(k), "0"])])

RULE = "predicate: differentiable except"
condition(RULE, "at every point of the set it is not differentiable", "at .* the function is differentiable", lambda k,
          f: holds(k, f, "differentiable except at {0}", ["0"]),
          [(k, at_0("-k*x", "x")) for k in ROWS], [(k, at_0("k*x", "k*sin(x)")) for k in ROWS])
condition(RULE, "outside the set it is differentiable", "at .* the function is not differentiable", lambda k,
          s: holds(k, "abs(x) + abs(x - k)", f"differentiable except at {s}", ["0", str(k)]),
          [(k, "{0, k}") for k in ROWS], [(k, s) for k in ROWS for s in ("{0}", "{k}", "{}")])
condition(RULE, "a point of the set is a breakpoint", "a point of the exceptional set is no breakpoint", lambda k,
          s: holds(k, "abs(x)", f"differentiable except at {s}", ["0"]),
          [(k, "{0}") for k in ROWS], [(k, s) for k in ROWS for s in ("{0, k}", "{0, -k, k}")])
condition(RULE, "the set is finite", "the exceptional set must be finite", lambda k, s: holds(k, "abs(x)",
          f"differentiable except at {s}", ["0"]), [(k, "{0}") for k in ROWS],
          [(k, s) for k in ROWS for s in ("(-1, 1)", "{k*m : m integer}", "{t : t = 0}", "R")])
condition(RULE, "kinks are not left out as breakpoints", "is not decided", lambda k, at: holds(k, "abs(x)*k",
          "differentiable except at {0}", at), [(k, ["0"]) for k in ROWS],
          [(k, at) for k in ROWS for at in ([], ["1"])])
condition(RULE, "the interval is open", "differentiability is claimed on open intervals only", lambda k,
          d: holds(k, "abs(x)", f"differentiable except at {{0}} on {d}", ["0"]),
          [(k, "(-1, k)") for k in ROWS], [(k, "[-1, k]") for k in ROWS])

for what in ("smooth", "analytic"):
    RULE = f"predicate: {what}"
    condition(RULE, "the branches are one function", "are not shown to be one function", lambda k, right, what=what: holds(k,
              at_0("k*x", right), what, ["0"]),
              [(k, "k*x + 0*x^2") for k in ROWS], [(k, "k*sin(x)") for k in ROWS])
    condition(RULE, "the function is continuous", "at 0 the function jumps", lambda k, c, what=what: holds(k,
              at_0("k*x", f"k*x + {c}"), what, ["0"]), [(k, "0") for k in ROWS],
              [(k, "1") for k in ROWS])
    condition(RULE, "a kink is a breakpoint", "is not decided", lambda k, f, what=what: holds(k, f, what, []),
              [(k, "max(k*x, k*x)") for k in ROWS], [(k, "max(k*x, -k*x)") for k in ROWS])
    condition(RULE, "the branches are analytic at the breakpoint",
              "an indeterminate form of terms that are not shown to be analytic at the end",
              lambda k, f, what=what: holds(k, at_0(f, f), what, ["0"]), [(k, "k*x") for k in ROWS], [(k, f) for k in ROWS
              for f in ("k*cbrt(x)",)])
    condition(RULE, "every branch is analytic",
              "under a root is not shown to be positive|is 0 here|not shown to be different from 0|cbrt is not", lambda k, f,
              what=what: holds(k, f, what, []),
              [(k, "k*cbrt(x^2 + 1)") for k in ROWS], [(k, f) for k in ROWS for f in ("k*cbrt(x)", "sqrt(x^2)")])
    condition(RULE, "the interval is open", "differentiability is claimed on open intervals only", lambda k, d,
              what=what: holds(k, "exp(k*x)", f"{what} on {d}", []), [(k, "(0, k)") for k in ROWS],
              [(k, "[0, k]") for k in ROWS])

RULE = "predicate: piecewise linear"
condition(RULE, "every branch is affine", "the branch on .* is not affine", lambda k, right: holds(k, at_0("k*x", right),
          "piecewise linear", ["0"]), [(k, "-x") for k in ROWS],
          [(k, r) for k in ROWS for r in ("x^2/10^9", "sin(x)", "exp(k*x) - 1")])
condition(RULE, "the function is continuous", "at 0 the function jumps", lambda k, c: holds(k, at_0("k*x", f"x + {c}"),
          "piecewise linear", ["0"]), [(k, "0") for k in ROWS],
          [(k, "1") for k in ROWS])
