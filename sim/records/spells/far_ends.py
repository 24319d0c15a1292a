"""Ends that stand for none: the far days that registers write of a spell under way."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from borgerflow.sim.base.arrays import Flags

# Registers write "no end" as the first or last day of a year far ahead, or as any day of 9999;
# SQL Server's smalldatetime and the nanoseconds of pandas end on a day of their own.
FAR_ENDS_FROM = np.datetime64("2079-01-01")
YEAR_WITHOUT_END = np.datetime64("9999", "Y")
LAST_DAYS_OF_SYSTEMS = np.array(["2079-06-06", "2262-04-11"], dtype="datetime64[D]")
Dates = NDArray[np.datetime64]


def without_far(ends: pd.Series) -> pd.Series:
    """Return ends with none where a far day stands for no end; what is no date is left alone."""
    if not pd.api.types.is_datetime64_dtype(ends.dtype):
        return ends
    far = is_far(ends.to_numpy().astype("datetime64[D]"))
    return ends.mask(far) if far.any() else ends


def is_far(days: Dates) -> Flags:
    """Tell which days stand for no end in the registers that write one."""
    is_late = days >= FAR_ENDS_FROM
    if not is_late.any():
        return is_late
    year = days.astype("datetime64[Y]")
    is_first, is_last = days == year, days + 1 == (year + 1).astype("datetime64[D]")
    stands_for_none = is_first | is_last | (year == YEAR_WITHOUT_END)
    return np.asarray(is_late & (stands_for_none | np.isin(days, LAST_DAYS_OF_SYSTEMS)))
