"""How are numbers, arithmetic and sets read?

Recursive descent straight to the tree. A literal in parentheses is not folded with its neighbours (`2*3` is 6, `2*(3)` stays
a product), so that every tree has a text that reads back as the same tree.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from fractions import Fraction

from .definition import Definition, Names
from .term import MINUS_OO, ONE, OO, SyntaxProblem, Term, apply, num, power, sym, value
from .tokens import DIGITS, Token, brackets, exact, problem, tokenize
from .words import KEYWORDS, RESERVED, kind

NESTING, NODES, HEIGHT = 150, 50_000, 160  # limits of the text, and of the tree once definitions are unfolded


class Grammar:
    """A position in the text, the names in scope there, and what has been seen of the free ones."""

    def __init__(self, text: str, definitions: Mapping[str, Definition]) -> None:
        self.tokens = tokenize(text)
        self.closing = brackets(self.tokens)
        self.at = 0
        self.depth = 0
        self.lets: dict[str, Definition] = {}  # let f(x) = ...
        self.definitions = Names((self.lets, definitions))
        self.scope: dict[str, Term | None] = {}  # bound variable -> its set, None where that is not said
        self.abbreviations: dict[str, Term] = {}  # where s = ...
        self.first: dict[str, int] = {}  # variable -> position of its first occurrence
        self.domains: dict[str, Term] = {}  # free variable -> domain of the parameter that it stands for
        self.vectors: list[tuple[frozenset[str], Token]] = []  # among these free variables is a vector
        self.vectorial: set[Term] = set()  # functions of vectors
        self.assumed: Token | None = None  # a jacobian whose point is not said

    # Moving on --------------------------------------------------------------------------------------------------------
    @property
    def token(self) -> Token:
        return self.tokens[self.at]

    def ahead(self, count: int = 1) -> str:
        return self.tokens[min(self.at + count, len(self.tokens) - 1)].text

    def next(self) -> Token:
        token = self.token
        self.at += token.kind != "end"
        return token

    def accept(self, *texts: str) -> bool:
        """Are these the next words? Then they are read."""
        if self.tokens[self.at].text != texts[0] or any(self.ahead(i) != text for i, text in enumerate(texts)):
            return False
        self.at += len(texts)
        return True

    def expect(self, *texts: str) -> Token:
        """One of these words, or without any the end."""
        if self.token.text in (texts or ("",)):
            return self.next()
        token, before = self.token, self.tokens[self.at - 1]
        starts = (token.kind in ("name", "number") and token.text not in KEYWORDS) or token.text == "("
        if self.at and starts and (before.kind == "number" or before.text == ")"):
            raise problem(f"{token} follows {before}: write {before.written}*{token.written} for a product", token)
        raise problem(f"found {token}", token, " or ".join(f"'{t}'" for t in texts) or "the end")

    def deeper(self) -> None:
        self.depth += 1
        if self.depth > NESTING:
            raise self.too_deep()

    def too_deep(self) -> SyntaxProblem:
        return problem("nested too deeply", self.token)

    @contextmanager
    def binding(self, variables: Mapping[str, Term | None]) -> Iterator[None]:
        """These variables are bound meanwhile."""
        outer, self.scope = self.scope, {**self.scope, **variables}
        yield
        self.scope = outer

    def a(self, wanted: str, t: Term, token: Token) -> Term:
        """The node, if it is of the wanted kind."""
        if kind(t) == wanted:
            return t
        hint = "; write it with its argument, as in relu(x)" if kind(t) == "function" else ""
        raise problem(f"a {kind(t)} stands where a {wanted} is expected{hint}", token, f"a {wanted}")

    def number(self) -> Term:
        token = self.token
        return self.a("number", self.expression(8), token)

    def points(self, least: int = 7) -> Term:
        token = self.token
        return self.a("set", self.expression(least), token)

    def formula(self, least: int = 1) -> Term:
        token = self.token
        return self.a("statement", self.expression(least), token)

    def expression(self, least: int = 0) -> Term:
        """Anything whose outermost operator binds at least this strongly: 1 a statement, 7 a set, 8 a number."""
        raise NotImplementedError

    def named(self) -> Term:
        """What begins with a name."""
        raise NotImplementedError

    def inline(self, function: Term) -> Term:
        """(x -> body) with its primes and argument, after the parenthesis."""
        raise NotImplementedError

    def vector(self, argument: Term, token: Token) -> Term:
        """The argument, noted as a vector."""
        raise NotImplementedError

    def variable(self) -> str:
        token = self.next()
        name = token.text
        if token.kind != "name" or name in RESERVED or name in self.definitions or name in self.abbreviations:
            what = " is reserved or already defined" if token.kind == "name" else " is no name"
            raise problem(f"{token}{what}", token, "a variable")
        return name

    def bounded(self, t: Term, token: Token) -> Term:
        """The node, if it is small enough for everybody who walks through it."""
        nodes, stack = 0, [(t, 1)]
        while stack:
            node, height = stack.pop()
            nodes += 1
            if nodes > NODES or height > HEIGHT:
                raise problem("the definitions unfold to a statement that is too large", token)
            stack.extend((a, height + 1) for a in node.terms)
        return t

    # Arithmetic -------------------------------------------------------------------------------------------------------
    def literal(self, q: Fraction, token: Token) -> Term:
        if max(abs(q.numerator), q.denominator).bit_length() > 3 * DIGITS:
            raise problem(f"a number of more than {DIGITS} digits", token)
        return num(q)

    def sum(self) -> Term:
        start = self.token
        parts = [self.product(self.accept("-"))]
        folds = start.text != "("
        while self.token.text in ("+", "-") and self.ahead() != ")":  # not in x -> 0-)
            self.a("number", parts[-1], start)
            minus, start = self.next().text == "-", self.token
            part = self.a("number", self.product(minus), start)
            p, q = value(parts[0]), value(part)
            if folds and start.text != "(" and p is not None and q is not None:
                parts = [self.literal(p + q, start)]
            else:
                parts.append(part)
                folds = False
        return parts[0] if len(parts) == 1 else Term("+", tuple(parts))

    def product(self, minus: bool) -> Term:
        start = self.token
        left = self.power()
        parts = self.negative(left, start) if minus else [left]
        folds = start.text != "(" and value(left) is not None
        while self.token.text in ("*", "/"):
            self.a("number", parts[-1], start)
            divides, start = self.next().text == "/", self.token
            part, bare = self.a("number", self.power(), start), start.text != "("
            if divides:
                part = power(part, num(-1)) if bare else Term("^", (part, num(-1)))
            p, q = value(parts[0]), value(part)
            if folds and bare and p is not None and q is not None:
                parts = [self.literal(p * q, start)]
            else:
                parts = parts[folds and divides and parts == [ONE]:]  # 1/x is x^-1
                parts.append(part)
                folds = False
        return parts[0] if len(parts) == 1 else Term("*", tuple(parts))

    def negative(self, t: Term, token: Token) -> list[Term]:
        """The factors of -t."""
        q = value(self.a("number", t, token))
        return [num(-q)] if q is not None else [MINUS_OO] if t == OO else [OO] if t == MINUS_OO else [num(-1), t]

    def power(self) -> Term:
        self.deeper()
        start = self.token
        if self.accept("-"):
            parts = self.negative(self.power(), start)
            found = parts[0] if len(parts) == 1 else Term("*", tuple(parts))
        else:
            found = self.primary()
        while self.accept("^", "T"):
            found = apply("transpose", self.vector(self.a("number", found, start), start))
        if self.accept("^"):
            self.a("number", found, start)
            token = self.token
            exponent = self.a("number", self.power(), token)
            b, n = value(found), value(exponent)
            if b and n and start.text != "(" and abs(n) * (b.numerator * b.denominator).bit_length() > 6 * DIGITS:
                raise problem(f"a number of more than {DIGITS} digits", start)
            kept = (b is not None and start.text == "(") or (n == 1 and token.text == "(")
            found = Term("^", (found, exponent)) if kept else power(found, exponent)
        self.depth -= 1
        return found

    # Numbers, parentheses, sets ---------------------------------------------------------------------------------------
    def primary(self) -> Term:
        token = self.token
        if token.kind == "number":
            return self.literal(exact(self.next()), token)
        if token.kind == "name" and token.text not in KEYWORDS:
            return self.named()
        if self.accept("("):
            inner = self.expression()
            if self.accept(","):
                return self.interval(inner, token)
            self.expect(")")
            return self.inline(inner) if inner.head == "lambda" else inner
        if self.accept("["):
            inner = self.expression(8)
            self.expect(",")
            return self.interval(inner, token)
        if self.accept("{"):
            return self.braces()
        hint = ": write abs(x) for |x|" if token.written == "|" else ""
        raise problem(f"found {token}{hint}", token, "a term")

    def interval(self, lower: Term, opened: Token) -> Term:
        self.a("number", lower, opened)
        upper = self.number()
        closed = self.expect(")", "]")
        if (lower == MINUS_OO and opened.text == "[") or (upper == OO and closed.text == "]"):
            raise problem("an interval is open at oo and -oo", closed)
        return Term("interval", (lower, upper, opened.text, closed.text))

    def braces(self) -> Term:
        """{a, b}, {x : formula} or {term : k integer}, after the opening brace."""
        points: list[Term] = []
        while not self.accept("}"):
            token = self.token
            points.append(self.number())
            if len(points) == 1 and self.accept(":"):
                found = self.described(points[0], token)
                self.expect("}")
                return found
            if self.token.text != "}":
                self.expect(",", "}")
        return Term("finite", tuple(points))

    def described(self, t: Term, token: Token) -> Term:
        if self.ahead() == "integer" and self.ahead(2) == "}":
            name = self.variable()
            self.next()
            return Term("progression", (sym(name), t))
        if t.head != "sym":
            raise problem("the points of a set are described as in {x : x > 0} or {k*pi : k integer}", token, "a variable")
        with self.binding({t.args[0]: None}):
            return Term("such", (t, self.formula()))
