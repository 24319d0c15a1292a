"""What is uncertain in the proposals themselves: their numbers alone, and all drawn at once."""
