"""Spells from elsewhere: what a table of them must be, and by which rule each is paid."""
