"""The kroner of priced spells by authorised function and by frame, year by year."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from borgerflow.experiments.findings.plain import plain
from borgerflow.experiments.findings.rows import Interval, SummaryRow, Yearly
from borgerflow.experiments.runs.accounts.booked import account_rows, booked_kroner, frame_rows
from borgerflow.experiments.runs.accounts.granted import Granted, booked_apart
from borgerflow.experiments.runs.accounts.rows import AccountRow
from borgerflow.experiments.runs.accounts.tables import DRANST
from borgerflow.experiments.runs.money import Axes, axes_of, own_net, yearly, yearly_statistics
from borgerflow.sim.base.arrays import Floats
from borgerflow.sim.base.clock import first_day_of_year
from borgerflow.sim.measures.account import BENEFIT, KINDS
from borgerflow.sim.params import LawBook
from borgerflow.sim.params.law.schemes import settled_categories
from borgerflow.sim.records.spells.coded import CodedSpells
from borgerflow.sim.settlement.rulebook import PAYERS
from borgerflow.sim.settlement.settle import settle_coded, settled_part

MONTHS = 12
NOTHING = Yearly({}, Interval(0.0))


@dataclass(frozen=True)
class BookedSpells:
    """What the municipality pays for spells, by function and by frame; their sums are ``total``."""

    accounts: tuple[AccountRow, ...] = ()
    frames: tuple[SummaryRow, ...] = ()
    total: Yearly = field(default=NOTHING)

    def to_plain(self) -> dict[str, Any]:
        """Return both under their keys."""
        return {"accounts": plain(self.accounts), "frames": plain(self.frames)}

    def frame(self) -> pd.DataFrame:
        """Return a row for each year, function and dranst that is not empty."""
        rows = [
            (year, row.function, row.frame, row.checked, dranst, amount.mean)
            for row in self.accounts
            for dranst in DRANST
            for year, amount in getattr(row, dranst).by_year.items()
            if amount.mean
        ]
        names = ("year", "function", "frame", "checked", "dranst", "kroner")
        return pd.DataFrame(rows, columns=list(names))


def booked_spells(
    ledger: pd.DataFrame, spells: CodedSpells, law: LawBook, until: dt.date | None
) -> BookedSpells:
    """Return the kroner of a ledger by function, as the spells were granted."""
    if ledger.empty:
        return BookedSpells()
    axes, schemes = _axes(ledger, law), law.scheme_names
    earlier = {
        granted: _placed(each, axes, (granted[0],))[..., 0]
        for granted in booked_apart(law.accounts)
        if not (each := _granted(spells, law, granted, until)).empty
    }
    kroner = np.zeros((1, axes.months, len(PAYERS), len(schemes) + 1, len(KINDS)))
    kroner[..., :-1, BENEFIT] = _placed(ledger, axes, schemes)
    booked = booked_kroner(kroner, schemes, law.accounts, np.zeros(axes.months), earlier)
    total = yearly(yearly_statistics(own_net(kroner)[..., None], axes), 0, axes)
    chart = law.accounts
    return BookedSpells(account_rows(booked, chart, axes), frame_rows(booked, chart, axes), total)


def _axes(ledger: pd.DataFrame, law: LawBook) -> Axes:
    """Return the axes of whole years that hold a ledger; a year lies in its first month."""
    first, last = int(ledger["year"].min()), int(ledger["year"].max())
    return axes_of(law.scheme_names, first_day_of_year(first), first_day_of_year(last + 1))


def _placed(ledger: pd.DataFrame, axes: Axes, schemes: tuple[str, ...]) -> Floats:
    """Return the kroner of a ledger, [1, month, payer, scheme], each year in its first month."""
    kroner = np.zeros((1, axes.months, len(PAYERS), len(schemes)))
    sums = ledger.groupby(["year", "payer", "scheme"], observed=True)["kroner"].sum()
    place: Any
    for place, amount in sums.items():
        year, payer, scheme = place
        month = MONTHS * (year - axes.years[0])
        kroner[0, month, PAYERS.index(payer), schemes.index(scheme)] = amount
    return kroner


def _granted(
    spells: CodedSpells, law: LawBook, granted: Granted, until: dt.date | None
) -> pd.DataFrame:
    """Return the ledger of the spells of a scheme that were granted then, by themselves.

    Their price hangs on no other spell: what was granted earlier is shared by a fixed part.
    """
    scheme, when = granted
    named = [
        name.startswith(f"{scheme}.") and name.endswith(when)
        for name in settled_categories(law.schemes)
    ]
    mine = np.intersect1d(
        np.flatnonzero(np.array(named)[spells.category]), settled_part(spells, law)
    )
    if not mine.size:
        return pd.DataFrame()
    return settle_coded(spells.among(mine), law, until=until)
