"""Every rule of the kernel has a teller, and every teller is tried on a proof."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import symact.check.formulas
from symact.check.formulas import RULES
from symact.check.predicates import FALSE_RULES, TRUE_RULES
from symact.check.signs import SIGN_RULES
from symact.check.step import Sign, Step
from symact.check.values import VALUE_RULES
from symact.report.derivation import SIGN_TELLERS, TELLERS, derivation, explain
from symact.report.document import Blocks, Paragraph, Steps, Text

from .proofs import EXAMPLES, Example


def step_names() -> set[str]:
    """The names that the source of the kernel gives to its steps, where they stand there as text."""
    names = set()
    for file in Path(symact.check.formulas.__file__).parent.glob("*.py"):
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "Step" and isinstance(call.args[0],
                                                                                                    ast.Constant):
                names.add(str(call.args[0].value))
    return names


def steps(step: Step) -> Iterator[Step]:
    yield step
    for part in step.parts:
        yield from steps(part)


def rules_used(proof: object) -> Iterator[str]:
    """The names of rules in a proof."""
    if isinstance(proof, dict):
        if isinstance(proof.get("rule"), str):
            yield proof["rule"]
        proof = list(proof.values())
    if isinstance(proof, list):
        for part in proof:
            yield from rules_used(part)


def test_every_step_of_the_kernel_is_told() -> None:
    assert len(step_names()) > 40
    assert step_names() <= TELLERS.keys() | SIGN_TELLERS.keys()


@pytest.mark.parametrize("name", TRUE_RULES)
def test_every_property_is_told(name: str) -> None:
    assert name in TELLERS


@pytest.mark.parametrize("name", FALSE_RULES)
def test_every_failing_property_is_told(name: str) -> None:
    assert f"not {name}" in TELLERS


def test_no_teller_is_left_over() -> None:
    properties = {*TRUE_RULES, *(f"not {name}" for name in FALSE_RULES)}
    assert TELLERS.keys() | SIGN_TELLERS.keys() == step_names() | properties


def test_the_examples_use_every_rule() -> None:
    used = {rule for e in EXAMPLES for rule in rules_used(e.proof)}
    assert {*SIGN_RULES, *RULES, *VALUE_RULES} <= used | {"comparison"}


def test_the_examples_show_every_step() -> None:
    told = {(isinstance(s.claim, Sign), s.rule) for e in EXAMPLES for s in steps(e.step)}
    assert {name for sign, name in told if sign} == SIGN_TELLERS.keys()
    assert {name for sign, name in told if not sign} == TELLERS.keys()


def test_a_rule_without_a_teller_is_an_error() -> None:
    step = replace(EXAMPLES[0].step, rule="revelation")
    with pytest.raises(LookupError, match="'revelation'"):
        derivation(step)


def sentences(blocks: Blocks) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield "".join(p.text if isinstance(p, Text) else "…" for p in block.pieces)
        elif isinstance(block, Steps):
            for entry in block.entries:
                assert entry
                yield from sentences(entry)


def test_an_example_is_told(example: Example) -> None:
    found = derivation(example.step)
    assert found
    for text in sentences(found):
        assert text.strip()
        assert "  " not in text
        assert not text.startswith((".", ",", ";", ":"))


def test_the_verdict_is_that_of_the_step(example: Example) -> None:
    told = explain(example.step, example.formula)
    assert ("This is true" in told) == example.truth
    assert ("This is false" in told) != example.truth


SAID = {
    "relu is differentiable except at {0}": ("x = 0   f'(x)      0                     1", "mean value theorem"),
    "leaky_relu'(x) != 0 almost everywhere": ("Outside the set {0}", "finite set has Lebesgue measure zero"),
    "relu'(x) != 0 almost everywhere": ("whole interval (-oo, 0)", "positive Lebesgue measure"),
    "relu is differentiable at 0": ("lim(f'(x), x -> 0-) = 0", "lim(f'(x), x -> 0+) = 1", "differ"),
    "range(relu) = [0, oo)": ("intermediate value theorem", "So the range is [0, oo)"),
    "clarke(relu, 0) = [0, 1]": ("closed interval between the one-sided limits",),
    "lim(sin(x), x -> oo) does not exist": ("two sequences",),
    "measure({x : exp(x) = 1}) = 0": ("isolated", "countable sets have Lebesgue measure zero"),
    "min(softplus) does not exist": ("there is no minimum", "So the value does not exist."),
    "exists x in [0, 1]: exp(x) = 2": ("intermediate value theorem",),
    "forall x in [-1, 1]: exp(x) < 3": ("2 cells",),
    "relu is convex": ("f''(x)",),
}


@pytest.mark.parametrize("text", SAID)
def test_what_a_student_looks_for_is_said(text: str) -> None:
    example = next(e for e in EXAMPLES if e.text == text)
    told = " ".join(line.strip() for line in explain(example.step, example.formula).splitlines())
    for words in SAID[text]:
        assert words in told


def test_trivial_chains_are_condensed() -> None:
    """Three quantifiers, one sentence; no numbered step where there is one only."""
    example = next(e for e in EXAMPLES if e.text.startswith("forall w, b, x"))
    told = explain(example.step, example.formula)
    assert "Let w in R, b in R and x in R. Assume w*x + b < 0." in told
    assert told.count("\n1. ") == 1
    assert "1. " not in explain(EXAMPLES[0].step, EXAMPLES[0].formula)
