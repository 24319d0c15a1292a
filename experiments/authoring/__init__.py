"""Writing a proposal without code, and looking over those that are written."""
