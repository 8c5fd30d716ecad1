"""How are functions, and the values that belong to them, written in LaTeX: derivatives, limits, suprema, expectations?"""

from __future__ import annotations

from dataclasses import replace

from symact.check.term import ONE, REALS, Term, free, fresh, num, substitute, sym

from . import latex_text
from .latex_box import (
    ATOM,
    FLAT,
    POWER,
    PRODUCT,
    QUANTIFIED,
    QUOTIENT,
    RELATION,
    SUM,
    Box,
    Style,
    at_least,
    box,
    brk,
    fenced,
    row,
)
from .latex_terms import applied, operator


def arrow(t: Term, style: Style) -> Box:
    return row([box(t.args[0], style), at_least(t.args[1], SUM, style)], QUANTIFIED, r" \mapsto ", 1.9)


def derivative(t: Term, style: Style) -> Box:
    body, x, order, where = t.args
    n = "" if order == ONE else f"^{{{box(order, FLAT).tex}}}"
    letter = r"\partial" if free(body) - {x.args[0]} else "d"
    name = latex_text.name(x.args[0])
    if where != x and (style.flat or box(where, FLAT).width > 6):
        inner = fenced(arrow(Term("lambda", (x, body)), style), style)
        primes = "'" * int(order.args[0]) if order.args[0] <= 3 else f"^{{({order.args[0]})}}"
        return row([replace(inner, tex=inner.tex + primes, width=inner.width + 1), fenced(box(where, style), style)], ATOM)
    d = Box(rf"\{'t' if style.flat else ''}frac{{{letter}{n}}}{{{letter} {name}{n}}}", 1.8, PRODUCT, not style.flat, 1)
    inner = at_least(body, POWER, style)
    found = row([d, inner], QUOTIENT, r"\," + brk(inner, style), 0.2)
    if where == x:
        return found
    at = row([box(x, FLAT), box(where, FLAT)], RELATION, "=")
    return Box(rf"\left. {found.tex} \right|_{{{at.tex}}}", found.width + 0.6 + 0.8 * at.width, QUOTIENT, True,
               found.depth + 2)


def with_subscript(head: str, below: str, width: float, body: Box, style: Style) -> Box:
    return replace(body, tex=f"{head}_{{{below}}} {brk(body, style)}{body.tex}", width=body.width + width + 0.3,
                   level=QUOTIENT,
                   depth=body.depth + 1)


def limit(t: Term, style: Style) -> Box:
    body, x, where, side = t.args
    there = at_least(where, ATOM if side else SUM, style.raised)
    if style.flat and there.width > 6:
        towards = row([box(x, style), at_least(where, ATOM, style), Box(side, 0.8)], RELATION, r" \to ", 1.6)
        return fenced(row([box(body, style), towards], SUM, r",\allowbreak\; ", 0.8), style, r"\lim(", ")")
    below = rf"{latex_text.name(x.args[0])} \to {there.tex}" + (f"^{{{side}}}" if side else "")
    width = 1.4 + 0.8 * (there.width + (2.2 if style.flat else 1))
    return with_subscript(r"\lim", below, width, at_least(body, QUOTIENT, style), style)


def extremum(t: Term, style: Style) -> Box:
    function, domain = t.args
    if function.head != "lambda":
        return applied(t, style)
    over = row([box(function.args[0], style.raised), box(domain, style.raised)], RELATION, r" \in ", 1)
    if style.flat and over.width > 8:
        inner = braces(function.args[1], Term("in", (function.args[0], domain)), style)
        return replace(inner, tex=operator(t.head) + inner.tex, width=inner.width + 2)
    return with_subscript(operator(t.head), over.tex, 1.8 + 0.8 * over.width, at_least(function.args[1], QUOTIENT, style),
                          style)


def described(t: Term, style: Style) -> Box:
    """The range and the zeros of a function, as sets."""
    function, domain = t.args
    x, body = function.args
    inside = Term("in", (x, domain))
    return braces(body, inside, style) if t.head == "range" else braces(inside, Term("=", (body, num(0))), style)


def braces(left: Term, right: Term, style: Style) -> Box:
    return fenced(row([box(left, style), box(right, style)], RELATION, " : ", 1.3), style, r"\{", r"\}")


def on_functions(t: Term, style: Style) -> Box:
    """Lip_S(f), the Clarke subdifferential of f at c, the Jacobian of f at x."""
    function, place = t.args
    head = {"lipschitz": r"\operatorname{Lip}", "clarke": r"\partial_{\mathrm{C}}", "jacobian": r"\operatorname{J}"}[t.head]
    if t.head == "lipschitz":
        listed = row([box(function, style), *([box(place, style)] if place != REALS else [])], ATOM, r",\allowbreak\; ", 0.8)
        inner = fenced(listed, style)
        return replace(inner, tex=f"{head}{inner.tex}", width=inner.width + 2)
    inner = fenced(box(function, style), style)
    found = replace(inner, tex=f"{head}{inner.tex}", width=inner.width + 2)
    return row([found, fenced(box(place, style), style)], ATOM)


def gaussian(t: Term, style: Style) -> Box:
    x, body = t.args[0].args
    name = "Z" if "Z" not in free(body) - {x.args[0]} else fresh("Z", free(body))
    inner = box(substitute(body, {x.args[0]: sym(name)}), style)
    expected = t.head == "E"
    found = fenced(inner, style, *(("[", "]") if expected else ("(", ")")))
    return replace(found, tex=(r"\mathbb{E}" if expected else r"\operatorname{P}") + found.tex, width=found.width + 0.8)
