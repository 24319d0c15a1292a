"""How findings are shown: numbers, lines, tables, workbook, chart, page."""
