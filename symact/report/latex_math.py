"""How is a formula set in LaTeX: inside a line of words, or on lines of its own that are never too wide?

A display that does not fit is broken at its outermost relations, connectives and sums. One whose parts do not fit either
is set flat, as a ragged paragraph in which TeX finds the breaks.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from symact.check.printer import show
from symact.check.term import RELATIONS, Term

from . import latex_statements as statements
from . import latex_terms as terms
from . import latex_values as values
from .latex_box import DISPLAY, FLAT, SET, SUM, Box, Writer, at_least, box
from .latex_text import code

MOST_LINES = 14  # of a display
DEEPEST = 60  # groups in groups, of which TeX allows 255
WIDEST = 50  # ems of a line, where nothing else is said


def fixed(tex: str, width: float, level: int = 12) -> Writer:
    return lambda t, style: Box(tex, width, level)


WRITERS: dict[str, Writer] = {
    "num": terms.number, "sym": terms.variable, "pi": fixed(r"\pi", 0.6), "oo": fixed(r"\infty", 1.0),
    "-oo": fixed(r"-\infty", 1.8, SUM),
    "+": terms.total, "*": terms.product, "^": terms.powered, "exp": terms.exponential, "cbrt": terms.cube_root,
    "abs": terms.bars(r"\lvert", r"\rvert"), "floor": terms.bars(r"\lfloor", r"\rfloor"), "piecewise": terms.cases,
    "lambda": values.arrow, "deriv": values.derivative, "lim": values.limit, "transpose": terms.transposed,
    **dict.fromkeys(("sup", "inf", "minimum", "maximum", "argmin", "argmax"), values.extremum),
    **dict.fromkeys(("range", "zeros"), values.described), **dict.fromkeys(("lipschitz", "clarke", "jacobian"),
                                                                          values.on_functions),
    **dict.fromkeys(("E", "P"), values.gaussian),
    **dict.fromkeys(("log", "sin", "cos", "tan", "atan", "asin", "tanh", "erf", "erfc", "expm1", "log1p", "LambertW", "min",
                     "max", "sign",
                     "measure", "diag", "sum"), terms.applied),
    "interval": statements.interval, "finite": statements.finite, "such": statements.such,
    "progression": statements.progression,
    "vectors": fixed(r"\mathbb{R}^{n}", 1.3), "integers": fixed(r"\mathbb{Z}", 0.7),
    **dict.fromkeys((*RELATIONS, "in"), statements.relation), **dict.fromkeys(statements.CONNECTIVES, statements.connective),
    "not": statements.negation, "true": fixed(r"\text{true}", 2), "false": fixed(r"\text{false}", 2.5),
    "is": statements.predicated,
    **dict.fromkeys(("has_value", "attained"), statements.claimed), "uniform": statements.uniform,
    **dict.fromkeys(statements.QUANTIFIERS, statements.quantified),
}


def inline(t: Term) -> str:
    """A formula inside a line of words."""
    return _guarded(t, lambda: f"${box(t, FLAT).tex}$")


def display(t: Term, width: float, after: str = "") -> str:
    """A formula on lines of its own, none of them wider than so many ems; `after` is the punctuation that follows it."""
    return _guarded(t, lambda: _display(t, width, after))


def formula(t: Term, flat: bool = False) -> str:
    """A formula for a renderer with delimiters of its own: on one line that holds no breaks, or on as many as it needs."""
    if flat:
        return _guarded(t, lambda: box(t, FLAT).tex.replace(r"\brk ", "").replace(r"\allowbreak", ""))
    return _guarded(t, lambda: _aligned(packed(broken(t, WIDEST), WIDEST)))


def _guarded(t: Term, write: Callable[[], str]) -> str:
    """A term nested too deeply for recursion is written as its text, or not at all."""
    try:
        return write()
    except RecursionError:
        pass
    try:
        return code(show(t))
    except RecursionError:
        return r"\text{(a formula nested too deeply to be written out)}"


def _display(t: Term, width: float, after: str) -> str:
    whole = box(t, DISPLAY)
    if whole.width <= width and whole.depth <= DEEPEST:
        return f"\\[\n{whole.tex}{after}\n\\]"
    parts = broken(t, width)
    lines = packed(parts, width)
    if len(lines) <= MOST_LINES and all(p.width <= width - 2 and p.depth <= DEEPEST for p in parts):
        return f"\\[\n{_aligned(lines, after)}\n\\]"
    flat = box(t, FLAT)
    return f"\\begin{{longformula}}\n${flat.tex}{after}$\n\\end{{longformula}}"


def _aligned(lines: list[str], after: str = "") -> str:
    if len(lines) == 1:
        return lines[0] + after
    first = f"{{-}}{lines[0][1:]}" if lines[0].startswith("-") else lines[0]  # a sign, not an operator between two terms
    body = " \\\\\n".join(f"& {line.strip()}" for line in (first, *lines[1:]))
    return f"\\begin{{aligned}}\n{body}{after}\n\\end{{aligned}}"


def broken(t: Term, width: float) -> list[Box]:
    """The parts between which a display may be broken, as few as will do; an operator begins the part that it precedes."""
    if t.head in statements.QUANTIFIERS:
        first, body = statements.prefix(t, DISPLAY)
        return [first, *_parts(body, 0, width)]
    if t.head == "+":
        return [terms.term(t.args[0], DISPLAY), *terms.signed(t.args[1:], DISPLAY)]
    if statements.chained(t):
        sides = [("", t.args[0].args[0]), *((f" {statements.SIGNS[r.head]} ", r.args[1]) for r in t.args)]
    elif t.head in RELATIONS or t.head == "in":
        sides = [("", t.args[0]), (f" {statements.SIGNS[t.head]} ", t.args[1])]
    elif t.head in statements.CONNECTIVES:
        level, glue = statements.CONNECTIVES[t.head]
        return [part for i, a in enumerate(t.args) for part in _led(glue if i else "", _parts(a, level + 1, width))]
    else:
        return [box(t, DISPLAY)]
    return [part for glue, side in sides for part in _led(glue, _parts(side, SET, width))]


def _parts(t: Term, level: int, width: float) -> list[Box]:
    """The formula as one part if it fits on a line or stands in parentheses; else the parts of it."""
    b = at_least(t, level, DISPLAY)
    return [b] if b.width <= width - 5 or box(t, DISPLAY).level < level else broken(t, width)


def _led(glue: str, parts: list[Box]) -> list[Box]:
    """The parts, with an operator before the first."""
    first, *rest = parts
    return [replace(first, tex=glue + first.tex, width=first.width + (2.6 if glue else 0)), *rest]


def packed(parts: list[Box], width: float) -> list[str]:
    """The parts on as few lines as they fit; lines after the first are indented."""
    lines, used = [""], 0.0
    for part in parts:
        if lines[-1] and used + part.width > width:
            lines.append(r"\quad {} " + part.tex.lstrip())
            used = 1.0
        else:
            lines[-1] += part.tex
        used += part.width
    return lines
