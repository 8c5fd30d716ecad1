"""What does a person read where the kernel has checked the sign of a term?

Every function tells one rule: the judgement, why it holds, and the steps it rests on.
"""

from __future__ import annotations

from symact.check.calculus import derivative, differentiate
from symact.check.extent import NEG, POS, ZERO, Context, sign
from symact.check.identity import is_zero, normal
from symact.check.step import Sign, Step
from symact.check.term import MINUS_OO, OO, Term, free, num, subterms, sym, value

from .document import Blocks
from .prose import Tell, cases, element, join, judgement, listed, numbered, refined, say, tends, tidy

KNOWN = (  # head -> what is used of it again and again
    ("exp", "the exponential function is positive"), ("tanh", "the absolute value of tanh is below 1"),
    ("erf", "the absolute value of erf is below 1"), ("erfc", "erfc lies between 0 and 2"),
    ("sin", "the absolute value of the sine is at most 1"), ("cos", "the absolute value of the cosine is at most 1"),
)


def reason(claim: Sign, hypotheses: bool) -> str:
    """Why the algebra of signs gives this sign."""
    t = claim.t
    if not free(t) and all(s.head in ("num", "+", "*") or _literal(s) for s in subterms(t)):
        return "by arithmetic"
    if claim.mask == ZERO and hypotheses and not is_zero(t, Context()):
        return "by what is known"
    if claim.mask == ZERO:
        return "by identity: over one denominator, the difference of the two sides has the numerator 0"
    if not free(t) and claim.mask & ZERO and is_zero(t, Context()):
        return "because the two sides are equal by identity"
    if not free(t):
        return "by an enclosure of the number in interval arithmetic, rounded outward"
    heads = {s.head for s in subterms(t)}
    facts = [words for head, words in KNOWN if head in heads][:2]
    if any(s.head == "^" and (n := value(s.args[1])) is not None and n.denominator == 1 and n % 2 == 0 for s in subterms(t)):
        facts.append("even powers are not negative")
    known = f" (recall that {' and that '.join(facts)})" if facts else ""
    return f"from the signs and ranges of its parts{known}{' and the assumptions' if hypotheses else ''}"


def _literal(t: Term) -> bool:
    """An integer power of numbers."""
    n = value(t.args[1]) if t.head == "^" else None
    return n is not None and n.denominator == 1


def algebra(step: Step, tell: Tell) -> Blocks:
    return say("We have ", judgement(step.claim), ", ", reason(sign_of(step), bool(step.context.facts)), ".")


def sign_of(step: Step) -> Sign:
    """The judgement of a rule for signs."""
    assert isinstance(step.claim, Sign)
    return step.claim


def rewrite(step: Step, tell: Tell) -> Blocks:
    t, (s,) = sign_of(step).t, step.facts[0][1]
    return join(say("Both sides are defined here, and identically ", Term("=", (t, s)), "."), tell(step.parts[0]))


def lemma(step: Step, tell: Tell) -> Blocks:
    """Also for statements."""
    first, rest = step.parts
    return numbered([join(say("First an auxiliary inequality."), tell(first)),
                     join(say("With its help the rest follows."), tell(rest))])


def split(step: Step, tell: Tell) -> Blocks:
    """Also for statements."""
    points = step.facts[0][1]
    x = refined(step, step.parts[0])
    left = iter(points)
    parts = [dict(part.context.domains)[x] if x in dict(part.context.domains) else Term("finite", (next(left),)) for part in step.parts]
    lead = say("Distinguish cases at ", *listed([Term("=", (sym(x), p)) for p in points]), ".")
    return join(lead, cases(x, [(part, tell(inner)) for part, inner in zip(parts, step.parts, strict=True)]))


def monotone(step: Step, tell: Tell) -> Blocks:
    claim, slope = sign_of(step), step.parts[0]
    side, bound = step.facts[0][1][0].args[0], step.facts[1][1][0]
    x = next(n for n, _ in reversed(slope.context.domains) if differentiate(claim.t, n) == sign_of(slope).t)
    lower, upper, *_ = dict(step.context.domains)[x].args
    end = lower if side == "left" else upper
    rising = sign_of(slope).mask & POS
    limit = Term("=", (tends(claim.t, x, end, "+" if side == "left" else "-"), tidy(bound, step.context.beyond(x))))
    known = ", which is known to be 0" if _is_known_zero(bound, step.context.beyond(x)) else ""
    if sign_of(slope).mask == ZERO:
        return join(say("We have ", judgement(claim), ": as a function of ", sym(x), " the left side is constant, and at the "
                        f"{side} end of the interval ", limit, "."), tell(slope))
    growth = "increases" if rising else "decreases"
    return join(
        say("We have ", judgement(claim), " by monotonicity: as a function of ", sym(x), f" the left side {growth}, and at "
            f"the {side} end of the interval ", limit, f"{known}."),
        say(f"It {growth} because of the sign of its derivative (mean value theorem)."), tell(slope))


def _is_known_zero(bound: Term, ctx: Context) -> bool:
    """Whether a number with a name in it is 0 by its equation, and not by identity."""
    return bound not in (OO, MINUS_OO) and bool(free(bound)) and not is_zero(bound, ctx) and sign(bound, ctx) == ZERO


def cells(step: Step, tell: Tell) -> Blocks:
    count, order = (int(t.args[0]) for t in step.facts[0][1])
    how = {0: "The values of the left side", 1: "By the mean value theorem the values of the left side"}.get(
        order, f"By Taylor's theorem of order {order} around the midpoint the values of the left side")
    where = "on the whole interval" if count == 1 else f"on each of {count} cells that cover the interval"
    lie = {NEG: "below", POS: "above", NEG | ZERO: "at or below", POS | ZERO: "at or above"}.get(sign_of(step).mask,
                                                                                                 "on one side of")
    return say("We have ", judgement(step.claim), f". {how} are enclosed {where}, in interval arithmetic rounded outward; "
               f"every enclosure lies {lie} ", num(0), ".")


def exact_zero(step: Step, tell: Tell) -> Blocks:
    claim, top = sign_of(step), step.parts[0]
    c, k = step.facts[0][1][0], int(step.facts[1][1][0].args[0])
    x = next(n for n, _ in reversed(top.context.domains) if derivative(claim.t, n, k) == sign_of(top).t)
    vanish = "the left side vanishes" if k == 1 else f"the left side and its derivatives of order below {k} vanish"
    sides = "right of this point the left side has the sign of that derivative"
    mirrored = "left of it the same sign" if k % 2 == 0 else "left of it the opposite sign"
    return join(
        say("We have ", judgement(claim), ": at ", Term("=", (sym(x), c)), f" {vanish} exactly, and its derivative of order "
            f"{k} has one sign on an interval around; by Taylor's theorem {sides}, and {mirrored}."),
        say("Let ", element(x, dict(top.context.domains)[x]), "."), tell(top))


def tail(step: Step, tell: Tell) -> Blocks:
    lead = step.facts[0][1][0]
    return say("We have ", judgement(step.claim), ": the leading part ", lead, " decides. Divided by it the left side is ",
               num(1), " plus a sum of terms whose absolute values decrease from the beginning of the interval on, and add "
               "up to less than ", num(1),
               " there.")


def compare(step: Step, tell: Tell) -> Blocks:
    (difference,), (goal,) = (terms for _, terms in step.facts)
    direction = "the opposite sign of" if difference.args[0].head == "erfc" else "the sign of"
    return join(say("The left side is identically ", difference, f", and has {direction} ", goal, ", since the function that makes "
                    "one of the other is strictly monotone."), tell(step.parts[0]))


def periodic(step: Step, tell: Tell) -> Blocks:
    x, p = step.facts[0][1]
    inner = step.parts[0]
    return join(
        say("We have ", judgement(step.claim), ": as a function of ", x, " the left side has the period ", p, ", so that one period "
            "decides."),
        say("Let ", element(x.args[0], dict(inner.context.domains)[x.args[0]]), "."), tell(inner))


def sturm(step: Step, tell: Tell) -> Blocks:
    numerator = step.facts[0][1][0]
    below = " the denominator has one sign," if normal(sign_of(step).t, step.context).den else ""
    if not free(numerator):
        what = " and the numerator is the number " if below else " written out, the left side is the number "
        return say("We have ", judgement(step.claim), f":{below}{what}", numerator, ".")
    return say("We have ", judgement(step.claim), f":{below} the numerator ", numerator, " is, up to a factor of known "
               "sign, a polynomial in one quantity, and its roots in the range of that quantity are counted by Sturm's "
               "theorem.")
