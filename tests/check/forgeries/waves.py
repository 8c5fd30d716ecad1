"""Forgeries about sin, cos and tan: quarter turns, poles, Euler's formulas and special angles."""

from __future__ import annotations

from .algebra import ALL, sign_on
from .base import condition
from .forms import ROWS, node, value

RULE = "sign: algebra"
condition(RULE, "sin is positive strictly between the turns 0 and pi", "should be positive, but the algebra of signs shows only",
          lambda k, domain: sign_on(domain, f"sin({k}*x) > 0"),
          [(k, f"(0, pi/{k})") for k in ROWS], [(k, d) for k in ROWS for d in (f"[0, pi/{k})", f"(0, pi/{k}]", f"(0, pi/{k} + 10^-9)")])
condition(RULE, "cos is positive strictly between the turns -pi/2 and pi/2", "should be positive, but the algebra of signs shows only",
          lambda k, low, high: sign_on(f"({low}, {high}]", f"cos(x + {k}*pi) {'<' if k % 2 else '>'} 0".replace("< 0", "*(-1) > 0")),
          [(k, "-pi/2", "1") for k in ROWS], [(k, low, high) for k in ROWS for low, high in (("-pi/2", "pi/2"), ("-pi/2 - 10^-9", "1"))])
condition(RULE, "between two turns the values lie between those at the turns", "should be negative, but the algebra of signs shows only",
          lambda k, left, c: sign_on(f"{left}0, pi/{2 * k})", f"sin({k}*x)^2 - cos({k}*x) < {c}"),
          [(k, left, 1) for k in ROWS for left in "(["], [(k, "[", "0.999") for k in ROWS])
condition(RULE, "1 is reached where the turn belongs to the interval", "should be positive, but the algebra of signs shows only",
          lambda k, right: sign_on(f"[0, pi/{2 * k}{right}", f"1 - sin({k}*x) > 0"),
          [(k, ")") for k in ROWS], [(k, "]") for k in ROWS])
condition(RULE, "tan is defined off its poles", "tan of .* not shown to be free of poles",
          lambda k, right: sign_on(f"[0, pi/{2 * k}{right}", f"tan({k}*x) >= 0"),
          [(k, ")") for k in ROWS], [(k, right) for k in ROWS for right in ("]", " + 10^-9)")])
condition(RULE, "an odd number of turns is a pole", "is a pole of tan",
          lambda k, q: (f"tan({k}*pi/{q})^2 >= 0", True, node("algebra")),
          [(k, 5) for k in ROWS], [(2 * k + 1, 2) for k in ROWS])
condition(RULE, "Euler's formulas: the two sides agree as polynomials in exponentials", "should be 0, but the algebra of signs shows only",
          lambda k, right: sign_on(ALL, f"sin({k}*x + {k}*x) = {right.replace('k', str(k))}"),
          [(k, "2*sin(k*x)*cos(k*x)") for k in ROWS],
          [(k, right) for k in ROWS for right in ("2*sin(k*x)", "2*sin(k*x)*cos(k*x) + 10^-30", "2*sin(k*x)*cos((k + 1)*x)", "2*sin(k*x)^2")])
condition(RULE, "twelfths of a half turn in square roots", "should be 0, but the algebra of signs shows only",
          lambda k, right: (f"sin({k}*pi/12)^2 = (1 - {right})/2", True, node("algebra")),
          [(k, f"cos({k}*pi/6)") for k in ROWS], [(k, f"cos({k + 1}*pi/6)") for k in ROWS])

RULE = "value: limit"
condition(RULE, "tan = sin/cos tends to oo at its pole from the left", "the relation between infinite values does not hold",
          lambda k, side, v: (f"lim(tan({k}*x), x -> pi/{2 * k}{side}) = {v}", True,
                              value("limit", **{"from": "0" if side == "-" else f"pi/{k}"})),
          [(k, "-", "oo") for k in ROWS] + [(k, "+", "-oo") for k in ROWS], [(k, "-", "-oo") for k in ROWS] + [(k, "+", "oo") for k in ROWS])
condition(RULE, "a bounded part does not keep a sum from oo, one alone has no limit", "the growth of 'sin' is not in the hierarchy",
          lambda k, t: (f"lim({t} + sin({k}*x), x -> oo) = oo", True, value("limit", **{"from": "1"})),
          [(k, f"{k}*x") for k in ROWS], [(k, t) for k in ROWS for t in (f"{k}", f"{k}/x")])
