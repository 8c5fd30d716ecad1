"""What does a person read where the kernel has shown a property of a function: continuity, monotonicity, convexity, …?"""

from __future__ import annotations

from symact.check.extent import ZERO
from symact.check.predicates import as_formula
from symact.check.step import Step
from symact.check.term import Term, sym

from .document import Blocks
from .prose import Part, Tell, cases, join, say, stated
from .prose_signs import sign_of
from .prose_subject import Subject, anatomy, concluded, subject

MEAN_VALUE = (
    "A function that is continuous at a point, and whose derivative has the same finite limit on both sides, has that "
    "limit as its derivative there (mean value theorem)"
)


def smooth_to(step: Step, tell: Tell) -> Blocks:
    f, (name, _, _, *more) = subject(step), stated(step)[0].args
    order = int(more[0].args[0]) if more else {"continuous": 0, "differentiable": 1}[name]
    why = ""
    if name == "differentiable" and _has_joints(step):
        why = ("At each breakpoint the limits from both sides agree with the value, and the derivatives from both sides are equal "
               f"and finite, as limits of the derivative or of the difference quotient. {MEAN_VALUE}. ")
    elif _has_joints(step):
        why = "At each breakpoint the limits from both sides agree with the value. "
        if order == 1:
            why += f"The limits of the derivative from both sides agree too. {MEAN_VALUE}. "
        if order > 1:
            why += f"So do the limits of the derivatives up to order {order}. {MEAN_VALUE}; this is used for each order. "
    return join(f.introduced, anatomy(step, f), concluded(step, f, why))


def differentiable_except(step: Step, tell: Tell) -> Blocks:
    f, holes = subject(step), stated(step)[0].args[3]
    why: list[Part] = ["At the points of ", holes, " the function jumps, or the limits of the derivative from the two "
                       "sides are not finite and equal; so it is not differentiable there (mean value theorem). At every "
                       "other point it is. "]
    return join(f.introduced, anatomy(step, f), concluded(step, f, *why))


def smooth(step: Step, tell: Tell) -> Blocks:
    f = subject(step)
    why = ("At each breakpoint the formulas on both sides are one analytic function, with the value of the function there: a quotient "
           "of analytic functions with a finite limit is analytic, if the denominator's zero has finite order. ")
    if stated(step)[0].args[0] == "smooth":
        why += "Or they differ from an analytic function by terms that tend to 0 there with all their derivatives. "
    return join(f.introduced, anatomy(step, f), concluded(step, f, why if _has_joints(step) else ""))


def piecewise_linear(step: Step, tell: Tell) -> Blocks:
    f = subject(step)
    why = "It is continuous, and the second derivative of every piece is identically zero. "
    return join(f.introduced, anatomy(step, f), concluded(step, f, why))


def _piece_by_piece(step: Step, f: Subject, tell: Tell) -> Blocks:
    """The steps of each piece; several steps may belong to one."""
    domains = [terms[0] for kind, terms in step.facts if kind == "branch"]
    each = len(step.parts) // len(domains)
    return cases(f.x, [(d, join(*(tell(p) for p in step.parts[each * i:each * (i + 1)]))) for i, d in enumerate(domains)])


def _signs(step: Step, up: bool) -> str:
    """The sign that the derivative is shown to have on every piece."""
    if not any(sign_of(p).mask & ZERO for p in step.parts):
        return "is positive" if up else "is negative"
    found = "is not negative" if up else "is not positive"
    strictly = stated(step)[0].args[0].startswith("strictly")
    return f"{found}; where no strict sign is shown it is analytic and not identically zero" if strictly else found


def increasing(step: Step, tell: Tell) -> Blocks:
    f, up = subject(step), stated(step)[0].args[0].endswith("increasing")
    lead = _on_pieces(step, f, "derivative", 1, _signs(step, up))
    why = f"At no breakpoint does the function step {'down' if up else 'up'}. " if _has_joints(step) else ""
    return join(f.introduced, anatomy(step, f, 1), lead, _piece_by_piece(step, f, tell), concluded(step, f, why))


def convex(step: Step, tell: Tell) -> Blocks:
    f, up = subject(step), stated(step)[0].args[0].endswith("convex")
    lead = _on_pieces(step, f, "second derivative", 2, _signs(step, up))
    why = f"At each breakpoint the function is continuous, and its derivative does not step {'down' if up else 'up'}. "
    return join(f.introduced, anatomy(step, f, 2), lead, _piece_by_piece(step, f, tell),
                concluded(step, f, why if _has_joints(step) else ""))


def _on_pieces(step: Step, f: Subject, name: str, order: int, sign: str) -> Blocks:
    branches = [terms for kind, terms in step.facts if kind == "branch"]
    if len(branches) > 1:
        return say(f"On each piece the {name} ", f.named(order), f" {sign}.")
    (where, branch), = branches
    return say(f"The {name} ", Term("=", (f.named(order), f.slope(where, branch, order))), f" {sign}.")


def _has_joints(step: Step) -> bool:
    return any(kind == "joint" for kind, _ in step.facts)


def lipschitz(step: Step, tell: Tell) -> Blocks:
    f, bound = subject(step), stated(step)[0].args[3]
    small = Term("<=", (Term("abs", (f.at(sym(f.x), 1),)), bound))
    lead = say("On each piece ", small, ", because the difference and the sum of ", bound, " and the derivative are not "
               "negative.")
    why = "The function is continuous; by the mean value theorem the bound on the derivative is a Lipschitz constant. "
    return join(f.introduced, anatomy(step, f), lead, _piece_by_piece(step, f, tell), concluded(step, f, why))


def either(step: Step, tell: Tell) -> Blocks:
    """Monotone because increasing or decreasing; injective because strictly so."""
    name, stronger = stated(step)[0].args[0], stated(step.parts[0])[0].args[0]
    article = "An" if stronger[0] in "aeiou" else "A"
    return join(tell(step.parts[0]), say(f"{article} {stronger} function is {name}."))


def bounded(step: Step, tell: Tell) -> Blocks:
    f, bound = subject(step), step.facts[0][1][0]
    between = Term("<=", (Term("abs", (f.at(sym(f.x)),)), bound))
    return join(f.introduced, say("It stays between two numbers: ", between, "."), tell(step.parts[0]))


def surjective(step: Step, tell: Tell) -> Blocks:
    """Onto the real numbers, or not: by the range, which has introduced the function."""
    onto = "So every real number is a value" if stated(step)[1] else "So not every real number is a value"
    return join(tell(step.parts[0]), say(f"{onto} of the function."))


def unbounded(step: Step, tell: Tell) -> Blocks:
    return join(tell(step.parts[0]), say("So no number bounds the absolute values of the function."))


def spelled(step: Step, tell: Tell) -> Blocks:
    """Odd, even, positive, …: the statement written out."""
    f, (formula, truth) = subject(step), stated(step)
    renamed = Term("is", (formula.args[0], Term("lambda", (sym(f.x), f.at(sym(f.x)))), *formula.args[2:]))
    means = Term("forall", (sym(f.x), formula.args[2], as_formula(renamed).args[2]))
    return join(f.introduced, say("The property means ", means, "." if truth else "; it fails."), tell(step.parts[0]))
