"""What does a run on this machine say of a claim about a float implementation?

A claim that records a processor or versions is checked on that processor and with those versions only. It fails if the largest
error is larger than it says, if a class error is found that it does not name, and if one that it names is not found: a documented
bug that is gone is news. How many processors there are is no matter.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from symact.activation import Activation
from symact.catalogue import find
from symact.claim.verdict import Failed, Measured, NotRun, Verdict
from symact.floats.backends import BACKENDS
from symact.floats.environment import machine, versions
from symact.floats.formats import FORMATS
from symact.floats.kinds import CONVENTIONS, INPUTS, KINDS

if TYPE_CHECKING:
    from symact.floats.comparison import Comparison

AT_KINKS = ("admissible", *CONVENTIONS)


class Unknown(Exception):
    """A claim names something that there is not: the sentence says what there is."""

    def __init__(self, message: str, expected: str = "") -> None:
        super().__init__(f"{message}; expected {expected}" if expected else message)


def demand(claim: Mapping[str, Any], define: Mapping[str, str]) -> None:
    """`Unknown` where a claim names what does not exist."""
    activation = _activation(claim["of"], define)
    if activation.vector:
        raise Unknown(f"{activation.name} is a function of vectors; only functions of one number are compared")
    for key, value, choices in _named(claim):
        if value not in choices:
            raise Unknown(f"'{key}' cannot be {value!r}", f"one of {', '.join(choices)}")
    declared = [p.name for p in activation.parameters]
    for name, value in claim.get("parameters", {}).items():
        if name not in declared:
            raise Unknown(f"{activation.name} has no parameter {name!r}", ", ".join(declared) or "none")
        try:
            Fraction(value)
        except (ValueError, ZeroDivisionError):
            raise Unknown(f"the parameter {name} cannot be {value!r}", "a rational number") from None
    if ("gradient_at_kinks" in claim or "kink" in claim.get("class_errors", ())) and not claim.get("derivative"):
        raise Unknown("a gradient at kinks is claimed of a derivative", "derivative = 1")
    if ":" not in claim.get("function", "a:b"):
        raise Unknown(f"'function' cannot be {claim['function']!r}", "package.module:callable")


def _named(claim: Mapping[str, Any]) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """The keys whose values are names, and the names that there are."""
    yield "dtype", claim["dtype"], tuple(f.name for f in FORMATS)
    yield "backend", claim.get("backend", "numpy"), BACKENDS
    yield "inputs", claim.get("inputs", "sample"), tuple(INPUTS)
    yield "gradient_at_kinks", claim.get("gradient_at_kinks", "admissible"), AT_KINKS
    for kind in claim.get("class_errors", ()):
        yield "class_errors", kind, tuple(KINDS)


def _activation(name: str, define: Mapping[str, str]) -> Activation:
    """A function that the file defines, or one of the catalogue."""
    if name in define:
        return Activation(name, define[name])
    try:
        return find(name)
    except LookupError as problem:
        raise Unknown(str(problem.args[0])) from None


def elsewhere(claim: Mapping[str, Any]) -> str:
    """Why the claim is for another machine, as far as it says; empty where it is for this one."""
    recorded = claim.get("versions", {})
    cpu, here = claim.get("cpu"), machine()
    if cpu is not None and _processor(cpu) != _processor(here):
        return f"other machine: {cpu}, here it is {here}"
    installed = versions(recorded)
    other = [f"{name} {number}, here it is {installed[name] or 'not installed'}"
             for name, number in recorded.items() if installed[name] != number]
    return f"other machine: {'; '.join(other)}" if other else ""


def _processor(text: str) -> str:
    """Its name without how many there are."""
    return text.partition(" (")[0].strip() if text.endswith(" CPUs)") else text.strip()


Claimed = tuple[Mapping[str, Any], Mapping[str, str]]  # the details of a claim, and the definitions of its file


def compared(claims: Sequence[Claimed], jobs: int) -> Iterator[tuple[Verdict, float]]:
    """The verdicts in order, and the seconds that each took. Comparisons run side by side, those of billions of inputs one by one."""
    beside = [i for i, (claim, _) in enumerate(claims) if not elsewhere(claim) and not _billions(claim)]
    if jobs == 1 or len(beside) < 2:
        yield from (_timed(claim, define, jobs) for claim, define in claims)
        return
    from concurrent.futures.process import BrokenProcessPool

    from symact.floats.everywhere import processes

    with processes(min(jobs, len(beside))) as pool:
        waiting = {i: pool.submit(_timed, *claims[i], 1) for i in beside}
        try:
            for i, (claim, define) in enumerate(claims):
                try:
                    yield waiting[i].result() if i in waiting else _timed(claim, define, jobs)
                except BrokenProcessPool:
                    yield Failed("the process that compared it, or one beside it, was ended by the system"), 0.0
        finally:
            for future in waiting.values():
                future.cancel()


def _billions(claim: Mapping[str, Any]) -> bool:
    return claim["dtype"] == "float32" and claim.get("inputs") == "all"


def _timed(claim: Mapping[str, Any], define: Mapping[str, str], jobs: int) -> tuple[Verdict, float]:
    began = time.perf_counter()
    return implemented(claim, define, jobs), time.perf_counter() - began


def implemented(claim: Mapping[str, Any], define: Mapping[str, str], jobs: int = 1) -> Verdict:
    """The comparison, by so many processes, and whether the claim holds; the report begins with what does not."""
    reason = elsewhere(claim)
    if reason:
        return NotRun(reason)
    from symact.floats.compare import compare

    try:
        function = _imported(claim["function"]) if "function" in claim else None
        parameters = {name: Fraction(value) for name, value in claim.get("parameters", {}).items()}
        found = compare(_activation(claim["of"], define), claim.get("backend", "numpy"), claim["dtype"], claim.get("derivative", 0),
                        claim.get("inputs", "sample"), parameters, function=function, jobs=jobs)
    except (ImportError, LookupError, ValueError) as problem:
        return Failed(str(problem))
    wrong = list(against(claim, found))
    return Measured(not wrong, "; ".join([*wrong, *said(found)]))


def against(claim: Mapping[str, Any], found: Comparison) -> Iterator[str]:
    """What does not hold of a claim."""
    if found.max_ulp > claim["max_ulp"]:
        worst = max((w for w in (found.worst, found.worst_subnormal) if w), key=lambda w: w.ulp)
        yield f"more than {float(claim['max_ulp']):g} ulp at {worst.input}"
    expected, kinds = claim.get("class_errors", ()), {e.kind: e for e in found.errors}
    for kind, error in kinds.items():
        if kind not in expected:
            yield f"not expected: {kind} at {error.input}, it gives {error.got}, exact {error.expected}"
    for kind in expected:
        if kind not in kinds:
            yield f"expected and not found: {kind}"
    wanted = claim.get("gradient_at_kinks")
    if wanted is not None:
        if not found.at_kinks:
            yield "no kink is among the inputs"
        for kink in found.at_kinks:
            if kink.convention == "outside" if wanted == "admissible" else kink.convention != wanted:
                yield f"the gradient at {kink.input} is {kink.got}, {CONVENTIONS[kink.convention]}"


def said(found: Comparison) -> Iterator[str]:
    """The numbers that were found."""
    yield f"largest error {float(found.max_ulp):.4g} ulp"
    if found.points:
        yield f"{found.misrounded} of {found.points} results not correctly rounded"
    if found.left_out:
        yield f"{found.left_out} inputs not looked at"
    yield "class errors: " + (", ".join(f"{e.count} × {e.kind}" for e in found.errors) or "none")
    if found.unordered:
        yield f"{found.unordered.count} pairs of neighbours in the wrong order"
    yield ", ".join(f"{name} {value}" for name, value in found.environment if name not in ("system", "subnormals"))


def _imported(path: str) -> Any:
    """The function at package.module:callable."""
    from importlib import import_module

    module, _, attributes = path.partition(":")
    found: Any = import_module(module)
    for attribute in attributes.split("."):
        if not hasattr(found, attribute):
            raise ValueError(f"There is no {path}.")
        found = getattr(found, attribute)
    return found
