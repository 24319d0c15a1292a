"""Lives begin with the people a table tells: so many, for so long, so far on the ladder."""

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from borgerflow.experiments.runs.estimators.pairs import RunSettings
from borgerflow.experiments.validation.accounts.lived import live_year
from borgerflow.sim.base.clock import DAYS_PER_WEEK, parse_day
from borgerflow.sim.engines.simulate import simulate
from borgerflow.sim.lives.tables import NO_TABLES
from borgerflow.sim.measures.targets import paid_stocks_on, stocks_on
from borgerflow.sim.params.model import StockOnDay
from borgerflow.sim.world.people import census_of
from borgerflow.sim.world.residents.stocked import weeks_before, whole_parts
from borgerflow.sim.world.world import load_world, resolve

DAY = parse_day("2019-01-01")
ROWS = (
    ("sygedagpenge", (0, 8), None, 60),
    ("sygedagpenge", (9, 25), (30, 40), 40),
    ("sygedagpenge", (40, 90), (53, 53), 30),
    ("dagpenge", (0, 30), (53, 60), 150),
    ("jobafklaring", (110, 130), None, 20),
)


@pytest.fixture(scope="module")
def world():
    """Return modelkommune in 2019, beginning with the people of the table."""
    rows = [dict(zip(("scheme", "weeks", "ladder", "persons"), row, strict=True)) for row in ROWS]
    about = {"day": "2019-01-01", "source": "ours", "grade": "sourced"}
    stock = StockOnDay.model_validate({**about, "rows": rows})
    plain = load_world("modelkommune", start="2019-01-01", end="2020-01-01")
    home = plain.municipality.model_copy(update={"stock": stock})
    return resolve(replace(plain, municipality=home, run_in_day=DAY, tables=NO_TABLES))


@pytest.fixture(scope="module")
def spells(world):
    """Return the spells that somebody is in on the first day."""
    found = simulate(world).spell_arrays
    return found.of(np.flatnonzero((found.start <= DAY) & (found.end > DAY)))


def weeks_of(world, spells, scheme):
    """Return the weeks for which each is paid in a scheme on the first day."""
    mine = spells.of(np.flatnonzero(spells.scheme == world.scheme_names.index(scheme)))
    paid = DAY - mine.start - world.tables.waiting_days[mine.category]
    return paid[paid > 0] // DAYS_PER_WEEK, mine.before[paid > 0]


def test_the_first_day_has_the_persons_of_the_table(world, spells):
    told = Counter()
    for scheme, _, _, persons in ROWS:
        told[scheme] += persons
    size = len(world.scheme_names)
    paid = paid_stocks_on(spells, DAY, size, world.tables.waiting_days)
    assert {name: paid[world.scheme_names.index(name)] for name in told} == told


def test_a_scheme_that_is_not_told_has_its_stock(world, spells):
    stocks = stocks_on(spells, DAY, len(world.scheme_names))
    for name in ("fleksjob", "foertidspension", "kontanthjaelp_jobparat"):
        stock = world.municipality.stocks[name].value
        assert stocks[world.scheme_names.index(name)] == round(stock)


def test_elapsed_weeks_are_those_of_the_table(world, spells):
    for name in ("sygedagpenge", "dagpenge", "jobafklaring"):
        weeks, _ = weeks_of(world, spells, name)
        for scheme, (low, high), _, persons in ROWS:
            if scheme == name:
                assert ((weeks >= low) & (weeks <= high)).sum() == persons, (name, low)


def test_who_is_past_a_review_was_prolonged_there(world):
    """A case of 40 to 90 weeks has had its review: it does not meet it again the day after."""
    history = simulate(world).spell_arrays
    for name in ("jobafklaring", "sygedagpenge"):
        scheme = world.scheme_names.index(name)
        there = (history.start < DAY - 400) & (history.scheme == scheme)
        assert there.sum() >= 10
        assert (history.end[there] <= DAY + 1).mean() < 0.15


def test_both_engines_live_the_same(world):
    census = census_of(world.peopling, 1, 0)
    some = range(0, census.size, 50)
    one, other = (simulate(world, engine=e, citizens=some) for e in ("compiled", "reference"))
    assert one == other
    assert one.spell_arrays.before.sum() > 0


def test_anybody_is_the_same_alone(world):
    census = census_of(world.peopling, 1, 0)
    everybody, some = census.people(np.arange(census.size)), np.arange(7, census.size, 401)
    for whole, part in zip(everybody, census.people(some), strict=True):
        np.testing.assert_array_equal(whole[some], part)


def test_weeks_before_bring_the_ladder_to_what_is_told():
    ladder, this_week = np.array([0, 30, 5, 12]), np.array([100, 100, 100, 100])
    paid_week = np.array([90, 90, 90, 90])  # eleven weeks are touched
    assert weeks_before(ladder, paid_week, this_week).tolist() == [0, 19, 0, 1]


def test_the_settlement_and_the_hand_begin_where_the_table_has_them(world):
    year = live_year(world, replication=0, settings=RunSettings(1, "compiled", 1))
    settled = year.money[0, :, 0]
    fleksjob = world.scheme_names.index("fleksjob")
    apart = np.delete(np.abs(year.municipal - settled), fleksjob)
    assert apart.max() < 1e-6 * settled.sum()


def test_weeks_on_the_ladder_raise_the_share(world):
    """All on dagpenge are told to be in week 53 or more: nothing cheaper is left of their cases."""
    first = simulate(world).spell_arrays
    scheme = world.scheme_names.index("dagpenge")
    mine = (first.start < DAY) & (first.scheme == scheme)
    touched = (DAY // DAYS_PER_WEEK) - first.start[mine] // DAYS_PER_WEEK + 1
    ladder = first.before[mine] + touched
    assert (ladder.min(), ladder.max()) == (53, 60)


def test_parts_of_a_whole_are_whole_and_add_up():
    assert whole_parts(np.array([1.5, 1.4, 0.1])).tolist() == [2, 1, 0]
    assert whole_parts(np.array([0.5, 0.5, 0.5, 0.5])).sum() == 2
