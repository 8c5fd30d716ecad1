"""An antiderivative of a smooth term: by parts, as a rational function of x or of one exponential, at last by SymPy, briefly.

What is found is kept only if the kernel's own differentiation gives the term back.
"""

from __future__ import annotations

from fractions import Fraction
from math import lcm
from typing import Any

from symact.analysis.briefly import briefly
from symact.analysis.primitives import primitive
from symact.check.calculus import derivative
from symact.check.extent import NEG, Context, sign
from symact.check.identity import Poly, Ratio, equal, generator, normal, to_term
from symact.check.printer import show
from symact.check.term import Rejected, Term, add, apply, free, mul, neg, num, power, rebuild, substitute, subterms, sym

LARGEST = 40  # degree of a rational function


def antiderivative(t: Term, x: str, ctx: Context) -> Term | None:
    """F with F' = t on the context, by identity and defined there; None where none is found."""
    for attempt in (primitive, _rational, _by_sympy):
        found = attempt(t, x, ctx)
        if found is None:
            continue
        found = _tidied(_real(found, x, ctx), ctx)
        try:
            if equal(derivative(found, x, 1), t, ctx) and sign(found, ctx) is not None:
                return found
        except Rejected:
            continue
    return None


def _tidied(t: Term, ctx: Context) -> Term:
    """The term through its normal form, where that is shorter."""
    try:
        n = normal(t, ctx)
    except Rejected:
        return t
    s = to_term(n.num) if not n.den and n.num else t
    return s if len(show(s)) < len(show(t)) else t


def _real(t: Term, x: str, ctx: Context) -> Term:
    """log(-u) for log(u) where u is negative: both have the derivative u'/u."""
    t = rebuild(t, lambda a: _real(a, x, ctx)) if t.args else t
    if t.head == "log":
        try:
            if sign(t.args[0], ctx) == NEG:
                return apply("log", neg(t.args[0]))
        except Rejected:
            pass
    return t


def _rational(t: Term, x: str, ctx: Context) -> Term | None:
    """A rational function of x, or of one exponential w = e^(c x), where dx = dw/(c w)."""
    import sympy
    from sympy.integrals.rationaltools import ratint

    from symact.sympy_border import from_sympy

    try:
        n = normal(t, ctx)
    except Rejected:
        return None
    polys = [n.num, *(dict(key) for key in n.den)]
    used = {g for p in polys for m in p for g, _ in m if x in free(generator(g))}
    if len(used) != 1:
        return None
    g, = used
    head = generator(g)
    w = sympy.Symbol("w", real=True) if head == sym(x) else sympy.Symbol("w", positive=True)
    steps = lcm(*(Fraction(e).denominator for p in polys for m in p for h, e in m if h == g))
    f = _quotient(n, g, steps, w)
    if f is None or max(sympy.degree(q, w) for q in sympy.fraction(sympy.together(f))) > LARGEST:
        return None
    if head == sym(x):
        inside = {"w": head}
        factor = num(1)
    elif head.head == "exp":
        slope = derivative(head.args[0], x, 1)
        if x in free(slope):
            return None
        inside = {"w": apply("exp", mul(num(Fraction(1, steps)), head.args[0]))}
        factor = mul(num(steps), power(slope, num(-1)))
        f = f / w
    else:
        return None
    if (found := briefly(lambda: from_sympy(ratint(sympy.cancel(f), w)))) is None:
        return None
    if head.head == "exp":
        found = _without_log(found, mul(num(Fraction(1, steps)), head.args[0]))
    return mul(factor, substitute(found, inside)) if factor != num(1) else substitute(found, inside)


def _without_log(t: Term, u: Term) -> Term:
    """u for log(w), w = e^u."""
    if t == apply("log", sym("w")):
        return u
    return rebuild(t, lambda a: _without_log(a, u)) if t.args else t


def _quotient(n: Ratio, g: int, steps: int, w: Any) -> Any:
    """The ratio as a SymPy expression in w, the generator g being w^steps; None where it has other generators."""
    top = _polynomial(n.num, g, steps, w)
    if top is None:
        return None
    for key, k in n.den.items():
        below = _polynomial(dict(key), g, steps, w)
        if below is None:
            return None
        top = top / below**k
    return top


def _polynomial(p: Poly, g: int, steps: int, w: Any) -> Any:
    import sympy

    total = sympy.Integer(0)
    for m, c in p.items():
        exponent = Fraction(0)
        for h, e in m:
            if h != g:
                return None
            exponent = Fraction(e) * steps
        total += sympy.Rational(c.numerator, c.denominator) * w ** int(exponent)
    return total


def _by_sympy(t: Term, x: str, ctx: Context) -> Term | None:
    if any(s.head in ("erf", "erfc", "LambertW") for s in subterms(t)):
        return None
    import sympy

    from symact.sympy_border import from_sympy, to_sympy

    found = briefly(lambda: sympy.integrate(to_sympy(t), sympy.Symbol(x, real=True)))
    try:
        return None if found is None or found.has(sympy.Integral) else from_sympy(found)
    except ValueError:
        return None


def joined(branches: list[Term], points: list[Term], x: str) -> list[Term]:
    """Antiderivatives of the pieces, shifted so that neighbours have the same value at the breakpoint between them."""
    found = branches[:1]
    for branch, c in zip(branches[1:], points, strict=True):
        here = {x: c}
        found.append(add(branch, substitute(found[-1], here), neg(substitute(branch, here))))
    return found
