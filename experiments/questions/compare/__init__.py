"""Baseline against investment: what proposals together do to the municipality's purse."""
