"""What do symact's own NumPy kernels make of all 2^32 float32 inputs?

    python tests/benchmarks/own.py look --rows own.jsonl [--only NAME,...] [--jobs 2]
    python tests/benchmarks/own.py write --rows own.jsonl --folder proofs

`look` judges the functions of one number in the catalogue, and the derivatives of DOZEN, and appends a line of JSON for each, which
takes one to five minutes of a core; those that the file has already are passed over. `write` makes of them `kernels.claims.toml`, in
which each comparison is a claim, and a table.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]  # this checkout, whatever is installed

from survey_report import ceiling, table  # noqa: E402 - after the path

from symact.catalogue import CATALOGUE, find  # noqa: E402
from symact.floats.compare import compare  # noqa: E402

DOZEN = ("silu", "gelu", "mish", "softplus", "tanh", "sigmoid", "elu", "selu", "gelu_tanh", "celu", "softsign", "log_sigmoid")
Rows = list[dict[str, Any]]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("command", choices=["look", "write"])
    parser.add_argument("--rows", type=Path, required=True)
    parser.add_argument("--only", default="")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--folder", type=Path, default=Path("proofs"))
    given = parser.parse_args()
    if given.command == "look":
        look(given.rows, given.only.split(",") if given.only else [], given.jobs)
        return
    rows = [json.loads(line) for line in given.rows.read_text(encoding="utf-8").splitlines()]
    order = [a.name for a in CATALOGUE]
    rows.sort(key=lambda row: (row["derivative"], order.index(row["activation"])))
    (given.folder / "kernels.claims.toml").write_text("\n".join(claims(rows)) + "\n", encoding="utf-8")
    (given.folder / "kernels.md").write_text("\n".join(report(rows)) + "\n", encoding="utf-8")


def look(output: Path, only: list[str], jobs: int) -> None:
    known = {(row["activation"], row["derivative"]) for row in map(json.loads, output.read_text().splitlines())} if output.exists() else set()
    wanted = [*((a.name, 0) for a in CATALOGUE if not a.vector), *((name, 1) for name in DOZEN)]
    for name, order in wanted:
        if (name, order) in known or (only and name not in only):
            continue
        found = compare(find(name), "numpy", "float32", order, "all", jobs=jobs)
        row = {"activation": name, "derivative": order, "max_ulp": str(found.max_ulp), "points": found.points, "misrounded": found.misrounded,
               "passed_over": found.passed_over, "unresolved": found.unresolved, "left_out": found.left_out,
               "errors": [(e.kind, e.count) for e in found.errors], "environment": dict(found.environment)}
        with output.open("a", encoding="utf-8") as file:
            file.write(json.dumps(row) + "\n")


def claims(rows: Rows) -> Iterator[str]:
    """The largest error rounded up."""
    yield 'title = "The NumPy kernels of symact on all float32 inputs: no class errors, and errors of half an ulp"'
    for row in rows:
        yield from ["", "[[implementation]]", f'of = "{row["activation"]}"', 'backend = "numpy"', 'dtype = "float32"']
        yield from [f"derivative = {row['derivative']}"] * bool(row["derivative"])
        kinds = ", ".join(f'"{kind}"' for kind, _ in row["errors"])
        yield from ['inputs = "all"', f"max_ulp = {ceiling(decimal(row))}", *[f"class_errors = [{kinds}]"] * bool(kinds)]
        yield from [f'cpu = "{row["environment"]["cpu"]}"', f'versions = {{numpy = "{row["environment"]["numpy"]}"}}']


def report(rows: Rows) -> Iterator[str]:
    machine = rows[0]["environment"]
    points, wrong = (sum(row[what] for row in rows) for what in ("points", "misrounded"))
    open_, errors = sum(row["unresolved"] + row["left_out"] for row in rows), sum(count for row in rows for _, count in row["errors"])
    yield from [
        "# The NumPy kernels of symact on all float32 inputs", "",
        f"{len(rows)} functions, {points} finite results in all: {errors} class errors, {wrong} results that are not correctly rounded (one in "
        f"{points // max(wrong, 1)}), {open_} left open. The largest error of all is {max(map(decimal, rows), key=float)} ulp, rounded up.", "",
        f"Measured on {machine['cpu']}, {machine['system']}, Python {machine['python']}, NumPy {machine['numpy']}. `tests/benchmarks/own.py` "
        "writes this file and `kernels.claims.toml`, where each comparison is a claim.", ""]
    yield from table(("function", "largest error in ulps", "not correctly rounded", "results", "no value there"), (
        (f"`{row['activation']}{chr(39) * row['derivative']}`", decimal(row), str(row["misrounded"]), str(row["points"]), str(row["passed_over"]))
        for row in rows))


def decimal(row: dict[str, Any]) -> str:
    """Rounded up to nine decimals."""
    whole = -(-Fraction(row["max_ulp"]) * 10**9 // 1)
    return f"{whole // 10**9}.{int(whole % 10**9):09d}"


if __name__ == "__main__":
    main()
