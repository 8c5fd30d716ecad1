"""What can kill a mutant, and which lines of the kernel does it execute? Rows of forgeries, stored certificates, unit tests.

Everything here is made by the unchanged kernel, in a process of its own, and kept in a temporary folder under the hash of the
sources: the certificates as bytes, so that a mutant reads and checks what it has not written.
"""

from __future__ import annotations

import gc
import hashlib
import json
import os
import pickle
import re
import sys
import time
import traceback
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from tempfile import gettempdir
from typing import Any

from marks import Marks
from mutants import CHECK, ROOT

TESTS = ROOT / "tests" / "check"
LEFT_OUT = ("test_forgeries.py", "test_command_needs_the_standard_library_alone")  # its rows are items; a process of its own
ACCIDENT = "the rules end on this proof"
Authority = tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]
Lines = frozenset[tuple[str, int]]


@dataclass(frozen=True)
class Attempt:
    """The content of a certificate file for a claim text, and what the kernel must say: accepted, or rejected by a sentence."""

    content: bytes
    text: str
    expected: str | None
    authority: int
    sentence: str | None  # None: it is genuine


@dataclass(frozen=True)
class Item:
    """Something that can kill: attempts with certificates, or a unit test by its node id."""

    name: str
    attempts: tuple[Attempt, ...]
    more: tuple[Attempt, ...]  # of a row: the other attempts, for a mutant that passes the first ones
    key: str


@dataclass(frozen=True)
class Trace:
    """The lines of the kernel that an item executes, where it raises, and how long it takes."""

    lines: Lines
    sites: Lines
    seconds: float


def digest(*parts: bytes) -> str:
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def digest_of(files: Iterable[Path]) -> str:
    return digest(*(p.read_bytes() for p in sorted(files)))


def folder() -> Path:
    own = Path(gettempdir()) / f"symact-mutation-{os.getuid()}"
    own.mkdir(mode=0o700, exist_ok=True)
    if own.stat().st_uid != os.getuid():  # what is read there is unpickled
        raise PermissionError(f"{own} belongs to somebody else; remove it, or set TMPDIR to a folder of your own.")
    found = own / digest_of([*CHECK.glob("*.py"), *(ROOT / "symact" / "catalogue").glob(
        "*.py")])[:16]
    found.mkdir(exist_ok=True)
    return found


def kept(name: str, make: Callable[[], Any]) -> Any:
    """What a file of the folder holds; made and written where there is none."""
    path = folder() / f"{name}.pickle"
    if not path.exists():
        found = make()
        path.with_suffix(".part").write_bytes(pickle.dumps(found))
        path.with_suffix(".part").rename(path)
    return pickle.loads(path.read_bytes())  # noqa: S301 (our own file)


# ------------------------------------------------------------------ in a process with the unchanged kernel

def paths() -> None:
    sys.path[:0] = [str(ROOT), str(TESTS), str(ROOT / "tests")]


def material() -> tuple[list[Item], list[Authority]]:
    """The rows of the table of forgeries and the stored certificates, as bytes."""
    paths()
    from forgeries import base
    from forgeries.table import FILES

    for name in FILES:
        import_module(f"forgeries.{name}")
    authorities: list[Authority] = [(tuple(base.AUTHORITY.catalogue.items()), ())]

    def place(catalogue: Any, own: Any) -> int:
        found = tuple(catalogue.items()), tuple(own.items())
        if found not in authorities:
            authorities.append(found)
        return authorities.index(found)

    def attempt(a: Any, sentence: str | None) -> Attempt:
        if isinstance(a, base.File):
            return Attempt(a.content, a.text, a.expected, place(a.authority.catalogue, a.authority.own), sentence)
        return Attempt(base.canonical(base.certificate(a)), a[0], "proved" if a[1] else "refuted", 0, sentence)

    items = []
    for row in base.TABLE:
        good, bad = [attempt(a, None) for a in row.genuine], [attempt(a, row.sentence) for a in row.forged]
        first, more = [], []
        for found, few in ((good, 3), (bad, 6)):
            step = max(1, len(found) // few)
            first += found[::step]
            more += [a for i, a in enumerate(found) if i % step]
        items.append((f"forgeries: {row}", tuple(first), tuple(more)))
    store = ROOT / "proofs" / "certificates"
    catalogue = json.loads((store / "definitions.json").read_text(encoding="utf-8"))
    for path in sorted(store.glob("*.json")):
        if path.name != "definitions.json":
            data = json.loads(path.read_text(encoding="utf-8"))
            where = place(catalogue, {n: t for n, t in data["definitions"].items() if n not in catalogue})
            items.append((f"stored: {data['claim']}", (Attempt(path.read_bytes(), data["claim"], data["verdict"], where, None),), ()))
    return [Item(n, a, more, digest(*(pickle.dumps(x) for x in a))) for n, a, more in items], authorities


def failure(attempts: tuple[Attempt, ...], authorities: list[Any]) -> str:
    """Run attempts under the kernel that is loaded: the first difference, or nothing."""
    from symact.check.certificate import VERDICTS, Definitions, canonical, check, decode
    from symact.check.term import Rejected

    for a in attempts:
        if isinstance(authorities[a.authority], tuple):
            catalogue, own = authorities[a.authority]
            authorities[a.authority] = Definitions(dict(catalogue), dict(own))
        known = authorities[a.authority]
        try:
            data = decode(a.content)
            found = check(data, a.text, known, a.expected)
            if a.sentence is not None:
                return f"accepted: {a.text}"
            if a.expected not in (None, found.verdict) or found.statement != data["statement"]:
                return f"another statement or verdict: {a.text}"
        except Rejected as problem:
            if a.sentence is None or ACCIDENT in str(problem) or not re.search(a.sentence, str(problem)):
                return f"{a.text}: {problem}"
        if a.sentence is None and len(attempts) == 1:
            if canonical(data) != a.content:
                return f"the spelling is another: {a.text}"
            try:
                check(data, a.text, known, next(v for v in VERDICTS if v != a.expected))
            except Rejected:
                continue
            return f"the contrary is accepted: {a.text}"
    return ""


def recorded(run: Callable[[], str], seen: Marks) -> Trace:
    """Run an item in a forked process."""
    reading, writing = os.pipe()
    if (child := os.fork()) == 0:
        code = 1
        try:
            os.close(reading)
            seen.clear()
            problem = run()
            assert not problem, f"the unchanged kernel does not pass: {problem}"
            with os.fdopen(writing, "wb") as pipe:
                pipe.write(pickle.dumps((*seen.found(), time.process_time())))
            code = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(code)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        content = pipe.read()
    _, status = os.waitpid(child, 0)
    assert status == 0 and content, "an item fails under the unchanged kernel"
    lines, sites, seconds = pickle.loads(content)  # noqa: S301 (our own pipe)
    return Trace(lines, sites, seconds)


def traces(items: list[Item], authorities: list[Authority], share: tuple[int, int] = (0, 1)) -> dict[str, Trace]:
    """The traces of items with attempts, by key; of a share of them, the first of two, say."""
    paths()
    seen = Marks()
    import_module("symact.check.certificate")
    gc.freeze()
    return {i.key: recorded(lambda i=i: failure(i.attempts, list(authorities)), seen) for i in items[share[0]::share[1]]}


def pytest_run(plugin: Any, files: Iterable[str]) -> int:
    import pytest

    return int(pytest.main(["-x", "-q", "-n", "0", "-p", "no:cacheprovider", "--no-header", *files], plugins=[plugin]))


class Recorder:
    """Takes over after the collection: each test (of a share) is traced in a forked process."""

    def __init__(self, known: set[str], share: tuple[int, int]) -> None:
        self.known, self.share, self.items, self.found = known, share, [], {}

    def run(self) -> tuple[list[Item], dict[str, Trace]]:
        paths()
        self.seen = Marks()
        assert pytest_run(self, [str(TESTS)]) == 0
        return self.items, self.found

    def pytest_runtestloop(self, session: Any) -> bool:
        from _pytest.runner import runtestprotocol

        gc.freeze()
        for n, test in enumerate(t for t in session.items if not any(part in t.nodeid for part in LEFT_OUT)):
            key = digest(test.nodeid.encode(), digest_of([test.path, *TESTS.glob("numeric.py")]).encode())
            self.items.append(Item(test.nodeid, (), (), key))
            if key not in self.known and n % self.share[1] == self.share[0]:
                def run(test: Any = test) -> str:
                    reports = runtestprotocol(test, log=False, nextitem=None)
                    return "" if all(r.passed for r in reports) else str([r.longreprtext for r in reports])
                self.found[key] = recorded(run, self.seen)
        return True
