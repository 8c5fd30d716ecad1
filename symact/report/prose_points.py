"""What does a person read where points decide about a property: a derivative at one, or values that contradict it?"""

from __future__ import annotations

from symact.check.calculus import derivative_at, one_sided
from symact.check.extent import decimal, extent
from symact.check.limit import INFINITE
from symact.check.step import Step
from symact.check.term import Rejected, Term, free, sym

from .document import Blocks
from .prose import Part, Tell, join, listed, say, stated, tends, tidy, two_sequences
from .prose_subject import Subject, concluded, subject


def derivative_there(step: Step, tell: Tell) -> Blocks:
    """A value or a derivative at a point, found as a limit from both sides."""
    f, (name, _, _, where) = subject(step), stated(step)[0].args
    found = tidy(step.facts[0][1][0], f.ctx)
    if name == "differentiable except":
        c = next(c for c in where.args if _differentiable(f, c))
        said = say("At ", Term("=", (sym(f.x), c)), " the function is differentiable, with ", Term("=", (f.at(c, 1), found)),
                   ".")
    elif name == "continuous at":
        said = say("From both sides ", f.named(0), " tends to ", found, ", which is also the value.")
    else:
        said = say("The derivative there is ", Term("=", (f.at(where, 1), found)), ": near the point the function is "
                   "analytic, "
                   "or it is continuous and its derivative, or its difference quotient, has this limit from both sides.")
    return join(f.introduced, said, concluded(step, f))


def _differentiable(f: Subject, c: Term) -> bool:
    try:
        derivative_at(f.body, f.x, 1, c, f.ctx)
    except Rejected:
        return False
    return True


def at_joint(step: Step, tell: Tell) -> Blocks:
    """One-sided limits that contradict the property."""
    f = subject(step)
    if step.facts[0][0] == "derivative":
        return derivative_there(step, tell)
    if step.facts[0][0] == "oscillation":
        c, t, *rest = step.facts[0][1]
        lead = say("Near ", Term("=", (sym(f.x), c)), " look at the derivative or difference quotient ", t, ".")
        return join(f.introduced, lead, two_sequences(step, c, *rest), concluded(step, f))
    if step.facts[0][0] == "departs":
        c, stays, departs = step.facts[0][1]
        lead = say("On one side of ", Term("=", (sym(f.x), c)), " the function is ", stays, ", which is analytic there too; on the other "
                   "side it is ", departs, ", which is different at every point near it. A function that is analytic there and equals ",
                   stays, " on one side equals it on both.")
        return join(f.introduced, lead, concluded(step, f))
    c, k, left, right = step.facts[0][1]
    order = int(k.args[0])
    jump = _jump(f, c) if order == 1 else None
    if jump:
        order, left, right = 0, *jump
    body = f.at(sym(f.x), order)
    sides = [Term("=", (tends(body, f.x, c, side), tidy(v, f.ctx))) for side, v in (("-", left), ("+", right))]
    why = "A limit is infinite." if left in INFINITE or right in INFINITE else "The two limits differ."
    if order == 0:
        if (here := f.value(c)) is not None:
            why = "The limits and the value do not agree."
            sides.append(Term("=", (f.at(c), tidy(here, f.ctx))))
        so = "So the function is not continuous there."
    elif order > 1 or stated(step)[0].args[0] == "C":
        so = f"A function with a continuous derivative of order {order} would have equal ones."
    else:
        so = "By the mean value theorem they are the derivatives from the two sides, so there is no derivative."
    lead = say("Look at the point ", Term("=", (sym(f.x), c)), ": ", *listed(sides), f". {why} {so}")
    return join(f.introduced, lead, concluded(step, f))


def _jump(f: Subject, c: Term) -> tuple[Term, Term] | None:
    """The one-sided limits of a function that jumps at the point."""
    try:
        left, right = (one_sided(f.body, f.x, c, side, 0, f.ctx) for side in "-+")
        here = f.value(c)
    except Rejected:
        return None
    same = {tidy(v, f.ctx) for v in (left, right, here) if v is not None}
    return (left, right) if len(same) > 1 else None


def bend(step: Step, tell: Tell) -> Blocks:
    """A point near which the function is analytic and curved."""
    f, (where, second) = subject(step), step.facts[0][1]
    curved = Term("=", (f.at(sym(f.x), 2), second))
    lead = say("Near ", Term("=", (sym(f.x), where)), " the function is analytic, and its second derivative ", curved,
               " is not zero at that point; so it is affine on no interval around.")
    return join(f.introduced, lead, concluded(step, f))


CONTRADICTIONS = {
    "increasing": "The values step down.",
    "strictly increasing": "The values do not step up.",
    "decreasing": "The values step up.",
    "strictly decreasing": "The values do not step down.",
    "monotone": "The values go down as well as up.",
    "strictly monotone": "The values neither go up all the way nor down.",
    "convex": "The middle value lies above the chord between the others.",
    "strictly convex": "The middle value does not lie below the chord between the others.",
    "concave": "The middle value lies below the chord between the others.",
    "strictly concave": "The middle value does not lie above the chord between the others.",
    "injective": "Two different points have the same value; or between two of three the function is continuous, and takes the "
                 "value at the third.",
    "periodic": "They differ, and the points are one period apart.",
    "Lipschitz": "The values are further apart than the bound allows.",
}


def by_points(step: Step, tell: Tell) -> Blocks:
    """Exact points whose values contradict the property."""
    f = subject(step)
    rows = [Term("=", (f.at(p), tidy(v, f.ctx))) for _, (p, v) in step.facts]
    lead = say("Compare ", *listed(rows), *_approximate(step), ". ", CONTRADICTIONS[stated(step)[0].args[0]])
    return join(f.introduced, lead, concluded(step, f))


def not_periodic(step: Step, tell: Tell) -> Blocks:
    """A smaller period, or two values a period apart that differ."""
    f = subject(step)
    if step.facts[0][0] == "value":
        return by_points(step, tell)
    return join(f.introduced, say("The period is the smallest positive number that may be added without a change, and ",
                                  step.facts[0][1][0], " shows that this is another one."), concluded(step, f))


def _approximate(step: Step) -> list[Part]:
    """The values to four decimals, where they are no rationals."""
    found = [tidy(v, step.context) for _, (_, v) in step.facts]
    if all(v.head == "num" for v in found) or any(free(v) for v in found):
        return []
    decimals = []
    for v in found:
        e = extent(v, step.context)
        if e.lo is None or e.hi is None:
            return []
        decimals.append(decimal((e.lo + e.hi) / 2, 4))
    return [f" (about {', '.join(decimals)})"]
