"""The commands: what they print, with which exit code, and one sentence for everything that is wrong with the input."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import symact.analysis
from symact.cli import main

ROOT = Path(__file__).parents[1]
KEYS = {"statement", "elaborated", "verdict", "witness", "reason", "certificate"}


def call(*arguments: str, text: str | bytes = "") -> Result:
    return CliRunner().invoke(main, list(arguments), input=text)


def process(*arguments: str, text: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "symact", *arguments], cwd=ROOT, capture_output=True, text=True, input=text, check=False)


def refused(result: Result, sentence: str) -> None:
    """Exit code 2, one line on stderr, nothing on stdout."""
    assert result.exit_code == 2, result.output
    assert sentence in result.stderr and len(result.stderr.splitlines()) == 1 and not result.stdout
    assert not any(ord(c) < 32 for c in result.stderr.rstrip("\n"))


# ------------------------------------------------------------------ decide

@pytest.mark.parametrize(("statement", "verdict", "code"), [
    ("1 < 2", "proved", 0), ("forall x in R: exp(x) > 0", "proved", 0), ("2 < 1", "refuted", 1), ("-1 < 0", "proved", 0),
])
def test_decide(statement: str, verdict: str, code: int) -> None:
    result = call("decide", statement)
    assert result.exit_code == code and result.stdout.startswith(f"{verdict}: ")
    answer = json.loads(call("decide", statement, "--json").stdout)
    assert set(answer) == KEYS and answer["statement"] == statement and answer["verdict"] == verdict
    assert len(answer["certificate"]) == 64
    assert set(json.loads(call("decide", statement, "--json", "--timing").stdout)) == {*KEYS, "seconds"}


def test_decide_lines_as_they_come() -> None:
    result = call("decide", "-", "--json", text=b"1 < 2\nrelux(1) > 0\n\n2 < 1\n\xff\n")
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert [a["verdict"] for a in answers] == ["proved", "error", "refuted", "error"]
    assert (answers[1]["line"], answers[1]["column"]) == (1, 1) and "did you mean 'relu'" in answers[1]["reason"]
    assert result.exit_code == 2
    assert call("decide", "-", text="1 < 2\n2 < 1\n").exit_code == 1
    assert call("decide", "-", text="1 < 2\n").exit_code == 0


def test_decide_flushes() -> None:
    with subprocess.Popen([sys.executable, "-m", "symact", "decide", "-", "--json"], cwd=ROOT, stdin=subprocess.PIPE,
                          stdout=subprocess.PIPE, text=True) as running:
        assert running.stdin and running.stdout
        for statement in ("1 < 2", "1 < 3"):
            running.stdin.write(statement + "\n")
            running.stdin.flush()
            assert json.loads(running.stdout.readline())["statement"] == statement
        running.stdin.close()
    assert running.returncode == 0


def test_decide_with_a_function_of_ones_own(tmp_path: Path) -> None:
    result = call("decide", "f(1) < g(1)", "--define", "f(x, a = 2) = a*x", "--define", "g = x -> f(x) + 1", "--save", str(tmp_path))
    assert result.exit_code == 0, result.output
    stored, = tmp_path.iterdir()
    assert json.loads(stored.read_text(encoding="utf-8"))["definitions"] == {"f": "f(x, a = 2) = a*x", "g": "g = x -> f(x) + 1"}


@pytest.mark.parametrize(("arguments", "sentence"), [
    (["1 <"], "line 1, column 4: found the end; expected a term"),
    ([""], "line 1, column 1"),
    (["1 <\n\n )"], "line 3, column 2"),
    (["__import__('os').system('x')"], "line 1, column 1: unknown character '_'"),
    (["relux(1) > 0"], "did you mean 'relu'?"),
    (["elu(alpha=-1) is continuous"], "parameter alpha of elu must lie in (0, oo), found -1"),
    (["\x1b[2J > 0"], "unknown character"),
    (["f(1) > 0", "--define", "f(x) = ("], "--define 'f(x) = ('"),
    (["f(1) > 0", "--define", "relu(x) = x"], "'relu' has a meaning already"),
    (["1" + "+1" * 60_000 + " > 0"], "at most 100000 are read"),
    (["(" * 400 + "1" + ")" * 400 + " > 0"], "nested"),
])
def test_decide_refuses(arguments: list[str], sentence: str) -> None:
    refused(call("decide", *arguments), sentence)
    if len(arguments) == 1:
        result = call("decide", *arguments, "--json")
        assert json.loads(result.stdout)["verdict"] == "error" and result.exit_code == 2


def test_decide_ends_within_its_budget() -> None:
    began = time.monotonic()
    result = call("decide", "x**x**x**9999 > 0", "--seconds", "1", "--json")
    assert json.loads(result.stdout)["verdict"] != "error" and result.exit_code != 2
    assert time.monotonic() - began < 15


def test_explain() -> None:
    result = call("explain", "relu(x) >= 0")
    assert result.exit_code == 0 and "max(x, 0) >= 0" in result.stdout and len(result.stdout.splitlines()) > 3
    answer = json.loads(call("explain", "2 < 1", "--json").stdout)
    assert answer["verdict"] == "refuted" and answer["derivation"]


# ------------------------------------------------------------------ claim files

def claims(folder: Path, text: str) -> Path:
    path = folder / "some.claims.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_verify_and_check(tmp_path: Path) -> None:
    path = claims(tmp_path, 'title = "Some"\n[proved]\ns1_less = "1 < 2"\nrelu_up = "relu(x) >= 0"\n[refuted]\nmore = "2 < 1"\n')
    assert call("check", str(path)).exit_code == 1
    result = call("verify", str(path), "--jobs", "1")
    assert result.exit_code == 0, result.output
    lines = result.stdout.splitlines()
    assert lines[0] == f"{path}: Some" and lines[1].split() == ["s1_less", "proved", "proved", "1", "<", "2"]
    assert lines[-1] == "3 of 3 claims in 1 files are as expected; 3 were decided anew"
    again = call("verify", str(tmp_path), "--quiet")
    assert again.stdout == "3 of 3 claims in 1 files are as expected; 0 were decided anew\n"
    checked = call("check", str(path))
    assert checked.exit_code == 0 and f"{path}:3: s1_less: proved: 1 < 2" in checked.stdout
    data = json.loads(call("check", str(path), "--json").stdout)
    assert data["accepted"] == data["total"] == 3 and {c["state"] for c in data["claims"]} == {"accepted"}
    data = json.loads(call("verify", str(path), "--json").stdout)
    assert [c["name"] for c in data["claims"]] == ["s1_less", "relu_up", "more"] and data["as_expected"] == 3
    assert all(c["certificate"] for c in data["claims"])


def test_verify_fails_where_it_should(tmp_path: Path) -> None:
    result = call("verify", str(claims(tmp_path, '[proved]\na = "2 < 1"\n')), "--jobs", "1")
    assert result.exit_code == 1 and "refuted !" in result.stdout
    assert call("verify", str(claims(tmp_path, "title = 'nothing'"))).exit_code == 1


def test_check_sees_a_changed_catalogue(tmp_path: Path) -> None:
    path = claims(tmp_path, '[proved]\na = "relu(1) = 1"\n')
    assert call("verify", str(path), "--jobs", "1").exit_code == 0
    record = tmp_path / "certificates" / "definitions.json"
    record.write_text('{"gelu":"gelu(x) = x","relu":"relu(x) = max(x, 0)"}\n', encoding="utf-8")
    result = call("check", str(path))
    assert result.exit_code == 1 and "the definition of 'gelu' on record is not that of the installed catalogue" in result.stdout


@pytest.mark.parametrize("command", ["verify", "check"])
def test_claim_files_that_are_none(tmp_path: Path, command: str) -> None:
    refused(call(command, str(tmp_path / "missing")), "there is no such file or folder")
    refused(call(command, str(claims(tmp_path, "[proved\n"))), ":1: not TOML")
    path = claims(tmp_path, '[proved]\na = "1 < 2"\n')
    (tmp_path / "certificates").mkdir()
    (tmp_path / "certificates" / "0.json").write_text('{"claim": "1 <', encoding="utf-8")
    refused(call(command, str(path)), "0.json: the file does not end with a closing brace: it is truncated")
    (tmp_path / "certificates" / "0.json").write_text("hello}", encoding="utf-8")
    refused(call(command, str(path)), "0.json: the file is not JSON")


def test_verify_where_nothing_can_be_written(tmp_path: Path) -> None:
    path = claims(tmp_path, '[proved]\na = "1 < 2"\n')
    (tmp_path / "certificates").write_text("in the way", encoding="utf-8")
    result = call("verify", str(path), "--jobs", "1", "--quiet")
    assert result.exit_code == 2 and "certificates cannot be written there" in result.stderr


# ------------------------------------------------------------------ the catalogue and its reports

def test_list() -> None:
    assert any(line.startswith("relu ") for line in call("list").stdout.splitlines())
    assert {"name", "definition", "aliases"} <= set(json.loads(call("list", "--json").stdout)[0])


@pytest.fixture
def three(monkeypatch: pytest.MonkeyPatch) -> None:
    """A short questionnaire."""
    chosen = tuple(q for q in symact.analysis.QUESTIONS if q[0] in ("continuous", "range", "fixed_points"))
    monkeypatch.setattr(symact.analysis, "QUESTIONS", chosen)


@pytest.mark.usefixtures("three")
def test_show() -> None:
    data = json.loads(call("show", "relu", "--json").stdout)
    assert (data["name"], data["expression"], data["parameters"]) == ("relu", "max(x, 0)", {})
    assert list(data["properties"]) == ["continuous", "range", "fixed_points"]
    found = data["properties"]["range"]
    assert found["value"] == {"lower": "0", "upper": "oo", "lower_open": False, "upper_open": True}
    assert (found["exact"], found["statement"], found["verdict"]) == ("[0, oo)", "range(relu) = [0, oo)", "proved")
    assert len(found["certificate"]) == 64
    plain = call("show", "relu").stdout
    assert "continuous              proved       relu is continuous" in plain
    assert 'relu_continuous = "relu is continuous"' in call("show", "relu", "--claims").stdout.splitlines()


@pytest.mark.usefixtures("three")
def test_show_a_function_of_ones_own() -> None:
    data = json.loads(call("show", "--define", "f(x, a = 2 in (0, oo)) = a*x", "--set", "a=3", "--json").stdout)
    assert (data["name"], data["expression"], data["parameters"]) == ("f", "a*x", {"a": "3"})
    assert data["properties"]["continuous"]["statement"] == "f(a=3) is continuous"
    assert data["properties"]["continuous"]["verdict"] == "proved"


@pytest.mark.parametrize(("arguments", "sentence"), [
    (["show", "rleu"], "did you mean relu"),
    (["show", "elu", "--set", "alpha=-1"], "--set alpha=-1: parameter alpha of elu must lie in (0, oo), found -1"),
    (["show", "elu", "--set", "beta=1"], "--set beta=1: unknown parameter"),
    (["compare", "relu", "--dtype", "float99"], "float99"),
    (["compare", "relu", "--backend", "abacus"], "abacus"),
    (["compare", "softmax"], "softmax is a function of vectors; only functions of one number are compared"),
    (["compare", "relu", "--function", "nowhere:f"], "--function nowhere:f"),
    (["report", "rleu"], "did you mean relu"),
    (["report", "--format", "papyrus"], "papyrus"),
])
def test_refuses(arguments: list[str], sentence: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    refused(call(*arguments), sentence)


@pytest.mark.parametrize("arguments", [["show"], ["show", "elu", "--set", "alpha"], ["decide"], ["nonsense"], ["decide", "1 < 2", "x"]])
def test_usage(arguments: list[str]) -> None:
    result = call(*arguments)
    assert result.exit_code == 2 and "Usage:" in result.stderr


def test_compare() -> None:
    result = call("compare", "relu", "--dtype", "float16", "--json")
    assert result.exit_code == 0 and json.loads(result.stdout)["activation"] == "relu"
    own = ["compare", "--define", "f(x) = abs(x)", "--function", "numpy:negative", "--dtype", "float16", "--max-ulp", "1"]
    assert call(*own).exit_code == 1


def test_compare_shows_findings_again_and_draws_them(tmp_path: Path) -> None:
    picture = tmp_path / "abs.svg"
    own = ["compare", "--define", "f(x) = abs(x)", "--function", "numpy:negative", "--dtype", "float16"]
    result = call(*own, "--reproduce", "--plot", str(picture))
    assert result.exit_code == 0 and "from numpy import negative as f" in result.stdout and "print('exact: 65504')" in result.stdout
    assert call(*own, "--claim").stdout.startswith('[[implementation]]\nof = "f"\nfunction = "numpy:negative"\ndtype = "float16"\ninputs = "sample"\n')
    assert picture.read_text(encoding="utf-8").startswith("<svg ") and "def results" not in call(*own).stdout
    refused(call(*own, "--plot", str(tmp_path / "no" / "a.svg")), "cannot be written")
    assert call(*own, "--plot", "a.gif").exit_code == 2


def test_compare_at_kinks() -> None:
    result = call("compare", "relu6", "--kinks", "--backend", "numpy", "--dtype", "float16")
    assert result.exit_code == 0 and "relu6        6   [0, 1]           1 left" in result.stdout.split("\n")
    data = json.loads(call("compare", "relu6", "--kinks", "--dtype", "float16", "--json").stdout)
    assert data["admissible"] and [k["input"] for k in data["backends"]["numpy"]["at_kinks"]] == ["-0x0.0p+0", "0x0.0p+0", "0x1.8p+2"]
    missing = call("compare", "relu6", "--kinks", "--backend", "abacus")
    assert missing.exit_code == 1 and "abacus: There is no backend" in missing.stdout


def test_verify_runs_implementations_when_asked(tmp_path: Path) -> None:
    text = '[[implementation]]\nof = "relu"\nbackend = "numpy"\ndtype = "float16"\nmax_ulp = 0\n'
    path = claims(tmp_path, text)
    result = call("verify", str(path))
    assert result.exit_code == 0 and "on record" in result.stdout and "1 of 1 claims in 1 files are as expected" in result.stdout
    result = call("verify", str(path), "--implementations")
    assert result.exit_code == 0 and "largest error 0 ulp; 0 of" in result.stdout
    elsewhere = claims(tmp_path, text + "cpu = 'abacus'\n")
    result = call("verify", str(elsewhere), "--implementations")
    assert result.exit_code == 0 and "other machine: abacus, here it is" in result.stdout
    wrong = claims(tmp_path, text.replace("max_ulp", "class_errors = ['nan']\nmax_ulp"))
    assert call("verify", str(wrong), "--implementations").exit_code == 1
    (row,) = json.loads(call("verify", str(wrong), "--implementations", "--json").stdout)["claims"]
    assert row["verdict"] == "measured" and not row["as_expected"] and row["reason"].startswith("expected and not found: nan")
    out = tmp_path / "out"
    assert call("report", str(path), "--implementations", "-o", str(out)).exit_code == 0 and "does not hold" in (out / "some.md").read_text(encoding="utf-8")


def test_report(tmp_path: Path) -> None:
    path = claims(tmp_path, '[proved]\na = "1 < 2"\n')
    result = call("report", str(path), "--format", "markdown,latex", "-o", str(tmp_path / "out"))
    assert result.exit_code == 0, result.output
    written: list[Any] = sorted(p.name for p in (tmp_path / "out").iterdir())
    assert written == ["some.md", "some.tex"] and "1 < 2" in (tmp_path / "out" / "some.md").read_text(encoding="utf-8")
    refused(call("report", str(path), "-o", str(path / "below")), "cannot be made")


# ------------------------------------------------------------------ whole processes

def test_version_is_quick() -> None:
    began = time.monotonic()
    done = process("--version")
    assert done.returncode == 0 and done.stdout.startswith("symact ")
    assert time.monotonic() - began < 2  # 0.2 s on an idle machine
    code = """import sys
sys.argv = ["symact", "--version"]
try:
    from symact.cli import main
    main()
finally:
    print(*sys.modules)"""
    loaded = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split()
    assert not {"sympy", "numpy", "rich", "mpmath", "flint", "symact.check.term"} & set(loaded)


def test_plain_text_and_ascii_terminals() -> None:
    done = subprocess.run([sys.executable, "-m", "symact", "list"], cwd=ROOT, capture_output=True, check=False,
                          env={"PATH": "", "PYTHONIOENCODING": "ascii"})
    assert done.returncode == 0 and b"\x1b" not in done.stdout
