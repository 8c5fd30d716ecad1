"""Taylor coefficients of a term over a cell, by recurrences.

The coefficients (c_0, ..., c_n) of t over a cell enclose t^(k)(y) h^k/k! for every y of the cell, for one number h (half of
the cell's width, so that they are of the size of t and lose no digits). Each function w = h(u) of the
table satisfies a differential equation w' = u' v, where v is known from u and w, so that
k w_k = sum over 1 <= j <= k of j u_j v_(k-j). A coefficient `None` is 0.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from .extent import Arithmetic
from .term import Rejected, Term, exponent, free

Series = list[Any]
Rows = list[tuple[int, Any]]  # the coefficients that are not 0 with their indices, in order


def _rows(u: Series, first: int = 0) -> Rows:
    return [(j, c) for j, c in enumerate(u) if j >= first and c is not None]


class Jets:
    """The Taylor coefficients of a term in x over cells, up to an order; t is analytic on them (shown by the caller)."""

    def __init__(self, t: Term, x: str, order: int, numbers: Arithmetic) -> None:
        if free(t) - {x}:
            raise Rejected(f"an enclosure over cells of {x} cannot contain the variable {min(free(t) - {x})}")
        self.t, self.x, self.order, self.numbers = t, x, order, numbers
        self.constants: dict[Term, Series] = {}
        self.memo: dict[Term, Series] = {}
        self.wholes: dict[int, Any] = {}
        self.parts: dict[int, Any] = {}

    def __call__(self, cell: Any, h: Fraction) -> Series:
        self.memo = {}
        self.cell, self.h = cell, self._literal(h)
        zero = self._literal(Fraction(0))
        return [zero if c is None else c for c in self._of(self.t)]

    def _literal(self, q: Fraction | int) -> Any:
        return self.numbers.hull(Fraction(q), Fraction(q))

    def _of(self, t: Term) -> Series:
        memo = self.memo if self.x in free(t) else self.constants
        if t not in memo:
            memo[t] = self._new(t)
        return memo[t]

    def _new(self, t: Term) -> Series:
        head, args, rest = t.head, t.args, self.order
        if head == "num":
            return [self._literal(t.args[0]) if t.args[0] else None, *[None] * rest]
        if head == "pi":
            return [self.numbers.pi(), *[None] * rest]
        if head == "sym":
            return [self.cell, *([self.h] if rest else []), *[None] * (rest - 1)]
        if head == "+":
            total = self._of(args[0])
            for a in args[1:]:
                total = [self._add(u, v) for u, v in zip(total, self._of(a), strict=True)]
            return total
        if head == "*":
            product = self._of(args[0])
            for a in args[1:]:
                product = self._mul(product, self._of(a))
            return product
        if head == "^":
            return self._power(self._of(args[0]), exponent(t))
        if head in HEADS:
            u = self._of(args[0])
            if not any(c is not None for c in u[1:]):
                return [self._value(head, u[0]), *[None] * rest]
            return HEADS[head](self, u)
        raise Rejected(f"'{head}' has to be resolved into branches before it is enclosed")

    # ------------------------------------------------------------------ arithmetic of series

    def _value(self, head: str, c: Any) -> Any:
        return getattr(self.numbers, head)(self._literal(0) if c is None else c)

    def _add(self, u: Any, v: Any) -> Any:
        return v if u is None else u if v is None else self.numbers.add(u, v)

    def _times(self, u: Any, n: int) -> Any:
        """n u."""
        if u is None or n == 0 or n == 1:
            return None if n == 0 else u
        if n not in self.wholes:
            self.wholes[n] = self._literal(n)
        return self.numbers.mul(u, self.wholes[n])

    def _over(self, u: Any, n: int) -> Any:
        """u/n."""
        if u is None or n == 1:
            return u
        if n not in self.parts:
            self.parts[n] = self._literal(Fraction(1, n))
        return self.numbers.mul(u, self.parts[n])

    def _mul(self, u: Series, v: Series) -> Series:
        rows, other = min((_rows(u), v), (_rows(v), u), key=lambda pair: len(pair[0]))
        return [self._convolve(rows, other, k) for k in range(self.order + 1)]

    def _convolve(self, rows: Rows, v: Series, k: int) -> Any:
        """The sum of u_j v_(k-j) over the rows (j, u_j) with j <= k."""
        pairs = []
        for j, c in rows:
            if j > k:
                break
            if v[k - j] is not None:
                pairs.append((c, v[k - j]))
        return self.numbers.dot(pairs) if pairs else None

    def _slope(self, u: Series) -> Rows:
        """(j, j u_j)."""
        return [(j, self._times(c, j)) for j, c in _rows(u, 1)]

    def _inverse(self, u: Series) -> Series:
        """w = 1/u: u_0 w_k = -sum over j >= 1 of u_j w_(k-j)."""
        first = self.numbers.power(self._literal(0) if u[0] is None else u[0], -1)
        w, rows = [first], _rows(u, 1)
        for k in range(1, self.order + 1):
            c = self._convolve(rows, w, k)
            w.append(None if c is None else self.numbers.mul(self._times(c, -1), first))
        return w

    def _power(self, u: Series, n: Fraction) -> Series:
        if n.denominator != 1:
            start = self.numbers.power(self.numbers.root(self._literal(0) if u[0] is None else u[0], n.denominator), n.numerator)
            return self._root(u, n, start)
        if n < 0:
            return self._power(self._inverse(u), -n)
        result: Series | None = None
        square, k = u, int(n)
        while k:
            if k & 1:
                result = square if result is None else self._mul(result, square)
            k >>= 1
            square = self._mul(square, square) if k else square
        return result if result is not None else [self._literal(1), *[None] * self.order]

    def _root(self, u: Series, a: Fraction, start: Any) -> Series:
        """w = u^a: u w' = a u' w, so k u_0 w_k = sum over 1 <= j <= k of ((a + 1) j - k) u_j w_(k-j)."""
        below = self.numbers.power(self._literal(0) if u[0] is None else u[0], -1)
        w, rows = [start], _rows(u, 1)
        p, q = a.numerator + a.denominator, a.denominator
        for k in range(1, self.order + 1):
            scaled = [(j, self._times(v, p * j - q * k)) for j, v in rows if j <= k]
            c = self._convolve([(j, v) for j, v in scaled if v is not None], w, k)
            w.append(None if c is None else self.numbers.mul(self._over(c, q * k), below))
        return w

    # ------------------------------------------------------------------ functions

    def _integrated(self, u: Series, v: Series, start: Any) -> Series:
        """w with w' = u' v and the given w_0."""
        rows = self._slope(u)
        return [start, *(self._over(self._convolve(rows, v, k), k) for k in range(1, self.order + 1))]

    def exp(self, u: Series) -> Series:
        """v = w."""
        rows, w = self._slope(u), [self._value("exp", u[0])]
        for k in range(1, self.order + 1):
            w.append(self._over(self._convolve(rows, w, k), k))
        return w

    def expm1(self, u: Series) -> Series:
        return [self._value("expm1", u[0]), *self.exp(u)[1:]]

    def log(self, u: Series, start: Any = None) -> Series:
        """u w' = u', so u_0 k w_k = k u_k - sum over 1 <= j < k of (k - j) w_(k-j) u_j."""
        below = self.numbers.power(self._literal(0) if u[0] is None else u[0], -1)
        w, rows = [self._value("log", u[0]) if start is None else start], _rows(u, 1)
        slope: Series = [None]
        for k in range(1, self.order + 1):
            c = self._times(self._convolve(rows, slope, k), -1)
            c = self._add(self._times(u[k], k), c)
            slope.append(None if c is None else self.numbers.mul(c, below))
            w.append(self._over(slope[k], k))
        return w

    def log1p(self, u: Series) -> Series:
        return self.log(self._plus_one(u), self._value("log1p", u[0]))

    def _plus_one(self, u: Series, sign: int = 1) -> Series:
        """1 + u, or 1 - u."""
        return [self._add(self._literal(1), self._times(u[0], sign)), *(self._times(c, sign) for c in u[1:])]

    def _riccati(self, u: Series, start: Any, sign: int) -> Series:
        """v = 1 + sign w^2: tan and tanh."""
        rows, w = self._slope(u), [start]
        v: Series = []
        for k in range(1, self.order + 1):
            square = self._times(self._convolve(_rows(w), w, k - 1), sign)
            v.append(self._add(self._literal(1), square) if k == 1 else square)
            w.append(self._over(self._convolve(rows, v, k), k))
        return w

    def tanh(self, u: Series) -> Series:
        return self._riccati(u, self._value("tanh", u[0]), -1)

    def tan(self, u: Series) -> Series:
        return self._riccati(u, self._value("tan", u[0]), 1)

    def sin(self, u: Series) -> Series:
        return self._waves(u)[0]

    def cos(self, u: Series) -> Series:
        return self._waves(u)[1]

    def _waves(self, u: Series) -> tuple[Series, Series]:
        """sin' = u' cos, cos' = -u' sin."""
        rows, s, c = self._slope(u), [self._value("sin", u[0])], [self._value("cos", u[0])]
        for k in range(1, self.order + 1):
            a, b = self._convolve(rows, c, k), self._convolve(rows, s, k)
            s.append(self._over(a, k))
            c.append(self._over(self._times(b, -1), k))
        return s, c

    def atan(self, u: Series) -> Series:
        return self._integrated(u, self._inverse(self._plus_one(self._mul(u, u))), self._value("atan", u[0]))

    def asin(self, u: Series) -> Series:
        v = self._power(self._plus_one(self._mul(u, u), -1), Fraction(-1, 2))
        return self._integrated(u, v, self._value("asin", u[0]))

    def erf(self, u: Series, scale: int = 2) -> Series:
        """v = 2/sqrt(pi) e^(-u^2)."""
        factor = self.numbers.power(self.numbers.root(self.numbers.pi(), 2), -1)
        v = [None if c is None else self.numbers.mul(self._times(c, scale), factor)
             for c in self.exp([self._times(c, -1) for c in self._mul(u, u)])]
        return self._integrated(u, v, self._value("erf" if scale > 0 else "erfc", u[0]))

    def erfc(self, u: Series) -> Series:
        return self.erf(u, -2)

    def cbrt(self, u: Series) -> Series:
        return self._root(u, Fraction(1, 3), self._value("cbrt", u[0]))

    def lambert(self, u: Series) -> Series:
        """v = 1/(e^w (1 + w)); the first k coefficients of v follow from those of w."""
        rows, w = self._slope(u), [self._value("LambertW", u[0])]
        for k in range(1, self.order + 1):
            known = [*w, *[None] * (self.order + 1 - k)]
            v = self._inverse(self._mul(self.exp(known), self._plus_one(known)))
            w.append(self._over(self._convolve(rows, v, k), k))
        return w


HEADS: dict[str, Callable[[Jets, Series], Series]] = {
    "exp": Jets.exp, "expm1": Jets.expm1, "log": Jets.log, "log1p": Jets.log1p, "tanh": Jets.tanh, "tan": Jets.tan, "sin": Jets.sin,
    "cos": Jets.cos, "atan": Jets.atan, "asin": Jets.asin, "erf": Jets.erf, "erfc": Jets.erfc, "cbrt": Jets.cbrt, "LambertW": Jets.lambert,
}
