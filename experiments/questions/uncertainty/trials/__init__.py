"""What a trial would tell: before it is decided (a pilot), and of what was decided (evaluation)."""
