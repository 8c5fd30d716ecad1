"""Forgeries of limits by orders of zeros and by growth, of removable points, of flat joints and of oscillations."""

from __future__ import annotations

from math import factorial

from .base import Attempt, condition
from .constants import tends
from .forms import ROWS, forall, node, put, value
from .pieces import holds
from .refutations import lacks

SIGN = "should be .*, but the algebra of signs shows only|infinite values does not hold"

RULE = "limits: zeros"
SERIES = "sin(x)" + "".join(f" {'-+'[j % 2]} x^{2*j + 1}/{factorial(2*j + 1)}" for j in range(6))
QUOTIENTS = {  # quotient of analytic functions, a zero of the denominator -> the limit there, and others
    "sin(k*x)/x": ("k", ("k + 1", "0", "oo")), "(exp(k*x) - 1)/x": ("k", ("1/k + k", "0", "-oo")),
    "(1 - cos(k*x))/x^2": ("k^2/2", ("k^2", "0", "oo")), "(sin(x) - x)/(k*x^3)": ("-1/(6*k)", ("1/(6*k)", "-1/(3*k)", "0")),
    "(tan(x) - x)/(k*x^3)": ("1/(3*k)", ("1/(6*k)", "0", "oo")), "(exp(x) - 1 - x)/(k*x^2)": ("1/(2*k)", ("1/k", "0")),
    "log(1 + k*x)/x": ("k", ("k + 1", "1/k + 2", "0")), "k/sin(x)^2 - k/x^2": ("k/3", ("-k/3", "0", "oo")),
    "(1 + k*x)^(1/x)": ("exp(k)", ("1", "exp(1/k + k)", "oo")), "k*x/(exp(x) - 1)": ("k", ("0", "-k", "oo")),
    "k*tan(x)/x^2": ("oo", ("-oo", "k", "0")), "sin(x)^3/(k*x^2)": ("0", ("1/k", "oo")),
}
for f, (found, others) in QUOTIENTS.items():
    condition(RULE, f"{f}: the limit is the quotient of the first derivatives that are not 0", SIGN,
              lambda k, f, c: tends(k, f, "0+", put(k, c), f"1/{k}"), [(k, f, found) for k in ROWS],
              [(k, f, c) for k in ROWS for c in others])
condition(RULE, "a quotient that is continuous after cancelling has its value there", SIGN, lambda k, f, c: tends(k, f, "0+", c, f"1/{k}"),
          [(k, f, c) for k in ROWS for f, c in (("k*cbrt(x)^4/cbrt(x)^3", "0"), ("(sqrt(x) + k*x)/sqrt(x)", "1"))],
          [(k, f, c) for k in ROWS for f, c in (("k*cbrt(x)^4/cbrt(x)^3", "k"), ("(sqrt(x) + k*x)/sqrt(x)", "1 + k"))])
condition(RULE, "from the left a pole of odd order has the other sign", SIGN, lambda k, f, c: tends(k, f, "0-", c, "-1"),
          [(k, f, c) for k in ROWS for f, c in (("sin(x)/(k*x^2)", "-oo"), ("sin(x)^2/(k*x^4)", "oo"))],
          [(k, f, c) for k in ROWS for f, c in (("sin(x)/(k*x^2)", "oo"), ("sin(x)^2/(k*x^4)", "-oo"))])
condition(RULE, "numerator and denominator are analytic at the point", "not shown to be analytic at the end",
          lambda k, f, c: tends(k, f, "0+", c, "1"), [(k, "sin(k*x)/x", str(k)) for k in ROWS],
          [(k, f, c) for k in ROWS for f, c in (("k*sqrt(x)/x^2*cos(1/x)", "0"), ("cbrt(k*x)*sin(1/x)/cbrt(x)", "k"),
          ("k*sin(1/x)/x*x", "0"))])
condition(RULE, "the order of the zero is found", "the order of a zero is not shown to be at most",
          lambda k, f, c: tends(k, f"k*({f})", "0+", c, "1"), [(k, "sin(x^3)/x^3", str(k)) for k in ROWS],
          [(k, f, c) for k in ROWS for f, c in (("sin(x^13)/x^13", str(k)), (f"({SERIES})/x^13", f"{k}/{factorial(13)}"))])


def in_parameter(k: int, domain: str, body: str, found: str) -> Attempt:
    return put(k, f"forall a in {domain}: lim({body}, x -> 0+) = {found}"), True, forall(value("limit", **{"from": "1"}))


condition(RULE, "a derivative at the point is 0 or is not", "is shown neither to be 0 nor to be different from 0",
          in_parameter, [(k, "(0, 2*k)", "a*sin(k*x)/x", "a*k") for k in ROWS],
          [(k, "(-k, 2*k)", "sin(k*x)*(a + x)/x/x", "oo") for k in ROWS])
condition(RULE, "a pole whose sign depends on a parameter is none", "the sign of a pole is not shown",
          lambda k, hypothesis: (put(k, f"forall a in R: {hypothesis} implies lim(a*k*sin(x)/x^2, x -> 0+) = oo"), True,
                                 forall(node("assume", proof=value("limit", **{"from": "1"})))),
          [(k, "a > 0") for k in ROWS], [(k, "a != 0") for k in ROWS])

RULE = "limits: x = c + 1/u"
MOVED = {"exp(-k/x)/x^3": ("0+", "0", ("1", "oo")), "x^2*log(x)^k": ("0+", "0", ("1", "-oo")), "x^(k*x)": ("0+", "1", ("0", "e")),
    "exp(k/(x - 1))*(x - 1)^5": ("1+", "oo", ("0", "-oo")), "exp(k/(x - 1))/(x - 1)": ("1-", "0", ("-oo", "1")),
    "x*sin(k/x)": ("oo", "k", ("0", "1/k + k")), "(1 + k/x)^x": ("oo", "exp(k)", ("1", "oo")),
    "x^(k/x)": ("oo", "1", ("oo", "0")), "x*log(1 + k/x)": ("-oo", "k", ("-k", "0")), "log(x)^k/sqrt(x)": ("oo", "0", ("1", "oo")),
    "sqrt(x)/log(x)^k": ("oo", "oo", ("0", "-oo")), "k*log(x)/(log(x) + x/x)": ("oo", "k", ("0", "1/k - 1"))}
STARTS = {"0+": "1", "1+": "2", "1-": "0", "oo": "2", "-oo": f"-{20}"}
for f, (where, found, others) in MOVED.items():
    condition(RULE, f"{f}: the limit is that of the moved term", SIGN, lambda k, f, where, c: tends(
        k, f, where, put(k, c), str(k + 1) if where == "oo" else STARTS[where]), [(k, f, where, found) for k in ROWS],
        [(k, f, where, c) for k in ROWS for c in others])
condition("limits: sums", "a bounded summand does not matter to an infinite limit, and does to a finite one", SIGN + "|growth",
          lambda k, f, c: tends(k, f, "oo", c, "1"), [(k, f"{s}x + k*sin(x)", f"{s}oo") for k in ROWS for s in ("", "-")],
          [(k, "x + k*sin(x)", "-oo") for k in ROWS] + [(k, "k/x + sin(x)", "0") for k in ROWS])


def removable(here: str, f: str) -> str:
    return f"Piecewise(({here}, x = 0), ({f}, True))"


for what in ("smooth", "analytic"):
    RULE = f"predicate: {what}"
    for f, here, others in (("sin(k*x)/x", "k", ("k + 1", "0")), ("(1 - cos(k*x))/x^2", "k^2/2", ("k^2", "0")),
                            ("k*x/(exp(x) - 1)", "k", ("0", "-k")), ("tanh(k*x)/x", "k", ("k + 10^-30", "1/k + k"))):
        condition(RULE, f"{f}: the value at a removable point is the limit", "at 0 the function jumps", lambda k, here, f,
                  what=what: holds(k, removable(here, f), what, ["0"]), [(k, here, f) for k in ROWS],
                  [(k, c, f) for k in ROWS for c in others])
    condition(RULE, "numerator and denominator are analytic at a removable point", "analytic at the end|under a root|cbrt is not",
              lambda k, f, what=what: holds(k, removable("0", f), what, ["0"]), [(k, "k*sin(x)^2/x") for k in ROWS],
              [(k, f) for k in ROWS for f in ("k*sin(x)^2*cbrt(x)/x", "x^2*sin(k/x)/tanh(x)", "(k*x^3 + x*sin(1/x))*x/tanh(x)")])
    condition(RULE, "a zero of the denominator is one of the numerator", "at 0 the function jumps", lambda k, f, what=what: holds(
        k, removable("0", f), what, ["0"]), [(k, f"x^{k}*sin(x)/x") for k in ROWS],
        [(k, f) for k in ROWS for f in ("sin(k*x)/x^2", "cos(k*x)/x")])
FLAT = "Piecewise((exp(-k/x)*x^{}, x > 0), ({}, True))"
condition("predicate: smooth", "the branches differ by flat terms from an analytic function", "not shown to be one function|jumps",
          lambda k, f: holds(k, f, "smooth", ["0"]), [(k, FLAT.format(n, "0")) for k in ROWS for n in ("3", "(-3)")] + [
              (k, "Piecewise((x + exp(-k/x), x > 0), (x, True))") for k in ROWS],
          [(k, f) for k in ROWS for f in (FLAT.format(1, "1"), FLAT.format(0, "x"), FLAT.format(2, "x^9"),
          "Piecewise((x^k*log(x), x > 0), (0, True))", "Piecewise((x^k/(1 + exp(1/x)) + x^k, x > 0), (0, True))")])
condition("predicate: analytic", "a flat joint is not analytic", "not shown to be one function", lambda k, f: holds(
    k, f, "analytic", ["0"]), [(k, "Piecewise((exp(-k*x), x > 0), (exp(-x*k), True))") for k in ROWS],
    [(k, FLAT.format(n, "0")) for k in ROWS for n in ("3", "(-3)")])
condition("predicate: differentiable", "limits of the difference quotient are finite and equal", "not finite and equal|indeterminate",
          lambda k, f: holds(k, f, "differentiable", ["0"]), [(k, removable("0", f"k*x^2*{w}(1/x)")) for k in ROWS
          for w in ("sin", "cos")], [(k, removable("0", f)) for k in ROWS for f in ("k*x*sin(1/x)",
          "abs(x)*k + x^2*sin(1/x)", "k*cbrt(x) + x^2*cos(1/x)")])

# ---------------------------------------------------------------------------------------------------------- oscillations
RULE = "value: sequences"


def waves(k: int, f: str, where: str, inner: str, a: str, b: str, start: str = "1", **data: str) -> Attempt:
    return put(k, f"lim({f}, x -> {where}) does not exist"), True, node("connect", proof=value("sequences", **{"from": put(k, start)},
        inner=put(k, inner), points=[put(k, a), put(k, b)], **data))


GOOD = [("sin(k/x)", "0+", "k/x", "0", "pi/2"), ("x*sin(k*x)", "oo", "k*x", "0", "pi/2"),
    ("cos(exp(k*x)) + x/(x + 1)", "oo", "exp(k*x)", "0", "pi"), ("x + x*cos(k*x)", "oo", "k*x", "0", "pi"),
    ("cos(2*k*x)", "oo", "k*x", "0", "pi/2")]
condition(RULE, "the inner function tends to infinity", "is not shown to tend to oo or -oo|finds|growth", waves,
          [(k, *row) for k in ROWS for row in GOOD],
          [(k, f, w, u, a, b) for k in ROWS for f, w, u, a, b in (("sin(x)", "0+", "x", "0", "pi/2"),
          ("sin(k + 1/x)", "oo", "k + 1/x", "0", "pi/2"), ("cos(tanh(k*x))", "oo", "tanh(k*x)", "0", "pi/2"))])
condition(RULE, "the two limits differ", "the limits along the two sequences are equal", waves, [(k, *row) for k in ROWS
          for row in GOOD[:2]],
          [(k, f, w, u, a, b) for k in ROWS for f, w, u, a, b in (("sin(k*x)/x", "oo", "k*x", "0", "pi/2"),
          ("x*sin(k/x)", "0+", "k/x", "0", "pi/2"), ("x + cos(k*x)", "oo", "k*x", "0", "pi"),
          ("sin(k*x)^2 + cos(k*x)^2", "oo", "k*x", "0", "pi/2"), ("cos(4*k*x)", "oo", "k*x", "0", "pi/2"))])
condition(RULE, "only whole multiples of the inner function come back", "no limit|growth|has no limit there|finds", waves,
          [(k, "cos(2*x + 2*x)*k", "oo", "x", "0", "pi/4") for k in ROWS],
          [(k, f, "oo", "x", "0", "pi") for k in ROWS for f in ("k*cos(x/2)", "cos(sqrt(2)*x)*k", "k*cos(x^2)")])
condition(RULE, "the function is defined on the interval", "is not shown to|outside its domain", waves,
          [(k, "sin(x)/(x - k)*x", "oo", "x", "0", "pi/2", "k") for k in ROWS],
          [(k, "sin(x)/(x - k)*x", "oo", "x", "0", "pi/2", "k - 1") for k in ROWS])
condition(RULE, "a limit from both sides has a named side", "the field 'side' must be one of", waves,
          [(k, *GOOD[0]) for k in ROWS],
          [(k, "sin(k/x)", "0", "k/x", "0", "pi/2") for k in ROWS])
for what, f, j in (("C^1", "k*x^2*sin(1/x)", 1), ("differentiable", "k*x*sin(1/x)", 1), ("continuous", "k*sin(1/x)", 0),
                   ("smooth", "k*x^4*sin(1/x)", 2), ("analytic", "k*x^2*sin(1/x)", 1)):
    condition(f"not: {what.split('^')[0]}", f"{what}: what oscillates has no limit", "along the two sequences are equal|no limit|indet",
              lambda k, f, j, what=what: lacks(k, removable("0", f), what, at="0", order=j, side="+", inner="1/x", points=["0", "pi/2"]
                                               if j != 1 or what == "differentiable" else ["0", "pi"]),
              [(k, f, j) for k in ROWS], [(k, g, j) for k in ROWS for g in (f.replace("sin(1/x)", "x^2*sin(1/x)"), "k*x^5*cos(1/x)")])
condition("not: differentiable", "an oscillating f' decides nothing", "along the two sequences are equal", lambda k, f: lacks(
    k, removable("0", f), "differentiable", at="0", order=1, side="+", inner="1/x", points=["0", "pi/2"]),
    [(k, "k*x*sin(1/x)") for k in ROWS], [(k, "k*x^2*sin(1/x)") for k in ROWS])
for what, f in (("differentiable at 0", "k*x*sin(1/x)"), ("continuous at 0", "k*sin(1/x)")):
    condition(f"not: {what[:-2]}", "what oscillates has no limit", "along the two sequences are equal", lambda k, f, what=what: lacks(
        k, removable("0", f), what, side="-", inner="1/x", points=["0", "pi/2"]), [(k, f) for k in ROWS],
        [(k, f"x*{f}") for k in ROWS])
condition("predicate: C", "a removable point has derivatives of every order", "at 0 the derivative of order 2 jumps|at 0 the function",
          lambda k, f: holds(k, f, "C^3", ["0"]), [(k, removable("k", "sin(k*x)/x")) for k in ROWS],
          [(k, f) for k in ROWS for f in (removable("0", "sin(k*x)/x"),
          "Piecewise((k, x = 0), (sin(k*x)/x, x > 0), (k, True))")])
