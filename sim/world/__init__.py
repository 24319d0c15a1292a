"""A municipality, a law and a set of proposals, resolved into frozen tables."""
