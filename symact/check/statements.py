"""How are statements read: connectives, quantifiers, definitions in place, and the closure over free variables?"""

from __future__ import annotations

from .definition import Definition, Parameter, inside
from .printer import show
from .relations import Relations
from .term import MINUS_OO, OO, REALS, RELATIONS, VECTORS, ZERO, Term, free, rebuild, substitute, sym, value
from .tokens import Token, problem
from .words import RESERVED

STRENGTH = {"iff": 1, "implies": 2, "or": 3, "and": 4, **dict.fromkeys((*RELATIONS, "in", "is", "does", "exists", "->"), 6),
            "union": 7, "\\": 7, "without": 7}
MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "!=": "!="}
Items = list[tuple[str, Term]]  # variables with their sets


def quantified(head: str, items: Items, body: Term) -> Term:
    """The body under a quantifier for each variable, the first one outermost."""
    for name, where in reversed(items):
        body = Term(head, (sym(name), where, body))
    return body


def between(ends: dict[str, Term]) -> Term | None:
    """{x : x sign end, ...} for one relation, or for one bound from each side."""
    if len(ends) == 1 and "=" in ends:
        return Term("finite", (ends["="],))
    if len(ends) == 1 and "!=" in ends:
        return Term("minus", (REALS, Term("finite", (ends["!="],))))
    lower = [(ends[s], b) for s, b in ((">", "("), (">=", "[")) if s in ends]
    upper = [(ends[s], b) for s, b in (("<", ")"), ("<=", "]")) if s in ends]
    if len(lower) > 1 or len(upper) > 1 or len(lower) + len(upper) < len(ends):
        return None
    (a, opened), (b, closed) = (*lower, (MINUS_OO, "("))[0], (*upper, (OO, ")"))[0]
    return Term("interval", (a, b, opened, closed))


def _unbound(t: Term) -> Term:
    """The statement without the parameters that `uniformly as b -> oo` binds."""
    return substitute(t, {t.args[3].args[0]: ZERO}) if t.head == "uniform" else rebuild(t, _unbound)


class Statements(Relations):
    """The complete language."""

    def expression(self, least: int = 0) -> Term:
        self.deeper()
        start = self.token
        if start.text in ("forall", "exists") or (start.text == "almost" and self.ahead() == "every"):
            left = self.quantified(0 if least == 0 else 1)
        elif self.at_arrow():
            left = self.arrow()
        else:
            items, end = self.announced() if least == 0 else ([], 0)
            with self.binding(dict(items)):
                left = Term("not", (self.formula(5),)) if self.accept("not") else self.sum()
                while STRENGTH.get(self.token.text, 0) >= max(least, 1):
                    left = self.combined(left, start)
                if least == 0:
                    left = self.suffixed(left, items, end, start)
        self.depth -= 1
        return left

    def combined(self, left: Term, start: Token) -> Term:
        """The node that the operator here makes of what stands left of it."""
        operator, strength = self.token.text, STRENGTH[self.token.text]
        if strength == 6:
            return self.related(left, start)
        parts = [self.a("set" if strength == 7 else "statement", left, start)]
        while (operator in ("and", "or", "union") or len(parts) == 1) and self.accept(operator):
            parts.append(self.points(8) if strength == 7 else self.formula(strength + (operator != "implies")))
        return Term("minus" if operator in ("\\", "without") else operator, tuple(parts))

    # Quantifiers ------------------------------------------------------------------------------------------------------
    def quantified(self, least: int) -> Term:
        token = self.next()
        head = "ae" if token.text == "almost" and self.accept("every") else token.text
        items = self.items()
        if head == "ae" and len(items) > 1:
            raise problem("'almost every' takes one variable", token)
        if head == "forall" and self.accept("where", "defined"):
            head = "closure"
        self.expect(":")
        with self.binding(dict(items)):
            return quantified(head, items, self.formula(least))

    def items(self) -> Items:
        """x in S, 0 < y < 1, z, ...: each stands alone, and later ones may speak of earlier ones."""
        items: Items = []
        bare = False
        while not items or self.accept(","):
            token = self.token
            if token.kind == "name" and token.text in RESERVED:
                self.variable()
            with self.binding(dict(items)):
                t = self.expression(6)
            name, where = self.item(t, token)
            if bare and t.head == "in":
                names = f"{items[-1][0]}, {name}"
                fixed = f"{items[-1][0]} in ..., {name} in ..."
                raise problem(f"in '{names} in ...' only {name} is restricted", token, fixed)
            if name in dict(items):
                raise problem(f"{name} is quantified twice", token)
            bare = t.head == "sym"
            items.append((name, where))
        return items

    def item(self, t: Term, token: Token) -> tuple[str, Term]:
        """The variable and the set of points at which the formula holds."""
        if t.head == "sym":
            return t.args[0], REALS
        if t.head == "in" and t.args[0].head == "sym":
            return t.args[0].args[0], t.args[1]
        relations = t.args if t.head == "and" else (t,)
        if len(relations) < 3 and all(r.head in RELATIONS for r in relations):
            left, right = relations[0].args
            variable = right if len(relations) == 2 or left.head != "sym" or (
                left.args[0] in self.scope and right.head == "sym" and right.args[0] not in self.scope) else left
            ends: dict[str, Term] = {}
            for r in relations:
                sign, end = (r.head, r.args[1]) if r.args[0] == variable else (MIRRORED[r.head], r.args[0])
                ends[sign] = end
            if variable.head == "sym" and not any(variable.args[0] in free(end) for end in ends.values()):
                where = between(ends)
                if where is not None:
                    return variable.args[0], where
        raise problem("a quantifier takes variables and their ranges", token, "x, x > 0, 0 < x < 1 or x in S")

    def announced(self) -> tuple[Items, int]:
        """The variables of a `for` that follows the statement which begins here, and where it ends."""
        i = self.at
        while self.tokens[i].text not in (")", "]", "}", ";", "for", "") and (
                self.tokens[i].text != "where" or self.tokens[i + 1].text == "defined"):
            i = self.closing.get(i, i) + 1
        if self.tokens[i].text != "for":
            return [], 0
        back, self.at = self.at, i + 1
        items, end = self.items(), self.at
        self.at = back
        return items, end

    def suffixed(self, left: Term, items: Items, end: int, start: Token) -> Term:
        """`for x < 0` and `almost everywhere`, over the whole statement before them."""
        inner: Items = []  # what `for` has restricted before the words that follow
        while self.token.text == "for" or (self.token.text == "almost" and self.ahead() == "everywhere"):
            self.a("statement", left, start)
            token = self.token
            if self.accept("for"):
                if not end:
                    raise problem("only one 'for' follows a statement", token)
                inner, items, self.at, end = items, [], end, 0
                continue
            self.at += 2
            named = self.variable() if self.accept("in") else None
            unbound = [n for n in free(left) if n not in self.scope and n not in self.domains]
            names = [named] if named else unbound or [n for n, _ in (*inner, *items) if n in free(left)]
            if len(names) != 1:
                raise problem("almost everywhere in which variable? Write 'almost everywhere in x'", token)
            where = dict((*inner, *items)).get(names[0], self.domains.get(names[0], REALS))
            inner, items = ([i for i in part if i[0] != names[0]] for part in (inner, items))
            left, inner = quantified("forall", inner, left), []
            left = Term("ae", (sym(names[0]), self.points() if self.accept("on") else where, left))
        return quantified("forall", inner, left)

    # Whole texts ------------------------------------------------------------------------------------------------------
    def definition(self) -> Definition:
        """f(x, a = 1 in (0, oo)) = body, or f = x -> body."""
        start = self.token
        name = self.variable()
        if self.accept("="):
            function = self.expression(1)
            if function.head != "lambda" or free(function):
                raise problem("a function without other variables is expected", start, "x -> expr")
            body = self.a("number", function.args[1], start)
            return Definition(name, function.args[0].args[0], (), body, False)
        self.expect("(")
        variable, vector = self.variable(), self.accept("in", "R", "^", "n")
        parameters: list[Parameter] = []
        while self.accept(","):
            parameters.append(self.declared())
        self.expect(")")
        self.expect("=")
        names = [variable, *(p.name for p in parameters)]
        if len(set(names)) < len(names):
            raise problem(f"{name} names a variable twice", start)
        token = self.token
        with self.binding({variable: VECTORS if vector else REALS, **{p.name: p.domain for p in parameters}}):
            body = self.bounded(self.number(), token)
        if free(body) - set(names):
            unknown = min(free(body) - set(names), key=lambda n: self.first[n])
            raise problem(f"{name} is defined with '{unknown}', which is no variable or parameter of it", token)
        return Definition(name, variable, tuple(parameters), body, vector)

    def declared(self) -> Parameter:
        token = self.token
        name = self.variable()
        default = self.number() if self.accept("=") else None
        domain = self.points() if self.accept("in") else REALS
        if default is not None and (free(default) or (value(default) is not None
                                                      and not inside(Term("finite", (default,)), domain))):
            raise problem(f"the default of {name} must be a number in {show(domain)}, found {show(default)}", token)
        return Parameter(name, default, domain)

    def statement(self) -> Term:
        """let definitions; the statement where abbreviations: closed over its free variables."""
        while self.accept("let"):
            definition = self.definition()
            self.expect(";")
            self.lets[definition.name] = definition
        end = self.abbreviated()
        token = self.token
        found = self.expression()
        if self.token.text == "where" and end:
            self.at = end
        self.finished()
        return self.closed(self.bounded(self.a("statement", found, token), token))

    def abbreviated(self) -> int:
        """Reads `where s = expr, ...` ahead of the statement; returns where it ends, 0 if there is none."""
        back = self.at
        for i in range(back, len(self.tokens)):
            if self.tokens[i].text == "where" and self.tokens[i + 1].text != "defined":
                self.at = i + 1
                while self.at == i + 1 or self.accept(","):
                    name = self.variable()
                    token = self.expect("=")
                    self.abbreviations[name] = self.bounded(self.number(), token)
                end, self.at = self.at, back
                return end
        return 0

    def finished(self) -> None:
        if self.token.kind != "end":
            self.expect()

    def closed(self, t: Term) -> Term:
        """The statement at all points where it is defined: one closure for each free variable, in order of occurrence."""
        vectors: set[str] = set()
        for names, token in sorted(self.vectors, key=lambda item: len(item[0])):
            if len(names) > 1 and not names & vectors:
                raise problem(f"which of {', '.join(sorted(names))} is a vector? Write forall x in R^n", token)
            vectors |= names if len(names) == 1 else set()
        if self.assumed and len(vectors) > 1:
            raise problem("which point? Write jacobian(f, x)", self.assumed)
        for name in sorted(free(_unbound(t)), key=lambda n: self.first.get(n, 0), reverse=True):
            t = Term("closure", (sym(name), VECTORS if name in vectors else self.domains.get(name, REALS), t))
        return t
