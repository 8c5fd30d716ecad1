"""Signs of random trigonometric polynomials, found on the circle, against their values at 50 digits."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest
from numeric import MP, Unsure, evaluate, mask_of, mpf

from symact.check.extent import Context, defined, interval
from symact.check.identity import equal, is_zero, polynomial_signs
from symact.check.reader import read_term
from symact.check.term import MINUS_OO, OO, Rejected, Term, add, apply, mul, num, power, sym

ARGUMENTS = ["x", "2*x", "x/2", "2*x/3", "x + pi/2", "x - pi/3", "3/(1 + x)", "4/(1 + x)", "x/(1 + x^2)", "2*x + a", "sqrt(x)", "exp(x)"]
ANGLES = [Fraction(q) for q in ("-1", "-1/2", "0", "1/3", "1", "5/4", "3/2", "2", "3")]


def wave(r: Random, u: Term) -> Term:
    parts = []
    for _ in range(r.choice((1, 2, 2, 3))):
        n, c = r.choice((1, 1, 2, 3)), num(r.choice((-2, -1, 1, 1, 2, Fraction(1, 2))))
        f = apply(r.choice(("sin", "cos")), mul(num(n), u) if n > 1 else u)
        parts.append(mul(c, r.choice((f, f, power(f, num(2)), mul(f, apply("cos", u))))))
    return add(*parts, num(r.choice((Fraction(-1), Fraction(0), Fraction(1), Fraction(2), Fraction(1, 2)))))


def domain(r: Random) -> Term:
    lo, hi = sorted(r.sample(ANGLES, 2))
    ends = [mul(num(q), r.choice((Term("pi"), num(1)))) if q else num(0) for q in (lo, hi)]
    low, high = ends[0] if r.random() < 0.8 else MINUS_OO, ends[1] if r.random() < 0.8 else OO
    return interval(low, high, "(" if low == MINUS_OO else r.choice("(["), ")" if high == OO else r.choice(")]"))


@pytest.mark.parametrize("seed", range(2))
def test_signs_that_are_found_hold(seed: int) -> None:
    r = Random(seed)
    found = 0
    for _ in range(150):
        try:
            ctx = Context().bind("a", interval(num(0), num(1), "[", "]")).bind("x", domain(r))
            t = wave(r, read_term(r.choice(ARGUMENTS)))
            defined(t, ctx)
            mask = polynomial_signs(t, ctx)
        except Rejected:
            continue
        found += mask != 7
        lo, hi = (None if e in (OO, MINUS_OO) else mpf(evaluate(e, {})) for e in ctx.domain("x").args[:2])
        lo, hi = lo if lo is not None else MP.mpf(-30) if hi is None else hi - 30, hi if hi is not None else MP.mpf(30) if lo is None else lo + 30
        for k in (1, *r.sample(range(2, 10**5), 12), 10**5 - 1):
            env = {"x": Fraction(int((lo + (hi - lo) * k / 10**5) * 10**12), 10**12), "a": Fraction(r.randint(0, 4), 4)}
            try:
                assert mask_of(evaluate(t, env)) & mask, (t, ctx, env, mask)
            except Unsure:
                continue
    assert found > 20


SUMS = [("sin(u + v)", "sin(u)*cos(v) + cos(u)*sin(v)"), ("cos(u + v)", "cos(u)*cos(v) - sin(u)*sin(v)"), ("sin(2*u)", "2*sin(u)*cos(u)"),
        ("cos(3*u)", "4*cos(u)^3 - 3*cos(u)"), ("sin(u)^2", "(1 - cos(2*u))/2"), ("sin(u)*sin(v)", "(cos(u - v) - cos(u + v))/2"),
        ("cos(u)^4", "(3 + 4*cos(2*u) + cos(4*u))/8"), ("sin(u) + sin(v)", "2*sin((u + v)/2)*cos((u - v)/2)")]
PAIRS = [("x", "a"), ("2*x", "pi/3"), ("1/(1 + x)", "x^2/(1 + x)"), ("x/(1 + x^2)", "1/(1 + x^2)"), ("sqrt(x)", "pi/4"), ("x + pi/6", "x - pi/12"), ("3*x/(1 + a)", "a/(1 + a)")]


@pytest.mark.parametrize(("left", "right"), SUMS)
def test_addition_theorems(left: str, right: str) -> None:
    """Equal sides are found equal; the same sides with one sign, factor or angle changed are not."""
    ctx = Context().bind("a", interval(num(0), num(1))).bind("x", interval(num(0), OO))
    for u, v in PAIRS:
        s, t = (read_term(side.replace("u", f"({u})").replace("v", f"({v})")) for side in (left, right))
        assert equal(s, t, ctx) and is_zero(s - t, ctx), (u, v)
        for wrong in (t + t, -t, t + num(Fraction(1, 10**9)), t + apply("sin", sym("x")), t * apply("cos", sym("x"))):
            assert not equal(s, wrong, ctx) and not is_zero(s - wrong, ctx), (u, v, wrong)


@pytest.mark.parametrize("k", range(-14, 27))
def test_multiples_of_a_twelfth_of_a_half_turn(k: int) -> None:
    """cos(k pi/12) = cos((24 - k) pi/12), sin(k pi/12) = sin((12 - k) pi/12), and the roots that they are."""
    roots = {0: "1", 1: "(sqrt(6) + sqrt(2))/4", 2: "sqrt(3)/2", 3: "sqrt(2)/2", 4: "1/2", 5: "(sqrt(6) - sqrt(2))/4", 6: "0"}
    j = k % 24
    j = min(j, 24 - j)
    cosine = read_term(roots[j] if j <= 6 else f"-({roots[12 - j]})")
    for name, shift in (("cos", 0), ("sin", 6)):
        t = read_term(f"{name}({k + shift}*pi/12)")
        assert equal(t, cosine, Context()), name
        assert not equal(t, cosine + read_term("1/10^9"), Context())
        assert cosine == num(0) or not equal(t, -cosine, Context())
