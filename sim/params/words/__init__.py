"""The words of params: what its texts say in Danish, and the words of the field."""
