"""What is the value of a branch-free term at a rational point: exactly, inside a ball, and by a second library?

Three number systems that a `symact.check.enclose.Program` runs over:
- `Exact`: rationals, or None where rational arithmetic does not find the value. Only it decides that two values are *equal*.
- `PointBalls`: Arb (python-flint), outward-rounded, at a precision in bits. A failed operation is a ball without bounds.
- `Decimals`: mpmath, rounded to nearest, without bounds: an independent witness and never the reference.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import Any

from symact.check.enclose import Program
from symact.check.extent import Context, interval
from symact.check.term import FUNCTIONS, Term, num

Rational = Fraction | None
AT_ZERO = {"exp": 1, "log1p": 0, "sin": 0, "cos": 1, "tan": 0, "atan": 0, "asin": 0, "tanh": 0, "erf": 0, "erfc": 1,
           "expm1": 0, "cbrt": 0, "LambertW": 0}
LARGEST_POWER = 4096  # exponents that rational arithmetic follows
PRECISIONS = (128, 192, 384, 768, 1536, 3072, 6144, 12288)  # bits that are tried in turn
NEVER_EQUAL = 1536  # bits after which two numbers that balls cannot tell apart are given up


class Unresolved(Exception):
    """A value, sign or branch could not be found with the precision that is tried: the sentence says which."""


class Exact:
    """Rational arithmetic in which None stands for a number that is not known to be rational.

    0 times any number is 0, so what is no number must not pass for one: a power, root or function outside its domain is
    `Unresolved`. (Outside it with an argument that is None, balls have to tell.)
    """

    def hull(self, lo: Fraction, hi: Fraction) -> Rational:
        return lo if lo == hi else None

    def pi(self) -> Rational:
        return None

    def add(self, v: Rational, w: Rational) -> Rational:
        return None if v is None or w is None else v + w

    def mul(self, v: Rational, w: Rational) -> Rational:
        if v == 0 or w == 0:
            return Fraction(0)
        return None if v is None or w is None else v * w

    def power(self, v: Rational, n: int) -> Rational:
        if v == 0 and n < 0:
            raise Unresolved("A division by 0 has no value.")
        return None if v is None or abs(n) > LARGEST_POWER else v**n

    def root(self, v: Rational, q: int) -> Rational:
        if v is not None and v < 0:
            raise Unresolved("A root of a negative number has no value.")
        return v if v in (0, 1) else None

    def log(self, v: Rational) -> Rational:
        if v is not None and v <= 0:
            raise Unresolved("The logarithm of a number that is not positive has no value.")
        return Fraction(0) if v == 1 else None

    def __getattr__(self, head: str) -> Any:
        """The other functions are followed at 0 only."""
        if head not in AT_ZERO:
            raise AttributeError(head)
        return lambda v: Fraction(AT_ZERO[head]) if v == 0 else None


class Ring:
    """Sums and products of numbers that have them as operators."""

    def add(self, v: Any, w: Any) -> Any:
        return v + w

    def mul(self, v: Any, w: Any) -> Any:
        return v * w


class PointBalls(Ring):
    """Arb balls around single numbers: one ball each, where `symact.proof.arb.Balls` needs two ends.

    python-flint keeps one working precision for the process; `ball` sets it around all operations.
    """

    def __init__(self) -> None:
        from flint import arb, fmpq

        self.arb, self.fmpq = arb, fmpq

    def number(self, q: Fraction) -> Any:
        """A ball around q; q itself when it is a float."""
        shift = q.denominator.bit_length() - 1
        if q.denominator == 1 << shift:
            return self.arb((q.numerator, -shift))
        return self.arb(self.fmpq(q.numerator, q.denominator))

    def hull(self, lo: Fraction, hi: Fraction) -> Any:
        return self.number(lo) if lo == hi else self.number(lo).union(self.number(hi))

    def pi(self) -> Any:
        return self.arb.pi()

    def power(self, v: Any, n: int) -> Any:
        """By products where the midpoint is 0: there python-flint's own power is not finite."""
        if n < 0:
            return 1 / self.power(v, -n)
        if v.mid() != 0:
            return v**n
        return v**0 if n == 0 else v * self.power(v, n - 1)

    def root(self, v: Any, q: int) -> Any:
        return v.sqrt() if q == 2 else v.root(q)

    def cbrt(self, v: Any) -> Any:
        return -(-v).root(3) if v < 0 else v.root(3)

    def __getattr__(self, head: str) -> Any:
        if head not in FUNCTIONS:
            raise AttributeError(head)
        method = getattr(self.arb, head.lower())
        return lambda v: method(v)


@lru_cache(maxsize=64)
def context(bits: int) -> Any:
    """mpmath with a working precision of its own. Nobody changes it."""
    import mpmath

    found = mpmath.mp.clone()
    found.prec = bits
    return found


class Decimals(Ring):
    """mpmath in a context of its own."""

    def __init__(self, bits: int) -> None:
        self.mp = context(bits)

    def number(self, q: Fraction) -> Any:
        return self.mp.mpf(q.numerator) / q.denominator

    def hull(self, lo: Fraction, hi: Fraction) -> Any:
        return self.number((lo + hi) / 2)

    def pi(self) -> Any:
        return +self.mp.pi

    def power(self, v: Any, n: int) -> Any:
        return v**n

    def root(self, v: Any, q: int) -> Any:
        return self.mp.root(v, q)

    def cbrt(self, v: Any) -> Any:
        return self.mp.sign(v) * self.mp.cbrt(abs(v))

    def erfc(self, v: Any) -> Any:
        """mpmath overflows far out, where erfc is 2 or exp(-v^2) to all digits that can matter."""
        if abs(v) < 2**64:
            return self.mp.erfc(v)
        return self.mp.mpf(2) if v < 0 else self.mp.exp(-v * v)

    def tanh(self, v: Any) -> Any:
        """mpmath overflows far out, where tanh is 1 or -1 to all digits that can matter."""
        return self.mp.tanh(v) if abs(v) < 2**64 else self.mp.sign(v)

    def LambertW(self, v: Any) -> Any:  # noqa: N802
        return self.mp.lambertw(v)

    def __getattr__(self, head: str) -> Any:
        if head not in FUNCTIONS:
            raise AttributeError(head)
        return getattr(self.mp, head)


EXACT = Exact()


@lru_cache(maxsize=512)
def program(term: Term, variable: str, bits: int) -> Program:
    """The term over balls of a precision; over rationals for 0 bits."""
    return Program([term], variable, PointBalls() if bits else EXACT)


def rational(term: Term, variable: str, q: Fraction) -> Rational:
    """The exact value at variable = q, where rational arithmetic finds it. The term is taken to be defined at q."""
    found: Rational = program(term, variable, 0)(q)[0]
    return found


def ball(term: Term, variable: str, q: Fraction, bits: int) -> Any:
    """An Arb ball that contains the value at variable = q."""
    from flint import ctx

    before = ctx.prec
    ctx.prec = bits
    try:
        run = program(term, variable, bits)
        return run(run.numbers.number(q))[0]
    finally:
        ctx.prec = before


def between(variable: str, low: float, high: float) -> Context:
    """The variable on [low, high], for the kernel's intervals."""
    return Context().bind(variable, interval(num(Fraction(low)), num(Fraction(high)), "[", "]"))


def sign_at(term: Term, variable: str, q: Fraction) -> int:
    """The sign of a term that is not 0 at q; `Unresolved` where balls cannot tell it from 0."""
    for bits in PRECISIONS:
        if bits > NEVER_EQUAL:
            break
        found = ball(term, variable, q, bits)
        if found > 0 or found < 0:
            return 1 if found > 0 else -1
    raise Unresolved(f"A difference at {q} cannot be told from 0 with {NEVER_EQUAL} bits.")
