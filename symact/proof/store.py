"""Where do certificates lie? In a folder, each under the SHA-256 of its content, with the definitions that their claims use.

Files are written whole or not at all (a temporary file, renamed), so that a run that is stopped leaves nothing half done.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from symact.check.certificate import FORMAT, RULES, VERDICTS, Definitions, canonical, uses
from symact.check.folder import AUTHORITY, FOLDER, Certificates, content_of, stored
from symact.check.printer import show
from symact.claim import Claim, ClaimFile, ClaimProblem, find, load
from symact.claim.verdict import Certificate

CERTIFICATE = re.compile(r"[0-9a-f]{64}\.json")


class StoreProblem(Exception):
    """The folder cannot be used; the sentence names it."""


def certify(text: str, definitions: Definitions, truth: bool, proof: Mapping[str, object]) -> Certificate:
    """The certificate of a proof (or of a proof of the negation) of a claim text."""
    return Certificate.of({
        "claim": text, "definitions": definitions.used(text), "format": FORMAT, "proof": proof, "rules": RULES,
        "statement": show(definitions.read(text)), "verdict": "proved" if truth else "refuted"})


@dataclass(frozen=True)
class Store:
    """A folder of certificates."""

    folder: Path

    @classmethod
    def beside(cls, claims: Path) -> Store:
        """The store of a claim file."""
        return cls(claims.parent / FOLDER)

    def load(self) -> Certificates:
        """The stored certificates by claim text."""
        return stored(self.folder)

    def definitions(self) -> dict[str, str]:
        """The definitions on record."""
        known = self.folder / AUTHORITY
        return content_of(known) if known.exists() else {}

    def write(self, certificate: Certificate) -> Path:
        return self._put(f"{certificate.sha256}.json", certificate.content)

    def write_definitions(self, texts: Mapping[str, str]) -> None:
        """Puts the definitions on record, if they are not the ones there."""
        if dict(texts) != self.definitions():
            self._put(AUTHORITY, canonical(dict(texts)))

    def prune(self, keep: Collection[str]) -> list[str]:
        """Removes the certificates that are not among those to keep; returns their names."""
        gone = sorted(p for p in self.folder.glob("*.json") if CERTIFICATE.fullmatch(p.name) and p.stem not in keep)
        for path in gone:
            path.unlink(missing_ok=True)
        return [path.stem for path in gone]

    def _put(self, name: str, content: bytes) -> Path:
        target = self.folder / name
        try:
            if target.exists() and target.read_bytes() == content:
                return target
            self.folder.mkdir(parents=True, exist_ok=True)
            part = self.folder / f".{name}.{os.getpid()}.part"
            try:
                part.write_bytes(content)
                part.replace(target)
            finally:
                part.unlink(missing_ok=True)
        except OSError as problem:
            raise StoreProblem(f"{self.folder}: certificates cannot be written there: {problem.strerror}") from None
        return target


class Neighbours:
    """The claim files of one folder share a store: what it keeps depends on all of them, whichever are verified.

    `catalogue` has the texts of the installed definitions: those that the claims use go on record.
    """

    def __init__(self, folder: Path, catalogue: Mapping[str, str]) -> None:
        self.store, self.catalogue = Store(folder / FOLDER), catalogue
        self.certificates = self.store.load()
        self.recorded = self.store.definitions()
        self.accepted: dict[str, set[str]] = {}  # claim text -> the certificates that show it
        try:
            self.files = [load(path) for path in find([folder]) if path.parent == folder]
            self.readable = True
        except ClaimProblem:
            self.files, self.readable = [], False  # what belongs to the unreadable file is not known: nothing is removed

    def changed(self) -> list[str]:
        """The names whose definition on record is not the installed one."""
        return [name for name, text in self.recorded.items() if self.catalogue.get(name) != text]

    def keep(self, file: ClaimFile, claim: Claim, certificate: Certificate, fresh: bool) -> None:
        """Stores what shows a claim, after the definitions that it needs."""
        self.accepted.setdefault(claim.says, set()).add(certificate.sha256)
        needed = self._needed(file, claim)
        if not needed.items() <= self.recorded.items():
            self.recorded = {**self.recorded, **needed}
            self.store.write_definitions(self.recorded)
        if fresh:
            self.store.write(certificate)

    def tidy(self, verified: Collection[ClaimFile]) -> list[str]:
        """Removes what no claim refers to, and what has been replaced."""
        if not self.readable or not self.store.folder.exists():
            return []
        files = [*verified, *(file for file in self.files if all(file.path.name != v.path.name for v in verified))]
        claims = [(file, claim) for file in files for claim in file.claims if claim.expected in VERDICTS]
        needed = {name: text for file, claim in claims for name, text in self._needed(file, claim).items()}
        self.store.write_definitions(dict(sorted(needed.items())))
        texts = {claim.says for _, claim in claims}
        keep = {path.stem for text in texts for path, _ in self.certificates.get(text, ())
                if text not in self.accepted or path.stem in self.accepted[text]}
        return self.store.prune(keep.union(*self.accepted.values()))

    def _needed(self, file: ClaimFile, claim: Claim) -> dict[str, str]:
        """The catalogue's definitions that a claim uses."""
        found = uses(claim.says, {**self.catalogue, **file.define})
        return {name: text for name, text in found.items() if name not in file.define}
