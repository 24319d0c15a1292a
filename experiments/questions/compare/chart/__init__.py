"""What is drawn of a comparison: the rows, what is told beside them, and the drawings."""
