"""Who judges the pieces of a comparison over all inputs, and what if somebody is interrupted?

Pieces are mapped over any `concurrent.futures.Executor`: processes of this machine, or the workers of a Dask cluster. Each
finished piece is stored at once; a run that is interrupted leaves them, and the next run of the same comparison goes on with
those that are missing. When the last one has come in they are removed.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context
from typing import Any

from symact.floats.formats import FLOAT32
from symact.floats.pieces import PIECES, Task, judged
from symact.floats.store import drop, keep, kept
from symact.floats.tally import Tally

ATTEMPTS = 3  # pools of processes, where the system ends one of them
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")  # of a worker: there is one for each core
Progress = Callable[[int, int], None]  # inputs judged so far, of how many


def everywhere(
    task: Task, jobs: int = 1, executor: Executor | None = None, progress: Progress | None = None,
    pieces: tuple[tuple[int, int], ...] = PIECES,
) -> Tally:
    """The tally of all inputs: by an executor, or by as many processes as `jobs` says (in this process for 1)."""
    found = {piece: tally for piece in pieces if (tally := _kept(task, piece)) is not None}
    total = sum(stop - start for start, stop in pieces)
    if progress:
        progress(sum(stop - start for start, stop in found), total)
    for piece, tally in _judged(task, [piece for piece in pieces if piece not in found], jobs, executor):
        found[piece] = tally
        _keep(task, piece, tally)
        if progress:
            progress(sum(stop - start for start, stop in found), total)
    result = Tally(FLOAT32)
    for piece in pieces:
        result.add(found[piece])
    for piece in pieces:
        drop("pieces", _name(task, piece))
    return result


def _judged(
    task: Task, missing: list[tuple[int, int]], jobs: int, executor: Executor | None,
) -> Iterator[tuple[tuple[int, int], Tally]]:
    """The tallies of pieces, as they come in."""
    if executor is not None:
        yield from _mapped(executor, task, missing)
    elif jobs == 1 or len(missing) <= 1:
        for piece in missing:
            yield piece, judged(task, *piece)
    else:
        done: set[tuple[int, int]] = set()
        for attempt in range(1, ATTEMPTS + 1):
            try:
                with processes(min(jobs, len(missing))) as pool:
                    for piece, tally in _mapped(pool, task, [piece for piece in missing if piece not in done]):
                        done.add(piece)
                        yield piece, tally
                return
            except BrokenProcessPool:
                if attempt == ATTEMPTS:
                    raise ValueError("A process that judged inputs was ended, by the system perhaps for want of memory; what is "
                                     "finished is kept. Run the same command again, with fewer --jobs.") from None


def _mapped(executor: Executor, task: Task, pieces: list[tuple[int, int]]) -> Iterator[tuple[tuple[int, int], Tally]]:
    waiting: dict[Future[Tally], tuple[int, int]] = {executor.submit(judged, task, *piece): piece for piece in pieces}
    try:
        for future in as_completed(waiting):
            yield waiting[future], future.result()
    finally:
        for future in waiting:
            future.cancel()


@contextmanager
def processes(count: int) -> Iterator[Executor]:
    """Fresh processes with one thread each; they end when the block is left, after the piece that they are at."""
    before = {name: os.environ.get(name) for name in THREADS}
    os.environ.update(dict.fromkeys(THREADS, "1"))
    try:
        with ProcessPoolExecutor(count, mp_context=get_context("spawn")) as pool:
            yield pool
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


@contextmanager
def cluster(address: str) -> Iterator[Executor]:
    """The workers of a Dask cluster, which is let go when the block is left."""
    try:
        from distributed import Client
    except ModuleNotFoundError:
        raise ImportError("dask.distributed is not installed, and this needs it: pip install 'symact[dask]'") from None
    try:
        client = Client(address, set_as_default=False)  # type: ignore[no-untyped-call]  # it has no types
    except (OSError, ValueError) as problem:
        raise ValueError(f"There is no Dask scheduler at {address}: {problem}") from None
    with client, client.get_executor() as executor:  # type: ignore[no-untyped-call]
        yield executor


def _name(task: Task, piece: tuple[int, int]) -> str:
    return f"{task.name}-{piece[0]:08x}-{piece[1]:09x}"


def _kept(task: Task, piece: tuple[int, int]) -> Tally | None:
    content = kept("pieces", _name(task, piece)) if task.name else None
    return None if content is None else Tally.from_json(FLOAT32, _parsed(content))


def _keep(task: Task, piece: tuple[int, int], tally: Tally) -> None:
    if task.name:
        keep("pieces", _name(task, piece), json.dumps(tally.to_json()).encode())


def _parsed(content: bytes) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(content)
    return found
