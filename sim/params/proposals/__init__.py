"""Proposals: the form, mechanisms, evidence, and what a council chose."""
