"""How are relations and predicates read: chains, `is`, `exists`, uniform convergence?"""

from __future__ import annotations

from .calls import Functions, unknown
from .printer import show
from .term import EXTREMA, PROPERTIES, REALS, RELATIONS, ZERO, Term, apply, free, fresh, num, sym
from .tokens import Token, exact, problem
from .words import kind

SIGNS = {"positive": ">", "nonnegative": ">=", "negative": "<", "nonpositive": "<="}


class Relations(Functions):
    """Adds statements without connectives."""

    def related(self, left: Term, start: Token) -> Term:
        """A chain of relations, `is`, `exists`, `does not exist`, or `-> ... uniformly as ...`, after its left side."""
        if self.accept("is"):
            return self.predicate(left, start)
        if self.accept("does", "not", "exist"):
            return apply("not", apply("has_value", left))
        if self.accept("exists"):
            return apply("has_value", left)
        if self.accept("->"):
            return self.uniform(self.a("number", left, start))
        parts: list[Term] = []
        while self.token.text in RELATIONS or (self.token.text == "in" and not (parts and parts[-1].head == "in")):
            wanted = kind(left) if kind(left) == "set" and self.token.text in ("=", "!=", "in") else "number"
            self.a(wanted, left, start)
            relation, start = self.next().text, self.token
            right = self.a("set" if relation == "in" else wanted, self.expression(7), start)
            parts.append(Term(relation, (left, right)))
            left = right if relation != "in" else parts[-1]  # `in` ends a chain
        if not parts:
            raise problem(f"found {self.token}", self.token, "'does not exist'")
        return parts[0] if len(parts) == 1 else Term("and", tuple(parts))

    def uniform(self, body: Term) -> Term:
        token, limit = self.token, self.number()
        self.expect("uniformly")
        name = self.variable() if self.accept("in") else None
        self.expect("as")
        parameter = self.variable()
        self.expect("->")
        self.expect("oo")
        names = [name] if name else sorted((free(body) | free(limit)) - self.scope.keys() - {parameter})
        if len(names) != 1:
            raise problem("uniformly in which variable? Write 'uniformly in x as ...'", token)
        return apply("uniform", body, limit, sym(names[0]), sym(parameter))

    def predicate(self, left: Term, start: Token) -> Term:
        """What follows `is`."""
        negated = self.accept("not")
        if self.accept("attained"):
            if left.head not in EXTREMA:
                raise problem("only a supremum, infimum, minimum or maximum is attained", start)
            found = apply("attained", left)
        elif left.head == "lambda":
            found = self.property(self.function(left, start))
        elif left.head == "sym" and start.text == left.args[0]:
            raise unknown("function", start.text, self.definitions, start)
        else:
            raise problem(f"'is' speaks of functions, and {show(left)} is a {kind(left)}", start, "a function")
        return apply("not", found) if negated else found

    def property(self, function: Term) -> Term:
        token = self.token
        if token.kind != "name" or self.ahead() in ("(", "-", "*", "/") or (self.ahead() == "^" and token.text != "C"):
            constant = self.a("number", self.product(self.accept("-")), token)
            self.expect("-")
            name, more = self.expect("Lipschitz").text, [constant]
        else:
            name, more = self.quality(self.next())
        mostly = self.token
        if self.accept("almost", "everywhere"):
            return self.mostly(name, function, mostly)
        return Term("is", (name, function, self.points() if self.accept("on") else REALS, *more))

    def quality(self, token: Token) -> tuple[str, list[Term]]:
        """The name of a property, and what it speaks of besides the function."""
        name = token.text
        if name in ("strictly", "piecewise"):
            name += f" {self.next().text}"
        if name == "C":
            self.expect("^")
            order = self.next()
            if order.text != "oo" and (order.kind != "number" or exact(order).denominator > 1):
                raise problem(f"found {order}", order, "an order such as C^1 or C^oo")
            return ("smooth", []) if order.text == "oo" else ("C", [num(exact(order))])
        if name == "differentiable" and self.accept("except", "at"):
            return "differentiable except", [self.points()]
        if name in ("differentiable", "continuous") and self.accept("at"):
            return f"{name} at", [self.number()]
        if name == "periodic" and self.accept("with", "period"):
            return name, [self.number()]
        if PROPERTIES.get(name) != ():
            more = {"Lipschitz": "1-Lipschitz, or write lipschitz(f) < oo", "periodic": "periodic with period 1"}.get(name)
            raise problem(f"say more, as in {more}", token) if more else unknown("property", name, PROPERTIES, token)
        return name, []

    def mostly(self, name: str, function: Term, token: Token) -> Term:
        """`almost everywhere` directly after a predicate that speaks of points."""
        where = self.points() if self.accept("on") else REALS
        variable, body = function.args
        if name in SIGNS:
            return Term("ae", (variable, where, apply(SIGNS[name], body, ZERO)))
        if name not in ("differentiable", "continuous"):
            raise problem(f"'{name}' does not speak of single points", token)
        point = sym(fresh(variable.args[0], free(function)))
        return Term("ae", (point, where, Term("is", (f"{name} at", function, REALS, point))))
