"""What must be so for talks to pay: how much faster exits, and how much longer a stay."""
