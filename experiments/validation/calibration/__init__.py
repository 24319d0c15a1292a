"""Named factors of a municipality moved to published figures, and what they leave uncertain."""
