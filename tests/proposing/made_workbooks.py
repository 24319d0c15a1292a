"""A workbook of a proposal that is filled in by keys, wherever they stand."""

from datetime import datetime

import openpyxl
from openpyxl.utils import get_column_letter

from borgerflow.experiments.authoring.workbook.layout import BUDGET, FORM, FRONT, MECHANISMS
from borgerflow.experiments.authoring.workbook.write import write_template
from borgerflow.sim.params import load

PARAMS = load()
TEN = {  # the ten questions alone, as somebody in a municipality answers them
    "title.da": "Tidlig opfølgning",
    "municipality": "Herning",
    "description.da": "Flere samtaler i de første uger.",
    "start": datetime(2021, 1, 1),
    "years": 2,
    "cost": 400_000,
    "fte": 0.8,
    "scheme": "Sygedagpenge",
    "kind": "Hurtigere eller langsommere afgang",
    "exits": "Job",
    "effect.value": "1,1",
}
FULL = {
    "id": "from-excel",
    "title.da": "Fra Excel",
    "title.en": "From Excel",
    "municipality": "herning",
    "form.document": "Budget 2021",
    "form.lines": "3-5",
    "form.number": "12",
    "description.en": "More talks",
    "start": datetime(2021, 1, 1),
    "years": 2,
    "price_year": 2021,
    "flags": "one, with a comma; two",
    "cost": 0,
    "fte": 0.8,
    "name": "talks",
    "label.da": "Samtaler",
    "label.en": "Talks",
    "kind": "hazard",
    "scheme": "sygedagpenge",
    "exits": "job, dagpenge",
    "window_weeks.from": 8,
    "window_weeks.to": 26,
    "target.age": "under_25",
    "effect.value": 1.1,
    "effect.low": 1,
    "effect.high": 1.2,
    "effect.source": "ours",
    "effect.grade": "assumed",
    "stated": "no",
}
YEARS = {"A2": 2021, "B2": 400_000, "E2": "Budget", "F2": "sourced"}


def place_of(book, key, column=None):
    """Return the sheet and the address of the cell that answers a key; the first that has it."""
    for name in (sheet.text(lang) for sheet in (FRONT, FORM, MECHANISMS) for lang in ("da", "en")):
        rows = book[name]["B"] if name in book.sheetnames else ()
        for cell in rows:
            keys = str(cell.value).split()
            if key in keys and (column is None or name == MECHANISMS.text(_lang(book))):
                letter = column or get_column_letter(3 + keys.index(key))
                return name, f"{letter}{cell.row}"
    raise KeyError(key)


def _lang(book):
    return "da" if FRONT.da in book.sheetnames else "en"


def filled_in(folder, lang, answers, years=(), change=None):
    """Return the path of a new workbook with answers in it, and a change made to it."""
    template = write_template(folder / "template.xlsx", PARAMS, lang)
    book = openpyxl.load_workbook(template)
    for key, value in answers.items():
        sheet, address = place_of(book, key)
        book[sheet][address] = value
    for address, value in dict(years).items():
        book[BUDGET.text(lang)][address] = value
    if change is not None:
        change(book)
    path = folder / "filled.xlsx"
    book.save(path)
    template.unlink()
    return path
