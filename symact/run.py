"""How do claims become outcomes? Stored certificates are checked; what is missing is searched in processes of its own.

A search has a budget in work units, the same on every machine, and a backstop in seconds that really stops it: it runs in a
process of its own, which is killed. Nothing that SymPy does can outlive that.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Container, Generator, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from symact.activation import Activation
from symact.catalogue import CATALOGUE
from symact.check.certificate import VERDICTS, Checked, Definitions, check
from symact.check.folder import judge
from symact.check.printer import show
from symact.check.term import Rejected, SyntaxProblem
from symact.claim import Claim, ClaimFile, ClaimProblem
from symact.claim.verdict import (
    Certificate,
    Failed,
    NotRun,
    OutOfTime,
    Proved,
    Refuted,
    Undecided,
    Verdict,
    as_expected,
    reason_of,
)
from symact.proof.guard import SECONDS, UNITS, Broken, Expired, Worker, guarded, processes
from symact.proof.store import Neighbours, certify
from symact.proof.witness import witness_of

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

    from symact.analysis import Answer, Profile
    from symact.prove import Budget

@dataclass(frozen=True)
class Limits:
    """What a search may cost; `both` asks for the second opinion on Arb for stored certificates too."""

    units: int = UNITS
    seconds: float = SECONDS
    both: bool = False


@dataclass(frozen=True)
class Outcome:
    """A claim with its verdict. `statement` is the elaborated one, `seconds` what the verdict cost."""

    claim: Claim
    verdict: Verdict
    statement: str
    seconds: float = 0.0
    file: ClaimFile | None = None
    fresh: bool = False

    @property
    def as_expected(self) -> bool:
        return as_expected(self.verdict, self.claim.expected)

    @property
    def sha256(self) -> str | None:
        """The certificate's name, where there is one."""
        return self.verdict.certificate.sha256 if isinstance(self.verdict, Proved | Refuted) else None

    @property
    def witness(self) -> str | None:
        return self.verdict.witness or None if isinstance(self.verdict, Refuted) else None

    @property
    def reason(self) -> str | None:
        return reason_of(self.verdict) or None

    def __str__(self) -> str:
        why = self.witness or self.reason
        return f"{self.verdict.name}: {self.statement}" + (f"\n  {why}" if why else "")


def catalogue_texts() -> dict[str, str]:
    """Name or alias -> the text of its definition in the installed catalogue."""
    return {name: a.definition for a in CATALOGUE for name in (a.name, *a.aliases)}


@lru_cache(maxsize=64)
def _definitions(own: tuple[tuple[str, str], ...]) -> Definitions:
    return Definitions(catalogue_texts(), dict(own))


def definitions(own: Mapping[str, str]) -> Definitions:
    """The catalogue and, in order, one's own definitions: name -> text."""
    return _definitions(tuple(own.items()))


def seek(text: str, own: Mapping[str, str], limits: Limits) -> Verdict:
    """Search for a proof or a refutation; what is found is checked by the kernel, and again on Arb if that is installed."""
    import symact.prove

    return _seek(text, definitions(own), symact.prove.Budget(units=limits.units, seconds=limits.seconds))


def _seek(text: str, known: Definitions, budget: Budget) -> Verdict:
    import symact.prove

    found = symact.prove.search(known.read(text), budget)
    if isinstance(found, symact.prove.NotFound):
        return OutOfTime(budget.seconds) if found.out_of_time else Undecided(found.reason, found.tried)
    certificate = certify(text, known, found.truth, found.proof)
    try:
        checked = check(certificate.data, text, known)
        second_opinion(certificate, text, known)
    except Rejected as problem:
        return Failed(f"the proof that was found is not accepted: {problem}")
    return verdict_of(certificate, checked)


def second_opinion(certificate: Certificate, text: str, known: Definitions) -> None:
    """The kernel's rules over another interval arithmetic, where python-flint is installed."""
    if find_spec("flint"):
        from symact.proof.arb import Balls, working

        with working():
            check(certificate.data, text, known, None, Balls)


def verdict_of(certificate: Certificate, checked: Checked) -> Verdict:
    return Proved(certificate) if checked.verdict == "proved" else Refuted(certificate, witness_of(checked.step))


def _timed(text: str, own: Mapping[str, str], limits: Limits) -> tuple[Verdict, float]:
    began = time.perf_counter()
    verdict: Verdict
    try:
        verdict = guarded(limits.seconds, seek, text, own, limits)
    except Expired:
        verdict = OutOfTime(limits.seconds)
    except Broken as failure:
        verdict = Failed(str(failure))
    return verdict, time.perf_counter() - began


def _pool(count: int) -> Executor:
    from concurrent.futures import ProcessPoolExecutor

    return ProcessPoolExecutor(count, processes(), _prepare)


def _prepare() -> None:
    """Loads the search with all its strategies before processes are forked, once for all of them."""
    import symact.prove

    if find_spec("flint"):
        import symact.proof.arb  # noqa: F401


# ------------------------------------------------------------------ statements

def decide(text: str, own: Mapping[str, str] | None = None, limits: Limits | None = None) -> Outcome:
    """One statement, here and now. `SyntaxProblem` where it is none."""
    statement = show(definitions(own or {}).read(text))
    _prepare()
    verdict, seconds = _timed(text, own or {}, limits or Limits())
    return Outcome(Claim("", text, ""), verdict, statement, seconds, None, True)


# ------------------------------------------------------------------ the questionnaire

@dataclass(frozen=True)
class Answered:
    """A property with the answer that was decided; without an answer, the verdict says why there is none."""

    name: str
    answer: Answer | None
    verdict: Verdict


def prepare_many() -> None:
    """For questionnaires of many functions: what each process would do for itself is done once, before they are forked."""
    from symact.analysis.briefly import warm_up

    _prepare()
    warm_up()


def questionnaire(activation: Activation, parameters: Mapping[str, str] | None = None, limits: Limits | None = None,
                  only: Container[str] | None = None) -> Iterator[Answered]:
    """Every question of `symact.analysis`, or those that are named, in order: answers are proposed there and decided here.

    One process is asked all of them, so that what it finds out about the function serves the questions that follow.
    """
    import sympy  # noqa: F401 - loaded once, before the process of each function is forked

    from symact.analysis import QUESTIONS

    _prepare()
    own = {} if activation in CATALOGUE else {activation.name: activation.definition}
    limits = limits or Limits()
    subject = _Subject(replace(activation), tuple((parameters or {}).items()), tuple(own.items()))  # a copy has only texts to send
    known: dict[str, Verdict] = {}
    with Worker() as worker:
        for name, _ in QUESTIONS:
            if only is None or name in only:
                yield _answered(worker, subject, name, limits, known)


@dataclass(frozen=True)
class _Subject:
    """A function with fixed parameters and the definitions that statements about it are read with."""

    activation: Activation
    parameters: tuple[tuple[str, str], ...]
    own: tuple[tuple[str, str], ...]


@lru_cache(maxsize=1)
def _learnt(subject: _Subject) -> tuple[Profile, Budget]:
    """What a worker keeps: the profile of the function, and the tables that its searches share."""
    from symact.analysis import Profile
    from symact.prove import Budget

    return Profile(subject.activation, dict(subject.parameters)), Budget()


def _answered(worker: Worker, subject: _Subject, name: str, limits: Limits, known: dict[str, Verdict]) -> Answered:
    """The first proposal that is proved; without one, the first with the reason why it is not. `known` are verdicts on statements.

    Where there are several, each has a part of the work units only: those that follow say less, and are shown more easily.
    """
    proposals = _asked(worker, limits, _proposals, subject, name)
    if not isinstance(proposals, list):
        return Answered(name, None, proposals)
    first: Verdict | None = None
    here = limits if len(proposals) == 1 else replace(limits, units=limits.units * 5 // 6)
    for answer in proposals:
        verdict = known.get(answer.statement)
        if verdict is None:
            verdict = known[answer.statement] = _asked(worker, here, _seek_about, subject, answer.statement, here)
        if isinstance(verdict, Proved):
            return Answered(name, answer, verdict)
        if isinstance(verdict, Refuted):
            verdict = Undecided("what was proposed is refuted: " + (verdict.witness or "the contrary holds"))
        first = first or verdict
    return Answered(name, proposals[0], first or Undecided("nothing was proposed"))


def _asked(worker: Worker, limits: Limits, function: Callable[..., Any], *arguments: Any) -> Any:
    try:
        return worker.ask(limits.seconds, function, *arguments)
    except Expired:
        return OutOfTime(limits.seconds)
    except Broken as failure:
        return Failed(str(failure))


def _proposals(subject: _Subject, name: str) -> list[Answer] | Undecided:
    from symact.analysis import Unsuited, propose

    try:
        return propose(_learnt(subject)[0], name)
    except Unsuited as reason:
        return Undecided(str(reason))


def _seek_about(subject: _Subject, text: str, limits: Limits) -> Verdict:
    budget = _learnt(subject)[1].anew(limits.units, limits.seconds)
    return _seek(text, _definitions(subject.own), budget)


# ------------------------------------------------------------------ claim files

def verify(files: Sequence[ClaimFile], limits: Limits | None = None, *, executor: Executor | None = None,
           jobs: int | None = None, measure: bool = False, implementations: bool = False) -> Iterator[Outcome]:
    """The outcomes of all claims, in order. New certificates are stored; those that no claim needs are removed at the end.

    Bad statements, definitions and certificates raise `ClaimProblem` before anything is done.
    """
    limits = limits or Limits()
    claims = [(file, claim) for file in files for claim in file.claims]
    statements = [_statement(file, claim) for file, claim in claims]
    folders = {file.path.parent: Neighbours(file.path.parent, catalogue_texts()) for file in files}
    known = [_stored(file, claim, folders[file.path.parent], limits) for file, claim in claims]
    missing = [i for i, (_, claim) in enumerate(claims) if known[i] is None and claim.expected in (*VERDICTS, "undecided")]
    with ExitStack() as stack:
        futures: dict[int, Future[tuple[Verdict, float]]] = {}
        if missing:
            _prepare()
            count = min(jobs or os.cpu_count() or 1, len(missing))
            if executor is None and count > 1:
                executor = stack.enter_context(_pool(count))
            if executor is not None:
                stack.callback(lambda: [future.cancel() for future in futures.values()])
                futures = {i: executor.submit(_timed, claims[i][1].says, claims[i][0].define, limits) for i in missing}
        runs = stack.enter_context(closing(_comparisons(claims, jobs))) if implementations else None
        for i, (file, claim) in enumerate(claims):
            outcome = known[i]
            if i in missing:
                verdict, seconds = futures[i].result() if i in futures else _timed(claim.says, file.define, limits)
                outcome = Outcome(claim, verdict, statements[i], seconds, file, True)
            outcome = outcome or _other(file, claim, statements[i], measure, runs)
            if isinstance(outcome.verdict, Proved | Refuted) and outcome.as_expected:
                folders[file.path.parent].keep(file, claim, outcome.verdict.certificate, outcome.fresh)
            yield outcome
    for folder, neighbours in folders.items():
        neighbours.tidy([file for file in files if file.path.parent == folder])


def _statement(file: ClaimFile, claim: Claim) -> str:
    """The elaborated statement; for claims that are not about mathematics, their text."""
    try:
        if claim.expected in (*VERDICTS, "undecided"):
            return show(definitions(file.define).read(claim.says))
        if claim.expected == "measured":
            from symact.floats.measure import parse

            parse(claim.says)
        if claim.expected == "implementation":
            from symact.floats.implemented import Unknown, demand

            try:
                demand(claim.details, file.define)
            except Unknown as problem:
                raise ClaimProblem(f"{file.path}:{claim.line}: {claim.name}: {problem}") from None
    except SyntaxProblem as problem:
        raise ClaimProblem(f"{file.path}:{claim.line}: {claim.name}: {problem}") from None
    return claim.says


def _comparisons(claims: Sequence[tuple[ClaimFile, Claim]], jobs: int | None) -> Generator[tuple[Verdict, float], None, None]:
    """The verdicts on implementations, in order, with the seconds that they took."""
    from symact.floats.implemented import compared

    chosen = [(claim.details, file.define) for file, claim in claims if claim.expected == "implementation"]
    yield from compared(chosen, jobs or os.cpu_count() or 1)


def _other(file: ClaimFile, claim: Claim, statement: str, measure: bool,
           comparisons: Iterator[tuple[Verdict, float]] | None) -> Outcome:
    """What is said of claims that are not for provers."""
    if claim.expected == "implementation" and comparisons is not None:
        verdict, seconds = next(comparisons)
        return Outcome(claim, verdict, statement, seconds, file)
    if claim.expected == "measured" and measure:
        from symact.floats.measure import measured

        began = time.perf_counter()
        verdict = measured(claim.says)
        return Outcome(claim, verdict, statement, time.perf_counter() - began, file)
    reason = {
        "empirical": "empirical: on record, out of a verifier's reach",
        "measured": "measured only when asked for, with --measure",
        "implementation": "run only when asked for, with --implementations",
    }[claim.expected]
    return Outcome(claim, NotRun(reason), statement, 0.0, file)


def _stored(file: ClaimFile, claim: Claim, folder: Neighbours, limits: Limits) -> Outcome | None:
    """The outcome by a stored certificate, if one is accepted."""
    if claim.expected not in VERDICTS:
        return None
    began, known = time.perf_counter(), definitions(file.define)
    result = judge(file, claim, known, folder.certificates.get(claim.says, ()))
    if result.checked is None:
        return None
    certificate = Certificate.of(next(data for path, data in folder.certificates[claim.says] if path == result.path))
    verdict = verdict_of(certificate, result.checked)
    if limits.both:
        try:
            second_opinion(certificate, claim.says, known)
        except Rejected as problem:
            verdict = Failed(f"the second opinion does not accept the certificate: {problem}")
    return Outcome(claim, verdict, result.checked.statement, time.perf_counter() - began, file)
