"""The same questions about the same functions, put to symact, to SymPy's own functions and to funcprops: right, wrong, no answer.

    python tests/benchmarks/peers.py [--seconds 10] [--only NAME] [--lines]

The right answers are in `TABLE` and come from calculus by hand; `spot_check` holds them against mpmath at 50 digits before
anything is asked (differences and second differences on a grid, values at the ends). symact is asked with a statement, the
others with the function that they have for the question; what takes longer than the seconds, or raises, or says "unknown",
counts as no answer. Every question runs in a process of its own, SymPy and funcprops loaded beforehand. funcprops is on the
package index; without it that column says so. Exit code 1 if symact is wrong anywhere.
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from multiprocessing.connection import Connection
from typing import Any

import mpmath
import sympy
from sympy.calculus.util import continuous_domain, function_range, maximum, minimum

X, Y = sympy.Symbol("x", real=True), sympy.Symbol("y", real=True)
E = sympy.exp(1)
HARD = X * sympy.Min(sympy.Max(X + 3, 0), 6) / 6
OO = sympy.oo


@dataclass(frozen=True)
class Row:
    """A function: as symact knows it, as SymPy has it, and what is true of it (a range by its ends and which belong to it)."""

    name: str
    expression: Any
    increasing: bool
    convex: bool
    odd: bool
    range: tuple[Any, Any, bool, bool]
    limits: tuple[Any, Any]  # at -oo and at oo
    singular: bool = False
    continuous: bool = True


TABLE = (
    Row("relu", sympy.Max(X, 0), True, True, False, (0, OO, True, False), (0, OO)),
    Row("leaky_relu", sympy.Max(X, X / 100), True, True, False, (-OO, OO, False, False), (-OO, OO)),
    Row("relu6", sympy.Min(sympy.Max(X, 0), 6), True, False, False, (0, 6, True, True), (0, 6)),
    Row("hardtanh", sympy.Min(sympy.Max(X, -1), 1), True, False, True, (-1, 1, True, True), (-1, 1)),
    Row("hardswish", HARD, False, False, False, (sympy.Rational(-3, 8), OO, True, False), (0, OO)),
    Row("elu", sympy.Piecewise((X, X > 0), (sympy.exp(X) - 1, True)), True, True, False, (-1, OO, False, False), (-1, OO)),
    Row("softplus", sympy.log(1 + sympy.exp(X)), True, True, False, (0, OO, False, False), (0, OO)),
    Row("sigmoid", 1 / (1 + sympy.exp(-X)), True, False, False, (0, 1, False, False), (0, 1)),
    Row("log_sigmoid", -sympy.log(1 + sympy.exp(-X)), True, False, False, (-OO, 0, False, False), (-OO, 0)),
    Row("tanh", sympy.tanh(X), True, False, True, (-1, 1, False, False), (-1, 1)),
    Row("softsign", X / (1 + sympy.Abs(X)), True, False, True, (-1, 1, False, False), (-1, 1)),
    Row("abs", sympy.Abs(X), False, True, False, (0, OO, True, False), (OO, OO)),
    Row("identity", X, True, True, True, (-OO, OO, False, False), (-OO, OO)),
    Row("silu", X / (1 + sympy.exp(-X)), False, False, False, (None, OO, True, False), (0, OO)),
    Row("gelu", X * (1 + sympy.erf(X / sympy.sqrt(2))) / 2, False, False, False, (None, OO, True, False), (0, OO)),
    Row("mish", X * sympy.tanh(sympy.log(1 + sympy.exp(X))), False, False, False, (None, OO, True, False), (0, OO)),
)
QUESTIONS = ("increasing", "convex", "odd", "continuous", "range", "limit at -oo", "limit at oo", "supremum", "infimum")


def truth(row: Row, question: str) -> Any:
    return {"increasing": row.increasing, "convex": row.convex, "odd": row.odd, "continuous": row.continuous, "range": row.range,
            "limit at -oo": row.limits[0], "limit at oo": row.limits[1], "supremum": row.range[1], "infimum": row.range[0]}[question]


def spot_check(row: Row) -> None:
    """The table's entries against values at 50 digits."""
    with mpmath.workdps(50):
        f = sympy.lambdify(X, row.expression.rewrite(sympy.Piecewise), "mpmath")
        xs = [mpmath.mpf(k) / 4 for k in range(-60, 61)]
        values = [mpmath.mpf(f(x)) for x in xs]
        steps = [b - a for a, b in zip(values, values[1:], strict=False)]
        bends = [b - a for a, b in zip(steps, steps[1:], strict=False)]
        tiny = mpmath.mpf(10) ** -45
        assert all(s >= -tiny for s in steps) == row.increasing, row.name
        assert all(b >= -tiny for b in bends) == row.convex, row.name
        assert all(abs(f(x) + f(-x)) < tiny for x in xs) == row.odd, row.name
        low, high, _, _ = row.range
        assert low is None or all(v >= mpmath.mpf(sympy.N(low, 50)) - tiny for v in values if low != -OO), row.name
        assert all(v <= mpmath.mpf(sympy.N(high, 50)) + tiny for v in values if high != OO), row.name
        for x, limit in ((-10**3, row.limits[0]), (10**3, row.limits[1])):
            assert abs(f(mpmath.mpf(x))) > 9 if limit in (OO, -OO) else abs(f(mpmath.mpf(x)) - limit) < 2e-3, (row.name, x)


# ------------------------------------------------------------------ the three who are asked

def ask_symact(row: Row, question: str) -> Any:
    """True where symact proves the truth, its opposite where it refutes it."""
    from symact.run import decide

    right = truth(row, question)
    low, high, closed_low, closed_high = row.range
    statement = {
        "increasing": f"{row.name} is increasing", "convex": f"{row.name} is convex", "odd": f"{row.name} is odd",
        "continuous": f"{row.name} is continuous",
        "range": f"range({row.name}) = {'[' if closed_low else '('}{low}, {high}{']' if closed_high else ')'}",
        "limit at -oo": f"lim({row.name}(x), x -> -oo) = {right}", "limit at oo": f"lim({row.name}(x), x -> oo) = {right}",
        "supremum": f"sup({row.name}) = {right}", "infimum": f"inf({row.name}) = {right}",
    }[question]
    verdict = decide(statement).verdict.name
    if verdict not in ("proved", "refuted"):
        return None
    if isinstance(right, bool):
        return verdict == "proved"
    return right if verdict == "proved" else "refuted"


def ask_sympy(row: Row, question: str) -> Any:
    f = row.expression
    rules: dict[str, Callable[[], Any]] = {
        "increasing": lambda: _truth(sympy.is_increasing(f, sympy.S.Reals, X)),
        "convex": lambda: _truth(sympy.is_convex(f, X)),
        "odd": lambda: _truth(sympy.Eq(sympy.simplify(f.subs(X, -X) + f), 0)),
        "continuous": lambda: _truth(sympy.Eq(continuous_domain(f, X, sympy.S.Reals), sympy.S.Reals)),
        "range": lambda: _ends(function_range(f, X, sympy.S.Reals)),
        "limit at -oo": lambda: sympy.limit(f, X, -OO), "limit at oo": lambda: sympy.limit(f, X, OO),
        "supremum": lambda: maximum(f, X, sympy.S.Reals), "infimum": lambda: minimum(f, X, sympy.S.Reals),
    }
    return rules[question]()


def ask_funcprops(row: Row, question: str) -> Any:
    import funcprops

    def among(found: Any, yes: tuple[str, ...]) -> Any:
        word = getattr(found, "value", str(found))
        return None if word == "unknown" or not hasattr(found, "value") else word in yes

    f = row.expression
    if question == "increasing":
        return among(funcprops.monotonicity(f, X), ("nondecreasing", "strictly_increasing", "increasing", "constant"))
    if question == "convex":
        return among(funcprops.convexity(f, X), ("convex", "strictly_convex", "strongly_convex", "affine", "linear"))
    if question == "odd":
        return among(funcprops.symmetry(f, X), ("odd",))
    if question == "continuous":
        return among(funcprops.continuous(f, X), ("continuous",))
    if question in ("range", "supremum", "infimum"):
        found = funcprops.range(f, X, Y)
        if not isinstance(found, sympy.logic.boolalg.Boolean):
            return None
        ends = _ends(found.as_set())
        return ends if question == "range" else None if ends is None else ends[question == "supremum"]
    return None  # it has no limits


def _truth(answer: Any) -> bool | None:
    return bool(answer) if answer in (True, False) else None


def _ends(found: Any) -> Any:
    """The ends of a set that is an interval."""
    if not isinstance(found, sympy.Interval):
        return None
    return found.start, found.end, not found.left_open, not found.right_open


ASKED: dict[str, Callable[[Row, str], Any]] = {"symact": ask_symact, "SymPy": ask_sympy, "funcprops": ask_funcprops}


def answer_of(who: str, i: int, question: str, pipe: Connection) -> None:
    try:
        pipe.send(ASKED[who](TABLE[i], question))
    except Exception:  # whatever it raises, it has not answered
        pipe.send(None)


def judged(who: str, i: int, question: str, seconds: float) -> tuple[str, float]:
    """right, wrong, or no answer; and the seconds that it took."""
    here, there = multiprocessing.Pipe()
    process = multiprocessing.Process(target=answer_of, args=(who, i, question, there))
    began = time.perf_counter()
    process.start()
    there.close()
    answer = None
    if here.poll(seconds):
        try:
            answer = here.recv()
        except EOFError:
            answer = None
    spent = time.perf_counter() - began
    process.kill()
    process.join()
    right = truth(TABLE[i], question)
    if answer is None:
        return "no answer", spent
    same = answer == right if isinstance(right, bool) else answer != "refuted" and sympy.sympify(answer) == sympy.sympify(right)
    return ("right" if bool(same) else "wrong"), spent


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--only", default="")
    parser.add_argument("--lines", action="store_true", help="print each answer that is not right")
    options = parser.parse_args()
    multiprocessing.set_start_method("fork")
    import symact.prove  # noqa: F401 - loaded once, so that nobody is charged for it

    who = ["symact", "SymPy"]
    if find_spec("funcprops"):
        import funcprops  # noqa: F401

        who.append("funcprops")
    else:
        print("funcprops is not installed here and is not asked")
    for row in TABLE:
        spot_check(row)
    tally = {(w, q): {"right": 0, "wrong": 0, "no answer": 0} for w in who for q in QUESTIONS}
    time_of = dict.fromkeys(who, 0.0)
    for i, row in enumerate(TABLE):
        for question in QUESTIONS:
            right = truth(row, question)
            if options.only not in row.name or right is None or (isinstance(right, tuple) and None in right):
                continue  # an end of the range has no closed form
            for w in who:
                word, spent = judged(w, i, question, options.seconds)
                tally[w, question][word] += 1
                time_of[w] += spent
                if options.lines and word != "right":
                    print(f"{w}: {row.name}: {question}: {word} ({spent:.1f} s)", flush=True)
    print("right / wrong / no answer\n\n| question | " + " | ".join(who) + " |\n|---|" + "---|" * len(who))
    for question in QUESTIONS:
        print(f"| {question} | " + " | ".join("{right} / {wrong} / {no answer}".format(**tally[w, question]) for w in who) + " |")
    totals = {w: {word: sum(tally[w, q][word] for q in QUESTIONS) for word in ("right", "wrong", "no answer")} for w in who}
    print("| all | " + " | ".join("{right} / {wrong} / {no answer}".format(**totals[w]) for w in who) + " |")
    print("| seconds | " + " | ".join(f"{time_of[w]:.1f}" for w in who) + " |")
    sys.exit(1 if totals["symact"]["wrong"] else 0)


if __name__ == "__main__":
    main()
