"""The tables of a comparison: their rows, what they are called, when it pays back."""
