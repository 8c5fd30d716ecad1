"""Does a certificate prove this claim text? The statement is read from the text here, never taken from the certificate.

A certificate is canonical JSON: claim text, the definitions that it uses, the elaborated statement, a verdict, and a proof.
Everything in it is untrusted; the authority for definitions is handed in. A file's name is the SHA-256 of its content.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from .arithmetic import Integers
from .definition import Definition, Names, Texts
from .extent import Arithmetic, Context
from .formulas import prove
from .printer import show
from .reader import BUILTIN, read, read_definition
from .step import Node, Step
from .term import Rejected, SyntaxProblem, Term
from .tokens import DIGITS
from .words import RESERVED

FORMAT, RULES = 1, 1
MOST_BYTES, MOST_NESTING, MOST_TEXT, MOST_KEPT = 16_000_000, 400, 100_000, 100
VERDICTS = ("proved", "refuted")
KEYS = {"format": int, "rules": int, "claim": str, "definitions": dict, "statement": str, "verdict": str, "proof": dict}
KINDS = {int: "an integer", str: "a string", dict: "an object"}
NAME, ITSELF = re.compile(r"[A-Za-z][A-Za-z0-9_]*"), re.compile(r"(\w+)\(x\) = \1\(x\)")


class Stale(Rejected):
    """The certificate was made for another version of the rules: it says nothing about the claim."""


@dataclass(frozen=True)
class Checked:
    """What was checked: the kernel's own statement, as a tree and as text, its verdict, and the step that shows it."""

    formula: Term
    statement: str
    verdict: str
    step: Step


@dataclass(frozen=True)
class Definitions:
    """The authority for names: texts of catalogue entries, and those of a claim file or a command, which may use them."""

    catalogue: Mapping[str, str]
    own: Mapping[str, str] = field(default_factory=dict)
    parsed: Mapping[str, Definition] = field(init=False, compare=False, repr=False)
    lately: dict[str, Term] = field(init=False, compare=False, repr=False, default_factory=dict)  # texts and what they mean

    def __post_init__(self) -> None:
        own: dict[str, Definition] = {}
        parsed = Names((own, Texts(self.catalogue, _of_catalogue)))
        for name, text in self.own.items():
            if name in parsed or name in BUILTIN or name in RESERVED:
                raise SyntaxProblem(f"'{name}' has a meaning already", 1, 1, "another name")
            own[name] = read_definition(text, parsed)
        object.__setattr__(self, "parsed", parsed)

    def read(self, text: str) -> Term:
        """The elaborated statement of a claim text; the same text is read once by the search and by those who check it."""
        if len(text) > MOST_TEXT:
            raise SyntaxProblem(f"the text has {len(text)} characters, and at most {MOST_TEXT} are read", 1, MOST_TEXT)
        if text not in self.lately:
            if len(self.lately) >= MOST_KEPT:
                self.lately.clear()
            self.lately[text] = read(text, self.parsed)
        return self.lately[text]

    def used(self, text: str) -> dict[str, str]:
        return uses(text, {**self.catalogue, **self.own})


def _of_catalogue(text: str) -> Definition:
    """A catalogue's definition: it uses no other one. `tanh(x) = tanh(x)` names a function that the language has."""
    same = ITSELF.fullmatch(text)
    if same and same[1] in BUILTIN:
        return BUILTIN[same[1]]
    try:
        return read_definition(text, {})
    except SyntaxProblem as problem:
        raise SyntaxProblem(f"in the definition '{text[:80]}': {problem.message}", problem.line, problem.column,
                            problem.expected) from None


def uses(text: str, definitions: Mapping[str, str]) -> dict[str, str]:
    """The definitions whose names occur in a text, in those definitions, and so on."""
    found: dict[str, str] = {}
    texts = [text]
    while texts:
        for name in NAME.findall(texts.pop()):
            if name in definitions and name not in found:
                found[name] = definitions[name]
                texts.append(definitions[name])
    return dict(sorted(found.items()))


def canonical(certificate: object) -> bytes:
    """The one spelling of a JSON value: sorted keys, no spaces, UTF-8, a newline at the end."""
    text = json.dumps(certificate, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return text.encode("utf-8") + b"\n"


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def decode(content: bytes) -> dict[str, Any]:
    """The JSON object of a file's content: of bounded size and depth, with integers for its only numbers."""
    if len(content) > MOST_BYTES:
        raise Rejected(f"the file has {len(content)} bytes, and at most {MOST_BYTES} are read")
    if not content.rstrip().endswith(b"}"):
        raise Rejected("the file does not end with a closing brace: it is truncated, or not JSON")
    try:
        found = json.loads(content.decode("utf-8"), parse_float=_refuse, parse_constant=_refuse, parse_int=_integer)
    except UnicodeDecodeError:
        raise Rejected("the file is not UTF-8 text") from None
    except json.JSONDecodeError as problem:
        raise Rejected(f"the file is not JSON: {problem.msg}, line {problem.lineno}, column {problem.colno}") from None
    except RecursionError:
        raise Rejected(f"the file is nested more than {MOST_NESTING} deep") from None
    level: list[Any] = [found]
    for _ in range(MOST_NESTING):
        level = [child for node in level if isinstance(node, dict | list)
                 for child in (node.values() if isinstance(node, dict) else node)]
        if not level:
            break
    if level or not isinstance(found, dict):
        raise Rejected(f"the file is nested more than {MOST_NESTING} deep" if level else "the file holds no JSON object")
    return found


def _refuse(text: str) -> int:
    raise Rejected(f"the file contains the number {text[:40]}, and only integers are exact")


def _integer(text: str) -> int:
    return int(text) if len(text) <= DIGITS else _refuse(text)


def check(certificate: Mapping[str, Any], text: str, definitions: Definitions, expected: str | None = None,
          arithmetic: Callable[[int], Arithmetic] = Integers) -> Checked:
    """Accept that the claim text has the certificate's verdict (the one expected), or reject with a sentence."""
    for key, kind in KEYS.items():
        if type(certificate.get(key)) is not kind:
            raise Rejected(f"the field '{key}' of the certificate must be {KINDS[kind]}")
        if key == "format" and certificate["format"] != FORMAT:
            raise Rejected(f"the certificate has format {certificate['format']}, and format {FORMAT} is read")
        if key == "rules" and certificate["rules"] != RULES:
            raise Stale(f"the certificate is for rule version {certificate['rules']}, and this is version {RULES}")
    if unknown := sorted(certificate.keys() - KEYS):
        raise Rejected(f"the certificate has an unknown field '{unknown[0]}'")
    if certificate["claim"] != text:
        raise Rejected("the certificate is for another claim text")
    if certificate["definitions"] != (used := definitions.used(text)):
        name = min(n for n in {*used, *certificate["definitions"]} if used.get(n) != certificate["definitions"].get(n))
        raise Rejected(f"the certificate defines '{name}' as {certificate['definitions'].get(name, 'nothing')!r}, "
                       f"and here it is {used.get(name, 'not used')!r}")
    verdict = certificate["verdict"]
    if verdict not in VERDICTS or expected not in (verdict, None):
        raise Rejected(f"the certificate's verdict is '{verdict}', expected '{expected or ' or '.join(VERDICTS)}'")
    try:
        formula = definitions.read(text)
        if (statement := show(formula)) != certificate["statement"]:
            raise Rejected("the statement in the certificate is not the one that the claim text means: " + statement)
        step = prove(formula, verdict == "proved", Node(certificate["proof"]), Context(arithmetic=arithmetic))
    except SyntaxProblem as problem:
        raise Rejected(f"the claim cannot be read: {problem}") from None
    except (ArithmeticError, AttributeError, LookupError, MemoryError, RecursionError, TypeError, ValueError) as failure:
        raise Rejected(f"the rules end on this proof with {type(failure).__name__}: {failure}") from None
    return Checked(formula, statement, verdict, step)
