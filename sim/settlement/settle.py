"""What a table of spells costs, as another: between tables and the arrays of the kernel."""

import datetime as dt
from typing import Literal, NamedTuple

import numpy as np
import pandas as pd

from borgerflow.sim.base.arrays import Ints
from borgerflow.sim.base.clock import (
    FAR,
    date_of,
    day_of,
    first_day_of_year,
    month_index_of,
)
from borgerflow.sim.base.errors import InputError, refuse_unless
from borgerflow.sim.base.texts import quoted
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params import LawBook
from borgerflow.sim.params.law.looked_up import LookedUp, looked_up
from borgerflow.sim.params.law.regulation import LAST_YEAR
from borgerflow.sim.records.columns import TablePlace, refusal
from borgerflow.sim.records.spells.coded import CodedSpells, code_spells
from borgerflow.sim.records.spells.window import ExtractWindow, window_of
from borgerflow.sim.settlement.kernel import SETTLED, settle_each
from borgerflow.sim.settlement.ledger import borders, ledger_for, records, refuse_unpriced
from borgerflow.sim.settlement.records import CELL
from borgerflow.sim.settlement.rulebook import (
    COUNTS,
    PAYERS,
    VALUES,
    Records,
    RuleBook,
    Switches,
    rule_book,
    value_names,
)

By = Literal["year", "month"]
SPELL_TABLE = Wording(
    "en DataFrame af forløb; en fil læses af borgerflow settle eller af pandas",
    "a DataFrame of spells; a file is read by borgerflow settle, or by pandas",
)
A_LAW = Wording("en LawBook, fx `load_world(...).law`", "a LawBook, as load_world(...).law")
MONTHS_IN = {"year": 12, "month": 1}


def _row_place(position: int) -> Wording:
    """Return what to call a row of a table that came from no file."""
    return Wording(f"Række {position} i forløbene", f"Row {position} of the spells")


ROWS = TablePlace(_row_place)


def settle(
    spells: pd.DataFrame,
    law: LawBook,
    *,
    by: By = "year",
    until: dt.date | None = None,
    switches: Switches = Switches(),  # noqa: B008 (frozen)
) -> pd.DataFrame:
    """Return what every citizen's spells cost: kroner by year, payer and scheme.

    Days before the staircase (or a rate) is in force are counted and not settled. A row is
    left out where there is nothing to pay.

    Parameters
    ----------
    spells : DataFrame
        Columns citizen, scheme, start, end (exclusive), and optionally category, share and
        weekly_amount. Spells of a citizen may touch and not overlap; days between them are
        self-support. A spell without end, or with one such as 9999-12-31, needs ``until``.
    by : {'year', 'month'}
        The period of a row; by month there is a column ``month`` (1-12) too.
    until : date, optional
        The day after the last day that is settled.
    switches : Switches
        Readings of the law that are open.

    Returns
    -------
    DataFrame
        citizen, year, (month,) payer, scheme, kind, kroner.

    Raises
    ------
    InputError
        If a row is no spell, or a day has no rate.

    Law
    ---
    FL §§ 3, 5-7, 29 and 30; SDL §§ 30 and 41.

    Assumes
    -------
    Sygedagpenge without a category is an employee's, but not straight after a benefit without an
    employer. A day's amount is a seventh of the week's, a month's x 12 / 52 a week. A benefit of no
    kroner touches no week and is no self-support. The unpaid days of the self-employed are
    read as the employer's are. The fourteen days of the unemployed hold for a reduced benefit
    too, and an own ``weekly_amount`` is paid through them. The counter opens on 1 July 2014;
    the last days of 2015 are not settled. Who has no benefit in the week of 4 January 2016 has,
    for 1-3 January, the share that week would have had.
    """
    refuse_no_table(spells, law)
    if by not in MONTHS_IN:
        got = quoted(by)
        raise InputError(
            Wording(
                f"by er {got.da}; der skal stå »year« eller »month«.",
                f"by is {got.en}; expected 'year' or 'month'.",
            )
        )
    table = code_spells(spells, law, ROWS)
    return settle_coded(table, law, by=by, until=until, switches=switches)


def refuse_no_table(spells: object, law: object) -> None:
    """Refuse spells that are no table, and a law that is no book of law."""
    refuse_unless(isinstance(spells, pd.DataFrame), "spells", spells, SPELL_TABLE)
    refuse_unless(isinstance(law, LawBook), "law", law, A_LAW)


def settle_coded(
    table: CodedSpells,
    law: LawBook,
    *,
    by: By = "year",
    until: dt.date | None = None,
    switches: Switches = Switches(),  # noqa: B008 (frozen)
    place: TablePlace = ROWS,
) -> pd.DataFrame:
    """Return what spells cost that are numbers already: see `settle`; ``place`` names rows."""
    book = rule_book(law, switches)
    arrays = sorted_spells(table, until)
    _refuse_outside(arrays, table, book, place)
    months = ledger_months(arrays, book, MONTHS_IN[by])
    cells = settle_cells(arrays, book, law, months)
    return _ledger(cells, table, book, months, by)


def looked_up_behind(table: CodedSpells, law: LawBook, until: dt.date | None) -> LookedUp | None:
    """Return what of the law the price of some spells carries on; None where nothing is."""
    book = rule_book(law, Switches())
    spells = sorted_spells(table, until)
    if not spells.size:
        return None
    last = int(spells["end"].max()) - 1
    paid = [book.categories[number] for number in np.unique(spells["category"])]
    rates = (name for category in paid for name in category.paid_on(last) or ())
    names = (*VALUES, *value_names(paid))
    return looked_up(law, last, names, dict.fromkeys(rates))


def settled_part(table: CodedSpells, law: LawBook) -> Ints:
    """Return the rows of the spells that reach the days that are settled."""
    return np.flatnonzero(table.end > rule_book(law, Switches()).settled_from)


class Unsettled(NamedTuple):
    """How many paid spells have days before anything is settled, and what these are worth."""

    settled_from: dt.date
    spells: int
    counts_from: dt.date  # the first day that counts as a week on the staircase
    counted: int  # of the spells, those whose days from that one on do


def unsettled_spells(table: CodedSpells, law: LawBook) -> Unsettled:
    """Return what there is of days before anything is settled."""
    book = rule_book(law, Switches())
    rules, first = book.rules, book.settled_from
    paid = rules.kind["is_paid"][table.category] & (table.start < first)
    counts = (rules.dated["effect_paid"] == COUNTS).any(axis=0)[table.category]
    counted = paid & counts & (table.end > rules.counts_from)
    return Unsettled(
        date_of(first), int(paid.sum()), date_of(int(rules.counts_from)), int(counted.sum())
    )


def uncounted_before(table: CodedSpells, law: LawBook) -> ExtractWindow | None:
    """Return from when spells are all told, where weeks that count on the staircase are left out.

    Those that ended before are not there, though their weeks have been counted since a day of law.
    """
    window = window_of(table)
    counts_from = rule_book(law, Switches()).rules.counts_from
    return window if window is not None and window.first_end > counts_from else None


def _refuse_outside(spells: Records, table: CodedSpells, book: RuleBook, place: TablePlace) -> None:
    """Refuse spells that end before anything is settled, or are paid after the years of rates."""
    is_paid = book.rules.kind["is_paid"]
    paid = spells["end"][is_paid[spells["category"]]]
    if paid.max(initial=-FAR) > first_day_of_year(LAST_YEAR + 1):
        last = date_of(int(paid.max()) - 1)
        row = int(np.where(is_paid[table.category], table.end, -FAR).argmax())
        raise refusal(
            place(row),
            Wording(
                f"forløbet går til {last}; satserne er fremskrevet til og med {LAST_YEAR}: brug "
                "en tidligere slutdato eller --until.",
                f"the spell goes to {last}; rates are projected to {LAST_YEAR} at most: expected"
                " an earlier end, or --until.",
            ),
        )
    if spells.size and spells["end"].max() <= book.settled_from:
        first = date_of(book.settled_from)
        raise refusal(
            place(int(table.end.argmax())),
            Wording(
                f"intet forløb slutter senere, og ingen dag ligger {first} eller senere, hvorfra "
                "refusionstrappen og satserne er kendt; der skal bruges forløb, der når så langt.",
                f"no spell ends later, and no day lies on or after {first}, from which the"
                " staircase and the rates are known; expected spells that reach it.",
            ),
        )


def sorted_spells(table: CodedSpells, until: dt.date | None) -> Records:
    """Return the spells by citizen and start, cut at a day.

    Raises
    ------
    InputError
        If a spell is open and no day is given.
    """
    last = FAR if until is None else day_of(until)
    if until is None and table.is_open.any():
        row = int(np.argmax(table.is_open))
        citizen, start = table.labels[table.citizen[row]], date_of(int(table.start[row]))
        raise InputError(
            Wording(
                f"Forløbet for borger {citizen} fra {start} har ingen slutdato; skriv en, eller "
                "en dag at gøre op til: until=.",
                f"The spell of citizen {citizen} from {start} has no end; expected one, or a day to"
                " settle until: until=.",
            )
        )
    order = table.order[table.start[table.order] < last]
    return records(
        citizen=table.citizen[order],
        category=table.category[order],
        start=table.start[order],
        end=np.minimum(table.end[order], last),
        share=table.share[order],
        amount=table.amount[order],
    )


def ledger_months(spells: Records, book: RuleBook, step: int) -> Ints:
    """Return the month index at each border of the ledger's periods of ``step`` months."""
    if not spells.size:
        return np.array([0, step])
    first = month_index_of(max(int(spells["start"].min()), book.settled_from))
    last = month_index_of(max(int(spells["end"].max()) - 1, book.settled_from))
    return np.arange(first // step, last // step + 2) * step


def settle_cells(spells: Records, book: RuleBook, law: LawBook, months: Ints) -> Records:
    """Return the kroner by citizen, period and scheme.

    Raises
    ------
    ParamError
        If a day that is paid has no rate.
    """
    periods = borders(months, book.settled_from)
    last, first = (_period(periods, days) for days in (spells["end"] - 1, spells["start"]))
    cells = np.empty(int((2 * (last - first + 1)).sum()), CELL)
    length, failed = settle_each(ledger_for(spells, book, periods), cells)
    if failed != SETTLED:
        refuse_unpriced(spells, failed, book, law)
    return cells[:length]


def _period(periods: Ints, days: Ints) -> Ints:
    return np.searchsorted(periods, days, side="right")


def _ledger(
    cells: Records, table: CodedSpells, book: RuleBook, months: Ints, by: By
) -> pd.DataFrame:
    kroner = np.column_stack([cells[payer] for payer in PAYERS])
    row, payer = np.nonzero(kroner)
    month = months[cells["period"][row]]
    columns = {"citizen": table.labels.take(cells["citizen"][row]), "year": month // 12}
    if by == "month":
        columns["month"] = month % 12 + 1
    columns |= {
        "payer": _names(PAYERS, payer),
        "scheme": _names(book.schemes, cells["scheme"][row]),
        "kind": _names(("benefit",), np.zeros(len(row), np.int64)),
        "kroner": kroner[row, payer],
    }
    return pd.DataFrame(columns)


def _names(names: tuple[str, ...], codes: Ints) -> pd.api.extensions.ExtensionArray:
    return pd.array(list(names), dtype="str").take(codes)
