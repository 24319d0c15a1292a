"""What a change of duration saves, against what a municipality reckons on paper.

Three municipalities multiplied: so many citizens, so many weeks shorter, so many kroner a week
(003, STAR's collection of investment strategies). Here the same citizens live both worlds and
both are settled. On paper nobody relapses, grows older, is better or worse off than another or
meets a review, and every week costs the same, so here neither: one hazard, no way back, no
frailty, no deadline, no talk, one share on every step. The translation of weeks into a factor
is of such a stay; where frailty and later reviews matter, a stated change is delivered at less
than its size (tests/worlds/test_world_pairs.py holds by how much).
"""

import dataclasses
from functools import cache
from typing import NamedTuple

import numpy as np
import pytest

from borgerflow.sim.base.clock import DAYS_PER_WEEK, parse_day
from borgerflow.sim.engines.compiled.citizens import run_compiled
from borgerflow.sim.lives.tables import NO_DEADLINE
from borgerflow.sim.measures.account import KINDS, reckoner_of
from borgerflow.sim.params import load
from borgerflow.sim.settlement.rulebook import PAYERS, VALUES
from borgerflow.sim.world.tables.responders import all_alike
from borgerflow.sim.world.tables.usual_sums import usual_sums
from borgerflow.sim.world.world import load_world
from tests.theory.scores import agrees, differs, z_of_mean
from tests.worlds.lived import made_people

pytestmark = pytest.mark.slow

START, END = "2017-01-01", "2027-01-01"  # nine years are enough for every case to end
CASES_FROM, CASES_DAYS = parse_day("2017-01-01"), 365
MEAN_WEEKS = 40.0
REPLICATIONS = 40
AT_LEAST = 1_500  # cases a replication, in whole years of cases
LAST_STEP = 0.8
STEPS = [VALUES.index(f"law.refusion.step_{step}_share") for step in (1, 2, 3, 4)]
BENEFIT, KOMMUNE, STAT = KINDS.index("benefit"), PAYERS.index("kommune"), PAYERS.index("stat")


class Case(NamedTuple):
    """What a municipality reckons with: ``kroner`` is its own cost of a week."""

    scheme: str
    category: str
    citizens: int
    weeks: float
    kroner: float

    @property
    def saved_weeks(self):
        """Return the weeks saved a year, on paper."""
        return self.citizens * self.weeks

    @property
    def saving(self):
        """Return the kroner saved a year, on paper."""
        return self.saved_weeks * self.kroner


CASES = {
    # 003:L785: 75 citizens x 4 weeks x 2,325 kr. a week that Lejre itself pays
    "lejre": Case("jobafklaring", "ikke_forsoerger", 75, 4, 2325.0),
    # 003:L1260: 200 citizens x 6 weeks, gross 2.5 mio. kr. a year
    "svendborg": Case("kontanthjaelp_jobparat", "ikke_forsoerger", 200, 6, 2_500_000 / 1_200),
    # 003:L402: 2,500 weeks fewer; how many citizens and kroner is not said: a week each of
    # 2,500 at about 2,600 kr. a week is our reading
    "faaborg-midtfyn": Case("sygedagpenge", "ledig", 2_500, 1, 2600.0),
}
STATED = {"lejre": 697_500, "svendborg": 2_500_000}  # kroner, as the municipalities wrote them


@cache
def world_of(case):
    """Return a world with one hazard out of the case's scheme, cut by the case's weeks."""
    world = load_world(
        "modelkommune", start=START, end=END, params=load(), population=0.01, run_in_years=0
    )
    bare = dataclasses.replace(world, tables=one_hazard(world, case.scheme))
    return bare.with_proposals([proposal_of(case, world)])


def one_hazard(world, scheme):
    """Return the tables of a world in which all that happens is an end of the case."""
    tables = world.tables
    rate = np.zeros_like(tables.rate).reshape(-1, tables.bins, tables.exits)
    rate[:, :, world.exits.number(scheme, "job")] = 1 / MEAN_WEEKS
    alike = np.ones((tables.cells, tables.exits))
    frail = np.zeros_like(tables.frail)
    return tables._replace(
        **usual_sums(tables.first_exit, rate, alike, frail, all_alike(rate, alike)),
        rate=rate.reshape(-1),
        frail=frail,
        group=alike.reshape(-1),
        calendar=np.ones_like(tables.calendar),
        deadline_rule=np.full_like(tables.deadline_rule, NO_DEADLINE),
        contact_group=np.full_like(tables.contact_group, -1),
    )


def proposal_of(case, world):
    """Return a proposal that shortens every case of the scheme, in force all the time."""
    form = world.params.proposal("vesthimmerland-5")
    acting = form.mechanisms[0].model_copy(
        update={"scheme": case.scheme, "exits": ("job",), "target": {}}
    )
    changes = {"effect": -case.weeks, "reach": 1.0, "implementation": 1.0, "phase_in_months": 0.0}
    for field, value in changes.items():
        acting = acting.overridden(field, value)
    span = {"start": world.run_in_day, "until": world.end_day}
    return form.model_copy(update={"mechanisms": (acting,), **span})


def priced(case, world):
    """Return what settles a history where every week of the case costs the same."""
    reckoner = reckoner_of(world)
    rules = reckoner.book.rules
    place = reckoner.book.names.index(f"{case.scheme}.{case.category}")
    dated, value = rules.dated.copy(), rules.value.copy()
    dated["weekly"][:, place] = case.kroner / LAST_STEP
    dated["waiting"][:, place] = np.nan
    value[:, STEPS] = LAST_STEP
    rules = rules._replace(dated=dated, value=value)
    return dataclasses.replace(reckoner, book=dataclasses.replace(reckoner.book, rules=rules))


@cache
def saved(name):
    """Return the weeks, municipal kroner and state kroner saved a year, by replication."""
    case = CASES[name]
    world = world_of(case)
    years = -(-AT_LEAST // case.citizens)
    reckoner, worlds = priced(case, world), (world.baseline(), world)
    rows = []
    for replication in range(REPLICATIONS):
        people = cases_of(case, world, years, replication)
        before, after = (lived_and_settled(w, people, case, reckoner) for w in worlds)
        rows.append((before - after) / years)
    return np.array(rows).T


def cases_of(case, world, years, replication):
    """Return so many years' new cases, all begun within one."""
    number = case.citizens * years
    begun = CASES_FROM + np.arange(number) % CASES_DAYS
    place = world.scheme_names.index(case.scheme)
    job = world.scheme_names.index("job")
    return made_people(number, scheme=place, since=begun, came_from=job, replication=replication)


def lived_and_settled(world, people, case, reckoner):
    """Return the weeks of the case's scheme, and what municipality and state pay for them."""
    place = world.scheme_names.index(case.scheme)
    number = world.paid_categories.index(f"{case.scheme}.{case.category}")
    spells, contacts = run_compiled(world.tables, people, np.ones(world.tables.schemes))
    category = np.where(spells.scheme == place, number, spells.category)
    account = reckoner.account(spells._replace(category=category), contacts)
    paid = account.money[:, :, place, BENEFIT].sum(axis=0)
    days = account.person_days[:, place].sum()
    return np.array([days / DAYS_PER_WEEK, paid[KOMMUNE], paid[STAT]])


@pytest.mark.parametrize("name", CASES)
def test_a_shorter_stay_saves_as_many_weeks_as_citizens_times_weeks(name):
    weeks, _, _ = saved(name)
    assert agrees(z_of_mean(weeks, CASES[name].saved_weeks))
    assert differs(z_of_mean(weeks, 1.05 * CASES[name].saved_weeks))


@pytest.mark.parametrize("name", CASES)
def test_a_shorter_stay_saves_the_municipality_weeks_times_kroner(name):
    _, own, _ = saved(name)
    assert agrees(z_of_mean(own, CASES[name].saving))
    assert differs(z_of_mean(own, 1.05 * CASES[name].saving))


@pytest.mark.parametrize("name", STATED)
def test_the_saving_is_the_one_the_municipality_wrote_down(name):
    _, own, _ = saved(name)
    assert CASES[name].saving == pytest.approx(STATED[name])
    assert agrees(z_of_mean(own, STATED[name]))


@pytest.mark.parametrize("name", CASES)
def test_the_state_saves_the_rest_of_every_week(name):
    _, own, state = saved(name)
    assert state == pytest.approx(own * (1 - LAST_STEP) / LAST_STEP)


@pytest.mark.parametrize("name", CASES)
def test_every_week_saved_is_worth_what_a_week_costs(name):
    weeks, own, _ = saved(name)
    assert own == pytest.approx(weeks * CASES[name].kroner)
