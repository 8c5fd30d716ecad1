"""The rules for values: suprema, ranges, zero sets, Lipschitz constants, limits, Clarke intervals, measures, expectations.

`evaluate` accepts a proof that a value is exactly a given term or set, that it lies between two rationals, or that it does
not exist (a minimum that is not attained, say).
"""

from __future__ import annotations

from collections.abc import Callable

from .calculus import one_sided, resolve, same
from .extent import NEG, POS, ZERO, Context, defined, interval, sign
from .formulas import cut_at, in_set, no_value, open_part, prove, union_of
from .gaussian import GAUSSIAN_RULES, below
from .gaussian_closed import CLOSED_RULES
from .identity import equal
from .limit import INFINITE, limit, oscillates
from .predicates import Facts, Pieces, slope_bounds, value_at
from .signs import cut, member, repeats
from .step import Node, Step, Value
from .tends import rewritten, tends
from .term import (
    MINUS_OO,
    ONE,
    OO,
    REALS,
    NoValue,
    Rejected,
    Term,
    add,
    apart,
    free,
    fresh,
    mul,
    neg,
    num,
    rebuild,
    substitute,
    sym,
)


def evaluate(t: Term, node: Node, ctx: Context) -> Value:
    rule = VALUE_RULES.get(node.rule)
    if rule is None or t.head not in rule[1]:
        raise Rejected(f"rule '{node.rule}' gives no value of '{t.head}'")
    taken = frozenset(n for n, _ in ctx.domains)
    return rule[0](rebuild(apart(t, taken), lambda a: apart(a, taken)), node, ctx)


def _claim(t: Term, v: Term) -> Term:
    return Term("=", (t, v))


def extremum(t: Term, node: Node, ctx: Context) -> Value:
    """sup f = v: f <= v wherever f is defined on S, and v is a value of f, or the one-sided limit of a branch inside S.

    With a strict bound the supremum is not attained: the maximum does not exist. v = oo is shown by a limit alone.
    """
    function, domain = t.args
    up = t.head in ("sup", "maximum")
    v = node.term("value", ctx) if node.text("value") not in ("oo", "-oo") else OO if node.text("value") == "oo" else MINUS_OO
    attained, steps, facts = _reach(function, domain, v, node, ctx)
    if v in INFINITE:
        if v != (OO if up else MINUS_OO):
            raise Rejected("an infinite supremum is oo, an infinite infimum is -oo")
    else:
        strict = node.data.get("strict") is True
        relation = {(True, True): "<", (True, False): "<=", (False, True): ">", (False, False): ">="}[up, strict]
        x, body = function.args
        steps = (*steps, prove(Term("closure", (x, domain, Term(relation, (body, v)))), True, node.proof("bound"), ctx))
        if not attained and not strict:
            attained = None
    step = Step("extremum", ctx, _claim(t, v), facts, steps)
    if t.head in ("minimum", "maximum") and attained is not True:
        if attained is False:
            return Value(step)
        raise Rejected("whether the extremum is attained is not shown")
    return Value(step, v, None, attained)


def _reach(function: Term, domain: Term, v: Term, node: Node, ctx: Context) -> tuple[bool | None, tuple[Step, ...], Facts]:
    """v is a value of f at a point of S (True), or the limit of f at the end of an interval inside S (False)."""
    x, body = function.args
    if node.has("at"):
        p = node.term("at", ctx)
        in_set(p, domain, ctx)
        here = resolve(substitute(body, {x.args[0]: p}), ctx)
        defined(here, ctx)
        if not same(here, v, ctx):
            raise Rejected("the value at the point is not the extremum")
        return True, (), (("attained", (p, v)),)
    near, side = _near(domain, x.args[0], node, ctx)
    branch = resolve(body, near)
    found, steps = tends(branch, node, x.args[0], near, side)
    if not same(found, v, ctx):
        raise Rejected("the limit is not the extremum")
    return False, steps, (("approached", (near.domain(x.args[0]), sym(side), branch)),)


def _near(domain: Term, x: str, node: Node, ctx: Context) -> tuple[Context, str]:
    """An open interval inside S at one end of which a limit is taken."""
    a, b = node.terms("near", ctx, 2)
    if domain.head != "interval":
        raise Rejected("a limit is taken inside an interval")
    return ctx.bind(x, open_part(a, b, domain, ctx, "the interval of a limit")), node.text("side", ("left", "right"))


def extremum_between(t: Term, node: Node, ctx: Context) -> Value:
    """lower <= sup f <= upper: f <= upper everywhere on S, f(p) >= lower at a point p of S.

    A minimum exists besides: f is continuous on R, and at both infinite ends its limit is above f(p).
    """
    function, domain = t.args
    x, body = function.args
    up = t.head in ("sup", "maximum")
    lower, upper = node.term("lower", ctx), node.term("upper", ctx)
    p = node.term("at", ctx)
    in_set(p, domain, ctx)
    here = resolve(substitute(body, {x.args[0]: p}), ctx)
    if sign(here - lower if up else upper - here, ctx) & NEG:
        raise Rejected("the value at the point is not on the right side of the enclosure")
    bound = Term("closure", (x, domain, Term("<=", (body, upper) if up else (lower, body))))
    steps = [prove(bound, True, node.proof("bound"), ctx)]
    attained = None
    if t.head in ("minimum", "maximum"):
        if domain != REALS:
            raise Rejected("the existence of an extremum is shown on R only")
        pieces = Pieces(function, domain, node.terms("breakpoints", ctx), ctx)
        pieces.demand(0)
        for i, side in ((0, "left"), (-1, "right")):
            far, proved = _far(pieces, i, side, node)
            steps += proved
            if far == (MINUS_OO if up else OO):
                continue
            if far in INFINITE or sign(here - far if up else far - here, ctx) != POS:
                raise Rejected("the limits at infinity do not leave the extremum inside")
        attained = True
    facts = (("between", (lower, upper)), ("at", (p,)))
    return Value(Step("extremum between", ctx, t, facts, tuple(steps)), None, (lower, upper), attained)


def _far(pieces: Pieces, i: int, side: str, node: Node) -> tuple[Term, tuple[Step, ...]]:
    """The limit at an infinite end, by the proof for that side if there is one."""
    if node.has(side):
        return tends(pieces.branches[i], node.proof(side), pieces.x, pieces.contexts[i], side)
    return limit(_tail_form(pieces, i, side, node), pieces.x, pieces.contexts[i], side), ()


def _tail_form(pieces: Pieces, i: int, side: str, node: Node) -> Term:
    key = f"{side}_form"
    if not node.has(key):
        return pieces.branches[i]
    s = node.term(key, pieces.contexts[i])
    defined(s, pieces.contexts[i])
    if not equal(s, pieces.branches[i], pieces.contexts[i]):
        raise Rejected("the form of a branch at infinity is not identical to the branch")
    return s


def function_range(t: Term, node: Node, ctx: Context) -> Value:
    """S cut into intervals and points. On an interval a continuous f takes the values from its infimum to its supremum, these
    if they are attained; at a point its value; where f has no value it takes none. The range is the union."""
    function, domain = t.args
    x, body = function.args[0].args[0], function.args[1]
    whole = not node.has("cuts")
    parts = [domain] if whole else cut_at(domain, node.terms("cuts", ctx), ctx)
    proofs = iter([node] if whole else node.proofs(count=sum(p.head == "interval" for p in parts)))
    found: list[Term] = []
    steps: list[Step] = []
    facts: Facts = ()
    for part in parts:
        if part.head == "finite":
            try:
                here = value_at(body, x, part.args[0], ctx)
            except NoValue:
                facts = (*facts, ("no value", (part,)))
                continue
            found, facts = [*found, Term("finite", (here,))], (*facts, ("value", (part.args[0], here)))
            continue
        proof = next(proofs)
        if proof.rule == "undefined":
            no_value((body,), ctx.bind(x, part))
            facts = (*facts, ("no value", (part,)))
            continue
        pieces = Pieces(function, part, proof.terms("breakpoints", ctx), ctx)
        pieces.demand(0)
        low, high = (evaluate(Term(end, (function, part)), proof.proof(end), ctx) for end in ("inf", "sup"))
        if low.value is None or high.value is None or low.attained is None or high.attained is None:
            raise Rejected("the ends of a range are exact, and shown to be attained or not")
        found.append(Term("interval", (low.value, high.value, "[" if low.attained else "(", "]" if high.attained else ")")))
        steps, facts = [*steps, low.step, high.step], (*facts, *pieces.facts(0), ("takes", (part, found[-1])))
    result = union_of(found, ctx)
    return Value(Step("range", ctx, _claim(t, result), facts, tuple(steps)), result)


def where_equal(t: Term, node: Node, ctx: Context) -> Value:
    """S cut into intervals and points: {f = 0} (argmin: {f = v}) is the union of those on which f has the value everywhere,
    as it has the value nowhere else on S (argmin: there f > v)."""
    function, domain = t.args
    x, body = function.args
    level = num(0) if t.head == "zeros" else node.term("value", ctx)
    parts, holds = cut_at(domain, node.terms("cuts", ctx), ctx), node.data.get("holds")
    if not isinstance(holds, list) or len(holds) != len(parts) or not all(type(h) is bool for h in holds):
        raise Rejected("each of the intervals and points says whether it belongs to the solutions")
    inside, rest = ([p for p, h in zip(parts, holds, strict=True) if h is wanted] for wanted in (True, False))
    other = {"zeros": "!=", "argmin": ">", "argmax": "<"}[t.head]
    steps = [prove(Term(head, (x, Term("union", tuple(where)), Term(relation, (body, level)))), True, node.proof(name), ctx)
             for head, where, relation, name in (("forall", inside, "=", "equal"), ("closure", rest, other, "proof")) if where]
    found = union_of(inside, ctx)
    if t.head != "zeros" and found == Term("finite", ()):
        raise Rejected("that a minimum or maximum is nowhere attained is shown by its value")
    return Value(Step("solutions", ctx, _claim(t, found), (("solutions", (found,)),), tuple(steps)), found)


def over_periods(t: Term, node: Node, ctx: Context) -> Value:
    """f(x + p) = f(x), for zeros perhaps -f(x), p > 0: the solutions on R are those in [a, a + p) and all that lie a multiple of
    p away from one of them; the range on R is that on [a, a + p)."""
    function, domain = t.args
    if domain != REALS:
        raise Rejected("solutions are continued by a period to all of R only")
    p, a = node.term("period", ctx), node.term("from", ctx)
    repeats(function.args[1], function.args[0].args[0], p, -1 if t.head == "zeros" and node.has("turning") else 1, ctx)
    inner = evaluate(Term(t.head, (function, interval(a, add(a, p), "[", ")"))), node.proof(), ctx)
    if t.head == "range" and inner.value is not None:
        return Value(Step("over periods", ctx, _claim(t, inner.value), (("period", (p,)),), (inner.step,)), inner.value)
    if inner.value is None or inner.value.head != "finite":
        raise Rejected("the solutions within a period are not known exactly")
    k = sym(fresh("k", free(p) | free(inner.value)))
    rows = tuple(Term("progression", (k, add(z, mul(k, p)))) for z in inner.value.args)
    found = inner.value if not rows else rows[0] if len(rows) == 1 else Term("union", rows)
    return Value(Step("over periods", ctx, _claim(t, found), (("period", (p,)),), (inner.step,)), found)


def where_extreme(t: Term, node: Node, ctx: Context) -> Value:
    """Every point of argmin f lies in [lower, upper], and there is one: f is continuous on the interval S that contains
    [lower, upper], and outside it f is above its value at a point inside (the minimum over the compact part is taken)."""
    function, domain = t.args
    x, body = function.args
    pieces = Pieces(function, domain, node.terms("breakpoints", ctx), ctx)
    pieces.demand(0)
    lower, p, upper = (node.term(name, ctx) for name in ("lower", "at", "upper"))
    for a, b in ((lower, p), (p, upper)):
        if sign(b - a, ctx) & NEG:
            raise Rejected("the point must lie between the ends")
    for q in (lower, upper):
        in_set(q, domain, ctx)
    relation = {"argmin": ">", "argmax": "<"}[t.head]
    lo, hi, left, right = domain.args
    level = substitute(body, {x.args[0]: p})
    defined(resolve(level, ctx), ctx)
    outside = (interval(lo, lower, left, ")"), interval(upper, hi, "(", right))
    steps = tuple(prove(Term("forall", (x, part, Term(relation, (body, level)))), True, proof, ctx)
                  for part, proof in zip(outside, node.proofs(count=2), strict=True))
    return Value(Step("solutions between", ctx, t, (("between", (lower, upper)), ("at", (p,))), steps), None, (lower, upper))


def lipschitz_constant(t: Term, node: Node, ctx: Context) -> Value:
    """f continuous on an interval: the least Lipschitz constant is sup |f'| over the pieces; v bounds it, and is a value
    of |f'| at a point of a piece or its limit at an end of one. oo: f' has an infinite limit, or f jumps."""
    function, domain = t.args
    pieces = Pieces(function, domain, node.terms("breakpoints", ctx), ctx)
    if node.has("jump"):
        if pieces.joins(j := node.integer("jump", 0, len(pieces.breakpoints) - 1), 0):
            raise Rejected("the function does not jump there")
        return Value(Step("lipschitz", ctx, _claim(t, OO), (*pieces.facts(0), ("jump", (pieces.breakpoints[j],)))), OO)
    i = node.integer("piece", 0, len(pieces.contexts) - 1)
    slope, near = pieces.slope(i, 1), pieces.contexts[i]
    if node.has("at"):
        p = node.term("at", near)
        member(near, pieces.x, p)
        reached = substitute(slope, {pieces.x: p})
    else:
        reached = limit(rewritten(slope, node, near), pieces.x, near, node.text("side", ("left", "right")))
    if reached in INFINITE:
        return Value(Step("lipschitz", ctx, _claim(t, OO), pieces.facts(1)), OO)
    v = node.term("value", ctx)
    if not (equal(reached, v, ctx) or equal(neg(reached), v, ctx)):
        raise Rejected("the slope reached is not shown to be the constant")
    pieces.demand(0)
    steps = slope_bounds(pieces, v, node)
    return Value(Step("lipschitz", ctx, _claim(t, v), (*pieces.facts(1), ("reached", (near.domain(pieces.x), reached))), steps), v)


def lipschitz_between(t: Term, node: Node, ctx: Context) -> Value:
    """lower <= |f'(p)| at a point of a piece, |f'| <= upper on all pieces, f continuous."""
    function, domain = t.args
    pieces = Pieces(function, domain, node.terms("breakpoints", ctx), ctx)
    pieces.demand(0)
    near = pieces.contexts[i := node.integer("piece", 0, len(pieces.contexts) - 1)]
    p, lower, upper = node.term("at", near), node.term("lower", ctx), node.term("upper", ctx)
    member(near, pieces.x, p)
    here = substitute(pieces.slope(i, 1), {pieces.x: p})
    if sign(here - lower, ctx) & NEG and sign(neg(here) - lower, ctx) & NEG:
        raise Rejected("the slope at the point is below the lower bound")
    steps = slope_bounds(pieces, upper, node)
    return Value(Step("lipschitz", ctx, t, (("between", (lower, upper)),), steps), None, (lower, upper))


def clarke(t: Term, node: Node, ctx: Context) -> Value:
    """f continuous at c with finite one-sided limits of f': the closed interval between them."""
    function, c = t.args
    x, body = function.args[0].args[0], function.args[1]
    here = resolve(substitute(body, {x: c}), ctx)
    defined(here, ctx)
    for side in "-+":
        if not same(one_sided(body, x, c, side, 0, ctx), here, ctx):
            raise Rejected("there is no Clarke subdifferential at a jump")
    left, right = (one_sided(body, x, c, side, 1, ctx) for side in "-+")
    if left in INFINITE or right in INFINITE:
        raise Rejected("a one-sided limit of the derivative is infinite: f is not Lipschitz there")
    low, high = (right, left) if sign(right - left, ctx) & NEG else (left, right)
    if sign(high - low, ctx) & NEG:
        raise Rejected("the order of the one-sided derivatives is not decided")
    found = interval(low, high, "[", "]")
    return Value(Step("clarke", ctx, _claim(t, found), (("joint", (c, ONE, left, right)),)), found)


def limits(t: Term, node: Node, ctx: Context) -> Value:
    """The limit of the branch that rules near the point; two-sided limits are two equal one-sided ones."""
    body, x, where, side = t.args
    sides = {OO: "-", MINUS_OO: "+"}.get(where, side)
    found, steps = [], []
    for i, s in enumerate("-+" if sides == "" else sides):
        proof = node.proofs(count=2)[i] if sides == "" else node
        near = _beside(where, s, x.args[0], proof, ctx)
        branch = resolve(body, near)
        value, inner = tends(branch, proof, x.args[0], near, "right" if s == "-" else "left")
        found.append(value)
        steps.append(Step("limit", near, Term("lim", (branch, x, where, s)), (("value", (value,)),), inner))
    if len(found) == 2 and not same(found[0], found[1], ctx):
        return Value(Step("limits differ", ctx, t, (("sides", tuple(found)),), tuple(steps)))
    return Value(Step("limit", ctx, _claim(t, found[0]), (), tuple(steps)), found[0])


def _beside(where: Term, side: str, x: str, node: Node, ctx: Context) -> Context:
    """The context with x in the interval, on that side of the point, that the proof names."""
    outer = node.term("from", ctx) if node.text("from") not in ("oo", "-oo") else OO if node.text("from") == "oo" else MINUS_OO
    ends = (outer, where) if side == "-" else (where, outer)
    return ctx.bind(x, open_part(*ends, REALS, ctx, "the interval of a one-sided limit"))


def sequences(t: Term, node: Node, ctx: Context) -> Value:
    """Two sequences on one side of the point with different limits, at which an inner function takes the values a + 2 pi n, b + 2 pi n."""
    body, x, where, side = t.args
    side = {OO: "-", MINUS_OO: "+"}.get(where, side) or node.text("side", ("-", "+"))
    near = _beside(where, side, x.args[0], node, ctx)
    branch, inner, (a, b) = resolve(body, near), node.term("inner", near), node.terms("points", ctx, 2)
    u, v = oscillates(branch, x.args[0], near, "right" if side == "-" else "left", inner, [a, b])
    return Value(Step("sequences", near, t, (("oscillation", (where, branch, inner, a, u, b, v)),)))


def oscillation(t: Term, node: Node, ctx: Context) -> Value:
    """f(x + p) = f(x) by identity, p > 0, and f takes two values: two sequences to infinity with different limits."""
    body, x, where, _ = t.args
    p = node.term("period", ctx)
    a, b = node.terms("points", ctx, 2)
    near = ctx.bind(x.args[0], REALS)
    branch = resolve(body, near)
    shifted = substitute(branch, {x.args[0]: add(x, p)})
    defined(branch, near)
    if where not in INFINITE or sign(p, ctx) != POS or not equal(branch, shifted, near):
        raise Rejected("the term is not shown to be periodic, or the limit is not at infinity")
    u, v = (substitute(branch, {x.args[0]: q}) for q in (a, b))
    if sign(u - v, ctx) & ZERO:
        raise Rejected("the two values are not shown to be different")
    return Value(Step("oscillation", ctx, t, (("sequences", (p, a, u, b, v)),)))


# ------------------------------------------------------------------ measures and expectations

def _regions(t: Term, node: Node, ctx: Context) -> tuple[list[tuple[Term, Term]], tuple[Step, ...]]:
    """The open intervals between the breakpoints on which the formula of a set holds; on the others it fails at all but
    finitely many points. The breakpoints are a null set."""
    if t.args[0].head not in ("such", "lambda"):
        raise Rejected("a measure is taken of a set {x : relation}")
    x, body = t.args[0].args[0].args[0], t.args[0].args[1]
    line = ctx.bind(x, REALS)
    regions, steps = [], []
    parts = [p for p in cut(line, x, node.terms("breakpoints", ctx)) if p.head == "interval"]
    for part, proof in zip(parts, node.proofs(count=len(parts)), strict=True):
        near = line.restrict(x, part)
        if proof.rule == "null":
            steps.append(_almost_nowhere(body, x, proof, near))
            continue
        truth = proof.data.get("holds")
        if not isinstance(truth, bool):
            raise Rejected("each interval of a measure says whether the relation holds there")
        steps.append(prove(body, truth, proof, near))
        if truth:
            regions.append((part.args[0], part.args[1]))
    return regions, tuple(steps)


def _almost_nowhere(body: Term, x: str, node: Node, ctx: Context) -> Step:
    """s = t with s - t analytic on the interval and not identically 0: its solutions are isolated, a null set."""
    if body.head != "=":
        raise Rejected("only an equation has a null set of solutions by analyticity")
    t = resolve(body.args[0], ctx, True) - resolve(body.args[1], ctx, True)
    defined(t, ctx, True)
    where = node.term("nonzero_at", ctx)
    member(ctx, x, where)
    if sign(substitute(t, {x: where}), ctx.at(x, where)) & ZERO:
        raise Rejected("the difference is not shown to be different from 0 at the witness")
    return Step("isolated", ctx, Term("not", (body,)), (("witness", (where,)),))


def measure(t: Term, node: Node, ctx: Context) -> Value:
    """Lebesgue measure: the lengths of the open intervals on which the relation holds, added up."""
    regions, steps = _regions(t, node, ctx)
    infinite = any(a == MINUS_OO or b == OO for a, b in regions)
    found = OO if infinite else add(*(b - a for a, b in regions)) if regions else num(0)
    return Value(Step("measure", ctx, _claim(t, found), tuple(("region", r) for r in regions), steps), found)


def probability(t: Term, node: Node, ctx: Context) -> Value:
    """P over a standard normal variable: the normal measure of the open intervals on which the relation holds."""
    regions, steps = _regions(t, node, ctx)
    found = node.term("value", ctx)
    total = add(*(below(b) - below(a) for a, b in regions)) if regions else num(0)
    if not equal(total, found, ctx):
        raise Rejected("the probability is not the one given")
    return Value(Step("probability", ctx, _claim(t, found), tuple(("region", r) for r in regions), steps), found)



VALUE_RULES: dict[str, tuple[Callable[[Term, Node, Context], Value], tuple[str, ...]]] = {
    "extremum": (extremum, ("sup", "inf", "minimum", "maximum")),
    "extremum between": (extremum_between, ("sup", "inf", "minimum", "maximum")),
    "range": (function_range, ("range",)), "solutions": (where_equal, ("zeros", "argmin", "argmax")),
    "over periods": (over_periods, ("zeros", "argmin", "argmax", "range")), "solutions between": (where_extreme, ("argmin", "argmax")),
    "lipschitz": (lipschitz_constant, ("lipschitz",)), "lipschitz between": (lipschitz_between, ("lipschitz",)),
    "clarke": (clarke, ("clarke",)), "limit": (limits, ("lim",)), "oscillation": (oscillation, ("lim",)),
    "sequences": (sequences, ("lim",)),
    "measure": (measure, ("measure",)), "probability": (probability, ("P",)),
    **{name: (rule, ("E",)) for name, rule in {**GAUSSIAN_RULES, **CLOSED_RULES}.items()},
}
