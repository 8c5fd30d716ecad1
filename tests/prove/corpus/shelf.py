"""Which statements does the corpus have, and what kind of question is each of them?

The kinds are read off the statement itself, except `sharp` (equality is touched somewhere, or the margin is below 10^-6),
which its author says in the note.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from symact.check.claims import Claim, load
from symact.check.term import MINUS_OO, OO, Term, subterms
from symact.run import definitions

FOLDER = Path(__file__).parent
QUOTAS = {"sharp": 110, "unbounded": 70, "special": 70}
SPECIAL = {"erf", "erfc", "sin", "cos", "tan", "asin", "atan"}
LEAST = 340


@dataclass(frozen=True)
class Entry:
    """A statement of the corpus: its file, its claim, the definitions of the file, and the tree."""

    file: str
    claim: Claim
    define: dict[str, str]
    tree: Term

    @property
    def kinds(self) -> set[str]:
        """The quotas that the statement counts for."""
        parts = list(subterms(self.tree))
        found = {"sharp"} if self.claim.note.startswith("sharp") else set()
        if any(p.head == "interval" and (p.args[0] == MINUS_OO or p.args[1] == OO) for p in parts):
            found.add("unbounded")
        if any(p.head in SPECIAL for p in parts):
            found.add("special")
        return found


def entries() -> Iterator[Entry]:
    """All statements, file by file."""
    for path in sorted(FOLDER.glob("*.claims.toml")):
        file = load(path)
        known = definitions(file.define)
        for claim in file.claims:
            yield Entry(path.name.removesuffix(".claims.toml"), claim, dict(file.define), known.read(claim.says))
