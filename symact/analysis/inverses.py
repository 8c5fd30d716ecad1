"""Which x has t(x) = y? The functions around x are taken off one by one; at last SymPy is asked, briefly. Untrusted."""

from __future__ import annotations

from fractions import Fraction

from symact.analysis.briefly import briefly
from symact.check.extent import Context
from symact.check.identity import Poly, generator, normal, to_term
from symact.check.term import HALF, ONE, Rejected, Term, add, apply, exponent, free, mul, neg, num, power, sym

INVERSES = {
    "exp": lambda y: apply("log", y), "log": lambda y: apply("exp", y), "expm1": lambda y: apply("log", add(ONE, y)),
    "log1p": lambda y: add(apply("exp", y), num(-1)), "atan": lambda y: apply("tan", y), "asin": lambda y: apply("sin", y),
    "cbrt": lambda y: power(y, num(3)), "LambertW": lambda y: mul(y, apply("exp", y)),
    "tanh": lambda y: mul(HALF, add(apply("log", add(ONE, y)), neg(apply("log", add(ONE, neg(y)))))),
}


def inverses(t: Term, x: str, ctx: Context) -> list[Term]:
    """Terms in x (which then stands for the value) that may invert t."""
    y = sym("y")
    found = [s for s in (_peeled(t, x, y), _fraction(t, x, y, ctx)) if s is not None]
    return found or _by_sympy(t, x)


def _peeled(t: Term, x: str, y: Term) -> Term | None:
    """t = y solved for x, where x occurs in one place."""
    if t == sym(x):
        return y
    inside = [a for a in t.terms if x in free(a)]
    if len(inside) != 1:
        return None
    u, = inside
    rest = [a for a in t.terms if a is not u]
    if t.head == "+":
        return _peeled(u, x, add(y, *(neg(r) for r in rest)))
    if t.head == "*":
        return _peeled(u, x, mul(y, *(power(r, num(-1)) for r in rest)))
    if t.head == "^" and u is t.args[0]:
        n = exponent(t)
        if n == -1:
            return _peeled(u, x, power(y, num(-1)))
        if abs(n) == 3:
            root = apply("cbrt", y)
            return _peeled(u, x, root if n > 0 else power(root, num(-1)))
        return _peeled(u, x, power(y, num(1 / n)))
    return _peeled(u, x, INVERSES[t.head](y)) if t.head in INVERSES else None


def _fraction(t: Term, x: str, y: Term, ctx: Context) -> Term | None:
    """t = (p1 w + p0)/(q1 w + q0) in one generator w, a function of x: w = (q0 y - p0)/(p1 - q1 y)."""
    try:
        n = normal(t, ctx)
    except Rejected:
        return None
    if len(n.den) > 1 or any(k != 1 for k in n.den.values()):
        return None
    rows: list[Poly] = [n.num, *(dict(key) for key in n.den)]
    used = {(g, e) for p in rows for m in p for g, e in m if x in free(generator(g))}
    if len(used) != 1:
        return None
    (g, e), = used
    line: list[list[Term]] = []
    unit: Poly = {(): Fraction(1)}
    for p in rows if n.den else [*rows, unit]:
        sides: list[list[Term]] = [[], []]
        for m, c in p.items():
            sides[(g, e) in m].append(to_term({tuple(q for q in m if q != (g, e)): c}))
        line.append([add(*side) if side else num(0) for side in sides])
    (p0, p1), (q0, q1) = line
    w = mul(add(mul(q0, y), neg(p0)), power(add(p1, neg(mul(q1, y))), num(-1)))
    return _peeled(power(generator(g), num(e)), x, w)


def _by_sympy(t: Term, x: str) -> list[Term]:
    import sympy

    from symact.sympy_border import from_sympy, to_sympy

    v, y = sympy.Symbol(x, real=True), sympy.Symbol("y", real=True)
    found = briefly(lambda: sympy.solve(to_sympy(t) - y, v)) or []
    terms = []
    for s in found:
        try:
            terms.append(from_sympy(s))
        except ValueError:
            continue
    return terms
