"""Proofs and the arithmetic of their search."""
