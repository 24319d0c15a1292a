"""CPR numbers are refused, and never repeated in a message."""

import re
from collections.abc import Callable

import pandas as pd

from borgerflow.sim.base.errors import InputError

WHAT_TO_DO = (
    "looks like a CPR number and is not repeated here. Replace the numbers by names of your own"
    " (1, 2, 3 or a keyed hash) and try again."
)
_DAY, _MONTH = "(?:0[1-9]|[12][0-9]|3[01])", "(?:0[1-9]|1[0-2])"


# Ten digits that begin with a date, as a word of their own or after the letters CPR (a keyed
# hash may hold them by chance); or nine, the leading zero lost to a spreadsheet.
CPR = (
    f"(?:^|[^0-9A-Za-z]|[Cc][Pp][Rr]){_DAY}{_MONTH}[0-9]{{2}}[- ]?[0-9]{{4}}(?:[^0-9A-Za-z]|$)"
    f"|^[1-9]{_MONTH}[0-9]{{2}}-?[0-9]{{4}}(?:[.,]0+)?$"
)
NAMES = ("cpr", "pnr", "personnummer")


def refuse_cpr_header(header: tuple[str, ...], place: str) -> None:
    """Refuse a column that is named after the CPR number, or by one."""
    for n, name in enumerate(header, start=1):
        if re.search(CPR, name.strip()):
            raise InputError(f"{place}: the name of column {n} {WHAT_TO_DO}")
        if any(word in name.lower() for word in NAMES):
            raise InputError(
                f"{place}: column {n} is named as one that holds CPR numbers; such a file is not"
                " read. Replace the column by one called citizen with names of your own."
            )


def refuse_cpr(column: pd.Series, name: str, place: Callable[[int], str]) -> None:
    """Refuse a column in which some value looks like a CPR number."""
    codes, values = pd.factorize(column)
    hits = pd.Series(values).astype("str").str.strip().str.contains(CPR, regex=True)
    found = hits.to_numpy(dtype=bool, na_value=False)
    if found.any():
        row = int((found[codes] & (codes >= 0)).argmax())
        raise InputError(f"{place(row)}: the value of {name} {WHAT_TO_DO}")
