"""How do reports become files, each whole or not at all?"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from .chapter import Chapter, document
from .document import Document
from .latex import latex
from .markdown import markdown
from .pdf import pdf


class OutputError(Exception):
    """A report cannot be written: the sentence says why."""


FORMATS: dict[str, tuple[str, Callable[[Document], bytes]]] = {  # format -> the file's ending, and its content
    "markdown": (".md", lambda d: markdown(d).encode()),
    "latex": (".tex", lambda d: latex(d).encode("ascii")),
    "pdf": (".pdf", lambda d: pdf(latex(d))),
}


def write(chapters: Sequence[Chapter], formats: Sequence[str], folder: str | os.PathLike[str]) -> list[Path]:
    """A file for each chapter and format; the files, in that order."""
    for name in formats:
        if name == "html":
            raise OutputError("HTML reports are not available yet; the formats are " + ", ".join(FORMATS) + ".")
        if name not in FORMATS:
            raise OutputError(f"There is no report format '{name}'; the formats are {', '.join(FORMATS)}.")
    where = Path(folder)
    try:
        where.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise OutputError(f"The folder {where} cannot be made: {problem.strerror or problem}.") from None
    written = []
    for stem, chapter in zip(stems(chapters), chapters, strict=True):
        found = document(chapter)
        for name in formats:
            ending, render = FORMATS[name]
            written.append(_write(where / f"{stem}{ending}", render(found)))
    return written


def stems(chapters: Sequence[Chapter]) -> list[str]:
    """Names of files, all of them different even where letters of both cases are one."""
    found: list[str] = []
    for chapter in chapters:
        stem = re.sub(r"[^a-z0-9]+", "-", (chapter.stem or chapter.title).lower()).strip("-")[:80] or "report"
        k, name = 1, stem
        while name in found:
            k += 1
            name = f"{stem}-{k}"
        found.append(name)
    return found


def _write(path: Path, content: bytes) -> Path:
    """The content under a temporary name first: nobody ever reads half a report."""
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            Path(name).chmod(0o644)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as problem:
        raise OutputError(f"The report {path} cannot be written: {problem.strerror or problem}.") from None
    return path
