"""What goes into a report? A chapter for a claim file has the outcomes of its claims, one for an activation its answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import ROUND_CEILING, Context, Decimal
from fractions import Fraction

from symact.activation import Activation
from symact.catalogue import CATALOGUE
from symact.check.certificate import Definitions, check, uses
from symact.claim import ClaimFile
from symact.claim.verdict import Measured, NotRun, Proved, Refuted, reason_of
from symact.claim.verdict import Verdict as Found
from symact.report.chapter import Chapter, Item, Verdict
from symact.run import Limits, Outcome, catalogue_texts, definitions, questionnaire, verify

UPWARD = Context(prec=4, rounding=ROUND_CEILING)


def of_files(files: Sequence[ClaimFile], limits: Limits, implementations: bool = False) -> list[Chapter]:
    """A chapter for each file; what has no certificate is searched for, and implementations are run if that is asked for."""
    items: dict[ClaimFile, list[Item]] = {file: [] for file in files}
    rows: dict[ClaimFile, list[tuple[str, ...]]] = {file: [] for file in files}
    for outcome in verify(files, limits, implementations=implementations):
        if outcome.file is not None and outcome.claim.expected == "implementation":
            rows[outcome.file].append(_implementation(outcome, implementations))
        elif outcome.file is not None:
            items[outcome.file].append(_item(outcome, definitions(outcome.file.define)))
    return [Chapter(file.title or file.path.name, tuple(found), _used(file), file.path.name.removesuffix(".claims.toml"),
                    tuple(rows[file]))
            for file, found in items.items()]


def _implementation(outcome: Outcome, asked: bool) -> tuple[str, ...]:
    """A row of the table of implementations: what is claimed, and whether it was found to hold here."""
    said, verdict = outcome.claim.details, outcome.verdict
    subject = " ".join(said[key] for key in ("backend", "function") if key in said)
    given = "".join(f", {name}={value}" for name, value in said.get("parameters", {}).items())
    found = ("holds" if verdict.holds else "does not hold") if isinstance(verdict, Measured) else reason_of(verdict).partition(":")[0]
    found = found if asked else "not run"
    return (said["of"] + "'" * said.get("derivative", 0) + (f"(x{given})" if given else ""), f"{subject} {said['dtype']}",
            said.get("inputs", "sample"), _short(said["max_ulp"]), ", ".join(said.get("class_errors", ())) or "none", found)


def _short(ulps: Fraction | int) -> str:
    """Four digits, rounded up: 0.5005, 8.389e6."""
    found = UPWARD.divide(Decimal(ulps.numerator), Decimal(ulps.denominator)).normalize(UPWARD)
    if ulps < 10**4:
        return f"{found:f}"
    return f"{found.scaleb(-found.adjusted()).normalize():f}e{found.adjusted()}"


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
