"""Are the kernels that are derived for random functions right? A search for counterexamples, without an end of its own.

    python tests/benchmarks/kernels.py [--seed N] [--count N] [--show]

Random terms with min, max and abs, value or first derivative, at 28 random float32 inputs each, against the oracle: a relative
error above 2^-34, a NaN, a wrong infinity or a wrong sign is printed with its input. Functions for which a kernel is refused
are counted (--show prints why). At the end what a pass over all float32 inputs would cost for the functions of the catalogue:
the mean over 300 blocks of 8192 neighbours, spread evenly.
"""

from __future__ import annotations

import argparse
import random
import time
from fractions import Fraction

import numpy as np

from symact.catalogue import CATALOGUE
from symact.check.printer import show
from symact.check.term import Term, add, apply, free, mul, num, power, sym
from symact.floats.backends.numpy import derived
from symact.floats.derived.kernel import kernel
from symact.floats.formats import FLOAT32
from symact.floats.oracle import Oracle, Value

HEADS = ("exp", "expm1", "log1p", "log", "tanh", "erf", "erfc", "sin", "cos", "atan", "cbrt")
EXPONENTS = (-2, -1, 2, 3, Fraction(1, 2), Fraction(-1, 2))
BLOCKS, LENGTH = 300, 8192


def term(source: random.Random, depth: int) -> Term:
    if depth == 0 or source.random() < 0.15:
        return sym("x") if source.random() < 0.7 else num(Fraction(source.randint(-20, 20) or 1, source.choice((1, 1, 2, 3, 7))))
    kind = source.random()
    parts = [term(source, depth - 1) for _ in range(2)]
    if kind < 0.28:
        return add(*parts)
    if kind < 0.5:
        return mul(*parts)
    if kind < 0.8:
        return apply(source.choice(HEADS), parts[0])
    if kind < 0.9:
        return power(parts[0], num(source.choice(EXPONENTS)))
    return apply(source.choice(("min", "max")), *parts) if source.random() < 0.6 else apply("abs", parts[0])


def wrong(got: float, exact: Value) -> str:
    """What is wrong with a result, or nothing."""
    y = exact.middle
    if np.isnan(got):
        return "NaN"
    if abs(y) >= FLOAT32.overflow:
        return "" if abs(got) > 2.0**127.99 and (got > 0) == (exact.sign > 0) else "not beyond"
    if np.isinf(got):
        return "infinite"
    if abs(Fraction(got) - y) > abs(y) * Fraction(1, 2**34) + Fraction(1, 2**160):
        return "error"
    return "sign" if exact.sign and np.signbit(got) != (exact.sign < 0) else ""


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--show", action="store_true")
    arguments = parser.parse_args()
    source = random.Random(arguments.seed)
    right = refused = 0
    for _ in range(arguments.count):
        body, order = term(source, source.choice((2, 3, 3, 4))), source.choice((0, 0, 1))
        sizes = [source.uniform(-8, 7) for _ in range(20)] + [source.uniform(-120, 120) for _ in range(8)]
        x = np.array([source.choice((-1, 1)) * 2.0**size for size in sizes], dtype=np.float32)
        if "x" not in free(body):
            continue
        try:
            found = kernel(body, "x", order)(x.astype(np.float64))
        except ValueError as problem:
            refused += 1
            if arguments.show:
                print(f"{problem} ({show(body)})", flush=True)
            continue
        oracle = Oracle(body, "x", order, FLOAT32)
        answers = [oracle.at(Fraction(at)) for at in x.tolist()]
        faults = [(at, got, fault) for at, got, y in zip(x.tolist(), found.tolist(), answers, strict=True)
                  if isinstance(y, Value) and (fault := wrong(got, y))]
        right += not faults
        if faults:
            print(f"WRONG {show(body)}, derivative {order}: {faults[:3]}", flush=True)
    print(f"right {right}, refused {refused} of {arguments.count}")
    for activation in (a for a in CATALOGUE if not a.vector):
        costs = []
        for order in (0, 1):
            call = derived(activation, order)
            starts = np.arange(BLOCKS, dtype=np.uint64) * (2**32 // BLOCKS) // LENGTH * LENGTH
            blocks = [(np.arange(LENGTH, dtype=np.uint32) + np.uint32(start)).view(np.float32) for start in starts]
            call(blocks[0])
            began = time.process_time()
            for block in blocks:
                call(block)
            costs.append(f"{(time.process_time() - began) / BLOCKS / LENGTH * 1e9:5.1f} ns")
        print(f"{activation.name:24} " + "  ".join(costs), flush=True)


if __name__ == "__main__":
    main()
