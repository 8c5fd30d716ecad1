"""Forgeries of the rules for Lipschitz constants, Clarke intervals and limits."""

from __future__ import annotations

from typing import Any

from .base import Attempt, Proof, condition
from .forms import ALGEBRA, ROWS, denied, forall, node, put

SIGN = "should be .*, but the algebra of signs shows only"
RULE = "value: lipschitz"


def least(k: int, f: str, constant: str, breakpoints: list[str], where: dict[str, Any], parts: int = 0, given: str = "",
    domain: str = "") -> Attempt:
    """Two proofs for each piece: the constant is at least f' and -f'."""
    rule = node("lipschitz", value=given or constant, breakpoints=breakpoints, piece=where.get("piece", 0),
        proofs=[ALGEBRA] * (
        parts or 2 * len(breakpoints) + 2), **{n: v for n, v in where.items() if n != "piece"})
    return put(k, f"let f(x) = {f}; lipschitz(f{domain}) = {constant}"), True, node("values", values=[rule], proof=ALGEBRA)


KINK = "max(k*x, -x)"
condition(RULE, "the slope reached is the constant", "the slope reached is not shown to be the constant",
          lambda k, piece: least(k, KINK, str(k), ["0"], {"piece": piece, "at": ["-1", "1"][piece]}),
          [(k, 1) for k in ROWS if k > 1],
          [(k, 0) for k in range(2, 13)])
condition(RULE, "the constant bounds the slope on every piece", SIGN,
          lambda k, f: least(k, f, "1", ["0"], {"piece": 0, "at": "-1"}), [(k, "max(x, -x)") for k in ROWS],
          [(k, "max(k*x + x, -x)") for k in ROWS])
condition(RULE, "the constant claimed is the one given", SIGN, lambda k, c: least(k, KINK, f"{k} + {c}", ["0"],
          {"piece": 1, "at": "1"}, given=str(k)),
          [(k, 0) for k in ROWS], [(k, c) for k in ROWS for c in (1, "10^-30")])
condition(RULE, "the point lies on the piece", "is not shown to lie in", lambda k, at: least(k, KINK, str(k), ["0"],
          {"piece": 1, "at": at}),
          [(k, "1") for k in ROWS], [(k, at) for k in ROWS for at in ("0", "-1")])
condition(RULE, "there is such a piece", "the field 'piece' must be an integer from 0 to 1", lambda i: least(1, KINK, "1",
          ["0"], {"piece": i, "at": "1" if i else "-1"}),
          [0, 1], [2, 3, -1, True, False, None, "0", [0], 10**9, 0.5 and "1", {}])
condition(RULE, "the function is continuous", "at 0 the function jumps",
          lambda k, c: least(k, f"Piecewise((k*x, x < 0), (k*x + {c}, True))", str(k), ["0"], {"piece": 0, "at": "-1"}),
          [(k, "0") for k in ROWS],
          [(k, c) for k in ROWS for c in ("1", "-10^-30")])
condition(RULE, "every piece has two proofs", r"needs 4 proofs under 'proofs', found", lambda k, n: least(k, "abs(k*x)",
          str(k), ["0"], {"piece": 1, "at": "1"}, n),
          [(k, 4) for k in ROWS], [(k, n) for k in ROWS for n in (1, 2, 3, 5)])
condition(RULE, "the breakpoints are those of the function", "is not decided here", lambda k, at: least(k, KINK, str(k),
          [at], {"piece": 1, "at": "2"}),
          [(k, "0") for k in ROWS], [(k, at) for k in ROWS for at in ("1", "-1")])
condition(RULE, "the limit of the slope is the constant", "the slope reached is not shown to be the constant",
          lambda k, side: least(k, "k*x*x/2 + 0*k", str(k), [], {"side": side}, domain=" on (0, 1)"),
          [(k, "right") for k in ROWS],
          [(k, "left") for k in ROWS])
condition(RULE, "an infinite slope is reached", "the slope reached is not shown to be the constant|indeterminate form",
          lambda k, f: (put(k, f"let f(x) = {f}; lipschitz(f on (0, 1)) = oo"), True, node("values", values=[node(
              "lipschitz", breakpoints=[], piece=0, side="left", value=str(k), proofs=[ALGEBRA] * 2)], proof=ALGEBRA)),
          [(k, "k*sqrt(x)") for k in ROWS], [(k, "k*x*sqrt(x)") for k in ROWS])


def jumping(k: int, f: str, j: Any, claim: str = "oo") -> Attempt:
    rule = node("lipschitz", breakpoints=["0", "1"], jump=j)
    return put(k, f"let f(x) = {f}; lipschitz(f) = {claim}"), True, node("values", values=[rule], proof=ALGEBRA)


HOP = "Piecewise((k*x, x < 0), (-k*x, x < 1), (k, True))"
condition(RULE, "at a jump the limits, or the value, differ", "the function does not jump there", jumping,
          [(k, HOP, 1) for k in ROWS] + [(k, "Piecewise((x, x != 1), (k + 1, True)) + abs(x)", 1) for k in ROWS],
          [(k, HOP, 0) for k in ROWS] + [(k, "Piecewise((x, x != 1), (1, True)) + k*abs(x)", 1) for k in ROWS])
condition(RULE, "the jump is at a breakpoint", "the field 'jump' must be an integer from 0 to 1", jumping, [(k, HOP, 1) for k in ROWS],
          [(k, HOP, j) for k in (1, 2) for j in (2, -1, None, "1", True, [1])])
condition(RULE, "with a jump there is no finite constant", "the relation between infinite values does not hold", jumping,
          [(k, HOP, 1) for k in ROWS], [(k, HOP, 1, c) for k in ROWS for c in ("k", "10^100")])
condition(RULE, "the function has a value at the jump", "is 0 here", jumping,
          [(k, "Piecewise((k, x < 1), (x, x > 1), (0, True)) + abs(x)", 1) for k in ROWS[1:]],
          [(k, "Piecewise((k, x < 1), (k, x > 1), (1/(x - 1), True)) + abs(x)", 1) for k in ROWS])
condition(RULE, "the set is an interval", "write 'on", lambda k, d: least(k, "k*x", str(k), [], {"piece": 0, "at": "1"},
          domain=d), [(k, " on (0, 2)") for k in ROWS],
          [(k, d) for k in ROWS for d in (" on R \\ {0}", " on (0, 2) union (3, 4)")])

RULE = "value: lipschitz between"


def about(k: int, claim: str, lower: str, upper: str, at: str, f: str = "k*x^2/2", domain: str = "[-1, 1]") -> Attempt:
    rule = node("lipschitz between", lower=lower, upper=upper, at=at, piece=0, breakpoints=[], proofs=[ALGEBRA] * 2)
    text = f"let f(x) = {f}; lipschitz(f on {domain}) in {claim}"
    return put(k, text), True, node("values", values=[rule], proof=node("membership", proof=node("connect",
        proofs=[ALGEBRA] * 2)))


condition(RULE, "the slope at the point is as large as the lower end", "the slope at the point is below the lower bound",
          lambda k, at: about(k, "[k/2, k]", f"{k}/2", str(k), at), [(k, at) for k in ROWS for at in ("1/2", "-3/4")],
          [(k, at) for k in ROWS for at in ("1/3", "-0.49")])
condition(RULE, "the upper end bounds the slope", SIGN, lambda k, upper: about(k, f"[0, {upper}]", "0", upper, "1/2"),
          [(k, str(k)) for k in ROWS],
          [(k, f"{k} - 1/100") for k in ROWS])
condition(RULE, "the enclosure lies in the interval claimed", SIGN, lambda k, claim: about(k, claim, f"{k}/2", str(k),
          "1/2"), [(k, "[k/2, k]") for k in ROWS],
          [(k, c) for k in ROWS for c in ("[k/2, k)", "(k/2, k]", "[0, k/2]")])
condition(RULE, "the point lies on the piece", "is not shown to lie in", lambda k, at: about(k, "[0, k]", "0", str(k), at),
          [(k, "1/2") for k in ROWS],
          [(k, at) for k in ROWS for at in ("1", "2", "-1")])

# --------------------------------------------------------------------------------------------------------------- clarke
RULE = "value: clarke"


def clarke(k: int, f: str, at: str, found: str) -> Attempt:
    return put(k, f"let f(x) = {f}; clarke(f, {at}) = {found}"), True, node("values", values=[node("clarke")], proof=ALGEBRA)


condition(RULE, "the interval is that of the one-sided slopes", "the two sets are not shown to be equal", lambda k,
          found: clarke(k, "max(k*x, -x)", "0", found),
          [(k, "[-1, k]") for k in ROWS], [(k, f) for k in ROWS for f in ("[0, k]", "[-1, k)", "[-1, 0]", "[k, k + 1]")])
condition(RULE, "the function is continuous there", "there is no Clarke subdifferential at a jump",
          lambda k, c: clarke(k, f"Piecewise((k*x, x < 0), (x + {c}, True))", "0", "[1, k]"), [(k, "0") for k in ROWS],
          [(k, c) for k in ROWS for c in ("1", "-1/2")])
condition(RULE, "the value at the point is the limit", "there is no Clarke subdifferential at a jump",
          lambda k, c: clarke(k, f"Piecewise((k*x, x < 0), ({c}, x = 0), (x, True))", "0", "[1, k]"),
          [(k, "0") for k in ROWS], [(k, c) for k in ROWS for c in ("1", "-1/2")])
condition(RULE, "the slopes are finite", "a one-sided limit of the derivative is infinite", lambda k, f: clarke(k, f, "0",
          "[k, k]"), [(k, "k*x") for k in ROWS],
          [(k, f) for k in ROWS for f in ("k*cbrt(x)", "Piecewise((k*x, x < 0), (sqrt(x), True))")])
condition(RULE, "the function is defined there", "is 0 here|outside its domain|is not shown", lambda k, f: clarke(k, f, "0",
          "[k, k]"), [(k, "k*x") for k in ROWS],
          [(k, f) for k in ROWS for f in ("k*x*x/x", "log(x)")])
condition(RULE, "the order of the slopes is decided", "the order of the one-sided derivatives is not decided", lambda k,
          domain: (put(k, f"forall a in {domain}: clarke(x -> Piecewise((a*x, x < 0), (k*x, True)), 0) = [a, k]"), True,
          node(
    "introduce", proofs=[node("values", values=[node("clarke")], proof=ALGEBRA)])), [(k, "(0, k)") for k in ROWS],
    [(k, "(0, 2*k)") for k in ROWS])
condition(RULE, "a point where it is smooth is no kink", "the two sets are not shown to be equal|is not decided here",
          lambda k, at: clarke(k, "max(k*x, -x)", at, "[-1, k]"),
          [(k, "0") for k in ROWS], [(k, at) for k in ROWS for at in ("1/10^9", "-1")])

# --------------------------------------------------------------------------------------------------------------- limits
RULE = "value: limit"


def tends(k: int, body: str, where: str, found: str, start: Any, **data: Any) -> Attempt:
    rule = node("limit", **{"from": start} if isinstance(start, str) else {"proofs": [node("limit", **{"from": s})
        for s in start]}, **data)
    return put(k, f"lim({body}, x -> {where}) = {found}"), True, node("values", values=[rule], proof=ALGEBRA)


condition(RULE, "the limit is the value claimed", SIGN + "|infinite values does not hold",
          lambda k, found: tends(k, "(k*x + 1)/(x + k)", "oo", found, "1"), [(k, "k") for k in ROWS], [(k, f) for k in ROWS
          for f in ("k + 1", "oo", "1/k - 1")])
condition(RULE, "an infinite limit has its sign", "infinite values does not hold|" + SIGN, lambda k, found: tends(k,
          "k*x^3 - x", "-oo", found, "-1"),
          [(k, "-oo") for k in ROWS], [(k, f) for k in ROWS for f in ("oo", "0")])
condition(RULE, "the interval is not empty", "the interval of a one-sided limit must not be empty", lambda k, start: tends(k,
          "k*x", "1+", "k", start),
          [(k, "2") for k in ROWS], [(k, s) for k in ROWS for s in ("1", "0", f"1 - 1/{k}")])
condition(RULE, "the function is defined on the whole interval", "is not shown to|outside its domain",
          lambda k, start: tends(k + 10, "x*(x - k)/(x - k)", "oo", "oo", start), [(k, f"{k} + 10") for k in ROWS],
          [(k, f"{k} + 9") for k in ROWS])
condition(RULE, "one branch rules on the whole interval", "is not decided here", lambda k, start: tends(k, "abs(x - k)/x",
          "oo", "1", start),
          [(k, str(k)) for k in ROWS], [(k, f"{k}/2") for k in ROWS])
condition(RULE, "the one-sided limits agree", "a value of the statement does not exist", lambda k, f: tends(k, f, "0", "0",
          ["-1", "1"]),
          [(k, "k*abs(x)") for k in ROWS], [(k, "sign(x)/k") for k in ROWS])
condition(RULE, "a limit from both sides has two proofs", "needs 2 proofs under 'proofs', found", lambda k, start: tends(k,
          "k*x", "0", "0", start),
          [(k, ["-1", "1"]) for k in ROWS], [(k, s) for k in ROWS for s in (["-1"], [], ["-1", "1", "2"])])
condition(RULE, "a term in its place is identical to it", "the term under the limit is not shown to be identical",
          lambda k, to: tends(k, "(exp(x) - k)/exp(x)", "oo", "1", "1", to=to), [(k, f"1 - {k}*exp(-x)") for k in ROWS],
          [(k, f"1 + {k}*exp(-x)") for k in ROWS])
FORMS = {  # body, point, value, from: a limit that the rules find, and one that has another value or that they do not find
    "oo - oo is indeterminate": (("k*x + x^2", "oo", "oo", "1"), ("k*x - 2*k*x*atan(x)/pi", "oo", "0", "1"),
    "oo - oo is indeterminate|the growth of 'atan' is not"),
    "0 times oo is indeterminate at a finite point": (("k*x*exp(x)", "0+", "0", "1"), ("k*x*sin(1/x)/x", "0+", "0", "1"),
    "an indeterminate form of terms that are not shown to be analytic at the end"),
    "the growth of other functions is not compared": (("k*x^2*exp(-x)", "oo", "0", "1"), ("k*log(log(x))/log(x)", "oo", "1", "3"),
    "is not in the hierarchy"),
    "a bounded factor needs one that tends to 0": (("sin(k*x)*exp(-x)", "oo", "0", "1"), ("sin(k*x)*tanh(x)", "oo", "0",
    "1"), "a factor is bounded but has no limit|growth"),
    "sin has no limit at oo": (("tanh(k*x)", "oo", "1", "1"), ("sin(k*x)", "oo", "0", "1"), "sin has no limit there"),
    "the leading coefficient is not 0": (("(1 + k*x)/x", "oo", "k", "1"),
    ("(x + 1)/((exp(x) + 1)^2 - exp(2*x) - 2*exp(x) - 1 + k/x)", "oo", "0", "1"), ""),
    "a zero in the denominator has a sign": (("k/x", "0+", "oo", "1"), ("k/(x*sin(1/x))", "0+", "oo", "1"),
    "is not shown to be different from 0"),
}
for name, (fine, broken, sentence) in FORMS.items():
    if sentence:
        condition(RULE, name, sentence, tends, [(k, *fine) for k in ROWS], [(k, *broken) for k in ROWS])
condition(RULE, "an even pole has one sign, an odd one two", SIGN + "|infinite values does not hold|does not exist",
          lambda k, f: tends(k, f, "0", "oo", ["-1", "1"]),
          [(k, "k/x^2") for k in ROWS], [(k, "k/x^3") for k in ROWS])
condition(RULE, "a power 0 is 1, whatever its base tends to", "the relation between infinite values does not hold", lambda k,
          body, found: tends(k, body, "oo", found, "1"),
          [(k, "x^(1/k)", "oo") for k in ROWS], [(k, body, "oo") for k in ROWS for body in ("(k*x)^0", "(k/x)^0")])


def unknown_sign(k: int, hypothesis: str, found: str) -> Attempt:
    values = node("values", values=[node("limit", **{"from": "1"})], proof=ALGEBRA)
    return f"forall a in R: {hypothesis} implies lim(a*{k}*x, x -> oo) = {found}", True, forall(node("assume", proof=values))


condition(RULE, "the sign of the leading coefficient is known", "the sign of the leading coefficient is not shown",
          unknown_sign, [(k, "a > 0", "oo") for k in ROWS] + [(k, "a < 0", "-oo") for k in ROWS],
          [(k, "a != 0", found) for k in ROWS for found in ("oo", "-oo")])
RULE = "value: oscillation"


def oscillates(k: int, body: str, where: str, period: str, points: list[str]) -> Attempt:
    proof: Proof = node("values", values=[node("oscillation", period=period, points=points)])
    return put(k, f"lim({body}, x -> {where}) does not exist"), True, denied(proof)


condition(RULE, "the term has the period", "the term is not shown to be periodic", lambda k, p: oscillates(k, "sin(x)*k",
          "oo", p, ["0", "1"]),
          [(k, "2*pi") for k in ROWS], [(k, p) for k in ROWS for p in ("pi", "2", "6.283185307179586")])
condition(RULE, "the period is positive", "the term is not shown to be periodic", lambda k, p: oscillates(k, "sin(x)*k",
          "oo", p, ["0", "1"]),
          [(k, "2*pi") for k in ROWS], [(k, p) for k in ROWS for p in ("0", "-2*pi")])
condition(RULE, "the limit is one at infinity", "or the limit is not at infinity", lambda k, where: oscillates(k, "sin(x)*k",
          where, "2*pi", ["0", "1"]),
          [(k, w) for k in ROWS for w in ("oo", "-oo")], [(k, str(k)) for k in ROWS])
condition(RULE, "the two values differ", "the two values are not shown to be different", lambda k, q: oscillates(k,
          "sin(x)*k", "oo", "2*pi", ["0", q]),
          [(k, "1") for k in ROWS], [(k, q) for k in ROWS for q in ("0", "pi", "2*pi")])
condition(RULE, "values that add up to 0 differ, equal ones that do not are equal", "the two values are not shown to be different",
          lambda k, q: oscillates(k, "cos(x)*k", "oo", "2*pi", ["0", q]), [(k, "pi") for k in ROWS], [(k, q) for k in ROWS for q in ("2*pi", "-2*pi")])
condition(RULE, "the term is defined everywhere", "is not shown to|outside its domain", lambda k, body: oscillates(k, body,
          "oo", "2*pi", ["0", "1"]),
          [(k, "sin(x)*k") for k in ROWS], [(k, b) for k in ROWS for b in ("1/(sin(x)*k + 1)", "log(sin(x) + 1)*k")])
