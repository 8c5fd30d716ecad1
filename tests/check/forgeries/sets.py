"""Forgeries of the rules relation (between numbers, sets and infinite values), witness, root and undefined."""

from __future__ import annotations

from .base import Attempt, Proof, condition
from .forms import ALGEBRA, ROWS, denied, forall, node, value

RULE = "statement: relation"
SIGN = "should be .*, but the algebra of signs shows only"
RELATED = {"<": (-1,), "<=": (-1, 0), "=": (0,), "!=": (-1, 1), ">=": (0, 1), ">": (1,)}


def related(k: int, relation: str, d: int, truth: bool) -> Attempt:
    return f"{k} {relation} {k} + {-d}/10", truth, ALGEBRA


TRUTHS = [(k, r, d, d in signs) for r, signs in RELATED.items() for d in (-1, 0, 1) for k in ROWS]
condition(RULE, "the sign of the difference agrees with the relation", SIGN, related, TRUTHS, [(k, r, d, not truth) for k, r,
          d, truth in TRUTHS])


def ranges(left: str, relation: str, right: str, truth: bool = True) -> Attempt:
    return f"{left} {relation} {right}", truth, ALGEBRA


condition(RULE, "sets are equal if their ends and brackets are", "the two sets are not shown to be equal", ranges,
          [(f"[1, {k + 2})", "=", f"[exp(0), {k} + 2)") for k in ROWS],
          [(f"[1, {k + 2})", "=", right) for k in ROWS for right in (f"(1, {k + 2})", f"[1, {k + 2}]", f"[1, {k + 1})",
          f"[0, {k + 2})")])
condition(RULE, "sets differ if an end or a bracket does", "the two sets are not shown to be different", ranges,
          [(f"[1, {k + 2})", "!=", f"[1, {k + 3})") for k in ROWS], [(f"[1, {k + 2})", "!=", f"[exp(0), {k} + 2)")
          for k in ROWS])
condition(RULE, "finite sets are equal if each point is one of the other set", "the two sets are not shown to be equal",
          ranges,
          [(f"{{0, {k}, -1}}", "=", f"{{-1, {k}, sin(0)}}") for k in ROWS],
          [(f"{{0, {k}, -1}}", "=", right) for k in ROWS for right in (f"{{0, {k}}}", f"{{0, {k}, -1, -2}}",
          f"{{0, {k}, 1/2}}", "{}")])
condition(RULE, "sets are equal if their maximal intervals are", "the two sets are not shown to be equal", ranges,
          [(f"[{k}, {k}]", "=", f"{{{k}}}") for k in ROWS] + [(f"(0, {k}) union [{k}, 20)", "=", "(0, 20)") for k in ROWS] + [
              (f"(0, {k}) union (1/2, 20] union (20, oo)", "=", "(0, oo)") for k in ROWS] + [
              (f"(0, 20) \\ {{{k}, 30}}", "=", f"({k}, 20) union (0, {k})") for k in ROWS] + [
              (f"{{{k}}} union ({k}, {k})", "=", f"({k}, 20) \\ ({k}, 20)" if k < 0 else f"{{{k}}}") for k in ROWS],
          [(f"(0, {k}) union ({k}, 20)", "=", "(0, 20)") for k in ROWS] + [(f"[0, {k}]", "=", f"{{0, {k}}}") for k in ROWS] + [
              (f"(0, {k}) union {{20}}", "=", right) for k in ROWS for right in (f"(0, {k + 1}) union {{20}}", f"(0, {k}]",
              f"(0, {k}) union [20, 21)", "(0, 20]", f"{{20}} union [0, {k})")] + [
              (f"(0, {k}] union ({k + 1}, 20)", "=", f"(0, {k + 1}] union ({k + 1}, 20)") for k in ROWS])
condition(RULE, "sets with the same maximal intervals do not differ", "the two sets are not shown to be different", ranges,
          [(f"(0, {k})", "!=", "(0, 1/2)") for k in ROWS] + [(f"[0, {k}]", "!=", f"{{0, {k}}}") for k in ROWS],
          [(f"({k}, {k})", "!=", f"({k + 1}, {k + 1})") for k in ROWS] + [(f"({k}, {k}]", "!=", "{}") for k in ROWS] + [
              (f"({k}, {k - 1})", "!=", "(oo, oo)") for k in ROWS] + [(f"[{k}, {k}]", "!=", f"{{{k}}}") for k in ROWS] + [
              (f"(0, {k}] union ({k}, 20)", "!=", "(0, 20)") for k in ROWS] + [
              (f"(3, {k + 3}) union (0, 3) union {{3}}", "!=", f"(0, {k + 3})") for k in ROWS])


def parameters(k: int, where: str, left: str, right: str) -> Attempt:
    return f"forall a in R: {where} implies {left} = {right}", True, forall(node("assume", proof=ALGEBRA))


condition(RULE, "the order of ends is decided", "which of two ends is greater is not decided", parameters,
          [(k, f"a > {k}", f"[{k}, a]", f"[{k}, a]") for k in ROWS],
          [(k, f"a != {k}", f"[{k}, a]", f"[{k}, a]") for k in ROWS])
condition(RULE, "ends are equal, or they differ", "two values are neither shown equal nor shown different", parameters,
          [(k, f"a > {k}", f"({k}, a) union {{{k}}}", f"[{k}, a)") for k in ROWS],
          [(k, f"a >= {k}", f"({k}, a) union {{{k}}}", f"[{k}, a)") for k in ROWS])
condition(RULE, "the sets are unions of intervals and points", "a quantifier over a set of the form", ranges,
          [(f"(0, 20) \\ {{{k}}}", "!=", "(0, 20)") for k in ROWS],
          [(f"(0, 20) \\ (0, {k})", r, f"[{k}, 20)") for k in ROWS for r in ("=", "!=")])
condition(RULE, "the order of infinite values", "the relation between infinite values does not hold",
          lambda left, r, right, truth: (f"{left} {r} {right}", truth, ALGEBRA),
          [("oo", ">", k, True) for k in ROWS] + [("-oo", "<", "oo", True), ("oo", "=", "oo", True), (3, "=", "oo", False)],
          [("oo", r, k, True) for k in (1, "exp(5)", -3) for r in ("<", "=", "<=")] + [("oo", "<", "oo", True),
          ("-oo", ">=", "oo", True),
           ("-oo", ">", -5, True), ("oo", "!=", "oo", True), ("-oo", "=", "oo", True)])
condition(RULE, "what is compared with an infinite value is defined",
          "is 0 here|outside its domain|under a root is negative|is not shown",
          lambda k, f: (f"{f}({k}) < oo", True, ALGEBRA), [(k, f) for k in ROWS for f in ("log", "sqrt")],
          [(-k, f) for k in ROWS for f in ("log", "sqrt")])

# --------------------------------------------------------------------------------------------------------- witness
RULE = "statement: witness"


def exists(domain: str, body: str, where: str, truth: bool = True, proof: Proof = ALGEBRA,
    quantifier: str = "exists") -> Attempt:
    return f"{quantifier} x in {domain}: {body}", truth, node("witness", value=where, proof=proof)


condition(RULE, "the statement holds at the point", SIGN, lambda k, where: exists("R", f"x^2 = {k * k}", where),
          [(k, str(-k)) for k in ROWS], [(k, f"{k} + 1/{k}") for k in ROWS])
condition(RULE, "the point lies in the interval", "is not shown to lie in", lambda k, domain: exists(domain, f"x = {k}",
          str(k)),
          [(k, f"[{k}, {k + 1})") for k in ROWS], [(k, d) for k in ROWS for d in (f"({k}, {k + 1})", f"(0, {k})",
          f"({k + 1}, oo)")])
condition(RULE, "the point is one of the finite set", "the point is not shown to be one of the finite set",
          lambda k, where: exists(f"{{{k}, {k + 1}}}", "x > 0", where), [(k, str(k)) for k in ROWS], [(k, f"{k} + 1/2")
          for k in ROWS])
condition(RULE, "the point is none of the holes", "the point is one of those that the set leaves out",
          lambda k, hole: exists(f"R \\ {{0, {hole}}}", f"x = {k}", str(k)), [(k, k + 1) for k in ROWS],
          [(k, k) for k in ROWS])
condition(RULE, "the point lies in a part of the union", "the point is not shown to lie in the union",
          lambda k, where: exists(f"(0, {k}) union {{20}}", "x > 0", where), [(k, "20") for k in ROWS],
          [(k, str(k)) for k in ROWS])
condition("statement: introduce", "of a finite set the removed points alone are left out", SIGN + "|needs . proofs under 'proofs', found",
          lambda k, points, holes, n, relation: (f"forall x in {{{points}}} \\ {{{holes}}}: x {relation} {k}", True, forall(*[ALGEBRA] * n)),
          [(k, f"{k}, {k + 1}", h, n, r) for k in ROWS for h, n, r in ((f"{k}", 1, ">"), (f"sqrt({(k + 1)**2})", 1, "="), (f"{k - 1}, {k + 2}", 2, ">="))],
          [(k, f"{k}, {k + 1}", h, n, r) for k in ROWS for h, n, r in ((f"{k + 1}", 1, ">"), (f"{k}", 0, ">"), (f"{k - 1}", 2, ">"), (f"{k}", 2, ">"))])
condition(RULE, "the set is made of intervals and points", "membership in a set of the form",
          lambda k, d: exists(d, f"x = {k}", str(k)), [(k, "R") for k in ROWS], [(k, d) for k in range(1, 6)
          for d in ("{n : n > 0}", "{n*1 : n integer}")])
condition(RULE, "to refute `forall` it fails at the point", SIGN,
          lambda k, where: exists("R", f"x^2 != {k * k}", where, False, quantifier="forall"), [(k, str(k)) for k in ROWS],
          [(k, f"{k} - 1/2") for k in ROWS])
condition(RULE, "to refute `forall` the point belongs to the set", "is not shown to lie in",
          lambda k, d: exists(d, "x > 0", f"-{k}", False, quantifier="forall"), [(k, f"[-{k}, oo)") for k in ROWS],
          [(k, f"(-{k}, oo)") for k in ROWS])


def closed(claim: str, where: str, proof: Proof = ALGEBRA) -> Attempt:
    return claim, False, node("witness", value=where, proof=proof)


UNDEFINED = "is 0 here|has no derivative|not finite and equal there|outside its domain|under a root is"
NOT_THERE = node("undefined")
INSIDE = node("membership", proof=node("choose", index=0, proof=NOT_THERE))
condition(RULE, "a statement closed over its points is not refuted where a term is undefined", UNDEFINED,
          lambda k, where, proof: closed(f"sqrt(x)*{k} > {k}", where, proof), [(k, "1", ALGEBRA) for k in ROWS],
          [(k, f"-{k}", proof) for k in ROWS for proof in (ALGEBRA, NOT_THERE)])
condition(RULE, "nor where the undefined term stands left of `in`", UNDEFINED,
          lambda k, where, proof: closed(f"sqrt(x)*{k} in [0, oo)" if where != "4" else f"sqrt(x)*{k} in [0, 1]", where,
          proof),
          [(k, "4", node("membership", proof=node("choose", index=1, proof=ALGEBRA))) for k in ROWS],
          [(k, f"-{k}", node("membership", proof=NOT_THERE)) for k in ROWS] + [(k, f"-{k}", INSIDE) for k in ROWS])
condition(RULE, "nor where the undefined term stands beside a value", UNDEFINED,
          lambda k, bound, where, proof: closed(f"sqrt(x)*sup(-x^2) <= {bound}", where, value(
              "extremum", proof, value="0", at="0", bound=forall(ALGEBRA))), [(k, f"-{k}", "1", ALGEBRA) for k in ROWS],
          [(k, f"{k}", f"-{k}", NOT_THERE) for k in ROWS])

AT_MOST_1 = node("extremum", value="1", near=["0", "oo"], side="right", strict=True, bound=forall(ALGEBRA))


def beneath(k: int, relation: str, where: str, proof: Proof, first: bool) -> Attempt:
    """The value is put in before the witness, or after it."""
    inner = proof if first else node("values", values=[AT_MOST_1], proof=proof)
    found = node("witness", value=where, proof=inner)
    proved = node("values", values=[AT_MOST_1], proof=found) if first else found
    return f"sqrt({k}*x*sup(tanh)) {relation}", False, proved


condition(RULE, "nor where a value stands inside the undefined term", UNDEFINED + "|before the values inside it are known",
          beneath,
          [(k, f"< {k}", f"4*{k}", ALGEBRA, True) for k in ROWS],
          [(k, ">= 0", f"-{k}", NOT_THERE, first) for k in ROWS for first in (True, False)])

# -------------------------------------------------------------------------------------------------- root, undefined
RULE = "statement: root"


def root(body: str, between: list[str], domain: str = "R") -> Attempt:
    return f"exists x in {domain}: {body}", True, node("root", between=between)


condition(RULE, "the signs at the two ends are opposite", "the signs at the two ends are not shown to be opposite",
          lambda k, a, b: root(f"x^3 + x = {k}", [a, b]), [(k, "0", str(k)) for k in ROWS],
          [(k, *ends) for k in ROWS for ends in (("-1", "0"), (str(k + 1), str(k + 2)))])
condition(RULE, "the ends increase", "the ends of the interval of a root must increase",
          lambda k, a, b: root(f"x^3 + x = {k}", [a, b]), [(k, "0", str(k)) for k in ROWS], [(k, str(k), "0") for k in ROWS])
condition(RULE, "the term is defined between the ends", "is not shown to be different from 0",
          lambda k, low: root(f"{k}/x = 2", [low, str(k)]), [(k, f"{k}/4") for k in ROWS], [(k, "-1") for k in ROWS])
condition(RULE, "the term is continuous between the ends", "a term with jumps has to be resolved|is not decided here",
          lambda k, f: root(f"{f} = 1/2", [f"-{k}", str(k)]), [(k, "x") for k in ROWS], [(k, f) for k in ROWS
          for f in ("sign(x)", "floor(x)")])
condition(RULE, "the ends lie in the set", "is not shown to lie in",
          lambda k, d: root(f"x = {k}", [str(k - 1), str(k + 1)], d), [(k, "R") for k in ROWS], [(k, f"({k}, oo)")
          for k in ROWS])
condition(RULE, "the set is an interval", "a root is shown inside an interval",
          lambda k, d: root(f"x = {k}", [str(k - 1), str(k + 1)], d), [(k, "R") for k in ROWS],
          [(k, f"R \\ {{{k}}}") for k in ROWS] + [(k, f"{{{k - 1}, {k + 1}}}") for k in ROWS])

RULE = "statement: undefined"
condition(RULE, "a term is shown to have no value", "no term is shown to be undefined here",
          lambda k, f: (f"{f.replace('k', str(k))} = 1", False, NOT_THERE), [(k, "log(-k)") for k in ROWS] + [(k,
          "1/(k - k)") for k in ROWS],
          [(k, f) for k in ROWS for f in ("log(k)", "1/k", "sqrt(k)", "(-k)^3", "cbrt(-k)")])
condition(RULE, "a derivative at a kink has no value, elsewhere it has one", "no term is shown to be undefined here",
          lambda k, c: (f"let f(x) = abs(x - {k}); f'({c}) = 1", False, NOT_THERE), [(k, k) for k in ROWS],
          [(k, k + 1) for k in ROWS])
condition(RULE, "an undefined atom is false, never true", "does not show that a statement with '=' is true",
          lambda k, truth: (f"1/({k} - {k}) = {k}", truth, NOT_THERE), [(k, False) for k in ROWS], [(k, True) for k in ROWS])
condition(RULE, "the negation of an undefined atom is true", "no term is shown to be undefined here",
          lambda k, f: (f"not {f}({k}) = 1", True, denied(NOT_THERE)), [(-k, "log") for k in ROWS],
          [(k, "log") for k in ROWS])
