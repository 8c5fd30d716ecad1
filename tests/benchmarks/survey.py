"""What do the frameworks get wrong? Every function that the catalogue names of them, value and gradient, on all 16-bit inputs.

    python tests/benchmarks/survey.py look --backends torch,jax --rows survey.jsonl [--only NAME,...] [--formats float32 --all]
    python tests/benchmarks/survey.py lengths --rows survey.jsonl
    python tests/benchmarks/survey.py confirm --rows survey.jsonl --confirmed confirmed.jsonl [--python keras=PATH]...
    python tests/benchmarks/survey.py write --rows survey.jsonl --confirmed confirmed.jsonl --folder proofs

`look` compares, float16 and bfloat16 on all inputs and float32 on the structured sample, and appends a line of JSON for each
comparison; those that the file has already are passed over, and what a framework does not do is a line with the reason. `lengths`
looks through 16-bit formats once more, for results that depend on the length: all inputs, shuffled, in arrays of length 17.
`confirm` asks the framework alone, and mpmath (`findings`); frameworks may live in different environments. `write` writes the
claims about implementations, and the report.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]  # this checkout, whatever is installed

from findings import gathered, objection, shown, weak, witnessed  # noqa: E402 - after the path
from survey_report import write  # noqa: E402

from symact.activation import Activation  # noqa: E402
from symact.catalogue import find  # noqa: E402
from symact.check.term import value  # noqa: E402
from symact.floats.arrays import finite_patterns  # noqa: E402
from symact.floats.backends import backend_named, functions, implementation  # noqa: E402
from symact.floats.compare import compare  # noqa: E402
from symact.floats.formats import Format, format_named  # noqa: E402

LENGTH = 17
INPUTS = {"float16": "all", "bfloat16": "all", "float32": "sample"}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("command", choices=["look", "lengths", "confirm", "write"])
    parser.add_argument("--backends", default="")
    parser.add_argument("--rows", type=Path, nargs="+", required=True)
    parser.add_argument("--confirmed", type=Path)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--only", default="")
    parser.add_argument("--formats", default=",".join(INPUTS))
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--python", action="append", default=[])
    given = parser.parse_args()
    if given.command == "look":
        inputs = {dtype: "all" if given.all else INPUTS[dtype] for dtype in given.formats.split(",")}
        look(given.backends.split(","), given.rows[0], given.only.split(",") if given.only else [], inputs)
    elif given.command == "lengths":
        rows = lines(*given.rows)
        for row in rows:
            if row.get("inputs") == "all" and row["dtype"] != "float32" and "lengths" not in row:
                row["lengths"] = lengths(find(row["activation"]), row["backend"], format_named(row["dtype"]), row["derivative"])
        given.rows[0].write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    elif given.command == "confirm":
        confirm(preferred(lines(*given.rows)), given.confirmed, dict(pair.split("=") for pair in given.python))
    else:
        write(preferred(lines(*given.rows)), lines(given.confirmed), given.folder)


def lines(*files: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for file in files if file.exists() for line in file.read_text(encoding="utf-8").splitlines()]


def preferred(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Of two comparisons that differ in the inputs alone, the one with all of them."""
    whole = {key(row) for row in rows if row.get("inputs") == "all"}
    return [row for row in rows if key(row) not in whole or row.get("inputs") == "all"]


def look(backends: list[str], output: Path, only: list[str], wanted: dict[str, str]) -> None:
    known = {key(row) for row in lines(output)}
    for backend in backends:
        for name in functions(backend):
            for derivative in (0, 1):
                for dtype, inputs in wanted.items():
                    row: dict[str, Any] = {"activation": name, "backend": backend, "dtype": dtype, "derivative": derivative}
                    if key(row) in known or (only and name not in only) or dtype not in backend_named(backend).FORMATS:
                        continue
                    began = time.process_time()
                    try:
                        row |= compare(find(name), backend, dtype, derivative, inputs, monotone=False).to_json()
                    except (ImportError, ValueError) as problem:
                        row["refused"] = str(problem)
                    for unused in ("profile", "reproductions", "at_kinks"):
                        row.pop(unused, None)
                    row["seconds"] = round(time.process_time() - began, 2)
                    append(output, row)


def lengths(activation: Activation, backend: str, target: Format, derivative: int) -> list[dict[str, Any]]:
    """The class error, if there is one; a difference in more than the sign of a zero makes the better example."""
    run = implementation(activation, backend, target, derivative)
    given = {p.name: q for p in activation.parameters if p.default and (q := value(p.default)) is not None}
    patterns = np.random.default_rng(LENGTH).permutation(finite_patterns(target))
    long = run(patterns, target, given)
    short = np.concatenate([run(part, target, given) for part in np.split(patterns, range(LENGTH, len(patterns), LENGTH))])
    nan = (short & (target.sign_bit - 1) > target.infinity) & (long & (target.sign_bit - 1) > target.infinity)
    found = sorted(np.flatnonzero((short != long) & ~nan).tolist(), key=lambda i: target.place(int(patterns[i])))
    if not found:
        return []
    def rank(i: int) -> tuple[bool, int]:
        return target.is_zero(int(short[i])) and target.is_zero(int(long[i])), int(patterns[i]) & (target.sign_bit - 1)

    example = min(found, key=rank)
    shown = [target.hexadecimal(int(v)) for v in (patterns[example], short[example], long[example], patterns[found[0]], patterns[found[-1]])]
    return [{"kind": "length", "count": len(found), "input": shown[0], "got": shown[1], "expected": f"{shown[2]} in a long array",
             "first": shown[3], "last": shown[4]}]


def confirm(rows: list[dict[str, Any]], output: Path, pythons: dict[str, str]) -> None:
    """A line for each example."""
    output.unlink(missing_ok=True)
    found = gathered(rows)
    for backend in dict.fromkeys(f.backend for f in found):
        examples = [(f, example) for f in found if f.backend == backend for example in f.examples]
        calls = [f.call(example) for f, example in examples]
        with tempfile.TemporaryDirectory() as folder:
            results = shown(backend, calls, pythons.get(backend, sys.executable), Path(folder))
        for (f, example), call, result in zip(examples, calls, results, strict=True):
            append(output, {"backend": backend, "activation": f.activation, "derivative": f.order, "kind": f.kind, "function": f.function,
                            **asdict(example), "call": call, "results": result, "witness": witnessed(f, example),
                            "objection": objection(f, example, result), "weak": weak(f)})


def append(file: Path, row: dict[str, Any]) -> None:
    with file.open("a", encoding="utf-8") as out:
        out.write(json.dumps(row) + "\n")


def key(row: dict[str, Any]) -> tuple[Any, ...]:
    return row["backend"], row["activation"], row["derivative"], row["dtype"]


if __name__ == "__main__":
    main()
