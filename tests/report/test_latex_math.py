"""How terms, sets and statements look in LaTeX."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest

from symact.check.reader import read, read_term
from symact.check.term import Term, num, sym
from symact.report.latex_box import DISPLAY, box
from symact.report.latex_math import display, formula, inline
from symact.report.latex_text import name

from .proofs import definitions
from .terms import statement

TERMS = {  # text -> in a line, on a line of its own
    "x/2": ("x/2", r"\frac{x}{2}"),
    "1/2": (r"\tfrac{1}{2}", r"\frac{1}{2}"),
    "-1/2*x": ("-x/2", r"-\frac{x}{2}"),
    "1.13": ("1.13", "1.13"),
    "2.5e-8": ("1/40000000", r"\frac{1}{40000000}"),
    "2*(3)": (r"2 \cdot 3", r"2 \cdot 3"),
    "1/1024": (r"1/1024", r"\frac{1}{1024}"),
    "1/3": (r"\tfrac{1}{3}", r"\frac{1}{3}"),
    "x - y - 1": ("x - y - 1", "x - y - 1"),
    "x - (y - 1)": ("x - (y - 1)", "x - (y - 1)"),
    "x*(y + 1)": (r"x\,(y + 1)", r"x\,(y + 1)"),
    "(1/x)^2": ("(1/x)^{2}", r"\left( \frac{1}{x} \right)^{2}"),
    "sqrt(x + 1)": (r"\sqrt{x + 1}", r"\sqrt{x + 1}"),
    "x^(1/5)": (r"\sqrt[5]{x}", r"\sqrt[5]{x}"),
    "x^(2/3)": ("x^{2/3}", "x^{2/3}"),
    "1/sqrt(2*pi)": (r"1/\sqrt{2 \pi}", r"\frac{1}{\sqrt{2 \pi}}"),
    "exp(-x^2/2)": ("e^{-x^{2}/2}", "e^{-x^{2}/2}"),
    "exp(1)": ("e", "e"),
    "tanh(x)^2": (r"\tanh^{2}(x)", r"\tanh^{2}(x)"),
    "erf(x)": (r"\operatorname{erf}(x)", r"\operatorname{erf}(x)"),
    "max(x, 0)": (r"\max(x,\allowbreak 0)", r"\max(x, 0)"),
    "abs(x)": (r"\lvert x\rvert", r"\lvert x\rvert"),
    "cbrt(x)": (r"\sqrt[3]{x}", r"\sqrt[3]{x}"),
    "D(sin(x), x, 2)": (r"\tfrac{d^{2}}{d x^{2}}\,\sin(x)", r"\frac{d^{2}}{d x^{2}}\,\sin(x)"),
    "D(x*y, x)": (r"\tfrac{\partial}{\partial x}\,(x y)", r"\frac{\partial}{\partial x}\,(x y)"),
    "(x -> x^2)'(3)": ("(x \\mapsto x^{2})'(3)", r"\left. \frac{d}{d x}\,x^{2} \right|_{x=3}"),
    "lim(x, x -> 0-)": (r"\lim_{x \to 0^{-}} x", r"\lim_{x \to 0^{-}} x"),
    "lim(x + 1, x -> -oo)": (r"\lim_{x \to -\infty} (x + 1)", r"\lim_{x \to -\infty} (x + 1)"),
    "sup(x -> exp(x), (0, 1])": (r"\sup_{x \in (0,\allowbreak\, 1]} e^{x}", r"\sup_{x \in (0,\allowbreak\, 1]} e^{x}"),
    "E[Z^2]": (r"\mathbb{E}[Z^{2}]", r"\mathbb{E}[Z^{2}]"),
    "P(Z < 1)": (r"\operatorname{P}(Z < 1)", r"\operatorname{P}(Z < 1)"),
    "[a, oo)": (r"[a,\allowbreak\, \infty)", r"[a,\, \infty)"),
    "{0, 1/2}": (r"\{0,\allowbreak \tfrac{1}{2}\}", r"\left\{ 0,\allowbreak \frac{1}{2} \right\}"),
    "R \\ {0}": (r"\mathbb{R} \setminus \{0\}", r"\mathbb{R} \setminus \{0\}"),
    "{k*pi : k integer}": (r"\{\brk k \pi : k \in \mathbb{Z}\}", r"\{k \pi : k \in \mathbb{Z}\}"),
    "x != y": (r"x \neq y", r"x \neq y"),
    "not x < y": (r"x \nless y", r"x \nless y"),
    "0 < x <= 1": (r"0 < x \leq 1", r"0 < x \leq 1"),
    "forall x in R, y in R, z > 0: x = y": (r"\forall x, y \in \mathbb{R},\; z \in (0,\allowbreak\, \infty):\; x = y",
                                            r"\forall x, y \in \mathbb{R},\; z \in (0,\, \infty):\; x = y"),
}


@pytest.mark.parametrize("text", TERMS)
def test_terms(text: str) -> None:
    t, (flat, tall) = read_term(text), TERMS[text]
    assert inline(t) == f"${flat}$"
    assert box(t, DISPLAY).tex == tall


STATEMENTS = {
    "forall x in R: relu(x) >= 0": r"\forall x \in \mathbb{R}:\; \max(x, 0) \geq 0",
    "relu(x) >= 0": r"\forall x \in \mathbb{R}\text{ where defined}:\; \max(x, 0) \geq 0",
    "relu is not differentiable at 0": r"x \mapsto \max(x, 0)\text{ is not differentiable at }0",
    "exp is C^2 on [0, 1)": r"x \mapsto e^{x}\text{ is of class }C^{2}\text{ on }[0,\, 1)",
    "min(softplus) does not exist": r"\min_{x \in \mathbb{R}} \log(1 + e^{x})\text{ does not exist}",
    "relu'(x) != 0 almost everywhere": r"\text{for almost every }x \in \mathbb{R}:\; \frac{d}{d x}\,\max(x, 0) \neq 0",
    "lipschitz(relu) = 1": r"\operatorname{Lip}(x \mapsto \max(x, 0)) = 1",
    "clarke(relu, 0) = [0, 1]": r"\partial_{\mathrm{C}}(x \mapsto \max(x, 0))(0) = [0,\, 1]",
    "range(exp) = (0, oo)": r"\{e^{x} : x \in \mathbb{R}\} = (0,\, \infty)",
    "exp(-a)*relu(x) -> 0 uniformly in x as a -> oo":
        r"e^{-a} \max(x, 0) \to 0\text{ uniformly in }x\text{ as }a \to \infty",
    "elu(-1) < 0": r"\begin{cases} -1 & \text{if }-1 > 0 \\ e^{-1} - 1 & \text{otherwise} \end{cases} < 0",
    "forall x in R^n: sum(softmax(x)) = 1":
        r"\forall x \in \mathbb{R}^{n}:\; \operatorname{sum}\left( \frac{e^{x}}{\operatorname{sum}(e^{x})} \right) = 1",
}


@pytest.mark.parametrize("text", STATEMENTS)
def test_statements(text: str) -> None:
    assert box(read(text, definitions()), DISPLAY).tex == STATEMENTS[text]


X, Y = sym("x"), sym("y")
POWERS = {
    r"2 \cdot 3^{x}": Term("*", (num(2), Term("^", (num(3), X)))), "(-2)^{x}": Term("^", (num(-2), X)),
    "x^{2^{y}}": Term("^", (X, Term("^", (num(2), Y)))), "(x^{2})^{y}": Term("^", (Term("^", (X, num(2))), Y)),
    "(e^{x})^{2}": Term("^", (Term("exp", (X,)), num(2))), "(-x)^{2}": Term("^", (Term("*", (num(-1), X)), num(2))),
    r"x^{y} \cdot (-3)": Term("*", (Term("^", (X, Y)), num(-3))),
}


@pytest.mark.parametrize("tex", POWERS)
def test_powers(tex: str) -> None:
    assert formula(POWERS[tex], flat=True) == tex


@pytest.mark.parametrize(("text", "tex"), [
    ("x", "x"), ("alpha", r"\alpha"), ("epsilon", r"\varepsilon"), ("x_1", "x_{1}"), ("x_i", "x_{i}"),
    ("beta_12", r"\beta_{12}"),
    ("x1", r"\mathrm{x1}"), ("rest_0", r"\mathrm{rest}_{0}"), ("negative_slope", r"\mathrm{negative\_}\allowbreak "
                                                               r"\mathrm{slope}"),
    ("x_", r"\mathrm{x\_}"), ("x_1_2", r"\mathrm{x\_}\allowbreak \mathrm{1\_}\allowbreak \mathrm{2}"),
])
def test_names(text: str, tex: str) -> None:
    assert name(text) == tex


def test_different_names_look_different() -> None:
    texts = ["x", "X", "x_1", "x1", "x_", "x__1", "x_1_", "x_01", "alpha", "Alpha", "alpha_1", "alpha1", "xi", "x_i", "e_x",
             "ex"]
    assert len({name(t) for t in texts}) == len(texts)


def test_a_display_is_broken_where_it_is_loosest() -> None:
    t = read_term("forall x in R: x + y + z + 1000000 <= a + b + c + 2000000 and c = 3000000")
    assert display(t, 60).startswith("\\[\n\\forall")
    lines = [line.removesuffix(r" \\") for line in display(t, 15).splitlines()]
    assert lines == [
        r"\[", r"\begin{aligned}", r"& \forall x \in \mathbb{R}:\; x + y + z + 1000000", r"& \quad {} \leq a + b + c + "
        r"2000000",
        r"& \quad {} \text{ and }c = 3000000", r"\end{aligned}", r"\]"]
    assert r"\begin{longformula}" in display(Term("exp", (Term("*", tuple(sym(f"x_{i}") for i in range(99))),)), 30)


def test_punctuation_stays_with_the_display() -> None:
    assert display(read_term("x = 1"), 30, ".") == "\\[\nx = 1.\n\\]"
    assert ".\n\\end{aligned}" in display(read_term(" + ".join("x" * 40)), 20, ".")
    assert ".$\n" in display(read_term("tanh(" + " + ".join("x" * 40) + ")"), 20, ".")


def test_a_leading_minus_is_a_sign_in_a_broken_display_too() -> None:
    assert r"& {-}x" in display(read_term("-" + " - ".join("x" * 40)), 20)


def test_long_numbers_can_be_broken() -> None:
    assert r"\allowbreak" in inline(num(10**40))
    assert r"\allowbreak" not in formula(num(10**40), flat=True)
    assert inline(num(Fraction(10**40, 3))).count("allowbreak") == 8


def test_braces_are_balanced_whatever_the_statement() -> None:
    for seed in range(150):
        t = statement(Random(seed), seed % 6)
        for tex in (inline(t), display(t, 35), formula(t), formula(t, flat=True)):
            plain = tex.replace(r"\{", "").replace(r"\}", "")
            assert plain.count("{") == plain.count("}")
            assert tex.count(r"\left") - tex.count(r"\leftarrow") == tex.count(r"\right")
            assert tex.isascii()


def test_work_is_not_doubled_at_each_level() -> None:
    """Boxes are measured before they are used; without the memory this would not return."""
    t = sym("x")
    for i in range(60):
        t = Term("^", (Term("+", (num(1), t)), num(-1))) if i % 2 else Term("^", (sym("y"), t))
    assert display(t, 30)
