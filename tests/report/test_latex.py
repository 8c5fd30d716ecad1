"""The LaTeX of reports compiles, and no line is too wide."""

from __future__ import annotations

import unicodedata
from random import Random

import pytest

from symact.check.reader import read_term
from symact.check.term import Term, num, sym
from symact.report.chapter import Chapter, Item, document
from symact.report.document import Blocks, Code, Document, Listing, MathDisplay, Paragraph, Section, Steps, Table
from symact.report.latex import latex
from symact.report.prose import pieces, say

from .conftest import Compile
from .proofs import DEFINED, EXAMPLES
from .terms import statement, term

HOSTILE = r"""100% & $x$ #1 \input{/etc/passwd} \end{document} ^^M ~ _ {} "quotes" 'single' `back` <b> | a@b -- --- \\ %"""
LETTERS = "éßæøłœñçÅřőșțİıĦ“”‘’–—…≤≥≠∞∈∀→αβπΣΔ√′×·°§€中文🙂\u200b\u00a0\u0301"


def fine(log: str) -> None:
    wide = [line for line in log.splitlines() if line.startswith("Overfull")]
    assert not wide, wide[:5]
    assert "Missing character" not in log


def test_the_report_of_all_examples_compiles(compiled: Compile) -> None:
    items = tuple(Item(f"claim_{i}", e.text, e.formula, "proved" if e.truth else "refuted", e.step, HOSTILE, LETTERS, "",
                       "0123abcd" * 8)
                  for i, e in enumerate(EXAMPLES))
    texts = {line.partition("(")[0]: line for line in DEFINED.splitlines()}
    fine(compiled(latex(document(Chapter("All & everything: 100% of it_", items, texts)))))


def nested(blocks: Blocks, depth: int) -> Blocks:
    for _ in range(depth):
        blocks = (Steps((blocks, say("A second step."))), *say("And on."))
    return blocks


@pytest.mark.parametrize("seed", range(6))
def test_statements_at_random_fit_on_the_page(seed: int, compiled: Compile) -> None:
    r = Random(seed)
    blocks: list[Blocks] = []
    for _ in range(20):
        t = statement(r, r.randint(1, 5))
        found: Blocks = (*say("A sentence about ", t, " that goes on, and ends with ", t, "."),
                         Paragraph(pieces("Inside a line always: ", t, ", whatever its length.")), MathDisplay(t, "."))
        blocks.append(nested(found, r.choice([0, 0, 1, 3, 7])))
    fine(compiled(latex(Document("At random", tuple(b for found in blocks for b in found)))))


def test_tables_of_all_widths(compiled: Compile) -> None:
    r = Random(7)
    header = pieces("on"), pieces("function"), pieces("value")
    tables = [Table(header, tuple((pieces(term(r, 0)), pieces(term(r, 1)), pieces(term(r, depth))) for _ in range(rows)),
                    (1, 1, 1))
              for rows in (0, 1, 3, 40) for depth in (1, 2, 6)]
    compiled(latex(Document("Tables", tuple(tables))))


def test_text_from_outside_is_printed_not_obeyed(compiled: Compile) -> None:
    blocks = (Section(pieces(Code(HOSTILE), HOSTILE), (Listing(HOSTILE + "\n\n  " + LETTERS),
                                                       Paragraph(pieces(HOSTILE, Code(LETTERS), LETTERS)))),
              Listing("word" * 100), Paragraph(pieces(Code("x" * 300))),
              Table((pieces(HOSTILE),), ((pieces(Code(HOSTILE)),),), (1,)))
    source = latex(Document(HOSTILE, blocks))
    fine(compiled(source))
    assert r"\input{" not in source
    assert source.isascii()


def test_every_letter_of_the_western_alphabets(compiled: Compile) -> None:
    text = " ".join(map(chr, [*range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x370, 0x400), *range(0x2000, 0x2300)]))
    fine(compiled(latex(Document("Letters", (Paragraph(pieces(text)), Paragraph(pieces(Code(text))), Listing(text))))))


def test_an_unknown_character_is_named() -> None:
    assert "[U+4E2D]" in latex(Document("中", ()))
    assert unicodedata.name("中").endswith("4E2D")


def test_terms_of_great_depth(compiled: Compile) -> None:
    towers = []
    for head in ("exp", "tanh", "abs", "cbrt"):
        t = sym("x")
        for _ in range(150):
            t = Term(head, (t,))
        towers.append(t)
    power, fraction, nested_sum = sym("x"), sym("x"), sym("x")
    for _ in range(120):
        power = Term("^", (sym("x"), power))
        fraction = Term("^", (Term("+", (num(1), fraction)), num(-1)))
        nested_sum = Term("+", (Term("*", (num(-1), nested_sum)), sym("y")))
    blocks = [b for t in (*towers, power, fraction, nested_sum)
              for b in (MathDisplay(t), *say("It is ", t, "."), Paragraph(pieces(t)))]
    compiled(latex(Document("Towers", tuple(blocks))))


def test_a_term_beyond_recursion_is_said_to_be_so(compiled: Compile) -> None:
    t = sym("x")
    for _ in range(5000):
        t = Term("exp", (t,))
    source = latex(Document("Abyss", (MathDisplay(t), Paragraph(pieces(t)))))
    assert source.count("nested too deeply") == 2
    compiled(source)


def test_the_same_document_is_the_same_file() -> None:
    example = EXAMPLES[3]
    chapter = Chapter("Once", (Item("a", example.text, example.formula, "proved", example.step),))
    assert latex(document(chapter)) == latex(document(chapter))
    assert r"\today" not in latex(document(chapter))
    assert latex(Document("Once", (MathDisplay(read_term("x + 1")),)))
