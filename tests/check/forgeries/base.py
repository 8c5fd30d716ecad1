"""What is a forgery? A certificate, well-formed and hashed, in which one side condition of one rule is broken.

A side condition has forgeries, all made by one function from data that break it, and genuine twins, made by the same
function from data that keep it: the twins are accepted, so that nothing else is wrong with the forgeries.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from symact.catalogue import CATALOGUE
from symact.check.certificate import FORMAT, RULES, Definitions, canonical, check, decode, uses
from symact.check.printer import show
from symact.check.term import Rejected

Proof = dict[str, Any]
Attempt = tuple[str, bool, "Proof | Callable[[], Proof]"]  # claim text, the truth value that is claimed, proof

AUTHORITY = Definitions({a.name: a.definition for a in CATALOGUE})
TABLE: list[SideCondition] = []
FEWEST = 10


@dataclass(frozen=True)
class File:
    """The content of a file that is offered as the certificate of a claim text."""

    content: bytes
    text: str
    expected: str | None = None
    authority: Definitions = AUTHORITY


@dataclass(frozen=True)
class SideCondition:
    """A condition of a rule; the sentence (a regular expression) has to be found in the rejection of each forgery."""

    rule: str
    name: str
    sentence: str
    genuine: tuple[Attempt | File, ...]
    forged: tuple[Attempt | File, ...]

    def __str__(self) -> str:
        return f"{self.rule}: {self.name}"


@dataclass(frozen=True)
class Outcome:
    """Accepted, or rejected by a sentence that was raised at a site: (module, line)."""

    accepted: bool
    sentence: str = ""
    site: tuple[str, int] = ("", 0)


def condition(rule: str, name: str, sentence: str, make: Callable[..., Attempt | File], genuine: Iterable[Any],
              forged: Iterable[Any]) -> None:
    """Enter a side condition in the table; data that are no tuple are a single argument of `make`."""
    def made(rows: Iterable[Any]) -> tuple[Attempt | File, ...]:
        return tuple(make(*row) if isinstance(row, tuple) else make(row) for row in rows)

    TABLE.append(SideCondition(rule, name, sentence, made(genuine), made(forged)))


@cache
def statement(text: str) -> tuple[str, dict[str, str]]:
    """The elaborated statement of a claim text, and the definitions that it uses."""
    return show(AUTHORITY.read(text)), uses(text, AUTHORITY.catalogue)


def certificate(attempt: Attempt) -> dict[str, Any]:
    """The complete certificate in which nothing but the proof can be at fault."""
    text, truth, proof = attempt
    elaborated, used = statement(text)
    return {"claim": text, "definitions": used, "format": FORMAT, "proof": proof() if callable(proof) else proof,
        "rules": RULES,
            "statement": elaborated, "verdict": "proved" if truth else "refuted"}


def judge(attempt: Attempt | File) -> Outcome:
    """Write the certificate as the content of a file, read it back, and have it checked."""
    if isinstance(attempt, File):
        file = attempt
    else:
        file = File(canonical(certificate(attempt)), attempt[0], "proved" if attempt[1] else "refuted")
    try:
        found = decode(file.content)
        assert isinstance(attempt, File) or canonical(found) == file.content
        check(found, file.text, file.authority, file.expected)
    except Rejected as problem:
        return Outcome(False, str(problem), site(problem))
    return Outcome(True)


def site(problem: BaseException) -> tuple[str, int]:
    """Where an exception was raised."""
    trace = problem.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return (Path(trace.tb_frame.f_code.co_filename).stem, trace.tb_lineno) if trace is not None else ("", 0)


@cache
def outcomes(index: int) -> tuple[tuple[Outcome, ...], tuple[Outcome, ...]]:
    """The outcomes of the genuine twins and of the forgeries of a row of the table."""
    row = TABLE[index]
    return tuple(map(judge, row.genuine)), tuple(map(judge, row.forged))
