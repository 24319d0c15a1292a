"""Answers on disk: written whole, found again by what they depend on."""
