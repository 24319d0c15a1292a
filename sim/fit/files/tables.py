"""Tables as import writes them, CSV or Parquet: their columns, and their rows as they are."""

from pathlib import Path

import pandas as pd

from borgerflow.sim.records.files.found import refuse_no_file
from borgerflow.sim.records.files.table import unreadable

PARQUET = b"PAR1"
DELIMITERS = (";", "\t", ",")


def is_text(path: Path) -> bool:
    """Tell whether a file is no Parquet.

    Raises
    ------
    InputError
        If it is not there.
    """
    refuse_no_file(path)
    with path.open("rb") as file:
        return file.read(len(PARQUET)) != PARQUET


def names_in(path: Path) -> tuple[str, ...]:
    """Return the names of the columns of a file, those of a text from its first line."""
    return _names_in_text(path) if is_text(path) else _names_in_parquet(path)


def table_in(path: Path) -> pd.DataFrame:
    """Return the rows of a file; those of a text are texts."""
    return _text_table(path) if is_text(path) else pd.read_parquet(path)


def _names_in_text(path: Path) -> tuple[str, ...]:
    with path.open("rb") as file:
        head = file.readline().decode("utf-8", errors="replace").removeprefix("\ufeff")
    return tuple(name.strip().strip('"') for name in head.rstrip("\r\n").split(_delimiter(head)))


def _delimiter(head: str) -> str:
    return max(DELIMITERS, key=head.count)


def _names_in_parquet(path: Path) -> tuple[str, ...]:
    import pyarrow.parquet as pq  # noqa: PLC0415  (slow; texts need none)

    try:
        return tuple(pq.read_schema(path).names)
    except (OSError, ValueError):
        da, en = "er ikke en fuldstændig Parquet-fil.", "is not a whole Parquet file."
        raise unreadable(path, da, en) from None


def _text_table(path: Path) -> pd.DataFrame:
    with path.open("rb") as file:
        head = file.readline().decode("utf-8", errors="replace")
    try:
        return pd.read_csv(
            path, sep=_delimiter(head), dtype=str, keep_default_na=False, encoding="utf-8-sig"
        ).rename(columns=str.strip)
    except (pd.errors.ParserError, UnicodeDecodeError):
        raise unreadable(
            path,
            "er ikke en gyldig CSV-fil i UTF-8: en række har flere celler end overskriften, eller "
            "et tegn kan ikke læses.",
            "is not a whole CSV file in UTF-8: a row has more cells than the header, or a sign"
            " cannot be read.",
        ) from None
