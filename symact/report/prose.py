"""How are sentences with formulas put together?

A sentence is written as parts: words, and terms between them. A term too long for a line gets a line of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from symact.check.extent import ANY, MASKS, Context
from symact.check.identity import normal, to_term
from symact.check.printer import show
from symact.check.step import Sign, Step
from symact.check.term import (
    MINUS_OO,
    ONE,
    OO,
    PI,
    REALS,
    RELATIONS,
    ZERO,
    Rejected,
    Term,
    add,
    apply,
    free,
    fresh,
    mul,
    num,
    power,
    subterms,
    sym,
)

from .document import Block, Blocks, Inline, Math, MathDisplay, Paragraph, Pieces, Steps, Text

Part: TypeAlias = str | Term | Inline
Tell: TypeAlias = Callable[[Step], Blocks]  # the derivation of a step
LINE, LONGEST = 70, 4000  # characters of a term inside a line; of one that is written out at all
FUNCTION_NAMES = ("f", "g", "h")


def pieces(*parts: Part) -> Pieces:
    """Words and terms as pieces of a line."""
    return tuple(Text(p) if isinstance(p, str) else Math(p) if isinstance(p, Term) else p for p in parts if p != "")


def say(*parts: Part) -> Blocks:
    """A sentence; long terms are displayed, with the punctuation that follows them."""
    blocks: list[Block] = []
    line: list[Inline] = []
    for piece in pieces(*parts):
        length = size(piece.term) if isinstance(piece, Math) else 0
        if isinstance(piece, Math) and length > LONGEST:
            line.append(Text(f"(a formula of {length} characters, in the certificate)"))
        elif isinstance(piece, Math) and (length > LINE or tall(piece.term)):
            blocks += [Paragraph(tuple(line))] if line else []
            blocks.append(MathDisplay(piece.term))
            line = []
        elif isinstance(piece, Text) and not line and blocks and isinstance(blocks[-1], MathDisplay):
            text = piece.text.lstrip(" .,;:")
            mark = piece.text[:len(piece.text) - len(text)].strip()
            blocks[-1] = MathDisplay(blocks[-1].term, blocks[-1].after + mark)
            line = [Text(text, piece.stressed)] if text else []
        else:
            line.append(piece)
    return tuple(blocks + ([Paragraph(tuple(line))] if line else []))


def size(t: Term) -> int:
    """Characters of a term as text."""
    try:
        return len(show(t))
    except RecursionError:
        return LONGEST + 1


def tall(t: Term) -> bool:
    """Whether a term has several lines."""
    return any(s.head == "piecewise" for s in subterms(t))


def join(*sequences: Blocks) -> Blocks:
    """The blocks in order; where two paragraphs meet, they become one."""
    found: list[Block] = []
    for blocks in sequences:
        for i, block in enumerate(blocks):
            last = found[-1] if found else None
            if i == 0 and isinstance(block, Paragraph) and isinstance(last, Paragraph):
                found[-1] = Paragraph((*last.pieces, *_space(last, block), *block.pieces))
            else:
                found.append(block)
    return tuple(found)


def _space(before: Paragraph, after: Paragraph) -> Pieces:
    first, last = (after.pieces or (None,))[0], (before.pieces or (None,))[-1]
    apart = (isinstance(last, Text) and last.text.endswith(" ")) or (isinstance(first, Text) and first.text.startswith(" "))
    return () if apart else (Text(" "),)


def cases(x: str, parts: Sequence[tuple[Term, Blocks]]) -> Blocks:
    """What is said for a variable in each of several sets."""
    if len(parts) == 1 and parts[0][0].head != "finite":
        return join(say("Let ", element(x, parts[0][0]), "."), parts[0][1])
    return numbered([join(case(x, part), blocks) for part, blocks in parts])


def numbered(entries: Sequence[Blocks]) -> Blocks:
    """The steps, numbered if there is more than one."""
    if len(entries) == 1:
        return entries[0]
    return (Steps(tuple(entries)),) if entries else ()


def two_sequences(step: Step, where: Term, inner: Term, *rows: Term) -> Blocks:
    """An inner function that tends to an infinite end takes the values a + 2 pi n and b + 2 pi n; the limits along both sequences."""
    a, u, b, v = rows
    found = [tidy(w, step.context) for w in (u, v)]
    return say("The inner function ", inner, " is continuous, and infinite in the limit. By the intermediate value theorem it takes the "
               "values ", a, " and ", b, ", each up to multiples of ", mul(num(2), PI), ", at two sequences of points that tend to ",
               where, ". Along them the limits are ", found[0], " and ", found[1], ", which are different.")


def listed(parts: Sequence[Part], last: str = " and ") -> list[Part]:
    """a, b and c."""
    found: list[Part] = []
    for i, part in enumerate(parts):
        found += [part] if i == 0 else [last if i == len(parts) - 1 else ", ", part]
    return found


def judgement(claim: Sign | Term) -> Term:
    """What a step shows, as a formula."""
    if isinstance(claim, Term):
        return claim
    if claim.mask == ANY:
        return apply("has_value", claim.t)
    relation = next((name for name, mask in MASKS.items() if mask == claim.mask), None)
    return apply(relation, folded(claim.t), ZERO) if relation else Term("false")


def stated(step: Step) -> tuple[Term, bool]:
    """The statement of a step, and whether the step shows it to be true."""
    formula = judgement(step.claim)
    return (formula.args[0], False) if formula.head == "not" else (formula, True)


def case(x: str, part: Term) -> Blocks:
    """The heading of a case: a variable in an interval, or at the one point of a set."""
    return say("Case ", element(x, part) if part.head != "finite" else Term("=", (sym(x), part.args[0])), ".")


def element(name: str, domain: Term) -> Term:
    """The formula: this variable lies in this set."""
    return apply("in", sym(name), domain)


def refined(step: Step, part: Step) -> str:
    """The variable that ranges over a smaller interval in a part than in the step."""
    outer = dict(step.context.domains)
    return next((n for n, d in part.context.domains if outer.get(n) != d), next(iter(outer), "x"))


def function_name(function: Term, ctx: Context) -> str:
    """A name for a function that no variable has."""
    taken = {s.args[0] for s in subterms(function) if s.head == "sym"} | {n for n, _ in ctx.domains}
    return next((n for n in FUNCTION_NAMES if n not in taken), fresh("f", frozenset(taken)))


def primed(name: str, order: int, at: Term) -> Term:
    """f''(at), as a term to be written (the head is the name with its primes)."""
    return Term(name + "'" * order if order < 4 else f"{name}^({order})", (at,))


def tends(body: Term, x: str, where: Term, side: str) -> Term:
    """The limit of body as x tends to the point from a side; at infinity there is one side only."""
    return Term("lim", (folded(body), sym(x), where, "" if where in (OO, MINUS_OO) else side))


def everywhere(domain: Term) -> list[Part]:
    """Words for the set on which a property holds."""
    return [" on ", domain] if domain != REALS else [" on all of ", REALS]


AT_ZERO = {"exp": ONE, "cos": ONE, "erfc": ONE, **dict.fromkeys(("tanh", "erf", "sin", "tan", "atan", "asin", "expm1",
                                                                 "log1p", "cbrt"), ZERO)}


def folded(t: Term) -> Term:
    """A term equal to one that is defined, without the factors 1 and 0 and the like that stay behind in it."""
    if t.head not in ("+", "*", "^", *AT_ZERO, *RELATIONS, "log"):
        return t
    args = tuple(folded(a) for a in t.args)
    if t.head in ("+", "*"):
        return add(*args) if t.head == "+" else mul(*args)
    if t.head == "^":
        return power(*args)
    if t.head in AT_ZERO and args[0] == ZERO:
        return AT_ZERO[t.head]
    return ZERO if t.head == "log" and args[0] == ONE else Term(t.head, args)


def tidy(t: Term, ctx: Context) -> Term:
    """An identical term, if the kernel's normal form has a shorter text: exp(0) - 1 is 0."""
    if t in (OO, MINUS_OO):
        return t
    t = folded(t)
    try:
        found = normal(t, ctx)
    except (Rejected, RecursionError):
        return t
    shorter = t if found.den else to_term(found.num)
    return shorter if size(shorter) < size(t) and free(shorter) <= free(t) else t
