"""What does a person read where the kernel has found a value: a supremum, a limit, a measure, an expectation, …?"""

from __future__ import annotations

from symact.check.step import Step
from symact.check.term import HALF, ONE, OO, PI, REALS, Term, add, apply, mul, neg, num, power, sym

from .document import Blocks, Table
from .prose import Part, Tell, cases, join, judgement, listed, numbered, pieces, say, tends, tidy, two_sequences
from .prose_subject import Subject, anatomy


def _value(step: Step) -> tuple[Term, Term | None]:
    """What is evaluated, and the exact value."""
    claim = judgement(step.claim)
    return (claim.args[0], claim.args[1]) if claim.head == "=" else (claim, None)


def _fact(step: Step, kind: str) -> tuple[Term, ...] | None:
    return next((terms for k, terms in step.facts if k == kind), None)


def extremum(step: Step, tell: Tell) -> Blocks:
    t, v = _value(step)
    assert v is not None
    x = t.args[0].args[0]
    up, attained = t.head in ("sup", "maximum"), _fact(step, "attained")
    entries = [join(say("The bound."), tell(p)) for p in step.parts]
    if attained:
        entries.append(say("It is reached: at ", Term("=", (x, attained[0])), " the function has the value ", v, "."))
    else:
        entries.append(_approached(_fact(step, "approached") or (), x.args[0], v))
    least = Term("=", (apply("sup" if up else "inf", *t.args), v))
    last: Blocks = ()
    if t.head in ("minimum", "maximum"):
        last = say(f"So it is the {t.head}." if attained else "The bound is strict, so this is no value of the function, "
                   f"and there is no {t.head}.")
    return join(say("We have ", least, "."), numbered(entries), last)


def _approached(fact: tuple[Term, ...], x: str, v: Term) -> Blocks:
    near, side, branch = fact
    end = near.args[0] if side.args[0] == "left" else near.args[1]
    limit = Term("=", (tends(branch, x, end, "+" if side.args[0] == "left" else "-"), v))
    return say("It is approached: on ", near, " the function is given by one formula, and ", limit, ".")


def between(step: Step, tell: Tell) -> Blocks:
    t, _ = _value(step)
    x = t.args[0].args[0]
    (lower, upper), (p,) = _fact(step, "between") or (), _fact(step, "at") or ()
    entries = [join(say("The bound everywhere."), tell(step.parts[0])),
               say("At ", Term("=", (x, p)), " the value lies on the other side of the enclosure.")]
    found = join(say("We have ", apply("in", t, Term("interval", (lower, upper, "[", "]"))), "."), numbered(entries))
    if t.head in ("minimum", "maximum"):
        found = join(found, say("The extreme value exists: the function is continuous on ", REALS,
                                ", and its limits at both infinite ends lie beyond the value found, so that only a compact "
                                "interval matters."))
    return found


def function_range(step: Step, tell: Tell) -> Blocks:
    t, v = _value(step)
    f = Subject(t.args[0], step.context)
    rows = [(pieces(where), pieces(values)) for kind, (where, values) in (
        (k, terms) for k, terms in step.facts if k == "takes")]
    points = [(pieces(Term("=", (sym(f.x), p))), pieces(here)) for p, here in (terms for k, terms in step.facts if k == "value")]
    bare = [part for k, (part, *_) in step.facts if k == "no value"]
    lead = say(f"The function is continuous on {'each of these intervals' if points else 'an interval'}; by the intermediate "
               "value theorem it takes every value between its infimum and its supremum"
               f"{' there. The range is the union.' if points else '.'}")
    if points:
        lead = (*lead, Table((pieces("on"), pieces("values")), (*rows, *points), (3, 4)))
    return join(f.introduced, say("The function has no value on ", *listed(bare), ".") if bare else (), anatomy(step, f),
                lead if rows else (), numbered([tell(p) for p in step.parts]), say("So the range is ", v or t, "."))


def solutions(step: Step, tell: Tell) -> Blocks:
    t, _ = _value(step)
    found, = _fact(step, "solutions") or ()
    words = "a zero of the function" if t.head == "zeros" else "a point where the function has the extreme value"
    lead = say("There is no such point.") if found == Term("finite", ()) else say(
        "Each point of ", found, f" is {words}" + (". There is no other." if step.parts[1:] or found != t.args[1] else "."))
    return join(say("We have ", judgement(step.claim), "."), lead, numbered([tell(p) for p in step.parts]))


def over_periods(step: Step, tell: Tell) -> Blocks:
    p, = step.facts[0][1]
    lead = say("A step of ", p, " leaves the function as it is. So it takes no other values than in one interval of this length."
               ) if _value(step)[0].head == "range" else say(
               "A step of ", p, " leaves the function as it is, or turns its sign. So the solutions in one interval of this length, "
               "and those that lie a multiple of it away from one of them, are all.")
    return join(say("We have ", judgement(step.claim), "."), lead, tell(step.parts[0]))


def solutions_between(step: Step, tell: Tell) -> Blocks:
    t, _ = _value(step)
    (lower, upper), (p,) = _fact(step, "between") or (), _fact(step, "at") or ()
    inside, above = Term("interval", (lower, upper, "[", "]")), "above" if t.head == "argmin" else "below"
    lead = say("The function is continuous, and outside ", inside, f" its values lie {above} the one at ",
               Term("=", (t.args[0].args[0], p)),
               ". So its extreme value over that compact interval, which it takes, is the one over the whole set, and "
               "every point where it is taken lies in ", inside, ".")
    return join(lead, numbered([tell(part) for part in step.parts]))


def lipschitz(step: Step, tell: Tell) -> Blocks:
    t, v = _value(step)
    f = Subject(t.args[0], step.context)
    if v is None:
        lower, upper = _fact(step, "between") or ()
        lead = say("The least Lipschitz constant of a continuous function is the supremum of ",
                   Term("abs", (f.at(sym(f.x), 1),)), ". It is at least ",
                   lower, " at one point, and at most ", upper, " on every piece.")
        return join(f.introduced, lead, numbered([tell(p) for p in step.parts]))
    if (jump := _fact(step, "jump")) is not None:
        return join(f.introduced, anatomy(step, f), say("At ", Term("=", (sym(f.x), jump[0])), " the function jumps, and a function "
                                                        "with a Lipschitz constant is continuous. So no such constant exists."))
    if v == OO:
        return join(f.introduced, anatomy(step, f), say("The derivative has an infinite limit at an end of a piece. So no "
                                                        "Lipschitz constant exists."))
    where, reached = _fact(step, "reached") or ()
    lead = say("The least Lipschitz constant of a continuous function is the supremum of ",
               Term("abs", (f.at(sym(f.x), 1),)), ". On ", where,
               " the derivative takes the value ", tidy(reached, f.ctx), " or tends to it, and ", v,
               " bounds its absolute value on every piece.")
    domains = [terms[0] for kind, terms in step.facts if kind == "branch"]
    bounds = cases(f.x, [(d, join(tell(step.parts[2 * i]), tell(step.parts[2 * i + 1]))) for i, d in enumerate(domains)])
    return join(f.introduced, anatomy(step, f, 1), lead, bounds, say("So ", judgement(step.claim), "."))


def clarke(step: Step, tell: Tell) -> Blocks:
    t, v = _value(step)
    f = Subject(t.args[0], step.context)
    c, _, left, right = step.facts[0][1]
    slopes = [Term("=", (tends(f.at(sym(f.x), 1), f.x, c, side), tidy(s, f.ctx))) for side, s in (("-", left), ("+", right))]
    return join(f.introduced, say("At ", Term("=", (sym(f.x), c)), " it is continuous, and ", *listed(slopes),
                                  ". The Clarke subdifferential is the closed interval between the one-sided limits of the "
                                  "derivative: ", v or t, "."))


def limit(step: Step, tell: Tell) -> Blocks:
    t, v = _value(step)
    if not step.parts:
        return say("We have ", Term("=", (t, step.facts[0][1][0])), ".")
    x = t.args[1]
    found: Blocks = ()
    for part in step.parts:
        branch, _, there, side = judgement(part.claim).args
        domain = dict(part.context.domains)[x.args[0]]
        value = tidy(part.facts[0][1][0], part.context)
        found = join(found, say("On ", domain, " the function under the limit is ", branch, ", and ",
                                Term("=", (tends(branch, x.args[0], there, side), value)), "."), *(tell(p) for p in part.parts))
    return join(found, say("So ", Term("=", (t, tidy(v, step.context) if v is not None else t)), "."))


def hopital(step: Step, tell: Tell) -> Blocks:
    f, g, ratio, found = _fact(step, "quotient") or ()
    _, x, where, side = judgement(step.claim).args
    return join(say("Write it as the quotient of ", f, " and ", g, ". Both tend to 0, or the denominator tends to an infinite end. The "
                    "derivative of the denominator has one sign on ", dict(step.context.domains)[x.args[0]], ":"), tell(step.parts[0]),
                say("So by L'Hôpital's rule the limit is that of the quotient of the derivatives, ",
                    Term("=", (tends(ratio, x.args[0], where, side), tidy(found, step.context))), "."), *(tell(p) for p in step.parts[1:]))


def substitution(step: Step, tell: Tell) -> Blocks:
    y, u, s, b, found = _fact(step, "inner") or ()
    return join(say("Put ", Term("=", (y, u)), ", which tends to ", b, " from one side and is not equal to it. The term is ", s, " in ", y,
                    ", and its limit there is ", tidy(found, step.context), "."), *(tell(p) for p in step.parts))


def composition(step: Step, tell: Tell) -> Blocks:
    y, u, s, b, found = _fact(step, "inner") or ()
    return join(say("The term is ", s, " at ", Term("=", (y, u)), ", and ", u, " tends to ", tidy(b, step.context),
                    ". There the outer function is continuous, or has the limit that is asked for: ", tidy(found, step.context), "."),
                *(tell(p) for p in step.parts))


def limits_differ(step: Step, tell: Tell) -> Blocks:
    left, right = (tidy(v, step.context) for v in step.facts[0][1])
    return join(*(tell(p) for p in step.parts), say("The limits ", left, " from the left and ", right,
                                                    " from the right differ."))


def sequences(step: Step, tell: Tell) -> Blocks:
    where, branch, *rest = _fact(step, "oscillation") or ()
    _, x, *_ = judgement(step.claim).args
    return join(say("On ", dict(step.context.domains)[x.args[0]], " the function under the limit is ", branch, "."),
                two_sequences(step, where, *rest), say("So there is no limit."))


def oscillation(step: Step, tell: Tell) -> Blocks:
    p, a, u, b, v = step.facts[0][1]
    _, x, where, _ = _value(step)[0].args
    return say("The function under the limit has the period ", p, ". At ", Term("=", (x, a)), " it has the value ", u,
               " and at ", Term("=", (x, b)),
               " the value ", v, ", which is different. So along two sequences that tend to ", where,
               " it has two different limits.")


# ------------------------------------------------------------------ measures and expectations

def isolated(step: Step, tell: Tell) -> Blocks:
    return say("The two sides differ by an analytic function that is not zero at ", step.facts[0][1][0],
               ", hence not identically zero. Its zeros are isolated, a countable set, and countable sets have Lebesgue "
               "measure zero.")


def _by_region(step: Step, tell: Tell) -> Blocks:
    x = _value(step)[0].args[0].args[0].args[0]
    return cases(x, [(dict(p.context.domains)[x], tell(p)) for p in step.parts])


def _regions(step: Step) -> list[Part]:
    found = [Term("interval", (*terms, "(", ")")) for kind, terms in step.facts if kind == "region"]
    return listed(found) if found else ["no interval"]


def measure(step: Step, tell: Tell) -> Blocks:
    lead = say("The relation holds on ", *_regions(step), ", and elsewhere on a set of measure zero at most: finitely many "
               "points have Lebesgue measure zero. So ", judgement(step.claim), ", the sum of the lengths.")
    return join(lead, _by_region(step, tell))


def probability(step: Step, tell: Tell) -> Blocks:
    lead = say("The relation holds on ", *_regions(step), ", and elsewhere on a null set at most, which has probability "
               "zero because the normal distribution has a density. The probability of an interval is found "
               "with ", _distribution(), ". So ",
               judgement(step.claim), ".")
    return join(lead, _by_region(step, tell))


def _distribution() -> Term:
    a, z = sym("a"), sym("z")
    below = mul(HALF, add(ONE, apply("erf", a / power(num(2), HALF))))
    return Term("=", (Term("P", (Term("lambda", (z, Term("<", (z, a)))),)), below))


def _density(x: Term) -> Term:
    return apply("exp", neg(power(x, num(2)) / num(2))) / power(mul(num(2), PI), HALF)


def expectation(step: Step, tell: Tell) -> Blocks:
    t, _ = _value(step)
    f = Subject(t.args[0], step.context)
    rows = [(pieces(d), pieces(p)) for kind, (d, p) in step.facts if kind == "primitive"]
    lead = say("The expectation is the integral of ", Term("*", (f.at(sym(f.x)), Term("phi", (sym(f.x),)))),
               " with the density ",
               Term("=", (Term("phi", (sym(f.x),)), _density(sym(f.x)))), " of the standard normal distribution. "
               "Differentiation shows that on each piece it has this antiderivative.")
    signs = say("The integral converges absolutely on each piece, because the function has one sign there or grows slowly enough.")
    domains = [d for kind, (d, _) in step.facts if kind == "primitive"]
    parts = cases(f.x, [(d, tell(p)) for d, p in zip(domains, step.parts, strict=True)])
    table = Table((pieces("on"), pieces("antiderivative")), tuple(rows), (2, 5))
    return join(f.introduced, lead, (table,), signs, parts, say("The differences of the limits at the ends of the pieces "
                                                                "add up: ", judgement(step.claim), "."))


def nowhere(step: Step, tell: Tell) -> Blocks:
    where, = step.facts[0][1]
    return say("The function has no value on ", where, ", where a standard normal variable lies with positive probability. "
               "So it has no expectation.")


def growth(step: Step, tell: Tell) -> Blocks:
    """|f| is bounded on bounded sets, and by sums of c |x|^n e^(a |x|) far out."""
    rows = _majorants(step)
    if not rows:
        return say("The function is continuous on a closed bounded interval that contains this piece, so it is bounded there.")
    return join(say("On bounded sets the function is bounded. Far out it is bounded by multiples of |x|^n e^(a|x|), "
                    "which have finite normal expectations."), rows)


def _majorants(step: Step) -> Blocks:
    found = [f for kind, f in step.facts if kind == "majorant"]
    if not found:
        return ()
    rows = tuple((pieces(outer), pieces(Term("<=", (apply("abs", branch), bound)))) for outer, branch, bound in found)
    return (Table((pieces("on"), pieces("bound")), rows, (2, 5)),)


def expectation_between(step: Step, tell: Tell) -> Blocks:
    t, _ = _value(step)
    lower, upper = _fact(step, "between") or ()
    count, order = (int(c.args[0]) for c in _fact(step, "cells") or ())
    lead = say("We have ", apply("in", t, Term("interval", (lower, upper, "[", "]"))), ". The integral is enclosed over "
               f"{count} cells by Taylor's theorem of order {order}, in interval arithmetic rounded outward; what lies "
               "beyond them is bounded by the growth of the function.")
    return join(lead, _majorants(step))


def reflection(step: Step, tell: Tell) -> Blocks:
    """E f(Z) = E g(Z), where f and g have the same even part."""
    x, g = _fact(step, "even part") or ()
    shown, same, inner = step.parts
    return join(say("The distribution of Z is symmetric, so functions with the same even part have the same expectation. Here the "
                    "even part is that of ", g, " as a function of ", x, "."),
                numbered([join(say("The function is integrable."), tell(shown)), join(say("The even parts agree."), tell(same)),
                          join(say("The expectation of the other function is known."), tell(inner))]))


def linearity(step: Step, tell: Tell) -> Blocks:
    rows = tuple((pieces(c), pieces(g), pieces(v)) for kind, (c, g, v) in ((k, f) for k, f in step.facts if k == "part"))
    *parts, same = step.parts
    table = Table((pieces("factor"), pieces("part"), pieces("expectation")), rows, (2, 4, 4))
    return join(say("The expectation is linear; the function is a sum of parts with known expectations."), (table,),
                numbered([*(join(say("A part."), tell(p)) for p in parts), join(say("The parts add up to the function."), tell(same))]),
                say("So ", judgement(step.claim), "."))


def moments(step: Step, tell: Tell) -> Blocks:
    return say("For every complex number s the expectation of Z^n e^(sZ) is the n-th derivative of e^(s^2/2) by s. With cos and sin as "
               "sums of complex exponentials this gives ", judgement(step.claim), ".")


def smoothing(step: Step, tell: Tell) -> Blocks:
    return say("Let N be independent of Z, normal with mean 0 and variance 1/2. Then erf(aZ + b) is 2 P(N < aZ + b | Z) - 1, and "
               "N - aZ is normal with variance 1/2 + a^2. So ", judgement(step.claim), ".")


def quadrant(step: Step, tell: Tell) -> Blocks:
    return say("Let N and N' be independent of Z and of each other, normal with mean 0 and variance 1/2. The product is the "
               "conditional expectation of the product of the signs of aZ + N and bZ + N', which are jointly normal; by Sheppard's "
               "formula for the probability of equal signs ", judgement(step.claim), ".")
