"""How does a person read an accepted proof?

A derivation is rendered from the steps that the kernel left behind, never written beside them. `TELLERS` and
`SIGN_TELLERS` say who tells which rule; a rule that is in neither is a mistake of this package, and the tests look for one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from symact.check.step import Sign, Step
from symact.check.term import Term

from . import prose_functions as functions
from . import prose_points as points
from . import prose_signs as signs
from . import prose_statements as statements
from . import prose_values as values
from .document import Blocks, MathDisplay, Paragraph, Text
from .prose import Tell

Teller: TypeAlias = Callable[[Step, Tell], Blocks]

TELLERS: dict[str, Teller] = {
    # statements
    "introduce": statements.introduce, "witness": statements.witness, "all": statements.every, "iff": statements.equivalent,
    "one": statements.one, "assume": statements.assume, "membership": statements.membership, "root": statements.root,
    "relation": statements.relation, "sets": statements.settled, "infinite values": statements.settled,
    "over a period": statements.over_a_period, "undefined": statements.undefined, "skip": statements.skip,
    "almost everywhere": statements.almost_everywhere,
    "positive measure": statements.positive_measure, "throughout": statements.throughout,
    "values": statements.values, "no value": statements.no_value,
    "value": statements.value_exists, "attained": statements.attained, "uniform": statements.uniform,
    "not uniform": statements.not_uniform,
    "comparison": statements.comparison, "components": statements.components,
    "linear relation": statements.linear_relation,
    "lemma": signs.lemma, "law": statements.obtain, "obtain": statements.obtain, "split": signs.split, "cases": statements.both_signs,
    # properties of functions
    "continuous": functions.smooth_to, "differentiable": functions.smooth_to, "C": functions.smooth_to,
    "differentiable except": functions.differentiable_except, "smooth": functions.smooth, "analytic": functions.smooth,
    "piecewise linear": functions.piecewise_linear, "increasing": functions.increasing,
    "strictly increasing": functions.increasing,
    "decreasing": functions.increasing, "strictly decreasing": functions.increasing, "monotone": functions.either,
    "strictly monotone": functions.either, "injective": functions.either, "convex": functions.convex,
    "strictly convex": functions.convex, "concave": functions.convex, "strictly concave": functions.convex,
    "periodic": functions.periodic,
    "Lipschitz": functions.lipschitz, "bounded": functions.bounded, "surjective": functions.surjective,
    "not surjective": functions.surjective, "not bounded": functions.unbounded, "differentiable at": points.derivative_there,
    "continuous at": points.derivative_there,
    # and their falsity
    "not continuous": points.at_joint, "not differentiable": points.at_joint, "not C": points.at_joint,
    "not smooth": points.at_joint, "not analytic": points.at_joint, "not differentiable except": points.at_joint,
    "not differentiable at": points.at_joint, "not continuous at": points.at_joint,
    "not piecewise linear": points.bend,
    **dict.fromkeys((f"not {name}" for name in points.CONTRADICTIONS), points.by_points),
    "not periodic": points.not_periodic,
    **dict.fromkeys((f"{denied}{name}" for name in ("odd", "even", "positive", "nonnegative", "negative", "nonpositive")
                     for denied in ("", "not ")), functions.spelled),
    # values
    "extremum": values.extremum, "extremum between": values.between, "range": values.function_range,
    "solutions": values.solutions,
    "solutions between": values.solutions_between, "over periods": values.over_periods,
    "lipschitz": values.lipschitz, "clarke": values.clarke, "limit": values.limit, "limits differ": values.limits_differ,
    "oscillation": values.oscillation, "sequences": values.sequences, "l'Hopital": values.hopital,
    "substitution": values.substitution, "composition": values.composition, "isolated": values.isolated, "measure": values.measure,
    "probability": values.probability,
    "expectation": values.expectation, "expectation between": values.expectation_between, "growth": values.growth,
    "nowhere": values.nowhere,
    "reflection": values.reflection, "linearity": values.linearity, "moments": values.moments, "smoothing": values.smoothing,
    "quadrant": values.quadrant,
}

SIGN_TELLERS: dict[str, Teller] = {
    "algebra": signs.algebra, "rewrite": signs.rewrite, "lemma": signs.lemma, "split": signs.split,
    "monotone": signs.monotone,
    "cells": signs.cells, "exact zero": signs.exact_zero, "tail": signs.tail, "sturm": signs.sturm,
    "compare": signs.compare, "periodic": signs.periodic,
}


def derivation(step: Step) -> Blocks:
    """The derivation as blocks of a document."""
    teller = (SIGN_TELLERS if isinstance(step.claim, Sign) else TELLERS).get(step.rule)
    if teller is None:
        raise LookupError(f"Nobody tells the rule '{step.rule}': it is missing in symact.report.derivation.TELLERS.")
    return teller(step, derivation)


def explain(step: Step, formula: Term) -> str:
    """The statement and its derivation as plain text, for a terminal."""
    from .text import plain

    refuted = not isinstance(step.claim, Term) or step.claim != formula
    said = "This is false, as the following shows." if refuted else "This is true, as the following shows."
    return plain((MathDisplay(formula), Paragraph((Text(said),)), *derivation(step)))
