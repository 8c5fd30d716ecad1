"""Where is kept what took a while to find, so that it need not be found again?

In one folder of the user's, `$SYMACT_CACHE`, or `symact` in `$XDG_CACHE_HOME` or `~/.cache`. An entry is named by the SHA-256 of
everything that it depends on, the source of the room that made it included, and ends with the SHA-256 of its own bytes: one
that is incomplete or altered is as good as missing. A folder that cannot be written to is no error: nothing is kept then.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

DIGEST = hashlib.sha256().digest_size
Found = TypeVar("Found")


def folder() -> Path:
    """The folder, which need not exist."""
    chosen = os.environ.get("SYMACT_CACHE")
    if chosen:
        return Path(chosen)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "symact"


@lru_cache(maxsize=1)
def source() -> str:
    """The SHA-256 of the source of this room and of the kernel: what other source made is not used."""
    rooms = Path(__file__).parent, Path(__file__).parent.parent / "check"
    digest = hashlib.sha256()
    for path in sorted(path for room in rooms for path in room.rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def key(*parts: object) -> str:
    """The name of an entry that depends on these and on the source."""
    text = "\0".join([source(), *map(str, parts)])
    return hashlib.sha256(text.encode()).hexdigest()


def kept(kind: str, name: str) -> bytes | None:
    """An entry's content, if it is there as it was written."""
    try:
        content = (folder() / kind / name).read_bytes()
    except OSError:
        return None
    content, digest = content[:-DIGEST], content[-DIGEST:]
    return content if hashlib.sha256(content).digest() == digest else None


def keep(kind: str, name: str, content: bytes) -> None:
    """Write an entry: whole, or not at all."""
    place = folder() / kind
    try:
        place.mkdir(parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(dir=place)
        with os.fdopen(handle, "wb") as file:
            file.write(content + hashlib.sha256(content).digest())
        Path(draft).replace(place / name)
    except OSError:
        return


def remembered(
    kind: str, name: str, make: Callable[[], Found], write: Callable[[Found], bytes], read: Callable[[bytes], Found],
) -> Found:
    """What is kept, or else what is made, which is kept for another time."""
    content = kept(kind, name)
    if content is not None:
        return read(content)
    found = make()
    keep(kind, name, write(found))
    return found


def drop(kind: str, name: str) -> None:
    """Remove an entry, if it is there."""
    try:
        (folder() / kind / name).unlink()
    except OSError:
        return
