"""StatBank's CSV and BULK: a column for each variable, and the figures in INDHOLD."""

import re
from collections.abc import Sequence
from pathlib import Path

from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params.words.published import Published
from borgerflow.sim.records.files.formats.grid import Grid, read_grid
from borgerflow.sim.records.published.extract import Extract, MeasuredColumn, dimension_of
from borgerflow.sim.records.published.named import BY_COLUMNS, table_by_columns

SHAPE = Wording(da="CSV fra Statistikbanken", en="a StatBank CSV")
HEADER = "OMRÅDE;YDELSESTYPE;KØN;ALDER;TID;INDHOLD"
AN_AREA_AND_ITS_NAME = re.compile(r"[0-9]{1,3} \D.*")
PERIOD, VALUE = "period", "value"


def read_statbank_rows(file: Path, data: bytes, table: str, published: Published) -> Extract:
    """Return the extract of a text in which each row has a figure.

    Raises
    ------
    InputError
        If no row names a period and INDHOLD, or a row has another number of cells.
    """

    def known(cells: Sequence[str]) -> int:
        roles = _roles(cells, published)
        return len(roles) if {PERIOD, VALUE} <= set(roles) else 0

    grid = read_grid(file, data, known, HEADER)
    values = [n for n, name in enumerate(grid.names) if _roles([name], published) == [VALUE]]
    named = [n for n in range(len(grid.names)) if n not in values]
    _refuse_nameless(grid, named)
    by_columns = "" if table else table_by_columns([grid.names[n] for n in named], published)
    coded = _has_codes_and_labels(grid, named, published)
    return Extract(
        file=file,
        publisher="statbank",
        table=table or by_columns,
        shape=SHAPE,
        dimensions=tuple(dimension_of(grid.names[n], grid.column(n), coded=coded) for n in named),
        measured=tuple(MeasuredColumn(grid.names[n], "", grid.column(n)) for n in values),
        rows=grid.numbers,
        row_at=grid.row_at,
        encoding=grid.encoding,
        delimiter=grid.delimiter,
        header_at=grid.header_at,
        skipped=grid.skipped,
        assumed=[(BY_COLUMNS, grid.row_at(grid.header_at))] if by_columns else [],
    )


def _roles(names: Sequence[str], published: Published) -> list[str]:
    found = (published.column("", name) for name in names)
    return [column.dimension for column in found if column]


def _refuse_nameless(grid: Grid, places: Sequence[int]) -> None:
    if all(grid.names[place] for place in places):
        return
    number = next(place for place in places if not grid.names[place]) + 1
    said = Wording(
        f": kolonne {number} har intet navn; der skal være navne som {HEADER}.",
        f": column {number} has no name; expected names as {HEADER}.",
    )
    raise InputError(f"{grid.file}, " + grid.row_at(grid.header_at) + said)


def _has_codes_and_labels(grid: Grid, named: Sequence[int], published: Published) -> bool:
    """Tell whether cells are ``101 Copenhagen``: a code, a space and a label, in every area."""
    areas = [n for n in named if _roles([grid.names[n]], published) == ["area"]]
    texts = {str(cell) for n in areas for cell in grid.column(n)}
    return bool(texts) and all(AN_AREA_AND_ITS_NAME.fullmatch(text) for text in texts)
