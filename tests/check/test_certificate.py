"""Certificates: what is accepted, every way to be refused, and the kernel's own command."""

from __future__ import annotations

import copy
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from symact.check import certificate as certificates
from symact.check.__main__ import main
from symact.check.certificate import FORMAT, RULES, Definitions, Stale, canonical, check, decode, digest, uses
from symact.check.term import Rejected, SyntaxProblem

ROOT = Path(__file__).parents[2]
RELU = {"relu": "relu(x) = max(x, 0)"}
KNOWN = Definitions(RELU, {"twice": "twice = x -> 2*relu(x)"})
CLAIMS: dict[str, tuple[str, str, dict[str, Any]]] = {  # claim text -> statement, verdict, proof
    "1 < 2": ("1 < 2", "proved", {"rule": "algebra"}),
    "forall x in R: exp(x) > 0": ("forall x in R: exp(x) > 0", "proved", {"rule": "introduce", "proofs": [{"rule": "algebra"}]}),
    "forall x in R: x > 2": (
        "forall x in R: x > 2", "refuted", {"rule": "witness", "value": "1", "proof": {"rule": "algebra"}}),
    "relu is not differentiable at 0": (
        "(x -> max(x, 0)) is not differentiable at 0", "proved", {"rule": "connect", "proof": {"rule": "predicate"}}),
    "twice(1) = 2": ("2*max(1, 0) = 2", "proved", {"rule": "algebra"}),
}


def made(text: str, **changes: Any) -> dict[str, Any]:
    statement, verdict, proof = CLAIMS[text]
    return {"claim": text, "definitions": KNOWN.used(text), "format": FORMAT, "proof": copy.deepcopy(proof), "rules": RULES,
            "statement": statement, "verdict": verdict, **changes}


def test_a_definition_is_read_when_it_is_named() -> None:
    known = Definitions({**RELU, "ReLU": RELU["relu"], "broken": "broken(x) = ("})
    assert known.read("relu(1) = ReLU(1)") == known.read("max(1, 0) = max(1, 0)")
    with pytest.raises(SyntaxProblem, match=r"in the definition 'broken\(x\) = \(': '\(' is never closed"):
        known.read("broken(1) = 1")
    with pytest.raises(SyntaxProblem, match="did you mean 'broken'"):
        known.read("brokn(1) = 1")
    assert list(known.parsed) == ["relu", "ReLU", "broken"] and len(known.parsed) == 3
    with pytest.raises(KeyError):
        known.parsed["other"]


@pytest.mark.parametrize("text", CLAIMS)
def test_accepts(text: str) -> None:
    statement, verdict, _ = CLAIMS[text]
    found = check(decode(canonical(made(text))), text, KNOWN, verdict)
    assert (found.statement, found.verdict) == (statement, verdict)
    assert found.step.context.domains == ()


CLAIM = "relu is not differentiable at 0"
REFUSED = {
    "another format": ({"format": 2}, "format 2"),
    "a format that is no integer": ({"format": True}, "'format' .* an integer"),
    "another claim": ({"claim": "1 < 2"}, "another claim text"),
    "no claim": ({"claim": None}, "'claim' .* a string"),
    "an unknown field": ({"remark": "trust me"}, "unknown field 'remark'"),
    "another definition": ({"definitions": {"relu": "relu(x) = x"}}, "defines 'relu' as 'relu\\(x\\) = x', and here"),
    "no definition": ({"definitions": {}}, "'relu' as 'nothing'"),
    "one definition too many": ({"definitions": {**RELU, "twice": "twice = x -> 2*x"}}, "'twice' .* 'not used'"),
    "another statement": ({"statement": "1 < 2"}, "not the one that the claim text means: \\(x -> max"),
    "the contrary": ({"verdict": "refuted"}, "verdict is 'refuted', expected 'proved'"),
    "an unknown verdict": ({"verdict": "true"}, "verdict is 'true'"),
    "no proof": ({"proof": []}, "'proof' .* an object"),
    "a proof without a rule": ({"proof": {}}, "an object with a rule"),
    "a rule that does not fit": ({"proof": {"rule": "algebra"}}, "algebra"),
    "an unknown rule": ({"proof": {"rule": "because"}}, "because"),
    "a proof nested too deeply": ({"proof": {"rule": "connect", "proof": None}}, "must be an object"),
}


@pytest.mark.parametrize(("changes", "sentence"), REFUSED.values(), ids=REFUSED)
def test_refuses(changes: dict[str, Any], sentence: str) -> None:
    with pytest.raises(Rejected, match=sentence):
        check(made(CLAIM, **changes), CLAIM, KNOWN, "proved")


def test_every_field_is_needed() -> None:
    for key in made(CLAIM):
        certificate = made(CLAIM)
        del certificate[key]
        with pytest.raises(Rejected, match=f"'{key}'"):
            check(certificate, CLAIM, KNOWN)


def test_another_rule_version_is_stale() -> None:
    with pytest.raises(Stale, match=f"rule version {RULES + 1}"):
        check(made(CLAIM, rules=RULES + 1), CLAIM, KNOWN)


def test_a_deep_proof_is_a_rejection() -> None:
    proof: dict[str, Any] = {"rule": "algebra"}
    for _ in range(5000):
        proof = {"rule": "split", "var": "x", "at": [], "proofs": [proof]}
    with pytest.raises(Rejected):
        check(made("forall x in R: exp(x) > 0", proof={"rule": "introduce", "proofs": [proof]}), "forall x in R: exp(x) > 0", KNOWN)


def test_the_authority_says_what_a_name_means() -> None:
    """The certificate's claim stays the same, the definition changes: refused, even with a hash that fits."""
    with pytest.raises(Rejected, match="'relu'"):
        check(made(CLAIM), CLAIM, Definitions({"relu": "relu(x) = x"}))
    with pytest.raises(Rejected, match="cannot be read"):
        check(made(CLAIM, definitions={}), CLAIM, Definitions({}))


def test_definitions_of_ones_own() -> None:
    assert uses("twice(x) >= 0", {**RELU, "twice": "twice = x -> 2*relu(x)"}) == {**RELU, "twice": "twice = x -> 2*relu(x)"}
    for name in ("relu", "exp", "forall", "sqrt"):
        with pytest.raises(SyntaxProblem, match="has a meaning already"):
            Definitions(RELU, {name: f"{name} = x -> x"})


UNREADABLE = {
    "empty": (b"", "truncated"),
    "truncated": (canonical(made(CLAIM))[:-20], "truncated"),
    "no JSON": (b"{hello}", "not JSON: .* line 1, column 2"),
    "no object": (b'[{"a": 1}]', "truncated, or not JSON"),
    "bytes": (b"\xff\xfe}", "UTF-8"),
    "a decimal": (b'{"a": 0.5}', "only integers"),
    "not a number": (b'{"a": NaN}', "only integers"),
    "a gigantic integer": (b'{"a": ' + b"9" * 5000 + b"}", "only integers"),
    "deep": (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, "nested more than"),
    "rather deep": (b'{"a":' * 500 + b"1" + b"}" * 500, "nested more than"),
}


@pytest.mark.parametrize(("content", "sentence"), UNREADABLE.values(), ids=UNREADABLE)
def test_unreadable(content: bytes, sentence: str) -> None:
    with pytest.raises(Rejected, match=sentence):
        decode(content)


def test_huge_files_are_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(certificates, "MOST_BYTES", 100)
    with pytest.raises(Rejected, match="at most 100 are read"):
        decode(canonical(made(CLAIM)))


def test_long_claim_texts_are_not_read() -> None:
    text = "1 < 2"
    longest = text + " " * (certificates.MOST_TEXT - len(text))
    assert KNOWN.read(longest) == KNOWN.read(text)
    with pytest.raises(SyntaxProblem, match=r"100001 characters, and at most 100000 are read.*"):
        KNOWN.read(longest + " ")


# ------------------------------------------------------------------ the command

@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A claim file with certificates for all of its claims."""
    store = tmp_path / "certificates"
    store.mkdir()
    lines: dict[str, list[str]] = {"proved": [], "refuted": []}
    for i, (text, (_, verdict, _)) in enumerate(CLAIMS.items()):
        lines[verdict].append(f"claim_{i} = {json.dumps(text)}")
        put(store, made(text))
    (store / "definitions.json").write_bytes(canonical(RELU))
    tables = [f"[{verdict}]\n" + "\n".join(rows) for verdict, rows in lines.items()]
    define = '[define]\ntwice = "x -> 2*relu(x)"\n'
    (tmp_path / "a.claims.toml").write_text(define + "\n".join(tables) + '\n[empirical]\ne = "who knows"\n', encoding="utf-8")
    return tmp_path


def put(store: Path, certificate: dict[str, Any]) -> Path:
    content = canonical(certificate)
    path = store / f"{digest(content)}.json"
    path.write_bytes(content)
    return path


def test_command_accepts(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(folder)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert f"{folder}/a.claims.toml:4: claim_0: proved: 1 < 2" in lines
    assert f"{folder}/a.claims.toml:9: claim_2: refuted: forall x in R: x > 2" in lines
    assert lines[-1].startswith("5 accepted of 5 claims in 1 files; ")
    assert main([str(folder), "--quiet"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 1


def test_command_misses_a_certificate(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with (folder / "a.claims.toml").open("a", encoding="utf-8") as file:
        file.write('[undecided]\nu = "1 < 3"\n')
    assert main([str(folder)]) == 0
    (folder / "b.claims.toml").write_text('[proved]\nnew = "1 < 3"\n', encoding="utf-8")
    assert main([str(folder), "--quiet"]) == 1
    assert "new: MISSING" in capsys.readouterr().out


def test_command_tells_stale_from_rejected(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for path in (folder / "certificates").glob("*.json"):
        if json.loads(path.read_text(encoding="utf-8")).get("claim") == "1 < 2":
            path.unlink()
    old = put(folder / "certificates", made("1 < 2", rules=RULES + 1))
    assert main([str(folder), "--quiet"]) == 1
    assert "claim_0: STALE" in capsys.readouterr().out
    old.unlink()
    put(folder / "certificates", made("1 < 2", proof={"rule": "because"}))
    assert main([str(folder), "--quiet"]) == 1
    assert "claim_0: REJECTED" in capsys.readouterr().out


def test_command_sees_a_changed_file(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = next((folder / "certificates").glob("[0-9a-f]*.json"))
    path.write_bytes(path.read_bytes() + b"\n ")
    (folder / "certificates" / "definitions.json").write_bytes(canonical({"relu": "relu(x) = max(x, 0) + 0*x"}))
    assert main([str(folder), "--quiet"]) == 1
    assert "REJECTED" in capsys.readouterr().out


def test_command_has_checked_nothing(tmp_path: Path) -> None:
    assert main([str(tmp_path)]) == 1
    (tmp_path / "a.claims.toml").write_text('[undecided]\nu = "1 < 3"\n', encoding="utf-8")
    assert main([str(tmp_path)]) == 1


@pytest.mark.parametrize(("name", "content", "sentence"), [
    ("a.claims.toml", b"[proved\n", "a.claims.toml:1: not TOML"),
    ("certificates/x.json", b'{"claim": "1 <', "x.json: the file does not end with a closing brace"),
    ("certificates/definitions.json", b'{"relu": 1}', "the definitions cannot be read"),
    ("certificates/definitions.json", b'{"relu": "relu(x) = ("}', "the definitions cannot be read"),
])
def test_command_refuses_bad_input(folder: Path, capsys: pytest.CaptureFixture[str], name: str, content: bytes, sentence: str) -> None:
    (folder / name).write_bytes(content)
    assert main([str(folder), "--quiet"]) == 2
    output = capsys.readouterr()
    assert sentence in output.err and len(output.err.splitlines()) == 1


def test_command_needs_the_standard_library_alone(folder: Path) -> None:
    command = [sys.executable, "-S", "-m", "symact.check", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": str(ROOT)})
    assert done.returncode == 0, done.stderr
    assert "5 accepted of 5 claims" in done.stdout
    assert subprocess.run([*command, "--nonsense"], cwd=ROOT, capture_output=True, check=False).returncode == 2
