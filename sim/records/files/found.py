"""Whether there is a file at all, told before anything is loaded that reads it."""

import os
from collections.abc import Collection
from pathlib import Path

from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.files import near_file, reason_of
from borgerflow.sim.base.wording import Wording

EXPECTED = Wording(
    da="; der skal bruges en fil med forløb: CSV, Excel (.xlsx) eller Parquet.",
    en="; expected a file of spells: CSV, Excel (.xlsx) or Parquet.",
)
OTHERS = {
    b"\xd0\xcf\x11\xe0": Wording(
        da=" er en gammel Excel-projektmappe, eller en med adgangskode",
        en=" is an old Excel workbook, or one with a password",
    ),
    b"\x1f\x8b": Wording(da=" er en gzip-fil", en=" is a gzip file"),
    b"%PDF": Wording(da=" er en PDF", en=" is a PDF"),
}

WORKBOOKS = (".xlsx", ".xlsm")
TABLES = (".csv", ".txt", *WORKBOOKS, ".parquet")
EXTRACTS = (*TABLES, ".px", ".json")  # as services save them
ZIP = b"PK"  # with which each workbook begins
NO_WORKBOOK = Wording(
    da=" er ingen Excel-projektmappe, skønt navnet siger det",
    en=" is not an Excel workbook, though its name says so",
)


def refuse_no_file(
    file: Path, expected: Wording = EXPECTED, endings: Collection[str] = TABLES
) -> None:
    """Refuse a path where nothing is, with the nearest file that is read, and a folder."""
    if not os.path.exists(file):  # which no name is too long for
        lacks = Wording(" findes ikke", " does not exist") + expected
        raise InputError(str(file) + (lacks + near_file(Path(file), endings)))
    if os.path.isdir(file):
        raise InputError(str(file) + (Wording(" er en mappe", " is a folder") + expected))


def bytes_of(file: Path, expected: Wording = EXPECTED, endings: Collection[str] = TABLES) -> bytes:
    """Return what is in a file; what nobody here reads is refused by its first bytes."""
    refuse_no_file(file, expected, endings)
    try:
        data = file.read_bytes()
    except OSError as error:
        said = Wording(" kan ikke læses: ", " cannot be read: ") + reason_of(error)
        raise InputError(str(file) + said + ".") from None
    for mark, kind in OTHERS.items():
        if data.startswith(mark):
            raise InputError(str(file) + kind + expected)
    if file.suffix.lower() in WORKBOOKS and not data.startswith(ZIP):
        raise InputError(str(file) + NO_WORKBOOK + expected)
    return data
