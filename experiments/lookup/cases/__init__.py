"""What municipalities have said of their cases: as it stands, in a common form, and as ratios."""
