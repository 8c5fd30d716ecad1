"""Forgeries of what surrounds a proof: claim text, definitions, statement, verdict, versions, and the JSON itself."""

from __future__ import annotations

import json
from typing import Any

from symact.check.certificate import Definitions, canonical

from .base import AUTHORITY, File, certificate, condition
from .forms import ALGEBRA, ROWS, forall, split

RULE = "certificate"
MISSING = object()


def text_of(k: int) -> str:
    return f"forall x in R: relu(x) + {k} > 0"


def a_proof() -> dict[str, Any]:
    return forall(split(["0"], ALGEBRA, ALGEBRA, ALGEBRA))


def changed(k: int, asked: str = "", expected: str | None = "proved", authority: Definitions = AUTHORITY,
    **fields: Any) -> File:
    """A genuine certificate with some fields changed, for a claim text."""
    found = certificate((text_of(k), True, a_proof())) | fields
    return File(canonical({name: v for name, v in found.items() if v is not MISSING}), asked or text_of(k), expected,
        authority)


GENUINE = [*ROWS]
OTHERS = ["R \\ {1}", "(0, oo)", "(-oo, 0)", "[0, 1]", "{0, 1}", "R \\ {0}"]
condition(RULE, "it is for this claim text", "the certificate is for another claim text", lambda k, claim="": changed(k,
          claim), GENUINE,
          [(k, claim) for k in (1, 2, 3) for claim in (text_of(k + 1), text_of(k) + " ", text_of(k).replace("forall",
          "exists"), f"{k} > 0")])
condition(RULE, "its statement is what the claim text means",
          "the statement in the certificate is not the one that the claim text means",
          lambda k, statement=None: changed(k) if statement is None else changed(k, statement=statement), GENUINE,
          [(k, f"forall x in {s}: max(x, 0) + {k} > 0") for k in (1, 2, 3) for s in OTHERS] + [(k, s) for k in (1, 2, 3)
          for s in (
              "", f"forall x in R: max(x, 0) + {k} >= 0", f"forall x in R: max(0, x) + {k} > 0",
              f"forall y in R: max(y, 0) + {k} > 0", text_of(k))])
condition(RULE, "a claim text that was swapped with its certificate is read anew",
          "the statement in the certificate is not the one that the claim text means",
          lambda k, claim="": changed(k, claim, claim=claim or text_of(k)), GENUINE,
          [(k, claim) for k in (1, 2, 3) for claim in (text_of(k + 1), text_of(-k), text_of(k).replace(">", ">="),
          text_of(k).replace("R", "(0, 1)"))])
condition(RULE, "the claim text can be read", "the claim cannot be read", lambda k, claim="": changed(k, claim,
          claim=claim or text_of(k), definitions={} if claim else {"relu": AUTHORITY.catalogue["relu"]}),
          GENUINE, [(1, claim) for claim in ("x >", "forall x", "2x > 1", "foo(x) > 0", "x > > 0", "(", "x is continuous",
          "lim(x, x -> 0", "?", "x" * 200_000, "(" * 5000)])
RELU = AUTHORITY.catalogue["relu"]
condition(RULE, "it uses the definitions that hold here", "the certificate defines '.*' as .*, and here it is",
          lambda k, definitions=None: changed(k, **({} if definitions is None else {"definitions": definitions})), GENUINE,
          [(k, d) for k in (1, 2) for d in ({"relu": "relu(x) = max(x, 1)"}, {"relu": "relu(x) = x"}, {"relu": RELU + " "},
          {}, {"relu": RELU, "gelu": AUTHORITY.catalogue["gelu"]},
                                            {"Relu": RELU}, {"relu": "relu(y) = max(y, 0)"}, {"relu": 1}, {"relu": None},
                                            {"relu": [RELU]}, {"gelu": RELU})])
condition(RULE, "a definition that changed here makes it worthless", "the certificate defines 'relu' as .*, and here it is",
          lambda k, text=RELU: changed(k, authority=Definitions({**AUTHORITY.catalogue, "relu": text})), GENUINE,
          [(k, f"relu(x) = {f}") for k in (1, 2) for f in ("x", "max(x, 1)", "max(x, -1)", "-max(x, 0)", "x^2",
          "max(x, 0)^2")])
condition(RULE, "swapped definitions do not prove the statement with the others",
          "the statement in the certificate is not the one|should be|is not decided",
          lambda k, f="max(x, 0)": changed(k, authority=Definitions({**AUTHORITY.catalogue, "relu": f"relu(x) = {f}"}),
          definitions={"relu": f"relu(x) = {f}"},
                                           statement=certificate((f"forall x in R: {f} + {k} > 0", True,
                                           ALGEBRA))["statement"]), GENUINE,
          [(k, f) for k in (1, 2) for f in ("x", "max(x, -9)", "-max(x, 0)", "-x^2", "x^3", "min(x, 0)")])
condition(RULE, "the verdict is the one expected", "the certificate's verdict is '.*', expected", lambda k,
          expected="proved": changed(k, expected=expected), GENUINE, [(k, "refuted") for k in ROWS])
condition(RULE, "the verdict is proved or refuted", "the certificate's verdict is '.*', expected", lambda verdict: changed(1,
          expected=None, verdict=verdict), ["proved"],
          ["", "true", "Proved", "proven", "undecided", "error", "proved ", "yes", "refuted or proved", "accepted"])
condition(RULE, "the other verdict is not shown by the same proof", "does not show that|should be", lambda k,
          verdict="proved": changed(k, expected=verdict, verdict=verdict), GENUINE, [(k, "refuted") for k in ROWS])
condition(RULE, "the format is the one that is read", "the certificate has format", lambda k: changed(1, format=k), [1],
          [0, 2, -1, 3, 10, 100, 10**9, -5, 7, 99])
condition(RULE, "the rules are of this version, or the certificate is stale", "the certificate is for rule version",
          lambda k: changed(1, rules=k), [1], [0, 2, -1, 3, 10, 100, 10**9, -5, 7, 99])
FIELDS = ("claim", "definitions", "format", "proof", "rules", "statement", "verdict")
condition(RULE, "no field is missing or of another kind", "the field '.*' of the certificate must be", lambda name,
          v: changed(1, **({} if name == "" else {name: v})), [("", None)],
          [(name, v) for name in FIELDS for v in (MISSING, None, [], True, 1 if name not in ("format", "rules") else "1")])
condition(RULE, "no field is unknown", "the certificate has an unknown field", lambda name: changed(1,
          **({name: 1} if name else {})), [""],
          ["Claim", "proofs", "note", "trusted", "checked", "hash", " claim", "rule", "x", "0"])
condition(RULE, "the proof is a node", "a proof node must be an object with a rule", lambda proof: changed(1,
          proof=proof or a_proof()), [None],
          [{"rule": r} for r in (None, 1, True, [], {})] + [{"Rule": "algebra"}, {"rules": "algebra"}, {"name": "algebra"},
          {"": "algebra"}, {"rule ": "algebra"}])


GOOD = changed(1).content


def spelled(content: bytes) -> File:
    return File(content, text_of(1), "proved")


def with_number(spelling: str) -> bytes:
    return GOOD.replace(b'"format":1', b'"format":' + spelling.encode())


RULE = "certificate: JSON"
condition(RULE, "it ends where the object ends", "does not end with a closing brace", spelled, [GOOD],
          [GOOD[:n] for n in (0, 1, 2, 10, 50, 100, len(GOOD) // 2, len(GOOD) - 6)] + [GOOD + b"x", b"\n"])
condition(RULE, "it is JSON", "the file is not JSON", spelled, [GOOD, GOOD.rstrip(), b" " + GOOD],
          [b"}", b"{}}", b"{'claim':1}", b"{claim:1}", b'{"a":1,}', b'{"a" 1}', b"{,}", GOOD.replace(b":", b"="),
          GOOD.replace(b",", b";"), b"// x\n" + GOOD, b"[" + GOOD, GOOD + GOOD])
condition(RULE, "numbers are integers of reasonable length", "contains the number .*, and only integers are exact", spelled,
          [GOOD],
          [with_number(n) for n in ("1.0", "1e0", "NaN", "Infinity", "-Infinity", "1.5", "1E2", "-0.0", "9" * 5000, "1e400",
          "0.1e1")])
condition(RULE, "it is UTF-8 text", "the file is not UTF-8 text", spelled, [GOOD], [GOOD.replace(b"relu", bad, 1)
          for bad in (
    b"\xff", b"\xc3", b"\x80", b"\xfe\xff", b"\xed\xa0\x80", b"\xf5\x80\x80\x80", b"\xc0\x80", b"\xe9", b"relu\xb5",
    b"\xbf\xbf")])


def nested(depth: int, opening: str, closing: str) -> bytes:
    return GOOD.replace(b'"rule":"introduce"', (f'"rule":"introduce","x":{opening * depth}1{closing * depth}').encode())


condition(RULE, "it is not nested deeply", "nested more than", lambda *shape: spelled(nested(*shape)), [(100, "[", "]"),
          (300, "[", "]")],
          [(n, *b) for n in (500, 1000, 3000, 10**5, 10**6) for b in (("[", "]"), ('{"a":', "}"))])
condition(RULE, "it is an object", "the file holds no JSON object|does not end with a closing brace", spelled, [GOOD],
          [json.dumps(v).encode() for v in ([], [1], "a", 1, None, True, [{}], ["}"], "}", [[]], False, 1.5, -1)])


def deep(depth: int, rule: str) -> File:
    """A proof that is a chain of lemmas, or a formula with as many parentheses."""
    proof: dict[str, Any] = ALGEBRA
    for _ in range(depth):
        proof = {"rule": rule, "proof": proof, "about": "1", "sign": ">", "lemma": ALGEBRA, "to": "max(x, 0) + 1",
            "var": "x"}
    return changed(1, proof=forall(split(["0"], proof, proof, proof)))


condition(RULE, "a proof may be deep, but not beyond the limit", "nested more than", deep, [(n, "lemma") for n in (1, 10,
          100)], [(n, r) for n in (400, 450, 500, 600, 700) for r in ("lemma", "rewrite")])
