"""How are functions read: names, primes, parameters, and the values of functions such as sup, E[...] and lim?

A catalogue name is replaced by its definition while it is read; it is a `lambda` until it has an argument.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping

from .definition import Definition, Parameter, inside
from .grammar import Grammar
from .printer import show
from .term import ONE, REALS, VECTORS, SyntaxProblem, Term, apply, free, fresh, num, substitute, sym, value
from .tokens import Token, problem
from .words import CONSTANTS, FORMS, OVER, RESERVED, kind

HIGHEST = 100  # order of a derivative


def unknown(what: str, name: str, known: Iterable[str], token: Token) -> SyntaxProblem:
    near = difflib.get_close_matches(name, sorted(known), 1)
    return problem(f"unknown {what} '{name}'" + (f"; did you mean '{near[0]}'?" if near else ""), token)


def derived(function: Term, order: int) -> Term:
    """The derivative of this order, as a function."""
    variable, body = function.args
    return Term("lambda", (variable, Term("deriv", (body, variable, num(order), variable)))) if order else function


class Functions(Grammar):
    """Adds what begins with a name."""

    def at_arrow(self) -> bool:
        return self.token.kind == "name" and self.token.text not in RESERVED and self.ahead() == "->"

    def arrow(self, wanted: str = "number") -> Term:
        """The function x -> body."""
        name = self.variable()
        self.expect("->")
        token = self.token
        with self.binding({name: None}):
            return Term("lambda", (sym(name), self.a(wanted, self.expression(1), token)))

    def named(self) -> Term:
        token, at = self.next(), self.at - 1
        name = token.text
        if name in FORMS and self.token.text == ("[" if name == "E" else "("):
            return self.form(name)
        if name == "R" and self.accept("^"):
            self.expect("n")
            return VECTORS
        if name in CONSTANTS:
            return CONSTANTS[name]
        if name in self.abbreviations:
            return self.abbreviations[name]
        if name in self.definitions:
            return self.call(self.definitions[name], token)
        if name in RESERVED and not (name == "Z" and "Z" in self.scope):
            hint = "stands only inside E[...] and P(...)" if name == "Z" else "is reserved; arguments follow in parentheses"
            raise problem(f"{token} {hint}", token)
        if self.token.text in ("(", "'"):
            raise unknown("function", name, (*self.definitions, *FORMS), token)
        self.first.setdefault(name, at)
        return sym(name)

    # Functions, their arguments and parameters ------------------------------------------------------------------------
    def call(self, definition: Definition, token: Token) -> Term:
        """A function's name, its primes and arguments. Before `is`, and with keywords only, these are parameters."""
        order = self.primes()
        if order and definition.vector:
            raise problem(f"{token} is a function of vectors; write jacobian({token.text})", token)
        if self.token.text != "(":
            return derived(self.instance(definition, {}, token), order)
        subject = self.tokens[self.closing[self.at] + 1].text == "is"
        self.next()
        point: Term | None = None
        place = self.token
        given: dict[str, Term] = {}
        while self.token.text != ")":
            start = self.token
            key = self.next().text if start.kind == "name" and self.ahead() == "=" else None
            if key is not None:
                self.next()
            argument = self.number()
            if key is None and not subject and point is None and not given:
                point = argument
            else:
                parameter = self.parameter(definition, key, given, start)
                given[parameter.name] = self.admitted(definition, parameter, argument, start)
            if self.token.text != ")":
                self.expect(",", ")")
        self.next()
        if point is None and not given and not subject:
            raise problem(f"{token} needs an argument", place, "a term")
        function = self.instance(definition, given, token)
        if point is None:
            return derived(function, order)
        return self.at_point(function, order, self.vector(point, place) if definition.vector else point, token)

    def inline(self, function: Term) -> Term:
        token, order = self.token, self.primes()
        if not self.accept("("):
            return derived(function, order)
        point = self.number()
        self.expect(")")
        return self.at_point(function, order, point, token)

    def primes(self) -> int:
        order = 0
        while self.accept("'"):
            order += 1
        return self.order(num(order), self.token) if order else 0

    def order(self, t: Term, token: Token) -> int:
        """The order of a derivative."""
        q = value(t)
        if q is None or q.denominator != 1 or not 0 < q <= HIGHEST:
            raise problem(f"{show(t)} is no order of a derivative", token, f"a number from 1 to {HIGHEST}")
        return int(q)

    def at_point(self, function: Term, order: int, point: Term, token: Token) -> Term:
        variable, body = function.args
        if order:
            return Term("deriv", (body, variable, num(order), point))
        return self.bounded(substitute(body, {variable.args[0]: point}), token)

    def instance(self, definition: Definition, given: Mapping[str, Term], token: Token) -> Term:
        """The function with these parameters, and defaults for the others."""
        values: dict[str, Term] = {}
        for parameter in definition.parameters:
            filled = given.get(parameter.name, parameter.default)
            if filled is None:
                raise problem(f"{definition.name} needs a value for its parameter {parameter.name}", token)
            values[parameter.name] = filled
        function = self.bounded(definition.at(values), token)
        if definition.vector:
            self.vectorial.add(function)
        return function

    def parameter(self, definition: Definition, key: str | None, given: Mapping[str, Term], token: Token) -> Parameter:
        """The parameter of this name, or the next one."""
        if key in given:
            raise problem(f"parameter {key} is given twice", token)
        for parameter in definition.parameters:
            if parameter.name == key or (key is None and parameter.name not in given):
                return parameter
        if key is not None:
            raise unknown(f"parameter of {definition.name}:", key, (p.name for p in definition.parameters), token)
        raise problem(f"{definition.name} has {len(definition.parameters) or 'no'} parameters, and more are given "
                      "(before 'is' stand parameters only)", token)

    def admitted(self, definition: Definition, parameter: Parameter, argument: Term, token: Token) -> Term:
        """The argument, if the parameter stays in its declared domain; a free variable ranges over that domain."""
        domain, name = parameter.domain, argument.args[0] if argument.head == "sym" else ""
        rule = f"parameter {parameter.name} of {definition.name} must lie in {show(domain)}"
        if name and name not in self.scope:
            known = self.domains.get(name, domain)
            if not inside(known, domain) and not inside(domain, known):
                raise problem(f"{rule}, and another that is {name} too, in {show(known)}: say where it ranges", token)
            self.domains[name] = known if inside(known, domain) else domain
        elif name:
            ranges = self.scope[name]
            if ranges is not None and not inside(ranges, domain):
                raise problem(f"{rule}, and {name} ranges over {show(ranges)}: write {name} in {show(domain)}", token)
        elif domain != REALS and free(argument):
            raise problem(f"{rule}, which is not plain for {show(argument)}: give it a number or a variable", token)
        elif value(argument) is not None and not inside(Term("finite", (argument,)), domain):
            raise problem(f"{rule}, found {show(argument)}", token)
        return argument

    def vector(self, argument: Term, token: Token) -> Term:
        names = free(argument)
        if any(self.scope[name] in (None, VECTORS) for name in names & self.scope.keys()):
            return argument
        if names <= self.scope.keys():
            raise problem(f"{show(argument)} is a number, and a vector is expected: say x in R^n", token, "a vector")
        self.vectors.append((names - self.scope.keys(), token))
        return argument

    # Values of functions ----------------------------------------------------------------------------------------------
    def function(self, t: Term, token: Token) -> Term:
        """A function of a number, or an expression in exactly one unbound variable as the function of that variable."""
        vectorial = t in self.vectorial
        if t.head != "lambda":
            names = sorted(free(self.a("number", t, token)) - self.scope.keys(), key=lambda name: self.first.get(name, 0))
            if len(names) != 1:
                found = " and ".join(names) or "none"
                raise problem(f"a function, or an expression in one unbound variable, is expected; unbound: {found}", token)
            t, vectorial = Term("lambda", (sym(names[0]), t)), any(seen == {names[0]} for seen, _ in self.vectors)
        if vectorial:
            raise problem("a function of vectors stands where a function of a number is expected", token)
        return t

    def form(self, name: str) -> Term:
        """What looks like a function and is none; the position is before the opening bracket."""
        self.next()
        start = self.token
        if name in OVER or name in ("Min", "Max"):
            found = self.over(name, start)
        elif name in ("E", "P"):
            found = apply(name, self.gaussian("number" if name == "E" else "statement", start))
        elif name in ("sum", "diag"):
            found = apply(name, self.vector(self.number(), start))
        elif name == "measure":
            found = apply(name, self.points())
        elif name == "Piecewise":
            found = self.piecewise()
        elif name == "jacobian":
            found = self.jacobian(start)
        elif name == "clarke":
            function = self.function(self.expression(7), start)
            self.expect(",")
            found = apply(name, function, self.number())
        else:
            first = self.number()
            self.expect(",")
            relation = {"Eq": "=", "Ne": "!="}.get(name)
            found = apply(relation, first, self.number()) if relation else self.local(name, first)
        self.expect("]" if name == "E" else ")")
        return found

    def over(self, name: str, start: Token) -> Term:
        """sup, min, range, ... of a function on a set; min and max of several numbers are pointwise."""
        parts = [self.expression(7)]
        while self.accept(","):
            token = self.token
            parts.append(self.expression(7))
            if name not in ("min", "max", "Min", "Max"):
                self.a("set", parts[-1], token)
        if len(parts) > 1 and kind(parts[-1]) == "number":
            return Term(name.lower(), tuple(self.a("number", part, start) for part in parts))
        if len(parts) > 2 or name not in OVER:
            raise problem(f"{name} has no such arguments", start, "numbers, or a function and a set")
        function = self.function(parts[0], start)
        where = REALS if parts[0].head == "lambda" else self.domains.get(function.args[0].args[0], REALS)
        if len(parts) > 1 or self.accept("on"):
            where = self.a("set", parts[1], start) if len(parts) > 1 else self.points()
        return Term(OVER[name], (function, where))

    def gaussian(self, wanted: str, start: Token) -> Term:
        """The function of Z that stands in E[...] or P(...)."""
        with self.binding({"Z": REALS}):
            body = self.arrow(wanted) if self.at_arrow() else self.expression(1)
        if body.head == "lambda":
            return body
        name = fresh("z", free(self.a(wanted, body, start)) - {"Z"})
        return Term("lambda", (sym(name), substitute(body, {"Z": sym(name)})))

    def piecewise(self) -> Term:
        branches: list[Term] = []
        while not branches or self.accept(","):
            self.expect("(")
            branches.append(self.number())
            self.expect(",")
            branches.append(self.formula())
            self.expect(")")
        return Term("piecewise", tuple(branches))

    def jacobian(self, start: Token) -> Term:
        """jacobian(f, x); x may be left out where only one vector is in sight."""
        function = self.expression(7)
        if function.head != "lambda":
            raise problem("jacobian takes a function", start, "a function")
        if self.accept(","):
            token = self.token
            return apply("jacobian", function, self.vector(self.number(), token))
        bound = [name for name, where in self.scope.items() if where == VECTORS]
        seen = bound or sorted({name for names, _ in self.vectors for name in names}) or [function.args[0].args[0]]
        if len(seen) > 1:
            raise problem("which point? Write jacobian(f, x)", start)
        if not bound:
            self.assumed = start
            self.first.setdefault(seen[0], self.at)
        return apply("jacobian", function, self.vector(sym(seen[0]), start))

    def local(self, name: str, body: Term) -> Term:
        """lim(body, x -> point) with a sign for the side, or D(body, x) with an order."""
        variable = sym(self.variable())
        if name == "D":
            order, token = (self.number(), self.token) if self.accept(",") else (ONE, self.token)
            return Term("deriv", (body, variable, num(self.order(order, token)), variable))
        self.expect("->")
        point = self.number()
        return Term("lim", (body, variable, point, self.next().text if self.token.text in ("+", "-") else ""))
