"""A proposal filled in as a workbook becomes a file; what is wrong in it names its cell."""

import datetime as dt

import openpyxl
import pytest

from borgerflow.experiments.authoring.draft import Place, keep_draft
from borgerflow.experiments.authoring.fields import head_fields, mechanism_fields
from borgerflow.experiments.authoring.schema import schema_of
from borgerflow.experiments.authoring.workbook.layout import BUDGET, FORM, MECHANISMS, rows_of
from borgerflow.experiments.authoring.workbook.read import read_filled, written_in
from borgerflow.experiments.authoring.workbook.write import write_template
from borgerflow.experiments.present.workbook import ALWAYS
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.params import load

PARAMS = load()
HEAD = {
    "id": "from-excel",
    "title.da": "Fra Excel",
    "title.en": "From Excel",
    "municipality": "herning",
    "form.document": "Budget 2021",
    "form.lines": "3-5",
    "form.number": "12",
    "description.da": "Flere samtaler",
    "description.en": "More talks",
    "start": dt.datetime(2021, 1, 1),
    "until": "2023-01-01",
    "price_year": 2021,
    "flags": "one, with a comma; two",
    "evidence": "none",
}
CONTACTS = {
    "name": "talks",
    "label.da": "Samtaler",
    "label.en": "Talks",
    "kind": "hazard",
    "scheme": "sygedagpenge",
    "exits": "job, uddannelse",
    "window_weeks": "8 26",
    "target.age": "under_25",
    "effect.value": 1.1,
    "effect.low": 1,
    "effect.high": 1.2,
    "effect.source": "ours",
    "effect.grade": "assumed",
    "stated": "no",
}
YEARS = {
    "A2": 2021,
    "B2": 400_000,
    "E2": "Budget",
    "F2": "sourced",
    "A3": 2022,
    "B3": 0,
    "E3": "Budget",
    "F3": "sourced",
    "G3": 0.8,
    "J3": "Budget",
    "K3": "sourced",
}


def address(book, sheet, key, column="C"):
    """Return the cell of a key."""
    rows = [cell.row for cell in book[sheet]["B"] if cell.value == key]
    return f"{column}{rows[0]}"


@pytest.fixture
def filled(tmp_path):
    """Return a function that fills in a template, changed, and gives its path."""

    def fill(change=lambda book: None):
        template = write_template(tmp_path / "template.xlsx", PARAMS, "en")
        book = openpyxl.load_workbook(template)
        for sheet, answers in ((FORM, HEAD), (MECHANISMS, CONTACTS)):
            for key, value in answers.items():
                book[sheet][address(book, sheet, key)] = value
        for cell, value in YEARS.items():
            book[BUDGET][cell] = value
        change(book)
        path = tmp_path / "filled.xlsx"
        book.save(path)
        template.unlink()
        return path

    return fill


def test_a_workbook_that_is_filled_in_becomes_a_file_that_is_read(filled, tmp_path):
    data = read_filled(filled(), PARAMS).data
    path = keep_draft(data, Place(tmp_path / "own", PARAMS), "en")
    proposal = PARAMS.with_own([path]).proposal("from-excel")
    mechanism = proposal.mechanism("talks")
    assert (proposal.form.lines, proposal.form.number) == ("3-5", "12")
    assert proposal.flags == ("one, with a comma", "two")
    assert {year: cost.value for year, cost in proposal.cost.items()} == {2021: 4e5, 2022: 0}
    assert {year: fte.value for year, fte in proposal.fte.items()} == {2022: 0.8}
    assert (mechanism.exits, mechanism.window_weeks) == (("job", "uddannelse"), (8, 26))
    assert mechanism.target == {"age": ("under_25",)}
    assert (mechanism.effect.unit, mechanism.effect.value) == ("factor", 1.1)
    assert (mechanism.reach.low, mechanism.reach.grade) == (0.2, "assumed")


def test_a_second_column_is_a_second_mechanism(filled):
    def change(book):
        sheet = book[MECHANISMS]
        for row in range(2, sheet.max_row + 1):
            sheet.cell(row, 4).value = sheet.cell(row, 3).value
        sheet["D2"] = "more"

    assert list(read_filled(filled(change), PARAMS).data["mechanisms"]) == ["talks", "more"]


DUTY = {"weeks": 4, "completion": 0.8, "lock_in": 0.7, "lasts_weeks": 26}
DUTY |= {"at_week": 13, "threat": 1.1, "threat_weeks": 6}


@pytest.mark.slow
def test_a_compulsory_programme_is_filled_in_and_becomes_a_file(filled, tmp_path):
    def change(book):
        sheet = book[MECHANISMS]
        sheet[address(book, MECHANISMS, "kind")] = "programme"
        sheet[address(book, MECHANISMS, "window_weeks")] = None
        for key, value in DUTY.items():
            for part, said in (("value", value), ("source", "ours"), ("grade", "derived")):
                sheet[address(book, MECHANISMS, f"{key}.{part}")] = said

    data = read_filled(filled(change), PARAMS).data
    path = keep_draft(data, Place(tmp_path / "own", PARAMS), "en")
    course = PARAMS.with_own([path]).proposal("from-excel").mechanism("talks")
    assert {key: getattr(course, key).value for key in DUTY} == DUTY


def setting(sheet, key, value, column="C"):
    """Return a change of one cell, by key or by address, and the words ``sheet!cell``."""

    def change(book):
        cell = key if sheet == BUDGET else address(book, sheet, key, column)
        book[sheet][cell] = value

    return change


@pytest.mark.slow
@pytest.mark.parametrize(
    ("change", "cell", "words"),
    [
        (setting(FORM, "start", "januar"), "Form!C11", "start: 'januar' is not a date"),
        (setting(FORM, "municipality", "herningg"), "Form!C5", "Did you mean herning?"),
        (setting(FORM, "evidence", None), "Form!C18", "the key 'evidence' is missing."),
        (setting(FORM, "id", "From Excel"), "Form!C2", "id: got 'From Excel'; expected small"),
        (setting(FORM, "excludes", "herning-syg2"), "Form!C14", "Did you mean herning-syg02?"),
        (setting(FORM, "until", "2020-01-01"), "Form!C11", "on or after the end, 2020-01-01."),
        (setting(FORM, "title.en", "titel", "B"), "Form!B4", "no field is called titel."),
        (setting(FORM, "title.en", "id", "B"), "Form!B4", "the field id stands in two rows."),
        (setting(BUDGET, "A3", 2021), "Budget!A3", "year: 2021 stands in two rows."),
        (setting(BUDGET, "A3", None), "Budget!A3", "year: got ''; expected a year as 2024."),
        (setting(BUDGET, "B3", "much"), "Budget!B3", "cost.2022.value: got 'much'; expected a"),
        (setting(BUDGET, "E2", None), "Budget!E2", "the key 'source' is missing."),
        (setting(BUDGET, "G1", "posts"), "Budget!A1", "no column is called fte.value."),
        (setting(MECHANISMS, "kind", "hazrd"), "Mechanisms!C5", "Did you mean hazard?"),
        (setting(MECHANISMS, "exits", "jobb"), "Mechanisms!C9", "Did you mean job?"),
        (setting(MECHANISMS, "exits", None), "Mechanisms!C2", "kind hazard needs exits"),
        (setting(MECHANISMS, "effect.value", 9), "Mechanisms!C20", "low 1.0, value 9.0"),
        (setting(MECHANISMS, "effect.low", None), "Mechanisms!C20", "an assumed number needs low"),
        (setting(MECHANISMS, "effect.grade", "sure"), "Mechanisms!C24", "got 'sure'; expected"),
        (setting(MECHANISMS, "reach.value", 20), "Mechanisms!C26", "did you mean 0.2?"),
        (setting(MECHANISMS, "stated", "maybe"), "Mechanisms!C25", "expected yes or no."),
        (setting(MECHANISMS, "name", None), "Mechanisms!C2", "name: expected a new name"),
        (setting(MECHANISMS, "name", "talks", "D"), "Mechanisms!D2", "got 'talks'; expected a new"),
        (setting(MECHANISMS, "scheme", "job", "D"), "Mechanisms!D2", "name: expected a new name"),
    ],
)
def test_what_does_not_hold_is_told_with_file_sheet_and_cell(filled, change, cell, words):
    path = filled(change)
    with pytest.raises(InputError) as caught:
        read_filled(path, PARAMS)
    assert str(caught.value).startswith(f"{path}, {cell}: ")
    assert words in str(caught.value)


@pytest.mark.slow
def test_of_several_faults_the_one_in_the_upper_row_is_told(filled):
    def change(book):
        sheet = book[MECHANISMS]
        for row in range(2, sheet.max_row + 1):
            sheet.cell(row, 4).value = sheet.cell(row, 3).value
        sheet["D2"] = "more"
        sheet[address(book, MECHANISMS, "reach.value")] = 20
        sheet[address(book, MECHANISMS, "effect.value", "D")] = 9

    with pytest.raises(InputError, match="Mechanisms!D20: "):
        read_filled(filled(change), PARAMS)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("text.xlsx", b"no workbook", "text.xlsx is no Excel workbook (.xlsx), or it is"),
        ("nowhere.xlsx", None, "cannot be read: No such file or directory."),
    ],
)
def test_what_is_no_workbook_is_refused(tmp_path, name, content, words):
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InputError) as caught:
        read_filled(path, PARAMS)
    assert words in str(caught.value)


@pytest.mark.slow
def test_a_workbook_without_its_sheets_is_refused_with_what_to_do(filled):
    path = filled(lambda book: book.remove(book[BUDGET]))
    with pytest.raises(InputError, match=r"has no sheet called Budget\..*proposals new --xlsx"):
        read_filled(path, PARAMS)


@pytest.mark.slow
def test_a_proposal_in_a_workbook_is_checked_by_its_cells(filled):
    one = written_in(filled(), PARAMS)
    assert one.sheet.line(("mechanisms", "talks", "effect")).address == "Mechanisms!C20"
    assert one.proposal.id == "from-excel"


def test_the_template_has_a_row_for_every_field_a_list_where_there_are_names_and_no_other(tmp_path):
    book = openpyxl.load_workbook(write_template(tmp_path / "a.xlsx", PARAMS, "da"))
    schema = schema_of(PARAMS)
    wanted = {
        FORM: [row.key for row in rows_of(head_fields(schema))],
        MECHANISMS: ["name", *(row.key for row in rows_of(mechanism_fields(schema)))],
    }
    for sheet, keys in wanted.items():
        assert [cell.value for cell in book[sheet]["B"][1:]] == keys
        assert all(cell.value for cell in book[sheet]["A"][1:])
    listed = {
        str(cells).split(":")[0]
        for validation in book[MECHANISMS].data_validations.dataValidation
        for cells in validation.sqref.ranges
    }
    for key in ("kind", "scheme", "exits", "effect.grade", "stated"):
        assert address(book, MECHANISMS, key) in listed
    assert address(book, MECHANISMS, "effect.value") not in listed
    assert book[MECHANISMS][address(book, MECHANISMS, "scheme")].comment.text


def test_the_list_of_schemes_holds_every_scheme(tmp_path):
    book = openpyxl.load_workbook(write_template(tmp_path / "a.xlsx", PARAMS, "en"))
    columns = [[cell.value for cell in column if cell.value] for column in book["Lists"].columns]
    assert list(PARAMS.law.scheme_names) in columns
    assert book["Lists"].sheet_state == "hidden"


@pytest.mark.parametrize(
    ("name", "words"), [("a.xls", "ends in .xlsx"), ("b.xlsx", "there already")]
)
def test_a_template_is_a_new_file_with_the_right_name(tmp_path, name, words):
    (tmp_path / "b.xlsx").write_bytes(b"mine")
    with pytest.raises(InputError, match=words):
        write_template(tmp_path / name, PARAMS, "en")
    assert (tmp_path / "b.xlsx").read_bytes() == b"mine"


def test_a_template_does_not_say_when_it_was_made(tmp_path):
    book = openpyxl.load_workbook(write_template(tmp_path / "a.xlsx", PARAMS, "da"))
    assert book.properties.created == ALWAYS
