"""Readers of Danmarks Statistik's StatBank: CSV and BULK, PX, and JSON-stat."""
