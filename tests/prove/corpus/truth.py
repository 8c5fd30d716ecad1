"""Is a statement true, as far as numbers can tell? The labels of the corpus are checked with this, and not by a prover.

`verdict` tries a statement at many points with 50 digits, a suspected violation again with 1000, and looks for one by local
minimisation. True means that no violation was found, or for `exists` that a witness was. `Unknown`: not that kind of question.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import islice

import mpmath
from mpmath import mp, mpf

from symact.check.term import RELATIONS, Term, subterms

from .numbers import Env, Undefined, Unknown, exact_points, holds, member, number, slack
from .points import anchors, candidates, hull
from .properties import has
from .sets import same
from .values import TOLERANCE

DIGITS, MORE, MOST = 50, 150, 1000
QUANTIFIERS = ("forall", "closure", "ae")
VALUES = {"sup", "inf", "maximum", "minimum", "lipschitz", "lim", "E", "P"}
OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}
SETS = {"range", "argmin", "argmax", "zeros", "clarke", "measure"}


def verdict(tree: Term, effort: int = 160) -> bool:
    """Does the statement seem to be true?"""
    mp.dps = DIGITS
    if tree.head == "not":
        return not verdict(tree.args[0], effort)
    if tree.head in QUANTIFIERS:
        return violation(tree, effort) is None
    if tree.head == "exists":
        return exists(tree, effort)
    if tree.head == "is":
        return has(tree)
    if tree.head == "has_value":
        return _has_value(tree.args[0])
    if tree.head == "and" and any(p.head in VALUES | SETS for p in subterms(tree)):
        return all(verdict(a, effort) for a in tree.args)
    if tree.head in ("=", "in", "!=") and tree.args[0].head in SETS:
        return same(tree)
    if tree.head in RELATIONS or tree.head == "in":
        try:
            with exact_points():
                return _compared(tree) if any(p.head in VALUES for p in subterms(tree)) else holds(tree, {})
        except Undefined:
            return False
    raise Unknown(tree.head)


def _has_value(t: Term) -> bool:
    if t.head not in ("maximum", "minimum", "lim"):
        raise Unknown(t.head)
    try:
        number(t, {})
    except Undefined:
        return False
    return True


def _compared(tree: Term) -> bool:
    """A relation of which a side is known to about nine digits."""
    if tree.head == "in":
        x, where = number(tree.args[0], {}), tree.args[1]
        if where.head != "interval":
            raise Unknown("a set that is no interval")
        parts = [Term(">=", (tree.args[0], where.args[0])), Term("<=", (tree.args[0], where.args[1]))]
        gaps = [x - number(where.args[0], {}), number(where.args[1], {}) - x]
        if any(abs(g) < TOLERANCE for g in gaps) and len(parts) == 2:
            raise Unknown("too near to an end")
        return all(g > 0 for g in gaps)
    a, b = (number(s, {}) for s in tree.args)
    near = a == b if mpmath.isinf(a) or mpmath.isinf(b) else abs(a - b) <= TOLERANCE * max(1, abs(a))
    if tree.head == "=":
        if near and a != b and abs(a - b) > TOLERANCE / 1000:
            raise Unknown("too near")
        return bool(near)
    if near:
        raise Unknown("too near")
    return bool(a < b) if tree.head in ("<", "<=") else bool(a != b) if tree.head == "!=" else bool(a > b)


# Universal statements -----------------------------------------------------------------------------------------------------

def violation(tree: Term, effort: int) -> dict[str, mpf] | None:
    """A point at which the statement is violated."""
    prefix, body = [], tree
    while body.head in QUANTIFIERS:
        prefix.append((body.head, body.args[0].args[0], body.args[1]))
        body = body.args[2]
    unready = {"forall", "closure", "exists", "ae", "is", "attained", "has_value", "uniform", "vectors"} | SETS | VALUES
    if any(p.head in unready for p in subterms(tree) if p is not tree and p.head not in QUANTIFIERS) or any(
            p.head in QUANTIFIERS for p in subterms(body)) or any(w.head == "vectors" for _, _, w in prefix):
        raise Unknown("not at points")
    for env in _exactly(prefix, body, effort):
        with mpmath.workdps(MORE), exact_points():
            if _fails(prefix, body, env):
                return env
    lowest: list[tuple[mpf, dict[str, mpf]]] = []
    known, unclear = 0, []
    for env in _places(prefix, body, effort):
        try:
            known += 1
            if _fails(prefix, body, env) and _again(prefix, body, env):
                return env
        except Unknown:
            known -= 1
        if (s := margin(body, env)) is not None:
            lowest.append((s, env))
            if abs(s) < mpf(10) ** (10 - DIGITS) and all(abs(v) < 60 for v in env.values()):
                unclear.append(env)
    for env in unclear[::max(1, len(unclear) // 40)]:  # the digits were too few: 1 and erf(30), say
        if _again(prefix, body, env):
            return env
    if not known:
        raise Unknown("at no point can the sides be told apart")
    return _descend(prefix, body, sorted(lowest, key=lambda row: row[0])[:4])


Prefix = list[tuple[str, str, Term]]


def _fails(prefix: Prefix, body: Term, env: Env) -> bool:
    try:
        return not holds(body, env)
    except Undefined:
        return all(head in ("forall", "ae") for head, _, _ in prefix)


def _again(prefix: Prefix, body: Term, env: Env) -> bool:
    """Is the violation there with many more digits too? What rounding has done is gone then."""
    with mpmath.workdps(MOST):
        try:
            return all(member(where, env[name], env) for _, name, where in prefix) and _fails(prefix, body, env)
        except Unknown:
            return False


def _exactly(prefix: Prefix, body: Term, effort: int) -> Iterator[dict[str, mpf]]:
    """Points that are exact to all digits that are asked for: touching points are found among these."""
    if any(head == "ae" for head, _, _ in prefix):
        return
    with mpmath.workdps(MORE), exact_points():
        near = [p for p in anchors(Term("and", (body, *(w for _, _, w in prefix)))) if abs(p) <= 13]
        limit = effort if len(prefix) == 1 else max(4, int(effort ** (1 / len(prefix))) * 2)
        yield from islice(_product(prefix, {}, lambda where, env: _chosen(where, env, near, limit)), 4000 if len(prefix) > 1 else effort * 2)


def _chosen(where: Term, env: Env, near: list[mpf], limit: int) -> list[mpf]:
    pool = sorted({*near, *(e for e in hull(where, env) if abs(e) <= 13)}, key=lambda p: (abs(p), p))
    return [p for p in pool if member(where, p, env)][:limit]


def _places(prefix: Prefix, body: Term, effort: int) -> Iterator[dict[str, mpf]]:
    rng = random.Random(20)
    each = effort if len(prefix) == 1 else {2: 14, 3: 5}.get(len(prefix), 3)
    near = anchors(Term("and", (body, *(w for _, _, w in prefix)))) if not any(h == "ae" for h, _, _ in prefix) else []

    def points(where: Term, env: Env) -> list[mpf]:
        found = candidates(where, env, near, each, rng)
        if not near:  # almost everywhere: beside the points that are special
            found = [q for p in found if member(where, q := p + mp.pi / 10**7, env)]
        if len(prefix) > 1 and len(found) > 4 * each:
            found = sorted(rng.sample(found, 4 * each))
        return found

    yield from _product(prefix, {}, points)


def _product(prefix: Prefix, env: dict[str, mpf], points: object) -> Iterator[dict[str, mpf]]:
    if not prefix:
        yield env
        return
    _, name, where = prefix[0]
    for p in points(where, env):
        yield from _product(prefix[1:], {**env, name: p}, points)


def margin(body: Term, env: Env) -> mpf | None:
    """How near the point is to violating the formula: the least slack of its relations."""
    try:
        if body.head == "and":
            parts = [margin(a, env) for a in body.args]
            return min((p for p in parts if p is not None), default=None)
        if body.head == "implies":
            return margin(body.args[1], env) if holds(body.args[0], env) else None
        if body.head in ("<", "<=", ">", ">="):
            return slack(body, env)
    except (Undefined, Unknown):
        pass
    return None


def _descend(prefix: Prefix, body: Term, starts: list[tuple[mpf, dict[str, mpf]]]) -> dict[str, mpf] | None:
    """From the points with the least slack, step by step down; the first violation that is confirmed."""
    for s, start in starts:
        env, best, steps = dict(start), s, {n: max(abs(v), mpf(10) ** -6) / 8 for n, v in start.items()}
        for _ in range(90):
            moved = False
            for _, name, where in prefix:
                for direction in (1, -1):
                    trial = {**env, name: env[name] + direction * steps[name]}
                    try:
                        if not member(where, trial[name], trial) or (now := margin(body, trial)) is None or now >= best:
                            continue
                    except (Undefined, Unknown):
                        continue
                    env, best, moved = trial, now, True
                    steps[name] *= mpf("1.7")
                    break
                else:
                    steps[name] /= 3
            try:
                if best < 0 and _fails(prefix, body, env) and _again(prefix, body, env):
                    return env
            except Unknown:
                pass
            if not moved and max(steps.values()) < mpf(10) ** -30:
                break
    return None


# Existence ----------------------------------------------------------------------------------------------------------------

def exists(tree: Term, effort: int) -> bool:
    """A point at which the formula holds, or for an equation between which the sides change order."""
    if tree.args[2].head in ("forall", "exists", "closure"):
        raise Unknown("nested")
    name, where, body = tree.args[0].args[0], tree.args[1], tree.args[2]
    if body.head in OPPOSITE:
        return violation(Term("closure", (tree.args[0], where, Term(OPPOSITE[body.head], body.args))), effort) is not None
    with mpmath.workdps(MORE), exact_points():
        for env in _exactly([("exists", name, where)], body, effort):
            try:
                if holds(body, env):
                    return True
            except Undefined:
                pass
    before: mpf | None = None
    for p in candidates(where, {}, anchors(tree), effort, random.Random(3)):
        try:
            if body.head == "=":
                now = mpmath.sign(number(body.args[0], {name: p}) - number(body.args[1], {name: p}))
                if before is not None and now * before < 0:
                    return True
                before = now or before
            elif holds(body, {name: p}):
                return True
        except (Undefined, Unknown):
            before = None
    return False
