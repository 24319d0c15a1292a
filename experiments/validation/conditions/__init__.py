"""Conditions found from what was observed: factors by period that make the simulated stocks so."""
