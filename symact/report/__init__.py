"""Reports: the derivation of every claim, rendered from the accepted proof, as Markdown, LaTeX or PDF.

    from symact.report import Chapter, Item, write
    write([Chapter(title, items, definitions)], ("markdown", "latex"), folder)

`symact.report.derivation.explain` tells one proof on a terminal. What a report consists of is in `document`, what is said
about which rule in the `prose_*` files, how it is written in `markdown`, `latex` and `text`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .chapter import Chapter, Item
    from .files import FORMATS, OutputError, write

__all__ = ["FORMATS", "Chapter", "Item", "OutputError", "write"]


def __getattr__(name: str) -> object:
    """The renderers are imported when they are first asked for."""
    if name in ("Chapter", "Item"):
        from . import chapter

        return getattr(chapter, name)
    if name in __all__:
        from . import files

        return getattr(files, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
