"""Commands that ask a question: one file for each room of ``experiments/questions``."""
