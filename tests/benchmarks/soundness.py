"""Random statements of known truth against symact: contradictions, and the share that it decides by depth and kind.

    python tests/benchmarks/soundness.py [--count 2000] [--seed 1] [--units 8000] [--seconds 4]

The truth comes from 50-digit evaluation by code of its own (tests/compositions.py). Exit code 1 if there is a contradiction.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from pathlib import Path


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, default in (("count", 2000), ("seed", 1), ("units", 8000)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--seconds", type=float, default=4.0)
    options = parser.parse_args()
    sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2])]
    from random_statements import statements
    from soundness import answers, contradiction, doubtful

    began, wrong = time.monotonic(), 0
    table: Counter[tuple[str, str, str]] = Counter()
    for s, a in answers(statements(options.seed, options.count), options.units, options.seconds):
        verdict = a.verdict
        table["depth", str(min(s.depth, 6)), verdict] += 1
        table["kind", f"{s.kind}, {'true' if s.truth else 'false'}", verdict] += 1
        if why := contradiction(s, a):
            wrong += 1
            print(f"CONTRADICTION: {why}: {s.text}", flush=True)
        elif doubtful(s, a):
            print(f"  to look at: {a.verdict}, evaluation says {s.truth}: {s.text} {a.points}", flush=True)
        if a.verdict == "hung":
            print(f"  hung: {s.text}", flush=True)
    verdicts = ("proved", "refuted", "undecided", "hung", "error")
    for group in ("depth", "kind"):
        print(f"\n{group} | {' | '.join(verdicts)} | decided")
        for row in sorted({r for g, r, _ in table if g == group}):
            counts = [table[group, row, v] for v in verdicts]
            print(f"{row} | {' | '.join(map(str, counts))} | {100 * sum(counts[:2]) // sum(counts)} %")
    print(f"\n{options.count} statements, {wrong} contradictions, {time.monotonic() - began:.0f} s")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
