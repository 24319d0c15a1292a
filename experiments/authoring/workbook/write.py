"""An empty workbook for those who start in Excel: labels, lists to choose from, first guesses."""

import os
from pathlib import Path
from typing import Any

import xlsxwriter

from borgerflow.experiments.authoring.fields import head_fields, mechanism_fields
from borgerflow.experiments.authoring.schema import schema_of
from borgerflow.experiments.authoring.words.questions import words_at, words_of
from borgerflow.experiments.authoring.workbook.layout import (
    BUDGET,
    BUDGET_COLUMNS,
    FIRST_VALUE,
    FORM,
    HELP,
    KEY_COLUMN,
    MECHANISMS,
    MOST_MECHANISMS,
    MOST_YEARS,
    NAME_KEY,
    Row,
    rows_of,
)
from borgerflow.experiments.present.workbook import ALWAYS
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.files import refuse_cpr_name
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params import Params
from borgerflow.sim.params.proposals.evidence import FirstGuesses
from borgerflow.sim.params.proposals.mechanisms import OWN_FIELDS
from borgerflow.sim.params.reading.units import GRADES

LABEL_WIDTH, KEY_WIDTH, VALUE_WIDTH = 70, 26, 30
LONGEST_LIST = 255  # letters of a list of choices in a cell
LISTS = "Lists"
YES = ("yes", "no")
HOW = (
    Wording(
        "Udfyld kolonne C i arket Form, en række for hvert år i Budget og en kolonne for hver"
        " mekanisme i Mechanisms. Lad resten stå tom.",
        "Fill in column C of the sheet Form, a row for each year in Budget and a column for each"
        " mechanism in Mechanisms. Leave the rest empty.",
    ),
    Wording(
        "Kolonne B er feltets navn. Den læses, når arket læses tilbage: ret den ikke.",
        "Column B is the name of the field. It is read when the workbook is: do not change it.",
    ),
    Wording(
        "Flere navne i én celle adskilles af komma: job, uddannelse. Forbehold adskilles af"
        " semikolon.",
        "Several names in a cell stand with commas between: job, uddannelse. Caveats stand with"
        " semicolons between.",
    ),
    Wording(
        "Et antaget tal (assumed) skal have low og high. Kendes et tal ikke, er value tom.",
        "A number that is assumed needs low and high. Where nobody knows a number, value is empty.",
    ),
    Wording(
        "Andele er 0,2 eller 20 % i cellen. Enheder: share (andel), factor (1,10 er 10 pct."
        " hurtigere afgang), weeks (uger).",
        "Shares are 0.2, or 20 % in the cell. Units: share, factor (1.10 is leaving 10 % sooner),"
        " weeks.",
    ),
    Wording(
        "Bagefter: borgerflow proposals new --from FILEN.xlsx. Hvad der ikke holder, siges med ark"
        " og celle.",
        "Then: borgerflow proposals new --from THE-FILE.xlsx. Errors are reported by sheet"
        " and cell.",
    ),
)


def write_template(path: Path, params: Params, lang: str) -> Path:
    """Return the new workbook; a file that is there already is never touched.

    Raises
    ------
    InputError
        If the file is there already, is no .xlsx, or cannot be written.
    """
    refuse_cpr_name(path)
    if path.suffix != ".xlsx":
        ending = Wording(
            da=": forventede et navn, der ender på .xlsx.",
            en=": expected a name that ends in .xlsx.",
        )
        raise InputError(str(path) + ending)
    if os.path.lexists(path):
        there = Wording(
            da=" findes allerede: forventede en ny fil.",
            en=" is there already: expected a new file.",
        )
        raise InputError(str(path) + there)
    template = _Template(path, params, lang)
    template.form()
    template.budget()
    template.mechanisms()
    template.help()
    template.close()
    return path


class _Template:
    """The workbook being written."""

    def __init__(self, path: Path, params: Params, lang: str) -> None:
        self.path, self.lang = path, lang
        self.schema = schema_of(params, lang)
        self.guesses = params.first_guesses
        self.book = xlsxwriter.Workbook(
            str(path), {"strings_to_formulas": False, "in_memory": True}
        )
        self.book.set_properties({"created": ALWAYS})
        self.bold = self.book.add_format({"bold": True})
        self.grey = self.book.add_format({"font_color": "#808080"})
        self.text = self.book.add_format({"num_format": "@", "text_wrap": True})
        self.day = self.book.add_format({"num_format": "yyyy-mm-dd"})
        self.lists: dict[tuple[str, ...], str] = {}
        self.list_sheet: Any = None

    def form(self) -> None:
        """Add the sheet of the proposal itself."""
        sheet = self._sheet(FORM, [words_of("mechanisms", self.lang), "", ""], 1)
        for place, row in enumerate(rows_of(head_fields(self.schema)), start=1):
            self._row(sheet, place, row, 1)

    def budget(self) -> None:
        """Add the sheet of cost and staff by year."""
        sheet = self.book.add_worksheet(BUDGET)
        sheet.set_column(0, len(BUDGET_COLUMNS) - 1, len("cost.source") + 4)
        for column, key in enumerate(BUDGET_COLUMNS):
            sheet.write(0, column, key, self.bold)
            first, _, part = key.partition(".")
            sheet.write_comment(0, column, self._words(first, part))
            if part == "grade":
                self._choose(sheet, (1, column, MOST_YEARS, column), GRADES)
        sheet.freeze_panes(1, 1)

    def mechanisms(self) -> None:
        """Add the sheet with a column for each mechanism."""
        numbers = [str(number + 1) for number in range(MOST_MECHANISMS)]
        sheet = self._sheet(MECHANISMS, numbers, MOST_MECHANISMS)
        sheet.write(1, 0, words_of("name", self.lang))
        sheet.write(1, KEY_COLUMN, NAME_KEY, self.grey)
        for place, row in enumerate(rows_of(mechanism_fields(self.schema)), start=2):
            self._row(sheet, place, row, MOST_MECHANISMS)
            self._guess(sheet, place, row, self.guesses)

    def help(self) -> None:
        """Add the sheet that says how."""
        sheet = self.book.add_worksheet(HELP)
        sheet.set_column(0, 0, LABEL_WIDTH + VALUE_WIDTH, self.text)
        for place, line in enumerate(HOW):
            sheet.write(place, 0, line.text(self.lang))

    def close(self) -> None:
        """Write the file."""
        try:
            self.book.close()
        except xlsxwriter.exceptions.FileCreateError as error:
            reason = getattr(error.args[0], "strerror", error)
            said = Wording(f" kan ikke skrives: {reason}.", f" cannot be written: {reason}.")
            raise InputError(str(self.path) + said) from None

    def _sheet(self, name: str, heads: list[str], columns: int) -> Any:
        sheet = self.book.add_worksheet(name)
        sheet.set_column(0, 0, LABEL_WIDTH)
        sheet.set_column(KEY_COLUMN, KEY_COLUMN, KEY_WIDTH)
        sheet.set_column(FIRST_VALUE, FIRST_VALUE + columns - 1, VALUE_WIDTH)
        sheet.freeze_panes(1, FIRST_VALUE)
        title = {"da": "spørgsmål", "en": "question"}[self.lang]
        for column, head in enumerate([title, "key", *(heads if columns > 1 else ["value"])]):
            sheet.write(0, column, head, self.bold)
        return sheet

    def _row(self, sheet: Any, place: int, row: Row, columns: int) -> None:
        """Write the label and the key of a row, and say what its cells take."""
        field = row.field
        sheet.write(place, 0, words_at(row.loc, self.lang))
        sheet.write(place, KEY_COLUMN, row.key, self.grey)
        cells = (place, FIRST_VALUE, place, FIRST_VALUE + columns - 1)
        sheet.write_comment(place, FIRST_VALUE, words_of(str(row.loc[-1]), self.lang))
        if row.part == "grade":
            self._choose(sheet, cells, GRADES)
        elif field.shape == "yes":
            self._choose(sheet, cells, YES)
        elif field.choices:
            self._choose(sheet, cells, field.choices, several=field.shape == "names")
        shape = self.day if field.shape == "day" else self.text if _is_text(row) else None
        for column in range(FIRST_VALUE, FIRST_VALUE + columns):
            sheet.write_blank(place, column, None, shape)

    def _guess(self, sheet: Any, place: int, row: Row, guesses: FirstGuesses) -> None:
        """Write a first guess into the column of the first mechanism."""
        guess = guesses.numbers.get(row.field.name)
        if guess and row.part and row.field.name not in OWN_FIELDS:  # those are for some kinds
            sheet.write(place, FIRST_VALUE, getattr(guess, row.part))

    def _choose(
        self, sheet: Any, cells: tuple[int, int, int, int], names: Any, *, several: bool = False
    ) -> None:
        """Offer names in some cells; where several may stand together, others are let through."""
        source: Any = list(names)
        if len(",".join(names)) > LONGEST_LIST:
            source = self._listed(tuple(names))
        options = {"validate": "list", "source": source, "show_error": not several}
        sheet.data_validation(*cells, options)

    def _listed(self, names: tuple[str, ...]) -> str:
        """Return where a list that is too long for a cell stands, on a hidden sheet."""
        if names not in self.lists:
            if self.list_sheet is None:
                self.list_sheet = self.book.add_worksheet(LISTS)
                self.list_sheet.hide()
            column = len(self.lists)
            self.list_sheet.write_column(0, column, names)
            letter = chr(ord("A") + column)
            self.lists[names] = f"={LISTS}!${letter}$1:${letter}${len(names)}"
        return self.lists[names]

    def _words(self, first: str, part: str) -> str:
        parts = (words_of(name, self.lang) for name in (first, part) if name != "year" and name)
        return ": ".join(parts) or first


def _is_text(row: Row) -> bool:
    """Tell whether a cell holds text: lines such as 3-5 must not become a day of May."""
    return row.part == "source" or row.field.shape in ("text", "names", "weeks", "choice")
