"""Rules for statements against truth tables: what is accepted is true, and what is true is accepted by one of the proofs."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest

from symact.check.extent import Context
from symact.check.formulas import prove
from symact.check.reader import read, read_term
from symact.check.step import Node
from symact.check.term import Rejected, Term

Proof = dict[str, Any]
A: Proof = {"rule": "algebra"}
ATOM = {True: "0 < 1", False: "1 < 0"}


def accepted(statement: Term | str, truth: bool, proof: Proof, ctx: Context | None = None) -> bool:
    formula = read(statement, {}) if isinstance(statement, str) else statement
    try:
        prove(formula, truth, Node(proof), ctx or Context())
    except Rejected:
        return False
    return True


def connecting(count: int) -> Iterator[Proof]:
    for side in (True, False):
        yield {"rule": "connect", "proofs": [A] * count, "proof": A, "side": side}
    for i in range(-1, count + 1):
        yield {"rule": "choose", "index": i, "proof": A}
    yield {"rule": "assume", "proof": A}


@pytest.mark.parametrize("head", ["and", "or", "implies", "iff", "not"])
@pytest.mark.parametrize("count", [1, 2, 3])
def test_connectives(head: str, count: int) -> None:
    if count != {"and": count, "or": count, "not": 1}.get(head, 2) or (count == 1 and head in ("and", "or")):
        return
    for values in product((True, False), repeat=count):
        formula = Term(head, tuple(read_term(ATOM[v]) for v in values))
        meaning = {"and": all(values), "or": any(values), "implies": not values[0] or values[-1], "iff": len(set(values)) == 1, "not": not values[0]}[head]
        for truth in (True, False):
            found = [p for p in connecting(count) if accepted(formula, truth, p)]
            assert bool(found) == (meaning == truth), (formula, truth, found)
        rules = {(p["rule"], p.get("index")) for p in connecting(count) if accepted(formula, meaning, p)}
        chosen = {"and": {i for i, v in enumerate(values) if not v}, "or": {i for i, v in enumerate(values) if v},
                  "implies": {i for i, v in enumerate(values) if v == (i == 1)} if meaning else set()}.get(head, set())
        assert {i for rule, i in rules if rule == "choose"} == chosen, (formula, rules)
        assert not accepted(formula, meaning, {"rule": "connect", "proofs": [A] * (count + 1), "side": True})
        assert not accepted(formula, meaning, {"rule": "connect", "proofs": [A] * (count - 1), "side": True})


@pytest.mark.parametrize(("relation", "holds"), [("<", (1,)), ("<=", (1, 2)), ("=", (2,)), ("!=", (1, 3)), (">=", (2, 3)), (">", (3,))])
def test_quantifiers_over_points(relation: str, holds: tuple[int, ...]) -> None:
    for points in ((1,), (2,), (3,), (1, 2), (1, 3), (2, 3), (1, 2, 3), ()):
        domain, n = "{" + ", ".join(map(str, points)) + "}", len(points)
        every, some = all(p in holds for p in points), any(p in holds for p in points)
        forall, exists = f"forall x in {domain}: x {relation} 2", f"exists x in {domain}: x {relation} 2"
        introduce = {"rule": "introduce", "proofs": [A] * n}
        assert (accepted(forall, True, introduce), accepted(exists, False, introduce)) == (every, not some)
        assert not accepted(forall, False, introduce) and not accepted(exists, True, introduce)
        for p in (1, 2, 3, 4):
            proof = {"rule": "witness", "value": str(p), "proof": A}
            assert (accepted(exists, True, proof), accepted(forall, False, proof)) == (p in points and p in holds, p in points and p not in holds), (p, domain)
            assert not accepted(exists, False, proof) and not accepted(forall, True, proof)
            member = {"rule": "membership", "proof": {"rule": "choose", "index": points.index(p), "proof": A} if p in points and n > 1 else A}
            none = {"rule": "membership", "proof": {"rule": "connect", "proofs": [A] * n} if n != 1 else A}
            assert (accepted(f"{p} in {domain}", True, member), accepted(f"{p} in {domain}", False, none)) == (p in points, p not in points)


@pytest.mark.parametrize(("left", "right"), list(product("([", ")]")))
def test_parts_of_an_interval(left: str, right: str) -> None:
    """x^2 - x is negative inside of [0, 1] and 0 at its ends."""
    domain = f"{left}0, 1{right}"
    ends = (left == "[") + (right == "]")
    factored = {"rule": "rewrite", "to": "x*(x - 1)", "proof": A}
    introduce = {"rule": "introduce", "proofs": [factored]}
    for relation, strict in (("<", True), ("<=", False)):
        assert accepted(f"forall x in {domain}: x^2 - x {relation} 0", True, introduce) == (not strict or ends == 0)
    assert accepted(f"exists x in {domain}: x^2 - x > 0", False, introduce) and accepted(f"exists x in {domain}: x^2 - x >= 0", False, introduce) == (ends == 0)
    for p, inside in (("0", left == "["), ("1", right == "]"), ("1/2", True), ("3/2", False), ("-1", False)):
        proof = {"rule": "witness", "value": p, "proof": A}
        assert accepted(f"exists x in {domain}: x^2 - x < 2", True, proof) == inside
        assert accepted(f"forall x in {domain}: x^2 - x > 0", False, proof) == inside
    for a, b in (("0", "1"), ("1/4", "1/2"), ("-1", "1/2"), ("1/2", "2"), ("1/2", "1/2"), ("1/2", "1/4")):
        fails = (a, b) in (("0", "1"), ("1/4", "1/2"))
        over = {"rule": "throughout", "on": [a, b], "proof": factored}
        assert accepted(f"forall x in {domain}: x^2 - x >= 0", False, over) == fails, (a, b)
        assert accepted(f"almost every x in {domain}: x^2 - x >= 0", False, {**over, "rule": "ae"}) == fails, (a, b)
    nearly = {"rule": "ae", "except": [], "proofs": [factored]}
    assert accepted(f"almost every x in {domain}: x^2 - x < 0", True, nearly) and not accepted(f"almost every x in {domain}: x^2 - x > 0", True, nearly)
    for a, b in (("0", "1"), ("1/4", "3/4"), ("1/4", "1/2"), ("3/4", "1/4"), ("1/4", "3/2")):
        found = (a, b) == ("1/4", "3/4") or ((a, b) == ("0", "1") and ends == 2)
        assert accepted(f"exists x in {domain}: 3*x = 2", True, {"rule": "root", "between": [a, b]}) == found, (a, b)
        assert not accepted(f"exists x in {domain}: 3*x < 2", True, {"rule": "root", "between": [a, b]})


@pytest.mark.parametrize(("left", "right"), list(product("([", ")]")))
@pytest.mark.parametrize("s", [1, -1])
def test_extrema_of_a_line(left: str, right: str, s: int) -> None:
    """x (or -x) between 1 and 2: the value, by a point or by a limit, whether it is taken, and whether the bound is strict."""
    domain, f = f"{left}1, 2{right}", f"x -> ({s})*x"
    for head, up in (("sup", True), ("inf", False), ("max", True), ("min", False)):
        end = 2 if up == (s > 0) else 1
        best, taken = s * end, (right == "]") if end == 2 else (left == "[")
        side = "right" if end == 2 else "left"
        for v, where, strict in product((best, s * (3 - end), 3 * s), ("point", "left", "right"), (True, False)):
            data: Proof = {"at": str(v * s)} if where == "point" else {"near": ["1", "2"], "side": where}
            rule = {"rule": "extremum", "value": str(v), "bound": {"rule": "introduce", "proofs": [A]}, "strict": strict, **data}
            reached = v == best and (taken if where == "point" else where == side)
            bound = reached and (not strict or not taken)
            claim = f"{head}({f}, {domain})"
            says = bound and (head in ("sup", "inf") or (where == "point" and not strict))
            assert accepted(f"{claim} = {v}", True, {"rule": "values", "values": [rule], "proof": A}) == says, (claim, rule)
            missing = bound and where != "point" and strict
            assert accepted(f"{claim} = {v}", False, {"rule": "values", "values": [rule], "proof": A}) == (missing and head in ("max", "min"))
            if head in ("sup", "inf"):
                attained = {"rule": "attained", "value": rule}
                assert accepted(f"{claim} is attained", True, attained) == (bound and where == "point"), rule
                assert accepted(f"{claim} is attained", False, attained) == missing, rule
            else:
                assert accepted(f"{claim} exists", False, {"rule": "values", "values": [rule]}) == missing, rule


def test_infinite_extrema() -> None:
    for head, value, side, f in product(("sup", "inf"), ("oo", "-oo"), ("left", "right"), ("x", "-x", "x^2")):
        grows = {"x": "-oo" if side == "left" else "oo", "-x": "oo" if side == "left" else "-oo", "x^2": "oo"}[f]
        rule = {"rule": "extremum", "value": value, "near": ["-oo", "oo"], "side": side}
        assert accepted(f"{head}(x -> {f}) = {value}", True, {"rule": "values", "values": [rule], "proof": A}) == (
            grows == value == ("oo" if head == "sup" else "-oo"))
        assert accepted(f"let f(x) = {f}; f is bounded", False, {"rule": "predicate", "of": head, "value": rule}) == (grows == value == ("oo" if head == "sup" else "-oo"))


@pytest.mark.parametrize("truth", [True, False])
def test_what_is_said_of_a_limit(truth: bool) -> None:
    for c, side, f in product((0, 1, 2), "-+", ("Piecewise((1, x < 1), (2, True))", "x", "2*x - x")):
        value = (1 if side == "-" else 2) if f[0] == "P" else 1
        rule = {"rule": "limit", "from": "0" if side == "-" else "2"}
        assert accepted(f"lim({f}, x -> 1{side}) = {c}", truth, {"rule": "values", "values": [rule], "proof": A}) == ((c == value) == truth)
        wrong = {"rule": "limit", "from": "2" if side == "-" else "0"}
        assert not accepted(f"lim({f}, x -> 1{side}) = {c}", truth, {"rule": "values", "values": [wrong], "proof": A})
    both = {"rule": "limit", "proofs": [{"rule": "limit", "from": "0"}, {"rule": "limit", "from": "2"}]}
    assert accepted("lim(Piecewise((1, x < 1), (2, True)), x -> 1) exists", truth, {"rule": "values", "values": [both]}) == (not truth)
    assert accepted("lim(Piecewise((x, x < 1), (1, True)), x -> 1) exists", truth, {"rule": "values", "values": [both]}) == truth
