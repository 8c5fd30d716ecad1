"""The kernel's enclosures against two independent witnesses: mpmath at 100 digits, and Arb.

`points` and `verify` also serve the benchmark, which runs them on a million points.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

import flint
import mpmath
import pytest

from symact.check import arithmetic, series
from symact.check.arithmetic import Integers
from symact.check.term import Rejected, Undefined
from symact.proof.arb import Balls

MP = mpmath.mp.clone()
MP.dps = 100
PRECISIONS = (24, 53, 64, 96, 128)
TOLERANCE = Fraction(1, 10**60)  # of mpmath's value; 2^-128 is above 10^-39
MINUS_1_E = Fraction(-367879441171442321595523770161460867, 10**36)  # just above -1/e
LOG_2 = Fraction(6931471805599453094172321214581765680755, 10**40)
HALF_PI = Fraction(15707963267948966192313216916397514420985846996875529, 10**52)

WITNESSES: dict[str, Callable[[Any], Any]] = {
    "exp": MP.exp, "log": MP.log, "sin": MP.sin, "cos": MP.cos, "tan": MP.tan, "atan": MP.atan, "asin": MP.asin,
    "tanh": MP.tanh, "erf": MP.erf, "erfc": MP.erfc, "expm1": MP.expm1, "log1p": MP.log1p,
    "cbrt": lambda t: MP.cbrt(t) if t >= 0 else -MP.cbrt(-t), "LambertW": lambda t: MP.lambertw(t).real,
    "root2": MP.sqrt, "root5": lambda t: MP.root(t, 5), "root17": lambda t: MP.root(t, 17),
}
LEAST = {"log": Fraction(0), "log1p": Fraction(-1), "asin": Fraction(-1), "LambertW": MINUS_1_E,
         "root2": Fraction(0), "root5": Fraction(0), "root17": Fraction(0)}
CORNERS: dict[str, list[Fraction]] = {  # where reductions, tables and branches change over
    "exp": [k * LOG_2 for k in range(-9, 10)],
    "log": [Fraction(j, 64) * Fraction(2) ** k for j in range(64, 129, 4) for k in (-9, -1, 0, 1, 30)],
    "sin": [k * HALF_PI for k in range(-9, 10)] + [Fraction(10) ** k for k in (5, 9, 19, 30)],
    "atan": [Fraction(j, 32) for j in range(34)] + [Fraction(10) ** k for k in (1, 5, 30)],
    "erf": [Fraction(j, 16) for j in range(0, 170, 5)] + [Fraction(k) for k in (4, 6, 7, 8, 9, 10, 30)],
    "LambertW": [MINUS_1_E + Fraction(1, 10**k) for k in range(1, 36, 2)] + [Fraction(10) ** k for k in range(-3, 60, 4)],
    "asin": [Fraction(1) - Fraction(1, 10**k) for k in range(30)] + [Fraction(j, 16) for j in range(17)],
}
CORNERS |= {"expm1": CORNERS["exp"], "tanh": CORNERS["exp"], "log1p": [q - 1 for q in CORNERS["log"]], "cos": CORNERS["sin"],
            "tan": CORNERS["sin"], "erfc": CORNERS["erf"]}


def call(numbers: Integers | Balls, name: str, v: Any) -> Any:
    return numbers.root(v, int(name[4:])) if name.startswith("root") else getattr(numbers, name)(v)


def exact(value: Any) -> Fraction:
    """An mpmath number as a fraction; 0 for what is far below the tolerance, for its fraction would be gigantic."""
    sign, mantissa, exponent, _ = value._mpf_
    if exponent < -4000:
        return Fraction(0)
    return Fraction((-1) ** sign * int(mantissa)) * Fraction(2) ** int(exponent)


def witness(name: str, q: Fraction) -> Fraction:
    return exact(WITNESSES[name](MP.mpf(q.numerator) / q.denominator))


def inside(name: str, q: Fraction) -> bool:
    """Is f(q) defined, and small enough for the kernel?"""
    return (name not in LEAST or q >= LEAST[name]) and not (name in ("log", "log1p") and q == LEAST[name]) \
        and not (name == "asin" and q > 1) and not (name in ("exp", "expm1") and q > 60000)


def argument(name: str, rng: Random) -> Fraction:
    """A rational: of any magnitude, short, on a binary grid, near 1 or near a corner of the algorithm."""
    sign = rng.choice((-1, 1))
    match rng.randrange(6):
        case 0:
            q = Fraction(rng.randrange(10**12), 10**rng.randrange(6, 13))
        case 1:
            q = Fraction(rng.randrange(1, 200), rng.randrange(1, 200))
        case 2:
            q = Fraction(10) ** rng.randrange(-45, 28) * rng.randrange(1, 1000)
        case 3:
            q = Fraction(rng.randrange(1, 2**20), 2 ** rng.randrange(0, 25))
        case 4:
            q = 1 + Fraction(rng.choice((-1, 1)), rng.randrange(1, 10 ** rng.randrange(1, 30)))
        case _:
            corner = rng.choice(CORNERS.get(name, [Fraction(1), Fraction(8), Fraction(27), Fraction(1000)]))
            q = corner + rng.choice((0, 1, -1)) * Fraction(1, 2 ** rng.randrange(10, 130))
            return q if name == "LambertW" else sign * q
    return sign * q


def points(count: int, seed: int) -> Iterator[tuple[str, int, Fraction]]:
    """Heads in turn, each with a precision and an argument at which it is defined."""
    rng = Random(seed)
    names = list(WITNESSES)
    done = 0
    while done < count:
        name = names[done % len(names)]
        q = argument(name, rng)
        q = q / (abs(q) + 1) if name == "asin" and rng.randrange(2) else q
        if inside(name, q):
            yield name, rng.choice(PRECISIONS), q
            done += 1


def check_contained(lo: Fraction, hi: Fraction, value: Fraction, where: object) -> None:
    slack = TOLERANCE * max(abs(value), Fraction(1))
    assert lo <= hi, where
    assert lo - slack <= value <= hi + slack, where


def verify(name: str, precision: int, q: Fraction) -> None:
    """f(q) lies in the enclosure of f over the enclosure of q, in integers and on Arb; on the grid the former is narrow."""
    integers, balls = Integers(precision), Balls(precision)
    value = witness(name, q)
    bounds = []
    for numbers in (integers, balls):
        try:
            lo, hi = numbers.bounds(call(numbers, name, numbers.number(q)))
        except Undefined:  # the enclosure of q reaches over the end of the domain or over a pole
            near = [end for end in (LEAST.get(name), Fraction(1) if name == "asin" else None) if end is not None]
            assert name == "tan" or any(abs(q - end) <= Fraction(2, 2**precision) for end in near), (name, precision, q)
            continue
        check_contained(lo, hi, value, (type(numbers).__name__, name, precision, q))
        bounds.append((lo, hi))
    if len(bounds) == 2:
        assert max(b[0] for b in bounds) <= min(b[1] for b in bounds), (name, precision, q)
    x = integers.number(q)[0]
    on_grid = Fraction(x, integers.one)
    if inside(name, on_grid):
        try:
            lo, hi = call(integers, name, (x, x))
        except Undefined:
            beyond = name == "LambertW" and on_grid < MINUS_1_E + Fraction(2, integers.one)
            assert beyond or name == "tan", (name, precision, q)
            return
        assert hi - lo <= allowed(name, lo, hi, precision), (name, precision, on_grid, hi - lo)


def allowed(name: str, lo: int, hi: int, precision: int) -> int:
    """Units of width at a point: three, and where the values are large a relative error of 2^-(precision + 12)."""
    size = max(abs(lo), abs(hi)) >> precision
    return 3 + (size >> 12 if name in ("exp", "expm1", "root17") else size**2 >> 12 if name == "tan" else 0)


@pytest.mark.parametrize("seed", range(10))
def test_ten_thousand_points_against_mpmath_and_arb(seed: int) -> None:
    for name, precision, q in points(1000, seed):
        verify(name, precision, q)


@pytest.mark.parametrize("guard", [0, 1, 3])
def test_the_stated_error_bounds_hold_without_guard_bits(guard: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """With 32 guard bits a wrong error bound would hide in the last place. Without them it shows at once."""
    monkeypatch.setattr(series, "GUARD", guard)
    for name, precision, q in points(6000, 100 + guard):
        numbers = Integers(precision)
        x = numbers.number(q)[0]
        if not inside(name, Fraction(x, numbers.one)):
            continue
        try:
            lo, hi = numbers.bounds(call(numbers, name, (x, x)))
        except Undefined:
            continue
        check_contained(lo, hi, witness(name, Fraction(x, numbers.one)), (name, precision, guard, x))


def test_every_grid_point_at_eight_bits() -> None:
    numbers = Integers(8)
    for name in WITNESSES:
        for x in range(-700, 1800, 7 if name in ("LambertW", "root17") else 3):
            q = Fraction(x, 256)
            if inside(name, q) and not (name == "LambertW" and q < Fraction(-93, 256)):
                lo, hi = numbers.bounds(call(numbers, name, (x, x)))
                check_contained(lo, hi, witness(name, q), (name, x))


def test_intervals_contain_the_values_at_the_points_inside() -> None:
    rng = Random(5)
    for name, precision, q in points(1000, 6):
        for numbers in (Integers(precision), Balls(precision)):
            other = q + rng.choice((Fraction(1, 10**6), Fraction(1, 3), 1, 2, 5))
            if not inside(name, other):
                continue
            try:
                lo, hi = numbers.bounds(call(numbers, name, numbers.hull(q, other)))
            except Undefined:
                continue
            for k in range(4):
                check_contained(lo, hi, witness(name, q + (other - q) * k / 3), (numbers, name, precision, q, other, k))


@pytest.mark.parametrize("kind", [Integers, Balls])
def test_extrema_of_sin_and_cos(kind: Callable[[int], Any]) -> None:
    numbers = kind(96)
    slack = Fraction(1, 10**8)

    def image(name: str, lo: Fraction | int, hi: Fraction | int) -> Any:
        return numbers.bounds(getattr(numbers, name)(numbers.hull(Fraction(lo), Fraction(hi))))

    assert image("sin", 1, 2)[1] == 1 and witness("sin", Fraction(1)) - slack < image("sin", 1, 2)[0]
    assert image("sin", -2, -1)[0] == -1
    assert image("cos", -1, 2)[1] == 1
    assert image("cos", 3, 4)[0] == -1 and image("cos", 3, 4)[1] < 0
    assert image("sin", 1, 5) == (-1, 1) == image("cos", 0, 4) == image("sin", -100, 100)
    assert image("sin", Fraction(10**9), Fraction(10**9) + 7) == (-1, 1)
    assert image("sin", 2**3000, 2**3000) == (-1, 1) or kind is Balls
    assert image("cos", 2**3000, 2**3000 + Fraction(1, 2**40)) == image("sin", -2**3000, 2**3000) == image("cos", -2**3000, 1) == (-1, 1)
    if kind is Integers:
        for k in range(-8, 9):  # one unit before a maximum 1 is not reached by much; across it 1 is included
            quarter = k * HALF_PI
            before = image("sin", quarter - 1, quarter - Fraction(1, 1000))
            across = image("sin", quarter - 1, quarter + Fraction(1, 10**20))
            if k % 4 == 1:
                assert before[1] < Fraction(9999996, 10**7) and across[1] == 1 and across[0] > 0
            elif k % 4 == 3:
                assert before[0] > -Fraction(9999996, 10**7) and across[0] == -1 and across[1] < 0


@pytest.mark.parametrize("kind", [Integers, Balls])
def test_tan_between_its_poles(kind: Callable[[int], Any]) -> None:
    numbers = kind(96)
    for k in (-5, -3, -1, 1, 3, 5):
        pole = k * HALF_PI
        for ends in ((pole - 1, pole + 1), (pole - Fraction(1, 10**12), pole + Fraction(1, 10**12)), (pole - 7, pole)):
            with pytest.raises(Undefined, match="free of poles"):
                numbers.tan(numbers.hull(*ends))
        lo, hi = numbers.bounds(numbers.tan(numbers.hull(pole + Fraction(1, 100), pole + 3)))
        assert -100 < lo < -99 and 6 < hi < 8
    with pytest.raises(Undefined, match="free of poles"):
        numbers.tan(numbers.hull(Fraction(0), Fraction(10**40)))


@pytest.mark.parametrize("kind", [Integers, Balls])
@pytest.mark.parametrize(("name", "lo", "hi", "sentence"), [
    ("log", 0, 1, "not shown to be positive"), ("log", -1, -1, "not shown to be positive"),
    ("log1p", -1, 0, "not shown to be greater than -1"), ("asin", 0, Fraction(1001, 1000), "not shown to lie in"),
    ("asin", -2, 0, "not shown to lie in"), ("LambertW", Fraction(-37, 100), 1, "not shown to be at least -1/e"),
    ("root2", Fraction(-1, 10**20), 1, "not shown to be at least 0"), ("root17", -1, 1, "not shown to be at least 0"),
])
def test_outside_of_the_domain(kind: Callable[[int], Any], name: str, lo: Fraction, hi: Fraction, sentence: str) -> None:
    numbers = kind(64)
    with pytest.raises(Undefined, match=sentence):
        call(numbers, name, numbers.hull(Fraction(lo), Fraction(hi)))


@pytest.mark.parametrize("precision", [8, 53, 64, 96, 200])
def test_lambert_ends_at_minus_1_e_to_the_last_bit(precision: int) -> None:
    """W is defined at the least multiple of 2^-p above -1/e, and not at the one below it."""
    numbers, x = Integers(precision), int(MP.floor(MP.exp(-1) * 2**precision))
    check_contained(*numbers.bounds(numbers.LambertW((-x, -x))), witness("LambertW", Fraction(-x, numbers.one)), precision)
    with pytest.raises(Undefined, match="not shown to be at least -1/e"):
        numbers.LambertW((-x - 1, -x))


@pytest.mark.parametrize("kind", [Integers, Balls])
def test_division_needs_a_divisor_without_zero(kind: Callable[[int], Any]) -> None:
    numbers = kind(64)
    one = numbers.number(Fraction(1))
    for ends in ((0, 1), (-1, 0), (-1, 1), (0, 0)):
        zero = numbers.hull(Fraction(ends[0]), Fraction(ends[1]))
        with pytest.raises(Undefined, match="not shown to exclude 0"):
            numbers.div(one, zero)
        for n in (-1, -2, -3):
            with pytest.raises(Undefined, match="not shown to exclude 0"):
                numbers.power(zero, n)
        assert numbers.bounds(numbers.power(zero, 0)) == (1, 1)


def test_messages_round_outward_and_stay_short() -> None:
    numbers = Integers(96)
    with pytest.raises(Undefined, match=r"\[-0\.000001, 1\.5\]"):
        numbers.log(numbers.hull(Fraction(-1, 2**90), Fraction(3, 2)))
    with pytest.raises(Undefined, match=r"\[-2\^66\.\., 2\^99999"):
        numbers.log(numbers.hull(Fraction(-(10**20)), Fraction(2**99999)))
    with pytest.raises(Rejected, match="greater than its upper end"):
        numbers.hull(Fraction(1), Fraction(0))


def test_rational_operations_are_the_tightest_possible() -> None:
    rng = Random(3)
    numbers = Integers(40)
    one = numbers.one

    def interval() -> tuple[int, int]:
        ends = sorted(rng.choice((-1, 1)) * rng.randrange(2 ** rng.randrange(1, 60)) for _ in range(2))
        return ends[0], ends[1]

    for _ in range(3000):
        v, w = interval(), interval()
        products = [Fraction(a * b, one) for a in v for b in w]
        assert numbers.mul(v, w) == (min(products).__floor__(), max(products).__ceil__())
        assert numbers.add(v, w) == (v[0] + w[0], v[1] + w[1]) and numbers.neg(v) == (-v[1], -v[0])
        if w[0] > 0 or w[1] < 0:
            quotients = [Fraction(a * one, b) for a in v for b in w]
            assert numbers.div(v, w) == (min(quotients).__floor__(), max(quotients).__ceil__())
        n = rng.randrange(1, 7)
        powers = [Fraction(a, one) ** n for a in v] + ([Fraction(0)] if v[0] <= 0 <= v[1] else [])
        lo, hi = numbers.bounds(numbers.power(v, n))
        assert lo <= min(powers) and max(powers) <= hi and (n % 2 or lo >= 0)
        assert n > 2 or (lo * one == (min(powers) * one).__floor__() and hi * one == (max(powers) * one).__ceil__())
        if v[0] >= 0:
            for q in (2, 3, 7, 16):
                lo, hi = numbers.bounds(numbers.root(v, q))
                assert lo**q <= Fraction(v[0], one) < (lo + Fraction(1, one))**q
                assert Fraction(v[1], one) <= hi**q and (hi == 0 or (hi - Fraction(1, one))**q < Fraction(v[1], one))
        assert numbers.bounds(v) == (Fraction(v[0], one), Fraction(v[1], one))
        assert numbers.sign(v) == (1 if v[0] > 0 else -1 if v[1] < 0 else 0)


def test_sums_of_products_are_rounded_once() -> None:
    rng, numbers, balls = Random(5), Integers(40), Balls(64)
    ulp = Fraction(1, 2**39)
    for _ in range(500):
        pairs = [[sorted(Fraction(rng.randrange(-10**9, 10**9), rng.randrange(1, 10**6)) for _ in range(2)) for _ in range(2)]
                 for _ in range(rng.randrange(6))]
        products = [[x * y for x in v for y in w] for v, w in pairs]
        low, high = sum(map(min, products)), sum(map(max, products))
        for kind in (numbers, balls):
            given = [(kind.hull(*v), kind.hull(*w)) for v, w in pairs]
            lo, hi = kind.bounds(kind.dot(given))
            assert lo <= low and high <= hi
            exact = [kind.bounds(v) for pair in given for v in pair]
            ends = [[x * y for x in v for y in w] for v, w in zip(exact[::2], exact[1::2], strict=True)]
            slack = ulp if kind is numbers else (abs(low) + abs(high) + sum(abs(q) for row in ends for q in row)) / 2**60
            assert lo >= sum(map(min, ends)) - slack and hi <= sum(map(max, ends)) + slack


def test_arb_contains_the_exact_results_of_rational_operations() -> None:
    rng = Random(4)
    balls = Balls(64)
    for _ in range(1500):
        v, w = (sorted(Fraction(rng.randrange(-10**9, 10**9), rng.randrange(1, 10**6)) for _ in range(2)) for _ in range(2))
        a, b = balls.hull(*v), balls.hull(*w)
        (lo, hi), n = balls.bounds(balls.mul(a, b)), rng.randrange(1, 6)
        assert lo <= min(x * y for x in v for y in w) and max(x * y for x in v for y in w) <= hi
        lo, hi = balls.bounds(balls.add(a, balls.neg(b)))
        assert lo <= v[0] - w[1] and v[1] - w[0] <= hi
        lo, hi = balls.bounds(balls.power(a, n))
        powers = [x**n for x in v] + ([Fraction(0)] if v[0] <= 0 <= v[1] else [])
        assert lo <= min(powers) and max(powers) <= hi and (n % 2 or lo >= 0)
        if w[0] > 0 or w[1] < 0:
            lo, hi = balls.bounds(balls.div(a, b))
            assert lo <= min(x / y for x in v for y in w) and max(x / y for x in v for y in w) <= hi


def test_values_known_exactly() -> None:
    numbers = Integers(96)
    zero, one = (0, 0), (numbers.one, numbers.one)
    for name in ("sin", "tan", "atan", "asin", "tanh", "erf", "expm1", "log1p", "cbrt", "LambertW"):
        assert getattr(numbers, name)(zero) == zero
    for name in ("exp", "cos", "erfc"):
        assert getattr(numbers, name)(zero) == one
    assert numbers.log(one) == zero and numbers.root(one, 5) == one and numbers.cbrt((8 * one[0],) * 2) == (2 * one[0],) * 2
    assert numbers.root(numbers.number(Fraction(9, 4)), 2) == numbers.number(Fraction(3, 2))


def test_huge_and_tiny_arguments() -> None:
    numbers = Integers(96)
    one = numbers.one

    def at(name: str, q: Fraction | int) -> tuple[int, int]:
        value: tuple[int, int] = getattr(numbers, name)(numbers.number(Fraction(q)))
        return value

    for q in (-70, -10**6, -10**300):
        assert at("exp", q) == (0, 1) and at("expm1", q) == (-one, 1 - one)
    for q in (10, 1000, 10**6, 10**300):
        assert at("erf", q) == (one - 1, one) and at("erf", -q) == (-one, 1 - one)
        assert at("erfc", q) == (0, 1) and at("erfc", -q) == (2 * one - 1, 2 * one)
        assert q == 10 or at("tanh", q) == (one - 1, one)
    for q in (65537, 10**6, 10**300):
        for name in ("exp", "expm1"):
            with pytest.raises(Rejected, match="too large to be computed with"):
                at(name, q)
    with pytest.raises(Rejected, match="too large to be computed with"):
        numbers.power(numbers.number(Fraction(10**9)), 10**9)
    assert numbers.power(numbers.number(Fraction(1, 2)), 10**9) == (0, 1)
    for name in ("log", "atan", "cbrt", "LambertW", "log1p"):
        lo, hi = numbers.bounds(at(name, 10**300))
        check_contained(lo, hi, witness(name, Fraction(10**300)), name)
    low, high = at("exp", 65536)
    assert 0 <= (high - low) << 60 < low
    for name in ("sin", "tan", "atan", "asin", "tanh", "expm1", "log1p", "LambertW"):  # f(t) = t + O(t^2)
        low, high = getattr(numbers, name)((5, 5))
        assert 4 <= low <= 5 <= high <= 6
    assert at("sin", 2**3000) == (-one, one)


def test_enclosures_of_nonnegative_values_are_nonnegative() -> None:
    numbers = Integers(64)
    for x in (0, 1, 2, 3, 100, numbers.one // 3, numbers.one, 50 * numbers.one):
        for name in ("exp", "erf", "erfc", "tanh", "atan", "cbrt", "LambertW", "expm1"):
            assert getattr(numbers, name)((x, x))[0] >= 0
        assert numbers.erfc((-x, x))[1] <= 2 * numbers.one and numbers.tanh((-x, x))[1] <= numbers.one


@pytest.mark.parametrize("w", [56, 96, 128, 160, 256])
def test_constants_and_tables_err_as_little_as_stated(w: int) -> None:
    def close(computed: int, value: Any) -> bool:
        error: Fraction = exact(value) * 2**w - computed
        return 0 <= error < 2

    assert close(series.pi(w), +MP.pi) and close(series._log2(w), +MP.ln2)
    assert all(close(t, MP.log(MP.mpf(64 + j) / 64)) for j, t in enumerate(series._log_table(w)) if j)
    assert all(close(t, MP.atan(MP.mpf(j) / 32)) for j, t in enumerate(series._atan_table(w)) if j)
    for j, (value, error, coefficients) in enumerate(series._erf_table(w, w - 32)):
        c = MP.mpf(j) / 16
        assert abs(exact(MP.erf(c)) * 2**w - value) <= error < 2**16
        assert abs(exact(2 / MP.sqrt(MP.pi) * MP.exp(-c * c)) * 2**w - coefficients[-1]) <= 40
    lo, hi = Integers(w).bounds(Integers(w).pi())
    assert lo < exact(+MP.pi) < hi and hi - lo <= Fraction(2, 2**w)


def test_other_precisions() -> None:
    for precision in (8, 9, 17, 200, 333, 1024):
        numbers = Integers(precision)
        for name in WITNESSES:
            for q in (Fraction(1, 3), Fraction(7, 8), Fraction(9, 10)):
                lo, hi = numbers.bounds(call(numbers, name, numbers.number(q)))
                check_contained(lo, hi, witness(name, q), (name, precision, q))
                assert hi - lo <= Fraction(40, 2**precision)
    for precision in (7, 2049):
        with pytest.raises(Rejected, match="between 8 and 2048"):
            Integers(precision)


def test_arb_leaves_the_global_precision_alone() -> None:
    before = flint.ctx.prec
    balls = Balls(200)
    v = balls.hull(Fraction(1, 3), Fraction(1, 2))
    balls.exp(balls.mul(v, balls.pi()))
    with pytest.raises(Undefined):
        balls.log(balls.neg(v))
    assert flint.ctx.prec == before
    lo, hi = balls.bounds(balls.number(Fraction(1, 3)))
    assert lo < Fraction(1, 3) < hi and hi - lo < Fraction(1, 2**199)


def test_bounds_of_arb_stay_small() -> None:
    balls = Balls(64)
    lo, hi = balls.bounds(balls.exp(balls.number(Fraction(-(10**12)))))
    assert lo == 0 < hi < Fraction(1, 2**1000) and hi.denominator.bit_length() < 2**18
    assert balls.bounds(balls.neg(balls.exp(balls.number(Fraction(-(10**12)))))) == (-hi, -lo)
    with pytest.raises(Rejected, match="too large"):
        balls.bounds(balls.exp(balls.number(Fraction(10**12))))
    with pytest.raises(Undefined, match="too large"):
        balls.exp(balls.number(Fraction(10**40)))


@pytest.mark.parametrize("module", [arithmetic, series])
def test_there_is_no_floating_point_in_the_kernels_arithmetic(module: Any) -> None:
    for node in ast.walk(ast.parse(Path(module.__file__).read_text())):
        assert not isinstance(node, ast.Div)
        assert not (isinstance(node, ast.Constant) and isinstance(node.value, float | complex))
        assert not (isinstance(node, ast.Name) and node.id in ("float", "round", "pow"))
