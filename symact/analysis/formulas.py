"""Formulas: derivatives, a primitive, an inverse, the series at 0. SymPy proposes; all statements are decided."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from math import factorial
from typing import Any

from symact.analysis import shape
from symact.analysis.answer import Answer, both
from symact.analysis.numbers import exact, number
from symact.analysis.profile import Profile, Unsuited
from symact.analysis.segments import segments
from symact.analysis.values import range_
from symact.check.calculus import derivative as differentiated
from symact.check.calculus import resolve
from symact.check.extent import Context
from symact.check.printer import show
from symact.check.term import Rejected, Term, substitute, sym

Answers = Iterator[Answer]
ORDER = 4  # of the series
LONG = 120  # characters


def _piecewise(p: Profile, branches: list[str], closed: bool) -> str:
    """Branches on the pieces, as one expression; `closed` fills in the breakpoints from the left piece."""
    if len(set(branches)) == 1 and closed:
        return branches[0]
    if not p.breakpoints:
        return branches[0]
    rows = [f"({b}, x {'<=' if closed else '<'} {c.text})" for b, c in zip(branches, p.breakpoints, strict=False)]
    last = f"({branches[-1]}, True)" if closed else f"({branches[-1]}, x > {p.breakpoints[-1].text})"
    return f"Piecewise({', '.join((*rows, last))})"


def _simplified(t: Term) -> str:
    """The term through SymPy, if that is shorter; long terms are left alone, because SymPy may take minutes for them."""
    import sympy

    from symact.sympy_border import from_sympy, to_sympy

    raw = show(t)
    if len(raw) > LONG:
        return raw
    try:
        found = show(from_sympy(sympy.simplify(to_sympy(t))))
    except (ValueError, TypeError, AttributeError, NotImplementedError):
        return raw
    return found if len(found) < len(raw) else raw


def _derivative(order: int) -> Callable[[Profile], Answers]:
    def question(p: Profile) -> Answers:
        """The derivative where there is one."""
        terms = [p.slope(i, order) for i in range(len(p.intervals))]
        joined = not shape.jumps(p, order) and not shape.jumps(p, order - 1)
        for simplify in (_simplified, show):
            text = _piecewise(p, [simplify(t) for t in terms], joined)
            yield Answer(f"{p.at('x', order)} = {text}", text, text)
    return question


derivative, second_derivative = _derivative(1), _derivative(2)


def parameter_derivatives(p: Profile) -> Answers:
    """The derivative by each parameter."""
    a = p.activation
    if not a.parameters:
        yield Answer(f"{p.at('x')} = {show(p.body)}", {})
        return
    context = Context()
    for parameter in a.parameters:
        if parameter.domain.head != "interval":
            raise Unsuited(f"{parameter.name} ranges over a set that is no interval")
        context = context.bind(parameter.name, parameter.domain)
    ends = ["-oo", *(str(c.text) for c in p.breakpoints), "oo"]
    body = substitute(a.body, {a.variable: sym("x")})
    statements, value = [], {}
    for parameter in a.parameters:
        call = f"D({a.name}({', '.join(('x', *(f'{q.name}={q.name}' for q in a.parameters)))}), {parameter.name})"
        branches = []
        for i, (low, high) in enumerate(pairwise(ends)):
            try:
                branch = resolve(body, context.bind("x", p.pieces.contexts[i].domain(p.pieces.x)))
                branches.append(show(differentiated(branch, parameter.name, 1)))
            except Rejected:
                raise Unsuited("the breakpoints depend on the parameters, or the branches are not smooth in them") from None
            ranges = ", ".join((f"x in ({low}, {high})", *(f"{q.name} in {show(q.domain)}" for q in a.parameters)))
            statements.append(f"forall {ranges}: {call} = {branches[-1]}")
        value[parameter.name] = _piecewise(p, branches, False)
    yield Answer(both(statements), value)


def antiderivative(p: Profile) -> Answers:
    """F with F' = f, continuous at the breakpoints."""
    import sympy

    from symact.sympy_border import from_sympy, to_sympy

    x = sympy.Symbol("x", real=True)
    found: list[Any] = []
    for i in range(len(p.intervals)):
        primitive = sympy.integrate(to_sympy(p.slope(i, 0)), x)
        if primitive.has(sympy.Integral):
            raise Unsuited("no antiderivative was found")
        if found:
            c = to_sympy(p.pieces.breakpoints[i - 1])
            primitive += found[-1].subs(x, c) - primitive.subs(x, c)
        found.append(primitive)
    try:
        text = _piecewise(p, [show(from_sympy(sympy.simplify(f))) for f in found], True)
    except ValueError as problem:
        raise Unsuited(f"no antiderivative in the functions of the language was found: {problem}") from None
    yield Answer(f"D({text}, x) = {p.at('x')}", text, text)


def series_at_0(p: Profile) -> Answers:
    """The Taylor polynomial at 0."""
    if any(c.number == 0 for c in p.breakpoints) and shape.smooth_order(p) < ORDER:
        yield Answer(f"{p.subject()} is not C^{shape.smooth_order(p) + 1}")
        return
    i = sum(c.number <= 0 for c in p.breakpoints)
    values = [number(p.slope(i, k), {"x": 0}) for k in range(ORDER + 1)]
    coefficients = [exact(v / factorial(k)) for k, v in enumerate(values)]
    if None in coefficients:
        raise Unsuited("a Taylor coefficient is not known exactly")
    statements = [f"{p.at('0', k)} = {exact(v)}" for k, v in enumerate(values)]
    terms = []
    for k, c in enumerate(coefficients):
        if c != "0":
            power = "" if k == 0 else "x" if k == 1 else f"x^{k}"
            terms.append(power if c == "1" and power else f"{c}" + (f"*{power}" if power else ""))
    text = " + ".join(terms).replace("+ -", "- ") or "0"
    yield Answer(both(statements), text, text)


def identity_at_0(p: Profile) -> Answers:
    """f(0) = 0 and f'(0) = 1: near 0 it is the identity."""
    if any(c.number == 0 for c, _, _ in shape.jumps(p, 1)):
        yield Answer(f"{p.subject()} is not differentiable at 0", False)
        return
    i = sum(c.number <= 0 for c in p.breakpoints)
    value, slope = (number(p.slope(i, k), {"x": 0}) for k in (0, 1))
    if value != 0:
        yield Answer(f"{p.at('0')} != 0", False)
    elif slope != 1:
        yield Answer(f"{p.at('0', 1)} != 1", False)
    yield Answer(f"{p.at('0')} = 0 and {p.at('0', 1)} = 1", True)


def inverse(p: Profile) -> Answers:
    """g with f(g(x)) = x on the range."""
    import sympy

    from symact.sympy_border import from_sympy, to_sympy

    found = segments(p, 1)
    if len(found) != 1 or not found[0].strict or not found[0].direction:
        for answer in shape.injective(p):
            yield Answer(answer.statement)
        return
    where = next(range_(p))
    x, y = sympy.Symbol("x", real=True), sympy.Symbol("y", real=True)
    branches = []
    for i in range(len(p.intervals)):
        solutions = sympy.solve(to_sympy(p.slope(i, 0)) - y, x)
        if len(solutions) != 1:
            raise Unsuited("no inverse in closed form was found")
        branches.append(show(from_sympy(sympy.simplify(solutions[0]).subs(y, x))))
    joints = [show(p.pieces.breakpoints[j]) for j in range(len(p.breakpoints))]
    if joints:
        rows = [f"({b}, x <= {p.at(c)})" for b, c in zip(branches, joints, strict=False)]
        if found[0].direction < 0:
            raise Unsuited("no inverse in closed form was found")
        text = f"Piecewise({', '.join((*rows, f'({branches[-1]}, True)'))})"
    else:
        text = branches[0]
    yield Answer(both([f"forall x in {where.exact}: {p.at(text)} = x", f"{p.subject()} is injective"]), text, text)
