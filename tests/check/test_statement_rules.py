"""Wrong proofs of the rules for statements, predicates, values and vectors: none may be accepted.

`WRONG` are hand-made: a statement, a truth value that it does not have, and a proof that leans on one weak spot.
`FAMILIES` are true statements with a constant; their proofs are mutated and handed in for constants that make the
statement false by a wide margin, and for the wrong truth value. Every refusal is a `Rejected`, never another exception.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Any

import mpmath
import pytest

from symact.catalogue import definitions
from symact.check.extent import Context
from symact.check.formulas import prove
from symact.check.reader import read
from symact.check.step import Node
from symact.check.term import Rejected
from symact.prove import Budget, Found, search

Proof = dict[str, Any]
Attempt = tuple[str, bool, Proof]
DEFINITIONS = definitions()


def accepted(text: str, truth: bool, proof: Proof) -> bool:
    try:
        prove(read(text, DEFINITIONS), truth, Node(proof), Context())
    except Rejected:
        return False
    return True


def node(rule: str, *proofs: Proof, **data: Any) -> Proof:
    return {"rule": rule, "proofs": list(proofs), **data}


def over(rule: str, proof: Proof, **data: Any) -> Proof:
    return {"rule": rule, "proof": proof, **data}


A = node("algebra")
UNDEFINED = node("undefined")
SKIP = node("skip")


def each(*proofs: Proof) -> Proof:
    return node("introduce", *proofs)


def at(value: str, proof: Proof = A) -> Proof:
    return over("witness", proof, value=value)


def values(*found: Proof, proof: Proof = A) -> Proof:
    return over("values", proof, values=list(found))


def predicate(*proofs: Proof, **data: Any) -> Proof:
    return node("predicate", *proofs, **data)


def split(x: str, points: list[str], *proofs: Proof) -> Proof:
    return node("split", *proofs, var=x, at=points)


def extremum(value: str, bound: Proof | None = None, **data: Any) -> Proof:
    return {"rule": "extremum", "value": value, "bound": bound or each(A), **data}


def near(a: str, b: str, side: str) -> dict[str, Any]:
    return {"near": [a, b], "side": side}


UNBOUNDED = extremum("oo", **near("0", "oo", "right"))  # sup(exp) = oo
NOWHERE = node("solutions", cuts=[], holds=[False], proof=each(A))  # zeros(exp) = {}

WRONG: dict[str, list[Attempt]] = {
    "a term that is undefined": [
        ("forall x in R: 0 = 0*log(x)", True, each(A)),
        ("0 = 0*log(-1)", True, A),
        ("-1 < 0*log(-1)", True, A),
        ("forall x in {0}: 0 = x*log(x - 1)", True, each(A)),
        ("log(-1) = log(-1)", True, A),
        ("log(-1) != 1", True, A),
        ("log(-1) exists", True, values()),
        ("1/0 does not exist", False, over("connect", values())),
        ("sup(tanh) + log(-1) exists", True, values(extremum("1", **near("0", "oo", "right"), strict=True))),
        ("log(-1) in {x : 0 < 1}", True, over("membership", A)),
        ("log(-1) in R", True, over("membership", A)),
        ("exists x in {log(-1)}: 0 < 1", True, at("log(-1)")),
        ("exists x in (-2, -1): log(x) = log(x)", True, at("-3/2")),
        ("zeros(exp) != {log(-1)}", True, values(NOWHERE)),
        ("range(exp) != [log(-1), 1]", True, values({"rule": "range", "breakpoints": [], "inf": extremum(
            "0", strict=True, **near("-oo", "0", "left")), "sup": UNBOUNDED})),
        ("[0, log(-1)] exists", True, values()),
        ("log is positive on [1, 2]", True, predicate(proof=each(A))),
        ("log is continuous", True, predicate(breakpoints=[])),
        ("let f(x) = 1/x; f is continuous", True, predicate(breakpoints=["0"])),
    ],
    "a true statement that rests on a term that is undefined": [
        ("forall x in R: not log(x) = 0", True, each(split("x", ["0"], over("connect", UNDEFINED), over("connect", UNDEFINED),
                                                              over("connect", A)))),
        ("forall x in (-1, 0): not log(x) = 0", True, each(over("connect", UNDEFINED))),
        ("not sqrt(-1 - x^2) = 0", True, each(over("connect", UNDEFINED))),
        ("forall x in (-1, 0): log(x) < 0 implies x > 5", True, each(over("choose", UNDEFINED, index=0))),
        ("forall x in R: log(x) < 0 implies x^2 >= 0", True, each(over("choose", A, index=1))),
        ("forall x in R: log(x) < 0 implies x^2 >= 0", True, each(over("assume", A))),
        ("forall x in R: x > -1 and log(x) < 0 implies x^2 >= 0", True, each(over("assume", A))),
        ("forall x in R: log(x) < 0 or x^2 >= 0", True, each(over("choose", A, index=1))),
        ("forall x in (-1, 0): log(x) = 0 iff sqrt(x) = 0", True, each(node("connect", UNDEFINED, UNDEFINED, side=False))),
        ("not log(x) = 0 almost everywhere", True, node("ae", over("connect", UNDEFINED), over("connect", A), **{"except": ["0"]})),
    ],
    "points at which a statement is not closed": [
        ("log(x) in R", False, at("-1", over("membership", UNDEFINED))),
        ("log(x) + sup(tanh) < 5 + log(x)", False, at("-1", UNDEFINED)),
        ("log(x) < x", False, at("-1", UNDEFINED)),
        ("sqrt(x) >= 0 or x > 0", False, at("-1", node("connect", UNDEFINED, A))),
        ("log(x) < x implies x > 0", False, at("-1", node("connect", A, A))),
        ("log(x)/log(x) = 1", False, at("1", UNDEFINED)),
        ("forall x in R: log(a) + x = x + log(a)", False, at("-1", at("0", UNDEFINED))),
        ("log(a) = log(a) almost everywhere in x", False, at("-1", over("ae", UNDEFINED, on=["0", "1"]))),
        ("log(x) > 0", True, each(split("x", ["0"], SKIP, SKIP, SKIP))),
        ("sqrt(-1 - x^2) = 0", True, each(SKIP)),
        ("x = 1 or log(x) = 0", True, each(SKIP)),
        ("1 < 0 or log(x) = 0", True, each(split("x", ["0"], SKIP, SKIP, over("choose", A, index=1)))),
    ],
    "two variables of one name": [
        ("exists x in (-oo, 0): sup(x -> Piecewise((1, x > 0))) = 1", False, each(UNDEFINED)),
        ("forall v_0 in (5, 6): v_0 <= sup(exp(x)/(1 + exp(x)))", True, values({
            "rule": "extremum between", "lower": "1/2", "upper": "1", "at": "0", "bound": each(A)}, proof=each(A))),
        ("forall a in (0, 1): sup(max(a, 1) + 0*tanh(x)) = 1 and (forall a in (2, 3): sup(max(a, 1) + 0*tanh(x)) = 1)", True,
         each(values(extremum("1", at="0"), proof=node("connect", A, each(A))))),
        ("forall x in (0, 1): clarke(relu, x) = [0, 1]", True, each(values(node("clarke")))),
        ("forall x in (0, 1): sup(exp) = exp(x)", True, each(values(extremum("exp(x)", at="x")))),
        ("forall x in (0, 1): sup(exp) < 5", True, each(values(extremum("oo", **near("x", "oo", "left"))))),
        ("forall x in (0, 1): exp is bounded", True, each(predicate(bound="exp(x)", proof=each(A)))),
        ("forall x in (1, 2): zeros(x -> x - 1) = {x}", True, each(values(node("solutions", cuts=["x"], holds=[False, False, True], equal=each(A), proof=each(A, A))))),
        ("forall x in R: exists x in (0, 1): x > 1", True, each(at("x"))),
        ("forall x in R: (exists y in R: y = x) and (forall x in R: x = 0)", True, each(node("connect", at("x"), each(A)))),
        ("forall x in (0, 1): lim(x, x -> 0+) = 1", True, each(values({"rule": "limit", "from": "x"}))),
    ],
    "intervals, splits and holes": [
        ("forall x in R: x > 0", True, each(split("x", ["x"], A, A, A))),
        ("forall x, y: x > y", True, each(each(split("x", ["y"], split("y", ["x"], A, A, A), A, A)))),
        ("forall x in [0, 2]: x != 1", True, each(split("x", ["1"], A, A))),
        *((f"forall x in [0, 2]: x {relation}", True, each(split("x", points, *[A] * (2 * len(points) + 1 - len({"0", "2"} & {*points})))))
          for relation in ("<= 0", ">= 2", "= 1", "> 0", "< 2", "!= 1") for points in (["0"], ["2"], ["0", "2"], ["0", "1", "2"])),
        ("forall x in (0, 2): x > 0", True, each(split("x", ["0"], A, A))),
        ("forall x in (0, 2): x < 2", True, each(split("x", ["2"], A, A))),
        ("forall x in [0, 2]: (x - 1)^2 > 0", True, each(split("x", ["1"], A, A, A))),
        ("forall x in (0, 2]: x < 2", True, each(split("x", ["1"], A, A, A))),
        ("forall x in (0, 1) union {2}: x < 2", True, each(A)),
        ("forall x in (0, 1) union {2}: x < 2", True, each(A, A)),
        ("forall x in R \\ {0, 1}: x*(x - 1)*(x - 2) != 0", True, each(A, A, A)),
        ("forall x in [0, 1] \\ {5}: x > 0", True, each(A)),
        ("forall x in [0, 1] \\ {1}: x > 0", True, each(A)),
        ("forall a in [0, 1]: forall x in [0, 1] \\ {a}: x > a", True, each(each(A))),
        ("exists x in R \\ {0}: x = 0", True, at("0")),
        ("exists x in (0, 1): x = 1", True, at("1")),
        ("exists x in (1, 0): x = x", True, at("1/2")),
        ("exists x in (0, oo): x = oo", True, at("oo")),
        ("exists x in (0, 1): x = 2", True, node("root", between=["0", "3"])),
        ("exists x in [-1, 1]: sign(x) = 1/2", True, node("root", between=["-1", "1"])),
        ("exists x in [-1, 1]: 1/x = 0", True, node("root", between=["-1", "1"])),
        ("exists x in [1, -1]: x = 0", True, node("root", between=["1", "-1"])),
        ("exists x in [-1, 0) union (0, 1]: x = 0", True, node("root", between=["-1", "1"])),
        ("almost every x in R: x > 0", True, node("ae", A, A, **{"except": ["0"]})),
        ("almost every x in R: x > 0", True, node("ae", A, A, **{"except": ["x"]})),
        ("almost every x in R: x != 0", False, over("ae", A, on=["0", "0"])),
        ("almost every x in (0, 1): x > 0", False, over("ae", A, on=["-1", "0"])),
        ("almost every x in R: x^2 > -1", False, over("ae", A, on=["oo", "oo"])),
        ("(1, 0) != [1, 0)", True, A),
        ("(2, 2) != (3, 3)", True, A),
    ],
    "connectives and hypotheses": [
        ("1 < 2 and 2 < 1", True, over("choose", A, index=0)),
        ("1 < 2 or 2 < 1", False, over("choose", A, index=1)),
        ("1 < 2 implies 2 < 1", True, over("choose", A, index=0)),
        ("1 < 2 iff 2 < 1", True, node("connect", A, A, side=True)),
        ("1 < 2 iff 2 < 3", False, node("connect", A, A, side=False)),
        ("forall x: x >= 0 implies x > 0", True, each(over("assume", A))),
        ("forall x: abs(x) <= 1 implies x < 1", True, each(over("assume", A))),
        ("forall x: x > 0 or x < 1 implies x > 0", True, each(over("assume", A))),
        ("forall x: x != 0 implies x > 0", True, each(over("assume", A))),
        ("forall x: x < 5", True, each(over("lemma", A, about="x", sign="<", lemma=A))),
    ],
    "infinite values": [
        ("sup(exp) in R", True, values(UNBOUNDED, proof=over("membership", A))),
        ("sup(exp) in (0, oo)", True, values(UNBOUNDED, proof=over("membership", A))),
        ("sup(exp) in (0, oo)", True, over("membership", values(UNBOUNDED))),
        ("sup(exp) in {x : x > 0}", True, values(UNBOUNDED, proof=over("membership", A))),
        ("lipschitz(exp) in [0, oo)", True, values(node("lipschitz", breakpoints=[], piece=0, side="right"),
                                                   proof=over("membership", A))),
        ("max(exp) = oo", True, values(UNBOUNDED)),
        ("Piecewise((1, 1 > 0), (max(exp), True)) = 1", False, values(UNBOUNDED)),
        ("sup(exp) - sup(exp) = 0", True, values(UNBOUNDED)),
        ("sup(exp) is attained", True, node("attained", value=UNBOUNDED)),
        ("inf(exp) = oo", True, values(extremum("oo", **near("oo", "oo", "left")))),
        ("inf(exp) = oo", True, values(UNBOUNDED)),
        ("lim(1/x, x -> 0) = oo", True, values(node("limit", {"rule": "limit", "from": "-1"}, {"rule": "limit", "from": "1"}))),
        ("lim(exp(x), x -> oo) does not exist", True, over("connect", values(node("oscillation", period="1", points=["0", "1"])))),
    ],
    "extrema, ranges and solutions": [
        ("argmin(x^2) = {0}", False, values(node("solutions", cuts=[], holds=[False], value="-1", proof=each(A)))),
        ("argmin(x^2) = {}", True, values(node("solutions", cuts=[], holds=[False], value="-1", proof=each(A)))),
        ("argmax(-x^2) != {0}", True, values(node("solutions", points=[], value="1", proof=each(A)))),
        ("0 in zeros(exp)", True, values(NOWHERE, proof=over("membership", A))),
        ("zeros(x^2 - 1) = {1}", True, values(node("solutions", points=["1"], proof=each(A, A)))),
        ("zeros(x^2) = {}", True, values(node("solutions", points=[], proof=each(split("x", ["0"], A, SKIP, A))))),
        ("sup(tanh) is attained", True, node("attained", value=extremum("1", **near("0", "oo", "right")))),
        ("sup(min(x, 1)) is attained", False, node("attained", value=extremum(
            "1", each(split("x", ["1"], A, A, A)), strict=True, **near("2", "oo", "right")))),
        ("sup(sign) = 0", True, values(extremum("0", each(split("x", ["0"], A, A, A)), at="0"))),
        ("sup(x, [0, 1)) = 1", False, values(extremum("1/2", at="1/2"))),
        ("max(x, [0, 1)) = 1", True, values(extremum("1", at="1"))),
        ("sup(x, (0, 1)) = 2", True, values(extremum("2", **near("0", "2", "right")))),
        ("sup(x, (0, 1) \\ {1/2}) = 1/2", True, values(extremum("1/2", at="1/2", bound=each(A, A)))),
        ("sup(log, R) = 0", True, values(extremum("0", bound=each(split("x", ["0"], SKIP, SKIP, SKIP)), at="1"))),
        ("max(-x*log(x), [0, 1/4]) = 0", True, values(extremum("0", at="0"))),
        ("inf(x*log(x), [0, 1]) in [-2, -1]", True, values({"rule": "extremum between", "lower": "-2", "upper": "-1", "at": "0",
                                                              "bound": each(A)})),
        ("min(exp) in [0, 1]", True, values({"rule": "extremum between", "lower": "0", "upper": "1", "at": "0", "bound": each(A),
                                             "breakpoints": []}, proof=over("membership", node("connect", A, A)))),
        ("range(tanh) = [-1, 1]", True, values({"rule": "range", "breakpoints": [], "inf": extremum("-1", **near("-oo", "0", "left")),
                                                "sup": extremum("1", **near("0", "oo", "right"))})),
        ("range(sign) = [-1, 1]", True, values({"rule": "range", "breakpoints": ["0"], "inf": extremum("-1", at="-1"),
                                                "sup": extremum("1", at="1")})),
        ("argmin(x^2) in [1, 2]", True, values(node("solutions between", each(A), each(A), breakpoints=[], lower="1", at="1", upper="2"),
                                              proof=over("membership", node("connect", A, A)))),
        ("softplus is surjective", True, predicate(range={"rule": "range", "breakpoints": [], "inf": extremum(
            "0", strict=True, **near("-oo", "0", "left")), "sup": UNBOUNDED})),
    ],
    "limits, slopes and subdifferentials": [
        ("lim(sign(x), x -> 0) = 1", True, values(node("limit", {"rule": "limit", "from": "-1"}, {"rule": "limit", "from": "1"}))),
        ("lim(log(x), x -> 0-) = -oo", True, values({"rule": "limit", "from": "-1"})),
        ("lim(log(x), x -> 0-) = -oo", True, values({"rule": "limit", "from": "oo"})),
        ("lim(1/x, x -> 0-) = oo", True, values({"rule": "limit", "from": "1"})),
        ("lim(sin(x), x -> 0) does not exist", True, over("connect", values(node("oscillation", period="2*pi", points=["0", "pi/2"])))),
        ("lim(sin(x)/x, x -> oo) does not exist", True, over("connect", values(node("oscillation", period="2*pi", points=["1", "2"])))),
        ("lim(x/x, x -> oo) does not exist", True, over("connect", values(node("oscillation", period="1", points=["1", "0"])))),
        ("clarke(relu, 0) = [0, 2]", True, values(node("clarke"))),
        ("clarke(sign, 0) = [0, 0]", True, values(node("clarke"))),
        ("clarke(cbrt, 0) exists", True, values(node("clarke"))),
        ("clarke(sqrt, 0) exists", True, values(node("clarke"))),
        ("lipschitz(sign) = 0", True, values(node("lipschitz", A, A, A, A, breakpoints=["0"], piece=0, at="-1", value="0"))),
        ("lipschitz(relu) = 0", True, values(node("lipschitz", A, A, A, A, breakpoints=["0"], piece=0, at="-1", value="0"))),
        ("lipschitz(relu) = 1", False, values(node("lipschitz", A, A, A, A, breakpoints=["0"], piece=0, at="-1", value="0"))),
        ("lipschitz(x -> -2*x) = -2", True, values(node("lipschitz", A, A, breakpoints=[], piece=0, at="0", value="-2"))),
        ("lipschitz(relu, R \\ {0}) = 0", True, values(node("lipschitz", A, A, breakpoints=[], piece=0, at="0", value="0"))),
    ],
    "predicates": [
        ("sign is continuous", True, predicate(breakpoints=["0"])),
        ("sign is increasing", False, predicate(points=["1", "-1"])),
        ("relu is differentiable", True, predicate(breakpoints=["0"])),
        ("relu is differentiable", True, predicate(breakpoints=[])),
        ("relu is differentiable except at {1}", True, predicate(breakpoints=["0", "1"])),
        ("relu is differentiable except at {}", True, predicate(breakpoints=["0"])),
        ("cbrt is differentiable at 0", True, predicate()),
        ("cbrt is differentiable except at {}", True, predicate(breakpoints=["0"])),
        ("let f(x) = x*abs(x); f is differentiable except at {0}", True, predicate(breakpoints=["0"])),
        ("let f(x) = x*abs(x); f is not differentiable at 0", True, over("connect", predicate())),
        ("let f(x) = x*abs(x); f is C^2", True, predicate(breakpoints=["0"])),
        ("let f(x) = x*abs(x); f is smooth", True, predicate(breakpoints=["0"])),
        ("let f(x) = x*abs(x); f is not C^1", True, over("connect", predicate(at="0", order=1))),
        ("let f(x) = x*abs(x); f is not C^1", True, over("connect", predicate(at="0", order=2))),
        ("let f(x) = x*abs(x); f is piecewise linear", True, predicate(breakpoints=["0"])),
        ("let f(x) = floor(x); f is piecewise linear on (0, 2)", True, predicate(breakpoints=["1"])),
        ("let f(x) = 1/x; f is decreasing on (-1, 1)", True, predicate(A, A, breakpoints=["0"])),
        ("let f(x) = 1/x; f is decreasing on R \\ {0}", True, predicate(A, A, breakpoints=["0"])),
        ("relu is strictly increasing", True, predicate(A, A, breakpoints=["0"])),
        ("relu is strictly increasing", True, predicate({**A, "nonzero_at": "-1"}, A, breakpoints=["0"])),
        ("relu is injective", True, predicate(A, A, breakpoints=["0"], **{"as": "strictly increasing"})),
        ("relu is not injective on (0, 1)", True, over("connect", predicate(points=["-1", "-2"]))),
        ("relu is not increasing on R \\ {0}", True, over("connect", predicate(points=["-1", "1"]))),
        ("let f(x) = x^3; f is not strictly increasing", True, over("connect", predicate(points=["0", "0"]))),
        ("let f(x) = Piecewise((1, x = 0), (0, True)); f is increasing on [0, 1]", True, predicate(A, breakpoints=[])),
        ("let f(x) = Piecewise((-1, x = 0), (0, True)); f is convex on [0, 1]", True, predicate(A, breakpoints=[])),
        ("let f(x) = Piecewise((2, x = 0), (x, True)); f is continuous on [0, 1]", True, predicate(breakpoints=[])),
        ("let f(x) = -abs(x); f is convex", True, predicate(A, A, breakpoints=["0"])),
        ("relu is strictly convex", True, predicate(A, A, breakpoints=["0"])),
        ("relu is not convex", True, over("connect", predicate(points=["-1", "0", "1"]))),
        ("relu is 1/2-Lipschitz", True, predicate(A, A, A, A, breakpoints=["0"])),
        ("sign is 1-Lipschitz", True, predicate(A, A, A, A, breakpoints=["0"])),
        ("relu is not 1-Lipschitz", True, over("connect", predicate(points=["0", "1"]))),
        ("exp is bounded", True, predicate(bound="exp(x)", proof=each(A))),
        ("tanh is even", True, predicate(proof=each(A))),
        ("relu is not piecewise linear", True, over("connect", predicate(at="0", bent_at="1"))),
        ("sqrt is not differentiable at 1", True, over("connect", predicate())),
    ],
    "measures and expectations": [
        ("measure({x : relu(x) = 0}) = 0", True, values(node("measure", {"rule": "null", "nonzero_at": "-1"},
                                                            {"rule": "null", "nonzero_at": "1"}, breakpoints=["0"]))),
        ("measure({x : x^2 < 1}) = 1", True, values(node("measure", {**A, "holds": False}, {**A, "holds": True}, {**A, "holds": False},
                                                        breakpoints=["0", "1"]))),
        ("measure({x : x > 0}) = 0", True, values(node("measure", {"rule": "null", "nonzero_at": "1"}, breakpoints=[]))),
        ("measure({x : log(x) < x}) = oo", False, values(node("measure", {**UNDEFINED, "holds": False}, breakpoints=[]))),
        ("P(Z < 0) = 1", True, values(node("probability", {**A, "holds": True}, {**A, "holds": True}, breakpoints=["0"], value="1"))),
        ("P(Z < 0) = 1", True, values(node("probability", {**A, "holds": True}, {**A, "holds": False}, breakpoints=["0"], value="1"))),
        ("E[Z^3] = 1", True, values({"rule": "expectation", "breakpoints": ["0"], "primitives": ["0", "0"], "value": "1",
                                     "signs": [{**A, "sign": "<="}, {**A, "sign": ">="}]})),
        ("E[exp(Z^2)] exists", True, values({"rule": "expectation", "breakpoints": [], "primitives": ["z*(2*pi)^(-1/2)"], "value": "0",
                                             "signs": [{**A, "sign": ">"}]})),
        ("E[relu(Z)] < E[relu(Z)]", True, over("comparison", each(A), integrable=[
            {**each(split("z", ["0"], A, A, A)), "constant": "0", "rate": "1"}] * 2, strict_on=["0", "0"], strict=each(A))),
        ("softplus(x, beta) -> 0 uniformly in x as beta -> oo", True, over("uniform", each(A), bound="1", **{"from": "1"})),
    ],
    "vectors": [
        ("forall x in R^n, x_i in R: x_i*softmax(x) = x*softmax(x)", True, node("components", A)),
        ("forall x in R^n, x_r in R: sum(x) = sum(x + x_r)", True, node("components", A)),
        ("forall x in R^n, rest_0 in R: sum(x) = rest_0 + x", True, node("components", A)),
        ("forall x in R^n: diag(x) = 0", True, node("components", A)),
        ("forall x in R^n: diag(x) = 0", True, node("components", A, A)),
        ("forall x in R^n: diag(x) = x", True, node("components", A, A)),
        ("forall x in R^n: 0 = 0*log(x)", True, node("components", A)),
        ("forall x in R^n: sum(x) >= x", True, node("components", A)),
        ("forall x in R^n: softmax(x) < 1", True, node("components", A)),
        ("forall x in R^n, y in R^n: softmax(x) = softmax(y)", True, node("components", A)),
        ("forall x in R^n: sum(exp(x)) > exp(x)", True, node("components", A)),
        ("forall c in {1, 2}, x in R^n: softmax(x + c) = softmax(x)*c", True, node("components", A)),
        ("let f(x in R^n) = 0*sqrt(x); forall x in R^n: jacobian(f, x) = 0", True, node("components", A, A)),
        ("jacobian(softmax) = diag(s)*diag(s) - s*s^T where s = softmax(x)", True, node("components", A, A)),
        ("jacobian(softmax) = diag(s) - s^T*s where s = softmax(x)", True, node("components", A, A)),
        ("jacobian(softmax) = diag(s) - s where s = softmax(x)", True, node("components", A, A)),
        ("let f(x in R^n) = x + sum(atan(x - sum(x))); jacobian(f) = diag(1 + 0*x) - 1/(1 + sum(x)^2)", True,
         node("components", A, A)),
        ("let f(x in R^n) = sum(x); forall x in R^n: jacobian(f, x) = diag(1 + 0*x)", True, node("components", A, A)),
    ],
}
ROWS = [(kind, *attempt) for kind, attempts in WRONG.items() for attempt in attempts]


TWINS: list[Attempt] = [
    ("forall x in (1, 2): not log(x) = 0", True, each(over("connect", A))),
    ("forall x: x > 0 and log(x) < 0 implies x^2 > 0", True, each(over("assume", A))),
    ("forall x > 0: log(x) < 0 or x^2 >= 0", True, each(over("choose", A, index=1))),
    ("forall x: x^2 >= 0 or log(x) < 0", True, each(over("choose", A, index=0))),
    ("forall x: x^2 < 0 implies log(x) < 0", True, each(over("choose", A, index=0))),
    ("forall x in R: log(x) < x", False, at("-1", UNDEFINED)),
    ("not log(-1) = 0", True, over("connect", UNDEFINED)),
    ("exists x in (-1, 0): not log(x) = 0", True, at("-1/2", over("connect", UNDEFINED))),
    ("zeros(exp) = {}", True, values(NOWHERE)),
    ("0 in zeros(exp)", False, values(NOWHERE, proof=over("membership", node("connect")))),
    ("sup(exp) in R", False, values(UNBOUNDED, proof=over("membership", A))),
    ("sup(exp) exists", True, values(UNBOUNDED)),
    ("let f(x) = 1/x; f is decreasing on R \\ {0}", False, predicate(points=["-1", "1"])),
    ("forall y in (1, 2): log(y) > a", False, at("5", at("3/2"))),
    ("forall y in (1, 2): a^2*sqrt(y) > 3", False, at("0", at("3/2"))),
    ("exists y in (1, 2): log(y)/y > a", False, at("5", node("introduce", A))),
    ("lim(1/x, x -> 0+) = oo", True, values({"rule": "limit", "from": "oo"})),
    ("lim(1/x, x -> 0-) = -oo", True, values({"rule": "limit", "from": "-oo"})),
    ("lim(exp(-x), x -> oo) = 0", True, values({"rule": "limit", "from": "-oo"})),
    ("lim(exp(x), x -> -oo) = 0", True, values({"rule": "limit", "from": "oo"})),
    *((f"forall x in [0, 2]: x {relation}", True, each(split("x", points, *[A] * (2 * len(points) + 1 - len({"0", "2"} & {*points})))))
      for relation in (">= 0", "<= 2") for points in (["0"], ["2"], ["0", "2"], ["0", "1", "2"], ["1", "2"], ["0", "1"], ["1"])),
    ("forall x in R^n, x_i in R: x_i*softmax(x) = softmax(x)*x_i", True, node("components", A)),
    ("forall x in R^n: diag(x) + diag(x) = diag(2*x)", True, node("components", A, A)),
    ("jacobian(softmax) = diag(s) - s*s^T where s = softmax(x)", True, node("components", A, A)),
]


@pytest.mark.parametrize(("text", "truth", "proof"), TWINS, ids=[row[0] for row in TWINS])
def test_a_right_proof_is_accepted(text: str, truth: bool, proof: Proof) -> None:
    assert accepted(text, truth, proof)


@pytest.mark.parametrize(("kind", "text", "truth", "proof"), ROWS, ids=[f"{i}-{row[1]}" for i, row in enumerate(ROWS)])
def test_a_wrong_proof_is_rejected(kind: str, text: str, truth: bool, proof: Proof) -> None:
    assert not accepted(text, truth, proof), kind


@dataclass(frozen=True)
class Family:
    """A statement with a constant {c}: it holds for `good`, and it fails if the number is on the wrong side of c.

    The statement is true only if `c relation number`.
    """

    text: str
    good: str
    relation: str
    number: Callable[[], Any]

    def false(self, c: Fraction) -> bool:
        """Shown by mpmath, by a margin."""
        with mpmath.workdps(30):
            gap = mpmath.mpf(c.numerator) / c.denominator - mpmath.mpf(self.number())
        return bool({"<=": gap > 0, ">=": gap < 0, "=": gap != 0}[self.relation] and abs(gap) > 1e-8)


def exactly(c: str) -> Callable[[], Any]:
    q = Fraction(c)
    return lambda: mpmath.mpf(q.numerator) / q.denominator


def silu(x: str) -> Callable[[], Any]:
    return lambda: mpmath.mpf(x) / (1 + mpmath.exp(-mpmath.mpf(x)))


LOWEST = "-1.2784645427610738"  # near the minimum of silu; values of silu there bound its infimum from above

FAMILIES = [
    Family("forall x in R: tanh(x) < {c}", "1", ">=", lambda: mpmath.tanh(30)),
    Family("forall x in [0, 2]: x^2 - x >= {c}", "-1/4", "<=", exactly("-1/4")),
    Family("forall x in (0, {c}): exp(x) < 8", "2", "<=", lambda: mpmath.log(8)),
    Family("exists x in [-2, -1]: silu'(x) = {c}", "0", "<=", exactly("1/10")),
    Family("exists x in R: x^2 <= {c}", "0", ">=", exactly("0")),
    Family("silu(x) >= {c}", "-3/10", "<=", silu(LOWEST)),
    Family("log(x) <= x - {c}", "1", "<=", exactly("1")),
    Family("sqrt(x) >= {c}", "0", "<=", exactly("0")),
    Family("sup(softplus(x) - relu(x)) < {c}", "7/10", ">=", lambda: mpmath.log(2)),
    Family("min(silu) > {c}", "-3/10", "<=", silu(LOWEST)),
    Family("argmin(silu) in [{c}, -1.2784]", "-2557/2000", "<=", exactly("-1.2784645")),
    Family("inf(x^2 + {c}*x, [-5, 0]) = -1", "2", "=", exactly("2")),
    Family("zeros(x^2 - {c}) = {{-2, 2}}", "4", "=", exactly("4")),
    Family("range(hardswish) = [{c}, oo)", "-3/8", "=", exactly("-3/8")),
    Family("lipschitz(sigmoid) = {c}", "1/4", "=", exactly("1/4")),
    Family("hardswish is {c}-Lipschitz", "3/2", ">=", exactly("3/2")),
    Family("clarke(leaky_relu, 0) = [{c}, 1]", "1/100", "=", exactly("1/100")),
    Family("silu is decreasing on (-oo, {c})", "-13/10", "<=", exactly("-1.2784")),
    Family("relu is differentiable except at {{{c}}}", "0", "=", exactly("0")),
    Family("relu is not differentiable at {c}", "0", "=", exactly("0")),
    Family("let f(x) = softplus(x) + {c}*x; f is strictly increasing", "1/10", ">=", exactly("0")),
    Family("let f(x) = exp(x) + {c}*x; f is injective", "1/10", ">=", exactly("0")),
    Family("let f(x) = max(x, {c}); f(x) > 0 almost everywhere", "1/10", ">=", exactly("0")),
    Family("let f(x) = x^2 + {c}*abs(x); f is convex", "1/10", ">=", exactly("0")),
    Family("let f(x) = tanh(x) + {c}; f is odd", "0", "=", exactly("0")),
    Family("lim(tanh(x) + {c}, x -> -oo) = 0", "1", "=", exactly("1")),
    Family("lim({c}*sign(x) + sign(-x), x -> 0+) = 1", "2", "=", exactly("2")),
    Family("measure({{x : relu6'(x) = 1}}) = {c}", "6", "=", exactly("6")),
    Family("P(relu(Z) = 0) = {c}", "1/2", "=", exactly("1/2")),
    Family("E[relu(Z)^2] = {c}", "1/2", "=", exactly("1/2")),
    Family("E[abs(Z)] > {c}", "1/2", "<=", lambda: mpmath.sqrt(2 / mpmath.pi)),
    Family("forall a > 0: elu(a) is C^1 iff a = {c}", "1", "=", exactly("1")),
    Family("forall x: abs(x) < {c} implies x^2 < 4", "2", "<=", exactly("2")),
    Family("forall x in R \\ {{{c}}}: (x - 1)^2 > 0", "1", "=", exactly("1")),
    Family("exists x in (-oo, 3] \\ {{1}}: x = {c}", "3", "<=", exactly("3")),
    Family("sup(min(x, {c})) = 1", "1", "=", exactly("1")),
    Family("softplus(x, beta) -> relu(x) + {c} uniformly in x as beta -> oo", "0", "=", exactly("0")),
    Family("forall x in R^n: sum({c}*softmax(x)) = 1", "1", "=", exactly("1")),
]
NUMBERS = ("0", "1", "-1", "2", "1/2", "-2", "1/4", "3", "oo", "-oo", "x", "1/0", "log(2)", "10^9", "-1/1000000")
RULES = ("algebra", "undefined", "skip", "introduce", "witness", "connect", "choose", "assume", "split", "values", "predicate", "ae",
         "membership", "extremum", "extremum between", "solutions", "cells", "monotone", "sturm", "root", "lemma", "null")


def leaves(proof: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    if isinstance(proof, dict | list):
        for key in sorted(proof) if isinstance(proof, dict) else range(len(proof)):
            yield from leaves(proof[key], (*path, key))


def copied(data: Any) -> Any:  # so that no two places share an object
    return json.loads(json.dumps(data))


def mutated(proof: Proof, good: str, c: str, choice: random.Random) -> Proof:
    """A copy in which the old constant may have become the new one, and up to two places are changed at random."""
    changed: Proof = copied(proof)
    if choice.random() < 0.7:
        changed = json.loads(json.dumps(changed).replace(f'"{good}"', f'"{c}"'))
    for _ in range(choice.choice((0, 1, 1, 2))):
        paths = list(leaves(changed))
        path = choice.choice(paths)
        if not path:
            continue
        holder: Any = changed
        for key in path[:-1]:
            holder = holder[key]
        holder[path[-1]] = copied(another(holder[path[-1]], path[-1], changed, paths, c, choice))
    return changed


def another(old: Any, key: Any, whole: Any, paths: list[tuple[Any, ...]], c: str, choice: random.Random) -> Any:
    if choice.random() < 0.25:  # something from elsewhere in the proof
        found = whole
        for k in choice.choice(paths):
            found = found[k]
        return found
    if isinstance(old, bool):
        return not old
    if key == "rule":
        return choice.choice(RULES)
    if isinstance(old, str):
        return choice.choice((c, old + "/2", "-(" + old + ")", "left", "right", "<=", ">", *NUMBERS))
    if isinstance(old, int):
        return choice.choice((0, 1, old + 1, old - 1, True))
    if isinstance(old, list):
        return choice.choice((old[1:], old[::-1], old[:-1], [*old, *old[-1:]], [], [c]))
    return choice.choice((A, UNDEFINED, {"rule": "values", "values": []}, each(old), {**old, "strict": True}, {**old, "at": c}))


@cache
def genuine(text: str) -> Proof:
    found = search(read(text, DEFINITIONS), Budget())
    assert isinstance(found, Found) and found.truth, text
    return {**found.proof}


def moved(good: str, choice: random.Random) -> Fraction:
    step = Fraction(choice.choice((-1, 1)), choice.choice((1, 2, 3, 7, 10, 100, 10**4, 10**6)))
    return Fraction(good) + step * choice.randint(1, 3)


@pytest.mark.parametrize("family", FAMILIES, ids=lambda f: f.text)
def test_no_mutated_proof_shows_a_false_statement(family: Family) -> None:
    text = family.text.format(c=family.good)
    proof, choice, false = genuine(text), random.Random(text), 0
    assert accepted(text, True, proof) and not accepted(text, False, proof)
    for _ in range(160):
        c = moved(family.good, choice)
        shown = f"({c})" if c < 0 and "{c}*" in family.text else str(c)
        if family.false(c):
            false += 1
            attempt = mutated(proof, family.good, str(c), choice)
            assert not accepted(family.text.format(c=shown), True, attempt), (shown, attempt)
        attempt = mutated(proof, family.good, family.good, choice)
        assert not accepted(text, False, attempt), attempt
    assert false > 20
