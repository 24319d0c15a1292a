"""What may be asked of contact: settings, ready studies, what is refused."""
