"""A NumPy implementation of any function of one number, derived from its definition.

The floats are cut into cells: those of one sign and binade that share their leading fraction bits. When a kernel is made,
each cell gets the cheapest way that is good enough there, and a call only looks that way up:

1. a **form** (`forms`): the term that rules there, or its derivative, written so that little cancels, as a straight-line
   program of float64 operations (`tape`). That it is good enough is shown by interval arithmetic with an error bound
   (`bounds`) for all numbers of the cell at once, so that nothing has to be watched while it runs.
2. an **expansion** (`expansions`): around the zeros of the function, where every form cancels, a Taylor polynomial in the
   distance from the zero.
3. **guarded**: what is left is computed by a form together with its error bound, number by number; and where that bound is
   too large, exactly, in the integer arithmetic of `symact.check` (`exact`).

`cells` says how floats are cut, `cuts` finds the points where one piece of a function takes over from another, `plan`
chooses, and `kernel` runs. Good enough is a relative error below 2^-36, or an absolute one below 2^-165, and the right
sign: a result that is then rounded to float32 or to a narrower format is off by at most 1/2 + 2^-12 ulp.
"""
