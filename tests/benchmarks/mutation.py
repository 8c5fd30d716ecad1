"""Mutation testing of the kernel: does a changed `symact/check` still accept what it must and reject what it must?

    python tests/benchmarks/mutation.py [--count 400] [--seed 1] [--budget 90] [--processes 2] [--mutants ID,ID...]

A mutant (mutants.py) is loaded in a forked process of its own in place of the module, and runs, until the first difference,
the items (kills.py) that execute the changed lines: rows of forgeries with their genuine twins, stored certificates, and the
unit tests of tests/check; the ones that raise close to the change and the quick ones first. An accident or the time kills it
too. A mutant that no item executes survives, and so does one that outlives its budget of seconds (of processor time). The
survivors are printed, each with its change; mutation_survivors.md argues about those that are left.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import importlib
import multiprocessing
import multiprocessing.connection
import os
import pickle
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from pathlib import Path
from random import Random
from typing import Any

import pytest
from kills import TESTS, Item, Recorder, Trace, digest_of, failure, folder, kept, material, pytest_run, traces
from marks import Loaded
from mutants import MODULES, ROOT, Mutant, mutants, places_of

SURVIVED, KILLED, OUT_OF_BUDGET = 0, 7, 3
READING = ("arithmetic", "series", "polynomial", "tokens", "grammar", "reader", "calls", "relations", "statements", "claims", "words", "printer",
           "folder", "definition", "certificate", "gaussian", "gaussian_closed", "tends")  # the unit tests say most about these


@dataclass
class Suite:
    """The items with what is known of them."""

    items: list[Item]
    authorities: list[Any]
    traces: dict[str, Trace]

    def that_execute(self, m: Mutant) -> list[Item]:
        lines = {(m.module, n) for n in range(m.first, m.last + 1)} if not m.names else places_of(m.names)
        if m.names == ("",):
            return sorted((i for i in self.items if any(n == m.module for n, _ in self.traces[i.key].lines)), key=self.seconds)
        near = {(m.module, n) for n in range(m.first - 6, m.last + 7)}
        found = [i for i in self.items if not lines.isdisjoint(self.traces[i.key].lines)]
        return sorted(found, key=lambda i: (near.isdisjoint(self.traces[i.key].sites), self.seconds(i)))

    def seconds(self, item: Item) -> float:
        return self.traces[item.key].seconds


class Selector:
    """Runs the chosen unit tests, the quick ones first, each within its time."""

    def __init__(self, suite: Suite, chosen: dict[str, Item], until: float) -> None:
        self.suite, self.chosen, self.until, self.late = suite, chosen, until, False

    def pytest_collection_modifyitems(self, items: list[Any]) -> None:
        items[:] = sorted((t for t in items if t.nodeid in self.chosen), key=lambda t: self.suite.seconds(self.chosen[t.nodeid]))

    def pytest_runtest_setup(self, item: Any) -> None:
        if time.process_time() > self.until:
            self.late = True
            pytest.exit("out of budget")
        alarm(self.suite.seconds(self.chosen[item.nodeid]))


def alarm(seconds: float) -> None:
    """The process ends when it has worked far longer than the unchanged kernel does."""
    signal.setitimer(signal.ITIMER_VIRTUAL, max(5.0, 5 * seconds))


def trial(m: Mutant | None, suite: Suite, budget: float, report: str) -> None:
    """In a process of its own: the exit code says whether the mutant survives, the report what killed it."""
    def killed(by: str) -> None:
        Path(report).write_text(by, encoding="utf-8")
        os._exit(KILLED)

    with open(os.devnull, "w") as nothing, contextlib.redirect_stdout(nothing), contextlib.redirect_stderr(nothing):  # noqa: PTH123
        found = suite.that_execute(m) if m else suite.items[::40]
        if not found:
            os._exit(SURVIVED)
        if m:
            Loaded({m.module: m.tree()}, {})
        try:
            sys.path.insert(0, str(ROOT))
            alarm(5)
            late = False
            importlib.import_module("symact.check.certificate")
            tests, rows = [i for i in found if not i.attempts], [i for i in found if i.attempts]
            passes = [(row, row.attempts) for row in rows] + [(row, row.more) for row in rows if row.more]
            began = time.process_time()
            for share, part in ((0.6, tests), (1, passes)) if m and m.module in READING else ((0.4, passes), (0.8, tests), (1, passes)):
                until = began + share * budget
                if part is tests and tests:
                    selector = Selector(suite, {i.name: i for i in tests}, until)
                    files = sorted({str(ROOT / i.name.split("::")[0]) for i in tests})
                    if pytest_run(selector, files) not in (0, 5) and not selector.late:
                        killed("a unit test")
                    late = selector.late
                while part is passes and passes and time.process_time() < until:
                    item, attempts = passes.pop(0)
                    alarm(suite.seconds(item))
                    if why := failure(attempts, suite.authorities):
                        killed(f"{item.name}: {why}")
            if passes or late:
                os._exit(OUT_OF_BUDGET)
        except Exception as accident:
            killed(repr(accident))
    os._exit(SURVIVED)


def prepared(processes: int) -> Suite:
    """The items and their traces; what is new is traced, in processes of its own."""
    context = multiprocessing.get_context("fork")

    def apart(*works: Any) -> list[Any]:
        """The values of calls in processes of their own, which may import the kernel."""
        with contextlib.ExitStack() as stack:
            files = [stack.enter_context(tempfile.NamedTemporaryFile()) for _ in works]

            def work(n: int) -> None:
                Path(files[n].name).write_bytes(pickle.dumps(works[n]()))

            running = [context.Process(target=work, args=(n,)) for n in range(len(works))]
            for process in running:
                process.start()
            for process in running:
                process.join()
                assert process.exitcode == 0
            return [pickle.loads(Path(f.name).read_bytes()) for f in files]  # noqa: S301 (our own files)

    items, authorities = kept("material-" + digest_of([Path(__file__).with_name("kills.py"), *TESTS.glob("forgeries/*.py"), *ROOT.glob("proofs/certificates/*.json")])[:16],
                              lambda: apart(material)[0])
    path = folder() / "traces.pickle"
    known: dict[str, Trace] = pickle.loads(path.read_bytes()) if path.exists() else {}  # noqa: S301 (our own file)
    new = [i for i in items if i.key not in known]
    for found in apart(*(lambda n=n: traces(new, authorities, (n, processes)) for n in range(processes))):
        known |= found
    path.write_bytes(pickle.dumps(known))
    print(f"{len(items)} items with certificates, {len(new)} of them new", flush=True)
    tests, found = kept("tests-" + digest_of(TESTS.glob("*.py"))[:16], lambda: unit_tests(apart(
        *(Recorder(set(known), (n, processes)).run for n in range(processes)))))
    new = [key for key in found if key not in known]
    known |= found
    path.write_bytes(pickle.dumps(known))
    print(f"{len(tests)} unit tests, {len(new)} of them new", flush=True)
    return Suite([*items, *tests], authorities, known)


def unit_tests(shares: list[Any]) -> tuple[list[Item], dict[str, Trace]]:
    return shares[0][0], {key: trace for _, found in shares for key, trace in found.items()}


def verdicts(chosen: list[Mutant | None], suite: Suite, budget: float, processes: int) -> Iterator[tuple[Mutant | None, bool, str]]:
    """(mutant, killed?, by what), in the order in which they end."""
    context, running = multiprocessing.get_context("fork"), dict[BaseProcess, tuple[Mutant | None, str]]()
    queue = list(reversed(chosen))
    with tempfile.TemporaryDirectory() as reports:
        while queue or running:
            while queue and len(running) < processes:
                m = queue.pop()
                report = f"{reports}/{len(queue)}"
                process = context.Process(target=trial, args=(m, suite, budget, report))
                process.start()
                running[process] = m, report
            multiprocessing.connection.wait([p.sentinel for p in running])
            for process in [p for p in running if not p.is_alive()]:
                m, report = running.pop(process)
                process.join()
                if process.exitcode in (SURVIVED, OUT_OF_BUDGET):
                    yield m, False, "" if process.exitcode == SURVIVED else "within the budget"
                else:
                    assert process.exitcode == KILLED or (process.exitcode or 0) < 0, f"{m}: exit code {process.exitcode}"
                    yield m, True, Path(report).read_text(encoding="utf-8") if Path(report).exists() else f"exit code {process.exitcode}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, default in (("count", 400), ("seed", 1), ("budget", 90), ("processes", 2)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--mutants", default="", help="try these again: module:node:k, with commas between them")
    parser.add_argument("--verbose", action="store_true", help="say what killed each mutant")
    options = parser.parse_args()
    os.nice(10)
    began, suite = time.monotonic(), prepared(options.processes)
    everything = {f"{m.module}:{m.node}:{m.k}": m for name in MODULES for m in mutants(name)}
    names = [n for n in options.mutants.split(",") if n] or Random(options.seed).sample(sorted(everything), options.count)
    identity = {m: name for name, m in everything.items()}
    for name in ("_pytest.runner", "hypothesis", "mpmath", "flint", "numpy", "sympy"):  # what every mutant needs, and none changes
        importlib.import_module(name)
    gc.freeze()  # a collection in a forked process would copy all of this
    print(f"{len(everything)} mutants, {len(names)} of them tried; prepared in {time.monotonic() - began:.0f} s", flush=True)
    (_, broken, why), = verdicts([None], suite, options.budget, 1)
    assert not broken, f"the unchanged kernel does not pass: {why}"
    began, counts = time.monotonic(), Counter[tuple[str, bool]]()
    for n, (m, killed, by) in enumerate(verdicts([everything[n] for n in names], suite, options.budget, options.processes), 1):
        assert m is not None
        counts[m.module, killed] += 1
        if not killed:
            unseen = " (no item executes it)" if not suite.that_execute(m) else f" ({by})" if by else ""
            print(f"SURVIVED {identity[m]} {m}{unseen}", flush=True)
        elif options.verbose:
            print(f"killed {identity[m]} {m} BY {' '.join(by.split())[:200]}", flush=True)
        if n % 25 == 0:
            print(f"... {n} tried, {counts.total() - sum(c for (_, dead), c in counts.items() if dead)} survived, {time.monotonic() - began:.0f} s", flush=True)
    print("module | killed | survived")
    for name in MODULES:
        print(f"{name} | {counts[name, True]} | {counts[name, False]}")
    killed = sum(n for (_, dead), n in counts.items() if dead)
    print(f"{killed} of {counts.total()} mutants killed, {100 * killed / max(counts.total(), 1):.1f} %; {time.monotonic() - began:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
