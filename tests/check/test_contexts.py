"""What does a context know of its variables: intervals that depend on each other, facts, hypotheses, and what becomes of them?"""

from __future__ import annotations

import pytest
from places import on, part

from symact.check.extent import MASKS, NEG, POS, ZERO, Context, defined, extent, shown, sign
from symact.check.reader import read_term
from symact.check.term import NoValue, Rejected, Undefined, sym

BOTH = Context().bind("a", part("[1, 2]")).bind("x", part("(a, 2*a)")).bind("y", part("(0, x)")).bind("z", part("(0, 1)"))


def names(ctx: Context) -> list[str]:
    return [n for n, _ in ctx.domains]


def test_what_depends_on_a_variable_goes_with_it() -> None:
    assert names(BOTH) == ["a", "x", "y", "z"] and names(BOTH.beyond("a")) == ["z"] and names(BOTH.beyond("x")) == ["a", "z"]
    assert names(BOTH.beyond("y")) == ["a", "x", "z"] and names(BOTH.beyond("none")) == names(BOTH)
    known = BOTH.know(read_term("y - z"), POS).know(sym("z"), POS).assume(read_term("a - 1"), POS)
    count = len(BOTH.facts)  # x > a, x < 2 a, y < x
    assert count == 3 and len(known.facts) == 6 and known.tied == {"a"} and BOTH.tied == frozenset()
    assert [t for t, _ in known.beyond("x").facts] == [sym("z"), read_term("a - 1")] and known.beyond("x").tied == {"a"} and known.beyond("a").tied == frozenset()
    assert [t for t, _ in known.bind("z", part("(5, 6)")).facts] == [t for t, _ in known.facts if "z" not in str(t)]
    with pytest.raises(Rejected, match="the variable y is not bound here"):
        BOTH.beyond("x").domain("y")


def test_ends_that_are_variables() -> None:
    for left, right in ("()", "(]", "[)", "[]"):
        ctx = Context().bind("a", part("[1, 2]")).bind("x", part(f"{left}a, a + 1{right}"))
        e = extent(sym("x"), ctx)
        assert (e.lo, e.hi, e.lo_open, e.hi_open) == (1, 3, left == "(", right == ")")
        assert sign(read_term("x - a"), ctx) == (POS if left == "(" else ZERO | POS) and sign(read_term("a - x"), ctx) == (NEG if left == "(" else NEG | ZERO)
        assert sign(read_term("a + 1 - x"), ctx) == (POS if right == ")" else ZERO | POS) and sign(read_term("2*x - 2*a - 2"), ctx) == (NEG if right == ")" else NEG | ZERO)
        inner = ctx.restrict("x", part("(a, a + 1/2]"))
        assert sign(read_term("a + 1/2 - x"), inner) == ZERO | POS and sign(read_term("a + 1 - x"), inner) & NEG == 0
    with pytest.raises(Rejected, match="is not shown to be defined by the other variables"):
        Context().bind("x", part("(0, x)"))
    with pytest.raises(Rejected, match="is not shown to be defined by the other variables"):
        Context().bind("a", part("[-1, 1]")).bind("x", part("(log(a), oo)"))


def test_facts() -> None:
    t = read_term("x^2 - x*exp(x) + 1")
    for mask in MASKS.values():
        ctx = on("(0, 5)").know(t, mask)
        assert sign(t, ctx) == mask and sign(read_term("2*x^2 - 2*x*exp(x) + 2"), ctx) == mask
        turned = sum({NEG: POS, ZERO: ZERO, POS: NEG}[bit] for bit in (NEG, ZERO, POS) if bit & mask)
        assert sign(read_term("x*exp(x)/3 - x^2/3 - 1/3"), ctx) == turned and sign(read_term("x^2 - x*exp(x) + 2"), ctx) == NEG | ZERO | POS
    assert sign(sym("x"), on("[0, 1]").know(sym("x"), POS)) == POS and sign(sym("x"), on("[-1, 1]").know(sym("x"), MASKS["!="])) == NEG | POS
    inside = on("(0, 5)").know(read_term("log(x)"), ZERO | POS)
    assert extent(read_term("log(x)"), inside).lo == 0 and sign(read_term("sqrt(log(x))"), inside) == ZERO | POS


def test_a_variable_without_its_hypotheses() -> None:
    free, known = on("(0, 1)"), on("(0, 1)").know(read_term("x - 1/2"), POS)
    tied = free.bind("y", part("(0, 1)")).assume(read_term("x - y"), POS)
    assert free.whole("x") is free and known.whole("x") is known and tied.tied == {"x", "y"}
    assert tied.whole("x").facts == () and tied.whole("x").tied == {"y"} and tied.whole("x").domain("x") == part("(0, 1)")
    assert len(BOTH.whole("z").facts) == 3 and BOTH.whole("z") is BOTH and names(BOTH.whole("x")) == ["a", "z", "x"] and len(BOTH.whole("x").facts) == 2


def test_a_point_for_a_variable() -> None:
    here = BOTH.know(read_term("x - z"), POS).assume(read_term("y + x"), POS).at("x", read_term("3*a/2"))
    assert names(here) == ["a", "y", "z"] and here.domain("y") == part("(0, 3*a/2)") and here.tied == {"a", "y"}
    assert read_term("3*a/2 - z") in [t for t, _ in here.facts] and BOTH.at("x", read_term("3*a/2")).tied == frozenset()


@pytest.mark.parametrize(("text", "where", "signs"), [
    ("sqrt(1 + x^2) - x", "(-oo, oo)", POS), ("sqrt(1 + x^2) + x", "(-oo, oo)", POS), ("x - sqrt(1 + x^2)", "(-oo, oo)", NEG), ("3 - 2*sqrt(x)", "(0, 2)", POS),
    ("2*sqrt(x) - 3", "(3, oo)", POS), ("x + 1 - 2*sqrt(x)", "(1, oo)", POS), ("x*sqrt(2) - x - x^3", "(1, oo)", NEG), ("sqrt(x) - 2", "(0, oo)", 7), ("2*sqrt(x) - 3", "(0, 2)", NEG),
    ("x*sqrt(1 + x^2) - x^2", "(0, oo)", POS), ("x*sqrt(1 + x^2) + x^2", "(-oo, 0)", NEG), ("sqrt(4 + x^2)/2 - x - 1", "(0, oo)", NEG),
])
def test_sums_with_a_square_root(text: str, where: str, signs: int) -> None:
    assert sign(read_term(text), on(where)) == signs


@pytest.mark.parametrize(("text", "where", "lo", "hi", "lo_open", "hi_open"), [
    ("tan(x)", "(-pi/2, pi/2)", None, None, True, True), ("tan(x)", "[0, pi/2)", 0, None, False, True), ("tan(x)", "(-pi/2, 0]", None, 0, True, False), ("tan(x)", "(pi/2, pi)", None, 0, True, True),
    ("tan(x)", "(pi/2, pi]", None, 0, True, False), ("tan(x)", "[pi, 3*pi/2)", 0, None, False, True), ("tan(x)", "[0, 0]", 0, 0, False, False), ("sin(x)", "(0, pi)", 0, 1, True, False),
    ("sin(x)", "[0, 7]", -1, 1, False, False), ("cos(x)", "(-oo, oo)", -1, 1, False, False), ("cos(2*x)", "(0, pi/4)", 0, 1, True, True), ("sin(x/2)^2", "(0, 2*pi)", 0, 1, True, False),
])
def test_waves(text: str, where: str, lo: int | None, hi: int | None, lo_open: bool, hi_open: bool) -> None:
    e = extent(read_term(text), on(where))
    assert (e.lo, e.hi, e.lo_open, e.hi_open) == (lo, hi, lo_open, hi_open)


@pytest.mark.parametrize(("text", "where", "problem"), [
    ("tan(x)", "[0, pi/2]", Undefined), ("tan(x)", "[pi/2, pi)", Undefined), ("tan(x)", "(0, oo)", Undefined), ("tan(x)", "[pi/2, pi/2]", NoValue), ("log(x)", "[0, 1)", Undefined),
    ("log(x)", "(-2, -1)", NoValue), ("log(x)", "(-2, 0]", NoValue), ("log(x)", "(-2, 0)", NoValue), ("log1p(x)", "[-1, 0]", Undefined), ("log1p(x)", "[-3, -1]", NoValue),
    ("asin(x)", "[-1, 2]", Undefined), ("asin(x)", "(1, 2)", NoValue), ("asin(x)", "[1, 2]", Undefined), ("asin(x)", "(-3, -1)", NoValue), ("asin(x)", "[-3, -1]", Undefined),
    ("LambertW(x)", "(-1, 0)", Undefined), ("LambertW(x)", "(-1, -1/2)", NoValue), ("sqrt(x)", "[-1, 1]", Undefined), ("sqrt(x)", "(-2, -1)", NoValue), ("sqrt(x)", "(-2, 0)", NoValue),
    ("x^(-1/2)", "[0, 1]", Undefined), ("x^(-1/2)", "[-1, 0]", NoValue), ("1/sqrt(x)", "[0, 1]", Undefined), ("1/x", "[0, 1]", Undefined), ("1/x", "[0, 0]", NoValue), ("1/(x - x)", "(0, 1)", NoValue),
])
def test_terms_without_values(text: str, where: str, problem: type[Rejected]) -> None:
    with pytest.raises(Undefined) as caught:
        defined(read_term(text), on(where))
    assert type(caught.value) is problem and not shown(read_term(text), on(where))


@pytest.mark.parametrize(("text", "where", "analytic"), [
    ("sqrt(x)", "(0, 1)", True), ("sqrt(x)", "[0, 1)", False), ("asin(x)", "(-1, 1)", True), ("asin(x)", "[-1, 1)", False), ("asin(x)", "(-1, 1]", False), ("cbrt(x)", "(0, 1)", True),
    ("cbrt(x)", "[-1, 0)", True), ("cbrt(x)", "(-1, 1)", False), ("abs(x)", "(1, 2)", False), ("exp(sqrt(x))", "[0, 1)", False), ("x^(-1/2)", "(0, 1)", True), ("x^(2/3) + 1", "[0, 1]", False),
    ("log(x)", "(0, 1)", True), ("max(x, 5)", "(0, 1)", False), ("sin(sqrt(x))", "[0, 1]", False), ("LambertW(x)", "(-1/3, 1)", True), ("1/x", "(0, 1)", True), ("tan(x)", "(0, 1)", True),
])
def test_where_terms_are_analytic(text: str, where: str, analytic: bool) -> None:
    assert shown(read_term(text), on(where)) and shown(read_term(text), on(where), True) == analytic
