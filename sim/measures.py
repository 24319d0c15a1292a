"""What a history amounts to: kroner, persons and flows by month, each declared once.

An `Account` is one replication of one world reduced to arrays, small enough to send between
processes. Kroner are in the prices of their own month: benefits at the rates in force; talks,
activation and investments at their price level times the index of the world. Nothing here
draws, and no rule of law is stated here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.clock import DAYS_PER_WEEK, first_day_of_month, month_index_of
from sim.compiling import compiled
from sim.errors import InputError
from sim.settlement.counting import place_of, support_ring
from sim.settlement.frames import bounds, records, refuse_unpriced, spell_periods
from sim.settlement.kernel import SETTLED, absence_goes_on, settle_all, waits_until
from sim.settlement.records import no_trail
from sim.settlement.rules import (
    KOMMUNE,
    PAYERS,
    STAT,
    Floats,
    Ints,
    Records,
    RuleBook,
    Rules,
    Switches,
    rule_book,
)

if TYPE_CHECKING:
    from sim.history import ContactArrays, History, SpellArrays
    from sim.params import LawBook, Proposal
    from sim.world import UnitCosts, World

__all__ = ["KINDS", "PAYERS", "Account", "account_of"]

KINDS = ("benefit", "contact", "activation", "investment", "other")
BENEFIT, CONTACT, ACTIVATION, INVESTMENT, OTHER = range(len(KINDS))
MONTHS_IN_YEAR = 12
ACTIVATION_SHARE = "law.refusion.activation_municipal_share"
OUT = "out"  # where a citizen goes whose last spell is over


@dataclass(frozen=True)
class Account:
    """One replication of one world, reduced to the months of its horizon."""

    first_month: int  # year x 12 + month - 1 of the first month
    money: Floats  # [month, payer, scheme + 1, kind] kroner, + expense; the last: no scheme
    person_days: Ints  # [month, scheme] days lived in each scheme
    stock: Ints  # [month, scheme] persons on the first day
    flows: Ints  # [year, from, to] changes of scheme
    contacts: Ints  # [month, scheme] talks held


def account_of(history: "History", world: "World") -> Account:
    """Return what a history amounts to within the horizon of its world.

    Spells of the run-in move the counters and are not booked.

    Raises
    ------
    InputError
        If a year of the horizon has no price index, or a day no rate.
    """
    law, costs = world.law, world.unit_costs
    book = rule_book(law, Switches())
    spells = _spells(history.spell_arrays, history.category_names, book)
    months = np.arange(month_index_of(world.start_day), month_index_of(world.end_day - 1) + 1)
    borders = month_borders(months, world.start_day, world.end_day)
    schemes = len(law.scheme_names)
    index = _price_index(costs.price_index, months)
    lived, on_benefit, stock = days_lived(spells, book.rules, borders, schemes)
    held = talks_held(history.contact_arrays, borders, schemes)

    money = np.zeros((len(months), len(PAYERS), schemes + 1, len(KINDS)))
    money[:, :, :-1, BENEFIT] = benefits(spells, book, law, borders).transpose(0, 2, 1)
    minutes = held * costs.contact_minutes
    money[:, KOMMUNE, :-1, CONTACT] = minutes * costs.contact_minute * index[:, None]
    activation = on_benefit / DAYS_PER_WEEK * costs.activation_week * index[:, None]
    share = _activation_shares(law, months)
    money[:, KOMMUNE, :-1, ACTIVATION] = activation * share
    money[:, STAT, :-1, ACTIVATION] = activation * (1 - share)
    for proposal in world.proposals:
        money[:, KOMMUNE, -1, INVESTMENT] += investment(proposal, months, costs) * index
    return Account(
        first_month=int(months[0]),
        money=money,
        person_days=lived,
        stock=stock,
        flows=changes(history.spell_arrays, months, borders, law.scheme_names),
        contacts=held,
    )


def month_borders(months: Ints, start_day: int, end_day: int) -> Ints:
    """Return the first day of each month of a horizon and, last, the day after it."""
    days = [first_day_of_month(int(month)) for month in (*months, months[-1] + 1)]
    return np.clip(np.array(days, dtype=np.int64), start_day, end_day)


def benefits(spells: Records, book: RuleBook, law: "LawBook", borders: Ints) -> Floats:
    """Return the kroner of all citizens' benefits, [month, scheme, payer]."""
    money = np.zeros((len(borders) - 1, len(book.schemes), len(PAYERS)))
    periods, rules = spell_periods(borders, book.settled_from), book.rules
    failed = settle_all(
        spells, bounds(spells), rules, periods, money, support_ring(rules), no_trail()
    )
    if failed != SETTLED:
        refuse_unpriced(spells, failed, book, law)
    return money


def days_lived(
    spells: Records, rules: Rules, borders: Ints, schemes: int
) -> tuple[Ints, Ints, Ints]:
    """Return person-days, person-days past any waiting, and stocks, each [month, scheme]."""
    shape = (len(borders) - 1, schemes)
    lived, on_benefit = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
    stock = np.zeros(shape, np.int64)
    add_days(spells, rules, borders, lived, on_benefit, stock)
    return lived, on_benefit, stock


@compiled
def add_days(
    spells: Records, rules: Rules, borders: Ints, lived: Ints, on_benefit: Ints, stock: Ints
) -> None:
    """Add every spell's days to the months they lie in."""
    absent_from = 0
    for n in range(spells.size):
        spell = spells[n]
        start, end, scheme = spell["start"], spell["end"], rules.kind[spell["category"]]["scheme"]
        if not absence_goes_on(n, spells, rules.kind):
            absent_from = start
        paid_from = waits_until(spell, absent_from, rules)
        month = max(place_of(borders, start), 0)
        while month < lived.shape[0] and borders[month] < end:
            first, after = max(start, borders[month]), min(end, borders[month + 1])
            lived[month, scheme] += max(0, after - first)
            on_benefit[month, scheme] += max(0, after - max(first, paid_from))
            if first == borders[month]:
                stock[month, scheme] += 1
            month += 1


def talks_held(contacts: "ContactArrays", borders: Ints, schemes: int) -> Ints:
    """Return the talks held, [month, scheme]."""
    month = np.searchsorted(borders, contacts.held, side="right") - 1
    inside = (month >= 0) & (contacts.held < borders[-1])
    place = month[inside] * schemes + contacts.scheme[inside]
    return _counts(place, (len(borders) - 1, schemes))


def changes(spells: "SpellArrays", months: Ints, borders: Ints, names: tuple[str, ...]) -> Ints:
    """Return how many went from one scheme to another, [year, from, to]."""
    first_year = months[0] // MONTHS_IN_YEAR
    years, schemes = months[-1] // MONTHS_IN_YEAR - first_year + 1, len(names)
    goes_on = np.append(spells.citizen[1:] == spells.citizen[:-1], False)
    to = np.where(goes_on, np.roll(spells.scheme, -1), names.index(OUT))
    inside = (spells.end >= borders[0]) & (spells.end < borders[-1])
    left = inside & (goes_on | ~spells.open) & (spells.scheme != to)
    month = np.searchsorted(borders, spells.end[left], side="right") - 1
    year = months[month] // MONTHS_IN_YEAR - first_year
    place = (year * schemes + spells.scheme[left]) * schemes + to[left]
    return _counts(place, (years, schemes, schemes))


def investment(proposal: "Proposal", months: Ints, costs: "UnitCosts") -> Floats:
    """Return a proposal's cost in each month, in prices of the index's base year.

    The cost of a year is spread evenly over the months of that year in which the proposal
    runs; if it runs in none, over the whole year.
    """
    booked = np.zeros(len(months))
    first, after = month_index_of(proposal.start), month_index_of(proposal.until - 1) + 1
    for year, cost in proposal.cost.items():
        whole = np.arange(year * MONTHS_IN_YEAR, (year + 1) * MONTHS_IN_YEAR)
        runs = whole[(whole >= first) & (whole < after)]
        paid_in = runs if runs.size else whole
        booked[np.isin(months, paid_in)] += (cost.value or 0.0) / paid_in.size
    return booked / _index_of(costs.price_index, proposal.price_year)


def _spells(arrays: "SpellArrays", names: tuple[str, ...], book: RuleBook) -> Records:
    bare = np.array([_place(book.names, f"{scheme}.") for scheme in book.schemes])
    own = np.array([_place(book.names, name) for name in names], dtype=np.int64)
    category = np.where(arrays.category < 0, bare[arrays.scheme], own[arrays.category])
    return records(
        citizen=arrays.citizen,
        category=category,
        start=arrays.start,
        end=arrays.end,
        share=arrays.share,
        amount=np.full(len(category), np.nan),
    )


def _place(names: tuple[str, ...], name: str) -> int:
    return names.index(name) if name in names else -1


def _counts(place: Ints, shape: tuple[int, ...]) -> Ints:
    return np.bincount(place, minlength=int(np.prod(shape))).reshape(shape).astype(np.int64)


def _activation_shares(law: "LawBook", months: Ints) -> Floats:
    """Return the municipal share of activation, [month, scheme]."""
    own = [f"{ACTIVATION_SHARE}_{name}" for name in law.scheme_names]
    names = [name if name in law.names else ACTIVATION_SHARE for name in own]
    days = [first_day_of_month(int(month)) for month in months]
    return np.array([[float(law.on(name, day)) for name in names] for day in days])


def _price_index(index: Mapping[int, float], months: Ints) -> Floats:
    return np.array([_index_of(index, int(year)) for year in months // MONTHS_IN_YEAR])


def _index_of(index: Mapping[int, float], year: int) -> float:
    if year not in index:
        raise InputError(
            f"There is no price index for {year}: it runs from {min(index)} to {max(index)}."
        )
    return index[year]
