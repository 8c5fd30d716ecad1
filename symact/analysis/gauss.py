"""What becomes of a standard normal input? Mean, second moment, and the gain that keeps the second moment at 1."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from symact.analysis.answer import Answer, number
from symact.analysis.numbers import decimals, exact, mp
from symact.analysis.numbers import number as evaluated
from symact.analysis.profile import Number, Point, Profile, Unsuited

DIGITS, FAR = 32, 18
Answers = Iterator[Answer]


def moment(p: Profile, power: int) -> Point:
    """E f(Z)^power, to some thirty digits, with the exact term that it looks like; remembered."""
    if ("moment", power) not in p.memo:
        p.memo["moment", power] = _moment(p, power)
    found: Point = p.memo["moment", power]
    return found


def _moment(p: Profile, power: int) -> Point:
    def weighted(i: int) -> Callable[[Number], Number]:
        t = p.slope(i, 0)
        return lambda x: evaluated(t, {"x": x}) ** power * mp.exp(-x * x / 2)

    total, pieces = mp.mpf(0), p.intervals  # found with all digits, before there are fewer
    with mp.workdps(DIGITS + 8):
        for i, (low, high) in enumerate(pieces):
            low, high = max(low, mp.mpf(-FAR)), min(high, mp.mpf(FAR))
            if low < high:
                cuts = [low, *(x for x in map(mp.mpf, (-8, -3, -1, 0, 1, 3, 8)) if low < x < high), high]
                part, error = mp.quad(weighted(i), cuts, error=True)
                if error > mp.mpf(10) ** -DIGITS:
                    raise Unsuited("the expectation was not found numerically")
                total += part
        total /= mp.sqrt(2 * mp.pi)
    basis = ["1/sqrt(2*pi)"]
    for c in p.breakpoints:
        if c.number:
            basis += [f"erf(({c.text})/sqrt(2))", f"exp(-({c.text})^2/2)/sqrt(2*pi)"]
    basis += [f"exp({k}^2/2)*erfc({k}/sqrt(2))" for k in ((1, 2) if power == 2 else (1,))] if len(basis) == 1 else []
    return Point(total, exact(total, DIGITS - 2, basis))


def gaussian_mean(p: Profile) -> Answers:
    yield from number(f"E[{p.at('Z')}]", moment(p, 1), (7, 5))


def gaussian_second_moment(p: Profile) -> Answers:
    yield from number(f"E[{p.at('Z')}^2]", moment(p, 2), (7, 5))


def gain(p: Profile) -> Answers:
    """1/sqrt(E f(Z)^2)."""
    second = moment(p, 2)
    found = 1 / mp.sqrt(second.number)
    yield from number(f"1/sqrt(E[{p.at('Z')}^2])", Point(found, exact(found, DIGITS - 2)), (6,))
    for digits in (7, 5):
        low, high = decimals(second.number, digits)
        ends = decimals(1 / mp.sqrt(mp.mpf(high)), 6)[0], decimals(1 / mp.sqrt(mp.mpf(low)), 6)[1]
        yield Answer(f"E[{p.at('Z')}^2] in [{low}, {high}]", None, None, ends)
