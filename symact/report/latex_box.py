"""How are formulas put side by side, and in parentheses?

There are two styles. A display may be tall: fractions, cases, growing delimiters. A line of words, and a formula too
wide for any display, is flat: TeX can break it at operators and relations, inside parentheses too. Widths are estimated
in ems, somewhat too large on purpose.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeAlias

from symact.check.term import Term

from . import latex_text
from .phrases import Words

QUANTIFIED, IFF, IMPLIES, OR, AND, NOT, RELATION, SET, SUM, QUOTIENT, PRODUCT, POWER, ATOM = range(13)


@dataclass(frozen=True)
class Box:
    """LaTeX of a formula with its estimated width in ems, how strongly it binds, and how deeply its groups are nested."""

    tex: str
    width: float
    level: int = ATOM
    tall: bool = False
    depth: int = 0


@dataclass(frozen=True)
class Style:
    """flat: one line that can be broken; script: how many levels of exponents surround the formula."""

    flat: bool = False
    script: int = 0

    @property
    def raised(self) -> Style:
        return Style(True, min(self.script + 1, 2))


DISPLAY, FLAT = Style(), Style(flat=True)
Writer: TypeAlias = Callable[[Term, Style], Box]


@lru_cache(maxsize=8192)  # some boxes are measured before they are used
def box(t: Term, style: Style) -> Box:
    """The formula in a style."""
    from .latex_math import WRITERS  # terms contain terms: one recursion in several files

    writer = WRITERS.get(t.head)
    if writer:
        return writer(t, style)
    return call(primed(t.head), t.args, style) if t.args else Box(primed(t.head), 1.5)


def row(boxes: Sequence[Box], level: int, glue: str = "", width: float = 0.0) -> Box:
    """Boxes side by side."""
    return Box(glue.join(b.tex for b in boxes), sum(b.width for b in boxes) + width * (len(boxes) - 1), level,
               any(b.tall for b in boxes), max((b.depth for b in boxes), default=0))


def fenced(b: Box, style: Style, left: str = "(", right: str = ")") -> Box:
    """A box in delimiters: growing ones in a display, breakable ones in a line."""
    if b.tall and not style.flat:
        return Box(rf"\left{left} {b.tex} \right{right}", b.width + 1.8, ATOM, True, b.depth + 1)
    left += " " if left[-1].isalpha() else ""
    return Box(f"{left}{brk(b, style)}{b.tex}{right}", b.width + 1, ATOM, b.tall, b.depth)


def brk(b: Box, style: Style) -> str:
    """Where a line may end if it must: before a box that is not small, outside of exponents."""
    return r"\brk " if b.width > 5 and style.flat and not style.script else ""


def at_least(t: Term, level: int, style: Style) -> Box:
    """The formula, in parentheses where it binds more loosely than is wanted."""
    b = box(t, style)
    return b if b.level >= level else fenced(b, style)


def text(words: str, style: Style = DISPLAY) -> Box:
    """Words among formulas; in a line they can be broken between two words."""
    parts = re.findall(r"\s*\S+(?:\s+$)?", words) if style.flat and not style.script else [words]
    return Box(r"\brk ".join(rf"\text{{{latex_text.words(part)}}}" for part in parts), 0.55 * len(words))


def said(parts: Words, style: Style) -> Box:
    """Words and formulas in a row."""
    found: list[Box] = []
    spoken = ""
    for part in (*parts, ""):
        if isinstance(part, str):
            spoken += part
        else:
            found += [text(spoken, style), at_least(part, SUM, style)]
            spoken = ""
    return row([*found, *([text(spoken, style)] if spoken else [])], RELATION)


def call(head: str, args: Sequence[Term], style: Style) -> Box:
    """head(a, b)"""
    inner = row([box(a, style) for a in args], ATOM, r",\allowbreak " if style.flat else ", ", 0.6)
    within = fenced(inner, style)
    letters = head.replace("operatorname", "").strip("\\{}")
    return replace(within, tex=f"{head}{within.tex}", width=within.width + 0.5 * len(letters) + 0.2)


def primed(head: str) -> str:
    """The name of a function with its primes."""
    stem = head.rstrip("'")
    letters, _, order = stem.partition("^")
    name = latex_text.name(letters).replace(r"\mathrm", r"\operatorname")
    return name + (f"^{{{order}}}" if order else "") + head[len(stem):]
