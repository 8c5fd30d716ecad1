"""How does a SymPy expression become a term, and a term a SymPy expression?

Inwards, every node is translated exactly or refused with a sentence; nothing goes through text. SymPy has already changed
some functions while building them (`x/x` is 1, `cbrt(x)` is complex at -8): what arrives here is what was given.
Outwards, the expression is for searching and printing only.

SymPy is imported when a function is called, not before.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from symact.check.reader import BUILTIN
from symact.check.term import FALSE, MINUS_OO, ONE, OO, PI, TRUE, Term, add, apply, mul, num, power, substitute, sym

RELATIONS = {
    "Equality": "=", "Unequality": "!=", "StrictLessThan": "<", "LessThan": "<=", "StrictGreaterThan": ">",
    "GreaterThan": ">=",
}
CONNECTIVES = {"And": "and", "Or": "or", "Not": "not"}
CONSTANTS = {"Pi": PI, "Exp1": apply("exp", ONE), "Infinity": OO, "NegativeInfinity": MINUS_OO, "BooleanTrue": TRUE,
             "BooleanFalse": FALSE}
VARIADIC: dict[str, Callable[..., Term]] = {
    "Add": add, "Mul": mul, "Pow": power, "Max": lambda *a: apply("max", *a), "Min": lambda *a: apply("min", *a),
}


def from_sympy(expression: Any) -> Term:
    """The term of a SymPy expression."""
    if isinstance(expression, int | Fraction):
        return num(expression)
    name = type(expression).__name__
    if expression.is_Symbol:
        return sym(expression.name)
    if expression.is_Float:
        raise ValueError(f"{expression} is a float; write the exact number, such as Rational('{expression}').")
    if expression.is_Rational:
        return num(Fraction(int(expression.p), int(expression.q)))
    if name in CONSTANTS:
        return CONSTANTS[name]
    if name == "Piecewise":
        return Term("piecewise", tuple(from_sympy(part) for pair in expression.args for part in pair.args))
    parts = [from_sympy(part) for part in expression.args]
    if name in VARIADIC:
        return VARIADIC[name](*parts)
    if name in RELATIONS or name in CONNECTIVES:
        return Term({**RELATIONS, **CONNECTIVES}[name], tuple(parts))
    if name == "Heaviside":
        return Term("piecewise", (num(0), apply("<", parts[0], num(0)), parts[1], apply("=", parts[0], num(0)), ONE, TRUE))
    if name in BUILTIN and len(parts) == 1:
        return substitute(BUILTIN[name].body, {BUILTIN[name].variable: parts[0]})
    raise ValueError(f"SymPy's {name} of {len(parts)} arguments has no counterpart here; use functions that symact reads.")


def to_sympy(term: Term) -> Any:
    """The SymPy expression of a number term or a formula; symbols are real."""
    import sympy

    simple = {"pi": sympy.pi, "oo": sympy.oo, "-oo": -sympy.oo, "true": sympy.true, "false": sympy.false}
    if term.head in simple:
        return simple[term.head]
    if term.head == "num":
        return sympy.Rational(term.args[0].numerator, term.args[0].denominator)
    if term.head == "sym":
        return sympy.Symbol(term.args[0], real=True)
    known: dict[str, Callable[..., Any]] = {
        "+": sympy.Add, "*": sympy.Mul, "^": sympy.Pow, "min": sympy.Min, "max": sympy.Max, "abs": sympy.Abs,
        "=": sympy.Eq, "!=": sympy.Ne, "<": sympy.Lt, "<=": sympy.Le, ">": sympy.Gt, ">=": sympy.Ge,
        "and": sympy.And, "or": sympy.Or, "not": sympy.Not,
        "expm1": lambda t: sympy.exp(t) - 1, "log1p": lambda t: sympy.log(1 + t),
        "cbrt": lambda t: sympy.sign(t) * sympy.Abs(t) ** sympy.Rational(1, 3),
        "piecewise": lambda *parts: sympy.Piecewise(*zip(parts[::2], parts[1::2], strict=True)),
        "deriv": lambda body, x, order, point: sympy.diff(body, x, order).subs(x, point),
        **{head: getattr(sympy, head) for head in
           ("exp", "log", "sin", "cos", "tan", "atan", "asin", "tanh", "erf", "erfc", "LambertW", "sign", "floor")},
    }
    if term.head not in known:
        raise ValueError(f"A term with the head {term.head!r} is not written as a SymPy expression.")
    return known[term.head](*(to_sympy(part) for part in term.args))
