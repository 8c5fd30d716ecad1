"""Rules for expectations that need no antiderivative: symmetry, linearity, complex exponentials and error functions."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from .calculus import resolve
from .extent import Context, defined, interval
from .formulas import prove
from .gaussian import integrable
from .identity import equal
from .step import Node, Step, Value
from .term import HALF, ONE, OO, PI, REALS, ZERO, Rejected, Term, add, apply, mul, neg, num, power, substitute

Complex = tuple[Fraction, Fraction]


def reflection(t: Term, node: Node, ctx: Context) -> Value:
    """f integrable, f(x) + f(-x) = g(x) + g(-x) for all x > 0, and E g(Z) = v: then E f(Z) = v, since -Z has the law of Z."""
    from .values import evaluate

    function = t.args[0]
    x, body = function.args
    g = node.term("of", ctx.bind(x.args[0], REALS))
    steps = [integrable(function, node.proof("integrable"), ctx)]
    sides = [add(h, substitute(h, {x.args[0]: neg(x)})) for h in (body, g)]
    steps.append(prove(Term("forall", (x, interval(ZERO, OO, "(", ")"), Term("=", tuple(sides)))), True, node.proof(), ctx))
    inner = evaluate(Term("E", (Term("lambda", (x, g)),)), node.proof("value"), ctx)
    claim = t if inner.value is None else Term("=", (t, inner.value))
    return Value(Step("reflection", ctx, claim, (("even part", (x, g)),), (*steps, inner.step)), inner.value, inner.enclosure)


def linearity(t: Term, node: Node, ctx: Context) -> Value:
    """f = c_1 g_1 + ... + c_n g_n on R, and E g_i(Z) = v_i: then E f(Z) = c_1 v_1 + ... + c_n v_n."""
    from .values import evaluate

    x, body = t.args[0].args
    line = ctx.bind(x.args[0], REALS)
    parts, total, steps, facts = [], [], [], []
    for part in node.proofs("parts"):
        c, g = part.term("factor", ctx), part.term("of", line)
        inner = evaluate(Term("E", (Term("lambda", (x, g)),)), part.proof("value"), ctx)
        if inner.value is None:
            raise Rejected("linearity needs the exact expectation of each part")
        defined(c, ctx)
        parts.append(mul(c, g))
        total.append(mul(c, inner.value))
        steps.append(inner.step)
        facts.append(("part", (c, g, inner.value)))
    if not parts:
        raise Rejected("linearity needs a part")
    steps.append(prove(Term("forall", (x, REALS, Term("=", (body, add(*parts))))), True, node.proof(), ctx))
    found = node.term("value", ctx)
    if not equal(add(*total), found, ctx):
        raise Rejected("the expectations of the parts do not add up to the value given")
    return Value(Step("linearity", ctx, Term("=", (t, found)), tuple(facts), tuple(steps)), found)


def _same_as(t: Term, build: Callable[[Term], Term], ctx: Context) -> None:
    """Shown: the function is the given one on all of R."""
    x, body = t.args[0].args
    line = ctx.bind(x.args[0], REALS)
    branch, given = resolve(body, line), build(x)
    defined(branch, line)
    defined(given, line)
    if not equal(branch, given, line):
        raise Rejected("the function is not shown to be the one whose expectation is known")


Row = tuple[Term, int, Term, Term, int, int]


def wave_rows(node: Node, ctx: Context) -> list[Row]:
    return [(p.term("factor", ctx), p.integer("power", 0, 40), p.term("rate", ctx), p.term("frequency", ctx), p.integer("cos", 0, 20),
             p.integer("sin", 0, 20)) for p in node.proofs("terms")]


def moments(t: Term, node: Node, ctx: Context) -> Value:
    """E of a sum of c Z^n e^(b Z) cos(a Z)^j sin(a Z)^k, from E Z^n e^(s Z) = p_n(s) e^(s^2/2) for every complex s, where
    p_0 = 1 and p_(n+1) = p_n' + s p_n (differentiation by s under the integral)."""
    rows = wave_rows(node, ctx)
    for c, _, b, a, _, _ in rows:
        for s in (c, b, a):
            defined(s, ctx)
    _same_as(t, lambda x: add(*(_summand(x, *row) for row in rows)), ctx)
    found = node.term("value", ctx)
    if not equal(wave_sum(rows), found, ctx):
        raise Rejected("the moments do not add up to the value given")
    return Value(Step("moments", ctx, Term("=", (t, found)), (("value", (found,)),)), found)


def wave_sum(rows: list[Row]) -> Term:
    """The expectation of the sum of the rows."""
    return add(*(mul(row[0], _moment(*row[1:])) for row in rows))


def _summand(x: Term, c: Term, n: int, b: Term, a: Term, cos: int, sin: int) -> Term:
    factors = [c, *([power(x, num(n))] if n else []), *([apply("exp", mul(b, x))] if b != ZERO else [])]
    return mul(*factors, *[apply("cos", mul(a, x))] * cos, *[apply("sin", mul(a, x))] * sin)


def _moment(n: int, b: Term, a: Term, cos: int, sin: int) -> Term:
    """The real part of the sum over m of w_m p_n(s) e^(s^2/2), s = b + i m a, where cos^j sin^k = sum of w_m e^(i m a x)."""
    waves: dict[int, Complex] = {0: (Fraction(1), Fraction(0))}
    half = Fraction(1, 2)
    for up, down in [((half, Fraction(0)), (half, Fraction(0)))] * cos + [((Fraction(0), -half), (Fraction(0), half))] * sin:
        waves = _multiplied(waves, {1: up, -1: down})
    coefficients = [Fraction(1)]
    for _ in range(n):
        last = len(coefficients)
        coefficients = [(coefficients[r + 1] * (r + 1) if r + 1 < last else Fraction(0)) + (coefficients[r - 1] if r else Fraction(0))
                        for r in range(last + 1)]
    parts = []
    for m, (u, v) in sorted(waves.items()):
        frequency = mul(num(m), a)
        p, q = _polynomial(coefficients, b, frequency)
        angle = mul(frequency, b)
        cosine, sine = (ONE, ZERO) if angle == ZERO else (apply("cos", angle), apply("sin", angle))
        # (u + i v) (p + i q) (cosine + i sine)
        real, imaginary = add(mul(num(u), p), mul(num(-v), q)), add(mul(num(u), q), mul(num(v), p))
        size = apply("exp", mul(HALF, add(power(b, num(2)), neg(power(frequency, num(2))))))
        parts.append(mul(size, add(mul(real, cosine), neg(mul(imaginary, sine)))))
    return add(*parts)


def _multiplied(a: dict[int, Complex], b: dict[int, Complex]) -> dict[int, Complex]:
    total: dict[int, Complex] = {}
    for m, (p, q) in a.items():
        for n, (r, s) in b.items():
            u, v = total.get(m + n, (Fraction(0), Fraction(0)))
            total[m + n] = u + p * r - q * s, v + p * s + q * r
    return total


def _polynomial(coefficients: list[Fraction], b: Term, c: Term) -> tuple[Term, Term]:
    """Real and imaginary part of p(b + i c)."""
    real, imaginary, re, im = ZERO, ZERO, ONE, ZERO
    for k in coefficients:
        real, imaginary = add(real, mul(num(k), re)), add(imaginary, mul(num(k), im))
        re, im = add(mul(b, re), neg(mul(c, im))), add(mul(b, im), mul(c, re))
    return real, imaginary


def smoothing(t: Term, node: Node, ctx: Context) -> Value:
    """E erf(a Z + b) = erf(b/sqrt(1 + 2 a^2)): it is 2 P(N < a Z + b) - 1, where N has variance 1/2 and is independent of Z."""
    a, b = node.term("slope", ctx), node.term("shift", ctx)
    defined(a, ctx)
    defined(b, ctx)
    _same_as(t, lambda x: apply("erf", add(mul(a, x), b)), ctx)
    found = smoothed(a, b)
    return Value(Step("smoothing", ctx, Term("=", (t, found)), (("value", (found,)),)), found)


def quadrant(t: Term, node: Node, ctx: Context) -> Value:
    """E erf(a Z) erf(b Z) = 2/pi asin(2 a b/sqrt((1 + 2 a^2) (1 + 2 b^2))): it is E of the signs of a Z + N and b Z + N', where
    N and N' have variance 1/2; two Gaussian variables with correlation r have P(equal signs) = 1/2 + asin(r)/pi (Sheppard)."""
    a, b = node.terms("slopes", ctx, 2)
    defined(a, ctx)
    defined(b, ctx)
    _same_as(t, lambda x: mul(apply("erf", mul(a, x)), apply("erf", mul(b, x))), ctx)
    found = arcsine(a, b)
    defined(found, ctx)
    return Value(Step("quadrant", ctx, Term("=", (t, found)), (("value", (found,)),)), found)


def smoothed(a: Term, b: Term) -> Term:
    return apply("erf", mul(b, power(_spread(a), num(Fraction(-1, 2)))))


def arcsine(a: Term, b: Term) -> Term:
    r = mul(num(2), a, b, power(mul(_spread(a), _spread(b)), num(Fraction(-1, 2))))
    return mul(num(2), power(PI, num(-1)), apply("asin", r))


def _spread(a: Term) -> Term:
    return add(ONE, mul(num(2), power(a, num(2))))


CLOSED_RULES: dict[str, Callable[[Term, Node, Context], Value]] = {
    "reflection": reflection, "linearity": linearity, "moments": moments, "smoothing": smoothing, "quadrant": quadrant,
}
