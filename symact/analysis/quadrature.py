"""What does a piece contribute to E f(Z)^k? Gauss and Legendre's rules on short cells; tanh-sinh where those do not converge."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

from flint import arb

from symact.analysis.numbers import Undefined, middle, mp, number
from symact.analysis.profile import Number
from symact.check.gaussian import density
from symact.check.term import Rejected, Term, mul, num, power, sym
from symact.proof.arb import working
from symact.proof.balls import program

BITS = 192  # of the balls
NODES = 32, 26  # of two rules: the difference of their sums is taken for the error of the better one
CELLS = (-12, *range(-8, 9), 12)  # the density is below 1e-31 beyond
ENOUGH = -32  # decimal exponent of an error with which no other method is tried


def integral(t: Term, k: int, low: Number, high: Number) -> tuple[Number, Number]:
    """The integral of t(x)^k phi(x) over [low, high], and an estimate of its error."""
    cuts = [low, *(x for x in map(mp.mpf, CELLS) if low < x < high), high]
    try:
        found, error = _by_legendre(mul(power(t, num(k)), density(sym("x"))), cuts)
        if error < mp.mpf(10) ** ENOUGH:
            return found, error
    except (Rejected, Undefined, ArithmeticError, ValueError):
        pass
    scale = mp.sqrt(2 * mp.pi)
    found, error = mp.quad(lambda x: number(t, {"x": x}) ** k * mp.exp(-x * x / 2), cuts, error=True)
    return found / scale, error / scale


def _by_legendre(g: Term, cuts: list[Number]) -> tuple[Number, Number]:
    run, sums = program(g, "x", BITS), [arb(0), arb(0)]
    with working(BITS):
        for a, b in pairwise(map(arb, cuts)):
            m, h = (a + b) / 2, (b - a) / 2
            for j, n in enumerate(NODES):
                sums[j] += h * sum((w * run(m + h * x) for x, w in _rule(n)), arb(0))
        better, other = sums
        if not better.is_finite() or not other.is_finite():
            raise Undefined
        return middle(better), middle(abs(better - other).upper() + better.rad())


@lru_cache(maxsize=len(NODES))
def _rule(n: int) -> list[tuple[arb, arb]]:
    """Nodes in [-1, 1] and their weights."""
    return [arb.legendre_p_root(n, k, weight=True) for k in range(n)]
