"""All inputs in pieces: the same result whoever judges them, in whatever order, and after an interruption; models that are stored."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from oracles import oracle

from symact.catalogue import find
from symact.floats import store
from symact.floats.blocks import Blocks
from symact.floats.compare import compare
from symact.floats.directions import directions
from symact.floats.everywhere import everywhere, processes
from symact.floats.formats import FLOAT16, FLOAT32
from symact.floats.models import disproved, model, read, recheck, written
from symact.floats.oracle import Disagreement
from symact.floats.pieces import CHUNK, Task, judged
from symact.floats.tally import Tally

PIECES = tuple((start, start + 2 * CHUNK) for start in (0, (128 << 23) + (1 << 22), FLOAT32.infinity - 2 * CHUNK, FLOAT32.sign_bit + (133 << 23) + 3 * CHUNK, (1 << 32) - 2 * CHUNK))


def careless(x: Any) -> Any:
    """silu with faults of many kinds."""
    with np.errstate(all="ignore"):
        y = x / (1 + np.exp(-x))
        return np.where(x == 3, -y, np.where(x > 3e38, np.nan, np.where(np.isnan(x), 0, y))).astype(x.dtype)


def task(name: str = "") -> Task:
    exact = oracle(find("silu"), 0, FLOAT32)
    return Task(name, exact.term, exact.variable, 0, model(exact, FLOAT32.p), directions(exact), careless, "numpy", "cpu", {})


def whole(found: Tally) -> str:
    return json.dumps(found.to_json(), sort_keys=True)


@pytest.fixture(autouse=True)
def _own_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SYMACT_CACHE", str(tmp_path / "kept"))


class Backwards(Executor):
    """Works the last piece off first."""

    def __init__(self) -> None:
        self.waiting: list[tuple[Future[Any], Callable[..., Any], tuple[Any, ...]]] = []

    def submit(self, call: Callable[..., Any], /, *given: Any, **named: Any) -> Future[Any]:
        self.waiting.append((Future(), call, given))
        if len(self.waiting) == len(PIECES):
            for future, waiting, arguments in self.waiting[::-1]:
                future.set_result(waiting(*arguments))
        return self.waiting[-1][0]


def test_the_result_does_not_depend_on_who_judges_and_when() -> None:
    alone = everywhere(task(), pieces=PIECES)
    assert alone.points > 5 * CHUNK and alone.above_half > 1000
    found = alone.finished(activation="silu", backend="", dtype="float32", derivative=0, inputs="all", parameters=(), as_stored=False)
    errors = {entry.kind: entry for entry in found.errors}
    assert {"nan", "sign", "nan lost", "flushed"} <= set(errors)
    assert (errors["sign"].count, errors["sign"].input, errors["nan lost"].count) == (1, "0x1.8p+1", 2 * CHUNK)
    assert sum(binade.errors for binade in found.profile) == sum(error.count for error in found.errors)
    with ThreadPoolExecutor(1) as pool, processes(2) as others:
        for executor in (pool, Backwards(), others):
            assert whole(everywhere(task(), executor=executor, pieces=PIECES)) == whole(alone)
    assert whole(Tally.from_json(FLOAT32, json.loads(json.dumps(alone.to_json())))) == whole(alone)


def test_an_interrupted_run_goes_on_where_it_was(tmp_path: Path) -> None:
    known, seen = task("some-name"), []

    def interrupt(done: int, total: int) -> None:
        seen.append(done)
        if done >= total // 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        everywhere(known, pieces=PIECES, progress=interrupt)
    kept = sorted((tmp_path / "kept" / "pieces").iterdir())
    assert len(kept) == len(seen) - 1 == 3  # the first report says what was there before
    calls = []
    found = everywhere(known, executor=Counting(calls), pieces=PIECES, progress=lambda done, total: seen.append(done))
    assert len(calls) == 2 and seen[-1] == sum(stop - start for start, stop in PIECES)
    assert whole(found) == whole(everywhere(task(), pieces=PIECES))
    assert not list((tmp_path / "kept" / "pieces").iterdir())


class Counting(Executor):
    def __init__(self, calls: list[Any]) -> None:
        self.calls = calls

    def submit(self, call: Callable[..., Any], /, *given: Any, **named: Any) -> Future[Any]:
        self.calls.append(given)
        future: Future[Any] = Future()
        future.set_result(call(*given))
        return future


def test_a_dask_cluster_that_loses_a_worker_gives_the_same_result() -> None:
    distributed = pytest.importorskip("distributed")
    pieces = tuple((start, start + CHUNK) for start in range(127 << 23, 130 << 23, CHUNK))
    with distributed.LocalCluster(n_workers=3, threads_per_worker=1, dashboard_address=None, protocol="tcp://") as cluster, distributed.Client(cluster) as client:
        victims = [os.getpid(), *client.run(os.getpid).values()]
        killed = []

        def kill(done: int, total: int) -> None:
            if not killed and done >= total // 4:
                os.kill(victims[1], signal.SIGKILL)
                killed.append(done)

        found = everywhere(task(), executor=client.get_executor(), pieces=pieces, progress=kill)
        assert killed and killed[0] < sum(stop - start for start, stop in pieces) / 2
    assert whole(found) == whole(everywhere(task(), pieces=pieces))


def test_pieces_know_their_neighbours() -> None:
    """A step down between the last input of one piece and the first of the next is found."""
    start = 129 << 23

    def low(x: Any) -> Any:
        y = careless(x)
        y[x == np.array([start], np.uint32).view(np.float32)[0]] *= np.float32(0.999)
        return y

    drops = [judged(replace(task(), source=low), start - CHUNK + k * CHUNK, start + k * CHUNK).to_json()["drops"] for k in (0, 1)]
    before = [judged(task(), start - CHUNK + k * CHUNK, start + k * CHUNK).to_json()["drops"] for k in (0, 1)]
    assert [one[0] - other[0] for one, other in zip(drops, before, strict=True)] == [0, 1]


def test_what_is_stored_is_what_was_found(tmp_path: Path) -> None:
    exact = oracle(find("gelu"), 1, FLOAT16)
    first = model(exact, 11)
    from symact.floats.models import _model

    (entry,) = (tmp_path / "kept" / "models").iterdir()
    _model.cache_clear()
    again = model(exact, 11)
    assert all(np.array_equal(getattr(first, f.name), getattr(again, f.name)) for f in fields(Blocks))
    content = bytearray(entry.read_bytes())
    content[len(content) // 2] ^= 1
    entry.write_bytes(content)
    assert store.kept("models", entry.name) is None
    _model.cache_clear()
    assert np.array_equal(model(exact, 11).coefficients, first.coefficients)
    assert store.kept("models", entry.name) is not None


@pytest.mark.parametrize("field", ["coefficients", "center", "sign", "head", "slope", "side", "room"])
def test_a_model_that_is_not_that_of_the_function_is_seen_through(field: str) -> None:
    exact = oracle(find("tanh"), 0, FLOAT32)
    good = model(exact, 11)
    recheck(good, exact, points=200, seed=1)
    column = {"slope": 0, "side": 3, "room": 4}.get(field)
    if column is not None:
        bad, name = good.line.copy(), "line"
        bad[:, column] *= {"slope": 1 + 2.0**-30, "side": -1, "room": 2.0**-30}[field]
    else:
        bad, name = -good.sign if field == "sign" else getattr(good, field) * (1 + 2.0**-30), field
    with pytest.raises(Disagreement, match="line" if name == "line" else "Arb encloses"):
        recheck(replace(good, **{name: bad}), exact, points=200, seed=1)


def test_a_model_with_a_gap_is_seen_through() -> None:
    good = model(oracle(find("tanh"), 0, FLOAT32), 11)
    assert good.covered()
    start = good.start.copy()
    start[7] += 1
    with pytest.raises(Disagreement, match="gap"):
        read(written(replace(good, start=start)))


def test_each_block_of_a_model_can_be_looked_at() -> None:
    exact = oracle(find("softplus"), 1, FLOAT32)
    blocks = model(exact, 11)
    for i in range(0, len(blocks.start), 7):
        if blocks.kind[i] == 0:
            assert not disproved(blocks, i, int(blocks.start[i]), exact) and not disproved(blocks, i, int(blocks.start[i] + blocks.size[i] - 1), exact)


def test_float64_has_too_many_inputs() -> None:
    with pytest.raises(ValueError, match="float64 has too many floats"):
        compare(find("silu"), dtype="float64", inputs="all")
