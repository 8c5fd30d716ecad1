"""Every label of the corpus against numbers: `python -m prove.corpus [WORD]` in `tests`. The exit code is 1 if one disagrees."""

from __future__ import annotations

import sys
from collections import Counter

from .shelf import entries
from .truth import Unknown, verdict


def main(word: str = "") -> None:
    count: Counter[str] = Counter()
    for entry in entries():
        name = f"{entry.file}/{entry.claim.name}"
        if word not in name:
            continue
        try:
            found = "agrees" if verdict(entry.tree) == (entry.claim.expected == "proved") else "DISAGREES"
        except Unknown as reason:
            found = f"numbers do not say ({reason})"
        count[found.partition(" (")[0]] += 1
        if found != "agrees":
            print(f"{name} [{entry.claim.expected}] {entry.claim.says}: {found}", flush=True)
    print(dict(count))
    sys.exit(count["DISAGREES"] > 0)


if __name__ == "__main__":
    main(*sys.argv[1:])
