"""The corpus is sound as a corpus: it is read, large and varied enough, and labelled as numbers say; no sample is decided wrongly.

All of it is decided by `tests/benchmarks/corpus.py`. All labels are checked by `python -m prove.corpus` in `tests`.
"""

from __future__ import annotations

import random
from collections import Counter
from functools import cache

import pytest
from prove.corpus.shelf import LEAST, QUOTAS, Entry, entries
from prove.corpus.truth import Unknown, verdict

from symact.run import Limits, decide

SECONDS = 10


@cache
def shelf() -> tuple[Entry, ...]:
    return tuple(entries())


def sample(count: int, seed: int) -> list[Entry]:
    return random.Random(seed).sample(shelf(), count)


def test_every_statement_is_read_and_has_a_source() -> None:
    assert not [e.claim.name for e in shelf() if not e.claim.source]
    assert {e.claim.expected for e in shelf()} == {"proved", "refuted"}


def test_names_and_statements_are_unique() -> None:
    for what in ([e.claim.name for e in shelf()], [(e.tree, e.claim.says) for e in shelf()]):
        assert not [x for x, n in Counter(what).items() if n > 1]


def test_there_are_enough_of_each_kind() -> None:
    count = Counter(kind for e in shelf() for kind in e.kinds)
    assert len(shelf()) >= LEAST
    assert {k: n for k, n in count.items() if n < QUOTAS[k]} == {}
    false = sum(e.claim.expected == "refuted" for e in shelf())
    assert 0.4 < false / len(shelf()) < 0.6


@pytest.mark.parametrize("entry", sample(60, 1), ids=lambda e: e.claim.name)
def test_the_label_agrees_with_numbers(entry: Entry) -> None:
    try:
        assert verdict(entry.tree, 40) == (entry.claim.expected == "proved")
    except Unknown as reason:
        pytest.skip(f"numbers do not say: {reason}")


@pytest.mark.parametrize("entry", sample(25, 2), ids=lambda e: e.claim.name)
def test_nothing_is_decided_wrongly(entry: Entry) -> None:
    found = decide(entry.claim.says, entry.define, Limits(seconds=SECONDS)).verdict.name
    assert found not in {"proved", "refuted"} - {entry.claim.expected}
