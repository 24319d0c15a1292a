"""Random lives, and tables and ledgers in the forms that tests compare."""

import datetime as dt

import pandas as pd
from hypothesis import strategies as st

from borgerflow.sim.params import load
from borgerflow.sim.params.law.schemes import FIRST_DAY

LAW = load().law
COLUMNS = ["citizen", "scheme", "start", "end", "category", "share", "weekly_amount"]
CHOICES = [
    (name, category)
    for name, scheme in LAW.schemes.items()
    for category in (
        None,
        *(name for name in scheme.categories if scheme.begins(name) <= FIRST_DAY),
    )
]


def frame(rows):
    """Return a table of spells from (citizen, spell) pairs."""
    table = pd.DataFrame(
        [{"citizen": citizen, **spell} for citizen, spell in rows], columns=COLUMNS
    )
    for name in ("start", "end"):
        table[name] = pd.to_datetime(table[name]).astype("datetime64[s]")
    for name in ("share", "weekly_amount"):
        table[name] = table[name].astype(float)
    return table


def spell(scheme, start, end, category=None, share=None, weekly_amount=None):
    """Return one spell; dates as text."""
    return {
        "scheme": scheme,
        "start": dt.date.fromisoformat(start),
        "end": None if end is None else dt.date.fromisoformat(end),
        "category": category,
        "share": share,
        "weekly_amount": weekly_amount,
    }


def kroner(ledger):
    """Return the ledger as {(year, payer, scheme): kroner}."""
    sums = ledger.groupby(["year", "payer", "scheme"])["kroner"].sum()
    return {key: value for key, value in sums.items() if abs(value) > 1e-9}


@st.composite
def lives(draw, most=12, longest=500):
    """Return one citizen's spells, in order, with gaps, from 2016 to at most 2040."""
    day = dt.date(2016, 1, 1) + dt.timedelta(days=draw(st.integers(0, 700)))
    spells = []
    for _ in range(draw(st.integers(1, most))):
        day += dt.timedelta(days=draw(st.sampled_from([0, 0, 0, 1, 6, 7, 30, 370])))
        scheme, category = draw(st.sampled_from(CHOICES))
        end = day + dt.timedelta(days=draw(st.one_of(st.integers(1, 40), st.integers(1, longest))))
        spells.append(
            {
                "scheme": scheme,
                "start": day,
                "end": end,
                "category": category,
                "share": draw(st.sampled_from([None, None, 1.0, 0.5, 0.0, 0.87])),
                "weekly_amount": draw(st.sampled_from([None, None, None, 700.0, 3000.5, 0.0])),
            }
        )
        day = end
    return spells
