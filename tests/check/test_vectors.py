"""Entries of vectors and matrices against vectors of numbers, Jacobians against difference quotients; what shapes fit together."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from numeric import MP, evaluate, mpf

from symact.check.extent import NEG, POS, ZERO, Context, sign
from symact.check.reader import read, read_definition
from symact.check.term import Rejected, Term, substitute, sym
from symact.check.vectors import _Entry, _Exact, shape

SOFTMAX = {"softmax": read_definition("softmax(x in R^n) = exp(x)/sum(exp(x))", {})}
POINT = {"x": [Fraction(1, 3), Fraction(-1, 2), Fraction(2)], "y": [Fraction(1), Fraction(3, 4), Fraction(-1)]}
Shaped = Any  # a number, a list of numbers (a column), ("row", list), or a list of lists


def sides(text: str) -> tuple[Term, ...]:
    """The two sides of a relation for all x and y in R^n."""
    t = read(f"forall x in R^n, y in R^n: {text}", SOFTMAX)
    return tuple(t.args[2].args[2].args)


def at(t: Term, env: dict[str, list[Any]]) -> Shaped:
    """The value for given vectors."""
    n = len(next(iter(env.values())))
    if t.head == "sym" and t.args[0] in env:
        return env[t.args[0]]
    if t.head == "num":
        return mpf(t.args[0])
    if t.head == "sum":
        return MP.fsum(map(mpf, spread(at(t.args[0], env), n)))
    if t.head == "diag":
        v = spread(at(t.args[0], env), n)
        return [[v[i] if i == j else 0 for j in range(n)] for i in range(n)]
    if t.head == "transpose":
        return "row", at(t.args[0], env)
    if t.head == "jacobian":
        function, where = t.args
        h, name = MP.mpf(10) ** -20, where.args[0]

        def value(j: int, s: int) -> list[Any]:
            moved = [v + s * h * (k == j) for k, v in enumerate(map(mpf, env[name]))]
            return spread(at(function.args[1], {**env, function.args[0].args[0]: moved}), n)
        columns = [[(a - b) / (2 * h) for a, b in zip(value(j, 1), value(j, -1), strict=True)] for j in range(n)]
        return [list(row) for row in zip(*columns, strict=True)]
    parts = [at(a, env) for a in t.args]
    if any(isinstance(p, tuple) for p in parts):
        row = parts.pop()[1]
        column = [MP.fprod(map(mpf, col)) for col in zip(*(spread(p, n) for p in parts), strict=True)]
        return [[u * mpf(v) for v in row] for u in column]
    if any(isinstance(p, list) and isinstance(p[0], list) for p in parts):
        grid = [p if isinstance(p, list) else [[p] * n] * n for p in parts]
        return [[combined(t, [g[i][j] for g in grid]) for j in range(n)] for i in range(n)]
    if any(isinstance(p, list) for p in parts):
        return [combined(t, [spread(p, n)[i] for p in parts]) for i in range(n)]
    return combined(t, parts)


def spread(v: Shaped, n: int) -> list[Any]:
    return v if isinstance(v, list) else [v] * n


def combined(t: Term, values: list[Any]) -> Any:
    return {"+": MP.fsum, "*": MP.fprod, "exp": lambda v: MP.exp(v[0]), "tanh": lambda v: MP.tanh(v[0]), "^": lambda v: v[0] ** int(v[1])}[t.head](list(map(mpf, values)))


VECTORS = ["softmax(x)", "x*softmax(x)", "softmax(2*x + y)", "sum(x)*x + 3", "x - sum(x*y)*y", "exp(x)/sum(exp(x))^2", "sum(x + y)", "sum(x)*sum(y) - 1", "tanh(x + sum(y)^2)",
           "sum(2*x*sum(y))*x^2"]
MATRICES = ["diag(softmax(x))", "diag(x) - x*y^T", "jacobian(softmax, x)", "softmax(x)*softmax(x)^T", "diag(x + sum(y))*3", "x*y*x^T", "jacobian(softmax, y)*2 - diag(y)",
            "jacobian(z -> z + sum(exp(z)), x)", "jacobian(z -> exp(z)*sum(exp(2*z)), x)", "jacobian(z -> tanh(z)*z, y)"]


@pytest.mark.parametrize("text", VECTORS)
@pytest.mark.parametrize("n", [1, 2, 3])
def test_components(text: str, n: int) -> None:
    t, _ = sides(f"{text} = x")
    env = {v: POINT[v][:n] for v in ("x", "y")}
    wanted = spread(at(t, env), n)
    for i in range(n):
        entry = _Exact(["x", "y"], Context(), n, i, None)
        here = {entry.names[v, k]: env[v][k] for v in env for k in range(n)}
        assert abs(mpf(evaluate(entry.entry(t), here)) - wanted[i]) < MP.mpf(10) ** -30
    if n == 2:  # a component, and one other that stands for the rest
        general = _Entry(["x", "y"], Context(), 0, None)
        here = {general.names[v, k]: env[v][j] for v in env for j, k in enumerate((0, "r"))}
        found = general.entry(t)
        found = substitute(found, {name.args[0]: summand for summand, name in general.rests.items()})
        assert abs(mpf(evaluate(found, here)) - wanted[0]) < MP.mpf(10) ** -30


@pytest.mark.parametrize("text", MATRICES)
def test_entries(text: str) -> None:
    t, _ = sides(f"{text} = 0")
    for n in (1, 2, 3):
        env = {v: POINT[v][:n] for v in ("x", "y")}
        wanted = at(t, env)
        for i, j in product(range(n), repeat=2):
            entry = _Exact(["x", "y"], Context(), n, i, j)
            here = {entry.names[v, k]: env[v][k] for v in env for k in range(n)}
            assert abs(mpf(evaluate(entry.entry(t), here)) - wanted[i][j]) < MP.mpf(10) ** -15, (n, i, j)
    for column, places in ((0, (0, "r")), (1, (0, 1, "r"))):  # on the diagonal and off it, and one other component
        n = len(places)
        env = {v: POINT[v][:n] for v in ("x", "y")}
        general = _Entry(["x", "y"], Context(), 0, column)
        here = {general.names[v, k]: env[v][i] for v in env for i, k in enumerate(places)}
        found = general.entry(t)
        found = substitute(found, {name.args[0]: summand for summand, name in general.rests.items()})
        assert abs(mpf(evaluate(found, here)) - at(t, env)[0][column]) < MP.mpf(10) ** -15, column


def test_a_rest_of_positive_summands_is_not_negative() -> None:
    entry = _Entry(["x"], Context(), 0, None)
    positive, free = (entry.entry(sides(f"{text} = 0")[0]) for text in ("sum(exp(x))", "sum(x)"))
    assert sign(positive, entry.context) == POS and sign(free, entry.context) == NEG | ZERO | POS
    assert [sign(name, entry.context) for name in entry.rests.values()] == [ZERO | POS, NEG | ZERO | POS]
    assert entry.entry(sides("sum(2*exp(x)) = 0")[0]) == Term("num", (Fraction(2),)) * (positive.args[0]) + Term("num", (Fraction(2),)) * positive.args[1]


@pytest.mark.parametrize(("text", "wanted"), [
    ("3", "number"), ("x", "vector"), ("x + 3", "vector"), ("x*y", "vector"), ("sum(x)", "number"), ("sum(x)*x", "vector"), ("x^T", "row"), ("diag(x)", "matrix"), ("x*y^T", "matrix"),
    ("3*x*y^T", "matrix"), ("diag(x) - x*y^T", "matrix"), ("2*diag(x)", "matrix"), ("jacobian(softmax, x)", "matrix"), ("exp(x)", "vector"), ("diag(x) + 1", None), ("diag(x) + x", None),
    ("x^T*x", None), ("x^T*y^T", None), ("diag(x)*x", None), ("diag(x)*diag(x)", None), ("exp(diag(x))", None), ("x^T + x", None), ("sum(x^T)", None),
    ("jacobian(softmax, 2*x)", None), ("jacobian(z -> sum(z), x)", None), ("jacobian(z -> y + z, x)", "matrix"), ("diag(x)^2", None), ("exp(x^T)", None),
])
def test_shapes(text: str, wanted: str | None) -> None:
    t, _ = sides(f"{text} = {text}")
    if wanted is None:
        with pytest.raises(Rejected, match=r"do not fit together|a Jacobian is taken"):
            shape(t, ["x", "y"])
    else:
        assert shape(t, ["x", "y"]) == wanted
    assert shape(sym("c"), ["x", "y"]) == "number"
