"""What a survey has found, as claims about implementations and as a report in Markdown. Both are made from its lines alone."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_CEILING, Context, Decimal
from pathlib import Path
from typing import Any

from findings import HEADS

from symact.floats.formats import format_named
from symact.floats.kinds import KINDS

ORDER = list(KINDS)
APART = ("sign of zero", "nan lost")  # reported, and not counted among the class errors
TITLES = {"torch": "PyTorch", "jax": "JAX", "onnxruntime": "ONNX Runtime", "scipy": "SciPy", "tensorflow": "TensorFlow",
          "keras": "Keras (on TensorFlow)"}
DTYPES = ("float16", "bfloat16", "float32")
Rows = list[dict[str, Any]]


def write(rows: Rows, confirmed: Rows, folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    (folder / "frameworks.claims.toml").write_text("\n".join(claims(rows)) + "\n", encoding="utf-8")
    (folder / "frameworks.md").write_text("\n".join(report(rows, confirmed)) + "\n", encoding="utf-8")


def claims(rows: Rows) -> Iterator[str]:
    """Every comparison on all inputs, with the largest error rounded up."""
    yield 'title = "Activation functions of frameworks on all 16-bit inputs: the largest errors, and the class errors, that they have"'
    for row in rows:
        if row.get("inputs") != "all":
            continue
        environment = row["environment"]
        errors = [f'"{error["kind"]}"' for error in row["errors"]]
        yield ""
        yield "[[implementation]]"
        yield f'of = "{row["activation"]}"'
        yield f'backend = "{row["backend"]}"'
        yield f'dtype = "{row["dtype"]}"'
        yield from [f"derivative = {row['derivative']}"] * bool(row["derivative"])
        yield 'inputs = "all"'
        yield f"max_ulp = {ceiling(row['max_ulp'])}"
        yield from [f"class_errors = [{', '.join(errors)}]"] * bool(errors)
        yield f'cpu = "{environment["cpu"]}"'
        yield "versions = {" + ", ".join(f'{name} = "{number}"' for name, number in recorded(environment).items()) + "}"


def ceiling(ulps: str) -> str:
    """Rounded up to four digits, and written without an exponent."""
    return f"{Context(prec=4, rounding=ROUND_CEILING).create_decimal(Decimal(ulps) + Decimal('0.0005') * (Decimal(ulps) < 10**4)):f}"


def recorded(environment: dict[str, str]) -> dict[str, str]:
    """The versions of the backend's own packages."""
    other = ("cpu", "system", "python", "numpy", "subnormals")
    return {name: number for name, number in environment.items() if name not in other}


def report(rows: Rows, confirmed: Rows) -> Iterator[str]:
    counted, apart, refuted = sorted_out(confirmed)
    environment = next(row["environment"] for row in rows if "environment" in row)
    backends = list(dict.fromkeys(row["backend"] for row in rows))
    yield "# What frameworks get wrong"
    yield ""
    yield (f"Every activation function that the catalogue names of {', '.join(TITLES[b] for b in backends)}, its value and, where the "
           "framework differentiates, its gradient, was compared with the exact function: float16 and bfloat16 on all inputs, float32 on a "
           "structured sample of some thousand, and some functions on all. A *class error* is worse than any number of ulps: NaN where there is a value, a wrong "
           "infinity or sign, zero for a normal number, a gradient outside the Clarke interval, a result that depends on the length of "
           "the array. Two of them are distinct if framework, function, value or gradient, or class differ.")
    yield ""
    own = sum(group[0]["backend"] != "keras" for group in counted)
    tiny = sum(all(subnormal(row["first"], row) and subnormal(row["last"], row) for row in group) for group in counted)
    yield (f"**{len(counted)} distinct class errors** were found, {own} of them without Keras, which mostly calls the framework below. Each was "
           "confirmed by the framework alone, in a process without symact, by the call that its row shows, beside a value that mpmath computes "
           "from another formula (for a gradient, the slope of a short chord in 600 digits); where a parameter is no float of the format, "
           f"for the parameter as it is stored too. {tiny} of them show at subnormal inputs only: JAX and TensorFlow take subnormal numbers for "
           "zero on the CPU. Not counted are zeros of the wrong sign (at 0, or for a number that is rounded to zero) and what happens at NaN; "
           f"they stand apart, {len(apart)} in number. " + (f"{len(refuted)} examples were not confirmed; they stand at the end."
                                                         if refuted else "No finding failed to be confirmed."))
    yield ""
    yield (f"Measured on {environment['cpu']}, {environment['system']}, Python {environment['python']}, NumPy {environment['numpy']}. "
           "`tests/benchmarks/survey.py` writes this file and `frameworks.claims.toml`, where each comparison is a claim.")
    yield from summary(counted, backends)
    for backend in backends:
        yield from chapter(backend, rows, [f for f in counted if f[0]["backend"] == backend], [f for f in apart if f[0]["backend"] == backend])
    if refuted:
        yield from ["", "## Not confirmed", ""]
        yield from table(("framework", "function", "class", "format", "input", "why"), (
            (TITLES[r["backend"]], named(r), r["kind"], r["dtype"], code(r["input"]), r["objection"]) for r in refuted))


def sorted_out(confirmed: Rows) -> tuple[list[Rows], list[Rows], Rows]:
    """The distinct findings that count, those that stand apart, and examples that were not confirmed."""
    groups: dict[tuple[Any, ...], Rows] = {}
    for row in confirmed:
        if not row["objection"]:
            groups.setdefault((row["backend"], row["activation"], row["derivative"], row["kind"]), []).append(row)
    found = sorted(groups.values(), key=lambda group: ORDER.index(group[0]["kind"]))
    apart = [group for group in found if group[0]["kind"] in APART or group[0]["weak"]]
    return [group for group in found if group not in apart], apart, [row for row in confirmed if row["objection"]]


def summary(counted: list[Rows], backends: list[str]) -> Iterator[str]:
    """How many distinct class errors, by framework and class."""
    kinds = [kind for kind in ORDER if any(group[0]["kind"] == kind for group in counted)]
    yield ""
    body = []
    for kind in kinds:
        per = [sum(group[0]["kind"] == kind and group[0]["backend"] == backend for group in counted) for backend in backends]
        body.append((KINDS[kind], *map(str, per), str(sum(per))))
    total = [sum(group[0]["backend"] == backend for group in counted) for backend in backends]
    yield from table(("class", *(TITLES[b] for b in backends), "all"), [*body, ("all", *map(str, total), str(sum(total)))])


def chapter(backend: str, rows: Rows, counted: list[Rows], apart: list[Rows]) -> Iterator[str]:
    """The class errors of a framework with the calls that show them, then its largest errors."""
    own = [row for row in rows if row["backend"] == backend]
    measured = [row for row in own if "environment" in row]
    versions = ", ".join(f"{name} {number}" for name, number in recorded(measured[0]["environment"]).items())
    yield from ["", f"## {TITLES[backend]}", "", f"{versions}; {state(measured)}. In the calls stand bits of the input; `show` gives the distinct results in arrays "
                "of three lengths:", "", "```python", HEADS[backend].rstrip(), "```", ""]
    if counted:
        yield from table(("function", "class", "inputs", "for example", "gives", "exact", "call"), map(finding, counted))
    if apart:
        yield from ["", "Not counted:", ""]
        yield from table(("function", "what", "inputs", "for example", "gives", "exact", "call"), map(finding, apart))
    yield from ["", "Largest errors in ulps; what has \"at least\" before it comes from a sample:", ""]
    yield from table(("function", *DTYPES), largest(measured))
    refused = [row for row in own if "refused" in row and "computes no gradients" not in row["refused"]]
    if refused:
        yield from ["", "Not computed:", ""]
        yield from [f"- {title(row)}, {row['dtype']}: {row['refused']}" for row in refused]


def state(measured: Rows) -> str:
    """What becomes of subnormal numbers, and in which formats."""
    found: dict[str, list[str]] = {}
    for dtype, what in {row["dtype"]: row["environment"]["subnormals"] for row in measured}.items():
        found.setdefault(what, []).append(dtype)
    return "; ".join(what if len(found) == 1 else f"{what} in {' and '.join(dtypes)}" for what, dtypes in found.items())


def finding(group: Rows) -> tuple[str, ...]:
    """A row for a distinct finding; its example is in the widest format."""
    first = group[0]
    counts = ", ".join(f"{row['dtype']} {row['count']}{'' if row['inputs'] == 'all' else ' of the sample'}" for row in reversed(group))
    kind = first["weak"] or KINDS[first["kind"]] + " (subnormal inputs)" * all(subnormal(row[end], row) for row in group for end in ("first", "last"))
    return (code(named(first)), kind, counts, f"{first['dtype']} {code(decimal(first['input'], first['dtype']))}",
            code(decimal(first["got"], first["dtype"])), first["expected"].replace("E", "e"), code(first["call"]))


def subnormal(text: str, row: dict[str, Any]) -> bool:
    """Whether an input is a subnormal number or zero."""
    return abs(float.fromhex(text)) < float(format_named(row["dtype"]).smallest_normal)


def named(row: dict[str, Any]) -> str:
    return f"{row['function']}{' gradient' * row['derivative']}"


def title(row: dict[str, Any]) -> str:
    return f"{row['activation']}{chr(39) * row['derivative']}"


def largest(measured: Rows) -> Iterator[tuple[str, ...]]:
    for name in dict.fromkeys(title(row) for row in measured):
        cells = {row["dtype"]: "at least " * (row["inputs"] != "all") + row["max_ulp"] for row in measured if title(row) == name}
        yield (name, *(cells.get(dtype, "") for dtype in DTYPES))


def decimal(text: str, dtype: str) -> str:
    """A hexadecimal float in few digits that still name it."""
    try:
        number = float.fromhex(text)
    except ValueError:
        return text
    return f"{number:.{format_named(dtype).p * 3 // 10 + 2}g}"


def code(text: str) -> str:
    return f"`{text.replace('|', chr(92) + '|')}`"


def table(header: tuple[str, ...], body: Any) -> Iterator[str]:
    yield "| " + " | ".join(header) + " |"
    yield "|" + "---|" * len(header)
    for row in body:
        yield "| " + " | ".join(row) + " |"
