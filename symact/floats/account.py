"""What does a person read about a comparison? Class errors come first, because they are what hurts; then the ULP errors."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, log2

from symact.floats.comparison import Comparison, Unordered, ulps
from symact.floats.formats import format_named
from symact.floats.kinds import CONVENTIONS, INPUTS, KINDS
from symact.floats.profile import Binade

BAR = 36  # the longest bar
TINY = 2.0**-20  # what an ULP error may exceed a power of two by without a longer bar


def account(found: Comparison) -> str:
    """The whole report."""
    title = f"{found.title}: {INPUTS[found.inputs]}" + (", parameters as stored" if found.as_stored else "")
    lines = [title, *_errors(found), *_worst(found)]
    if found.points:
        lines.append(f"  of {found.points} results {found.above_half} are off by more than 1/2 ulp, {found.above_one} by more "
                     f"than 1; {found.misrounded} are not correctly rounded, {found.unfaithful} are not faithful")
    for count, what in ((found.passed_over, "inputs passed over"), (found.unresolved, "errors too near to a threshold"),
                        (found.left_out, "inputs not looked at, where the exact function has no polynomials")):
        if count:
            lines.append(f"  {what}: {count}")
    lines += [*_order(found.unordered), *_kinks(found)]
    if found.inputs == "all":
        lines += _profile(found.profile, found.dtype)
    if found.environment:
        lines.append("  " + ", ".join(value if name == "subnormals" else f"{name} {value}" for name, value in found.environment))
    return "\n".join(lines)


def _errors(found: Comparison) -> list[str]:
    lines = []
    for e in found.errors:
        between = f" between {e.first} and {e.last}" if e.first != e.last else ""
        lines.append(f"  {KINDS[e.kind]}: {e.count}{between}; at {e.input} it gives {e.got}, exact {e.expected}")
    return lines or ["  no class errors"]


def _worst(found: Comparison) -> list[str]:
    return [f"  largest error{label}: {ulps(worst.ulp)} ulp (certified to {_room(worst.uncertainty)}), at {worst.input} it gives "
            f"{worst.got}, exact {worst.exact}"
            for label, worst in (("", found.worst), (" among subnormal results", found.worst_subnormal)) if worst]


def _room(uncertainty: Fraction) -> str:
    return f"{float(uncertainty):.0e}" if uncertainty else "0"


def _order(found: Unordered | None) -> list[str]:
    if found is None:
        return []
    if not found.count:
        return [f"  monotone: none of {found.judged} pairs of neighbours is in the wrong order"]
    between = f" between {found.first} and {found.last}" if found.count > 1 else ""
    return [f"  not monotone: {found.count} of {found.judged} pairs of neighbours are in the wrong order{between}; from "
            f"{found.input} to {found.following} it goes from {found.got} to {found.got_following}, {found.step:.4g} ulp back"]


def _kinks(found: Comparison) -> list[str]:
    """The gradients at kinks; those at the two zeros in one line where they are the same."""
    lines: list[str] = []
    for kink in found.at_kinks:
        said = f"  it gives {kink.got}, {CONVENTIONS[kink.convention]} (left {kink.left}, right {kink.right})"
        if lines and float.fromhex(kink.input) == 0 and lines[-1].endswith(said):
            lines[-1] = "    at -0 and +0" + said
        else:
            lines.append(f"    at {kink.input}" + said)
    return ["  gradients at kinks:", *lines] if lines else []


# ------------------------------------------------------------------ the profile

def _profile(binades: tuple[Binade, ...], dtype: str) -> list[str]:
    """Runs of binades that are alike in a line each."""
    runs: list[list[Binade]] = []
    for b in binades:
        if runs and _alike(runs[-1][-1]) == _alike(b):
            runs[-1].append(b)
        else:
            runs.append([b])
    rows = [("inputs", "results", "> 1/2", "> 1", "largest", "")]
    for run in runs:
        points, half, one, errors = (sum(getattr(b, name) for b in run) for name in ("points", "above_half", "above_one", "errors"))
        largest = max(b.largest for b in run)
        said = ulps(Fraction(largest)) if points and largest < float("inf") else "inf" if points else ""
        mark = "#" * level(largest) + (f" {errors} class error{'s' * (errors > 1)}" if errors else "")
        rows.append((_range(run, dtype), str(points), str(half), str(one), said, mark.strip()))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ["  ".join((row[0].ljust(widths[0]), *(cell.rjust(w) for cell, w in zip(row[1:5], widths[1:5], strict=True)), row[5]))
             for row in rows]
    return ["  by the binade of the input:", *(f"    {line}".rstrip() for line in lines)]


def _alike(b: Binade) -> tuple[bool, int, bool]:
    return b.negative, level(b.largest), bool(b.errors)


def level(largest: float) -> int:
    """How long the bar of an ULP error is: 1 up to 1/2 ulp, 2 up to 1, 3 up to 2, one more for each power of two; 0 for (nearly) none."""
    return 0 if largest < TINY else min(max(ceil(log2(min(largest, 2.0**BAR) * (1 - TINY))) + 2, 1), BAR)


def _range(run: list[Binade], dtype: str) -> str:
    """The inputs of a run, from left to right."""
    target = format_named(dtype)
    near, far = sorted((run[0].exponent, run[-1].exponent))
    sign = "-" if run[0].negative else ""

    def end(exponent: int) -> str:
        return f"{sign}inf" if exponent > target.emax else f"{sign}0" if exponent < target.emin else f"{sign}2^{exponent}"

    if near > target.emax:
        return end(near)
    ends = (end(near), end(min(far, target.emax) + 1))
    return " .. ".join(reversed(ends) if run[0].negative else ends)
