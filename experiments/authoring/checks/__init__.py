"""What a proposal is checked for before it is asked about."""
