"""How do outcomes look on a terminal, and in JSON?

On a terminal there are tables; elsewhere plain lines with columns, so that they can be searched and compared. JSON objects
are on one line each. No text from outside reaches the terminal with control characters in it.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from symact.activation import Activation
from symact.catalogue import CATALOGUE
from symact.check.folder import Result, printable
from symact.check.printer import show as printed
from symact.claim.verdict import Proved, Refuted, reason_of
from symact.run import Answered, Outcome


def line(text: str) -> None:
    print("\n".join(printable(part) for part in text.split("\n")), flush=True)


def as_json(data: object) -> None:
    """One line of ASCII, at once."""
    print(json.dumps(data, allow_nan=False), flush=True)


def table(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table; plain lines when nobody is looking."""
    cells = [[printable(cell) for cell in row] for row in rows]
    if not sys.stdout.isatty():
        widths = [min(max(map(len, column)), 40) for column in zip(headers, *cells, strict=True)]
        for row in cells:
            print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
        return
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    drawn = Table(*headers, box=box.SIMPLE_HEAD, pad_edge=False)
    for row in cells:
        drawn.add_row(*(Text(cell, overflow="fold") for cell in row))
    Console().print(drawn)


@contextmanager
def progress(title: str) -> Iterator[Callable[[int, int], None] | None]:
    """A bar on stderr with the rate and the time left, moved by calls with (done, total); None when nobody is looking."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(),
               TextColumn("{task.fields[rate]:.0f} million inputs/s"), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        began, task, first = time.monotonic(), None, 0

        def move(done: int, total: int) -> None:
            nonlocal task, first
            if task is None:
                task, first = bar.add_task(printable(title), total=total, completed=done, rate=0.0), done
            bar.update(task, completed=done, rate=(done - first) / max(time.monotonic() - began, 1e-3) / 1e6)

        yield move


def outcome_json(outcome: Outcome, timing: bool = False) -> dict[str, Any]:
    """What `decide` says of a statement."""
    found: dict[str, Any] = {
        "statement": outcome.claim.says, "elaborated": outcome.statement, "verdict": outcome.verdict.name,
        "witness": outcome.witness, "reason": outcome.reason, "certificate": outcome.sha256}
    return {**found, "seconds": round(outcome.seconds, 6)} if timing else found


def claim_json(outcome: Outcome, timing: bool = False) -> dict[str, Any]:
    """What `verify` says of a claim."""
    claim = outcome.claim
    return {"file": str(outcome.file.path) if outcome.file else None, "line": claim.line, "name": claim.name,
            "expected": claim.expected, "as_expected": outcome.as_expected, **outcome_json(outcome, timing)}


def result_json(result: Result) -> dict[str, Any]:
    """What `check` says of a claim."""
    claim, checked = result.claim, result.checked
    return {"file": str(result.file.path), "line": claim.line, "name": claim.name, "statement": claim.says,
            "state": result.state, "elaborated": checked.statement if checked else None,
            "verdict": checked.verdict if checked else None,
            "reason": result.reason or None, "certificate": result.path.stem if result.path else None}


def claim_line(outcome: Outcome, width: int) -> str:
    """Name, expected, verdict, and the elaborated statement; then what there is to say of it."""
    why = outcome.witness or outcome.reason
    tell = why and (not outcome.as_expected or outcome.verdict.name in ("measured", "refuted") or why.startswith("other machine"))
    said = f"\n{'':{width}}  {why}" if tell else ""
    verdict = outcome.verdict.name + ("" if outcome.as_expected else " !")
    return f"{outcome.claim.name:{width}}  {outcome.claim.expected:14}  {verdict:13}  {outcome.statement}{said}"


# ------------------------------------------------------------------ the questionnaire

def show_json(activation: Activation, parameters: Mapping[str, str], answers: Iterable[Answered]) -> dict[str, Any]:
    """What `show` says of an activation."""
    properties = {}
    for a in answers:
        answer, proved = a.answer, isinstance(a.verdict, Proved)
        properties[a.name] = {
            "value": answer.value if answer and proved else None,
            "enclosure": list(answer.enclosure) if answer and proved and answer.enclosure else None,
            "exact": answer.exact if answer and proved else None,
            "statement": answer.statement if answer else None,
            "verdict": a.verdict.name,
            "certificate": a.verdict.certificate.sha256 if isinstance(a.verdict, Proved | Refuted) else None,
            "reason": reason_of(a.verdict) or None,
        }
    return {"name": activation.name, "expression": _expression(activation), "parameters": _values(activation, parameters),
            "properties": properties}


def _expression(activation: Activation) -> str:
    """The right side of the definition, as it is written."""
    return activation.definition.split("->" if "->" in activation.definition.split("(")[0] else ") =", 1)[1].strip()


def _values(activation: Activation, parameters: Mapping[str, str]) -> dict[str, str | None]:
    """Every parameter with the value that it has here."""
    defaults = {p.name: printed(p.default) if p.default is not None else None for p in activation.parameters}
    return {**defaults, **parameters}


def show_claims(activation: Activation, answers: Iterable[Answered]) -> None:
    """The proved answers as a claim file."""
    if activation not in CATALOGUE:
        line(f"[define]\n{activation.name} = {json.dumps(activation.definition, ensure_ascii=False)}\n")
    line("[proved]")
    for a in answers:
        if a.answer and isinstance(a.verdict, Proved):
            line(f"{activation.name}_{a.name} = {json.dumps(a.answer.statement, ensure_ascii=False)}")


def show(activation: Activation, parameters: Mapping[str, str], answers: Iterable[Answered]) -> None:
    """Property, verdict, and the statement, one line each."""
    line(activation.definition)
    for name, value in _values(activation, parameters).items():
        line(f"{name} = {value}")
    for a in answers:
        said = a.answer.statement if a.answer else ""
        why = "" if isinstance(a.verdict, Proved) else f"{'  ' if said else ''}[{reason_of(a.verdict)}]"
        line(f"{a.name:22}  {a.verdict.name:11}  {said}{why}")
