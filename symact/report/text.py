"""How is a document printed on a terminal?"""

from __future__ import annotations

import textwrap

from symact.check.printer import show
from symact.check.term import Term

from .document import Block, Blocks, Listing, Math, MathDisplay, Paragraph, Pieces, Section, Steps, Table

WIDTH, DEEPEST = 100, 5  # characters of a line; levels of steps that are indented


def plain(blocks: Blocks, width: int = WIDTH) -> str:
    """The blocks as text; formulas stand as the reader of statements accepts them."""
    return "\n".join(_blocks(blocks, width, ())) + "\n"


def _blocks(blocks: Blocks, width: int, number: tuple[int, ...]) -> list[str]:
    lines: list[str] = []
    for block in blocks:
        lines += _block(block, width, number)
    return lines


def _block(block: Block, width: int, number: tuple[int, ...]) -> list[str]:
    match block:
        case Paragraph():
            return wrapped(_line(block.pieces), width)
        case MathDisplay():
            return [f"    {line}" for line in wrapped(_formula(block.term) + block.after, width - 4)]
        case Listing():
            return [f"    {line}" for line in block.text.splitlines()]
        case Section():
            return ["", _line(block.title), *_blocks(block.blocks, width, number), ""]
        case Table():
            return _table(block)
        case Steps():
            return [line for i, entry in enumerate(block.entries, 1) for line in _entry(entry, width, (*number, i))]


def _entry(entry: Blocks, width: int, number: tuple[int, ...]) -> list[str]:
    label = ".".join(map(str, number)) + ". "
    indent = "   " if len(number) <= DEEPEST else ""
    inner = _blocks(entry, width - len(indent), number) or [""]
    return [label + inner[0].strip(), *(indent + line for line in inner[1:])]


def wrapped(text: str, width: int) -> list[str]:
    """The text on lines of so many characters; words longer than a line stay whole."""
    return textwrap.wrap(text, max(width, 40), break_long_words=False, break_on_hyphens=False) or [""]


def _line(pieces: Pieces) -> str:
    return "".join(_formula(p.term) if isinstance(p, Math) else p.text for p in pieces)


def _formula(t: Term) -> str:
    try:
        return show(t)
    except RecursionError:
        return "(a formula nested too deeply to be written out)"


def _table(table: Table) -> list[str]:
    rows = [[_line(cell) for cell in row] for row in (table.header, *table.rows)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ["   ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)).rstrip() for row in rows]
    return [f"    {line}" for line in (lines[0], "-" * min(sum(widths) + 3 * len(widths) - 3, WIDTH - 4), *lines[1:])]
