"""The municipal form, filled: what a template may ask for, templates of ours, and any other."""
