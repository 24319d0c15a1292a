"""Readers of what others have written down: spell files, and later the public statistics."""
