"""Where may a term begin or cease to be defined? At the zeros of these terms. Untrusted: answers and searches start from it."""

from __future__ import annotations

from symact.check.term import Term, apply, exponent, free, num, subterms


def borders(t: Term, x: str) -> list[Term]:
    """Terms at whose zeros in x an argument of log, of a root or of an inverse function is at the end of where that is defined, a
    denominator is 0, or a tangent has a pole."""
    found: list[Term] = []
    for s in subterms(t):
        if x not in free(s):
            continue
        if s.head == "log" or (s.head == "^" and s.args[1].head == "num" and ((n := exponent(s)) < 0 or n.denominator != 1)):
            found.append(s.args[0])
        elif s.head == "log1p":
            found.append(s.args[0] + num(1))
        elif s.head == "asin":
            found += [s.args[0] - num(1), s.args[0] + num(1)]
        elif s.head == "LambertW":
            found.append(s.args[0] + apply("exp", num(-1)))
        elif s.head == "tan":
            found.append(Term("cos", s.args))
    return [b for b in dict.fromkeys(found) if x in free(b)]
