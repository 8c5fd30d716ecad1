"""At which inputs is a float implementation looked at, when all of them are too many?

A structured sample, the same on every machine: both zeros, infinities and a NaN; the ends of the subnormal and normal
ranges; every binade, with its power of two or a random fraction (in float64 they take turns); the neighbours of 0, of the
breakpoints and of small integers; random bit patterns, random points where activations bend, and grids over the tails
where they vanish. To these `around_zeros` adds the floats next to each change of sign of the exact function, where relative
errors are largest.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from fractions import Fraction
from itertools import pairwise

from symact.floats.formats import Format

SEED = 20240607
REACH = 4  # neighbours on each side
RANDOM = 300  # random bit patterns, and as many random points of moderate size
TAILS = (Fraction(1, 2), Fraction(3))  # steps of the grids from -256 to 256 steps: where exp(x) leaves float32 and float64
MODERATE = (Fraction(1, 4), Fraction(1), Fraction(4), Fraction(16), Fraction(64))  # half-widths of ranges of random points


def sample(target: Format, points: Iterable[Fraction] = ()) -> list[int]:
    """Bit patterns in increasing order of their values, -0 before +0, the NaN last."""
    random_source, fraction_bits = random.Random(SEED), target.p - 1
    normal = 1 << fraction_bits
    magnitudes = {0, 1, 2, 3, normal - 1, normal, normal + 1, *range(target.infinity - 2, target.infinity + 1)}
    for exponent in range(target.infinity >> fraction_bits):
        start = exponent << fraction_bits
        inside = start + random_source.getrandbits(fraction_bits)
        magnitudes |= {start, inside} if target.width <= 32 else {inside if exponent % 2 else start}
        if exponent % 8 == 1:
            magnitudes |= {start - 1, start + 1}
    for subnormal in range(0, fraction_bits, 4):
        magnitudes |= {1 << subnormal, random_source.getrandbits(subnormal + 1)}
    found = {sign | m for m in magnitudes for sign in (0, target.sign_bit)}
    for _ in range(RANDOM):
        found.add(random_source.randrange(target.infinity) | random_source.getrandbits(1) * target.sign_bit)
    for k in range(RANDOM):
        width = MODERATE[k % len(MODERATE)]
        found.add(target.nearest(width * Fraction(random_source.randrange(-(2**70), 2**70), 2**70)))
    found.update(target.nearest(k * step) for k in range(-256, 257) for step in TAILS)
    for point in (*points, *map(Fraction, range(-8, 9))):
        found.update(target.neighbours(target.nearest(point), REACH) if abs(point) <= target.largest else ())
    return in_order(target, [*found, target.nan])


def in_order(target: Format, patterns: Iterable[int]) -> list[int]:
    """By value; -0 before +0; NaN last."""
    return sorted(set(patterns), key=lambda bits: (target.is_nan(bits), target.place(bits)))


def around_zeros(target: Format, patterns: list[int], sign: Callable[[int], int]) -> list[int]:
    """The floats on both sides of each change of sign between neighbours of the sample, found by bisection.

    A sign is 0 at a zero, and where it is not known; the floats beside such a place are taken as well.
    """
    finite = [bits for bits in patterns if target.is_finite(bits)]
    signs = [sign(bits) for bits in finite]
    found: set[int] = set()
    for (low, low_sign), (high, high_sign) in pairwise(zip(finite, signs, strict=True)):
        if low_sign == high_sign:
            continue
        if low_sign * high_sign == 0:
            found.update(target.neighbours(high if low_sign else low, 2 * REACH))
            continue
        left, right = target.place(low), target.place(high)
        while right - left > 1:
            middle = (left + right) // 2
            if sign(_at(target, middle)) == low_sign:
                left = middle
            else:
                right = middle
        found.update(target.neighbours(_at(target, left), 2 * REACH))
    return sorted(found)


def _at(target: Format, position: int) -> int:
    """The float at a place."""
    return target.sign_bit - 1 - position if position < 0 else position
