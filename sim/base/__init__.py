"""What every room stands on: errors, days, chance, compiled code and files."""
