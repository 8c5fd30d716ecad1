"""Forgeries of limits that have a proof of their own: L'Hôpital's rule, substitution, composition."""

from __future__ import annotations

from typing import Any

from .base import Attempt, condition
from .forms import ALGEBRA, ROWS, node, put, value

SIGN = "should be .*, but the algebra of signs shows only|infinite values does not hold"
LIMIT = node("limit")


def limit_by(k: int, body: str, where: str, found: str, start: str, **data: Any) -> Attempt:
    fields = {n: put(k, v) if isinstance(v, str) and n != "by" else [put(k, q) for q in v] if isinstance(v, list) else v
        for n, v in data.items()}
    return put(k, f"lim({body}, x -> {where}) = {found}"), True, value("limit", **{"from": put(k, start)}, **fields)


RULE = "limit by l'Hopital"
ATAN: dict[str, Any] = {"body": "k*x*(pi/2 - atan(x))", "where": "oo", "found": "k", "start": "1",
    "quotient": ["k*(pi/2 - atan(x))", "1/x"], "slope": "<", "monotone": ALGEBRA, "limit": node("limit", to="k*x^2/(1 + x^2)")}


def hopital(k: int, **changes: Any) -> Attempt:
    data = {**ATAN, **changes}
    then = data["limit"]
    data["limit"] = {n: put(k, v) if n == "to" else v for n, v in then.items()}
    return limit_by(k, data.pop("body"), data.pop("where"), data.pop("found"), data.pop("start"), by="l'Hopital", **data)


def changed(k: int, changes: dict[str, Any]) -> Attempt:
    return hopital(k, **changes)


GOOD: list[dict[str, Any]] = [{}, {"body": "erfc(x)*x*exp(x^2)*k", "found": "k/sqrt(pi)", "quotient": ["k*erfc(x)", "exp(-x^2)/x"],
    "limit": node("limit", to="2*k/(sqrt(pi)*(2 + 1/x^2))")}]
OSCILLATING = {"body": "(x + sin(x)*cos(x))/(exp(sin(x))*(x + sin(x)*cos(x)))", "found": "0", "slope": ">", "start": "k + 1",
    "quotient": ["x + sin(x)*cos(x)", "exp(sin(x))*(x + sin(x)*cos(x))"], "limit": node("limit")}
condition(RULE, "the value is that of the quotient of the derivatives", SIGN, changed, [(k, g) for k in ROWS for g in GOOD],
          [(k, {"found": c}) for k in ROWS for c in ("k + 1", "pi/2*k", "0", "oo")])
condition(RULE, "the term is the quotient", "the term under the limit is not shown to be the quotient", changed, [(k, {}) for k in ROWS],
          [(k, {"quotient": q}) for k in ROWS for q in (["k*(pi/2 - atan(x))", "2/x"], ["k*pi - k*atan(x)", "1/x"], ["1/x", "1/x^2"])])
condition(RULE, "the derivative of the denominator has one sign", "should be|and its signs", changed, [(k, {}) for k in ROWS],
          [(k, {"slope": ">"}) for k in ROWS] + [(k, OSCILLATING) for k in ROWS])
condition(RULE, "numerator and denominator tend to 0, or the denominator to an infinite end", "do not both tend to 0", changed,
          [(k, {}) for k in ROWS],
          [(k, {"body": f"({f})/({g})", "found": c, "quotient": [f, g], "slope": s, "start": a, "limit": node("limit")}) for k in ROWS
          for f, g, c, s, a in (("x + k", "2 - 1/x", "oo", ">", "1"), ("k + exp(-x)", "1/x", "0", "<", "1"),
          ("exp(-x)", "k + exp(-x)", "1", "<", "1"))])
condition(RULE, "both are differentiable on the interval", "is not analytic as it stands", changed, [(k, {}) for k in ROWS],
          [(k, {"body": "k*x/x", "found": "k", "quotient": [f, "x"], "where": "0+", "start": "1", "slope": ">", "limit": LIMIT})
          for k in ROWS for f in ("abs(k*x)", "max(k*x, -x)", "min(k*x, k)")])
condition(RULE, "the quotient is defined on the interval", "is not shown to|outside", changed, [(k, {"start": "k"}) for k in ROWS],
          [(k, {"start": s}) for k in ROWS for s in ("-k", "0 - 1/k")])
condition(RULE, "the rule is one of three", "the field 'by' must be one of", lambda k, by: limit_by(k, "k*x*(pi/2 - atan(x))", "oo", "k",
          "1", quotient=["k*(pi/2 - atan(x))", "1/x"], slope="<", monotone=ALGEBRA, limit=node("limit", to=f"{k}*x^2/(1 + x^2)"), by=by),
          [(k, "l'Hopital") for k in ROWS], [(1, by) for by in ("", "L'Hopital", "lhopital", "hopital", "limit", "squeeze", "sub",
          "Substitution", "compose", "algebra")])
condition(RULE, "the slope is a strict sign", "the field 'slope' must be one of", changed, [(k, {}) for k in ROWS],
          [(1, {"slope": s}) for s in ("<=", ">=", "!=", "=", "", "=<", "positive", "<>", "0", " <")])

RULE = "limit by substitution"
EXP = {"body": "k*log(1 + exp(x))*exp(-x)", "where": "-oo", "found": "k", "start": "-1", "inner": "exp(x)", "within": "1",
    "outer": "k*log(1 + y)/y", "limit": LIMIT}


def substituted(k: int, changes: dict[str, Any], by: str = "substitution") -> Attempt:
    data: dict[str, Any] = {**EXP, **changes}
    return limit_by(k, data.pop("body"), data.pop("where"), data.pop("found"), data.pop("start"), by=by, **data)


MINUS = {"body": "sqrt(x^2 + k)/x", "found": "-1", "inner": "-x", "outer": "-sqrt(y^2 + k)/y", "within": "1"}
condition(RULE, "the value is the limit of the outer function", SIGN, substituted, [(k, g) for k in ROWS for g in ({}, MINUS)],
          [(k, g) for k in ROWS for g in ({"found": "k + 1"}, {"found": "k*log(2)"}, {**MINUS, "found": "1"})])
condition(RULE, "the term is the composition", "is not shown to be the composition", substituted, [(k, {}) for k in ROWS],
          [(k, {"outer": s}) for k in ROWS for s in ("k*log(1 + 2*y)/y", "k*log(1 + y)", "k*log(2 + y)/y")])
condition(RULE, "the inner function stays between its limit and the point", "is not shown to lie strictly between", substituted,
          [(k, {}) for k in ROWS],
          [(k, {"within": d}) for k in ROWS for d in ("1/20", "-1")] +
          [(k, {"body": "(exp(x)*sin(x))/(exp(x)*sin(x) + k)", "found": "0", "inner": "exp(x)*sin(x)", "outer": "y/(y + k)"}) for k in ROWS])
condition(RULE, "the outer function is defined between them", "is not shown to|outside its domain|is not defined", substituted,
          [(k, {}) for k in ROWS], [(k, {"outer": f"k*log(1 + y)/y + 0*log({e})"}) for k in ROWS for e in ("y - 1/2", "-y", "1/4 - y")])

RULE = "limit by composition"
TANH = {"body": "tanh(k*sin(x)/x)", "where": "0+", "found": "tanh(k)", "start": "1", "inner": "k*sin(x)/x", "outer": "tanh(y)",
    "limit": LIMIT}


def composed(k: int, changes: dict[str, Any]) -> Attempt:
    data = {**TANH, **changes}
    data.pop("within", None)
    body, where, found, start = (data.pop(n) for n in ("body", "where", "found", "start"))
    return limit_by(k, str(body), str(where), str(found), str(start), by="composition", **data)


FAR = {"body": "exp(k*x)", "where": "oo", "found": "oo", "inner": "k*x", "outer": "exp(y)"}
DOWN = {"body": "exp(-k*x)", "where": "oo", "found": "0", "inner": "-k*x", "outer": "exp(y)"}
condition(RULE, "the value is that of the outer function", SIGN, composed, [(k, g) for k in ROWS for g in ({}, FAR, DOWN)],
          [(k, g) for k in ROWS for g in ({"found": "tanh(k + 1)"}, {"found": "1"}, {**FAR, "found": "0"}, {**DOWN, "found": "1"})])
condition(RULE, "the term is the composition", "is not shown to be the composition", composed, [(k, {}) for k in ROWS],
          [(k, {"outer": s}) for k in ROWS for s in ("tanh(2*y)", "tanh(y)*k + y", "erf(y)")])
condition(RULE, "the outer function is continuous at the limit of the inner one", "is not shown to|outside its domain|is 0 here|resolved",
          composed, [(k, {}) for k in ROWS],
          [(k, g) for k in ROWS for g in ({"body": "log(k*sin(x))", "inner": "k*sin(x)", "outer": "log(y)", "found": "0"},
          {"body": "1/(k - k*cos(x))", "inner": "k - k*cos(x)", "outer": "1/y", "found": "0"},
          {"body": "floor(k + x^2/2)", "inner": "k + x^2/2", "outer": "floor(y)", "found": "k"})])
condition(RULE, "the outer function is defined at the values of the inner one", "is not shown to|outside its domain", composed,
          [(k, {}) for k in ROWS], [(k, {"outer": f"tanh(y) + 0*log({e})"}) for k in ROWS for e in ("y - k", "3*k/4 - y")])
condition(RULE, "the inner limit is shown", "is not shown to|not analytic|no limit", composed, [(k, {}) for k in ROWS],
          [(k, {"body": "tanh(sin(k/x))", "inner": "sin(k/x)", "found": "0"}) for k in ROWS])


