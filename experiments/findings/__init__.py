"""What every answer is made of: intervals, rows, assumptions, notices."""
