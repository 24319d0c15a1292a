"""Whose contacts: groups that can have fewer, and the best use of more posts."""
