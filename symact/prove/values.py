"""The search for proofs of values: candidates for suprema, zeros, constants, limits and expectations, and their bounds."""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import suppress
from fractions import Fraction
from itertools import islice

from symact.check.calculus import derivative, differentiate, resolve
from symact.check.extent import Context, interval, shown
from symact.check.formulas import cut_at, in_set, no_value, prove, top_values
from symact.check.gaussian import below
from symact.check.identity import is_zero
from symact.check.limit import limit
from symact.check.predicates import Pieces
from symact.check.printer import show
from symact.check.reader import read_term
from symact.check.signs import cut
from symact.check.step import Node, Value
from symact.check.term import (
    FUNCTIONS,
    MINUS_OO,
    OO,
    REALS,
    RELATIONS,
    VALUES,
    Rejected,
    Term,
    add,
    free,
    fresh,
    neg,
    num,
    rebuild,
    substitute,
    subterms,
    sym,
    value,
)
from symact.check.term import (
    ZERO as NOUGHT,
)
from symact.check.values import evaluate

from . import numeric
from .budget import Budget, Stuck
from .forms import candidates
from .gauss import closed_forms, growth
from .gauss_cells import quadrature
from .gauss_forms import combined, reflected
from .gauss_linear import linear
from .joints import domain_edges, joints, ordered, solve, tidy_number, variants
from .limits import approach
from .nodes import Proof
from .periods import periods
from .predicates import breakpoints, slope_bound_proofs, variable
from .ranges import ranges
from .turns import refined
from .waves import oscillations


def find_with_values(formula: Term, truth: bool, ctx: Context, budget: Budget) -> Proof:
    """Evaluate every value in the statement, then decide what is left; comparisons of expectations by comparing functions."""
    if formula.head == "attained":
        return _attained(formula, truth, ctx, budget)
    reason = ""
    numbers = () if _inside_functions(formula) else tuple(_numbers(formula))
    for hints in dict.fromkeys((numbers, ())):  # numbers of the statement first, then as finely as it goes
        try:
            return _evaluated(formula, truth, list(hints), ctx, budget)
        except Stuck as problem:
            reason = reason or str(problem)
    if truth and formula.head in ("<", "<=", ">", ">=") and all(a.head == "E" for a in formula.args):
        return _comparison(formula, ctx, budget)
    if truth and formula.head in RELATIONS and len(means := top_values(formula)) > 1 and all(t.head == "E" for t in means):
        return linear(formula, means, ctx, budget)
    raise Stuck(reason)


def _inside_functions(t: Term) -> bool:
    """Whether a value stands under a power or a function, so that the numbers of the statement are not comparable with it."""
    if t.head in ("^", *FUNCTIONS):
        return any(top_values(a) for a in t.terms)
    return t.head not in VALUES and any(_inside_functions(a) for a in t.terms)


def _numbers(t: Term) -> Iterator[Term]:
    """Closed terms of a statement outside the values it speaks of: what these may equal, or be compared with."""
    if t.head in VALUES:
        return
    if not free(t) and t.head not in RELATIONS and not top_values(t):
        yield t
    for a in t.terms:
        yield from _numbers(a)


def _evaluated(formula: Term, truth: bool, hints: list[Term], ctx: Context, budget: Budget) -> Proof:
    from .formulas import find

    found = top_values(formula)
    proofs, replaced, inner = [], {}, ctx
    for i, t in enumerate(found):
        node, result = find_value(t, hints, ctx, budget)
        proofs.append(node)
        if result.value is not None:
            replaced[t] = result.value
        elif result.enclosure is not None:
            name = fresh(f"v_{i}", free(formula) | {n for n, _ in inner.domains})
            inner = inner.bind(name, interval(*result.enclosure, "[", "]"))
            replaced[t] = sym(name)
    head: Proof = {"rule": "values", "values": proofs}
    if len(replaced) < len(found) or formula.head == "has_value":
        return _checked(formula, truth, head, ctx)
    return _checked(formula, truth, {**head, "proof": find(_replace(formula, replaced), truth, inner, budget)}, ctx)


def _checked(formula: Term, truth: bool, proof: Proof, ctx: Context) -> Proof:
    try:
        prove(formula, truth, Node(proof), ctx)
    except Rejected as reason:
        raise Stuck(str(reason)) from None
    return proof


def _replace(t: Term, replaced: dict[Term, Term]) -> Term:
    return replaced[t] if t in replaced else rebuild(t, lambda a: _replace(a, replaced)) if t.args else t


def _attained(formula: Term, truth: bool, ctx: Context, budget: Budget) -> Proof:
    node, result = find_value(formula.args[0], [], ctx, budget)
    if result.attained is None:
        raise Stuck("whether the extremum is attained was not found out")
    return _checked(formula, truth, {"rule": "attained", "value": node}, ctx)


def find_value(t: Term, hints: list[Term], ctx: Context, budget: Budget) -> tuple[Proof, Value]:
    """An accepted proof of a value of t, and the value; hints are closed terms of the statement that it may equal."""
    key = (t, tuple(hints), ctx.domains, ctx.facts, ctx.laws)
    if key not in budget.values:
        try:
            budget.values[key] = _found_value(t, hints, ctx, budget)
        except Stuck as reason:
            budget.values[key] = reason
    if isinstance(budget.values[key], Stuck):
        raise budget.values[key]
    return budget.values[key]  # type: ignore[no-any-return]


def _found_value(t: Term, hints: list[Term], ctx: Context, budget: Budget) -> tuple[Proof, Value]:
    finder = FINDERS.get(t.head)
    if finder is None:
        raise Stuck(f"no strategy for '{t.head}'")
    reasons: list[str] = []
    options = finder(t, hints, ctx, budget)
    while True:
        try:
            proof = next(options)
        except StopIteration:
            break
        except (Stuck, Rejected) as reason:
            reasons.append(str(reason))
            break
        budget.spend(2)
        try:
            return proof, evaluate(t, Node(proof), ctx)
        except Rejected as reason:
            reasons.append(str(reason))
    raise Stuck(reasons[-1] if reasons else f"no value of '{t.head}' was found")


# ------------------------------------------------------------------ extrema, ranges, solutions

class _Candidate:
    """A value of the function at a point, or its limit at an end of a piece."""

    def __init__(self, value: Term, reach: Proof, attained: bool, ctx: Context) -> None:
        self.value, self.reach, self.attained = value, reach, attained
        self.number = _at_a_sample(value, ctx)


def _candidates(function: Term, domain: Term, ctx: Context, budget: Budget) -> list[_Candidate]:
    """Values at breakpoints, closed ends and exact critical points; limits at the ends of the pieces."""
    x, body = variable(function, ctx)
    whole = domain.args[0] if domain.head == "minus" else domain
    line = ctx.bind(x, whole)
    points = ordered([*breakpoints(function, whole, ctx), *domain_edges(body, x, line)], x, line)
    found: list[_Candidate] = []
    exact = [*points, *(e for e, b in zip(whole.args[:2], whole.args[2:], strict=True) if b in "[]")]
    for part in cut(line, x, points):
        if part.head != "interval":
            continue
        near = line.restrict(x, interval(part.args[0], part.args[1]))
        try:
            branch = resolve(body, near)
        except Rejected:  # the kernel does not see which branch rules; each of them has its points
            exact += ordered([p for b in variants(body, 4) if x in free(b) for p in solve(derivative(b, x, 1), x, near)], x, near)
            continue
        if x not in free(branch):
            exact.append(num(numeric.middle(part)))
        with suppress(Rejected):
            exact += ordered(solve(derivative(branch, x, 1), x, near), x, near)
        for side in ("left", "right"):
            for form in [branch, *candidates(branch, near)]:
                try:
                    v = limit(form, x, near, side)
                except Rejected:
                    continue
                budget.spend()
                reach: Proof = {"near": [show(part.args[0]), show(part.args[1])], "side": side}
                if form != branch:
                    reach["to"] = show(form)
                v = v if v in (OO, MINUS_OO) else tidy_number(v, ctx)
                found.append(_Candidate(v, reach, False, ctx))
                break
    for p in exact:
        try:
            in_set(p, domain, ctx)
            v = resolve(substitute(body, {x: p}), ctx)
            found.append(_Candidate(tidy_number(v, ctx), {"at": show(p)}, True, ctx))
        except Rejected:
            continue
    return [c for c in found if not math.isnan(c.number)]


def _best(function: Term, domain: Term, up: bool, hints: list[Term], ctx: Context, budget: Budget) -> list[_Candidate]:
    """The candidates for the supremum (infimum), attained ones first; empty if a sample beats them all."""
    found = _candidates(function, domain, ctx, budget)
    if not found:
        return []
    top = max(c.number for c in found) if up else min(c.number for c in found)
    near = 1e-9 * max(1.0, abs(top)) if math.isfinite(top) else 0.0
    best = [c for c in found if c.number == top or abs(c.number - top) <= near]
    for c in best:
        c.value = as_written(c.value, hints, ctx)
    return sorted(best, key=lambda c: not c.attained)


def as_written(v: Term, hints: list[Term], ctx: Context) -> Term:
    """The value in the form in which the statement has it, if it is there."""
    here = numeric.closed(v)
    if math.isinf(here):
        return v
    return next((h for h in hints if abs(numeric.closed(h) - here) <= 1e-9 * max(1.0, abs(here)) and is_zero(h - v, ctx)), v)


def _extremum(t: Term, hints: list[Term], ctx: Context, budget: Budget) -> Iterator[Proof]:
    from .formulas import find

    function, domain = t.args
    up = t.head in ("sup", "maximum")
    x, body = function.args
    reasons = []
    for c in _best(function, domain, up, hints, ctx, budget):
        proof: Proof = {"rule": "extremum", "value": show(c.value), **c.reach}
        if c.value in (OO, MINUS_OO):
            if c.value == (OO if up else MINUS_OO):
                yield proof
            continue
        relations = ("<=" if up else ">=",) if c.attained else (("<" if up else ">"), ("<=" if up else ">="))
        for relation in relations:
            try:
                bound = find(Term("closure", (x, domain, Term(relation, (body, c.value)))), True, ctx, budget)
            except Stuck as reason:
                reasons.append(str(reason))
                continue
            yield {**proof, "bound": bound, "strict": relation in "<>"}
    if reasons:
        budget.note(reasons[0])
    yield from _between(t, hints, ctx, budget)
    raise Stuck(f"no exact {t.head} was found, and no enclosure" + (f" ({reasons[0]})" if reasons else ""))


def _between(t: Term, hints: list[Term], ctx: Context, budget: Budget) -> Iterator[Proof]:
    """lower <= extremum <= upper, with ends from the statement if it has two, else a hundredth around the numerical value."""
    from .formulas import find

    function, domain = t.args
    if domain.head != "interval":
        return
    up = t.head in ("sup", "maximum")
    x, body = variable(function, ctx)
    points = breakpoints(function, domain, ctx)
    best: tuple[float, Fraction, Term] | None = None
    for part in cut(ctx.bind(x, domain), x, points):
        if part.head != "interval":
            continue
        branch = resolve(body, ctx.bind(x, part))
        q, v = numeric.lowest(neg(branch) if up else branch, x, part)
        if best is None or v < best[0]:
            best = (v, q, neg(branch) if up else branch)
    if best is None:
        return
    there, least = refined(best[2], x, best[1], domain)
    here = best[0] if least is None else least
    for lower, upper in enclosure_ends(-here if up else here, hints):
        sides = (function.args[1], num(upper)) if up else (num(lower), function.args[1])
        goal = Term("closure", (function.args[0], domain, Term("<=", sides)))
        try:
            bound = find(goal, True, ctx, budget)
        except Stuck:
            continue
        proof: Proof = {"rule": "extremum between", "lower": str(lower), "upper": str(upper), "at": str(there), "bound": bound,
                        "breakpoints": [show(p) for p in points]}
        if t.head in ("minimum", "maximum"):
            pieces = Pieces(function, domain, points, ctx)
            for i, side in ((0, "left"), (-1, "right")):
                form = _with_limit(pieces.branches[i], pieces.x, side, pieces.contexts[i])
                if form is not None:
                    proof |= {f"{side}_form": show(form)} if form != pieces.branches[i] else {}
                elif (fields := approach(pieces.branches[i], pieces.x, pieces.contexts[i], side, budget)) is not None:
                    proof[side] = {"rule": "limit", **fields}
        yield proof


def _with_limit(t: Term, x: str, side: str, ctx: Context) -> Term | None:
    """t, or a form of it that is defined on all of the interval, whose limit at the end is found."""
    for form in [t, *candidates(t, ctx)]:
        with suppress(Rejected):
            limit(form, x, ctx, side)
            if shown(form, ctx):
                return form
    return None


def enclosure_ends(here: float | Fraction, hints: list[Term]) -> list[tuple[Fraction, Fraction]]:
    """Pairs of rationals around a numerical value: the hints next to it on both sides, then decimals nearer than any hint."""
    hinted = [(numeric.closed(h), value(h)) for h in hints]
    numbers = sorted({q for _, q in hinted if q is not None})
    below, above = [q for q in numbers if q <= here], [q for q in numbers if q >= here]
    pairs = [(below[-1], above[0])] if below and above and above[0] > below[-1] else []
    gaps = [abs(float(v - here if q is None else q - here)) for v, q in hinted if math.isfinite(v)] if math.isfinite(here) else []
    nearest = min((g for g in gaps if g > (1e-14 if isinstance(here, float) else 1e-50)), default=1e-5)
    unit = Fraction(10) ** math.floor(math.log10(nearest) - 0.5)
    if math.isfinite(here):
        pairs += [(Fraction(math.floor(here / u)) * u, Fraction(math.floor(here / u) + 1) * u)
                  for u in dict.fromkeys((min(unit, Fraction(1, 10**3)), Fraction(1, 10**6)))]
    return pairs


def _solutions(t: Term, hints: list[Term], ctx: Context, budget: Budget) -> Iterator[Proof]:
    """All zeros (argmin: all points at the minimum): isolated solutions and whole pieces, then completeness."""
    from .formulas import find

    function, domain = t.args
    x, body = variable(function, ctx)
    if domain == REALS:
        for factor in (-1, 1) if t.head == "zeros" else (1,):
            for p in islice(periods(body, x, ctx, factor), 1):
                start = num(0)
                part = interval(start, add(start, p), "[", ")")
                try:
                    inner, _ = find_value(Term(t.head, (function, part)), [h for h in hints if h.head in ("num", "finite")], ctx, budget)
                except Stuck as reason:
                    budget.note(str(reason))
                    continue
                turning: Proof = {"turning": 1} if factor < 0 else {}
                yield {"rule": "over periods", "period": show(p), "from": show(start), "proof": inner, **turning}
    line, joint, level = ctx.bind(x, domain), breakpoints(function, domain, ctx), NOUGHT
    parts = cut(line, x, joint)
    if t.head != "zeros":
        constant = any(p.head == "interval" and is_zero(differentiate(resolve(body, near := line.restrict(x, p)), x), near) for p in parts)
        if not constant and all(h.head not in ("finite", "union", "progression") for h in hints):
            yield from _solutions_between(t, hints, ctx, budget)
        _, extremum = find_value(Term("minimum" if t.head == "argmin" else "maximum", (function, domain)), hints, ctx, budget)
        if extremum.value is None:
            if constant:
                yield from _solutions_between(t, hints, ctx, budget)
            raise Stuck("the extremum has no exact value, so the set where it is attained is not found")
        level = extremum.value
    cuts: list[Term] = []
    whole: set[tuple[Term, Term]] = set()
    for part in parts:
        if part.head == "finite":
            cuts += [part.args[0]] if _is_level(substitute(body, {x: part.args[0]}), level, ctx) else []
            continue
        near = line.restrict(x, part)
        gap = resolve(body, near) - level
        if is_zero(gap, near):
            whole.add((part.args[0], part.args[1]))
            cuts += [e for e in part.args[:2] if e in joint]
            continue
        turns = solve(differentiate(gap, x), x, near) if t.head != "zeros" else []
        cuts += ordered([*solve(gap, x, near), *(p for p in turns if _is_level(substitute(gap, {x: p}), NOUGHT, ctx))], x, near)
        cuts += [e for e, b in zip(part.args[:2], part.args[2:], strict=True)
                 if b in "[]" and _is_level(substitute(body, {x: e}), level, ctx)]
    if t.head == "zeros":
        flat = [numeric.ends(interval(low, high)) for low, high in whole]
        cuts += [e for e in domain_edges(body, x, line) if not any(a < numeric.closed(e) < b for a, b in flat)]
    cuts = list(dict.fromkeys(cuts))
    holds = [_is_level(substitute(body, {x: p.args[0]}), level, ctx) if p.head == "finite" else p.args[:2] in whole
             for p in cut_at(domain, cuts, ctx)]
    proof: Proof = {"rule": "solutions", "cuts": [show(c) for c in cuts], "holds": holds, "value": show(level)}
    relation = {"zeros": "!=", "argmin": ">", "argmax": "<"}[t.head]
    for name, head, sign_, wanted in (("equal", "forall", "=", True), ("proof", "closure", relation, False)):
        where = [p for p, h in zip(cut_at(domain, cuts, ctx), holds, strict=True) if h is wanted]
        if where:
            goal = Term(head, (function.args[0], Term("union", tuple(where)), Term(sign_, (function.args[1], level))))
            proof[name] = find(goal, True, ctx, budget)
    yield proof


def _is_level(t: Term, level: Term, ctx: Context) -> bool:
    try:
        return is_zero(resolve(t, ctx) - level, ctx)
    except Rejected:
        return False


def _solutions_between(t: Term, hints: list[Term], ctx: Context, budget: Budget) -> Iterator[Proof]:
    """argmin between two rationals of the statement: outside, the function is above its value at a point between them."""
    from .formulas import find

    function, domain = t.args
    if domain.head != "interval":
        return
    x, body = variable(function, ctx)
    up = t.head == "argmax"
    best: tuple[float, Fraction] | None = None
    points = breakpoints(function, domain, ctx)
    for part in cut(ctx.bind(x, domain), x, points):
        if part.head == "interval":
            branch = resolve(body, ctx.bind(x, part))
            q, v = numeric.lowest(neg(branch) if up else branch, x, part)
            q, _ = refined(branch, x, q, part)
            best = (v, q) if best is None or v < best[0] else best
    if best is None or not hints:
        return
    p = best[1]
    lower, upper = enclosure_ends(p, hints)[0]
    room = min(p - lower, upper - p) / 8
    p = numeric.simplest(p - room, p + room)
    level = substitute(function.args[1], {function.args[0].args[0]: num(p)})
    relation = "<" if up else ">"
    lo, hi, left, right = domain.args
    proofs = []
    for part in (interval(lo, num(lower), left, ")"), interval(num(upper), hi, "(", right)):
        goal = Term("forall", (function.args[0], part, Term(relation, (function.args[1], level))))
        proofs.append(find(goal, True, ctx, budget))
    yield {"rule": "solutions between", "at": str(p), "lower": str(lower), "upper": str(upper), "breakpoints": [show(p) for p in points],
           "proofs": proofs}


# ------------------------------------------------------------------ Lipschitz constants, Clarke intervals, limits

def _lipschitz(t: Term, hints: list[Term], ctx: Context, budget: Budget) -> Iterator[Proof]:
    function, domain = t.args
    points = breakpoints(function, domain, ctx)
    pieces = Pieces(function, domain, points, ctx)
    base: Proof = {"rule": "lipschitz", "breakpoints": [show(p) for p in points]}
    for j in range(len(points)):
        if not pieces.joins(j, 0):
            yield {**base, "jump": j}
    options: list[tuple[float, Term, Proof]] = []
    for i, near in enumerate(pieces.contexts):
        slope = pieces.slope(i, 1)
        for p in ordered([*solve(pieces.slope(i, 2), pieces.x, near), num(numeric.middle(near.domain(pieces.x)))], pieces.x, near):
            v = substitute(slope, {pieces.x: p})
            options.append((abs(_at_a_sample(v, ctx)), v, {"piece": i, "at": show(p)}))
        for side in ("left", "right"):
            for form in [slope, *candidates(slope, near)]:
                try:
                    v = limit(form, pieces.x, near, side)
                except Rejected:
                    continue
                reach: Proof = {"piece": i, "side": side}
                if form != slope:
                    reach["to"] = show(form)
                options.append((abs(_at_a_sample(v, ctx)), v, reach))
                break
    options = [o for o in options if not math.isnan(o[0])]
    if options:
        top = max(o[0] for o in options)
        for size, v, reach in options:
            if size < top - 1e-9:
                continue
            if math.isinf(size):
                yield {**base, **reach}
                continue
            bound = as_written(tidy_number(v if _at_a_sample(v, ctx) >= 0 else neg(v), ctx), hints, ctx)
            try:
                yield {**base, **reach, "value": show(bound), "proofs": slope_bound_proofs(pieces, bound, budget)}
                break
            except Stuck as reason:
                budget.note(str(reason))
    if not ctx.domains:
        yield from _lipschitz_between(pieces, base, hints, budget)
    raise Stuck("no exact Lipschitz constant was found, and no enclosure")


def _at_a_sample(v: Term, ctx: Context) -> float:
    """A number near v, for some values of the parameters in it."""
    here = {y: num(numeric.middle(d)) for y, d in ctx.domains if y in free(v) and not free(d)}
    return numeric.closed(substitute(v, here))


def _lipschitz_between(pieces: Pieces, base: Proof, hints: list[Term], budget: Budget) -> Iterator[Proof]:
    best: tuple[float, int, Fraction, Term] | None = None
    for i, near in enumerate(pieces.contexts):
        for s in (pieces.slope(i, 1), neg(pieces.slope(i, 1))):
            q, v = numeric.lowest(s, pieces.x, near.domain(pieces.x))
            if best is None or v < best[0]:
                best = (v, i, q, s)
    if best is None:
        return
    there, least = refined(best[3], pieces.x, best[2], pieces.contexts[best[1]].domain(pieces.x))
    for lower, upper in enclosure_ends(-(best[0] if least is None else least), hints):
        try:
            proofs = slope_bound_proofs(pieces, num(upper), budget)
        except Stuck:
            continue
        yield {**base, "rule": "lipschitz between", "piece": best[1], "at": str(there), "lower": str(lower), "upper": str(upper),
               "proofs": proofs}


def _clarke(t: Term, hints: list[Term], ctx: Context, budget: Budget) -> Iterator[Proof]:
    yield {"rule": "clarke"}


def _limits(t: Term, hints: list[Term], ctx: Context, budget: Budget) -> Iterator[Proof]:
    body, name, where, side = t.args
    x = fresh(name.args[0], frozenset(n for n, _ in ctx.domains))
    sides = {OO: "-", MINUS_OO: "+"}.get(where, side)
    halves: list[list[Proof]] = []
    waves: list[Proof] = []
    for s in "-+" if sides == "" else sides:
        if where in (OO, MINUS_OO):
            points = joints(body, x, ctx.bind(x, REALS))
            outer = [*([points[-1 if where == OO else 0]] if points else []), num(1 if where == OO else -1), num(8 if where == OO else -8)]
        else:
            outer = [where - num(w) if s == "-" else where + num(w) for w in (Fraction(1), Fraction(1, 16), Fraction(1, 4096))]
        nodes: list[Proof] = []
        for o in outer:
            near = ctx.bind(x, interval(o, where) if s == "-" else interval(where, o))
            try:
                branch = resolve(body, near)
            except Rejected:
                continue
            waves += [{"rule": "sequences", "from": show(o), "side": s, **wave} for wave in oscillations(branch, x)]
            fields = approach(branch, x, near, "right" if s == "-" else "left", budget)
            if fields is not None:
                nodes.append({"rule": "limit", "from": show(o), **fields})
            if nodes:
                break
        halves.append(nodes)
    if all(halves):
        yield halves[0][0] if sides != "" else {"rule": "limit", "proofs": [h[0] for h in halves]}
    yield from waves
    if where in (OO, MINUS_OO):
        for period in ("2*pi", "pi"):
            for a, b in (("0", "pi/2"), ("0", "pi"), ("0", "1")):
                yield {"rule": "oscillation", "period": period, "points": [a, b]}
    raise Stuck("no rule gives this limit")


# ------------------------------------------------------------------ measures and expectations

def _regions(t: Term, ctx: Context, budget: Budget) -> Proof:
    """Open intervals on which the relation of a set holds or fails, or holds at isolated points only."""
    from .formulas import find

    name, body = t.args[0].args
    x = name.args[0]
    line = ctx.bind(x, REALS)
    points = joints(body, x, line)
    extra: list[Term] = []
    for relation in [r for r in subterms(body) if r.head in RELATIONS]:
        for part in cut(line, x, points):
            if part.head == "interval":
                near = line.restrict(x, part)
                try:
                    extra += solve(resolve(relation.args[0], near) - resolve(relation.args[1], near), x, near)
                except Rejected:
                    continue
    points = ordered([*points, *extra], x, line)
    proofs: list[Proof] = []
    for part in cut(line, x, points):
        if part.head != "interval":
            continue
        near = line.restrict(x, part)
        for holds in (True, False):
            try:
                proofs.append({**find(body, holds, near, budget), "holds": holds})
                break
            except Stuck:
                continue
        else:
            proofs.append({"rule": "null", "nonzero_at": str(numeric.middle(part))})
    return {"breakpoints": [show(p) for p in points], "proofs": proofs}


def _measure(t: Term, hints: list[Term], ctx: Context, budget: Budget) -> Iterator[Proof]:
    name, body = t.args[0].args
    if body.head == "=":  # isolated solutions, perhaps infinitely many
        line = ctx.bind(name.args[0], REALS)
        points, proofs = joints(body, name.args[0], line), []
        for part in cut(line, name.args[0], points):
            near = line.restrict(name.args[0], part) if part.head == "interval" else line
            with suppress(Rejected):
                gap = resolve(body.args[0], near) - resolve(body.args[1], near)
                rows = [here for here, v in numeric.samples(gap, near, 12) if abs(v) > 1e-6]  # plainly not 0, in every arithmetic
                where = min(rows, key=lambda here: max(map(abs, here.values()), default=0), default=None)
                if part.head == "interval" and where and set(where) == {name.args[0]}:
                    proofs.append({"rule": "null", "nonzero_at": str(where[name.args[0]])})
        if len(proofs) == len(points) + 1:
            yield {"rule": "measure", "breakpoints": [show(p) for p in points], "proofs": proofs}
    yield {"rule": "measure", **_regions(t, ctx, budget)}


def _probability(t: Term, hints: list[Term], ctx: Context, budget: Budget) -> Iterator[Proof]:
    regions = _regions(t, ctx, budget)
    for hint in hints:
        if 0 <= numeric.closed(hint) <= 1:
            yield {"rule": "probability", "value": show(hint), **regions}
    ends = [MINUS_OO, *(read_term(p) for p in regions["breakpoints"]), OO]
    held = [below(b) - below(a) for a, b, proof in zip(ends, ends[1:], regions["proofs"], strict=False) if proof.get("holds")]
    yield {"rule": "probability", "value": show(tidy_number(add(*held), ctx)), **regions}


def _expectation(t: Term, hints: list[Term], ctx: Context, budget: Budget) -> Iterator[Proof]:
    function = t.args[0]
    yield from _without_values(function, ctx)
    points = breakpoints(function, REALS, ctx)
    try:
        pieces = Pieces(function, REALS, points, ctx)
    except Rejected:  # a root or a quotient may need to be cut at 0
        x = function.args[0].args[0]
        pieces = Pieces(function, REALS, ordered([*points, NOUGHT], x, ctx.bind(x, REALS)), ctx)
    yield from closed_forms(pieces, hints, ctx, budget)
    yield from reflected(t, pieces, hints, ctx, budget)
    yield from combined(t, pieces, hints, ctx, budget)
    yield from quadrature(pieces, hints, ctx, budget)


def _without_values(function: Term, ctx: Context) -> Iterator[Proof]:
    """An interval on which the function has no value, if there is one."""
    x, body = variable(function, ctx)
    line = ctx.bind(x, REALS)
    for part in cut(line, x, domain_edges(body, x, line)):
        if part.head == "interval":
            with suppress(Rejected):
                no_value((body,), line.restrict(x, part))
                yield {"rule": "nowhere", "on": [show(e) for e in part.args[:2]]}


def _comparison(formula: Term, ctx: Context, budget: Budget) -> Proof:
    """E f <= E g from f <= g."""
    from .formulas import find

    left, right = formula.args if formula.head[0] == "<" else formula.args[::-1]
    growths = [growth(a.args[0], ctx) for a in (left, right)]
    x = left.args[0].args[0]
    f, g = left.args[0].args[1], substitute(right.args[0].args[1], {right.args[0].args[0].args[0]: x})
    proof: Proof = {"rule": "comparison", "integrable": growths,
                    "proof": find(Term("forall", (x, REALS, Term("<=", (f, g)))), True, ctx, budget)}
    if formula.head in ("<", ">"):
        for a, b in ((-1, 0), (0, 1), (1, 2), (-2, -1)):
            strictly = Term("forall", (x, interval(num(a), num(b)), Term("<", (f, g))))
            try:
                proof |= {"strict_on": [str(a), str(b)], "strict": find(strictly, True, ctx, budget)}
                break
            except Stuck:
                continue
    return _checked(formula, True, proof, ctx)


FINDERS = {
    "sup": _extremum, "inf": _extremum, "minimum": _extremum, "maximum": _extremum, "range": ranges, "zeros": _solutions,
    "argmin": _solutions, "argmax": _solutions, "lipschitz": _lipschitz, "clarke": _clarke, "lim": _limits, "measure": _measure,
    "P": _probability, "E": _expectation,
}
