"""The search for proofs of statements: which rule, which split, which witness. Mirrors `symact.check.formulas`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from fractions import Fraction
from itertools import chain, islice, pairwise, product

from symact.check.calculus import differentiate, resolve
from symact.check.extent import ANY, MASKS, NEG, POS, Context, decimal, interval, sign
from symact.check.formulas import SETS, all_defined, no_value, parts_of, prove, spelled_out, top_values, with_hypotheses
from symact.check.printer import show
from symact.check.signs import cut, enter
from symact.check.step import Node
from symact.check.term import (
    MINUS_OO,
    OO,
    REALS,
    RELATIONS,
    VECTORS,
    ZERO,
    NoValue,
    Rejected,
    Term,
    add,
    free,
    neg,
    num,
    power,
    rebuild,
    substitute,
    subterms,
    sym,
    value,
)

from . import numeric
from .budget import Budget, Stuck
from .joints import bisect_root, branch, closed_ends, domain_edges, floors, joints, ordered, solve, switches
from .nodes import Proof, sampled, with_form, with_lemma
from .periods import recurrences
from .pinned import moving, pinned, settled
from .signs import find_sign
from .turns import refined

QUANTIFIERS = ("forall", "closure", "exists")
STANDARD = [Fraction(n) for n in (0, 1, -1, 2, -2, Fraction(1, 2), Fraction(-1, 2), 3, -3, 10, -10)]


def find(formula: Term, truth: bool, ctx: Context, budget: Budget) -> Proof:
    """A proof node that the formula is true (or false) everywhere on the context, or `Stuck`."""
    budget.spend()
    head = formula.head
    if head in ("forall", "closure", "exists"):
        if _is_vector(formula):
            return _vectors(formula, truth, ctx, budget)
        if (head == "exists") != truth:
            return _introduce(formula, truth, ctx, budget)
        return _witness(formula, truth, ctx, budget)
    if head in ("and", "or", "not", "implies", "iff"):
        return _connective(formula, truth, ctx, budget)
    if head in ("has_value", "attained") or top_values(formula):
        from .values import find_with_values

        return find_with_values(formula, truth, ctx, budget)
    if head in RELATIONS:
        return _relation(formula, truth, ctx, budget)
    if head == "in":
        return {"rule": "membership", "proof": find(spelled_out(*formula.args), truth, ctx, budget)}
    if head == "is":
        from .predicates import find_predicate

        return find_predicate(formula, truth, ctx, budget)
    if head == "ae":
        return _almost_everywhere(formula, truth, ctx, budget)
    if head == "uniform":
        return _uniform(formula, ctx, budget) if truth else _not_uniform(formula, ctx, budget)
    raise Stuck(f"no strategy for a statement with '{head}'")


def accepted(formula: Term, truth: bool, proof: Proof, ctx: Context) -> bool:
    try:
        prove(formula, truth, Node(proof), ctx)
    except Rejected:
        return False
    return True


# ------------------------------------------------------------------ atoms and connectives

def _relation(formula: Term, truth: bool, ctx: Context, budget: Budget) -> Proof:
    try:
        left, right = (resolve(a, ctx) for a in formula.args)
    except NoValue as reason:
        if not truth:
            return {"rule": "undefined"}
        raise Stuck(str(reason)) from None
    except Rejected as reason:
        return _with_lemmas(formula, truth, ctx, budget, str(reason))
    if {left.head, right.head} & {*SETS, "oo", "-oo"}:
        proof: Proof = {"rule": "algebra"}
        if accepted(formula, truth, proof, ctx):
            return proof
        raise Stuck("the two sides are not shown to be " + ("equal" if truth else "different"))
    mask = MASKS[formula.head]
    if not truth and accepted(formula, False, {"rule": "undefined"}, ctx):
        return {"rule": "undefined"}
    for t in subterms(left - right):  # a denominator, or the argument of a logarithm, that is seen to have a sign only in another form
        n = value(t.args[1]) if t.head == "^" else None
        if (n is not None and n < 0 and free(t.args[0])) or (t.head == "log" and free(t)):
            base = t.args[0]
            found = sign_or_none(base, ctx)
            if found is not None and found & (ANY & ~POS if t.head == "log" else MASKS["="]) and (values := sampled(base, ctx, budget)):
                wanted = POS if values[0][1] > 0 else NEG
                if (base, wanted) in ctx.facts or (t.head == "log" and wanted == NEG):
                    continue
                try:
                    first = find_sign(base, wanted, ctx, budget, 2)
                except Stuck:
                    continue
                return with_lemma(base, wanted, first, find(formula, truth, ctx.know(base, wanted), budget))
    return find_sign(left - right, mask if truth else ANY & ~mask, ctx, budget)


def _with_lemmas(formula: Term, truth: bool, ctx: Context, budget: Budget, reason: str) -> Proof:
    """A branch that is not decided by itself: split at a joint, or show the sign of its condition first."""
    attempts = (_by_branch_lemma, _by_joint, _by_cases) if moving(ctx) > 1 else (_by_joint, _by_branch_lemma, _by_cases)
    for attempt in attempts:
        try:
            if (proof := attempt(formula, truth, ctx, budget)) is not None:
                return proof
        except Stuck as problem:
            reason = str(problem)
    raise Stuck(reason)


def _by_joint(formula: Term, truth: bool, ctx: Context, budget: Budget) -> Proof | None:
    for x, _ in reversed(ctx.domains):
        if not any(x in free(s) for s in [*switches(formula), *floors(formula)]):
            continue
        if points := [*closed_ends(formula, x, ctx), *_joints(formula, x, ctx, budget)]:
            points.sort(key=lambda p: numeric.about(p, ctx)) if moving(ctx) == 1 else None
            proofs = []
            for part in cut(ctx, x, points, True):
                inner, here = enter(ctx, x, part)
                proofs.append(find(substitute(formula, here), truth, inner, budget))
            return {"rule": "split", "var": x, "at": [show(p) for p in points], "proofs": proofs}
    return None


def _joints(formula: Term, x: str, ctx: Context, budget: Budget) -> list[Term]:
    """All joints; none, where a switch changes its sign more often than at exact points: its cases are left."""
    points = joints(formula, x, ctx)
    for s in switches(formula):
        if free(s) == {x}:
            values = [v for _, v in sorted((here[x], v) for here, v in sampled(s, ctx, budget) if v)]
            if sum((a > 0) != (b > 0) for a, b in pairwise(values)) > len(points):
                return []
    return points


def _by_branch_lemma(formula: Term, truth: bool, ctx: Context, budget: Budget) -> Proof | None:
    for s in switches(formula):
        s = branch(s, ctx) or s
        if sign_or_none(s, ctx) in (POS, NEG) or any(fact == s for fact, _ in ctx.facts):
            continue
        for wanted in (POS, NEG):
            try:
                first = find_sign(s, wanted, ctx, budget, 2)
            except Stuck:
                continue
            return with_lemma(s, wanted, first, find(formula, truth, ctx.know(s, wanted), budget))
    return None


def _by_cases(formula: Term, truth: bool, ctx: Context, budget: Budget) -> Proof | None:
    """Both signs of what decides a branch, as hypotheses: |u| <= v by u <= v and -u <= v."""
    for s in switches(formula):
        s = branch(s, ctx) or s
        if sign_or_none(s, ctx) in (None, POS, NEG) or any(fact == s for fact, _ in ctx.facts):
            continue
        proofs = [_in_case(formula, truth, ctx, ctx.assume(s, MASKS[name]), budget) for name in ("<=", ">=")]
        return {"rule": "cases", "about": show(s), "proofs": proofs}
    return None


def _in_case(formula: Term, truth: bool, ctx: Context, inner: Context, budget: Budget) -> Proof:
    """The relation with the branches of the case, everywhere, since that is cheaper; else where the hypothesis holds."""
    sides = tuple(side for a in formula.args if (side := branch(a, inner)) is not None)
    if len(sides) == len(formula.args):
        gap = sides[0] - sides[1]
        with suppress(Stuck):  # rewritten as what it is: a split is then one of the sign, and not of the statement
            return with_form(gap, find_sign(gap, MASKS[formula.head] if truth else ANY & ~MASKS[formula.head], ctx, budget))
    return find(formula, truth, inner, budget)


def sign_or_none(t: Term, ctx: Context) -> int | None:
    try:
        return sign(t, ctx)
    except Rejected:
        return None


def _connective(formula: Term, truth: bool, ctx: Context, budget: Budget) -> Proof:
    head, args = formula.head, formula.args
    if head == "not":
        return {"rule": "connect", "proof": find(args[0], not truth, ctx, budget)}
    if (head, truth) in (("and", True), ("or", False)):
        return {"rule": "connect", "proofs": [find(p, truth, ctx, budget) for p in args]}
    if (head, truth) in (("or", True), ("and", False)):
        return _first(((i, p, truth) for i, p in enumerate(args)), ctx, budget)
    if head == "implies":
        if not truth:
            return {"rule": "connect", "proofs": [find(args[0], True, ctx, budget), find(args[1], False, ctx, budget)]}
        if (proof := _by_order(formula, ctx, budget)) is not None:
            return proof
        atoms = args[0].args if args[0].head == "and" else (args[0],)
        if all(a.head in RELATIONS for a in atoms):
            inner = with_hypotheses(args[0], ctx)
            try:
                return {"rule": "assume", "proof": find(args[1], True, inner, budget)}
            except Stuck as problem:
                budget.note(str(problem))
        return _first(((0, args[0], False), (1, args[1], True)), ctx, budget)
    return _iff(formula, truth, ctx, budget)


def _by_order(formula: Term, ctx: Context, budget: Budget) -> Proof | None:
    """A hypothesis a <= b that compares a variable with a term in others: where it fails nothing is left to show, and elsewhere
    the variable ranges over an interval."""
    premise, claim = formula.args
    if premise.head not in ("<", "<=", ">", ">=") or len(free(premise)) < 2:
        return None
    for x, domain in reversed(ctx.domains):
        if sym(x) not in premise.args or x in ctx.tied or free(domain) or any(x in free(d) for _, d in ctx.domains):
            continue
        point = premise.args[0] if premise.args[1] == sym(x) else premise.args[1]
        try:
            parts = cut(ctx, x, [point])
        except Rejected:
            continue
        proofs: list[Proof] = []
        for part in parts:
            inner, here = enter(ctx, x, part)
            options = ((0, substitute(premise, here), False), (1, substitute(claim, here), True))
            proofs.append(_first(options, inner, budget))
        return {"rule": "split", "var": x, "at": [show(point)], "proofs": proofs}
    return None


def _first(options: Iterator[tuple[int, Term, bool]] | tuple[tuple[int, Term, bool], ...], ctx: Context, budget: Budget) -> Proof:
    reasons = []
    for i, part, truth in options:
        try:
            return {"rule": "choose", "index": i, "proof": find(part, truth, ctx, budget)}
        except Stuck as reason:
            reasons.append(str(reason))
    raise Stuck("; ".join(dict.fromkeys(reasons)))


def _iff(formula: Term, truth: bool, ctx: Context, budget: Budget) -> Proof:
    left, right = formula.args
    for side in (True, False):
        try:
            proofs = [find(left, side, ctx, budget), find(right, side == truth, ctx, budget)]
        except Stuck:
            continue
        return {"rule": "connect", "side": side, "proofs": proofs}
    for x, _ in ctx.domains:  # the two sides agree for different reasons in different parts of a parameter's domain
        points = parameter_points(formula, x, ctx)
        if points:
            proofs = []
            for part in cut(ctx, x, points):
                inner, here = enter(ctx, x, part)
                proofs.append(find(substitute(formula, here), truth, inner, budget))
            return {"rule": "split", "var": x, "at": [show(p) for p in points], "proofs": proofs}
    raise Stuck("the two sides of 'iff' are not decided alike")


def parameter_points(formula: Term, x: str, ctx: Context) -> list[Term]:
    """Values of a parameter at which a relation of the formula changes its truth."""
    points: list[Term] = []
    for t in _relations(formula):
        d = t.args[0] - t.args[1]
        if free(d) == {x}:
            points += solve(d, x, ctx)
    return ordered(points, x, ctx)


def _relations(t: Term) -> Iterator[Term]:
    if t.head in RELATIONS:
        yield t
    elif t.head in ("and", "or", "not", "implies", "iff"):
        for a in t.terms:
            yield from _relations(a)


# ------------------------------------------------------------------ quantifiers

def _introduce(formula: Term, truth: bool, ctx: Context, budget: Budget) -> Proof:
    name, domain, body = formula.args
    x = name.args[0]
    if domain == REALS and any(s.head == "tan" and x in free(s) for s in subterms(body)):  # it has a pole in each period
        for p in islice(recurrences(body, x, ctx), 1):
            once = Term(formula.head, (name, interval(ZERO, p, "[", "]"), body))
            return {"rule": "over a period", "period": show(p), "from": "0", "proof": _introduce(once, truth, ctx, budget)}
    proofs = []
    for part in parts_of(domain, x, ctx):
        inner, here = (ctx.bind(x, part), {}) if part.head == "interval" else (ctx, {x: part.args[0]})
        proofs.append(_on_part(substitute(body, here), truth, inner, x if part.head == "interval" else None, budget,
                               formula.head == "closure"))
    return {"rule": "introduce", "proofs": proofs}


def _on_part(body: Term, truth: bool, ctx: Context, x: str | None, budget: Budget, closure: bool) -> Proof:
    """The body on a part: as it is, or split at the joints; under a closure, parts without a value are left out."""
    if truth and x and _ruled(body, ctx):
        with suppress(Stuck):
            return find(body, truth, ctx, budget)
    points = _joints(body, x, ctx, budget) if x else []
    if closure and x and not _all_shown_defined(body, ctx):
        points = ordered([*points, *domain_edges(body, x, ctx)], x, ctx)
    if not points:
        if closure and _skippable(body, ctx):
            return {"rule": "skip"}
        try:
            return find(body, truth, ctx, budget)
        except Stuck:
            points = domain_edges(body, x, ctx) if x else []
            if not points:
                raise
    assert x is not None
    parts = cut(ctx, x, points)
    if truth:
        for part in parts:
            _look(body, x, part, ctx, budget)
    proofs = []
    for part in parts:
        inner, here = enter(ctx, x, part)
        proofs.append(_on_part(substitute(body, here), truth, inner, None, budget, closure))
    return {"rule": "split", "var": x, "at": [show(p) for p in points], "proofs": proofs}


def _ruled(body: Term, ctx: Context) -> bool:
    """Whether the hypotheses of an implication decide all branches of its conclusion, so that nothing has to be split."""
    if body.head != "implies" or not switches(body.args[1]) or any(r.head not in RELATIONS for r in _parts(body.args[0])):
        return False
    inner = with_hypotheses(body.args[0], ctx)
    return all(r.head in RELATIONS and all(branch(a, inner) is not None for a in r.args) for r in _parts(body.args[1]))


def _parts(formula: Term) -> tuple[Term, ...]:
    return formula.args if formula.head == "and" else (formula,)


def _look(body: Term, x: str, part: Term, ctx: Context, budget: Budget) -> None:
    """`Stuck` where a relation fails at a sample point of a part: a look at all parts comes before the proof on any of them."""
    if part.head != "interval":
        return
    inner = ctx.restrict(x, part)
    for relation in body.args if body.head == "and" else (body,):
        sides = [branch(a, inner) for a in relation.args] if relation.head in RELATIONS else [None]
        if None in sides:
            continue
        t = sides[0] - sides[1]  # type: ignore[operator]
        wrong = [here for here, v in sampled(t, inner, budget) if v and not numeric.holds(v, MASKS[relation.head])]  # 0: too small to tell
        if wrong:
            raise Stuck("it fails at " + ", ".join(f"{n} = {decimal(q)}" for n, q in wrong[0].items()))


def _all_shown_defined(body: Term, ctx: Context) -> bool:
    try:
        all_defined(body, ctx)
    except Rejected:
        return False
    return True


def _skippable(body: Term, ctx: Context) -> bool:
    atom = body
    while atom.head in ("and", "or", "implies", "not"):
        atom = atom.args[0]
    if atom.head not in RELATIONS:
        return False
    try:
        no_value(atom.terms, ctx)
    except Rejected:
        return False
    return True


def _witness(formula: Term, truth: bool, ctx: Context, budget: Budget) -> Proof:
    """One point at which the body is true (exists) or false (for all)."""
    name, domain, body = formula.args
    x = name.args[0]
    tried = 0
    for where in _points(body, x, domain, truth, ctx, budget):
        budget.spend(2)
        here = substitute(body, {x: where})
        if tried >= (5 if body.head in ("forall", "closure", "exists") else 24):
            break
        tried += 1
        try:
            proof: Proof = {"rule": "witness", "value": show(where), "proof": find(here, truth, ctx, budget)}
        except (Stuck, Rejected):
            continue
        if accepted(formula, truth, proof, ctx):
            return proof
    if truth and body.head == "=":
        return _root(formula, ctx, budget)
    if not truth and (far := _far_out(formula, ctx, budget)) is not None:
        return far
    raise Stuck("no exact point was found that decides it")


def _far_out(formula: Term, ctx: Context, budget: Budget) -> Proof | None:
    """A half-line on which a relation fails everywhere, where numbers say so: the sign of a difference that tends to 0."""
    name, domain, body = formula.args
    x = name.args[0]
    if domain.head != "interval" or body.head not in RELATIONS or free(body) != {x} or top_values(body):
        return None
    for end, side in ((domain.args[1], 1), (domain.args[0], -1)):
        for start in (num(side * n) for n in (8, 100, 10_000) if end in (OO, MINUS_OO)):
            inner = ctx.bind(x, interval(start, end) if side > 0 else interval(end, start))
            sides = [branch(a, inner) for a in body.args]
            if None in sides:
                continue
            t = sides[0] - sides[1]  # type: ignore[operator]
            values = [v for _, v in sampled(t, inner, budget) if v]
            if not values or any(numeric.holds(v, MASKS[body.head]) for v in values):
                continue
            with suppress(Stuck, Rejected), budget.portion(4000):
                proof: Proof = {"rule": "throughout", "on": [show(e) for e in inner.domain(x).args[:2]],
                                "proof": find(body, False, inner, budget)}
                if accepted(formula, False, proof, ctx):
                    return proof
    return None


def _points(body: Term, x: str, domain: Term, truth: bool, ctx: Context, budget: Budget) -> Iterator[Term]:
    """Points of the set worth a look: where a relation fails (or holds) numerically, joints, ends, small numbers."""
    seen: set[Term] = set()
    if domain.head == "minus" and domain.args[0].head == "interval":
        domain = domain.args[0]
    if domain.head == "finite":
        yield from domain.args
        return
    if domain.head != "interval":
        parts = parts_of(domain, x, ctx)
        for p in parts:
            yield from _points(body, x, p, truth, ctx, budget)
        return
    inner = ctx.bind(x, domain)
    exact = chain((sym(c) for c in pinned(ctx)), _solutions(body, x, inner)) if truth else ()
    for p in chain(exact, _points_by_parameters(body, x, inner, truth)):
        if p not in seen:
            seen.add(p)
            yield p
    low, high = numeric.ends(domain) if not free(domain) else (-float("inf"), float("inf"))
    extreme = _extreme_points(_at_a_sample(body), x, inner, truth, budget)
    standard = (num(q) for q in STANDARD[:5] if low < q < high)
    for p in chain(islice(extreme, 2), standard) if body.head in QUANTIFIERS else chain(standard, extreme):
        if p not in seen:
            seen.add(p)
            yield p
    for q in [*(e for e, b in zip(domain.args[:2], domain.args[2:], strict=True) if b in "[]"), *joints(body, x, inner),
              *sorted(domain_edges(body, x, inner), key=_size), *(num(s) for s in STANDARD if low < s < high)]:
        if q not in seen:
            seen.add(q)
            yield q
    if low > -float("inf") or high < float("inf"):
        for q in numeric.grid(domain, 8) if not free(domain) else ():
            yield num(q)


def _solutions(body: Term, x: str, ctx: Context) -> Iterator[Term]:
    """Where an equation in x alone holds that is a part of the statement."""
    for relation in body.args if body.head == "and" else ():
        if relation.head == "=" and free(relation) == {x} and not top_values(relation):
            with suppress(Rejected):
                yield from ordered(solve(relation.args[0] - relation.args[1], x, ctx), x, ctx)


def _size(t: Term) -> float:
    return abs(numeric.closed(t))


def _points_by_parameters(body: Term, x: str, ctx: Context, truth: bool) -> Iterator[Term]:
    """Where a relation with parameters holds with equality, or where the difference of its sides is stationary."""
    for relation in _relations(body):
        names = free(relation)
        if x not in names or names == {x}:
            continue
        t = relation.args[0] - relation.args[1]
        with suppress(Rejected):
            equations = [t] if relation.head == "=" and truth else [differentiate(resolve(t, ctx), x)]
            yield from (p for e in equations for p in solve(e, x, ctx) if x not in free(p))


def _at_a_sample(body: Term) -> Term:
    """The statement without its quantifiers, at some point of their intervals."""
    while body.head in QUANTIFIERS and body.args[1].head == "interval" and not free(body.args[1]):
        name, domain, body = body.args
        body = substitute(body, {name.args[0]: num(numeric.middle(domain))})
    return body


def _extreme_points(body: Term, x: str, ctx: Context, truth: bool, budget: Budget) -> Iterator[Term]:
    """For each relation in one variable: the rational at which it fails (holds) most clearly, on each branch."""
    for relation in _relations(body):
        if free(relation) - {x}:
            continue
        points = joints(relation, x, ctx)
        for part in cut(ctx, x, points):
            if part.head != "interval":
                continue
            inner = ctx.restrict(x, part)
            sides = [branch(a, inner) or a for a in relation.args]
            t = sides[0] - sides[1]
            if free(t) != {x}:
                continue
            wanted = MASKS[relation.head] if truth else ANY & ~MASKS[relation.head]
            for s, mask in ((t, NEG), (-t, POS)):
                if not wanted & (mask | MASKS["="]):
                    continue
                budget.spend(20)
                try:
                    q, v = numeric.lowest(s, x, settled(part, ctx))
                except Rejected:
                    continue
                if v < 0 and wanted & mask:
                    yield num(_rounder(s, x, q, v))
                    yield num(q)
                elif abs(v) < 1e-9 and wanted & MASKS["="]:
                    yield num(numeric.simplest(q - Fraction(1, 10**6), q + Fraction(1, 10**6)))
                    yield from ordered(solve(differentiate(t, x), x, inner), x, inner)


def _rounder(t: Term, x: str, q: Fraction, v: float) -> Fraction:
    """The simplest rational near q at which t is still clearly negative."""
    for digits in range(14):
        near = numeric.simplest(q - Fraction(1, 10**digits), q + Fraction(1, 10**digits))
        if numeric.number(t, x, near) < v / 2:
            return near
    return q


def _root(formula: Term, ctx: Context, budget: Budget) -> Proof:
    """A change of sign of the difference of the two sides."""
    name, domain, body = formula.args
    x = name.args[0]
    if domain.head != "interval":
        raise Stuck("no root is shown there")
    inner = ctx.bind(x, domain)
    for a, b in _brackets_by_parameters(x, ctx) if free(body) - {x} else _brackets(body, x, inner):
        proof: Proof = {"rule": "root", "between": [show(a), show(b)]}
        budget.spend()
        if accepted(formula, True, proof, ctx):
            return proof
    raise Stuck("no change of sign was found")


def _brackets(body: Term, x: str, ctx: Context) -> Iterator[tuple[Term, Term]]:
    """Pairs of rationals between which the difference of the two sides changes its sign: points of a grid, and where it turns."""
    for part in cut(ctx, x, joints(body, x, ctx)):
        if part.head != "interval":
            continue
        here, part = ctx.restrict(x, part), settled(part, ctx)
        try:
            t = resolve(body.args[0], here) - resolve(body.args[1], here)
        except Rejected:
            continue
        extremes = []
        for s in (t, neg(t)):
            with suppress(Rejected):
                extremes.append(refined(t, x, numeric.lowest(s, x, part)[0], part)[0])
        rows = [(q, numeric.number(t, x, q)) for q in sorted({*numeric.grid(part, 60), *extremes})]
        for (a, u), (b, v) in pairwise(rows):
            if u * v < 0:
                q = bisect_root(t, x, a, b, 20)
                near = Fraction(1, 100)
                yield (num(max(a, numeric.simplest(q - 2 * near, q - near))), num(min(b, numeric.simplest(q + near, q + 2 * near))))
                yield num(a), num(b)


def _brackets_by_parameters(x: str, ctx: Context) -> Iterator[tuple[Term, Term]]:
    """Ends that lie far out on both sides, whatever the other variables are."""
    size = add(*(power(sym(y), num(2)) for y, _ in ctx.domains if y != x))
    for k in (1, 2, 10):
        far = add(num(k), size)
        yield neg(far), far
        yield num(0), far


def _almost_everywhere(formula: Term, truth: bool, ctx: Context, budget: Budget) -> Proof:
    name, domain, body = formula.args
    x = name.args[0]
    inner = ctx.bind(x, domain)
    points = joints(_shown_body(body), x, inner)
    parts = [p for p in cut(inner, x, points) if p.head == "interval"]
    if truth:
        extra = domain_edges(body, x, inner)
        for relation in _relations(body):
            if relation.head == "!=":
                for p in parts:
                    try:
                        t = resolve(relation.args[0] - relation.args[1], inner.restrict(x, p))
                    except Rejected:
                        continue
                    extra += solve(t, x, inner.restrict(x, p)) if x in free(t) else []
        points = ordered([*points, *extra], x, inner)
        proofs = [find(body, True, inner.restrict(x, interval(p.args[0], p.args[1])), budget)
                  for p in cut(inner, x, points) if p.head == "interval"]
        return {"rule": "ae", "except": [show(p) for p in points], "proofs": proofs}
    for p in parts:
        for a, b in _subintervals(p):
            try:
                proof = find(body, False, ctx.bind(x, interval(a, b)), budget)
            except (Stuck, Rejected):
                continue
            return {"rule": "ae", "on": [show(a), show(b)], "proof": proof}
    raise Stuck("no interval was found on which it fails")


def _shown_body(body: Term) -> Term:
    """A predicate at a point, as the derivative that it speaks of, so that its joints are found."""
    if body.head == "is" and body.args[0] in ("differentiable at", "continuous at"):
        _, function, _, where = body.args
        return Term("=", (Term("deriv", (function.args[1], function.args[0], num(1), where)), ZERO))
    return rebuild(body, _shown_body) if body.head in ("not", "and", "or", "implies", "iff") else body


def _subintervals(part: Term) -> list[tuple[Term, Term]]:
    lo, hi, _, _ = part.args
    low, high = numeric.ends(part)
    found = [(lo, hi)]
    if low == -float("inf") or high == float("inf"):
        base = num(Fraction(0)) if low == -float("inf") and high == float("inf") else hi if low == -float("inf") else lo
        found += [(base + num(1), OO)] if high == float("inf") else []
        found += [(MINUS_OO, base - num(1))] if low == -float("inf") else []
        found.append((base, base + num(1)) if high == float("inf") else (base - num(1), base))
    else:
        a, b = Fraction(low), Fraction(high)
        found += [(num(a + (b - a) * k / 4), num(a + (b - a) * (k + 1) / 4)) for k in range(4)]
    return found


def _uniform(formula: Term, ctx: Context, budget: Budget) -> Proof:
    """bound(b) = C/b, with C the gap at b = 1 where it is largest."""
    body, target, name, parameter = formula.args
    x, b = name.args[0], parameter.args[0]
    line = ctx.bind(x, REALS)
    gap = Term("abs", (body - target,))
    one = substitute(gap, {b: num(1)})
    options: list[Term] = []
    for p in [num(0), *joints(one, x, line)]:
        try:
            options.append(resolve(substitute(gap, {x: p}), ctx.bind(b, interval(num(0), OO))))
        except Rejected:
            continue
    options += [num(c) / sym(b) for c in (1, 2, 4)]
    beyond = ctx.bind(b, interval(num(0), OO))
    for bound in dict.fromkeys(options):
        goal = Term("forall", (name, REALS, Term("<=", (gap, bound))))
        try:
            proof: Proof = {"rule": "uniform", "from": "0", "bound": show(bound), "proof": find(goal, True, beyond, budget)}
        except (Stuck, Rejected):
            continue
        if accepted(formula, True, proof, ctx):
            return proof
    raise Stuck("no bound that tends to 0 was found")


def _not_uniform(formula: Term, ctx: Context, budget: Budget) -> Proof:
    """A point that moves with the parameter, and stays away from the limit."""
    b = sym(formula.args[3].args[0])
    for p in (p for c in (1, -1, 2, -2) for p in (num(c) / b, num(c) * b, num(c))):
        budget.spend()
        proof: Proof = {"rule": "uniform", "from": "0", "along": show(p)}
        if accepted(formula, False, proof, ctx):
            return proof
    raise Stuck("no points were found along which the difference stays away from 0")


def _is_vector(formula: Term) -> bool:
    while formula.head in ("forall", "closure", "exists"):
        if formula.args[1] == VECTORS:
            return True
        formula = formula.args[2]
    return False


def _vectors(formula: Term, truth: bool, ctx: Context, budget: Budget) -> Proof:
    if truth:
        for count in (1, 2):
            for rule in ("algebra", "sturm"):
                proof: Proof = {"rule": "components", "proofs": [{"rule": rule}] * count}
                if accepted(formula, True, proof, ctx):
                    return proof
    else:
        for values in islice(_vector_points(formula), 24):
            for row, column in ((0, 0), (0, 1)):
                budget.spend()
                proof = {"rule": "vector witness", "length": 2, "row": row, "column": column, "values": values,
                         "proof": {"rule": "algebra"}}
                if accepted(formula, False, proof, ctx):
                    return proof
    raise Stuck("the vector statement is not an identity of components that the rules see")


def _vector_points(formula: Term) -> Iterator[list[str]]:
    """Pairs of numbers for the vectors that the statement quantifies over, and numbers for its other variables."""
    pairs, numbers = [], []
    while formula.head in ("forall", "closure"):
        _, domain, formula = formula.args
        if domain == VECTORS:
            pairs.append((("0", "1"), ("1", "0"), ("0", "0"), ("-1", "2")))
        elif domain.head == "interval" and not free(domain):
            numbers.append([(str(q),) for q in dict.fromkeys((*STANDARD, numeric.middle(domain))) if numeric.inside(q, domain)][:3])
        else:
            return
    yield from ([v for part in chosen for v in part] for chosen in product(*pairs, *numbers))
