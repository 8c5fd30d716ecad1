"""The rules for predicates: continuity, smoothness, monotonicity, convexity, Lipschitz bounds and symmetry of a function.

They read a function through its pieces: breakpoints from the certificate, between them the analytic branch that is shown
to rule, at them the value. Everything else (one-sided limits, jumps of derivatives) is computed here.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from .calculus import chord, derivative, derivative_at, germ, one_sided, resolve, same
from .extent import NEG, POS, ZERO, Context, defined, flip, interval, shown, sign
from .identity import equal, is_zero, normal, quotient
from .limit import INFINITE, analytic, flat, limit, oscillates, zero_order
from .signs import cut, inside, member, prove_sign, repeats
from .step import Node, Step
from .term import MINUS_OO, ONE, OO, REALS, NoValue, Rejected, Term, add, fresh, mul, neg, num, substitute, sym, value

Facts = tuple[tuple[str, tuple[Term, ...]], ...]


class Pieces:
    """Piecewise normal form of variable -> body on an interval: branches on open pieces, values at the points between them.

    `ends` are the closed ends of the interval (None where it is open).
    """

    def __init__(self, function: Term, domain: Term, breakpoints: list[Term], ctx: Context) -> None:
        if domain.head != "interval":
            raise Rejected("this statement speaks of an interval; write 'on (a, b)'")
        name = function.args[0].args[0]
        self.ctx, self.breakpoints = ctx, breakpoints
        self.x = fresh(name, frozenset(n for n, _ in ctx.domains))
        self.body = substitute(function.args[1], {name: sym(self.x)})
        lo, hi, left, right = domain.args
        whole = ctx.bind(self.x, domain)
        self.contexts = [whole.restrict(self.x, interval(p.args[0], p.args[1]))
                         for p in cut(whole, self.x, breakpoints) if p.head == "interval"]
        self.branches = [resolve(self.body, c, True) for c in self.contexts]
        for c, branch in zip(self.contexts, self.branches, strict=True):
            defined(branch, c, True)
        self.ends = (lo if left == "[" else None, hi if right == "]" else None)

    def value(self, c: Term) -> Term:
        return value_at(self.body, self.x, c, self.ctx)

    def slope(self, i: int, order: int) -> Term:
        return derivative(self.branches[i], self.x, order)

    def limit(self, i: int, order: int, side: str) -> Term:
        """Limit of the order-th derivative of branch i at the given end of its piece."""
        return limit(self.slope(i, order), self.x, self.contexts[i], side)

    def joins(self, j: int, order: int) -> bool:
        """Whether the order-th derivatives have the same finite limit on both sides of breakpoint j (order 0: the value too)."""
        left, right = self.limit(j, order, "right"), self.limit(j + 1, order, "left")
        if left in INFINITE or right in INFINITE or not same(left, right, self.ctx):
            return False
        return order > 0 or same(left, self.value(self.breakpoints[j]), self.ctx)

    def slopes(self, j: int) -> tuple[Term, Term]:
        """The one-sided derivatives at breakpoint j, where f is continuous: the limits of f', or else of the difference quotient."""
        try:
            return self.limit(j, 1, "right"), self.limit(j + 1, 1, "left")
        except Rejected:
            c = self.breakpoints[j]
            left, right = (limit(chord(self.branches[i], self.value(c), self.x, c), self.x, self.contexts[i], side)
                           for i, side in ((j, "right"), (j + 1, "left")))
            return left, right

    def differentiable(self, j: int) -> bool:
        """Whether f is continuous at breakpoint j with equal finite one-sided derivatives."""
        left, right = self.slopes(j) if self.joins(j, 0) else (OO, OO)
        return not {left, right} & {*INFINITE} and same(left, right, self.ctx)

    def flat(self, j: int) -> bool:
        """Whether both branches at breakpoint j differ from a function that is analytic there by terms all of whose derivatives
        tend to 0."""
        for b in (*self.branches[j:j + 2], num(0)):
            if shown(substitute(b, {self.x: self.breakpoints[j]}), self.ctx, True) and all(
                    flat(self.branches[i] - b, self.x, self.contexts[i], side) for i, side in ((j, "right"), (j + 1, "left"))):
                return True
        return False

    def closed_ends(self) -> list[tuple[Term, int, str]]:
        """The closed ends with the index and the side of the piece that they end."""
        rows = ((self.ends[0], 0, "left"), (self.ends[1], len(self.branches) - 1, "right"))
        return [(end, i, side) for end, i, side in rows if end is not None]

    def demand(self, orders: int) -> None:
        """Shown: of class C^orders on the interior of the interval, continuous up to the closed ends."""
        for j, c in enumerate(self.breakpoints):
            for k in range(orders + 1):
                if not self.joins(j, k):
                    raise Rejected(f"at {_text(c)} the derivative of order {k} jumps" if k else f"at {_text(c)} the function jumps")
        for end, i, side in self.closed_ends():
            if not same(self.limit(i, 0, side), self.value(end), self.ctx):
                raise Rejected(f"at the end {_text(end)} the function is not continuous")

    def facts(self, orders: int = 1) -> Facts:
        """Branches and one-sided limits at the breakpoints, for the reader of the proof."""
        rows: list[tuple[str, tuple[Term, ...]]] = []
        for c, branch in zip(self.contexts, self.branches, strict=True):
            rows.append(("branch", (c.domain(self.x), branch)))
        for j, point in enumerate(self.breakpoints):
            for k in range(orders + 1):
                left, right = self.slopes(j) if k == 1 else (self.limit(j, k, "right"), self.limit(j + 1, k, "left"))
                rows.append(("joint", (point, num(k), left, right)))
        return tuple(rows)


def value_at(body: Term, x: str, c: Term, ctx: Context) -> Term:
    """f(c), shown to be defined."""
    here = resolve(substitute(body, {x: c}), ctx)
    defined(here, ctx)
    return here


def _text(t: Term) -> str:
    from .printer import show

    return show(t)


class Goal:
    """A predicate to be shown: property, function, set, further arguments, the proof node and the context."""

    def __init__(self, formula: Term, node: Node, ctx: Context) -> None:
        self.name, self.function, self.domain, *self.rest = formula.args
        self.node, self.ctx = node, ctx
        self.x, self.body = self.function.args[0].args[0], self.function.args[1]
        self.strictly = self.name.startswith("strictly")
        self.up = NEG if self.name.endswith(("decreasing", "concave")) else POS

    def pieces(self) -> Pieces:
        return Pieces(self.function, self.domain, self.node.terms("breakpoints", self.ctx), self.ctx)

    def open_pieces(self) -> Pieces:
        pieces = self.pieces()
        if any(end is not None for end in pieces.ends):
            raise Rejected("differentiability is claimed on open intervals only: at an end it has no meaning")
        return pieces

    def order(self) -> int:
        found = value(self.rest[0]) if self.rest else None
        return int(found) if found is not None else {"continuous": 0, "differentiable": 1}[self.name]

    def interior(self, c: Term) -> Term:
        """c, shown to lie in the interior of the set."""
        if self.domain.head != "interval":
            raise Rejected("this statement speaks of an interval")
        inside(c, interval(*self.domain.args[:2]), self.ctx)
        return c

    def sides(self, c: Term, order: int) -> tuple[Term, Term]:
        """One-sided limits of a derivative at c."""
        return one_sided(self.body, self.x, c, "-", order, self.ctx), one_sided(self.body, self.x, c, "+", order, self.ctx)

    def oscillation(self, c: Term, order: int, quotient: bool) -> Facts:
        """Shown: on one side of c the derivative of this order (the difference quotient, for order 1) has no limit."""
        side = self.node.text("side", ("-", "+"))
        branch, near = germ(self.body, self.x, c, side, self.ctx)
        t = chord(branch, value_at(self.body, self.x, c, self.ctx), self.x, c) if quotient and order else derivative(branch, self.x, order)
        inner, (a, b) = self.node.term("inner", near), self.node.terms("points", self.ctx, 2)
        u, v = oscillates(t, self.x, near, "left" if side == "+" else "right", inner, [a, b])
        return (("oscillation", (c, t, inner, a, u, b, v)),)

    def points(self, count: int) -> list[tuple[Term, Term]]:
        """Increasing exact points of the set with the values there."""
        points = self.node.terms("points", self.ctx)
        if len(points) != count:
            raise Rejected(f"{count} points are needed, found {len(points)}")
        from .formulas import in_set

        for p in points:
            in_set(p, self.domain, self.ctx)
        if any(sign(q - p, self.ctx) != POS for p, q in zip(points, points[1:], strict=False)):
            raise Rejected("the points must increase")
        return [(p, value_at(self.body, self.x, p, self.ctx)) for p in points]


Outcome = tuple[Facts, tuple[Step, ...]]
Rule = Callable[[Goal], Outcome]


def predicate(formula: Term, truth: bool, node: Node, ctx: Context) -> Step:
    """A statement `is`: the rule of its property, for truth or for falsity."""
    if formula.head != "is":
        raise Rejected(f"rule 'predicate' does not apply to a statement with '{formula.head}'")
    rule = (TRUE_RULES if truth else FALSE_RULES).get(formula.args[0])
    if rule is None:
        raise Rejected(f"there is no rule that shows '{formula.args[0]}' to be {str(truth).lower()}")
    facts, steps = rule(Goal(formula, node, ctx))
    return Step(f"{'' if truth else 'not '}{formula.args[0]}", ctx, formula if truth else Term("not", (formula,)), facts, steps)


# ------------------------------------------------------------------ truth

def smooth_to(goal: Goal) -> Outcome:
    """Continuous, differentiable, C^k: derivatives up to the order have equal finite one-sided limits at each breakpoint.

    Theorem: f continuous, with f' having equal finite limits on both sides of c, has f'(c) equal to them; by induction C^k.
    For a derivative that need not be continuous, limits of the difference quotient do as well.
    """
    order = goal.order()
    pieces = goal.open_pieces() if order else goal.pieces()
    pieces.demand(0 if goal.name == "differentiable" else order)
    for j, c in enumerate(pieces.breakpoints if goal.name == "differentiable" else ()):
        if not pieces.differentiable(j):
            raise Rejected(f"at {_text(c)} the derivatives from the two sides are not finite and equal")
    return pieces.facts(order), ()


def differentiable_except(goal: Goal) -> Outcome:
    """Differentiable at every point of the open interval outside the finite set, at none of the set."""
    if goal.rest[0].head != "finite":
        raise Rejected("the exceptional set must be finite")
    pieces, seen = goal.open_pieces(), 0
    for j, c in enumerate(pieces.breakpoints):
        is_hole = any(same(c, h, goal.ctx) for h in goal.rest[0].args)
        seen += is_hole
        smooth = pieces.differentiable(j)
        if smooth == is_hole:
            raise Rejected(f"at {_text(c)} the function is {'' if smooth else 'not '}differentiable")
    if seen != len(goal.rest[0].args):
        raise Rejected("a point of the exceptional set is no breakpoint: the function is differentiable there")
    return pieces.facts(1), ()


def smooth(goal: Goal) -> Outcome:
    """Analytic: one analytic branch on each piece; neighbours are one function, analytic at the breakpoint, with its value there.

    A quotient of analytic functions with a finite limit is analytic there if the denominator's zero has finite order and the
    value is the limit. Smooth only: the branches differ there from an analytic function by terms that are flat.
    """
    pieces = goal.open_pieces()
    pieces.demand(0)
    for j, c in enumerate(pieces.breakpoints):
        lo, hi = pieces.contexts[j].domain(pieces.x).args[0], pieces.contexts[j + 1].domain(pieces.x).args[1]
        if goal.name == "smooth" and pieces.flat(j):
            continue
        wide, (left, right) = goal.ctx.bind(pieces.x, interval(lo, hi)), pieces.branches[j:j + 2]
        if not equal(left, right, wide):
            raise Rejected(f"the branches on the two sides of {_text(c)} are not shown to be one function")
        if not shown(substitute(left, {pieces.x: c}), goal.ctx, True):
            top, below = quotient(normal(left, wide))  # it has a finite limit, so the order of the zero of top is not below
            zero_order(below, pieces.x, c, goal.ctx)
            analytic(top, pieces.x, c, goal.ctx)
    return pieces.facts(0), ()


def piecewise_linear(goal: Goal) -> Outcome:
    """Continuous, with second derivative identically 0 on finitely many pieces."""
    pieces = goal.pieces()
    pieces.demand(0)
    for i, c in enumerate(pieces.contexts):
        if not is_zero(pieces.slope(i, 2), c):
            raise Rejected(f"the branch on {_text(c.domain(pieces.x))} is not affine")
    return pieces.facts(1), ()


def increasing(goal: Goal) -> Outcome:
    """Monotone on each piece by the sign of f', and f(c-) <= f(c) <= f(c+) at every joint.

    Strictly on a piece where f' > 0, or where the analytic f' >= 0 is not identically 0 (a witness).
    """
    pieces, up, ctx = goal.pieces(), goal.up, goal.ctx
    steps = _one_sign(pieces, 1, goal)
    for j, c in enumerate(pieces.breakpoints):
        _steps_up(pieces.limit(j, 0, "right"), pieces.value(c), up, ctx)
        _steps_up(pieces.value(c), pieces.limit(j + 1, 0, "left"), up, ctx)
    for end, i, side in pieces.closed_ends():
        pair = pieces.value(end), pieces.limit(i, 0, side)
        _steps_up(*(pair if side == "left" else pair[::-1]), up, ctx)
    return pieces.facts(0), steps


def _one_sign(pieces: Pieces, order: int, goal: Goal) -> tuple[Step, ...]:
    """The derivative of this order is >= 0 (<= 0) on every piece; strictly, or with a witness that it is not identically 0."""
    steps = []
    for i, (ctx, proof) in enumerate(zip(pieces.contexts, goal.node.proofs(count=len(pieces.contexts)), strict=True)):
        t, witnessed = pieces.slope(i, order), goal.strictly and proof.has("nonzero_at")
        steps.append(prove_sign(t, goal.up if goal.strictly and not witnessed else goal.up | ZERO, proof, ctx))
        if witnessed:
            where = proof.term("nonzero_at", ctx)
            member(ctx, pieces.x, where)
            if sign(substitute(t, {pieces.x: where}), ctx.at(pieces.x, where)) & ZERO:
                raise Rejected("the witness does not show that the derivative is not identically 0")
    return tuple(steps)


def _steps_up(a: Term, b: Term, up: int, ctx: Context) -> None:
    low, high = (MINUS_OO, OO) if up == POS else (OO, MINUS_OO)
    if a == low or b == high:
        return
    if a in INFINITE or b in INFINITE or (not equal(a, b, ctx) and sign(b - a, ctx) & ~(up | ZERO)):
        raise Rejected(f"at a joint the step from {_text(a)} to {_text(b)} is in the wrong direction")


def convex(goal: Goal) -> Outcome:
    """Continuous inside, f'' >= 0 on each piece, f'(c-) <= f'(c+) at each joint; at an end that belongs to the interval the
    value is at least the one-sided limit. Concave: mirrored."""
    pieces = goal.pieces()
    steps = _one_sign(pieces, 2, goal)
    for j, c in enumerate(pieces.breakpoints):
        if not pieces.joins(j, 0):
            raise Rejected(f"at {_text(c)} the function is not continuous")
        _steps_up(pieces.limit(j, 1, "right"), pieces.limit(j + 1, 1, "left"), goal.up, goal.ctx)
    for end, i, side in pieces.closed_ends():
        _steps_up(pieces.limit(i, 0, side), pieces.value(end), goal.up, goal.ctx)
    return pieces.facts(1), steps


def lipschitz_bound(goal: Goal) -> Outcome:
    """f continuous on the interval and |f'| <= L on every piece: f is L-Lipschitz there."""
    pieces = goal.pieces()
    pieces.demand(0)
    return pieces.facts(1), slope_bounds(pieces, goal.rest[0], goal.node)


def slope_bounds(pieces: Pieces, bound: Term, node: Node) -> tuple[Step, ...]:
    """Shown: bound - f' >= 0 and bound + f' >= 0 on each piece (two proofs a piece)."""
    proofs, steps = node.proofs(count=2 * len(pieces.contexts)), []
    for i, c in enumerate(pieces.contexts):
        steps.append(prove_sign(bound - pieces.slope(i, 1), POS | ZERO, proofs[2 * i], c))
        steps.append(prove_sign(add(bound, pieces.slope(i, 1)), POS | ZERO, proofs[2 * i + 1], c))
    return tuple(steps)


def as_formula(formula: Term) -> Term:
    """Odd, even, positive, ... written out with a quantifier."""
    name, function, domain = formula.args
    x, body = function.args
    reflected = substitute(body, {x.args[0]: neg(x)})
    relations = {
        "odd": Term("=", (reflected, neg(body))), "even": Term("=", (reflected, body)), "positive": Term(">", (body, num(0))),
        "nonnegative": Term(">=", (body, num(0))), "negative": Term("<", (body, num(0))), "nonpositive": Term("<=", (body, num(0))),
    }
    return Term("forall", (x, domain, relations[name]))


SPELLED = ("odd", "even", "positive", "nonnegative", "negative", "nonpositive")


def spelled(truth: bool) -> Rule:
    def rule(goal: Goal) -> Outcome:
        """The predicate written out as a formula."""
        from .formulas import prove

        return (), (prove(as_formula(Term("is", (goal.name, goal.function, goal.domain))), truth, goal.node.proof(), goal.ctx),)
    return rule


def either(*names: str) -> Rule:
    def rule(goal: Goal) -> Outcome:
        """Monotone: increasing or decreasing. Injective: strictly so on an interval on which the function is defined."""
        chosen = goal.node.text("as", names)
        step = predicate(Term("is", (chosen, goal.function, goal.domain)), True, goal.node, goal.ctx)
        return (), (step,)
    return rule


def bounded(goal: Goal) -> Outcome:
    """|f| <= M on the whole set."""
    from .formulas import prove

    bound = goal.node.term("bound", goal.ctx)
    inner = Term("forall", (sym(goal.x), goal.domain, Term("<=", (Term("abs", (goal.body,)), bound))))
    return (("bound", (bound,)),), (prove(inner, True, goal.node.proof(), goal.ctx),)


def not_bounded(goal: Goal) -> Outcome:
    """The supremum is oo, or the infimum is -oo."""
    from .values import evaluate

    found = evaluate(Term(goal.node.text("of", ("sup", "inf")), (goal.function, goal.domain)), goal.node.proof("value"), goal.ctx)
    if found.value not in INFINITE:
        raise Rejected("the extremum is not shown to be infinite")
    return (), (found.step,)


def surjective(truth: bool) -> Rule:
    def rule(goal: Goal) -> Outcome:
        """Onto R: the range is R, and the function has a value everywhere; or the range is not R."""
        from .formulas import same_set
        from .values import function_range

        found = function_range(Term("range", (goal.function, goal.domain)), goal.node.proof("range"), goal.ctx)
        if truth and any(name == "no value" for name, _ in found.step.facts):
            raise Rejected("the function is not defined on the whole set")
        if found.value is None or same_set(found.value, REALS, goal.ctx) != truth:
            raise Rejected(f"the range is {_text(found.value) if found.value else 'not found'}")
        return (), (found.step,)
    return rule


def periodic(goal: Goal) -> Outcome:
    """f(x + p) = f(x) for all real x, p > 0, and f(x) != f(c) for all x in (c, c + p): no smaller period leads back to f(c)."""
    from .formulas import prove

    p, c = _period(goal), goal.node.term("at", goal.ctx)
    repeats(goal.body, goal.x, p, 1, goal.ctx)
    here = substitute(goal.body, {goal.x: c})
    away = Term("forall", (sym(goal.x), interval(c, add(c, p)), Term("!=", (goal.body, here))))
    return (("least", (c, p)),), (prove(away, True, goal.node.proof(), goal.ctx),)


def _period(goal: Goal) -> Term:
    if goal.domain != REALS:
        raise Rejected("a period is claimed of a function on R")
    p: Term = goal.rest[0]
    return p


def differentiable_at(goal: Goal) -> Outcome:
    """Analytic in a neighbourhood, or continuous with equal finite one-sided limits of f'."""
    c = goal.interior(goal.rest[0])
    if goal.name == "continuous at":
        found = derivative_at(goal.body, goal.x, 0, c, goal.ctx)
    else:
        found = resolve(Term("deriv", (goal.body, sym(goal.x), ONE, c)), goal.ctx)
    defined(found, goal.ctx)
    return (("derivative", (found,)),), ()


# ------------------------------------------------------------------ falsity

def not_smooth_to(goal: Goal) -> Outcome:
    """At a point inside, one-sided limits of a derivative of order j <= k are different (or one is infinite), or, for j = 0,
    a limit differs from the value. If f were C^k, f^(j) would be continuous there and the limits equal. Or f^(j) oscillates.
    Not analytic: on one side f is a function that is analytic there, on the other it differs from that function everywhere."""
    order = 60 if goal.name in ("smooth", "analytic") else goal.order()
    c, j = goal.interior(goal.node.term("at", goal.ctx)), goal.node.integer("order", 0, order)
    if goal.node.has("inner"):
        return goal.oscillation(c, j, goal.name == "differentiable"), ()
    if goal.name == "analytic" and goal.node.has("departs"):
        side = goal.node.text("departs", ("-", "+"))
        (stays, _), (departs, near) = (germ(goal.body, goal.x, c, s, goal.ctx) for s in ("-+" if side == "+" else "+-"))
        defined(substitute(stays, {goal.x: c}), goal.ctx, True)
        if sign(departs - stays, near) & ZERO:
            raise Rejected(f"near {_text(c)} the branch of one side is not shown to differ from that of the other")
        return (("departs", (c, stays, departs)),), ()
    left, right = goal.sides(c, j)
    if left in INFINITE or right in INFINITE or not same(left, right, goal.ctx) or (
            j == 0 and not same(left, value_at(goal.body, goal.x, c, goal.ctx), goal.ctx)):
        return (("joint", (c, num(j), left, right)),), ()
    raise Rejected(f"at {_text(c)} the one-sided limits of order {j} agree")


def not_differentiable_at(goal: Goal) -> Outcome:
    """A jump, or one-sided limits of f' that differ or are infinite; or the difference quotient (the function) oscillates."""
    c, order = goal.interior(goal.rest[0]), 0 if goal.name == "continuous at" else 1
    if goal.node.has("inner"):
        return goal.oscillation(c, order, True), ()
    try:
        derivative_at(goal.body, goal.x, order, c, goal.ctx)
    except NoValue:
        return (("joint", (c, num(order), *goal.sides(c, order))),), ()
    raise Rejected(f"at {_text(c)} the function is {'differentiable' if order else 'continuous'}")


def not_differentiable_except(goal: Goal) -> Outcome:
    """A point of the set at which f is differentiable, or one outside the set at which it is not."""
    if goal.rest[0].head != "finite":
        raise Rejected("the exceptional set must be finite")
    c = goal.node.term("at", goal.ctx)
    is_hole = any(same(c, h, goal.ctx) for h in goal.rest[0].args)
    local = Goal(Term("is", ("differentiable at", goal.function, goal.domain, c)), goal.node, goal.ctx)
    return differentiable_at(local) if is_hole else not_differentiable_at(local)


def not_piecewise_linear(goal: Goal) -> Outcome:
    """Analytic near a point where f'' is not 0: there f is affine on no interval."""
    c = goal.interior(goal.node.term("at", goal.ctx))
    branch, near = germ(goal.body, goal.x, c, "+", goal.ctx)
    second = derivative(branch, goal.x, 2)
    where = goal.node.term("bent_at", near)
    member(near, goal.x, where)
    inside(where, interval(*goal.domain.args[:2]), goal.ctx)
    if sign(substitute(second, {goal.x: where}), near.at(goal.x, where)) & ZERO:
        raise Rejected("the second derivative is not shown to be different from 0 at the witness")
    return (("bend", (where, second)),), ()


def not_increasing(goal: Goal) -> Outcome:
    """Exact points p < q (p < q < r for both directions) at which the values step the wrong way (strictly: do not step)."""
    both = goal.name.endswith("monotone")
    found = goal.points(3 if both else 2)
    for up in (POS, NEG) if both else (goal.up,):
        bad = flip(up) | (ZERO if goal.strictly else 0)
        steps = list(zip(found, found[1:], strict=False))
        if not any((goal.strictly and equal(v, w, goal.ctx)) or not sign(w - v, goal.ctx) & ~bad for (_, v), (_, w) in steps):
            raise Rejected(f"the values at the points do not show that the function is not {goal.name}")
    return tuple(("value", pv) for pv in found), ()


def not_convex(goal: Goal) -> Outcome:
    """Three exact points p < q < r with f(q) above (concave: below) the chord from p to r; for strictness: not below it."""
    found = goal.points(3)
    (p, u), (q, v), (r, w) = found
    gap = mul(v, r - p) - mul(u, r - q) - mul(w, q - p)
    if sign(gap, goal.ctx) & ~(goal.up | (ZERO if goal.strictly else 0)):
        raise Rejected("the middle point is not shown to lie on the wrong side of the chord")
    return tuple(("value", pv) for pv in found), ()


def not_lipschitz(goal: Goal) -> Outcome:
    """Two exact points with |f(p) - f(q)| > L |p - q|."""
    found, bound = goal.points(2), goal.rest[0]
    (p, u), (q, v) = found
    if sign(mul(v - u, v - u) - mul(bound, bound, q - p, q - p), goal.ctx) != POS and sign(bound, goal.ctx) != NEG:
        raise Rejected("the two points do not break the bound")
    return tuple(("value", pv) for pv in found), ()


def not_injective(goal: Goal) -> Outcome:
    """Two exact points with one value; or of three points, f is continuous between two neighbours, and its value at the third lies
    strictly between theirs: it is taken there, too, by the intermediate value theorem."""
    if goal.node.has("between"):
        i, found = goal.node.integer("between", 0, 1), goal.points(3)
        (a, u), (b, v), (_, w) = *found[i:i + 2], found[2 - 2 * i]
        Pieces(goal.function, interval(a, b, "[", "]"), goal.node.terms("breakpoints", goal.ctx), goal.ctx).demand(0)
        if sign(mul(u - w, v - w), goal.ctx) != NEG:
            raise Rejected("the value at the third point is not shown to lie between those at the other two")
        return tuple(("value", pv) for pv in found), ()
    found = goal.points(2)
    if not equal(found[0][1], found[1][1], goal.ctx):
        raise Rejected("the two values are not shown to be equal")
    return tuple(("value", pv) for pv in found), ()


def not_periodic(goal: Goal) -> Outcome:
    """p is not positive; or f(q + p) != f(q) at a point q; or p/n, n >= 2, is a period too, and smaller."""
    p = _period(goal)
    if goal.node.has("parts"):
        n = goal.node.integer("parts", 2, 1000)
        smaller = mul(num(Fraction(1, n)), p)
        repeats(goal.body, goal.x, smaller, 1, goal.ctx)
        return (("smaller", (smaller,)),), ()
    if not sign(p, goal.ctx) & POS:
        return (("smaller", (p,)),), ()
    q = goal.node.term("at", goal.ctx)
    found = [(r, value_at(goal.body, goal.x, r, goal.ctx)) for r in (q, add(q, p))]
    if sign(found[1][1] - found[0][1], goal.ctx) & ZERO:
        raise Rejected("the values at the point and a period later are not shown to be different")
    return tuple(("value", row) for row in found), ()


TRUE_RULES: dict[str, Rule] = {
    "continuous": smooth_to, "differentiable": smooth_to, "C": smooth_to, "differentiable except": differentiable_except,
    "smooth": smooth, "analytic": smooth, "piecewise linear": piecewise_linear,
    "increasing": increasing, "decreasing": increasing, "strictly increasing": increasing, "strictly decreasing": increasing,
    "monotone": either("increasing", "decreasing"), "strictly monotone": either("strictly increasing", "strictly decreasing"),
    "injective": either("strictly increasing", "strictly decreasing"),
    "convex": convex, "strictly convex": convex, "concave": convex, "strictly concave": convex, "Lipschitz": lipschitz_bound,
    "surjective": surjective(True), "bounded": bounded, "periodic": periodic,
    "differentiable at": differentiable_at, "continuous at": differentiable_at,
    **dict.fromkeys(SPELLED, spelled(True)),
}
FALSE_RULES: dict[str, Rule] = {
    "continuous": not_smooth_to, "differentiable": not_smooth_to, "C": not_smooth_to, "smooth": not_smooth_to, "analytic": not_smooth_to,
    "differentiable except": not_differentiable_except, "differentiable at": not_differentiable_at, "continuous at": not_differentiable_at,
    "piecewise linear": not_piecewise_linear, "injective": not_injective, "Lipschitz": not_lipschitz, "surjective": surjective(False),
    "periodic": not_periodic, "bounded": not_bounded,
    **dict.fromkeys(("increasing", "decreasing", "strictly increasing", "strictly decreasing", "monotone", "strictly monotone"),
                    not_increasing),
    **dict.fromkeys(("convex", "strictly convex", "concave", "strictly concave"), not_convex),
    **dict.fromkeys(SPELLED, spelled(False)),
}
