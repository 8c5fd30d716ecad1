"""What does a person read where the kernel has checked a statement: a quantifier, a connective, a relation?"""

from __future__ import annotations

from symact.check.extent import decimal
from symact.check.formulas import parts_of, spelled_out
from symact.check.step import Step
from symact.check.term import REALS, Term, num, sym, value

from .document import Blocks
from .prose import LINE, Part, Tell, cases, element, folded, join, judgement, listed, numbered, say, size, stated, tall
from .prose_signs import reason, sign_of

NAMED = "This is the value that the statement names."
OPPOSITE = {"=": "!=", "!=": "=", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}


def relation(step: Step, tell: Tell) -> Blocks:
    """The relation with both sides resolved into the branches that rule here, and the sign of their difference."""
    (formula, truth), sides, inner = stated(step), step.facts[0][1], step.parts[0]
    plain = tuple(map(folded, sides))
    resolved = Term(formula.head if truth else OPPOSITE[formula.head], plain)
    why = reason(sign_of(inner), bool(step.context.facts)) if inner.rule == "algebra" else ""
    if tuple(formula.args) == sides:
        return say("We have ", resolved, f", {why}.") if why else tell(inner)
    short = size(formula) < LINE and not tall(formula)
    here: list[Part] = ["Here ", formula, " reads "] if short else ["The statement reads "]
    lead: list[Part] = [*here, Term(formula.head, plain), f", which is {str(truth).lower()}"]
    if all(s.head == "num" for s in plain) or plain[0] == plain[1]:
        return say(*lead, ".")
    return say(*lead, f", {why}.") if why else join(say(*lead, "."), tell(inner))


def settled(step: Step, tell: Tell) -> Blocks:
    """A relation between sets or infinite values."""
    formula, truth = stated(step)
    if truth and formula.head == "=" and formula.args[0] == formula.args[1]:
        return say(NAMED)
    return say("Put in, the statement reads ", formula, f", which is {str(truth).lower()}.")


def undefined(step: Step, tell: Tell) -> Blocks:
    return say("The term ", step.facts[0][1][0], " has no value here, and a relation with a term without value is false.")


def skip(step: Step, tell: Tell) -> Blocks:
    return say("Nothing is claimed, because ", step.facts[0][1][0], " has no value.")


def introduce(step: Step, tell: Tell) -> Blocks:
    """Neighbouring quantifiers over intervals share a sentence."""
    items: list[Part] = []
    closure, inner, truth = False, step, stated(step)[1]
    while inner.rule == "introduce" and len(inner.parts) == 1 and stated(inner)[1] == truth:
        name, domain, _ = stated(inner)[0].args
        if domain.head != "interval":
            break
        closure |= stated(inner)[0].head == "closure"
        items.append(element(name.args[0], domain))
        inner = inner.parts[0]
    if not items:
        return _by_parts(step, tell)
    words = [" The statement is made wherever its terms are defined." if closure else "",
             "" if truth else " It is shown that the statement fails for this choice."]
    return join(say("Let ", *listed(items), ".", *words), tell(inner))


def over_a_period(step: Step, tell: Tell) -> Blocks:
    x, p = step.facts[0][1]
    return join(say("All that ", x, " occurs in repeats itself, or is undefined again, after ", p,
                    ". So an interval of this length speaks for all real numbers."), tell(step.parts[0]))


def _by_parts(step: Step, tell: Tell) -> Blocks:
    name, domain, _ = stated(step)[0].args
    x = name.args[0]
    parts = [(part, tell(inner)) for part, inner in zip(parts_of(domain, x, step.context), step.parts, strict=True)]
    lead = say("The set ", domain, " consists of these parts." if parts else " is empty.") if len(parts) != 1 else ()
    return join(lead, cases(x, parts))


def witness(step: Step, tell: Tell) -> Blocks:
    (name,), (where,) = step.facts[0][1], step.facts[1][1]
    chosen = Term("=", (name, where))
    lead = say("The statement fails at ", chosen, ".") if not stated(step)[1] else say("Take ", chosen, ".")
    return join(lead, tell(step.parts[0]))


def root(step: Step, tell: Tell) -> Blocks:
    a, b = step.facts[0][1]
    t = step.facts[1][1][0]
    return say("The function ", Term("lambda", (stated(step)[0].args[0], t)), " is continuous on ",
               Term("interval", (a, b, "[", "]")),
               " and has values of opposite signs at the two ends; by the intermediate value theorem it is ", num(0),
               " in between.")


def obtain(step: Step, tell: Tell) -> Blocks:
    """A number that an equation defines; numbers and laws that follow each other are told without nesting."""
    entries, inner = [], step
    while inner.rule in ("obtain", "law"):
        entries.append((_obtained if inner.rule == "obtain" else _law)(inner, tell))
        inner = inner.parts[1]
    return join(numbered(entries), say("With this the statement follows."), tell(inner))


def _obtained(step: Step, tell: Tell) -> Blocks:
    (name, domain, equation), first = step.facts[0][1], step.parts[0]
    between: list[Part] = [name, " in [", _number(domain.args[0]), ", ", _number(domain.args[1]), "] with ", equation]
    if first.rule != "root":
        return join(say("There is a number ", *between, ", as follows."), tell(first))
    return say("Let ", name, " be a number", *between[1:], ". There is one by the intermediate value theorem: the difference of "
               "the two sides is continuous on this interval and has opposite signs at its ends.")


def _number(t: Term) -> Part:
    """A decimal as one."""
    q = value(t)
    if q is None:
        return t
    digits = next((n for n in range(80) if 10**n % q.denominator == 0), None)
    return t if digits in (None, 0) else decimal(q, digits)


def _law(step: Step, tell: Tell) -> Blocks:
    (name, domain, _), first = step.facts[0][1], step.parts[0]
    return join(say("For all ", Term("in", (name, domain)), " we have ", judgement(first.claim), ", as follows."), tell(first))


def every(step: Step, tell: Tell) -> Blocks:
    """All parts of `and` hold, all parts of `or` fail; a false implication has a true left side and a false right side."""
    lead = {"and": "Each part is shown by itself.", "or": "Each of the alternatives fails.",
            "implies": "The premise holds and the conclusion fails."}
    return join(say(lead.get(stated(step)[0].head, "Each part is shown.")), numbered([tell(p) for p in step.parts]))


def equivalent(step: Step, tell: Tell) -> Blocks:
    formula, truth = stated(step)
    same = "Both sides are false." if _denies(formula.args[0], step.parts[0]) else "Both sides are true."
    return join(say(same if truth else "One side is true and the other is false."), numbered([tell(p) for p in step.parts]))


def _denies(formula: Term, step: Step) -> bool:
    return judgement(step.claim) == Term("not", (formula,))


def one(step: Step, tell: Tell) -> Blocks:
    formula, _ = stated(step)
    if formula.head == "implies":
        fails = _denies(formula.args[0], step.parts[0])
        lead = "It is enough that the premise fails." if fails else "It is enough that the conclusion holds."
    else:
        lead = "One of the alternatives holds." if formula.head == "or" else "One of the parts fails."
    return join(say(lead), tell(step.parts[0]))


def assume(step: Step, tell: Tell) -> Blocks:
    return join(say("Assume ", stated(step)[0].args[0], "."), tell(step.parts[0]))


def both_signs(step: Step, tell: Tell) -> Blocks:
    s = step.facts[0][1][0]
    return numbered([join(say("Assume ", Term(sign, (s, num(0))), "."), tell(part))
                     for sign, part in zip(("<=", ">="), step.parts, strict=True)])


def membership(step: Step, tell: Tell) -> Blocks:
    return join(say("Membership means ", spelled_out(*stated(step)[0].args), "."), tell(step.parts[0]))


def almost_everywhere(step: Step, tell: Tell) -> Blocks:
    holes = Term("finite", step.facts[0][1])
    x, domain, _ = stated(step)[0].args
    if not holes.args:
        lead = say("It holds at every point of ", domain, ": there is no exceptional point.")
    else:
        lead = say("Outside the set ", holes, " it holds everywhere. This exceptional set is finite, and a finite set has "
                   "Lebesgue measure zero; so the statement holds almost everywhere.")
    return join(lead, cases(x.args[0], [(dict(p.context.domains)[x.args[0]], tell(p)) for p in step.parts]))


def positive_measure(step: Step, tell: Tell) -> Blocks:
    on = step.facts[0][1][0]
    return join(say("The statement fails on the whole interval ", on, ". An interval has positive Lebesgue measure, so the "
                    "exceptional set is not "
                    "null."), say("Let ", element(stated(step)[0].args[0].args[0], on), "."), tell(step.parts[0]))


def throughout(step: Step, tell: Tell) -> Blocks:
    on = step.facts[0][1][0]
    return join(say("The statement fails at every point of the interval ", on, "."),
                say("Let ", element(stated(step)[0].args[0].args[0], on), "."), tell(step.parts[0]))


def values(step: Step, tell: Tell) -> Blocks:
    """The values first, each replaced by what it is found to be, or by a name with an enclosure; then the rest."""
    *found, rest = step.parts
    known = dict(step.context.domains)
    names = [(n, d) for n, d in rest.context.domains if n not in known]
    told = join(say("First the values that the statement speaks of.") if len(found) > 1 else (),
                numbered([tell(p) for p in found]))
    if names:
        enclosed: list[Part] = ["Write ", *listed([sym(n) for n, _ in names]),
                                f" for the enclosed value{'s' if len(names) > 1 else ''}: ",
                                *listed([element(n, d) for n, d in names]), "."]
        return join(told, say(*enclosed), tell(rest))
    if rest.rule == "relation" and len(set(map(folded, rest.facts[0][1]))) == 1 and stated(rest)[0].head == "=":
        return join(told, say(NAMED))
    return join(told, tell(rest))


def no_value(step: Step, tell: Tell) -> Blocks:
    rest = "." if stated(step)[0].head == "has_value" else ", and a statement about it is false."
    return join(numbered([tell(p) for p in step.parts]), say(f"So the value does not exist{rest}"))


def value_exists(step: Step, tell: Tell) -> Blocks:
    return join(numbered([tell(p) for p in step.parts]), say("So the value exists."))


def attained(step: Step, tell: Tell) -> Blocks:
    words = "So it is not attained: the bound is strict everywhere." if not stated(step)[1] else "So it is attained."
    return join(tell(step.parts[0]), say(words))


def uniform(step: Step, tell: Tell) -> Blocks:
    body, limit, x, parameter = stated(step)[0].args
    bound = step.facts[0][1][0]
    gap = Term("<=", (Term("abs", (body - limit,)), bound))
    return join(say("For every ", element(x.args[0], REALS), " and every ", parameter, " beyond some point, ", gap,
                    "; the bound does not depend on ",
                    x, " and tends to ", num(0), " as ", parameter, " grows."),
                say("Let ", element(parameter.args[0], dict(step.parts[0].context.domains)[parameter.args[0]]), "."),
                tell(step.parts[0]))


def not_uniform(step: Step, tell: Tell) -> Blocks:
    _, _, x, parameter = stated(step)[0].args
    (where,), (gap, found) = step.facts[0][1], step.facts[1][1]
    return say("At the point ", Term("=", (x, where)), " the difference of the two functions is ", gap, ", which tends to ", found, " as ",
               parameter, " grows; so its supremum over ", x, " does not tend to ", num(0), ".")


def comparison(step: Step, tell: Tell) -> Blocks:
    names = ["The function with the smaller expectation is integrable, because it grows slowly enough.",
             "So is the other one.", "The first function is at most the second one everywhere.",
             "On an interval it is strictly smaller."]
    strictly = ", strictly because of the last point" if len(step.parts) == 4 else ""
    return join(say(f"The expectation preserves the order of integrable functions{strictly}."),
                numbered([join(say(words), tell(p)) for words, p in zip(names, step.parts, strict=False)]))


def linear_relation(step: Step, tell: Tell) -> Blocks:
    (whole,) = step.facts[0][1]
    *integrable, mean, sign = step.parts
    lead = say("The functions are integrable, and the expectation is linear: the difference of the two sides is the expectation of ",
               whole, ".")
    return join(lead, numbered([*(tell(p) for p in integrable), tell(mean), tell(sign)]))


def components(step: Step, tell: Tell) -> Blocks:
    off = len(step.parts) > 1
    which: list[Part] = [" and another one ", sym("j")] if off else []
    lead = say("Fix an index ", sym("i"), *which, ". Of each sum, the terms with other indices add up to a quantity that "
               f"does not depend on the component{'s' if off else ''} fixed; it is written with a name such "
               "as ", sym("rest_0"), ".")
    entries = [join(say(words), tell(p)) for words, p in zip(("An entry on the diagonal.", "An entry off the diagonal."),
                                                             step.parts, strict=False)]
    return join(lead, numbered(entries) if off else tell(step.parts[0]))
