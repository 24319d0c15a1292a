"""The simulated lives of a run, written in the shapes in which registers give real ones."""
