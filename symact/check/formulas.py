"""The rules for statements: quantifiers, connectives, relations, and the values that occur in them.

A goal is a closed formula in a context together with a truth value: `prove(formula, True, ...)` shows that it holds at
every point of the context, `prove(formula, False, ...)` that it fails at every point: a refutation is a proof of that.
An atom with an undefined term is false.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from fractions import Fraction
from math import lcm

from .calculus import resolve, same
from .extent import ANY, MASKS, NEG, POS, Context, Law, defined, interval, shown, sign
from .identity import equal, normal
from .limit import INFINITE, limit
from .signs import cut, enter, inside, of_waves, prove_sign
from .step import Node, Step, read_cached
from .term import (
    MINUS_OO,
    OO,
    REALS,
    RELATIONS,
    VALUES,
    ZERO,
    NoValue,
    Rejected,
    Term,
    add,
    apart,
    bound,
    free,
    fresh,
    mul,
    neg,
    num,
    power,
    rebuild,
    substitute,
    subterms,
    sym,
    value,
)

Rule = Callable[[Term, bool, Node, Context], Step]
SETS = ("interval", "finite", "union", "minus", "progression")  # sets that have values
CONNECTING = (*RELATIONS, "in", "and", "or", "not", "implies", "iff")
PARTIAL = ("^", "log", "log1p", "asin", "tan", "LambertW", "piecewise", "deriv")  # not defined everywhere
SILENT = (*VALUES, "is", "has_value", "attained", "uniform", "such", "progression", "vectors", "true", "false", "oo", "-oo")


def prove(formula: Term, truth: bool, node: Node, ctx: Context) -> Step:
    """Accept that the formula has this truth value at every point of the context, or reject with a sentence."""
    taken = frozenset(n for n, _ in ctx.domains)
    formula = rebuild(apart(formula, taken), lambda a: apart(a, taken))
    rule = RULES.get(node.rule)
    if rule is not None:
        return rule(formula, truth, node, ctx)
    if formula.head in RELATIONS:
        return relation(formula, truth, node, ctx)
    raise Rejected(f"rule '{node.rule}' says nothing about a statement with '{formula.head}'")


def _wrong(node: Node, formula: Term, truth: bool) -> Rejected:
    return Rejected(f"rule '{node.rule}' does not show that a statement with '{formula.head}' is {str(truth).lower()}")


def relation(formula: Term, truth: bool, node: Node, ctx: Context) -> Step:
    """s REL t: both sides resolved on the context, the sign of s - t shown (its falsity: the signs of the negation)."""
    left, right = (resolve(a, ctx) for a in formula.args)
    wanted = MASKS[formula.head] if truth else ANY & ~MASKS[formula.head]
    if left.head in SETS or right.head in SETS:
        if formula.head not in ("=", "!="):
            raise Rejected("sets are compared by = and != only")
        known(left, ctx)
        known(right, ctx)
        if same_set(left, right, ctx) != ((formula.head == "=") == truth):
            raise Rejected("the two sets are not shown to be " + ("equal" if (formula.head == "=") == truth else "different"))
        return Step("sets", ctx, formula if truth else Term("not", (formula,)))
    if left in INFINITE or right in INFINITE:
        known(left, ctx)
        known(right, ctx)
        if order(left, right, ctx) & ~wanted:
            raise Rejected("the relation between infinite values does not hold")
        return Step("infinite values", ctx, formula if truth else Term("not", (formula,)))
    inner = prove_sign(left - right, wanted, node, ctx)
    return Step("relation", ctx, formula if truth else Term("not", (formula,)), (("sides", (left, right)),), (inner,))


def known(t: Term, ctx: Context) -> None:
    """Shown to exist: a number, oo, -oo, or a set with ends that exist."""
    if t.head == "progression":
        defined(t.args[1], ctx.bind(t.args[0].args[0], REALS))
    elif t.head in SETS:
        for end in t.terms:
            known(end, ctx)
    elif t not in INFINITE:
        defined(t, ctx)


def undefined(formula: Term, truth: bool, node: Node, ctx: Context) -> Step:
    """An atom with a term shown to have no value on the whole context is false."""
    if truth or formula.head not in RELATIONS:
        raise _wrong(node, formula, truth)
    return Step("undefined", ctx, Term("not", (formula,)), (("reason", (no_value(formula.terms, ctx),)),))


def no_value(terms: Iterable[Term], ctx: Context) -> Term:
    """The first of the terms (of an atom, or one alone) that is shown to have no value anywhere on the context."""
    for t in terms:
        try:
            defined(resolve(t, ctx), ctx)
        except NoValue:
            return t
        except Rejected:
            continue
    raise Rejected("no term is shown to be undefined here")


def parts_of(domain: Term, x: str, ctx: Context) -> list[Term]:
    """A set as a list of intervals and points whose union it is (or covers no more than it is)."""
    if domain.head == "interval":
        return [domain]
    if domain.head == "finite":
        return [Term("finite", (p,)) for p in domain.args]
    if domain.head == "union":
        return [p for part in domain.args for p in parts_of(part, x, ctx)]
    if domain.head == "minus" and domain.args[1].head == "finite":
        parts = parts_of(domain.args[0], x, ctx)
        for hole in domain.args[1].args:
            parts = [q for p in parts for q in _without(p, hole, x, ctx)]
        return parts
    raise Rejected(f"a quantifier over a set of the form '{domain.head}' is not among the rules")


def _without(part: Term, hole: Term, x: str, ctx: Context) -> list[Term]:
    if part.head == "finite":
        return [] if same(part.args[0], hole, ctx) else [part]
    lo, hi, left, right = part.args
    after = POS if lo == MINUS_OO else sign(hole - lo, ctx)
    before = POS if hi == OO else sign(hi - hole, ctx)
    if after == POS and before == POS:
        return [p for p in cut(ctx.bind(x, part), x, [hole]) if p.head == "interval"]
    if after == NEG or before == NEG:
        return [part]
    if after == MASKS["="]:
        return [interval(lo, hi, "(", right)]
    if before == MASKS["="]:
        return [interval(lo, hi, left, ")")]
    raise Rejected("where a removed point lies is not decided")


def introduce(formula: Term, truth: bool, node: Node, ctx: Context) -> Step:
    """For all x in S (or: for no x in S): the body on each part of S. Under a closure, parts where a term is undefined are skipped."""
    if formula.head not in (("forall", "closure") if truth else ("exists",)):
        raise _wrong(node, formula, truth)
    name, domain, body = formula.args
    x = name.args[0]
    ctx = replace(ctx, demanding=ctx.demanding or truth)
    parts = parts_of(domain, x, ctx)
    steps, reached = [], False
    for part, proof in zip(parts, node.proofs(count=len(parts)), strict=True):
        inner, here = (ctx.bind(x, part), {}) if part.head == "interval" else (ctx, {x: part.args[0]})
        step, alive = _closed(substitute(body, here), proof, inner, formula.head == "closure", truth)
        steps.append(step)
        reached |= alive
    if formula.head == "closure" and not reached:
        raise Rejected("the statement is closed over an empty set: its terms are defined nowhere")
    return Step("introduce", ctx, formula if truth else Term("not", (formula,)), (("variable", (name,)),), tuple(steps))


def over_a_period(formula: Term, truth: bool, node: Node, ctx: Context) -> Step:
    """For all real x (or: for no x), where all that x occurs in repeats itself after p > 0: the same for the x in [a, a + p]."""
    name, domain, body = formula.args if formula.head in ("forall", "closure", "exists") else (None, None, None)
    if name is None or domain != REALS:
        raise Rejected("only what is said of all real numbers is reduced to a period")
    p, a = node.term("period", ctx), node.term("from", ctx)
    if sign(p, ctx) != POS:
        raise Rejected("the period is not shown to be positive")
    if not of_waves(body, name.args[0], p, ctx.bind(name.args[0], REALS)):
        raise Rejected("the statement is not shown to repeat itself after the period")
    inner = prove(Term(formula.head, (name, interval(a, add(a, p), "[", "]"), body)), truth, node.proof(), ctx)
    return Step("over a period", ctx, formula if truth else Term("not", (formula,)), (("period", (name, p)),), (inner,))


def _closed(body: Term, node: Node, ctx: Context, closure: bool, truth: bool) -> tuple[Step, bool]:
    """The body on a part; under a closure the part may be split, and left out where a reached term has no value."""
    if closure and node.rule == "split":
        steps, alive = [], False
        x = node.text("var")
        parts = cut(ctx, x, node.terms("at", ctx), True)
        for part, proof in zip(parts, node.proofs(count=len(parts)), strict=True):
            inner, here = enter(ctx, x, part)
            step, reached = _closed(substitute(body, here), proof, inner, closure, truth)
            steps.append(step)
            alive |= reached
        return Step("split", ctx, body, (("at", tuple(node.terms("at", ctx))),), tuple(steps)), alive
    if closure and node.rule == "skip":
        atom = body
        while atom.head in ("and", "or", "implies", "not"):  # the first atom is always reached
            atom = atom.args[0]
        if atom.head not in (*RELATIONS, "in"):
            raise Rejected(f"only a relation is left out for a term without a value, found '{atom.head}'")
        return Step("skip", ctx, body, (("reason", (no_value(atom.terms, ctx),)),)), False
    return prove(body, truth, node, ctx), True


def witness(formula: Term, truth: bool, node: Node, ctx: Context) -> Step:
    """One exact point of the set: there the body holds (exists), or fails (refuted for all; under a closure with all terms defined)."""
    if formula.head not in (("exists",) if truth else ("forall", "closure")):
        raise _wrong(node, formula, truth)
    name, domain, body = formula.args
    where = node.term("value", ctx)
    in_set(where, domain, ctx)
    here = substitute(body, {name.args[0]: where})
    if formula.head == "closure":
        all_defined(here, ctx)
    step = prove(here, truth, node.proof(), ctx)
    return Step("witness", ctx, formula if truth else Term("not", (formula,)), (("variable", (name,)), ("value", (where,))), (step,))


def in_set(where: Term, domain: Term, ctx: Context) -> None:
    """Shown: the point lies in the set."""
    defined(where, ctx)
    if domain.head == "interval":
        inside(where, domain, ctx)
    elif domain.head == "finite":
        defined(where, ctx)
        if not any(shown(p, ctx) and equal(where, p, ctx) for p in domain.args):
            raise Rejected("the point is not shown to be one of the finite set")
    elif domain.head == "minus" and domain.args[1].head == "finite":
        in_set(where, domain.args[0], ctx)
        if any(same(where, p, ctx) for p in domain.args[1].args):
            raise Rejected("the point is one of those that the set leaves out")
    elif domain.head == "union":
        for part in domain.args:
            try:
                in_set(where, part, ctx)
                return
            except Rejected:
                continue
        raise Rejected("the point is not shown to lie in the union")
    else:
        raise Rejected(f"membership in a set of the form '{domain.head}' is not among the rules")


def all_defined(t: Term, ctx: Context, inner: frozenset[str] = frozenset()) -> None:
    """Shown: the terms of a formula that are reached are defined, as far as they are free of values and of inner variables."""
    if t.head in ("forall", "exists", "closure", "ae"):
        inner |= bound(t)
    elif t.head in SILENT:
        return
    elif t.head not in CONNECTING and inner.isdisjoint(free(t)) and not any(p.head in VALUES or p.head in SETS for p in subterms(t)):
        if not shown(t, ctx):
            defined(resolve(t, ctx), ctx)
        return
    for part in t.terms if t.head != "deriv" else ():
        all_defined(part, ctx, inner)
        if t.head in ("and", "implies") and part.head in RELATIONS and inner.isdisjoint(free(part)):
            ctx = with_hypotheses(part, ctx)
    if t.head in PARTIAL and not (t.head == "^" and value(t.args[1]) in (1, 2, 3, 4)) and any(p.head in VALUES for p in subterms(t)):
        raise Rejected(f"whether '{t.head}' is defined is not shown before the values inside it are known")


def root(formula: Term, truth: bool, node: Node, ctx: Context) -> Step:
    """exists x in S: s = t, by a change of sign of s - t, continuous on an interval [a, b] inside S."""
    if not truth or formula.head != "exists" or formula.args[2].head != "=":
        raise _wrong(node, formula, truth)
    name, domain, body = formula.args
    a, b = node.terms("between", ctx, 2)
    if sign(b - a, ctx) != POS:
        raise Rejected("the ends of the interval of a root must increase")
    in_set(a, domain, ctx)
    in_set(b, domain, ctx)
    if domain.head != "interval":
        raise Rejected("a root is shown inside an interval")
    near = ctx.bind(name.args[0], interval(a, b, "[", "]"))
    t = resolve(body.args[0], near) - resolve(body.args[1], near)
    limit_heads(t)
    defined(t, near)
    signs = [sign(substitute(t, {name.args[0]: end}), ctx) for end in (a, b)]
    if set(signs) != {NEG, POS}:
        raise Rejected("the signs at the two ends are not shown to be opposite")
    return Step("root", ctx, formula, (("between", (a, b)), ("of", (t,))))


def limit_heads(t: Term) -> None:
    """Shown: t is built from functions that are continuous wherever they are defined."""
    if any(p.head in ("sign", "floor", "piecewise", "deriv") for p in subterms(t)):
        raise Rejected("a term with jumps has to be resolved before continuity is used")


def connect(formula: Term, truth: bool, node: Node, ctx: Context) -> Step:
    """All parts of `and` true, all parts of `or` false, both sides of `iff` the same (or different), `not` turned round.

    Under a universal quantifier nothing is true because a term is undefined (elsewhere, such an atom is false).
    """
    head, claim = formula.head, formula if truth else Term("not", (formula,))
    if truth and ctx.demanding and head in ("not", "iff"):
        all_defined(formula, ctx)
    if head == "not":
        return prove(formula.args[0], not truth, node.proof(), ctx)
    if (head, truth) in (("and", True), ("or", False)):
        proofs = node.proofs(count=len(formula.args))
        return Step("all", ctx, claim, (), tuple(prove(p, truth, q, ctx) for p, q in zip(formula.args, proofs, strict=True)))
    if head == "iff":
        first = node.data.get("side") is True
        values = (first, first == truth)
        proofs = node.proofs(count=2)
        return Step("iff", ctx, claim, (), tuple(prove(p, v, q, ctx) for p, v, q in zip(formula.args, values, proofs, strict=True)))
    if head == "implies" and not truth:
        proofs = node.proofs(count=2)
        return Step("all", ctx, claim, (), (prove(formula.args[0], True, proofs[0], ctx), prove(formula.args[1], False, proofs[1], ctx)))
    raise _wrong(node, formula, truth)


def choose(formula: Term, truth: bool, node: Node, ctx: Context) -> Step:
    """One part of `or` true, one part of `and` false; for `implies` the left side false (0) or the right side true (1)."""
    i = node.integer("index", 0, len(formula.args) - 1)
    if (formula.head, truth) in (("or", True), ("and", False)):
        wanted = truth
    elif formula.head == "implies" and truth:
        wanted = i == 1
    else:
        raise _wrong(node, formula, truth)
    if truth and ctx.demanding:
        for reached in formula.args[:max(i, 1)] if formula.head == "implies" else formula.args[:i]:
            all_defined(reached, ctx)
    step = prove(formula.args[i], wanted, node.proof(), ctx)
    return Step("one", ctx, formula if truth else Term("not", (formula,)), (), (step,))


def assume(formula: Term, truth: bool, node: Node, ctx: Context) -> Step:
    """Implication: the relations of the left side are hypotheses for the right side; |u| < v gives u < v and -u < v too."""
    if not truth or formula.head != "implies":
        raise _wrong(node, formula, truth)
    inner = with_hypotheses(formula.args[0], ctx)
    if ctx.demanding:
        all_defined(formula.args[0], ctx)
    step = prove(formula.args[1], True, node.proof(), inner)
    return Step("assume", ctx, formula, (), (step,))


def with_hypotheses(formula: Term, ctx: Context) -> Context:
    """The context in which a relation, or a conjunction of relations, holds."""
    for atom in (formula.args if formula.head == "and" else (formula,)):
        if atom.head not in RELATIONS:
            raise Rejected(f"a hypothesis must be a relation, found '{atom.head}'")
        left, right = atom.args
        ctx = ctx.assume(left - right, MASKS[atom.head])
        if left.head == "abs" and atom.head in ("<", "<="):
            ctx = ctx.assume(left.args[0] - right, MASKS[atom.head]).assume(neg(left.args[0]) - right, MASKS[atom.head])
    return ctx


def lemma(formula: Term, truth: bool, node: Node, ctx: Context) -> Step:
    """A sign proved on the same context may be used as a hypothesis."""
    s, known = node.term("about", ctx), MASKS[node.text("sign", tuple(MASKS))]
    first = prove_sign(s, known, node.proof("lemma"), ctx)
    rest = prove(formula, truth, node.proof(), ctx.know(s, known))
    return Step("lemma", ctx, formula if truth else Term("not", (formula,)), (), (first, rest))


def law(formula: Term, truth: bool, node: Node, ctx: Context) -> Step:
    """A sign of a term, proved on the context for all y of an interval (all real y, where none is named), is known of every
    variable that is introduced afterwards on a part of this interval."""
    y, known = _new_name("var", formula, node, ctx), MASKS[node.text("sign", tuple(MASKS))]
    domain = REALS
    if node.has("on"):
        lower, upper, left, right = node.strings("on", 4)
        if left not in ("(", "[") or right not in (")", "]"):
            raise Rejected("the brackets of an interval are ( or [ and ) or ]")
        lo, hi = (t if t in INFINITE else node.known(t, ctx) for t in map(read_cached, (lower, upper)))
        domain = interval(lo, hi, left, right)
    line = ctx.bind(y, domain)
    t = node.term("about", line)
    first = prove_sign(t, known, node.proof("lemma"), line)
    found = Law(Term("lambda", (sym(y), t)), domain, known)
    rest = prove(formula, truth, node.proof(), replace(ctx, laws=(*ctx.laws, found)))
    facts = (("law", (sym(y), domain, t)),)
    return Step("law", ctx, formula if truth else Term("not", (formula,)), facts, (first, rest))


def obtain(formula: Term, truth: bool, node: Node, ctx: Context) -> Step:
    """Elimination of the existential quantifier: there is a c in [a, b] with s = t, which is shown on the context; so what holds
    whatever such a c is holds, if it does not speak of c. The name is new: neither statement nor context have it."""
    name = _new_name("name", formula, node, ctx)
    lower, upper = node.terms("between", ctx, 2)
    domain = interval(lower, upper, "[", "]")
    inner = ctx.bind(name, domain)
    equation = Term("=", tuple(node.terms("equation", inner, 2)))
    first = prove(Term("exists", (sym(name), domain, equation)), True, node.proof("exists"), ctx)
    rest = prove(formula, truth, node.proof(), with_hypotheses(equation, inner))
    facts = (("number", (sym(name), domain, equation)),)
    return Step("obtain", ctx, formula if truth else Term("not", (formula,)), facts, (first, rest))


def _new_name(field: str, formula: Term, node: Node, ctx: Context) -> str:
    """The name of a variable that neither the statement nor the context has."""
    name = node.text(field)
    if name in free(formula) or any(name == n for n, _ in ctx.domains):
        raise Rejected(f"rule '{node.rule}' needs a new name, and {name} has a meaning already")
    return name


def split(formula: Term, truth: bool, node: Node, ctx: Context) -> Step:
    """I = I1 ∪ {c} ∪ I2: the statement on each part."""
    x = node.text("var")
    points = node.terms("at", ctx)
    parts = cut(ctx, x, points, True)
    steps = []
    for part, proof in zip(parts, node.proofs(count=len(parts)), strict=True):
        inner, here = enter(ctx, x, part)
        steps.append(prove(substitute(formula, here), truth, proof, inner))
    return Step("split", ctx, formula if truth else Term("not", (formula,)), (("at", tuple(points)),), tuple(steps))


def cases(formula: Term, truth: bool, node: Node, ctx: Context) -> Step:
    """The statement where a term s is at most 0, and where it is at least 0, as hypotheses: together that is everywhere."""
    s = node.term("about", ctx)
    defined(s, ctx)
    steps = tuple(prove(formula, truth, proof, ctx.assume(s, MASKS[name]))
                  for name, proof in zip(("<=", ">="), node.proofs(count=2), strict=True))
    return Step("cases", ctx, formula if truth else Term("not", (formula,)), (("about", (s,)),), steps)


def membership(formula: Term, truth: bool, node: Node, ctx: Context) -> Step:
    """t in [a, b] means a <= t <= b; t in {p, q} means t = p or t = q, in a union: in a part. Only numbers are in sets: values first."""
    if formula.head != "in":
        raise _wrong(node, formula, truth)
    if truth:
        defined(resolve(formula.args[0], ctx), ctx)
    elif formula.args[0] in INFINITE and formula.args[1].head == "interval":
        return Step("membership", ctx, Term("not", (formula,)))
    step = prove(spelled_out(*formula.args), truth, node.proof(), ctx)
    return Step("membership", ctx, formula if truth else Term("not", (formula,)), (), (step,))


def spelled_out(t: Term, domain: Term) -> Term:
    """t in a set, as relations."""
    if domain.head == "interval":
        lo, hi, left, right = domain.args
        parts = ([Term("<" if left == "(" else "<=", (lo, t))] if lo != MINUS_OO else []) + (
            [Term("<" if right == ")" else "<=", (t, hi))] if hi != OO else [])
        return Term("and", tuple(parts)) if len(parts) > 1 else parts[0] if parts else Term("=", (t, t))
    if domain.head in ("finite", "union"):
        parts = [Term("=" if domain.head == "finite" else "in", (t, p)) for p in domain.args]
        return Term("or", tuple(parts)) if len(parts) != 1 else parts[0]
    if domain.head == "such":
        return substitute(domain.args[1], {domain.args[0].args[0]: t})
    raise Rejected(f"membership in a set of the form '{domain.head}' is not among the rules")


def almost_everywhere(formula: Term, truth: bool, node: Node, ctx: Context) -> Step:
    """True: the body holds on S without finitely many points (a null set). False: it fails on an interval of positive length in S."""
    if formula.head != "ae":
        raise _wrong(node, formula, truth)
    name, domain, body = formula.args
    x = name.args[0]
    if domain.head != "interval":
        raise Rejected("almost everywhere speaks of an interval")
    inner = replace(ctx.bind(x, domain), demanding=True)
    if truth:
        holes = node.terms("except", inner)
        parts = [p for p in cut(inner, x, holes) if p.head == "interval"]
        proofs = node.proofs(count=len(parts))
        steps = []
        for p, q in zip(parts, proofs, strict=True):
            steps.append(prove(body, True, q, inner.restrict(x, interval(p.args[0], p.args[1]))))
        return Step("almost everywhere", ctx, formula, (("except", tuple(holes)),), tuple(steps))
    part = _stretch(domain, node, ctx)
    step = prove(body, False, node.proof(), ctx.bind(x, part))
    return Step("positive measure", ctx, Term("not", (formula,)), (("on", (part,)),), (step,))


def _stretch(domain: Term, node: Node, ctx: Context) -> Term:
    a, b = node.terms("on", ctx, 2)
    return open_part(a, b, domain, ctx, "the interval on which the statement fails", "have positive length")


def open_part(a: Term, b: Term, domain: Term, ctx: Context, what: str, long_enough: str = "not be empty") -> Term:
    """(a, b), shown to be an interval of positive length inside another one; the sentence of a rejection says what it is."""
    if a != MINUS_OO and b != OO and sign(b - a, ctx) != POS:
        raise Rejected(f"{what} must {long_enough}")
    for end, far, low in ((a, domain.args[0], True), (b, domain.args[1], False)):
        if far in INFINITE:
            continue
        if end in INFINITE or sign(end - far if low else far - end, ctx) & NEG:
            raise Rejected(f"{what} must lie in the set")
    return interval(a, b)


def throughout(formula: Term, truth: bool, node: Node, ctx: Context) -> Step:
    """A statement for all x in S is false if it fails, all its terms defined under a closure, on an interval inside S."""
    if truth or formula.head not in ("forall", "closure"):
        raise _wrong(node, formula, truth)
    name, domain, body = formula.args
    if domain.head != "interval":
        raise Rejected("a statement fails throughout a part of an interval, and the set is none")
    part = _stretch(domain, node, ctx)
    inner = ctx.bind(name.args[0], part)
    if formula.head == "closure":
        all_defined(body, inner)
    return Step("throughout", ctx, Term("not", (formula,)), (("on", (part,)),), (prove(body, False, node.proof(), inner),))


def values(formula: Term, truth: bool, node: Node, ctx: Context) -> Step:
    """Each supremum, range, expectation, ... of the statement is replaced by its proved value, or by a variable in its
    proved enclosure; an atom with a value that is proved not to exist is false."""
    from .values import evaluate

    found = top_values(formula)
    proofs = node.proofs("values", len(found))
    steps, replaced, missing = [], {}, False
    inner = ctx
    for i, (t, q) in enumerate(zip(found, proofs, strict=True)):
        result = evaluate(t, q, ctx)
        steps.append(result.step)
        if result.value is not None:
            replaced[t] = result.value
        elif result.enclosure is not None:
            name = fresh(f"v_{i}", frozenset(n for n, _ in inner.domains))
            inner = inner.bind(name, interval(*result.enclosure, "[", "]"))
            replaced[t] = sym(name)
        else:
            missing = True
    claim = formula if truth else Term("not", (formula,))
    if missing:
        chosen = any(p.head in ("piecewise", "such") for p in subterms(put_in(formula, dict.fromkeys(found, ZERO))))
        if formula.head in ("has_value", *RELATIONS, "in") and not truth and not chosen:
            return Step("no value", ctx, claim, (), tuple(steps))
        raise Rejected("a value of the statement does not exist, and only an atom is false for that reason")
    if formula.head == "has_value":
        known(resolve(put_in(formula.args[0], replaced), inner), inner)
        if not truth:
            raise Rejected("the value exists")
        return Step("value", ctx, claim, (), tuple(steps))
    rest = prove(put_in(formula, replaced), truth, node.proof(), inner)
    return Step("values", ctx, claim, (), (*steps, rest))


def top_values(formula: Term) -> list[Term]:
    """The outermost values (suprema, ranges, expectations, ...) of a formula that depend on no bound variable, in order."""
    found: list[Term] = []

    def visit(t: Term, names: frozenset[str]) -> None:
        if t.head in VALUES and not free(t) & names:
            if t not in found:
                found.append(t)
            return
        for a in t.terms:
            visit(a, names | bound(t))

    visit(formula, frozenset())
    return found


def put_in(t: Term, replaced: dict[Term, Term]) -> Term:
    """The formula with the values put in; not below a quantifier that binds a variable of theirs."""
    if names := bound(t):
        replaced = {s: v for s, v in replaced.items() if names.isdisjoint(free(s) | free(v))}
    return replaced[t] if t in replaced else rebuild(t, lambda a: put_in(a, replaced)) if t.args else t


def same_set(s: Term, t: Term, ctx: Context) -> bool:
    """Whether two finite unions of intervals and points are shown equal or shown different: by their maximal intervals."""
    if any(part.head == "progression" for u in (s, t) for part in (u, *u.terms)):
        periodic, other = _progressions(s, ctx), _progressions(t, ctx)
        return _contained(periodic, other, ctx) and _contained(other, periodic, ctx)
    rows = spans(s, ctx), spans(t, ctx)
    return len(rows[0]) == len(rows[1]) and all(
        p.args[2:] == q.args[2:] and all(order(a, b, ctx) == MASKS["="] for a, b in zip(p.args[:2], q.args[:2], strict=True))
        for p, q in zip(*rows, strict=True))


def _progressions(s: Term, ctx: Context) -> list[tuple[Term, Term]]:
    """(a, d) for each part {a + k d : k integer} of a union, d shown not to be 0; a finite set has none."""
    found = []
    for part in s.args if s.head == "union" else (s,):
        if part.head == "finite":  # infinite sets are not equal to it, whatever it has
            continue
        if part.head != "progression" or (s.head == "union" and len({q.head for q in s.args}) > 1):
            raise Rejected("a progression is compared with progressions, and with finite sets")
        (k, t), line = part.args, ctx.bind(part.args[0].args[0], REALS)
        a, b = (substitute(t, {k.args[0]: num(i)}) for i in (0, 1))
        if not equal(t, add(a, mul(k, b - a)), line) or sign(b - a, ctx) & MASKS["="]:
            raise Rejected("a progression with a step that is not shown to be constant and different from 0 is not compared")
        found.append((a, b - a))
    return found


def _rational(t: Term, ctx: Context) -> Fraction | None:
    """The rational that t is by identity."""
    n = normal(t, ctx)
    return None if n.den or n.num.keys() - {()} else Fraction(n.num.get((), 0))


def _contained(rows: list[tuple[Term, Term]], others: list[tuple[Term, Term]], ctx: Context) -> bool:
    """Whether all a + k d of the first rows are among those of the others (True), or one is shown not to be (False).

    N d is a multiple of every e: then a, a + d, ..., a + (N - 1) d decide, each by whether its distance from b is a multiple of e.
    """
    for a, d in rows:
        steps = [_rational(mul(d, power(e, num(-1))), ctx) for _, e in others]
        if None in steps or (n := lcm(*(q.denominator for q in steps if q is not None))) > 1000:
            raise Rejected("the steps of two progressions are not compared")
        for j in range(n):
            apart_by = [_rational(mul(a + mul(num(j), d) - b, power(e, num(-1))), ctx) for b, e in others]
            if any(q is not None and q.denominator == 1 for q in apart_by):
                continue
            if None in apart_by:
                raise Rejected("whether a number belongs to a progression is not decided")
            return False
    return True


def spans(s: Term, ctx: Context) -> list[Term]:
    """The maximal intervals of a finite union of intervals and points, increasing; a point p is [p, p].

    Two intervals with a common point, or with a common end that belongs to one of them, are one interval.
    """
    found: list[Term] = []
    for part in parts_of(s, fresh("x", frozenset(n for n, _ in ctx.domains)), ctx):
        lo, hi, left, right = part.args if part.head == "interval" else (*part.args, *part.args, "[", "]")
        if (length := order(hi, lo, ctx)) == NEG or (length == MASKS["="] and left + right != "[]"):
            continue
        before, after = [], []
        for other in found:
            a, b, opened, closed = other.args
            if _apart(b, closed, lo, left, ctx):
                before.append(other)
            elif _apart(hi, right, a, opened, ctx):
                after.append(other)
            else:
                first, last = order(a, lo, ctx), order(b, hi, ctx)
                lo, left = (a, opened) if first == NEG or (first != POS and opened == "[") else (lo, left)
                hi, right = (b, closed) if last == POS or (last != NEG and closed == "]") else (hi, right)
        found = [*before, interval(lo, hi, left, right), *after]
    return found


def _apart(end: Term, right: str, start: Term, left: str, ctx: Context) -> bool:
    """Whether an interval that ends here and one that starts there leave out a point between them."""
    gap = order(start, end, ctx)
    return gap == POS or (gap != NEG and right + left == ")(")


def order(a: Term, b: Term, ctx: Context) -> int:
    """The one sign of a - b for two numbers or infinite values."""
    ranks = [(s == OO) - (s == MINUS_OO) for s in (a, b)]
    found = MASKS["="] if (same(a, b, ctx) if ranks == [0, 0] else ranks[0] == ranks[1]) else (
        sign(a - b, ctx) if ranks == [0, 0] else POS if ranks[0] > ranks[1] else NEG)
    if found not in (NEG, MASKS["="], POS):
        raise Rejected("which of two ends is greater is not decided")
    return found


def union_of(parts: list[Term], ctx: Context) -> Term:
    """The union of intervals and points, written with its maximal intervals and, between them, its single points."""
    found: list[Term] = []
    for s in spans(Term("union", tuple(parts)), ctx):
        point = s.args[0] == s.args[1]
        if point and found and found[-1].head == "finite":
            found[-1] = Term("finite", (*found[-1].args, s.args[0]))
        else:
            found.append(Term("finite", s.args[:1]) if point else s)
    return Term("union", tuple(found)) if len(found) > 1 else found[0] if found else Term("finite", ())


def cut_at(domain: Term, points: list[Term], ctx: Context) -> list[Term]:
    """A set as intervals and points: what is left of it without these points of it, then they."""
    for p in points:
        in_set(p, domain, ctx)
    rest = Term("minus", (domain, Term("finite", tuple(points))))
    return [*parts_of(rest, fresh("x", frozenset(n for n, _ in ctx.domains)), ctx), *(Term("finite", (p,)) for p in points)]


def uniform(formula: Term, truth: bool, node: Node, ctx: Context) -> Step:
    """|f_b(x) - f(x)| <= bound(b) for all real x and all b > B, and bound(b) -> 0 as b -> oo.

    False: f_b(p) - f(p), for a real p that may depend on b, has a limit other than 0, or an infinite one, as b -> oo.
    """
    if formula.head != "uniform" or not (truth or node.has("along")):
        raise _wrong(node, formula, truth)
    body, target, name, parameter = formula.args
    b = parameter.args[0]
    beyond = ctx.bind(b, interval(node.term("from", ctx), OO))
    if not truth:
        where = node.term("along", beyond)
        gap = resolve(substitute(body - target, {name.args[0]: where}), beyond)
        found = limit(gap, b, beyond, "right")
        if found not in INFINITE and sign(found, ctx) not in (POS, NEG):
            raise Rejected("the difference along the points given is not shown to stay away from 0")
        return Step("not uniform", ctx, Term("not", (formula,)), (("along", (where,)), ("tends", (gap, found))))
    gap = node.term("bound", beyond)
    goal = Term("forall", (name, REALS, Term("<=", (Term("abs", (body - target,)), gap))))
    step = prove(goal, True, node.proof(), beyond)
    if not equal(limit(gap, b, beyond, "right"), ZERO, ctx):
        raise Rejected("the bound is not shown to tend to 0")
    return Step("uniform", ctx, formula, (("bound", (gap,)),), (step,))


def gaussian_comparison(formula: Term, truth: bool, node: Node, ctx: Context) -> Step:
    """f <= g everywhere gives E f <= E g, strictly if f < g on an interval; both are shown to be integrable."""
    if not truth or formula.head not in ("<", "<=", ">", ">=") or not formula.args[0].head == formula.args[1].head == "E":
        raise _wrong(node, formula, truth)
    from .gaussian import integrable

    taken = frozenset(n for n, _ in ctx.domains)
    functions = [apart(a.args[0], taken) for a in (formula.args if formula.head[0] == "<" else formula.args[::-1])]
    steps = [integrable(f, q, ctx) for f, q in zip(functions, node.proofs("integrable", 2), strict=True)]
    x = functions[0].args[0]
    f, g = functions[0].args[1], substitute(functions[1].args[1], {functions[1].args[0].args[0]: x})
    steps.append(prove(Term("forall", (x, REALS, Term("<=", (f, g)))), True, node.proof(), ctx))
    if formula.head in ("<", ">"):
        a, b = node.terms("strict_on", ctx, 2)
        if sign(b - a, ctx) != POS:
            raise Rejected("the interval on which f < g must have positive length")
        strictly = Term("forall", (x, interval(a, b), Term("<", (f, g))))
        steps.append(prove(strictly, True, node.proof("strict"), ctx))
    return Step("comparison", ctx, formula, (), tuple(steps))


def _linearity(formula: Term, truth: bool, node: Node, ctx: Context) -> Step:
    from .gaussian import linearity

    return linearity(formula, truth, node, ctx)


def _predicate(formula: Term, truth: bool, node: Node, ctx: Context) -> Step:
    from .predicates import predicate

    return predicate(formula, truth, node, ctx)


def _attained(formula: Term, truth: bool, node: Node, ctx: Context) -> Step:
    """The supremum or infimum is a value of the function (or: the bound is strict everywhere)."""
    from .values import evaluate

    if formula.head != "attained":
        raise _wrong(node, formula, truth)
    result = evaluate(formula.args[0], node.proof("value"), ctx)
    if result.attained is not truth:
        raise Rejected("the proof of the extremum does not show that it is " + ("attained" if truth else "not attained"))
    return Step("attained", ctx, formula if truth else Term("not", (formula,)), (), (result.step,))


def _components(formula: Term, truth: bool, node: Node, ctx: Context) -> Step:
    from .vectors import components, counterexample

    return (components if node.rule == "components" else counterexample)(formula, truth, node, ctx)


RULES: dict[str, Rule] = {
    "introduce": introduce, "over a period": over_a_period, "witness": witness, "connect": connect, "choose": choose, "assume": assume,
    "lemma": lemma, "law": law, "obtain": obtain, "split": split, "cases": cases, "membership": membership, "root": root,
    "undefined": undefined, "values": values, "ae": almost_everywhere, "predicate": _predicate, "attained": _attained, "uniform": uniform,
    "comparison": gaussian_comparison, "components": _components, "vector witness": _components,
    "linear relation": _linearity, "throughout": throughout,
}
