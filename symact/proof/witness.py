"""Where does a refuted statement fail? The answer is read off the step that the kernel accepted."""

from __future__ import annotations

import re

from symact.check.extent import Context, decimal, extent
from symact.check.printer import show
from symact.check.step import Step
from symact.check.term import EXTREMA, Rejected, Term, value

LONG = 16  # characters beyond which a number is shown in decimals as well


def witness_of(step: Step) -> str:
    """The points or intervals of the outermost steps that name some; empty where the refutation is a universal statement."""
    if step.rule in ("law", "lemma", "obtain"):
        found = witness_of(step.parts[-1])
        for name, _, equation in (terms for key, terms in step.facts if key == "number"):
            found += f", where {show(equation)}" if re.search(rf"\b{name.args[0]}\b", found) else ""
        return found
    if step.rule == "witness":
        variable, where = (dict(step.facts)[key][0] for key in ("variable", "value"))
        return ", ".join([f"{show(variable)} = {show(where)}", *_below(step)])
    if step.rule == "no value":
        return "; ".join(text for part in step.parts if (text := _without_value(part.claim)))
    if step.rule == "values":
        return "; ".join(text for part in step.parts[:-1] if (text := _value(part)))
    return "; ".join([text for name, terms in step.facts if (text := _said(step, name, terms))] or _below(step))


def _below(step: Step) -> list[str]:
    """What the first part says, as far as it speaks of the same points."""
    if step.rule in ("introduce", "split", "relation"):
        return []
    return [text for part in step.parts[:1] if (text := witness_of(part))]


def _without_value(claim: object) -> str:
    """`sup f = v` is all that is shown of a maximum that is not attained."""
    if not isinstance(claim, Term):
        return ""
    if claim.head == "=" and claim.args[0].head in EXTREMA:
        return f"{show(claim.args[0])} does not exist: {show(claim.args[1])} is not attained"
    return f"{show(claim)} does not exist"


def _value(part: Step) -> str:
    if isinstance(part.claim, Term) and part.claim.head == "=":
        return show(part.claim)
    ends = dict(part.facts).get("between")
    return f"{show(part.claim)} in [{show(ends[0])}, {show(ends[1])}]" if ends and isinstance(part.claim, Term) else ""


def _said(step: Step, name: str, terms: tuple[Term, ...]) -> str:
    """A fact as a phrase; empty for facts that are no witness."""
    if name == "value" and len(terms) == 2:
        return f"the value at {show(terms[0])} is {_number(terms[1])}"
    if name == "joint" and step.rule.startswith("not "):
        order = value(terms[1])
        what = {0: "limits", 1: "limits of the derivative"}.get(int(order or 0), f"limits of derivative {order}")
        return f"at {show(terms[0])} the one-sided {what} are {show(terms[2])} and {show(terms[3])}"
    if name == "on" and isinstance(step.claim, Term):
        return f"{show(step.claim.args[0].args[0])} in {show(terms[0])}"
    if name == "bend":
        return f"the second derivative at {show(terms[0])} is {_number(terms[1])}"
    if name == "sequences":
        return f"two sequences with steps {show(terms[0])}, from {show(terms[1])} and from {show(terms[3])}"
    return ""


def _number(t: Term) -> str:
    """A closed term; a long one in decimals."""
    text = show(t)
    if len(text) <= LONG:
        return text
    try:
        e = extent(t, Context())
    except Rejected:
        return text
    return text if e.lo is None or e.hi is None else f"about {decimal((e.lo + e.hi) / 2, 6)}"
