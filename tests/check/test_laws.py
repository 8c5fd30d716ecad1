"""What does a context know by a law, and of which variables? And a number with a name: what is known of it, and for how long?"""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from places import part

from symact.check.extent import NEG, POS, ZERO, Context, Law, is_part, sign
from symact.check.reader import read_term
from symact.check.signs import enter
from symact.check.term import REALS, Rejected, Term, sym

T = read_term("exp(y)^2 - 4*exp(y)*y^2 + 4*y^4 + c - y")  # no sign is seen from its parts


def known(domain: str, mask: int = POS) -> Context:
    """A context with a number c in [1, 2] and a law about y on an interval."""
    return Context(domains=(("c", part("[1, 2]")),), laws=(Law(Term("lambda", (sym("y"), T)), part(domain), mask),))


def of(ctx: Context, name: str) -> int:
    return sign(read_term(f"exp({name})^2 - 4*exp({name})*{name}^2 + 4*{name}^4 + c - {name}"), ctx)


@pytest.mark.parametrize(("law", "domain", "applies"), [
    ("(-oo, c)", "(-oo, c)", True), ("(-oo, c)", "(-oo, 1)", True), ("(-oo, c)", "(-oo, 1]", False), ("(-oo, c)", "(-5, 1/2]", True),
    ("(-oo, c)", "(-oo, c]", False), ("(-oo, c)", "(-oo, 3/2)", False), ("(-oo, c)", "(0, 2)", False), ("(-oo, c)", "(-oo, oo)", False),
    ("(-oo, c]", "(-oo, c]", True), ("(-oo, c]", "(-oo, 1]", True), ("(c, oo)", "(2, oo)", True), ("(c, oo)", "[2, oo)", False),
    ("(c, oo)", "[c, oo)", False), ("(c, oo)", "[c + 1/100, oo)", True), ("(c, 3)", "(c, oo)", False), ("(c, 3)", "(2, 3)", True),
    ("(c, 3)", "(2, 3]", False), ("(c, 3)", "(2, 4)", False), ("(c, 2*c)", "(c, 2)", True), ("(c, 2*c)", "(2, c + 1)", True),
    ("(c, 2*c)", "(2, 3)", False), ("(-oo, oo)", "(-oo, oo)", True), ("(-oo, oo)", "[3, 4]", True), ("[0, 1]", "[0, 1]", True),
    ("[0, 1]", "[-1, 1]", False), ("(0, 1)", "[0, 1)", False), ("(0, 1)", "(0, 1]", False), ("(0, 1)", "(0, 1)", True),
])
def test_a_law_is_known_on_parts_of_its_interval(law: str, domain: str, applies: bool) -> None:
    assert (of(known(law).bind("x", part(domain)), "x") == POS) == applies


def test_on_random_intervals_a_part_is_a_part() -> None:
    """Whenever `is_part` says so, every sample of the part lies in the whole."""
    chosen = random.Random(7)
    said = 0
    for _ in range(3000):
        a, b, c, d = (chosen.randint(-3, 3) for _ in range(4))
        ends = [chosen.choice("(["), chosen.choice(")]"), chosen.choice("(["), chosen.choice(")]")]
        inner, outer = part(f"{ends[0]}{a}, {b}{ends[1]}"), part(f"{ends[2]}{c}, {d}{ends[3]}")

        def holds(q: float, lo: int, hi: int, left: str, right: str) -> bool:
            return (lo < q or (q == lo and left == "[")) and (q < hi or (q == hi and right == "]"))

        samples = [q / 4 for q in range(-16, 17) if holds(q / 4, a, b, ends[0], ends[1])]
        found = is_part(inner, outer, Context())
        said += found
        assert not found or all(holds(q, c, d, ends[2], ends[3]) for q in samples)
        assert found or a > b or not samples or not all(holds(q, c, d, ends[2], ends[3]) for q in samples)
    assert said > 100


def restrictions() -> Iterator[Context]:
    ctx = known("(-oo, c)")
    yield ctx.bind("x", REALS).restrict("x", part("(-oo, c)"))
    yield ctx.bind("x", part("[-5, 5]")).restrict("x", part("[-5, 1)"))


def test_it_is_known_where_a_variable_is_restricted_to_such_a_part() -> None:
    for ctx in restrictions():
        assert of(ctx, "x") == POS
        assert of(ctx.restrict("x", part("[-3, -2]")), "x") == POS


def test_the_law_goes_with_the_variable_that_it_speaks_of() -> None:
    ctx = known("(-oo, c)")
    assert not ctx.beyond("c").laws
    again = ctx.bind("c", part("[1, 2]"))  # another number of the same name
    assert not again.laws
    assert of(again.bind("x", part("(-oo, c)")), "x") != POS
    plain = Context(laws=(Law(Term("lambda", (sym("y"), read_term("y^2 + 1"))), REALS, POS),))
    assert plain.bind("c", REALS).bind("c", REALS).laws == plain.laws


def test_at_a_point_the_law_speaks_of_the_point() -> None:
    ctx = known("(-oo, c)").bind("z", part("[1, 2]"))
    here, replaced = enter(ctx, "c", Term("finite", (sym("z"),)))
    assert replaced == {"c": sym("z")}
    inner = here.bind("x", part("(-oo, z)"))
    assert sign(read_term("exp(x)^2 - 4*exp(x)*x^2 + 4*x^4 + z - x"), inner) == POS


def test_the_variable_of_a_law_is_its_own() -> None:
    """A law with variable y about a number that is then replaced by a term with another y."""
    ctx = known("(-oo, c)").bind("y", part("[1, 2]"))
    here = ctx.at("c", sym("y"))
    inner = here.bind("x", part("(-oo, y)"))
    assert sign(read_term("exp(x)^2 - 4*exp(x)*x^2 + 4*x^4 + y - x"), inner) == POS
    assert sign(read_term("exp(y)^2 - 4*exp(y)*y^2 + 4*y^4 + y - y"), here) != POS


def test_hypotheses_about_a_named_number_bind_it() -> None:
    ctx = Context().bind("c", part("[1, 2]")).assume(read_term("c^2 - 2"), ZERO)
    assert "c" in ctx.tied
    assert sign(read_term("c^2 - 2"), ctx) == ZERO
    assert sign(read_term("c^2 - 2"), ctx.whole("c")) == NEG | ZERO | POS
    with pytest.raises(Rejected):
        ctx.beyond("c").domain("c")
