"""The readable engine: SimPy processes that call the rules of lives."""
