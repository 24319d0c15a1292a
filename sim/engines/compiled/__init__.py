"""The compiled engine: the rules of lives through Numba, citizen by citizen or day by day."""
