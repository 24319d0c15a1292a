"""A folder with all that the app needs, for a machine without rights and without a network."""
