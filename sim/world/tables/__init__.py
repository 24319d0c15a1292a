"""Each file resolves one part of the tables that engines read."""
