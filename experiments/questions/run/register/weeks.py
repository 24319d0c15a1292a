"""Lives as DREAM has them: a row a citizen, a column a week, one code a week."""

import numpy as np
import pandas as pd

from borgerflow.sim.base.arrays import Flags, Ints
from borgerflow.sim.base.clock import DAYS_PER_WEEK, date_of
from borgerflow.sim.records.files.dream.codes import BLANK, CodeMap
from borgerflow.sim.records.files.dream.runs import Codes
from borgerflow.sim.records.observed import Stays

# Schemes without a code of their own in the table of codes, and the one whose code they get.
WRITTEN_AS = {
    "uddannelseshjaelp_aktivitetsparat": "uddannelseshjaelp_uddannelsesparat",
    "shydelse": "kontanthjaelp_aktivitetsparat",
}


def whole_weeks(window: tuple[int, int]) -> tuple[int, int]:
    """Return the first week all of whose days lie in a window, and the week after the last."""
    first, until = window
    return -(-first // DAYS_PER_WEEK), until // DAYS_PER_WEEK


def code_table(
    stays: Stays, schemes: tuple[str, ...], codes: CodeMap, window: tuple[int, int]
) -> pd.DataFrame:
    """Return a row a citizen with a benefit in the window: ``PNR``, then ``y_YYWW`` for each week.

    One day fills its week; of two benefits in a week the one that goes before has it. A cell
    without a code is missing. PNR is a name of the simulation, no number of a person.
    """
    first, until = whole_weeks(window)
    is_there = _has_code(stays, schemes, codes) & (
        (stays.start < until * DAYS_PER_WEEK) & (stays.end > first * DAYS_PER_WEEK)
    )
    shown = stays.only(is_there)
    citizens, row = np.unique(shown.citizen, return_inverse=True)
    table = codes_by_week(shown._replace(citizen=row), schemes, codes, (first, until))
    columns = {
        week_column(first + n): pd.arrays.IntegerArray(codes_of_week, codes_of_week == BLANK)
        for n, codes_of_week in enumerate(np.ascontiguousarray(table.T))
    }
    return pd.DataFrame({"PNR": [f"sim{citizen}" for citizen in citizens], **columns})


def codes_by_week(
    stays: Stays, schemes: tuple[str, ...], codes: CodeMap, weeks: tuple[int, int]
) -> Codes:
    """Return the code of each citizen in each week [citizen, week]; citizens from nought on."""
    first, until = weeks
    begins = np.maximum(stays.start // DAYS_PER_WEEK, first)
    ends = np.minimum(-(-stays.end // DAYS_PER_WEEK), until)
    lasts = ends - begins
    owner = np.repeat(np.arange(len(lasts)), lasts)
    week = np.arange(lasts.sum()) - np.repeat(np.cumsum(lasts) - lasts, lasts) + begins[owner]
    places = np.array([codes.place(scheme) for scheme in schemes])
    order = np.argsort(-codes.rank[places[stays.scheme[owner]]], kind="stable")  # who wins: last
    table = np.full((stays.citizen.max(initial=-1) + 1, until - first), BLANK, dtype=np.int16)
    code = _codes(schemes, codes)[stays.scheme[owner]]
    table[stays.citizen[owner][order], week[order] - first] = code[order]
    return table


def week_column(week: int) -> str:
    """Return what DREAM calls a week: ``y_1907``."""
    year, number, _ = date_of(week * DAYS_PER_WEEK).isocalendar()
    return f"y_{year % 100:02}{number:02}"


def _codes(schemes: tuple[str, ...], codes: CodeMap) -> Ints:
    """Return the code of each scheme, `BLANK` of one that has none."""
    return np.array([codes.code_of(WRITTEN_AS.get(name, name)) for name in schemes])


def _has_code(stays: Stays, schemes: tuple[str, ...], codes: CodeMap) -> Flags:
    return np.asarray(_codes(schemes, codes)[stays.scheme] != BLANK)
