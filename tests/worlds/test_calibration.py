"""Whole Herning against what is published about it: stocks, lengths and relapse."""

import numpy as np
import pytest

from borgerflow.sim.engines import simulate
from borgerflow.sim.measures.targets import persons_at
from borgerflow.sim.world.world import load_world

pytestmark = pytest.mark.slow

REPLICATIONS = 12  # of three, chance alone moves a stock of 300 by a tenth
TARGETS = (
    "sygedagpenge",
    "jobafklaring",
    "dagpenge",
    "kontanthjaelp_mv",
    "fleksjob",
    "ressourceforloeb",
    "ledighedsydelse",
    "foertidspension",
)


@pytest.fixture(scope="module")
def herning():
    world = load_world("herning")
    return world, [simulate(world, 1, r).spell_arrays for r in range(REPLICATIONS)]


def test_every_target_of_the_municipality_is_looked_at(herning):
    world, _ = herning
    assert {target.name for target in world.municipality.targets} == set(TARGETS)


@pytest.mark.parametrize("name", TARGETS)
def test_a_stock_lies_within_a_tenth_of_the_published_one(herning, name):
    world, lives = herning
    target = next(t for t in world.municipality.targets if t.name == name)
    waits = world.tables.waiting_days
    persons = [persons_at(target, spells, world.scheme_names, waits) for spells in lives]
    assert np.mean(persons) == pytest.approx(target.persons.value, rel=0.10)


def pooled(herning, days_seen):
    """Return the spells of all replications that began in the horizon and were seen so long.

    Scheme, scheme before and days, spells under way at the end being at least so long.
    """
    world, lives = herning
    columns = []
    for spells in lives:
        here = (spells.start >= world.start_day) & (spells.start < world.end_day - days_seen)
        columns.append(
            [(c[here]) for c in (spells.scheme, spells.came_from, spells.end - spells.start)]
        )
    return [np.concatenate(parts) for parts in zip(*columns, strict=True)]


def test_the_share_of_jobafklaring_that_ends_within_half_a_year(herning):
    """Calibration C061: 43 % (Hedensted, 2019)."""
    scheme, _, days = pooled(herning, 183)
    courses = days[scheme == herning[0].scheme_names.index("jobafklaring")]
    assert (courses <= 26 * 7).mean() == pytest.approx(0.43, abs=0.06)


@pytest.mark.parametrize(("after", "until", "share"), [(0, 91, 0.26), (91, 365, 0.24)])
def test_the_share_of_jobs_after_kontanthjaelp_that_break(herning, after, until, share):
    """Calibration C153 and C154: 26 % within three months, 24 % in months 4 to 12.

    A break is whatever ends the spell in work, illness too.
    """
    names = herning[0].scheme_names
    scheme, came_from, days = pooled(herning, 365)
    kontanthjaelp = [n for n, name in enumerate(names) if name.startswith("kontanthjaelp")]
    jobs = days[(scheme == names.index("job")) & np.isin(came_from, kontanthjaelp)]
    broken = (jobs > after) & (jobs <= until)
    assert broken.mean() == pytest.approx(share, abs=0.06)


def test_the_mean_length_of_a_dagpenge_spell(herning):
    """Calibration C387: 24.2 weeks of the spells that ended (Midtjylland)."""
    world, lives = herning
    at = world.scheme_names.index("dagpenge")
    lengths = np.concatenate(
        [
            (spells.end - spells.start)[
                (spells.scheme == at) & (spells.end >= world.start_day) & ~spells.open
            ]
            for spells in lives
        ]
    )
    assert lengths.mean() / 7 == pytest.approx(24.2, rel=0.10)


@pytest.mark.parametrize(
    ("weeks", "lowest", "highest"),
    [((9, 13), 0.76, 0.91), ((14, 26), 0.53, 0.62), ((27, 39), 0.24, 0.34), ((40, 52), 0.16, 0.27)],
    ids=["C134", "C135", "C309", "C310"],
)
def test_how_sygedagpenge_wears_off(herning, weeks, lowest, highest):
    """Mean survival beside that of weeks 5 to 8, counted from the first day that is paid.

    As the bins of C130 are (docs/calibration.md, cases in weeks 5 to 8).
    """
    world, lives = herning
    at = world.scheme_names.index("sygedagpenge")
    sick = np.concatenate([paid_days(world, spells, at) for spells in lives])
    assert lowest <= mean_survival(sick, *weeks) / mean_survival(sick, 5, 8) <= highest


def paid_days(world, spells, at):
    """Return the days that the municipality pays of cases begun early enough to be seen a year."""
    begun = (spells.start >= world.start_day) & (spells.start < world.end_day - 52 * 7)
    here = begun & (spells.scheme == at)
    waits = np.where(spells.category >= 0, world.tables.waiting_days[spells.category], 0)
    paid = (spells.end - spells.start - waits)[here]
    return paid[paid > 0]


def mean_survival(days, first_week, last_week):
    """Return the mean share still there over the days of some weeks, both included."""
    return np.mean([(days > day).mean() for day in range(7 * (first_week - 1), 7 * last_week)])
