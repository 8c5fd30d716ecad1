"""How much of the corpus is decided, and how fast? Every statement, true or false, is put to `symact.run.decide`.

    python tests/benchmarks/corpus.py [--seconds 10] [--jobs 2] [--only WORD] [--lines FILE]

Right and wrong are judged by the table in which the statement stands: its author has shown it true or false without symact
(`tests/prove/corpus/truth.py`, and the sources and derivations in the files). The exit code is 1 if any verdict is wrong.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from multiprocessing.pool import ThreadPool
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]  # this checkout, whatever is installed

from prove.corpus.shelf import QUOTAS, Entry, entries  # noqa: E402 - after the path

from symact.run import Limits, decide  # noqa: E402

COLUMNS = ("right", "wrong", "undecided", "out of time", "failed")


def ask(entry: Entry, seconds: float) -> dict[str, object]:
    """The verdict on one statement, and how it compares."""
    outcome = decide(entry.claim.says, entry.define, Limits(seconds=seconds))
    verdict, expected = outcome.verdict.name, entry.claim.expected
    if verdict in ("proved", "refuted"):
        column = "right" if verdict == expected else "wrong"
    else:
        column = verdict if verdict in COLUMNS else "failed"
    return {"name": entry.claim.name, "file": entry.file, "kinds": sorted(entry.kinds), "text": entry.claim.says, "expected": expected,
            "verdict": verdict, "column": column, "seconds": round(outcome.seconds, 3), "reason": outcome.reason or outcome.witness}


def answers(asked: list[Entry], seconds: float, jobs: int) -> Iterator[dict[str, object]]:
    """In order. Each search runs in a process of its own; a thread only waits for it."""
    with ThreadPool(jobs) as pool:
        yield from pool.imap(lambda entry: ask(entry, seconds), asked)


def table(title: str, groups: dict[str, list[dict[str, object]]]) -> None:
    """Counts and seconds by group."""
    print(f"\n| {title} | statements | {' | '.join(COLUMNS)} | decided | median s | worst s |\n|{'---|' * (len(COLUMNS) + 5)}")
    for name, rows in groups.items():
        count = Counter(row["column"] for row in rows)
        spent = [float(str(row["seconds"])) for row in rows]
        done = (count["right"] + count["wrong"]) / max(len(rows), 1)
        print(f"| {name} | {len(rows)} | {' | '.join(str(count[c]) for c in COLUMNS)} | {done:.1%} "
              f"| {median(spent) if spent else 0:.2f} | {max(spent, default=0):.1f} |")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--jobs", type=int, choices=(1, 2), default=2)
    parser.add_argument("--only", default="")
    parser.add_argument("--lines", type=Path)
    options = parser.parse_args()
    asked = [e for e in entries() if options.only in f"{e.file}/{e.claim.name}"]
    if not asked:
        sys.exit("no statement has this name")
    began, rows = time.perf_counter(), []
    lines = options.lines.open("w", encoding="utf-8") if options.lines else None
    for row in answers(asked, options.seconds, options.jobs):
        rows.append(row)
        if row["column"] == "wrong":
            print(f"WRONG: {row['name']}: {row['text']}: expected {row['expected']}, found {row['verdict']} ({row['reason']})", flush=True)
        if lines:
            lines.write(json.dumps(row, ensure_ascii=False) + "\n")
            lines.flush()
    table("file", {f: [r for r in rows if r["file"] == f] for f in dict.fromkeys(str(r["file"]) for r in rows)})
    table("kind", {k: [r for r in rows if k in r["kinds"]] for k in QUOTAS})
    table("expected", {w: [r for r in rows if r["expected"] == w] for w in ("proved", "refuted")} | {"all": rows})
    print("\nNot decided:")
    for row in rows:
        if row["column"] not in ("right", "wrong"):
            print(f"  {row['file']}/{row['name']} [{row['expected']}] {row['column']}, {row['seconds']} s: {row['text']}\n      {row['reason']}")
    print(f"\n{len(rows)} statements in {time.perf_counter() - began:.0f} s.")
    sys.exit(any(row["column"] == "wrong" for row in rows))


if __name__ == "__main__":
    main()
