"""An extract turned into the table of figures, with a note of how it was read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.texts import quoted
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params.words.published import Published, PublishedTable
from borgerflow.sim.records.figures import COLUMNS, KEY, PARTED
from borgerflow.sim.records.files.notes import ReadingNote, noted
from borgerflow.sim.records.published.extract import Extract, Placed
from borgerflow.sim.records.published.meanings import ALL, WHOLE_COUNTRY, Meanings, meanings_of
from borgerflow.sim.records.published.measures import (
    MeasuredNumbers,
    measures_of,
    numbers_of,
    tokens_told,
)

TEXTS = (
    *("municipality_code", "municipality", "level", "table", "publisher", "benefit", "scheme"),
    *("measure", "sex", "age", "other", "totals", "status", "raw"),
)
WHOLE = ("sex", "age")  # a table without them counts everybody
STATUS_SHARE = "share_after_days"


class ReadFigures(NamedTuple):
    """The figures of a file and how it was read."""

    table: pd.DataFrame
    note: ReadingNote


def figures_of(extract: Extract, published: Published) -> ReadFigures:
    """Return the figures of an extract, a row for each measure of each of its rows.

    Rows that stand twice with the same number are kept once, and told.

    Raises
    ------
    InputError
        If a period or a number cannot be read, a column holds CPR numbers, or rows with the same
        key have different numbers.
    """
    extract.refuse_cpr()
    meanings = meanings_of(extract, published)
    measures = measures_of(extract, published)
    numbers = numbers_of(extract, measures, published)
    about = _About(extract, published, meanings)
    shared = _shared(about)
    parts = [_with_measure(shared, column) for column in numbers]
    table = pd.concat(parts, ignore_index=True) if len(parts) > 1 else parts[0]
    once, again = _once(table, extract)
    assumed = [*extract.assumed, *_assumed(about), *tokens_told(extract, numbers)]
    note = _note(about, len(once), [*extract.skipped, *again], assumed)
    return ReadFigures(once, note)


@dataclass(frozen=True)
class _About:
    """An extract with what is known of its table and its dimensions."""

    extract: Extract
    published: Published
    meanings: tuple[Meanings, ...]

    @property
    def table(self) -> PublishedTable | None:
        """Return what is known of the table."""
        return self.published.tables.get(self.extract.table)

    @property
    def lacking(self) -> Iterator[str]:
        """Yield the dimensions that were left out of the file: its rows are aggregates in them."""
        for role, name in (*((name, name) for name in WHOLE), ("area", "municipality")):
            if not self.has(role):
                yield name
        columns = self.table.columns if self.table else ()
        known = [self.published.column(self.extract.table, name) for name in columns]
        if not self.has("benefit") and any(one and one.dimension == "benefit" for one in known):
            yield "benefit"

    def has(self, role: str) -> bool:
        """Tell whether a dimension has a role."""
        return any(one.role == role for one in self.meanings)


def _shared(about: _About) -> pd.DataFrame:
    """Return what the rows of an extract say beside their numbers, in the columns of figures."""
    extract, table = about.extract, about.table
    rows = len(extract.rows)
    constants: dict[str, Any] = dict.fromkeys(TEXTS, "") | {
        "table": extract.table,
        "publisher": extract.publisher,
        "benefit": table.benefit if table else "",
        "scheme": table.scheme if table else "",
        "totals": " ".join(about.lacking),
        **dict.fromkeys(WHOLE, ALL),
        **WHOLE_COUNTRY,
    }
    held = {"row": np.asarray(extract.rows), **constants, "days": np.nan, "factor": 1.0, "rank": 0}
    frame = pd.DataFrame(held, index=pd.RangeIndex(rows))
    for one in about.meanings:
        _put(frame, one)
    return frame


def _put(frame: pd.DataFrame, one: Meanings) -> None:
    """Put what a dimension says into the columns of figures."""
    places = one.dimension.places
    for name in {name for member in one.members for name in member.columns}:
        said = pd.Series([member.columns.get(name, "") for member in one.members])
        if name in ("start", "end"):
            said = pd.to_datetime(said)
        column = said.take(places).set_axis(frame.index)
        frame[name] = _listed(frame[name], column) if name == "other" else column
    is_total = np.array([member.is_total for member in one.members])[places]
    frame.loc[is_total, "totals"] += f" {one.total_name}"
    frame["factor"] *= np.array([member.factor for member in one.members])[places]
    frame["rank"] += np.array([member.rank or 0 for member in one.members])[places]


def _listed(before: pd.Series, more: pd.Series) -> pd.Series:
    return more if (before == "").all() else before + PARTED + more


def _with_measure(shared: pd.DataFrame, column: MeasuredNumbers) -> pd.DataFrame:
    """Return the rows of one column of numbers."""
    measure = column.meaning
    frame = shared.assign(
        value=column.values * shared["factor"].to_numpy(),
        status=list(column.statuses),
        raw=list(column.raw),
    )
    if measure.measure and (shared["measure"] == "").all():
        frame["measure"] = measure.measure
    if measure.days is not None:
        frame["days"] = measure.days
    if measure.member:
        member = pd.Series(f"{measure.dimension}={measure.member}", index=frame.index)
        frame["other"] = _listed(frame["other"], member)
    if measure.is_total:
        frame["totals"] += f" {measure.dimension}"
    names = {text: " ".join(sorted(text.split())) for text in frame["totals"].unique()}
    return frame.assign(totals=frame["totals"].map(names))


def _once(table: pd.DataFrame, extract: Extract) -> tuple[pd.DataFrame, list[Placed]]:
    """Return the figures with each key once, and where others were; by the rank of statuses."""
    again = table.duplicated(list(KEY))
    if again.any():
        first = table[~again].set_index(list(KEY))
        _refuse_two_numbers(table[again], first, extract)
    ranked = table.sort_values("rank", kind="stable") if table["rank"].any() else table
    kept = ranked[~again.reindex(ranked.index)].reset_index(drop=True)
    said = Wording(
        "rækken gentager en anden med samme tal", "the row repeats another with the same number"
    )
    places = [(said, extract.row_at(row)) for row in table["row"][again]]
    return kept[list(COLUMNS)], places


def _refuse_two_numbers(again: pd.DataFrame, first: pd.DataFrame, extract: Extract) -> None:
    """Refuse the first row that has the key of another and another number."""
    firsts = first.loc[pd.MultiIndex.from_frame(again[list(KEY)]), ["raw", "row"]]
    differ = (again["raw"].to_numpy() != firsts["raw"].to_numpy()).nonzero()[0]
    if len(differ) == 0:
        return
    row, before = again.iloc[differ[0]], firsts.iloc[differ[0]]
    got, other = quoted(row["raw"]), quoted(before["raw"])
    place = f"{extract.file}, " + extract.row_at(int(row["row"])) + ": "
    there = extract.row_at(int(before["row"]))
    said = Wording(
        f"{got.da}, men {there.da} har {other.da} for samme område, ydelse, gruppe og periode. "
        "Hver nøgle skal stå én gang; to værdier kan have samme navn: hent koder i stedet.",
        f"{got.en}, but {there.en} has {other.en} for the same area, benefit, group and period."
        " Expected each key once; two values may share a label: ask for codes instead.",
    )
    raise InputError(place + said)


def _assumed(about: _About) -> Iterator[Placed]:
    """Yield what was assumed of the table and of its members."""
    if about.table is None:
        name = quoted(about.extract.table) if about.extract.table else UNNAMED
        said = Wording(
            f"tabellen {name.da} er ikke kendt: tallene er læst uden ordning",
            f"the table {name.en} is not known: figures are read without a scheme",
        )
        yield said, about.extract.place(0)
    if not about.has("area"):
        yield COUNTRY_ALONE, about.extract.place(0)
    for one in about.meanings:
        yield from one.assumed(about.extract)


UNNAMED = Wording("uden navn", "without a name")
COUNTRY_ALONE = Wording(
    "der er ingen områder: tallene er hele landets", "there are no areas: figures are the country's"
)
HUNDRED = Wording(
    "uden en status summer hver række til 100 pct.: hent tabellen med dimensionen"
    " Arbejdsmarkedsstatus",
    "without a status every row sums to 100 per cent: ask for the table with the dimension"
    " _amstatusb15",
)
JOBINDSATS_PLACES = Wording(
    "jobindsats henfører personer og udgifter til den periode, de vedrører, ikke til den, hvor de"
    " er bogført",
    "jobindsats places persons and costs in the period in which it happened, not in which it was"
    " booked",
)


def _remarks(about: _About) -> Iterator[Wording]:
    """Yield what whoever uses the figures must know."""
    table = about.table
    if about.extract.publisher == "jobindsats":
        yield JOBINDSATS_PLACES
    if table and table.remark:
        yield table.remark
    if table and table.measure == STATUS_SHARE and not about.has("status"):
        yield HUNDRED


def _note(
    about: _About, rows: int, skipped: Sequence[Placed], assumed: Sequence[Placed]
) -> ReadingNote:
    extract = about.extract
    named = Wording(" ", " ") + extract.table if extract.table else ""
    return ReadingNote(
        file=str(extract.file),
        shape=extract.shape + named,
        rows=rows,
        encoding=extract.encoding,
        delimiter=extract.delimiter,
        sheet=extract.sheet,
        header_at=extract.header_at,
        skipped=noted(skipped),
        assumed=noted(assumed),
        remarks=tuple(_remarks(about)),
    )
