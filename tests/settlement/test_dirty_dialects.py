"""A table of spells written in any of the ways municipalities have reads back the same."""

import csv
import datetime as dt
import io
from dataclasses import dataclass, field

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from some_lives import COLUMNS, LAW, frame, lives

from borgerflow.sim.records.files.headers import SYNONYMS
from borgerflow.sim.records.files.spell_files import read_spells

FORMS = ("%Y-%m-%d", "%Y-%m-%d 00:00:00", "%Y-%m-%dT00:00", "%d-%m-%Y", "%d.%m.%Y 00:00")
TITLES = (
    [],
    ["Udtræk fra fagsystem"],
    ["Kørt 1. marts 2020", "Team Syd"],
    ["", "-"],
    ["Forløb", ""],
)
EXTRAS = ("", "Syd", "12-05-2019", "1.234,5", 'kaldt "x"', "a;b,c\td")
ENCODINGS = ("utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be")
CITIZENS = ("1", "007", "anna", "Søren Å", "9f01a")


@dataclass(frozen=True)
class Dialect:
    """One way of writing a file of spells."""

    delimiter: str
    encoding: str
    line_end: str
    quoting: int
    dates: str
    decimal_mark: str
    thousands: str
    far_end: dt.date | None
    titles: list
    names: dict
    order: list
    extras: list
    labelled: bool
    empty_rows: list = field(default_factory=list)
    trailing: bool = False


@st.composite
def dialects(draw):
    """Return a dialect, as dirty as chance will have it."""
    mark = draw(st.sampled_from(".,"))
    names = {ours: draw(st.sampled_from((ours, *theirs))) for ours, theirs in NAMES.items()}
    return Dialect(
        delimiter=draw(st.sampled_from(";,\t|")),
        encoding=draw(st.sampled_from(ENCODINGS)),
        line_end=draw(st.sampled_from(["\n", "\r\n", "\r"])),
        quoting=draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL])),
        dates=draw(st.sampled_from(FORMS)),
        decimal_mark=mark,
        thousands=draw(st.sampled_from(["", " ", "\u00a0", "." if mark == "," else ","])),
        far_end=draw(st.sampled_from([None, dt.date(9999, 12, 31), dt.date(2099, 12, 31)])),
        titles=draw(st.sampled_from(TITLES)),
        names={
            ours: draw(st.sampled_from([name, name.upper(), name.title()]))
            for ours, name in names.items()
        },
        order=draw(st.permutations(COLUMNS)),
        extras=draw(st.lists(st.sampled_from(EXTRAS), max_size=2)),
        labelled=draw(st.booleans()),
        empty_rows=draw(st.lists(st.integers(0, 12), max_size=3)),
        trailing=draw(st.booleans()),
    )


# The column of ends may be named after a last day; that is told, and changes nothing.
NAMES = {ours: SYNONYMS.get(ours, ()) for ours in COLUMNS}


@st.composite
def tables(draw):
    """Return the spells of a few citizens; the last of each may be under way."""
    rows = []
    for citizen in draw(st.lists(st.sampled_from(CITIZENS), min_size=1, max_size=3, unique=True)):
        life = draw(lives(most=3))
        if draw(st.booleans()):
            life[-1] = life[-1] | {"end": None}
        rows += [(citizen, spell) for spell in life]
    return frame(rows)


def written(table, dialect):
    """Return a table as bytes in a dialect."""
    out = io.StringIO()
    writer = csv.writer(
        out, delimiter=dialect.delimiter, quoting=dialect.quoting, lineterminator=dialect.line_end
    )
    more = [f"ekstra {n}" for n in range(len(dialect.extras))] + [""] * dialect.trailing
    width = len(COLUMNS) + len(more)
    for title in dialect.titles:
        writer.writerow([title, *[""] * (width - 1)] if dialect.trailing else [title])
    writer.writerow([*(dialect.names[name] for name in dialect.order), *more])
    for n, row in enumerate(table.to_dict("records")):
        for _ in range(dialect.empty_rows.count(n)):
            writer.writerow([""] * width)
        cells = [cell(row[name], name, dialect) for name in dialect.order]
        writer.writerow([*cells, *dialect.extras, *[""] * dialect.trailing])
    return out.getvalue().encode(dialect.encoding)


def cell(value, name, dialect):
    """Return a value as a dialect writes it."""
    if name == "end" and pd.isna(value):
        return dialect.far_end.strftime(dialect.dates) if dialect.far_end else ""
    if pd.isna(value):
        return ""
    if name in ("start", "end"):
        return value.strftime(dialect.dates)
    if name in ("share", "weekly_amount"):
        plain = f"{value:,.2f}".replace(".", "!").replace(",", dialect.thousands)
        return plain.replace("!", dialect.decimal_mark)
    if name == "scheme" and dialect.labelled:
        return LAW.schemes[value].label["da"]
    return value.upper().replace("_", " ") if name == "category" and dialect.labelled else value


def plain(table):
    """Return the rows of a table as values that compare; None where there is nothing."""
    columns = [table[name].astype(object) for name in COLUMNS]
    return [
        tuple(None if pd.isna(value) else value for value in row)
        for row in zip(*columns, strict=True)
    ]


def read_back(table, dialect, folder):
    path = folder / "spells.csv"
    path.write_bytes(written(table, dialect))
    return read_spells(path, LAW)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("dialects")


@pytest.mark.slow
@given(table=tables(), dialect=dialects())
def test_a_table_in_any_dialect_reads_back_the_same(folder, table, dialect):
    assert plain(read_back(table, dialect, folder)) == plain(table)


@settings(max_examples=5, deadline=None)
@given(table=tables(), dialect=dialects(), data=st.data())
def test_one_changed_cell_would_be_noticed(folder, table, dialect, data):
    row = data.draw(st.integers(0, len(table) - 1))
    other = table.copy()
    other.loc[row, "start"] -= pd.Timedelta(days=1)
    other.loc[: row - 1, ["start", "end"]] -= pd.Timedelta(days=1)
    assert plain(read_back(other, dialect, folder)) != plain(table)
