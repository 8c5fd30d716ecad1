"""How does the cost of a decision grow with the size of the function? Nesting depth 1-8, and 1-200 pieces.

    python tests/benchmarks/growth.py [--family NAME] [--seconds S] [--units N]

Families: `nested`, tanh of softplus of tanh of ... (`is strictly increasing`); `relus`, a convex sum of relu(x - k) with k
from 1 to n (`is convex`); `cases`, the same as one Piecewise with n + 1 branches (`is convex`). All these statements are true
by construction: a composition of strictly increasing functions is so too, and a sum of convex functions is convex. For each
size the time on the clock, the work units and the bytes of the certificate are printed, then c * n^p fitted to the times by
least squares on logarithms. Sizes that are not decided are said to be so, and are left out of the fit. The exit code is 1 if a
statement is refuted.
"""

from __future__ import annotations

import argparse
import math
import sys
import time
from collections.abc import Callable, Sequence
from fractions import Fraction

from symact.claim.verdict import Proved, Refuted
from symact.proof.guard import SECONDS
from symact.run import Limits, decide


def nested(n: int) -> str:
    body = "x"
    for k in range(n):
        body = f"tanh({body})" if k % 2 == 0 else f"log(1 + exp({body}))"
    return f"let f(x) = {body}; f is strictly increasing"


def relus(n: int) -> str:
    return f"let f(x) = {' + '.join(f'max(x - {k}, 0)' for k in range(1, n + 1))}; f is convex"


def cases(n: int) -> str:
    """Left of 1 it is 0; between k and k + 1 it is the sum of x - j over j <= k, which is k x - k(k + 1)/2."""
    rows = ["(0, x <= 1)", *(f"({k}*x - {Fraction(k * (k + 1), 2)}, x <= {k + 1})" for k in range(1, n))]
    return f"let f(x) = Piecewise({', '.join(rows)}, ({n}*x - {Fraction(n * (n + 1), 2)}, True)); f is convex"


FAMILIES: dict[str, tuple[Callable[[int], str], Sequence[int]]] = {
    "nested": (nested, range(1, 9)),
    "relus": (relus, (1, 2, 5, 10, 20, 50, 100, 200)),
    "cases": (cases, (1, 2, 5, 10, 20, 50, 100, 200)),
}


def law(points: Sequence[tuple[int, float]]) -> str:
    """c * n^p through the points, by least squares on logarithms, with the share of the variance that it explains."""
    if len(points) < 3:
        return "too few sizes were decided for a law"
    xs, ys = [math.log(n) for n, _ in points], [math.log(s) for _, s in points]
    mx, my = sum(xs) / len(xs), sum(ys) / len(ys)
    sxx = sum((x - mx) ** 2 for x in xs)
    p = sum((x - mx) * (y - my) for x, y in zip(xs, ys, strict=True)) / sxx
    spread = sum((y - my) ** 2 for y in ys)
    explained = p * p * sxx / spread if spread else 1.0
    return f"seconds = {math.exp(my - p * mx):.3g} * n^{p:.2f}  (R^2 = {explained:.2f})"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--family", choices=tuple(FAMILIES), action="append")
    parser.add_argument("--seconds", type=float, default=6 * SECONDS)
    parser.add_argument("--units", type=int, default=1_000_000, help="by default so many that the seconds are the limit")
    options = parser.parse_args()
    decide("1 < 2")  # everything is loaded
    refuted = False
    for name in options.family or FAMILIES:
        statement, sizes = FAMILIES[name]
        print(f"{name}: {statement(2)}")
        points = []
        for n in sizes:
            began = time.perf_counter()
            outcome = decide(statement(n), limits=Limits(options.units, options.seconds))
            seconds = time.perf_counter() - began
            refuted |= isinstance(outcome.verdict, Refuted)
            size = f"{len(outcome.verdict.certificate.content)} bytes" if isinstance(outcome.verdict, Proved) else outcome.reason
            if isinstance(outcome.verdict, Proved):
                points.append((n, seconds))
            print(f"  {n:4}  {seconds:8.3f} s  {outcome.verdict.name}  {str(size)[:100]}", flush=True)
        print(f"  {law(points)}\n")
    sys.exit(1 if refuted else 0)


if __name__ == "__main__":
    main()
