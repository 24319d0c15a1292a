"""An empty workbook for those who start in Excel: ten questions, and the rest behind them."""

import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from borgerflow.experiments.authoring.fields import (
    Field,
    head_fields,
    in_words,
    mechanism_fields,
)
from borgerflow.experiments.authoring.schema import schema_of
from borgerflow.experiments.authoring.words.choices import GRADES_CALLED, YES_NO
from borgerflow.experiments.authoring.words.questions import USUAL, asked_at, words_of
from borgerflow.experiments.authoring.workbook.layout import (
    ASKED_FIRST,
    BUDGET,
    BUDGET_COLUMNS,
    BUDGET_HEADS,
    FIRST_NAME,
    FIRST_VALUE,
    FORM,
    FRONT,
    HELP,
    KEY_COLUMN,
    LISTS,
    MECHANISMS,
    MOST_MECHANISMS,
    MOST_YEARS,
    NAME_KEY,
    NUMBERS,
    PARTS,
    YEARS,
    Question,
    Row,
    on_the_front,
    questions,
    rows_of,
)
from borgerflow.experiments.authoring.workbook.words import (
    HOW,
    IF_EMPTY,
    IF_YEARS_DIFFER,
    LEGEND,
    PART_LABELS,
    SEEN_ON_FRONT,
)
from borgerflow.experiments.present.workbook import ALWAYS
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.files import not_written, refuse_cpr_name, refusing_a_bad_disk
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params import Params
from borgerflow.sim.params.proposals.mechanisms import OWN_FIELDS

ASK_WIDTH, LABEL_WIDTH, VALUE_WIDTH, MORE_WIDTH, NOTE_WIDTH = 48, 66, 34, 13, 58
HELP_WIDTH = 110
COLUMN_WIDTH, YEAR_WIDTH = 24, 8
ROW_HEIGHT, LABEL_HEIGHT = 33, 15
USUAL_YEARS = 4  # a Danish budget holds the year and three more
DAY_FORMATS = {"da": "dd-mm-yyyy", "en": "yyyy-mm-dd"}
NEEDED_FILL, OPEN_FILL, SEEN_FILL = "#FFF2CC", "#F2F2F2", "#BFBFBF"
COMMON = ("scheme", "kind", "exits", "window_weeks")  # fields of some kinds that are not folded
FOLDED_PARTS = ("source", "grade")


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
            da=": der skal stå et navn, der ender på .xlsx.",
            en=": expected a name that ends in .xlsx.",
        )
        raise InputError(str(path) + ending)
    if os.path.lexists(path):
        there = Wording(
            da=" findes allerede: vælg et nyt filnavn.",
            en=" is there already: expected a new file.",
        )
        raise InputError(str(path) + there)
    template = _Template(path, params, lang)
    template.front()
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
        schema = schema_of(params, lang)
        self.heads = in_words(head_fields(schema), params)
        self.acting = in_words(mechanism_fields(schema), params)
        self.guesses = params.first_guesses
        self.book = xlsxwriter.Workbook(
            str(path), {"strings_to_formulas": False, "in_memory": True}
        )
        self.book.set_properties({"created": ALWAYS})
        self.styles = _styles(self.book, lang)
        self.lists: dict[tuple[str, ...], str] = {}

    def front(self) -> None:
        """Add the sheet with the ten questions."""
        sheet = self.book.add_worksheet(FRONT.text(self.lang))
        widths = (ASK_WIDTH, 0, VALUE_WIDTH, *(MORE_WIDTH,) * 2, NOTE_WIDTH)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width, None, {"hidden": width == 0})
        sheet.write(
            0,
            0,
            _said(self.lang, "Et forslag i ti spørgsmål", "A proposal in ten questions"),
            self.styles["title"],
        )
        sheet.set_row(0, ROW_HEIGHT)
        for place, (said, style) in enumerate(LEGEND, start=1):
            sheet.set_row(place, ROW_HEIGHT)
            sheet.write(place, 0, said.text(self.lang), self.styles[style])
        rows = {row.key: row for row in rows_of((*self.heads, *self.acting))}
        for number, question in enumerate(questions(self.lang), start=1):
            self._question(sheet, len(LEGEND) + 1 + number, (number, question), rows)
        _printed_on_one_page(sheet, (len(LEGEND) + len(questions(self.lang)) + 1, len(widths) - 1))
        sheet.activate()

    def form(self) -> None:
        """Add the sheet of what else there is to say of the proposal itself."""
        sheet = self._sheet(FORM, [_said(self.lang, "Svar", "Answer")], VALUE_WIDTH)
        sheet.set_column(FIRST_VALUE + 1, FIRST_VALUE + 1, NOTE_WIDTH)
        empty = _said(self.lang, "Hvis cellen er tom", "If the cell is empty")
        sheet.write(0, FIRST_VALUE + 1, empty, self.styles["bold"])
        rows = [row for row in rows_of(self.heads) if not on_the_front(row.key, self.lang)]
        for place, row in enumerate(rows, start=1):
            self._row(sheet, place, row, 1)
            usual = USUAL.get(row.loc) or IF_EMPTY.get(row.key, IF_EMPTY["any"])
            sheet.write(place, FIRST_VALUE + 1, usual.text(self.lang), self.styles["note"])
        _printed_on_one_page(sheet, (len(rows), FIRST_VALUE + 1))

    def budget(self) -> None:
        """Add the sheet of cost and staff by year, for those that are not the same each year."""
        sheet = self.book.add_worksheet(BUDGET.text(self.lang))
        sheet.set_column(0, 0, YEAR_WIDTH)
        sheet.set_column(1, len(BUDGET_COLUMNS) - 1, MORE_WIDTH)
        sheet.set_row(0, ROW_HEIGHT)
        grades = [said.text(self.lang) for said in GRADES_CALLED.values()]
        for column, (key, head) in enumerate(BUDGET_HEADS.items()):
            sheet.write(0, column, head.text(self.lang), self.styles["ask"])
            style = self.styles["open text" if key.endswith(FOLDED_PARTS) else "open number"]
            for place in range(1, MOST_YEARS + 1):
                sheet.write_blank(place, column, None, style)
            if key.endswith("grade"):
                self._choose(sheet, (1, column, MOST_YEARS, column), grades)
        sheet.write(MOST_YEARS + 2, 0, IF_YEARS_DIFFER.text(self.lang), self.styles["beside"])
        sheet.freeze_panes(1, 1)
        _printed_on_one_page(sheet, (MOST_YEARS + 2, len(BUDGET_COLUMNS) - 1))

    def mechanisms(self) -> None:
        """Add the sheet with a column for each mechanism; what few need is folded."""
        numbers = [str(number + 1) for number in range(MOST_MECHANISMS)]
        sheet = self._sheet(MECHANISMS, numbers, COLUMN_WIDTH)
        sheet.write(1, 0, words_of("name", self.lang), self.styles["label"])
        sheet.write(1, KEY_COLUMN, NAME_KEY, self.styles["key"])
        for column in range(FIRST_VALUE, FIRST_VALUE + MOST_MECHANISMS):
            sheet.write_blank(1, column, None, self.styles["open"])
        sheet.write(1, FIRST_VALUE, FIRST_NAME.text(self.lang), self.styles["open"])
        rows = list(rows_of(self.acting))
        for place, row in enumerate(rows, start=2):
            self._row(sheet, place, row, MOST_MECHANISMS)
            self._first_column(sheet, place, row)
            folded = row.part in FOLDED_PARTS or row.field.name in set(OWN_FIELDS) - set(COMMON)
            fold = {"level": 1, "hidden": True} if folded else {}
            sheet.set_row(place, _height(self._label(row)), None, fold)
        _printed_on_one_page(sheet, (len(rows) + 1, FIRST_VALUE + MOST_MECHANISMS - 1))

    def help(self) -> None:
        """Add the sheet that says how."""
        sheet = self.book.add_worksheet(HELP.text(self.lang))
        sheet.set_column(0, 0, HELP_WIDTH)
        for place, line in enumerate(HOW):
            said = line.text(self.lang)
            sheet.set_row(place, LABEL_HEIGHT + _height(said, HELP_WIDTH))
            sheet.write(place, 0, said, self.styles["label"])
        _printed_on_one_page(sheet, (len(HOW) - 1, 0))

    def close(self) -> None:
        """Add the hidden sheet of what may be chosen, and write the file."""
        sheet = self.book.add_worksheet(LISTS.text(self.lang))
        sheet.hide()
        for column, names in enumerate(self.lists):
            sheet.write_column(0, column, names)
        try:
            self.book.close()
        except xlsxwriter.exceptions.FileCreateError as error:
            with refusing_a_bad_disk(not_written(self.path)):
                raise error.args[0] from None

    def _question(
        self, sheet: Any, place: int, numbered: tuple[int, Question], rows: Mapping[str, Row]
    ) -> None:
        """Write a question, its keys, its cells and how it is answered."""
        number, question = numbered
        star = " *" if question.needed else ""
        sheet.set_row(place, ROW_HEIGHT)
        sheet.write(
            place, 0, f"{number}. {question.asks.text(self.lang)}{star}", self.styles["ask"]
        )
        sheet.write(place, KEY_COLUMN, " ".join(question.keys), self.styles["key"])
        kind = "needed" if question.needed else "open"
        for column, key in enumerate(question.keys, start=FIRST_VALUE):
            row = rows.get(key)
            style = f"{kind} {_format_of(row)}"
            sheet.write(place, column, USUAL_YEARS if key == YEARS else None, self.styles[style])
            if row is not None:
                self._offer(sheet, (place, column, place, column), row)
        last = FIRST_VALUE + len(NUMBERS)
        sheet.write(place, last, question.how.text(self.lang), self.styles["note"])

    def _sheet(self, name: Wording, heads: Sequence[str], width: int) -> Any:
        sheet = self.book.add_worksheet(name.text(self.lang))
        sheet.set_column(0, 0, LABEL_WIDTH)
        sheet.set_column(KEY_COLUMN, KEY_COLUMN, 0, None, {"hidden": True})
        sheet.set_column(FIRST_VALUE, FIRST_VALUE + len(heads) - 1, width)
        sheet.freeze_panes(1, FIRST_VALUE)
        title = _said(self.lang, "Spørgsmål", "Question")
        key = _said(self.lang, "felt", "field")
        for column, head in enumerate([title, key, *heads]):
            sheet.write(0, column, head, self.styles["bold"])
        return sheet

    def _label(self, row: Row) -> str:
        """Return what a row asks: of an estimate the whole question only once."""
        if row.part in (None, "value"):
            return asked_at(row.field.loc, self.lang)
        if row.part == "from":
            return f"{asked_at(row.field.loc, self.lang)}: {PART_LABELS['from'].text(self.lang)}"
        return f"      {PART_LABELS[str(row.part)].text(self.lang)}"

    def _row(self, sheet: Any, place: int, row: Row, columns: int) -> None:
        """Write the label and the key of a row, and say what its cells take."""
        label = self._label(row)
        sheet.set_row(place, _height(label))
        sheet.write(place, 0, label, self.styles["label"])
        sheet.write(place, KEY_COLUMN, row.key, self.styles["key"])
        self._offer(sheet, (place, FIRST_VALUE, place, FIRST_VALUE + columns - 1), row)
        for column in range(FIRST_VALUE, FIRST_VALUE + columns):
            sheet.write_blank(place, column, None, self.styles[f"open {_format_of(row)}"])

    def _offer(self, sheet: Any, cells: tuple[int, int, int, int], row: Row) -> None:
        """Offer the words that some cells may hold, where they are known."""
        field = row.field
        if row.part == "grade":
            self._choose(sheet, cells, [said.text(self.lang) for said in GRADES_CALLED.values()])
        elif field.shape == "yes":
            self._choose(sheet, cells, [said.text(self.lang) for said in YES_NO.values()])
        elif field.choices:
            free = field.shape == "names" or field.name == "municipality"
            self._choose(sheet, cells, _called(field, self.lang), free=free)

    def _first_column(self, sheet: Any, place: int, row: Row) -> None:
        """Write first guesses into the first column, and where the first sheet is answered."""
        guess = self.guesses.numbers.get(row.field.name)
        if row.key in ASKED_FIRST:
            sheet.write_blank(place, FIRST_VALUE, None, self.styles["seen"])
            sheet.write_comment(place, FIRST_VALUE, SEEN_ON_FRONT.text(self.lang))
        elif guess and row.part in PARTS and row.field.name not in OWN_FIELDS:
            said = {**guess.model_dump(), "source": None}
            said["grade"] = GRADES_CALLED[guess.grade].text(self.lang)
            style = self.styles[f"open {_format_of(row)}"]
            sheet.write(place, FIRST_VALUE, said[str(row.part)], style)

    def _choose(
        self,
        sheet: Any,
        cells: tuple[int, int, int, int],
        names: Iterable[str],
        *,
        free: bool = False,
    ) -> None:
        """Offer names in some cells; where several, or others, may stand, all are let through."""
        options = {"validate": "list", "source": self._listed(tuple(names)), "show_error": not free}
        sheet.data_validation(*cells, options)

    def _listed(self, names: tuple[str, ...]) -> str:
        """Return where a list of choices stands, on a hidden sheet: names may have commas."""
        if names not in self.lists:
            letter = chr(ord("A") + len(self.lists))
            self.lists[names] = f"={LISTS.text(self.lang)}!${letter}$1:${letter}${len(names)}"
        return self.lists[names]


def _said(lang: str, danish: str, english: str) -> str:
    return Wording(danish, english).text(lang)


def _called(field: Field, lang: str) -> list[str]:
    return [
        field.called[name].text(lang) if name in field.called else name for name in field.choices
    ]


def _styles(book: Any, lang: str) -> dict[str, Any]:
    """Return how the cells look, by what they are."""
    wrapped = {"text_wrap": True, "valign": "vcenter"}
    box = {**wrapped, "border": 1, "border_color": SEEN_FILL}
    fills = {"needed": {**box, "bg_color": NEEDED_FILL}, "open": {**box, "bg_color": OPEN_FILL}}
    formats = {"text": "@", "day": DAY_FORMATS[lang], "number": "General"}
    styles = {
        "title": {"bold": True, "font_size": 16},
        "bold": {"bold": True},
        "key": {"font_color": "#808080"},
        "ask": {**wrapped, "bold": True},
        "label": wrapped,
        "note": {**wrapped, "font_color": "#595959", "indent": 1},
        "beside": {"font_color": "#595959"},
        "seen": {**box, "bg_color": SEEN_FILL},
        **fills,
    }
    for fill, looks in fills.items():
        for name, number_format in formats.items():
            styles[f"{fill} {name}"] = {**looks, "num_format": number_format, "align": "left"}
    return {name: book.add_format(looks) for name, looks in styles.items()}


def _height(label: str, letters_a_line: int = LABEL_WIDTH) -> int:
    """Return the height of a row that holds a label, wrapped."""
    return LABEL_HEIGHT * (1 + len(label) // letters_a_line)


def _printed_on_one_page(sheet: Any, last: tuple[int, int]) -> None:
    """Print a sheet on A4, lying, as wide as the paper."""
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.print_area(0, 0, *last)
    sheet.fit_to_pages(1, 0)


def _format_of(row: Row | None) -> str:
    """Return how a cell is kept: lines such as 3-5 must not become a day of May."""
    if row is None:
        return "number"
    if row.field.shape == "day":
        return "day"
    text = row.part in FOLDED_PARTS or row.field.shape in ("text", "names", "choice", "yes")
    return "text" if text else "number"
