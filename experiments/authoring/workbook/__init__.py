"""A proposal as a workbook: laid out, written, read back."""
