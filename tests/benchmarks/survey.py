"""What do the frameworks get wrong? Every function that the catalogue names of them, value and gradient, on all 16-bit inputs.

    python tests/benchmarks/survey.py look --backends torch,jax --output survey.jsonl [--only NAME,...]

`look` compares, float16 and bfloat16 on all inputs and float32 on the structured sample, and appends a line of JSON for each
comparison; those that the file has already are passed over. Errors among them are lines too, with the reason.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path
from typing import Any

from symact.catalogue import find
from symact.floats.backends import backend_named, functions
from symact.floats.compare import compare

INPUTS = {"float16": "all", "bfloat16": "all", "float32": "sample"}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("command", choices=["look"])
    parser.add_argument("--backends", required=True)
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--only", default="")
    given = parser.parse_args()
    look(given.backends.split(","), given.output, given.only.split(",") if given.only else [])


def look(backends: list[str], output: Path, only: list[str]) -> None:
    known = {key(json.loads(line)) for line in output.read_text().splitlines()} if output.exists() else set()
    for backend in backends:
        for name in functions(backend):
            for derivative in (0, 1):
                for dtype, inputs in INPUTS.items():
                    row: dict[str, Any] = {"activation": name, "backend": backend, "dtype": dtype, "derivative": derivative}
                    if key(row) in known or (only and name not in only) or dtype not in backend_named(backend).FORMATS:
                        continue
                    began = time.process_time()
                    try:
                        row |= compare(find(name), backend, dtype, derivative, inputs).to_json()
                    except (ImportError, ValueError) as problem:
                        row["refused"] = str(problem)
                    row["seconds"] = round(time.process_time() - began, 2)
                    with output.open("a") as file:
                        file.write(json.dumps(row) + "\n")


def key(row: dict[str, Any]) -> tuple[Any, ...]:
    return row["backend"], row["activation"], row["derivative"], row["dtype"]


if __name__ == "__main__":
    main()
