"""What does the search decide, and do both interval arithmetics accept its proof?"""

from __future__ import annotations

from symact.catalogue import definitions
from symact.check.extent import Context
from symact.check.formulas import prove
from symact.check.reader import read
from symact.check.step import Node
from symact.proof.arb import Balls
from symact.prove import Budget, Found, search


def decided(text: str) -> bool | None:
    """The verdict of the default budget of work; the proof is checked by both arithmetics."""
    formula = read(text, definitions())
    found = search(formula, Budget(seconds=60))
    if not isinstance(found, Found):
        return None
    for context in (Context(), Context(arithmetic=Balls)):
        prove(formula, found.truth, Node(found.proof), context)
    return found.truth
