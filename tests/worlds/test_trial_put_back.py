"""The trial that the effects are taken from, put back: from talks to weeks of employment."""

import numpy as np
import pytest

from borgerflow.sim.base.clock import parse_day
from borgerflow.sim.engines import simulate
from borgerflow.sim.world.contact_rules import ContactRule
from borgerflow.sim.world.world import load_world

pytestmark = pytest.mark.slow

BEGINS = parse_day("2017-01-01")
TWO_YEARS = 2 * 364
REPLICATIONS = 4

FIRST_13_WEEKS = ContactRule(
    "first", ("dagpenge",), BEGINS, first_within_weeks=2, talks_in_window=7, window_weeks=14
)
THROUGHOUT = ContactRule(
    "on", ("dagpenge",), BEGINS, first_within_weeks=2, talks_in_window=1, then_every_weeks=2
)


def first_days(history, world):
    """Return the first day of each new recipient's dagpenge within a year, by citizen."""
    spells, dagpenge = history.spell_arrays, world.scheme_names.index("dagpenge")
    new = (spells.scheme == dagpenge) & (spells.start >= BEGINS) & (spells.start < BEGINS + 365)
    days = np.full(1 + spells.citizen.max(), -1)
    days[spells.citizen[new][::-1]] = spells.start[new][::-1]
    return days


def weeks_in_job(history, world, since):
    """Return the mean weeks in a job within two years from each citizen's day."""
    spells, job = history.spell_arrays, world.scheme_names.index("job")
    begins = since[spells.citizen]
    here = (begins >= 0) & (spells.scheme == job)
    days = np.minimum(spells.end, begins + TWO_YEARS) - np.maximum(spells.start, begins)
    return np.maximum(days, 0)[here].sum() / 7 / (since >= 0).sum()


def gain(effects, rule):
    """Return how many weeks more in a job a rule gives new recipients in two years."""
    usual = load_world(
        "herning",
        contact_effects=effects,
        start="2017-01-01",
        end="2020-01-01",
        run_in_years=2,
        population=0.5,
    )
    often, gains = usual.with_contacts(rules=[rule]), []
    for replication in range(REPLICATIONS):
        before, after = (simulate(world, 1, replication) for world in (usual, often))
        since = first_days(before, usual)
        gains.append(weeks_in_job(after, often, since) - weeks_in_job(before, usual, since))
    return np.mean(gains)


def test_fortnightly_talks_give_at_most_the_five_weeks_that_the_trial_found():
    early, on = gain("trial", FIRST_13_WEEKS), gain("trial", THROUGHOUT)
    assert 1.5 < early < on < 5.0


def test_who_believes_in_no_effect_sees_none():
    """The sister of the test above."""
    assert gain("sceptic", THROUGHOUT) == 0
