"""How is a tree written, so that a person can read it and the reader reads the same tree back?"""

from __future__ import annotations

from .term import HALF, ONE, REALS, RELATIONS, VECTORS, Term, free, fresh, power, substitute, value

QUANTIFIERS = {"forall": "forall", "exists": "exists", "closure": "forall", "ae": "almost every"}
LEVELS = {"lambda": 0, **dict.fromkeys(QUANTIFIERS, 0), "iff": 1, "implies": 2, "or": 3, "and": 4, "not": 5,
          **dict.fromkeys((*RELATIONS, "in", "is", "has_value", "attained", "uniform"), 6),
          "union": 7, "minus": 7, "+": 8, "*": 9, "-oo": 9, "^": 10, "transpose": 10}  # as in the reader; 11 for others
NAMES = {"minimum": "min", "maximum": "max", "true": "True", "false": "False"}
MINUS_ONE = -ONE


def show(t: Term) -> str:
    """The text of a node: `read_term(show(t)) == t`."""
    match t.head:
        case "num" | "sym":
            return str(t.args[0])
        case "-oo":
            return "-oo"
        case "+":
            return _sum(t)
        case "*":
            return _product(t)
        case "^":
            return _power(t)
        case "transpose":
            return f"{_at(t.args[0], 11)}^T"
        case "deriv":
            body, variable, order, point = t.args
            if point == variable:
                return f"D({show(body)}, {show(variable)}{'' if order == ONE else f', {show(order)}'})"
            primes = "'" * int(order.args[0])
            return f"({show(variable)} -> {show(body)}){primes}({show(point)})"
        case "lim":
            body, variable, point, side = t.args
            return f"lim({show(body)}, {show(variable)} -> {_at(point, 9) if side else show(point)}{side})"
        case "piecewise":
            branches = zip(t.args[::2], t.args[1::2], strict=True)
            return f"Piecewise({', '.join(f'({show(v)}, {show(c)})' for v, c in branches)})"
        case "lambda":
            return f"{show(t.args[0])} -> {show(t.args[1])}"
        case "E" | "P":
            return ("E[{}]" if t.head == "E" else "P({})").format(_gaussian(t.args[0]))
        case "sup" | "inf" | "minimum" | "maximum" | "argmin" | "argmax" | "range" | "zeros" | "lipschitz":
            function, where = t.args
            return f"{NAMES.get(t.head, t.head)}({show(function)}{'' if where == REALS else f', {show(where)}'})"
    return _statement(t) if t.head in LEVELS else _set(t)


def _at(t: Term, least: int) -> str:
    """The text, in parentheses where its outermost operator binds more loosely than is wanted."""
    q = value(t)
    level = LEVELS.get(t.head, 11) if q is None else 11 if q >= 0 and q.denominator == 1 else 9
    if t.head == "and" and _chained(t):
        level = 6
    elif t.head == "^":
        level = 9 if t.args[1] == MINUS_ONE else 11 if t.args[1] == HALF else 10
    return show(t) if level >= least else f"({show(t)})"


def _sum(t: Term) -> str:
    text = _at(t.args[0], 9)
    for i, part in enumerate(t.args[1:], 1):
        shown = _at(part, 9)
        if value(part) is not None and i == 1 and value(t.args[0]) is not None:
            text += f" + ({shown})"
        else:
            text += f" - {shown[1:]}" if shown.startswith("-") else f" + {shown}"
    return text


def _product(t: Term) -> str:
    first, second = t.args[0], t.args[1]
    rest = t.args[1:]
    if first == MINUS_ONE and value(second) is None and second.head not in ("oo", "-oo") and not _inverse(second):
        text, rest = f"-{_at(second, 10)}", t.args[2:]
    elif first == ONE and _inverse(second):
        text = "(1)"
    else:
        text = show(first) if value(first) is not None or _inverse(first) else _at(first, 10)
    for part in rest:
        q = value(part)
        if q is None:
            text += f"/{_denominator(part)}" if _inverse(part) else f"*{_at(part, 10)}"
        elif part is second and value(first) is not None:
            text += f"*({q})"
        else:
            text += f"/{q.denominator}" if q.numerator == 1 and q != 1 else f"*{_at(part, 10)}"
    return text


def _inverse(t: Term) -> bool:
    return t.head == "^" and bool(t.args[1] == MINUS_ONE)


def _denominator(t: Term) -> str:
    """What stands below the line in a power with the exponent -1."""
    base = t.args[0]
    return f"({show(base)})" if value(base) else _at(base, 10)


def _power(t: Term) -> str:
    base, exponent = t.args
    if exponent == HALF:
        return f"sqrt({show(base)})"
    if exponent == MINUS_ONE:
        return f"1/{_denominator(t)}"
    folds = value(base) is not None and power(base, exponent) != t
    above = f"({show(exponent)})" if exponent in (ONE, Term("sym", ("T",))) else _at(exponent, 11)
    return f"{f'({show(base)})' if folds else _at(base, 11)}^{above}"


def _gaussian(function: Term) -> str:
    """The body in Z, where that reads back as this function."""
    variable, body = function.args
    name = variable.args[0]
    others = free(body) - {name}
    if "Z" in others or name != fresh("z", others):
        return show(function)
    return show(substitute(body, {name: Term("sym", ("Z",))}))


def _set(t: Term) -> str:
    """Sets, and what is written with its arguments in parentheses."""
    if t == REALS:
        return "R"
    if t == VECTORS:
        return "R^n"
    match t.head:
        case "interval":
            return f"{t.args[2]}{show(t.args[0])}, {show(t.args[1])}{t.args[3]}"
        case "finite":
            return f"{{{', '.join(map(show, t.args))}}}"
        case "such":
            return f"{{{show(t.args[0])} : {show(t.args[1])}}}"
        case "progression":
            return f"{{{show(t.args[1])} : {show(t.args[0])} integer}}"
    name = NAMES.get(t.head, t.head)
    return f"{name}({', '.join(map(show, t.args))})" if t.args else name


def _chained(t: Term) -> bool:
    """a < b <= c in S: relations that share their sides; `in` comes last."""
    return len(t.args) > 1 and all(
        left.head in RELATIONS and right.head in (*RELATIONS, "in") and left.args[1] == right.args[0]
        for left, right in zip(t.args, t.args[1:], strict=False))


def _statement(t: Term) -> str:
    match t.head:
        case "and" if _chained(t):
            return _at(t.args[0].args[0], 7) + "".join(f" {r.head} {_at(r.args[1], 7)}" for r in t.args)
        case "and" | "or" | "union":
            return f" {t.head} ".join(_at(a, LEVELS[t.head] + 1) for a in t.args)
        case "iff":
            return f"{_at(t.args[0], 1)} iff {_at(t.args[1], 2)}"
        case "implies":
            return f"{_at(t.args[0], 3)} implies {_at(t.args[1], 2)}"
        case "minus":
            return f"{_at(t.args[0], 8)} \\ {_at(t.args[1], 8)}"
        case "not":
            return _negation(t.args[0])
        case "has_value":
            return f"{_at(t.args[0], 7)} exists"
        case "attained":
            return f"{_at(t.args[0], 7)} is attained"
        case "is":
            return _property(t, "is")
        case "uniform":
            body, limit, variable, parameter = t.args
            text = f"({show(body)})" if body.head == "sym" else _at(body, 7)
            return f"{text} -> {_at(limit, 7)} uniformly in {show(variable)} as {show(parameter)} -> oo"
        case "forall" | "exists" | "closure" | "ae":
            return _quantified(t)
    return f"{_at(t.args[0], 7)} {t.head} {_at(t.args[1], 7)}"


def _negation(t: Term) -> str:
    if t.head == "has_value":
        return f"{_at(t.args[0], 7)} does not exist"
    if t.head == "attained":
        return f"{_at(t.args[0], 7)} is not attained"
    return _property(t, "is not") if t.head == "is" else f"not {_at(t, 5)}"


def _property(t: Term, verb: str) -> str:
    name, function, where, *more = t.args
    if name == "C":
        name = f"C^{show(more[0])}"
    elif name == "Lipschitz":
        name = f"{_at(more[0], 9)}-Lipschitz"
    elif more:
        name = {"differentiable except": "differentiable except at", "periodic": "periodic with period"}.get(name, name)
        name += f" {_at(more[0], 7)}"
    return f"({show(function)}) {verb} {name}" + ("" if where == REALS else f" on {_at(where, 7)}")


def _quantified(t: Term) -> str:
    """Neighbouring quantifiers of one sort share a line."""
    items: list[str] = []
    names: list[str] = []
    body = t
    while body.head == t.head and body.args[0].args[0] not in names and not (items and t.head == "ae"):
        names.append(body.args[0].args[0])
        items.append(f"{names[-1]} in {_at(body.args[1], 7)}")
        body = body.args[2]
    return f"{QUANTIFIERS[t.head]} {', '.join(items)}{' where defined' if t.head == 'closure' else ''}: {show(body)}"
