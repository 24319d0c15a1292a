"""A proposal of one's own, written in a form: the ten questions of the workbook, and its checks.

What is typed is laid out as the cells of that workbook, so that it is read, completed and refused
by the very same reader; a fault of a cell is told beside the field that it is.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from borgerflow.experiments.authoring.draft import Place, proposal_text
from borgerflow.experiments.authoring.fields import head_fields, in_words, mechanism_fields
from borgerflow.experiments.authoring.schema import schema_of
from borgerflow.experiments.authoring.words.questions import asked_at
from borgerflow.experiments.authoring.workbook.cells import FilledCells, cell_at
from borgerflow.experiments.authoring.workbook.layout import (
    BUDGET,
    BUDGET_COLUMNS,
    FIRST_NAME,
    FIRST_VALUE,
    FORM,
    FRONT,
    KEY_COLUMN,
    MECHANISMS,
    NAME_KEY,
    Row,
    questions,
    rows_of,
)
from borgerflow.experiments.authoring.workbook.read import filled_form
from borgerflow.sim.base.errors import InputError, SeveralFaultsError
from borgerflow.sim.base.wording import LANGUAGES, Wording, same
from borgerflow.sim.params import Params
from borgerflow.sim.world.municipality import OWN_FILE

HERE = Path("-")  # stands where the messages of a workbook name its file
PLACED = re.compile(r"-, (\S+![A-Z]+\d+): (.*)", re.DOTALL)
WHOLE = "form"
FURTHER_PARTS = (None, "value", "from", "to")  # sources and ranges are left to the workbook
NOT_FURTHER = ("label", "kind", "scheme", "exits", "effect", "stated", "at_week", "threat")
FROM_THE_LIST = Wording("Vælg en kommune på listen.", "Choose a municipality from the list.")
Typed = Mapping[str, str]
Cells = dict[tuple[int, int], str]


@dataclass(frozen=True)
class DraftAsked:
    """What a form says: the text of a proposal's file, or what is wrong beside each field."""

    id: str = ""
    municipality: str = ""
    text: str = ""
    errors: Mapping[str, Wording] = field(default_factory=dict)


def drafted(typed: Typed, params: Params, lang: str) -> DraftAsked:
    """Return the proposal that was typed, as its file has it, or what is wrong with it."""
    if typed.get("municipality", "").strip().casefold().endswith(OWN_FILE):
        return DraftAsked(errors={"municipality": FROM_THE_LIST})  # a path is nothing to read here
    sheets, fields = _laid_out(typed, params, lang)
    cells = FilledCells(lang, sheets, {})
    try:
        data = filled_form(HERE, cells, params, Place(HERE, params)).data
    except InputError as refused:
        return DraftAsked(errors=_beside(refused, fields))
    return DraftAsked(str(data["id"]), str(data["municipality"]), proposal_text(data, lang))


def further_fields(params: Params, lang: str) -> tuple[Row, ...]:
    """Return what more may be said of the mechanism: each with its key."""
    rows = rows_of(in_words(mechanism_fields(schema_of(params)), params))
    return tuple(row for row in rows if _is_further(row))


def _is_further(row: Row) -> bool:
    first = row.field.loc[0]
    texts = row.field.loc[-1] in LANGUAGES
    return row.part in FURTHER_PARTS and first not in NOT_FURTHER and not texts


def further_label(row: Row, lang: str) -> str:
    """Return what a further field asks."""
    ends = {"from": Wording(", fra", ", from"), "to": Wording(", til", ", to")}
    end = ends[row.part].text(lang) if row.part in ends else ""
    said = asked_at(row.field.loc, lang)
    return f"{said[:1].upper()}{said[1:]}{end}"


def choices(key: str, params: Params, lang: str) -> list[tuple[str, str]]:
    """Return the names that a field may have, each with what it is called; none for a free one."""
    schema = schema_of(params)
    rows = rows_of(in_words((*head_fields(schema), *mechanism_fields(schema)), params))
    return choices_of(next(row for row in rows if row.key == key), lang)


def choices_of(row: Row, lang: str) -> list[tuple[str, str]]:
    """Return the names that the field of a row may have, each with what it is called."""
    called = ((name, row.field.called.get(name, same(name))) for name in row.field.choices)
    return [(name, said.capital().text(lang)) for name, said in called]


def _laid_out(typed: Typed, params: Params, lang: str) -> tuple[dict[str, Cells], dict[str, str]]:
    """Return what was typed as cells by sheet, and the field of each cell by its address."""
    front: Cells = {}
    fields: dict[str, str] = {}
    for row, question in enumerate(questions(lang), start=1):
        front |= dict(_row(row, " ".join(question.keys), [_said(typed, k) for k in question.keys]))
        for place, key in enumerate(question.keys):
            fields[cell_at(FRONT.text(lang), row, FIRST_VALUE + place).address] = key
    name = FIRST_NAME.text(lang)
    acting = dict(_row(1, NAME_KEY, [name]))
    for number, each in enumerate(further_fields(params, lang), start=2):
        acting |= dict(_row(number, each.key, [_said(typed, each.key)]))
        fields[cell_at(MECHANISMS.text(lang), number, FIRST_VALUE).address] = each.key
    budget = {(0, column): key for column, key in enumerate(BUDGET_COLUMNS)}
    sheets = {FRONT: front, FORM: {}, BUDGET: budget, MECHANISMS: acting}
    return {sheet.text(lang): cells for sheet, cells in sheets.items()}, fields


def _said(typed: Typed, key: str) -> str:
    return typed.get(key, "").strip()


def _row(row: int, key: str, values: Sequence[str]) -> Iterator[tuple[tuple[int, int], str]]:
    """Yield the cells of a row; what is empty is none."""
    yield (row, KEY_COLUMN), key
    for place, value in enumerate(values):
        if value:
            yield (row, FIRST_VALUE + place), value


def _beside(refused: InputError, fields: Mapping[str, str]) -> dict[str, Wording]:
    """Return what is wrong, by field; of the form as a whole where no field is it."""
    several = isinstance(refused, SeveralFaultsError)
    faults = refused.faults if isinstance(refused, SeveralFaultsError) and several else (refused,)
    errors: dict[str, Wording] = {}
    for fault in faults:
        places = [PLACED.fullmatch(fault.said.text(lang)) for lang in LANGUAGES]
        da, en = (m[2] if m else fault.said.text(x) for m, x in zip(places, LANGUAGES, strict=True))
        name = fields.get(places[0][1], WHOLE) if places[0] else WHOLE
        said = Wording(da, en).capital()
        errors[name] = errors[name] + " " + said if name in errors else said
    return errors
