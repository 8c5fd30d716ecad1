"""What is said of a comparison: class errors first; each finding as a snippet that runs without symact; the picture; the table at kinks."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import faulty
import numpy as np
import pytest

from symact.catalogue import find
from symact.floats.account import account, level
from symact.floats.compare import compare
from symact.floats.comparison import Comparison
from symact.floats.formats import BFLOAT16, FLOAT16, FLOAT64
from symact.floats.kinks import Conventions, at_kinks, table, text
from symact.floats.plot import svg
from symact.floats.reproduce import pattern, snippets

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def found() -> Comparison:
    return compare(find("silu"), faulty.silu, "float16", inputs="all")


def test_the_account_has_class_errors_first(found: Comparison) -> None:
    lines = account(found).split("\n")
    assert lines[0] == "silu(x), faulty:silu, float16: all inputs"
    assert lines[1].startswith("  NaN for a finite input with a value: 511 between 0x1.004p+1 and 0x1.7fcp+1; at 0x1.004p+1 it gives nan, exact 1.7637")
    assert lines[2].startswith("  the wrong sign: ")
    largest = next(line for line in lines if line.startswith("  largest error:"))
    assert "3." in largest and "(certified to " in largest and " ulp (" in largest
    assert lines.index(largest) > 2
    (order,) = [line for line in lines if line.startswith("  not monotone:")]
    assert "2 of " in order and "between 0x1.7fcp+2 and 0x1.ffcp+2" in order and "to 0x1.8p+2" in order
    (row,) = [line for line in lines if line.strip().startswith("2^1 .. 2^2")]
    assert row.split()[3] == "513" and row.endswith("511 class errors")
    assert any(line.strip().startswith("-2^3 .. -2^2") and line.endswith(" 1023 class errors") for line in lines)
    assert any(line.strip().startswith("-inf .. -2^3 ") for line in lines) and any(line.strip().startswith("-2^2 .. -0 ") for line in lines)
    assert sum(line.strip().endswith("class errors") for line in lines[3:]) >= 2 and lines[-1].startswith("  cpu ")


def test_counts_in_the_profile_add_up(found: Comparison) -> None:
    rows = [line.split() for line in account(found).split("\n")]
    points = sum(int(row[3]) for row in rows if len(row) > 3 and row[1] == "..") + sum(int(row[1]) for row in rows if row[:1] in (["inf"], ["-inf"]) and row[1] != "..")
    assert points == found.points


@pytest.mark.parametrize(("ulp", "length"), [(0.0, 0), (1e-9, 0), (0.25, 1), (0.5, 1), (0.5 + 1e-9, 1), (0.51, 2), (1.0, 2), (1.01, 3), (2.0, 3), (1024, 12), (2.0**600, 36), (float("inf"), 36)])
def test_the_length_of_a_bar(ulp: float, length: int) -> None:
    assert level(ulp) == length


def test_kinks_are_told_once_for_both_zeros() -> None:
    said = compare(find("relu"), faulty.relu_slope, "float16", 1, "kinks").text()
    assert "a gradient outside the Clarke interval: 2 between -0x0.0p+0 and 0x0.0p+0" in said
    assert "at -0 and +0  it gives 0x1.0p+1, outside the Clarke interval (left 0, right 1)" in said and "by the binade" not in said
    said = compare(find("hardswish"), "numpy", "float16", 1, "kinks").text()
    assert "at -0x1.8p+1  it gives 0x0.0p+0, the derivative on the left (left 0, right -0.5)" in said
    with pytest.raises(ValueError, match="no kinks"):
        compare(find("gelu"), "numpy", "float16", 1, "kinks")


# ------------------------------------------------------------------ snippets

def run(source: str, folder: Path, without: bool = True) -> list[str]:
    """What a snippet prints, where symact cannot be imported if it has to do without."""
    file = folder / "snippet.py"
    first = f"import sys\nsys.path[:0] = {[str(HERE), str(HERE.parents[1])]!r}\n" + "sys.modules['symact'] = None\n" * without
    file.write_text(first + source, encoding="utf-8")
    done = subprocess.run([sys.executable, "-I", str(file)], capture_output=True, text=True, check=False, cwd=folder)
    assert done.returncode == 0, done.stderr
    return done.stdout.split("\n")


def test_snippets_show_what_was_found(found: Comparison, tmp_path: Path) -> None:
    every = {snippet.what: snippet.source for snippet in snippets(found)}
    kinds = list(every)
    assert all(source.startswith(f"# silu(x), faulty:silu, float16: {what}\n# seen with cpu ") for what, source in every.items())
    assert f"numpy {np.__version__}" in every[kinds[0]].split("\n")[1]
    assert kinds[0] == "NaN for a finite input with a value" and kinds[1] == "the wrong sign" and kinds[-1] == "neighbours in the wrong order"
    shown = run("\n".join(every[k] for k in (kinds[0], kinds[2], kinds[-1])), tmp_path)
    assert shown[:3] == ["1 nan", "17 nan", "64 nan"] and shown[3].startswith("exact: 1.7637")
    worst = found.worst
    assert worst is not None and shown[4:8] == [*(f"{n} {float.fromhex(worst.got)!r}" for n in (1, 17, 64)), f"exact: {worst.exact}"]
    before, after = float(shown[8].split()[1]), float(shown[12].split()[1])
    assert before > after


def test_snippets_have_parameters_and_formats(tmp_path: Path) -> None:
    wrong = compare(find("leaky_relu"), faulty.ramp, "float32", parameters={"negative_slope": "1/8"})
    (snippet,) = [s for s in snippets(wrong) if s.what.startswith("the largest error,")]
    assert wrong.worst is not None
    lines = run(snippet.source, tmp_path)
    assert lines[0].split() == ["1", repr(float.fromhex(wrong.worst.got))]
    assert abs(float(lines[3].split()[1]) - float.fromhex(wrong.worst.input) / 8) < 1e-9 * abs(float.fromhex(wrong.worst.input))


def test_a_function_of_one_number_is_called_as_one(tmp_path: Path) -> None:
    wrong = compare(find("sin"), faulty.sine, "float16")
    lines = run(snippets(wrong)[-1].source, tmp_path)
    assert wrong.worst is not None and lines[0] == f"1 {float.fromhex(wrong.worst.got)!r}"


def test_what_cannot_be_imported_has_no_snippet(tmp_path: Path) -> None:
    def own(x: Any) -> Any:
        return x

    assert snippets(compare(find("gelu"), own, "float16")) == ()
    ours = compare(find("gelu"), "numpy", "float16", inputs="all")
    assert snippets(ours) == () and "f = function(find('gelu'), 0)" in ours.source
    lines = run(ours.source + f"\nprint(results({FLOAT16.nearest(Fraction(1)):#x}, 2))", tmp_path, without=False)
    assert lines[0] == str([float(np.float16(0.8413447))] * 2)


@pytest.mark.parametrize("target", [FLOAT16, BFLOAT16, FLOAT64], ids=str)
def test_patterns_are_read_back(target: Any) -> None:
    one = target.nearest(Fraction(1))
    for bits in (0, 1, target.sign_bit, target.sign_bit | 1, one, one + 1, one | target.sign_bit, target.infinity - 1, target.infinity, target.infinity | target.sign_bit, target.nan):
        assert pattern(target, target.hexadecimal(bits)) == bits


# ------------------------------------------------------------------ JSON

def test_json_is_complete(found: Comparison) -> None:
    data = json.loads(json.dumps(found.to_json(), allow_nan=False))
    assert data["unordered"]["count"] == 2 and data["environment"]["subnormals"] == "subnormal numbers are kept" and "source" not in data
    assert sum(b["points"] for b in data["profile"]) == data["points"] and {e["kind"] for e in data["errors"]} >= {"nan", "sign"}
    assert [r["what"] for r in data["reproductions"]] == [s.what for s in snippets(found)] and float(data["worst"]["uncertainty"]) < 1e-6
    assert data["profile"][0]["exponent"] == 16 and data["profile"][0]["negative"]


# ------------------------------------------------------------------ the picture

def bars(picture: str, color: str) -> list[dict[str, str]]:
    return [dict(e.attrib) for e in ElementTree.fromstring(picture).iter("{http://www.w3.org/2000/svg}rect") if e.get("fill") == color and e.get("height") != "10"]


def test_the_picture_has_a_bar_for_each_binade(found: Comparison) -> None:
    """Bars and marks against the profile: how many, from left to right, and a larger error is a higher bar."""
    picture = svg(found)
    shown = [b for b in found.profile if b.largest > 0.01]
    columns = sorted((b for color in ("#3b82a0", "#c98a1b", "#c0392b") for b in bars(picture, color) if b["height"] != "9"), key=lambda b: float(b["x"]))
    marks = [b for b in bars(picture, "#c0392b") if b["height"] == "9"]
    assert len(columns) == len(shown) == len({b["x"] for b in columns}) and len(marks) == sum(b.errors > 0 for b in found.profile)
    order = sorted(range(len(shown)), key=lambda k: shown[k].largest)
    heights = [float(columns[k]["height"]) for k in order]
    assert heights == sorted(heights) and heights[0] > 0
    assert len(bars(picture, "#3b82a0")) == sum(0.01 < b.largest <= 0.500001 for b in found.profile)
    assert "silu(x), faulty:silu, float16" in picture and "class errors: 511 × nan" in picture


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_pictures_of_other_formats(dtype: str) -> None:
    """Right to the half ulp, to one ulp, and worse."""
    seen = compare(find("softplus"), faulty.softplus, dtype)
    picture, errors = svg(seen), [b.largest for b in seen.profile]
    for color, low, high in (("#3b82a0", 0.01, 0.500001), ("#c98a1b", 0.500001, 1), ("#c0392b", 1, 1e9)):
        assert len(bars(picture, color)) == sum(low < error <= high for error in errors) > 0
    assert ElementTree.fromstring(picture).tag.endswith("svg") and "no class errors" in picture


# ------------------------------------------------------------------ kinks

def test_the_table_at_kinks() -> None:
    found = at_kinks(find("hardswish"), ("numpy", "abacus"), "float16")
    left, right = (json.loads(json.dumps(found.to_json()))["backends"]["numpy"]["at_kinks"][k] for k in (0, 1))
    assert table([found]) == [["gradient of", "at", "Clarke interval", "numpy"], ["hardswish", "-3", "[-0.5, 0]", f"0 {left['convention']}"],
                              ["hardswish", "3", "[1, 1.5]", f"{float.fromhex(right['got']):g} {right['convention']}"]]
    assert found.admissible and found.missing[0][0] == "abacus" and "There is no backend 'abacus'" in text([found])
    other = Conventions("relu", "float16", (), ())
    assert table([other, found])[1:] == table([found])[1:] and "abacus" not in text([other, found])
    assert found.rows(("torch", "numpy"))[0][3:] == ["-", f"0 {left['convention']}"]


def test_a_gradient_outside_is_marked(monkeypatch: pytest.MonkeyPatch) -> None:
    from symact.floats.backends import numpy as backend

    def wrong(activation: Any, derivative: int, device: str) -> Callable[..., Any]:
        return backend.of_function(faulty.relu_slope)

    monkeypatch.setattr(backend, "implementation", wrong)
    found = at_kinks(find("relu"), ("numpy",))
    assert [row[1:] for row in table([found])[1:]] == [[zero, "[0, 1]", "2 outside !"] for zero in ("-0", "+0")] and not found.admissible
