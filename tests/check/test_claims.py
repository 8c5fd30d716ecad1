"""Claim files: what they say, and every sentence for what they must not say."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from symact.check.claims import MOST_BYTES, Claim, ClaimProblem, find, load

GOOD = r'''
title = "Rectifiers"

[define]
ramp = "x -> min(max(x, 0), 1)"
bend = "bend(x, a = 1) = max(x, a*x)"

[proved]
kink = "relu is differentiable except at {0}"
"quoted" = { says = '0 <= ramp(x) <= 1', source = "a book", note = "why it matters" }

[refuted]
alive = """relu'(x) != 0
almost everywhere"""

[[implementation]]
of = "gelu"
backend = "torch"
dtype = "float16"
inputs = "all"
max_ulp = 0.5

[[implementation]]
of = "gelu"
backend = "torch"
dtype = "float16"
max_ulp = 3
derivative = 1

[empirical]
training = "trains no worse"
'''


def put(folder: Path, text: str | bytes, name: str = "a.claims.toml") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_reads(tmp_path: Path) -> None:
    file = load(put(tmp_path, GOOD))
    assert file.title == "Rectifiers"
    assert file.define == {"ramp": "ramp = x -> min(max(x, 0), 1)", "bend": "bend(x, a = 1) = max(x, a*x)"}
    assert [(c.name, c.expected, c.line) for c in file.claims] == [
        ("kink", "proved", 9), ("quoted", "proved", 10), ("alive", "refuted", 13), ("gelu_torch_float16", "implementation", 16),
        ("gelu1_torch_float16", "implementation", 23), ("training", "empirical", 31)]
    assert Claim("a", "1 < 2", "proved") == Claim("a", "1 < 2", "proved", source="", note="", line=0, details={})
    assert file.claims[1].says == "0 <= ramp(x) <= 1" and file.claims[1].source == "a book"
    assert file.claims[3].details["max_ulp"] == Fraction(1, 2)
    assert file.claims[4].says == "gelu': torch float16 within 3 ulp"


MADE = "[proved]\na = '1 < 2'\n[[implementation]]\nof = 'gelu'\nbackend = 'torch'\ndtype = 'float16'\nmax_ulp = 3\n"
BAD = {
    "an unknown table": ("[provd]\na = '1 < 2'", ":1: unknown table or key 'provd'"),
    "an unknown key": ("[proved]\na = { says = '1 < 2', why = '' }", ":2: 'a' has the unknown key 'why'"),
    "a number": ("\n[proved]\na = 3", ":3: 'a' must be a statement"),
    "a list for a table": ("proved = ['1 < 2']", ":1: 'proved' must be a table"),
    "a title that is no text": ("title = 1", ":1: 'title' must be a text"),
    "a definition that is no text": ("[define]\nf = 1", ":2: the definition of 'f'"),
    "twice in a table": ("[proved]\na = '1 < 2'\na = '1 < 3'", ":3: not TOML: Cannot overwrite a value"),
    "twice in two tables": ("[proved]\na = '1 < 2'\n[refuted]\na = '1 < 2'", ":4: there are two claims 'a'"),
    "a name with a space": ("[proved]\n'a b' = '1 < 2'", "the name 'a b'"),
    "a name with an escape": ('[proved]\n"\\u001b[2J" = "1 < 2"', "may have letters"),
    "no TOML": ("[proved\na = '1 < 2'", ":1: not TOML"),
    "an open text": ("[proved]\na = '1 < 2", ":2: not TOML"),
    "not a number": ("[proved]\na = nan", ": not TOML"),
    "deep nesting": ("a = " + "[" * 100_000, ": not TOML"),
    "bytes": (b"[proved]\n\xff", ":2: not TOML: the text is not UTF-8"),
    "an incomplete implementation": ("[[implementation]]\nof = 'gelu'", ":1: an implementation needs the key 'backend'"),
    "an implementation that is no table": ("implementation = [1]", ":1: an implementation is a table"),
    "an implementation with an unknown key": (MADE + "why = ''", ":3: unknown key 'why', not one of of, backend"),
    "a derivative of order 10": (MADE + "derivative = 10", ":3: a derivative has an order from 0 to 9"),
    "a derivative of order -1": (MADE + "derivative = -1", ":3: a derivative has an order from 0 to 9"),
    "a class error that is no text": (MADE + "class_errors = [1]", ":3: 'class_errors' cannot hold 1"),
    "class errors that are no list": (MADE + "class_errors = 'nan'", ":3: 'class_errors' cannot be 'nan'"),
    "a parameter that is no number": (MADE + "parameters = { beta = [1] }", ":3: 'parameters' cannot hold [1]"),
    "a parameter that is a truth value": (MADE + "parameters = { beta = true }", ":3: 'parameters' cannot hold True"),
    "a version that is no text": (MADE + "versions = { torch = 2 }", ":3: 'versions' cannot hold 2"),
    "a name of an implementation with a space": (MADE + "name = 'a b'", ":3: the name 'a b' may have letters"),
    "a kink's convention that is no text": (MADE + "gradient_at_kinks = 0", ":3: 'gradient_at_kinks' cannot be 0"),
    "a largest error in words": (MADE.replace("max_ulp = 3", "max_ulp = 'small'"), ":3: 'max_ulp' cannot be 'small'"),
    "an implementation by nobody": (MADE.replace("backend = 'torch'\n", ""), ":3: an implementation needs the key 'backend'"),
    "a function without a format": ("[[implementation]]\nof = 'gelu'\nfunction = 'a:b'\nmax_ulp = 3", ":1: an implementation needs the key 'dtype'"),
    "a wrong implementation": (
        "[[implementation]]\nof = 'gelu'\nbackend = 'torch'\ndtype = 'float16'\nmax_ulp = true", ":1: 'max_ulp' cannot be True"),
}


@pytest.mark.parametrize(("text", "sentence"), BAD.values(), ids=BAD)
def test_refuses(tmp_path: Path, text: str | bytes, sentence: str) -> None:
    with pytest.raises(ClaimProblem) as problem:
        load(put(tmp_path, text))
    assert str(problem.value).startswith(str(tmp_path / "a.claims.toml")) and sentence in str(problem.value)


def test_orders_of_derivatives(tmp_path: Path) -> None:
    for order in range(10):
        claim = load(put(tmp_path, MADE + f"derivative = {order}\nsource = 'a book'\nnote = 'why'")).claims[1]
        assert claim.says == "gelu" + "'" * order + ": torch float16 within 3 ulp" and claim.name == f"gelu{order or ''}_torch_float16"
        assert (claim.source, claim.note, claim.line) == ("a book", "why", 3)


def test_what_an_implementation_claims_is_said(tmp_path: Path) -> None:
    rest = """derivative = 1
inputs = "all"
parameters = { beta = 0.125, threshold = "1/3", more = 2 }
class_errors = ["nan", "sign of zero"]
gradient_at_kinks = "admissible"
versions = { torch = "2.13.0" }
cpu = "a processor"
"""
    claim = load(put(tmp_path, MADE.replace("max_ulp = 3", "max_ulp = 0.5001") + rest)).claims[1]
    assert claim.says == ("gelu'(x, beta=1/8, threshold=1/3, more=2): torch float16 within 0.5001 ulp on all inputs; "
                          "class errors: nan, sign of zero; gradient at kinks: admissible")
    own = MADE.replace("backend = 'torch'", "function = 'package.module:call'")
    claim = load(put(tmp_path, own + "inputs = 'kinks'")).claims[1]
    assert (claim.name, claim.says) == ("gelu_package_module_call_float16", "gelu: package.module:call float16 within 3 ulp at kinks")
    claim = load(put(tmp_path, own + "backend = 'torch'\nname = 'mine'")).claims[1]
    assert (claim.name, claim.says) == ("mine", "gelu: torch package.module:call float16 within 3 ulp")


def test_long_files_are_not_read(tmp_path: Path) -> None:
    text = "# " + "x" * (MOST_BYTES - 3) + "\n"
    assert load(put(tmp_path, text)).claims == ()
    with pytest.raises(ClaimProblem, match="at most 4000000 bytes"):
        load(put(tmp_path, text + "\n"))


def test_finds(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    b, a, c = put(tmp_path, "", "b.claims.toml"), put(tmp_path, "", "a.claims.toml"), put(tmp_path / "deep", "", "c.claims.toml")
    put(tmp_path, "", "other.toml")
    assert find([tmp_path]) == [a, b, c]
    assert find([b, tmp_path]) == [b, a, c]
    with pytest.raises(ClaimProblem, match="no such file or folder"):
        find([tmp_path / "missing"])
    with pytest.raises(ClaimProblem, match="not a regular file"):
        load(tmp_path)
