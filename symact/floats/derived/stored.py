"""How is a plan kept, so that a kernel need not be planned again? As numbers, and as the text of its tapes and terms.

Nothing of what is read is run: rules are made from the names of operations that a tape may have. A plan that was altered could
make a kernel wrong, never a judgement of it.
"""

from __future__ import annotations

import io
import json
from dataclasses import fields
from typing import Any

import numpy as np

from symact.check.printer import show
from symact.check.reader import read_term
from symact.floats.derived.expansions import Expansion
from symact.floats.derived.plan import Form, Guarded, Line, Plan, Rule, nowhere
from symact.floats.derived.tape import Constant, Runner, Step, Tape

ARRAYS = tuple(f.name for f in fields(Plan) if f.name not in ("rules", "negative_zero"))


def written(plan: Plan) -> bytes:
    """The arrays, compressed, and the rules as JSON among them."""
    text = json.dumps([list(map(_rule, plan.rules)), plan.negative_zero.hex()])
    file = io.BytesIO()
    np.savez_compressed(file, rules=np.frombuffer(text.encode(), dtype=np.uint8), **{name: getattr(plan, name) for name in ARRAYS})
    return file.getvalue()


def read(content: bytes) -> Plan:
    with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
        rules, negative_zero = json.loads(arrays["rules"].tobytes())
        tables = {name: arrays[name] for name in ARRAYS}
    return Plan(rules=tuple(map(_made, rules)), negative_zero=float.fromhex(negative_zero), **tables)


def _rule(rule: Rule) -> list[Any]:
    match rule:
        case Form():
            return ["form", _tape(rule.run.tape), rule.sign]
        case Guarded():
            return ["guarded", _tape(rule.tape), show(rule.term), rule.variable, rule.off.hex()]
        case Line():
            return ["line", rule.c.hex(), rule.k]
        case Expansion():
            return ["expansion", [c.hex() for c in rule.center], rule.zeros, [c.hex() for c in rule.coefficients]]
    if rule is not nowhere:
        raise AssertionError(f"A plan has a rule of an unknown kind, {rule!r}.")
    return ["nowhere"]


def _made(found: list[Any]) -> Rule:
    kind, *rest = found
    if kind == "form":
        return Form(Runner(_tape_of(rest[0])), rest[1])
    if kind == "guarded":
        tape = _tape_of(rest[0])
        return Guarded(tape, Runner(tape), read_term(rest[1]), rest[2], float.fromhex(rest[3]))
    if kind == "line":
        return Line(float.fromhex(rest[0]), rest[1])
    if kind == "expansion":
        center, zeros, coefficients = rest
        low, high = map(float.fromhex, center)
        return Expansion((low, high), zeros, tuple(map(float.fromhex, coefficients)))
    return nowhere


def _tape(tape: Tape) -> list[Any]:
    entries = [[e.value.hex(), e.exact] if isinstance(e, Constant) else [e.operation, list(e.operands), e.data] for e in tape.entries]
    return [entries, tape.output]


def _tape_of(found: list[Any]) -> Tape:
    entries, output = found
    return Tape(tuple(Constant(float.fromhex(e[0]), e[1]) if len(e) == 2 else Step(e[0], tuple(e[1]), e[2]) for e in entries), output)
