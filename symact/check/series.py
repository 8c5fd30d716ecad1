"""What is e^t, log t, sin t, ... at one point? Two integers around it.

A point is t = x 2^-p. Every function `name(x, p)` returns integers (lo, hi) with lo <= 2^p name(t) <= hi. It computes in
*units* of 2^-w, w = p + `GUARD`, with integer operations only; `//` and `>>` round down, by less than one unit. Its
docstring bounds the sum of these roundings, of the remainder of the series and of the errors of the constants. The guard
bits make the enclosure narrow; that it is one does not depend on them (w >= 24 suffices).

Work is bounded: exp of more than 2^16 is refused (`Rejected`), sin and cos beyond 2^2048 are [-1, 1], and exp and erf are
not computed where they are known to be within 2^-p of their limits 0 and 1.
"""

from __future__ import annotations

from functools import lru_cache
from math import isqrt

from symact.check.term import Rejected

Interval = tuple[int, int]

GUARD = 32  # further bits inside a function
LARGEST_EXPONENT = 2**16  # exp beyond it is refused
LARGEST_ANGLE_BITS = 2048  # sin and cos of larger numbers are [-1, 1]


def up(x: int, bits: int) -> int:
    """x 2^-bits rounded up."""
    return -(-x >> bits)


def _horner(coefficients: tuple[int, ...], z: int, w: int) -> int:
    """S with P - 3 < S <= P, in units, for P = sum C_k z^k, 0 <= z <= 1/4.

    `coefficients` are the C_k rounded down, the last first. The error of a partial sum is e_k <= 1 (coefficient) + 1
    (shift) + z e_(k+1), hence e_k < 2/(1 - 1/4) < 3; none is negative.
    """
    s = 0
    for c in coefficients:
        s = c + (s * z >> w)
    return s


@lru_cache(maxsize=256)
def _odd(w: int, bits: int, sign: int) -> tuple[int, ...]:
    """Coefficients sign^k/(2k + 1) of atanh(z)/z or atan(z)/z in z^2, so many that z^2 <= 2^-bits leaves less than 1 unit.

    After n terms the tail is below z^(2n)/((2n + 1)(1 - z^2)) < 2^(-bits n), and here bits n >= w.
    """
    return tuple((sign**k << w) // (2 * k + 1) for k in reversed(range(-(-w // bits))))


def _inverse(n: int, w: int, sign: int) -> int:
    """atanh(1/n) (sign 1) or atan(1/n) (sign -1) within w units, n >= 3; from below for atanh.

    Nested `//` of positive integers is one `//`, so each term 1/((2k + 1) n^(2k + 1)) errs by less than 1 unit; the first
    power that rounds to 0 is below 1 unit and bounds the tail with 9/8 of it. There are at most w/3 + 1 terms.
    """
    power, total, k = (1 << w) // n, 0, 1
    while power:
        total += power // k if sign > 0 or k % 4 == 1 else -(power // k)
        power //= n * n
        k += 2
    return total


@lru_cache(maxsize=256)
def pi(w: int) -> int:
    """P with P <= 2^w pi < P + 2: Machin, pi = 16 atan(1/5) - 4 atan(1/239), 32 bits further, within 20 (w + 32) units."""
    v = w + 32
    return 16 * _inverse(5, v, -1) - 4 * _inverse(239, v, -1) - 20 * v >> 32


@lru_cache(maxsize=256)
def _log2(w: int) -> int:
    """L with L <= 2^w log 2 < L + 2: log 2 = 2 atanh(1/3), 32 bits further, from below within 2 (w + 32) units."""
    return 2 * _inverse(3, w + 32, 1) >> 32


@lru_cache(maxsize=64)
def _exp_table(w: int) -> tuple[int, int, tuple[int, ...]]:
    """log 2, the number s of halvings, and 1/i! for i <= n at w + s bits, where 2 * 2^(-s (n + 1))/(n + 1)! < 2^-(w + s)."""
    s = 2 + isqrt(w) // 2
    n, factorial, inverses = 0, 1, [1 << w + s]
    while factorial << s * (n + 1) <= 2 << w + s:
        n += 1
        inverses.append((1 << w + s) // factorial)
        factorial *= n + 1
    return _log2(w), s, tuple(reversed(inverses))


def exp(x: int, p: int) -> Interval:
    """e^t = 2^k (e^y)^(2^s), k = floor(t/log 2), y = (t - k log 2)/2^s, by Taylor's series and s squarings.

    r = x' - k L in [0, L) misses t - k log 2 by at most 2|k| units, which changes e^r < 2 by at most 5|k| units. With y = r
    at w + s bits, y < 2^-s: the series is too small by less than 3 + 1 units (`_horner`, tail <= 2 y^(n + 1)/(n + 1)!). A
    squaring takes an error d to at most 2 e d + 1 (e: the true value); after all of them it is at most 2^s e^r (4 + 1) <=
    2^s 10 units of 2^-(w + s), so 10 units; one more for the last shift. For t < -p: e^t < e^-p < 2^-p.
    """
    if x == 0:
        return 1 << p, 1 << p
    if x < -p << p:
        return 0, 1
    if x > LARGEST_EXPONENT << p:
        raise Rejected(f"exp of a number that may be greater than {LARGEST_EXPONENT} is too large to be computed with")
    w = p + GUARD
    log2, s, inverses = _exp_table(w)
    k, r = divmod(x << GUARD, log2)
    v = w + s
    e = _horner(inverses, r, v)
    for _ in range(s):
        e = e * e >> v
    e >>= s
    slack = 5 * abs(k)
    shift = GUARD - k
    if shift >= 0:
        return e - slack >> shift, up(e + 11 + slack, shift)
    return e - slack << -shift, e + 11 + slack << -shift


@lru_cache(maxsize=64)
def _log_table(w: int) -> tuple[int, ...]:
    """T_j with T_j <= 2^w log((64 + j)/64) < T_j + 2: sums of log(m/(m - 1)) = 2 atanh(1/(2m - 1)) at w + 32 bits."""
    table, total = [0], 0
    for m in range(65, 128):
        total += 2 * _inverse(2 * m - 1, w + 32, 1)
        table.append(total >> 32)
    return tuple(table)


def log(x: int, p: int) -> Interval:
    """log t = k log 2 + log c + 2 atanh z for x > 0, where t = 2^k m and 1 <= m < 2.

    c = j/64 is the last such point up to m, and 0 <= z = (m - c)/(m + c) <= 1/128. All roundings are downward. m: 1 unit,
    also of the result. z: 1; z^2: less than 1.1, which changes atanh(z)/z by less than 0.4; with `_horner` and tail that is
    below 4.4, times z, and 1 for the shift: atanh is less than 2.2 too small, 2 atanh z 4.4, log c 2, in all less than 8
    units. k log 2 - k L lies between 0 and 2k.
    """
    if x == 1 << p:
        return 0, 0
    w = p + GUARD
    e = x.bit_length() - 1
    m = x << w - e if w >= e else x >> e - w
    j = m >> w - 6
    c = j << w - 6
    z = (m - c << w) // (m + c)
    atanh = z * _horner(_odd(w, 14, 1), z * z >> w, w) >> w
    k = e - p
    low = k * _log2(w) + _log_table(w)[j - 64] + 2 * atanh
    return low + min(0, 2 * k) >> GUARD, up(low + 8 + max(0, 2 * k), GUARD)


def _extra(x: int, p: int) -> int:
    """A multiple of 64, so that few precisions of pi occur, with |t| < 2^extra."""
    return 64 * -(min(0, p - x.bit_length()) // 64)


def _angle(x: int, p: int) -> tuple[int, int, int]:
    """q, r and h: t = q pi/2 + rho, r in [0, pi/2] within 2 units of rho, and h is pi/2, less than 2 units too small.

    With v = w + extra bits, |q| <= 2^extra: 2t = q P + rest, and q (pi - P)/2 is at most |q| units of 2^-v, so 1 unit; the
    last shift loses 1 more.
    """
    extra = _extra(x, p)
    q, rest = divmod(x << 1 + GUARD + extra, pi(p + GUARD + extra))
    return q, rest >> 1 + extra, pi(p + GUARD) >> 1


@lru_cache(maxsize=64)
def _cosine_table(v: int) -> tuple[int, ...]:
    """(-1)^k/(2k + 2)! at v bits, so many that z <= 2^-6 leaves an alternating tail below 1 unit."""
    coefficients, k, factorial = [], 0, 2
    while factorial << 6 * k <= 1 << v:
        coefficients.append(((-1) ** k << v) // factorial)
        k += 1
        factorial *= (2 * k + 1) * (2 * k + 2)
    return tuple(reversed(coefficients))


def sine(x: int, p: int, turn: int) -> Interval:
    """sin(t + turn pi/2), turn in {0, 1}: up to sign cos(a) with a = rho or pi/2 - rho.

    v(y) = 1 - cos y is computed at y = a/16; then v(2y) = 2 v(y) (2 - v(y)) four times. With z = y^2 <= 0.01 at w + 4 bits,
    v = z (1/2 - z/24 + ...): z errs by 1, the sum by 3 + 1 + 1, so z times the sum by less than 1/2 + 0.05 + 1 < 2 units. A
    doubling takes an error d to at most 4 d + 1, since |4 - 4v| <= 4 on [0, 2]: four give 4^4 (2 + 1/3) < 600 units of
    2^-(w + 4), with the last shift 39 units. a errs by at most 2 + 2, cos by no more: 43 < 64.
    """
    if x == 0:
        return turn << p, turn << p
    if x.bit_length() - p > LARGEST_ANGLE_BITS:
        return -1 << p, 1 << p
    q, a, quarter = _angle(x, p)
    q += turn
    if q % 2 == 0:
        a = abs(quarter - a)
    v = p + GUARD + 4
    z = a * a >> v
    c = z * _horner(_cosine_table(v), z, v) >> v
    two = 2 << v
    for _ in range(4):
        c = c * (two - c) >> v - 1
    c = (1 << v) - c >> 4
    one = 1 << p
    low, high = max(c - 64 >> GUARD, -one), min(up(c + 64, GUARD), one)
    return (low, high) if q % 4 < 2 else (-high, -low)


def quarters(a: int, b: int, p: int) -> Interval:
    """(m, n): every integer q with a <= q pi/2 <= b (in the scale 2^p) has m < q <= n, except q = 0 = a."""
    extra = GUARD + max(_extra(a, p), _extra(b, p))
    low = pi(p + extra)
    return (a << 1 + extra) // (low + 2 * (a >= 0)), (b << 1 + extra) // (low + 2 * (b < 0))


@lru_cache(maxsize=64)
def _atan_table(w: int) -> tuple[int, ...]:
    """T_j with T_j <= 2^w atan(j/32) < T_j + 2, j <= 32.

    Sums of atan(j/32) - atan((j - 1)/32) = atan(32/(1024 + j (j - 1))). 32 bits further each summand errs by at most 3
    units (`_small_atan`) and 1 for its argument, all of them by 128.
    """
    v, total, table = w + 32, 0, [0]
    for j in range(1, 33):
        total += _small_atan((32 << v) // (1024 + j * (j - 1)), v)
        table.append(total - 128 >> 32)
    return tuple(table)


def _small_atan(z: int, w: int) -> int:
    """atan z for 0 <= z <= 1/32 within 3 units.

    z^2 errs by 1, which changes atan(z)/z by less than 0.4; with `_horner` and the alternating tail that is below 4.4,
    times z, and 1 for the shift: less than 1.2.
    """
    return z * _horner(_odd(w, 10, -1), z * z >> w, w) >> w


def _arctangent(u: int, w: int) -> Interval:
    """Bounds of atan u in units, 0 <= u <= 1: atan(j/32) + atan z, j = floor(32 u), z = (u - j/32)/(1 + u j/32) <= 1/32.

    z is less than 1 unit too small and atan moves by no more: within -3 and 3 + 1, the table within 0 and 2.
    """
    j = u >> w - 5
    z = (u - (j << w - 5) << w + 5) // ((32 << w) + u * j)
    a = _atan_table(w)[j] + _small_atan(z, w)
    return a - 3, a + 6


def atan(x: int, p: int) -> Interval:
    """atan t for x >= 0; beyond 1 it is pi/2 - atan(1/t), with 1/t less than 1 unit too small."""
    if x == 0:
        return 0, 0
    w = p + GUARD
    if x <= 1 << p:
        low, high = _arctangent(x << GUARD, w)
    else:
        a, b = _arctangent((1 << w + p) // x, w)
        low, high = (pi(w) >> 1) - b - 1, (pi(w) >> 1) + 2 - a
    return max(low >> GUARD, 0), up(high, GUARD)


def asin(x: int, p: int) -> Interval:
    """asin t = 2 atan(t/(1 + sqrt(1 - t^2))), 0 <= t <= 1; the root is less than 1 unit too small, the quotient off by 1."""
    if x == 0:
        return 0, 0
    w = p + GUARD
    u = (x << w + GUARD) // ((1 << w) + isqrt((1 << 2 * w) - (x << GUARD) ** 2))
    low, high = _arctangent(u, w)
    return max(2 * (low - 1) >> GUARD, 0), up(2 * (high + 1), GUARD)


def tanh(x: int, p: int) -> Interval:
    """tanh t = (1 - e)/(1 + e) with e = exp(-2t), x >= 0; it decreases in e."""
    w = p + 8
    one = 1 << w
    low, high = exp(-x << 9, w)
    return max((one - high << p) // (one + high), 0), -((low - one << p) // (one + low))


@lru_cache(maxsize=8)
def _erf_table(w: int, p: int) -> tuple[tuple[int, int, tuple[int, ...]], ...]:
    """For c = j/16: erf(c) in units, a bound of the error of erf computed from this row, and Taylor coefficients (below).

    g(x) = 2/sqrt(pi) e^(-x^2) satisfies g' = -2x g, so g(c + h) = sum a_n h^n, (n + 1) a_(n+1) = -2 (c a_n + a_(n-1)), and
    erf(c + h) = erf(c) + h sum a_n/(n + 1) h^n for 0 <= h <= 1/16. Row by row h = 1/16 leads to the next c. Tail: |g| <=
    2/sqrt(pi) e^16 < 2^24 at distance 4 from c in the complex plane, so |a_n| <= 2^24 4^-n (Cauchy), and after N terms
    there is less than 2^24 (h/4)^N h <= 2^(20 - 6N), at most 1 unit. Errors: the e_n of the a_n satisfy (n + 1) e_(n+1) <=
    2 c e_n + 2 e_(n-1) + (n + 1), hence sum e_n h^n <= E(h) for E' = 2 (c + h) E + 1/(1 - h)^2, E(0) = e_0, and E(h) <=
    e^(2ch + h^2) (e_0 + h/(1 - h)) <= 2^(c/5 + 1) (e_0 + 1); times h. Then 1 for the tail and 2 for `_horner` times h and
    the shift, since 3/16 + 1 < 2.
    """
    root = isqrt((4 << 3 * w) // (pi(w) + 2))  # 2/sqrt(pi), less than 3 units too small
    rows, value, error = [], 0, 0
    for j in range(isqrt(896 * p // 5) + 1):  # 10 c^2 <= 7p
        low, high = exp(-j * j << w - 8, w)
        a = [0, root * low >> w]
        for n in range((w + 20) // 6):
            a.append(-(j * a[-1] + 16 * a[-2]) // (8 * (n + 1)))
        coefficients = tuple(a[n + 1] // (n + 1) for n in reversed(range(len(a) - 1)))
        spread = 2 * (high - low) + 4  # e_0: the width of e^(-c^2) times 2/sqrt(pi) < 2, the root 3, the shift 1
        error += (spread + 1 << j // 80 + 2) // 16 + 4
        rows.append((value, error, coefficients))
        value += _horner(coefficients, 1 << w - 4, w) >> 4
    return tuple(rows)


def erf(x: int, p: int) -> Interval:
    """erf t, x >= 0, by the Taylor polynomial at the last j/16 up to t; 1 - erf t <= e^(-t^2) < 2^-p if 10 t^2 >= 7p."""
    one = 1 << p
    if x == 0:
        return 0, 0
    if 10 * x * x >= 7 * p << 2 * p:
        return one - 1, one
    w = p + GUARD
    j = (x << 4) >> p
    h = (x << GUARD) - (j << w - 4)
    value, error, coefficients = _erf_table(w, p)[j]
    e = value + (h * _horner(coefficients, h, w) >> w)
    return max(e - error >> GUARD, 0), min(up(e + error, GUARD), one)
