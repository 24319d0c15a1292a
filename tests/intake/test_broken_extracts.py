"""Broken extracts: each is read right, or refused in one sentence with place, what and expected."""

import datetime as dt

import pytest
from extracts_made import (
    COLUMNS,
    PARAMS,
    ROWS,
    csv_text,
    jobindsats_csv,
    json_stat,
    px_text,
    v2,
    v3,
    workbook,
    written,
)

from borgerflow.sim.base.errors import InputError
from borgerflow.sim.records.files.jobindsats.reader import read_jobindsats
from borgerflow.sim.records.files.statbank.reader import read_statbank

A_CPR = "0101901234"
SMALL = "OMRÅDE;KØN;ALDER;TID;INDHOLD\n657;TOT;TOT;{};{}\n"
SHORT = ["Periode", "Område", "Antal personer"]
NOT_WHOLE = json_stat() | {"size": [2, 2, 3, 2, 3]}
LIMIT = {"errorTypeCode": "REQUEST-LIMIT", "message": "The request exceeds 1,000,000 cells."}


def with_category(category):
    cube = json_stat()
    return cube | {"dimension": cube["dimension"] | {"TID": {"category": category}}}


def small(period="2025K4", figure="12,5"):
    return SMALL.format(period, figure)


def lines(text, *, change):
    """Return a text in which one line is another, by its number from 1."""
    parts = text.splitlines()
    for number, line in change.items():
        parts[number - 1] = line
    return "\n".join(parts) + "\n"


def answer(*rows, columns=SHORT):
    return v3(columns, [list(row) for row in rows])


# By name: the file, its content, and the value and status of its first figure.
READ = {
    "a decimal comma": ("aulp01.csv", small(), (0.125, "value")),
    "a decimal point in English": ("aulp01.csv", small(figure="12.5"), (0.125, "value")),
    "a no-break space in thousands": ("folk1a.csv", small(figure="1\u00a0234"), (1234, "value")),
    "a minus of typesetters": ("folk1a.csv", small(figure="\u22125"), (-5, "value")),
    "two points": ("auk01.csv", small(figure=".."), (None, "missing")),
    "a point": ("auk01.csv", small(figure="."), (None, "missing")),
    "a hyphen is no nought": ("auk01.csv", small(figure="-"), (None, "missing")),
    "an empty figure": ("auk01.csv", small(figure=""), (None, "missing")),
    "an x": ("auk01.csv", small(figure="x"), (None, "suppressed")),
    "a comma in a label": (
        *("auk01.csv", small().replace("657;TOT;TOT", "Herning;Total;Age, total")),
        (12.5, "value"),
    ),
    "a quarter in English": ("auk01.csv", small("2025Q4", "7"), (7, "value")),
    "a half-year": ("auk01.csv", small("2025H1", "7"), (7, "value")),
    "a day": ("auk01.csv", small("1982M12D09", "7"), (7, "value")),
    "a week 53 of a long year": ("auk01.csv", small("2020U53", "7"), (7, "value")),
    "a title above the header": ("auk01.csv", "Offentligt forsørgede\n" + small(), (12.5, "value")),
    "a note at the end": (
        "auk01.csv",
        small() + "Kilde: Danmarks Statistik;;;;\n",
        (12.5, "value"),
    ),
    "empty lines": ("auk01.csv", small() + "\n;;;;\n\n", (12.5, "value")),
    "the same row twice": ("auk01.csv", small() + small().splitlines()[1] + "\n", (12.5, "value")),
    "lower-case names": ("auk01.csv", small().lower().replace("tot", "TOT"), (12.5, "value")),
    "a BOM": ("y07a02.csv", "\ufeff" + jobindsats_csv(), (1234, "value")),
    "a month with one digit": ("y07a02.json", answer(["2026M8", "Herning", 7]), (7, "value")),
    "a quarter with a nought": ("y07a02.json", answer(["2025Q03", "Herning", 7]), (7, "value")),
    "a year as Y01": ("y07a02.json", answer(["2024Y01", "Herning", 7]), (7, "value")),
    "a moving year": ("y30r21.json", answer(["2025QMAT02", "Herning", 7]), (7, "value")),
    "a year to date": ("y07a02.json", answer(["2025YTD08", "Herning", 7]), (7, "value")),
    "a month in words": ("y07a02.json", answer(["august 2026", "Herning", 7]), (7, "value")),
    "a municipality with its suffix": (
        *("y07a02.json", answer(["2026M08", "Herning Kommune", 7])),
        (7, "value"),
    ),
    "null": ("y07a02.json", answer(["2026M08", "Herning", None]), (None, "missing")),
    "an empty text": ("y07a02.json", answer(["2026M08", "Herning", ""]), (None, "missing")),
    "suppressed": ("y07a02.json", answer(["2026M08", "Herning", "-"]), (None, "suppressed")),
    "bare thousands": ("y07a02.json", answer(["2026M08", "Herning", "1.234"]), (1234, "value")),
    "a nought is a nought": ("y07a02.json", answer(["2026M08", "Herning", 0]), (0, "value")),
    "a title above the CSV": ("y07a02.csv", jobindsats_csv(above="Y07A02\n"), (1234, "value")),
    "a table nobody knows": ("y99z99.json", answer(["2026M08", "Herning", 7]), (7, "value")),
}
# By name: the file, its content, and what its refusal says.
REFUSED = {
    "no semicolons": (
        *("auk01.csv", small().replace(";", " ")),
        r"none of the first 20 rows is a header; expected columns as OMRÅDE;",
    ),
    "no header": ("auk01.csv", small().splitlines()[1] + "\n", r"expected columns as OMRÅDE;"),
    "a misspelt name": (
        *("auk01.csv", small().replace("INDHOLD", "INDHOLDT")),
        r"is a header; .* Did you mean INDHOLD\?",
    ),
    "commas between and within cells": (
        *("auk01.csv", small(figure="7").replace(";", ",").replace("TOT,TOT", "TOT,Age, total")),
        r"auk01.csv, line 2: got 6 cells; the header has 5.* semicolons",
    ),
    "a row that is cut off": (
        *("auk01.csv", small() + "657;TOT\n"),
        r"line 3: got 2 cells; the header has 5",
    ),
    "a header and no rows": ("auk01.csv", small().splitlines()[0], r"holds a header and no rows"),
    "an empty file": ("auk01.csv", "", r"is empty; expected"),
    "an open quote": ("auk01.csv", small() + '657;"TOT;TOT;2025K4;7\n', r"line 3.*not CSV"),
    "a word for a figure": (
        "auk01.csv",
        small(figure="mange"),
        r"line 2: .*'mange'; expected a nu",
    ),
    "two decimal marks": (
        *("aulp01.csv", small() + small("2025K3", "7.5").splitlines()[1] + "\n"),
        r"line 3: .*'7.5'; values before it have a decimal comma",
    ),
    "thousands or decimals": (
        "auk01.csv",
        small(figure="1.234"),
        r"line 2: .*may be 1234 or 1.234",
    ),
    "no such quarter": ("auk01.csv", small("2025K5"), r"line 2: 'TID' is '2025K5'; expected a per"),
    "a week 53 of a short year": (
        "auk01.csv",
        small("2025U53"),
        r"line 2: 'TID' is '2025U53'; exp",
    ),
    "no period": ("auk01.csv", small(""), r"line 2: 'TID' is ''; expected a period"),
    "a key with two figures": (
        *("auk01.csv", small() + small(figure="13,5").splitlines()[1] + "\n"),
        r"line 3: '13,5', but line 2 has '12,5' for the same .* codes",
    ),
    "two columns of periods": (
        *("auk01.csv", small().replace("ALDER", "KVARTAL").replace("T;TOT", "T;2025K4")),
        r"found 2 columns of periods among OMRÅDE, KØN, KVARTAL, TID; expected one",
    ),
    "a column without a name": ("auk01.csv", small().replace("KØN", ""), r"column 2 has no name"),
    "an error saved as a file": ("auk01.csv", LIMIT, r"REQUEST-LIMIT.*Ask for the format BULK"),
    "a web page": ("auk01.csv", "<!DOCTYPE html><html></html>", r"is a web page or XML; expected"),
    "XML": ("auk01.csv", '<?xml version="1.0"?><a/>', r"is a web page or XML; expected"),
    "JSON cut off": ("auk01.json", '{"value": [1, 2', r"line 1: this is no whole JSON"),
    "another size": ("auk01.json", NOT_WHOLE, r"the dimension TID has 2 members, but size says 3"),
    "too few values": (
        *("auk01.json", json_stat() | {"value": [1, 2]}),
        r"value has 2 numbers; expected 48 by size",
    ),
    "one figure for all cells": ("auk01.json", json_stat() | {"value": 7}, r"value does not fit"),
    "a figure that is a list": (
        *("auk01.json", json_stat() | {"value": [[1]] * 48}),
        r"value does not fit size; expected 48 numbers",
    ),
    "a figure at a place there is not": (
        *("auk01.json", json_stat() | {"value": {"48": 7}}),
        r"by their places from 0 to 47",
    ),
    "members that are no places": (
        *("auk01.json", with_category({"index": {"2025K3": "x", "2025K4": None}})),
        r"the dimension TID has 0 members, but size says 2",
    ),
    "labels that are a list": (
        *("auk01.json", with_category({"label": ["2025K3", "2025K4"]})),
        r"the dimension TID has 0 members",
    ),
    "JSON of another kind": ("auk01.json", {"a": 1}, r"no JSON-stat: found 0 cubes; expected one"),
    "PX cut off": ("auk01.px", px_text()[:400], r"line \d+: no keyword .* cut off"),
    "PX without an end": ("auk01.px", px_text().replace(";", ""), r"no keyword .* cut off"),
    "PX with too few figures": (
        *("auk01.px", px_text().replace("1000 1001", "1000")),
        r"DATA has 47 numbers; expected 48 by VALUES",
    ),
    "PX with rows left out": (
        *("auk01.px", px_text().replace("DATA=", 'KEYS("område")=VALUES;\nDATA=')),
        r"no rows left out \(KEYS\)",
    ),
    "PX with too few codes": (
        *("auk01.px", px_text().replace('"TOT","M","K"', '"TOT","M"')),
        r"CODES\(køn\) has 2 codes, but VALUES 3",
    ),
    "a CPR number in a column": (
        *("auk01.csv", small().replace("TOT;TOT", f"TOT;{A_CPR}")),
        r"line 2: the value of ALDER looks like a CPR number",
    ),
    "a column named after the CPR number": (
        *("auk01.csv", small().replace("KØN", "CPR-nummer")),
        r"column 2 is named as one that holds CPR numbers",
    ),
    "garbage for a workbook": (
        "auk01.xlsx",
        b"PK\x03\x04" + b"\x00\xff" * 50,
        r"workbook; expected",
    ),
    "a workbook with a password": (
        *("y07a02.xlsx", b"\xd0\xcf\x11\xe0" + b"\0" * 600),
        r"is an old Excel workbook, or one with a password; expected an extract from jobindsats",
    ),
    "garbage at jobindsats": ("y07a02.xlsx", b"PK\x03\x04garbage", r"damaged Excel workbook"),
    "a row too short": ("y07a02.json", answer(["2026M08", 7]), r"row 1: got 2 cells; expected 3"),
    "a row that is no list": (
        "y07a02.json",
        {"columns": SHORT, "rows": [7]},
        r"row 1: got 0 cells",
    ),
    "a number that is none": (
        *("y07a02.json", answer(["2026M08", "Herning", float("nan")])),
        r"row 1: 'Antal personer' is 'nan'; expected a number",
    ),
    "a number without end": ("auk01.csv", small(figure="1e400"), r"line 2: .*'1e400'; expected"),
    "no rows at all": ("y07a02.json", answer(), r"holds no rows"),
    "an error of the service": (
        "y07a02.json",
        {"message": "no access"},
        r"an error of the service",
    ),
    "no area": (
        "y07a02.csv",
        "Periode;Antal personer\n2026M08;7\n",
        r"expected columns as Periode",
    ),
    "a point beside bare thousands": (
        *("y07a02.json", answer(["2026M08", "Herning", "12.5"], ["2026M07", "Herning", "1.234"])),
        r"row 2: .*'1.234'.* may be thousands or decimals",
    ),
    "a period in the future of calendars": (
        *("y07a02.json", answer(["2026M13", "Herning", 7])),
        r"row 1: 'Periode' is '2026M13'; expected a period",
    ),
    "a cell that is a list": (
        *("y07a02.json", answer(["2026M08", "Herning", [7]])),
        r"row 1: cell 3 is a list itself; expected a number or a text",
    ),
    "an area that is an object": (
        *("y07a02.json", answer(["2026M08", {"name": "Herning"}, 7])),
        r"row 1: cell 2 is a list itself",
    ),
    "a whole number that no float holds": (
        *("y07a02.json", answer(["2026M08", "Herning", 10**400])),
        r"row 1: 'Antal personer' is '1000*\.{0,3}.*; expected a number",
    ),
    "a whole number of ten thousand digits": (
        *("y07a02.json", '{"columns": ["Periode", "Område", "Antal"], "rows": [[' + "9" * 10_000),
        r"a number is too long",
    ),
    "version 2 with too few names": (
        *("y07a02.json", [{"Variables": [{"Name": "period"}], "Data": [[1, 2]]}]),
        r"row 1: got 2 cells; expected 1",
    ),
    "a CPR number at jobindsats": (
        *("y07a02.json", answer(["2026M08", A_CPR, 7])),
        r"row 1: the value of Område looks like a CPR number",
    ),
}


def reader_of(name):
    return read_statbank if name.lower().startswith(("au", "folk", "ky")) else read_jobindsats


def test_there_are_more_than_sixty_variants():
    assert len(READ) + len(REFUSED) > 60


@pytest.mark.parametrize("variant", READ)
def test_what_can_be_read_is_read_right(variant, tmp_path):
    name, content, (value, status) = READ[variant]
    read = reader_of(name)(written(tmp_path / name, content), PARAMS)
    first = read.table.iloc[0]
    assert first["status"] == status
    assert (None if first["value"] != first["value"] else first["value"]) == value
    assert len(read.table[read.table["municipality"] == "Herning"]) >= 1


@pytest.mark.parametrize("variant", REFUSED)
def test_what_cannot_be_read_is_refused_in_one_sentence(variant, tmp_path):
    name, content, told = REFUSED[variant]
    with pytest.raises(InputError, match=told) as refused:
        reader_of(name)(written(tmp_path / name, content), PARAMS)
    said = refused.value.said
    assert said.da != said.en
    assert name in said.en
    assert A_CPR not in said.en + said.da
    assert "\n" not in said.en


SHEETS = {
    "titles above and empty rows": [["Sygedagpenge"], [], COLUMNS, *ROWS, []],
    "a merged measure over two columns": [
        ["", "", "", "Sygedagpenge", None],
        [*COLUMNS[:3], "Antal personer", "Antal fuldtidspersoner"],
        *ROWS,
    ],
    "names in the row above": [
        [None, None, None, "Antal personer", "Antal fuldtidspersoner"],
        [*COLUMNS[:3], None, None],
        *ROWS,
    ],
    "the first of the month for a month": [
        COLUMNS,
        *([dt.datetime(2025, 11, 1), *row[1:]] for row in ROWS),
    ],
    "a note below": [COLUMNS, *ROWS, ["Kilde: jobindsats.dk"]],
}


@pytest.mark.parametrize("variant", SHEETS)
def test_a_workbook_is_read_wherever_its_header_stands(variant, tmp_path):
    workbook(tmp_path / "y07a02.xlsx", SHEETS[variant])
    table = read_jobindsats(tmp_path / "y07a02.xlsx", PARAMS).table
    first = table.query("measure == 'persons' and sex == 'all' and level == 'municipality'")
    assert first["value"].item() == 1234
    assert str(first["start"].item())[:10] == "2025-11-01"


def test_an_error_in_a_cell_is_no_empty_cell(tmp_path):
    workbook(tmp_path / "y07a02.xlsx", [SHORT, ["2025M11", "Herning", "#N/A"]])
    with pytest.raises(InputError, match=r"sheet 'Data', C2: the error #N/A; expected a value"):
        read_jobindsats(tmp_path / "y07a02.xlsx", PARAMS)


def test_a_formula_without_its_value_is_refused(tmp_path):
    workbook(tmp_path / "y07a02.xlsx", [SHORT, ["2025M11", "Herning", "=1+1"]])
    with pytest.raises(InputError, match=r"C2: a formula without a kept value"):
        read_jobindsats(tmp_path / "y07a02.xlsx", PARAMS)


def test_what_was_skipped_and_assumed_is_counted_with_its_first_place(tmp_path):
    text = small(figure="..") + "\n\n" + small("2025K3", "..").splitlines()[1] + "\nNote;;;;\n"
    note = read_statbank(written(tmp_path / "auk01.csv", text), PARAMS).note
    told = {reason.why.en: (reason.count, reason.first.en) for reason in note.skipped}
    assert told == {
        "an empty row": (2, "line 3"),
        "a row with a text in one cell (a note)": (1, "line 6"),
    }
    assert [(each.why.en, each.count) for each in note.assumed] == [
        ("'..' = missing, not nought", 2)
    ]


def test_a_refused_figure_is_called_by_the_name_of_its_column_alone(tmp_path):
    file = written(tmp_path / "y07a02.json", answer(["2026M08", "Herning", "<5"]))
    with pytest.raises(InputError, match="row 1: Antal personer is '<5'; expected"):
        read_jobindsats(file, PARAMS)


def test_a_table_of_another_publisher_is_refused(tmp_path):
    file = written(tmp_path / "auk01.csv", small())
    with pytest.raises(InputError, match="'Y07A02' is published elsewhere; expected one as AUK01"):
        read_statbank(file, PARAMS, "Y07A02")


def test_a_note_names_the_file_however_long_the_way_to_it_is(tmp_path):
    folder = tmp_path / ("register" * 12)
    folder.mkdir()
    note = read_statbank(written(folder / "auk01.csv", small()), PARAMS).note
    assert note.text("en").startswith("Read: 1 row from 'auk01.csv' (")


def test_an_area_that_nobody_knows_is_told_with_the_nearest_name(tmp_path):
    file = written(tmp_path / "y07a02.json", answer(["2026M08", "Hernign", 7]))
    read = read_jobindsats(file, PARAMS)
    assert read.table["level"].item() == "unknown"
    assert "the area 'Hernign' is not known. Did you mean Herning?" in read.note.text("en")


def test_labels_of_version_two_are_told_apart_by_their_machine_names(tmp_path):
    answered = v2([["2025M11", "Herning", "Køn i alt", "7", "8"]])
    answered[0]["Variables"][4]["Name"] = "memba02_4b"
    table = read_jobindsats(written(tmp_path / "y07a02.json", answered), PARAMS).table
    assert list(table["measure"]) == ["persons", "share_of_workforce"]


def test_the_whole_of_statbank_is_read_without_its_name(tmp_path):
    note = read_statbank(written(tmp_path / "x.csv", csv_text()), PARAMS).note
    assert "known by its columns alone" in note.text("en")
