"""On which machine, with which versions, and in which state of its arithmetic was something measured?"""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any


@lru_cache(maxsize=1)
def machine() -> str:
    """The processor's name, as the system says it."""
    if sys.platform == "linux":
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").splitlines():
            if line.startswith("model name"):
                return f"{line.partition(':')[2].strip()} ({os.cpu_count()} CPUs)"
    return f"{platform.processor() or platform.machine()} ({os.cpu_count()} CPUs)"


def versions(names: Iterable[str]) -> dict[str, str]:
    """The installed versions of packages; empty where one is missing."""
    return {name: _version(name) for name in names}


@lru_cache(maxsize=64)
def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def version_of(function: Any) -> dict[str, str]:
    """The version of the package that a function comes from, if that is an installed one."""
    package = str(getattr(function, "__module__", None) or "").partition(".")[0]
    return {name: number for name, number in versions([package] if package else []).items() if number}


def environment(packages: Mapping[str, str], subnormals: str) -> tuple[tuple[str, str], ...]:
    """Processor, system, Python, NumPy, the packages of a backend, and what becomes of subnormal numbers."""
    import numpy as np

    system = f"{platform.system()} {platform.machine()}"
    return (("cpu", machine()), ("system", system), ("python", platform.python_version()), ("numpy", np.__version__),
            *((name, number) for name, number in sorted(packages.items()) if name != "numpy"), ("subnormals", subnormals))
