"""Which statements of the kernel are executed? Every statement of a function leaves a mark before it runs.

The marks are written into the syntax trees of the modules while they are loaded: that costs far less than a tracer.
"""

from __future__ import annotations

import ast
import importlib.abc
import importlib.machinery
import sys
from types import ModuleType

from mutants import CHECK, MODULES, parsed

Lines = frozenset[tuple[str, int]]


class Loaded(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Loads modules of the kernel from trees of our own."""

    def __init__(self, trees: dict[str, ast.Module], names: dict[str, object]) -> None:
        self.names = names
        self.code = {f"symact.check.{name}": compile(tree, f"{name} (changed)", "exec") for name, tree in trees.items()}
        sys.meta_path.insert(0, self)

    def find_spec(self, fullname: str, path: object = None, target: object = None) -> importlib.machinery.ModuleSpec | None:
        return importlib.machinery.ModuleSpec(fullname, self) if fullname in self.code else None

    def exec_module(self, module: ModuleType) -> None:
        module.__dict__.update(self.names, __file__=str(CHECK / f"{module.__name__.rpartition('.')[2]}.py"))
        exec(self.code[module.__name__], module.__dict__)  # noqa: S102 (a changed copy of our own source)


class Marks(ast.NodeTransformer):
    """Loads the kernel with marks; from then on it knows which statements were executed."""

    def __init__(self) -> None:
        self.places: list[tuple[str, int, bool]] = []  # module, line, does it raise?
        self.module, self.inside = "", False
        trees = {}
        for self.module in MODULES:
            trees[self.module] = ast.fix_missing_locations(self.visit(parsed(self.module)))
        self.marks = bytearray(len(self.places))
        Loaded(trees, {"__marks__": self.marks})

    def clear(self) -> None:
        self.marks[:] = bytes(len(self.marks))

    def found(self) -> tuple[Lines, Lines]:
        """The lines of the statements that were executed, and those that raise."""
        seen = [place for place, mark in zip(self.places, self.marks, strict=True) if mark]
        return frozenset(p[:2] for p in seen), frozenset(p[:2] for p in seen if p[2])

    def _mark(self, node: ast.stmt | ast.expr, line: int) -> ast.expr:
        self.places.append((self.module, line, isinstance(node, ast.Raise)))
        return ast.parse(f"__marks__.__setitem__({len(self.places) - 1}, 1)", mode="eval").body

    def _marked(self, body: list[ast.stmt]) -> list[ast.stmt]:
        return [s for old in body for s in (ast.Expr(self._mark(old, _line(old))), self.visit(old))] if self.inside else [
            self.visit(s) for s in body]

    def generic_visit(self, node: ast.AST) -> ast.AST:
        for field in ("body", "orelse", "finalbody"):
            if isinstance(body := getattr(node, field, None), list):
                setattr(node, field, self._marked(body))
        for part in (*getattr(node, "handlers", ()), *getattr(node, "cases", ())):
            self.generic_visit(part)
        for lambda_ in ast.iter_child_nodes(node) if not isinstance(node, ast.Module | ast.ClassDef) else ():
            if isinstance(lambda_, ast.expr):
                self._lambdas(lambda_)
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        outer, self.inside = self.inside, True
        entry = ast.Expr(self._mark(node, _line(node)))
        text = node.body[:1] if ast.get_docstring(node) is not None else []
        node.body = [*text, entry, *self._marked(node.body[len(text):])]
        self.inside = outer
        return node

    def _lambdas(self, node: ast.expr) -> None:
        for found in [n for n in ast.walk(node) if isinstance(n, ast.Lambda)]:
            found.body = ast.Subscript(ast.Tuple([self._mark(found, found.lineno), found.body], ast.Load()), ast.Constant(1), ast.Load())


def _line(node: ast.stmt) -> int:
    return min([node.lineno, *(d.lineno for d in getattr(node, "decorator_list", ()))])
