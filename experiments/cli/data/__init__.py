"""The commands that read files of data."""
