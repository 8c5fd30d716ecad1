"""Float implementations against the exact function.

An implementation is judged on the bits that it returns. The **exact value** of a function, or of its derivative, at a float
comes from the definition's own tree (`oracle`), enclosed by Arb and confirmed by mpmath. The **ULP error** is the distance
from it in units of the last place of the *exact* value (`formats`), a rational number. A **class error** is worse than any
number of ulps: NaN, a wrong infinity, a wrong sign, a flushed result, a gradient outside the Clarke interval (`judge`).
A **sample** of the inputs (`samples`) is called one: what it finds are lower bounds.
"""
