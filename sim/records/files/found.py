"""Whether there is a file of spells at all: told before anything is loaded that reads it."""

import os
from pathlib import Path

from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.wording import Wording

EXPECTED = Wording(
    da="; forventede en fil med forløb: CSV, Excel (.xlsx) eller Parquet.",
    en="; expected a file of spells: CSV, Excel (.xlsx) or Parquet.",
)


def refuse_no_file(file: Path) -> None:
    """Refuse a path where nothing is, and a folder."""
    if not os.path.exists(file):  # which no name is too long for
        raise InputError(str(file) + (Wording(" findes ikke", " does not exist") + EXPECTED))
    if os.path.isdir(file):
        raise InputError(str(file) + (Wording(" er en mappe", " is a folder") + EXPECTED))
