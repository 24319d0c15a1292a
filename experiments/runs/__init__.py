"""Letting worlds live: replications over cores, pairs of worlds, kroner, statistics."""
