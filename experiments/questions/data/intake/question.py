"""Reads a file as it is into its table, and keeps that as CSV or Parquet; simulates nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from pkgutil import resolve_name
from typing import Any, Protocol

import pandas as pd

from borgerflow.experiments.findings.finding import json_text
from borgerflow.experiments.questions.data.intake.asked import READERS
from borgerflow.experiments.store.saving import csv_writer
from borgerflow.sim.base.files import draft_of, not_written, refusing_a_bad_disk
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params import Params
from borgerflow.sim.records.figures import unit_cost
from borgerflow.sim.records.files.notes import ReadingNote

IMPORT_SCHEMA = "borgerflow/import/1"
ANOTHER_PLACE = Wording(da="Vælg en anden fil med --out.", en="Choose another file with --out.")


class ReadFile(Protocol):
    """What a reader returns."""

    @property
    def table(self) -> pd.DataFrame:
        """Return the table of the file in our columns."""

    @property
    def note(self) -> ReadingNote:
        """Return how it was read."""


@dataclass(frozen=True)
class Imported:
    """The table of a file in our columns, and how each file behind it was read."""

    kind: str
    table: pd.DataFrame
    notes: tuple[ReadingNote, ...]

    def to_json(self) -> str:
        """Return the JSON of ``import``."""
        notes = [note.to_plain() for note in self.notes]
        head = {"schema": IMPORT_SCHEMA, "kind": self.kind, "notes": notes}
        return json_text({**head, "rows": plain_rows(self.table)})


def import_file(kind: str, file: Path, params: Params, **asked: Any) -> Imported:
    """Return the table of a file; what else is asked goes to whoever reads its kind.

    Raises
    ------
    InputError
        At the first thing that does not hold, with file and place.
    """
    reader: Callable[..., ReadFile] = resolve_name(READERS[kind])
    read = reader(file, params, **asked)
    return Imported(kind, read.table, (read.note,))


def with_unit_cost(costs: Imported, persons: Imported) -> Imported:
    """Return costs with what a full-time person costs: kroner by the persons of another table."""
    more = unit_cost(costs.table, persons.table)
    table = pd.concat([costs.table, more], ignore_index=True)
    return Imported(costs.kind, table, (*costs.notes, *persons.notes))


def keep(imported: Imported, out: Path, profile: str) -> None:
    """Write the table, whole or not at all: Parquet or CSV, by the end of the name.

    Raises
    ------
    InputError
        If the disk refuses.
    """
    draft = draft_of(out)
    with refusing_a_bad_disk(not_written(out), ANOTHER_PLACE):
        try:
            _write(imported.table, draft, out.suffix.lower(), profile)
            draft.replace(out)
        finally:
            draft.unlink(missing_ok=True)


def _write(table: pd.DataFrame, draft: Path, ending: str, profile: str) -> None:
    if ending == ".parquet":
        table.to_parquet(draft, index=False)
    else:
        csv_writer(table, profile)(draft)


def plain_rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Return rows as plain values: dates as ISO text, what is missing or without end as None."""
    dates = table.select_dtypes("datetime").columns
    plain = table.assign(**{name: table[name].dt.strftime("%Y-%m-%d") for name in dates})
    endless = plain.isin([float("inf"), float("-inf")])
    plain = plain.astype(object).where(plain.notna() & ~endless, None)
    return [{str(name): value for name, value in row.items()} for row in plain.to_dict("records")]
