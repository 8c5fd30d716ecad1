"""Contributions to Gaussian moments against mpmath's own quadrature, which shares no code with them."""

from __future__ import annotations

import mpmath
import pytest

from symact.analysis import quadrature
from symact.analysis.quadrature import integral
from symact.check.reader import read_term

MP = mpmath.mp.clone()
MP.dps = 40
FUNCTIONS = {
    "tanh(x)": MP.tanh, "log(1 + exp(x))": lambda x: MP.log(1 + MP.exp(x)), "x/(1 + exp(-3*x))": lambda x: x / (1 + MP.exp(-3 * x)),
    "x*(1 + erf(x/sqrt(2)))/2": lambda x: x * (1 + MP.erf(x / MP.sqrt(2))) / 2, "1": lambda x: MP.mpf(1), "x": lambda x: x,
    "atan(x)": MP.atan, "exp(x) - 1": MP.expm1,
}
INTERVALS = ((-18, 18), (-1.5, 0.25))


@pytest.mark.parametrize(("text", "k"), list(zip(FUNCTIONS, (1, 2) * 4, strict=True)))
def test_as_mpmath_finds_it(text: str, k: int) -> None:
    for low, high in INTERVALS:
        found, error = integral(read_term(text), k, quadrature.mp.mpf(low), quadrature.mp.mpf(high))
        wanted = MP.quad(lambda x: FUNCTIONS[text](x) ** k * MP.npdf(x), MP.linspace(low, high, 10))
        assert max(error, abs(MP.convert(found) - wanted)) < 1e-30


def test_what_is_not_smooth_is_left_to_tanh_sinh(monkeypatch: pytest.MonkeyPatch) -> None:
    asked, usual = [], quadrature.mp.quad
    monkeypatch.setattr(quadrature.mp, "quad", lambda *a, **k: asked.append(1) or usual(*a, **k))
    found, _ = integral(read_term("sqrt(x)"), 1, quadrature.mp.mpf(0), quadrature.mp.mpf(18))
    wanted = MP.gamma(MP.mpf(3) / 4) / MP.root(2, 4) / MP.sqrt(2 * MP.pi)  # E sqrt(max(Z, 0)), from the gamma function
    assert asked
    assert abs(MP.convert(found) - wanted) < 1e-20
