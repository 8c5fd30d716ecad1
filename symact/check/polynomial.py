"""Signs of a polynomial with rational coefficients on an interval: squarefree parts and Sturm's theorem.

A polynomial is the list of its coefficients from the constant term up; ends are rationals, or None for infinity.
"""

from __future__ import annotations

from fractions import Fraction

NEG, ZERO, POS = 1, 2, 4
P = list[Fraction]


def signs_on(p: P, lo: Fraction | None, hi: Fraction | None, lo_open: bool, hi_open: bool) -> int:
    """All signs that p takes on the interval (as a mask), found exactly; more than that only if an end cannot be told."""
    p = _trim(p)
    if not p:
        return ZERO
    if lo is not None and hi is not None and lo >= hi:
        return _mask(_at(p, lo)) if lo == hi and not (lo_open or hi_open) else 0
    mask = 0
    for end, is_open in ((lo, lo_open), (hi, hi_open)):
        if end is not None and not is_open:
            mask |= _mask(_at(p, end))
    parts = squarefree(p)
    odd: P = [Fraction(1)]
    for i, part in parts:
        if roots_inside(part, lo, hi):
            mask |= ZERO
            if i % 2:
                odd = _mul(odd, part)
    if len(odd) > 1:
        return NEG | ZERO | POS
    inner = _inside(lo, hi)
    while _at(p, inner) == 0:
        inner = _inside(inner, hi)
    return mask | _mask(_at(p, inner))


def roots_inside(p: P, lo: Fraction | None, hi: Fraction | None) -> int:
    """Sturm: the number of roots of a squarefree p in the open interval (lo, hi)."""
    if len(p) <= 1:
        return 0
    chain = [p, _derivative(p)]
    while len(chain[-1]) > 1:
        rest = _mod(chain[-2], chain[-1])
        if not rest:
            break
        chain.append([-c for c in rest])
    count = _variations(chain, lo, -1) - _variations(chain, hi, 1)  # roots in (lo, hi]
    return count - (1 if hi is not None and _at(p, hi) == 0 else 0)


def squarefree(p: P) -> list[tuple[int, P]]:
    """Yun: p = c * product of part^i, the parts squarefree and coprime; constants left out."""
    found: list[tuple[int, P]] = []
    d = _derivative(p)
    a = gcd(p, d)
    b, c = _div(p, a), _div(d, a)
    i = 1
    while len(b) > 1:
        e = _trim([x - y for x, y in _pad(c, _derivative(b))])
        part = gcd(b, e) if e else b
        if len(part) > 1:
            found.append((i, part))
        b, c = _div(b, part), (_div(e, part) if e else [])
        i += 1
    return found


def gcd(a: P, b: P) -> P:
    """Monic greatest common divisor."""
    while b:
        a, b = b, _mod(a, b)
    return [c / a[-1] for c in a]


def _inside(lo: Fraction | None, hi: Fraction | None) -> Fraction:
    if lo is None:
        return Fraction(0) if hi is None else hi - 1
    return lo + 1 if hi is None else (lo + hi) / 2


def _mask(v: Fraction) -> int:
    return ZERO if v == 0 else POS if v > 0 else NEG


def _at(p: P, x: Fraction) -> Fraction:
    v = Fraction(0)
    for c in reversed(p):
        v = v * x + c
    return v


def _variations(chain: list[P], x: Fraction | None, side: int) -> int:
    values = [_at(p, x) if x is not None else p[-1] * (side if len(p) % 2 == 0 else 1) for p in chain]
    signs = [v > 0 for v in values if v != 0]
    return sum(a != b for a, b in zip(signs, signs[1:], strict=False))


def _trim(p: P) -> P:
    p = list(p)
    while p and p[-1] == 0:
        p.pop()
    return p


def _pad(a: P, b: P) -> list[tuple[Fraction, Fraction]]:
    n = max(len(a), len(b))
    return list(zip(a + [Fraction(0)] * (n - len(a)), b + [Fraction(0)] * (n - len(b)), strict=True))


def _derivative(p: P) -> P:
    return [c * i for i, c in enumerate(p)][1:]


def _mul(a: P, b: P) -> P:
    out = [Fraction(0)] * (len(a) + len(b) - 1)
    for i, x in enumerate(a):
        for j, y in enumerate(b):
            out[i + j] += x * y
    return out


def _divmod(a: P, b: P) -> tuple[P, P]:
    rest, quotient = list(a), [Fraction(0)] * max(len(a) - len(b) + 1, 0)
    for i in range(len(a) - len(b), -1, -1):
        q = rest[i + len(b) - 1] / b[-1]
        quotient[i] = q
        for j, c in enumerate(b):
            rest[i + j] -= q * c
    return quotient, _trim(rest)


def _div(a: P, b: P) -> P:
    return _trim(_divmod(a, b)[0])


def _mod(a: P, b: P) -> P:
    return _divmod(a, b)[1]
