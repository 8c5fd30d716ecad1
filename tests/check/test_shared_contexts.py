"""What is worked out on a context is kept for equal contexts alone: other intervals, hypotheses and arithmetics have their own."""

from __future__ import annotations

from dataclasses import replace

from symact.check.extent import NEG, POS, Context, extent, interval, sign
from symact.check.identity import normal
from symact.check.reader import read_term
from symact.check.term import REALS, num
from symact.proof.arb import Balls

T = read_term("x*(x - 1)")


def test_equal_contexts_of_one_family_share() -> None:
    start = Context()
    first, second = (start.bind("x", interval(num(1), num(2))) for _ in range(2))
    assert first is not second and first.memo is second.memo
    assert normal(T, first) is normal(T, second)
    back = start.bind("x", REALS).restrict("x", interval(num(1), num(2)))
    assert back.memo is first.memo


def test_others_do_not() -> None:
    start = Context()
    here = start.bind("x", interval(num(1), num(2)))
    others = [start.bind("x", interval(num(1), num(2), "[", ")")), start.bind("x", interval(num(0), num(2))), here.know(T, POS),
              here.assume(T, POS), replace(here, bits=128), replace(here, arithmetic=Balls), replace(here, demanding=True),
              Context().bind("x", interval(num(1), num(2)))]
    assert len({id(c.memo) for c in (here, *others)}) == 1 + len(others)


def test_signs_belong_to_their_contexts() -> None:
    start = Context()
    for _ in range(2):
        assert sign(T, start.bind("x", interval(num(1), num(2)))) == POS
        assert sign(T, start.bind("x", interval(num(0), num(1)))) == NEG
        assert sign(T, start.bind("x", REALS)) & NEG
        assert sign(T, start.bind("x", REALS).know(T, POS)) == POS
        assert extent(read_term("x"), start.bind("x", interval(num(3), num(4)))).lo == 3
