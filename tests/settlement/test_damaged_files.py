"""Damaged, odd and vast files of spells: one sentence each, or the spells."""

import contextlib
import datetime as dt
import re

import numpy as np
import openpyxl
import pandas as pd
import pytest
import xlsxwriter
from some_lives import LAW, frame, spell

from borgerflow.sim.base.errors import InputError
from borgerflow.sim.records.files.formats import workbook
from borgerflow.sim.records.files.spell_files import read_spells

START, END = dt.datetime(2019, 1, 7), dt.datetime(2019, 2, 4)
ROWS = [["citizen", "scheme", "start", "end", "share"], [1, "job", START, END, 0.5]]


def refused(path, words):
    with pytest.raises(InputError, match=re.escape(words)) as refusal:
        read_spells(path, LAW)
    for said in (refusal.value.said.da, refusal.value.said.en):
        assert said.startswith(str(path))
        assert said.isprintable()
    return refusal.value.said


def parquet(tmp_path, **columns):
    path = tmp_path / "spells.parquet"
    usual = {"citizen": ["1"], "scheme": ["job"], "start": [START], "end": [END]}
    pd.DataFrame(usual | columns).to_parquet(path)
    return path


ODD = {
    "lists": ([[1]], "list<"),
    "records": ([{"a": 1}], "struct<"),
    "bytes": ([b"1"], "binary"),
    "yes and no": ([True], "bool"),
    "times": ([dt.time(1)], "time64"),
}


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("column", ["citizen", "share", "start"])
def test_a_column_of_an_odd_kind_is_refused_by_name(tmp_path, odd, column):
    values, kind = ODD[odd]
    said = refused(parquet(tmp_path, **{column: values}), f"has a column '{column}' of type {kind}")
    assert "expected text, numbers or dates" in said.en


def test_a_column_that_is_not_read_may_hold_anything(tmp_path):
    assert len(read_spells(parquet(tmp_path, team=[[1, 2]]), LAW)) == 1


def test_dates_that_are_numbers_are_refused(tmp_path):
    refused(parquet(tmp_path, start=[20190107]), "row 1: start is '20190107'; expected a date")
    zoned = [pd.Timestamp(START, tz="Europe/Copenhagen")]
    refused(parquet(tmp_path, start=zoned), "row 1: start has a time zone")


def test_an_amount_beyond_any_sense_is_refused_from_parquet_too(tmp_path):
    refused(parquet(tmp_path, weekly_amount=[1.7e308]), "row 1: weekly_amount is 1.7e+308;")


def test_half_a_parquet_file_is_refused(tmp_path):
    path = parquet(tmp_path)
    path.write_bytes(path.read_bytes()[:-20])
    refused(path, "is no readable Parquet file")


def book(tmp_path, rows):
    path = tmp_path / "spells.xlsx"
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    made.save(path)
    return path


def test_a_formula_without_a_kept_value_is_told_from_an_empty_cell(tmp_path):
    with_formula = [ROWS[0], [*ROWS[1][:4], "=1/2"]]
    refused(book(tmp_path, with_formula), "sheet 'Sheet', E2: a formula without a kept value")
    empty = [ROWS[0], [*ROWS[1][:4], None]]
    assert read_spells(book(tmp_path, empty), LAW)["share"].isna().all()


def test_a_formula_that_is_not_read_needs_no_value(tmp_path):
    rows = [[*ROWS[0], "sum"], [*ROWS[1], "=1/2"]]
    assert len(read_spells(book(tmp_path, rows), LAW)) == 1


def test_the_value_that_a_formula_was_saved_with_is_read(tmp_path):
    path = tmp_path / "spells.xlsx"
    with xlsxwriter.Workbook(path, {"default_date_format": "dd-mm-yyyy"}) as made:
        sheet = made.add_worksheet("Forløb")
        sheet.write_row(0, 0, ROWS[0])
        sheet.write_row(1, 0, ROWS[1][:4])
        sheet.write_formula(1, 4, "=1/2", None, 0.5)
    assert read_spells(path, LAW)["share"].tolist() == [0.5]


def test_a_sheet_called_by_a_cpr_number_is_refused_and_not_repeated(tmp_path):
    path = tmp_path / "spells.xlsx"
    book_of_one = openpyxl.Workbook()
    book_of_one.active.title = "0101501234"
    for row in ROWS:
        book_of_one.active.append(row)
    book_of_one.save(path)
    assert "0101501234" not in refused(path, "the value of sheet looks like a CPR number").en


def test_an_error_in_a_cell_is_refused_with_its_address(tmp_path):
    rows = [*ROWS, [2, "=NA()", START, END, 1]]
    rows[-1][1] = "#N/A"
    refused(book(tmp_path, rows), "sheet 'Sheet', B3: the error #N/A; expected a value.")


def test_a_number_that_is_no_date_is_refused_with_its_row(tmp_path):
    rows = [*ROWS, [2, "job", 43472, END, 1]]
    refused(book(tmp_path, rows), "sheet 'Sheet', row 3: start is '43472'; expected a date")


@pytest.mark.slow
def test_a_stray_cell_in_the_last_row_and_column_costs_nothing(tmp_path):
    path = tmp_path / "spells.xlsx"
    made = openpyxl.Workbook()
    for row in ROWS:
        made.active.append(row)
    made.active.cell(1_048_576, 16_384).value = " "
    made.save(path)
    assert len(read_spells(path, LAW)) == 1


def test_a_workbook_vast_when_unpacked_is_refused(tmp_path, monkeypatch):
    path = book(tmp_path, ROWS)
    monkeypatch.setattr(workbook, "MOST_BYTES", 1000)
    refused(path, "is too large (over a million rows or 2 GB unpacked)")


def test_a_workbook_without_a_header_or_rows_is_refused(tmp_path):
    refused(book(tmp_path, [["a", "b"]]), "row 1: none of the first 20 rows is a header")
    refused(book(tmp_path, [[]]), "row 1: none of the first 20 rows is a header")
    refused(book(tmp_path, ROWS[:1]), "holds a header and no rows")


def made(tmp_path, kind):
    if kind == "xlsx":
        return book(tmp_path, [*ROWS, [2, "dagpenge", START, END, 1]])
    table = frame([(1, spell("job", "2019-01-07", "2019-02-04"))])
    table.to_parquet(tmp_path / "spells.parquet")
    return tmp_path / "spells.parquet"


@pytest.mark.parametrize("kind", ["xlsx", "parquet"])
def test_whatever_bytes_are_damaged_a_file_is_read_or_refused(tmp_path, kind, many):
    chance = np.random.default_rng(1)
    path = made(tmp_path, kind)
    good = path.read_bytes()
    for _ in range(many(10, 80)):
        data = bytearray(good)
        for _ in range(chance.integers(1, 4)):
            data[int(chance.integers(4, len(data)))] = int(chance.integers(256))
        path.write_bytes(bytes(data))
        with contextlib.suppress(InputError):
            read_spells(path, LAW)
