"""symact: what is true of an activation function, and does the code that people run compute it?

An *activation* is a real function of one real variable, or of a vector, with parameters that have declared domains and
defaults; it is given by a definition in symact's own language, and everything else about it is derived. The *catalogue*
holds those that come along.

A *statement* says something about activations as a paper would print it, `0 < softplus(x) - relu(x) <= log(2)`. One
reader turns it into a *term*, a tree of exact numbers and named functions, and echoes the *elaborated* statement: every
quantifier, domain and default spelled out. A *claim* is a statement in a file, with the verdict that its author expects.

A *verdict* is a value. *Proved*: the kernel accepted a proof. *Refuted*: it accepted a proof of the negation. *Undecided*:
neither, with a reason; it never counts as a pass. Proofs are found by untrusted search, in SymPy and in ball arithmetic,
and count only once the *kernel*, `symact.check`, has checked every step again: that package imports the standard library
alone and computes in integers. An accepted proof is stored as a *certificate*, under the hash of its content, and a
report is that proof, typeset.

    >>> import symact
    >>> symact.decide("softplus'(x) = sigmoid(x)")

Importing this package imports nothing else: `decide`, `Activation` and `catalogue` are fetched when they are asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from symact import catalogue
    from symact.activation import Activation
    from symact.run import decide

__version__ = "0.1.0"
__all__ = ["Activation", "__version__", "catalogue", "decide"]

HOMES = {"Activation": "symact.activation", "decide": "symact.run"}


def __getattr__(name: str) -> Any:
    if name == "catalogue":
        return import_module("symact.catalogue")
    if name not in HOMES:
        raise AttributeError(f"module 'symact' has no attribute {name!r}")
    return getattr(import_module(HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
