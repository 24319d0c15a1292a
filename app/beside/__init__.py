"""Answers that are there already, laid side by side: nothing is calculated again."""
