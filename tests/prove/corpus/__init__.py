"""Statements of mathematics and machine learning, true and false, with their sources, and numbers that check the labels."""
