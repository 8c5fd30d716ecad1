"""What is an activation? A name, its definition in symact's own language, and where it is found in the world.

An `Activation` is a frozen value. Everything mathematical about it follows from `definition`; what belongs to it alone,
such as a citation, its names in frameworks or a hand-tuned float kernel, is a field.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from symact.check.reader import BUILTIN, Definition, Parameter, read_definition
from symact.check.term import Term

if TYPE_CHECKING:
    from typing import Self


@dataclass(frozen=True)
class Activation:
    """One activation function.

    definition  the line `elu(x, alpha = 1 in (0, oo)) = Piecewise((x, x > 0), (alpha*(exp(x) - 1), True))`
    aliases     other names that find it and may be used in statements
    frameworks  framework -> its qualified name. The function takes x and the parameters by their names here, or else the
                arguments that follow: `torch.nn.functional.gelu(approximate='tanh')`, `f(alpha=negative_slope)`, `f()`;
                in `f(weight=[weight])`, the list stands for an array
    kernel      the module of a float64 implementation with `value(x, **parameters)` and `derivative(x, **parameters)`,
                where symact has one
    """

    name: str
    definition: str
    aliases: tuple[str, ...] = ()
    citation: str = ""
    frameworks: Mapping[str, str] = field(default_factory=dict, hash=False)
    kernel: str | None = None

    @cached_property
    def parsed(self) -> Definition:
        """The definition as a tree. `tanh(x) = tanh(x)` names a function that the language knows by itself."""
        if self.definition == f"{self.name}(x) = {self.name}(x)" and self.name in BUILTIN:
            return BUILTIN[self.name]
        found = read_definition(self.definition, {})
        if found.name != self.name:
            raise ValueError(f"The definition of {self.name!r} defines {found.name!r}.")
        return found

    @property
    def variable(self) -> str:
        return self.parsed.variable

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """The declared parameters, each with its default and its domain."""
        return self.parsed.parameters

    @property
    def vector(self) -> bool:
        """Whether the function maps vectors to vectors."""
        return self.parsed.vector

    @property
    def body(self) -> Term:
        """The right side of the definition; free in it are the variable and the parameters."""
        return self.parsed.body

    @classmethod
    def from_sympy(cls, name: str, expression: Any, x: Any, parameters: Sequence[str] = (), **fields: Any) -> Self:
        """The activation x -> expression, of a SymPy expression and its symbol x.

        Other symbols are parameters and are declared in symact's language: `parameters=["alpha = 1 in (0, oo)"]`.
        """
        from symact.check.printer import show
        from symact.sympy_border import from_sympy

        head = ", ".join((x.name, *parameters))
        return cls(name, f"{name}({head}) = {show(from_sympy(expression))}", **fields)
