"""The same case in the rows and signs of SØM: written from a comparison, and read in beside it."""
