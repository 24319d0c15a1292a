"""Spell files: what is read, and the words of every refusal."""

import contextlib
import re

import numpy as np
import pandas as pd
import pytest
from some_lives import LAW, frame, kroner, spell

from borgerflow.sim.base.errors import InputError
from borgerflow.sim.records.files.spell_files import read_spells
from borgerflow.sim.settlement.settle import settle

HEADER = "citizen,scheme,start,end,category,share,weekly_amount"
GOOD = "1,dagpenge,2019-01-07,2019-02-04,max,0.5,4355.25"


@pytest.fixture
def file(tmp_path):
    return tmp_path / "spells.csv"


def written(file, *lines, encoding="utf-8", end="\n"):
    file.write_bytes((end.join(lines) + end).encode(encoding))
    return file


def read(file, *lines, **how):
    return read_spells(written(file, *lines, **how), LAW)


def assert_refused(file, words):
    with pytest.raises(InputError, match=re.escape(words)) as refusal:
        read_spells(file, LAW)
    assert str(file) in str(refusal.value)
    return str(refusal.value)


def refused(file, words, *lines, **how):
    return assert_refused(written(file, *lines, **how), words)


def test_a_row_is_read_as_it_stands(file):
    row = read(file, HEADER, GOOD).iloc[0]
    assert row.to_dict() == {
        "citizen": "1",
        "scheme": "dagpenge",
        "start": pd.Timestamp("2019-01-07"),
        "end": pd.Timestamp("2019-02-04"),
        "category": "max",
        "share": 0.5,
        "weekly_amount": 4355.25,
    }


def test_semicolons_decimal_commas_and_a_byte_order_mark_are_the_same(file):
    danish = read(
        file,
        "\ufeff" + HEADER.replace(",", ";"),
        "1;dagpenge;2019-01-07;2019-02-04;max;0,5;4355,25",
        end="\r\n",
    )
    pd.testing.assert_frame_equal(danish, read(file, HEADER, GOOD))


def test_empty_and_missing_columns_are_the_same(file):
    short = read(file, "citizen,scheme,start,end", "1,dagpenge,2019-01-07,2019-02-04")
    empty = read(file, HEADER, "1,dagpenge,2019-01-07,2019-02-04,,,")
    assert kroner(settle(short, LAW)) == kroner(settle(empty, LAW))
    assert empty[["share", "weekly_amount"]].isna().all().all()
    assert empty["category"].isna().all()


def test_columns_may_stand_in_any_order_and_blank_lines_between(file):
    rows = read(file, "end,start,scheme,citizen", "", "2019-02-04,2019-01-07,dagpenge,007", "")
    assert rows["citizen"].tolist() == ["007"]


def test_quoted_cells_are_read(file):
    rows = read(file, HEADER, '"a, b",dagpenge,2019-01-07,2019-02-04,max,"0,5","4355,25"')
    assert rows[["citizen", "share"]].values.tolist() == [["a, b", 0.5]]


def test_an_empty_end_is_a_spell_under_way(file):
    assert read(file, HEADER, "1,dagpenge,2019-01-07,,,,")["end"].isna().all()


def test_parquet_is_read(tmp_path):
    table = frame([(1, spell("dagpenge", "2019-01-07", "2019-02-04", None, 0.5))])
    table.to_parquet(tmp_path / "spells.parquet")
    rows = read_spells(tmp_path / "spells.parquet", LAW)
    assert kroner(settle(rows, LAW)) == kroner(settle(table, LAW))


def test_a_parquet_row_is_named_by_its_number(tmp_path):
    path = tmp_path / "spells.parquet"
    table = frame([(1, spell("dagpenge", "2019-01-07", "2019-02-04", None, s)) for s in (0.5, 2.0)])
    table["citizen"] = [1, 2]
    table.to_parquet(path)
    assert_refused(path, ", row 2: share is 2;")


def test_a_broken_parquet_file_is_refused(tmp_path):
    path = tmp_path / "spells.parquet"
    path.write_bytes(b"PAR1 and nothing more")
    assert_refused(path, "is no readable Parquet file")


BAD_ROWS = {
    "1,sygedagpeng,2019-01-07,2019-02-04,,,": (
        "no scheme is called 'sygedagpeng'. Did you mean sygedagpenge?"
    ),
    "1,seniorpension,2021-01-04,2021-02-01,,,": (
        "no scheme is called 'seniorpension'. Write foertidspension: from 2020 seniorpension has"
    ),
    "1,,2019-01-07,2019-02-04,,,": "scheme is empty; expected one of job, sygedagpenge",
    "1,dagpenge,2019-01-07,2019-02-04,maxx,,": (
        "no category of dagpenge is called 'maxx'. Did you mean max? Known: max, dimittend"
    ),
    "1,job,2019-01-07,2019-02-04,max,,": "job has no categories; got 'max', expected nothing.",
    ",dagpenge,2019-01-07,2019-02-04,,,": "citizen is empty",
    "2,dagpenge,2019-02-04,2019-01-07,,,": (
        "the spell ends on 2019-01-07 and starts on 2019-02-04"
    ),
    "2,dagpenge,2019-02-04,2019-02-04,,,": (
        "the spell ends on 2019-02-04 and starts on 2019-02-04"
    ),
    "2,dagpenge,,2019-02-04,,,": "start is empty",
    "2,dagpenge,1019-01-07,2019-02-04,,,": "start lies before 1900-01-01",
    "2,dagpenge,2019-01-07,3019-02-04,,,": "end lies before 1900-01-01 or after 2199-12-31",
    "2,dagpenge,07-01-2019,2019-02-04,,,": (
        "start is '07-01-2019'; the dates before it are written as 2019-01-31."
    ),
    "2,dagpenge,2019-02-30,2019-03-04,,,": "start is '2019-02-30'; expected a date",
    "2,dagpenge,2019-01-07,20190204,,,": (
        "end is '20190204'; expected a date as 2019-01-31 or 31-01-2019. Did you mean 2019-02-04?"
    ),
    "2,dagpenge,2019-01-07 08:30,2019-02-04,,,": (
        "start is '2019-01-07 08:30'; expected a date as 2019-01-31 or 31-01-2019."
        " Did you mean 2019-01-07?"
    ),
    "2,dagpenge,2019-01-07,2019-02-04,,50,": (
        "share is 50; expected a share between 0 and 1. Did you mean 0.5?"
    ),
    "2,dagpenge,2019-01-07,2019-02-04,,100,": (
        "share is 100; expected a share between 0 and 1. Did you mean 1?"
    ),
    "2,dagpenge,2019-01-07,2019-02-04,,50%,": (
        "share is '50%'; expected a number as 4355 or 2177.5. Did you mean 0.5?"
    ),
    "2,dagpenge,2019-01-07,2019-02-04,,-0.5,": "share is -0.5; expected a share between 0 and 1.",
    "2,dagpenge,2019-01-07,2019-02-04,,half,": "share is 'half'; expected a number",
    "2,dagpenge,2019-01-07,2019-02-04,,nan,": "share is 'nan'; expected a number",
    "2,dagpenge,2019-01-07,2019-02-04,,,-1": (
        "weekly_amount is -1; expected kroner a week from 0 to 10,000,000."
    ),
    "2,dagpenge,2019-01-07,2019-02-04,,,inf": "weekly_amount is 'inf'; expected a number",
    "2,dagpenge,2019-01-07,2019-02-04,,,1e999": "weekly_amount is inf; expected kroner",
    "2,dagpenge,2019-01-07,2019-02-04,,,4.355": (
        "weekly_amount is '4.355'; that may be 4355 or 4.355. Write 4355"
    ),
    '2,dagpenge,2019-01-07,2019-02-04,,,"4.355,50"': (
        "weekly_amount is '4.355,50'; values before it have a decimal point."
    ),
    "2,dagpenge,2019-01-07,2019-02-04,,,43 55": "weekly_amount is '43 55'; expected a number",
    '2,dagpenge,2019-01-07,2019-02-04,,"0,5",': (
        "share is '0,5'; values before it have a decimal point"
    ),
    "1,job,2019-02-03,2019-03-04,,,": "the spell overlaps that of",
    "2,dagpenge,2019-01-07,2019-02-04,,": "got 6 cells; the header has 7.",
    "2,dagpenge,2019-01-07,2019-02-04,,,,": "got 8 cells; the header has 7.",
    '2,dagpenge,2019-01-07,2019-02-04,,,,"x"': "got 8 cells; the header has 7.",
    '2,"dagpenge,2019-01-07,2019-02-04,,,': "this is not CSV",
}


@pytest.mark.parametrize("row", BAD_ROWS)
def test_a_bad_row_is_refused_with_its_line(file, row):
    refused(file, f", line 3: {BAD_ROWS[row]}", HEADER, GOOD, row)


def test_both_lines_of_an_overlap_are_named(file):
    words = refused(file, "overlaps", HEADER, GOOD, "", "1,job,2019-02-03,2019-03-04,,,")
    assert "line 4: the spell overlaps that of" in words
    assert (
        "line 2 of the same citizen: one starts on 2019-02-03, before the other ends on 2019-02-04"
        in words
    )


def test_blank_lines_do_not_shift_the_line_that_is_named(file):
    refused(file, ", line 5: share is 2;", HEADER, "", GOOD, "", "2,job,2019-01-07,2019-02-04,,2,")


def test_a_line_break_within_quotes_does_not_shift_the_line_that_is_named(file):
    first = '"a\nb",dagpenge,2019-01-07,2019-02-04,,,'
    refused(file, ", line 4: share is 2;", HEADER, first, "2,job,2019-01-07,2019-02-04,,2,")


BAD_HEADERS = {
    "citizen,scheme,start,end,weekly_amont": (
        "line 1: no column is called 'weekly_amont'. Did you mean weekly_amount? Known: citizen"
    ),
    "citizen,scheme,start": "line 1: the column 'end' (or slut, slutdato, til) is missing.",
    "citizen,scheme,start,end,end": ("line 1: the column 'end' is given twice."),
    "citizen scheme start end": ("line 1: none of the first 20 rows is a header"),
}


@pytest.mark.parametrize("header", BAD_HEADERS)
def test_a_bad_header_is_refused(file, header):
    refused(file, BAD_HEADERS[header], header, ",".join("1" * (header.count(",") + 1)))


CPR_VALUES = [
    "0101501234",
    "010150-1234",
    "311299 4321",
    "101501234",
    "101501234.0",
    "x 0101501234",
]


@pytest.mark.parametrize("cpr", CPR_VALUES)
@pytest.mark.parametrize("column", [0, 1, 4])
def test_a_value_that_looks_like_a_cpr_number_is_refused_and_not_repeated(file, cpr, column):
    cells = ["1", "dagpenge", "2019-01-07", "2019-02-04", "", "", ""]
    cells[column] = cpr
    words = refused(file, "line 3: the value of", HEADER, GOOD, ",".join(cells))
    assert "looks like a CPR number and is not repeated here" in words
    assert not re.search(r"\d{4}\b", words.replace(str(file), ""))


def test_a_cpr_number_in_a_parquet_file_is_refused_and_not_repeated(tmp_path):
    path = tmp_path / "spells.parquet"
    table = frame([(101501234, spell("job", "2019-01-07", "2019-02-04"))])
    table.to_parquet(path)
    assert "101501234" not in assert_refused(path, "row 1: the value of citizen looks like a CPR")


@pytest.mark.parametrize("name", ["CPR nummer", "cpr", "PNR", "borger_cpr_nr", "Personnummer"])
def test_a_column_named_after_the_cpr_number_is_refused(file, name):
    refused(
        file,
        "line 1: column 1 is named as one that holds CPR numbers",
        f"{name},scheme,start,end",
        "1,2,3,4",
    )


def test_a_file_without_a_header_does_not_repeat_its_first_citizen(file):
    words = refused(
        file,
        "the name of column 1 looks like a CPR number",
        *["0101501234,job,2019-01-07,2019-02-04"] * 2,
    )
    assert "0101501234" not in words


def test_a_keyed_hash_is_no_cpr_number(file):
    row = "9f0101501234ab,dagpenge,2019-01-07,2019-02-04,,,"
    assert read(file, HEADER, row)["citizen"].tolist() == ["9f0101501234ab"]


def test_nul_bytes_are_refused_with_their_line(file):
    refused(file, "line 2: holds a NUL byte", HEADER, "1,job\0")


def test_a_file_without_rows_is_refused(file):
    file.write_bytes(b"")
    assert_refused(file, "is empty; expected a header and rows")
    refused(file, "holds a header and no rows", HEADER)
    refused(file, "holds a header and no rows", HEADER, "", "")


def test_a_file_that_is_not_there_is_refused(tmp_path):
    assert_refused(tmp_path / "none.csv", "does not exist")
    assert_refused(tmp_path, "is a folder")


def test_a_table_from_python_is_refused_by_row():
    table = frame([(1, spell("dagpenge", "2019-01-07", "2019-02-04", None, 2.0))])
    with pytest.raises(InputError, match="Row 0 of the spells: share is 2"):
        settle(table, LAW)
    with pytest.raises(InputError, match="no column is called 'amount'"):
        settle(table.assign(amount=1), LAW)
    with pytest.raises(InputError, match="The column 'start' holds no dates but"):
        settle(table.assign(start="2019-01-07"), LAW)
    with pytest.raises(InputError, match="start has a time of day"):
        settle(table.assign(start=pd.Timestamp("2019-01-07 12:00")), LAW)
    with pytest.raises(InputError, match="by is 'week'; expected 'year' or 'month'"):
        settle(table, LAW, by="week")


def test_an_open_spell_without_a_last_day_is_refused():
    table = frame([(17, spell("dagpenge", "2019-01-07", None))])
    words = "The spell of citizen 17 from 2019-01-07 has no end; expected one, or a day"
    with pytest.raises(InputError, match=re.escape(words)):
        settle(table, LAW)


def test_spells_wholly_before_the_staircase_are_refused():
    table = frame([(17, spell("dagpenge", "2012-01-02", "2013-01-07"))])
    with pytest.raises(
        InputError,
        match="Row 0 of the spells: no spell ends later, and no day lies on or after 2016",
    ):
        settle(table, LAW)


def test_whatever_bytes_a_file_holds_it_is_read_or_refused(file, many):
    chance = np.random.default_rng(1)
    good = "\n".join([HEADER, GOOD, "2,job,2019-01-07,2019-02-04,,,", ""]).encode()
    for _ in range(many(40, 200)):
        data = bytearray(good)
        for _ in range(chance.integers(1, 4)):
            at = int(chance.integers(len(data)))
            data[at : at + int(chance.integers(0, 3))] = chance.bytes(int(chance.integers(0, 3)))
        file.write_bytes(bytes(data))
        with contextlib.suppress(InputError):
            read_spells(file, LAW)
