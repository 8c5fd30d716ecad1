"""What stands in the report of one claim file?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from symact.check.reader import Definition, read_definition
from symact.check.step import Step
from symact.check.term import SyntaxProblem, Term, apply, sym

from .derivation import derivation
from .document import Block, Blocks, Code, Document, Listing, MathDisplay, Paragraph, Section, Table, Text
from .latex_math import WRITERS
from .prose import Part, element, join, pieces, say

Verdict: TypeAlias = Literal["proved", "refuted", "undecided", "measured", "empirical"]
SENTENCES: dict[Verdict, str] = {
    "proved": "Proved: the kernel accepted the derivation below.",
    "refuted": "Refuted: the kernel accepted the derivation of the contrary below.",
    "undecided": "Undecided: neither a proof nor a refutation was found.",
    "measured": "Measured: this is no verdict about mathematics, and holds for the machine and the versions named.",
    "empirical": "Empirical: on record, and out of reach of a proof.",
}
SHORT = 16  # digits of a certificate's name


@dataclass(frozen=True)
class Item:
    """A claim and what became of it: `text` as written, `formula` as understood, `step` the kernel's account of a proof."""

    name: str
    text: str
    formula: Term | None
    verdict: Verdict
    step: Step | None = None
    note: str = ""
    source: str = ""
    reason: str = ""
    certificate: str | None = None


@dataclass(frozen=True)
class Chapter:
    """The claims of one file and the texts of the definitions they use, by name; `stem` names the file of the report.

    The rows of `implementations` have the cells of IMPLEMENTATIONS: what is claimed of float code, and what was found.
    """

    title: str
    items: tuple[Item, ...]
    definitions: Mapping[str, str] = field(default_factory=dict)
    stem: str = ""
    implementations: tuple[tuple[str, ...], ...] = ()


IMPLEMENTATIONS = ("function", "backend", "inputs", "ulps", "class errors", "found here")


def document(chapter: Chapter) -> Document:
    """The report of a chapter: the verdicts in a table, the definitions, then claim after claim."""
    blocks: list[Block] = [*say(_counted(chapter.items))] if chapter.items or not chapter.implementations else []
    if chapter.items:
        rows = tuple((pieces(Code(i.name)), pieces(Code(i.text)), pieces(i.verdict)) for i in chapter.items)
        blocks.append(Table((pieces("claim"), pieces("statement"), pieces("verdict")), rows, (3, 8, 2)))
    if chapter.definitions:
        blocks.append(Section(pieces("Definitions"), _definitions(chapter.definitions)))
    if chapter.implementations:
        body = tuple(tuple(pieces(Code(cell)) if k < 2 else pieces(cell) for k, cell in enumerate(row)) for row in chapter.implementations)
        blocks.append(Section(pieces("Implementations"), (Table(tuple(map(pieces, IMPLEMENTATIONS)), body, (6, 8, 3, 4, 6, 4)),)))
    blocks += [Section(pieces(Code(i.name)), _item(i)) for i in chapter.items]
    return Document(chapter.title, tuple(blocks))


def _counted(items: tuple[Item, ...]) -> str:
    counts = [(v, sum(i.verdict == v for i in items)) for v in SENTENCES]
    found = ", ".join(f"{n} {v}" for v, n in counts if n)
    return f"{len(items)} claim{'s' if len(items) != 1 else ''}: {found}." if items else "No claims."


def _item(item: Item) -> Blocks:
    blocks: list[Block] = [Listing(item.text)]
    if item.formula is not None:
        blocks += [Paragraph((Text("In full:"),)), MathDisplay(item.formula, ".")]
    blocks.append(Paragraph((Text("Verdict.", stressed=True), Text(" " + SENTENCES[item.verdict]))))
    if item.reason:
        blocks += _remark("Reason.", item.reason)
    if item.step is not None:
        blocks += join((Paragraph((Text("Derivation.", stressed=True),)),), derivation(item.step))
    if item.certificate:
        blocks.append(Paragraph((Text("Certificate.", stressed=True), Text(" "), Code(item.certificate[:SHORT]))))
    if item.note:
        blocks += _remark("Note.", item.note)
    if item.source:
        blocks += _remark("Source.", item.source)
    return tuple(blocks)


def _remark(word: str, text: str) -> list[Block]:
    return [Paragraph((Text(word, stressed=True), Text(f" {' '.join(text.split())}")))]


def _definitions(texts: Mapping[str, str]) -> Blocks:
    """Each definition as a formula, or as its text where it cannot be read."""
    known = _read(texts)
    blocks: list[Block] = []
    for name, text in texts.items():
        d = known.get(name)
        blocks += _definition(d) if d and d.name not in WRITERS else (Listing(text),)
    return tuple(blocks)


def _read(texts: Mapping[str, str]) -> dict[str, Definition]:
    """The definitions that can be read, in an order in which each uses those before it."""
    known: dict[str, Definition] = {}
    rest = dict(texts)
    progress = True
    while progress:
        progress = False
        for name, text in list(rest.items()):
            try:
                known[name] = read_definition(text, known)
            except SyntaxProblem:
                continue
            del rest[name]
            progress = True
    return known


def _definition(d: Definition) -> Blocks:
    names = [d.variable, *(p.name for p in d.parameters)]
    said: list[Part] = [Term("=", (Term(d.name, tuple(map(sym, names))), d.body))]
    for i, p in enumerate(d.parameters):
        said += [" and " if i else ", where ", element(p.name, p.domain)]
        said += [" (", apply("=", sym(p.name), p.default), " if not said otherwise)"] if p.default else []
    return say(*said, ".")
