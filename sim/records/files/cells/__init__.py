"""What cells hold: dates, numbers and names, however they are written."""
