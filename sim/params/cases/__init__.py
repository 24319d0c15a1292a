"""The catalogue of municipal cases, and how one is simulated."""
