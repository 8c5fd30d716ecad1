"""Certificates forged by the thousand: statements that are false by construction, over proofs that are true or tampered with.

The material are stored certificates, whose statements hold. A false neighbour of one is its negation, the other verdict, an
exact value or an enclosure that is moved off, or the opposite property; the proof is kept, has the same constants moved, or
is changed in up to three places: parts dropped, doubled, swapped or taken from another certificate, rules, sides, signs and
points changed. Nothing of all this may be accepted.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

from symact.check.certificate import FORMAT, RULES, Definitions, canonical, check, decode
from symact.check.printer import show
from symact.check.term import RELATIONS, Rejected, SyntaxProblem, Term, num, value

STORED = Path(__file__).parents[1] / "proofs" / "certificates"
Proof = Any
NEGATION = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "=": "!=", "!=": "="}
OPPOSITE = {"strictly increasing": "strictly decreasing", "strictly decreasing": "strictly increasing",
            "strictly convex": "strictly concave", "strictly concave": "strictly convex", "positive": "nonpositive"}
PLAIN = Definitions({})


@dataclass(frozen=True)
class Source:
    """An accepted certificate with its definitions unfolded."""

    formula: Term
    truth: bool
    proof: Proof


@dataclass(frozen=True)
class Forgery:
    statement: str  # how the statement was changed
    tampering: str  # how the proof was
    certificate: dict[str, Any]


def sources() -> list[Source]:
    """What is accepted of the stored certificates when every name is replaced by its definition."""
    names = Definitions(json.loads((STORED / "definitions.json").read_text(encoding="utf-8")))
    found = []
    for path in sorted(STORED.glob("*.json")):
        if path.name == "definitions.json":
            continue
        data = json.loads(path.read_text(encoding="utf-8"))
        try:
            source = Source(names.read(data["claim"]), data["verdict"] == "proved", data["proof"])
        except SyntaxProblem:  # a definition of the claim file's own
            continue
        if accepted(certificate(source.formula, source.truth, source.proof)):
            found.append(source)
    return found


def certificate(formula: Term, truth: bool, proof: Proof) -> dict[str, Any]:
    text = show(formula)
    return {"claim": text, "definitions": {}, "format": FORMAT, "proof": proof, "rules": RULES, "statement": text,
            "verdict": "proved" if truth else "refuted"}


def accepted(data: dict[str, Any]) -> bool:
    try:
        found = decode(canonical(data))
        check(found, found["claim"], PLAIN, found["verdict"])
    except Rejected:
        return False
    return True


# ------------------------------------------------------------------ false neighbours

def below(t: Term, change: Callable[[Term], Term | None]) -> Term | None:
    """The body under quantifiers over sets that are not empty, changed."""
    if t.head in ("forall", "closure"):
        inner = below(t.args[2], change)
        return None if inner is None else Term(t.head, (*t.args[:2], inner))
    return change(t)


def negated(t: Term) -> Term | None:
    return Term(NEGATION[t.head], t.args) if t.head in RELATIONS else None


def opposite(t: Term) -> Term | None:
    return Term("is", (OPPOSITE[t.args[0]], *t.args[1:])) if t.head == "is" and t.args[0] in OPPOSITE else None


Neighbour = tuple[str, Term, bool, dict[str, str]]  # what was done, statement, verdict, constants moved


def neighbours(s: Source, r: Random) -> Iterator[Neighbour]:
    """False claims near a true one."""
    f, step = s.formula, num(Fraction(r.choice((1, -1)), 10 ** r.randint(0, 12)))
    yield "other verdict", f, not s.truth, {}
    yield "not", Term("not", (f,)), s.truth, {}
    if f.head == "not":
        yield "without not", f.args[0], s.truth, {}
    if s.truth:
        for name, change in (("relation negated", negated), ("opposite property", opposite)):
            if (t := below(f, change)) is not None:
                yield name, t, True, {}
        if f.head == "=" and f.args[1].head in ("num", "^", "*", "+", "exp", "log", "pi", "sin", "cos"):
            moved = f.args[1] + step
            yield "value moved", Term("=", (f.args[0], moved)), True, {show(f.args[1]): show(moved)}
        if f.head == "in" and f.args[1].head == "interval":
            a, b = (value(e) for e in f.args[1].args[:2])
            if a is not None and b is not None:
                shift = (b - a + abs(step.args[0])) * r.choice((1, -1))
                ends = num(a + shift), num(b + shift)
                renamed = {show(num(a)): show(ends[0]), show(num(b)): show(ends[1])}
                yield "enclosure moved off", Term("in", (f.args[0], Term("interval", (*ends, *f.args[1].args[2:])))), True, renamed


# ------------------------------------------------------------------ tampering

WORDS = {"side": ("left", "right"), "from": ("left", "right"), "sign": ("<", "<=", "=", "!=", ">=", ">"), "slope": ("<", "<=", ">=", ">"),
         "as": ("increasing", "decreasing", "strictly increasing", "strictly decreasing")}


def places(node: Proof, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    for key, inner in node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ():
        yield (*path, key)
        yield from places(inner, (*path, key))


def at(node: Proof, path: tuple[Any, ...]) -> Proof:
    for key in path:
        node = node[key]
    return node


def tampered(proof: Proof, others: list[Source], r: Random) -> tuple[str, Proof]:
    """A copy with one change."""
    proof = copy.deepcopy(proof)
    path = r.choice(list(places(proof)))
    node, key = at(proof, path[:-1]), path[-1]
    old = node[key]
    if key == "rule":
        donor = r.choice(others).proof
        node[key] = r.choice([at(donor, p) for p in places(donor) if p[-1] == "rule"])
        return "rule changed", proof
    if isinstance(old, list) and old:
        kind, i = r.choice(("part dropped", "part doubled", "parts swapped", "list emptied")), r.randrange(len(old))
        node[key] = {"part dropped": old[:i] + old[i + 1:], "part doubled": [*old[:i], old[i], *old[i:]], "parts swapped": old[::-1],
                     "list emptied": []}[kind]
        return kind, proof
    if isinstance(old, dict):
        donor = r.choice([r.choice(others).proof, proof])
        inner = [at(donor, p) for p in places(donor) if isinstance(at(donor, p), dict)]
        node[key] = copy.deepcopy(r.choice(inner or [{"rule": "algebra"}]))
        return "proof exchanged", proof
    if isinstance(old, bool):
        node[key] = not old
        return "flag flipped", proof
    if isinstance(old, int):
        node[key] = max(old + r.choice((1, -1)), 0)
        return "order changed", proof
    if key in WORDS and old in WORDS[key]:
        node[key] = r.choice(WORDS[key])
        return "side or sign changed", proof
    if isinstance(old, str) and isinstance(node, dict) and r.random() < 0.2:
        del node[key]
        return "field dropped", proof
    node[key] = r.choice((f"({old}) + {Fraction(1, 10 ** r.randint(0, 9))}", f"-({old})", "0", "oo", "-oo", "1"))
    return "term changed", proof


def renamed(proof: Proof, names: dict[str, str]) -> Proof:
    """The proof with the constants that the statement has moved, moved as well."""
    if isinstance(proof, dict):
        return {k: v if k == "rule" else renamed(v, names) for k, v in proof.items()}
    if isinstance(proof, list):
        return [renamed(p, names) for p in proof]
    return names.get(proof, proof) if isinstance(proof, str) else proof


def forgeries(count: int, seed: int) -> Iterator[Forgery]:
    """So many forged certificates, spread evenly over the sources and the kinds of false neighbours."""
    r, found = Random(seed), sources()
    made = 0
    while True:
        for s in r.sample(found, len(found)):
            for name, formula, truth, names in neighbours(s, r):
                proof, kinds = renamed(s.proof, names), []
                for _ in range(r.choice((0, 1, 1, 2, 3))):
                    kind, proof = tampered(proof, found, r)
                    kinds.append(kind)
                if name in ("not", "without not") and r.random() < 0.7:
                    proof = {"rule": "connect", "proof": proof} if name == "not" else proof.get("proof", proof)
                if not isinstance(proof, dict):
                    continue
                yield Forgery(name, kinds[0] if len(kinds) == 1 else "several" if kinds else "none", certificate(formula, truth, proof))
                made += 1
                if made == count:
                    return
