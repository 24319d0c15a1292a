"""Commands that look up what stands in params: law, numbers and proposals."""
