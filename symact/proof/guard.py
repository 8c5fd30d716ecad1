"""How is work stopped that may never end? It runs in a process of its own, which is killed when its seconds are over.

A signal handler would not do: Python runs it between two bytecodes, and a loop in C has none.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

MEMORY = 4 << 30  # bytes that the work may take besides what its process starts with


class Expired(Exception):
    """The seconds were over."""


class Broken(Exception):
    """The work ended without a result; the sentence says how."""


def processes() -> Any:
    """How processes are started: by a fork, which has everything loaded already, where there is such a thing."""
    import multiprocessing

    methods = multiprocessing.get_all_start_methods()
    return multiprocessing.get_context("fork" if "fork" in methods else methods[0])


def guarded(seconds: float, function: Callable[..., Any], *arguments: Any) -> Any:
    """The function's result, or `Expired`, or `Broken`."""
    context = processes()
    receiver, sender = context.Pipe(duplex=False)
    worker = context.Process(target=_work, args=(sender, seconds, function, arguments), daemon=True)
    worker.start()
    sender.close()
    try:
        if not receiver.poll(seconds):
            raise Expired
        result, failure = receiver.recv()
    except EOFError:
        worker.join(1)
        raise Broken(f"the work broke off (exit code {worker.exitcode})") from None
    finally:
        worker.kill()
        worker.join()
        receiver.close()
    if failure:
        raise Broken(failure)
    return result


def _work(sender: Any, seconds: float, function: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
    _restrict(seconds)
    try:
        answer = function(*arguments), ""
    except MemoryError:
        answer = None, "the work ran out of memory"
    except Exception as failure:
        answer = None, f"the work ended with {type(failure).__name__}: {failure}"
    sender.send(answer)


def _restrict(seconds: float) -> None:
    """An end of its own if nobody is left to kill the process, and a limit to its memory, where there are such things."""
    try:
        import resource
        import signal

        signal.signal(signal.SIGINT, signal.SIG_DFL)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.alarm(int(seconds) + 5)
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        resource.setrlimit(resource.RLIMIT_AS, (pages * os.sysconf("SC_PAGE_SIZE") + MEMORY, resource.RLIM_INFINITY))
    except (ImportError, OSError, ValueError):
        pass
