"""Cases as they are shown: in words, as tables, in a workbook, on a page."""
