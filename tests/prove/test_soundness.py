"""Random statements of known truth: nothing false is proved, nothing true is refuted, and every witness is one.

The benchmark of the same name (tests/benchmarks/soundness.py) does it with thousands.
"""

from __future__ import annotations

import pytest
from random_statements import Statement, statements
from soundness import Answer, answers, contradiction

COUNT, SEED = 66, 7


@pytest.fixture(scope="module")
def decided() -> list[tuple[Statement, Answer]]:
    return list(answers(statements(SEED, COUNT), units=3000, seconds=1.5))


def test_no_verdict_contradicts_evaluation(decided: list[tuple[Statement, Answer]]) -> None:
    assert [(why, s.text) for s, a in decided if (why := contradiction(s, a))] == []


def test_a_share_is_decided_either_way(decided: list[tuple[Statement, Answer]]) -> None:
    """Else the first test would show nothing."""
    verdicts = [a.verdict for _, a in decided]
    assert verdicts.count("proved") >= COUNT // 6
    assert verdicts.count("refuted") >= COUNT // 6
    assert "hung" not in verdicts
