"""Talks and posts by calendar quarter, and how late talks are by the day of the law."""
