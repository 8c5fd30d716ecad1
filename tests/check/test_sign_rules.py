"""What exactly does a rule for signs conclude? Every mask that contains the signs of the term is accepted, and no other."""

from __future__ import annotations

from typing import Any

import pytest
from places import on

from symact.check.extent import MASKS, NEG, POS, ZERO, Context
from symact.check.reader import read_term
from symact.check.signs import cut, enter, member, of_waves, prove_sign, repeats
from symact.check.step import Node
from symact.check.term import Rejected, Term, num, sym

A: dict[str, Any] = {"rule": "algebra"}
NAMES = {"-": NEG, "0": ZERO, "+": POS}


def least(text: str, ctx: Context, proof: dict[str, Any]) -> str | None:
    """The signs that the proof shows; every larger set of signs is accepted as well."""
    accepted = []
    for mask in range(1, 8):
        try:
            prove_sign(read_term(text), mask, Node(proof), ctx)
            accepted.append(mask)
        except Rejected:
            continue
    if not accepted:
        return None
    smallest = min(accepted, key=int.bit_count)
    assert accepted == [m for m in range(1, 8) if not smallest & ~m], accepted
    return "".join(name for name, bit in NAMES.items() if bit & smallest)


def zero(order: int, at: str, sign: str = ">") -> dict[str, Any]:
    return {"rule": "zero", "var": "x", "order": order, "at": at, "sign": sign, "proof": A}


@pytest.mark.parametrize(("where", "odd", "even"), [
    ("(0, 1)", "-", "+"), ("(0, 1]", "-0", "0+"), ("[1, 2)", "0+", "0+"), ("(1, 2)", "+", "+"), ("(2, 3)", "+", "+"), ("(0, 2)", "-0+", "0+"),
    ("[0, 2]", "-0+", "0+"), ("(-oo, 1)", "-", "+"), ("(1, oo)", "+", "+"), ("(-oo, oo)", "-0+", "0+"), ("[1, oo)", "0+", "0+"), ("(-oo, 1]", "-0", "0+"),
    ("(-1, 0)", "-", "+"), ("[1, 1]", "0", "0"),
])
def test_exact_zero(where: str, odd: str, even: str) -> None:
    turned = {"-": "+", "0": "0", "+": "-"}
    for s, expected in (("", lambda text: text), ("-", lambda text: "".join(sorted((turned[c] for c in text), key="-0+".index)))):
        top = ">" if not s else "<"
        assert least(f"{s}(x - 1)^3", on(where), zero(3, "1", top)) == expected(odd)
        assert least(f"{s}(x - 1)", on(where), zero(1, "1", top)) == expected(odd)
        assert least(f"{s}(x - 1)^2", on(where), zero(2, "1", top)) == expected(even)
        assert least(f"{s}(exp(x - 1) - x)", on(where), zero(2, "1", top)) == expected(even)
    for wrong in (zero(2, "1"), zero(1, "0"), zero(1, "1", "<"), zero(4, "1")):
        assert least("x - 1", on(where), wrong) is None


def monotone(side: str, slope: str, **more: Any) -> dict[str, Any]:
    return {"rule": "monotone", "var": "x", "from": side, "slope": slope, "derivative": A, **more}


@pytest.mark.parametrize(("text", "where", "left", "right"), [
    ("exp(x) - 1", "(0, 1)", "+", None), ("exp(x) - 1", "[0, 1)", "0+", None), ("exp(x) - 1", "(-1, 0)", None, "-"), ("exp(x) - 1", "(-1, 0]", None, "-0"),
    ("exp(x)", "(-oo, 0)", "+", None), ("exp(x) + 1", "[0, 1]", "+", None), ("exp(x) - 9", "[0, 1]", None, "-"), ("x^3 + x", "(-oo, oo)", "-0+", "-0+"),
    ("exp(x) - 2", "(0, 1)", None, None), ("log(x)", "(1, oo)", "+", None), ("log(x)", "(0, 1]", None, "-0"), ("x + 1", "(0, oo)", "+", None),
    ("exp(x) - 1", "(-oo, 0)", None, "-"), ("tanh(x) - 1", "(0, oo)", None, "-"), ("atan(x)", "[0, oo)", "0+", None), ("x + exp(x)", "(0, oo)", "+", None),
])
def test_monotone(text: str, where: str, left: str | None, right: str | None) -> None:
    """Growing terms; turned round they fall, and mirrored they are followed from the other end."""
    everything = "-0+"
    turned = {"-": "+", "0": "0", "+": "-"}
    for side, wanted in (("left", left), ("right", right)):
        found = least(text, on(where), monotone(side, ">"))
        assert found == (wanted or everything), side
        fallen = least(f"-({text})", on(where), monotone(side, "<"))
        assert fallen == "".join(sorted((turned[c] for c in found), key="-0+".index))
        assert least(text, on(where), monotone(side, "<")) is None and least(text, on(where), monotone(side, "=")) is None


def test_monotone_where_the_slope_may_be_0() -> None:
    assert least("x^3", on("(0, 1)"), monotone("left", ">=")) == "0+"
    assert least("x^3", on("(0, 1)"), monotone("left", ">=", witness="1/2")) == "+"
    assert least("x^3", on("[0, 1)"), monotone("left", ">=", witness="1/2")) == "0+"
    assert least("x^3", on("[-1, 1)"), monotone("left", ">=", witness="0")) is None
    assert least("x^3 + 1", on("[0, 1)"), monotone("left", ">=")) == "+"
    assert least("(x + 1)^2 - x^2 - 2*x", on("(-oo, 5)"), monotone("right", "=")) == "+"
    assert least("x - x", on("(0, 1)"), monotone("left", "=")) == "0" and least("x - x - 1", on("[0, 1]"), monotone("left", "=")) == "-"
    assert least("-x^3", on("(-1, 0)"), monotone("right", "<=", witness="-1/2")) == "+"
    assert least("-x^3", on("(-1, 0)"), monotone("right", "<=", witness="0")) is None


@pytest.mark.parametrize(("text", "where", "lead", "signs"), [
    ("x^2 - x", "[2, oo)", "x^2", "+"), ("x - x^2", "[2, oo)", "-x^2", "-"), ("x^2 - x", "[1, oo)", "x^2", None), ("x^2 - x", "(2, oo)", "x^2", "+"),
    ("x^2 + x", "(-oo, -2]", "x^2", "+"), ("x^3 + x^2", "(-oo, -2)", "x^3", "-"), ("x^3 + x^2", "(-oo, -1]", "x^3", None), ("x^2 - x/2", "[1/2, oo)", "x^2", None),
    ("exp(x) - x^2", "[5, oo)", "exp(x)", "+"), ("exp(x) - x^2", "[1, oo)", "exp(x)", None), ("1 - 2*exp(-x)", "[1, oo)", "1", "+"),
    ("1 - 3*exp(-x)", "[1, oo)", "1", None), ("1 - x*exp(-x)", "[2, oo)", "1", "+"), ("1 - x^2*exp(-x)", "[1, oo)", "1", None),
    ("1 - exp(-x^(1/2))", "[4, oo)", "1", "+"), ("1 - x*exp(-x^2)", "[1, oo)", "1", "+"), ("1 + x", "[2, 3]", "x", None), ("x", "(-oo, oo)", "x", None),
])
def test_tails(text: str, where: str, lead: str, signs: str | None) -> None:
    assert least(text, on(where), {"rule": "tail", "var": "x", "lead": lead}) == signs


@pytest.mark.parametrize(("head", "text", "u", "v"), [
    ("exp", "exp({u}) - exp({v})", "x + 1", "x"), ("log", "log({u}) - log({v})", "x + 2", "x + 1"), ("atan", "atan({u}) - atan({v})", "x", "x - 1"),
    ("tanh", "tanh({u}) - tanh({v})", "2*x", "x"), ("erf", "erf({u}) - erf({v})", "x + 1", "x"), ("cbrt", "cbrt({u}) - cbrt({v})", "x", "-x"),
    ("asin", "asin({u}) - asin({v})", "x/2", "x/4"), ("erfc", "erfc({v}) - erfc({u})", "x + 1", "x"),
])
def test_compare(head: str, text: str, u: str, v: str) -> None:
    t = text.format(u=u, v=v)
    first, second = (u, v) if head != "erfc" else (v, u)
    rule = {"rule": "compare", "head": head, "u": first, "v": second, "proof": A}
    assert least(t, on("(0, 1)"), rule) == "+"
    assert least(f"-({t})", on("(0, 1)"), {**rule, "u": second, "v": first}) == "-"
    assert least(f"2*({t})", on("(0, 1)"), rule) is None and least(t, on("(0, 1)"), {**rule, "head": "sin"}) is None


@pytest.mark.parametrize(("u", "v", "n", "signs"), [("x + 2", "x", "1/2", "+"), ("x", "x + 1", "2", "-"), ("x", "x", "3", "0"), ("x + 1", "x", "0", None),
                                                    ("x + 1", "x", "-1", None), ("x", "x - 1", "2", None), ("x - 1", "x - 2", "2", None)])
def test_compare_by_powers(u: str, v: str, n: str, signs: str | None) -> None:
    assert least(f"({u}) - ({v})", on("[0, 1]"), {"rule": "compare", "head": "^", "u": u, "v": v, "power": [n], "proof": A}) == signs


def test_cuts() -> None:
    def parts(where: str, points: list[str], ends_too: bool = False) -> list[str]:
        found = cut(on(where), "x", [read_term(p) for p in points], ends_too)
        return [str(p.args[0].args[0]) if p.head == "finite" else p.args[2] + ", ".join(
            str(e.args[0]) if e.args else e.head for e in p.args[:2]) + p.args[3] for p in found]

    assert parts("[0, 3]", ["1", "2"]) == ["[0, 1)", "1", "(1, 2)", "2", "(2, 3]"] and parts("(0, 3)", []) == ["(0, 3)"]
    assert parts("(-oo, oo)", ["1"]) == ["(-oo, 1)", "1", "(1, oo)"] and parts("(0, 3]", ["2"]) == ["(0, 2)", "2", "(2, 3]"]
    assert parts("[0, 3]", ["0", "1", "3"], True) == ["0", "(0, 1)", "1", "(1, 3)", "3"] and parts("[0, 3]", ["3"], True) == ["[0, 3)", "3"]
    assert parts("[0, 3)", ["0"], True) == ["0", "(0, 3)"] and parts("[0, 3]", [], True) == ["[0, 3]"]
    for where, points, ends_too in (("[0, 3]", ["0"], False), ("[0, 3]", ["3"], False), ("(0, 3]", ["0"], True), ("[0, 3)", ["3"], True),
                                    ("[0, 3]", ["2", "1"], True), ("[0, 3]", ["1", "1"], True), ("[0, 3]", ["4"], True), ("[1, 1]", ["1"], True),
                                    ("[0, 3]", ["0", "0"], True), ("[0, 3]", ["3", "3"], True)):
        with pytest.raises(Rejected, match="must increase"):
            parts(where, points, ends_too)


@pytest.mark.parametrize(("where", "inside", "outside"), [("(0, 1)", ["1/2"], ["0", "1", "2", "-1"]), ("[0, 1)", ["0", "1/2"], ["1", "-1/9"]), ("(0, 1]", ["1"], ["0", "5/4"]),
                                                          ("(-oo, 1]", ["1", "-9"], ["2"]), ("[0, oo)", ["0", "9"], ["-1"]), ("(-oo, oo)", ["0"], ["1/0", "log(-1)"])])
def test_points_of_an_interval(where: str, inside: list[str], outside: list[str]) -> None:
    for p in inside:
        member(on(where), "x", read_term(p))
    for p in outside:
        with pytest.raises(Rejected):
            member(on(where), "x", read_term(p))


def test_a_point_takes_the_place_of_the_variable() -> None:
    ctx, here = enter(on("[0, 1]"), "x", Term("finite", (num(1),)))
    assert (ctx.domains, here) == ((), {"x": num(1)})
    ctx, here = enter(on("[0, 1]").know(sym("x"), MASKS[">"]), "x", on("(0, 1)").domain("x"))
    assert here == {} and ctx.domain("x") == on("(0, 1)").domain("x") and ctx.facts == ((sym("x"), POS),)


@pytest.mark.parametrize(("text", "period", "found"), [
    ("sin(x)", "2*pi", True), ("sin(x)", "4*pi", True), ("sin(x)", "pi", False), ("sin(x)", "3*pi", False), ("cos(2*x)", "pi", True), ("cos(2*x)", "pi/2", False), ("tan(x)", "pi", True),
    ("tan(x)", "pi/2", False), ("tan(3*x)", "pi/3", True), ("sin(pi*x)", "2", True), ("sin(pi*x)", "1", False), ("sin(x + 1)", "2*pi", True), ("sin(x/2)", "4*pi", True), ("sin(x/2)", "2*pi", False),
    ("sin(x)", "6", False), ("sin(x + sin(x))", "2*pi", True), ("sin(x + x^2)", "2*pi", False), ("sin(exp(x))", "2*pi", False), ("sin(1/x)", "2*pi", False), ("sin(x*cos(x))", "2*pi", False),
    ("3", "1", True), ("x", "1", False), ("sin(x) + x", "2*pi", False), ("x*sin(x)", "2*pi", False), ("exp(sin(x))*cos(x)", "2*pi", True), ("abs(sin(x))", "2*pi", True), ("max(cos(x), 0)", "2*pi", True),
    ("Piecewise((1, sin(x) > 0), (2, True))", "2*pi", True), ("Piecewise((1, x > 0), (2, True))", "2*pi", False), ("D(sin(x), x)", "2*pi", True), ("(y -> sin(2*y))'(x)", "pi", True),
    ("(y -> x*sin(y))'(x)", "2*pi", False), ("(y -> y*sin(y))'(x)", "2*pi", False), ("(y -> sin(y))'(2*x)", "2*pi", False), ("(y -> sin(y))'(0)", "1", True), ("(y -> sin(y)*cos(x))'(x)", "2*pi", False),
    ("sup(y -> sin(x)*y, [0, 1])", "2*pi", False), ("sup(y -> sin(y))*cos(x)", "2*pi", True), ("sin(x + 0*sup(y -> sin(y)))", "2*pi", False), ("E[sin(x)*Z]", "2*pi", False),
])
def test_what_repeats_itself(text: str, period: str, found: bool) -> None:
    assert of_waves(read_term(text), "x", read_term(period), on("(-oo, oo)")) == found


@pytest.mark.parametrize(("text", "period", "factor", "holds"), [
    ("abs(sin(x))", "pi", 1, True), ("abs(sin(x)) + 1", "pi", 1, True), ("max(abs(sin(x)), 1/2)", "pi", 1, True), ("max(abs(cos(x)), abs(sin(x)))", "pi", 1, True), ("abs(sin(x))", "pi/2", 1, False),
    ("max(sin(x), 1/2)", "pi", 1, False), ("max(abs(sin(x)), sin(x))", "pi", 1, False), ("abs(sin(x) + 1)", "pi", 1, False), ("abs(abs(sin(x)) - 1)", "pi", 1, True), ("min(sin(x)^2, 1/2)", "pi", 1, True),
    ("sin(x)*cos(x)", "pi", 1, True), ("sin(x)^2", "pi", 1, True), ("sin(x)^2", "pi/2", 1, False), ("sin(x)", "pi", -1, True), ("sin(x)", "pi", 1, False), ("sin(x)", "2*pi", -1, False), ("cos(x)^3", "pi", -1, True),
    ("sin(x)*cos(x)", "pi/2", -1, True), ("sin(x) + cos(x)", "pi", -1, True), ("sin(x) + 1", "pi", -1, False), ("D(sin(x)^2, x)", "pi", 1, True), ("exp(sin(x)^2)", "pi", 1, True), ("x - x", "1", 1, True),
    ("x", "1", 1, False), ("sin(x)", "-2*pi", 1, False), ("sin(x)", "0", 1, False), ("tan(x)^2", "pi", 1, True), ("log(sin(x)^2)", "pi", 1, False), ("tan(x)", "pi", -1, False), ("1/(2 + sin(x)^2)", "pi", 1, True),
])
def test_periods(text: str, period: str, factor: int, holds: bool) -> None:
    """log(sin(x)^2) has no value at 0, and no rule for sines says that it has none a period later, too."""
    try:
        repeats(read_term(text), "x", read_term(period), factor, Context())
        found = True
    except Rejected:
        found = False
    assert found == holds
