"""How long does it take to judge all 2^32 float32 inputs of an implementation, and what would it take one by one?

    python tests/benchmarks/float32.py [--only NAME,...] [--backend torch] [--jobs 2]

For each function: seconds on the clock for all inputs with nothing stored (the model, the implementation and the judgement), the
largest error and the class errors; memory. Then, in this one process with one thread, on runs of inputs spread over all of them:
millions of inputs a second and core of the judgement alone (the order of neighbours included), with what the implementation takes
left out; and beside it the inputs a second of mpmath (as the witness computes), of gmpy2 (MPFR, where it is installed and
the function is one that it can write), and of Arb point by point with the exact judge, as ratios.
"""

from __future__ import annotations

import argparse
import os
import resource
import tempfile
import time
from collections.abc import Callable
from typing import Any

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_name] = "1"

import numpy as np  # noqa: E402

from symact.catalogue import find  # noqa: E402
from symact.check.term import substitute  # noqa: E402
from symact.floats.backends import implementation  # noqa: E402
from symact.floats.compare import compare  # noqa: E402
from symact.floats.directions import directions  # noqa: E402
from symact.floats.formats import FLOAT32  # noqa: E402
from symact.floats.judge import Judge  # noqa: E402
from symact.floats.looker import Looker  # noqa: E402
from symact.floats.models import model  # noqa: E402
from symact.floats.monotone import in_run  # noqa: E402
from symact.floats.oracle import Oracle  # noqa: E402
from symact.floats.pieces import CHUNK, consecutive  # noqa: E402

NAMES = "silu,gelu,mish,softplus,tanh,sigmoid"
LENGTH, STEP = 4, 13  # four pieces of 2^20 inputs of every 52
ALONE = 400  # inputs that are computed one by one


def gmpy2_functions() -> dict[str, Callable[[Any], Any]]:
    """MPFR at 113 bits, as the libraries of C compare with it."""
    try:
        import gmpy2 as g
    except ModuleNotFoundError:
        return {}
    g.get_context().precision = 113
    two = g.mpfr(2)
    return {
        "silu": lambda x: x / (1 + g.exp(-x)), "gelu": lambda x: x * g.erfc(-x / g.sqrt(two)) / 2, "mish": lambda x: x * g.tanh(g.log1p(g.exp(x))),
        "softplus": lambda x: g.log1p(g.exp(x)), "tanh": g.tanh, "sigmoid": lambda x: 1 / (1 + g.exp(-x))}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--only", default=NAMES)
    parser.add_argument("--backend", default="torch")
    parser.add_argument("--jobs", type=int, default=2)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as empty:
        os.environ["SYMACT_CACHE"] = empty
        for name in arguments.only.split(","):
            began = time.perf_counter()
            found = compare(find(name), arguments.backend, "float32", inputs="all", jobs=arguments.jobs)
            spent = time.perf_counter() - began
            most = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss + arguments.jobs * resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) / 1024
            errors = ", ".join(f"{e.count} {e.kind}" for e in found.errors) or "no class errors"
            print(f"{name:9} all inputs in {spent:.1f} s, at most {most:.0f} MB; largest {float(found.max_ulp):.4g} ulp, unresolved {found.unresolved}, "
                  f"left out {found.left_out}, {errors}", flush=True)
            rates(name, arguments.backend)


def rates(name: str, backend: str) -> None:
    activation = find(name)
    parameters = {p.name: p.default.args[0] for p in activation.parameters if p.default}
    oracle = Oracle(substitute(activation.body, {p.name: p.default for p in activation.parameters if p.default}), activation.variable, 0, FLOAT32)
    judge, run, known = Judge(oracle), implementation(activation, backend, FLOAT32), directions(oracle)
    looker, judging, running, count = Looker(judge, model(oracle, FLOAT32.p)), 0.0, 0.0, 0
    for k in range(1 << 12):
        start = k * CHUNK
        if k // LENGTH % STEP or start % FLOAT32.sign_bit >= FLOAT32.infinity:
            continue
        began = time.process_time()
        patterns = consecutive(start, CHUNK)
        got = run(patterns, FLOAT32, parameters)
        middle = time.process_time()
        looker.look(start, got)
        judge.tally.note_drops(in_run(FLOAT32, known, patterns, got))
        judging, running, count = judging + time.process_time() - middle, running + middle - began, count + CHUNK
    rate = count / judging
    print(f"          judging {rate / 1e6:.0f} million inputs a second and core; the implementation {count / running / 1e6:.0f}")
    sample = np.random.default_rng(1).uniform(-20, 20, ALONE).astype(np.float32)
    bits = sample.view(np.uint32).tolist()
    got = run(sample.view(np.uint32), FLOAT32, parameters).tolist()
    exact, mpfr = [FLOAT32.value(b) for b in bits], gmpy2_functions().get(name)
    for label, call in (
        ("mpmath", lambda: [oracle.witness(q) for q in exact]),
        ("gmpy2", (lambda: [mpfr(x) for x in sample.tolist()]) if mpfr else None),
        ("Arb, point by point", lambda: [Judge.look(judge, b, y) for b, y in zip(bits, got, strict=True)]),
    ):
        if call is None:
            continue
        began = time.process_time()
        call()
        one = (time.process_time() - began) / ALONE
        print(f"          {label}: {1 / one:.0f} a second, 1 to {rate * one:.0f}")


if __name__ == "__main__":
    main()
