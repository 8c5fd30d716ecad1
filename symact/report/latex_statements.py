"""How are sets and statements written in LaTeX?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from symact.check.term import REALS, RELATIONS, Term

from .latex_box import (
    AND,
    ATOM,
    IFF,
    IMPLIES,
    NOT,
    OR,
    QUANTIFIED,
    RELATION,
    SET,
    SUM,
    Box,
    Style,
    at_least,
    box,
    fenced,
    row,
    said,
    text,
)
from .latex_values import braces
from .phrases import predicate

SIGNS = {"=": "=", "!=": r"\neq", "<": "<", "<=": r"\leq", ">": ">", ">=": r"\geq", "in": r"\in"}
DENIED = {"=": r"\neq", "<": r"\nless", "<=": r"\nleq", ">": r"\ngtr", ">=": r"\ngeq", "in": r"\notin"}
CONNECTIVES = {"iff": (IFF, r"\iff "), "implies": (IMPLIES, r"\implies "), "or": (OR, r"\text{ or }"),
               "and": (AND, r"\text{ and }"),
               "union": (SET, r"\cup "), "minus": (SET, r"\setminus ")}
QUANTIFIERS = {"forall": r"\forall ", "exists": r"\exists ", "closure": r"\forall ", "ae": r"\text{for almost every }"}


def interval(t: Term, style: Style) -> Box:
    if t == REALS:
        return Box(r"\mathbb{R}", 0.8)
    lower, upper, left, right = t.args
    ends = row([box(lower, style), box(upper, style)], ATOM, r",\allowbreak\, " if style.flat else r",\, ", 0.6)
    return fenced(ends, style, left, right)


def finite(t: Term, style: Style) -> Box:
    return fenced(row([box(a, style) for a in t.args], ATOM, r",\allowbreak ", 0.6), style, r"\{",
                  r"\}") if t.args else Box(r"\emptyset", 0.6)


def such(t: Term, style: Style) -> Box:
    return braces(t.args[0], t.args[1], style)


def progression(t: Term, style: Style) -> Box:
    return braces(t.args[1], Term("in", (t.args[0], Term("integers"))), style)


def relation(t: Term, style: Style) -> Box:
    left, right = (at_least(a, SET, style) for a in t.args)
    return row([left, right], RELATION, f" {SIGNS[t.head]} ", 1.4)


def chained(t: Term) -> bool:
    """a < b <= c: relations that share their sides."""
    return t.head == "and" and all(r.head in (*RELATIONS, "in") for r in t.args) and all(
        a.args[1] == b.args[0] for a, b in zip(t.args, t.args[1:], strict=False))


def connective(t: Term, style: Style) -> Box:
    if chained(t):
        parts = [at_least(t.args[0].args[0], SET, style)]
        for r in t.args:
            b = at_least(r.args[1], SET, style)
            parts.append(replace(b, tex=f" {SIGNS[r.head]} {b.tex}", width=b.width + 1.4))
        return row(parts, RELATION)
    level, glue = CONNECTIVES[t.head]
    return row([at_least(a, level + 1, style) for a in t.args], level, f" {glue}", 2.6 if level != SET else 1.3)


def negation(t: Term, style: Style) -> Box:
    inner = t.args[0]
    if inner.head in DENIED:
        left, right = (at_least(a, SET, style) for a in inner.args)
        return row([left, right], RELATION, f" {DENIED[inner.head]} ", 1.4)
    if inner.head == "is":
        return predicated(inner, style, "is not")
    if inner.head in ("has_value", "attained"):
        words = " does not exist" if inner.head == "has_value" else " is not attained"
        return row([at_least(inner.args[0], SET, style), text(words)], RELATION)
    b = at_least(inner, NOT, style)
    return replace(b, tex=rf"\neg {b.tex}", width=b.width + 0.9, level=NOT)


def predicated(t: Term, style: Style, verb: str = "is") -> Box:
    return row([box(t.args[1], style), said(predicate(t, verb), style)], RELATION)


def claimed(t: Term, style: Style) -> Box:
    return row([at_least(t.args[0], SET, style), text(" exists" if t.head == "has_value" else " is attained")], RELATION)


def uniform(t: Term, style: Style) -> Box:
    body, limit, x, parameter = t.args
    to = row([at_least(body, SUM, style), at_least(limit, SUM, style)], RELATION, r" \to ", 1.6)
    return row([to, said([" uniformly in ", x, " as "], style),
                row([box(parameter, style), Box(r"\infty", 1)], RELATION, r" \to ", 1.6)], RELATION)


def prefix(t: Term, style: Style) -> tuple[Box, Term]:
    """The quantifiers of one kind in front of a statement, and the statement after them."""
    items: list[Box] = []
    head, names, domain = t.head, [t.args[0]], t.args[1]
    body = t.args[2]
    while body.head == head and head != "ae" and body.args[0] not in names:
        if body.args[1] != domain:
            items.append(variables(names, domain, style))
            names, domain = [], body.args[1]
        names.append(body.args[0])
        body = body.args[2]
    items.append(variables(names, domain, style))
    first = Box(QUANTIFIERS[head], 0.8 if head != "ae" else 8)
    where = text(" where defined") if head == "closure" else Box("", 0)
    return row([first, row(items, RELATION, r",\; ", 0.7), where, Box(r":\; ", 0.8)], QUANTIFIED), body


def variables(names: Sequence[Term], domain: Term, style: Style) -> Box:
    return row([row([box(n, style) for n in names], ATOM, ", ", 0.5), at_least(domain, SET, style)], RELATION, r" \in ", 1.4)


def quantified(t: Term, style: Style) -> Box:
    first, body = prefix(t, style)
    return row([first, box(body, style)], QUANTIFIED)
