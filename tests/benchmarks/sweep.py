"""What does it cost to judge our own kernels on all inputs of the 16-bit formats, and what comes out?

    python tests/benchmarks/sweep.py [--only NAME,...] [--sample]

For every function of one number in the catalogue, value and derivative, float16 and bfloat16: seconds of processor time,
cold (an empty folder takes what is stored); those in it of the kernel, to make it and to run it; the largest error in ulps,
the share of correctly rounded results, class errors. At the end the sums, what is beyond 1 ulp or not resolved, and the rate,
beside that of exact arithmetic point by point on every 50th input. With --sample it is the sample of float32 instead.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time

import numpy as np

from symact.catalogue import CATALOGUE
from symact.check.term import substitute
from symact.floats.arrays import finite_patterns
from symact.floats.backends.numpy import implementation
from symact.floats.compare import compare
from symact.floats.formats import FLOAT16, format_named
from symact.floats.judge import Judge
from symact.floats.oracle import Oracle
from symact.floats.sweep import look


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--only", default="")
    parser.add_argument("--sample", action="store_true")
    arguments = parser.parse_args()
    names = arguments.only.split(",")
    chosen = [a for a in CATALOGUE if not a.vector and (names == [""] or a.name in names)]
    formats, inputs = (("float32",), "sample") if arguments.sample else (("float16", "bfloat16"), "all")
    with tempfile.TemporaryDirectory() as empty:
        os.environ["SYMACT_CACHE"] = empty
        total = of_kernels = 0.0
        points = rounded = 0
        remarkable = []
        for activation in chosen:
            for derivative in (0, 1):
                for dtype in formats:
                    began = time.process_time()
                    run, target = implementation(activation, derivative), format_named(dtype)
                    run(np.zeros(1, f"uint{target.width}"), target, {})
                    made = time.process_time() - began
                    found = compare(activation, dtype=dtype, derivative=derivative, inputs=inputs)
                    spent = time.process_time() - began
                    began = time.process_time()
                    run(np.arange(1 << 16, dtype=f"uint{target.width}") << (target.width - 16), target, {})
                    ran = time.process_time() - began
                    total, of_kernels = total + spent, of_kernels + made + ran
                    points, rounded = points + found.points, rounded + found.points - found.misrounded
                    errors = ", ".join(f"{e.count} {e.kind}" for e in found.errors) or "no class errors"
                    line = (f"{activation.name + chr(39) * derivative:18} {dtype:9} {spent:5.2f} s (kernel {1000 * made:4.0f} + {1000 * ran:4.1f} ms)  "
                            f"largest {float(found.max_ulp):.4f} ulp  correctly rounded {1 - found.misrounded / max(found.points, 1):.6f}  "
                            f"unresolved {found.unresolved}  {errors}")
                    print(line, flush=True)
                    if found.errors or found.max_ulp > 1 or found.unresolved:
                        remarkable.append(line)
    print(f"{points} results in {total:.1f} s of processor time, {of_kernels:.1f} s of them kernels: {points / total:.0f} a second; "
          f"correctly rounded {rounded / points:.7f}")
    print("\n".join(["Class errors, more than 1 ulp, or not resolved:", *(remarkable or ["none"])]))
    spent = looked = 0.0
    for activation in chosen[::8]:
        body = substitute(activation.body, {p.name: p.default for p in activation.parameters if p.default})
        patterns = finite_patterns(FLOAT16)[::50]
        got = implementation(activation, 0)(patterns, FLOAT16, {})
        began = time.process_time()
        look(Judge(Oracle(body, activation.variable, 0, FLOAT16)), patterns, got)
        spent, looked = spent + time.process_time() - began, looked + len(patterns)
    print(f"point by point with Arb: {looked / spent:.0f} a second")


if __name__ == "__main__":
    main()
