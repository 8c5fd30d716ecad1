"""Terms: one object for each, given up with its last use; rejections that are written when they are read."""

from __future__ import annotations

import copy
import gc
import pickle
from fractions import Fraction

from symact.check import term
from symact.check.reader import read_term
from symact.check.term import Rejected, Term, free, num, sym

TEXT = "log(1 + exp(x*y)) - 7/3*max(x, 0)^2"


def test_equal_terms_are_one_object() -> None:
    t = read_term(TEXT)
    for other in (read_term(TEXT), Term(t.head, t.args), copy.deepcopy(t), pickle.loads(pickle.dumps(t))):  # noqa: S301 - our own bytes
        assert other is t
    assert read_term("x + 1") is not read_term("1 + x")
    assert num(2) is num(Fraction(4, 2))
    assert num(2) is not num(Fraction(5, 2))


def test_a_term_that_nobody_holds_leaves_the_table() -> None:
    gc.collect()
    before = len(term._TERMS)
    held = [sym(f"nobody_{k}") * sym(f"else_{k}") for k in range(100)]
    assert len(term._TERMS) >= before + 300
    assert free(held[7]) == {"nobody_7", "else_7"}
    del held
    gc.collect()
    assert len(term._TERMS) <= before


def test_a_rejection_is_written_when_it_is_read() -> None:
    asked = []

    def sentence() -> str:
        asked.append(1)
        return "the sentence"

    problem = Rejected(sentence)
    assert not asked
    assert str(problem) == "the sentence"
    assert str(Rejected("plain")) == "plain"
