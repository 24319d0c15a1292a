"""Which files hold counts, and these read: occurrences and exposure, or published figures."""

from pathlib import Path

import numpy as np
import pandas as pd

from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.fit.files.exposures import CountedFile, read_exposures
from borgerflow.sim.fit.files.figures import exits_told
from borgerflow.sim.fit.files.tables import names_in, table_in
from borgerflow.sim.params import Params
from borgerflow.sim.records.exposure import is_of_exposure
from borgerflow.sim.records.figures import COLUMNS

DAYS = ("start", "end")
NO_FIGURES = Wording(
    ": der skal bruges en tabel over tal, som import statbank eller import jobindsats skriver den.",
    ": expected a table of figures as import statbank or import jobindsats writes it.",
)


def read_counted(path: Path, params: Params, persons: Path | None) -> CountedFile | None:
    """Return what others have counted; None where a file holds spells.

    Parameters
    ----------
    persons : Path, optional
        Figures of full-time persons, beside those of mean durations.

    Raises
    ------
    InputError
        At the first thing that does not hold.
    """
    names = names_in(path)
    if set(COLUMNS) <= set(names):
        tables = [_figures(file) for file in (path, persons) if file is not None]
        return exits_told(pd.concat(tables, ignore_index=True), path, params.law)
    if persons is not None:
        raise InputError(f"{path}" + NO_FIGURES)
    return read_exposures(path, params) if is_of_exposure(names) else None


def _figures(path: Path) -> pd.DataFrame:
    """Return the figures of a file that import wrote, in either profile of CSV."""
    table = table_in(path)
    if not set(COLUMNS) <= set(table):
        raise InputError(f"{path}" + NO_FIGURES)
    days = {name: pd.to_datetime(table[name], errors="coerce") for name in DAYS}
    numbers = table["value"].astype(str).str.replace(",", ".", regex=False)
    value = pd.to_numeric(numbers, errors="coerce").astype(np.float64)
    read = table.assign(**days, value=value)
    is_wrong = read[[*DAYS]].isna().any(axis="columns") | (
        (read["status"] == "value") & read["value"].isna()
    )
    if is_wrong.any():
        raise InputError(f"{path}" + NO_FIGURES)
    return read
