"""Are symact's verdicts compatible with what evaluation says of random statements? For a benchmark and a test.

A contradiction is a proved statement that fails at a point, or a refuted one that holds: by construction, or with the
witness which the refutation names.
"""

from __future__ import annotations

import multiprocessing
import multiprocessing.connection
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from compositions import MP, Blurred, Number, Outside
from random_statements import Statement

CHECK = str(Path(__file__).parent / "check")


@dataclass(frozen=True)
class Answer:
    """proved, refuted, undecided, hung or error; the witness of a refutation as terms in the statement language."""

    verdict: str
    reason: str = ""
    points: tuple[str, ...] = ()
    seconds: float = 0.0


def ask(text: str, units: int, seconds: float) -> Answer:
    """The search, whose result the kernel checks, in this process."""
    from symact.check.extent import Context
    from symact.check.formulas import prove
    from symact.check.printer import show
    from symact.check.step import Node
    from symact.prove import Budget, Found, search
    from symact.run import definitions

    began = time.monotonic()
    formula = definitions({}).read(text)
    found = search(formula, Budget(units=units, seconds=seconds))
    if not isinstance(found, Found):
        return Answer("undecided", found.reason, (), time.monotonic() - began)
    step = prove(formula, found.truth, Node(found.proof), Context())
    points = []
    if not found.truth:
        facts = [(name, terms) for name, terms in step.facts if name == "value"]
        points = [show(terms[0]) for _, terms in facts]
    return Answer("proved" if found.truth else "refuted", "", tuple(points), time.monotonic() - began)


def _serve(pipe: multiprocessing.connection.Connection, units: int, seconds: float) -> None:
    while True:
        text = pipe.recv()
        try:
            pipe.send(ask(text, units, seconds))
        except Exception as problem:  # a bug of the program under test: reported, the run goes on
            pipe.send(Answer("error", f"{type(problem).__name__}: {problem}"))


def answers(found: Sequence[Statement], units: int, seconds: float) -> Iterator[tuple[Statement, Answer]]:
    """Each statement with its answer, from a process that is replaced when it hangs."""
    context = multiprocessing.get_context("fork")
    worker: Any = None
    for s in found:
        if worker is None:
            pipe, theirs = context.Pipe()
            worker = context.Process(target=_serve, args=(theirs, units, seconds), daemon=True)
            worker.start()
        pipe.send(s.text)
        if pipe.poll(5 * seconds + 5):
            yield s, pipe.recv()
        else:
            worker.kill()
            worker.join()
            worker = None
            yield s, Answer("hung")
    if worker is not None:
        worker.kill()
        worker.join()


def number(text: str) -> Number:
    """A witness as a 50-digit number."""
    from symact.check.reader import read_term

    if CHECK not in sys.path:
        sys.path.append(CHECK)
    import numeric

    found = numeric.evaluate(read_term(text), {})
    return MP.mpf(found.numerator) / found.denominator if hasattr(found, "numerator") else MP.mpf(found)


def contradiction(s: Statement, a: Answer) -> str:
    """Why the answer cannot be right; empty where evaluation has nothing against it."""
    if a.verdict == "error":
        return a.reason
    if a.verdict == "proved" and not s.truth and s.certain:
        return "proved, and false by evaluation"
    if a.verdict == "refuted" and s.truth and s.certain:
        return "refuted, and true by construction"
    if a.verdict == "refuted" and a.points and s.fails is not None:
        try:
            if not s.fails([number(p) for p in a.points]):
                return f"refuted at {', '.join(a.points)}, where it holds"
        except (Outside, Blurred):
            return ""
    return ""


def doubtful(s: Statement, a: Answer) -> bool:
    """Evaluation on a grid says otherwise, and no witness settles it: for a person to look at."""
    settled = a.verdict == "refuted" and bool(a.points) and s.fails is not None
    return a.verdict in ("proved", "refuted") and (a.verdict == "proved") != s.truth and not settled
