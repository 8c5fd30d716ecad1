"""Reports as files: what is in them, how they are named, and what happens when they cannot be written."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import symact.report
from symact.report import Chapter, Item, OutputError, write
from symact.report.files import stems

from .conftest import pdflatex
from .proofs import DEFINED, EXAMPLES

FIRST = EXAMPLES[0]
PROVED = Item("exp_positive", FIRST.text, FIRST.formula, "proved", FIRST.step, "why it matters", "a citation", "",
              "0123456789abcdef" * 4)
CHAPTER = Chapter("Rectifiers & cousins", (
    PROVED,
    Item("open_question", "E[gelu(Z)] = 1", None, "undecided", reason="no rule applies"),
    Item("cheap", "time(numpy.relu) < time(numpy.softplus)", None, "measured", reason="ratio 3.1 on this machine"),
    Item("training", "rectifiers train no worse than softplus", None, "empirical"),
), {"silu": "silu(x) = x*sigmoid(x)", "sigmoid": "sigmoid(x) = 1/(1 + exp(-x))", "broken": "broken(x) = (",
    "elu": DEFINED.splitlines()[2]})


def test_a_chapter_says_everything(tmp_path: Path) -> None:
    markdown, latex = write([CHAPTER], ("markdown", "latex"), tmp_path / "new" / "folder")
    assert (markdown.name, latex.name) == ("rectifiers-cousins.md", "rectifiers-cousins.tex")
    text = markdown.read_text(encoding="utf-8")
    for words in ("# Rectifiers \\& cousins", "4 claims: 1 proved, 1 undecided, 1 measured, 1 empirical.",
                  "## `exp_positive`", "## `training`",
                  "Proved: the kernel accepted", "*Reason.* no rule applies", "*Certificate.* `0123456789abcdef`",
                  "*Note.* why it matters",
                  "*Source.* a citation", "no verdict about mathematics", "out of reach of a proof",
                  "ratio 3.1 on this machine"):
        assert words in text
    assert "0123456789abcdef0" not in text
    assert "| `cheap` | `time(numpy.relu) < time(numpy.softplus)` | measured |" in text
    source = latex.read_text(encoding="ascii")
    assert r"Rectifiers \& cousins" in source
    assert r"\operatorname{silu}(x) = x/(1 + e^{-x})" in source
    assert r"\texttt{broken(\allowbreak{}x)" in source
    assert r"$\alpha = 1$ if not said otherwise" in source


def test_writing_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    first = [p.read_bytes() for p in write([CHAPTER], ("markdown", "latex"), tmp_path)]
    assert [p.read_bytes() for p in write([CHAPTER], ("markdown", "latex"), tmp_path)] == first
    assert sorted(p.name for p in tmp_path.iterdir()) == ["rectifiers-cousins.md", "rectifiers-cousins.tex"]


def test_names_of_files() -> None:
    titles = ["A b", "a-B", "a b", "", "../../etc/passwd", "日本", "x" * 300]
    found = stems([Chapter(t, ()) for t in titles])
    assert found == ["a-b", "a-b-2", "a-b-3", "report", "etc-passwd", "report-2", "x" * 80]
    assert stems([Chapter("Title", (), stem="gated.claims")]) == ["gated-claims"]


def test_no_claims(tmp_path: Path) -> None:
    (path,) = write([Chapter("Empty", ())], ("markdown",), tmp_path)
    assert path.read_text() == "# Empty\n\nNo claims.\n"


@pytest.mark.parametrize(("name", "words"), [("html", "HTML reports are not available yet"),
                                             ("docx", "no report format 'docx'")])
def test_unknown_formats(name: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=words):
        write([CHAPTER], ("markdown", name), tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match=r"^The folder .*file.* cannot be made: .*\.$"):
        write([CHAPTER], ("markdown",), tmp_path / "file" / "reports")
    with pytest.raises(OutputError, match="cannot be made"):
        write([CHAPTER], ("markdown",), tmp_path / "file")


def test_a_file_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "rectifiers-cousins.md").mkdir()
    with pytest.raises(OutputError, match="cannot be written"):
        write([CHAPTER], ("markdown",), tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["rectifiers-cousins.md"]


def test_pdf(tmp_path: Path) -> None:
    pdflatex()
    (path,) = write([Chapter("Pages", (PROVED,))], ("pdf",), tmp_path / "a")
    assert path.read_bytes().startswith(b"%PDF-")
    (again,) = write([Chapter("Pages", (PROVED,))], ("pdf",), tmp_path / "b")
    assert again.read_bytes() == path.read_bytes()


def test_pdf_without_the_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(OutputError, match="needs the program pdflatex"):
        write([CHAPTER], ("pdf",), tmp_path / "reports")


def test_the_front_door_is_lazy() -> None:
    script = "import sys, symact.report; print('sympy' in sys.modules, 'symact.report.latex' in sys.modules, symact.report.write.__name__)"
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert found.stdout.split() == ["False", "False", "write"]
    with pytest.raises(AttributeError):
        _ = symact.report.nothing
