"""What does it cost to judge an implementation on all inputs of the 16-bit formats, and what comes out for our own kernels?

    python tests/benchmarks/sweep.py [--only NAME,...]

For each kernel, value and derivative, float16 and bfloat16: seconds of processor time (the polynomials are made anew each
time), the largest error in ulps, the share of correctly rounded results, class errors. At the end the rate, beside that of
exact arithmetic point by point on every 50th input.
"""

from __future__ import annotations

import argparse
import time

from symact.catalogue import CATALOGUE
from symact.check.term import substitute
from symact.floats.arrays import finite_patterns
from symact.floats.backends.numpy import implementation
from symact.floats.compare import compare
from symact.floats.formats import FLOAT16
from symact.floats.judge import Judge
from symact.floats.oracle import Oracle
from symact.floats.sweep import look


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--only", default="")
    names = parser.parse_args().only.split(",")
    chosen = [a for a in CATALOGUE if a.kernel and names in ([""], *([n] for n in names if n == a.name))]
    total, points = 0.0, 0
    for activation in chosen:
        for derivative in (0, 1):
            for dtype in ("float16", "bfloat16"):
                began = time.process_time()
                found = compare(activation, dtype=dtype, derivative=derivative, inputs="all")
                spent = time.process_time() - began
                total, points = total + spent, points + found.points
                errors = ", ".join(f"{e.count} {e.kind}" for e in found.errors) or "no class errors"
                print(f"{activation.name + chr(39) * derivative:16} {dtype:9} {spent:5.2f} s  largest {float(found.max_ulp):.3f} ulp  "
                      f"correctly rounded {1 - found.misrounded / found.points:.5f}  unresolved {found.unresolved}  {errors}", flush=True)
    print(f"{points} results in {total:.1f} s of processor time: {points / total:.0f} a second")
    spent = looked = 0.0
    for activation in chosen[::4]:
        body = substitute(activation.body, {p.name: p.default for p in activation.parameters if p.default})
        patterns = finite_patterns(FLOAT16)[::50]
        got = implementation(activation, 0)(patterns, FLOAT16, {})
        began = time.process_time()
        look(Judge(Oracle(body, activation.variable, 0, FLOAT16)), patterns, got)
        spent, looked = spent + time.process_time() - began, looked + len(patterns)
    print(f"point by point with Arb: {looked / spent:.0f} a second")


if __name__ == "__main__":
    main()
