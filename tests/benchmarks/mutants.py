"""What is a mutant of the kernel? One operator, constant, name or condition of one module changed, one check or raise dropped.

Left alone are places that say nothing about mathematics: type annotations, the sentence of a rejection, sizes of caches, the
arguments of @dataclass and the flag `strict` of zip.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CHECK = ROOT / "symact" / "check"
MODULES = tuple(sorted(p.stem for p in CHECK.glob("*.py") if not p.stem.startswith("__")))
SWAPS: dict[type, tuple[type, ...]] = {
    ast.Lt: (ast.LtE, ast.GtE), ast.LtE: (ast.Lt, ast.Gt), ast.Gt: (ast.GtE, ast.LtE), ast.GtE: (ast.Gt, ast.Lt), ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,), ast.In: (ast.NotIn,), ast.NotIn: (ast.In,), ast.Is: (ast.IsNot,), ast.IsNot: (ast.Is,), ast.And: (ast.Or,),
    ast.Or: (ast.And,), ast.Add: (ast.Sub,), ast.Sub: (ast.Add,), ast.BitAnd: (ast.BitOr,), ast.BitOr: (ast.BitAnd,),
}
NAMES = {"min": "max", "max": "min", "lo": "hi", "hi": "lo", "POS": "NEG", "NEG": "POS", "OO": "MINUS_OO", "MINUS_OO": "OO", "any": "all",
         "all": "any", "lo_open": "hi_open", "hi_open": "lo_open"}
MANY = 3  # a node has at most so many changes of its own


@dataclass(frozen=True)
class Mutant:
    """The k-th change of the i-th node of a module, and the lines of the statement or lambda that it stands in."""

    module: str
    node: int
    k: int
    first: int
    last: int
    names: tuple[str, ...]  # of a statement outside of functions: the names that it gives a meaning
    change: str

    def __str__(self) -> str:
        return f"{self.module}:{self.first}: {self.change}"

    def tree(self) -> ast.Module:
        """The changed module."""
        found = parsed(self.module)
        mutate(list(ast.walk(found))[self.node], self.k)
        return ast.fix_missing_locations(found)


def parsed(module: str) -> ast.Module:
    return ast.parse((CHECK / f"{module}.py").read_text(encoding="utf-8"))


def mutants(module: str) -> Iterator[Mutant]:
    """All of a module, one change each."""
    tree = parsed(module)
    above = {child: (parent, field) for parent in ast.walk(tree) for field, value in ast.iter_fields(parent)
             for child in (value if isinstance(value, list) else [value]) if isinstance(child, ast.AST)}
    for i, node in enumerate(ast.walk(tree)):
        if _arid(node, above):
            continue
        for k in range(MANY):
            changed = copy.copy(node)
            for field, value in ast.iter_fields(changed):
                if isinstance(value, list):
                    setattr(changed, field, list(value))
            if change := mutate(changed, k):
                yield Mutant(module, i, k, *_place(node, k, above), " ".join(change.split())[:200])


def _arid(node: ast.AST, above: dict[ast.AST, tuple[ast.AST, str]]) -> bool:
    if isinstance(node, ast.FunctionDef):
        return False  # what is inside has its own turn
    while node in above:
        parent, field = above[node]
        call = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
        if field in ("annotation", "returns", "exc") or (field == "decorator_list" and call.endswith(("cache", "dataclass"))) or (
                field == "keywords" and isinstance(node, ast.keyword) and node.arg == "strict" and ast.unparse(parent).startswith("zip(")):
            return True
        if isinstance(parent, ast.Assign) and isinstance(parent.targets[0], ast.Name) and parent.targets[0].id == "__slots__":
            return True
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            return True
        node = parent
    return False


def _place(node: ast.AST, k: int, above: dict[ast.AST, tuple[ast.AST, str]]) -> tuple[int, int, tuple[str, ...]]:
    """First and last line of the innermost statement or lambda around a node (of a compound one: its head), and its names."""
    if k == 2 and isinstance(node, ast.FunctionDef | ast.If):
        node = next(s for s in node.body if isinstance(s, ast.Raise))
    inside = inner = None
    while node in above and not isinstance(node, ast.FunctionDef):
        if inner is None and isinstance(node, ast.stmt | ast.Lambda):
            inner = node
        if isinstance(node, ast.Lambda):
            inside = node
        node = above[node][0]
    if inner is None:
        inner = node
    body = getattr(inner, "body", None)
    last = body[0].lineno - 1 if isinstance(body, list) and body else inner.end_lineno or inner.lineno
    if isinstance(node, ast.FunctionDef) or inside is not None:
        first = min([inner.lineno, *(d.lineno for d in getattr(inner, "decorator_list", ()))])
        return first, max(inner.lineno, last), ()
    targets = inner.targets if isinstance(inner, ast.Assign) else [inner.target] if isinstance(inner, ast.AnnAssign) else []
    names = tuple(n.id for t in targets for n in ast.walk(t) if isinstance(n, ast.Name))
    return inner.lineno, max(inner.lineno, last), names or ("",)


def places_of(names: Iterable[str]) -> frozenset[tuple[str, int]]:
    """The statements in functions of the kernel that mention a name, or a name whose meaning outside of functions mentions it."""
    found: set[tuple[str, int]] = set()
    wanted, done = set(names), set()
    while wanted - done:
        done.add(name := min(wanted - done))
        for module in MODULES:
            for place, said, meaning in _mentions(module):
                if name in said:
                    found |= {(module, place)} if place else set()
                    wanted |= meaning
    return frozenset(found)


@cache
def _mentions(module: str) -> list[tuple[int, set[str], set[str]]]:
    """For each statement: its line if it stands in a function, the names that it mentions, the names that it gives a meaning to."""
    found = []

    def visit(node: ast.AST, inside: bool) -> None:
        parts = [c for c in ast.iter_child_nodes(node) if not isinstance(c, ast.stmt | ast.ExceptHandler)]
        said = {n.id if isinstance(n, ast.Name) else n.attr for p in parts for n in ast.walk(p) if isinstance(n, ast.Name | ast.Attribute)}
        targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        meaning = set() if inside else {t.id for t in targets if isinstance(t, ast.Name)}
        if isinstance(node, ast.stmt):
            found.append((node.lineno if inside else 0, said, meaning))
            found.extend((n.lineno, said, meaning) for p in parts for n in ast.walk(p) if isinstance(n, ast.Lambda))
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.stmt | ast.ExceptHandler):
                visit(child, inside or isinstance(node, ast.FunctionDef))

    visit(parsed(module), False)
    return found


def mutate(n: ast.AST, k: int) -> str:
    """Change a node in place in the k-th way that there is; says how, nothing where there is none."""
    before = ast.unparse(n) if isinstance(n, ast.expr | ast.stmt) and not isinstance(n, ast.FunctionDef | ast.ClassDef) else ""
    done = False
    if isinstance(n, ast.Compare) and k < 2:
        others = SWAPS.get(type(n.ops[0]), ())
        if done := k < len(others):
            n.ops[0] = others[k]()
    elif isinstance(n, ast.BoolOp):
        if done := k < 3 and (k == 0 or len(n.values) > 1):
            if k == 0:
                n.op = SWAPS[type(n.op)][0]()
            else:  # without its first part, without its last one
                n.values = n.values[1:] if k == 1 else n.values[:-1]
                n.values = n.values * 2 if len(n.values) == 1 else n.values
    elif isinstance(n, ast.BinOp) and k == 0 and type(n.op) in SWAPS:
        n.op, done = SWAPS[type(n.op)][0](), True
    elif isinstance(n, ast.Constant) and type(n.value) is int and k < 2:
        n.value, done = n.value + (1, -1)[k], True
    elif isinstance(n, ast.Constant) and type(n.value) is bool and k == 0:
        n.value, done = not n.value, True
    elif isinstance(n, ast.Name) and n.id in NAMES and isinstance(n.ctx, ast.Load) and k == 0:
        n.id, done = NAMES[n.id], True
    elif isinstance(n, ast.Attribute) and n.attr in NAMES and isinstance(n.ctx, ast.Load) and k == 0:
        n.attr, done = NAMES[n.attr], True
    elif isinstance(n, ast.If | ast.IfExp) and k < 2:
        head = ast.unparse(n.test)
        n.test = ast.Constant(k == 0)
        return f"if {head} -> if {k == 0}"
    elif isinstance(n, ast.UnaryOp) and isinstance(n.op, ast.USub) and k == 0:
        n.op, done = ast.UAdd(), True
    elif isinstance(n, ast.UnaryOp) and isinstance(n.op, ast.Not) and k == 0:
        n.op, n.operand, done = ast.Not(), ast.UnaryOp(ast.Not(), n.operand), True
    elif isinstance(n, ast.Expr) and isinstance(n.value, ast.Call) and k == 0:
        n.value, done = ast.Constant(None), True
    elif isinstance(n, ast.FunctionDef | ast.If) and k == 2:
        for j, s in enumerate(n.body):
            if isinstance(s, ast.Raise):
                n.body[j] = ast.Pass()
                return f"{ast.unparse(s)} -> pass"
    return f"{before} -> {ast.unparse(n)}" if done else ""
