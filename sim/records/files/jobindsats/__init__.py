"""Readers of jobindsats.dk: JSON of its services and of its page, CSV and Excel; and a client."""
