"""Careful NumPy implementations for float64, one module for each activation that has one; the others, and the narrow formats,
are served by `symact.floats.derived`.

Vocabulary, for all modules here:

- **kernel**: a module with `value(x, **parameters)` and `derivative(x, **parameters)`. x is an array of float16, float32 or
  float64, and so is the result. Parameters are numbers and mean exactly what they are: `Fraction(1, 100)` is 1/100, the
  float 0.01 is the float. NaN gives NaN, an infinity gives the limit, and at a kink the derivative is one of the one-sided
  derivatives. Values and derivatives are promised to be within 2 ulp of the exact ones; the tests hold them to 0.7.
- **pair**: two float64 arrays (hi, lo) that stand for the unevaluated sum hi + lo, |lo| <= ulp(hi)/2: some 106 bits.
- **scaled**: a pair and an integer array k that stand for (hi + lo) 2^k, where hi + lo alone might underflow.

Everything is computed in float64 with + - * / and scaling by powers of two only, so results do not depend on a machine's
libm or vector unit (its log1p gives a first guess, which is then corrected). The tables behind exp and the normal
distribution are enclosed at import by the kernel's own integer arithmetic, not typed in.
"""
