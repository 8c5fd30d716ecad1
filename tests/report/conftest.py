"""What the tests of reports share: the statements with proofs, and a run of pdflatex."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from .proofs import EXAMPLES

Compile = Callable[[str], str]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that takes an `example` runs for each of them."""
    if "example" in metafunc.fixturenames:
        metafunc.parametrize("example", EXAMPLES, ids=[f"{'' if e.truth else 'not '}{e.text}" for e in EXAMPLES])


def pdflatex() -> str:
    """The program; a test that needs it is skipped where it is missing, and fails in CI, which installs it."""
    program = shutil.which("pdflatex")
    if program is None:
        assert "CI" not in os.environ, "CI has to run these tests, and the program pdflatex is missing"
        pytest.skip("needs the program pdflatex (TeX Live)")
    return program


@pytest.fixture
def compiled(tmp_path: Path) -> Compile:
    """A function that compiles LaTeX and returns the log."""
    program = pdflatex()

    def run(source: str) -> str:
        (tmp_path / "t.tex").write_text(source, encoding="ascii")
        found = subprocess.run([program, "-no-shell-escape", "-interaction=nonstopmode", "-halt-on-error", "t.tex"], cwd=tmp_path,
                               capture_output=True, timeout=120, check=False)
        log = found.stdout.decode(errors="replace")
        assert found.returncode == 0, log[-3000:]
        return log
    return run
