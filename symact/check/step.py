"""What a rule leaves behind: the step it checked, for a reader. Steps play no part in accepting or rejecting.

The rules read a proof, a tree of JSON objects, through `Node`: every missing or misshapen field is a rejection with a
sentence that names the rule and the field.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

from .extent import SIGN_NAMES, Context
from .term import Rejected, SyntaxProblem, Term, free, value


@dataclass(frozen=True)
class Sign:
    """The judgement: t is defined on the context, and its signs there are among those of the mask."""

    t: Term
    mask: int

    def __str__(self) -> str:
        from .printer import show

        return f"{show(self.t)} is {SIGN_NAMES[self.mask]}"


@dataclass(frozen=True)
class Step:
    """One accepted rule: the judgement it establishes in its context, facts found on the way, and the steps it rests on."""

    rule: str
    context: Context
    claim: Sign | Term
    facts: tuple[tuple[str, tuple[Term, ...]], ...] = ()
    parts: tuple[Step, ...] = ()


@dataclass(frozen=True)
class Value:
    """An exact value (a term, a set or an infinite end), or an enclosure by two rationals, or neither: it does not exist."""

    step: Step
    value: Term | None = None
    enclosure: tuple[Term, Term] | None = None
    attained: bool | None = None


@lru_cache(maxsize=4096)
def read_cached(text: str) -> Term:
    from .reader import read_term

    try:
        return read_term(text)
    except SyntaxProblem as problem:
        raise Rejected(f"the certificate contains '{text}', which is no term: {problem}") from None


class Node:
    """A node of a proof as it stands in the certificate."""

    def __init__(self, data: object) -> None:
        if not isinstance(data, dict) or not isinstance(data.get("rule"), str):
            raise Rejected(f"a proof node must be an object with a rule, found {str(data)[:60]}")
        self.data: dict[str, Any] = data
        self.rule: str = data["rule"]

    def _missing(self, name: str, expected: str) -> Rejected:
        return Rejected(f"rule '{self.rule}': the field '{name}' must be {expected}, found {str(self.data.get(name))[:60]}")

    def has(self, name: str) -> bool:
        return name in self.data

    def text(self, name: str, choices: tuple[str, ...] = ()) -> str:
        found = self.data.get(name)
        if not isinstance(found, str) or (choices and found not in choices):
            raise self._missing(name, f"one of {', '.join(choices)}" if choices else "a string")
        return found

    def integer(self, name: str, least: int = 0, most: int = 1000) -> int:
        found = self.data.get(name)
        if type(found) is not int or not least <= found <= most:
            raise self._missing(name, f"an integer from {least} to {most}")
        return found

    def term(self, name: str, ctx: Context) -> Term:
        """A term over the variables of the context."""
        return self.known(read_cached(self.text(name)), ctx)

    def terms(self, name: str, ctx: Context, count: int | None = None) -> list[Term]:
        found = [self.known(read_cached(t), ctx) for t in self.strings(name)]
        if count is not None and len(found) != count:
            raise self._missing(name, f"a list of {count} terms")
        return found

    def rationals(self, name: str) -> list[Fraction]:
        found = []
        for t in self.strings(name):
            q = value(read_cached(t))
            if q is None:
                raise self._missing(name, "a list of rationals")
            found.append(q)
        return found

    def strings(self, name: str, count: int | None = None) -> list[str]:
        found = self.data.get(name)
        if not isinstance(found, list) or not all(isinstance(t, str) for t in found) or count not in (None, len(found)):
            raise self._missing(name, "a list of strings" if count is None else f"a list of {count} strings")
        return found

    def known(self, t: Term, ctx: Context) -> Term:
        unknown = free(t) - {n for n, _ in ctx.domains}
        if unknown:
            raise Rejected(f"rule '{self.rule}': the variable {min(unknown)} is not bound where the certificate uses it")
        return t

    def proof(self, name: str = "proof") -> Node:
        if name not in self.data:
            raise self._missing(name, "a proof")
        return Node(self.data[name])

    def proofs(self, name: str = "proofs", count: int | None = None) -> list[Node]:
        found = self.data.get(name)
        if not isinstance(found, list) or (count is not None and len(found) != count):
            raise Rejected(f"rule '{self.rule}' needs {'a list of' if count is None else count} proofs under '{name}', "
                           f"found {len(found) if isinstance(found, list) else 'none'}")
        return [Node(p) for p in found]
