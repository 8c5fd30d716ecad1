"""How is a number spoken of that is known by an equation alone? By a name, the equation, and an interval. Untrusted.

A breakpoint without closed form is a zero of what is compared in the definition: `gelu(c) = 10` with c in (10, 10.000001).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from symact.analysis.numbers import COMPARE, Undefined, decimals, holds, number
from symact.catalogue import CATALOGUE
from symact.check.calculus import differentiate
from symact.check.printer import show
from symact.check.term import Rejected, Term, add, free, neg, rebuild, substitute, sym, value

LETTERS = ("c", "d", "r", "s", "u", "v", "w")


@dataclass(frozen=True)
class Named:
    """A number with a name: the zero of a term in x between two decimals."""

    name: str
    number: Any
    term: Term

    @property
    def equation(self) -> str:
        """t = 0 as an equation, with a function of the catalogue by its name."""
        left, right = (substitute(t, {"x": sym(self.name)}) for t in equation(self.term))
        return f"{spelled(left) or show(left)} = {show(right)}"

    @property
    def ends(self) -> tuple[str, str]:
        low, high = decimals(self.number, 6)
        return low, high


def spelled(t: Term) -> str | None:
    """A term in one variable as a function of the catalogue, or one of its first derivatives: `gelu'(c)`."""
    if t.head == "sym" or len(free(t)) != 1:
        return None
    name, = free(t)
    for a in CATALOGUE:
        if not a.vector and not a.parameters and a.body.head not in ("min", "max", "abs", "piecewise"):
            s = substitute(a.body, {a.variable: sym(name)})
            for order in range(3):
                if s == t:
                    return f"{a.name}{chr(39) * order}({name})"
                try:
                    s = differentiate(s, name)
                except Rejected:
                    break
    return None


def equation(t: Term) -> tuple[Term, Term]:
    """t = 0 as an equation of sums without negative signs; numbers alone on the right, if nothing else is there."""
    moving, numbers = (parts(t, is_moving) for is_moving in (True, False))
    if all(map(_is_negative, moving)):
        moving, numbers = list(map(neg, moving)), list(map(neg, numbers))
    left = [p for p in moving if not _is_negative(p)]
    right = [neg(p) for p in moving if _is_negative(p)]
    if not right:
        return add(*left), add(*map(neg, numbers))
    return add(*left, *(p for p in numbers if not _is_negative(p))), add(*right, *(neg(p) for p in numbers if _is_negative(p)))


def parts(t: Term, moving: bool) -> list[Term]:
    """The parts of a sum with variables, or those without."""
    return [p for p in (t.args if t.head == "+" else (t,)) if bool(free(p)) is moving]


def _is_negative(p: Term) -> bool:
    c = value(p.args[0]) if p.head == "*" else value(p)
    return c is not None and c < 0


def ruling(t: Term, x: Any) -> Term:
    """The elementary term that a term in x is next to a number, where no two of its branches meet."""
    if t.head == "piecewise":
        for branch, condition in zip(t.args[::2], t.args[1::2], strict=True):
            if holds(condition, {"x": x}):
                return ruling(branch, x)
        raise Undefined
    if t.head in ("min", "max"):
        rows = [ruling(a, x) for a in t.args]
        best = rows[0]
        for s in rows[1:]:
            if COMPARE["<" if t.head == "min" else ">"](number(s, {"x": x}), number(best, {"x": x})):
                best = s
        return best
    if t.head == "abs":
        inner = ruling(t.args[0], x)
        return inner if number(inner, {"x": x}) >= 0 else neg(inner)
    return rebuild(t, lambda a: ruling(a, x)) if t.args and t.head not in ("num", "sym") else t
