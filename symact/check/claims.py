"""What does a claim file say? It is TOML, and every table and key in it is known, or an error with a sentence."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

SUFFIX, MOST_BYTES = ".claims.toml", 4_000_000
TABLES = ("proved", "refuted", "undecided", "measured", "empirical")
DETAILS = ("says", "source", "note")
REQUIRED = ("of", "backend", "dtype", "max_ulp")  # a function may stand in for a backend
TEXTS = ("of", "backend", "function", "dtype", "inputs", "gradient_at_kinks", "cpu", "name", "source", "note")
NUMBER = (int, Fraction)
IMPLEMENTATION = {**dict.fromkeys(TEXTS, (str,)), "derivative": (int,), "max_ulp": NUMBER, "class_errors": (list,),
                  "parameters": (dict,), "versions": (dict,)}
INSIDE = {"class_errors": (str,), "parameters": (*NUMBER, str), "versions": (str,)}  # what lists and tables hold
Lines = dict[tuple[str, str], int]  # (table, key) -> line; the second [[implementation]] has the key "1"


class ClaimProblem(Exception):
    """A claim file that cannot be used: the sentence begins with the path and, where it is known, the line."""


@dataclass(frozen=True)
class Claim:
    """A statement with a name and the verdict that its author expects; `details` are those of an implementation."""

    name: str
    says: str
    expected: str
    source: str = ""
    note: str = ""
    line: int = 0
    details: Mapping[str, Any] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class ClaimFile:
    """A file of claims; `define` has the texts of its own definitions, in order."""

    title: str
    path: Path
    define: Mapping[str, str] = field(hash=False)
    claims: tuple[Claim, ...]


def find(paths: Iterable[Path]) -> list[Path]:
    """The claim files among and below the paths, each once."""
    found: dict[Path, None] = {}
    for path in paths:
        if not path.exists():
            raise ClaimProblem(f"{path}: there is no such file or folder")
        found.update(dict.fromkeys(sorted(path.rglob(f"*{SUFFIX}")) if path.is_dir() else [path]))
    return list(found)


def load(path: Path) -> ClaimFile:
    """The claims of a file, in the order in which they are written."""
    try:
        if not path.is_file() or path.stat().st_size > MOST_BYTES:
            raise ClaimProblem(f"{path}: not a regular file of at most {MOST_BYTES} bytes")
        text = path.read_bytes().decode("utf-8")
        data = tomllib.loads(text, parse_float=Fraction)
    except OSError as problem:
        raise ClaimProblem(f"{path}: {problem.strerror}") from None
    except UnicodeDecodeError as problem:
        line = problem.object[:problem.start].count(b"\n") + 1
        raise ClaimProblem(f"{path}:{line}: not TOML: the text is not UTF-8") from None
    except (ValueError, RecursionError) as problem:  # TOMLDecodeError, nan and inf, and too deep nesting
        reason, _, where = str(problem).partition(" (at ")
        place = re.match(r"line (\d+), column (\d+)", where)
        line = int(place[1]) if place else text.count("\n") + 1
        raise ClaimProblem(f"{path}:{line}: not TOML: {reason}" + (f", column {place[2]}" if place else "")) from None
    return _File(path, data, _lines(text)).read()


def _lines(text: str) -> Lines:
    lines: Lines = {}
    table, count = "", 0
    for number, line in enumerate(text.split("\n"), 1):
        if header := re.match(r"\s*\[+\s*([A-Za-z_]+)\s*\]", line):
            table = header[1]
            lines.setdefault((table, str(count) if table == "implementation" else ""), number)
            count += table == "implementation"
        elif key := re.match(r"\s*[\"']?([A-Za-z0-9_-]+)[\"']?\s*=", line):
            lines.setdefault((table, key[1]), number)
    return lines


@dataclass
class _File:
    path: Path
    data: dict[str, Any]
    lines: Lines

    def line(self, table: str, key: str) -> int:
        return self.lines.get((table, key)) or self.lines.get((table, "")) or self.lines.get(("", table), 0)

    def need(self, condition: bool, sentence: str, table: str, key: str = "") -> None:
        if not condition:
            raise ClaimProblem(f"{self.path}:{self.line(table, key)}: {sentence}")

    def read(self) -> ClaimFile:
        for table, content in self.data.items():
            self.need(table in ("title", "define", "implementation", *TABLES), f"unknown table or key '{table}'", table)
            kind = {"title": str, "implementation": list}.get(table, dict)
            self.need(isinstance(content, kind), f"'{table}' must be {'a text' if kind is str else 'a table'}", table)
        define = {}
        for name, text in self.data.get("define", {}).items():
            self.need(isinstance(text, str), f"the definition of '{name}' must be a text: 'x -> max(x, 0)'", "define", name)
            define[name] = text if re.match(rf"\s*{re.escape(name)}\s*\(", text) else f"{name} = {text}"
        claims: dict[str, Claim] = {}
        for claim in [*self.statements(), *self.implementations()]:
            self.need(claim.name not in claims, f"there are two claims '{claim.name}'", claim.expected, claim.name)
            claims[claim.name] = claim
        in_order = sorted(claims.values(), key=lambda claim: claim.line)
        return ClaimFile(self.data.get("title", ""), self.path, define, tuple(in_order))

    def statements(self) -> Iterator[Claim]:
        for table in TABLES:
            for name, entry in self.data.get(table, {}).items():
                row = {"says": entry} if isinstance(entry, str) else entry
                good = re.fullmatch("[A-Za-z0-9_-]+", name) is not None
                self.need(good, f"the name {name!r} may have letters, digits, _ and - only", table, name)
                good = isinstance(row, dict) and "says" in row
                self.need(good, f"'{name}' must be a statement, or a table with 'says'", table, name)
                for key, value in row.items():
                    self.need(key in DETAILS, f"'{name}' has the unknown key '{key}', not one of {DETAILS}", table, name)
                    self.need(isinstance(value, str), f"'{key}' of '{name}' must be a text", table, name)
                yield Claim(name, expected=table, line=self.line(table, name), **row)

    def implementations(self) -> Iterator[Claim]:
        for i, row in enumerate(self.data.get("implementation", [])):
            where = "implementation", str(i)
            self.need(isinstance(row, dict), "an implementation is a table", *where)
            for key in (*REQUIRED, *row):
                missing = key not in row and not (key == "backend" and "function" in row)
                self.need(not missing, f"an implementation needs the key '{key}'", *where)
                self.need(key in IMPLEMENTATION, f"unknown key '{key}', not one of {', '.join(IMPLEMENTATION)}", *where)
                self.need(key not in row or type(row[key]) in IMPLEMENTATION[key], f"'{key}' cannot be {row.get(key)!r}", *where)
                held = row.get(key, ()) if key in INSIDE else ()
                for value in held.values() if isinstance(held, dict) else held:
                    self.need(type(value) in INSIDE[key], f"'{key}' cannot hold {value!r}", *where)
            order = row.get("derivative", 0)
            self.need(0 <= order <= 9, "a derivative has an order from 0 to 9", *where)
            subject = " ".join(row[key] for key in ("backend", "function") if key in row)
            name = row.get("name", re.sub("[^A-Za-z0-9_-]", "_", f"{row['of']}{order or ''} {subject} {row['dtype']}"))
            self.need(re.fullmatch("[A-Za-z0-9_-]+", name) is not None, f"the name {name!r} may have letters, digits, _ and - only", *where)
            yield Claim(name, _said(row, order, subject), "implementation", row.get("source", ""), row.get("note", ""),
                        self.line(*where), row)


def _said(row: Mapping[str, Any], order: int, subject: str) -> str:
    """A claim about an implementation in a line."""
    chosen = {"all": " on all inputs", "kinks": " at kinks"}.get(row.get("inputs", ""), "")
    given = ", ".join(f"{name}={value}" for name, value in row.get("parameters", {}).items())
    errors = "; class errors: " + ", ".join(row["class_errors"]) if row.get("class_errors") else ""
    gradient = f"; gradient at kinks: {row['gradient_at_kinks']}" if "gradient_at_kinks" in row else ""
    called = row["of"] + chr(39) * order + (f"(x, {given})" if given else "")
    return f"{called}: {subject} {row['dtype']} within {_decimal(row['max_ulp'])} ulp{chosen}{errors}{gradient}"


def _decimal(q: Fraction | int) -> str:
    """A number as TOML writes it: it has finitely many decimals."""
    return f"{Decimal(q.numerator) / q.denominator:f}"
