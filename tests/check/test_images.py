"""The image of an interval under each function of the language: ends and open ends, against values and limits at 50 digits."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from numeric import MP, WITNESS, mpf

from symact.check.extent import Context, Extent, extent, interval
from symact.check.reader import read_term
from symact.check.term import MINUS_OO, OO, Rejected, num

F, OOF = Fraction, MP.inf
LIMITS = {"exp(x)": (0, OOF), "expm1(x)": (-1, OOF), "tanh(x)": (-1, 1), "erf(x)": (-1, 1), "erfc(x)": (2, 0), "atan(x)": (-MP.pi / 2, MP.pi / 2),
          "cbrt(x)": (-OOF, OOF), "log(x)": (None, OOF), "log1p(x)": (None, OOF), "LambertW(x)": (None, OOF), "x^2": (OOF, OOF), "x^3": (-OOF, OOF),
          "x^-1": (0, 0), "x^-2": (0, 0), "x^(1/2)": (None, OOF), "x^(-1/2)": (None, 0), "x^(2/3)": (None, OOF), "abs(x)": (OOF, OOF),
          "max(x, 1/2)": (F(1, 2), OOF), "min(x, 1/2)": (-OOF, F(1, 2)), "x*x*x": (-OOF, OOF), "x + x": (-OOF, OOF), "-2*x": (OOF, -OOF)}
LEAST = {"log(x)": F(0), "log1p(x)": F(-1), "asin(x)": F(-1), "x^(1/2)": F(0), "x^(2/3)": F(0), "x^(-1/2)": F(0), "LambertW(x)": F(-1, 3)}
OPEN_AT = {"log(x)": 0, "log1p(x)": -1, "x^(-1/2)": 0}  # not defined at the end of the domain, with an infinite limit there
FUNCTIONS: dict[str, Callable[[Any], Any]] = {
    **{f"{name}(x)": f for name, f in WITNESS.items() if name not in ("sin", "cos", "tan")}, "x^2": lambda v: v**2, "x^3": lambda v: v**3,
    "x^-1": lambda v: 1 / v, "x^-2": lambda v: v**-2, "x^(1/2)": MP.sqrt, "x^(-1/2)": lambda v: 1 / MP.sqrt(v), "abs(x)": abs,
    "x^(2/3)": lambda v: MP.cbrt(v) ** 2, "max(x, 1/2)": lambda v: max(v, MP.mpf(1) / 2), "min(x, 1/2)": lambda v: min(v, MP.mpf(1) / 2),
    "x*x*x": lambda v: v**3, "x + x": lambda v: 2 * v, "-2*x": lambda v: -2 * v}
ENDS = [None, F(-3), F(-1), F(-1, 3), F(0), F(1, 2), F(1), F(5), None]
DOMAINS = [(a, b, left, right) for (i, a), (j, b) in product(enumerate(ENDS), enumerate(ENDS)) if i < j and (i, j) != (0, 0)
           and (a is not None or i == 0) and (b is not None or j == len(ENDS) - 1)
           for left in ("(" if a is None else "([") for right in (")" if b is None else ")]")]


def found(text: str, a: Fraction | None, b: Fraction | None, left: str, right: str) -> Extent:
    domain = interval(MINUS_OO if a is None else num(a), OO if b is None else num(b), left, right)
    return extent(read_term(text), Context().bind("x", domain))


def outside(text: str, a: Fraction | None, b: Fraction | None, left: str, right: str) -> bool:
    """Some point of the interval has no value."""
    least = LEAST.get(text)
    if least is not None and (a is None or a < least or (a == least and left == "[" and text in OPEN_AT)):
        return True
    if text == "asin(x)" and (b is None or b > 1):
        return True
    within = (a is None or a < 0 or (a == 0 and left == "[")) and (b is None or b > 0 or (b == 0 and right == "]"))
    return text in ("x^-1", "x^-2") and within


def ends(text: str, a: Fraction | None, b: Fraction | None, left: str, right: str) -> tuple[tuple[Any, bool], tuple[Any, bool]]:
    """(infimum, attained?) and (supremum, attained?): of the values, or one-sided limits, at the ends and at 0 and 1/2."""
    f, rows = FUNCTIONS[text], []
    for end, closed, side in ((a, left == "[", 0), (b, right == "]", 1)):
        if end is None:
            rows.append((MP.mpf(1) * mpf(LIMITS[text][side]), text in ("max(x, 1/2)", "min(x, 1/2)") and abs(LIMITS[text][side]) < 1))
        elif (text in ("x^-1", "x^-2", "x^(-1/2)") and end == 0) or OPEN_AT.get(text) == end:
            s = -1 if text in ("log(x)", "log1p(x)") or (text == "x^-1" and side == 1) else 1
            rows.append((s * OOF, False))
        else:
            rows.append((f(mpf(end)), closed))
    rows += [(f(mpf(c)), True) for c in (F(0), F(1, 2)) if (a is None or a < c) and (b is None or c < b) and not (
        text.startswith(("x^-", "x^(-")) or (LEAST.get(text) is not None and LEAST[text] > c) or (text == "log(x)" and c == 0))]
    if text in ("max(x, 1/2)", "min(x, 1/2)"):  # flat on one side: a value that is approached is taken
        inner = (a if a is not None else b - 1 if b is not None else F(-1)), (b if b is not None else a + 1 if a is not None else F(1))
        rows.append((f(mpf(sum(inner) / 2)), True))
        edge = mpf(F(1, 2))
        if (b if text[1] == "a" else a) is not None and (b <= F(1, 2) if text[1] == "a" else a >= F(1, 2)):
            return (edge, True), (edge, True)
    low, high = min(v for v, _ in rows), max(v for v, _ in rows)
    return (low, any(c for v, c in rows if v == low)), (high, any(c for v, c in rows if v == high))


@pytest.mark.parametrize("text", FUNCTIONS)
def test_images_of_intervals(text: str) -> None:
    tiny = MP.mpf(10) ** -25
    for domain in DOMAINS:
        if outside(text, *domain):
            with pytest.raises(Rejected):
                found(text, *domain)
            continue
        e, ((low, low_taken), (high, high_taken)) = found(text, *domain), ends(text, *domain)
        slack = MP.mpf("0.03") if text == "atan(x)" and None in domain else MP.mpf(1) / 2 if text[0] == "L" and domain[0] == F(-1, 3) else tiny
        for bound, wanted, s in ((e.lo, low, 1), (e.hi, high, -1)):
            assert (bound is None) == (abs(wanted) == OOF), (domain, e)
            assert bound is None or -tiny * 10**-10 <= s * (wanted - mpf(bound)) <= slack * (1 + abs(wanted)), (domain, e, wanted)
        if None not in (e.lo, e.hi) or text != "atan(x)":
            exact = slack == tiny
            assert not exact or e.lo is None or e.lo_open == (not low_taken), (domain, e)
            assert not exact or e.hi is None or e.hi_open == (not high_taken), (domain, e)
        assert not low_taken or not e.lo_open or mpf(e.lo) < low
        assert not high_taken or not e.hi_open or mpf(e.hi) > high


@pytest.mark.parametrize("domain", DOMAINS, ids=str)
def test_image_of_sign(domain: tuple[Fraction | None, Fraction | None, str, str]) -> None:
    a, b, left, right = domain
    taken = {s for s, there in ((-1, a is None or a < 0), (1, b is None or b > 0), (0, (a is None or a < 0 or (a == 0 and left == "[")) and (
        b is None or b > 0 or (b == 0 and right == "]")))) if there}
    e = found("sign(x)", *domain)
    assert (e.lo, e.hi, e.lo_open, e.hi_open, e.nonzero) == (min(taken), max(taken), False, False, 0 not in taken)


@pytest.mark.parametrize(("text", "lo", "hi"), [("x^(1/2)", "1/3", "2/3"), ("x^(3/2)", "1/27", "8/27"), ("x^(-1/2)", "3/2", "3")])
def test_rational_roots_of_rational_ends_are_exact(text: str, lo: str, hi: str) -> None:
    e = found(text, F(1, 9), F(4, 9), "[", ")")
    assert (e.lo, e.hi) == (F(lo), F(hi)) and (e.lo_open, e.hi_open) == (("-" in text), ("-" not in text))


TURNS = [F(-5), F(-4), F(-3), F(-2), F(-1), F(0), F(1), F(2), F(3), F(4), F(5)]  # quarter turns


@pytest.mark.parametrize("name", ["sin", "cos"])
def test_images_of_waves_between_quarter_turns(name: str) -> None:
    """At the quarter turns the values are -1, 0, 1, and between neighbours the functions are monotone."""
    for i, j in product(range(len(TURNS)), repeat=2):
        for left, right in product("([", ")]"):
            if not 0 <= j - i < 4 or (i == j and left + right != "[]"):
                continue
            lo, hi = (read_term(f"{TURNS[n]}*pi/2") for n in (i, j))
            e = extent(read_term(f"{name}(x)"), Context().bind("x", interval(lo, hi, left, right)))
            values = {n: (0, 1, 0, -1)[(n + (name == "cos")) % 4] for n in range(-5 + i, -5 + j + 1)}
            inner = [v for n, v in values.items() if not (n == i - 5 and left == "(") and not (n == j - 5 and right == ")")]
            low, high = min(values.values()), max(values.values())
            assert (e.lo, e.hi, e.lo_open, e.hi_open) == (low, high, low not in inner, high not in inner), (i, j, left, right)


@pytest.mark.parametrize(("q", "n", "lo", "hi"), [(2**62, 1025, 1, None), (-2**62, 1025, None, -1),
    (-2**62, 1026, 1, None), (F(1, 2**62), 1026, 0, 1), (F(-1, 2**62), 1027, -1, 0)], ids=str)
def test_powers_of_at_most_so_many_bits_are_exact(q: Fraction | int, n: int, lo: Fraction | int | None, hi: Fraction | int | None) -> None:
    """2^62 has 64 bits with its denominator, and 64 * 1024 is the limit."""
    e, last = found(f"x^{n}", F(q), F(q), "[", "]"), found("x^1024", F(2**62), F(2**62), "[", "]")
    assert (e.lo, e.hi) == (lo, hi) and last.lo == last.hi == 2**(62 * 1024)


@pytest.mark.parametrize("name", ["sin", "cos", "tan"])
def test_images_of_waves_that_begin_or_end_very_near_a_quarter_turn(name: str) -> None:
    """So near that the enclosure of pi at 96 bits does not tell on which side: what is taken at the ends lies in the image."""
    for k, e in product(range(-4, 5), (-30, -29, -28, -25)):
        for s in (1, -1):
            q = F(int(MP.floor((k * MP.pi / 2 + s * MP.mpf(10) ** e) * MP.mpf(10) ** 45)), 10**45)
            for a, b in ((q, q + F(1, 4)), (q - F(1, 4), q)):
                try:
                    image = found(f"{name}(x)", a, b, "[", "]")
                except Rejected:
                    assert name == "tan" and k % 2
                    continue
                for x in (a, b):
                    v = WITNESS[name](mpf(x))
                    assert (image.lo is None or mpf(image.lo) <= v) and (image.hi is None or v <= mpf(image.hi)), (k, e, s, a, b, image)
