"""Where does a term oscillate? Inner functions of sin, cos and tan, and the phases at which limits may differ. Untrusted."""

from __future__ import annotations

from collections.abc import Iterator

from symact.check.printer import show
from symact.check.term import Term, free, subterms

from .nodes import Proof

PHASES = (("0", "pi"), ("0", "pi/2"), ("pi/2", "-pi/2"), ("0", "pi/4"))


def oscillations(t: Term, x: str) -> Iterator[Proof]:
    """An inner function and two phases, as the rules about sequences ask for them."""
    inner = [s.args[0] for s in subterms(t) if s.head in ("sin", "cos", "tan") and x in free(s)]
    for u in dict.fromkeys(inner):
        for phases in PHASES:
            yield {"inner": show(u), "points": list(phases)}
