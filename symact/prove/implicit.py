"""Breakpoints that are known by an equation alone, as names of a proof. Untrusted.

The sign of a term t in one variable decides which branch of a function rules. Between neighbouring zeros of t it is shown and
kept as a law; a zero without closed form is obtained from a change of sign first, and has a name from then on.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache, partial
from itertools import pairwise

from symact.analysis.implicit import LETTERS, equation
from symact.check.calculus import differentiate
from symact.check.extent import NEG, POS, Context, Law, interval, sign
from symact.check.formulas import prove, with_hypotheses
from symact.check.printer import show
from symact.check.signs import prove_sign
from symact.check.step import Node, read_cached
from symact.check.term import MINUS_OO, OO, REALS, Rejected, Term, bound, free, num, substitute, subterms, sym

from . import numeric
from .budget import Budget, Stuck
from .joints import domain_edges, solve, switches, variants
from .nodes import NAMES, Proof
from .signs import find_sign

Parts = tuple[tuple[Fraction, ...], tuple[Proof, ...]]  # cuts, and proofs of the parts between and at them
Y, LINE = "y", Context().bind("y", REALS)
MOST_ZEROS, COARSE, FINE, MOST_DIGITS = 6, 6, 12, 60
WIDTHS = tuple(Fraction(1, n) for n in (1, 4, 16, 128, 4096))


@dataclass(frozen=True)
class Zero:
    """A zero of a term, or a point where it ceases to be defined: an exact term, or else two decimals around it."""

    term: Term | None
    low: Fraction
    high: Fraction
    digits: int = 0

    @property
    def between(self) -> list[str]:
        return [decimal(q, self.digits) for q in (self.low, self.high)]


@dataclass(frozen=True)
class Region:
    """Between two neighbouring zeros (None: an infinite end): the sign there, cuts, and proofs of the parts between them."""

    ends: tuple[int | None, int | None]
    mask: int
    cuts: tuple[Fraction, ...]
    proofs: tuple[Proof, ...]


@dataclass(frozen=True)
class Study:
    """What is known of a term in y: its zeros in order, and the regions whose sign is not seen without a proof."""

    t: Term
    zeros: tuple[Zero, ...] = ()
    regions: tuple[Region, ...] = ()


def decimal(q: Fraction, digits: int) -> str:
    whole, part = divmod(abs(round(q * 10**digits)), 10**digits)
    text = f"{whole}.{str(part).zfill(digits)}".rstrip("0").rstrip(".")
    return f"-{text}" if q < 0 else text


def named(formula: Term, ctx: Context, budget: Budget) -> list[tuple[Proof, Context]]:
    """Nodes without what follows from them, each with the context in which its name or its law is known besides those before it."""
    least = budget.units * 2 // 3  # the rest of the work units is for the statement
    studies = [s for t in dict.fromkeys(_decisive(formula)) if budget.units > least and (s := _studied(t, budget)) is not None]
    taken = {n for s in subterms(formula) for n in (bound(s) | (free(s) if s.head == "sym" else frozenset()))}
    letters = [n for n in LETTERS if n not in taken]
    found: list[tuple[Proof, Context]] = []
    for study in sorted(studies, key=lambda s: len(s.zeros)):
        names = dict(zip((i for i, z in enumerate(study.zeros) if z.term is None), letters, strict=False))
        if any(z.term is None and i not in names for i, z in enumerate(study.zeros)):
            budget.note("there are more breakpoints without closed form than letters")
            continue
        letters = letters[len(names):]
        ends = [z.term or sym(names[i]) for i, z in enumerate(study.zeros)]
        steps = [partial(_obtained, study.t, study.zeros[i], name) for i, name in names.items()]
        for step in (*steps, *(partial(_law, study.t, region, ends, budget) for region in study.regions)):
            try:
                found.append(step(ctx))
            except Rejected as reason:
                budget.note(str(reason))
            else:
                ctx = found[-1][1]
    return found


def _decisive(formula: Term) -> Iterator[Term]:
    """Terms in y whose sign decides a branch of the statement; |u| <= v is u <= v and -u <= v, whatever the sign of u is."""
    bounded = {a for s in subterms(formula) if s.head in ("<", "<=", ">", ">=") for a in s.args if a.head == "abs"}
    for s in subterms(formula):
        if s.head in ("piecewise", "abs", "sign", "min", "max") and len(free(s)) == 1 and s not in bounded:
            for u in switches(s):
                yield from (substitute(v, {next(iter(free(v))): sym(Y)}) for w in variants(u, 4) for v in _factors(w) if len(free(v)) == 1)


def _factors(t: Term) -> Iterator[Term]:
    """The factors whose signs give that of a product."""
    if t.head == "*":
        for part in t.args:
            yield from _factors(part)
    else:
        yield t.args[0] if t.head == "^" else t


# ------------------------------------------------------------------ what is found out once

def _studied(t: Term, budget: Budget) -> Study | None:
    key = ("implicit", t)
    if key not in budget.values:
        try:
            with budget.portion(budget.units // 6):
                budget.values[key] = _study(t, budget)
        except (Stuck, Rejected) as reason:
            budget.note(str(reason))
            budget.values[key] = None
    study: Study | None = budget.values[key]
    return study if study is not None and study.regions else None


def _study(t: Term, budget: Budget) -> Study | None:
    zeros = zeros_of(t)
    if zeros is None:
        return None
    regions = []
    numbers = [None, *range(len(zeros)), None]
    for i, j in pairwise(numbers):
        left, right = (None if k is None else zeros[k] for k in (i, j))
        mask = _sign_between(t, left, right)
        if mask and (found := _region(t, mask, left, right, budget)) is not None:
            regions.append(Region((i, j), mask, *found))
    return Study(t, zeros, tuple(regions))


@lru_cache(maxsize=2000)
def zeros_of(t: Term) -> tuple[Zero, ...] | None:
    """The zeros of a term in y and the points where it ceases to be defined, as far as changes of sign show; None for too many."""
    far = (*numeric.outermost(REALS, True), *numeric.outermost(REALS, False))
    rows = [(q, numeric.number(t, Y, q)) for q in sorted({*numeric.grid(REALS, 80), *far})]
    rows = [(q, v) for q, v in rows if not math.isnan(v)]
    changes = [(a, b) for (a, u), (b, v) in pairwise(rows) if u * v < 0]
    if not rows or len(changes) > MOST_ZEROS:
        return None
    try:
        exact = [*solve(t, Y, LINE), *domain_edges(t, Y, LINE)]
    except Rejected:
        return None
    if len(exact) > MOST_ZEROS:
        return None
    found = []
    for z in exact:
        v = numeric.closed(z)
        if math.isnan(v):
            return None
        q = Fraction(v)
        found.append(Zero(z, q, q))
    for a, b in changes:
        if not any(a <= z.low <= b for z in found):
            found.append(enclosed(t, a, b))
    found.sort(key=lambda z: z.low)
    return tuple(found)


def enclosed(t: Term, a: Fraction, b: Fraction) -> Zero:
    """Two neighbouring decimals around a zero between two numbers, strictly inside of two that have fewer digits."""
    u = numeric.number(t, Y, a)
    low, high, digits = Fraction(math.floor(a)), Fraction(math.ceil(b)), 0
    while digits < MOST_DIGITS:
        digits += 1
        unit = Fraction(1, 10**digits)
        first, last = round((max(a, low)) / unit) - 1, round(min(b, high) / unit) + 1
        while last - first > 1:
            m = (first + last) // 2
            v = numeric.number(t, Y, m * unit)
            if v == 0:
                raise Rejected("a zero is a decimal, and it is not found exactly")
            first, last = (m, last) if (v > 0) == (u > 0) else (first, m)
        low, high = first * unit, last * unit
        coarse = Fraction(1, 10**COARSE)
        if digits >= FINE and math.floor(low / coarse) * coarse < low and high < math.ceil(high / coarse) * coarse:
            break
    return Zero(None, low, high, digits)


def _sign_between(t: Term, left: Zero | None, right: Zero | None) -> int:
    """The sign of t in the middle of a region; 0 where it is undefined."""
    low, high = (left.high if left else None), (right.low if right else None)
    middle = high - 1 if low is None and high is not None else low + 1 if high is None and low is not None else (
        Fraction(0) if low is None or high is None else (low + high) / 2)
    v = numeric.number(t, Y, middle)
    return POS if v > 0 else NEG if v < 0 else 0


def _region(t: Term, mask: int, left: Zero | None, right: Zero | None, budget: Budget) -> Parts | None:
    """Cuts and proofs; None where the kernel sees the sign by itself."""
    first = _beside(t, left, right, 1, budget) if left and left.term is None else None
    last = _beside(t, right, left, -1, budget) if right and right.term is None else None
    low = num(first[0]) if first else left.term if left and left.term else MINUS_OO
    high = num(last[0]) if last else right.term if right and right.term else OO
    inner = budget.start.bind(Y, interval(low, high))
    if not first and not last and sign(t, inner) == mask:
        return None
    proofs: list[Proof] = [find_sign(t, mask, inner, budget)]
    if first:
        proofs = [first[1], {"rule": "algebra"}, *proofs]
    if last:
        proofs = [*proofs, {"rule": "algebra"}, last[1]]
    return tuple(f[0] for f in (first, last) if f), tuple(proofs)


def _beside(t: Term, zero: Zero, other: Zero | None, side: int, budget: Budget) -> tuple[Fraction, Proof]:
    """A number on one side of a zero, and a proof of the sign of t between them: t is monotone there."""
    slope = differentiate(t, Y)
    here = zero.low if side < 0 else zero.high
    rises = numeric.number(slope, Y, here) > 0
    for width in WIDTHS:
        if other is not None and 3 * width > abs(other.low - zero.low):
            continue
        where = numeric.simplest(here + side * width, here + side * width * Fraction(3, 4))
        part = interval(num(zero.low), num(where)) if side > 0 else interval(num(where), num(zero.high))
        values = [numeric.number(slope, Y, q) for q in numeric.grid(part, 12)]
        if not values or not all(v and (v > 0) == rises for v in values):
            continue
        try:
            proof = find_sign(slope, POS if rises else NEG, budget.start.bind(Y, part), budget)
        except Stuck:
            continue
        return where, {"rule": "monotone", "var": Y, "from": "left" if side > 0 else "right", "slope": ">" if rises else "<",
                       "derivative": proof}
    raise Stuck("a term is not shown to be monotone near its zero")


# ------------------------------------------------------------------ nodes

def _obtained(t: Term, zero: Zero, name: str, ctx: Context) -> tuple[Proof, Context]:
    here = {Y: sym(name)}
    left, right = (substitute(s, here) for s in equation(t))
    low, high = map(read_cached, zero.between)
    domain = interval(low, high, "[", "]")
    proof: Proof = {"rule": "root", "between": zero.between}
    said = Term("=", (left, right))
    prove(Term("exists", (sym(name), domain, said)), True, Node(proof), ctx)
    node: Proof = {"rule": "obtain", "name": name, "between": zero.between, "equation": [show(left), show(right)], "exists": proof}
    return node, with_hypotheses(said, ctx.bind(name, domain))


def _law(t: Term, region: Region, ends: list[Term], budget: Budget, ctx: Context) -> tuple[Proof, Context]:
    lo, hi = (infinite if k is None else ends[k] for k, infinite in zip(region.ends, (MINUS_OO, OO), strict=True))
    domain = interval(lo, hi)
    lemma = region.proofs[0] if not region.cuts else {
        "rule": "split", "var": Y, "at": [str(q) for q in region.cuts], "proofs": list(region.proofs)}
    if (key := ("region", t, domain, ctx.domains)) not in budget.values:
        prove_sign(t, region.mask, Node(lemma), ctx.bind(Y, domain))
        budget.values[key] = True
    node: Proof = {"rule": "law", "var": Y, "about": show(t), "sign": NAMES[region.mask], "lemma": lemma}
    if domain != REALS:
        node["on"] = [show(lo), show(hi), "(", ")"]
    return node, replace(ctx, laws=(*ctx.laws, Law(Term("lambda", (sym(Y), t)), domain, region.mask)))
