"""From claims to outcomes: the search is stopped, certificates are kept and checked, and nothing is searched twice."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import types
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import symact
from symact.check.certificate import canonical
from symact.check.extent import Context
from symact.check.formulas import prove
from symact.check.step import Node
from symact.check.term import Rejected, SyntaxProblem, Term
from symact.claim import ClaimProblem, find, load
from symact.claim.verdict import Failed, Measured, NotRun, OutOfTime, Proved, Refuted, Undecided
from symact.floats.measure import parse
from symact.run import Limits, Outcome, decide, verify

ROOT = Path(__file__).parents[1]
QUICK = Limits(1000, 5.0)
PROOFS: tuple[dict[str, Any], ...] = (
    {"rule": "algebra"}, {"rule": "introduce", "proofs": [{"rule": "algebra"}]},
    {"rule": "witness", "value": "1", "proof": {"rule": "algebra"}},
)


@dataclass
class Found:
    truth: bool
    proof: dict[str, Any]


@dataclass
class NotFound:
    reason: str
    tried: tuple[str, ...] = ()
    out_of_time: bool = False


@dataclass
class Budget:
    units: int
    seconds: float


def tries(formula: Term, budget: Budget) -> Found | NotFound:
    """A search that knows three proofs."""
    for proof in PROOFS:
        for truth in (True, False):
            try:
                prove(formula, truth, Node(proof), Context())
                return Found(truth, proof)
            except Rejected:
                continue
    return NotFound("nothing fits", ("algebra",))


@pytest.fixture
def searching(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[..., Any]], None]:
    """Puts a search in the place of the real one."""
    def install(search: Callable[..., Any]) -> None:
        module = types.ModuleType("symact.prove")
        module.__dict__.update(search=search, Found=Found, NotFound=NotFound, Budget=Budget)
        monkeypatch.setitem(sys.modules, "symact.prove", module)
        monkeypatch.setattr(symact, "prove", module, raising=False)

    return install


@pytest.fixture
def simple(searching: Callable[[Callable[..., Any]], None]) -> None:
    searching(tries)


def put(folder: Path, text: str, name: str = "a") -> Path:
    path = folder / f"{name}.claims.toml"
    path.write_text(text, encoding="utf-8")
    return path


def run(*paths: Path, **options: Any) -> list[Outcome]:
    return list(verify([load(path) for path in find(paths)], options.pop("limits", QUICK), **{"jobs": 1, **options}))


def stored(folder: Path) -> set[str]:
    return {json.loads(p.read_text(encoding="utf-8"))["claim"] for p in (folder / "certificates").glob("[0-9a-f]*.json")
            if p.name != "definitions.json"}


# ------------------------------------------------------------------ one statement

@pytest.mark.usefixtures("simple")
def test_decides() -> None:
    assert isinstance(decide("1 < 2", limits=QUICK).verdict, Proved)
    refuted = decide("forall x in R: x > 2", limits=QUICK)
    assert isinstance(refuted.verdict, Refuted) and refuted.witness == "x = 1"
    open_ = decide("silu is smooth", limits=QUICK)
    assert open_.verdict == Undecided("nothing fits", ("algebra",)) and open_.sha256 is None
    assert "half" not in decide("half(4) = 2", {"half": "half = x -> x/2"}, QUICK).statement
    with pytest.raises(SyntaxProblem):
        decide("1 <")


def endless(formula: Term, budget: Budget) -> NotFound:
    """Python's own loop in C: no signal handler and no thread could end it."""
    return NotFound(str(10 ** (10**9)))


def test_a_guess_that_is_infinite_is_no_failure() -> None:
    assert decide("lipschitz(binary_step) = oo", limits=QUICK).verdict.name in ("proved", "undecided")


def test_a_witness_far_out_is_no_failure() -> None:
    """log(1 + exp(-1024)) is not 0, but only an arithmetic of many digits tells: the witness is a plainer point."""
    assert isinstance(decide("measure({x : softplus(x) = 0}) = 0").verdict, Proved)


def test_the_backstop_stops_a_loop_in_c(searching: Callable[[Callable[..., Any]], None]) -> None:
    searching(endless)
    began = time.monotonic()
    outcome = decide("1 < 2", limits=Limits(1000, 0.2))
    assert outcome.verdict == OutOfTime(0.2) and not outcome.as_expected
    assert time.monotonic() - began < 10


def test_a_search_that_says_it_was_late(searching: Callable[[Callable[..., Any]], None]) -> None:
    searching(lambda formula, budget: NotFound("late", (), True))
    assert decide("1 < 2", limits=QUICK).verdict == OutOfTime(QUICK.seconds)


def dies(formula: Term, budget: Budget) -> NotFound:
    os.kill(os.getpid(), 9)
    return NotFound("never")


def fails(formula: Term, budget: Budget) -> NotFound:
    raise ZeroDivisionError("a bug")


def greedy(formula: Term, budget: Budget) -> NotFound:
    return NotFound(str(len(bytearray(64 << 30))))


def lies(formula: Term, budget: Budget) -> Found:
    return Found(False, {"rule": "algebra"})


@pytest.mark.parametrize(("search", "sentence"), [
    (dies, "broke off"), (fails, "ZeroDivisionError: a bug"), (greedy, "out of memory"), (lies, "is not accepted"),
])
def test_a_search_that_breaks(searching: Callable[[Callable[..., Any]], None], search: Callable[..., Any], sentence: str) -> None:
    searching(search)
    verdict = decide("1 < 2", limits=QUICK).verdict
    assert isinstance(verdict, Failed) and sentence in verdict.reason


# ------------------------------------------------------------------ claim files

CLAIMS = """
[define]
half = "x -> x/2"
[proved]
numbers = "1 < 2"
rectified = "relu(x) + 1 > 0 for x > 0"
halved = "half(4) = 2"
[refuted]
large = "forall x in R: x > 2"
[undecided]
smooth = "silu is smooth"
[measured]
cheap = "time(numpy.relu) < time(numpy.softplus)"
[empirical]
training = "trains no worse"
[[implementation]]
of = "gelu"
backend = "numpy"
dtype = "float16"
max_ulp = 1
cpu = "another one"
"""
NAMES = ["numbers", "rectified", "halved", "large", "smooth", "cheap", "training", "gelu_numpy_float16"]
TEXTS = {"1 < 2", "relu(x) + 1 > 0 for x > 0", "half(4) = 2", "forall x in R: x > 2"}


@pytest.mark.usefixtures("simple")
def test_verifies_and_keeps(tmp_path: Path) -> None:
    path = put(tmp_path, CLAIMS)
    first = run(path)
    assert [o.claim.name for o in first] == NAMES
    assert all(o.as_expected for o in first)
    assert [o.fresh for o in first] == [True] * 5 + [False] * 3
    assert [type(o.verdict) for o in first] == [Proved] * 3 + [Refuted, Undecided] + [NotRun] * 3
    assert stored(tmp_path) == TEXTS
    assert json.loads((tmp_path / "certificates/definitions.json").read_text(encoding="utf-8")) == {"relu": "relu(x) = max(x, 0)"}
    second = run(path, limits=Limits(1000, 5.0, both=True))
    assert [o.fresh for o in second] == [False] * 4 + [True] + [False] * 3
    assert [(o.verdict, o.statement) for o in second] == [(o.verdict, o.statement) for o in first]
    assert not list((tmp_path / "certificates").glob("*.part"))


@pytest.mark.usefixtures("simple")
def test_any_executor_gives_the_same(tmp_path: Path) -> None:
    path = put(tmp_path, CLAIMS)
    alone = [(o.claim, o.verdict) for o in run(path)]
    for options in ({"executor": ThreadPoolExecutor(3)}, {"jobs": 2}):
        for certificate in (tmp_path / "certificates").iterdir():
            certificate.unlink()
        assert [(o.claim, o.verdict) for o in run(path, **options)] == alone


@pytest.mark.usefixtures("simple")
def test_expectations_are_strict(tmp_path: Path) -> None:
    path = put(tmp_path, '[proved]\na = "2 < 1"\nb = "silu is smooth"\n[refuted]\nc = "1 < 2"\n[undecided]\nd = "1 < 2"\n')
    assert [(o.verdict.name, o.as_expected) for o in run(path)] == [
        ("refuted", False), ("undecided", False), ("proved", False), ("proved", False)]
    assert not (tmp_path / "certificates").exists()


@pytest.mark.usefixtures("simple")
def test_prunes_what_no_claim_needs(tmp_path: Path) -> None:
    a, b = put(tmp_path, '[proved]\na = "1 < 2"\ng = "gelu(1) + 2 > 1"'), put(tmp_path, '[proved]\nb = "1 < 3"\n', "b")
    run(tmp_path)
    assert stored(tmp_path) >= {"1 < 2", "1 < 3"}
    put(tmp_path, '[proved]\na = "1 < 4"\n')
    run(a)
    assert stored(tmp_path) == {"1 < 3", "1 < 4"}  # the neighbour's is kept
    assert json.loads((tmp_path / "certificates/definitions.json").read_text(encoding="utf-8")) == {}
    b.write_text("[provd", encoding="utf-8")
    put(tmp_path, '[proved]\na = "1 < 5"\n')
    run(a)
    assert stored(tmp_path) == {"1 < 3", "1 < 4", "1 < 5"}  # an unreadable neighbour: nothing is removed


@pytest.mark.usefixtures("simple")
def test_a_certificate_that_is_not_accepted_is_replaced(tmp_path: Path) -> None:
    path = put(tmp_path, '[proved]\na = "1 < 2"\n')
    old = run(path)[0].sha256
    file = tmp_path / "certificates" / f"{old}.json"
    forged = canonical({**json.loads(file.read_text(encoding="utf-8")), "proof": {"rule": "because"}})
    file.write_bytes(forged)
    outcome, = run(path)
    assert outcome.fresh and outcome.sha256 == old and file.read_bytes() != forged


@pytest.mark.usefixtures("simple")
@pytest.mark.parametrize(("text", "sentence"), [
    ('[proved]\na = "1 < 2"\nb = "1 <"', "a.claims.toml:3: b: line 1, column 4: found the end"),
    ('[proved]\na = "relux(1) > 0"', "unknown function 'relux'; did you mean 'relu'"),
    ('[measured]\na = "relu is fast"', "compares no costs"),
    ('[measured]\na = "time(numpy.relux) < time(numpy.relu)"', "no activation 'relux'"),
])
def test_bad_statements_are_told_before_anything_is_done(tmp_path: Path, text: str, sentence: str) -> None:
    with pytest.raises(ClaimProblem, match=sentence.replace("(", "\\(")):
        run(put(tmp_path, text))
    assert not (tmp_path / "certificates").exists()


@pytest.mark.usefixtures("simple")
def test_nothing_is_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", broken)
    with pytest.raises(Exception, match="certificates cannot be written there: No space left"):
        run(put(tmp_path, '[proved]\na = "1 < 2"\n'))
    assert not list((tmp_path / "certificates").iterdir())


@pytest.mark.usefixtures("simple")
def test_a_warm_run_needs_neither_sympy_nor_processes(tmp_path: Path) -> None:
    path = put(tmp_path, CLAIMS.replace("[undecided]\nsmooth = \"silu is smooth\"", ""))
    run(path)
    code = f"""
import sys
from pathlib import Path
from symact.claim import load
from symact.run import verify
outcomes = list(verify([load(Path({str(path)!r}))]))
assert all(o.as_expected for o in outcomes) and not any(o.fresh for o in outcomes)
heavy = {{"sympy", "numpy", "flint", "mpmath", "symact.prove", "concurrent.futures.process", "multiprocessing.connection"}}
assert not heavy & set(sys.modules), heavy & set(sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


# ------------------------------------------------------------------ measurements

def test_costs_are_read() -> None:
    claim = parse("time(numpy.relu) < time( numpy.softplus )")
    assert (claim.left, claim.relation, claim.right) == (("numpy", "relu"), "<", ("numpy", "softplus"))
    with pytest.raises(SyntaxProblem, match="of 'numpy', not of 'torch'") as problem:
        parse("time(torch.relu) < time(numpy.softplus)")
    assert problem.value.column == 6


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr("symact.floats.measure.NUMBERS", 20_000)
    return


@pytest.mark.usefixtures("few")
def test_measures_when_asked(tmp_path: Path) -> None:
    path = put(tmp_path, '[measured]\na = "time(numpy.relu) < time(numpy.softplus)"\nb = "time(numpy.softplus) < time(numpy.relu)"\n')
    fast, slow = run(path, measure=True)
    assert isinstance(fast.verdict, Measured) and fast.as_expected and "quartiles" in fast.verdict.report
    assert isinstance(slow.verdict, Measured) and not slow.as_expected
