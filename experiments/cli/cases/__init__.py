"""The command ``cases``: its options, what it shows, and the words for it."""
