"""What people type in options: numbers, read in one way, and the sizes that make sense."""
