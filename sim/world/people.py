"""Who lives in the municipality: synthetic citizens, each drawn by address.

Residents are there when the simulation begins, with the scheme they are in and how long they
have been in it; others turn 18 or move in later. Everybody leaves on the day of death, of
moving away or of pension age, whichever comes first. Nothing here depends on proposals, so
both worlds of a pair hold the same people. Those who come are drawn and numbered by month of
arrival, so a longer horizon holds the same people and, after them, those of its further months.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, cast

import numpy as np
from numpy.typing import NDArray

from borgerflow.sim.base.arrays import Floats, Ints
from borgerflow.sim.base.chance import PERSON, citizen_key
from borgerflow.sim.base.clock import DAYS_PER_WEEK, day_after_years
from borgerflow.sim.lives.tables import NOBODY
from borgerflow.sim.params.model import AGE_BANDS, LEVELS, Population, StockProfile
from borgerflow.sim.world.cells import BAND_YEARS, BANDS, YOUNG_BANDS, cell_at_youngest
from borgerflow.sim.world.residents.citizen_loops import draw, in_a_loop, leave, retire, turn
from borgerflow.sim.world.residents.peopling import (
    ADULT_YEARS,
    YEAR_DAYS,
    Arrivals,
    Peopling,
    arrivals_of,
    cohort,
    oldest,
    pension_ages,
)
from borgerflow.sim.world.residents.stocked import (
    NOT_TOLD,
    StockDraws,
    ToldResidents,
    told_residents,
    weeks_before,
)

_AT_ONCE = 1 << 14  # people counted at once
Keys = NDArray[np.uint64]
# The keys of citizens are arithmetic that holds for whole arrays as well.
key_of = cast(Callable[[int, int, Keys], Keys], citizen_key)


# What is drawn about a person, by number: part of the address of the draw.
_AGE, _SCHEME, _ELAPSED, _SECTOR, _INSURED, _PROVIDER, _COUPLE, _EDUCATION = range(8)
_FRAILTY_RADIUS, _FRAILTY_ANGLE, _LEAVES, _ENTERS, _NEWCOMER_BAND = range(8, 13)
_WITHIN, _LADDER = range(13, 15)


class People(NamedTuple):
    """The citizens of one replication, one row each; days are whole numbers."""

    key: Keys
    cell: Ints  # at the youngest age band
    frailty: Floats
    birthdays: Ints  # [n, 4] the days of turning 25, 30, 50 and 60
    enters: Ints  # first day in the model
    leaves: Ints  # day of death, moving away or pension age
    scheme: Ints  # first scheme
    since: Ints  # first day of the first spell, at most ``enters``
    came_from: Ints  # scheme before the first spell, or NOBODY
    before: Ints  # weeks on the refusion ladder before the first spell, where a table tells them


@dataclass(frozen=True)
class Census:
    """The people of one replication by number: residents, then those who come, by month.

    Any of them can be drawn alone. The only thing that hangs on all of them is the chance of
    each scheme: the stock of a scheme is shared by the residents of an age band. Where a table of
    stocks tells who is there, ``told`` has the scheme of each resident.
    """

    peopling: Peopling
    seed: int
    replication: int
    residents: int
    arrivals: Arrivals
    cumulated_shares: Floats  # [band, scheme - 1] of residents
    told: ToldResidents | None = None

    @property
    def size(self) -> int:
        """Return how many people there are."""
        return int(self.arrivals.number[-1])

    def people(self, citizens: Ints) -> People:
        """Return the people of some numbers, in rising order."""
        key = _keys(self.seed, self.replication, citizens)
        settled = np.searchsorted(citizens, self.residents)
        parts = [
            _residents(self, citizens[:settled], key[:settled]),
            _newcomers(self, citizens[settled:], key[settled:]),
        ]
        return _joined([part for part in parts if len(part.key)] or parts[:1])


def census_of(peopling: Peopling, seed: int, replication: int) -> Census:
    """Return the people of one replication, to be drawn by number.

    Assumes
    -------
    Equal birth cohorts; attributes independent of each other but for age; education as
    reached at first sight for life.
    """
    residents = peopling.number(cohort(peopling) * (oldest(peopling) - ADULT_YEARS))
    persons = np.zeros(BANDS, dtype=np.int64)
    for first in range(0, residents, _AT_ONCE):
        citizens = np.arange(first, min(first + _AT_ONCE, residents))
        born = _born_before(peopling, _keys(seed, replication, citizens))
        persons += np.bincount(_band_at_start(peopling, born), minlength=BANDS)
    shares = np.cumsum(_stock_shares(peopling, persons), axis=1)[:, :-1]
    arrivals = arrivals_of(peopling, residents)
    told = _told(peopling, _keys(seed, replication, np.arange(residents)))
    return Census(peopling, seed, replication, residents, arrivals, shares, told)


def _told(peopling: Peopling, key: Keys) -> ToldResidents | None:
    """Return in which scheme the residents are by a table of stocks, if there is one."""
    if peopling.municipality.stock is None:
        return None
    born = _born_before(peopling, key)
    adult = _days_of_turning((ADULT_YEARS,), born)[:, 0]
    attributes = (_SCHEME, _ELAPSED, _WITHIN, _LADDER)
    draws = (drawn(key, attribute) for attribute in attributes)
    band = _band_at_start(peopling, born)
    return told_residents(peopling, StockDraws(band, peopling.start - adult, *draws))


def people_of(peopling: Peopling, seed: int, replication: int) -> People:
    """Return all people of one replication."""
    census = census_of(peopling, seed, replication)
    return census.people(np.arange(census.size))


def _keys(seed: int, replication: int, citizens: Ints) -> Keys:
    return key_of(seed, replication, citizens.astype(np.uint64))


def _joined(parts: Sequence[People]) -> People:
    if len(parts) == 1:
        return parts[0]
    return People(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))


def drawn(key: Keys, attribute: int) -> Floats:
    """Return one number in (0, 1) for each citizen's key and an attribute."""
    numbers = np.empty(len(key))
    in_a_loop(draw)(key.view(np.int64), PERSON + attribute, numbers)
    return numbers


def _born_before(peopling: Peopling, key: Keys) -> Ints:
    """Return the days of birth of residents."""
    years = ADULT_YEARS + drawn(key, _AGE) * (oldest(peopling) - ADULT_YEARS)
    return peopling.start - (years * YEAR_DAYS).astype(np.int64)


def _band_at_start(peopling: Peopling, born: Ints) -> Ints:
    """Return the age band of residents when the simulation begins.

    One has turned 25 if born no later than the last day whose 25th birthday has come.
    """
    near = [int(day_after_years(peopling.start, -years)) for years in BAND_YEARS]
    last = [
        max(d for d in range(day - 2, day + 3) if day_after_years(d, years) <= peopling.start)
        for day, years in zip(near, BAND_YEARS, strict=True)
    ]
    return BANDS - 1 - np.searchsorted(last[::-1], born, side="left")


def _residents(census: Census, citizens: Ints, key: Keys) -> People:
    peopling = census.peopling
    born = _born_before(peopling, key)
    enters = np.full(len(key), peopling.start, dtype=np.int64)
    if census.told is not None:
        told = census.told.of(citizens)
        people = _people(peopling, key, born, enters, told.scheme, under_way=True)
        return _as_told(people, told, drawn(key, _WITHIN), peopling)
    band, share = _band_at_start(peopling, born), drawn(key, _SCHEME)
    scheme = np.empty(len(key), dtype=np.int64)
    for number, cumulated in enumerate(census.cumulated_shares):
        here = band == number
        scheme[here] = np.searchsorted(cumulated, share[here], side="right")
    return _people(peopling, key, born, enters, scheme, under_way=True)


def _as_told(people: People, told: ToldResidents, within: Floats, peopling: Peopling) -> People:
    """Return residents whose first spells have lasted as a table of stocks says.

    Elapsed weeks count from the first day that is paid; those who wait have been there for some
    part of the wait.
    """
    assert peopling.waits is not None
    cells = len(peopling.waits) // len(peopling.scheme_names)
    at = people.scheme * cells + people.cell + band_on(people.birthdays, people.enters)
    wait, today = peopling.waits[at], people.enters
    waited = (within * (wait - 1)).astype(np.int64) + 1
    since = today - np.where(told.waits, waited, told.elapsed + wait)
    since = np.where(told.elapsed == NOT_TOLD, people.since, np.minimum(since, today - 1))
    paid_from = np.minimum(since + wait, today)
    before = weeks_before(told.ladder, paid_from // DAYS_PER_WEEK, today // DAYS_PER_WEEK)
    return people._replace(since=since, before=before)


def _newcomers(census: Census, citizens: Ints, key: Keys) -> People:
    """Return those who turn 18 or move in, each on some day of the month of arrival."""
    peopling, population = census.peopling, census.peopling.population
    month, turns_18 = census.arrivals.of(citizens)
    # Who is there on the first day of all is a resident.
    first = np.maximum(census.arrivals.day[month], peopling.start + 1)
    days = census.arrivals.day[month + 1] - first
    enters = first + (drawn(key, _ENTERS) * days).astype(np.int64)
    eighteen_before = _days_of_turning((-ADULT_YEARS,), enters)
    born = np.where(turns_18, eighteen_before[:, 0], _born_before_moving(population, key, enters))
    share = drawn(key, _SCHEME)
    scheme = np.where(
        turns_18,
        _chosen(share, _shares_row(peopling, population.eighteen.shares)),
        _chosen(share, _shares_row(peopling, population.newcomers.shares)),
    )
    return _people(peopling, key, born, enters, scheme, under_way=False)


def _born_before_moving(population: Population, key: Keys, enters: Ints) -> Ints:
    """Return the days of birth of those who move in on a day each."""
    shares = np.array([population.newcomer_ages.shares[band] for band in AGE_BANDS])
    band = _chosen(drawn(key, _NEWCOMER_BAND), shares)
    edges = np.array([ADULT_YEARS, *BAND_YEARS, 64.5])
    years = edges[band] + drawn(key, _AGE) * (edges[band + 1] - edges[band])
    return np.asarray(enters - (years * YEAR_DAYS).astype(np.int64))


def _people(
    peopling: Peopling,
    key: Keys,
    born: Ints,
    enters: Ints,
    scheme: Ints,
    *,
    under_way: bool,
) -> People:
    turned = _days_of_turning((ADULT_YEARS, *BAND_YEARS), born)
    adult, birthdays = turned[:, 0], np.ascontiguousarray(turned[:, 1:])
    band = band_on(birthdays, enters)
    levels = _levels(peopling, key, scheme, band)
    elapsed = _elapsed_days(peopling, key, scheme) if under_way else np.zeros_like(enters)
    return People(
        key=key,
        cell=cell_at_youngest(levels),
        frailty=_frailty(peopling, key),
        birthdays=birthdays,
        enters=enters,
        leaves=_leaving_day(peopling, key, born, birthdays, enters),
        scheme=scheme,
        since=np.maximum(enters - elapsed, np.minimum(adult, enters)),
        came_from=_came_from(peopling, scheme),
        before=np.zeros(len(key), dtype=np.int64),
    )


def birthdays_of(born: Ints) -> Ints:
    """Return the days of turning 25, 30, 50 and 60, shape [n, 4]."""
    return _days_of_turning(BAND_YEARS, born)


def _days_of_turning(ages: Sequence[int], born: Ints) -> Ints:
    """Return the birthdays at each age, shape [n, ages]."""
    days = np.empty((len(born), len(ages)), dtype=np.int64)
    in_a_loop(turn)(born, np.array(ages, dtype=np.int64), days)
    return days


def band_on(birthdays: Ints, day: Ints) -> Ints:
    """Return the age band of each citizen on a day each."""
    return np.asarray((birthdays <= day[:, None]).sum(axis=1), dtype=np.int64)


def _chosen(u: Floats, shares: Floats) -> Ints:
    """Return the place in the cumulated shares that each u falls in."""
    return np.searchsorted(np.cumsum(shares)[:-1], u, side="right").astype(np.int64)


def _shares_row(peopling: Peopling, shares: dict[str, float]) -> Floats:
    return np.array([shares.get(name, 0.0) for name in peopling.scheme_names])


def _stock_shares(peopling: Peopling, persons: Ints) -> Floats:
    """Return the chance of each scheme by age band: stock x age profile, the rest in job."""
    shares = np.zeros((BANDS, len(peopling.scheme_names)))
    for name, stock in peopling.municipality.stocks.items():
        ages = np.array(peopling.population.profiles[name].ages)
        place = peopling.scheme_names.index(name)
        expected = (stock.value or 0.0) * peopling.scale * ages / ages.sum()
        shares[:, place] = expected / np.maximum(persons, 1)
    shares[:, peopling.scheme_names.index("job")] = np.maximum(0.0, 1 - shares.sum(axis=1))
    return np.asarray(shares / shares.sum(axis=1, keepdims=True))


def _profiles(peopling: Peopling) -> list[StockProfile | None]:
    return [peopling.population.profiles.get(name) for name in peopling.scheme_names]


def _levels(peopling: Peopling, key: Keys, scheme: Ints, band: Ints) -> dict[str, Ints]:
    population = peopling.population
    sectors = np.array([population.sectors.shares[s] for s in LEVELS["sector"]])
    educated = np.array(population.educated.values())[band]
    levels = {
        "sector": _chosen(drawn(key, _SECTOR), sectors),
        "insured": (drawn(key, _INSURED) < (population.insured.value or 0)).astype(np.int64),
        "provider": (drawn(key, _PROVIDER) < (population.provider.value or 0)).astype(np.int64),
        "household": (drawn(key, _COUPLE) < (population.couple.value or 0)).astype(np.int64),
        "education": (drawn(key, _EDUCATION) < educated).astype(np.int64),
    }
    _fit_to_scheme(_profiles(peopling), levels, scheme, band)
    return levels


def _fit_to_scheme(
    profiles: list[StockProfile | None], levels: dict[str, Ints], scheme: Ints, band: Ints
) -> None:
    """Set the attributes that a scheme asks of those who are in it."""
    for number, profile in enumerate(profiles):
        if profile is None:
            continue
        here = scheme == number
        if profile.insured is not None:
            levels["insured"][here] = int(profile.insured)
        if profile.education is not None:
            levels["education"][here] = int(profile.education)
        if profile.young_are_educated:
            levels["education"][here & (band < YOUNG_BANDS)] = 1


def _elapsed_days(peopling: Peopling, key: Keys, scheme: Ints) -> Ints:
    """Return how long each has been in the scheme: exponential, cut off where law ends a stay."""
    profiles = _profiles(peopling)
    mean = np.array([p.mean_elapsed_weeks * 7 if p else 365.0 * 6 for p in profiles])
    most = np.array([(p.at_most_weeks if p and p.at_most_weeks else np.inf) * 7 for p in profiles])
    inside = 1 - np.exp(-most[scheme] / mean[scheme])
    return np.asarray(-mean[scheme] * np.log(1 - drawn(key, _ELAPSED) * inside), dtype=np.int64)


def _came_from(peopling: Peopling, scheme: Ints) -> Ints:
    names = peopling.scheme_names
    before = [
        names.index(profile.came_from) if profile and profile.came_from else NOBODY
        for profile in _profiles(peopling)
    ]
    return np.array(before, dtype=np.int64)[scheme]


def _frailty(peopling: Peopling, key: Keys) -> Floats:
    """Return log-normal frailties with mean 1 (Box-Muller)."""
    sd = peopling.population.frailty_log_sd.value or 0.0
    radius = np.sqrt(-2 * np.log(drawn(key, _FRAILTY_RADIUS)))
    normal = radius * np.cos(2 * np.pi * drawn(key, _FRAILTY_ANGLE))
    return np.asarray(np.exp(sd * normal - sd * sd / 2))


def _leaving_day(peopling: Peopling, key: Keys, born: Ints, birthdays: Ints, enters: Ints) -> Ints:
    """Return the first of death, moving away and pension age, later than the day of entry."""
    deaths, moves = peopling.population.deaths_per_week, peopling.population.moves_away_per_week
    daily = (np.array(deaths.values()) + np.array(moves.values())) / 7
    leaves, pension = np.empty_like(born), np.empty_like(born)
    in_a_loop(leave)(-np.log(drawn(key, _LEAVES)), daily, birthdays, enters, leaves)
    in_a_loop(retire)(born, *pension_ages(peopling), pension)
    return np.maximum(np.minimum(leaves, pension), enters + 1)
