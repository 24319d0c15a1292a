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

from borgerflow.sim.base.arrays import Counts, Floats, Ints, Kind
from borgerflow.sim.base.clock import (
    DAYS_PER_WEEK,
    first_day_of_month,
    month_index_of,
)
from borgerflow.sim.base.compiling import compiled_without_arrays
from borgerflow.sim.base.sums import SAME, Summable
from borgerflow.sim.measures.invested import investment, price_index_of
from borgerflow.sim.records.history import NO_ACTIVATIONS, OUTCOMES
from borgerflow.sim.settlement.counter import place_of
from borgerflow.sim.settlement.kernel import absence_goes_on, waits_until
from borgerflow.sim.settlement.ledger import book_all, ledger_for, spell_periods
from borgerflow.sim.settlement.records import SPELL
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
    # Counts are whole numbers, but for lives that are weighed.
    person_days: Counts  # [month, scheme] days lived in each scheme
    stock: Counts  # [month, scheme] persons on the first day
    flows: Counts  # [year, from, to] changes of scheme
    contacts: Counts  # [month, scheme] contacts held


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
        weight: Floats | None = None,
    ) -> Account:
        """Return what lives amount to within the horizon, what was invested left out.

        Spells of the run-in move the counters and are not booked.

        Parameters
        ----------
        weight : ndarray of float, shape [n], optional
            How much the life of each citizen counts, by place.

        Raises
        ------
        InputError
            If a day that is paid has no rate.
        """
        rows, schemes = self.records(spells, weight), len(self.book.schemes)
        kind: Kind = np.int64 if weight is None else np.float64
        days, on_benefit, stock = person_days(rows, self.book.rules, self.borders, schemes, kind)
        held, for_contacts = self._of_contacts(contacts, weight)
        account = self.nothing()
        kroner = benefits(rows, self.book, self.law, self.borders)
        account.money[:, :, :-1, BENEFIT] = kroner.transpose(0, 2, 1)
        account.money[:, KOMMUNE, :-1, CONTACT] = for_contacts
        activation = on_benefit / DAYS_PER_WEEK * self.costs.activation_week
        activation += activation_kroner(activations, self.borders, schemes, weight)
        activation *= self.index[:, None]
        account.money[:, KOMMUNE, :-1, ACTIVATION] = activation * self.activation_share
        account.money[:, STAT, :-1, ACTIVATION] = activation * (1 - self.activation_share)
        flows = changes(spells, self.months, self.borders, self.book.schemes, weight)
        return replace(account, person_days=days, stock=stock, flows=flows, contacts=held)

    def _of_contacts(
        self, contacts: "ContactArrays", weight: Floats | None
    ) -> tuple[Counts, Floats]:
        """Return the contacts held, and the kroner of all appointments, [month, scheme]."""
        inside, place = places_in(contacts, self.borders, len(self.book.schemes))
        counted = None if weight is None else weight[contacts.citizen[inside]]

        def sums(numbers: Counts) -> Counts:
            each = numbers[inside] if counted is None else numbers[inside] * counted
            return sums_at(place, (len(self.borders) - 1, len(self.book.schemes)), each)

        minutes, paid = sums(contacts.minutes), sums(contacts.kroner)
        kroner: Floats = (minutes * self.costs.contact_minute + paid) * self.index[:, None]
        return sums(contacts.outcome == HELD), kroner

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

    def records(self, spells: "SpellArrays", weight: Floats | None = None) -> Records:
        """Return spells as the records that are settled, each weighed as its citizen is."""
        rows = np.empty(len(spells.citizen), SPELL)
        write_records(spells, self.category, len(self.law.schemes), rows)
        rows["weight"] = 1.0 if weight is None else weight[spells.citizen]
        return rows


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
    spells: Records, rules: Rules, borders: Ints, schemes: int, kind: Kind = np.int64
) -> tuple[Counts, Counts, Counts]:
    """Return person-days, person-days past any waiting, and stocks, each [month, scheme].

    Each spell counts by its weight; ``kind`` of numbers is whole where all weights are 1.
    """
    shape = (borders[-1] - borders[0] + 1, schemes)
    here, on_benefit = np.zeros(shape, kind), np.zeros(shape, kind)
    add_arrivals(spells, rules, borders[0], here, on_benefit)
    first_days = borders[:-1] - borders[0]
    persons, paid = np.cumsum(here[:-1], axis=0), np.cumsum(on_benefit[:-1], axis=0)
    return (
        np.add.reduceat(persons, first_days, axis=0),
        np.add.reduceat(paid, first_days, axis=0),
        persons[first_days],
    )


@compiled_without_arrays
def write_records(spells: "SpellArrays", category: Ints, schemes: int, rows: Records) -> None:
    """Write spells as the records that are settled, their categories those of the book."""
    for n in range(rows.size):
        row, own = rows[n], spells.category[n]
        row["citizen"], row["start"], row["end"] = spells.citizen[n], spells.start[n], spells.end[n]
        row["category"] = category[spells.scheme[n] if own < 0 else own + schemes]
        row["share"], row["amount"] = spells.share[n], np.nan
        row["before"] = spells.before[n] if n < spells.before.size else 0


@compiled_without_arrays
def add_arrivals(
    spells: Records, rules: Rules, first_day: int, here: Counts, on_benefit: Counts
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
            here[comes, scheme] += spell["weight"]
            here[end, scheme] -= spell["weight"]
        comes = max(comes, paid_from - first_day)
        if comes < end:
            on_benefit[comes, scheme] += spell["weight"]
            on_benefit[end, scheme] -= spell["weight"]


def summed(contacts: "ContactArrays", numbers: Counts, borders: Ints, schemes: int) -> Counts:
    """Return the sums of a number of each appointment, [month, scheme]; whole if these are."""
    inside, place = places_in(contacts, borders, schemes)
    return sums_at(place, (len(borders) - 1, schemes), numbers[inside])


def places_in(contacts: "ContactArrays", borders: Ints, schemes: int) -> tuple[Ints, Ints]:
    """Return which appointments end within the borders, and where each belongs: month, scheme."""
    inside = np.flatnonzero((contacts.held >= borders[0]) & (contacts.held < borders[-1]))
    month = month_of_day(borders)[contacts.held[inside] - borders[0]]
    return inside, month * schemes + contacts.scheme[inside]


def sums_at(place: Ints, shape: tuple[int, int], numbers: Counts | None = None) -> Counts:
    """Return how often each place is named, or the sums of numbers there, in this shape.

    Sums of whole numbers are whole.
    """
    sums = np.bincount(place, numbers, minlength=int(np.prod(shape))).reshape(shape)
    if numbers is not None and numbers.dtype == np.float64:
        return sums
    return sums.astype(np.int64)  # exact: whole numbers far below 2**53


def activation_kroner(
    activations: "ActivationArrays", borders: Ints, schemes: int, weight: Floats | None = None
) -> Floats:
    """Return the kroner of compulsory programmes in prices of 2019, [month, scheme].

    ``weight`` is how much each citizen counts, by place.
    """
    citizen = activations.citizen
    counted = np.ones(len(citizen), np.int64) if weight is None else weight[citizen]
    kroner = np.zeros((len(borders) - 1, schemes))
    length = borders[-1] - borders[0]
    first, after = (
        np.clip(days - borders[0], 0, length) for days in (activations.start, activations.end)
    )
    for price in np.unique(activations.price):
        same, here = activations.price == price, np.zeros((length + 1, schemes), counted.dtype)
        np.add.at(here, (first[same], activations.scheme[same]), counted[same])
        np.subtract.at(here, (after[same], activations.scheme[same]), counted[same])
        persons = np.cumsum(here[:-1], axis=0)
        kroner += np.add.reduceat(persons, borders[:-1] - borders[0], axis=0) * price
    return kroner


def changes(
    spells: "SpellArrays",
    months: Ints,
    borders: Ints,
    names: tuple[str, ...],
    weight: Floats | None = None,
) -> Counts:
    """Return how many went from one scheme to another, each weighed, [year, from, to]."""
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
    counted = None if weight is None else weight[spells.citizen[left]]
    return _counts(place, (years, schemes, schemes), counted)


def month_of_day(borders: Ints) -> Ints:
    """Return the place of the month of each day of a horizon, counted from its first."""
    return np.repeat(np.arange(len(borders) - 1), np.diff(borders))


def _place(names: tuple[str, ...], name: str) -> int:
    return names.index(name) if name in names else -1


def _counts(place: Ints, shape: tuple[int, ...], weight: Floats | None) -> Counts:
    found = np.bincount(place, weights=weight, minlength=int(np.prod(shape))).reshape(shape)
    return found.astype(np.int64) if weight is None else found


def _activation_shares(law: "LawBook", months: Ints) -> Floats:
    """Return the municipal share of activation, [month, scheme]."""
    own = [f"{ACTIVATION_SHARE}_{name}" for name in law.scheme_names]
    names = [name if name in law.names else ACTIVATION_SHARE for name in own]
    days = [first_day_of_month(int(month)) for month in months]
    shares = {name: [float(law.on(name, day)) for day in days] for name in dict.fromkeys(names)}
    return np.array([shares[name] for name in names]).T


def _price_index(index: Mapping[int, float], months: Ints) -> Floats:
    return np.array([price_index_of(index, int(year)) for year in months // MONTHS_IN_YEAR])
