"""Do rows of float32 inputs say what exact arithmetic says, one input after the other, for millions of them?

    python tests/benchmarks/crosscheck.py [--millions 4] [--jobs 2] [--seed 1]

Rows of inputs are drawn at random, and near breakpoints, zeros and saturation; the outputs are those of symact's kernels, of which
some are moved by one or two steps, or get the other sign, or are NaN, infinite or 0. Every count, every class error and the largest
errors have to agree with those of `symact.floats.judge`, which asks Arb for each input, in exact rational arithmetic. Two things are
no difference: that another one of two equally bad outputs is the example, and, in rows where the exact judge leaves errors
unresolved (a step beside a value that is 1 and 10^-30), by which threshold these are counted. The signs of zeros are not tried:
for values below 2^-200 the two know them at different inputs.
"""

from __future__ import annotations

import argparse
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from random import Random

from symact.catalogue import CATALOGUE, find
from symact.check.term import substitute
from symact.floats.arrays import Patterns
from symact.floats.backends.numpy import implementation
from symact.floats.comparison import Comparison
from symact.floats.formats import FLOAT32
from symact.floats.judge import Judge
from symact.floats.looker import Looker
from symact.floats.models import model
from symact.floats.oracle import Oracle
from symact.floats.pieces import consecutive
from symact.floats.rows import LEFT, WIDTH, rows
from symact.floats.sweep import look
from symact.floats.tally import Tally
from symact.floats.waves import waves


def finished(tally: Tally) -> Comparison:
    return tally.finished(activation="", backend="", dtype="float32", derivative=0, inputs="all", parameters=(), as_stored=False)


def careless(got: Patterns, source: Random) -> Patterns:
    """Some outputs are moved, flipped, lost."""
    got = got.copy()
    for k in source.sample(range(WIDTH), 200):
        size = int(got[k]) & 0x7fffffff
        if 2 < size < FLOAT32.infinity - 2:
            got[k] = int(got[k]) + source.choice((-1, 1, 1, 2))
    for k in source.sample(range(WIDTH), 4):
        sign, size = int(got[k]) & FLOAT32.sign_bit, int(got[k]) & 0x7fffffff
        got[k] = source.choice((FLOAT32.nan, int(got[k]) ^ FLOAT32.sign_bit, FLOAT32.infinity | sign, sign) if size else (FLOAT32.nan, FLOAT32.infinity))
    return got


def checked(job: tuple[str, int, int, int]) -> tuple[int, list[str]]:
    """So many rows of one function: how many inputs agreed, and where they did not."""
    name, order, count, seed = job
    activation, source, agreed, problems = find(name), Random(f"{name} {order} {seed}"), 0, []
    oracle = Oracle(substitute(activation.body, {p.name: p.default for p in activation.parameters if p.default}), activation.variable, order, FLOAT32)
    judge, blocks, run = Judge(oracle), model(oracle, FLOAT32.p), implementation(activation, order)
    small = [int(s) // WIDTH * WIDTH for s, n in zip(blocks.start, blocks.size, strict=True) if n <= WIDTH]
    while agreed < count * WIDTH:
        start = source.choice(small) if small and source.random() < 0.2 else (
            source.randrange(FLOAT32.infinity // WIDTH) * WIDTH + source.choice((0, FLOAT32.sign_bit)) if source.random() < 0.4 else
            source.randrange((110 << 23) // WIDTH, (136 << 23) // WIDTH) * WIDTH + source.choice((0, FLOAT32.sign_bit)))
        if rows(blocks, start, 1).kind[0] == LEFT and waves(oracle, start) is None:
            agreed += WIDTH  # sampled, and said so
            continue
        got = careless(run(consecutive(start, WIDTH), FLOAT32, {p.name: p.default.args[0] for p in activation.parameters if p.default}), source)
        judge.tally = Tally(FLOAT32)
        looker = Looker(judge, blocks)
        looker.look(start, got)
        looker.finish()
        found = finished(judge.tally)
        judge.tally = Tally(FLOAT32)
        look(judge, consecutive(start, WIDTH), got)
        wanted = finished(judge.tally)
        near = all((one is None) == (other is None) and (one is None or other is None or abs(one.ulp - other.ulp) <= 2.0**-20 + other.ulp * 2.0**-20)
                   for one, other in ((found.worst, wanted.worst), (found.worst_subnormal, wanted.worst_subnormal)))
        same = {"profile": (), "worst": None, "worst_subnormal": None}
        one, other = (replace(entry, **same, errors=tuple((e.kind, e.count, e.first, e.last) for e in entry.errors)) for entry in (found, wanted))
        if wanted.unresolved:
            unknown = {"above_half": 0, "above_one": 0, "misrounded": 0, "unfaithful": 0, "unresolved": 0}
            one, other, near = replace(one, **unknown), replace(other, **unknown), True
        if not near or one != other:
            problems.append(f"{name} order {order} row {start:#x}:\n{found.text()}\n{wanted.text()}")
        judge._answers.clear()
        agreed += WIDTH
    return agreed, problems


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--millions", type=float, default=4)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="")
    arguments = parser.parse_args()
    names = arguments.only.split(",") if arguments.only else [a.name for a in CATALOGUE if not a.vector]
    count = int(arguments.millions * 1e6 / WIDTH / len(names) / 2) + 1
    began, total, problems = time.perf_counter(), 0, 0
    with ProcessPoolExecutor(arguments.jobs) as pool:
        for agreed, found in pool.map(checked, [(name, order, count, arguments.seed) for name in names for order in (0, 1)]):
            total, problems = total + agreed, problems + len(found)
            for problem in found[:3]:
                print(problem, flush=True)
    print(f"{total} inputs of {len(names)} functions and their derivatives in {time.perf_counter() - began:.0f} s: {problems} rows differ")


if __name__ == "__main__":
    main()
