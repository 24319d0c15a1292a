"""What happened: histories of the model, and spells from files."""
