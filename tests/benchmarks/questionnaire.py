"""What does it cost to ask everything of every function? The questionnaire over the whole catalogue, cold.

    python tests/benchmarks/questionnaire.py [--jobs 2] [--only NAME,...] [--units N] [--seconds S]

One line per function: seconds on the clock, seconds of processor time, and the properties that are not proved with the
reason. Then the totals, the share of questions without an answer, the slowest questions, and the peak memory of a worker.
Two functions are asked at a time. The exit code is 1 if a question ended in an error or out of time.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass

from symact.catalogue import CATALOGUE, find
from symact.claim.verdict import reason_of
from symact.proof.guard import SECONDS, UNITS
from symact.run import Limits, prepare_many, questionnaire


@dataclass(frozen=True)
class Row:
    """The answers to one function's questions: (question, verdict, reason, seconds)."""

    name: str
    seconds: float
    processor: float
    peak: int
    answers: tuple[tuple[str, str, str, float], ...]


def ask(name: str, limits: Limits) -> Row:
    began = last = time.perf_counter()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    answers = []
    for answered in questionnaire(find(name), None, limits):
        now = time.perf_counter()
        answers.append((answered.name, answered.verdict.name, reason_of(answered.verdict), now - last))
        last = now
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Row(name, time.perf_counter() - began, spent, after.ru_maxrss // 1024, tuple(answers))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--only", default="")
    parser.add_argument("--units", type=int, default=UNITS)
    parser.add_argument("--seconds", type=float, default=SECONDS)
    options = parser.parse_args()
    names = options.only.split(",") if options.only else [a.name for a in CATALOGUE]
    names.sort(key=lambda name: -len(find(name).definition))  # no long one is left for the end
    began, rows, limits = time.perf_counter(), [], Limits(options.units, options.seconds)
    with ProcessPoolExecutor(options.jobs, initializer=prepare_many) as pool:
        for future in as_completed([pool.submit(ask, name, limits) for name in names]):
            row = future.result()
            rows.append(row)
            open_ = [(q, verdict, reason) for q, verdict, reason, _ in row.answers if verdict != "proved"]
            print(f"{row.name:24} {row.seconds:7.2f} s  {row.processor:7.2f} s cpu  {len(open_):2} open")
            for question, verdict, reason in open_:
                print(f"    {question}: {verdict}: {reason[:150]}")
            sys.stdout.flush()
    wall = time.perf_counter() - began
    verdicts = Counter(verdict for row in rows for _, verdict, _, _ in row.answers)
    total = sum(verdicts.values())
    cost: Counter[str] = Counter()
    for row in rows:
        for question, _, _, seconds in row.answers:
            cost[question] += seconds
    print(f"\n{len(rows)} functions, {total} questions: {wall:.1f} s on the clock with {options.jobs} processes, "
          f"{sum(row.processor for row in rows):.1f} s of processor time")
    for verdict, count in verdicts.most_common():
        print(f"{verdict}: {count} ({100 * count / total:.1f} %)")
    print("dearest questions: " + ", ".join(f"{question} {seconds:.1f} s" for question, seconds in cost.most_common(10)))
    print(f"peak memory of a worker: {max(row.peak for row in rows)} MB")
    sys.exit(1 if verdicts["error"] or verdicts["out of time"] else 0)


if __name__ == "__main__":
    main()
