"""The structure of reports in Markdown, and text on a terminal."""

from __future__ import annotations

import re

import pytest

from symact.check.reader import read_term
from symact.report.chapter import Chapter, Item, document
from symact.report.document import Code, Document, Listing, MathDisplay, Paragraph, Section, Steps, Table, Text
from symact.report.markdown import escaped, markdown
from symact.report.prose import pieces, say
from symact.report.text import plain

from .proofs import DEFINED, EXAMPLES, Example

X = read_term("x^2")


def unfenced(text: str) -> list[str]:
    """The lines outside of fenced blocks; every fence is closed."""
    lines, fence = [], ""
    for line in text.splitlines():
        mark = re.match(r"\s*(`{3,})", line)
        if mark and not fence:
            fence = mark.group(1)
        elif mark and line.strip() == fence:
            fence = ""
        elif not fence:
            lines.append(line)
    assert not fence
    return lines


def cells(line: str) -> int:
    return len(re.findall(r"(?<!\\)\|", line))


def check(text: str) -> None:
    """Formulas and fences are closed, rows have as many cells as their header, lists are numbered one by one."""
    width = 0
    for line in unfenced(text):
        assert line.count("$`") == line.count("`$")
        assert line == line.rstrip()
        if line.lstrip().startswith("|"):
            width = width or cells(line)
            assert cells(line) == width
        else:
            width = 0


def test_an_example_is_well_formed(example: Example) -> None:
    item = Item("a_claim", example.text, example.formula, "proved" if example.truth else "refuted", example.step)
    text = markdown(document(Chapter("One", (item,))))
    check(text)
    assert text.startswith("# One\n\n1 claim: 1 ")
    assert f"```text\n{example.text}\n```" in text
    assert text.count("```math") >= 1


def test_the_report_of_all_examples_is_well_formed() -> None:
    items = tuple(Item(f"claim_{i}", e.text, e.formula, "proved" if e.truth else "refuted", e.step) for i,
                  e in enumerate(EXAMPLES))
    text = markdown(document(Chapter("All", items, {line.partition("(")[0]: line for line in DEFINED.splitlines()})))
    check(text)
    headings = [line for line in unfenced(text) if line.startswith("#")]
    assert headings[:2] == ["# All", "## Definitions"]
    assert len(headings) == 2 + len(items)


def test_steps_are_nested_lists() -> None:
    inner = Steps((say("one"), (*say("two ", X), MathDisplay(X, "."))))
    text = markdown(Document("T", (Steps(((*say("first"), inner), say("second"))),)))
    assert text == (
        "# T\n\n1. first\n\n   1. one\n   2. two $`x^{2}`$\n\n      ```math\n      x^{2}.\n      ```\n2. second\n")


def test_tables_escape_bars() -> None:
    table = Table((pieces("a|b"), pieces(Code("c|d"))), ((pieces(X), pieces("")),), (1, 1))
    assert markdown(Document("T", (table,))).splitlines()[2:] == ["| a\\|b | `c\\|d` |", "| --- | --- |",
                                                                  "| $`x^{2}`$ |   |"]


@pytest.mark.parametrize("text", ["*a* _b_ `c` [d](e) <f> # g | $h$ \\ ~ &", "![x](y)", "<script>", "@name #1"])
def test_text_is_no_markdown(text: str) -> None:
    assert re.sub(r"\\(.)", r"\1", escaped(text)) == text
    assert not re.search(r"(?<!\\)[*_`\[\]<>|$]", escaped(text))


@pytest.mark.parametrize(("text", "found"), [("1. x", "1\\. x"), ("- x", "\\- x"), ("+ x", "\\+ x"), ("12) x", "12\\) x"),
                                             ("= x", "\\= x")])
def test_a_paragraph_is_no_list(text: str, found: str) -> None:
    assert markdown(Document("T", (Paragraph(pieces(text)),))).splitlines()[2] == found


def test_code_with_backticks() -> None:
    text = markdown(Document("T", (Paragraph(pieces(Code("a``b"), Code("`"))), Listing("```\nx\n```"))))
    assert "```a``b```" in text
    assert "`` ` ``" in text
    assert "````text\n```\nx\n```\n````" in text


def test_plain_text_wraps_and_numbers() -> None:
    inner = Steps((say("one"), say("two")))
    blocks = (Section(pieces("Title"), (Paragraph((Text("word " * 40),)),)), Steps(((*say("first"), inner), say("second"))),
              Listing("a\nb"))
    lines = plain(blocks, 60).splitlines()
    assert max(map(len, lines)) <= 60
    assert [line.strip() for line in lines[-6:]] == ["1. first", "1.1. one", "1.2. two", "2. second", "a", "b"]


def test_plain_formulas_are_what_the_reader_reads() -> None:
    assert plain((MathDisplay(read_term("forall x in R: x^2 >= 0"), "."),)) == "    forall x in R: x^2 >= 0.\n"
