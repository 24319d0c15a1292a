"""The commands that hold what was expected against what came."""
