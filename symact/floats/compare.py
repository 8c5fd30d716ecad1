"""How far is a float implementation from the exact function?

`compare` runs an implementation on a sample of inputs, or on all of a 16-bit format, and has every output judged on its own
bits. The *exact* function has the declared parameters: storing 0.01 in float32 is the implementation's error.
`as_stored=True` asks the other question. A sample is a sample: its maximum is a lower bound of the true one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

import numpy as np

from symact.activation import Activation
from symact.check.term import num, substitute
from symact.floats.arrays import Patterns, finite_patterns, patterns_dtype
from symact.floats.backends import Implementation, backend_named
from symact.floats.blocks import Builder
from symact.floats.comparison import Comparison
from symact.floats.environment import environment, flushes, versions
from symact.floats.evaluate import Unresolved
from symact.floats.formats import Format, format_named
from symact.floats.judge import Judge
from symact.floats.monotone import directions, neighbours
from symact.floats.oracle import Kink, Oracle
from symact.floats.reproduce import source
from symact.floats.samples import in_order
from symact.floats.sweep import look, sweep

INPUTS = ("sample", "all", "kinks")
PRECISION = 11  # bits of float16; bfloat16 has fewer
ALONE = 24  # inputs that are evaluated once more, in arrays of length 1


def compare(
    activation: Activation,
    backend: str | Callable[..., Any] = "numpy",
    dtype: str = "float32",
    derivative: int = 0,
    inputs: str = "sample",
    parameters: Mapping[str, Fraction | int | str] | None = None,
    as_stored: bool = False,
    monotone: bool | None = None,
) -> Comparison:
    """An activation's implementation against the exact function, or against its derivative of an order.

    backend     a name in `symact.floats.backends.BACKENDS`, or a function `f(x, **parameters)` of a NumPy array
    inputs      "sample"; "all" for the 16-bit formats; "kinks", the floats where the function has a kink
    parameters  exact values, for those that shall differ from their defaults: `{"alpha": Fraction(1, 3)}`
    monotone    whether neighbouring results are compared where the exact function is proved to be monotone; if all inputs are
                looked at, unless said otherwise
    """
    if activation.vector:
        raise ValueError(f"{activation.name} is a function of vectors; only functions of one number are compared.")
    if inputs not in INPUTS:
        raise ValueError(f"The inputs are one of {', '.join(INPUTS)}, not {inputs!r}.")
    target = format_named(dtype)
    run, label = _implementation(activation, backend, derivative, target)
    given = _parameters(activation, parameters or {})
    exact = {name: target.value(target.nearest(value)) for name, value in given.items()} if as_stored else given
    body = substitute(activation.body, {name: num(value) for name, value in exact.items()})
    judge = Judge(Oracle(body, activation.variable, derivative, target))
    patterns = _all(target) if inputs == "all" else np.array(_chosen(judge, inputs), dtype=patterns_dtype(target))
    results = run(patterns, target, given)
    if inputs == "all":
        _sweep(judge, patterns, results)
    else:
        look(judge, patterns, results)
    step = max(1, len(patterns) // ALONE)
    for bits, got in zip(patterns[::step].tolist(), results[::step].tolist(), strict=True):
        (alone,) = run(np.array([bits], dtype=patterns.dtype), target, given).tolist()
        if alone != got and not (target.is_nan(alone) and target.is_nan(got)):
            judge.tally.note("length", bits, alone, f"{target.hexadecimal(got)} in a long array")
    judge.confirm(patterns.tolist())
    if inputs == "all" and monotone is not False:
        _in_order(judge, patterns, results)
    if flushes():
        raise ValueError(f"{label} has set this process to flush subnormal numbers to zero, and nothing can be judged in it.")
    return judge.tally.finished(
        environment=environment(_packages(backend)),
        source=source(backend_named(backend) if isinstance(backend, str) else backend, activation, derivative, dtype, given),
        activation=activation.name, backend=label, dtype=dtype, derivative=derivative, inputs=inputs, as_stored=as_stored,
        parameters=tuple((name, str(value)) for name, value in given.items()))


def _chosen(judge: Judge, inputs: str) -> list[int]:
    """A sample, or the floats where there is a kink: 0 is two of them."""
    if inputs == "sample":
        return judge.sample()
    target = judge.target
    floats = [target.nearest(cut) for cut in judge.oracle.cuts or () if target.is_finite(target.nearest(cut))]
    found = [bits for bits in floats if isinstance(judge.answer(bits), Kink)]
    if not found:
        raise ValueError("The function has no kinks, or none where there is a float.")
    return in_order(target, [*found, *(bits | target.sign_bit for bits in found if target.is_zero(bits))])


def _all(target: Format) -> Patterns:
    """All inputs of a 16-bit format, with one NaN."""
    if target.width > 16:
        raise ValueError(f"{target.name} has too many floats to look at all of them; choose 'sample'.")
    others = [target.infinity, target.infinity | target.sign_bit, target.nan]
    return np.concatenate([finite_patterns(target), np.array(others, dtype=patterns_dtype(target))])


def _sweep(judge: Judge, patterns: Patterns, results: Patterns) -> None:
    """Infinities, NaN and functions without known breakpoints are judged one by one."""
    finite = patterns & (judge.target.sign_bit - 1) < judge.target.infinity
    look(judge, patterns[~finite], results[~finite])
    try:
        blocks = Builder(judge.oracle, PRECISION).build()
    except Unresolved:
        look(judge, patterns[finite], results[finite])
    else:
        sweep(judge, blocks, patterns[finite], results[finite])


def _in_order(judge: Judge, patterns: Patterns, results: Patterns) -> None:
    """Results against the monotony of the exact function, where that is known."""
    finite = patterns & (judge.target.sign_bit - 1) < judge.target.infinity
    try:
        known = directions(judge.oracle)
    except Unresolved:
        return
    judge.tally.note_drops(neighbours(judge.target, known, patterns[finite], results[finite]))


def _packages(backend: str | Callable[..., Any]) -> dict[str, str]:
    """The packages whose versions matter, as a backend names them in PACKAGES; of a function, that which it comes from."""
    if isinstance(backend, str):
        module = backend_named(backend)
        names = getattr(module, "PACKAGES", (backend,))
    else:
        names = (getattr(backend, "__module__", None) or "").split(".")[:1]
    return {name: number for name, number in versions(filter(None, names)).items() if number}


def _implementation(
    activation: Activation, backend: str | Callable[..., Any], derivative: int, target: Format,
) -> tuple[Implementation, str]:
    """The function of bit patterns, and the name that is reported."""
    if isinstance(backend, str):
        module = backend_named(backend)
        if target.name not in module.FORMATS:
            raise ValueError(f"The backend {backend} does not compute in {target.name}.")
        return module.implementation(activation, derivative), backend
    from symact.floats.backends.numpy import on_patterns

    return on_patterns(backend), f"{backend.__module__}:{backend.__qualname__}"


def _parameters(activation: Activation, given: Mapping[str, Fraction | int | str]) -> dict[str, Fraction]:
    """The exact value of every parameter."""
    declared = {p.name: p.default for p in activation.parameters}
    for name in given:
        if name not in declared:
            raise ValueError(f"{activation.name} has no parameter {name!r}; it has {', '.join(declared) or 'none'}.")
    found = {}
    for name, default in declared.items():
        if name in given:
            found[name] = Fraction(given[name])
        elif default is not None and default.head == "num":
            found[name] = default.args[0]
        else:
            raise ValueError(f"The parameter {name} of {activation.name} needs a rational value.")
    return found
