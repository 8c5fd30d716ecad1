"""Forgeries about sin, cos and tan: quarter turns, poles, Euler's formulas and special angles."""

from __future__ import annotations

from .algebra import ALL, sign_on
from .base import Attempt, Proof, condition
from .forms import ALGEBRA, ROWS, denied, forall, node, predicate, value

RULE = "sign: algebra"
condition(RULE, "sin is positive strictly between the turns 0 and pi", "should be positive, but the algebra of signs shows only",
          lambda k, domain: sign_on(domain, f"sin({k}*x) > 0"),
          [(k, f"(0, pi/{k})") for k in ROWS], [(k, d) for k in ROWS for d in (f"[0, pi/{k})", f"(0, pi/{k}]", f"(0, pi/{k} + 10^-9)")])
condition(RULE, "cos is positive strictly between the turns -pi/2 and pi/2", "should be positive, but the algebra of signs shows only",
          lambda k, low, high: sign_on(f"({low}, {high}]", f"cos(x + {k}*pi) {'<' if k % 2 else '>'} 0".replace("< 0", "*(-1) > 0")),
          [(k, "-pi/2", "1") for k in ROWS], [(k, low, high) for k in ROWS for low, high in (("-pi/2", "pi/2"), ("-pi/2 - 10^-9", "1"))])
condition(RULE, "between two turns the values lie between those at the turns", "should be negative, but the algebra of signs shows only",
          lambda k, left, c: sign_on(f"{left}0, pi/{2 * k})", f"sin({k}*x)^2 - cos({k}*x) < {c}"),
          [(k, left, 1) for k in ROWS for left in "(["], [(k, "[", "0.999") for k in ROWS])
condition(RULE, "1 is reached where the turn belongs to the interval", "should be positive, but the algebra of signs shows only",
          lambda k, right: sign_on(f"[0, pi/{2 * k}{right}", f"1 - sin({k}*x) > 0"),
          [(k, ")") for k in ROWS], [(k, "]") for k in ROWS])
condition(RULE, "tan is defined off its poles", "tan of .* not shown to be free of poles",
          lambda k, right: sign_on(f"[0, pi/{2 * k}{right}", f"tan({k}*x) >= 0"),
          [(k, ")") for k in ROWS], [(k, right) for k in ROWS for right in ("]", " + 10^-9)")])
condition(RULE, "an odd number of turns is a pole", "is a pole of tan",
          lambda k, q: (f"tan({k}*pi/{q})^2 >= 0", True, node("algebra")),
          [(k, 5) for k in ROWS], [(2 * k + 1, 2) for k in ROWS])
condition(RULE, "Euler's formulas: the two sides agree as polynomials in exponentials", "should be 0, but the algebra of signs shows only",
          lambda k, right: sign_on(ALL, f"sin({k}*x + {k}*x) = {right.replace('k', str(k))}"),
          [(k, "2*sin(k*x)*cos(k*x)") for k in ROWS],
          [(k, right) for k in ROWS for right in ("2*sin(k*x)", "2*sin(k*x)*cos(k*x) + 10^-30", "2*sin(k*x)*cos((k + 1)*x)", "2*sin(k*x)^2")])
condition(RULE, "twelfths of a half turn in square roots", "should be 0, but the algebra of signs shows only",
          lambda k, right: (f"sin({k}*pi/12)^2 = (1 - {right})/2", True, node("algebra")),
          [(k, f"cos({k}*pi/6)") for k in ROWS], [(k, f"cos({k + 1}*pi/6)") for k in ROWS])

RULE = "value: limit"
condition(RULE, "tan = sin/cos tends to oo at its pole from the left", "the relation between infinite values does not hold",
          lambda k, side, v: (f"lim(tan({k}*x), x -> pi/{2 * k}{side}) = {v}", True,
                              value("limit", **{"from": "0" if side == "-" else f"pi/{k}"})),
          [(k, "-", "oo") for k in ROWS] + [(k, "+", "-oo") for k in ROWS], [(k, "-", "-oo") for k in ROWS] + [(k, "+", "oo") for k in ROWS])
condition(RULE, "a bounded part does not keep a sum from oo, one alone has no limit", "the growth of 'sin' is not in the hierarchy",
          lambda k, t: (f"lim({t} + sin({k}*x), x -> oo) = oo", True, value("limit", **{"from": "1"})),
          [(k, f"{k}*x") for k in ROWS], [(k, t) for k in ROWS for t in (f"{k}", f"{k}/x")])

# ---------------------------------------------------------------------------------------------------------- the circle
RULE = "sign: algebra"
condition(RULE, "a trigonometric polynomial by counting roots on the circle", "should be at least 0, but the algebra of signs shows only",
          lambda k, c: sign_on(ALL, f"{c} + 3*sin({k}*x) + 4*cos({k}*x) >= 0"), [(k, 5) for k in ROWS], [(k, "4.999999") for k in ROWS])
condition(RULE, "a root of the circle is no positive value", "should be positive, but the algebra of signs shows only that it is at least",
          lambda k, c: sign_on(ALL, f"{c} + 2*sin({k}*x)*cos({k}*x) > 0"), [(k, "1.000001") for k in ROWS], [(k, 1) for k in ROWS])
condition(RULE, "the point u = pi belongs to the circle", "should be positive, but the algebra of signs shows only that it is at least",
          lambda k, domain: sign_on(domain, f"2 + 2*cos({k}*x) + sin({k}*x)^2 > 0"),
          [(k, f"(-pi/{k}, pi/{k})") for k in ROWS], [(k, d) for k in ROWS for d in (ALL, f"(-pi/{k}, pi/{k}]", f"(0, 2*pi/{k})")])
condition(RULE, "where the half angle has no tangent the value is that for u = pi", "should be (positive|negative), but the algebra of signs shows only that",
          lambda k, s, c, relation: sign_on(ALL, f"{s}{c} + {s}sin({k}*x) + {s}2*cos({k}*x) + {s}sin({k}*x)*cos({k}*x) {relation} 0".replace("+ -", "- ")),
          [(k, *row) for k in ROWS for row in (("", "2", ">="), ("-", "2", "<="), ("", "3", ">"), ("-", "3", "<"))],
          [(k, *row) for k in ROWS for row in (("", "2", ">"), ("-", "2", "<"), ("", "3", "<"), ("-", "3", ">"))])
condition(RULE, "on the range of tan(u/2)", "should be positive, but the algebra of signs shows only",
          lambda k, low: sign_on(f"({low}, pi/{k})", f"sin({k}*x) + sin({2 * k}*x)/2 + sin({3 * k}*x)/3 > 0"),
          [(k, 0) for k in ROWS], [(k, "-0.000001") for k in ROWS])

# ---------------------------------------------------------------------------------------------------------- periodic
RULE = "sign: periodic"


def repeated(claim: str, period: str, start: str = "0", domain: str = "(-oo, oo)") -> Attempt:
    return sign_on(domain, claim, node("periodic", var="x", period=period, proof=ALGEBRA, **{"from": start}))


condition(RULE, "the period is positive", "is not shown to be positive", lambda k, p: repeated(f"sin({k}*x)^4 + cos({k}*x) >= -1", p),
          [(k, "2*pi") for k in ROWS], [(k, p) for k in ROWS for p in ("-2*pi", "0", "pi - pi")])
condition(RULE, "the term repeats", "is not shown to have the period",
          lambda k, p, t: repeated(f"2 + sin({k}*x) + {t} > 0", p), [(k, "2*pi", "cos(x)/2") for k in ROWS],
          [(k, p, t) for k in ROWS for p, t in (("pi/7", "cos(x)/2"), ("2*pi", "exp(-x)"), ("2*pi", "sin(x/2)^3"))])
condition(RULE, "the term is defined for all x", "is not shown to be different from 0|not shown to be free of poles",
          lambda k, t, domain: repeated(f"{t} + {k} > 0", "2*pi", "1/10", domain),
          [(k, "sin(x)^2", "(0, 1)") for k in ROWS], [(k, t, "(0, 1)") for k in ROWS for t in ("tan(x)", "x*sin(x)/x", "1/(2*cos(x) - 1)^2")])
condition(RULE, "the sign is shown on a whole period", "should be positive, but the algebra of signs shows only",
          lambda k, c: repeated(f"sin({k}*x) + sin({2 * k}*x)/2 + sin({3 * k}*x)/3 + {c} > 0", "2*pi", f"{k}"),
          [(k, 2) for k in ROWS], [(k, c) for k in ROWS for c in (0, 1)])
condition(RULE, "hypotheses about x say nothing of another period", "should be positive, but the algebra of signs shows only",
          lambda k, c: (f"forall x in (0, 1): cos({k}*x) > 9/10 implies cos({k}*x) + {c} > 0", True,
                        forall(node("assume", proof=node("periodic", var="x", period="2*pi", proof=ALGEBRA, **{"from": "0"})))),
          [(k, 2) for k in ROWS], [(k, 0) for k in ROWS])

# ---------------------------------------------------------------------------------------------------------- predicate
RULE = "predicate: periodic"


def period(f: str, p: str, at: str, proof: Proof = ALGEBRA, place: str = "") -> Attempt:
    return f"let f(x) = {f}; f is periodic with period {p}{place}", True, predicate([], at=at, proof=forall(proof))


condition(RULE, "the period is positive", "is not shown to be positive",
          lambda k, p: period(f"cos({k}*x)", f"{p}*pi/{k}", "0"), [(k, 2) for k in ROWS], [(k, p) for k in ROWS for p in (-2, 0)])
condition(RULE, "the function repeats", "is not shown to have the period",
          lambda k, f: period(f, f"2*pi/{k}", "0"), [(k, f"cos({k}*x)") for k in ROWS],
          [(k, f) for k in ROWS for f in (f"cos({k}*x/2)", f"cos({k}*x) + x/1000", f"cos({k}*x)*exp(-x^2)")])
condition(RULE, "no smaller period: a value does not come back", "should be not 0, but",
          lambda k, p: period(f"cos({k}*x)", f"{p}*pi/{k}", "0"), [(k, 2) for k in ROWS], [(k, 4) for k in ROWS])
condition(RULE, "the value is one that is taken once in a period", "should be not 0, but",
          lambda k, at: period(f"sin({k}*x)", f"2*pi/{k}", at), [(k, f"pi/{2 * k}") for k in ROWS], [(k, at) for k in ROWS for at in ("0", f"pi/{k}")])
condition(RULE, "the function lives on R", "a period is claimed of a function on R",
          lambda k, place: period(f"cos({k}*x)", f"2*pi/{k}", "0", place=place), [(k, "") for k in ROWS],
          [(k, f" on ({-k}, 100)") for k in ROWS])
condition(RULE, "the function is defined on R", "is not shown to be different from 0|not shown to be free of poles",
          lambda k, f: period(f, f"2*pi/{k}", "0"), [(k, f"cos({k}*x)") for k in ROWS],
          [(k, f) for k in ROWS for f in (f"cos({k}*x)*x/x", f"tan({k}*x/2)")])
condition(RULE, "absolute values do not see the sign", "is not shown to have the period",
          lambda k, f: period(f, f"pi/{k}", "0", node("lemma", about=f"sin({k}*x)", sign=">", lemma=ALGEBRA, proof=ALGEBRA)),
          [(k, f"abs(sin({k}*x))") for k in ROWS], [(k, f) for k in ROWS for f in (f"max(sin({k}*x), 0)", f"sign(sin({k}*x))")])

RULE = "not: periodic"


def without(f: str, p: str, **data: object) -> Attempt:
    return f"let f(x) = {f}; f is not periodic with period {p}", True, denied(node("predicate", **data))


condition(RULE, "the values differ", "are not shown to be different",
          lambda k, p: without(f"sin({k}*x)", p, at="1/3"), [(k, f"1/{k}") for k in ROWS], [(k, "2*pi") for k in ROWS])
condition(RULE, "a smaller period is one", "is not shown to have the period",
          lambda k, n: without(f"sin({k}*x)", f"4*pi/{k}", parts=n), [(k, 2) for k in ROWS], [(k, n) for k in ROWS for n in (3, 4)])
condition(RULE, "a whole number of smaller periods", "must be an integer from 2",
          lambda k, n: without(f"sin({k}*x)", f"4*pi/{k}", parts=n), [(k, 2) for k in ROWS], [(k, n) for k in ROWS for n in (1, 0, -2)])

# ---------------------------------------------------------------------------------------------------------- over periods
RULE = "value: over periods"


def solutions(head: str, f: str, found: str, p: str, points: list[str], domain: str = "", level: str = "0", proofs: int = 2,
              **data: object) -> Attempt:
    inner = node("solutions", cuts=points, holds=[False] * proofs + [True] * len(points), value=level, proof=forall(*[ALGEBRA] * proofs),
                 equal=forall(*[ALGEBRA] * len(points)))
    return (f"{head}(x -> {f}{domain}) = {found}", True,
            node("values", values=[node("over periods", period=p, proof=inner, **{"from": "0"}, **data)], proof=ALGEBRA))


condition(RULE, "the function repeats", "is not shown to have the period",
          lambda k, p, d: solutions("zeros", f"sin({k}*x)", f"{{n*pi/{k} : n integer}}", p, ["0"], proofs=1, **d),
          [(k, f"pi/{k}", {"turning": 1}) for k in ROWS], [(k, p, d) for k in ROWS for p, d in ((f"pi/{k}", {}), (f"pi/{2 * k}", {"turning": 1}))])
condition(RULE, "extrema do not survive a change of sign", "is not shown to have the period",
          lambda k, p, d: solutions("argmax", f"cos({k}*x)", f"{{{p}*n*pi/{k} : n integer}}", f"{p}*pi/{k}", ["0"], level="1", proofs=1, **d),
          [(k, 2, d) for k in ROWS for d in ({}, {"turning": 1})], [(k, 1, {"turning": 1}) for k in ROWS])
condition(RULE, "the period is positive", "is not shown to be positive",
          lambda k, p: solutions("argmax", f"cos({k}*x)", f"{{2*n*pi/{k} : n integer}}", f"{p}*pi/{k}", ["0"], level="1", proofs=1),
          [(k, 2) for k in ROWS], [(k, p) for k in ROWS for p in (-2, 0)])
condition(RULE, "the solutions are all on R", "to all of R only",
          lambda k, domain: solutions("argmax", f"cos({k}*x)", f"{{2*n*pi/{k} : n integer}}", f"2*pi/{k}", ["0"], domain, "1", 1),
          [(k, "") for k in ROWS], [(k, f", ({-k}, 100)") for k in ROWS])
condition(RULE, "all solutions within a period are listed", "should be (negative|not 0), but",
          lambda k, p: solutions("argmax", f"cos({k}*x)", f"{{{p}*n*pi/{k} : n integer}}", f"{p}*pi/{k}", ["0"], level="1", proofs=1),
          [(k, 2) for k in ROWS], [(k, 4) for k in ROWS])
condition(RULE, "the solutions within a period are exact", "are not known exactly",
          lambda k, inner: (f"argmax(x -> cos({k}*x)) = {{2*n*pi/{k} : n integer}}", True, node(
              "values", proof=ALGEBRA, values=[node("over periods", period=f"2*pi/{k}", proof=inner, **{"from": f"-1/{k}"})])),
          [(k, node("solutions", cuts=["0"], holds=[False, False, True], value="1", proof=forall(ALGEBRA, ALGEBRA), equal=forall(ALGEBRA)))
           for k in ROWS],
          [(k, node("solutions between", lower=f"-1/{2 * k}", at="0", upper=f"1/{2 * k}", breakpoints=[],
                    proofs=[forall(ALGEBRA), forall(ALGEBRA)])) for k in ROWS])

RULE = "statement: values"
condition(RULE, "two progressions have the same members", "the two sets are not shown to be",
          lambda k, found: solutions("argmax", f"cos({k}*x)", found, f"2*pi/{k}", ["0"], level="1", proofs=1),
          [(k, f"{{2*n*pi/{k} + {j}*pi/{k} : n integer}}") for k in ROWS for j in (0, -4)],
          [(k, found) for k in ROWS for found in (f"{{n*pi/{k} : n integer}}", f"{{4*n*pi/{k} : n integer}}", "{0}",
                                                 f"{{2*n*pi/{k} + pi/{k} : n integer}}")])
condition(RULE, "a progression is compared with its like", "a progression is compared with progressions, and",
          lambda k, found: solutions("argmax", f"cos({k}*x)", found, f"2*pi/{k}", ["0"], level="1", proofs=1),
          [(k, f"{{-2*n*pi/{k} : n integer}}") for k in ROWS],
          [(k, found) for k in ROWS for found in ("R", f"{{2*n*pi/{k} : n integer}} union {{0}}")])
condition(RULE, "a progression has a constant step", "a progression with a step that is not shown",
          lambda k, found: solutions("argmax", f"cos({k}*x)", found, f"2*pi/{k}", ["0"], level="1", proofs=1),
          [(k, f"{{2*n*pi/{k} : n integer}}") for k in ROWS],
          [(k, found) for k in ROWS for found in (f"{{2*n^2*pi/{k} : n integer}}", f"{{2*(n - n)*pi/{k} : n integer}}", f"{{n^3*pi/{k} : n integer}}")])
condition(RULE, "the steps of progressions have a rational ratio", "the steps of two progressions are not compared",
          lambda k, found: solutions("argmax", f"cos({k}*x)", found, f"2*pi/{k}", ["0"], level="1", proofs=1),
          [(k, f"{{2*n*pi/{k} : n integer}}") for k in ROWS], [(k, f"{{2*n*sqrt({k + 1}) : n integer}}") for k in ROWS])
condition(RULE, "a number is an exact number of steps away", "whether a number belongs to a progression is not decided",
          lambda k, found: solutions("argmax", f"cos({k}*x)", found, f"2*pi/{k}", ["0"], level="1", proofs=1),
          [(k, f"{{2*n*pi/{k} : n integer}}") for k in ROWS], [(k, f"{{2*n*pi/{k} + exp({k}) : n integer}}") for k in ROWS])
