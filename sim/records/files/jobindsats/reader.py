"""A file from jobindsats, whatever its shape, as figures with a note of how it was read."""

import datetime as dt
import re
from collections.abc import Sequence
from pathlib import Path

from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params import Params
from borgerflow.sim.params.words.published import Published
from borgerflow.sim.records.files.cells.periods import period_of
from borgerflow.sim.records.files.formats.grid import Grid, read_grid
from borgerflow.sim.records.files.found import EXTRACTS, bytes_of
from borgerflow.sim.records.files.jobindsats.json_shapes import HeldRows, rows_of_json
from borgerflow.sim.records.published.canonical import ReadFigures, figures_of
from borgerflow.sim.records.published.extract import (
    Extract,
    MeasuredColumn,
    Placed,
    dimension_of,
)
from borgerflow.sim.records.published.named import table_named
from borgerflow.sim.records.published.page import json_of, refuse_error, refuse_page

EXPECTED = Wording(
    da="; der skal bruges et udtræk fra jobindsats: JSON, CSV eller Excel (.xlsx).",
    en="; expected an extract from jobindsats: JSON, CSV or Excel (.xlsx).",
)
HEADER = "Periode;Område;Antal personer"
A_NUMBER = re.compile(r"[+\u2212-]?[0-9][0-9.,\u00a0\u202f ]*")
CSV_SHAPE = Wording(da="CSV fra jobindsats", en="a jobindsats CSV")
EXCEL_SHAPE = Wording(da="Excel fra jobindsats", en="a jobindsats workbook")
MONTH_OF_A_DATE = Wording(
    da="en dato, der er den første i en måned, er opfattet som hele måneden",
    en="a date on the first of a month is the month",
)


def read_jobindsats(file: Path, params: Params, table: str = "") -> ReadFigures:
    """Return the figures of a file from jobindsats; `table` where its name does not say which.

    Raises
    ------
    InputError
        At the first thing that does not hold, with file and line, row or cell.
    """
    return figures_of(_extract(file, params.published, table), params.published)


def _extract(file: Path, published: Published, table: str) -> Extract:
    data = bytes_of(file, EXPECTED, EXTRACTS)
    refuse_page(file, data, EXPECTED)
    named = table_named(table, file, published, "jobindsats")
    if data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith((b"{", b"[")):
        content = json_of(file, data)
        refuse_error(file, content)
        return extract_of_json(file, content, named, published)
    grid = read_grid(file, data, lambda cells: _names_known(cells, published), HEADER)
    return _extract_of_grid(grid, named, published)


def extract_of_json(file: Path, content: object, table: str, published: Published) -> Extract:
    """Return the extract of what a service answered.

    Raises
    ------
    InputError
        If it is none of the shapes that are known, or a row has another number of cells.
    """
    held = rows_of_json(file, content)
    return _of_columns(held, table or held.table, published)


def _names_known(cells: Sequence[str], published: Published) -> int:
    """Return how many names of a row are known, none if period or area is not among them."""
    found = [published.column("", cell) for cell in cells if cell]
    roles = {column.dimension for column in found if column}
    return len(found) if {"period", "area"} <= roles else 0


def _extract_of_grid(grid: Grid, table: str, published: Published) -> Extract:
    """Return the extract of a text or a sheet; a sheet may have dates for months."""
    assumed: list[Placed] = []
    rows = [
        [_month(cell, grid.row_at(number), assumed) for cell in row]
        for row, number in zip(grid.rows, grid.numbers, strict=True)
    ]
    shape = CSV_SHAPE if grid.sheet is None else EXCEL_SHAPE
    held = HeldRows(
        file=grid.file,
        shape=shape,
        names=grid.names,
        also=("",) * len(grid.names),
        rows=rows,
        numbers=grid.numbers,
        row_at=grid.row_at,
        encoding=grid.encoding,
        delimiter=grid.delimiter,
        sheet=grid.sheet,
        header_at=grid.header_at,
        skipped=tuple(grid.skipped),
        assumed=assumed,
    )
    return _of_columns(held, table, published)


def _month(cell: object, place: Wording, assumed: list[Placed]) -> object:
    if isinstance(cell, dt.datetime | dt.date):
        if cell.day == 1:
            assumed.append((MONTH_OF_A_DATE, place))
            return f"{cell.year}M{cell.month:02d}"
        return f"{cell:%Y-%m-%d}"
    return cell


def _of_columns(held: HeldRows, table: str, published: Published) -> Extract:
    """Return rows as dimensions and measures: a measure is known by name, or holds numbers."""
    places = range(len(held.names))
    measured = [n for n in places if _is_measure(held, n, table, published)]
    dimensions = [n for n in places if n not in measured]
    return Extract(
        file=held.file,
        publisher="jobindsats",
        table=table,
        shape=held.shape,
        dimensions=tuple(dimension_of(held.names[n], held.column(n)) for n in dimensions),
        measured=tuple(
            MeasuredColumn(held.names[n], held.also[n], held.column(n)) for n in measured
        ),
        rows=held.numbers,
        row_at=held.row_at,
        encoding=held.encoding,
        delimiter=held.delimiter,
        sheet=held.sheet,
        header_at=held.header_at,
        skipped=held.skipped,
        assumed=held.assumed,
    )


def _is_measure(held: HeldRows, place: int, table: str, published: Published) -> bool:
    """Tell whether a column holds figures: known as a measure, or unknown and all numbers."""
    names = filter(None, (held.names[place], held.also[place]))
    known = published.column(table, *names)
    if known:
        return bool(known.measure)
    cells = [cell for cell in held.column(place) if cell not in (None, "")]
    return bool(cells) and all(_is_number(cell, published) for cell in cells)


def _is_number(cell: object, published: Published) -> bool:
    if not isinstance(cell, str):
        return True
    text = cell.strip()
    is_token = published.status("jobindsats", text) is not None
    return is_token or (bool(A_NUMBER.fullmatch(text)) and period_of(text) is None)
