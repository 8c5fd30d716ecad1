"""A picture of a comparison: the largest ULP error for each binade of the input, and where class errors are. SVG, by hand.

The horizontal axis has a step for each binade, from the negative inputs to the positive ones, with zero and the subnormal
numbers in the middle; the vertical axis is logarithmic.
"""

from __future__ import annotations

from html import escape
from math import ceil, floor, log10

from symact.floats.comparison import Comparison, ulps
from symact.floats.formats import Format, format_named
from symact.floats.kinds import INPUTS
from symact.floats.profile import Binade

WIDTH, HEIGHT = 870, 440
LEFT, RIGHT, TOP, BOTTOM = 86, 24, 94, 64  # around the field
STRIP = 24  # above the field, where class errors are marked
LOWEST = -2  # errors below 10^-2 ulp are left out
LINES = ((0.5, "1/2 ulp"), (1.0, "1 ulp"))
INK, FAINT, GOOD, MIDDLE, BAD = "#1f2933", "#d5dae0", "#3b82a0", "#c98a1b", "#c0392b"
FONT = "font-family='Helvetica, Arial, sans-serif'"


def svg(found: Comparison) -> str:
    """The picture as a file's text."""
    target = format_named(found.dtype)
    side = target.emax - target.emin + 2  # binades of one sign, with that of the infinity
    step = (WIDTH - LEFT - RIGHT) / (2 * side + 2)
    highest = max([1, *(ceil(log10(min(b.largest, 1e300))) for b in found.profile if b.largest > 0)])
    parts = [f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {WIDTH} {HEIGHT}' width='{WIDTH}' height='{HEIGHT}' {FONT} "
             f"font-size='12' fill='{INK}'>", f"<title>{escape(found.title)}</title>",
             f"<rect width='{WIDTH}' height='{HEIGHT}' fill='white'/>", *_header(found), *_levels(highest)]
    for b in found.profile:
        place = (-1 if b.negative else 0) + (-1 if b.negative else 1) * (b.exponent - target.emin + 1)
        x = LEFT + (place + side + 1) * step
        parts += _column(b, x, step, highest)
    parts += _inputs(target, side, step)
    parts.append(f"<rect x='{LEFT}' y='{TOP}' width='{WIDTH - LEFT - RIGHT}' height='{HEIGHT - TOP - BOTTOM}' fill='none' stroke='{INK}'/>")
    return "\n".join([*parts, "</svg>\n"])


def _header(found: Comparison) -> list[str]:
    kinds = ", ".join(f"{e.count} × {e.kind}" for e in found.errors)
    said = f"largest error {ulps(found.max_ulp)} ulp; " + (f"class errors: {kinds}" if kinds else "no class errors")
    return [f"<text x='{LEFT}' y='28' font-size='17'>{escape(found.title)}</text>",
            f"<text x='{LEFT}' y='48'>{INPUTS[found.inputs]}; {escape(said)}</text>"]


def _height(error: float, highest: int) -> float:
    """The y of an error."""
    share = (log10(error) - LOWEST) / (highest - LOWEST)
    return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM)


def _levels(highest: int) -> list[str]:
    """Horizontal lines and their labels."""
    parts = []
    every = max(1, ceil((highest - LOWEST) / 8))
    for power in range(LOWEST, highest + 1):
        if power % every == 0 and power != 0:
            y = _height(10.0**power, highest)
            parts += [f"<line x1='{LEFT}' x2='{WIDTH - RIGHT}' y1='{y:.1f}' y2='{y:.1f}' stroke='{FAINT}'/>",
                      f"<text x='{LEFT - 8}' y='{y + 4:.1f}' text-anchor='end'>{_power(power)}</text>"]
    for error, label in LINES:
        y = _height(error, highest)
        parts += [f"<line x1='{LEFT}' x2='{WIDTH - RIGHT}' y1='{y:.1f}' y2='{y:.1f}' stroke='{INK}' stroke-dasharray='4 3' opacity='0.6'/>",
                  *([f"<text x='{LEFT - 8}' y='{y + 4:.1f}' text-anchor='end'>{label}</text>"] if error == 1 or highest < 4 else [])]
    middle = (TOP + HEIGHT - BOTTOM) / 2
    parts.append(f"<text transform='rotate(-90)' x='{-middle:.0f}' y='16' text-anchor='middle'>largest error in ulps</text>")
    return parts


def _power(power: int) -> str:
    if -3 < power < 4:
        return f"{10.0**power:g}"
    return f"10<tspan dy='-5' font-size='9'>{power}</tspan>"


def _column(b: Binade, x: float, step: float, highest: int) -> list[str]:
    """A bar, and above the field a mark for class errors."""
    parts = []
    wide = max(step - (1 if step > 4 else 0), 0.8)
    if b.largest > 10.0**LOWEST:
        y = _height(min(b.largest, 10.0**highest), highest)
        color = GOOD if b.largest <= 0.5 * (1 + 2.0**-20) else MIDDLE if b.largest <= 1 else BAD
        parts.append(f"<rect x='{x:.2f}' y='{y:.1f}' width='{wide:.2f}' height='{HEIGHT - BOTTOM - y:.1f}' fill='{color}'/>")
    if b.errors:
        parts.append(f"<rect x='{x:.2f}' y='{TOP - STRIP}' width='{wide:.2f}' height='9' fill='{BAD}'>"
                     f"<title>{b.errors} class errors</title></rect>")
    return parts


def _inputs(target: Format, side: int, step: float) -> list[str]:
    """Ticks and labels of the horizontal axis, where class errors are marked, and the colours."""
    base = HEIGHT - BOTTOM
    every = next(n for n in (1, 2, 4, 8, 16, 32, 64, 128, 256, 512) if n * step > 30)
    parts = []
    first = floor(target.emin / every) * every
    exponents = [k for k in range(first, target.emax + 2, every) if k > target.emin + 18 / step]
    for sign in (-1, 1):
        for k in exponents:
            x = LEFT + (side + 1) * step + sign * (k - target.emin + 1) * step
            parts += [f"<line x1='{x:.1f}' x2='{x:.1f}' y1='{base}' y2='{base + 5}' stroke='{INK}'/>",
                      f"<text x='{x:.1f}' y='{base + 19}' text-anchor='middle'>{'−' if sign < 0 else ''}2<tspan dy='-5' font-size='9'>"
                      f"{k}</tspan></text>"]
    middle = LEFT + (side + 1) * step
    parts += [f"<line x1='{middle:.1f}' x2='{middle:.1f}' y1='{base}' y2='{base + 5}' stroke='{INK}'/>",
              f"<text x='{middle:.1f}' y='{base + 19}' text-anchor='middle'>0</text>",
              f"<text x='{(LEFT + WIDTH - RIGHT) / 2:.0f}' y='{base + 42}' text-anchor='middle'>input, one step for each binade</text>",
              f"<text x='{LEFT - 8}' y='{TOP - STRIP + 9}' text-anchor='end' fill='{BAD}'>class errors</text>"]
    for i, (color, label) in enumerate(((GOOD, "up to 1/2 ulp"), (MIDDLE, "up to 1 ulp"), (BAD, "more, or a class error"))):
        x = WIDTH - RIGHT - 372 + (0, 110, 214)[i]
        parts += [f"<rect x='{x}' y='{HEIGHT - 14}' width='10' height='10' fill='{color}'/>",
                  f"<text x='{x + 15}' y='{HEIGHT - 5}'>{label}</text>"]
    return parts
