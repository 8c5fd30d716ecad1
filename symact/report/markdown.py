"""How is a document written in Markdown, with formulas that GitHub and GitLab typeset?

Formulas inside a line stand between $` and `$ and displays in fenced blocks of kind math, so that nothing in them is
taken for Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .document import (
    Block,
    Blocks,
    Code,
    Document,
    Inline,
    Listing,
    Math,
    MathDisplay,
    Paragraph,
    Pieces,
    Section,
    Steps,
    Table,
)
from .latex_math import formula

MARKS = re.compile(r"([\\`*_{}\[\]<>#$|~&])")


def markdown(document: Document) -> str:
    """The whole file."""
    return "\n\n".join([f"# {escaped(document.title)}", *_blocks(document.blocks, 2)]) + "\n"


def _blocks(blocks: Blocks, section: int) -> Iterator[str]:
    for block in blocks:
        yield _block(block, section)


def _block(block: Block, section: int) -> str:
    match block:
        case Paragraph():
            return _opened(line(block.pieces).strip()) or "\u00a0"
        case MathDisplay():
            return f"```math\n{formula(block.term)}{block.after}\n```"
        case Listing():
            fence = _fence(block.text, 3)
            return f"{fence}text\n{block.text}\n{fence}"
        case Section():
            return "\n\n".join((f"{'#' * min(section, 6)} {line(block.title)}", *_blocks(block.blocks, section + 1)))
        case Table():
            rows = [" | ".join(_cell(cell) for cell in row) for row in (block.header, *block.rows)]
            return "\n".join(f"| {row} |" for row in (rows[0], " | ".join("---" for _ in block.header), *rows[1:]))
        case Steps():
            return "\n".join(_item(i, entry, section) for i, entry in enumerate(block.entries, 1))


def _item(i: int, entry: Blocks, section: int) -> str:
    label = f"{i}. "
    body = "\n\n".join(_blocks(entry, section))
    return label + body.replace("\n", "\n" + " " * len(label)).replace("\n" + " " * len(label) + "\n", "\n\n")


def _cell(cell: Pieces) -> str:
    """In a table even code must not contain a bare bar."""
    return "".join(_inline(p).replace("|", r"\|") if isinstance(p, Code) else _inline(p) for p in cell) or " "


def _opened(text: str) -> str:
    """A paragraph that does not begin like an item of a list or a heading."""
    return re.sub(r"^(\d+)(?=[.)])", r"\1\\", text) if text[:1].isdigit() else f"\\{text}" if text[:1] in ("-", "+",
                                                                                                           "=") else text


def line(pieces: Pieces) -> str:
    return "".join(map(_inline, pieces))


def _inline(piece: Inline) -> str:
    if isinstance(piece, Math):
        return f"$`{formula(piece.term, flat=True)}`$"
    if isinstance(piece, Code):
        fence = _fence(piece.text, 1)
        pad = " " if piece.text.startswith("`") or piece.text.endswith("`") else ""
        return f"{fence}{pad}{' '.join(piece.text.split())}{pad}{fence}"
    return f"*{escaped(piece.text)}*" if piece.stressed else escaped(piece.text)


def escaped(text: str) -> str:
    """Text in which nothing is taken for Markdown or HTML."""
    return MARKS.sub(r"\\\1", re.sub(r"\s+", " ", text))


def _fence(text: str, least: int) -> str:
    """More backticks than stand anywhere in a row in the text."""
    return "`" * max(least, *(len(run) + 1 for run in re.findall("`+", text)), 0)
