"""Certificates for statements that are false by construction, over genuine and tampered proofs: none is accepted.

tests/benchmarks/forged.py does it with ten thousand.
"""

from __future__ import annotations

from forgery_mill import accepted, certificate, forgeries, sources


def test_the_material_is_genuine() -> None:
    found = sources()
    assert len(found) > 150
    assert all(accepted(certificate(s.formula, s.truth, s.proof)) for s in found[::10])


def test_none_of_300_forged_certificates_is_accepted() -> None:
    made = list(forgeries(300, seed=5))
    assert len({f.statement for f in made}) >= 5 and len({f.tampering for f in made}) >= 8
    assert [(f.statement, f.tampering, f.certificate) for f in made if accepted(f.certificate)] == []
