"""Claims, the verdicts they can get, and which verdict their author expects."""

from symact.check.claims import Claim, ClaimFile, ClaimProblem, find, load
from symact.claim.verdict import Failed, Measured, NotRun, OutOfTime, Proved, Refuted, Undecided, Verdict

__all__ = ["Claim", "ClaimFile", "ClaimProblem", "Failed", "Measured", "NotRun", "OutOfTime", "Proved", "Refuted",
           "Undecided", "Verdict", "find", "load"]
