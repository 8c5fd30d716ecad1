"""What does a report consist of, before it has a format?

A document is a tree of blocks. Formulas stay terms, so that each renderer writes mathematics its own way: LaTeX, the
mathematics of Markdown, or the text that the reader of statements accepts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from symact.check.term import Term


@dataclass(frozen=True)
class Text:
    """Words; a stressed piece is set in italics."""

    text: str
    stressed: bool = False


@dataclass(frozen=True)
class Math:
    """A formula, term or set inside a line of words."""

    term: Term


@dataclass(frozen=True)
class Code:
    """Text that stands exactly as somebody typed it."""

    text: str


Inline: TypeAlias = Text | Math | Code
Pieces: TypeAlias = tuple[Inline, ...]


@dataclass(frozen=True)
class Paragraph:
    """A line of words and formulas."""

    pieces: Pieces


@dataclass(frozen=True)
class MathDisplay:
    """A formula on its own; `after` is the punctuation of the sentence that it belongs to."""

    term: Term
    after: str = ""


@dataclass(frozen=True)
class Listing:
    """Lines of text exactly as somebody typed them."""

    text: str


@dataclass(frozen=True)
class Steps:
    """Numbered steps of a derivation; steps inside step 2 are numbered 2.1, 2.2, …"""

    entries: tuple[Blocks, ...]


@dataclass(frozen=True)
class Table:
    """Rows below a header; `widths` are the relative widths of the columns."""

    header: tuple[Pieces, ...]
    rows: tuple[tuple[Pieces, ...], ...]
    widths: tuple[int, ...]


@dataclass(frozen=True)
class Section:
    """A title and what stands below it; sections inside it are subsections."""

    title: Pieces
    blocks: Blocks


Block: TypeAlias = Paragraph | MathDisplay | Listing | Steps | Table | Section
Blocks: TypeAlias = tuple[Block, ...]


@dataclass(frozen=True)
class Document:
    """A title and the blocks below it."""

    title: str
    blocks: Blocks
