"""Forgeries of the rule components: vectors of any length, their sums and Jacobians."""

from __future__ import annotations

from .base import Attempt, Proof, condition
from .forms import ALGEBRA, ROWS, node, put

SIGN = "should be .*, but the algebra of signs shows only"
RULE = "statement: components"


def holds(k: int, text: str, entries: int = 1, truth: bool = True, proof: Proof = ALGEBRA) -> Attempt:
    return put(k, text), truth, node("components", proofs=[proof] * entries)


SHIFT = "forall x in R^n, c in R: softmax(x + k*c) = {}"
condition(RULE, "the relation holds in every component", SIGN, holds, [(k, SHIFT.format("softmax(x)")) for k in ROWS],
          [(k, SHIFT.format(f)) for k in ROWS for f in ("softmax(2*x)", "softmax(x)*exp(c)", "exp(x)")])
condition(RULE, "the sum runs over all components", SIGN, holds, [(k, "forall x in R^n: sum(k*softmax(x)) = k")
          for k in ROWS],
          [(k, f"forall x in R^n: {t}") for k in ROWS for t in ("sum(k*softmax(x)) = k + 1", "k*softmax(x) = k",
          "sum(exp(x)) = exp(x)")])
condition(RULE, "sums with different coefficients are not equal", SIGN, holds,
          [(k, "forall x in R^n: sum(k*exp(x)) = k*sum(exp(x))") for k in ROWS],
          [(k, f"forall x in R^n: sum(k*exp(x)) = {t}") for k in ROWS for t in ("(k + 1)*sum(exp(x))", "sum(exp(k*x))*k + 1",
          "k*exp(sum(x))")])
condition(RULE, "a sum of positive terms is positive, others have no sign", SIGN, holds,
          [(k, "forall x in R^n: sum(exp(k*x)) > 0") for k in ROWS], [(k, "forall x in R^n: sum(k*x) > 0") for k in ROWS])
JACOBIAN = "jacobian(softmax) = {} where s = softmax(x)"
condition(RULE, "the Jacobian has the entries claimed", SIGN, holds, [(k, JACOBIAN.format("k*(diag(s) - s*s^T)/k"), 2)
          for k in ROWS],
          [(k, JACOBIAN.format(t), 2) for k in ROWS for t in ("diag(s) + s*s^T", "k*diag(s) - s*s^T + diag(s)", "diag(s)",
          "diag(s*s) - s*s^T")])
condition(RULE, "off the diagonal too", SIGN, holds, [(k, JACOBIAN.format("diag(s) - s*s^T"), 2) for k in ROWS],
          [(k, JACOBIAN.format(t), 2) for k in ROWS for t in ("diag(s) - diag(s*s)", "diag(s - s*s) + (k - k)*s*s^T")])
condition(RULE, "every entry has a proof", r"needs \d proofs under 'proofs', found", holds,
          [(k, JACOBIAN.format("k*(diag(s) - s*s^T)/k"), 2) for k in ROWS],
          [(k, JACOBIAN.format("k*(diag(s) - s*s^T)/k"), n) for k in ROWS for n in (0, 1, 3)])
condition(RULE, "the statement is a relation for all x in R^n", "shows relations between vectors for all x in R.n", holds,
          [(k, "forall x in R^n: sum(k*softmax(x)) = k") for k in ROWS],
          [(k, t, 1, truth) for k in range(1, 4) for t, truth in (("forall x in R: k*x = k*x", True),
          ("forall x in R^n: sum(softmax(x)) = k + 1", False), ("k = k", True),
                                                               ("forall x in R^n: sum(exp(x)) > 0 and k > 0", True),
                                                               ("relu is continuous", True))])
condition(RULE, "a Jacobian is taken at the vector itself",
          "a Jacobian is taken of a function with vectors as values, at the vector itself", holds,
          [(k, "forall x in R^n: jacobian(softmax, x) = diag(s) - s*s^T where s = softmax(x)", 2) for k in (1,)],
          [(k, f"forall x in R^n: jacobian(softmax, {t}) = diag(s) - s*s^T where s = softmax({t})", 2) for k in range(1, 6)
          for t in ("x + k", "k*x")])
condition(RULE, "the shapes under an operation fit together", "the vectors and matrices under '.' do not fit together",
          holds, [(k, JACOBIAN.format("diag(s) - s*s^T"), 2) for k in ROWS],
          [(k, JACOBIAN.format(t), 2) for k in ROWS for t in ("k*diag(s) - s", "s^T*s - diag(s)*k", "diag(s)*s*k",
          "k*diag(s)*diag(s)")])
condition(RULE, "the two sides are of one shape", "a matrix is compared with a matrix or with 0", holds,
          [(k, "forall x in R^n: k*softmax(x) = softmax(x)*k") for k in ROWS],
          [(k, t, n) for k in ROWS for t, n in (("forall x in R^n: softmax(x)^T = k*softmax(x)", 1),
          ("jacobian(softmax) = k*s where s = softmax(x)", 2), ("jacobian(softmax) = k", 2))])
condition(RULE, "numbers beside the vectors range over intervals", "beside vectors, numbers range over intervals", holds,
          [(k, "forall x in R^n, c in (0, k): softmax(x + c) = softmax(x)") for k in ROWS],
          [(k, f"forall x in R^n, c in {d}: softmax(x + c) = softmax(x)") for k in ROWS for d in ("{0, k}", "R \\ {k}")])
condition(RULE, "a sum has no component in a denominator",
          "a sum over components has a summand with the component in its denominator", holds,
          [(k, "forall x in R^n: sum(exp(x)/k) = sum(exp(x))/k") for k in ROWS],
          [(k, "forall x in R^n: sum(1/(exp(x) + k)) = sum(1/(k + exp(x)))") for k in ROWS])
condition(RULE, "all vectors have components of their own", SIGN, holds,
          [(k, "forall x in R^n, y in R^n: sum(k*x + y) = k*sum(x) + sum(y)") for k in ROWS],
          [(k, f"forall x in R^n, y in R^n: sum(k*x + y) = {t}") for k in ROWS for t in ("(k + 1)*sum(x)",
          "k*sum(y) + sum(x) + sum(y*x)")])
condition(RULE, "products of matrices are not products of their entries",
          "the vectors and matrices under '.' do not fit together", lambda k, t, n: holds(k, f"{t} where s = softmax(x)", n),
          [(k, "jacobian(softmax)*k = k*diag(s) - k*s*s^T", 2) for k in ROWS],
          [(k, "jacobian(softmax)*diag(k*s) = k*diag(s*s) - k*diag(s*s*s)", 2) for k in ROWS])
condition(RULE, "under a Jacobian no sum over the others depends on the component",
          "a sum over the other components depends on this one", lambda k, inner, right: holds(
    k, f"let f(x in R^n) = exp(x)/sum(exp({inner})); jacobian(f) = {right} where s = f(x)", 2), [(1, "x", "diag(s) - s*s^T"),
    (2, "x", "diag(s) - s*s^T")], [(k, "k*x*sum(x)", "diag(s) - s*s^T") for k in ROWS])

# ------------------------------------------------------------------------------------------------ one vector against
RULE = "statement: vector witness"


def fails(k: int, text: str, values: tuple[str, ...] = ("0", "1"), length: object = 2, row: object = 0, column: object = 0,
          truth: bool = False) -> Attempt:
    return put(k, text), truth, node("vector witness", length=length, row=row, column=column, values=[put(k, v) for v in values],
                                     proof=ALGEBRA)


UNEQUAL = "forall x in R^n: softmax((k + 1)*x) = softmax(x)"
condition(RULE, "the relation fails in the entry", SIGN, fails, [(k, UNEQUAL, v) for k in ROWS for v in (("0", "1"), ("k", "0"))],
          [(k, t, v) for k in ROWS for t, v in ((UNEQUAL, ("0", "0")), (UNEQUAL, ("k", "k")), ("forall x in R^n: softmax(x + k) = softmax(x)",
          ("0", "1")), ("forall x in R^n: k*softmax(x) < k", ("k", "1")), ("forall x in R^n: sum(k*softmax(x)) = k", ("0", "k")))])
condition(RULE, "the relation fails in this entry of the matrix", SIGN, fails,
          [(k, JACOBIAN.format("k*diag(s)"), ("k", "1"), 2, 0, 1) for k in ROWS],
          [(k, JACOBIAN.format(t), ("k", "1"), 2, 1, c) for k in ROWS for t, c in (("diag(s) - diag(s*s)", 1), ("diag(s) - s*s^T", 1),
          ("diag(s) - s*s^T", 0))])
condition(RULE, "it is a relation between vectors, and refuted", "refutes relations between vectors, other than !=", fails,
          [(k, UNEQUAL) for k in ROWS],
          [(k, t, ("0", "1"), 2, 0, 0, truth) for k in ROWS for t, truth in ((UNEQUAL, True), ("forall x in R: x = k", False),
          ("forall x in R^n: softmax(x) != k*softmax(x)", False), ("forall x in R^n: x = k and x = k", False))])
condition(RULE, "the entry is one of the vector", "the field '(row|column|length)' must be an integer from", fails,
          [(k, JACOBIAN.format("k*diag(s)"), ("k", "1"), 2, 0, 1) for k in ROWS],
          [(k, JACOBIAN.format("k*diag(s)"), v, n, r, c) for k in ROWS for v, n, r, c in ((("k", "1"), 2, 2, 0), (("k", "1"), 2, 0, 2),
          (("k", "1"), 2, -1, 0), (("k",) * 9, 9, 0, 0), ((), 0, 0, 0), (("k", "1"), 2, True, 0))])
condition(RULE, "every component and every number has a value", "the field 'values' must be a list of . terms", fails,
          [(k, "forall x in R^n, c in R: softmax(c*x) = softmax(x)", ("0", "1", "k + 1")) for k in ROWS],
          [(k, "forall x in R^n, c in R: softmax(c*x) = softmax(x)", v) for k in ROWS for v in (("0", "1"), ("0",), ("0", "1", "k", "k"))])
condition(RULE, "a number lies in its interval", "is not shown to lie in", fails,
          [(k, "forall x in R^n, c in (1, k + 2): softmax(c*x) = softmax(x)", ("0", "1", "k + 1")) for k in ROWS],
          [(k, "forall x in R^n, c in (1, k + 2): softmax(c*x) = softmax(x)", ("0", "1", v)) for k in ROWS for v in ("0", "k + 2", "-k")])
condition(RULE, "the components are numbers", "the variable . is not bound", fails,
          [(k, UNEQUAL) for k in ROWS], [(k, UNEQUAL, v) for k in ROWS for v in (("x", "1"), ("0", "c"))])
