"""How far is a float implementation from the exact function?

`compare` runs an implementation on a sample of inputs, or on all of a format, and has every output judged on its own bits.
The *exact* function has the declared parameters: storing 0.01 in float32 is the implementation's error.
`as_stored=True` asks the other question. A sample is a sample: its maximum is a lower bound of the true one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from fractions import Fraction
from functools import lru_cache
from typing import Any

import numpy as np

from symact.activation import Activation
from symact.check.printer import show
from symact.check.term import num, substitute
from symact.floats.arrays import Patterns, finite_patterns, patterns_dtype
from symact.floats.backends import Implementation, implementation, versions
from symact.floats.backends.calls import called
from symact.floats.backends.subnormals import demand_subnormals, subnormals
from symact.floats.comparison import Comparison
from symact.floats.directions import directions
from symact.floats.environment import environment, machine, version_of
from symact.floats.evaluate import Unresolved
from symact.floats.everywhere import Progress, everywhere
from symact.floats.formats import FLOAT32, FLOAT64, Format, format_named
from symact.floats.judge import WITNESSED, Judge
from symact.floats.kinds import INPUTS
from symact.floats.models import PRECISIONS, model
from symact.floats.monotone import neighbours
from symact.floats.oracle import Kink, Oracle
from symact.floats.pieces import Task
from symact.floats.reproduce import source
from symact.floats.samples import in_order
from symact.floats.store import key
from symact.floats.sweep import look, sweep

LENGTHS, PARTS = (1, 17), 24  # so many parts of the inputs are evaluated once more, in arrays of these lengths


def compare(
    activation: Activation,
    backend: str | Callable[..., Any] = "numpy",
    dtype: str = "float32",
    derivative: int = 0,
    inputs: str = "sample",
    parameters: Mapping[str, Fraction | int | str] | None = None,
    as_stored: bool = False,
    function: Callable[..., Any] | None = None,
    device: str = "cpu",
    monotone: bool | None = None,
    jobs: int = 1,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> Comparison:
    """An activation's implementation against the exact function, or against its derivative of an order.

    backend     a name in `symact.floats.backends.BACKENDS`, or a function `f(x, **parameters)` of a NumPy array or of one number
    function    a function of the backend's own arrays, which is compared instead of the backend's; frameworks differentiate it
    device      "cpu", or "cuda" for torch
    inputs      "sample"; "all", but for float64; "kinks", the floats where the function has a kink
    parameters  exact values, for those that shall differ from their defaults: `{"alpha": Fraction(1, 3)}`
    monotone    whether neighbouring results are compared where the exact function is proved to be monotone; if all inputs are
                looked at, unless said otherwise
    jobs, executor, progress   who judges all inputs of float32: see `symact.floats.everywhere`
    """
    if activation.vector:
        raise ValueError(f"{activation.name} is a function of vectors; only functions of one number are compared.")
    if inputs not in INPUTS:
        raise ValueError(f"The inputs are one of {', '.join(INPUTS)}, not {inputs!r}.")
    target = format_named(dtype)
    if inputs == "all" and target.width > FLOAT32.width:
        raise ValueError(f"{target.name} has too many floats to look at all of them; choose 'sample'.")
    demand_subnormals(FLOAT64)
    name, own = ("numpy", backend) if callable(backend) else (backend, function)
    run = implementation(own or activation, name, target, derivative, device)
    given = _parameters(activation, parameters or {})
    exact = {name: target.value(target.nearest(value)) for name, value in given.items()} if as_stored else given
    body = substitute(activation.body, {name: num(value) for name, value in exact.items()})
    judge = Judge(Oracle(body, activation.variable, derivative, target))
    billions = inputs == "all" and target.width > 16
    if billions:
        task = _task(judge.oracle, own or activation, name, device, given, monotone is not False)
        judge.tally = everywhere(task, jobs, executor, progress)
        patterns = np.array(judge.sample(), dtype=patterns_dtype(target))
    else:
        patterns = _all(target) if inputs == "all" else np.array(_chosen(judge, inputs), dtype=patterns_dtype(target))
    results = run(patterns, target, given)
    if inputs == "all" and not billions:
        _sweep(judge, patterns, results)
        if monotone is not False:
            _in_order(judge, patterns, results)
    elif not billions:
        look(judge, patterns, results)
    for bits, (short, long) in _shorter(run, patterns, results, target, given).items():
        judge.tally.note("length", bits, short, f"{target.hexadecimal(long)} in a long array")
    demand_subnormals(FLOAT64)
    judge.confirm(patterns, WITNESSED // 4 if inputs == "all" else WITNESSED)  # a model has been compared with Arb as well
    return judge.tally.finished(
        environment=environment({**versions(name), **version_of(own)}, _subnormals(name, target, device)),
        source=source(name, own or activation, derivative, dtype, given),
        activation=activation.name, backend=_label(name, own, device), dtype=dtype, derivative=derivative, inputs=inputs,
        as_stored=as_stored, parameters=tuple((parameter, str(value)) for parameter, value in given.items()))


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
    others = [target.infinity, target.infinity | target.sign_bit, target.nan]
    return np.concatenate([finite_patterns(target), np.array(others, dtype=patterns_dtype(target))])


def _shorter(
    run: Implementation, patterns: Patterns, results: Patterns, target: Format, given: Mapping[str, Fraction],
) -> dict[int, tuple[int, int]]:
    """Inputs with another result in a short array: that one, and the one in the long array."""
    found = {}
    for length in LENGTHS:
        for start in range(0, len(patterns) - length + 1, max(1, len(patterns) // PARTS)):
            part = slice(start, start + length)
            again = run(patterns[part], target, given)
            for bits, short, long in zip(patterns[part].tolist(), again.tolist(), results[part].tolist(), strict=True):
                if short != long and not (target.is_nan(short) and target.is_nan(long)):
                    found[bits] = short, long
    return found


def _task(
    oracle: Oracle, source: Activation | Callable[..., Any], backend: str, device: str, given: Mapping[str, Fraction], monotone: bool,
) -> Task:
    """What the pieces of a comparison over all inputs have in common. A function of the user's has no name: it may change."""
    try:
        blocks = model(oracle, PRECISIONS[oracle.target.name])
    except Unresolved as problem:
        raise ValueError(f"There are too many inputs to look at them one by one: {problem}") from None
    try:
        known = directions(oracle) if monotone else None
    except Unresolved:
        known = None
    name = ""
    if isinstance(source, Activation):
        about = (source.name, source.definition, sorted(given.items()), backend, device, sorted(versions(backend).items()), machine())
        name = key("pieces", show(oracle.term), oracle.variable, oracle.order, known is None, *about)
    return Task(name, oracle.term, oracle.variable, oracle.order, blocks, known, source, backend, device, given)


def _sweep(judge: Judge, patterns: Patterns, results: Patterns) -> None:
    """Infinities, NaN and functions without known breakpoints are judged one by one."""
    finite = patterns & (judge.target.sign_bit - 1) < judge.target.infinity
    look(judge, patterns[~finite], results[~finite])
    try:
        blocks = model(judge.oracle, PRECISIONS[judge.target.name])
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


@lru_cache(maxsize=64)
def _subnormals(backend: str, target: Format, device: str) -> str:
    """What the backend's arithmetic makes of subnormal numbers, asked once."""
    try:
        return subnormals(backend, target, device)
    except (ImportError, ValueError):
        return "subnormal numbers are kept by NumPy, and not looked at here"


def _label(backend: str, function: Callable[..., Any] | None, device: str) -> str:
    """What is compared, as it is reported."""
    label = backend if device == "cpu" else f"{backend} on {device}"
    if function is None:
        return label
    path = f"{function.__module__}:{called(function)}"
    return path if label == "numpy" else f"{label} {path}"


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
