"""Residents drawn: loops over citizens, and who is there by a table of stocks."""
