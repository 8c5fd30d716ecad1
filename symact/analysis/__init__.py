"""The questionnaire: what is asked of every activation function.

Each question is a property's name and a function that proposes answers. An answer is a statement with its content; it is
found numerically, by the kernel's limits or by SymPy, never from the name of the function, and it counts once it is proved.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from symact.analysis import formulas, gauss, parameters, shape, values
from symact.analysis.answer import Answer
from symact.analysis.phrased import phrased
from symact.analysis.profile import Profile, Unsuited

QUESTIONS: tuple[tuple[str, Callable[[Profile], Iterator[Answer]]], ...] = (
    ("domain", shape.domain),
    ("continuous", shape.continuous),
    ("discontinuities", shape.discontinuities),
    ("smoothness", shape.smoothness),
    ("kinks", shape.kinks),
    ("differentiable_except", shape.differentiable_except),
    ("limits", values.limits),
    ("asymptotes", values.asymptotes),
    ("range", values.range_),
    ("minimum", values.minimum),
    ("argmin", values.argmin),
    ("maximum", values.maximum),
    ("argmax", values.argmax),
    ("bounded", values.bounded),
    ("zeros", values.zeros),
    ("sign", shape.sign),
    ("monotonicity", shape.monotonicity),
    ("convexity", shape.convexity),
    ("inflections", shape.inflections),
    ("lipschitz", values.lipschitz),
    ("smoothness_constant", values.smoothness_constant),
    ("parity", shape.parity),
    ("period", shape.period),
    ("injective", shape.injective),
    ("surjective", values.surjective),
    ("inverse", formulas.inverse),
    ("derivative", formulas.derivative),
    ("second_derivative", formulas.second_derivative),
    ("parameter_derivatives", parameters.parameter_derivatives),
    ("antiderivative", formulas.antiderivative),
    ("series_at_0", formulas.series_at_0),
    ("identity_at_0", formulas.identity_at_0),
    ("fixed_points", values.fixed_points),
    ("dead_set", values.dead_set),
    ("zero_set", values.zero_set),
    ("clarke", values.clarke),
    ("gaussian_mean", gauss.gaussian_mean),
    ("gaussian_second_moment", gauss.gaussian_second_moment),
    ("gain", gauss.gain),
    ("saturation", values.saturation),
)
MOST_ANSWERS = 4

__all__ = ["QUESTIONS", "Answer", "Profile", "Unsuited", "propose"]


def propose(profile: Profile, name: str) -> list[Answer]:
    """The first candidates for the answer to a question; `Unsuited` where it cannot be asked."""
    _ = profile.body  # `Unsuited` for functions of vectors, and for parameters without a value
    found: list[Answer] = []
    for answer in (phrased(a, profile.names) for a in dict(QUESTIONS)[name](profile)):
        if all(answer.statement != other.statement for other in found):
            found.append(answer)
        if len(found) == MOST_ANSWERS:
            break
    if not found:
        raise Unsuited("no candidate for the answer was found")
    return found
