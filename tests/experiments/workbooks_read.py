"""A workbook read back: what each cell keeps, and what its formula comes to when worked out."""

import re
from functools import cached_property

import openpyxl
from openpyxl.utils import get_column_letter, range_boundaries

ADDRESS = re.compile(
    r"(?:'(?P<sheet>[^']+)'!)?(?P<cells>\$?[A-Z]{1,2}\$?\d+(?::\$?[A-Z]{1,2}\$?\d+)?)"
)
TEXT = re.compile(r'"(?:[^"]|"")*"')


class Text(str):
    """Text that is joined with numbers as a workbook joins it."""

    __slots__ = ()

    def __add__(self, other):
        """Return both, one after the other."""
        return Text(f"{self}{other}")


class Sums:
    """The formulas of a workbook, each worked out from the numbers that its cells keep."""

    def __init__(self, path):
        self.formulas = openpyxl.load_workbook(path)
        self.kept = openpyxl.load_workbook(path, data_only=True)

    @cached_property
    def names(self):
        """Return the value of each cell that has a name."""
        found = {}
        for name, defined in self.kept.defined_names.items():
            sheet, cell = defined.attr_text.replace("$", "").replace("'", "").split("!")
            found[name] = self.kept[sheet][cell].value
        return found

    def cells(self):
        """Yield the sheet, the address, the formula and what is kept, of each formula."""
        for sheet in self.formulas:
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.data_type == "f":
                        kept = self.kept[sheet.title][cell.coordinate].value
                        yield sheet.title, cell.coordinate, cell.value, kept

    def worked_out(self, sheet, formula):
        """Return what a formula comes to; it has sums, sums by name, IF and arithmetic alone."""
        texts = []

        def hold(found):
            texts.append(Text(found[0][1:-1].replace('""', '"')))
            return f"_text({len(texts) - 1})"

        def address(found):
            return f"_cells({(found['sheet'] or sheet)!r}, {found['cells'].replace('$', '')!r})"

        code = TEXT.sub(hold, formula.removeprefix("="))
        code = ADDRESS.sub(address, code).replace("=", "==").replace("&", "+")
        code = code.replace("IF(", "_if(").replace("SUMIFS(", "_sumifs(").replace("SUM(", "_sum(")
        known = {"_text": texts.__getitem__, "_cells": self.values, "_if": _if}
        return eval(code, {**known, "_sum": _sum, "_sumifs": _sumifs, **self.names})

    def values(self, sheet, cells):
        """Return the number of a cell, or those of several."""
        first, top, last, bottom = range_boundaries(cells)
        found = [
            self.kept[sheet][f"{get_column_letter(column)}{row}"].value
            for row in range(top, bottom + 1)
            for column in range(first, last + 1)
        ]
        return found if ":" in cells else found[0]


def _if(true, then, otherwise):
    return then if true else otherwise


def _sum(cells):
    return sum(cell for cell in cells if isinstance(cell, int | float))


def _sumifs(amounts, *conditions):
    wanted = zip(conditions[::2], conditions[1::2], strict=True)
    rows = [[cell == value for cell in column] for column, value in wanted]
    return sum(a for a, *held in zip(amounts, *rows, strict=True) if all(held))
