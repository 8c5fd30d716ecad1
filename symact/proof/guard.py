"""How is work stopped that may never end? It runs in a process of its own, which is killed when its seconds are over.

A signal handler would not do: Python runs it between two bytecodes, and a loop in C has none.
"""

from __future__ import annotations

import gc
import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self

UNITS, SECONDS = 30_000, 10.0  # what a search may cost unless more is asked for: a few seconds of work, and the backstop
MEMORY = 3 << 28  # bytes that the work may take besides what its process starts with
YOUNG = 20_000  # objects between two looks for garbage: terms and proofs are many, and have no cycles


class Expired(Exception):
    """The seconds were over."""


class Broken(Exception):
    """The work ended without a result; the sentence says how."""


def processes() -> Any:
    """How processes are started: by a fork, which has everything loaded already, where there is such a thing."""
    import multiprocessing

    methods = multiprocessing.get_all_start_methods()
    return multiprocessing.get_context("fork" if "fork" in methods else methods[0])


class Worker:
    """A process that is asked one thing after the other and keeps what it has learnt; it is killed when an answer is late.

    The next question then starts another. Nothing that it computes is lost sooner, and nothing outlives `close`.
    """

    def __init__(self) -> None:
        self._process: Any = None
        self._pipe: Any = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def ask(self, seconds: float, function: Callable[..., Any], *arguments: Any) -> Any:
        """The function's result, or `Expired`, or `Broken`."""
        if self._process is None:
            self._start()
        try:
            self._pipe.send((seconds, function, arguments))
            if not self._pipe.poll(seconds):
                raise Expired
            result, failure = self._pipe.recv()
        except (EOFError, ConnectionError):
            self._process.join(1)
            code = self._process.exitcode
            self.close()
            raise Broken(f"the work broke off (exit code {code})") from None
        except BaseException:
            self.close()
            raise
        if failure:
            self.close()
            raise Broken(failure)
        return result

    def close(self) -> None:
        """Ends the process, whatever it does."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._pipe.close()
        self._process = self._pipe = None

    def _start(self) -> None:
        context = processes()
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, self._pipe), daemon=True)
        self._process.start()
        theirs.close()


def guarded(seconds: float, function: Callable[..., Any], *arguments: Any) -> Any:
    """The function's result, computed in a process of its own, or `Expired`, or `Broken`."""
    with Worker() as worker:
        return worker.ask(seconds, function, *arguments)


def _serve(pipe: Any, parents: Any) -> None:
    parents.close()  # so that this process sees its parent's end
    gc.freeze()  # what was loaded before stays: it is not looked through for garbage again and again
    gc.set_threshold(YOUNG)
    _restrict()
    while True:
        try:
            seconds, function, arguments = pipe.recv()
        except EOFError:
            return
        _end_after(seconds)
        try:
            answer = function(*arguments), ""
        except MemoryError:
            answer = None, "the work ran out of memory"
        except Exception as failure:
            answer = None, f"the work ended with {type(failure).__name__}: {failure}"
        _end_after(0)
        pipe.send(answer)


def _end_after(seconds: float) -> None:
    """An end of its own if nobody is left to kill the process, where there is such a thing; 0 takes it back."""
    if hasattr(signal, "alarm"):
        signal.alarm(int(seconds) + 5 if seconds else 0)


def _restrict() -> None:
    """Signals as they are for a new process, and a limit to its memory, where there are such things."""
    try:
        import resource

        signal.signal(signal.SIGINT, signal.SIG_DFL)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        resource.setrlimit(resource.RLIMIT_AS, (pages * os.sysconf("SC_PAGE_SIZE") + MEMORY, resource.RLIM_INFINITY))
    except (ImportError, OSError, ValueError):
        pass
