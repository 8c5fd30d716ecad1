"""Prints the table of side conditions: rule | side condition | forgeries | sentence.

`python tests/check/forgeries/table.py`
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

HERE = Path(__file__).parent
FILES = (
    "algebra", "approaches", "branches", "compared", "connectives", "constants", "enclosures", "envelope", "expectations", "extrema",
    "far", "gaussian", "measures", "nodes", "obtained", "pieces", "refutations", "repeated", "sets", "shapes", "slopes", "solutions", "statements",
    "swaps", "tails", "terms", "vectors", "waves", "zeros",
)


def rows() -> list[str]:
    """The table, with the sentence that the first forgery is rejected with."""
    base = import_module("forgeries.base")
    for name in FILES:
        import_module(f"forgeries.{name}")
    found = []
    for i, row in enumerate(base.TABLE):
        first = base.outcomes(i)[1][0]
        sentence = "ACCEPTED" if first.accepted else " ".join(first.sentence.split())
        found.append(f"{row.rule} | {row.name} | {len(row.forged)} | {sentence[:160]}")
    return sorted(found, key=lambda line: line.split(" | ")[0])


if __name__ == "__main__":
    sys.path[:0] = [str(HERE.parent), str(HERE.parents[2])]
    print("rule | side condition | forgeries | sentence\n--- | --- | --- | ---", *rows(), sep="\n")
