"""The forms a file of spells may have: delimited text, workbook, Parquet."""
