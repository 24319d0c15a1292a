"""The figures of one municipality are the same to the row, whichever shape they came through."""

import math

import pytest
from extracts_made import (
    COLUMNS,
    PARAMS,
    ROWS,
    csv_text,
    jobindsats_csv,
    json_stat,
    page,
    px_text,
    v2,
    v3,
    with_contents,
    workbook,
    written,
)

from borgerflow.sim.records.files.jobindsats.reader import read_jobindsats
from borgerflow.sim.records.files.statbank.reader import read_statbank

BESIDE = ["raw", "row"]  # what a file itself has
STATBANK = {
    "codes": ("auk01.csv", csv_text()),
    "Danish labels": ("auk01.csv", csv_text(lambda _, labels: labels[0])),
    "a byte order mark and CRLF": ("AUK01.csv", "\ufeff" + csv_text().replace("\n", "\r\n")),
    "tabs": ("auk01.tsv", csv_text(between="\t")),
    "codes with labels": ("auk01.csv", csv_text(lambda code, labels: f"{code} {labels[0]}")),
    "Windows-1252": ("auk01.csv", csv_text().encode("cp1252")),
    "without the name of the table": ("udtraek.csv", csv_text()),
    "PX": ("x.px", px_text().encode("cp1252")),
    "PX without codes": ("x.px", px_text(codes=False).encode("cp1252")),
    "JSON-stat 2": ("auk01.json", json_stat()),
    "JSON-stat 1": ("auk01.json", json_stat(version=1)),
    "JSON-stat with its contents": ("auk01.json", with_contents(json_stat())),
    "sparse JSON-stat": ("auk01.json", json_stat(sparse=True)),
}


def canonical(read):
    """Return the rows of figures without what a file itself has, in one order."""
    table = read.table.drop(columns=BESIDE)
    table = table.assign(days=table["days"].fillna(-1), value=table["value"].fillna(-1))
    return table.sort_values(list(table.columns)).reset_index(drop=True)


@pytest.fixture(scope="module")
def first(tmp_path_factory):
    folder = tmp_path_factory.mktemp("first")
    return read_statbank(written(folder / "auk01.csv", csv_text()), PARAMS)


@pytest.mark.parametrize("shape", STATBANK)
def test_statbank_is_the_same_in_every_shape(shape, first, tmp_path):
    name, content = STATBANK[shape]
    read = read_statbank(written(tmp_path / name, content), PARAMS)
    table, expected = canonical(read), canonical(first)
    if "label" in shape or "without codes" in shape:  # a total without a code has its label
        table, expected = (each[each["scheme"] != ""] for each in (table, expected))
        table, expected = (each.reset_index(drop=True) for each in (table, expected))
    assert table.equals(expected)


def test_statbank_figures_mean_what_the_table_says(first):
    read = first.table
    row = read[(read["municipality"] == "Herning") & (read["scheme"] == "sygedagpenge")].iloc[0]
    assert (row["measure"], row["sex"], row["age"]) == ("full_time_persons", "all", "all")
    assert (str(row["start"])[:10], str(row["end"])[:10]) == ("2025-07-01", "2025-10-01")
    assert row["totals"] == "age sex"
    assert set(read["age"]) == {"all", "60-"}
    last = read.iloc[-1]
    assert math.isnan(last["value"])
    assert last["status"] == "missing"


def test_jobindsats_is_the_same_in_every_shape(tmp_path):
    answers = {"v3": v3(), "v2": v2(), "page": page(), "csv": jobindsats_csv()}
    read = {
        name: canonical(read_jobindsats(written(tmp_path / f"y07a02 {name}", content), PARAMS))
        for name, content in answers.items()
    }
    numbers = [[1234, 987.5], [600, None], [634, 480], [70000, 61234.5]]
    cells = [[*row[:3], *both] for row, both in zip(ROWS, numbers, strict=True)]
    cells[1][4] = "-"
    workbook(tmp_path / "y07a02.xlsx", [["Sygedagpenge"], [], COLUMNS, *cells])
    read["xlsx"] = canonical(read_jobindsats(tmp_path / "y07a02.xlsx", PARAMS))
    assert [name for name, table in read.items() if not table.equals(read["v3"])] == []
    herning = read["v3"].query("municipality == 'Herning' and sex == 'all'")
    assert dict(zip(herning["measure"], herning["value"], strict=True)) == {
        "persons": 1234.0,
        "full_time_persons": 987.5,
    }


def test_measures_over_dimensions_are_told_apart(tmp_path):
    talks = v3(
        ["Periode", "Område", "Samtaler i alt", "Fysiske samtaler"],
        [["2025M01", "Herning", 10, 7]],
    )
    read = read_jobindsats(written(tmp_path / "smt02.json", talks), PARAMS).table
    assert list(read["other"]) == ["samtaleform=Samtaler i alt", "samtaleform=Fysiske samtaler"]
    assert list(read["totals"].str.contains("samtaleform")) == [True, False]
    assert set(read["measure"]) == {"talks"}


def test_statuses_after_a_spell_come_in_their_order_of_priority_and_days(tmp_path):
    rows = [
        ["2025Q1", "Herning", "Selvforsørgelse", "1,5", "2,5", "3,5", "4,5"],
        ["2025Q1", "Herning", "Lønmodtagerbeskæftigelse", "40", "50", "60", "65"],
        ["2025Q1", "Herning", "A-dagpenge", "10", "9", "8", "7"],
    ]
    after = [f"Andel efter {n}" for n in ("1 måned", "3 måneder", "6 måneder", "12 måneder")]
    names = ["Periode", "Område", "Arbejdsmarkedsstatus", *after]
    read = read_jobindsats(written(tmp_path / "y07b15.json", v3(names, rows)), PARAMS).table
    assert list(dict.fromkeys(read["other"])) == [
        *("status=dagpenge", "status=job", "status=selvforsoergelse")
    ]
    assert sorted(set(read["days"])) == [30, 92, 182, 365]
    assert read.query("days == 182 and other == 'status=job'")["value"].item() == pytest.approx(0.6)


def test_every_row_is_whole_without_the_dimension_of_statuses_and_that_is_told(tmp_path):
    names = ["Periode", "Område", "Andel efter 6 måneder"]
    file = written(tmp_path / "y07b15.json", v3(names, [["2025Q1", "Herning", 100]]))
    note = read_jobindsats(file, PARAMS).note
    assert "sums to 100" in note.text("en")


def test_a_unit_is_a_measure_and_never_added(tmp_path):
    text = (
        "DFFEKOM;KOEN;ALERAMS;YDELSESMODTAGER;MAENGDE6;TID;INDHOLD\n"
        "657;10;IALT;TOT;5;2024;1200\n657;10;IALT;TOT;15;2024;288000\n"
    )
    read = read_statbank(written(tmp_path / "sygedp01.csv", text), PARAMS).table
    assert list(read["measure"]) == ["full_time_persons", "kroner"]
    assert read["value"].iloc[1] == 288_000_000
    assert read["value"].iloc[1] / read["value"].iloc[0] == 240_000


@pytest.mark.parametrize(
    ("name", "told"),
    [("y60a02.json", "does not join|do not join"), ("y07g01.json", "follow the day of payment")],
)
def test_breaks_and_payment_dates_are_told(name, told, tmp_path):
    names = ["Periode", "Område", "Antal personer"] if "a02" in name else None
    names = names or ["Periode", "Område", "Udgifter i løbende priser (1.000 kr.)"]
    file = written(tmp_path / name, v3(names, [["2025M08", "Herning", 12]]))
    read = read_jobindsats(file, PARAMS)
    assert any(word in read.note.text("en") for word in told.split("|"))
    if "g01" in name:
        assert read.table["value"].item() == 12_000
