"""What proposals change: mechanisms, durations, law, activation."""
