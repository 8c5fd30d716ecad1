"""The commands. Each reads its input, calls what does the work, and prints; everything heavy is imported when it is needed.

Exit codes: 0 as expected, 1 not as expected, 2 bad input or usage; `decide` alone: 0 proved, 1 refuted, 3 undecided.
"""

from __future__ import annotations

import functools
import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from symact import __version__
from symact.proof.guard import SECONDS, UNITS

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from symact.activation import Activation
    from symact.run import Limits, Outcome

CODES = {"proved": 0, "refuted": 1, "undecided": 3, "out of time": 3, "error": 2}


class Problem(click.ClickException):
    """Bad input: one sentence, exit code 2."""

    exit_code = 2

    def show(self, file: Any = None) -> None:
        from symact.check.folder import printable

        click.echo(f"symact: {printable(self.message)}", file=file or sys.stderr)


class Commands(click.Group):
    """Says what is wrong with the input in a sentence."""

    def invoke(self, ctx: click.Context) -> Any:
        from symact.check.claims import ClaimProblem
        from symact.check.term import SyntaxProblem
        from symact.proof.store import StoreProblem
        from symact.report import OutputError

        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(errors="backslashreplace")
        try:
            return super().invoke(ctx)
        except (ClaimProblem, OutputError, StoreProblem, SyntaxProblem) as problem:
            raise Problem(str(problem)) from problem
        except ModuleNotFoundError as problem:
            raise Problem(f"a package is missing that this needs: {problem.name}") from problem


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="symact %(version)s")
def main() -> None:
    """What is true of an activation function, and does the code that people run compute it?"""


# ------------------------------------------------------------------ options that several commands share

define_option = click.option("--define", "defined", multiple=True, metavar="'f(x) = …'", help="A function of your own.")
set_option = click.option("--set", "assigned", multiple=True, metavar="NAME=VALUE", help="An exact value for a parameter.")
json_option = click.option("--json", "json_", is_flag=True, help="Print JSON and nothing else.")
timing_option = click.option("--timing", is_flag=True, help="Say how many seconds each answer took.")
quiet_option = click.option("--quiet", is_flag=True, help="Print only what is not as it should be, and the summary.")
implementations_option = click.option("--implementations", is_flag=True, help="Run the [[implementation]] claims for this machine.")
paths_argument = click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")


def with_limits(command: Callable[..., None]) -> Callable[..., None]:
    """Adds the options for what a search may cost, and hands them on as `limits`."""
    @click.option("--units", type=click.IntRange(1), default=UNITS, show_default=True,
                  help="The budget of a search in work units, the same on every machine.")
    @click.option("--seconds", type=click.FloatRange(0.1, 86_400), default=SECONDS, show_default=True,
                  help="The backstop: a search is killed then, and its claim is out of time.")
    @functools.wraps(command)
    def limited(*args: Any, units: int, seconds: float, **rest: Any) -> None:
        from symact.run import Limits

        command(*args, limits=Limits(units, seconds), **rest)

    return limited


def _own(defined: tuple[str, ...]) -> dict[str, str]:
    """Name -> text of the functions defined on the command line, read once to be sure of them."""
    from symact.check.term import SyntaxProblem
    from symact.run import definitions

    own: dict[str, str] = {}
    for text in defined:
        name = re.match(r"\s*([A-Za-z]\w*)", text)
        own[name[1] if name else ""] = text
        try:
            definitions(own)
        except SyntaxProblem as problem:
            raise Problem(f"--define {text!r}: {problem}") from None
    return own


def _activation(name: str | None, defined: tuple[str, ...]) -> Activation:
    """The function asked for: defined on the command line, or in the catalogue."""
    from symact import catalogue
    from symact.activation import Activation

    own = _own(defined)
    if name is None and len(own) != 1:
        raise click.UsageError("Say the NAME of an activation, or define one function with --define.")
    name = name or next(iter(own))
    if name in own:
        return Activation(name, own[name])
    try:
        return catalogue.find(name)
    except LookupError as problem:
        raise Problem(str(problem.args[0])) from None


def _parameters(activation: Activation, assigned: tuple[str, ...]) -> dict[str, str]:
    """Parameter -> the text of its value, which lies in its domain."""
    from symact.check.reader import read
    from symact.check.term import SyntaxProblem

    values = {}
    for item in assigned:
        name, equals, value = (part.strip() for part in item.partition("="))
        if not equals:
            raise click.UsageError(f"--set {item}: write NAME=VALUE, as in --set alpha=2.")
        values[name] = value
        try:  # the reader knows which values a parameter takes
            read(f"{activation.name}({name}={value}) is continuous", {activation.name: activation.parsed})
        except SyntaxProblem as problem:
            wanted = f"; expected {problem.expected}" if problem.expected else ""
            raise Problem(f"--set {item}: {problem.message}{wanted}") from None
    return values


# ------------------------------------------------------------------ the commands

@main.command("list")
@json_option
def list_command(json_: bool) -> None:
    """The catalogue."""
    from symact.catalogue import CATALOGUE
    from symact.report.console import as_json, table

    if json_:
        as_json([{"name": a.name, "definition": a.definition, "aliases": list(a.aliases), "vector": a.vector,
                  "parameters": [p.name for p in a.parameters], "citation": a.citation, "frameworks": dict(a.frameworks)}
                 for a in CATALOGUE])
    else:
        table(("name", "aliases", "definition"), ((a.name, ", ".join(a.aliases), a.definition) for a in CATALOGUE))


@main.command()
@click.argument("name", required=False)
@define_option
@set_option
@click.option("--claims", is_flag=True, help="Print the answers as statements, ready for a claim file.")
@with_limits
@json_option
def show(name: str | None, defined: tuple[str, ...], assigned: tuple[str, ...], claims: bool, limits: Limits,
         json_: bool) -> None:
    """The questionnaire answered: every property of NAME with its verdict, value or enclosure, and certificate."""
    from symact.report import console
    from symact.run import questionnaire

    activation = _activation(name, defined)
    values = _parameters(activation, assigned)
    answers = questionnaire(activation, values, limits)
    if json_:
        console.as_json(console.show_json(activation, values, list(answers)))
    elif claims:
        console.show_claims(activation, answers)
    else:
        console.show(activation, values, answers)


@main.command(context_settings={"ignore_unknown_options": True})  # so that "-1 < 0" is a statement
@click.argument("statement")
@define_option
@with_limits
@timing_option
@json_option
@click.option("--save", type=click.Path(path_type=Path), metavar="FOLDER", help="Put certificates there.")
@click.pass_context
def decide(ctx: click.Context, statement: str, defined: tuple[str, ...], limits: Limits, timing: bool, json_: bool,
           save: Path | None) -> None:
    """One STATEMENT, here and now; with `-`, those on standard input, one per line."""
    from symact.report import console

    own = _own(defined)
    codes = []
    for text in _lines() if statement == "-" else [statement]:
        answer, outcome = _answer(text, own, limits, timing)
        codes.append(CODES[answer["verdict"]])
        if outcome and save and answer["certificate"]:
            _save(outcome, save)
        if json_:
            console.as_json(answer)
        elif outcome:
            console.line(str(outcome) + (f"\n  {answer['seconds']} seconds" if timing else ""))
        elif statement == "-":
            console.line(f"error: {text[:200]}\n  {answer['reason']}")
        if outcome is None and statement != "-":
            raise Problem(answer["reason"])
    ctx.exit(next((code for code in (2, 3, 1) if code in codes), 0))


def _lines() -> Iterator[str]:
    """The lines of standard input that are not blank."""
    for line in sys.stdin.buffer:
        text = line.decode("utf-8", errors="replace").rstrip("\r\n")
        if text.strip():
            yield text


def _answer(text: str, own: dict[str, str], limits: Limits, timing: bool) -> tuple[dict[str, Any], Outcome | None]:
    """The JSON object for one statement; where it is none, with the place of the error."""
    from symact.check.term import SyntaxProblem
    from symact.report.console import outcome_json
    from symact.run import decide

    try:
        outcome = decide(text, own, limits)
    except SyntaxProblem as problem:
        return {"statement": text, "elaborated": None, "verdict": "error", "witness": None, "reason": str(problem),
                "certificate": None, "line": problem.line, "column": problem.column,
                "expected": problem.expected or None}, None
    return outcome_json(outcome, timing), outcome


def _save(outcome: Outcome, folder: Path) -> None:
    from symact.claim.verdict import Proved, Refuted
    from symact.proof.store import Store

    if isinstance(outcome.verdict, Proved | Refuted):
        Store(folder).write(outcome.verdict.certificate)


@main.command(context_settings={"ignore_unknown_options": True})  # so that "-1 < 0" is a statement
@click.argument("statement")
@define_option
@with_limits
@json_option
@click.pass_context
def explain(ctx: click.Context, statement: str, defined: tuple[str, ...], limits: Limits, json_: bool) -> None:
    """The proof of a STATEMENT, or its refutation, as a person reads it."""
    from symact.check.certificate import check
    from symact.claim.verdict import Proved, Refuted
    from symact.report import console
    from symact.run import decide, definitions

    own = _own(defined)
    outcome = decide(statement, own, limits)
    derivation = None
    if isinstance(outcome.verdict, Proved | Refuted):
        from symact.report.derivation import explain as explained

        checked = check(outcome.verdict.certificate.data, statement, definitions(own))
        derivation = explained(checked.step, checked.formula)
    if json_:
        console.as_json({**console.outcome_json(outcome), "derivation": derivation})
    else:
        console.line(str(outcome) + (f"\n\n{derivation}" if derivation else ""))
    ctx.exit(0 if derivation is not None else 1)


@main.command()
@paths_argument
@with_limits
@click.option("--jobs", type=click.IntRange(1, 1024), help="Searches, or comparisons' processes, at a time (default: one per processor).")
@click.option("--both", is_flag=True, help="Check stored certificates on Arb as well.")
@click.option("--measure", is_flag=True, help="Run the claims under [measured].")
@implementations_option
@quiet_option
@timing_option
@json_option
@click.pass_context
def verify(ctx: click.Context, paths: tuple[Path, ...], limits: Limits, jobs: int | None, both: bool, measure: bool,
           implementations: bool, quiet: bool, timing: bool, json_: bool) -> None:
    """Claim files: prove what has no certificate yet, check all certificates, compare with what was expected.

    An [[implementation]] claim holds if no error is larger than max_ulp, the class errors are those that class_errors names (none,
    if it names none), and gradients at kinks are as gradient_at_kinks says. It is on record only where cpu or versions are others.
    """
    from dataclasses import replace

    from symact.claim import find, load
    from symact.report import console
    from symact.run import verify as verified

    files = [load(path) for path in find(paths or (Path("proofs"),))]
    if implementations:
        sys.path.insert(0, "")  # for functions of the user's own
    width = max((len(claim.name) for file in files for claim in file.claims), default=0)
    outcomes: list[Outcome] = []
    for outcome in verified(files, replace(limits, both=both), jobs=jobs, measure=measure, implementations=implementations):
        if not json_ and not (quiet and outcome.as_expected):
            if outcome.file and (not outcomes or outcomes[-1].file != outcome.file):
                console.line(f"{outcome.file.path}: {outcome.file.title}")
            console.line(console.claim_line(outcome, width) + (f"  ({outcome.seconds:.3f} s)" if timing else ""))
        outcomes.append(outcome)
    expected = sum(outcome.as_expected for outcome in outcomes)
    if json_:
        rows = [console.claim_json(outcome, timing) for outcome in outcomes]
        console.as_json({"claims": rows, "as_expected": expected, "total": len(outcomes)})
    else:
        fresh = sum(outcome.fresh and outcome.sha256 is not None for outcome in outcomes)
        total = f"{len(outcomes)} claims in {len(files)} files"
        console.line(f"{expected} of {total} are as expected; {fresh} were decided anew")
    ctx.exit(0 if outcomes and expected == len(outcomes) else 1)


@main.command()
@paths_argument
@quiet_option
@json_option
@click.pass_context
def check(ctx: click.Context, paths: tuple[Path, ...], quiet: bool, json_: bool) -> None:
    """The kernel alone: claim texts against stored certificates, like `python -m symact.check`."""
    from symact.check.folder import examine
    from symact.claim import find, load
    from symact.proof.store import Neighbours
    from symact.report import console
    from symact.run import catalogue_texts

    files = [load(path) for path in find(paths or (Path("proofs"),))]
    results = []
    for result in examine(files):
        results.append(result)
        if not json_ and not (quiet and result.checked):
            console.line(str(result))
    texts = catalogue_texts()
    folders = {file.path.parent for file in files}
    changed = sorted({name for folder in folders for name in Neighbours(folder, texts).changed()})
    accepted = sum(result.checked is not None for result in results)
    if json_:
        rows = [console.result_json(result) for result in results]
        console.as_json({"claims": rows, "accepted": accepted, "total": len(results), "changed_definitions": changed})
    else:
        for name in changed:
            console.line(f"the definition of '{name}' on record is not that of the installed catalogue")
        console.line(f"{accepted} accepted of {len(results)} claims in {len(files)} files")
    ctx.exit(0 if accepted and accepted == len(results) and not changed else 1)


@main.command()
@click.argument("name", required=False)
@click.option("--backend", default="numpy", show_default=True,
              help="numpy (symact's own), scipy, torch, jax, onnxruntime, keras, tensorflow.")
@click.option("--device", default="cpu", show_default=True, help="'cpu', or 'cuda' for torch.")
@click.option("--dtype", default="float32", show_default=True)
@click.option("--inputs", default="sample", show_default=True, help="'sample', or 'all': 65,536 of the 16-bit formats, 2^32 of float32.")
@click.option("--derivative", type=click.IntRange(0, 9), default=0, show_default=True)
@click.option("--function", "function", metavar="package.module:callable",
              help="Your own function: of NumPy arrays or of one number (which has to be the derivative with --derivative 1), or "
                   "of the arrays of the --backend that is named, which differentiates it.")
@click.option("--parameters", type=click.Choice(["exact", "as-stored"]), default="exact", show_default=True)
@click.option("--max-ulp", type=float, help="Exit with 1 where the error is larger, or where there are class errors.")
@click.option("--claim", "as_claim", is_flag=True, help="Print what was found as a table for a claim file.")
@click.option("--jobs", type=click.IntRange(1, 1024), help="Processes for all inputs of float32 (default: one per processor).")
@click.option("--scheduler", metavar="ADDRESS", help="A Dask cluster that judges all inputs of float32 instead.")
@click.option("--reproduce", is_flag=True, help="Print Python source that shows each finding without symact.")
@click.option("--plot", type=click.Path(path_type=Path), metavar="FILE.svg", help="Draw the largest error by the binade of the input.")
@click.option("--kinks", is_flag=True,
              help="The gradients of all backends, or of --backend A,B, at the kinks of NAME, or of all activations.")
@define_option
@set_option
@json_option
@click.pass_context
def compare(ctx: click.Context, name: str | None, backend: str, device: str, dtype: str, inputs: str, derivative: int,
            function: str | None, parameters: str, max_ulp: float | None, as_claim: bool, jobs: int | None,
            scheduler: str | None, reproduce: bool, plot: Path | None, kinks: bool, defined: tuple[str, ...],
            assigned: tuple[str, ...], json_: bool) -> None:
    """A float implementation of NAME against the exact function.

    Class errors come first: NaN, infinities, zeros and signs that should be others, each with its count, its worst input and the
    first and the last. Then the largest ULP errors with what they are certified to, how many results are off by more than 1/2
    and 1 ulp, results in the wrong order where the function is proved to be monotone, gradients at kinks, and a profile by the
    binade of the input with a bar that grows by one for each power of two. A sample has only a lower bound of the largest error.

    The exit code is 1 where --max-ulp does not hold, and with --kinks where a gradient is outside its Clarke interval.
    """
    from symact.floats.compare import compare as compared
    from symact.report import console

    if kinks:
        _at_kinks(ctx, name, backend, dtype, defined, assigned, json_)
    if plot and plot.suffix != ".svg":
        raise click.UsageError("--plot writes SVG: the file's name ends in .svg.")

    activation = _activation(name, defined)
    values: dict[str, Any] = dict(_parameters(activation, assigned))
    own = _imported(function) if function else None
    try:
        with console.progress(f"{activation.name} in {dtype}") as progress, _workers(scheduler) as executor:
            found = compared(activation, backend, dtype, derivative, inputs, values, parameters == "as-stored", own, device,
                             jobs=jobs or os.cpu_count() or 1, executor=executor, progress=progress)
    except (ImportError, ValueError) as problem:
        raise Problem(str(problem)) from None
    except KeyboardInterrupt:
        raise Problem("Interrupted. What is finished is kept: run the same command again to go on.") from None
    if plot:
        from symact.floats.plot import svg

        _written(plot, svg(found))
    if json_:
        console.as_json(found.to_json())
    elif as_claim:
        from symact.floats.claimed import claim_text

        try:
            console.line(claim_text(found).rstrip())
        except ValueError as problem:
            raise Problem(str(problem)) from None
    else:
        console.line(found.text())
        if reproduce:
            from symact.floats.reproduce import snippets

            for snippet in snippets(found):
                console.line("\n" + snippet.source.rstrip())
    ctx.exit(1 if max_ulp is not None and (found.errors or found.max_ulp > max_ulp) else 0)


@contextmanager
def _workers(scheduler: str | None) -> Iterator[Executor | None]:
    """The workers of a cluster, where one is named."""
    if scheduler is None:
        yield None
        return
    from symact.floats.everywhere import cluster

    with cluster(scheduler) as executor:
        yield executor


def _at_kinks(ctx: click.Context, name: str | None, backend: str, dtype: str, defined: tuple[str, ...], assigned: tuple[str, ...],
              json_: bool) -> None:
    """The table of gradients at kinks; exit code 1 where one is outside the Clarke interval, or nothing was found."""
    from symact.catalogue import CATALOGUE
    from symact.floats.backends import BACKENDS
    from symact.floats.kinks import at_kinks, text
    from symact.report import console

    given = ctx.get_parameter_source("backend") is not click.core.ParameterSource.DEFAULT
    names = tuple(backend.split(",")) if given else BACKENDS
    activation = _activation(name, defined) if name or defined else None
    known = [at_kinks(activation, names, dtype, dict(_parameters(activation, assigned)))] if activation else [
        found for a in CATALOGUE if not a.vector and (found := at_kinks(a, names, dtype)).found]
    if json_:
        console.as_json([found.to_json() for found in known] if activation is None else known[0].to_json())
    else:
        console.line(text(known))
    ctx.exit(0 if known and all(found.found and found.admissible for found in known) else 1)


def _written(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as problem:
        raise Problem(f"{path} cannot be written: {problem.strerror}") from None


def _imported(path: str) -> Callable[..., Any]:
    """The function at package.module:callable."""
    from importlib import import_module

    module, _, attributes = path.partition(":")
    sys.path.insert(0, "")
    try:
        found: Any = import_module(module)
        for attribute in attributes.split("."):
            found = getattr(found, attribute)
    except (AttributeError, ImportError, ValueError) as problem:
        raise Problem(f"--function {path}: {problem}") from None
    if not callable(found):
        raise Problem(f"--function {path}: that is no function.")
    return found  # type: ignore[no-any-return]


@main.command()
@click.argument("names", nargs=-1, metavar="[NAME or PATH]...")
@click.option("--format", "formats", default="markdown", show_default=True, metavar="markdown,html,latex,pdf")
@click.option("-o", "--output", "folder", type=click.Path(path_type=Path), default=Path("report"), show_default=True)
@implementations_option
@define_option
@with_limits
def report(names: tuple[str, ...], formats: str, folder: Path, implementations: bool, defined: tuple[str, ...],
           limits: Limits) -> None:
    """Derivation reports of activations and of claim files (of `proofs`, if none is named)."""
    from symact.claim import find, load
    from symact.report import console, gather, write
    from symact.run import prepare_many

    wanted, own = tuple(formats.split(",")), _own(defined)
    write([], wanted, folder)  # says what is wrong with formats or folder before anything is searched for
    paths = [Path(name) for name in names if name not in own and (Path(name).exists() or name.endswith(".toml"))]
    activations = [_activation(name, defined) for name in names if Path(name) not in paths]
    files = [load(path) for path in find(paths if names or own else [Path("proofs")])]
    if own and not names:
        activations = [_activation(name, defined) for name in own]
    if len(activations) > 2:
        prepare_many()
    chapters = [*gather.of_files(files, limits, implementations), *(gather.of_activation(a, {}, limits) for a in activations)]
    for path in write(chapters, wanted, folder):
        console.line(str(path))
