"""The rules for expectations over a standard normal variable Z, with density phi.

E f(Z) is an integral that converges absolutely: every rule shows E |f(Z)| < oo before it speaks of the value. `integrable`
shows it from the pieces of f: bounded parts, and a majorant of the growth on the two unbounded ones.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache

from .calculus import derivative, resolve
from .enclose import smooth_on
from .extent import ANY, MASKS, NEG, POS, Arithmetic, Context, Extent, defined, extent, interval, numbers, sign
from .formulas import no_value, open_part, prove, put_in, top_values
from .growth import Majorant, beyond, majorant
from .identity import equal
from .jets import Jets
from .limit import INFINITE, limit
from .predicates import Facts, Pieces
from .signs import prove_sign
from .step import Node, Step, Value
from .term import (
    HALF,
    MINUS_OO,
    ONE,
    OO,
    PI,
    REALS,
    RELATIONS,
    Rejected,
    Term,
    add,
    apart,
    apply,
    free,
    fresh,
    mul,
    num,
    power,
    substitute,
    sym,
)

Span = tuple[Fraction, Fraction]


def density(x: Term) -> Term:
    """phi(x), the density of the standard normal law."""
    return mul(power(mul(num(2), PI), num(Fraction(-1, 2))), apply("exp", mul(num(Fraction(-1, 2)), power(x, num(2)))))


def below(a: Term) -> Term:
    """P(Z < a)."""
    if a in INFINITE:
        return num(0) if a == MINUS_OO else ONE
    return mul(HALF, add(ONE, apply("erf", mul(a, power(num(2), num(Fraction(-1, 2)))))))


def nowhere(t: Term, node: Node, ctx: Context) -> Value:
    """f has no value on an interval, in which Z lies with positive probability: the expectation does not exist."""
    x, body = t.args[0].args
    a, b = node.terms("on", ctx, 2)
    where = open_part(a, b, REALS, ctx, "the interval without values")
    no_value((body,), ctx.bind(x.args[0], where))
    return Value(Step("nowhere", ctx, t, (("no value", (where,)),)))


# ------------------------------------------------------------------ integrability

def integrable(function: Term, node: Node, ctx: Context) -> Step:
    """E |f(Z)| < oo, from |f(x)| <= A + B |x| for all x (rule 'introduce'), or piece by piece (rule 'growth')."""
    if node.rule == "growth":
        pieces = Pieces(function, REALS, node.terms("breakpoints", ctx), ctx)
        facts = [f for i in range(len(pieces.contexts)) for f in bounded_piece(pieces, i, node)]
        return Step("growth", ctx, function, tuple(facts))
    x, body = function.args
    a, b = node.term("constant", ctx), node.term("rate", ctx)
    bound = add(a, mul(b, apply("abs", x)))
    return prove(Term("forall", (x, REALS, Term("<=", (apply("abs", body), bound)))), True, node, ctx)


def bounded_piece(pieces: Pieces, i: int, node: Node) -> Facts:
    """f times phi converges absolutely on piece i: up to |x| = T the branch is continuous on a closed bounded interval, and
    beyond it has a majorant of sums of c |x|^n e^(a |x|)."""
    far = num(node.integer("beyond", 1, 10**6))
    lo, hi, _, _ = pieces.contexts[i].domain(pieces.x).args
    facts: Facts = ()
    for c in pieces.breakpoints:
        if sign(far - c, pieces.ctx) != POS or sign(far + c, pieces.ctx) != POS:
            raise Rejected("the growth is looked at beyond all breakpoints")
    defined(pieces.branches[i], pieces.ctx.bind(pieces.x, interval(-far if lo == MINUS_OO else lo, far if hi == OO else hi, "[", "]")))
    for outer, end in ((interval(MINUS_OO, -far), lo), (interval(far, OO), hi)):
        if end in INFINITE:
            found = majorant(pieces.branches[i], pieces.x, pieces.ctx.bind(pieces.x, outer))
            facts += (("majorant", (outer, pieces.branches[i], told(found, sym(pieces.x)))),)
    return facts


def told(found: Majorant, x: Term) -> Term:
    """A majorant for a reader, coefficients rounded up to three decimals."""
    size = apply("abs", x)
    parts = []
    for (n, a), c in sorted(found.items()):
        factors = [num(Fraction(-(-c.numerator * 1000 // c.denominator), 1000))]
        factors += [power(size, num(n))] if n else []
        factors += [apply("exp", mul(num(a), size))] if a else []
        parts.append(mul(*factors))
    return add(*parts) if parts else num(0)


def linearity(formula: Term, truth: bool, node: Node, ctx: Context) -> Step:
    """The difference of the two sides of a relation is c_0 + sum of c_i E f_i by identity, with f_i(Z) shown to be integrable: it is
    the expectation of c_0 + sum of c_i f_i(Z), whose value or enclosure has the sign that the relation says."""
    from .values import evaluate

    found = top_values(formula) if formula.head in RELATIONS else []
    if not found or any(t.head != "E" for t in found):
        raise Rejected("rule 'linear relation' is for relations between sums of expectations")
    taken = frozenset(n for n, _ in ctx.domains)
    functions = [apart(t.args[0], taken) for t in found]
    steps = [integrable(f, q, ctx) for f, q in zip(functions, node.proofs("integrable", len(found)), strict=True)]
    names, inner = [], ctx
    for i in range(len(found)):
        names.append(sym(fresh(f"e_{i}", frozenset(n for n, _ in inner.domains))))
        inner = inner.bind(names[-1].args[0], REALS)
    t = resolve(put_in(formula.args[0] - formula.args[1], dict(zip(found, names, strict=True))), inner)
    nothing = {v.args[0]: num(0) for v in names}
    constant = substitute(t, nothing)
    weights = [substitute(t, {**nothing, v.args[0]: ONE}) - constant for v in names]
    defined(t, inner)
    if not equal(t, add(constant, *(mul(c, v) for c, v in zip(weights, names, strict=True))), inner):
        raise Rejected("the difference of the two sides is not shown to be linear in the expectations")
    x = sym(fresh("x", taken))
    bodies = [substitute(f.args[1], {f.args[0].args[0]: x}) for f in functions]
    whole = Term("lambda", (x, add(constant, *(mul(c, f) for c, f in zip(weights, bodies, strict=True)))))
    result = evaluate(Term("E", (whole,)), node.proof("value"), ctx)
    mean = result.value
    if mean is None:  # a number in its enclosure, and any number without one
        mean = sym(fresh("e", taken))
        ctx = ctx.bind(mean.args[0], interval(*result.enclosure, "[", "]") if result.enclosure else REALS)
    mask = MASKS[formula.head] if truth else ANY & ~MASKS[formula.head]
    rest = prove_sign(mean, mask, node.proof(), ctx)
    claim = formula if truth else Term("not", (formula,))
    return Step("linear relation", ctx, claim, (("sum", (whole.args[1],)),), (*steps, result.step, rest))


# ------------------------------------------------------------------ by an antiderivative

def expectation(t: Term, node: Node, ctx: Context) -> Value:
    """E f(Z) = sum of F(b-) - F(a+) over the pieces, with F' = f phi by identity on each. The integral converges absolutely
    on a piece where f has one sign (and those limits are finite), or by `bounded_piece`."""
    function = t.args[0]
    pieces = Pieces(function, REALS, node.terms("breakpoints", ctx), ctx)
    steps, total = [], []
    primitives, proofs = node.data.get("primitives"), node.proofs("signs", len(pieces.contexts))
    if not isinstance(primitives, list) or len(primitives) != len(pieces.contexts):
        raise Rejected("an expectation needs one primitive for each piece")
    for i, near in enumerate(pieces.contexts):
        primitive = Node({"rule": "primitive", "of": primitives[i]}).term("of", near)
        defined(primitive, near, True)
        if not equal(derivative(primitive, pieces.x, 1), mul(pieces.branches[i], density(sym(pieces.x))), near):
            raise Rejected(f"the derivative of the primitive on piece {i} is not f times the normal density")
        if proofs[i].rule == "growth":
            steps.append(Step("growth", near, function, bounded_piece(pieces, i, proofs[i])))
        else:
            mask = MASKS[proofs[i].text("sign", ("<=", ">=", "<", ">", "="))]
            steps.append(prove_sign(pieces.branches[i], mask, proofs[i], near))
        for s, side in ((-1, "left"), (1, "right")):
            end = limit(primitive, pieces.x, near, side)
            if end in INFINITE:
                raise Rejected("a primitive has an infinite limit: the expectation does not exist")
            total.append(mul(num(s), end))
    found = node.term("value", ctx)
    if not equal(add(*total), found, ctx):
        raise Rejected("the sum of the limits of the primitives is not the value given")
    facts = tuple(("primitive", (c.domain(pieces.x), Node({"rule": "primitive", "of": p}).term("of", c)))
                  for c, p in zip(pieces.contexts, primitives, strict=True))
    return Value(Step("expectation", ctx, Term("=", (t, found)), facts, tuple(steps)), found)


# ------------------------------------------------------------------ by cells, and a tail

def expectation_between(t: Term, node: Node, ctx: Context) -> Value:
    """E f(Z) by cells and two tails: on a cell [m - h, m + h] where g = f phi is analytic its integral lies in the sum over
    even k < n of 2 g^(k)(m)/k! h^(k+1)/(k+1), plus 2 g^(n)(cell)/n! h^(n+1)/(n+1), n even (Taylor); on a cell where it is not,
    and around an irrational breakpoint, in the width times the values of g; beyond [-T, T] by a majorant of f."""
    pieces = Pieces(t.args[0], REALS, node.terms("breakpoints", ctx), ctx)
    x = pieces.x
    if any(free(b) - {x} for b in pieces.branches):
        raise Rejected("an expectation with parameters has no enclosure by cells")
    order, cuts = 2 * node.integer("half_order", 1, 20), node.rationals("cuts")
    if node.has("bits"):
        ctx = replace(ctx, bits=node.integer("bits", 64, 512))
    if len(cuts) < 2 or any(p >= q for p, q in zip(cuts, cuts[1:], strict=False)) or cuts[0] != -cuts[-1]:
        raise Rejected("the cells must increase, and cover an interval [-T, T]")
    far = cuts[-1]
    joints = [joint_between(extent(c, ctx), far) for c in pieces.breakpoints]
    rest = Fraction(0)
    facts: Facts = ()
    for outer, branch in ((interval(MINUS_OO, num(-far)), pieces.branches[0]), (interval(num(far), OO), pieces.branches[-1])):
        found = majorant(branch, x, ctx.bind(x, outer))
        rest += beyond(found, far, ctx)
        facts += (("majorant", (outer, branch, told(found, sym(x)))),)
    low, high = cells_integral(pieces, joints, order, cuts, ctx)
    low, high = low - rest, high + rest
    lower, upper = node.term("lower", ctx), node.term("upper", ctx)
    if sign(num(low) - lower, ctx) & NEG or sign(upper - num(high), ctx) & NEG:
        raise Rejected("the enclosure of the expectation is wider than the one given")
    facts = (("between", (lower, upper)), ("cells", (num(len(cuts) - 1), num(order))), *facts)
    return Value(Step("expectation between", ctx, t, facts), None, (lower, upper))


def cells_integral(pieces: Pieces, joints: list[Span], order: int, cuts: list[Fraction], ctx: Context) -> Span:
    """Bounds of the integral of f phi over [-T, T]; the breakpoints lie in these spans."""
    far, x = cuts[-1], pieces.x
    low = high = Fraction(0)
    products = [mul(b, density(sym(x))) for b in pieces.branches]
    for i, g in enumerate(products):
        start, stop = joints[i - 1][1] if i else -far, joints[i][0] if i < len(joints) else far
        if start >= stop:
            raise Rejected("two breakpoints are too near to each other for the precision")
        a, b = piece_integral(g, x, order, (start, *(q for q in cuts if start < q < stop), stop), ctx.arithmetic, ctx.bits)
        low, high = low + a, high + b
    for (a, b), left, right in zip(joints, products, products[1:], strict=False):
        if a < b:
            values = [image(g, x, interval(num(a), num(b), "[", "]"), ctx) for g in (left, right)]
            low, high = low + (b - a) * min(v[0] for v in values), high + (b - a) * max(v[1] for v in values)
    return low, high


def joint_between(e: Extent, far: Fraction) -> Span:
    if e.lo is None or e.hi is None or e.lo <= -far or e.hi >= far:
        raise Rejected("every breakpoint must lie between -T and T")
    return e.lo, e.hi


@lru_cache(maxsize=64)
def piece_integral(g: Term, x: str, order: int, ends: tuple[Fraction, ...], kind: Callable[[int], Arithmetic],
                   bits: int) -> Span:
    """Bounds of the integral of g, a term in x alone, over the cells with these ends."""
    arithmetic, ctx = numbers(kind, bits), Context(arithmetic=kind, bits=bits)
    jets = Jets(g, x, order, arithmetic)
    everywhere = analytic_on(g, x, ends[0], ends[-1], ctx)
    low = high = Fraction(0)
    for p, q in zip(ends, ends[1:], strict=False):
        a, b = cell_integral(jets, p, q, everywhere, ctx)
        low, high = low + a, high + b
    return low, high


def cell_integral(jets: Jets, p: Fraction, q: Fraction, everywhere: bool, ctx: Context) -> Span:
    """Bounds of the integral over (p, q); where the function is not known to be analytic nearby, the better of both ways."""
    found = []
    if not everywhere:
        values = image(jets.t, jets.x, interval(num(p), num(q)), ctx)
        found.append(((q - p) * values[0], (q - p) * values[1]))
    if everywhere or analytic_on(jets.t, jets.x, p, q, ctx):
        arithmetic, h, m = jets.numbers, (q - p) / 2, (p + q) / 2
        total = arithmetic.hull(Fraction(0), Fraction(0))
        row = [*jets(arithmetic.hull(m, m), h)[:jets.order:2], jets(arithmetic.hull(p, q), h)[jets.order]]
        for k, v in zip(range(0, jets.order + 1, 2), row, strict=True):
            weight = Fraction(2, k + 1)
            total = arithmetic.add(total, arithmetic.mul(v, arithmetic.hull(weight, weight)))
        values = arithmetic.bounds(total)
        found.append((h * values[0], h * values[1]))
    return max(a for a, _ in found), min(b for _, b in found)


def analytic_on(g: Term, x: str, lo: Fraction, hi: Fraction, ctx: Context) -> bool:
    try:
        smooth_on(g, x, lo, hi, ctx)
    except Rejected:
        return False
    return True


def image(g: Term, x: str, where: Term, ctx: Context) -> Span:
    """Finite bounds of g on an interval."""
    e = extent(g, ctx.bind(x, where))
    if e.lo is None or e.hi is None:
        raise Rejected("the function is not shown to be bounded on a cell where it is not analytic")
    return e.lo, e.hi


GAUSSIAN_RULES: dict[str, Callable[[Term, Node, Context], Value]] = {
    "expectation": expectation, "expectation between": expectation_between, "nowhere": nowhere,
}
