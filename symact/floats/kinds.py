"""The names of class errors, of conventions at kinks, and of ways to choose inputs, for claims and reports alike."""

KINDS = {
    "nan": "NaN for a finite input with a value",
    "infinite": "infinite where the exact value is finite",
    "finite": "finite where the exact value is beyond all floats",
    "sign": "the wrong sign",
    "flushed": "zero where the exact value is a normal number",
    "limit": "NaN at an infinity where there is a limit",
    "kink": "a gradient outside the Clarke interval",
    "sign of zero": "a zero of the wrong sign for an odd function at zero",
    "nan lost": "no NaN for a NaN",
    "length": "another result in a short array, of length 1 or 17",
}  # class errors, the worst first
CONVENTIONS = {
    "left": "the derivative on the left",
    "right": "the derivative on the right",
    "middle": "the mean of both one-sided derivatives",
    "inside": "another number in the Clarke interval",
    "outside": "outside the Clarke interval",
}
INPUTS = {"sample": "a sample of the inputs", "all": "all inputs", "kinks": "the kinks"}
