"""Functions with planted faults that can be imported from a file: the last one is of one number."""

import math
import os

import numpy as np


def silu(x):
    """NaN from 2 to 3, zero below -4, three ulps from 5 to 6, and two steps down at 8."""
    up, zero = np.array(np.inf, x.dtype), np.array(0, x.dtype)
    with np.errstate(all="ignore"):
        y = (x.astype(np.float64) / (1 + np.exp(-x.astype(np.float64)))).astype(x.dtype)
        far = np.nextafter(np.nextafter(np.nextafter(y, up), up), up)
    y = np.where((x > 5) & (x < 6), far, y)
    y = np.where((x > 2) & (x < 3), np.nan, np.where(x < -4, 0, y))
    return np.where(x == 8, np.nextafter(np.nextafter(y, zero), zero), np.where(x == -np.inf, 0, y)).astype(x.dtype)


def relu_slope(x):
    return np.where(x > 0, 1, np.where(x == 0, 2, 0)).astype(x.dtype)


def ramp(x, negative_slope):
    return np.where(x < 0, x * np.float32(float(negative_slope)) * np.float32(1.5), x).astype(x.dtype)


def sine(number):
    return math.sin(number) + 1


def softplus(x, beta):
    """In the format's own arithmetic, without overflow."""
    return np.maximum(x, 0) + np.log1p(np.exp(-abs(x)))


def dying(x):
    """Ends the process, as a framework with a fault may do."""
    os._exit(9)
