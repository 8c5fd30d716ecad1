"""Ten thousand forged certificates, well-formed and hashed, with statements that are false: is one of them accepted?

    python tests/benchmarks/forged.py [--count 10000] [--seed 1]

Prints false neighbour x tampering: rejected, accepted. Exit code 1 if one is accepted.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2])]
    from forgery_mill import accepted, forgeries

    table: Counter[tuple[str, str, bool]] = Counter()
    for forgery in forgeries(options.count, options.seed):
        taken = accepted(forgery.certificate)
        table[forgery.statement, forgery.tampering, taken] += 1
        if taken:
            print("ACCEPTED:", forgery.statement, "|", forgery.tampering, "|", forgery.certificate, flush=True)
    print("statement | proof | rejected | accepted")
    for statement, tampering in sorted({key[:2] for key in table}):
        print(f"{statement} | {tampering} | {table[statement, tampering, False]} | {table[statement, tampering, True]}")
    wrong = sum(n for key, n in table.items() if key[2])
    print(f"{sum(table.values())} forged certificates, {wrong} accepted")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
