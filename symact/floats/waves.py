"""What is sin(w x) for all floats of a binade, where one period has few of them or none?

No polynomial is good for many floats there, but sin(a + b) = sin(a) cos(b) + cos(a) sin(b): with a the first input of a row and
b the distance from it, all of a binade are a product of matrices with two columns and two rows, whose entries are known from Arb
to float64. Functions that are polynomials in x and in sines and cosines of w x + v, with rational w and v, are made of these.

Each entry is off by at most 2^-53 of itself and 2^-60, so that a sum of two products of them is off by less than
(4 + 2^-5) 2^-53 (|sin(a) cos(b)| + |cos(a) sin(b)|), in any order of float64 operations, and what is in parentheses is at most 1:
less than OFF = 2^-50. Each factor of a monomial adds that to its error, relative to the largest that it may be, and each float64
operation, of which a monomial takes two for each factor or power of x, and each sum one, adds an eighth of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import product

import numpy as np
from flint import arb, ctx
from numpy.typing import NDArray

from symact.check.term import Term, free
from symact.floats.arrays import Numbers, Patterns
from symact.floats.blocks import FRACTION, edge, edge_step
from symact.floats.evaluate import Unresolved, rational
from symact.floats.formats import FLOAT32
from symact.floats.germs import affine
from symact.floats.oracle import Oracle
from symact.floats.rows import LARGEST
from symact.floats.verdicts import ROUNDING, Reference

BITS = 96
OFF = 2.0**-50
SHORT = 1 << 20  # numerator and denominator, a power of two, of a factor with which float32 inputs are multiplied without an error
LONGEST = 64  # monomials
Atom = tuple[str, Fraction, Fraction]  # (sin, w, v) for sin(w x + v)
Polynomial = dict[tuple[tuple[Atom | str, int], ...], Fraction]  # powers of atoms, and of "x", with their coefficient


@dataclass(frozen=True)
class Waves:
    """slope x and a polynomial: for each monomial the coefficient, the power of x, and the atoms with their powers."""

    slope: Fraction
    terms: tuple[tuple[Fraction, int, tuple[tuple[Atom, int], ...]], ...]

    def values(self, first: int, rows: int, width: int, stride: int = 1) -> Reference:
        """The function at every stride-th pattern of one binade from the first on, in rows; each array has the shape (rows * width,)."""
        step = edge_step(first) * stride
        x: Numbers = edge(first) + step * np.arange(rows * width, dtype=np.float64).reshape(rows, width)
        known = {atom: tables(atom, edge(first), step, rows, width) for _, _, atoms in self.terms for atom, _ in atoms}
        small, bound = np.zeros_like(x), 0.0
        largest = float(np.abs(x).max())
        for c, k, atoms in self.terms:
            value = np.full_like(x, float(c))
            for _ in range(k):
                value *= x
            for atom, n in atoms:
                for _ in range(n):
                    value *= known[atom]
            small += value
            factors = sum(n for _, n in atoms)
            bound += (factors + (2 * (k + factors) + len(self.terms) + 2) / 8) * OFF * float(abs(c)) * largest**k
        head = float(self.slope) * x
        sign = np.where(np.abs(head + small) > bound + np.abs(head) * ROUNDING, np.sign(head + small), 0).astype(np.int8)
        return Reference(head.ravel(), small.ravel(), np.full(x.size, bound), sign.ravel())


def settled(y: Reference, got: Patterns) -> tuple[NDArray[np.bool_], Numbers]:
    """Results that are off by less than 1/2 ulp, have the right sign and are normal numbers, beyond doubt; all errors in ulps.

    Values that are not known to 2^-20 ulp, or may be in two binades, are left out.
    """
    exact = y.head + y.small
    distance = np.abs((got.view(np.float32) - y.head) - y.small)
    size = np.abs(exact)
    power = (size.view(np.int64) & np.int64(0x7FF << 52)).view(np.float64)
    ulp = power * 2.0 ** (1 - FLOAT32.p)
    with np.errstate(divide="ignore", invalid="ignore"):  # where the value may be 0, or the result is no number
        errors = (distance + y.bound) * (1 + ROUNDING) / ulp
    room = y.bound + size * ROUNDING
    good = (errors < 0.5) & (y.bound < ulp * 2.0**-20) & (power >= 2.0**FLOAT32.emin) & (size < LARGEST)
    good &= (size - room >= power) & (size + room < 2 * power) & ((got >= FLOAT32.sign_bit) == (exact < 0))
    return good, errors


def tables(atom: Atom, first: float, step: float, rows: int, width: int) -> Numbers:
    """sin(w x + v), or cos, as a matrix with a row for each row."""
    head, w, v = atom
    left = sines([w * (Fraction(first) + Fraction(step) * width * i) + v for i in range(rows)])
    if head == "cos":
        left = np.stack([left[:, 1], -left[:, 0]], axis=1)
    values: Numbers = np.matmul(left, within_row(w * Fraction(step), width))
    return values


@lru_cache(maxsize=4)
def within_row(step: Fraction, width: int) -> Numbers:
    """cos and sin of the distances from the first input of a row."""
    return np.ascontiguousarray(sines([step * j for j in range(width)])[:, ::-1].T)


def sines(arguments: list[Fraction]) -> Numbers:
    """sin and cos of each."""
    before = ctx.prec
    ctx.prec = BITS + max(0, *(q.numerator.bit_length() - q.denominator.bit_length() for q in arguments))
    try:
        return np.array([[float(value.mid()) for value in (arb(q.numerator) / q.denominator).sin_cos()] for q in arguments])
    finally:
        ctx.prec = before


def waves(oracle: Oracle, first: int) -> Waves | None:
    """The function in the binade of a pattern, if it is made like that."""
    low = Fraction(edge(first & ~((1 << FRACTION) - 1)))
    if oracle.cuts is None or any(abs(low) <= abs(cut) <= 2 * abs(low) and cut * low > 0 for cut in oracle.cuts):
        return None
    return _waves(oracle.smooth(low * Fraction(3, 2)), oracle.variable)


@lru_cache(maxsize=16)
def _waves(term: Term, variable: str) -> Waves | None:
    found = _polynomial(term, variable)
    if found is None or not any(isinstance(base, tuple) for monomial in found for base, _ in monomial):
        return None
    slope = found.get((("x", 1),), Fraction(0))
    if max(abs(slope.numerator), slope.denominator) < SHORT and not slope.denominator & (slope.denominator - 1):
        found = {monomial: c for monomial, c in found.items() if monomial != (("x", 1),)}
    else:
        slope = Fraction(0)
    return Waves(slope, tuple((c, dict(m).get("x", 0), tuple((b, n) for b, n in m if isinstance(b, tuple))) for m, c in found.items()))


def _polynomial(term: Term, variable: str) -> Polynomial | None:
    """In x and in sines and cosines; None if the term is no such polynomial, or a long one."""
    if variable not in free(term):
        try:
            q = rational(term, variable, Fraction(0))
        except Unresolved:
            return None
        return None if q is None else {(): q}
    if term.head == "sym":
        return {(("x", 1),): Fraction(1)}
    if term.head in ("sin", "cos"):
        line = affine(term.args[0], variable)
        return None if line is None else {(((term.head, line[1], line[0]), 1),): Fraction(1)}
    if term.head == "^" and term.args[1].head == "num" and term.args[1].args[0] in range(1, LONGEST):
        parts = [term.args[0]] * int(term.args[1].args[0])
    elif term.head in ("+", "*"):
        parts = list(term.args)
    else:
        return None
    total: Polynomial = {} if term.head == "+" else {(): Fraction(1)}
    for part in parts:
        found = _polynomial(part, variable)
        if found is None:
            return None
        total = _plus(total, found) if term.head == "+" else _times(total, found)
        if len(total) > LONGEST:
            return None
    return total


def _plus(one: Polynomial, other: Polynomial) -> Polynomial:
    total = {m: one.get(m, Fraction(0)) + other.get(m, Fraction(0)) for m in {**one, **other}}
    return {m: c for m, c in total.items() if c}


def _times(one: Polynomial, other: Polynomial) -> Polynomial:
    total: Polynomial = {}
    for (m, c), (n, d) in product(one.items(), other.items()):
        powers: dict[Atom | str, int] = {}
        for base, k in (*m, *n):
            powers[base] = powers.get(base, 0) + k
        total = _plus(total, {tuple(sorted(powers.items(), key=str)): c * d})
    return total
