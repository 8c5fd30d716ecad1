"""Where do the words, numbers and signs of a statement begin and end?

`**`, `==`, `&`, `|`, `~` are other spellings of `^`, `=`, `and`, `or`, `not`; decimals are exact fractions.
"""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction
from typing import NamedTuple

from .term import SyntaxProblem

DIGITS = 4000  # longest number, written out
PATTERN = re.compile(
    r"(?P<space>\s+)|(?P<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)|(?P<name>[A-Za-z][A-Za-z0-9_]*)"
    r"|(?P<sign>\*\*|->|<=|>=|!=|==|[-+*/^<>=()\[\]{},:;'\\&|~])")
SPELLINGS = {"**": "^", "==": "=", "&": "and", "|": "or", "~": "not"}
INSTEAD = {
    "−": "-", "–": "-", "—": "-", "×": "*", "·": "*", "⋅": "*", "÷": "/", "≤": "<=", "≥": ">=", "≠": "!=", "∞": "oo",
    "π": "pi", "→": "->", "∈": "in", "∀": "forall", "∃": "exists", "∪": "union", "∖": "\\", "ℝ": "R", "’": "'", "′": "'",
    "″": "''", '"': "''", "√": "sqrt()", "²": "^2", "³": "^3", "∧": "and", "∨": "or", "¬": "not", "⇒": "implies", "⇔": "iff",
}


class Token(NamedTuple):
    """A piece of the text: `kind` is name, number, sign or end; `text` is the usual spelling of what is written."""

    kind: str
    text: str
    written: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"'{self.written}'" if self.written else "the end"


def problem(message: str, token: Token, expected: str = "") -> SyntaxProblem:
    return SyntaxProblem(message, token.line, token.column, expected)


def tokenize(text: str) -> list[Token]:
    """The tokens of the text, the last one of kind `end`."""
    tokens: list[Token] = []
    at, line, start = 0, 1, 0
    while at < len(text):
        found = PATTERN.match(text, at)
        column = at - start + 1
        if found is None:
            char = text[at]
            hint = f"type {INSTEAD[char]}" if char in INSTEAD else unicodedata.name(char, "").lower()
            raise SyntaxProblem(f"unknown character '{char}'" + (f" ({hint})" if hint else ""), line, column)
        kind, written, at = str(found.lastgroup), found.group(), found.end()
        token = Token(kind, SPELLINGS.get(written, written), written, line, column)
        if kind == "number" and re.match(r"\w", text[at:at + 1]):
            name = PATTERN.match(text, at)
            raise problem(f"write {written}*{name.group() if name else text[at]}", token)
        if kind != "space":
            tokens.append(token)
        elif "\n" in written:
            line, start = line + written.count("\n"), found.start() + written.rindex("\n") + 1
    tokens.append(Token("end", "", "", line, len(text) - start + 1))
    return tokens


def exact(token: Token) -> Fraction:
    """The exact value of a number token: 1.13 is 113/100."""
    if token.text.isdigit() and len(token.text) <= DIGITS:
        return Fraction(int(token.text))
    mantissa, _, exponent = token.text.lower().partition("e")
    if len(exponent) > 6 or len(mantissa) + abs(int(exponent or 0)) > DIGITS:
        raise problem(f"a number of more than {DIGITS} digits", token)
    return Fraction(mantissa.rstrip(".")) * Fraction(10) ** int(exponent or 0)


def brackets(tokens: list[Token]) -> dict[int, int]:
    """The position of the closing bracket for that of each opening one; `[0, 1)` closes as well as `(0, 1)`."""
    pairs: dict[int, int] = {}
    opened: list[int] = []
    for i, token in enumerate(tokens):
        if token.text in ("(", "[", "{"):
            opened.append(i)
        elif token.text in (")", "]", "}"):
            if not opened or (token.text == "}") != (tokens[opened[-1]].text == "{"):
                raise problem(f"{token} closes nothing", token)
            pairs[opened.pop()] = i
    if opened:
        raise problem(f"{tokens[opened[-1]]} is never closed", tokens[opened[-1]])
    return pairs
