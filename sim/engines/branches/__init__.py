"""Lives under a proposal that it is sure to change, each with the chance that it would.

A second way to tell what a proposal changes: `docs/estimators.md` says why it is right.
"""
