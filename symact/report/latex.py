"""How is a document written in LaTeX, so that it compiles anywhere and always to the same pages?"""

from __future__ import annotations

import re

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
from .latex_box import FLAT, box
from .latex_math import display, inline
from .latex_text import code, words

PREAMBLE = r"""\documentclass[11pt,a4paper]{article}
\usepackage[T1]{fontenc}
\usepackage{lmodern}
\usepackage{textcomp}
\usepackage{amsmath,amssymb}
\usepackage{array,booktabs,longtable}
\usepackage[margin=2.5cm]{geometry}
\usepackage{microtype}
\usepackage[hidelinks]{hyperref}
\ifdefined\pdfinfoomitdate \pdfinfoomitdate=1 \pdftrailerid{} \pdfsuppressptexinfo=-1 \fi
\setlength{\parindent}{0pt}
\setlength{\parskip}{0.5\baselineskip plus 2pt}
\setlength{\emergencystretch}{4em}
\hfuzz=0.3pt % microtype rounds
\raggedbottom
\setcounter{secnumdepth}{0}
% A line may end here if it must.
\newcommand{\brk}{\penalty600\relax}
\newenvironment{listing}{\par\begingroup\raggedright\leftskip=1.5em\hangindent=1em}{\par\endgroup}
% A formula too wide to be displayed: its lines end wherever an operator or a relation allows it.
\newenvironment{longformula}{\par\raggedright\leftskip=1.5em\binoppenalty=100\relpenalty=50\hangindent=1em}{\par}
% Numbered steps: the number stands where the line begins, the lines below are indented.
\newenvironment{steps}{\begin{list}{}{\leftmargin=1.5em \itemindent=-1.5em \labelwidth=0pt \labelsep=0pt \topsep=2pt
  \parsep=0.25\baselineskip \itemsep=0pt \listparindent=0pt}}{\end{list}}
\newcommand{\step}[1]{\item[]\textsf{\small #1}\hspace{0.6em}\ignorespaces}
\newcolumntype{C}[1]{>{\raggedright\arraybackslash}p{#1\linewidth}}
"""
WIDTH, INDENT, HUGE = 39.0, 1.6, 60  # ems: of a line, of an indentation, of a cell that is too wide for a table
DEEPEST = 4  # lists in lists, of which TeX allows six
HEADINGS = ("section", "subsection", "subsubsection", "paragraph")


def latex(document: Document) -> str:
    """The whole file; it holds ASCII alone, and no date."""
    title = f"\\begin{{center}}\\LARGE {words(document.title)}\\end{{center}}"
    return f"{PREAMBLE}\\begin{{document}}\n{title}\n\n{_blocks(document.blocks, (), 0)}\n\n\\end{{document}}\n"


def _blocks(blocks: Blocks, number: tuple[int, ...], section: int) -> str:
    """The blocks one after the other; a displayed formula belongs to the paragraph around it."""
    found = ""
    for i, block in enumerate(blocks):
        inside = i and isinstance(blocks[i - 1], Paragraph) and isinstance(block, MathDisplay)
        after = i and isinstance(blocks[i - 1], MathDisplay) and isinstance(block, Paragraph)
        found += ("\n" if inside or after else "\n\n" if i else "") + _block(block, number, section)
    return found


def _block(block: Block, number: tuple[int, ...], section: int) -> str:
    level = min(len(number), DEEPEST)
    match block:
        case Paragraph():
            return line(block.pieces)
        case MathDisplay():
            return display(block.term, WIDTH - INDENT * level, block.after)
        case Listing():
            rows = [code(row) if row else r"\strut" for row in block.text.splitlines()]
            return "\\begin{listing}\n" + " \\\\\n".join(rows) + "\n\\end{listing}"
        case Section():
            heading = HEADINGS[min(section, len(HEADINGS) - 1)]
            title = rf"\{heading}{{\texorpdfstring{{{line(block.title)}}}{{{_bookmark(block.title)}}}}}"
            return f"{title}\n\n{_blocks(block.blocks, (), section + 1)}"
        case Table():
            return _table(block, WIDTH - INDENT * level)
        case Steps():
            return _steps(block, number, section)


def _steps(block: Steps, number: tuple[int, ...], section: int) -> str:
    """A list inside the list of the step above; below the deepest level the steps go on in the same list."""
    items = []
    for i, entry in enumerate(block.entries, 1):
        inner = (*number, i)
        items.append(rf"\step{{{'.'.join(map(str, inner))}}}" + "\n" + _blocks(entry, inner, section))
    body = "\n\n".join(items)
    return f"\\begin{{steps}}\n{body}\n\\end{{steps}}" if len(number) < DEEPEST else f"{body}\n\n\\item[]"


def line(pieces: Pieces) -> str:
    return "".join(map(_inline, pieces))


def _inline(piece: Inline) -> str:
    if isinstance(piece, Math):
        return inline(piece.term)
    if isinstance(piece, Code):
        return code(piece.text)
    return rf"\emph{{{words(piece.text)}}}" if piece.stressed else words(piece.text)


def _bookmark(pieces: Pieces) -> str:
    """The title for the outline of a PDF file, where commands have no place."""
    text = "".join(p.text for p in pieces if not isinstance(p, Math))
    return re.sub(r"[^A-Za-z0-9 .,:;()=+/-]", "-", text)


def _table(table: Table, width: float) -> str:
    """Columns as wide as what they hold where that fits; else shares of the line, in which the cells are broken.

    A table with a formula that would fill several lines of the page becomes a list of its rows.
    """
    rows = (table.header, *table.rows)
    natural = [max(_width(row[i]) for row in rows) for i in range(len(table.header))]
    if max(_width(tuple(p for p in cell if isinstance(p, Math))) for row in rows for cell in row) > HUGE:
        return "\n\n".join(_spelled(table.header, row) for row in table.rows)
    fits = sum(natural) + 1.5 * len(natural) <= width
    total = sum(min(max(n, 7), 32) for n in natural)
    shares = [0.97 * (1 - 0.032 * (len(natural) - 1)) * min(max(n, 7), 32) / total for n in natural]
    columns = "l" * len(natural) if fits else "".join(f"C{{{share:.3f}}}" for share in shares)
    head, *body = [" & ".join(map(line, row)) + r" \\" for row in rows]
    if len(body) > 12:
        return (f"\\begin{{longtable}}[l]{{@{{}}{columns}@{{}}}}\n\\toprule\n{head}\n"
                "\\midrule\n\\endhead\n\\bottomrule\n\\endfoot\n"
                + "\n".join(body) + "\n\\end{longtable}")
    return (f"\\begin{{tabular}}{{@{{}}{columns}@{{}}}}\n\\toprule\n{head}\n\\midrule\n" + "\n".join(body)
            + "\n\\bottomrule\n\\end{tabular}")


def _spelled(header: tuple[Pieces, ...], row: tuple[Pieces, ...]) -> str:
    """A row as a paragraph of its own."""
    cells = "; ".join(f"{line(name)}: {line(cell)}" for name, cell in zip(header, row, strict=True) if cell)
    return f"\\begin{{longformula}}\n{cells}.\n\\end{{longformula}}"


def _width(pieces: Pieces) -> float:
    """An estimate in ems."""
    return sum(_natural(p) for p in pieces)


def _natural(piece: Inline) -> float:
    if isinstance(piece, Math):
        try:
            return box(piece.term, FLAT).width
        except RecursionError:
            return WIDTH
    return len(piece.text) * (0.55 if isinstance(piece, Code) else 0.5)
