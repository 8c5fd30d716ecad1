"""Which function of a framework is an activation? The catalogue names it: `torch.nn.functional.gelu(approximate='tanh')`.

The function takes x, and the parameters by their names; or else the arguments that follow its name: literals, names of
parameters, and lists of both, which stand for arrays of x's format.
"""

from __future__ import annotations

import ast
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from importlib import import_module
from typing import Any

from symact.activation import Activation
from symact.catalogue import CATALOGUE
from symact.check.term import value


@dataclass(frozen=True)
class Named:
    """A framework's function, by its qualified name, and the arguments that make it the activation."""

    activation: Activation
    path: str
    arguments: Mapping[str, ast.expr] = field(hash=False)

    def keywords(self, given: Mapping[str, Fraction]) -> dict[str, Any]:
        """The arguments for these parameters: numbers as a user writes them, the nearest Python floats."""
        declared = {p.name: value(p.default) for p in self.activation.parameters if p.default is not None}
        defaults = {name: number for name, number in declared.items() if number is not None}
        exact = {**defaults, **given}
        used = {node.id for part in self.arguments.values() for node in ast.walk(part) if isinstance(node, ast.Name)}
        for name, number in given.items():
            if name not in used and number != defaults.get(name):
                raise ValueError(f"{self.path} does not take the parameter {name!r} of {self.activation.name}: "
                                 "it can be compared at the default only.")
        return {keyword: _value(part, exact) for keyword, part in self.arguments.items()}


def _value(node: ast.expr, parameters: Mapping[str, Fraction]) -> Any:
    if isinstance(node, ast.Name):
        return float(parameters[node.id])
    if isinstance(node, ast.List):
        return [_value(part, parameters) for part in node.elts]
    return ast.literal_eval(node)


def named(activation: Activation, framework: str) -> Named:
    """The function of the framework that the catalogue names."""
    if framework not in activation.frameworks:
        raise ValueError(f"The catalogue names no function of {framework} for {activation.name}: there are "
                         f"{', '.join(functions(framework))}.")
    text = activation.frameworks[framework]
    tree = ast.parse(text, mode="eval").body
    if isinstance(tree, ast.Call):
        arguments = {part.arg: part.value for part in tree.keywords if part.arg is not None}
        return Named(activation, ast.unparse(tree.func), arguments)
    return Named(activation, text, {p.name: ast.Name(p.name) for p in activation.parameters})


def functions(framework: str) -> tuple[str, ...]:
    """The functions of one number for which the catalogue names one of the framework; all of them if it has no name."""
    return tuple(a.name for a in CATALOGUE if (not framework or framework in a.frameworks) and not a.vector)


def function(activation: Activation, framework: str, array: Callable[[list[float], Any], Any]) -> Callable[..., Any]:
    """The framework's function of x and exact parameters; `array(numbers, x)` makes arrays of x's format."""
    found = named(activation, framework)
    call = resolved(found.path)

    def run(x: Any, **parameters: Fraction) -> Any:
        keywords = found.keywords(parameters)
        return call(x, **{k: array(v, x) if isinstance(v, list) else v for k, v in keywords.items()})

    run.__qualname__ = found.path
    return run


def call_text(activation: Activation, framework: str, parameters: Mapping[str, Fraction], array: str) -> str:
    """The call with these parameters as Python, a function of x; `array` is an array of x's format, with {} for the list."""
    found = named(activation, framework)
    keywords = found.keywords(parameters).items()
    return f"{found.path}({', '.join(['x', *(f'{k}={array.format(v) if isinstance(v, list) else repr(v)}' for k, v in keywords)])})"


def resolved(path: str) -> Callable[..., Any]:
    """The function with a qualified name. Its package is imported here, and nowhere before."""
    package(path.partition(".")[0])
    try:
        found: Callable[..., Any] = pkgutil.resolve_name(path)
    except (AttributeError, ImportError):
        raise ValueError(f"The installed version has no {path}.") from None
    return found


def package(name: str, extra: str = "") -> Any:
    """An installed package, or a sentence that says how it is installed."""
    try:
        return import_module(name)
    except ModuleNotFoundError as problem:
        raise ImportError(f"{problem.name} is not installed, and this needs it: pip install 'symact[{extra or name}]'") from None
