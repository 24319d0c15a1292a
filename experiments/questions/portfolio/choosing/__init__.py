"""Choosing among proposals: which there are, the set that is best, and how sure that is."""
