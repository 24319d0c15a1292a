"""What spells from a file cost, and who pays."""
