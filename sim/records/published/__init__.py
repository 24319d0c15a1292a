"""Published tables as files have them, turned into figures: the same whatever their shape."""
