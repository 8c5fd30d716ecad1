"""`python -m symact.check [PATH...]`: does every claim under [proved] and [refuted] have an accepted certificate?

The kernel alone: standard library, claim texts, and the folder `certificates` beside each claim file.
Exit codes: 0 all accepted, 1 not (also when there was nothing to check), 2 bad input.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from .claims import ClaimProblem, find, load
from .folder import examine, printable


def main(arguments: Sequence[str] | None = None) -> int:
    raw = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser("python -m symact.check", description=__doc__, formatter_class=raw)
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="claim files or folders (default: proofs)")
    parser.add_argument("--quiet", action="store_true", help="print only what is not accepted, and the summary")
    options = parser.parse_args(arguments)
    began, states = time.perf_counter_ns(), dict.fromkeys(("accepted", "missing", "stale", "rejected"), 0)
    try:
        files = [load(path) for path in find(options.paths or [Path("proofs")])]
        for result in examine(files):
            states[result.state] += 1
            if result.checked is None or not options.quiet:
                print(result)
    except ClaimProblem as problem:
        print(printable(str(problem)), file=sys.stderr)
        return 2
    rate = states["accepted"] * 10**9 // max(time.perf_counter_ns() - began, 1)
    counts = ", ".join(f"{count} {state}" for state, count in states.items() if count or state == "accepted")
    print(f"{counts} of {sum(states.values())} claims in {len(files)} files; {rate} certificates per second")
    return 0 if sum(states.values()) == states["accepted"] > 0 else 1


if __name__ == "__main__":
    sys.exit(main())
