"""How is a one-sided limit shown? By the kernel's own rules, in another form, after a substitution, or by L'Hôpital. Untrusted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from itertools import chain

from symact.check.calculus import differentiate
from symact.check.extent import HEADS, NEG, POS, Context, interval, sign
from symact.check.identity import equal, normal, ratio_term
from symact.check.limit import INFINITE, limit
from symact.check.printer import show
from symact.check.step import Node
from symact.check.tends import tends
from symact.check.term import MINUS_OO, OO, Rejected, Term, add, apply, exponent, fresh, mul, neg, num, power, substitute, subterms, sym
from symact.proof.rewriting import tidy

from .budget import Budget
from .forms import candidates
from .nodes import Proof

DEEPEST = 2


def approach(t: Term, x: str, near: Context, side: str, budget: Budget, depth: int = 0) -> Proof | None:
    """The fields of a proof that t has a limit at this end of the open interval of x."""
    attempt = (approach, t, x, near.domains, near.facts, side, depth)
    if attempt in budget.failed:
        return None
    merged = _merged(t)
    for form in [t, *candidates(t, near), *([merged] if merged != t else [])]:
        budget.spend(5 + sum(1 for _ in subterms(form)) // 2)
        try:
            limit(form, x, near, side)
            if form == t or equal(form, t, near):
                return {} if form == t else {"to": show(form)}
        except Rejected:
            continue
    if depth < DEEPEST:
        for proof in chain(_compositions(merged, x, near, side, budget, depth), _substitutions(t, x, near, side, budget, depth),
                           _quotients(t, x, near, side, budget, depth)):
            budget.spend()
            try:
                tends(t, Node({"rule": "limit", **proof}), x, near, side)
            except Rejected:
                continue
            return proof
    budget.failed.add(attempt)
    return None


def _merged(t: Term) -> Term:
    """A product of exponentials as one of them."""
    factors = [(f.args[0], exponent(f)) if f.head == "^" else (f, 1) for f in (t.args if t.head == "*" else ())]
    if len(factors) < 2 or any(f.head != "exp" for f, _ in factors):
        return t
    return apply("exp", add(*(mul(num(n), f.args[0]) for f, n in factors)))


def _compositions(t: Term, x: str, near: Context, side: str, budget: Budget, depth: int) -> Iterator[Proof]:
    """The function outside, of a term whose limit is found."""
    if t.head not in HEADS:
        return
    then = approach(t.args[0], x, near, side, budget, depth + 1)
    if then is not None:
        y = fresh("y", frozenset(n for n, _ in near.domains))
        yield {"by": "composition", "inner": show(t.args[0]), "outer": show(apply(t.head, sym(y))), "limit": {"rule": "limit", **then}}


def _tidied(t: Term, ctx: Context) -> list[Term]:
    found = [tidy(t)]
    with suppress(Rejected):
        found.append(ratio_term(normal(t, ctx)))
    return found


def _substitutions(t: Term, x: str, near: Context, side: str, budget: Budget, depth: int) -> Iterator[Proof]:
    """x by -y, or by the inverse of an inner function that occurs in t."""
    y = fresh("y", frozenset(n for n, _ in near.domains))
    v, w = sym(x), sym(y)
    end = near.domain(x).args[side == "right"]
    heads = {s.head for s in subterms(t)}
    pairs = [(neg(v), neg(w))] if end in INFINITE and depth == 0 else []
    if "exp" in heads and end in INFINITE:
        pairs += [(apply("exp", v), apply("log", w)), (apply("exp", neg(v)), neg(apply("log", w)))]
    pairs += [(apply("log", v), apply("exp", w))] if "log" in heads and end == OO else []
    pairs += [(apply("LambertW", v), mul(w, apply("exp", w)))] if "LambertW" in heads else []
    for u, back in pairs:
        try:
            b = limit(u, x, near, side)
        except Rejected:
            continue
        inner = _between(u, b, x, near, y)
        if inner is None:
            continue
        ends = inner.domain(y).args
        toward = "left" if ends[0] == b else "right"
        within = ends[toward == "left"]
        for outer in _tidied(substitute(t, {x: back}), Context().bind(y, interval(num(0), OO))):
            proof: Proof = {"by": "substitution", "inner": show(u), "within": show(within), "outer": show(outer)}
            try:
                there = approach(outer, y, inner, toward, budget, depth + 1)
            except Rejected:
                continue
            if there is not None:
                yield {**proof, "limit": {"rule": "limit", **there}}


def _between(u: Term, b: Term, x: str, near: Context, y: str) -> Context | None:
    """y between the limit b of u and a number beyond which u does not go: the one nearest to b."""
    try:
        above = b != OO and (b == MINUS_OO or sign(u - b, near) == POS)
    except Rejected:
        return None
    for d in map(num, (8, 2, 1, 0) if b == OO else (-8, -2, -1, 0) if b == MINUS_OO else (1, 2) if above else (-1, -2)):
        low, high = ((b, u), (u, d)) if above else ((d, u), (u, b))
        with suppress(Rejected):
            if all(p == MINUS_OO or q == OO or sign(q - p, near) == POS for p, q in (low, high)):
                return near.beyond(x).bind(y, interval(b, d) if above else interval(d, b))
    return None


def _quotients(t: Term, x: str, near: Context, side: str, budget: Budget, depth: int) -> Iterator[Proof]:
    """t = f/g, g the factors of the denominator, or the reciprocal of some factors."""
    factors = t.args if t.head == "*" else (t,)
    above = [f for f in factors if not (f.head == "^" and exponent(f) < 0)]
    below = [power(f.args[0], num(-exponent(f))) for f in factors if f.head == "^" and exponent(f) < 0]
    splits = [(mul(*above), mul(*below))] if below else []
    splits += [(mul(f), mul(*below, *(power(r, num(-1)) if r.head != "exp" else apply("exp", neg(r.args[0])) for r in above if r is not f)))
               for f in above if len(above) > 1]
    for f, g in splits:
        if x not in {n for s in subterms(g) if s.head == "sym" for n in s.args}:
            continue
        slope = differentiate(g, x)
        ratio = differentiate(f, x) / slope
        monotone = _one_sign(slope, near)
        if monotone is None:
            continue
        for form in (ratio, *_tidied(ratio, near)):
            then = approach(form, x, near, side, budget, depth + 1)
            if then is not None:
                then = {"rule": "limit", **({"to": show(form)} if form != ratio else {}), **then}
                yield {"by": "l'Hopital", "quotient": [show(f), show(g)], **monotone, "limit": then}
                break


def _one_sign(t: Term, ctx: Context) -> Proof | None:
    """The sign of t on the context with its proof, where algebra shows it for some form of t."""
    for form in (t, *_tidied(t, ctx)):
        with suppress(Rejected):
            found = sign(form, ctx)
            if found in (NEG, POS):
                algebra: Proof = {"rule": "algebra"}
                proof = algebra if form == t else {"rule": "rewrite", "to": show(form), "proof": algebra}
                return {"slope": "<" if found == NEG else ">", "monotone": proof}
    return None
