"""A proposal filled in as a workbook becomes a file; what is wrong in it names its cell."""

import datetime as dt

import openpyxl
import pytest
from made_workbooks import FULL, PARAMS, TEN, YEARS, filled_in, place_of

from borgerflow.experiments.authoring.draft import Place, keep_draft
from borgerflow.experiments.authoring.fields import head_fields, mechanism_fields
from borgerflow.experiments.authoring.schema import schema_of
from borgerflow.experiments.authoring.workbook.layout import (
    ASKED_FIRST,
    BUDGET,
    FORM,
    FRONT,
    HELP,
    LISTS,
    MECHANISMS,
    questions,
    rows_of,
)
from borgerflow.experiments.authoring.workbook.read import read_filled, written_in
from borgerflow.experiments.authoring.workbook.write import write_template
from borgerflow.experiments.present.workbook import ALWAYS
from borgerflow.sim.base.errors import InputError

EN = {sheet: sheet.en for sheet in (FRONT, FORM, BUDGET, MECHANISMS)}


@pytest.fixture
def filled(tmp_path):
    """Return a function that fills in a template, changed, and gives its path."""
    return lambda change=None: filled_in(tmp_path, "en", FULL, YEARS, change)


def test_a_workbook_that_is_filled_in_becomes_a_file_that_is_read(filled, tmp_path):
    data = read_filled(filled(), PARAMS).data
    path = keep_draft(data, Place(tmp_path / "own", PARAMS), "en")
    proposal = PARAMS.with_own([path]).proposal("from-excel")
    mechanism = proposal.mechanism("talks")
    assert (proposal.form.lines, proposal.form.number) == ("3-5", "12")
    assert proposal.flags == ("one, with a comma", "two")
    assert {year: cost.value for year, cost in proposal.cost.items()} == {2021: 4e5, 2022: 0}
    assert {year: fte.value for year, fte in proposal.fte.items()} == {2021: 0.8, 2022: 0.8}
    assert (mechanism.exits, mechanism.window_weeks) == (("job", "dagpenge"), (8, 26))
    assert mechanism.target == {"age": ("under_25",)}
    assert (mechanism.effect.unit, mechanism.effect.value) == ("factor", 1.1)
    assert (mechanism.reach.low, mechanism.reach.grade) == (0.2, "assumed")


def second(book):
    """Answer in the second column what the first sheet asks for the first."""
    book[MECHANISMS.en]["D2"] = "more"
    for key in ASKED_FIRST:
        book[MECHANISMS.en][place_of(book, key, "D")[1]] = FULL[key]


def test_a_second_column_is_a_second_mechanism(filled):
    def change(book):
        sheet = book[MECHANISMS.en]
        for row in range(2, sheet.max_row + 1):
            sheet.cell(row, 4).value = sheet.cell(row, 3).value
        second(book)

    assert list(read_filled(filled(change), PARAMS).data["mechanisms"]) == ["talks", "more"]


DUTY = {"weeks": 4, "completion": 0.8, "lock_in": 0.7, "lasts_weeks": 26}
DUTY |= {"at_week": 13, "threat": 1.1, "threat_weeks": 6}


@pytest.mark.slow
def test_a_compulsory_programme_is_filled_in_and_becomes_a_file(tmp_path):
    duty = {
        f"{key}.{part}": said
        for key, value in DUTY.items()
        for part, said in (("value", value), ("source", "ours"), ("grade", "derived"))
    }
    answers = FULL | duty | {"kind": "programme"}
    answers |= {"window_weeks.from": None, "window_weeks.to": None}
    data = read_filled(filled_in(tmp_path, "en", answers), PARAMS).data
    path = keep_draft(data, Place(tmp_path / "own", PARAMS), "en")
    course = PARAMS.with_own([path]).proposal("from-excel").mechanism("talks")
    assert {key: getattr(course, key).value for key in DUTY} == DUTY


def setting(key, value, column=None):
    """Return a change of one cell, by key, or by address in the budget."""

    def change(book):
        sheet, cell = (BUDGET.en, key) if key[0].isupper() else place_of(book, key, column)
        book[sheet][cell] = value
        return f"{sheet}!{cell}"

    return change


def both(*changes):
    return lambda book: [change(book) for change in changes]


def renaming(key, name):
    """Return a change of the key itself."""

    def change(book):
        sheet, cell = place_of(book, key)
        book[sheet][f"B{cell[1:]}"] = name
        return f"{sheet}!B{cell[1:]}"

    return change


@pytest.mark.slow
@pytest.mark.parametrize(
    ("change", "words", "told_at"),
    [
        (*case, None)[:3]
        for case in [
            (setting("start", "januar"), "got 'januar'; expected a date as"),
            (setting("municipality", "herningg"), "Did you mean Herning?"),
            (setting("municipality", "no.yaml"), "does not exist"),
            (setting("municipality", None), "An answer is needed here."),
            (setting("years", 0.5), "expected 1-20 whole years."),
            (setting("id", "From Excel"), "got 'From Excel'; expected small"),
            (setting("excludes", "herning-syg2"), "Did you mean herning-syg02?"),
            (renaming("title.da", "titel"), "no field is called titel."),
            (renaming("title.da", "id"), "the field id stands in two rows."),
            (both(setting("A3", 2021), setting("B3", 1)), "2021 stands in two rows.", "Budget!A3"),
            (setting("A2", None), "got ''; expected a year as 2024."),
            (setting("B2", "much"), "got 'much'; expected a"),
            (setting("B1", "kroner"), "no column is called cost, kr.", "Budget!A1"),
            (setting("kind", "hazrd"), "Did you mean hazard?"),
            (setting("exits", "jobb"), "Did you mean Job?"),
            (
                setting("exits", "Sickness benefit"),
                "nobody leaves Sickness benefit for Sickness benefit. Known: Job;",
            ),
            (setting("exits", None), "An answer is needed here."),
            (setting("effect.value", 9), "low 1, value 9"),
            (setting("effect.low", None), "an assumed number needs low", "Proposal!C14"),
            (setting("effect.grade", "sure"), "got 'sure'. Did you mean"),
            (setting("reach.value", 20), "did you mean 0.2?"),
            (setting("stated", "maybe"), "expected yes or no."),
            (setting("name", "Talks"), "got 'Talks'; expected a new name"),
            (setting("name", "talks", "D"), "got 'talks'; expected a new"),
            (setting("scheme", "job", "D"), "expected a new name", "Effects!D2"),
            (
                setting("scheme", "job", "C"),
                "it is answered on the sheet Proposal; clear the cell.",
            ),
        ]
    ],
)
def test_what_does_not_hold_is_told_with_file_sheet_and_cell(filled, change, words, told_at):
    cells = []
    path = filled(lambda book: cells.append(change(book)))
    with pytest.raises(InputError) as caught:
        read_filled(path, PARAMS)
    lines = str(caught.value).splitlines()
    begins = f"{path}, {told_at or cells[0]}: "
    assert any(line.startswith(begins) and words in line for line in lines), lines


@pytest.mark.slow
def test_all_faults_are_told_at_once_in_the_order_of_their_cells(filled):
    wrong = {"reach.value": 20, "start": "januar", "cost": "much", "evidence": "x" * 6000}

    def change(book):
        for key, value in wrong.items():
            sheet, cell = place_of(book, key)
            book[sheet][cell] = value

    path = filled(change)
    with pytest.raises(InputError) as caught:
        read_filled(path, PARAMS)
    for said in (caught.value.said.da, caught.value.said.en):
        cells = [line.removeprefix(f"{path}, ").split(": ")[0] for line in said.splitlines()]
        assert cells[:2] == ["Proposal!C8", "Proposal!C9"]
        assert [cell.split("!")[0] for cell in cells[2:]] == ["Advanced", "Effects"]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("text.xlsx", b"no workbook", "text.xlsx is no Excel workbook (.xlsx), or it is"),
        ("nowhere.xlsx", None, "nowhere.xlsx does not exist."),
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
    path = filled(lambda book: book.remove(book[BUDGET.en]))
    with pytest.raises(InputError, match=r"has no sheet called Budget\..*proposals new --xlsx"):
        read_filled(path, PARAMS)


@pytest.mark.slow
def test_a_proposal_in_a_workbook_is_checked_by_its_cells(filled):
    one = written_in(filled(), PARAMS)
    assert one.sheet.line(("mechanisms", "talks", "effect")).address == "Proposal!C14"
    assert one.proposal.id == "from-excel"


def keys_on(book, sheet):
    return [key for cell in book[sheet.da]["B"][1:] for key in str(cell.value or "").split()]


def test_ten_questions_stand_in_front_and_every_other_field_has_one_row_behind(tmp_path):
    book = openpyxl.load_workbook(write_template(tmp_path / "a.xlsx", PARAMS, "da"))
    schema = schema_of(PARAMS)
    front = [key for question in questions("da") for key in question.keys]
    assert len(questions("da")) == 10
    assert keys_on(book, FRONT) == front
    heads = [row.key for row in rows_of(head_fields(schema)) if row.key not in front]
    assert keys_on(book, FORM) == heads
    assert keys_on(book, MECHANISMS) == [
        "name",
        *(r.key for r in rows_of(mechanism_fields(schema))),
    ]
    assert all(book[sheet.da].column_dimensions["B"].hidden for sheet in (FRONT, FORM, MECHANISMS))


def test_what_must_be_answered_has_a_star_and_a_colour_that_the_legend_tells(tmp_path):
    sheet = openpyxl.load_workbook(write_template(tmp_path / "a.xlsx", PARAMS, "da"))[FRONT.da]
    legend = next(cell for cell in sheet["A"] if str(cell.value).startswith("* skal udfyldes"))
    asked = {
        cell.value: sheet.cell(cell.row, 3) for cell in sheet["A"] if str(cell.value)[0].isdigit()
    }
    assert sum(text.endswith("*") for text in asked) == 9
    for text, cell in asked.items():
        assert (cell.fill.fgColor == legend.fill.fgColor) == text.endswith("*")


@pytest.mark.parametrize("lang", ["da", "en"])
def test_the_lists_hold_what_things_are_called_in_the_language(tmp_path, lang):
    book = openpyxl.load_workbook(write_template(tmp_path / "a.xlsx", PARAMS, lang))
    columns = [
        [cell.value for cell in column if cell.value] for column in book[LISTS.text(lang)].columns
    ]
    assert [scheme.label[lang] for scheme in PARAMS.law.schemes.values()] in columns
    assert {"da": ["ja", "nej"], "en": ["yes", "no"]}[lang] in columns
    assert book[LISTS.text(lang)].sheet_state == "hidden"
    ids = {*PARAMS.law.scheme_names, "hazard", "under_25", "entry", "no_education"}
    assert not ids & {name for column in columns for name in column}


@pytest.mark.parametrize("lang", ["da", "en"])
def test_each_sheet_and_head_is_in_the_language_of_the_workbook(tmp_path, lang):
    book = openpyxl.load_workbook(write_template(tmp_path / "a.xlsx", PARAMS, lang))
    other = {sheet.text({"da": "en", "en": "da"}[lang]) for sheet in (FRONT, FORM, HELP, LISTS)}
    assert not other & set(book.sheetnames)
    heads = {sheet.text(lang): book[sheet.text(lang)]["B1"].value for sheet in (FORM, MECHANISMS)}
    assert set(heads.values()) == {{"da": "felt", "en": "field"}[lang]}


@pytest.mark.parametrize("answer", ["Sygedagpenge", "SYGEDAGPENGE", "sickness benefit"])
def test_a_choice_is_read_by_its_label_or_its_name_in_any_case(tmp_path, answer):
    data = read_filled(filled_in(tmp_path, "da", TEN | {"scheme": answer}), PARAMS).data
    assert data["mechanisms"]["virkning"]["scheme"] == "sygedagpenge"


def test_several_labels_with_commas_in_them_are_told_apart(tmp_path):
    exits = "Job, kontanthjælp, jobparat; Fleksjob"
    data = read_filled(filled_in(tmp_path, "da", TEN | {"exits": exits}), PARAMS).data
    assert data["mechanisms"]["virkning"]["exits"] == ["job", "kontanthjaelp_jobparat", "fleksjob"]


def test_a_cost_a_year_is_paid_for_the_days_of_the_year_that_it_runs(tmp_path):
    answers = TEN | {"start": "01-07-2021", "cost": "365.000"}
    data = read_filled(filled_in(tmp_path, "da", answers), PARAMS).data
    cost = {year: said["value"] for year, said in data["cost"].items()}
    assert cost == {"2021": 184_000, "2022": 365_000, "2023": 181_000}
    assert data["until"] == "2023-07-01"


def test_an_effect_without_a_range_lies_between_none_and_twice_as_much(tmp_path):
    effect = read_filled(filled_in(tmp_path, "da", TEN), PARAMS).data["mechanisms"]["virkning"]
    numbers = {key: effect["effect"][key] for key in ("low", "value", "high")}
    assert numbers == pytest.approx({"low": 1.0, "value": 1.1, "high": 1.2})
    assert (effect["effect"]["source"], effect["effect"]["grade"]) == ("eget skøn", "assumed")


@pytest.mark.parametrize(
    ("answers", "stated"),
    [
        ({}, True),
        ({"effect.value": None}, False),
        ({"stated": "nej"}, False),
    ],
)
def test_an_effect_that_is_typed_is_stated_unless_its_author_says_otherwise(
    tmp_path, answers, stated
):
    data = read_filled(filled_in(tmp_path, "da", TEN | answers), PARAMS).data
    assert data["mechanisms"]["virkning"]["stated"] is stated


OWN = "fastsat i forslaget; der er ikke nævnt et dokument, som det står i"


@pytest.mark.parametrize(
    ("answers", "years", "about"),
    [
        ({}, {}, (OWN, "recalled")),
        ({"form.document": "Skemaet"}, {}, (OWN, "recalled")),
        ({"form.document": "Budget 2021"}, {}, ("Budget 2021", "sourced")),
        (
            {"form.document": "Budget 2021", "form.lines": "3-5"},
            {},
            ("Budget 2021, 3-5", "sourced"),
        ),
        ({}, {"A2": 2021, "B2": 4, "C2": 3, "D2": 5}, ("eget skøn", "assumed")),
        ({}, {"A2": 2021, "B2": 4, "E2": "Tilbud"}, ("Tilbud", "sourced")),
        (
            {"form.document": "Budget 2021"},
            {"A2": 2021, "B2": 4, "F2": "med kilde"},
            ("Budget 2021", "sourced"),
        ),
    ],
)
def test_an_amount_has_a_source_where_one_is_named_and_else_is_the_proposals_own(
    tmp_path, answers, years, about
):
    data = read_filled(filled_in(tmp_path, "da", TEN | answers, years), PARAMS).data
    cost = data["cost"]["2021"]
    assert (cost["source"], cost["grade"]) == about


@pytest.mark.parametrize(
    ("answers", "years", "told_at"),
    [
        ({"effect.grade": "med kilde"}, {}, "Virkninger!C"),
        ({}, {"A2": 2021, "B2": 4, "F2": "med kilde"}, "Budget!F2"),
    ],
)
def test_a_number_that_is_called_sourced_needs_its_source(tmp_path, answers, years, told_at):
    with pytest.raises(InputError) as caught:
        read_filled(filled_in(tmp_path, "da", TEN | answers, years), PARAMS)
    told = caught.value.said.da
    assert f"{told_at}" in told
    assert "et tal med kilde skal have sin kilde" in told


@pytest.mark.parametrize("typed", ["4-22", "4,22", "4; 22"])
def test_weeks_in_one_cell_are_read_as_in_two(tmp_path, typed):
    data = read_filled(filled_in(tmp_path, "da", TEN | {"window_weeks.from": typed}), PARAMS).data
    assert data["mechanisms"]["virkning"]["window_weeks"] == [4, 22]


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


ODD_ANSWERS = {
    "a time": dt.time(1),
    "a duration": dt.timedelta(hours=30),
    "a date": dt.datetime(2019, 1, 7, 12, 30),
    "true": True,
}


@pytest.mark.slow
@pytest.mark.parametrize("odd", ODD_ANSWERS.values(), ids=ODD_ANSWERS)
def test_whatever_kind_of_cell_an_answer_is_it_is_read_or_refused(tmp_path, odd):
    answers = {**TEN, "id": "from-excel"}
    book = openpyxl.load_workbook(filled_in(tmp_path, "en", answers))
    refused = 0
    for key in answers:
        sheet, address = place_of(book, key)
        usual, book[sheet][address] = book[sheet][address].value, odd
        book.save(tmp_path / "odd.xlsx")
        book[sheet][address] = usual
        try:
            read_filled(tmp_path / "odd.xlsx", PARAMS)
        except InputError as error:
            refused += f"{sheet}!{address}: " in str(error)
    assert refused >= len(answers) / 4
