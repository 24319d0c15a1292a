"""Two ways to let the same lives pass: a readable one (SimPy) and a fast one (Numba)."""

from borgerflow.sim.engines.simulate import simulate

__all__ = ["simulate"]
