"""What is a named function, and which values may its parameters take?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from .term import MINUS_OO, ONE, OO, REALS, Term, power, substitute, sym, value


@dataclass(frozen=True)
class Parameter:
    """A parameter with the set it ranges over; without a default it has to be given."""

    name: str
    default: Term | None
    domain: Term


@dataclass(frozen=True)
class Definition:
    """name(variable, parameters) = body; the variable of a vector function is a vector of any length."""

    name: str
    variable: str
    parameters: tuple[Parameter, ...]
    body: Term
    vector: bool

    def at(self, values: Mapping[str, Term]) -> Term:
        """variable -> body with these parameters, factors 1 left out and powers of literals computed."""
        function = Term("lambda", (sym(self.variable), self.body))
        return _tidied(substitute(function, values)) if values else function


@dataclass(frozen=True)
class Names(Mapping[str, Definition]):
    """The definitions of several mappings; the first that has a name says what it means, once it is asked for."""

    layers: tuple[Mapping[str, Definition], ...]

    def __getitem__(self, name: str) -> Definition:
        for layer in self.layers:
            if name in layer:
                return layer[name]
        raise KeyError(name)

    def __contains__(self, name: object) -> bool:
        return any(name in layer for layer in self.layers)

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys(name for layer in self.layers for name in layer))

    def __len__(self) -> int:
        return len({name for layer in self.layers for name in layer})


@dataclass(frozen=True)
class Texts(Mapping[str, Definition]):
    """Definitions by name, each read from its text when it is first asked for."""

    texts: Mapping[str, str]
    reader: Callable[[str], Definition]
    known: dict[str, Definition] = field(init=False, compare=False, repr=False, default_factory=dict)

    def __getitem__(self, name: str) -> Definition:
        text = self.texts[name]
        if text not in self.known:
            self.known[text] = self.reader(text)
        return self.known[text]

    def __contains__(self, name: object) -> bool:
        return name in self.texts

    def __iter__(self) -> Iterator[str]:
        return iter(self.texts)

    def __len__(self) -> int:
        return len(self.texts)


def _tidied(t: Term) -> Term:
    """The same function on the same domain: only 1*t = t, t^1 = t and powers of literals are used."""
    parts = tuple(_tidied(a) if isinstance(a, Term) else a for a in t.args)
    if t.head == "^":
        return power(*parts)
    if t.head == "*":
        parts = tuple(p for p in parts if p != ONE) or (ONE,)
        return Term("*", parts) if len(parts) > 1 else parts[0]
    return Term(t.head, parts)


def inside(s: Term, domain: Term) -> bool:
    """Is the set s, by its literal ends and points, shown to be a subset of the domain? False may mean unknown."""
    if domain in (REALS, s):
        return True
    if s.head == "finite":
        return all(inside(Term("interval", (p, p, "[", "]")), domain) for p in s.args)
    if domain.head == "minus":
        whole, removed = domain.args
        beside = s.head == "interval" and removed.head == "finite" and all(
            inside(s, Term("interval", (MINUS_OO, p, "(", ")"))) or inside(s, Term("interval", (p, OO, "(", ")")))
            for p in removed.args)
        return inside(s, whole) and (beside or (s.head == "minus" and bool(s.args[1] == removed)))
    if s.head == "minus":
        return inside(s.args[0], domain)
    if s.head == "interval" and domain.head == "finite":
        return s.args[0] == s.args[1] and s.args[0] in domain.args
    return (s.head == domain.head == "interval"
            and _not_beyond(s, domain, 0, "(", MINUS_OO) and _not_beyond(s, domain, 1, ")", OO))


def _not_beyond(s: Term, domain: Term, side: int, opened: str, infinity: Term) -> bool:
    """Does the interval s stay within the domain at this side?"""
    ours, theirs = s.args[side], domain.args[side]
    if theirs == infinity:
        return True
    if ours == theirs:
        return bool(s.args[2 + side] == opened or domain.args[2 + side] != opened)
    a, b = value(ours), value(theirs)
    return a is not None and b is not None and (a > b if side == 0 else a < b)
