"""What goes into a report? A chapter for a claim file has the outcomes of its claims, one for an activation its answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from symact.activation import Activation
from symact.catalogue import CATALOGUE
from symact.check.certificate import Definitions, check, uses
from symact.claim import ClaimFile
from symact.claim.verdict import Measured, NotRun, Proved, Refuted, reason_of
from symact.claim.verdict import Verdict as Found
from symact.report.chapter import Chapter, Item, Verdict
from symact.run import Limits, Outcome, catalogue_texts, definitions, questionnaire, verify


def of_files(files: Sequence[ClaimFile], limits: Limits) -> list[Chapter]:
    """A chapter for each file; what has no certificate is searched for."""
    items: dict[ClaimFile, list[Item]] = {file: [] for file in files}
    for outcome in verify(files, limits):
        if outcome.file is not None:
            items[outcome.file].append(_item(outcome, definitions(outcome.file.define)))
    return [Chapter(file.title or file.path.name, tuple(found), _used(file), file.path.name.removesuffix(".claims.toml"))
            for file, found in items.items()]


def of_activation(activation: Activation, parameters: Mapping[str, str], limits: Limits) -> Chapter:
    """The questionnaire of an activation."""
    own = {} if activation in CATALOGUE else {activation.name: activation.definition}
    known, items = definitions(own), []
    for a in questionnaire(activation, parameters, limits):
        text = a.answer.statement if a.answer else a.name
        items.append(_decided(a.name, text, a.verdict, known, readable=a.answer is not None))
    return Chapter(activation.name, tuple(items), {activation.name: activation.definition}, activation.name)


def _item(outcome: Outcome, known: Definitions) -> Item:
    claim = outcome.claim
    return _decided(claim.name, claim.says, outcome.verdict, known, claim.note, claim.source,
                    claim.expected in ("proved", "refuted", "undecided"))


def _decided(name: str, text: str, verdict: Found, known: Definitions, note: str = "", source: str = "",
             readable: bool = True) -> Item:
    if isinstance(verdict, Proved | Refuted):
        checked = check(verdict.certificate.data, text, known)
        return Item(name, text, checked.formula, verdict.name, checked.step, note, source, "", verdict.certificate.sha256)
    formula = known.read(text) if readable else None
    return Item(name, text, formula, _label(verdict), None, note, source, reason_of(verdict))


def _label(verdict: Found) -> Verdict:
    """Out of time and failures are undecided, for the reader of a report."""
    if isinstance(verdict, NotRun) and verdict.reason.startswith("empirical"):
        return "empirical"
    return "measured" if isinstance(verdict, Measured | NotRun) else "undecided"


def _used(file: ClaimFile) -> dict[str, str]:
    """The definitions that occur in the claims of a file."""
    texts = {**catalogue_texts(), **file.define}
    return uses(" ".join(claim.says for claim in file.claims if claim.expected in ("proved", "refuted", "undecided")), texts)
