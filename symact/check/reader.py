"""The one reader of statement text: text in, the elaborated tree out. Nothing is evaluated.

Everything is a tree of `symact.check.term`; a text that is no statement raises `SyntaxProblem` with line and column.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from .definition import Definition, Names, Parameter
from .statements import Statements
from .term import FUNCTIONS, Term, apply, mul, rebuild, sym

__all__ = ["Definition", "Parameter", "read", "read_definition", "read_term"]

Result = TypeVar("Result")
UNFOLDED = (
    "sqrt(x) = x^(1/2)",
    "log2(x) = log(x)/log(2)",
    "log10(x) = log(x)/log(10)",
    "sinh(x) = (exp(x) - exp(-x))/2",
    "cosh(x) = (exp(x) + exp(-x))/2",
    "asinh(x) = log(x + sqrt(x^2 + 1))",
    "acosh(x) = log(x + sqrt(x^2 - 1))",
    "atanh(x) = (log(1 + x) - log(1 - x))/2",
    "acos(x) = pi/2 - asin(x)",
    "Abs(x) = abs(x)",
    "Heaviside(x) = Piecewise((0, x < 0), (1/2, x = 0), (1, True))",
)


def read(text: str, definitions: Mapping[str, Definition]) -> Term:
    """The closed statement: definitions unfolded, defaults filled in, free variables quantified."""
    return unfolded(_all(text, Names((definitions, BUILTIN)), Statements.statement))


def read_term(text: str) -> Term:
    """A bare term, set, formula or function; free names are variables."""
    return unfolded(_all(text, BUILTIN, lambda parser: parser.bounded(parser.expression(), parser.tokens[0])))


def read_definition(text: str, definitions: Mapping[str, Definition]) -> Definition:
    """`f(x, a = 1 in (0, oo)) = expr`, `f(x in R^n) = expr` or `f = x -> expr`."""
    return _all(text, Names((definitions, BUILTIN)), Statements.definition)


def unfolded(t: Term) -> Term:
    """a^b = exp(b log a) for every exponent that is no literal: what is put in for a variable later cannot change its meaning."""
    if not t.args or t.head in ("num", "sym"):
        return t
    t = rebuild(t, unfolded)
    if t.head != "^" or t.args[1].head == "num":
        return t
    base, exponent = t.args
    return apply("exp", mul(exponent, base.args[0] if base.head == "exp" else apply("log", base)))


def _all(text: str, definitions: Mapping[str, Definition], parse: Callable[[Statements], Result]) -> Result:
    """What `parse` makes of the whole text."""
    parser = Statements(text, definitions)
    try:
        found = parse(parser)
        parser.finished()
    except RecursionError:
        raise parser.too_deep() from None
    return found


BUILTIN = {name: Definition(name, "x", (), apply(name, sym("x")), False) for name in (*FUNCTIONS, "abs", "sign", "floor")}
for _text in UNFOLDED:
    _definition = read_definition(_text, BUILTIN)
    BUILTIN[_definition.name] = _definition
