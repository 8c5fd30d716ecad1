"""Claims about implementations: each way to be wrong fails, on the machine that they are for and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import faulty
import numpy as np
import pytest

from symact.catalogue import find
from symact.check.claims import ClaimProblem, load
from symact.claim.verdict import Failed, Measured, NotRun
from symact.floats.claimed import _ceiling, claim_text
from symact.floats.compare import compare
from symact.floats.environment import machine
from symact.run import Outcome, verify

SILU = '[[implementation]]\nof = "silu"\nfunction = "faulty:silu"\ndtype = "float16"\ninputs = "all"\n'
RIGHT = SILU + 'max_ulp = 3.5\nclass_errors = ["sign", "nan"]\n'
RELU = '[[implementation]]\nof = "relu"\nbackend = "numpy"\ndtype = "float16"\nderivative = 1\ninputs = "kinks"\nmax_ulp = 0\n'


def run(folder: Path, text: str, asked: bool = True, jobs: int = 1) -> list[Outcome]:
    path = folder / "a.claims.toml"
    path.write_text(text, encoding="utf-8")
    return list(verify([load(path)], implementations=asked, jobs=jobs))


def one(folder: Path, text: str, asked: bool = True) -> Outcome:
    (found,) = run(folder, text, asked)
    return found


@pytest.fixture(autouse=True, scope="module")
def _compared_once() -> Iterator[None]:
    """The same comparison is asked for by many claims."""
    import symact.floats.compare as module

    patch, known = pytest.MonkeyPatch(), {}

    def once(*arguments: Any, function: Any = None, jobs: int = 1) -> Any:
        key = repr(arguments), function
        if key not in known:
            known[key] = compare(*arguments, function=function)
        return known[key]

    patch.setattr(module, "compare", once)
    yield
    patch.undo()


def test_a_claim_that_holds(tmp_path: Path) -> None:
    found = one(tmp_path, RIGHT)
    assert isinstance(found.verdict, Measured) and found.as_expected and found.seconds > 0
    assert found.reason is not None and found.reason.startswith("largest error 3.498 ulp; 256 of ")
    assert "class errors: 511 × nan, 14335 × sign" in found.reason and f"numpy {np.__version__}" in found.reason and "2 pairs of neighbours" in found.reason


WRONG = {
    "an error that is larger": (RIGHT.replace("3.5", "3.49"), "more than 3.49 ulp at 0x1.6"),
    "an additional class error": (RIGHT.replace('"sign", "nan"', '"sign"'), "not expected: nan at 0x1.004p+1, it gives nan, exact 1.76372469"),
    "no class error at all": (RIGHT.replace('class_errors = ["sign", "nan"]\n', ""), "not expected: nan at 0x1.004p+1, it gives nan, exact 1.76372469; not expected: sign at -0x1.004p+2"),
    "a class error that is not there": (RIGHT.replace('"nan"', '"nan", "flushed"'), "expected and not found: flushed"),
    "another gradient": (RELU + 'gradient_at_kinks = "right"\n', "the gradient at -0x0.0p+0 is 0x0.0p+0, the derivative on the left"),
    "no gradient": (RELU.replace('"relu"', '"gelu"').replace('"kinks"', '"sample"').replace("= 0\n", "= 1\n") + 'gradient_at_kinks = "admissible"\n', "no kink is among the inputs"),
    "a gradient outside": (
        RELU.replace('backend = "numpy"', 'function = "faulty:relu_slope"') + 'gradient_at_kinks = "admissible"\nclass_errors = ["kink"]\n',
        "the gradient at -0x0.0p+0 is 0x1.0p+1, outside the Clarke interval"),
}


@pytest.mark.parametrize(("text", "sentence"), WRONG.values(), ids=WRONG)
def test_a_claim_that_does_not_hold(tmp_path: Path, text: str, sentence: str) -> None:
    found = one(tmp_path, text)
    assert isinstance(found.verdict, Measured) and not found.verdict.holds and not found.as_expected
    assert found.reason is not None and found.reason.startswith(sentence)


@pytest.mark.parametrize("convention", ["admissible", "left"])
def test_a_gradient_at_kinks_that_holds(tmp_path: Path, convention: str) -> None:
    assert one(tmp_path, RELU + f'gradient_at_kinks = "{convention}"\n').as_expected


def test_a_documented_bug_is_expected(tmp_path: Path) -> None:
    text = RELU.replace('backend = "numpy"', 'function = "faulty:relu_slope"')
    assert one(tmp_path, text + 'class_errors = ["kink"]\ngradient_at_kinks = "outside"\n').as_expected
    assert not one(tmp_path, text).as_expected


def test_side_by_side(tmp_path: Path) -> None:
    """In order, whatever comes in first; a process that dies takes no more than the claims that were waiting with it."""
    text = RIGHT + "name = 'long'\n" + RELU + "name = 'other'\ncpu = 'abacus'\n" + RELU + RELU.replace("max_ulp = 0", "max_ulp = 0\nname = 'wrong'\nclass_errors = ['nan']")
    found = run(tmp_path, text, jobs=2)
    assert [(o.claim.name, o.verdict.name, o.as_expected) for o in found] == [
        ("long", "measured", True), ("other", "on record", True), ("relu1_numpy_float16", "measured", True), ("wrong", "measured", False)]
    assert all(o.seconds > 0 for o in found if o.claim.name != "other")
    dying = RELU.replace('backend = "numpy"', 'function = "faulty:dying"')
    ended = run(tmp_path, dying + "name = 'a'\n" + dying, jobs=2)
    assert all(isinstance(o.verdict, Failed) and "ended by the system" in o.verdict.reason and not o.as_expected for o in ended)


def test_parameters_and_own_definitions(tmp_path: Path) -> None:
    text = """[define]
ramp = "ramp(x, a = 1) = max(x, a*x)"
[[implementation]]
of = "ramp"
function = "faulty:plain"
dtype = "float32"
max_ulp = 0.5
parameters = { a = "1/8" }
"""
    faulty.plain = lambda x, a: np.where(x < 0, x * np.float32(float(a)), x)  # type: ignore[attr-defined]
    assert one(tmp_path, text).as_expected
    assert not one(tmp_path, text.replace("1/8", "1/3")).as_expected  # the float next to 1/3 is not 1/3


def test_only_when_asked(tmp_path: Path) -> None:
    found = one(tmp_path, RIGHT, asked=False)
    assert found.verdict == NotRun("run only when asked for, with --implementations") and found.as_expected


MACHINES = [
    (f"cpu = '{machine()}'\n", ""), (f"cpu = '{machine().partition(' (')[0]}'\n", ""), (f"cpu = '{machine().partition(' (')[0]} (96 CPUs)'\n", ""), ("", ""),
    (f"versions = {{ numpy = '{np.__version__}' }}\n", ""), ("cpu = 'abacus'\n", "other machine: abacus, here it is "),
    ("versions = { numpy = '0.1' }\n", f"other machine: numpy 0.1, here it is {np.__version__}"),
    (f"versions = {{ numpy = '{np.__version__}', nosuchpackage = '1' }}\n", "other machine: nosuchpackage 1, here it is not installed"),
]


@pytest.mark.parametrize(("recorded", "reason"), MACHINES)
def test_on_its_machine_and_no_other(tmp_path: Path, recorded: str, reason: str) -> None:
    found = one(tmp_path, RELU.replace("max_ulp", recorded + "max_ulp"))
    assert found.as_expected
    if reason:
        assert isinstance(found.verdict, NotRun) and found.reason is not None and found.reason.startswith(reason)
    else:
        assert isinstance(found.verdict, Measured)


UNKNOWN = {
    "another function": (RIGHT.replace('"silu"', '"siluu"'), "siluu"),
    "a function of vectors": (RIGHT.replace('"silu"', '"softmax"'), "softmax is a function of vectors"),
    "another format": (RIGHT.replace("float16", "float8"), "'dtype' cannot be 'float8'; expected one of float16, bfloat16, float32, float64"),
    "another backend": (RELU.replace('"numpy"', '"abacus"'), "'backend' cannot be 'abacus'; expected one of numpy, "),
    "other inputs": (RIGHT.replace('"all"', '"some"'), "'inputs' cannot be 'some'; expected one of sample, all, kinks"),
    "another class error": (RIGHT.replace('"nan"', '"none"'), "'class_errors' cannot be 'none'; expected one of nan, infinite"),
    "another convention": (RELU + "gradient_at_kinks = 'up'", "'gradient_at_kinks' cannot be 'up'; expected one of admissible, left"),
    "a kink of the function": (RELU.replace("derivative = 1", "") + "gradient_at_kinks = 'left'", "claimed of a derivative"),
    "a kink error of the function": (RIGHT.replace('"nan"', '"kink"'), "claimed of a derivative"),
    "another parameter": (RIGHT + "parameters = { alpha = 1 }", "silu has no parameter 'alpha'; expected none"),
    "an irrational parameter": (RELU.replace("relu", "elu") + "parameters = { alpha = 'pi' }", "the parameter alpha cannot be 'pi'; expected a rational number"),
    "no function": (RIGHT.replace("faulty:silu", "faulty.silu"), "'function' cannot be 'faulty.silu'; expected package.module:callable"),
}


@pytest.mark.parametrize(("text", "sentence"), UNKNOWN.values(), ids=UNKNOWN)
def test_names_that_there_are_not(tmp_path: Path, text: str, sentence: str) -> None:
    """With line and claim, before anything is run, and without being asked for."""
    with pytest.raises(ClaimProblem) as problem:
        run(tmp_path, "title = 'x'\n" + text, asked=False)
    assert str(problem.value).startswith(f"{tmp_path / 'a.claims.toml'}:2: ") and sentence in str(problem.value)


@pytest.mark.parametrize(("text", "sentence"), [
    (RIGHT.replace("faulty:silu", "faulty:nothing"), "There is no faulty:nothing."), (RIGHT.replace("faulty:silu", "nowhere:silu"), "No module named 'nowhere'"),
    (RELU.replace("relu", "gelu"), "The function has no kinks")])
def test_what_cannot_be_run_fails(tmp_path: Path, text: str, sentence: str) -> None:
    found = one(tmp_path, text)
    assert isinstance(found.verdict, Failed) and sentence in found.verdict.reason and not found.as_expected


@pytest.mark.parametrize(("name", "subject", "options"), [
    ("silu", faulty.silu, {"inputs": "all"}), ("hardswish", "numpy", {"derivative": 1}), ("relu", faulty.relu_slope, {"derivative": 1, "inputs": "kinks"}),
    ("leaky_relu", faulty.ramp, {"dtype": "float32", "parameters": {"negative_slope": "1/3"}}), ("softplus", "numpy", {"dtype": "bfloat16", "inputs": "all"})])
def test_what_was_found_can_be_claimed(tmp_path: Path, name: str, subject: Any, options: dict[str, Any]) -> None:
    """The claim holds, and a smaller error or another class of errors does not."""
    found = compare(find(name), subject, **{"dtype": "float16", **options})
    text = claim_text(found)
    claim = one(tmp_path, text)
    assert isinstance(claim.verdict, Measured) and claim.as_expected, claim.reason
    assert claim.claim.details["versions"]["numpy"] == np.__version__ and machine().startswith(claim.claim.details["cpu"])
    assert found.max_ulp <= claim.claim.details["max_ulp"] <= found.max_ulp * Fraction(1001, 1000)
    assert not one(tmp_path, text.replace("class_errors = [", "class_errors = ['finite', ")).as_expected


def test_claims_round_up() -> None:
    for text, ulp in (("0", 0), ("0.5", Fraction(1, 2)), ("0.5001", Fraction(1, 2) + Fraction(1, 10**9)), ("3.499", Fraction(34981, 10000)), ("1000", 1000), ("12346", Fraction(123451, 10))):
        assert _ceiling(Fraction(ulp)) == text and Fraction(text) >= ulp


def test_numbers_of_the_table_are_short_and_rounded_up() -> None:
    from symact.report.gather import _short

    for text, ulp in (("0", 0), ("0.5", Fraction(1, 2)), ("0.5006", Fraction("0.50051")), ("1000", 1000), ("8.389e6", 8388608), ("1.235e7", 12340001), ("1e5", 10**5), ("3.5", Fraction(7, 2))):
        assert _short(ulp) == text and Fraction(text) >= ulp


def test_what_no_claim_says() -> None:
    stored = compare(find("leaky_relu"), "numpy", "float16", as_stored=True)
    for found, sentence in ((stored, "as they are stored"), (replace(stored, as_stored=False, backend="torch on cuda"), "about the CPU")):
        with pytest.raises(ValueError, match=sentence):
            claim_text(found)


def test_the_table_of_a_report(tmp_path: Path) -> None:
    from symact.report import gather
    from symact.report.chapter import document
    from symact.report.markdown import markdown
    from symact.run import Limits

    path = tmp_path / "a.claims.toml"
    path.write_text(RIGHT + RELU.replace("relu", "elu").replace("kinks", "sample") + "name = 'b'\nparameters = { alpha = 0.5 }\n" + RELU + "cpu = 'abacus'\n", encoding="utf-8")
    rows = {asked: [row for row in markdown(document(gather.of_files([load(path)], Limits(), asked)[0])).split("\n") if row.count("|") == 7] for asked in (False, True)}
    assert rows[True] == [
        "| function | backend | inputs | ulps | class errors | found here |", "| --- | --- | --- | --- | --- | --- |",
        "| `silu` | `faulty:silu float16` | all | 3.5 | sign, nan | holds |", "| `elu'(x, alpha=1/2)` | `numpy float16` | sample | 0 | none | does not hold |",
        "| `relu'` | `numpy float16` | kinks | 0 | none | other machine |"]
    assert [row.split(" | ")[-1] for row in rows[False][2:]] == ["not run |"] * 3
