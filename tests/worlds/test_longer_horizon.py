"""The same seed gives the same lives, whatever the horizon: a longer one only adds days."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from borgerflow.sim.base.clock import parse_day
from borgerflow.sim.engines import simulate
from borgerflow.sim.engines.compiled.citizens import run_compiled
from borgerflow.sim.engines.reference.citizens import run_reference
from borgerflow.sim.lives.tables import STILL_WAITS
from borgerflow.sim.records.history import ContactArrays, SpellArrays
from borgerflow.sim.world.contact_rules import BEFORE_ALL, Staff
from borgerflow.sim.world.people import Arrivals, census_of, people_of
from borgerflow.sim.world.proposals.durations import factor_for_weeks
from borgerflow.sim.world.world import load_world
from tests.worlds.examples import some_worlds, worlds
from tests.worlds.lived import lived, made_people
from tests.worlds.made import ALWAYS, Exit, Local, Place, made_tables
from tests.worlds.strategies import DAYS, START, random_worlds

FIRST, FAR_OFF = parse_day("2015-01-01"), parse_day("2026-01-01")


@cache
def peopling_of(municipality):
    return load_world(municipality).peopling


@st.composite
def peoplings(draw):
    """Return what it takes to draw people over a horizon, and over a longer one."""
    usual = peopling_of(draw(st.sampled_from(["modelkommune", "herning"])))
    ends = sorted(draw(st.lists(st.integers(FIRST + 1, FAR_OFF), min_size=2, max_size=2)))
    start = draw(st.integers(FIRST, ends[0] - 1))
    scale = draw(st.floats(0.0005, 0.02))
    return [replace(usual, start=start, end=end, scale=scale) for end in ends]


def begins_with(far, near):
    """Tell whether the first of some people are those of a shorter horizon."""
    size = len(near.key)
    return all(np.array_equal(one, other[:size]) for one, other in zip(near, far, strict=True))


@given(peoplings(), st.integers(1, 9))
@worlds
def test_a_longer_horizon_holds_the_same_people_and_after_them_those_who_come_later(both, seed):
    near, far = (people_of(peopling, seed, 2) for peopling in both)
    assert begins_with(far, near)
    assert (far.enters[len(near.key) :] >= both[0].end).all()


@pytest.mark.parametrize("end", ["2020-01-01", "2020-05-20"])
def test_people_spread_over_the_whole_horizon_would_be_others(end):
    """The sister of the test above: as if the horizon were one long month."""
    peopling = replace(peopling_of("modelkommune"), scale=0.05)
    near, far = (
        all_in_one_month(census_of(replace(peopling, end=parse_day(day)), 1, 0))
        for day in (end, "2021-01-01")
    )
    assert not begins_with(far, near)


def all_in_one_month(census):
    arrivals = census.arrivals
    size, eighteen = census.size, (arrivals.mover - arrivals.number[:-1]).sum()
    one = Arrivals(
        np.array([census.peopling.start, census.peopling.end]),
        np.array([census.residents, size]),
        np.array([census.residents + eighteen]),
    )
    return replace(census, arrivals=one).people(np.arange(size))


def test_as_many_come_as_the_municipality_says_in_every_month():
    peopling = peopling_of("herning")
    arrivals = census_of(peopling, 1, 0).arrivals
    home = peopling.municipality
    a_year = home.persons_18_66.value / 49 + home.newcomers_per_year.value
    number = np.diff(arrivals.number)
    assert abs(number - a_year * np.diff(arrivals.day) / 365.25).max() < 2
    assert number.sum() == pytest.approx(a_year * 8, abs=2)


def test_people_come_on_every_day_of_a_month_alike():
    census = census_of(replace(peopling_of("herning"), scale=3.0), 1, 0)
    january, february = (census.arrivals.number[place] for place in (1, 2))
    enters = census.people(np.arange(january, february)).enters - census.arrivals.day[1]
    counts = np.bincount(enters, minlength=28)
    assert len(counts) == 28
    assert ((counts - counts.mean()) ** 2 / counts.mean()).sum() < 60  # 27 degrees of freedom


def until(lives, day):
    """Return what had happened in lives by a day, and who waited for whom then and later."""
    spells, contacts = lives
    begun = SpellArrays(*(column[spells.start < day] for column in spells))
    begun = begun._replace(end=np.minimum(begun.end, day), open=begun.end >= day)
    over = (contacts.held < day) & (contacts.outcome != STILL_WAITS)
    asked = zip(*(c[~over].tolist() for c in (contacts.citizen, contacts.due)), strict=True)
    return (begun, ContactArrays(*(column[over] for column in contacts))), set(asked)


def only_adds(far, near, day):
    """Tell whether lives up to a day are those of a horizon that ends then."""
    before, later = until(far, day)
    shorter, waiting = until(near, day)
    rows = zip((*before[0], *before[1]), (*shorter[0], *shorter[1]), strict=True)
    return waiting <= later and all(np.array_equal(one, other) for one, other in rows)


def adds_only_days(world, days, engine):
    """Tell whether a world's horizon only adds days to one that ends after so many."""
    tables, end = world.tables(), START + days
    near = lived(tables._replace(horizon=end), world.people, engine)
    return only_adds(lived(tables, world.people, engine), near, end)


@given(random_worlds() | random_worlds(staff=3), st.integers(1, DAYS))
@worlds
def test_a_longer_horizon_only_adds_days_to_the_lives_of_the_same_people(world, days):
    assert adds_only_days(world, days, run_compiled)


@pytest.mark.parametrize("engine", [run_compiled, run_reference])
def test_a_talk_that_a_local_rule_asks_for_later_is_not_held_before_a_horizon_in_between(engine):
    """By law it is due in the week after, and would be held a week early."""
    rare = Local(rhythm=(100, 0, 0, 100), first=50, instead=True)
    talked_to = Place([Exit(0, [0.0])], talks=((ALWAYS, 58, 2, 200, 0),), ahead=7, rules=(rare,))
    people = made_people(20)
    far, near = (
        lived(made_tables([talked_to], horizon=START + days), people, engine) for days in (300, 54)
    )
    assert far[1].held.size
    assert only_adds(far, near, START + 54)


@pytest.mark.slow
@given(random_worlds(staff=3), st.integers(1, DAYS))
@settings(some_worlds, max_examples=20)
def test_it_only_adds_days_in_the_reference_engine_too(world, days):
    assert adds_only_days(world, days, run_reference)


@cache
def world_until(end, tight):
    world = load_world(
        "modelkommune",
        ["hedensted-samtaler", "herning-syg02", "vesthimmerland-5"],
        start="2020-01-01",
        end=end,
        population=0.02,
        run_in_years=1,
    )
    if not tight:
        return world
    return world.with_contacts(staff=Staff(dict.fromkeys(world.team_names, ((BEFORE_ALL, 3.0),))))


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["compiled", "reference"])
@pytest.mark.parametrize(("tight", "end"), [(False, "2021-01-01"), (True, "2021-05-20")])
def test_a_longer_horizon_only_adds_days_to_a_municipality(engine, tight, end):
    """Those who come later do not disturb those who wait before them."""
    histories = [simulate(world_until(day, tight), 3, 1, engine) for day in ("2023-01-01", end)]
    far, near = ((h.spell_arrays, h.contact_arrays) for h in histories)
    assert len(near[0].citizen) > 300
    assert (near[1].outcome == STILL_WAITS).any() == tight
    assert only_adds(far, near, parse_day(end))


@pytest.mark.slow
def test_a_stated_change_of_weeks_becomes_the_same_factor():
    """The longest ressourceforloeb became shorter in 2022."""
    factors = []
    for end in ("2021-01-01", "2023-01-01"):
        world = load_world("modelkommune", ["vesthimmerland-5"], start="2020-01-01", end=end)
        mechanism = world.proposals[0].mechanisms[0]
        longer = {"scheme": "ressourceforloeb", "exits": ("fleksjob",), "target": {}}
        factors.append(factor_for_weeks(world, mechanism.model_copy(update=longer)))
    assert factors[0] == factors[1] > 1
