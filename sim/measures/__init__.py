"""What a history comes to: accounts, contacts, and targets observed."""
