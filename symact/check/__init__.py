"""The trusted kernel of symact: it accepts a proof or rejects it with a sentence, and nothing else decides what is proved.

Terms and statements are one tree (`term`), read by one reader (`reader`). A proof is a tree of rule applications; each
rule is one theorem, in the docstring of its function, and establishes its side conditions itself:
`signs` (of elementary terms on a context), `limit`, `formulas` (quantifiers, connectives, relations), `predicates`
(continuous, convex, ...), `values` (suprema, ranges, expectations) and `vectors` (softmax). They rest on `extent` (where
the values of a term lie, and that it is defined), `identity` (normal forms), `calculus` (derivatives and branches),
`polynomial` (Sturm), `enclose` and `arithmetic` (intervals of integers, outward rounded).

Standard library only, no floating point, no import from the rest of symact.
"""
