"""Trials simulated again, held against what they found."""
