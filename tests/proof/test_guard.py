"""Work is really stopped, a worker keeps what it has learnt, and verdicts come from work units and not from the clock."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
import sympy

import symact.analysis
from symact.analysis import antiderivatives
from symact.analysis.briefly import briefly
from symact.analysis.formulas import antiderivative
from symact.analysis.shape import continuous
from symact.catalogue import definitions, find
from symact.check.reader import read
from symact.claim.verdict import OutOfTime, Proved
from symact.proof.guard import MEMORY, Broken, Expired, Worker
from symact.prove import Budget, Found, search
from symact.run import Limits, questionnaire

LEARNT: list[int] = []


def learn(n: int) -> list[int]:
    LEARNT.append(n)
    return LEARNT


def hang() -> None:
    """No signal handler could end it: it is one instruction of C."""
    print(10 ** (10**9))


def fill() -> int:
    return len(bytearray(2 * MEMORY))


def test_a_worker_remembers_until_it_is_stopped() -> None:
    with Worker() as worker:
        assert [worker.ask(5, learn, n) for n in (1, 2)] == [[1], [1, 2]]
        began = time.monotonic()
        with pytest.raises(Expired):
            worker.ask(0.3, hang)
        assert time.monotonic() - began < 5
        assert worker.ask(5, learn, 3) == [3]
        with pytest.raises(Broken, match="out of memory"):
            worker.ask(5, fill)
        assert worker.ask(5, learn, 4) == [4]
    assert LEARNT == []


def endless(*arguments: Any) -> None:
    while True:
        pass


def test_a_search_for_an_antiderivative_that_hangs_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(antiderivatives, "antiderivative", endless)
    asked = (("antiderivative", antiderivative), ("continuous", continuous))
    monkeypatch.setattr(symact.analysis, "QUESTIONS", asked)
    began = time.monotonic()
    first, second = questionnaire(find("relu"), limits=Limits(1000, 3.0))
    assert first.verdict == OutOfTime(3.0) and isinstance(second.verdict, Proved)
    assert time.monotonic() - began < 20


def rambling(*arguments: Any) -> None:
    """A computation that calls functions for ever."""
    while True:
        len("")


def test_a_sympy_that_takes_too_many_calls_ends_by_count() -> None:
    assert briefly(rambling) is None
    assert briefly(sympy.factor, sympy.Symbol("x") ** 2 - 1) is not None


STATEMENTS = ("relu is convex", "silu is decreasing on (-oo, -1.2785)", "min(silu) in [-0.27846455, -0.27846454]", "mish is convex",
              "lipschitz(tanh) = 1", "gelu is strictly increasing")


def spent(text: str, units: int = 60_000) -> tuple[object, int]:
    budget = Budget(units, 1e9)
    found = search(read(text, definitions()), budget)
    return (found.truth, found.proof) if isinstance(found, Found) else found, budget.units


class Slow:
    """A clock that goes on by a second whenever it is looked at."""

    def __init__(self) -> None:
        self.now = 0.0

    def monotonic(self) -> float:
        self.now += 1.0
        return self.now


@pytest.mark.parametrize("text", STATEMENTS)
def test_verdicts_and_units_do_not_depend_on_the_clock(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    quick = [spent(text), spent(text, 40)]
    slow = Slow()
    monkeypatch.setattr("symact.prove.budget.time", slow)
    assert [spent(text), spent(text, 40)] == quick
    assert slow.now > 2


def test_the_units_end_a_search(monkeypatch: pytest.MonkeyPatch) -> None:
    late: Callable[[], float] = Slow().monotonic
    monkeypatch.setattr("symact.prove.budget.time.monotonic", late)
    found, left = spent("min(silu) in [-0.27846455, -0.27846454]", 100)
    assert not isinstance(found, tuple) and not found.out_of_time and left <= 0  # type: ignore[attr-defined]
