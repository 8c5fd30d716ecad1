"""What becomes of a standard normal input? Mean, second moment, and the gain that keeps the second moment at 1."""

from __future__ import annotations

from collections.abc import Iterator

from symact.analysis.answer import Answer, number
from symact.analysis.numbers import decimals, exact, mp
from symact.analysis.primitives import gaussian_primitives
from symact.analysis.profile import Number, Point, Profile, Unsuited
from symact.analysis.quadrature import integral
from symact.check.identity import normal, to_term
from symact.check.printer import show
from symact.check.term import Rejected, add, neg, num
from symact.check.term import power as raised

DIGITS, FAR = 32, 18
LONG = 160  # characters of an exact value
Answers = Iterator[Answer]


def moment(p: Profile, power: int) -> tuple[Number, list[str]]:
    """E f(Z)^power, to some thirty digits, with exact terms that it may be; remembered."""
    if ("moment", power) not in p.memo:
        p.memo["moment", power] = _integrated(p, power)
    found: tuple[Number, list[str]] = p.memo["moment", power]
    return found


def _integrated(p: Profile, power: int) -> tuple[Number, list[str]]:
    total, worst, pieces = mp.mpf(0), mp.mpf(0), p.intervals  # found with all digits, before there are fewer
    with mp.workdps(DIGITS + 8):
        for i, (low, high) in enumerate(pieces):
            low, high = max(low, mp.mpf(-FAR)), min(high, mp.mpf(FAR))
            if low < high:
                part, error = integral(p.slope(i, 0), power, low, high)
                total, worst = total + part, max(worst, error)
    if not worst < mp.mpf(10) ** -10:
        raise Unsuited("the expectation was not found numerically")
    guess = exact(total, DIGITS - 2, ("1/sqrt(2*pi)",)) if worst < mp.mpf(10) ** -DIGITS else None
    return total, [t for t in (guess, closed_form(p, power)) if t is not None and len(t) <= LONG]


def closed_form(p: Profile, power: int) -> str | None:
    """E f(Z)^power from antiderivatives of the branches, where they are found."""
    found = gaussian_primitives([raised(b, num(power)) for b in p.pieces.branches], p.pieces)
    if found is None:
        return None
    total = add(*(q for _, low, high in found for q in (neg(low), high)))
    try:
        n = normal(total, p.pieces.ctx)
    except Rejected:
        return None
    return show(to_term(n.num) if not n.den else total) if n.num else "0"


def _moment(name: str, p: Profile, power: int) -> Answers:
    if not p.everywhere:
        yield Answer(f"{name} does not exist")
        return
    value, texts = moment(p, power)
    for text in texts:
        yield from number(name, Point(value, text), ())
    yield from number(name, Point(value, None), (7, 5))


def gaussian_mean(p: Profile) -> Answers:
    yield from _moment(f"E[{p.at('Z')}]", p, 1)


def gaussian_second_moment(p: Profile) -> Answers:
    yield from _moment(f"E[{p.at('Z')}^2]", p, 2)


def gain(p: Profile) -> Answers:
    """1/sqrt(E f(Z)^2)."""
    if not p.everywhere:
        yield Answer(f"E[{p.at('Z')}^2] does not exist")
        return
    value, texts = moment(p, 2)
    if value == 0:
        raise Unsuited("the second moment is 0")
    found = 1 / mp.sqrt(value)
    short = exact(found, DIGITS - 2)
    for text in [*([short] if short else []), *(f"({t})^(-1/2)" for t in texts)]:
        yield from number(f"1/sqrt(E[{p.at('Z')}^2])", Point(found, text), ())
    for digits in (7, 5):  # the enclosure of the second moment, from which one of the gain follows
        low, high = decimals(value, digits)
        if mp.mpf(low) > 0:
            ends = decimals(1 / mp.sqrt(mp.mpf(high)), 6)[0], decimals(1 / mp.sqrt(mp.mpf(low)), 6)[1]
            yield Answer(f"E[{p.at('Z')}^2] in [{low}, {high}]", None, None, ends)
