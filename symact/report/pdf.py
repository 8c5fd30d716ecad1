"""How does LaTeX become a PDF file?"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

SECONDS = 120


def pdf(source: str) -> bytes:
    """The pages, the same bytes each time; needs the program pdflatex."""
    from .files import OutputError

    program = shutil.which("pdflatex")
    if program is None:
        raise OutputError("A PDF report needs the program pdflatex, which was not found: install TeX, or ask for LaTeX.")
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "report.tex").write_text(source, encoding="ascii")
        command = [program, "-no-shell-escape", "-interaction=nonstopmode", "-halt-on-error", "report.tex"]
        environment = {**os.environ, "SOURCE_DATE_EPOCH": "0", "FORCE_SOURCE_DATE": "1", "openin_any": "p",
                       "openout_any": "p"}
        for _ in range(2):  # once more for the widths of long tables
            try:
                found = subprocess.run(command, cwd=folder, env=environment, capture_output=True, timeout=SECONDS,
                                       check=False)
            except subprocess.TimeoutExpired:
                raise OutputError(f"pdflatex took more than {SECONDS} seconds.") from None
            if found.returncode:
                said = next((line for line in found.stdout.decode(errors="replace").splitlines() if line.startswith("!")),
                            "an error")
                raise OutputError(f"pdflatex failed: {said.lstrip('! ')}")
        return (Path(folder) / "report.pdf").read_bytes()
