"""Which stored certificate shows which claim? Certificates lie in the folder `certificates` beside a claim file.

There, `definitions.json` says what the names of the catalogue mean: the kernel cannot ask the catalogue itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .certificate import MOST_BYTES, VERDICTS, Checked, Definitions, Stale, canonical, check, decode, digest
from .claims import Claim, ClaimFile, ClaimProblem
from .term import Rejected, SyntaxProblem

FOLDER, AUTHORITY = "certificates", "definitions.json"
Stored = tuple[Path, dict[str, Any]]  # a file and its content
Certificates = dict[str, list[Stored]]  # by claim text


@dataclass(frozen=True)
class Result:
    """A claim with what was checked and the file that shows it, or with the sentence that says why nothing was."""

    file: ClaimFile
    claim: Claim
    state: str  # accepted, missing, stale, rejected
    reason: str = ""
    checked: Checked | None = None
    path: Path | None = None

    def __str__(self) -> str:
        said = (self.checked.verdict, self.checked.statement) if self.checked else (self.state.upper(), self.reason)
        return printable(f"{self.file.path}:{self.claim.line}: {self.claim.name}: {said[0]}: {said[1]}")


def content_of(path: Path) -> dict[str, Any]:
    """The JSON object in a file."""
    try:
        with path.open("rb") as file:
            return decode(file.read(MOST_BYTES + 1))
    except (OSError, Rejected) as problem:
        raise ClaimProblem(f"{path}: {problem.strerror if isinstance(problem, OSError) else problem}") from None


def stored(folder: Path) -> Certificates:
    """The certificates of a folder by claim text."""
    found: Certificates = {}
    for path in sorted(folder.glob("*.json")):
        if path.name != AUTHORITY:
            certificate = content_of(path)
            found.setdefault(str(certificate.get("claim")), []).append((path, certificate))
    return found


def authority(file: ClaimFile, known: Mapping[str, Any]) -> Definitions:
    """What the names in a claim file mean: the catalogue's, as known, and the file's own table."""
    try:
        if not all(isinstance(text, str) for text in known.values()):
            raise Rejected("a definition must be a text")
        return Definitions(known, file.define)
    except (Rejected, SyntaxProblem) as problem:
        raise ClaimProblem(f"{file.path}: the definitions cannot be read: {problem}") from None


def examine(files: Iterable[ClaimFile]) -> Iterator[Result]:
    """Each claim under [proved] and [refuted] against the stored certificates."""
    folders: dict[Path, tuple[Certificates, dict[str, Any]]] = {}
    for file in files:
        folder = file.path.parent / FOLDER
        if folder not in folders:
            known = folder / AUTHORITY
            folders[folder] = stored(folder), content_of(known) if known.exists() else {}
        certificates, known_texts = folders[folder]
        definitions = authority(file, known_texts)
        for claim in file.claims:
            if claim.expected in VERDICTS:
                yield judge(file, claim, definitions, certificates.get(claim.says, ()))


def judge(file: ClaimFile, claim: Claim, definitions: Definitions, candidates: Iterable[Stored]) -> Result:
    """Accepted, if one of the certificates for the claim text is."""
    result = Result(file, claim, "missing", "there is no certificate for this claim")
    for path, certificate in candidates:
        try:
            if digest(canonical(certificate)) != path.stem:
                raise Rejected(f"the name of {path.name} is not the SHA-256 of its content")
            return Result(file, claim, "accepted", "", check(certificate, claim.says, definitions, claim.expected), path)
        except Rejected as problem:
            result = Result(file, claim, "stale" if isinstance(problem, Stale) else "rejected", str(problem), None, path)
    return result


def printable(text: str) -> str:
    """The text on one line of a terminal: control characters are written out."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)
