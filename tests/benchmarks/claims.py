"""Prove and check time of every claim, beside SymPy's own functions on the same questions: right, wrong or no answer.

    python tests/benchmarks/claims.py [--seconds 10] [--only NAME]

SymPy is asked with the function that it has for the question (`is_increasing`, `is_convex`, `function_range`, `maximum`,
`limit`, `simplify`, ...), in a process of its own that is killed after the given seconds. A question for which it has no
function, or which it does not answer with True, False or a number, counts as no answer. Right and wrong are judged by the
verdict that the claim file expects, which symact has proved.
"""

from __future__ import annotations

import argparse
import multiprocessing
import multiprocessing.connection
import sys
import time
from pathlib import Path
from statistics import median

from symact.catalogue import definitions
from symact.check.claims import load
from symact.check.extent import Context
from symact.check.formulas import prove
from symact.check.reader import read
from symact.check.step import Node
from symact.check.term import MINUS_OO, OO, RELATIONS, Term
from symact.prove import Budget, Found, search

ROOT = Path(__file__).resolve().parents[2]


def ask_sympy(formula: Term) -> bool | None:
    """What SymPy's own function for this question says of the statement; None where it has none, or does not say."""
    import sympy
    from sympy.calculus.util import continuous_domain, function_range, maximum, minimum

    from symact.sympy_border import to_sympy

    if formula.head == "not":
        answer = ask_sympy(formula.args[0])
        return None if answer is None else not answer
    if formula.head == "is":
        name, function, domain = formula.args[:3]
        x, body = to_sympy(function.args[0]), to_sympy(function.args[1])
        where = _set(domain)
        rules = {"increasing": sympy.is_increasing, "decreasing": sympy.is_decreasing, "monotone": sympy.is_monotonic,
                 "strictly increasing": sympy.is_strictly_increasing, "strictly decreasing": sympy.is_strictly_decreasing}
        if name in rules:
            return _truth(rules[name](body, where, x))
        if name in ("convex", "concave"):
            return _truth(sympy.is_convex(body if name == "convex" else -body, x, domain=where))
        if name == "continuous":
            return _truth(sympy.Eq(continuous_domain(body, x, where), where))
        if name in ("odd", "even"):
            return _truth(sympy.Eq(sympy.simplify(body.subs(x, -x) - (-body if name == "odd" else body)), 0))
        return None
    if formula.head in ("forall", "closure") and formula.args[2].head in RELATIONS:
        left, right = (to_sympy(a) for a in formula.args[2].args)
        if formula.args[2].head == "=":
            return _truth(sympy.Eq(sympy.simplify(left.doit() - right.doit()), 0))
        relation = {"<": sympy.Lt, "<=": sympy.Le, ">": sympy.Gt, ">=": sympy.Ge, "!=": sympy.Ne}[formula.args[2].head]
        return _truth(sympy.simplify(relation(left.doit(), right.doit())))
    if formula.head == "=":
        left, right = formula.args
        if left.head in ("sup", "maximum", "inf", "minimum", "range"):
            x, body = to_sympy(left.args[0].args[0]), to_sympy(left.args[0].args[1]).doit()
            rule = function_range if left.head == "range" else maximum if left.head in ("sup", "maximum") else minimum
            found = rule(body, x, _set(left.args[1]))
            return _truth(sympy.Eq(found, _set(right) if left.head == "range" else to_sympy(right)))
        if left.head == "lim":
            body, x, where, side = left.args
            point = {OO: sympy.oo, MINUS_OO: -sympy.oo}.get(where) or to_sympy(where)
            found = sympy.limit(to_sympy(body).doit(), to_sympy(x), point, side or "+-" if where not in (OO, MINUS_OO) else "+")
            return _truth(sympy.Eq(found, {OO: sympy.oo, MINUS_OO: -sympy.oo}.get(right) or to_sympy(right)))
        if left.head == "E":
            z = to_sympy(left.args[0].args[0])
            density = sympy.exp(-z**2 / 2) / sympy.sqrt(2 * sympy.pi)
            found = sympy.integrate(to_sympy(left.args[0].args[1]) * density, (z, -sympy.oo, sympy.oo))
            return _truth(sympy.Eq(sympy.simplify(found - to_sympy(right)), 0))
    return None


def _set(domain: Term) -> object:
    import sympy

    from symact.sympy_border import to_sympy

    ends = [{OO: sympy.oo, MINUS_OO: -sympy.oo}.get(e) or to_sympy(e) for e in domain.args[:2]]
    return sympy.Interval(*ends, left_open=domain.args[2] == "(", right_open=domain.args[3] == ")")


def _truth(answer: object) -> bool | None:
    return bool(answer) if answer in (True, False) else None


def _worker(text: str, local: dict[str, str], pipe: multiprocessing.connection.Connection) -> None:
    try:
        pipe.send(ask_sympy(read(text, known(local))))
    except Exception:  # whatever SymPy raises, it has not answered
        pipe.send(None)


def known(local: dict[str, str]) -> dict[str, object]:
    from symact.check.reader import read_definition

    found = dict(definitions())
    for name, body in local.items():
        found[name] = read_definition(f"{name} = {body}", found)
    return found


def sympy_answer(text: str, local: dict[str, str], seconds: float) -> tuple[bool | None, float]:
    here, there = multiprocessing.Pipe()
    process = multiprocessing.Process(target=_worker, args=(text, local, there))
    began = time.perf_counter()
    process.start()
    answer = here.recv() if here.poll(seconds) else None
    process.kill()
    process.join()
    return answer, time.perf_counter() - began


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    import sympy  # noqa: F401 - loaded once here, so that the forked processes are not charged for it

    rows, tally = [], {"symact": [0, 0, 0], "sympy": [0, 0, 0]}
    print("| claim | prove s | check s | symact | SymPy s | SymPy | SymPy/symact |\n|---|---|---|---|---|---|---|")
    for path in sorted((ROOT / "proofs").glob("*.claims.toml")):
        chapter = load(path)
        for claim in chapter.claims:
            if claim.expected not in ("proved", "refuted") or options.only not in claim.name:
                continue
            formula = read(claim.says, known(chapter.define))
            began = time.perf_counter()
            found = search(formula, Budget())
            searched = time.perf_counter() - began
            wanted, checked = claim.expected == "proved", float("nan")
            if isinstance(found, Found):
                began = time.perf_counter()
                prove(formula, found.truth, Node(found.proof), Context())
                checked = time.perf_counter() - began
            answer, spent = sympy_answer(claim.says, chapter.define, options.seconds)
            words = []
            for who, said in (("symact", found.truth if isinstance(found, Found) else None), ("sympy", answer)):
                kind = 2 if said is None else int(said != wanted)
                tally[who][kind] += 1
                words.append(("right", "WRONG", "no answer")[kind])
            rows.append((searched, checked, spent))
            print(f"| {claim.name} | {searched:.3f} | {checked:.4f} | {words[0]} | {spent:.2f} | {words[1]} | {spent / searched:.1f} |")
            sys.stdout.flush()
    if not rows:
        sys.exit("no claim was measured")
    print(f"\n{len(rows)} questions. Prove: median {median(r[0] for r in rows):.3f} s, total {sum(r[0] for r in rows):.1f} s. "
          f"Check: median {median(r[1] for r in rows) * 1000:.1f} ms. "
          f"SymPy: median {median(r[2] for r in rows):.2f} s, total {sum(r[2] for r in rows):.1f} s.")
    for who, (right, wrong, silent) in tally.items():
        print(f"{who}: {right} right, {wrong} wrong, {silent} no answer")


if __name__ == "__main__":
    main()
