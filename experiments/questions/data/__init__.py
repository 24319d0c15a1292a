"""Files as they are: read in, and turned into hazards."""
