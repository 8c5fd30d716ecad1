"""Which activations does symact know? One value each, a file per family, all of them in `CATALOGUE`.

To add one, write its value in the file of its family. Tests, questionnaire, reports and float checks iterate over the tuple.
"""

from __future__ import annotations

import difflib
from functools import cache

from symact.activation import Activation
from symact.catalogue import (
    adaptive,
    even,
    exponentials,
    gated,
    linear,
    rectifiers,
    shrinkage,
    sigmoids,
    softplus,
    steps,
    vector,
)
from symact.check.reader import Definition

CATALOGUE: tuple[Activation, ...] = (
    *linear.FAMILY,
    *rectifiers.FAMILY,
    *exponentials.FAMILY,
    *softplus.FAMILY,
    *sigmoids.FAMILY,
    *steps.FAMILY,
    *gated.FAMILY,
    *shrinkage.FAMILY,
    *even.FAMILY,
    *adaptive.FAMILY,
    *vector.FAMILY,
)


@cache
def _named() -> dict[str, Activation]:
    return {name: activation for activation in CATALOGUE for name in (activation.name, *activation.aliases)}


@cache
def _definitions() -> dict[str, Definition]:
    return {name: activation.parsed for name, activation in _named().items()}


def definitions() -> dict[str, Definition]:
    """Every name and alias with its definition: what statements about the catalogue are read with."""
    return dict(_definitions())


def find(name: str) -> Activation:
    """The activation with this name or alias."""
    if name in _named():
        return _named()[name]
    near = difflib.get_close_matches(name, _named(), n=3)
    hint = f"; did you mean {' or '.join(near)}?" if near else "."
    raise LookupError(f"There is no activation {name!r} in the catalogue{hint}")
