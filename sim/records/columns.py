"""What the rows and columns of a table of spells are called, and which columns it must have."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from borgerflow.sim.base.errors import InputError, nearest
from borgerflow.sim.base.texts import quoted
from borgerflow.sim.base.wording import Wording, same
from borgerflow.sim.params.reading.phrases import listed

REQUIRED = ("citizen", "scheme", "start", "end")
COLUMNS = (*REQUIRED, "category", "share", "weekly_amount")
OF_HISTORIES = "open"  # a column that histories have besides; it is not read
NAMED = 3  # other names of a column that a message lists
THE_TABLE = Wording(da="Tabellen med forløb", en="The table of spells")
CALLED = {
    "citizen": Wording("borger", "citizen"),
    "scheme": Wording("ydelse", "scheme"),
    "start": Wording("start", "start"),
    "end": Wording("slut", "end"),
    "category": Wording("kategori", "category"),
    "share": Wording("andel", "share"),
    "weekly_amount": Wording("ugebeløb", "weekly_amount"),
}
"""What our columns are called in sentences; either name is read as a header."""
KNOWN_COLUMNS = Wording(
    listed(word.da for word in CALLED.values()).da, listed(word.en for word in CALLED.values()).en
)


@dataclass(frozen=True)
class TablePlace:
    """What to call the rows of a table (``spells.csv, line 7``) and its columns."""

    row: Callable[[int], Wording]
    headers: Mapping[str, str] = field(default_factory=dict)  # of our columns, in a file

    def __call__(self, row: int) -> Wording:
        """Return what to call a row."""
        return self.row(row)

    def column(self, name: str) -> Wording:
        """Return what to call one of our columns: its own header, and our word if another."""
        word, header = CALLED.get(name, same(name)), self.headers.get(name)
        if header is None:
            return same(name)
        if header.casefold() in (name, word.da):
            return same(header)
        return quoted(header) + Wording(f" ({word.da})", f" ({word.en})")


def refuse_columns(columns: tuple[str, ...], place: Wording | str) -> None:
    """Refuse a column that is unknown, given twice or missing."""
    for name in columns:
        if name not in COLUMNS:
            raise refusal(place, no_column(name) + nearest(name, COLUMNS) + KNOWN_COLUMNS)
    refuse_twice_or_missing(columns, place)


def refuse_twice_or_missing(
    columns: tuple[str, ...], place: Wording | str, others: Mapping[str, tuple[str, ...]] = {}
) -> None:
    """Refuse a column that is given twice, or needed and not there under any of its names."""
    for name in columns:
        if columns.count(name) > 1:
            said = quoted(name)
            twice = Wording(
                f"kolonnen {said.da} er angivet to gange.", f"the column {said.en} is given twice."
            )
            raise refusal(place, twice)
    for name in REQUIRED:
        if name not in columns:
            raise refusal(place, _missing(name, ", ".join(others.get(name, ())[:NAMED])))


def _missing(name: str, others: str) -> Wording:
    said = quoted(name)
    more = Wording(f" (eller {others})", f" (or {others})") if others else same("")
    return Wording(
        f"kolonnen {said.da}{more.da} mangler.", f"the column {said.en}{more.en} is missing."
    )


def no_column(name: str) -> Wording:
    """Return that no column is called so."""
    said = quoted(name)
    return Wording(f"ingen kolonne hedder {said.da}.", f"no column is called {said.en}.")


def refusal(place: Wording | str, said: Wording) -> InputError:
    """Return the refusal of what stands in a place."""
    return InputError(same(place) + ": " + said)
