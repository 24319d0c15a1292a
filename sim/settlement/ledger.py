"""The ledger of spells: what is entered in it, and how every citizen is booked."""

import numpy as np

from borgerflow.sim.base.arrays import Floats, Ints
from borgerflow.sim.base.clock import DAYS_PER_WEEK, FAR, first_day_of_month
from borgerflow.sim.params import LawBook
from borgerflow.sim.settlement.counter import support_ring
from borgerflow.sim.settlement.kernel import SETTLED, settle_all
from borgerflow.sim.settlement.records import SPELL, Ledger, Trail, no_trail
from borgerflow.sim.settlement.rulebook import PAYERS, VALUES, Records, RuleBook, value_names

ON_OWN = "selvforsoergelse."  # the category of days that no spell covers


def records(*, citizen: Ints, **columns: Ints | Floats | float) -> Records:
    """Return spells as the records that the kernel reads, of weight 1 unless one is given."""
    spells = np.empty(len(citizen), SPELL)
    spells["citizen"], spells["weight"], spells["before"] = citizen, 1.0, 0
    for name, column in columns.items():
        spells[name] = column
    return spells


def by_week(spells: Records, book: RuleBook) -> Records:
    """Return the same days as spells within one calendar week each, without gaps."""
    whole = _without_gaps(spells, book.names.index(ON_OWN))
    first = whole["start"] // DAYS_PER_WEEK
    weeks = (whole["end"] - 1) // DAYS_PER_WEEK - first + 1
    spell = np.repeat(np.arange(len(whole)), weeks)
    nth = np.arange(len(spell)) - np.repeat(np.cumsum(weeks) - weeks, weeks)
    monday = (first[spell] + nth) * DAYS_PER_WEEK
    parts = whole[spell]
    parts["start"] = np.maximum(parts["start"], monday)
    parts["end"] = np.minimum(parts["end"], monday + DAYS_PER_WEEK)
    return parts


def _without_gaps(spells: Records, on_own: int) -> Records:
    after = np.flatnonzero(spells["start"][1:] > spells["end"][:-1])
    gaps = spells[after]
    gaps["category"], gaps["share"], gaps["amount"] = on_own, 1.0, np.nan
    gaps["start"], gaps["end"] = spells["end"][after], spells["start"][after + 1]
    return np.insert(spells, after + 1, gaps)


def borders(months: Ints, settled_from: int) -> Ints:
    """Return the borders of periods of whole months as the kernel wants them."""
    days = [first_day_of_month(int(month)) for month in months]
    return spell_periods(np.array(days, dtype=np.int64), settled_from)


def spell_periods(days: Ints, settled_from: int) -> Ints:
    """Return the borders of periods between days of all time, none before what is settled."""
    return np.concatenate(([-FAR], np.maximum(days, settled_from), [FAR])).astype(np.int64)


def book_all(ledger: Ledger, book: RuleBook, law: LawBook) -> None:
    """Book every citizen's spells.

    Raises
    ------
    ParamError
        If a day that is paid has no rate.
    """
    failed = settle_all(ledger)
    if failed != SETTLED:
        refuse_unpriced(ledger.spells, failed, book, law)


def ledger_for(
    spells: Records, book: RuleBook, periods: Ints, trail: Trail | None = None
) -> Ledger:
    """Return the ledger of spells before anything is booked."""
    bounds = np.append(np.flatnonzero(np.diff(spells["citizen"], prepend=-1)), len(spells))
    money = np.zeros((len(periods) - 3, len(book.schemes), len(PAYERS)))
    support, trail = support_ring(book.rules), trail or no_trail()
    return Ledger(spells, bounds.astype(np.int64), book.rules, periods, money, support, trail)


def refuse_unpriced(spells: Records, n: int, book: RuleBook, law: LawBook) -> None:
    """Refuse a spell on a day without a value of law, in the words of the value."""
    start, end = max(int(spells["start"][n]), book.settled_from), int(spells["end"][n])
    days = {start} | {day for day in book.rules.epoch.tolist() if start < day < end}
    category = book.categories[spells["category"][n]]
    for day in sorted(days):
        for name in (*VALUES, *value_names(book.categories)):
            law.on(name, day)
        if category.is_paid:
            law.rows(category, day)
