"""The shapes in which municipalities have their spells: the same kroner, or a named refusal."""

import datetime as dt
import io
import re

import openpyxl
import pandas as pd
import pytest
from some_lives import LAW, kroner

from borgerflow.sim.base.errors import InputError
from borgerflow.sim.records.files.spell_files import read_spells
from borgerflow.sim.settlement.settle import settle

CLEAN = """citizen,scheme,start,end,category,share,weekly_amount
1,sygedagpenge,2019-01-07,2019-09-09,loenmodtager,0.5,
1,jobafklaring,2019-09-09,2020-03-02,ikke_forsoerger,,4355.00
2,kontanthjaelp_jobparat,2019-02-04,2019-03-14,forsoerger,,
"""
DANISH = """Borger;Ydelse;Startdato;Slutdato;Kategori;Andel;Ugebeløb
1;Sygedagpenge;07-01-2019;09-09-2019;Lønmodtager;0,5;
1;Jobafklaringsforløb;09-09-2019;02-03-2020;Ikke-forsørger;;4.355,00
2;Kontanthjælp, jobparat;04-02-2019;14-03-2019;Forsørger;;
"""
ROWS = CLEAN.splitlines()
PARTED = CLEAN.replace(",", ";")


def with_times(text):
    return re.sub(r"(\d{4}-\d\d-\d\d)", r"\1 00:00:00", text)


def with_dates(text, form):
    return re.sub(
        r"\d{4}-\d\d-\d\d", lambda found: dt.date.fromisoformat(found[0]).strftime(form), text
    )


def with_column(text, name, values):
    lines = text.splitlines()
    return "\n".join(f"{line};{cell}" for line, cell in zip(lines, [name, *values], strict=True))


READ = {
    "as it is": CLEAN,
    "a byte order mark": "\ufeff" + CLEAN,
    "CRLF": CLEAN.replace("\n", "\r\n"),
    "CR": CLEAN.replace("\n", "\r"),
    "blank lines at the end": CLEAN + "\n\n",
    "headers in capitals": CLEAN.replace(ROWS[0], ROWS[0].upper()),
    "a blank line before the header": "\n" + CLEAN,
    "two title rows": "Udtræk fra fagsystem\nKørt 1. marts 2020, Team Syd\n" + CLEAN,
    "title rows of as many cells": "Udtræk;;;;;;\n;;;;;;\n" + PARTED,
    "what Excel says of the delimiter": "sep=;\n" + PARTED,
    "empty rows at the end": PARTED + ";;;;;;\n;;;;;;\n",
    "empty rows of fewer cells": PARTED + ";;;\n",
    "empty rows in between": PARTED.replace("\n2;", "\n;;;;;;\n2;"),
    "a row of totals at the end": DANISH + "I alt;;;;;;4.355,00\n",
    "two rows of totals": PARTED + ";;;;;1.5;\nTotal;;;;;;4355.00\n",
    "a trailing delimiter in every row": CLEAN.replace("\n", ",\n"),
    "a trailing delimiter but for the header": CLEAN.replace("\n", ",\n").replace(",\n", "\n", 1),
    "a trailing delimiter in the header alone": CLEAN.replace("\n", ",\n", 1),
    "Danish headers": PARTED.replace(
        ROWS[0].replace(",", ";"), "borger;ydelse;start;slut;kategori;andel;ugebeløb"
    ),
    "Danish headers in words": PARTED.replace(
        ROWS[0].replace(",", ";"),
        "Borger-ID;Ydelsestype;Gyldig fra;Gyldig til;Kategori;Ydelsesgrad;Beløb pr. uge",
    ),
    "Danish labels": PARTED.replace("kontanthjaelp_jobparat", "Kontanthjælp, jobparat"),
    "labels in capitals": CLEAN.replace("sygedagpenge", "SYGEDAGPENGE"),
    "an extra column": with_column(PARTED, "team", ["Syd", "", "Nord"]),
    "a column called as ours is in Danish": with_column(PARTED, "ydelse", ["4355", "0", "x"]),
    "a column without a name": with_column(PARTED, "", ["Syd", "", "Nord"]),
    "Danish thousands": PARTED.replace("0.5", "0,5").replace("4355.00", "4.355,00"),
    "thousands parted by spaces": PARTED.replace("4355.00", "4 355.00"),
    "no-break spaces": PARTED.replace("4355.00", "4\u00a0355,00").replace("0.5", "0,5"),
    "Danish dates": with_dates(PARTED, "%d-%m-%Y"),
    "dates with points": with_dates(PARTED, "%d.%m.%Y"),
    "dates with strokes": with_dates(PARTED, "%d/%m/%Y"),
    "dates without noughts": re.sub(r"0(\d)\.0?(\d+)", r"\1.\2", with_dates(PARTED, "%d.%m.%Y")),
    "midnights": with_times(CLEAN),
    "Danish midnights": with_dates(PARTED, "%d-%m-%Y 00:00"),
    "tabs": CLEAN.replace(",", "\t"),
    "bars": CLEAN.replace(",", "|"),
    "quoted": re.sub(r"[^,\n]+", r'"\g<0>"', CLEAN),
    "quoted with line breaks": CLEAN.replace("citizen", '"citizen\n"', 1).replace(
        "\n2,", '\n"2\n",'
    ),
    "spaces after commas": CLEAN.replace(",", ", "),
    "all of it in Danish": DANISH,
}


def read_text(tmp_path, text, encoding="utf-8"):
    path = tmp_path / "spells.csv"
    path.write_bytes(text.encode(encoding))
    return read_spells(path, LAW)


@pytest.fixture(scope="module")
def clean(tmp_path_factory):
    return kroner(settle(read_text(tmp_path_factory.mktemp("clean"), CLEAN), LAW))


@pytest.mark.parametrize("shape", READ)
def test_whatever_its_shape_a_file_gives_the_same_kroner(tmp_path, clean, shape):
    assert kroner(settle(read_text(tmp_path, READ[shape]), LAW)) == pytest.approx(clean)


def test_other_spells_give_other_kroner(tmp_path, clean):
    other = DANISH.replace("09-09-2019", "10-09-2019")
    assert kroner(settle(read_text(tmp_path, other), LAW)) != pytest.approx(clean)


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
def test_whatever_its_encoding_a_file_gives_the_same_kroner(tmp_path, clean, encoding):
    assert kroner(settle(read_text(tmp_path, DANISH, encoding), LAW)) == pytest.approx(clean)


def book_of(rows, title=None):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title or "Ark1"
    for row in rows:
        sheet.append(row)
    return book


def kept(tmp_path, book):
    path = tmp_path / "spells.xlsx"
    book.save(path)
    return path


def excel_rows():
    """Return the spells as Excel knows them: dates, numbers and texts of their own."""
    rows = pd.read_csv(io.StringIO(CLEAN), parse_dates=["start", "end"])
    cells = rows.astype(object).where(rows.notna(), None).values.tolist()
    plain = [
        [c.to_pydatetime() if isinstance(c, pd.Timestamp) else c for c in row] for row in cells
    ]
    return [list(rows.columns), *plain]


def test_a_workbook_gives_the_same_kroner(tmp_path, clean):
    rows = read_spells(kept(tmp_path, book_of(excel_rows())), LAW)
    assert rows["citizen"].tolist() == ["1", "1", "2"]
    assert kroner(settle(rows, LAW)) == pytest.approx(clean)


def test_a_workbook_of_texts_gives_the_same_kroner(tmp_path, clean):
    rows = [line.split(";") for line in DANISH.splitlines()]
    assert kroner(settle(read_spells(kept(tmp_path, book_of(rows)), LAW), LAW)) == pytest.approx(
        clean
    )


def test_texts_and_dates_may_stand_side_by_side_in_a_workbook(tmp_path, clean):
    rows = excel_rows()
    rows[2][2], rows[2][3], rows[1][5] = "09-09-2019", "02-03-2020", "0,5"
    assert kroner(settle(read_spells(kept(tmp_path, book_of(rows)), LAW), LAW)) == pytest.approx(
        clean
    )


def test_the_first_sheet_with_a_header_is_read_from_its_header_on(tmp_path, clean):
    book = book_of([["Bemærkninger"], ["intet her"]], "Læs mig")
    sheet = book.create_sheet("Forløb")
    for row in [["Udtræk fra fagsystem"], [], *excel_rows(), [None] * 7, []]:
        sheet.append([*([None] if row else []), *row])
    assert kroner(settle(read_spells(kept(tmp_path, book), LAW), LAW)) == pytest.approx(clean)


REFUSED = {
    "two forms of dates": (
        CLEAN.replace("2019-02-04", "04-02-2019"),
        "line 4: start is '04-02-2019'; the dates before it are written as 2019-01-31.",
    ),
    "days and months alike": (
        with_dates(PARTED.replace("2019-03-14", "2019-03-12"), "%d/%m/%Y"),
        "line 2: start is '07/01/2019'; day and month cannot be told apart",
    ),
    "a time of day": (
        CLEAN.replace("2019-01-07", "2019-01-07 13:30:00"),
        "line 2: start is '2019-01-07 13:30:00'; expected a date as 2019-01-31",
    ),
    "two decimal marks": (
        PARTED.replace("4355.00", "4355,00"),
        "line 3: weekly_amount is '4355,00'; values before it have a decimal point.",
    ),
    "thousands or decimals": (
        PARTED.replace("4355.00", "4.355").replace("0.5", "1"),
        "line 3: weekly_amount is '4.355'; that may be 4355 or 4.355. Write 4355",
    ),
    "amounts beyond any sense": (
        CLEAN.replace("4355.00", "1e308"),
        "line 3: weekly_amount is 1e+308; expected kroner a week from 0 to 10,000,000.",
    ),
    "a misspelt column": (
        CLEAN.replace("weekly_amount", "weekly_amont"),
        "line 1: no column is called 'weekly_amont'. Did you mean weekly_amount?",
    ),
    "a column twice, in two languages": (
        CLEAN.replace("start,end", "fra,startdato"),
        "line 1: the column 'start' is given twice.",
    ),
    "a column missing below titles": (
        "Udtræk\n\n" + CLEAN.replace("end,", "x,"),
        "line 3: the column 'end' (or slut, slutdato, til) is missing.",
    ),
    "no header": (
        "\n".join(ROWS[1:]),
        "line 1: none of the first 20 rows is a header; expected one with the columns citizen",
    ),
    "a value beyond the header": (
        CLEAN.replace("4355.00", "4355.00,x"),
        "line 3: got 8 cells; the header has 7.",
    ),
    "a delimiter lacking in one row": (
        CLEAN.replace("\n", ",\n").replace(",\n", "\n", 1).replace("4355.00,", "4355.00"),
        "line 3: got 7 cells; the row above has 8.",
    ),
    "a row of totals in between": (
        PARTED.replace("\n2;", "\nI alt;;;;;;4355.00\n2;"),
        "line 4: scheme is empty",
    ),
    "a last row that lacks but its dates": (PARTED + "3;job;;;;;\n", "line 5: start is empty"),
    "a header of the user's own over a cell that is empty": (
        DANISH + "3;Job;;;;;\n",
        "line 5: 'Startdato' (start) is empty; expected a date",
    ),
    "a header of the user's own over a strange cell": (
        DANISH.replace("0,5", "halv"),
        "line 2: Andel is 'halv'",
    ),
    "a row cut short": (PARTED + "3;job\n", "line 5: got 2 cells; the header has 7."),
    "a byte of no encoding": (
        DANISH.encode("cp1252").replace(b"\xf8", b"\x81"),
        "line 1: the byte 0x81 is neither UTF-8 nor Windows-1252",
    ),
    "half of UTF-16": (DANISH.encode("utf-16")[:-1], "is no whole UTF-16"),
    "an old workbook": (b"\xd0\xcf\x11\xe0 and so on", "is an old Excel workbook"),
    "a zip file": (b"PK\x03\x04 and so on", "is a damaged Excel workbook"),
}


@pytest.mark.parametrize("shape", REFUSED)
def test_what_has_two_readings_or_none_is_refused_by_name(tmp_path, shape):
    text, words = REFUSED[shape]
    path = tmp_path / "spells.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(InputError, match=re.escape(words)) as refusal:
        read_spells(path, LAW)
    assert refusal.value.said.da != refusal.value.said.en
    assert "\n" not in refusal.value.said.da + refusal.value.said.en
