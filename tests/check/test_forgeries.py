"""Forged certificates, well-formed and hashed: each breaks one side condition of a rule, and is rejected with its sentence.

`python tests/check/forgeries/table.py` prints the table of rules and sentences.
"""

from __future__ import annotations

import ast
import copy
import inspect
import re
from collections.abc import Iterator
from functools import reduce
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from forgeries.base import AUTHORITY, FEWEST, TABLE, File, Proof, SideCondition, judge, outcomes
from forgeries.base import certificate as genuine_certificate
from forgeries.forms import ROWS
from forgeries.swaps import CORPUS, proof_of
from forgeries.table import FILES

from symact.check import (
    arithmetic,
    calculus,
    certificate,
    enclose,
    extent,
    formulas,
    gaussian,
    gaussian_closed,
    growth,
    identity,
    jets,
    limit,
    predicates,
    signs,
    step,
    tends,
    values,
    vectors,
)
from symact.check.claims import Claim, ClaimFile
from symact.check.folder import judge as judge_file
from symact.check.term import PROPERTIES, Rejected

for _name in FILES:
    import_module(f"forgeries.{_name}")
MODULES = (arithmetic, calculus, certificate, enclose, extent, formulas, gaussian, gaussian_closed, growth, identity, jets, limit,
    predicates, signs, step, tends, values, vectors)
ACCIDENT = "the rules end on this proof"  # what the kernel says of an exception that no rule raises on purpose
FIRST, LAST = "another condition is shown before", "the hierarchy of growth is asked after it, and has the last word"
MOVED = "the rule for the point itself is asked before, and its sentence is kept"
UNREACHED = {  # sentences that no forgery can end on: (function, words of the sentence) -> why
    ("differentiate", "has to be resolved into branches"): FIRST, ("_compile", "cannot contain the variable"): FIRST,
    ("limit_heads", "a term with jumps"): FIRST, ("_inverse", "a denominator is identically 0"): FIRST,
    ("_log_poly", "log of a term that is identically 0"): FIRST, ("_grow", "a real power of a negative variable"): FIRST,
    ("_sum", "oo - oo is indeterminate"): LAST, ("_product", "a factor is bounded but has no limit"): LAST,
    ("_sum", "a summand is bounded but has no limit"): LAST, ("moved", "the length of the interval"): MOVED,
    ("moved", "the interval of a limit has an end"): MOVED,
    ("_product", "the sign of a factor of an infinite limit"): LAST,
    ("normal", "a normal form leads back to itself"): "a sign is not found then, and the rule that asked for it rejects",
    ("relation", "sets are compared by = and != only"): "the reader accepts no other relation between sets",
    ("hull", "the lower end of an interval"): FIRST, ("__init__", "the precision must lie"): "no certificate sets it",
    ("__init__", "an enclosure over cells of"): FIRST, ("_new", "has to be resolved into branches"): FIRST,
    ("majorant", "the growth of"): "tan is the only head that is left, and is either bounded or not free of poles",
    ("predicate", "there is no rule that shows"): "every property has a rule for its truth and one for its falsity: tested apart",
    ("decode", "bytes, and at most"): "tested apart",
    ("check", "the rules end on this proof"): "it stands for an error in the kernel",
}


@pytest.fixture(params=range(len(TABLE)), ids=[str(row) for row in TABLE])
def index(request: pytest.FixtureRequest) -> int:
    return int(request.param)


def test_the_genuine_twins_are_accepted_and_the_forgeries_rejected_with_the_sentence(index: int) -> None:
    row = TABLE[index]
    genuine, forged = outcomes(index)
    assert row.genuine and len({repr(attempt) for attempt in row.forged}) >= FEWEST
    assert [(a, o.sentence) for a, o in zip(row.genuine, genuine, strict=True) if not o.accepted] == []
    assert [a for a, o in zip(row.forged, forged, strict=True) if o.accepted] == []
    assert [o.sentence for o in forged if ACCIDENT in o.sentence or not re.search(row.sentence, o.sentence)] == []


def test_the_table_covers_every_rule() -> None:
    covered = {row.rule for row in TABLE}
    wanted = {f"sign: {name}" for name in signs.SIGN_RULES} | {f"value: {name}" for name in values.VALUE_RULES}
    wanted |= {f"statement: {name}" for name in formulas.RULES} | {f"predicate: {name}" for name in predicates.TRUE_RULES}
    wanted |= {f"not: {name}" for name in predicates.FALSE_RULES}
    assert wanted - covered == set()


def test_every_property_has_a_rule_for_its_truth_and_one_for_its_falsity() -> None:
    assert set(PROPERTIES) == set(predicates.TRUE_RULES) == set(predicates.FALSE_RULES)


def raises(module: ModuleType) -> Iterator[tuple[str, int, int, str]]:
    """The places where a module raises: function, first and last line, the words of the sentence."""
    functions = [f for f in ast.walk(ast.parse(inspect.getsource(module))) if isinstance(f, ast.FunctionDef)]
    for function, found in ((f, node) for f in functions for node in ast.walk(f)):
        raised = found.exc if isinstance(found, ast.Raise) else None
        if isinstance(raised, ast.Call) and "SyntaxProblem" not in ast.unparse(raised):
            strings = (n.value for n in ast.walk(raised) if isinstance(n, ast.Constant))
            words = " ".join(text for text in strings if isinstance(text, str))
            yield function.name, raised.lineno, raised.end_lineno or raised.lineno, words


def test_every_sentence_of_the_kernel_has_a_forgery() -> None:
    sites = {o.site for i in range(len(TABLE)) for o in outcomes(i)[1]}
    missing = []
    for module in MODULES:
        name = module.__name__.rpartition(".")[2]
        for function, first, last, words in raises(module):
            known = any(f == function and part in words for f, part in UNREACHED)
            if not known and not any(m == name and first <= line <= last for m, line in sites):
                missing.append(f"{name}.{function}, line {first}: {words[:90]}")
    assert missing == []


def test_a_file_that_is_too_long_is_rejected() -> None:
    for n in ROWS:
        with pytest.raises(Rejected, match=r"the file has \d+ bytes, and at most \d+ are read"):
            certificate.decode(b" " * (certificate.MOST_BYTES + n))


def test_the_certificate_lies_under_its_hash() -> None:
    """The folder's file names are hashes: one that is not is refused, whatever the content."""
    text, truth, proof = "1 < 2", True, {"rule": "algebra"}
    content = genuine_certificate((text, truth, proof))
    right = certificate.digest(certificate.canonical(content))
    file = ClaimFile("", Path("x.claims.toml"), {}, ())
    for name in (right, *(right[:i] + ("0" if right[i] != "0" else "1") + right[i + 1:] for i in range(11)), right.upper(),
        right[:-1], ""):
        found = judge_file(file, Claim("c", text, "proved"), AUTHORITY, [(Path(f"{name}.json"), content)])
        assert (found.state == "accepted") == (name == right)
        assert name == right or "is not the SHA-256 of its content" in found.reason


# ------------------------------------------------------------------------------------------------------ malformed data
WRONG: tuple[Any, ...] = (None, True, 0, -1, 10**30, "", "x +", "algebra", [], {}, [None], {"rule": "algebra"}, [[["0"]]],
    "1/0", "y")


def malformed(proof: Any, turn: int) -> Iterator[Any]:
    """The proof with one field, somewhere, missing or of the wrong kind: the same object each time, put right afterwards."""
    def places(node: Any, path: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
        for key, inner in node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ():
            yield (*path, key)
            yield from places(inner, (*path, key))

    for n, path in enumerate(list(places(proof, ()))):
        node, key = reduce(lambda inner, k: inner[k], path[:-1], proof), path[-1]
        right, before = node[key], list(node) if isinstance(node, list) else dict(node)
        for m in range(3):
            if m == 0:
                del node[key]
            else:
                node[key] = WRONG[(turn + 4 * n + 5 * m) % len(WRONG)]
            yield proof
            if m == 0:
                node.clear()
                (node.extend if isinstance(node, list) else node.update)(before)
        node[key] = right


def subjects() -> list[tuple[str, bool, Proof]]:
    """One genuine attempt for each rule, and what the search finds for statements of every kind."""
    first: dict[str, SideCondition] = {}
    for row in TABLE:
        if not isinstance(row.genuine[0], File) and not callable(row.genuine[0][2]):
            first.setdefault(row.rule, row)
    return [row.genuine[0] for row in first.values()] + [(text, *proof_of(text))
        for text in CORPUS if "gelu" not in text]  # type: ignore[misc]


def test_malformed_data_are_rejected_by_a_sentence() -> None:
    accidents = []
    for turn, (text, truth, proof) in enumerate(subjects()):
        for changed in malformed(copy.deepcopy(proof), turn):
            found = judge((text, truth, changed))
            if ACCIDENT in found.sentence:
                accidents.append((text, copy.deepcopy(changed), found.sentence))
    assert accidents[:20] == []
