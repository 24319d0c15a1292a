"""How often intervals of kroner cover the truth: long runs of small towns, cut into samples."""
