"""One citizen's life, told step by step."""
