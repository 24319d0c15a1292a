"""Hazards from spells: occurrences over exposure, with late entry, ties and groups."""
