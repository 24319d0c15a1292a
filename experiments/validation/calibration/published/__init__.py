"""Published figures: what they measure, where they stand, and how they are counted in lives."""
