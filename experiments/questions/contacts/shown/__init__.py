"""An answer about contacts in words."""
