"""Other ways of writing a term, for the search to choose from: tidied sums, factored quotients, forms stable in a tail.

Nothing here is trusted: the kernel checks every rewriting as an identity on the context.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

from symact.check.extent import POS, Context, sign
from symact.check.identity import Poly, generator, normal, ratio_term, to_term
from symact.check.term import (
    MINUS_OO,
    ONE,
    OO,
    Rejected,
    Term,
    add,
    apply,
    free,
    mul,
    neg,
    num,
    power,
    rebuild,
    substitute,
    subterms,
    value,
)
from symact.proof.rewriting import expand, tidy, whole

from .roots import conjugated, is_rooted, rationalised


def squares(t: Term, ctx: Context) -> Term | None:
    """A quadratic polynomial in two or more generators as a sum of multiples of squares and a constant (by completing squares)."""
    try:
        n = normal(t, ctx)
    except Rejected:
        return None
    used = sorted({g for m in n.num for g, _ in m})
    if n.den or not 2 <= len(used) <= 6 or any(sum(e for _, e in m) > 2 or any(e not in (1, 2) for _, e in m) for m in n.num):
        return None
    rest, parts = dict(n.num), []
    for g in used:
        lead = rest.pop(((g, 2),), Fraction(0))
        linear = {m: rest.pop(m) for m in [m for m in rest if any(h == g for h, _ in m)]}
        if not lead:
            if linear:
                return None
            continue
        halves: Poly = {tuple(he for he in m if he[0] != g): Fraction(c) / (2 * lead) for m, c in linear.items()}
        parts.append(mul(num(lead), power(add(generator(g), to_term(halves)), num(2))))
        for m, c in halves.items():
            for k, d in halves.items():
                product = tuple(sorted(m + k)) if m != k else tuple((h, 2) for h, _ in m)
                rest[product] = rest.get(product, Fraction(0)) - lead * c * d
        rest = {m: c for m, c in rest.items() if c}
    return add(*parts, to_term(rest)) if parts else None


def centred(t: Term, ctx: Context) -> tuple[Term, Term] | None:
    """t = unit * s with the exponents of each exponential in s symmetric about 0: an exact zero keeps more of its order there."""
    try:
        n = normal(t, ctx)
    except Rejected:
        return None
    gens = {g for m in n.num for g, _ in m if generator(g).head == "exp"}
    if n.den or not gens or len(n.num) < 2:
        return None
    middle = {g: (min(es) + max(es)) / 2 for g in gens for es in ([Fraction(dict(m).get(g, 0)) for m in n.num],)}
    if not any(middle.values()):
        return None
    shifted: Poly = {}
    for m, c in n.num.items():
        e = {g: Fraction(k) for g, k in m}
        for g, k in middle.items():
            e[g] = e.get(g, Fraction(0)) - k
        shifted[tuple(sorted((g, whole(k)) for g, k in e.items() if k))] = c
    return mul(*(power(generator(g), num(k)) for g, k in middle.items() if k)), to_term(shifted)


def over_extension(t: Term, ctx: Context) -> Term | None:
    """Factors over Q(sqrt 2, ...): for normal forms in one generator whose coefficients contain square roots (by SymPy)."""
    try:
        n = normal(t, ctx)
    except Rejected:
        return None
    roots = {g for m in n.num for g, _ in m if generator(g).head == "num"}
    others = {g for m in n.num for g, _ in m} - roots
    if not roots or len(others) != 1 or len(n.num) > 60:
        return None
    import sympy

    g, u = others.pop(), sympy.Symbol("u")
    expression = sympy.Integer(0)
    low = min(Fraction(dict(m).get(g, 0)) for m in n.num)
    for m, c in n.num.items():
        part = sympy.Rational(c.numerator, c.denominator)
        for h, e in m:
            if h == g:
                e = Fraction(e) - low
                if e.denominator != 1:
                    return None
                part *= u ** int(e)
            else:
                part *= sympy.Integer(int(generator(h).args[0])) ** sympy.Rational(Fraction(e).numerator, Fraction(e).denominator)
        if g not in dict(m):
            part *= u ** int(-low)
        expression += part
    unit, parts = sympy.factor_list(sympy.Poly(expression, u, extension=True))
    product = [_from_sympy(unit, u, generator(g)), power(generator(g), num(low))]
    product += [power(_from_sympy(f.as_expr(), u, generator(g)), num(k)) for f, k in parts]
    below = [power(to_term(dict(key)), num(-e)) for key, e in n.den.items()]
    return mul(*product, *below)


def _from_sympy(e: object, u: object, g: Term) -> Term:
    """A polynomial in u over a field of square roots, as a term in the generator."""
    import sympy

    if e == u:
        return g
    if isinstance(e, sympy.Rational):
        return num(Fraction(int(e.p), int(e.q)))
    if isinstance(e, sympy.Add):
        return add(*(_from_sympy(a, u, g) for a in e.args))
    if isinstance(e, sympy.Mul):
        return mul(*(_from_sympy(a, u, g) for a in e.args))
    if isinstance(e, sympy.Pow) and isinstance(e.exp, sympy.Rational):
        return power(_from_sympy(e.base, u, g), num(Fraction(int(e.exp.p), int(e.exp.q))))
    raise Rejected("an algebraic coefficient that is not a square root")


def powered(t: Term) -> Term:
    """A power of a product as the product of the powers, in the parts of a sum."""
    if t.head in ("+", "*"):
        return tidy(Term(t.head, tuple(powered(a) for a in t.args)))
    if t.head == "^" and t.args[0].head == "*":
        return tidy(mul(*(powered(power(a, t.args[1])) for a in t.args[0].args)))
    t = tidy(t)
    n = value(t.args[1]) if t.head == "^" and t.args[0].head == "cbrt" else None
    return t if n is None or n.denominator != 1 or n % 3 else power(t.args[0].args[0], num(n / 3))


TRANSCENDENTAL = ("log", "atan", "asin", "erf", "exp", "LambertW")


def isolated(t: Term, ctx: Context) -> list[tuple[Term, Term, Term]]:
    """The (g, a, b) with t = a g + b (up to a positive denominator), g a transcendental generator that a and b are without."""
    try:
        n = normal(t, ctx)
    except Rejected:
        return []
    if len(n.num) > 16:
        return []
    found = []
    below = [power(to_term(dict(key)), num(-k)) for key, k in n.den.items()]
    for g in sorted({g for m in n.num for g, _ in m if generator(g).head in TRANSCENDENTAL and free(generator(g))}):
        steps = {Fraction(dict(m).get(g, 0)) for m in n.num} - {0}
        if len(steps) != 1 or (generator(g).head != "exp" and steps != {1}):
            continue
        step = steps.pop()
        with_g: Poly = {tuple(ge for ge in m if ge[0] != g): c for m, c in n.num.items() if g in dict(m)}
        without: Poly = {m: c for m, c in n.num.items() if g not in dict(m)}
        if without and not any(generator(g) in subterms(generator(h)) for p in (with_g, without) for m in p for h, _ in m):
            head = generator(g) if step == 1 else apply("exp", mul(num(step), generator(g).args[0]))
            found.append((head, mul(to_term(with_g), *below), mul(to_term(without), *below)))
    return found


def logarithm(t: Term, ctx: Context) -> Term:
    """log |t|, for a product of powers and exponentials whose factors have known signs as a sum; t is not 0."""
    try:
        if t.head == "*":
            return add(*(logarithm(a, ctx) for a in t.args))
        if t.head == "^":
            return mul(t.args[1], logarithm(t.args[0], ctx))
        if t.head == "exp":
            inner: Term = t.args[0]
            return inner
        if t == ONE or t == num(-1):
            return num(0)
        turned = add(*(neg(a) for a in t.args)) if t.head == "+" else neg(t)
        return apply("log", t if sign(t, ctx) == POS else turned)
    except Rejected:
        return apply("log", t)


# ------------------------------------------------------------------ forms stable in a tail

def _grows(u: Term, x: str, end: Term) -> int:
    """1: u -> oo, -1: u -> -oo, 0: neither, judged by two far samples."""
    from .numeric import number

    far = [Fraction(50), Fraction(400)] if end == OO else [Fraction(-50), Fraction(-400)]
    ones = substitute(u, dict.fromkeys(free(u) - {x}, ONE))
    a, b = (number(ones, x, q) for q in far)
    return 1 if b > a > 5 else -1 if b < a < -5 else 0


@lru_cache(maxsize=20_000)
def stable(t: Term, x: str, end: Term) -> Term:
    """t rewritten so that its functions neither overflow nor cancel as x tends to the infinite end.

    log(1 + exp(u)) = u + log(1 + exp(-u)) and tanh, sigmoid-like quotients through exp(-|u|) where u tends to oo;
    erf(u) = 1 - erfc(u) or -1 + erfc(-u); 1 - erf(u) = erfc(u).
    """
    def visit(s: Term) -> Term:
        if x not in free(s) or not s.args:
            return s
        s = rebuild(s, visit)
        if s.head == "+":
            s = add(*s.args)
            return (conjugated(s, x, end) if s.head == "+" else None) or s
        if s.head == "log" and s.args[0].head == "+" and len(s.args[0].args) == 2:
            one, e = s.args[0].args
            if e == ONE:
                one, e = e, one
            if one == ONE and e.head == "exp" and _grows(e.args[0], x, end) == 1:
                return add(e.args[0], apply("log", add(ONE, apply("exp", tidy(neg(e.args[0]))))))
        if s.head == "erf" and (g := _grows(s.args[0], x, end)):
            return add(ONE, neg(apply("erfc", s.args[0]))) if g == 1 else add(num(-1), apply("erfc", tidy(neg(s.args[0]))))
        if s.head == "tanh" and (g := _grows(s.args[0], x, end)):
            w = apply("exp", tidy(mul(num(-2 * g), s.args[0])))
            return mul(num(g), add(ONE, mul(num(-2), w, power(add(ONE, w), num(-1)))))
        return s

    return tidy(expand(visit(t)))


def _levelled(t: Term, x: str, end: Term) -> Term:
    """1/(1 + exp(u)) as 1 - exp(u)/(1 + exp(u)) where u tends to -oo: what is left of a sum when its limit is taken away."""
    if not t.args:
        return t
    t = rebuild(t, lambda a: _levelled(a, x, end))
    if t.head == "^" and value(t.args[1]) == -1 and t.args[0].head == "+" and len(t.args[0].args) == 2:
        one, e = sorted(t.args[0].args, key=lambda a: a != ONE)
        if one == ONE and e.head == "exp" and _grows(e.args[0], x, end) == -1:
            return add(ONE, neg(mul(e, t)))
    return t


def candidates(t: Term, ctx: Context) -> list[Term]:
    """Rewritings worth a try, cheapest first, without repetition."""
    seen, found = {t}, []
    options = [tidy(t)]
    if is_rooted(t) and (rational := rationalised(t, ctx)) is not None:
        options.append(rational)
    for x, domain in ctx.domains:
        for end in domain.args[:2]:
            if end in (OO, MINUS_OO) and x in free(t):
                options.append(stable(t, x, end))
                if any(u.head in ("erf", "erfc") for u in subterms(t)):
                    options.append(tidy(expand(_levelled(options[-1], x, end))))
                try:
                    options.append(ratio_term(normal(options[-1], ctx)))
                except Rejected:
                    continue
    for s in options:
        if s not in seen:
            seen.add(s)
            found.append(s)
    return found
