"""The effect at which a proposal pays for itself: how it is searched, and in words."""
