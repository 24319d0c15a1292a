"""Files as they are, read into one table each, with a note of what was read."""
