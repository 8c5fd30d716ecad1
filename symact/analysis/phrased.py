"""How does an answer speak of numbers that are known by an equation alone? Its statement is closed over their names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from symact.analysis.answer import Answer
from symact.analysis.implicit import Named


def phrased(answer: Answer, names: Sequence[Named]) -> Answer:
    """The answer with its statement closed over the names in it; for programs each of them is two decimals, or an infinite set is none."""
    used = [n for n in names if re.search(rf"\b{n.name}\b", answer.statement)]
    if not used:
        return answer
    bound = ", ".join(f"{n.name} in ({', '.join(n.ends)})" for n in used)
    equations = " and ".join(n.equation for n in used)
    single = next((n.ends for n in used if answer.exact in (n.name, "{" + n.name + "}")), None)
    exact = None if any(re.search(rf"\b{n.name}\b", answer.exact or "") for n in used) else answer.exact
    said = answer.statement
    if re.search(r"^(forall|exists)\b|\b(or|implies|iff|where|for|almost)\b", said) or said.startswith("not "):
        said = f"({said})"
    return replace(answer, statement=f"exists {bound}: {equations} and {said}", exact=exact,
                   value=_enclosed(answer.value, {n.name: list(n.ends) for n in used}), enclosure=answer.enclosure or single)


def _enclosed(v: Any, ends: dict[str, list[str]]) -> Any:
    if isinstance(v, str):
        return ends.get(v, v)
    if isinstance(v, list):
        return [_enclosed(e, ends) for e in v]
    if isinstance(v, dict):
        return {k: _enclosed(e, ends) for k, e in v.items()}
    return v
