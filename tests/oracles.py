"""The exact reference of a catalogue entry at its default parameters."""

from __future__ import annotations

from symact.activation import Activation
from symact.check.term import substitute
from symact.floats.formats import FLOAT64, Format
from symact.floats.oracle import Oracle


def oracle(activation: Activation, order: int, target: Format = FLOAT64) -> Oracle:
    body = substitute(activation.body, {p.name: p.default for p in activation.parameters if p.default})
    return Oracle(body, activation.variable, order, target)
