"""The check of `tests/check/test_arithmetic.py` on a million points, and the time per operation of both arithmetics.

Run as: python tests/benchmarks/arithmetic_points.py [--points 1000000] [--seed 1] [--processes 1]
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from fractions import Fraction
from functools import partial
from multiprocessing import Pool
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from symact.check.arithmetic import Integers
from symact.proof.arb import Balls
from tests.check.test_arithmetic import WITNESSES, call, points, verify

PRECISIONS = (64, 96, 128)
RANGES = {  # the arguments of the timings, intervals of width 1/50; all other heads: -5 to 5
    "log": (Fraction(1, 10), Fraction(5)), "log1p": (Fraction(-9, 10), Fraction(5)),
    "asin": (Fraction(-1), Fraction(49, 50)), "tan": (Fraction(-3, 2), Fraction(3, 2)),
    "LambertW": (Fraction(-1, 3), Fraction(5)), "root2": (Fraction(0), Fraction(5)),
    "root5": (Fraction(0), Fraction(5)), "root17": (Fraction(0), Fraction(5)),
}


def verify_block(block: tuple[int, int]) -> int:
    count, seed = block
    for name, precision, q in points(count, seed):
        verify(name, precision, q)
    return count


def microseconds(operation: Callable[[Any], object], arguments: list[Any]) -> float:
    """The best of three passes, per call; a first pass fills the tables."""
    times = []
    for _ in range(4):
        start = perf_counter()
        for v in arguments:
            operation(v)
        times.append(perf_counter() - start)
    return min(times[1:]) / len(arguments) * 1e6


def cells(numbers: Any, name: str, count: int = 500) -> list[Any]:
    lo, hi = RANGES.get(name, (Fraction(-5), Fraction(5)))
    rng = Random(name)
    starts = [lo + (hi - lo) * Fraction(rng.randrange(10**9), 10**9) for _ in range(count)]
    return [numbers.hull(q, q + Fraction(1, 50)) for q in starts]


def operations(numbers: Any) -> dict[str, Callable[[Any], object]]:
    other, divisor = numbers.hull(Fraction(-1, 3), Fraction(2)), numbers.hull(Fraction(1, 3), Fraction(2))
    rational: dict[str, Callable[[Any], object]] = {
        "add": lambda v: numbers.add(v, other), "mul": lambda v: numbers.mul(v, other),
        "div": lambda v: numbers.div(v, divisor), "square": lambda v: numbers.power(v, 2),
    }
    return rational | {name: partial(call, numbers, name) for name in WITNESSES}


def timings(kind: Callable[[int], Any]) -> dict[str, list[float]]:
    table: dict[str, list[float]] = {}
    for precision in PRECISIONS:
        numbers = kind(precision)
        for name, operation in operations(numbers).items():
            table.setdefault(name, []).append(microseconds(operation, cells(numbers, name)))
    return table


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--points", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=1)
    options = parser.parse_args()
    integers, balls = timings(Integers), timings(Balls)
    print(f"microseconds per operation on an interval of width 1/50, at {', '.join(map(str, PRECISIONS))} bits")
    print(f"{'':10}{'Integers':>24}{'Balls':>24}")
    for name, times in integers.items():
        print(f"{name:10}" + "".join(f"{t:8.2f}" for t in (*times, *balls[name])))
    block, start, done = 10_000, perf_counter(), 0
    blocks = [(min(block, options.points - i), options.seed * 10**6 + i) for i in range(0, options.points, block)]
    with Pool(options.processes) as pool:
        for count in pool.imap_unordered(verify_block, blocks):
            done += count
            print(f"{done} points verified in {perf_counter() - start:.0f} s", end="\r", flush=True)
    print(f"{done} points verified against mpmath and Arb in {perf_counter() - start:.0f} s")


if __name__ == "__main__":
    main()
