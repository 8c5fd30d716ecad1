"""How is a property of a function said in words?"""

from __future__ import annotations

from symact.check.term import REALS, Term

Words = list[str | Term]

ADJECTIVES = {
    "positive": "positive everywhere", "nonnegative": "nonnegative everywhere", "negative": "negative everywhere",
    "nonpositive": "nonpositive everywhere", "differentiable except": "differentiable except exactly at the points of ",
    "differentiable at": "differentiable at ", "continuous at": "continuous at ", "periodic": "periodic with period ",
    "smooth": "smooth (infinitely often differentiable)",
}


def predicate(t: Term, verb: str = "is") -> Words:
    """The words after the function in a statement `is`: property and place."""
    name, _, domain, *more = t.args
    if name == "C":
        said: Words = ["of class ", Term(f"C^{more[0].args[0]}")]
    elif name == "Lipschitz":
        said = ["Lipschitz continuous with constant ", more[0]]
    else:
        said = [ADJECTIVES.get(name, name), *more]
    local = name in ("differentiable at", "continuous at")
    return [f" {verb} ", *said, *([] if domain == REALS or local else [" on ", domain])]
