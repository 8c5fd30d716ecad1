"""Mutation testing of the kernel: does a changed `symact/check` still accept what it must and reject what it must?

    python tests/benchmarks/mutation.py [--count 400] [--seed 1] [--seconds 60] [--budget 3600]

A mutant changes one operator, constant or condition of one module, or drops one raise or check. It is loaded in a process of
its own in place of the module, and runs, until the first difference, the stored certificates and the table of forgeries: a
genuine one that is rejected, or a forged one that is accepted, kills it; so does an accident, or the time. The survivors are
printed, each with its change.
"""

from __future__ import annotations

import argparse
import ast
import copy
import importlib.abc
import importlib.machinery
import json
import multiprocessing
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random
from types import ModuleType

ROOT = Path(__file__).resolve().parents[2]
CHECK = ROOT / "symact" / "check"
FILES = ("arithmetic", "calculus", "enclose", "extent", "formulas", "identity", "limit", "polynomial", "predicates", "series", "signs",
         "values", "vectors", "certificate", "step", "term")
SWAPS: dict[type, tuple[type, ...]] = {
    ast.Lt: (ast.LtE, ast.GtE), ast.LtE: (ast.Lt, ast.Gt), ast.Gt: (ast.GtE, ast.LtE), ast.GtE: (ast.Gt, ast.Lt), ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,), ast.In: (ast.NotIn,), ast.NotIn: (ast.In,), ast.And: (ast.Or,), ast.Or: (ast.And,), ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,), ast.BitAnd: (ast.BitOr,), ast.BitOr: (ast.BitAnd,),
}
NAMES = {"min": "max", "max": "min", "lo": "hi", "hi": "lo", "POS": "NEG", "NEG": "POS", "OO": "MINUS_OO", "MINUS_OO": "OO", "any": "all",
         "all": "any", "lo_open": "hi_open", "hi_open": "lo_open", "True": "False"}
CHECKS = ("defined", "prove", "prove_sign", "in_set", "inside", "member", "smooth_on", "all_defined", "limit_heads", "known", "demand",
          "_demand_domain", "_conclude", "_steps_up")


def mutants(tree: ast.Module) -> Iterator[tuple[int, str, ast.Module]]:
    """(line, what was changed, the changed module), one change each."""
    for i, node in enumerate(ast.walk(tree)):
        for k in range(4):
            changed = copy.deepcopy(tree)
            target = next(n for j, n in enumerate(ast.walk(changed)) if j == i)
            if what := mutate(target, k):
                yield getattr(node, "lineno", 0), what, ast.fix_missing_locations(changed)


def mutate(n: ast.AST, k: int) -> str:
    """Change a node in place in the k-th way that there is; says how, nothing where there is none."""
    before = ast.unparse(n) if isinstance(n, ast.expr | ast.stmt) else ""
    done = False
    if isinstance(n, ast.Compare) and k < 2:
        others = SWAPS.get(type(n.ops[0]), ())
        if done := k < len(others):
            n.ops[0] = others[k]()
    elif isinstance(n, ast.BoolOp | ast.BinOp) and k == 0 and type(n.op) in SWAPS:
        n.op, done = SWAPS[type(n.op)][0](), True
    elif isinstance(n, ast.Constant) and type(n.value) is int and k < 2:
        n.value, done = n.value + (1, -1)[k], True
    elif isinstance(n, ast.Constant) and type(n.value) is bool and k == 0:
        n.value, done = not n.value, True
    elif isinstance(n, ast.Name) and n.id in NAMES and isinstance(n.ctx, ast.Load) and k == 0:
        n.id, done = NAMES[n.id], True
    elif isinstance(n, ast.Attribute) and n.attr in NAMES and isinstance(n.ctx, ast.Load) and k == 0:
        n.attr, done = NAMES[n.attr], True
    elif isinstance(n, ast.If) and k < 2:
        n.test, done = ast.Constant(k == 0), True
        return f"if {before.split(':', 1)[0][3:]} -> if {k == 0}"
    elif isinstance(n, ast.UnaryOp) and isinstance(n.op, ast.Not | ast.USub) and k == 0:
        before = ast.unparse(n)
        n.op, done = ast.UAdd() if isinstance(n.op, ast.USub) else ast.Not(), isinstance(n.op, ast.UAdd | ast.USub)
        return f"{before} -> {ast.unparse(n)}" if before != ast.unparse(n) else ""
    elif isinstance(n, ast.Expr) and isinstance(n.value, ast.Call) and k == 0 and _name(n.value) in CHECKS:
        n.value, done = ast.Constant(None), True
    elif isinstance(n, ast.FunctionDef | ast.If) and k > 1:
        for j, s in enumerate(n.body):
            if isinstance(s, ast.Raise) and k == 2:
                text, n.body[j] = ast.unparse(s), ast.Pass()
                return f"{text} -> pass"
    return f"{before} -> {ast.unparse(n)}" if done else ""


def _name(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Loads one module from a changed tree."""

    def __init__(self, name: str, tree: ast.Module) -> None:
        self.name, self.code = name, compile(tree, f"{name} (mutant)", "exec")

    def find_spec(self, fullname: str, path: object = None, target: object = None) -> importlib.machinery.ModuleSpec | None:
        return importlib.machinery.ModuleSpec(fullname, self) if fullname == self.name else None

    def exec_module(self, module: ModuleType) -> None:
        exec(self.code, module.__dict__)  # noqa: S102 (a changed copy of our own source)


def trial(name: str, tree: ast.Module | None, attempts: list[tuple[dict[str, object], str, bool]], definitions: dict[str, str]) -> None:
    """In a process of its own: exit code 0 if the mutant survives, 1 if it is killed."""
    if tree is not None:
        sys.meta_path.insert(0, Finder(f"symact.check.{name}", tree))
    try:
        from symact.check.certificate import Definitions, check
        from symact.check.term import Rejected

        known = Definitions(definitions)
        for data, text, wanted in attempts:
            try:
                check(data, text, known, str(data["verdict"]))
                taken = True
            except Rejected as reason:
                taken = False
                if "the rules end on this proof" in str(reason):
                    raise SystemExit(1) from None
            if taken != wanted:
                raise SystemExit(1)
    except Exception:  # an accident kills it too
        raise SystemExit(1) from None
    raise SystemExit(0)


def material(pipe: multiprocessing.connection.Connection) -> None:
    """The forgeries with their genuine twins and the stored certificates, made by the unchanged kernel."""
    sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "check"), str(ROOT / "tests")]
    from forgeries import base
    from forgeries.table import FILES as TABLES

    for table in TABLES:
        importlib.import_module(f"forgeries.{table}")
    folder = ROOT / "proofs" / "certificates"
    stored = [json.loads(p.read_text(encoding="utf-8")) for p in sorted(folder.glob("*.json")) if p.name != "definitions.json"]
    rows: list[tuple[dict[str, object], str, bool]] = []
    for row in base.TABLE:
        for kind, wanted in ((row.genuine, True), (row.forged, False)):
            plain = [a for a in kind if not isinstance(a, base.File)]
            rows += [(base.certificate(a), a[0], wanted) for a in (*plain[:1], *plain[len(plain) // 2:][:1], *plain[-1:])]
    known = dict(base.AUTHORITY.catalogue.items())
    rows += [(c, c["claim"], True) for c in stored if set(c["definitions"]) <= set(known)]
    pipe.send((rows, known))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, default in (("count", 400), ("seed", 1), ("seconds", 60), ("budget", 3600)):
        parser.add_argument(f"--{name}", type=int, default=default)
    options = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    began, context = time.monotonic(), multiprocessing.get_context("fork")
    ours, theirs = context.Pipe()
    maker = context.Process(target=material, args=(theirs,))
    maker.start()
    attempts, known = ours.recv()
    maker.join()
    r, chosen = Random(options.seed), []
    for name in FILES:
        found = list(mutants(ast.parse((CHECK / f"{name}.py").read_text(encoding="utf-8")))) if options.count > 400 else list(
            sample(name, r, -(-options.count // len(FILES))))
        chosen += [(name, *m) for m in r.sample(found, min(len(found), -(-options.count // len(FILES))))]
    r.shuffle(chosen)
    counts: Counter[tuple[str, str]] = Counter()
    for name, line, what, tree in [("unchanged", 0, "", None), *chosen]:
        if time.monotonic() - began > options.budget:
            break
        process = context.Process(target=trial, args=(name, tree, attempts, known))
        process.start()
        process.join(options.seconds)
        late = process.is_alive()
        process.kill()
        process.join()
        survived = not late and process.exitcode == 0
        if tree is None:
            assert survived, "the unchanged kernel does not pass"
            continue
        counts[name, "survived" if survived else "killed"] += 1
        if survived:
            print(f"SURVIVED {name}:{line}: {' '.join(what.split())[:200]}", flush=True)
    print("file | killed | survived")
    for name in FILES:
        print(f"{name} | {counts[name, 'killed']} | {counts[name, 'survived']}")
    killed = sum(n for (_, state), n in counts.items() if state == "killed")
    print(f"{killed} of {counts.total()} mutants killed, {100 * killed / max(counts.total(), 1):.1f} %; {time.monotonic() - began:.0f} s")
    return 0


def sample(name: str, r: Random, count: int) -> Iterator[tuple[int, str, ast.Module]]:
    """Some mutants of a file, without making all of them."""
    tree = ast.parse((CHECK / f"{name}.py").read_text(encoding="utf-8"))
    size, made = sum(1 for _ in ast.walk(tree)), 0
    seen: set[tuple[int, int]] = set()
    while made < count:
        i, k = r.randrange(size), r.randrange(3)
        changed = copy.deepcopy(tree)
        target = next(n for j, n in enumerate(ast.walk(changed)) if j == i)
        line = getattr(target, "lineno", 0)
        if (i, k) not in seen and (what := mutate(target, k)):
            seen.add((i, k))
            made += 1
            yield line, what, ast.fix_missing_locations(changed)


if __name__ == "__main__":
    sys.exit(main())
