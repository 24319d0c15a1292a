"""What a history amounts to: kroner, persons and flows by month, each declared once.

An `Account` is one replication of one world reduced to arrays, small enough to send between
processes. Kroner are in the prices of their own month: benefits at the rates in force; contacts,
activation and investments at their price level times the index of the world. Nothing here
draws, and no rule of law is stated here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from borgerflow.sim.base.arrays import Floats, Ints
from borgerflow.sim.base.clock import (
    DAYS_PER_WEEK,
    first_day_of_month,
    first_day_of_year,
    month_index_of,
)
from borgerflow.sim.base.compiling import compiled_without_arrays
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.sums import SAME, Summable
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.records.history import NO_ACTIVATIONS, OUTCOMES
from borgerflow.sim.settlement.counter import place_of
from borgerflow.sim.settlement.kernel import absence_goes_on, waits_until
from borgerflow.sim.settlement.rulebook import (
    KOMMUNE,
    PAYERS,
    STAT,
    Records,
    RuleBook,
    Rules,
    Switches,
    rule_book,
)
from borgerflow.sim.settlement.settle import book_all, ledger_for, records, spell_periods

if TYPE_CHECKING:
    from borgerflow.sim.params import LawBook, Proposal
    from borgerflow.sim.records.history import ActivationArrays, ContactArrays, History, SpellArrays
    from borgerflow.sim.world.municipality import UnitCosts
    from borgerflow.sim.world.world import World

KINDS = ("benefit", "contact", "activation", "investment", "other")
BENEFIT, CONTACT, ACTIVATION, INVESTMENT, OTHER = range(len(KINDS))
MONTHS_IN_YEAR = 12
ACTIVATION_SHARE = "law.refusion.activation_municipal_share"
HELD = OUTCOMES.index("held")
OUT = "out"  # where a citizen goes whose last spell is over


@dataclass(frozen=True)
class Account(Summable):
    """One replication of one world, reduced to the months of its horizon.

    Accounts of different citizens add up, and those of the same citizens can be subtracted.
    """

    first_month: int = field(metadata=SAME)  # year x 12 + month - 1 of the first month
    money: Floats  # [month, payer, scheme + 1, kind] kroner, + expense; the last: no scheme
    person_days: Ints  # [month, scheme] days lived in each scheme
    stock: Ints  # [month, scheme] persons on the first day
    flows: Ints  # [year, from, to] changes of scheme
    contacts: Ints  # [month, scheme] contacts held


@dataclass(frozen=True)
class Reckoner:
    """What it takes to reckon lives of a world, made ready once."""

    book: RuleBook
    law: "LawBook"
    costs: "UnitCosts"
    proposals: tuple["Proposal", ...]
    part: float  # of the municipality that is simulated, and of what its proposals cost
    months: Ints
    borders: Ints  # [month + 1] days
    index: Floats  # [month] of prices
    activation_share: Floats  # [month, scheme] of the municipality
    category: Ints  # [scheme + category] of the book, of a scheme without and of each category

    def account(
        self,
        spells: "SpellArrays",
        contacts: "ContactArrays",
        activations: "ActivationArrays" = NO_ACTIVATIONS,
    ) -> Account:
        """Return what lives amount to within the horizon, what was invested left out.

        Spells of the run-in move the counters and are not booked.

        Raises
        ------
        InputError
            If a day that is paid has no rate.
        """
        rows, schemes = self._records(spells), len(self.book.schemes)
        days, on_benefit, stock = person_days(rows, self.book.rules, self.borders, schemes)
        held = contacts_held(contacts, self.borders, schemes)
        account = self.nothing()
        kroner = benefits(rows, self.book, self.law, self.borders)
        account.money[:, :, :-1, BENEFIT] = kroner.transpose(0, 2, 1)
        account.money[:, KOMMUNE, :-1, CONTACT] = self._contact_kroner(contacts)
        activation = on_benefit / DAYS_PER_WEEK * self.costs.activation_week
        activation += activation_kroner(activations, self.borders, schemes)
        activation *= self.index[:, None]
        account.money[:, KOMMUNE, :-1, ACTIVATION] = activation * self.activation_share
        account.money[:, STAT, :-1, ACTIVATION] = activation * (1 - self.activation_share)
        flows = changes(spells, self.months, self.borders, self.book.schemes)
        return replace(account, person_days=days, stock=stock, flows=flows, contacts=held)

    def _contact_kroner(self, contacts: "ContactArrays") -> Floats:
        """Return the kroner of contacts, [month, scheme]."""
        schemes = len(self.book.schemes)
        minutes = summed(contacts, contacts.minutes, self.borders, schemes)
        paid = summed(contacts, contacts.kroner, self.borders, schemes)
        return (minutes * self.costs.contact_minute + paid) * self.index[:, None]

    def invested(self) -> Account:
        """Return what the proposals cost the part that is simulated, whatever is lived."""
        account = self.nothing()
        for proposal in sorted(self.proposals, key=lambda p: p.id):
            cost = self.part * investment(proposal, self.borders, self.costs)
            account.money[:, KOMMUNE, -1, INVESTMENT] += cost * self.index
        return account

    def nothing(self) -> Account:
        """Return the account of nobody."""
        months, schemes = len(self.months), len(self.book.schemes)
        years = self.months[-1] // MONTHS_IN_YEAR - self.months[0] // MONTHS_IN_YEAR + 1
        none = np.zeros((months, schemes), dtype=np.int64)
        money = np.zeros((months, len(PAYERS), schemes + 1, len(KINDS)))
        flows = np.zeros((years, schemes, schemes), dtype=np.int64)
        return Account(int(self.months[0]), money, none, none, flows, none)

    def _records(self, spells: "SpellArrays") -> Records:
        place = np.where(
            spells.category < 0, spells.scheme, spells.category + len(self.law.schemes)
        )
        return records(
            citizen=spells.citizen,
            category=self.category[place],
            start=spells.start,
            end=spells.end,
            share=spells.share,
            amount=np.nan,
        )


def reckoner_of(world: "World") -> Reckoner:
    """Return what it takes to reckon lives of a world.

    Raises
    ------
    InputError
        If a year of the horizon has no price index.
    """
    law, book = world.law, rule_book(world.law, Switches())
    months = np.arange(month_index_of(world.start_day), month_index_of(world.end_day - 1) + 1)
    names = [*(f"{scheme}." for scheme in book.schemes), *world.paid_categories]
    return Reckoner(
        book=book,
        law=law,
        costs=world.unit_costs,
        proposals=world.proposals,
        part=world.scale,
        months=months,
        borders=month_borders(months, world.start_day, world.end_day),
        index=_price_index(world.unit_costs.price_index, months),
        activation_share=_activation_shares(law, months),
        category=np.array([_place(book.names, name) for name in names], dtype=np.int64),
    )


def account_of(history: "History", world: "World") -> Account:
    """Return what a history amounts to within the horizon of its world, investments included."""
    reckoner = reckoner_of(world)
    lived = reckoner.account(
        history.spell_arrays, history.contact_arrays, history.activation_arrays
    )
    return lived + reckoner.invested()


def month_borders(months: Ints, start_day: int, end_day: int) -> Ints:
    """Return the first day of each month of a horizon and, last, the day after it."""
    days = [first_day_of_month(int(month)) for month in (*months, months[-1] + 1)]
    return np.clip(np.array(days, dtype=np.int64), start_day, end_day)


def benefits(spells: Records, book: RuleBook, law: "LawBook", borders: Ints) -> Floats:
    """Return the kroner of all citizens' benefits, [month, scheme, payer]."""
    ledger = ledger_for(spells, book, spell_periods(borders, book.settled_from))
    book_all(ledger, book, law)
    return ledger.money


def person_days(
    spells: Records, rules: Rules, borders: Ints, schemes: int
) -> tuple[Ints, Ints, Ints]:
    """Return person-days, person-days past any waiting, and stocks, each [month, scheme]."""
    shape = (borders[-1] - borders[0] + 1, schemes)
    here, on_benefit = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
    add_arrivals(spells, rules, borders[0], here, on_benefit)
    first_days = borders[:-1] - borders[0]
    persons, paid = np.cumsum(here[:-1], axis=0), np.cumsum(on_benefit[:-1], axis=0)
    return (
        np.add.reduceat(persons, first_days, axis=0),
        np.add.reduceat(paid, first_days, axis=0),
        persons[first_days],
    )


@compiled_without_arrays
def add_arrivals(
    spells: Records, rules: Rules, first_day: int, here: Ints, on_benefit: Ints
) -> None:
    """Add every spell's arrival and departure to the days, [day, scheme], on which they fall."""
    last = here.shape[0] - 1
    absent_from = 0
    for n in range(spells.size):
        spell = spells[n]
        start, scheme = spell["start"], rules.kind[spell["category"]]["scheme"]
        if not absence_goes_on(n, spells, rules.kind):
            absent_from = start
        paid_from = waits_until(spell, absent_from, place_of(rules.epoch, start), rules)
        end = min(spell["end"] - first_day, last)
        comes = max(start - first_day, 0)
        if comes < end:
            here[comes, scheme] += 1
            here[end, scheme] -= 1
        comes = max(comes, paid_from - first_day)
        if comes < end:
            on_benefit[comes, scheme] += 1
            on_benefit[end, scheme] -= 1


def contacts_held(contacts: "ContactArrays", borders: Ints, schemes: int) -> Ints:
    """Return the contacts held, [month, scheme]."""
    return summed(contacts, (contacts.outcome == HELD).astype(np.int64), borders, schemes)


def summed(contacts: "ContactArrays", numbers: Ints, borders: Ints, schemes: int) -> Ints:
    """Return the sums of a whole number of each appointment, [month, scheme]."""
    inside, place = places_in(contacts, borders, schemes)
    return sums_at(place, (len(borders) - 1, schemes), numbers[inside])


def places_in(contacts: "ContactArrays", borders: Ints, schemes: int) -> tuple[Ints, Ints]:
    """Return which appointments end within the borders, and where each belongs: month, scheme."""
    inside = np.flatnonzero((contacts.held >= borders[0]) & (contacts.held < borders[-1]))
    month = month_of_day(borders)[contacts.held[inside] - borders[0]]
    return inside, month * schemes + contacts.scheme[inside]


def sums_at(place: Ints, shape: tuple[int, int], numbers: Ints | None = None) -> Ints:
    """Return how often each place is named, or the sums of whole numbers there, in this shape."""
    sums = np.bincount(place, numbers, minlength=int(np.prod(shape)))
    return sums.reshape(shape).astype(np.int64)  # exact: whole numbers far below 2**53


def activation_kroner(activations: "ActivationArrays", borders: Ints, schemes: int) -> Floats:
    """Return the kroner of compulsory programmes in prices of 2019, [month, scheme]."""
    kroner = np.zeros((len(borders) - 1, schemes))
    length = borders[-1] - borders[0]
    first, after = (
        np.clip(days - borders[0], 0, length) for days in (activations.start, activations.end)
    )
    for price in np.unique(activations.price):
        same, here = activations.price == price, np.zeros((length + 1, schemes), np.int64)
        np.add.at(here, (first[same], activations.scheme[same]), 1)
        np.subtract.at(here, (after[same], activations.scheme[same]), 1)
        persons = np.cumsum(here[:-1], axis=0)
        kroner += np.add.reduceat(persons, borders[:-1] - borders[0], axis=0) * price
    return kroner


def changes(spells: "SpellArrays", months: Ints, borders: Ints, names: tuple[str, ...]) -> Ints:
    """Return how many went from one scheme to another, [year, from, to]."""
    first_year = months[0] // MONTHS_IN_YEAR
    years, schemes = months[-1] // MONTHS_IN_YEAR - first_year + 1, len(names)
    left = np.flatnonzero((spells.end >= borders[0]) & (spells.end < borders[-1]))
    after = np.minimum(left + 1, len(spells.citizen) - 1)
    goes_on = (after > left) & (spells.citizen[after] == spells.citizen[left])
    to = np.where(goes_on, spells.scheme[after], names.index(OUT))
    moves = (goes_on | ~spells.open[left]) & (spells.scheme[left] != to)
    left, to = left[moves], to[moves]
    year = months[month_of_day(borders)[spells.end[left] - borders[0]]] // MONTHS_IN_YEAR
    place = ((year - first_year) * schemes + spells.scheme[left]) * schemes + to
    return _counts(place, (years, schemes, schemes))


def month_of_day(borders: Ints) -> Ints:
    """Return the place of the month of each day of a horizon, counted from its first."""
    return np.repeat(np.arange(len(borders) - 1), np.diff(borders))


def investment(proposal: "Proposal", borders: Ints, costs: "UnitCosts") -> Floats:
    """Return a proposal's cost in each month of a horizon, in prices of the index's base year.

    The cost of a year is spread evenly over the days of that year on which the proposal runs,
    if it runs on none, over the whole year; days outside the horizon are not booked.
    """
    booked = np.zeros(len(borders) - 1)
    for year, cost in proposal.cost.items():
        first, after = _paid_days(proposal, year)
        inside = np.clip(borders, first, after)
        days = inside[1:] - inside[:-1]
        booked += (cost.value or 0.0) * days / (after - first)
    return booked / price_index_of(costs.price_index, proposal.price_year)


def _paid_days(proposal: "Proposal", year: int) -> tuple[int, int]:
    """Return the first day on which the cost of a year is paid, and the day after the last."""
    whole = first_day_of_year(year), first_day_of_year(year + 1)
    first, after = max(proposal.start, whole[0]), min(proposal.until, whole[1])
    return (first, after) if first < after else whole


def _place(names: tuple[str, ...], name: str) -> int:
    return names.index(name) if name in names else -1


def _counts(place: Ints, shape: tuple[int, ...]) -> Ints:
    return np.bincount(place, minlength=int(np.prod(shape))).reshape(shape).astype(np.int64)


def _activation_shares(law: "LawBook", months: Ints) -> Floats:
    """Return the municipal share of activation, [month, scheme]."""
    own = [f"{ACTIVATION_SHARE}_{name}" for name in law.scheme_names]
    names = [name if name in law.names else ACTIVATION_SHARE for name in own]
    days = [first_day_of_month(int(month)) for month in months]
    shares = {name: [float(law.on(name, day)) for day in days] for name in dict.fromkeys(names)}
    return np.array([shares[name] for name in names]).T


def _price_index(index: Mapping[int, float], months: Ints) -> Floats:
    return np.array([price_index_of(index, int(year)) for year in months // MONTHS_IN_YEAR])


def price_index_of(index: Mapping[int, float], year: int) -> float:
    """Return the price index of a year.

    Raises
    ------
    InputError
        If there is none.
    """
    if year not in index:
        raise InputError(
            Wording(
                f"Der er intet prisindeks for {year}: det går fra {min(index)} til {max(index)}.",
                f"There is no price index for {year}: it runs from {min(index)} to {max(index)}.",
            )
        )
    return index[year]
