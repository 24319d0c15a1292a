"""The files that hazards are fitted to: observed spells, and what others have counted."""
