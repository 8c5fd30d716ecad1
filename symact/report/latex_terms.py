"""How are numbers, arithmetic and functions written in LaTeX?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from symact.check.term import ONE, Term, num, power, value

from . import latex_text
from .latex_box import (
    AND,
    ATOM,
    FLAT,
    POWER,
    PRODUCT,
    QUOTIENT,
    SUM,
    Box,
    Style,
    Writer,
    at_least,
    box,
    brk,
    call,
    fenced,
    row,
    text,
)

OPERATORS = {**dict.fromkeys(("exp", "log", "sin", "cos", "tan", "tanh", "min", "max", "sup", "inf"), ""),
             "atan": r"\arctan", "asin": r"\arcsin", "minimum": r"\min", "maximum": r"\max",
             "argmin": r"\operatorname*{arg\,min}",
             "argmax": r"\operatorname*{arg\,max}", "LambertW": r"\operatorname{W}"}


# ------------------------------------------------------------------ numbers

def number(t: Term, style: Style) -> Box:
    q = t.args[0]
    if q < 0:
        b = number(num(-q), style)
        return replace(b, tex=f"-{b.tex}", width=b.width + 0.8, level=SUM)
    shown = decimal(q)
    if q.denominator == 1 or shown:
        return digits(shown or str(q), style)
    top, bottom = digits(str(q.numerator), style), digits(str(q.denominator), style)
    if style.flat and (style.script or max(top.width, bottom.width) > 2):
        return Box(f"{top.tex}/{bottom.tex}", top.width + bottom.width + 0.5, QUOTIENT)
    return Box(rf"\{'t' if style.flat else ''}frac{{{top.tex}}}{{{bottom.tex}}}", max(top.width, bottom.width) + 0.3,
               PRODUCT, not style.flat, 1)


def decimal(q: Fraction) -> str | None:
    """The decimals of a fraction >= 0, where they are exact and shorter than the fraction."""
    places = 0
    while places <= 12 and 10**places % q.denominator:
        places += 1
    digits = str(q.numerator * 10**places // q.denominator).rjust(places + 1, "0")
    found = f"{digits[:-places]}.{digits[-places:]}" if places else digits
    return found if places <= 12 and len(found) < len(str(q)) else None


def digits(digits: str, style: Style) -> Box:
    width = 0.52 * len(digits)
    if len(digits) > 12 and style.flat:
        digits = r"\allowbreak ".join(digits[i:i + 5] for i in range(0, len(digits), 5))
    return Box(digits, width)


# ------------------------------------------------------------------ arithmetic

def total(t: Term, style: Style) -> Box:
    return row([term(t.args[0], style), *signed(t.args[1:], style)], SUM) if t.args else Box("0", 0.5)


def term(t: Term, style: Style) -> Box:
    return at_least(t, SUM, style)


def signed(terms: Sequence[Term], style: Style) -> list[Box]:
    """The terms of a sum after the first, each with its sign."""
    found = []
    for part in terms:
        b = term(part, style)
        found.append(replace(b, tex=f" - {b.tex[1:]}" if b.tex.startswith("-") else f" + {b.tex}", width=b.width + 1.3))
    return found


def product(t: Term, style: Style) -> Box:
    """Factors with negative exponents go below the line of a fraction, the others above it."""
    factors, above, below = list(t.args), [], []
    sign, q = "", value(factors[0])
    if q is not None:
        sign, q, factors = "-" if q < 0 else "", abs(q), factors[1:]
        if q.denominator >= 100 and decimal(q):
            above.append(num(q))
        else:
            above += [num(q.numerator)] if q.numerator != 1 else []
            below += [num(q.denominator)] if q.denominator != 1 else []
    for f in factors:
        n, q = value(f.args[1]) if f.head == "^" else None, value(f)
        if q is not None and q > 0 and q.denominator != 1:
            above += [num(q.numerator)] if q.numerator != 1 else []
            below.append(num(q.denominator))
        elif n is not None and n < 0:
            below.append(power(f.args[0], num(-n)) if n != -1 else f.args[0])
        else:
            above.append(f)
    found = quotient(above, below, style) if below else side_by_side(above or [ONE], style)
    return replace(found, tex=f"-{found.tex}", width=found.width + 0.8, level=SUM) if sign else found


def side_by_side(terms: Sequence[Term], style: Style) -> Box:
    """Factors side by side; a dot stands where two numbers would run together."""
    if len(terms) == 1:
        return at_least(terms[0], QUOTIENT, style)
    boxes = [at_least(terms[0], PRODUCT, style)]
    for part in terms[1:]:
        b = at_least(part, PRODUCT, style)
        apart = b.tex.startswith(("(", r"\left", r"\begin", r"\frac", r"\mathrm")) or r"\mathrm" in boxes[-1].tex[:8]
        glue = r" \cdot " if b.tex[0].isdigit() or value(part) is not None else r"\," if apart else " "
        glue += brk(b if b.width > boxes[-1].width else boxes[-1], style)
        boxes.append(replace(b, tex=f"{glue}{b.tex}", width=b.width + (1.1 if "cdot" in glue else 0.2)))
    return row(boxes, PRODUCT)


def quotient(above: Sequence[Term], below: Sequence[Term], style: Style) -> Box:
    if style.flat:
        top = side_by_side(above, style) if above else Box("1", 0.5)
        bottom = at_least(below[0], POWER, style) if len(below) == 1 else fenced(side_by_side(below, style), style)
        top = top if top.level >= QUOTIENT else fenced(top, style)
        return row([top, bottom], QUOTIENT, "/" + brk(bottom, style), 0.5)
    bottom = box(below[0], style) if len(below) == 1 else side_by_side(below, style)
    beside = [f for f in above if box(f, style).width > 12] if len(below) == 1 and value(below[0]) is not None else []
    inside = [f for f in above if f not in beside]
    top = box(inside[0], style) if len(inside) == 1 else side_by_side(inside, style) if inside else Box("1", 0.5)
    line = Box(rf"\frac{{{top.tex}}}{{{bottom.tex}}}", max(top.width, bottom.width) + 0.4, PRODUCT, True,
               max(top.depth, bottom.depth) + 1)
    return row([line, side_by_side(beside, style) if len(beside) > 1 else at_least(beside[0], PRODUCT, style)], PRODUCT,
               r"\,", 0.2) if beside else line


def powered(t: Term, style: Style) -> Box:
    base, exponent = t.args
    n = value(exponent)
    if n is not None and n < 0:
        return quotient([], [power(base, num(-n)) if n != -1 else base], style)
    if n is not None and n.numerator == 1 and 2 <= n.denominator <= 9:
        b = box(base, style)
        if not style.flat or b.width < 8:
            index = "" if n.denominator == 2 else f"[{n.denominator}]"
            return Box(rf"\sqrt{index}{{{b.tex}}}", b.width + 1.1, ATOM, b.tall, b.depth + 1)
    above = box(exponent, style.raised)
    if n is not None and n.denominator == 1 and n > 1 and base.head in ("sin", "cos", "tan", "tanh"):
        called = call(rf"\{base.head}^{{{above.tex}}}", base.args, style)
        return replace(called, width=called.width + above.width)
    below = at_least(base, ATOM, style)
    if style.flat and above.width > 8:
        return row([below, fenced(box(exponent, FLAT), FLAT)], POWER, r"\mathbin{\hat{}}", 1.3)
    return Box(f"{below.tex}^{{{above.tex}}}", below.width + 0.75 * above.width + 0.1, POWER, below.tall,
               max(below.depth, above.depth + 1))


# ------------------------------------------------------------------ functions

def applied(t: Term, style: Style) -> Box:
    return call(operator(t.head), t.args, style)


def exponential(t: Term, style: Style) -> Box:
    if t.args[0] == ONE:
        return Box("e", 0.5)
    above = box(t.args[0], style.raised)
    if above.width > 8 or style.script > 1 or above.depth > 3:
        return applied(t, style)
    return Box(f"e^{{{above.tex}}}", 0.5 + 0.8 * above.width, POWER, False, above.depth + 1)


def cube_root(t: Term, style: Style) -> Box:
    b = box(t.args[0], style)
    return Box(rf"\sqrt[3]{{{b.tex}}}", b.width + 1.2, ATOM, b.tall,
               b.depth + 1) if not style.flat or b.width < 8 else applied(t, style)


def bars(left: str, right: str) -> Writer:
    return lambda t, style: fenced(box(t.args[0], style), style, left, right)


def cases(t: Term, style: Style) -> Box:
    last = len(t.args) // 2 - 1
    rows = []
    for i, (branch, condition) in enumerate(zip(t.args[::2], t.args[1::2], strict=True)):
        when = text("otherwise") if i == last and condition.head == "true" else row([text("if "), box(condition, style)],
                                                                                    AND)
        rows.append((box(branch, style), when))
    if style.flat:
        listed = row([row([b, w], AND, r"\ \brk ", 0.4) for b, w in rows], AND, r",\allowbreak\ ", 0.9)
        return fenced(listed, style, r"\{", r"\}")
    width = max(b.width for b, _ in rows) + max(w.width for _, w in rows) + 3
    lines = r" \\ ".join(f"{b.tex} & {w.tex}" for b, w in rows)
    return Box(rf"\begin{{cases}} {lines} \end{{cases}}", width, ATOM, True, 2 + max(max(b.depth, w.depth) for b, w in rows))


def operator(head: str) -> str:
    return OPERATORS.get(head, rf"\operatorname{{{head}}}") or f"\\{head}"


def transposed(t: Term, style: Style) -> Box:
    b = at_least(t.args[0], ATOM, style)
    return replace(b, tex=rf"{b.tex}^{{\mathsf{{T}}}}", width=b.width + 0.6, level=POWER)


def variable(t: Term, style: Style) -> Box:
    return Box(latex_text.name(t.args[0]), 0.7 if t.args[0] in latex_text.GREEK else 0.62 * len(t.args[0]))
